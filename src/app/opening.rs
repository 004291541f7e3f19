//! Opening an article of the library.

use std::time::Instant;

use super::{Boldface, View};
use crate::study::{Anchor, ArticleId, TermId};
use crate::worker::Request;

impl Boldface {
    pub(super) fn open_article(&mut self, article_id: ArticleId, at: Option<Anchor>, now: Instant) {
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        self.model.view = View::Read;
        self.wandered = false;
        if self
            .model
            .reading
            .as_ref()
            .is_some_and(|reading| reading.article_id == article_id)
            && at.is_none()
        {
            self.look_at_file();
            return;
        }
        if at.is_some() {
            self.leave_article(now);
        }
        self.send(Request::Open { article_id, at });
    }

    /// Opens an article where a term stands in it first.
    pub(super) fn open_at_term(&mut self, article_id: ArticleId, term_id: TermId, now: Instant) {
        self.open_article(article_id, None, now);
        self.pending_term = Some(term_id);
    }

    /// Opens an article where it was left.
    pub(super) fn open_stored(&mut self, article_id: ArticleId, now: Instant) {
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        self.model.view = View::Read;
        self.wandered = false;
        self.send(Request::Open { article_id, at: None });
    }
}

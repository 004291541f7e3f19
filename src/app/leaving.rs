//! The page closes when its article goes.

use std::time::Instant;

use super::{Boldface, View};
use crate::study::ArticleId;
use crate::worker::Request;

impl Boldface {
    /// The open article was deleted: its page closes.
    pub(super) fn leave_deleted(&mut self, deleted: &[ArticleId], now: Instant) {
        let Some(open) = self.model.reading.as_ref().map(|reading| reading.article_id) else {
            return;
        };
        if deleted.contains(&open) {
            self.select(None, now);
            self.model.reading = None;
            self.model.card = None;
            self.model.note_card = None;
            self.drafts.show(None, || None);
            // Back to what was read before, rather than to nothing.
            let rows = self.model.library.articles.iter();
            let others =
                rows.filter(|row| !row.archived && row.opened_at.is_some() && !deleted.contains(&row.article_id));
            match others.max_by_key(|row| row.opened_at).map(|row| row.article_id) {
                Some(article_id) if self.model.view == View::Read => self.send(Request::Open { article_id, at: None }),
                _ => self.model.view = View::Library,
            }
        }
    }
}

//! What the store thread tells of a commit: everything that it touched, as it is now.

use std::collections::HashSet;
use std::time::Instant;

use super::gathering::Gather;
use super::index_thread::Ask;
use super::store_thread::StoreThread;
use super::touched::{deleted, notes_of};
use super::{Committed, Event, NotesAsk};
use crate::store::{self, Op};
use crate::study::{Term, TermId};

impl StoreThread {
    /// Tells the window of a commit, with everything that it touched as it is now.
    pub(super) fn committed(&mut self, serial: Option<u64>, committed: store::Committed, issued: Option<Instant>) {
        let Some(store) = &self.store else { return };
        let terms: Vec<Term> = store.terms(&committed.changes.terms).unwrap_or_default();
        let live: HashSet<TermId> = terms.iter().map(|term| term.term_id).collect();
        let touched = committed.changes.terms.iter();
        let gone = touched.filter(|term_id| !live.contains(term_id)).copied().collect();
        let (notes, gone_notes) = notes_of(store, &committed.changes);
        self.gather(Gather::Touched(Box::new(committed.changes.clone())));
        self.ask_notes(NotesAsk::Changed(committed.changes.clone()));
        let open = self.open.filter(|open| committed.changes.articles.contains(open));
        let edits = open.and_then(|open| Some((open, store.bold_edits(open).ok()?)));
        if committed.changes.library || matches!(committed.op, Op::TurnBracket { .. }) {
            self.ask(Ask::Sync);
        }
        let lists = committed.changes.library || matches!(committed.op, Op::Import { .. });
        let articles = if lists { committed.changes.articles } else { Vec::new() };
        let deleted = if lists { deleted(store, &articles) } else { Vec::new() };
        let step = (committed.op.clone(), committed.direction);
        self.outbox.send(Event::Committed(Committed {
            serial,
            op: committed.op,
            direction: committed.direction,
            terms,
            gone,
            articles,
            deleted,
            bold_edits: edits,
            notes,
            gone_notes,
            undo_depth: committed.undo_depth,
            redo_depth: committed.redo_depth,
            issued,
        }));
        self.review_after(&step);
        if let Some(open) = open {
            self.after_commit(open, &step);
        }
        self.back_up_if_due();
    }
}

//! Steps back and forth, and what an article's file has of the library when one goes over a merge of the two.
//!
//! A merge holds what both hands did. Taken back after the article was written, it leaves a file with the bold of both:
//! what came from the file is the file's own still and may come in again, what was written is the library's. So what the
//! two had in common last is the file as it was known, changed as the step has changed the library.

use super::Event;
use super::store_thread::StoreThread;
use super::two_hands::changed_alike;
use crate::store::StoredArticle;

impl StoreThread {
    /// Takes the newest step back, or does again what was taken back last.
    pub(super) fn step(&mut self, undo: bool) {
        let Some(store) = &self.store else { return };
        let before: Vec<StoredArticle> = store
            .merges_ahead(undo)
            .into_iter()
            .filter_map(|article_id| self.stored(article_id))
            .collect();
        let at = self.reviewing.clock.now();
        let Some(store) = &mut self.store else { return };
        let done = if undo { store.undo(at) } else { store.redo(at) };
        match done {
            Ok(Some(committed)) => {
                for before in &before {
                    self.part_from_file(before);
                }
                self.committed(None, committed, None);
            }
            Ok(None) => self.outbox.send(Event::NothingToUndo { undo }),
            Err(error) => self.outbox.send(Event::ChangeFailed { serial: None, error }),
        }
    }

    fn part_from_file(&mut self, before: &StoredArticle) {
        let Some(after) = self.stored(before.article_id) else {
            return;
        };
        let known = before.in_file.as_deref().unwrap_or(&before.bytes);
        // The commit that follows tells that the source is another one.
        if let Some(bytes) = changed_alike(before, &after, known) {
            self.set_in_file(before.article_id, &bytes);
        } else {
            tracing::warn!("what the file has of an article is not known after a step");
        }
    }
}

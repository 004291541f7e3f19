//! What a commit touched, read again for the window.

use std::collections::HashSet;

use crate::store::{Changes, Store};
use crate::study::{ArticleId, NoteId, NoteRecord};

/// The notes that changed as they are now, and those that are gone.
pub(super) fn notes_of(store: &Store, changes: &Changes) -> (Vec<NoteRecord>, Vec<NoteId>) {
    if changes.notes.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let notes = store.note_records_of(&changes.notes).unwrap_or_default();
    let live: HashSet<NoteId> = notes.iter().map(|note| note.note_id).collect();
    let gone = changes.notes.iter().filter(|note_id| !live.contains(note_id)).copied();
    (notes, gone.collect())
}

/// Those of these articles that are deleted now.
pub(super) fn deleted(store: &Store, articles: &[ArticleId]) -> Vec<ArticleId> {
    let gone = |article_id: &&ArticleId| matches!(store.article_title(**article_id), Ok(None));
    articles.iter().filter(gone).copied().collect()
}

//! What a learner may do to a note that is, or was, there.

use super::deeds::Deed;
use super::pick;
use crate::store::{Committed, Now, Store, StoreError};
use crate::study::NoteId;

/// Does it; `None` when there never was a note, or it is about none.
pub(super) fn act(store: &mut Store, deed: &Deed, now: Now) -> Option<Result<Committed, StoreError>> {
    let named = |store: &Store, number: usize| pick(store, "notes", number).map(NoteId);
    Some(match deed {
        Deed::SaveNote { note, text, session } => store.save_note(named(store, *note)?, text, *session, now),
        Deed::DeleteNote(note) => store.delete_note(named(store, *note)?, now),
        Deed::RestoreNote(note) => store.restore_note(named(store, *note)?, now),
        Deed::ReviewNote { note, review } => store.set_note_review(named(store, *note)?, *review, now),
        Deed::RevertNote { note, text } => store.revert_note(named(store, *note)?, text, now),
        _ => return None,
    })
}

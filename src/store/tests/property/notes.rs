//! What a learner may do to a note that is, or was, there.

use super::deeds::Deed;
use crate::store::{Committed, Now, Store, StoreError};
use crate::study::NoteId;

pub(super) fn act(store: &mut Store, deed: &Deed, note_id: NoteId, now: Now) -> Result<Committed, StoreError> {
    match deed {
        Deed::SaveNote { text, session, .. } => store.save_note(note_id, text, *session, now),
        Deed::RestoreNote(_) => store.restore_note(note_id, now),
        Deed::ReviewNote { review, .. } => store.set_note_review(note_id, *review, now),
        Deed::RevertNote { text, .. } => store.revert_note(note_id, text, now),
        _ => store.delete_note(note_id, now),
    }
}

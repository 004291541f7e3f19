//! What a card is of.

use crate::study::{NoteId, TermId};

/// A term or a note marked for review. A term that was never answered has no card yet, but has this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CardKey {
    /// A word or phrase.
    Term(TermId),
    /// A note.
    Note(NoteId),
}

//! What is done to a note, as a value: which note, and what becomes of it.
//!
//! A note that there is not yet is named by what it will be on. So the field in which it is written needs no key, and
//! nothing is stored of a note before there is something to store.

use super::{Anchor, ArticleId, NoteColour, NoteId, NoteKind, TermId};

/// Which note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteTarget {
    /// One that there is, of any kind.
    Note(NoteId),
    /// A new one on a term.
    Term {
        /// The term.
        term_id: TermId,
        /// Where it is written, if it is beside a text.
        at: Option<Box<NotePlace>>,
    },
    /// A new one on a passage. One that stands at the same place and has no words yet is taken instead.
    Passage(Box<NotePlace>),
    /// A new one on an article. One that there is and that has no words yet is taken instead.
    Article(ArticleId),
}

impl NoteTarget {
    /// The kind of a new one.
    #[must_use]
    pub const fn new_kind(&self) -> Option<NoteKind> {
        match self {
            Self::Note(_) => None,
            Self::Term { .. } => Some(NoteKind::Term),
            Self::Passage(_) => Some(NoteKind::Passage),
            Self::Article(_) => Some(NoteKind::Article),
        }
    }

    /// Where a new one stands or is written.
    #[must_use]
    pub fn place(&self) -> Option<&NotePlace> {
        match self {
            Self::Term { at, .. } => at.as_deref(),
            Self::Passage(place) => Some(place),
            Self::Note(_) | Self::Article(_) => None,
        }
    }
}

/// Where a note stands, with its own copy of the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePlace {
    /// The article.
    pub article_id: ArticleId,
    /// Where in it; its quote is the note's.
    pub anchor: Anchor,
    /// The sentence around the quote; the quote itself where it is longer.
    pub sentence: String,
}

/// What becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteEdit {
    /// It says this.
    Write {
        /// Markdown.
        body: String,
        /// Edits with the same number are one step of undo.
        session: u64,
    },
    /// It has this colour. One without colour that has no words and is not marked for review is deleted.
    Colour(Option<NoteColour>),
    /// It comes up in review, or no longer.
    Review(bool),
    /// It is deleted.
    Delete {
        /// Since its field was left without a word in it: this belongs to the step that emptied it.
        emptied: bool,
    },
}

/// A note's place in an article that was updated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedNote {
    /// The note.
    pub note_id: NoteId,
    /// Where it is now; `None`: not to be found, and kept with what it says.
    pub place: Option<NotePlace>,
}

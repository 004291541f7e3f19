//! Terms, the contexts in which they were met, and notes, as the store hands them out.

use super::{Anchor, ArticleId, ContextId, NoteId, Status, TermId};
use crate::text::TermKind;

/// A word with its inflections, or a phrase, of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Key.
    pub term_id: TermId,
    /// BCP 47 code of its language (`en`).
    pub language: String,
    /// Word or phrase.
    pub kind: TermKind,
    /// As it is shown.
    pub headword: String,
    /// `None`: no status.
    pub status: Option<Status>,
    /// The learner's own short gloss; empty when there is none.
    pub gloss: String,
    /// The meaning of a dictionary that the learner chose last; empty when they chose none.
    pub sense: String,
    /// When it was saved first, UTC milliseconds.
    pub saved_at: i64,
    /// How many sentences are kept in which it was met, in all articles.
    pub contexts: u32,
    /// Keys of all forms that belong to it (see [`crate::text::form_key`]).
    pub forms: Vec<String>,
    /// Notes on the term, oldest first.
    pub notes: Vec<Note>,
}

impl Term {
    /// Whether a list of words to study should show it: what was only marked as known in passing, with a whole article,
    /// is none.
    #[must_use]
    pub fn is_vocabulary(&self) -> bool {
        let in_passing = self.status == Some(Status::WellKnown) && self.contexts == 0;
        self.is_tracked() && !(in_passing && self.gloss.is_empty() && self.notes.is_empty())
    }

    /// Whether there is anything to study about it; else it only says which forms belong together.
    #[must_use]
    pub fn is_tracked(&self) -> bool {
        self.status.is_some() || self.contexts > 0 || !self.gloss.is_empty() || !self.notes.is_empty()
    }
}

/// One sentence in which a term was bold or picked; it keeps its own copy of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Key.
    pub context_id: ContextId,
    /// The article; it may have been deleted since.
    pub article_id: ArticleId,
    /// Title of the article.
    pub article_title: String,
    /// The term.
    pub term_id: TermId,
    /// Where the form stands.
    pub anchor: Anchor,
    /// The form as it stands there.
    pub form: String,
    /// The sentence around it.
    pub sentence: String,
    /// Where the form begins in the sentence (bytes).
    pub offset: u32,
    /// How it came.
    pub origin: ContextOrigin,
    /// The meaning of a dictionary that the learner chose here; empty when they chose none.
    pub sense: String,
    /// It is the sentence that review shows.
    pub pinned: bool,
}

/// How a context came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextOrigin {
    /// Bold in the source.
    Bold,
    /// Picked in the program.
    Picked,
}

/// A note on a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Key.
    pub note_id: NoteId,
    /// Markdown.
    pub body: String,
    /// UTC milliseconds.
    pub updated_at: i64,
}

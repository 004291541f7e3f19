//! A note as it travels: with the names and the UUIDs of what it is on, so that another library finds them again.

use super::{Anchor, NoteColour, NoteKind};
use crate::text::TermKind;

/// A note without any key of the library that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedNote {
    /// The same on every machine.
    pub uuid: String,
    /// What it is on.
    pub kind: NoteKind,
    /// Colour of a passage.
    pub colour: Option<NoteColour>,
    /// The term of a note on a term.
    pub term: Option<SharedTerm>,
    /// The article that it is on or was written in; every note on a passage or an article has one.
    pub article: Option<SharedArticle>,
    /// Where in the article; every note on a passage has one.
    pub anchor: Option<Anchor>,
    /// Whether that place is still in the article's text.
    pub placed: bool,
    /// The words that it is about.
    pub quote: Option<String>,
    /// The sentence around them.
    pub sentence: Option<String>,
    /// Article, anchor, quote and sentence are not its own but those of the sentence in which its term was met.
    pub borrowed: bool,
    /// Markdown. Empty for a plain highlight.
    pub body: String,
    /// Whether it comes up in review.
    pub review: bool,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub updated_at: i64,
}

/// The term of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedTerm {
    /// The same on every machine.
    pub uuid: String,
    /// BCP 47 code.
    pub language: String,
    /// Word or phrase.
    pub kind: TermKind,
    /// As it is shown.
    pub headword: String,
    /// The meaning that the learner chose for it; empty for none.
    pub sense: String,
}

/// The article of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedArticle {
    /// The same on every machine.
    pub uuid: String,
    /// As it is shown.
    pub title: String,
    /// BCP 47 code.
    pub language: String,
    /// The path of its file; empty where it has none.
    pub path: String,
    /// SHA-256 of its source in hexadecimal; empty when the source is gone.
    pub sha256: String,
}

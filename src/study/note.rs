//! Notes: on a term, on a passage of an article, or on a whole article.

use super::{Anchor, ArticleId, NoteId, Status, TermId};

/// What a note is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// A word or phrase, in every article.
    Term,
    /// A stretch of one article's text. Without words it is a plain highlight.
    Passage,
    /// One article as a whole.
    Article,
}

impl NoteKind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Term, Self::Passage, Self::Article];

    /// As files and the database call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Passage => "passage",
            Self::Article => "article",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Colour of a highlighted passage; each has a line of its own as well (see the window's theme).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NoteColour {
    /// 1
    Yellow = 1,
    /// 2
    Green = 2,
    /// 3
    Blue = 3,
    /// 4
    Violet = 4,
}

impl NoteColour {
    /// In the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Blue, Self::Violet];

    /// The number that the database uses.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The one after it; after the last the first.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Yellow => Self::Green,
            Self::Green => Self::Blue,
            Self::Blue => Self::Violet,
            Self::Violet => Self::Yellow,
        }
    }

    /// The colour with that number; `None` for every other number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|colour| i64::from(colour.number()) == number)
    }
}

/// A note with all that is known of it, as lists, search and export need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRecord {
    /// Key.
    pub note_id: NoteId,
    /// The same on every machine.
    pub uuid: String,
    /// What it is on.
    pub kind: NoteKind,
    /// Colour of a passage; `None` for one that was only written on, and for the other kinds.
    pub colour: Option<NoteColour>,
    /// The term that it is on.
    pub term: Option<NotedTerm>,
    /// The article that it is on or was written in. It may have been deleted since.
    pub article: Option<NotedArticle>,
    /// Where in the article.
    pub anchor: Option<Anchor>,
    /// Whether that place is still in the article's text.
    pub placed: bool,
    /// The passage's words, or the form of the term as it stood there.
    pub quote: Option<String>,
    /// The sentence around the quote; the quote itself where it is longer.
    pub sentence: Option<String>,
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
pub struct NotedTerm {
    /// Key.
    pub term_id: TermId,
    /// BCP 47 code of its language.
    pub language: String,
    /// As it is shown.
    pub headword: String,
    /// `None`: no status.
    pub status: Option<Status>,
}

/// The article of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedArticle {
    /// Key.
    pub article_id: ArticleId,
    /// As it is shown.
    pub title: String,
    /// Whether it is still in the library.
    pub present: bool,
}

#[cfg(test)]
impl NoteRecord {
    /// A note on a passage, for tests. It has no anchor yet.
    pub(crate) fn sample(id: i64, body: &str) -> Self {
        Self {
            note_id: NoteId(id),
            uuid: String::new(),
            kind: NoteKind::Passage,
            colour: None,
            term: None,
            article: None,
            anchor: None,
            placed: true,
            quote: None,
            sentence: None,
            body: body.to_owned(),
            review: false,
            created_at: id,
            updated_at: id,
        }
    }
}

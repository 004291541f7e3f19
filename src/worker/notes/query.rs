//! What the list of notes is asked to show.

use crate::study::{ArticleId, NoteColour, NoteKind, Status};

/// Which notes are to be shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesQuery {
    /// Words that must all be in the note, its quote, its sentence or its titles.
    pub text: String,
    /// On what.
    pub kind: Option<NoteKind>,
    /// Key of a tag that it must have, or one that lies under it.
    pub tag: Option<String>,
    /// Its colour.
    pub colour: Option<NoteColour>,
    /// The article that it must be on, or was written in.
    pub article: Option<ArticleId>,
    /// How its term must stand.
    pub standing: Option<NotesStanding>,
    /// When it must have been written.
    pub when: Option<NotesWhen>,
    /// Only those whose place is not found any more.
    pub lost: bool,
    /// Only those that come up in review.
    pub review: bool,
    /// The deleted ones in the place of the others.
    pub trash: bool,
    /// In which order.
    pub order: NotesOrder,
}

impl NotesQuery {
    /// Whether it leaves notes out.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        let order = self.order;
        self != &Self {
            order,
            ..Self::default()
        }
    }
}

/// How the term of a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesStanding {
    /// 1
    New,
    /// 2 to 4
    Learning,
    /// 5 and 99
    Known,
    /// 98
    Ignored,
}

impl NotesStanding {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::New, Self::Learning, Self::Known, Self::Ignored];

    /// Whether a status is of this kind.
    #[must_use]
    pub const fn holds(self, status: Option<Status>) -> bool {
        matches!(
            (self, status),
            (Self::New, Some(Status::New))
                | (Self::Learning, Some(Status::Met | Status::Familiar | Status::Nearly))
                | (Self::Known, Some(Status::Learned | Status::WellKnown))
                | (Self::Ignored, Some(Status::Ignored))
        )
    }
}

/// When a note was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesWhen {
    /// Today.
    Today,
    /// Today or on the six days before.
    Week,
    /// Today or on the 29 days before.
    Month,
    /// Today or on the 364 days before.
    Year,
    /// On this day of the month in an earlier year.
    OnThisDay,
}

impl NotesWhen {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Today, Self::Week, Self::Month, Self::Year, Self::OnThisDay];
}

/// The order of the notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotesOrder {
    /// By day, the newest first.
    #[default]
    Newest,
    /// By day, the oldest first.
    Oldest,
    /// By the title of the article.
    Article,
    /// By tag; what has several stands under each.
    Tag,
    /// By headword, quote or title.
    Alphabet,
}

impl NotesOrder {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::Article, Self::Tag, Self::Alphabet];
}

//! What was done, as a value: the name of a step on the undo stack, with what a toast needs to tell of it.

use super::PastKind;
use crate::study::review::{CardKey, Grade, ReviewSource};
use crate::study::{ArticleId, NoteColour, NoteId, NoteKind, Status, TermId};

/// A change of the library, named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// A term's status was set.
    SetStatus {
        /// The term.
        term_id: TermId,
        /// Its headword.
        headword: String,
        /// What it was.
        from: Option<Status>,
        /// What it is now.
        status: Option<Status>,
    },
    /// A word became a term.
    AddTerm {
        /// The term.
        term_id: TermId,
        /// Its headword.
        headword: String,
        /// The status that it was given.
        status: Option<Status>,
    },
    /// The last thing that kept a term is gone, and with it the term.
    DropTerm {
        /// The term.
        term_id: TermId,
        /// Its headword.
        headword: String,
    },
    /// One occurrence was bolded or unbolded; the term stays.
    ToggleBold {
        /// The term, if the word belongs to one.
        term_id: Option<TermId>,
        /// Its headword.
        headword: String,
        /// Whether it is bold now.
        bold: bool,
        /// In how many articles the term is bold now.
        articles: u32,
    },
    /// Bold spans that were taken for emphasis are vocabulary.
    TakeIn {
        /// How many.
        words: u32,
    },
    /// A term was given another headword.
    SetHeadword {
        /// The term.
        term_id: TermId,
        /// What it was.
        from: String,
        /// What it is now.
        headword: String,
    },
    /// Two terms are one.
    JoinTerms {
        /// The term that they are.
        term_id: TermId,
        /// Its headword.
        headword: String,
        /// Headword of the one that is no more.
        other: String,
        /// The status that both have now.
        status: Option<Status>,
    },
    /// A form belongs to a headword because the learner says so.
    TreatForm {
        /// The term that has it now.
        term_id: TermId,
        /// Key of the form.
        form: String,
        /// The headword; the form itself when it was split off.
        headword: String,
    },
    /// A term's gloss was edited, from focus to blur.
    EditGloss {
        /// The term.
        term_id: TermId,
        /// Its headword.
        headword: String,
        /// Number of the editing session.
        session: u64,
    },
    /// A meaning of a dictionary was chosen for a term, or none.
    ChooseSense {
        /// The term.
        term_id: TermId,
        /// Its headword.
        headword: String,
        /// Whether one is chosen now.
        chosen: bool,
    },
    /// A note was written or edited, from focus to blur.
    EditNote {
        /// The note.
        note_id: NoteId,
        /// What it is on.
        on: NoteKind,
        /// The headword that it is on, else the words of the passage (cut), or the article's title.
        headword: String,
        /// Number of the editing session.
        session: u64,
    },
    /// A note was deleted.
    DeleteNote {
        /// The note.
        note_id: NoteId,
        /// What it was on.
        on: NoteKind,
        /// The headword that it was on, else the words of the passage (cut), or the article's title.
        headword: String,
        /// Its field was left without a word in it: it belongs to the step that emptied it.
        emptied: bool,
    },
    /// A passage was highlighted, or has another colour.
    Highlight {
        /// The note.
        note_id: NoteId,
        /// The words of the passage (cut).
        quote: String,
        /// `None`: it has none any more, and without words it is deleted.
        colour: Option<NoteColour>,
    },
    /// A note comes up in review, or no longer.
    ReviewNote {
        /// The note.
        note_id: NoteId,
        /// What it is on.
        on: NoteKind,
        /// As [`Op::EditNote`] has it.
        headword: String,
        /// Whether it comes up.
        review: bool,
    },
    /// A note came back from the trash.
    RestoreNote {
        /// The note.
        note_id: NoteId,
        /// What it is on.
        on: NoteKind,
        /// Its headword, its quote or the title of its article.
        headword: String,
    },
    /// A note says again what it said before.
    RevertNote {
        /// The note.
        note_id: NoteId,
        /// What it is on.
        on: NoteKind,
        /// Its headword, its quote or the title of its article.
        headword: String,
    },
    /// Articles were imported.
    Import {
        /// How many are new or came back.
        articles: u32,
        /// Title of the first of them.
        title: String,
        /// Batches of one import share this number and are one step.
        batch: u64,
    },
    /// An article has new bytes.
    UpdateArticle {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// How many of its bolds have lost their words.
        lost: u32,
        /// How many of its notes have lost their passages.
        lost_notes: u32,
    },
    /// The file of an article had its bold changed, and the article took it in.
    MergeBolds {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// How many bolds came in.
        came: u32,
        /// How many bolds went.
        went: u32,
        /// Merges of one import share this number and are one step.
        batch: u64,
    },
    /// The bold edits of an article were written to its file.
    WriteBack {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// How many edits.
        bolds: u32,
        /// Nobody asked for it: it belongs to the step before.
        by_itself: bool,
        /// The merge that was made for this write: the two are one step.
        merged: Option<u64>,
    },
    /// What was left untouched in an article is well known.
    Finish {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// How many words.
        words: u32,
    },
    /// A bracket beside a bold word is its gloss because the learner says so, or is text.
    TurnBracket {
        /// The article.
        article_id: ArticleId,
        /// What is in the bracket.
        text: String,
        /// What it is now.
        is_gloss: bool,
    },
    /// An article was renamed.
    Rename {
        /// The article.
        article_id: ArticleId,
        /// Its new title.
        title: String,
    },
    /// The bookmark of an article was put somewhere, or taken away.
    SetBookmark {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// Whether it has one now.
        set: bool,
    },
    /// An article is in another language, and so are its words.
    SetLanguage {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// BCP 47 code of the language.
        language: String,
    },
    /// An article was archived, or taken out of the archive.
    Archive {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// Whether it is archived now.
        archived: bool,
    },
    /// An article was deleted; its terms and notes stay.
    DeleteArticle {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
    },
    /// A deleted article came back.
    RestoreArticle {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
    },
    /// Notes came in from a file.
    ImportNotes {
        /// How many are new, changed, or back.
        notes: u32,
    },
    /// A card was answered, or a word recalled in passing.
    Answer {
        /// What the card is of.
        key: CardKey,
        /// The headword, or what the note is on.
        headword: String,
        /// How well.
        grade: Grade,
        /// Where.
        source: ReviewSource,
        /// It was forgotten again and again, and was set aside.
        set_aside: bool,
        /// Its term is learned, and was forgotten.
        learned: bool,
    },
    /// The words of today's page were recorded as recalled in passing.
    ReadPage {
        /// How many.
        words: u32,
    },
    /// Words that were ready moved up one status.
    MoveUp {
        /// How many.
        words: u32,
    },
    /// One of a term's sentences is the one that review shows, or each in its turn again.
    PinSentence {
        /// The headword.
        headword: String,
        /// Whether one is pinned now.
        pinned: bool,
    },
    /// Words that were learned are in learning again.
    LearnAgain {
        /// How many.
        words: u32,
    },
    /// A card that was set aside comes up again, or the other way round.
    SetAside {
        /// The headword, or what the note is on.
        headword: String,
        /// Whether it is set aside now.
        aside: bool,
    },
    /// Something of review was set.
    StudySettings,
    /// A deletion or a sweep of an earlier day was taken back, from the History list.
    TakeBack {
        /// What it was.
        kind: PastKind,
        /// What it was done to.
        title: String,
        /// How many rows are as they were.
        rows: u32,
    },
}

impl Op {
    /// The note that it is about.
    #[must_use]
    pub const fn note_id(&self) -> Option<NoteId> {
        match self {
            Self::EditNote { note_id, .. }
            | Self::DeleteNote { note_id, .. }
            | Self::Highlight { note_id, .. }
            | Self::ReviewNote { note_id, .. } => Some(*note_id),
            _ => None,
        }
    }

    /// Whether `next` continues this step, so that one undo takes both back.
    pub(super) fn continues_with(&self, next: &Self) -> bool {
        match (self, next) {
            (
                Self::EditNote { note_id, session, .. },
                Self::EditNote {
                    note_id: other,
                    session: with,
                    ..
                },
            ) => note_id == other && session == with,
            (
                Self::EditNote { note_id, .. } | Self::Highlight { note_id, .. },
                Self::DeleteNote {
                    note_id: other,
                    emptied: true,
                    ..
                },
            ) => note_id == other,
            (
                Self::EditGloss { term_id, session, .. },
                Self::EditGloss {
                    term_id: other,
                    session: with,
                    ..
                },
            ) => term_id == other && session == with,
            (Self::Import { batch, .. }, Self::Import { batch: with, .. })
            | (
                Self::MergeBolds { batch, .. },
                Self::MergeBolds { batch: with, .. } | Self::WriteBack { merged: Some(with), .. },
            ) => batch == with,
            // Nobody wants to take back what they did not do.
            (_, Self::WriteBack { by_itself, .. }) => *by_itself,
            _ => false,
        }
    }

    /// The name of this step and `next` together.
    pub(super) fn absorb(&mut self, next: Self) {
        match (self, next) {
            (
                Self::Import { articles, title, .. },
                Self::Import {
                    articles: more,
                    title: next_title,
                    ..
                },
            ) => {
                if *articles == 0 {
                    *title = next_title;
                }
                *articles += more;
            }
            (
                Self::MergeBolds { came, went, .. },
                Self::MergeBolds {
                    came: more, went: less, ..
                },
            ) => {
                *came += more;
                *went += less;
            }
            (_, Self::WriteBack { by_itself: true, .. } | Self::DeleteNote { emptied: true, .. })
            | (Self::MergeBolds { .. }, Self::WriteBack { .. }) => {}
            (this, next) => *this = next,
        }
    }
}

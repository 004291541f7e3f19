//! What the window asks of the threads.

use std::path::PathBuf;
use std::time::Instant;

use super::WriteTo;
use crate::store::{Answer, ReadBlock, ReadyTerm, UntouchedWord};
use crate::study::review::{CardKey, StudySettings};
use crate::study::{Anchor, ArticleId, ContextId, NoteEdit, NoteId, NoteTarget, PastId, Position, Status, TermId};
use crate::text::TermKind;
use crate::transfer::NoteShape;

/// A file to be written off the window's thread; the error is a line for the learner.
pub type Write = Box<dyn FnOnce() -> Result<(), String> + Send>;

/// A request to the threads. None of them blocks the sender.
pub enum Request {
    /// Change what is stored; answered by `Committed` or `ChangeFailed` with the same serial.
    Change {
        /// Chosen by the sender, counting up.
        serial: u64,
        /// What to do.
        change: Change,
        /// When the learner asked for it.
        issued: Instant,
    },
    /// Take the last step back.
    Undo,
    /// Do the last step taken back once more.
    Redo,
    /// Parse an article and answer `Opened`.
    Open {
        /// Which.
        article_id: ArticleId,
        /// A place to go to, else where it was left.
        at: Option<Anchor>,
    },
    /// Answer `Library`.
    ListArticles,
    /// Answer `Contexts`.
    Contexts {
        /// Of which term.
        term_id: TermId,
    },
    /// Remember where an article is being read. No undo, no answer.
    SetPosition {
        /// Which.
        article_id: ArticleId,
        /// The first visible place.
        position: Position,
        /// The last block that was read, if that is further than before.
        furthest: Option<Anchor>,
    },
    /// Log blocks of an article that were read. No undo; answered by `Pace`.
    LogReading {
        /// Which article.
        article_id: ArticleId,
        /// BCP 47 code of its language.
        language: String,
        /// The blocks.
        blocks: Vec<ReadBlock>,
    },
    /// Bring in files and folders, and open the first.
    Import {
        /// Absolute or relative to the working folder.
        paths: Vec<PathBuf>,
    },
    /// Bring in what is on the clipboard; `text` is what the window was handed.
    ImportClipboard {
        /// The plain text of the clipboard.
        text: String,
    },
    /// The learner's answer to `AskUpdate`.
    AnswerUpdate {
        /// Number of the question.
        question: u64,
        /// What to do.
        answer: UpdateAnswer,
    },
    /// Write an article with its bold to a file; answered by `Saved` or `SaveFailed`, or by a question about the file.
    WriteArticle {
        /// Which.
        article_id: ArticleId,
        /// Where to.
        to: WriteTo,
    },
    /// Take in what an article's file holds now.
    BringIn {
        /// Which.
        article_id: ArticleId,
    },
    /// See whether the open article's file has changed; answered by `FileStanding` if it has.
    LookAtFile,
    /// The window is in front, which is when the open article's file is looked at from time to time; or no longer.
    InFront(bool),
    /// Write what can be read of the library, which this version cannot open, into a new folder; answered by `Exported`.
    Export {
        /// The folder in which the new one is made.
        into: PathBuf,
    },
    /// Write all notes to a file, or into a new folder in a folder; answered by `NotesWritten`.
    WriteNotes {
        /// How.
        shape: NoteShape,
        /// The file, or the folder.
        target: PathBuf,
        /// Another file that is there may be replaced.
        replace: bool,
    },
    /// Write everything into a new folder; answered by `TakenOut`.
    TakeOut {
        /// The folder in which the new one is made.
        into: PathBuf,
    },
    /// Something of review.
    Review(super::ReviewAsk),
    /// Answer `History`.
    ListHistory,
    /// Write a small file of the program's own, such as the settings; answered by `WriteFailed` if it fails.
    Write(Write),
    /// Finish what is under way, then stop.
    Quit,
}

/// What to do when a file that is in the library has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateAnswer {
    /// Put the new text in the place of the old one; status and notes stay.
    Update,
    /// Keep both as two articles.
    KeepBoth,
    /// Leave all as it is.
    Cancel,
}

/// A change of what is stored.
#[derive(Clone, Debug)]
pub enum Change {
    /// Answer a card.
    Answer(Answer),
    /// Record words of today's page as recalled in passing.
    RecordPage(Vec<CardKey>),
    /// Move words up one status.
    MoveUp(Vec<ReadyTerm>),
    /// Let review show this sentence of its term, or each in its turn.
    PinSentence(ContextId, bool),
    /// Set a card aside, or let it come up again.
    SetAside {
        /// What it is of.
        key: CardKey,
        /// Aside or back.
        aside: bool,
    },
    /// Set something of review.
    StudySettings(Box<StudySettings>),
    /// Take an entry of the History list back.
    TakeBack(PastId),
    /// Set, raise, lower or clear a status.
    Status {
        /// Of what.
        target: Target,
        /// How.
        step: StatusStep,
    },
    /// Bold or unbold one occurrence.
    ToggleBold {
        /// The word as picked.
        pick: Pick,
        /// What it should be now.
        bold: bool,
    },
    /// Take bold spans in that were taken for emphasis.
    TakeIn {
        /// Which, in any articles.
        picks: Vec<Pick>,
    },
    /// Give a term another headword, or join it with the term that has it.
    SetHeadword {
        /// Which term.
        term_id: TermId,
        /// Not empty.
        headword: String,
    },
    /// Say that a form always belongs to a headword; split it off when it is its own.
    TreatForm {
        /// BCP 47 code.
        language: String,
        /// Word or phrase.
        kind: TermKind,
        /// As it stands in the text.
        form: String,
        /// Not empty.
        headword: String,
    },
    /// Mark what was left untouched in an article as well known.
    Finish {
        /// Which.
        article_id: ArticleId,
        /// The words.
        words: Vec<UntouchedWord>,
    },
    /// Replace a term's gloss.
    Gloss {
        /// Which term.
        term_id: TermId,
        /// One line.
        text: String,
        /// Edits with the same number are one step of undo.
        session: u64,
    },
    /// Write, colour, mark or delete a note of any kind; a new one by what it is on.
    Note {
        /// Which note.
        on: NoteTarget,
        /// What becomes of it.
        edit: NoteEdit,
    },
    /// Take a note out of the trash.
    RestoreNote(NoteId),
    /// Let a note say again what it said before.
    RevertNote {
        /// Which.
        note_id: NoteId,
        /// Markdown.
        body: String,
    },
    /// Choose a meaning of a dictionary for a term.
    Sense {
        /// Which.
        term_id: TermId,
        /// The meaning; empty for none.
        sense: String,
        /// The occurrence that it is chosen for.
        place: Option<(ArticleId, Anchor)>,
    },
    /// Say that a bracket beside a bold word is its gloss, or text.
    TurnBracket(Box<TurnedBracket>),
    /// Give an article another title.
    Rename {
        /// Which.
        article_id: ArticleId,
        /// Not empty.
        title: String,
    },
    /// Put the bookmark of an article somewhere, or take it away.
    Bookmark {
        /// Which.
        article_id: ArticleId,
        /// Where to; `None` takes it away.
        place: Option<Anchor>,
    },
    /// Say that an article is in another language; its words go with it.
    SetLanguage {
        /// Which.
        article_id: ArticleId,
        /// BCP 47 code.
        language: String,
    },
    /// Put an article away, or take it back.
    Archive {
        /// Which.
        article_id: ArticleId,
        /// Away or back.
        archived: bool,
    },
    /// Delete an article; its words and notes stay.
    Delete {
        /// Which.
        article_id: ArticleId,
    },
}

/// How a status changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusStep {
    /// To this one; `None` takes it away.
    To(Option<Status>),
    /// One step up.
    Up,
    /// One step down.
    Down,
}

/// What a change is about: a term, or a word that is none yet.
#[derive(Clone, Debug)]
pub enum Target {
    /// A term.
    Term(TermId),
    /// A word of the open article, to become a term.
    Word(Box<Pick>),
}

/// A word or phrase of an article, as picked by the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// In which article.
    pub article_id: ArticleId,
    /// BCP 47 code.
    pub language: String,
    /// Word or phrase.
    pub kind: TermKind,
    /// The headword that it gets if no term has the form.
    pub headword: String,
    /// As it stands in the text.
    pub form: String,
    /// Where it stands.
    pub anchor: Anchor,
    /// The sentence around it.
    pub sentence: String,
    /// Where the form begins in the sentence (bytes).
    pub offset: u32,
    /// Whether the article's own source has it in bold.
    pub in_source: bool,
    /// Whether that bold is taken for emphasis.
    pub emphasis: bool,
    /// The gloss that was typed beside it.
    pub gloss: Option<String>,
}

/// A bracket beside a bold word that is to be its gloss, or text.
#[derive(Clone, Debug)]
pub struct TurnedBracket {
    /// In which article.
    pub article_id: ArticleId,
    /// The bold word and the bracket.
    pub anchor: Anchor,
    /// What is in the bracket.
    pub text: String,
    /// What it is to be.
    pub is_gloss: bool,
    /// Whether another bracket says the same of the same word.
    pub said_again: bool,
    /// The vocabulary that the bold is now, if it is any.
    pub before: Option<Pick>,
    /// The vocabulary that it is then.
    pub after: Option<Pick>,
}

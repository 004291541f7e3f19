//! What the threads tell the window.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Instant;

use jiff::tz::TimeZone;

use super::parsing::Parsed;
use super::{ClashWords, Displaced, FileStanding, NotesReport, RefusedBold, SearchFound};
use super::{Copying, DictionaryNews, Glossed, LookedUp, Pick, PictureNews, Sounded, SpeechFailure};
use crate::lexicon::Level;
use crate::store::{ArticleRow, BoldEdit, Direction, Op, OpenError, PastDeed, Risk, StoreError};
use crate::study::{ArticleId, Context, Count, Coverage, NoteId, NoteRecord, Resolution, Term, TermId, Vocabulary};
use crate::text::{Emphasis, Hit};
use crate::transfer::{
    ExportError, ExportReport, NoteShape, NotesWritten, OutgoingError, ReadError, SaveError, TakenOut,
};

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// The library is open.
    Ready(Ready),
    /// The library cannot be opened; nothing was touched.
    Unavailable(OpenError),
    /// What is seen first of a long article; all of it follows as [`Event::Opened`].
    Glimpse(Box<Opened>),
    /// An article is parsed and its terms are found.
    Opened(Box<Opened>),
    /// An article could not be opened.
    OpenFailed {
        /// Which.
        article_id: ArticleId,
        /// Why.
        error: StoreError,
    },
    /// A change is safe on the disk.
    Committed(Committed),
    /// A change was refused or could not be written; nothing changed.
    ChangeFailed {
        /// Serial of the request; `None` for undo, redo and imports.
        serial: Option<u64>,
        /// Why.
        error: StoreError,
    },
    /// There was no step to take back, or to do again.
    NothingToUndo {
        /// Whether it was to be taken back.
        undo: bool,
    },
    /// The articles of the library.
    Library(Vec<ArticleRow>),
    /// All contexts of a term, newest first.
    Contexts {
        /// Of which term.
        term_id: TermId,
        /// Its contexts.
        contexts: Vec<Context>,
    },
    /// In which articles a term was met.
    Met {
        /// Which term.
        term_id: TermId,
        /// The articles, the newest first.
        met: Vec<ArticleMet>,
    },
    /// How the words of each article stand.
    LibraryCoverage {
        /// Of each article.
        coverage: HashMap<ArticleId, Coverage>,
        /// How many words the vocabulary of each article has.
        vocabulary: HashMap<ArticleId, Vocabulary>,
        /// Of all articles together: a word that stands in several is one of them.
        all: Coverage,
        /// Estimated level of each English article.
        levels: HashMap<ArticleId, Level>,
    },
    /// What the dictionaries say of a word.
    LookedUp(Box<LookedUp>),
    /// What is told of dictionaries.
    Dictionary(DictionaryNews),
    /// What a word of the open article may mean, in a line.
    Glossed(Glossed),
    /// How a word is spoken.
    Sounded(Box<Sounded>),
    /// Whether something on this computer can speak.
    Speaks(bool),
    /// A text was not said aloud.
    SpeechFailed(SpeechFailure),
    /// How fast the learner reads a language.
    Pace {
        /// BCP 47 code.
        language: String,
        /// Words a minute.
        pace: f32,
    },
    /// An import goes on.
    ImportProgress {
        /// Files read so far.
        done: usize,
        /// Files in all.
        total: usize,
    },
    /// An import could not be stored; nothing changed.
    ImportFailed {
        /// Why.
        error: StoreError,
    },
    /// An import has ended.
    Imported(ImportReport),
    /// An export goes on.
    ExportProgress {
        /// Articles written so far.
        done: usize,
        /// Articles in all.
        total: usize,
    },
    /// An export has ended.
    Exported(Result<ExportReport, ExportError>),
    /// Something goes out of the library, or came back.
    Going(GoingNews),
    /// How the open article stands to its file; nothing if it has none that could be written to.
    FileStanding {
        /// Which.
        article_id: ArticleId,
        /// How it stands.
        standing: Option<FileStanding>,
    },
    /// An article was written to a file.
    Saved(Saved),
    /// An article was not written to a file; the file is as it was.
    SaveFailed {
        /// Which.
        article_id: ArticleId,
        /// Why.
        error: SaveError,
        /// Nobody asked for it.
        by_itself: bool,
    },
    /// An article's file could not be read.
    FileUnread {
        /// Why.
        error: ReadError,
    },
    /// The file and the library had bold over the same words, in different ways.
    Clashed {
        /// The article.
        article_id: ArticleId,
        /// Its title.
        title: String,
        /// Where, and what was kept.
        clashes: Vec<ClashWords>,
    },
    /// An article was updated, and not everything on it has its place in the new text.
    Displaced(Box<Displaced>),
    /// A file that is in the library has changed: update the article or keep both?
    AskUpdate {
        /// Number of the question.
        question: u64,
        /// Title of the article that is there.
        title: String,
        /// The file.
        path: PathBuf,
    },
    /// Another start of the program hands its files over.
    HandedOver {
        /// Absolute paths; may be empty.
        files: Vec<PathBuf>,
    },
    /// What the pictures thread tells of the open article's pictures.
    Pictures(PictureNews),
    /// A file of the program's own could not be written.
    WriteFailed {
        /// What happened to which file.
        error: String,
    },
    /// What was looked for in the open article.
    Found {
        /// Of which search.
        serial: u64,
        /// Where it stands, in order.
        hits: Vec<Hit>,
    },
    /// What was looked for in everything.
    SearchFound(Box<SearchFound>),
    /// How far everything is indexed; told only while somebody looks.
    SearchProgress {
        /// Articles that are in.
        done: usize,
        /// Articles in all.
        total: usize,
        /// Words and notes are in as well.
        finished: bool,
    },
    /// A passage was written down.
    Copied {
        /// How, and what for.
        copy: Copying,
        /// The passage.
        text: String,
        /// How many running words it has.
        words: usize,
    },
    /// The parameters of the memory model are being found, or were.
    Optimised(super::Optimising),
    /// What the learner has come to.
    Progress(Box<crate::store::Progress>),
    /// The words due today, in passages.
    TodayPage(Box<super::TodayPage>),
    /// How review stands.
    Review(Box<super::ReviewNews>),
    /// What the notes thread tells.
    Notes(super::NotesNews),
    /// Something went wrong inside; it is logged, the store is consistent.
    Panicked {
        /// What was under way.
        during: &'static str,
    },
}

/// What is told of what goes out of the library, and of what comes back.
#[derive(Debug)]
pub enum GoingNews {
    /// Something is being written.
    Progress {
        /// Articles done so far.
        done: usize,
        /// Articles in all.
        total: usize,
    },
    /// Notes were written, or not.
    NotesWritten {
        /// What and where to.
        written: Result<NotesWritten, OutgoingError>,
        /// In which shape.
        shape: NoteShape,
    },
    /// Everything was written, or not.
    TakenOut(Result<TakenOut, OutgoingError>),
    /// Notes came in from files.
    NotesImported(NotesReport),
    /// What was deleted or swept in the last 90 days, the newest first.
    History(Vec<PastDeed>),
}

/// What was written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The article.
    pub article_id: ArticleId,
    /// The file.
    pub path: PathBuf,
    /// It is the article's own file.
    pub own: bool,
    /// How many bold edits are in it that were not.
    pub bolds: usize,
    /// Those that could not be written.
    pub refused: Vec<RefusedBold>,
    /// Nobody asked for it.
    pub by_itself: bool,
    /// It is a step that can be taken back.
    pub is_step: bool,
}

/// How often a term was met in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleMet {
    /// The article.
    pub article_id: ArticleId,
    /// Its title.
    pub title: String,
    /// How often, bold or not.
    pub count: u32,
}

/// Why a library can only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadsOnly {
    /// Another program holds it.
    InUse,
    /// Its folder may not be written to.
    Unwritable,
}

/// How the library was found.
#[derive(Debug)]
pub struct Ready {
    /// The articles.
    pub articles: Vec<ArticleRow>,
    /// An article is being opened already.
    pub opening: bool,
    /// Why it was opened without the right to write, if it was.
    pub reads_only: Option<ReadsOnly>,
    /// A damaged library was moved to this folder; and when the backup in its place was made (UTC milliseconds), if
    /// there was one.
    pub recovered: Option<(PathBuf, Option<i64>)>,
    /// The library was not there any more; a backup that was made then (UTC milliseconds) took its place.
    pub restored: Option<i64>,
    /// Why the folder is a bad place for a library, if it is one.
    pub risk: Option<Risk>,
    /// The time zone of this computer: finding it reads files, so the window is told.
    pub zone: TimeZone,
}

/// An article, ready to be read.
#[derive(Debug)]
pub struct Opened {
    /// The text.
    pub parsed: Parsed,
    /// Which token belongs to which term.
    pub resolution: Resolution,
    /// The terms, by number.
    pub terms: Vec<Term>,
    /// What was counted of it.
    pub count: Count,
}

impl Opened {
    /// Counts what a reader wants to know at once.
    #[must_use]
    pub fn new(parsed: Parsed, resolution: Resolution, terms: Vec<Term>) -> Self {
        let keys = (&parsed.index, &parsed.classes[..]);
        let count = Count::of(&parsed.article, keys, &resolution, &terms, parsed.furthest);
        Self {
            parsed,
            resolution,
            terms,
            count,
        }
    }
}

/// A change that is safe on the disk.
#[derive(Debug)]
pub struct Committed {
    /// Serial of the request; `None` for undo, redo and imports.
    pub serial: Option<u64>,
    /// What was done.
    pub op: Op,
    /// Whether it took something back or did it again.
    pub direction: Direction,
    /// Terms that changed or came, as they are now.
    pub terms: Vec<Term>,
    /// Terms that are gone.
    pub gone: Vec<TermId>,
    /// Articles that changed.
    pub articles: Vec<ArticleId>,
    /// Articles among them that are deleted now.
    pub deleted: Vec<ArticleId>,
    /// All bold edits of the open article, if something in it changed.
    pub bold_edits: Option<(ArticleId, Vec<BoldEdit>)>,
    /// Notes that changed or came, as they are now, of all kinds and articles.
    pub notes: Vec<NoteRecord>,
    /// Notes that are gone.
    pub gone_notes: Vec<NoteId>,
    /// How many steps can be taken back.
    pub undo_depth: usize,
    /// How many steps can be done again.
    pub redo_depth: usize,
    /// When the learner asked for it.
    pub issued: Option<Instant>,
}

/// A bold span of an imported file that was taken for emphasis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubtful {
    /// Name of the file; empty for what came from elsewhere.
    pub file: String,
    /// Why it was.
    pub reason: Emphasis,
    /// The words, as they would be picked.
    pub pick: Pick,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// Articles that are new.
    pub added: Vec<ArticleId>,
    /// Articles that were there already.
    pub present: Vec<ArticleId>,
    /// Articles of the library whose files had their bold changed, or their names.
    pub merged: Vec<ArticleId>,
    /// Articles that came back from among the deleted.
    pub restored: Vec<ArticleId>,
    /// Files that could not be read.
    pub failed: Vec<ReadError>,
    /// Terms that are new.
    pub terms: usize,
    /// Glosses that are typed beside bold words of the articles that came.
    pub glosses: usize,
    /// Of a folder: bold spans that were taken for emphasis, for the learner to say.
    pub doubtful: Vec<Doubtful>,
    /// Articles that were not imported in order to be read: a folder.
    pub quiet: bool,
    /// The learner stopped it: nothing was imported.
    pub cancelled: bool,
    /// The clipboard held nothing to read.
    pub nothing_on_clipboard: bool,
    /// A folder held more files than are taken at once: how many were.
    pub truncated: Option<usize>,
    /// Files whose encoding had to be guessed.
    pub guessed: Vec<PathBuf>,
}

//! The model: everything that views read. It changes only when an action or an event is taken in.

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::tz::TimeZone;

use super::{
    ArticleFile, Card, ColumnsAsked, Dictionaries, Find, Meaning, NoteCard, NotesPlace, Paths, PlaceRow, Places,
    ProgressPlace, Reading, ReviewPlace, Search, Toasts,
};
use crate::lexicon::Level;
use crate::store::{ArticleRow, PastDeed};
use crate::study::{ArticleId, Coverage, Vocabulary};
use crate::transfer::NoteShape;
use crate::worker::Doubtful;

/// The places that the rail leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All articles.
    Library,
    /// The open article and its vocabulary.
    #[default]
    Read,
    /// All notes.
    Notes,
    /// The words that come back today.
    Review,
    /// What the learner has come to.
    Progress,
}

/// What the views read.
#[derive(Debug, Default)]
pub struct Model {
    /// The place that is shown.
    pub view: View,
    /// How the window lays the vocabulary out.
    pub layout: SidebarLayout,
    /// The articles.
    pub library: Library,
    /// The open article.
    pub reading: Option<Reading>,
    /// What is known of its file.
    pub file: ArticleFile,
    /// The places that were listed last, see [`Prompt::Rows`].
    pub last_rows: Vec<(String, Vec<PlaceRow>)>,
    /// What is looked for in it.
    pub find: Find,
    /// What is looked for in everything.
    pub search: Search,
    /// The notes.
    pub notes: NotesPlace,
    /// Review.
    pub review: ReviewPlace,
    /// Progress.
    pub progress: ProgressPlace,
    /// The selected word.
    pub card: Option<Card>,
    /// The note on a passage or on the article that is shown.
    pub note_card: Option<NoteCard>,
    /// Where the learner was before they jumped.
    pub places: Places,
    /// How fast the learner reads each language (words a minute).
    pub paces: HashMap<String, f32>,
    /// Short messages.
    pub toasts: Toasts,
    /// Messages that stay until they are closed or no longer true.
    pub banners: Vec<Banner>,
    /// A question, a field or a report in front of everything.
    pub prompt: Option<Prompt>,
    /// Files read and files in all, while an import goes on.
    pub import: Option<(usize, usize)>,
    /// Articles written and articles in all, while an export goes on.
    pub export: Option<(usize, usize)>,
    /// Articles done and articles in all, while notes or everything is written out of the library.
    pub going_out: Option<(usize, usize)>,
    /// What was deleted or swept in the last 90 days, the newest first, as the History list was told last.
    pub history: Vec<PastDeed>,
    /// How many steps can be taken back and done again.
    pub steps: (usize, usize),
    /// The time zone of this computer, once the library is open.
    pub zone: Option<TimeZone>,
    /// What the dictionaries say of the selected word.
    pub meaning: Meaning,
    /// How the dictionaries are found, and which one is being taken in.
    pub dictionaries: Dictionaries,
    /// Where everything is kept.
    pub paths: Option<Paths>,
    /// The list of words was asked for in a narrow window: it is there again when the card goes.
    pub list_wanted: bool,
    /// Whether the window is dark now.
    pub dark: bool,
    /// Whether everything that was typed or changed is on the disk.
    pub saved: bool,
}

/// How the window lays the vocabulary out; the window says how much room there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SidebarLayout {
    /// Too narrow for page and vocabulary side by side: it lies over the page.
    pub narrow: bool,
    /// Too low for list and card: the card takes the list's place.
    pub low: bool,
    /// In a narrow window: it lies there now; where it is hidden: a card does.
    pub over: bool,
}

/// The articles of the library.
#[derive(Debug, Default)]
pub struct Library {
    /// In the order of their last opening.
    pub articles: Vec<ArticleRow>,
    /// How the words of each stand.
    pub coverage: HashMap<ArticleId, Coverage>,
    /// How many words the vocabulary of each has.
    pub vocabulary: HashMap<ArticleId, Vocabulary>,
    /// How the words of all of them together stand: one that stands in several is one.
    pub known: Coverage,
    /// Estimated level of each English one.
    pub levels: HashMap<ArticleId, Level>,
    /// How far opening it has come.
    pub state: LibraryState,
    /// A newer version wrote it: what can be read of it can be exported.
    pub newer: bool,
}

/// How far opening the library has come.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum LibraryState {
    /// The store is still opening it.
    #[default]
    Opening,
    /// It can be read and written.
    Ready,
    /// It can be read only; why, in the learner's words.
    ReadOnly(String),
    /// It cannot be opened; why, in the learner's words.
    Unavailable(String),
}

/// A message that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// What it is about: a newer one about the same replaces it.
    pub about: BannerKind,
    /// In the learner's words.
    pub text: String,
}

/// What a banner is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BannerKind {
    /// Something could not be written.
    Unsaved,
    /// The library was damaged, is in a bad place, or can only be read.
    Library,
    /// The settings were unreadable or could not be written.
    Settings,
    /// The program stopped unexpectedly last time, or a part of it just did.
    Panic,
    /// The text is shown as plain text.
    Plain,
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFor {
    /// Files and folders to be opened.
    Opening,
    /// The folder that an export goes into.
    Export,
    /// The file that an article is written to.
    Saving(ArticleId),
    /// The file that notes are written to, or the folder that their folder goes into.
    Notes(NoteShape),
    /// A file of notes to be brought in.
    NotesIn,
    /// The folder that everything goes into.
    Everything,
    /// A dictionary to be taken in.
    Dictionary,
    /// The folder of WordNet.
    WordNet,
}

/// Something in front of everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// A file that is in the library has changed.
    Update {
        /// Number of the question.
        question: u64,
        /// Title of the article that is there.
        title: String,
        /// The file.
        path: PathBuf,
    },
    /// No native dialog can be had: a field for a path, and why.
    PathField {
        /// In the learner's words.
        why: String,
        /// What the path is for.
        wanted: PathFor,
        /// What stands in the field at first.
        offered: String,
    },
    /// The window is to close and something typed cannot be saved: why.
    Unsaved {
        /// In the learner's words.
        why: String,
    },
    /// A link leads elsewhere than its text says, or its address is hard to read.
    Link {
        /// What the article says.
        text: String,
        /// Where it leads.
        address: String,
    },
    /// An article is to be written to a file that is there already.
    Replace {
        /// The article.
        article_id: ArticleId,
        /// The file.
        path: PathBuf,
    },
    /// How notes are to be exported.
    ExportNotes,
    /// Notes are to be written to a file that is there already.
    ReplaceNotes {
        /// How.
        shape: NoteShape,
        /// The file.
        path: PathBuf,
    },
    /// The History list.
    History,
    /// Which language the open article is in.
    Language,
    /// What the import of a folder did, and the bold spans that the learner may take in.
    Imported {
        /// One line.
        headline: String,
        /// One line for each file that could not be read.
        problems: Vec<String>,
        /// In the order of the files.
        doubtful: Vec<Doubtful>,
    },
    /// Which column of a table is what.
    Columns(Box<ColumnsAsked>),
    /// Places that one may want to see, in lists with a headline.
    Rows {
        /// What they are, and the places.
        lists: Vec<(String, Vec<PlaceRow>)>,
    },
    /// What an import did, where a toast would be too short.
    Report {
        /// One line.
        headline: String,
        /// One line for each file that could not be read.
        problems: Vec<String>,
    },
}

impl Model {
    /// The time zone of this computer; UTC until the library is open.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }

    /// Whether a card stands beside the text: of a word or of a note.
    #[must_use]
    pub const fn has_card(&self) -> bool {
        self.card.is_some() || self.note_card.is_some()
    }

    /// Shows a banner; an older one about the same goes.
    pub fn banner(&mut self, about: BannerKind, text: String) {
        self.banners.retain(|banner| banner.about != about);
        self.banners.push(Banner { about, text });
    }
}

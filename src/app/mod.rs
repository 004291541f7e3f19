//! The model that views read, the actions they ask for, commands, settings, words on the screen.

mod action;
mod attention;
mod boldface;
mod card;
pub mod cli;
mod command;
mod commits;
mod dictionaries;
mod dispatch;
mod drafts;
mod events;
mod families;
mod file;
mod find;
pub mod format;
mod glimpse;
mod going;
pub mod history;
mod jumps;
mod leaving;
pub mod links;
pub mod log;
mod looks;
mod marking;
mod meaning;
mod messages;
mod model;
mod notes;
mod opening;
mod page_notes;
mod paths;
mod picking;
pub mod pictures;
mod places;
mod preferences;
mod progress;
mod reading;
mod review;
mod rows;
mod search;
mod selecting;
mod sense;
mod settings;
mod speaking;
mod term_list;
mod timings;
mod toasts;
pub mod words;

pub use action::{Action, DraftField};
pub use boldface::{Boldface, Effect, Ending, HeadwordField};
pub use card::{Card, CardSentence};
pub use cli::Launch;
pub use command::{COMMANDS, Command, CommandId, KeyName, Scope, command, repeats};
pub use dictionaries::{ColumnsAsked, Dictionaries, DictionaryAction, TakingIn};
pub use drafts::{Draft, Drafts};
pub use file::{ArticleFile, offered_notes};
pub use find::{Find, FindOptions, Found};
pub use going::Going;
pub use meaning::{Meaning, Sounds};
pub use model::{Banner, BannerKind, Library, LibraryState, Model, PathFor, Prompt, SidebarLayout, View};
pub use notes::{Completions, NoteHistory, NotesAction, NotesPlace};
pub use page_notes::{NoteAction, NoteCard};
pub use paths::{Paths, PathsError};
pub use pictures::{PictureAction, Pictures};
pub use places::{Places, Spot};
pub use preferences::Preference;
pub use progress::{Drawing, Figure, ProgressAction, ProgressPlace, Span};
pub use reading::{
    Ahead, Bookmark, Counts, GoTo, Goal, LinkHere, PageNote, PageNotes, Progress, Reading, Selection, TermEntry,
};
pub use review::{CardCommand, ReviewAction, ReviewPage, ReviewPlace, Spelled, spelled};
pub use rows::{LeadsTo, PlaceRow};
pub use search::{HitKind, Search, SearchAction, SearchHit};
pub use sense::{Glosses, MeaningAction, first_senses, own_gloss};
pub use settings::{
    COLUMNS, LINE_HEIGHTS, PageFace, PageSettings, Palette, Paragraphs, Settings, SettingsError, SettingsNotice,
    TEXT_SIZES, Theme as ThemeChoice,
};
pub use speaking::Speak;
pub use term_list::{Filter, SortOrder, TermList};
pub use timings::Timings;
pub use toasts::{Toast, Toasts};

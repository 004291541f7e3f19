//! The store: the one SQLite file that holds everything that is the learner's.
//!
//! [`Store`] owns the connection. It is opened and, where need be, upgraded or recovered by [`Store::open`]; it changes
//! only through one function, `transact`, which makes each change one transaction and one step on the undo stack and
//! tells what was touched; each table has a file of its own with the operations on it. Nothing here knows Markdown, the
//! screen or the clock: text comes in parsed, the time as a [`Now`].

mod article_home;
mod articles;
mod backup;
mod bold;
mod cards;
mod contexts;
mod disk;
mod error;
mod families;
mod finish;
mod form_owners;
mod glosses;
mod history;
mod import;
mod import_notes;
mod in_file;
mod inspect;
mod join_families;
mod kept;
mod language;
mod lock;
mod log;
mod log_peek;
mod note_edits;
mod note_links;
mod note_places;
mod note_records;
mod note_trash;
mod notes;
mod op;
mod open;
mod packed;
mod past;
mod peek;
mod pins;
mod place;
mod posted_places;
mod postings;
mod progress;
mod reading_log;
mod recover;
mod review_card;
mod review_day;
mod review_log;
mod risk;
mod salvage;
mod schema;
mod search;
mod senses;
mod shared_notes;
mod status_log;
mod study_settings;
mod suggestions;
mod sweep;
mod take_back;
mod terms;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod transact;
mod undo;
mod unplaced;
mod update;
mod values;
mod write_back;

use std::path::{Path, PathBuf};

pub use articles::{ArticleRow, BoldAction, BoldEdit, Origin, StoredArticle};
pub use backup::{Backup, Backups, thin};
pub use bold::{Occurrence, StillBold};
pub use cards::Answer;
pub use disk::real_path;
pub use error::{OpenError, StoreError};
pub use finish::UntouchedWord;
pub use form_owners::{FormOwner, FormOwners};
pub use glosses::{Bracket, GlossEdit};
pub use import::{Imported, NewArticle, NewContext, NewTerm};
pub use import_notes::NotesImported;
pub use in_file::SourceNumbers;
pub use kept::{KeptArticle, KeptChange, KeptReading, KeptTerm};
pub use lock::LibraryLock;
pub use note_links::{Leads, Named, NamedKind};
pub use note_places::StandingNote;
pub use note_trash::TrashedNote;
pub use notes::NoteVersion;
pub use op::Op;
pub use open::{Opened, Outcome};
pub use past::{PastDeed, PastKind, hexadecimal};
pub use posted_places::PostedPlaces;
pub use postings::{Met, PostedArticle, PostedText, PostedWord, Postings};
pub use progress::{DayFigures, FORETOLD, Progress};
pub use reading_log::ReadBlock;
pub use recover::Restored;
pub use review_card::{NoteFace, ReviewCard, ShownSentence};
pub use review_day::{ReviewDay, ReviewRange};
pub use review_log::{KeptCard, KeptReview};
pub use risk::{Risk, risk_of};
pub use salvage::{Gap, Part, Salvage, SalvagedArticle, SalvagedNote, SalvagedWord};
pub use search::{
    FoundArticle, FoundIds, SearchIndex, SearchReader, SearchStop, SearchedArticle, SearchedNote, SearchedWord, ToIndex,
};
pub use status_log::StatusChange;
pub use suggestions::ReadyTerm;
pub use sweep::Swept;
pub use take_back::TakenBack;
pub use transact::{Committed, Direction, Now};
pub use undo::Changes;
pub use unplaced::Unplaced;
pub use update::{ArticleUpdate, MovedBoldEdit, MovedContext, NewBoldEdit, NewPlace};
pub use write_back::{BoldsFromFile, WrittenBack};

/// An open library.
pub struct Store {
    conn: rusqlite::Connection,
    path: PathBuf,
    library_uuid: String,
    identity: disk::Identity,
    recorder: undo::Recorder,
    history: history::History,
    /// Whether something was committed since the last backup of this session.
    changed: bool,
    /// How many rows the connection had changed when the log was folded in last.
    folded_at: u64,
}

impl Store {
    /// The library's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The library's UUID: caches and backups are kept under it.
    #[must_use]
    pub fn library_uuid(&self) -> &str {
        &self.library_uuid
    }

    /// A removed file can still be written to on some systems, and what is written is lost: look before each change.
    fn check_in_place(&self) -> Result<(), StoreError> {
        match disk::Identity::of(&self.path) {
            Ok(identity) if identity == self.identity => Ok(()),
            Ok(_) => Err(StoreError::Gone {
                path: self.path.clone(),
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(StoreError::Gone {
                path: self.path.clone(),
            }),
            Err(error) => Err(error::io(error, &self.path)),
        }
    }
}

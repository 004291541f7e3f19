//! The threads. `store` owns the database connection and runs one request after the other; `jobs` does what takes long
//! and needs no right to write: reading files, parsing, backups; `index` knows which word stands in which article;
//! `page` finds in the open article and copies from it; `gather` keeps the search index and `search` asks it; `out`
//! writes what goes out of the library; `words` looks words up `dictionaries` takes dictionaries in, `speech` says it. All are fed by
//! typed requests and answer with typed events; a plain callback wakes the window.

mod changes;
mod clock;
mod committed;
mod dictionaries;
mod displaced;
mod event;
mod eye;
mod figures;
mod file_jobs;
mod files;
mod gathering;
mod glimpse;
mod going_out;
mod importing;
mod index_thread;
pub mod instance;
mod jobs;
mod link;
mod looking_up;
mod many;
mod note_places;
mod notes;
mod notes_in;
mod notify;
mod opening;
mod page_phrases;
mod page_thread;
mod parsing;
mod pictures;
mod prepare;
mod request;
mod reviewing;
mod searching;
mod shelf;
mod speech;
mod stepping;
mod store_thread;
mod today_page;
mod touched;
mod two_hands;
mod updating;

pub use clock::Clock;
pub use dictionaries::{DictionaryAsk, DictionaryNews, DictionaryStanding, TakeIn};
pub use displaced::{Displaced, DisplacedWord};
pub use event::{ArticleMet, Committed, Doubtful, Event, GoingNews, ImportReport, Opened, ReadsOnly, Ready, Saved};
pub use file_jobs::{FileDone, FileStanding, Found, Stamp, WriteTo};
pub use link::{Batch, BatchKind, Claim, First, Folders, Message, Requests, Wake, Worker, claim, start, start_at};
pub use looking_up::{GlossFor, Glossed, LookUp, LookedUp};
pub use note_places::{PlacedNote, note_place, sentence_around};
pub use notes::{
    Completion, NoteEntry, NotesAsk, NotesFacets, NotesHeading, NotesNews, NotesOrder, NotesQuery, NotesRow,
    NotesShown, NotesStanding, NotesWhen, is_lost,
};
pub use notes_in::{NotesRead, NotesReport};
pub use notify::CAN_NOTIFY;
pub use page_thread::{Copying, PageJob, Sought};
pub use parsing::{Parse, Parsed, PlacedEdit, source_bolds};
pub use pictures::{
    Allowed, DecodedPicture, LARGEST_SIDE, PictureAsk, PictureError, PictureNews, PictureSize, PictureSource,
    PictureState, PicturesTold, WantedPicture, picture_source,
};
pub use prepare::{Prepared, prepare};
pub use request::{Change, Pick, Request, StatusStep, Target, TurnedBracket, UpdateAnswer, Write};
pub use reviewing::{Begin, Optimising, ReviewAsk, ReviewNews};
pub use searching::{ArticleHit, NoteHit, SearchFor, SearchFound, WordHit, WordPlace};
pub use speech::{Say, Sounded, SpeechFailure};
pub use store_thread::origin_name;
pub use today_page::{PagePassage, TodayPage};
pub use two_hands::{ClashWords, Comparison, Merge, RefusedBold, Written};

//! The threads. `store` owns the database connection and runs one request after the other; `jobs` does what takes long
//! and needs no connection: reading files, parsing, writing backups. Both are fed by typed requests and answer with
//! typed events; a plain callback wakes the window.

mod event;
pub mod instance;
mod request;

pub use event::{Committed, Event, ImportReport, Opened, Ready};
pub use request::{Change, Pick, Request, StatusStep, Target, UpdateAnswer, Write};

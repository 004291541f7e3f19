//! Transfer: what comes in and goes out.
//!
//! Bytes of a file, or what a browser put on the clipboard, become an [`Import`]: the source as text, the bytes to keep,
//! and their hash. What cannot be read says which file and why. What can be read of a library that a newer program wrote
//! goes out as plain files; notes, and everything that a library holds, as files that other programs and this one read.

mod clipping;
mod csv;
mod decode;
mod encode;
mod export;
mod files;
mod import;
mod layout;
mod names;
mod nesting;
mod notes;
mod outgoing;
mod save;
mod take_out;

pub use clipping::{ClippingError, from_html, looks_like_html};
pub use decode::{DecodeError, Decoded, decode};
pub use encode::{EncodeError, encode_like};
pub use export::{ExportError, ExportReport, export};
pub use files::{Expansion, expand};
pub use import::{Import, LARGEST_FILE, Origin, ReadError, is_web_page, sha256};
pub use notes::{
    NoteFault, NoteFileError, NoteShape, NotesWritten, Positions, is_note_file, offered_name, read_notes, write_notes,
};
pub use outgoing::{Outgoing, OutgoingError};
pub use save::{Expect, SaveError, is_same_file, save};
pub use take_out::{TakeOut, TakenOut};

pub use csv::Csv;
#[cfg(test)]
pub(crate) use csv::read as read_csv;

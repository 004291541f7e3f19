//! Notes that leave the program, and come back: as Markdown for another editor, as JSON in the shape of the W3C Web
//! Annotation model, and as a table.
//!
//! Only the JSON is read again: it holds everything. The Markdown is for reading and linking, the table for
//! spreadsheets.

mod annotations;
mod markdown;
mod places;
mod reading;
mod table;

pub use places::Positions;
pub use reading::{NoteFault, NoteFileError, is_note_file, read_notes};

use std::path::{Path, PathBuf};

use super::names::dated;
use super::outgoing::{Outgoing, OutgoingError};
use super::{Expect, save};
use crate::store::Now;
use crate::study::SharedNote;

pub(super) use annotations::annotations;
pub(super) use markdown::{LinkNames, one_file, per_article};
pub(super) use table::table;

/// How notes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteShape {
    /// Markdown, one file.
    Markdown,
    /// Markdown, one file for each article, in a new folder.
    Folder,
    /// JSON.
    Json,
    /// A table.
    Csv,
}

impl NoteShape {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Folder, Self::Json, Self::Csv];

    /// The ending of the file; of the files in it for a folder.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown | Self::Folder => "md",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// What an export of notes wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotesWritten {
    /// The file, or the new folder.
    pub path: PathBuf,
    /// How many notes.
    pub notes: usize,
}

/// Writes notes: to the file `target`, or for [`NoteShape::Folder`] into a new folder in it. Another file that is there is
/// replaced only with `replace`. `go_on` says whether to; when it does not, nothing is left.
///
/// # Errors
/// [`OutgoingError`]; then there is what was there before.
pub fn write_notes(
    (notes, positions): (&[SharedNote], &Positions),
    shape: NoteShape,
    target: &Path,
    replace: bool,
    now: Now,
    go_on: &dyn Fn() -> bool,
) -> Result<NotesWritten, OutgoingError> {
    let written = |path: PathBuf| NotesWritten {
        path,
        notes: notes.len(),
    };
    let links = LinkNames::default();
    let bytes = match shape {
        NoteShape::Folder => {
            let mut folder = Outgoing::new(target)?;
            for (name, text) in per_article(notes, &links) {
                if !go_on() {
                    return Err(OutgoingError::Cancelled);
                }
                folder.write(&name, text.as_bytes())?;
            }
            return folder.finish("Boldface notes", now).map(written);
        }
        NoteShape::Markdown => one_file(notes, &links).into_bytes(),
        NoteShape::Json => annotations(notes, positions),
        NoteShape::Csv => table(notes),
    };
    if !go_on() {
        return Err(OutgoingError::Cancelled);
    }
    let expect = if replace { Expect::Anything } else { Expect::Nothing };
    save(target, &bytes, expect)?;
    Ok(written(target.to_owned()))
}

/// A name to offer for the file of an export.
#[must_use]
pub fn offered_name(shape: NoteShape, now: Now) -> String {
    let name = dated("Boldface notes", now).next().unwrap_or_default();
    format!("{name}.{}", shape.ending())
}

/// A moment in ISO 8601, UTC. What no calendar holds is the nearest that one does.
pub(super) fn iso(ms: i64) -> String {
    let nearest = if ms < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    };
    jiff::Timestamp::from_millisecond(ms).unwrap_or(nearest).to_string()
}

#[cfg(test)]
mod tests;

//! The learner's own dictionaries, as they come: one reader for each format, all told apart by one table.
//!
//! A reader streams: it hands one entry after the other on and never holds the whole dictionary. What it reads was
//! written by nobody we know, so every length is checked before it is believed, and nothing that a file claims makes
//! the program hold more than an entry of a megabyte or write more than [`TEXT_AT_MOST`].

mod bytes;
mod dictd;
mod stardict;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{DictionaryError, Index, IndexWriter, RawEntry};

/// Bytes of text that a dictionary may hold.
const TEXT_AT_MOST: u64 = 4 << 30;
/// Entries between two looks at whether the learner cancelled.
const LOOK_EVERY: i64 = 512;

/// A dictionary file that can be read.
pub trait Reader: Send {
    /// What the dictionary calls itself; the file's name where it says nothing.
    fn name(&self) -> String;

    /// How many entries it says it has; 0 where it does not say.
    fn entries(&self) -> u64 {
        0
    }

    /// Hands all entries on, in its own order, until `take` refuses one.
    ///
    /// # Errors
    /// When the file cannot be read or is not what it should be, and whatever `take` says.
    fn read(&mut self, take: &mut Take<'_>) -> Result<(), DictionaryError>;
}

/// What takes an entry.
pub type Take<'a> = dyn FnMut(RawEntry) -> Result<(), DictionaryError> + 'a;

type Open = fn(&Path) -> Result<Box<dyn Reader>, DictionaryError>;

/// Endings of names (the longest first where one ends with another), and the reader for them.
const FORMATS: [(&str, Open); 2] = [(".ifo", stardict::open), (".index", dictd::open)];

/// Endings of the files that can be opened as dictionaries, for a file dialog.
pub fn endings() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|(ending, _)| *ending)
}

/// Whether a file's name is that of a dictionary.
#[must_use]
pub fn is_dictionary(path: &Path) -> bool {
    format_of(path).is_some()
}

/// Opens a dictionary by the ending of its name.
///
/// # Errors
/// When no reader knows the ending, or the file is not what its name says.
pub fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let open = format_of(path).ok_or_else(|| DictionaryError::Unsupported {
        path: path.to_owned(),
        what: "this kind of file",
    })?;
    open(path)
}

fn format_of(path: &Path) -> Option<Open> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    FORMATS
        .iter()
        .find(|(ending, _)| name.ends_with(ending))
        .map(|(_, open)| *open)
}

/// Reads a dictionary into an index; cancelled or failed, it leaves nothing behind. `told` hears after every few hundred
/// entries how many there are so far.
///
/// # Errors
/// When the dictionary cannot be read, the index not be written, or the learner cancelled.
pub fn take_in(
    reader: &mut dyn Reader,
    index: &Path,
    cancel: &AtomicBool,
    told: &mut dyn FnMut(u64),
) -> Result<Index, DictionaryError> {
    let mut writer = IndexWriter::create(index)?;
    let mut text = 0;
    reader.read(&mut |entry| {
        text += entry.body.len() as u64;
        if text > TEXT_AT_MOST {
            return Err(DictionaryError::Malformed {
                path: index.to_owned(),
                why: "it holds more than 4 GB of text".to_owned(),
            });
        }
        writer.add(&entry)?;
        if writer.entries() % LOOK_EVERY == 0 {
            told(u64::try_from(writer.entries()).unwrap_or_default());
            if cancel.load(Ordering::Relaxed) {
                return Err(DictionaryError::Cancelled);
            }
        }
        Ok(())
    })?;
    writer.finish(&reader.name())
}

fn failed(path: &Path, source: std::io::Error) -> DictionaryError {
    DictionaryError::Io {
        path: path.to_owned(),
        source,
    }
}

fn malformed(path: &Path, why: impl Into<String>) -> DictionaryError {
    DictionaryError::Malformed {
        path: path.to_owned(),
        why: why.into(),
    }
}

fn open_file(path: &Path) -> Result<File, DictionaryError> {
    File::open(path).map_err(|source| failed(path, source))
}

/// The first of these endings with which the file's sister exists.
fn sister(stem: &Path, endings: &[&str]) -> Option<PathBuf> {
    endings.iter().find_map(|ending| {
        let mut name = stem.as_os_str().to_owned();
        name.push(ending);
        Some(PathBuf::from(name)).filter(|path| path.is_file())
    })
}

/// What a dictionary is called that does not say.
fn file_name(path: &Path) -> String {
    path.file_stem()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The path without an ending of its name, whatever its case.
fn stem(path: &Path, ending: &str) -> PathBuf {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let kept = name.len().saturating_sub(ending.len());
    path.with_file_name(name.get(..kept).unwrap_or(&name))
}

#[cfg(test)]
mod tests;

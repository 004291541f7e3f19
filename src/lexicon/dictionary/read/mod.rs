//! The learner's own dictionaries, as they come: one reader for each format, all told apart by one table.
//!
//! A reader streams: it hands one entry after the other on and never holds the whole dictionary. What it reads was
//! written by nobody we know, so every length is checked before it is believed, and nothing that a file claims makes
//! the program hold more than an entry of a megabyte or write more than [`TEXT_AT_MOST`].

mod bytes;
mod dictd;
mod downloaded;
mod dsl;
mod mdx;
mod stardict;
mod table;
mod text;
mod yomitan;
mod zip;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

pub use downloaded::{Downloaded, downloaded};
pub use table::{ColumnRole, Columns, TablePreview};

use super::guess::{Sample, named};
use super::index::About;
use super::{DictionaryError, Index, IndexWriter, RawEntry};

/// Bytes of text that a dictionary may hold.
const TEXT_AT_MOST: u64 = 4 << 30;
/// Entries between two looks at whether the learner cancelled.
const LOOK_EVERY: i64 = 512;
/// Characters of a name and of a licence that are kept.
const NAME_AT_MOST: usize = 120;
const LICENCE_AT_MOST: usize = 200;

/// A dictionary file that can be read.
pub trait Reader: Send {
    /// What the dictionary calls itself; the file's name where it says nothing.
    fn name(&self) -> String;

    /// The name of its file, which may say the languages.
    fn file_name(&self) -> String {
        self.name()
    }

    /// How many entries it says it has; 0 where it does not say.
    fn entries(&self) -> u64 {
        0
    }

    /// The languages of headwords and of meanings (BCP 47 codes), where it says them.
    fn languages(&self) -> (Option<&'static str>, Option<&'static str>) {
        (None, None)
    }

    /// What it says of its licence; empty where it says nothing.
    fn licence(&self) -> String {
        String::new()
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
const FORMATS: [(&str, Open); 8] = [
    (".ifo", stardict::open),
    (".index", dictd::open),
    (".mdx", mdx::open),
    (".dsl", dsl::open),
    (".dsl.dz", dsl::open),
    (".csv", table::open),
    (".tsv", table::open),
    (".zip", yomitan::open),
];
/// Endings of files that belong to one of those, which stands beside them.
const PARTS: [&str; 8] = [
    ".idx", ".idx.gz", ".idx.dz", ".dict", ".dict.dz", ".syn", ".syn.gz", ".syn.dz",
];

/// Endings of the files that can be opened as dictionaries, without the dot, for a file dialog.
pub fn endings() -> impl Iterator<Item = &'static str> {
    let last = |ending: &'static str| ending.rsplit('.').next().unwrap_or(ending);
    FORMATS
        .iter()
        .map(move |(ending, _)| last(ending))
        .chain(["idx", "dict"])
}

/// Whether a file's name is that of a dictionary, or of a part of one. The file is not looked at.
#[must_use]
pub fn is_dictionary(path: &Path) -> bool {
    let name = lower_name(path);
    format_of(path).is_some() || PARTS.iter().any(|part| name.ends_with(part))
}

/// Whether a file is a table, whose columns have to be told apart.
#[must_use]
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    ending.is_some_and(|ending| ending == "csv" || ending == "tsv")
}

/// The file by which a dictionary is opened, where another one of its files was chosen.
#[must_use]
pub fn whole_of(path: &Path) -> Option<PathBuf> {
    if format_of(path).is_some() {
        return Some(path.to_owned());
    }
    let name = path.file_name()?.to_string_lossy().into_owned();
    let lower = name.to_ascii_lowercase();
    let part = PARTS.iter().find(|part| lower.ends_with(*part))?;
    let stem = stem(path, part);
    sister(&stem, &[".ifo", ".index"])
}

/// Looks at the beginning of a table.
///
/// # Errors
/// When it cannot be read, or has no two columns.
pub fn preview(path: &Path) -> Result<TablePreview, DictionaryError> {
    table::preview(path)
}

/// Opens a dictionary by the ending of its name; of a table, with these columns.
///
/// # Errors
/// When no reader knows the ending, or the file is not what its name says.
pub fn open_with(path: &Path, columns: Option<&Columns>) -> Result<Box<dyn Reader>, DictionaryError> {
    match columns.filter(|_| is_table(path)) {
        Some(columns) => table::open_with(path, columns.clone()),
        None => open(path),
    }
}

/// Opens a dictionary by the ending of its name.
///
/// # Errors
/// When no reader knows the ending, or the file is not what its name says.
pub fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let found = whole_of(path).and_then(|whole| Some((format_of(&whole)?, whole)));
    let (open, whole) = found.ok_or_else(|| DictionaryError::Unsupported {
        path: path.to_owned(),
        what: "this kind of file",
    })?;
    open(&whole)
}

fn format_of(path: &Path) -> Option<Open> {
    let name = lower_name(path);
    FORMATS
        .iter()
        .find(|(ending, _)| name.ends_with(ending))
        .map(|(_, open)| *open)
}

fn lower_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
    name.unwrap_or_default()
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
    let (mut text, mut sample) = (0, Sample::default());
    reader.read(&mut |entry| {
        text += entry.body.len() as u64;
        sample.look_at(&entry);
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
    if cancel.load(Ordering::Relaxed) {
        return Err(DictionaryError::Cancelled);
    }
    let name: String = reader
        .name()
        .chars()
        .filter(|char| !char.is_control())
        .take(NAME_AT_MOST)
        .collect();
    let (language, meanings) = reader.languages();
    let by_name = named(&name).unzip();
    let by_file = named(&reader.file_name()).unzip();
    let guessed = sample.languages();
    writer.finish(&About {
        language: language.or(by_name.0).or(by_file.0).unwrap_or(guessed.0).to_owned(),
        meanings: meanings.or(by_name.1).or(by_file.1).unwrap_or(guessed.1).to_owned(),
        licence: reader.licence(),
        name,
        entries: 0,
    })
}

/// The line in which a dictionary speaks of its licence.
fn licence_in(about: &str) -> String {
    let spoken = [
        "licen",
        "copyright",
        "public domain",
        "©",
        "creative commons",
        "gpl",
        "cc by",
    ];
    let about = about.replace("<br>", "\n").replace("<br/>", "\n");
    // A line that names the licence says more than one that names who has the rights.
    let lines = || about.lines().map(str::trim);
    let line = spoken
        .iter()
        .find_map(|word| lines().find(|line| line.to_lowercase().contains(word)));
    line.unwrap_or_default().chars().take(LICENCE_AT_MOST).collect()
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
mod file_tests;
#[cfg(test)]
mod tests;

//! Export of what can be read of a library that this version cannot open: plain files that any program can read.
//!
//! The articles are written as the bytes that were imported, the words as a table, the notes as Markdown. Everything goes
//! into a new folder, and no file that is there is ever replaced.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::names::{Names, day, file_name, new_folder};
use crate::store::{Gap, Now, Salvage, SalvagedNote, SalvagedWord, StoreError};

/// The first line of `words.tsv`.
const HEADER: &str = "headword\tlanguage\tkind\tstatus\tgloss\tsense\tforms\tsentence\n";

/// What an export wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// The new folder.
    pub folder: PathBuf,
    /// Articles written.
    pub articles: usize,
    /// Words written.
    pub words: usize,
    /// Notes written.
    pub notes: usize,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// The learner stopped it: the rest was not written.
    pub cancelled: bool,
}

/// Why an export ended before its end. The library is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The library cannot be read at all.
    #[error(transparent)]
    Unreadable(#[from] StoreError),
    /// A file or the folder cannot be written; what was written before it is there.
    #[error("{} cannot be written: {source}", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes what can be read of the library at `library` into a new folder in `into`. `progress` is told how many of how
/// many articles are written, and says whether to go on.
///
/// # Errors
/// When the library cannot be read at all, or something cannot be written. What only a part of the library lacks is no
/// error but a [`Gap`] in the report.
pub fn export(
    library: &Path,
    into: &Path,
    now: Now,
    mut progress: impl FnMut(usize, usize) -> bool,
) -> Result<ExportReport, ExportError> {
    let folder = new_folder(into, "Boldface export", now).map_err(|(path, source)| unwritable(&path, source))?;
    // The folder for temporary files may be a small one in memory: then the copy lies where the export goes.
    let salvage = Salvage::open(library, &std::env::temp_dir(), now)
        .or_else(|_| Salvage::open(library, &folder, now))
        .inspect_err(|_| drop(fs::remove_dir(&folder)))?;
    let mut report = ExportReport {
        folder,
        ..ExportReport::default()
    };
    // The small and dear parts first: a disk that fills up costs articles, which were files once.
    let words = salvage.words(&mut report.gaps);
    write_new(&report.folder.join("words.tsv"), table(&words).as_bytes())?;
    report.words = words.len();
    let notes = salvage.notes(&mut report.gaps);
    write_new(&report.folder.join("notes.md"), markdown(&notes).as_bytes())?;
    report.notes = notes.len();
    let articles = salvage.articles(&mut report.gaps);
    let folder = report.folder.join("articles");
    fs::create_dir(&folder).map_err(|source| unwritable(&folder, source))?;
    let mut taken = Names::default();
    for (done, article) in articles.iter().enumerate() {
        if !progress(done, articles.len()) {
            report.cancelled = true;
            break;
        }
        match salvage.bytes(article) {
            Ok(bytes) => {
                let name = taken.free(&file_name(&article.title)) + ".md";
                write_new(&folder.join(name), &bytes)?;
                report.articles += 1;
            }
            Err(gap) => report.gaps.push(gap),
        }
    }
    Ok(report)
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let write = || {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| unwritable(path, source))
}

fn unwritable(path: &Path, source: io::Error) -> ExportError {
    let path = path.to_owned();
    ExportError::Unwritable { path, source }
}

fn table(words: &[SalvagedWord]) -> String {
    let mut table = HEADER.to_owned();
    for word in words {
        let forms = word.forms.join(", ");
        let cells = [
            &word.headword,
            &word.language,
            &word.kind,
            &word.status,
            &word.gloss,
            &word.sense,
            &forms,
            &word.sentence,
        ];
        table += &cells.map(|text| cell(text)).join("\t");
        table.push('\n');
    }
    table
}

/// A text of one line, without what would end the cell.
fn cell(text: &str) -> String {
    text.split(char::is_control)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn markdown(notes: &[SalvagedNote]) -> String {
    let mut text = String::new();
    for note in notes {
        text.extend(["## ", &cell(&note.about), "\n\n"]);
        if !note.quote.is_empty() {
            for line in note.quote.lines() {
                text.extend(["> ", line, "\n"]);
            }
            text.push('\n');
        }
        if !note.body.is_empty() {
            text.extend([&*note.body, "\n\n"]);
        }
        if let Some(at) = note.at {
            text.extend(["*", &day(at), "*\n\n"]);
        }
    }
    text
}

#[cfg(test)]
mod tests;

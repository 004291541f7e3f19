//! Notes that come in from files: read and checked on the jobs thread, taken in by the store thread as one step.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::jobs::Job;
use super::note_places::place_of;
use super::store_thread::{StoreThread, now};
use super::{Event, GoingNews};
use crate::store::{NotesImported, Store, StoreError};
use crate::study::{Anchor, Locator, SharedArticle, SharedNote};
use crate::text::{Article, parse, unmark_glosses};
use crate::transfer::{NoteFileError, decode, is_note_file, read_notes};

/// Files of notes that were read.
#[derive(Debug, Default)]
pub struct NotesRead {
    /// All of their notes, in order.
    pub(super) notes: Vec<SharedNote>,
    /// Files that could not be read.
    pub(super) failed: Vec<NoteFileError>,
}

/// What came of files of notes.
#[derive(Debug)]
pub struct NotesReport {
    /// What became of the notes; an error when none came in.
    pub imported: Result<NotesImported, StoreError>,
    /// Files that could not be read: nothing of them came in.
    pub failed: Vec<NoteFileError>,
}

/// Reads files of notes, and looks for the places of the notes in the articles of the library.
pub(super) fn read(paths: &[PathBuf], library: &Path) -> NotesRead {
    let mut read = NotesRead::default();
    for path in paths {
        match read_notes(path) {
            Ok(notes) => read.notes.extend(notes),
            Err(error) => {
                tracing::warn!("a file of notes was not read");
                read.failed.push(error);
            }
        }
    }
    match Store::open_reader(library) {
        Ok(store) => place(&store, &mut read.notes),
        Err(error) => tracing::warn!(%error, "the notes keep the places that their file gives them"),
    }
    read
}

/// Notes on an article whose text is another one here look for their places in it.
fn place(store: &Store, notes: &mut [SharedNote]) {
    let mut texts: HashMap<String, Option<Article>> = HashMap::new();
    let mut by_article: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, note) in notes.iter().enumerate() {
        if let (Some(article), Some(_), false) = (&note.article, &note.anchor, note.borrowed) {
            texts
                .entry(article.uuid.clone())
                .or_insert_with(|| other_text(store, article));
            by_article.entry(article.uuid.clone()).or_default().push(number);
        }
    }
    for (uuid, numbers) in by_article {
        let Some(Some(text)) = texts.get(&uuid) else { continue };
        let locator = Locator::new(text);
        for number in numbers {
            let note = &mut notes[number];
            let Some(anchor) = &note.anchor else { continue };
            let found = place_of(note.kind, anchor, &locator);
            note.placed = found.is_some();
            if let Some(passage) = found {
                note.anchor = Some(Anchor::of_passage(text, passage));
            }
        }
    }
}

/// The text of a note's article, unless it is not here or is the very text that the note was written on.
fn other_text(store: &Store, article: &SharedArticle) -> Option<Article> {
    let article_id = store.article_of_note(article).ok().flatten()?;
    let stored = store.article(article_id).ok().flatten()?;
    let sha256 = crate::transfer::sha256(&stored.bytes);
    if crate::store::hexadecimal(&sha256) == article.sha256 {
        return None;
    }
    let mut text = parse(&decode(&stored.bytes).ok()?.text);
    unmark_glosses(&mut text);
    Some(text)
}

impl StoreThread {
    /// Reads files and folders: articles, and notes among them.
    pub(super) fn read(&self, paths: Vec<PathBuf>) {
        let (notes, articles): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| is_note_file(path));
        if !notes.is_empty() {
            let library = self.library().to_owned();
            self.job(Job::ReadNotes { paths: notes, library });
        }
        if !articles.is_empty() {
            self.job(Job::Read(articles));
        }
    }

    /// Takes notes in that were read.
    pub(super) fn take_notes_in(&mut self, read: NotesRead) {
        let Some(store) = &mut self.store else { return };
        let mut imported = Ok(NotesImported::default());
        if !read.notes.is_empty() {
            match store.import_notes(&read.notes, now()) {
                Ok((committed, report)) => {
                    if committed.serial != 0 {
                        self.committed(None, committed, None);
                    }
                    imported = Ok(report);
                }
                Err(error) => {
                    tracing::error!(%error, "notes were not stored");
                    imported = Err(error);
                }
            }
        }
        let failed = read.failed;
        let report = NotesReport { imported, failed };
        self.outbox.send(Event::Going(GoingNews::NotesImported(report)));
        self.settle_in();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::NoteKind;
    use crate::text::{Passage, Place};

    const OLD: &str = "# The mill\n\nThe old mill stood by the river.\n\nIts wheel turned all night long.\n";

    /// What becomes of the place of a note that was written on other text.
    fn moved(kind: NoteKind, (from, to): (Place, Place), new: &str) -> Option<String> {
        let old = parse(OLD);
        let anchor = Anchor::of_passage(&old, Passage::between(from, to));
        let text = parse(new);
        place_of(kind, &anchor, &Locator::new(&text)).map(|found| Anchor::of_passage(&text, found).quote)
    }

    #[test]
    fn a_passage_over_paragraphs_and_one_that_was_edited_find_their_places_and_a_word_no_similar_one() {
        let place = |block, byte| Place { block, byte };
        let new = format!("New words first.\n\n{OLD}");
        let over = (place(1, 22), place(2, 9));
        assert_eq!(
            moved(NoteKind::Passage, over, &new).as_deref(),
            Some("the river.\nIts wheel")
        );
        let edited = new.replace("old mill stood", "old mill still stood");
        let sentence = (place(1, 0), place(1, 32));
        assert_eq!(
            moved(NoteKind::Passage, sentence, &edited).as_deref(),
            Some("The old mill still stood by the river.")
        );
        let word = (place(1, 8), place(1, 12));
        assert_eq!(moved(NoteKind::Term, word, &new).as_deref(), Some("mill"));
        assert_eq!(moved(NoteKind::Term, word, &new.replace("mill", "mills")), None);
    }
}

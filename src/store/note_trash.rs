//! What is done with a note besides writing it: marking it for review, taking it back from the trash or to what it said
//! before. A deleted note is a tombstone, and the trash is the tombstones that the sweep has not taken yet.

use rusqlite::OptionalExtension;

use super::error::Failure;
use super::note_records::note_record;
use super::transact::Tx;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{NoteId, NoteRecord, TermId};

/// So much of a quote names a note (characters).
const NAME: usize = 40;

/// A note in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashedNote {
    /// The note as it was.
    pub record: NoteRecord,
    /// When it was deleted, UTC milliseconds.
    pub deleted_at: i64,
}

impl Store {
    /// The notes that were deleted in the last 90 days, the newest deletion first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn trashed_notes(&self) -> Result<Vec<TrashedNote>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/notes_trashed.sql"))?;
            let rows = statement.query_map([], |row| {
                Ok(TrashedNote {
                    record: note_record(row)?,
                    deleted_at: row.get(19)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The notes on these terms and in these articles, besides these themselves.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn notes_touched(
        &self,
        notes: &[NoteId],
        terms: &[TermId],
        articles: &[crate::study::ArticleId],
    ) -> Result<Vec<NoteId>, StoreError> {
        use super::values::json_array;
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/notes_touched.sql"))?;
            let rows = statement.query_map(
                (
                    json_array(notes.iter().map(|note_id| note_id.0)),
                    json_array(terms.iter().map(|term_id| term_id.0)),
                    json_array(articles.iter().map(|article_id| article_id.0)),
                ),
                |row| Ok(NoteId(row.get(0)?)),
            )?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Takes a note out of the trash. A term that went with it comes back as well.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when it is not in the trash; else when the library cannot be written to.
    pub fn restore_note(&mut self, note_id: NoteId, now: Now) -> Result<Committed, StoreError> {
        let op = Op::RestoreNote {
            note_id,
            name: String::new(),
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            tx.revive_noted_term(note_id)?;
            tx.op = Op::RestoreNote {
                note_id,
                name: tx.note_name(note_id)?,
            };
            let sql = "UPDATE notes SET deleted_at = NULL WHERE id = ?1 AND deleted_at IS NOT NULL";
            tx.update("notes", note_id.0, sql, [note_id.0])
        })?;
        Ok(committed)
    }

    /// Lets a note say again what it said before. What it says now is kept as a version, whenever the last one was kept.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when it was deleted; else when the library cannot be written to.
    pub fn revert_note(&mut self, note_id: NoteId, body: &str, now: Now) -> Result<Committed, StoreError> {
        let op = Op::RevertNote {
            note_id,
            name: String::new(),
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            tx.op = Op::RevertNote {
                note_id,
                name: tx.note_name(note_id)?,
            };
            let sql = "SELECT body FROM notes WHERE id = ?1 AND deleted_at IS NULL";
            let mut statement = tx.conn.prepare_cached(sql)?;
            let said: Option<String> = statement.query_one([note_id.0], |row| row.get(0)).optional()?;
            let said = said.ok_or_else(|| no_such_note(note_id))?;
            if said == body {
                return Ok(());
            }
            if !said.is_empty() {
                let row = (note_id.0, &said, tx.now.utc_ms);
                tx.insert("INSERT INTO note_versions (note_id, body, at) VALUES (?1, ?2, ?3)", row)?;
            }
            let row = (note_id.0, body, tx.now.utc_ms);
            tx.update("notes", note_id.0, include_str!("sql/note_save.sql"), row)
        })?;
        Ok(committed)
    }
}

const fn no_such_note(note_id: NoteId) -> Failure {
    Failure::NoSuchRow {
        table: "notes",
        row_id: note_id.0,
    }
}

impl Tx<'_> {
    /// What a note is called in a sentence: its headword, the words that it is on, or the title of its article.
    pub(super) fn note_name(&self, note_id: NoteId) -> Result<String, Failure> {
        let mut statement = self.conn.prepare_cached(
            "SELECT coalesce(CASE notes.kind WHEN 'term' THEN terms.headword WHEN 'passage' THEN notes.quote END,
                             articles.title, notes.quote, '')
             FROM notes LEFT JOIN terms ON terms.id = notes.term_id LEFT JOIN articles ON articles.id = notes.article_id
             WHERE notes.id = ?1",
        )?;
        let name: Option<String> = statement.query_one([note_id.0], |row| row.get(0)).optional()?;
        let name = name.ok_or_else(|| no_such_note(note_id))?;
        Ok(match name.char_indices().nth(NAME) {
            Some((end, _)) => format!("{}…", name[..end].trim_end()),
            None => name,
        })
    }

    fn revive_noted_term(&self, note_id: NoteId) -> Result<(), Failure> {
        let mut statement = self.conn.prepare_cached("SELECT term_id FROM notes WHERE id = ?1")?;
        let term_id: Option<Option<i64>> = statement.query_one([note_id.0], |row| row.get(0)).optional()?;
        let Some(term_id) = term_id.flatten().map(TermId) else {
            return Ok(());
        };
        match self.term(term_id) {
            Err(Failure::NoSuchRow { .. }) => self.revive_term(term_id),
            found => found.map(drop),
        }
    }
}

//! What is done with a note besides writing it: marking it for review, taking it back from the trash or to what it said
//! before. A deleted note is a tombstone, and the trash is the tombstones that the sweep has not taken yet.

use super::error::Failure;
use super::note_edits::no_such_note;
use super::note_records::note_record;
use super::transact::Tx;
use super::values::json_array;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{ArticleId, NoteId, NoteKind, NoteRecord, TermId};

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
            // What was never more than an empty note on a word is no loss.
            let which = "notes.deleted_at IS NOT NULL AND (notes.body <> '' OR notes.kind <> 'term')";
            let all = include_str!("sql/note_records.sql");
            let sql = format!("{all} WHERE {which} ORDER BY notes.deleted_at DESC, notes.id DESC");
            let mut statement = conn.prepare_cached(&sql)?;
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
        articles: &[ArticleId],
    ) -> Result<Vec<NoteId>, StoreError> {
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
        let op = |on, headword| Op::RestoreNote { note_id, on, headword };
        let (committed, ()) = self.transact(op(NoteKind::Term, String::new()), now, |tx| {
            let note = tx.note_row(note_id)?;
            if !note.deleted {
                return Err(no_such_note(note_id));
            }
            tx.revive_term_of(&note)?;
            tx.op = op(note.kind, tx.name_of(&note)?);
            let sql = "UPDATE notes SET deleted_at = NULL WHERE id = ?1";
            tx.update("notes", note_id.0, sql, [note_id.0])?;
            tx.mark_deletion_taken_back(note_id)
        })?;
        Ok(committed)
    }

    /// Lets a note say again what it said before. What it says now is kept as a version, whenever the last one was kept.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when it was deleted; else when the library cannot be written to.
    pub fn revert_note(&mut self, note_id: NoteId, body: &str, now: Now) -> Result<Committed, StoreError> {
        let op = |on, headword| Op::RevertNote { note_id, on, headword };
        let (committed, ()) = self.transact(op(NoteKind::Term, String::new()), now, |tx| {
            let note = tx.note_row(note_id)?;
            if note.deleted {
                return Err(no_such_note(note_id));
            }
            tx.op = op(note.kind, tx.name_of(&note)?);
            if note.body == body {
                return Ok(());
            }
            if !note.body.is_empty() {
                let row = (note_id.0, &note.body, tx.now.utc_ms);
                tx.insert("INSERT INTO note_versions (note_id, body, at) VALUES (?1, ?2, ?3)", row)?;
            }
            let row = (note_id.0, body, tx.now.utc_ms);
            tx.update("notes", note_id.0, include_str!("sql/note_save.sql"), row)
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    /// The History list does not offer to take back a deletion of which nothing is left.
    fn mark_deletion_taken_back(&self, note_id: NoteId) -> Result<(), Failure> {
        let sql = "SELECT id FROM history WHERE kind = 'note' AND deleted_at IS NULL AND EXISTS (
                       SELECT 1 FROM json_each(images, '$.rows')
                       WHERE value ->> 'table' = 'notes' AND value ->> 'id' = ?1)";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([note_id.0], |row| row.get::<_, i64>(0))?;
        for past_id in found.collect::<Result<Vec<_>, _>>()? {
            let sql = "UPDATE history SET deleted_at = ?2 WHERE id = ?1";
            self.update("history", past_id, sql, (past_id, self.now.utc_ms))?;
        }
        Ok(())
    }
}

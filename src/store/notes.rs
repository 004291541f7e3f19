//! Notes, and what they said before.

use rusqlite::OptionalExtension;

use super::error::Failure;
use super::transact::Tx;
use super::{Committed, Now, Store, StoreError};
use crate::study::{Note, NoteEdit, NoteId, NoteTarget, TermId};

/// A version is kept for each five minutes of editing.
const VERSION_MS: u64 = 5 * 60 * 1_000;
/// So much more than the last version held (bytes) is not deleted bit by bit without being kept.
const UNKEPT: usize = 20;

/// What a note said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteVersion {
    /// Markdown.
    pub body: String,
    /// When it was replaced, UTC milliseconds.
    pub at: i64,
}

impl Store {
    /// Writes a new note on a term. `session` is the number of the editing session, from focus to blur: all saves of one
    /// session are one step.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the term was dropped; else when the library cannot be written to.
    pub fn create_note(
        &mut self,
        term_id: TermId,
        body: &str,
        session: u64,
        now: Now,
    ) -> Result<(Committed, NoteId), StoreError> {
        let body = body.to_owned();
        let target = NoteTarget::Term { term_id, at: None };
        self.edit_note(&target, &NoteEdit::Write { body, session }, now)
    }

    /// Writes what a note says now. A note that was deleted meanwhile comes back: what was typed is not lost.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when there never was such a note; else when the library cannot be written to.
    pub fn save_note(&mut self, note_id: NoteId, body: &str, session: u64, now: Now) -> Result<Committed, StoreError> {
        let body = body.to_owned();
        let edit = NoteEdit::Write { body, session };
        let (committed, _) = self.edit_note(&NoteTarget::Note(note_id), &edit, now)?;
        Ok(committed)
    }

    /// Deletes a note.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when it is deleted already; else when the library cannot be written to.
    pub fn delete_note(&mut self, note_id: NoteId, now: Now) -> Result<Committed, StoreError> {
        let edit = NoteEdit::Delete { emptied: false };
        let (committed, _) = self.edit_note(&NoteTarget::Note(note_id), &edit, now)?;
        Ok(committed)
    }

    /// A note and the term it is on; `None` when it was deleted.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn note(&self, note_id: NoteId) -> Result<Option<(Note, Option<TermId>)>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/note.sql"))?;
            let note = statement.query_one([note_id.0], |row| {
                let note = Note {
                    note_id,
                    body: row.get(1)?,
                    updated_at: row.get(2)?,
                };
                Ok((note, row.get::<_, Option<i64>>(0)?.map(TermId), row.get::<_, bool>(3)?))
            });
            Ok(note
                .optional()?
                .filter(|(.., deleted)| !deleted)
                .map(|(note, term_id, _)| (note, term_id)))
        })
    }

    /// What a note said before, the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn note_versions(&self, note_id: NoteId) -> Result<Vec<NoteVersion>, StoreError> {
        self.read(|conn| {
            let mut statement =
                conn.prepare_cached("SELECT body, at FROM note_versions WHERE note_id = ?1 ORDER BY id DESC")?;
            let rows = statement.query_map([note_id.0], |row| {
                Ok(NoteVersion {
                    body: row.get(0)?,
                    at: row.get(1)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Tx<'_> {
    /// Keeps what a note said, unless a version was kept in these five minutes; always when most of it goes, and when
    /// it begins to go although no version has all that was written since.
    pub(super) fn keep_version(&self, note_id: NoteId, old: &str, new: &str) -> Result<(), Failure> {
        if old.is_empty() {
            return Ok(());
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT at, octet_length(body) FROM note_versions WHERE note_id = ?1 ORDER BY id DESC LIMIT 1",
        )?;
        let last: Option<(i64, i64)> = statement
            .query_one([note_id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let unkept = last.is_none_or(|(last, length)| {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            let recent = last.abs_diff(self.now.utc_ms) < VERSION_MS;
            !recent || (new.len() < old.len() && length.saturating_add(UNKEPT) < old.len())
        });
        if unkept || new.len() < old.len() / 2 {
            let row = (note_id.0, old, self.now.utc_ms);
            self.insert("INSERT INTO note_versions (note_id, body, at) VALUES (?1, ?2, ?3)", row)?;
        }
        Ok(())
    }
}

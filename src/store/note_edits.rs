//! Everything that is done to a note, of whatever kind: one way in, so that every list and every page that shows notes
//! asks for the same.

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row};

use super::contexts::same_place;
use super::error::Failure;
use super::transact::Tx;
use super::values::{anchor_if_any, anchor_json, unreadable};
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{ArticleId, NoteColour, NoteEdit, NoteId, NoteKind, NotePlace, NoteTarget, TermId};

/// So many characters of a passage name it.
const NAMED_BY: usize = 120;

/// A note as a change sees it.
pub(super) struct NoteRow {
    note_id: NoteId,
    pub(super) kind: NoteKind,
    term_id: Option<TermId>,
    article_id: Option<ArticleId>,
    colour: Option<NoteColour>,
    pub(super) body: String,
    quote: Option<String>,
    review: bool,
    pub(super) deleted: bool,
}

impl Store {
    /// Writes, colours, marks or deletes a note; makes it where there is none yet. Gives its key.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when what it is on is gone, or the note itself where it is not written to; else when
    /// the library cannot be written to.
    pub fn edit_note(&mut self, on: &NoteTarget, edit: &NoteEdit, now: Now) -> Result<(Committed, NoteId), StoreError> {
        // What it is called is known when the note is.
        let op = Op::Highlight {
            note_id: NoteId(0),
            quote: String::new(),
            colour: None,
        };
        self.transact(op, now, |tx| {
            let found = tx.target_row(on, edit)?;
            let note_id = match (edit, found) {
                (NoteEdit::Delete { .. }, None) => return Err(no_such_note(NoteId(0))),
                (_, Some(note)) => tx.change_note(&note, edit)?,
                (_, None) => tx.make_note(on, edit)?,
            };
            tx.name_note_step(note_id, edit)?;
            Ok(note_id)
        })
    }
}

impl Tx<'_> {
    /// The note that a change is about, if there is one.
    fn target_row(&self, on: &NoteTarget, edit: &NoteEdit) -> Result<Option<NoteRow>, Failure> {
        let ids: Vec<NoteId> = match on {
            NoteTarget::Note(note_id) => return self.note_row(*note_id).map(Some),
            NoteTarget::Term { .. } => return Ok(None),
            NoteTarget::Passage(place) => self.notes_at(place)?,
            NoteTarget::Article(article_id) => {
                let sql = "SELECT id FROM notes WHERE article_id = ?1 AND kind = 'article' AND deleted_at IS NULL";
                let mut statement = self.conn.prepare_cached(sql)?;
                let ids = statement.query_map([article_id.0], |row| row.get(0).map(NoteId))?;
                ids.collect::<Result<_, _>>()?
            }
        };
        for note_id in ids {
            let note = self.note_row(note_id)?;
            // What somebody wrote is never written over by what was meant for a new note.
            if note.body.is_empty() || !matches!(edit, NoteEdit::Write { .. }) {
                return Ok(Some(note));
            }
        }
        Ok(None)
    }

    /// The notes on exactly this passage.
    fn notes_at(&self, place: &NotePlace) -> Result<Vec<NoteId>, Failure> {
        let sql = "SELECT id, anchor FROM notes WHERE article_id = ?1 AND kind = 'passage' AND deleted_at IS NULL";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([place.article_id.0])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            if anchor_if_any(row, 1)?.is_some_and(|anchor| same_place(&anchor, &place.anchor)) {
                ids.push(NoteId(row.get(0)?));
            }
        }
        Ok(ids)
    }

    pub(super) fn note_row(&self, note_id: NoteId) -> Result<NoteRow, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/note.sql"))?;
        let row = statement.query_one([note_id.0], |row| note_row(note_id, row));
        row.optional()?.ok_or_else(|| no_such_note(note_id))
    }

    fn make_note(&self, on: &NoteTarget, edit: &NoteEdit) -> Result<NoteId, Failure> {
        let (term_id, article_id) = match on {
            NoteTarget::Note(note_id) => return Err(no_such_note(*note_id)),
            NoteTarget::Term { term_id, at } => {
                self.term(*term_id)?;
                (Some(term_id.0), at.as_ref().map(|at| at.article_id.0))
            }
            NoteTarget::Passage(place) => (None, Some(place.article_id.0)),
            NoteTarget::Article(article_id) => (None, Some(article_id.0)),
        };
        if let Some(article_id) = article_id.filter(|_| term_id.is_none()) {
            self.title(ArticleId(article_id))?;
        }
        let anchor = on.place().map(|place| anchor_json(&place.anchor)).transpose()?;
        let (mut body, mut colour, mut review) = ("", None, false);
        match edit {
            NoteEdit::Write { body: written, .. } => body = written,
            NoteEdit::Colour(wanted) => colour = wanted.map(NoteColour::number),
            NoteEdit::Review(wanted) => review = *wanted,
            NoteEdit::Delete { .. } => {}
        }
        let row = (
            self.uuid(),
            on.new_kind().map(NoteKind::name),
            term_id,
            article_id,
            anchor,
            on.place().map(|place| &place.anchor.quote),
            on.place().map(|place| &place.sentence),
            colour,
            body,
            review,
            self.now.utc_ms,
        );
        Ok(NoteId(self.insert(include_str!("sql/note_insert.sql"), row)?))
    }

    fn change_note(&self, note: &NoteRow, edit: &NoteEdit) -> Result<NoteId, Failure> {
        let note_id = note.note_id;
        match edit {
            // Two hands may see at the same moment that nothing is left in it.
            NoteEdit::Delete { emptied: true } if note.deleted => return Ok(note_id),
            NoteEdit::Write { .. } => {}
            _ if note.deleted => return Err(no_such_note(note_id)),
            _ => {}
        }
        match edit {
            NoteEdit::Write { body, .. } => {
                if note.deleted {
                    self.revive_term_of(note)?;
                } else if note.body == *body {
                    return Ok(note_id);
                }
                self.keep_version(note_id, &note.body, body)?;
                let row = (note_id.0, body, self.now.utc_ms);
                self.update("notes", note_id.0, include_str!("sql/note_save.sql"), row)?;
            }
            NoteEdit::Colour(colour) if *colour != note.colour => {
                let empty = colour.is_none() && note.body.is_empty() && !note.review;
                let gone = empty.then_some(self.now.utc_ms);
                let sql = "UPDATE notes SET colour = ?2, updated_at = ?3, deleted_at = ?4 WHERE id = ?1";
                let row = (note_id.0, colour.map(NoteColour::number), self.now.utc_ms, gone);
                self.update("notes", note_id.0, sql, row)?;
            }
            NoteEdit::Review(review) if *review != note.review => {
                let sql = "UPDATE notes SET review = ?2, updated_at = ?3 WHERE id = ?1";
                self.update("notes", note_id.0, sql, (note_id.0, review, self.now.utc_ms))?;
            }
            NoteEdit::Colour(_) | NoteEdit::Review(_) => {}
            NoteEdit::Delete { .. } => {
                let sql = "UPDATE notes SET deleted_at = ?2 WHERE id = ?1";
                self.update("notes", note_id.0, sql, (note_id.0, self.now.utc_ms))?;
            }
        }
        Ok(note_id)
    }

    pub(super) fn revive_term_of(&self, note: &NoteRow) -> Result<(), Failure> {
        let Some(term_id) = note.term_id else { return Ok(()) };
        match self.term(term_id) {
            Err(Failure::NoSuchRow { .. }) => self.revive_term(term_id),
            found => found.map(drop),
        }
    }

    /// Names the step by what the note is on.
    fn name_note_step(&mut self, note_id: NoteId, edit: &NoteEdit) -> Result<(), Failure> {
        let note = self.note_row(note_id)?;
        let (on, headword) = (note.kind, self.name_of(&note)?);
        self.op = match *edit {
            NoteEdit::Write { session, .. } => Op::EditNote {
                note_id,
                on,
                headword,
                session,
            },
            NoteEdit::Colour(colour) => Op::Highlight {
                note_id,
                quote: headword,
                colour,
            },
            NoteEdit::Review(review) => Op::ReviewNote {
                note_id,
                on,
                headword,
                review,
            },
            NoteEdit::Delete { emptied } => Op::DeleteNote {
                note_id,
                on,
                headword,
                emptied,
            },
        };
        Ok(())
    }

    /// What a note is on, as a toast names it. The article may have been deleted since.
    pub(super) fn name_of(&self, note: &NoteRow) -> Result<String, Failure> {
        if let Some(term_id) = note.term_id {
            return Ok(self.term(term_id)?.headword);
        }
        if let (NoteKind::Passage, Some(quote)) = (note.kind, &note.quote) {
            return Ok(quote.chars().take(NAMED_BY).collect());
        }
        let Some(article_id) = note.article_id else {
            return Ok(String::new());
        };
        let mut statement = self.conn.prepare_cached("SELECT title FROM articles WHERE id = ?1")?;
        let title = statement.query_one([article_id.0], |row| row.get(0)).optional()?;
        Ok(title.unwrap_or_default())
    }
}

pub(super) const fn no_such_note(note_id: NoteId) -> Failure {
    Failure::NoSuchRow {
        table: "notes",
        row_id: note_id.0,
    }
}

fn note_row(note_id: NoteId, row: &Row<'_>) -> Result<NoteRow, rusqlite::Error> {
    let kind = row.get_ref(4)?.as_str().ok().and_then(NoteKind::from_name);
    Ok(NoteRow {
        note_id,
        term_id: row.get::<_, Option<i64>>(0)?.map(TermId),
        body: row.get(1)?,
        deleted: row.get(3)?,
        kind: kind.ok_or_else(|| unreadable(4, Type::Text))?,
        article_id: row.get::<_, Option<i64>>(5)?.map(ArticleId),
        colour: row.get::<_, Option<i64>>(6)?.and_then(NoteColour::from_number),
        quote: row.get(7)?,
        review: row.get(8)?,
    })
}

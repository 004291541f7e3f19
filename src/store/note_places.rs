//! Where the notes of an article stand in its text, when the text has changed.

use super::error::Failure;
use super::transact::Tx;
use super::values::{anchor_if_any, anchor_json};
use super::{Store, StoreError};
use crate::study::{Anchor, ArticleId, MovedNote, NoteId, NoteKind};

/// A note of an article, and where it was.
#[derive(Clone, Debug)]
pub struct StandingNote {
    /// Key.
    pub note_id: NoteId,
    /// What it is on.
    pub kind: NoteKind,
    /// Where it was when its place was last found.
    pub anchor: Anchor,
    /// The sentence that it keeps.
    pub sentence: String,
}

impl Store {
    /// The notes of an article that stand at a place of its text: those on its passages, and those on terms that were
    /// written beside it. Deleted ones are among them, since they may come back.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn standing_notes(&self, article_id: ArticleId) -> Result<Vec<StandingNote>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT id, kind, anchor, sentence FROM notes WHERE article_id = ?1 AND anchor IS NOT NULL";
            let mut statement = conn.prepare_cached(sql)?;
            let mut rows = statement.query([article_id.0])?;
            let mut notes = Vec::new();
            while let Some(row) = rows.next()? {
                let kind = row.get_ref(1)?.as_str().ok().and_then(NoteKind::from_name);
                // One that cannot be read stays where it is.
                if let (Some(kind), Some(anchor)) = (kind, anchor_if_any(row, 2)?) {
                    notes.push(StandingNote {
                        note_id: NoteId(row.get(0)?),
                        kind,
                        anchor,
                        sentence: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                    });
                }
            }
            Ok(notes)
        })
    }
}

impl Tx<'_> {
    /// How many notes of an article do not find their passages in it.
    pub(super) fn lost_notes(&self, article_id: ArticleId) -> Result<u32, Failure> {
        let sql = "SELECT count(*) FROM notes
                   WHERE article_id = ?1 AND kind = 'passage' AND NOT placed AND deleted_at IS NULL";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_one([article_id.0], |row| row.get(0))?)
    }

    /// Gives a note its new place, with the words that stand there now, or says that it has lost its place.
    pub(super) fn move_note(&self, moved: &MovedNote) -> Result<(), Failure> {
        let note_id = moved.note_id.0;
        let Some(place) = &moved.place else {
            let sql = "UPDATE notes SET placed = 0 WHERE id = ?1";
            return self.update("notes", note_id, sql, [note_id]);
        };
        let sql = "UPDATE notes SET anchor = ?2, quote = ?3, sentence = ?4, placed = 1 WHERE id = ?1";
        let anchor = anchor_json(&place.anchor)?;
        let row = (note_id, anchor, &place.anchor.quote, &place.sentence);
        self.update("notes", note_id, sql, row)
    }
}

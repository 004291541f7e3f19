//! Notes on their way out: with the names and UUIDs of what they are on.

use rusqlite::types::Type;
use rusqlite::{Error, OptionalExtension, Row};

use super::values::{anchor_if_any, kind, unreadable};
use super::{Store, StoreError};
use crate::study::{Anchor, ArticleId, NoteColour, NoteKind, SharedArticle, SharedNote, SharedTerm};
use crate::text::Place;

impl Store {
    /// All notes that were not deleted, the oldest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn shared_notes(&self) -> Result<Vec<SharedNote>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/shared_notes.sql"))?;
            let rows = statement.query_map([], shared_note)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The article with this UUID, if it is in the library and not deleted.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article_by_uuid(&self, uuid: &str) -> Result<Option<ArticleId>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT id FROM articles WHERE uuid = ?1 AND deleted_at IS NULL";
            let mut statement = conn.prepare_cached(sql)?;
            Ok(statement
                .query_one([uuid], |row| row.get(0).map(ArticleId))
                .optional()?)
        })
    }

    /// The article that a note from elsewhere is on, as [`Store::import_notes`] finds it; `None` when it is not here.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article_of_note(&self, article: &SharedArticle) -> Result<Option<ArticleId>, StoreError> {
        self.read(|conn| Ok(super::import_notes::find_article(conn, article)?.map(|(article_id, _)| article_id)))
    }

    /// Holds the library as it is now for everything that is read from this connection from here on, whatever is
    /// written meanwhile. For a connection of its own, which is dropped afterwards.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn hold_still(&self) -> Result<(), StoreError> {
        self.read(|conn| {
            // The first read takes the snapshot.
            conn.execute_batch("BEGIN; SELECT id FROM library;")?;
            Ok(())
        })
    }
}

fn shared_note(row: &Row<'_>) -> Result<SharedNote, Error> {
    let term = row.get::<_, Option<String>>(3)?.map(|uuid| {
        Ok::<_, Error>(SharedTerm {
            uuid,
            language: row.get(4)?,
            kind: kind(row, 5)?,
            headword: row.get(6)?,
            sense: row.get(21)?,
        })
    });
    let article = row.get::<_, Option<String>>(7)?.map(|uuid| {
        Ok::<_, Error>(SharedArticle {
            uuid,
            title: row.get(8)?,
            language: row.get(9)?,
            path: row.get(10)?,
            sha256: row.get(11)?,
        })
    });
    let kind = row.get_ref(1)?.as_str().ok().and_then(NoteKind::from_name);
    let kind = kind.ok_or_else(|| unreadable(1, Type::Text))?;
    let mut quote: Option<String> = row.get(14)?;
    let mut placed: bool = row.get(13)?;
    let mut anchor = anchor_if_any(row, 12)?;
    if anchor.is_none() && kind == NoteKind::Passage {
        // An anchor that cannot be read has lost its place, and the note still has its words.
        placed = false;
        anchor = Some(Anchor {
            start: Place::default(),
            end: Place::default(),
            quote: quote.clone().unwrap_or_default(),
            before: String::new(),
            after: String::new(),
            text_version: 0,
        });
    }
    if quote.is_none() {
        quote = anchor.as_ref().map(|anchor| anchor.quote.clone());
    }
    Ok(SharedNote {
        uuid: row.get(0)?,
        kind,
        colour: row.get::<_, Option<i64>>(2)?.and_then(NoteColour::from_number),
        term: term.transpose()?,
        article: article.transpose()?,
        anchor,
        placed,
        quote,
        sentence: row.get(15)?,
        borrowed: row.get(16)?,
        body: row.get(17)?,
        review: row.get(18)?,
        created_at: row.get(19)?,
        updated_at: row.get(20)?,
    })
}

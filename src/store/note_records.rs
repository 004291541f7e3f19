//! Notes as whole records: what the list of notes, search and export read.

use rusqlite::types::Type;
use rusqlite::{Error, Row};

use super::values::{anchor_if_any, json_array, status, unreadable};
use super::{Store, StoreError};
use crate::study::{ArticleId, NoteColour, NoteId, NoteKind, NoteRecord, NotedArticle, NotedTerm, TermId};

impl Store {
    /// All notes that were not deleted, the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn note_records(&self) -> Result<Vec<NoteRecord>, StoreError> {
        self.read_note_records("", None)
    }

    /// Those of these notes that were not deleted, the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn note_records_of(&self, notes: &[NoteId]) -> Result<Vec<NoteRecord>, StoreError> {
        if notes.is_empty() {
            return Ok(Vec::new());
        }
        let ids = json_array(notes.iter().map(|note_id| note_id.0));
        self.read_note_records("AND notes.id IN (SELECT value FROM json_each(?1))", Some(ids))
    }

    /// The notes on an article and on its passages that were not deleted, the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn note_records_of_article(&self, article_id: ArticleId) -> Result<Vec<NoteRecord>, StoreError> {
        let which = "AND notes.article_id = ?1 AND notes.kind <> 'term'";
        self.read_note_records(which, Some(article_id.0.to_string()))
    }

    /// `which` narrows the rows down, by the value if there is one. Each has a statement of its own, so that the index
    /// on its column serves.
    fn read_note_records(&self, which: &str, value: Option<String>) -> Result<Vec<NoteRecord>, StoreError> {
        self.read(|conn| {
            let all = include_str!("sql/note_records.sql");
            let sql =
                format!("{all} WHERE notes.deleted_at IS NULL {which} ORDER BY notes.created_at DESC, notes.id DESC");
            let mut statement = conn.prepare_cached(&sql)?;
            let rows = statement.query_map(rusqlite::params_from_iter(value), note_record)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

pub(super) fn note_record(row: &Row<'_>) -> Result<NoteRecord, Error> {
    let kind = row.get_ref(2)?.as_str().ok().and_then(NoteKind::from_name);
    let term = row.get::<_, Option<i64>>(4)?.map(|term_id| {
        Ok::<_, Error>(NotedTerm {
            term_id: TermId(term_id),
            language: row.get(5)?,
            headword: row.get(6)?,
            status: status(row, 7)?,
        })
    });
    let article = row.get::<_, Option<i64>>(8)?.map(|article_id| {
        Ok::<_, Error>(NotedArticle {
            article_id: ArticleId(article_id),
            title: row.get(9)?,
            present: row.get(10)?,
        })
    });
    Ok(NoteRecord {
        note_id: NoteId(row.get(0)?),
        uuid: row.get(1)?,
        kind: kind.ok_or_else(|| unreadable(2, Type::Text))?,
        colour: row.get::<_, Option<i64>>(3)?.and_then(NoteColour::from_number),
        term: term.transpose()?,
        article: article.transpose()?,
        anchor: anchor_if_any(row, 11)?,
        placed: row.get(12)?,
        quote: row.get(13)?,
        sentence: row.get(14)?,
        body: row.get(15)?,
        review: row.get(16)?,
        created_at: row.get(17)?,
        updated_at: row.get(18)?,
    })
}

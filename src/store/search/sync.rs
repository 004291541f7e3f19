//! Keeping the index in step with the library.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use rusqlite::{Connection, Params};

use super::SearchIndex;
use super::source::print;
use crate::store::error::Failure;
use crate::store::values::json_array;
use crate::store::{Changes, Store, StoreError};
use crate::study::{ArticleId, NoteId, TermId};

/// What of the index has to be looked at again: put in anew, or taken out where the library has it no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToIndex {
    /// Articles.
    pub articles: BTreeSet<ArticleId>,
    /// Terms.
    pub terms: BTreeSet<TermId>,
    /// Notes.
    pub notes: BTreeSet<NoteId>,
}

impl ToIndex {
    /// Whether nothing is to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.terms.is_empty() && self.notes.is_empty()
    }

    /// Adds what a change touched.
    pub fn add(&mut self, changes: &Changes) {
        self.articles.extend(&changes.articles);
        self.terms.extend(&changes.terms);
        self.notes.extend(&changes.notes);
    }

    /// Adds what is to be done besides.
    pub fn append(&mut self, mut other: Self) {
        self.articles.append(&mut other.articles);
        self.terms.append(&mut other.terms);
        self.notes.append(&mut other.notes);
    }

    /// Takes so many of each kind at most, the newest first: what was just written is looked for first.
    #[must_use]
    pub fn take(&mut self, articles: usize, others: usize) -> Self {
        fn some<T: Ord>(all: &mut BTreeSet<T>, count: usize) -> BTreeSet<T> {
            std::iter::from_fn(|| all.pop_last()).take(count).collect()
        }
        let terms = some(&mut self.terms, others);
        let notes = some(&mut self.notes, others - terms.len());
        let left = others - terms.len() - notes.len();
        let articles = some(&mut self.articles, articles.min(left.max(1)));
        Self { articles, terms, notes }
    }
}

impl SearchIndex {
    /// The commit with which the index is known to agree, if there is one.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn watermark(&self) -> Result<Option<String>, StoreError> {
        self.read(|conn| Ok(conn.query_row("SELECT watermark FROM state", [], |row| row.get(0))?))
    }

    /// Says with which commit the index agrees.
    ///
    /// # Errors
    /// When the index cannot be written to.
    pub fn set_watermark(&mut self, watermark: &str) -> Result<(), StoreError> {
        self.read(|conn| {
            conn.execute("UPDATE state SET watermark = ?1", [watermark])?;
            Ok(())
        })
    }

    /// How many articles are in.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article_count(&self) -> Result<usize, StoreError> {
        self.read(|conn| {
            let count: i64 = conn.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        })
    }

    /// Compares the whole index with the library.
    ///
    /// # Errors
    /// When either cannot be read.
    pub fn behind(&self, library: &Store) -> Result<ToIndex, StoreError> {
        let mut there = self.prints("SELECT id, print FROM articles")?;
        let mut todo = ToIndex::default();
        library.searched_articles(None, |row| {
            compare(&mut there, row.article_id.0, &row, || {
                todo.articles.insert(row.article_id)
            });
        })?;
        todo.articles.extend(there.into_keys().map(ArticleId));
        let mut there = self.prints("SELECT id, print FROM words")?;
        library.searched_words(None, |row| {
            compare(&mut there, row.term_id.0, &row, || todo.terms.insert(row.term_id));
        })?;
        todo.terms.extend(there.into_keys().map(TermId));
        let mut there = self.prints("SELECT id, print FROM notes")?;
        library.searched_notes(None, |row| {
            compare(&mut there, row.note_id.0, &row, || todo.notes.insert(row.note_id));
        })?;
        todo.notes.extend(there.into_keys().map(NoteId));
        Ok(todo)
    }

    /// The notes of these terms that are in the index: what is known of a term is part of what a note is found by.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn notes_of(&self, terms: &BTreeSet<TermId>) -> Result<Vec<NoteId>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT id FROM notes WHERE term_id = ?1")?;
            let mut notes = Vec::new();
            for term_id in terms {
                let rows = statement.query_map([term_id.0], |row| row.get(0))?;
                for row in rows {
                    notes.push(NoteId(row?));
                }
            }
            Ok(notes)
        })
    }

    /// Takes some of what is to be done and does it, in one transaction. `parse` makes an article of a source's bytes.
    ///
    /// # Errors
    /// When the library cannot be read or the index cannot be written to; then nothing was done.
    pub fn catch_up(
        &mut self,
        library: &Store,
        todo: &ToIndex,
        parse: impl Fn(&[u8]) -> crate::text::Article,
    ) -> Result<(), StoreError> {
        let mut todo = todo.clone();
        todo.notes.extend(self.notes_of(&todo.terms)?);
        let articles: Vec<ArticleId> = todo.articles.iter().copied().collect();
        let terms: Vec<TermId> = todo.terms.iter().copied().collect();
        let notes: Vec<NoteId> = todo.notes.iter().copied().collect();
        let (mut article_rows, mut word_rows, mut note_rows) = (Vec::new(), Vec::new(), Vec::new());
        library.searched_articles(Some(&articles), |row| article_rows.push(row))?;
        library.searched_words(Some(&terms), |row| word_rows.push(row))?;
        library.searched_notes(Some(&notes), |row| note_rows.push(row))?;
        let prints = self.read(|conn| {
            let ids = json_array(articles.iter().map(|id| id.0));
            prints(
                conn,
                "SELECT id, print FROM articles WHERE id IN (SELECT value FROM json_each(?1))",
                [ids],
            )
        })?;
        self.write(|index| {
            for row in &word_rows {
                todo.terms.remove(&row.term_id);
                index.put_word(row)?;
            }
            for row in &note_rows {
                todo.notes.remove(&row.note_id);
                index.put_note(row)?;
            }
            for row in &article_rows {
                todo.articles.remove(&row.article_id);
                // A bold word or a note touches its article as well, and changes nothing that is searched.
                if prints.get(&row.article_id.0) == Some(&print(row)) {
                    continue;
                }
                match library.article(row.article_id)? {
                    Some(stored) => index.put_article(row, &parse(&stored.bytes))?,
                    None => index.drop_article(row.article_id)?,
                }
            }
            for term_id in &todo.terms {
                index.drop_word(*term_id)?;
            }
            for note_id in &todo.notes {
                index.drop_note(*note_id)?;
            }
            for article_id in &todo.articles {
                index.drop_article(*article_id)?;
            }
            Ok(())
        })
    }

    fn prints(&self, sql: &str) -> Result<HashMap<i64, i64>, StoreError> {
        self.read(|conn| prints(conn, sql, []))
    }
}

fn prints(conn: &Connection, sql: &str, ids: impl Params) -> Result<HashMap<i64, i64>, Failure> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a row out of what is there; where it is not there, or is another, it is `missing`.
fn compare(there: &mut HashMap<i64, i64>, id: i64, row: &impl Hash, missing: impl FnOnce() -> bool) {
    if there.remove(&id) != Some(print(row)) {
        missing();
    }
}

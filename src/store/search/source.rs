//! What of the library is searched, row by row, as it stands there now.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Row;

use crate::store::error::Failure;
use crate::store::values::{all_or_some, json_array, status};
use crate::store::{Store, StoreError};
use crate::study::{ArticleId, NoteId, Status, TermId};

/// An article, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchedArticle {
    /// Key.
    pub article_id: ArticleId,
    /// Number of its source: another one means other bytes.
    pub source: i64,
    /// BCP 47 code.
    pub language: String,
    /// As it is shown.
    pub title: String,
}

/// A word of the learner's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchedWord {
    /// Key.
    pub term_id: TermId,
    /// BCP 47 code.
    pub language: String,
    /// As it is shown.
    pub headword: String,
    /// The learner's own; may be empty.
    pub gloss: String,
    /// `None`: no status.
    pub status: Option<Status>,
    /// Keys of its forms.
    pub forms: Vec<String>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchedNote {
    /// Key.
    pub note_id: NoteId,
    /// The term that it is on.
    pub term_id: Option<TermId>,
    /// Markdown.
    pub body: String,
    /// The words that it is on.
    pub quote: Option<String>,
    /// Headword of its term.
    pub headword: Option<String>,
}

/// A hash of all that a row of the index is made of. It stays in one file of one version of the index.
pub(super) fn print(row: &impl Hash) -> i64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    hasher.finish().cast_signed()
}

impl Store {
    /// Which commit of the library this is: another one has another mark, also after a backup was brought back.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn watermark(&self) -> Result<String, StoreError> {
        self.read(|conn| {
            let sql = "SELECT commits || ' ' || committed_at FROM library";
            Ok(conn.prepare_cached(sql)?.query_one([], |row| row.get(0))?)
        })
    }

    /// Gives every article that is searched to `take`; with `ids` only those among them.
    ///
    /// # Errors
    /// When the library cannot be read, or what `take` gives.
    pub fn searched_articles(
        &self,
        ids: Option<&[ArticleId]>,
        take: impl FnMut(SearchedArticle),
    ) -> Result<(), StoreError> {
        let ids = ids.map(|ids| json_array(ids.iter().map(|id| id.0)));
        self.each(
            include_str!("../sql/searched_articles.sql"),
            ids,
            searched_article,
            take,
        )
    }

    /// Gives every word that is searched to `take`; with `ids` only those among them.
    ///
    /// # Errors
    /// As [`Store::searched_articles`].
    pub fn searched_words(&self, ids: Option<&[TermId]>, take: impl FnMut(SearchedWord)) -> Result<(), StoreError> {
        let ids = ids.map(|ids| json_array(ids.iter().map(|id| id.0)));
        self.each(include_str!("../sql/searched_words.sql"), ids, searched_word, take)
    }

    /// Gives every note to `take`; with `ids` only those among them.
    ///
    /// # Errors
    /// As [`Store::searched_articles`].
    pub fn searched_notes(&self, ids: Option<&[NoteId]>, take: impl FnMut(SearchedNote)) -> Result<(), StoreError> {
        let ids = ids.map(|ids| json_array(ids.iter().map(|id| id.0)));
        self.each(include_str!("../sql/searched_notes.sql"), ids, searched_note, take)
    }

    fn each<T>(
        &self,
        sql: &str,
        ids: Option<String>,
        read: impl Fn(&Row<'_>) -> Result<T, rusqlite::Error>,
        mut take: impl FnMut(T),
    ) -> Result<(), StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(&all_or_some(sql, ids.is_some()))?;
            let mut rows = statement.query([ids])?;
            while let Some(row) = rows.next()? {
                take(read(row)?);
            }
            Ok::<(), Failure>(())
        })
    }
}

fn searched_article(row: &Row<'_>) -> Result<SearchedArticle, rusqlite::Error> {
    Ok(SearchedArticle {
        article_id: ArticleId(row.get(0)?),
        source: row.get(1)?,
        language: row.get(2)?,
        title: row.get(3)?,
    })
}

fn searched_word(row: &Row<'_>) -> Result<SearchedWord, rusqlite::Error> {
    let forms: Option<String> = row.get(5)?;
    Ok(SearchedWord {
        term_id: TermId(row.get(0)?),
        language: row.get(1)?,
        headword: row.get(2)?,
        gloss: row.get(3)?,
        status: status(row, 4)?,
        forms: forms.unwrap_or_default().lines().map(str::to_owned).collect(),
    })
}

fn searched_note(row: &Row<'_>) -> Result<SearchedNote, rusqlite::Error> {
    Ok(SearchedNote {
        note_id: NoteId(row.get(0)?),
        term_id: row.get::<_, Option<i64>>(1)?.map(TermId),
        body: row.get(2)?,
        quote: row.get(3)?,
        headword: row.get(4)?,
    })
}

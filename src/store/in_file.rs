//! What the file of an article holds, where a step back has parted the two.
//!
//! The source of an article is what it and its file had in common last, and whoever changed since then is known by
//! comparing with it. A step back over a write takes the source back and leaves the file: what they had in common last is
//! then what was written, and the library is the one that has changed.

use rusqlite::{Connection, OptionalExtension};

use super::articles::source_of;
use super::error::Failure;
use super::transact::Tx;
use super::undo::Record;
use super::{Now, Op, Store, StoreError};
use crate::study::ArticleId;

/// The sources of an article, by their numbers: its own, and what its file holds if that is another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceNumbers {
    /// Its own: another number means other bytes.
    pub own: Option<i64>,
    /// What its file holds, if a step back has left it behind.
    pub in_file: Option<i64>,
}

impl Store {
    /// The numbers of an article's sources.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn source_numbers(&self, article_id: ArticleId) -> Result<SourceNumbers, StoreError> {
        self.read(|conn| Ok(numbers(conn, article_id.0)?))
    }

    /// The articles of the merges with their files over which the next step goes, back or forth.
    #[must_use]
    pub fn merges_ahead(&self, undo: bool) -> Vec<ArticleId> {
        let step = self.next_step(undo);
        let merge = step.filter(|step| matches!(step.op, Op::MergeBolds { .. }));
        let records = merge.into_iter().flat_map(|step| &step.records);
        let mut articles: Vec<_> = records.filter_map(Record::updated_article).map(ArticleId).collect();
        articles.sort_unstable();
        articles.dedup();
        articles
    }

    /// The article was written to its file as it is, or its file was found to hold this: no change of the learner's.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn set_in_file(
        &mut self,
        article_id: ArticleId,
        bytes: &[u8],
        sha256: &[u8; 32],
        now: Now,
    ) -> Result<(), StoreError> {
        self.quietly(|conn| {
            let source_id = source_of(conn, article_id, (bytes, sha256), now)?;
            Ok(set(conn, article_id.0, Some(source_id))?)
        })
    }
}

impl Tx<'_> {
    /// Runs `step`, a step back or forth over `records`, and keeps in mind what the files hold that it leaves behind.
    pub(super) fn leaving_files<T>(
        &self,
        records: &[Record],
        step: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let articles = records.iter().filter_map(Record::updated_article);
        let before = articles.map(|row_id| Ok((row_id, numbers(self.conn, row_id)?)));
        let before: Vec<_> = before.collect::<Result<_, Failure>>()?;
        let done = step()?;
        // What came from the file and was taken back is the file's own still.
        let from_file = matches!(self.op, Op::UpdateArticle { .. } | Op::Import { .. });
        for (row_id, before) in before {
            if matches!(self.op, Op::MergeBolds { .. }) {
                // The steps of both hands are in there: whoever knows them apart says what the file has of the library.
                set(self.conn, row_id, None)?;
            } else if numbers(self.conn, row_id)?.own != before.own && !from_file {
                set(self.conn, row_id, before.in_file.or(before.own))?;
            }
        }
        Ok(done)
    }
}

fn numbers(conn: &Connection, row_id: i64) -> Result<SourceNumbers, rusqlite::Error> {
    let mut statement = conn.prepare_cached("SELECT source_id, file_id FROM articles WHERE id = ?1")?;
    let numbers = statement.query_one([row_id], |row| {
        Ok(SourceNumbers {
            own: row.get(0)?,
            in_file: row.get(1)?,
        })
    });
    Ok(numbers.optional()?.unwrap_or_default())
}

fn set(conn: &Connection, row_id: i64, source_id: Option<i64>) -> Result<(), rusqlite::Error> {
    let sql = "UPDATE articles SET file_id = nullif(?2, source_id) WHERE id = ?1";
    conn.prepare_cached(sql)?.execute((row_id, source_id)).map(drop)
}

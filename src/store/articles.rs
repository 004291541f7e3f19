//! Articles and their sources.

use rusqlite::{Connection, OptionalExtension, Row};

use super::bold::bold_edit;
use super::error::Failure;
use super::glosses::{GlossEdit, gloss_edits};
use super::import::NewArticle;
use super::transact::Tx;
use super::values::{anchor_if_any, position_if_any};
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Anchor, ArticleId, BoldEditId, Position};

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, with its path.
    File(String),
    /// What was on the clipboard.
    Clipboard,
    /// It came with the program.
    Sample,
}

/// A row of the library's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// Key.
    pub article_id: ArticleId,
    /// Title.
    pub title: String,
    /// BCP 47 code.
    pub language: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Running words.
    pub words: u32,
    /// Terms that are bold or were picked in it.
    pub terms: u32,
    /// Of these, with status 1 to 4.
    pub to_study: u32,
    /// Of these, with status 5 or 99.
    pub known: u32,
    /// Whether it is a sample.
    pub sample: bool,
    /// Whether it is archived.
    pub archived: bool,
    /// When it was imported, UTC milliseconds.
    pub created_at: i64,
    /// When it was opened last, UTC milliseconds.
    pub opened_at: Option<i64>,
    /// Where its bookmark is.
    pub bookmark: Option<Anchor>,
}

/// An article as it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredArticle {
    /// Key.
    pub article_id: ArticleId,
    /// Title.
    pub title: String,
    /// BCP 47 code.
    pub language: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is a sample.
    pub sample: bool,
    /// The source, byte for byte.
    pub bytes: Vec<u8>,
    /// What was written to its file, if a step back has left the source at other bytes.
    pub in_file: Option<Vec<u8>>,
    /// Where it was read last.
    pub position: Option<Position>,
    /// The furthest place read.
    pub furthest: Option<Anchor>,
    /// Where its bookmark is.
    pub bookmark: Option<Anchor>,
    /// Where the learner bolded or unbolded within the program.
    pub bold_edits: Vec<BoldEdit>,
    /// What the learner said of brackets beside bold words.
    pub gloss_edits: Vec<GlossEdit>,
}

/// A change of what is bold, on top of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoldEdit {
    /// Key.
    pub bold_edit_id: BoldEditId,
    /// Where.
    pub anchor: Anchor,
    /// Which way.
    pub action: BoldAction,
}

/// Which way a bold edit goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoldAction {
    /// Bold in the program, not in the source.
    Add,
    /// Bold in the source, not in the program.
    Drop,
}

impl Store {
    /// All articles that are not deleted, the one opened last first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn articles(&self) -> Result<Vec<ArticleRow>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/articles.sql"))?;
            let rows = statement.query_map([], article_row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// An article with its source; `None` when it does not exist or was deleted.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article(&self, article_id: ArticleId) -> Result<Option<StoredArticle>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/article.sql"))?;
            let article = statement.query_one([article_id.0], stored_article).optional()?;
            let Some(mut article) = article else { return Ok(None) };
            let mut statement = conn.prepare_cached(include_str!("sql/bold_edits.sql"))?;
            article.bold_edits = statement
                .query_map([article_id.0], bold_edit)?
                .collect::<Result<_, _>>()?;
            article.gloss_edits = gloss_edits(conn, article_id)?;
            Ok(Some(article))
        })
    }

    /// The article that was opened last, archived ones left out.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn last_opened(&self) -> Result<Option<ArticleId>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/article_last_opened.sql"))?;
            Ok(statement.query_one([], |row| row.get(0).map(ArticleId)).optional()?)
        })
    }

    /// The article whose current source has these bytes, deleted ones left out.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article_by_sha256(&self, sha256: &[u8; 32]) -> Result<Option<ArticleId>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/article_by_sha256.sql"))?;
            let found = statement
                .query_one([&sha256[..]], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            Ok(found
                .filter(|&(_, live)| live)
                .map(|(article_id, _)| ArticleId(article_id)))
        })
    }

    /// The article imported last from the file at this path, deleted ones left out.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article_by_path(&self, path: &str) -> Result<Option<ArticleId>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/article_by_path.sql"))?;
            Ok(statement
                .query_one([path], |row| row.get(0).map(ArticleId))
                .optional()?)
        })
    }

    /// Gives an article another title.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when it was deleted; else when the library cannot be written to.
    pub fn rename_article(&mut self, article_id: ArticleId, title: &str, now: Now) -> Result<Committed, StoreError> {
        let op = Op::Rename {
            article_id,
            title: title.to_owned(),
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let sql = "UPDATE articles SET title = ?2, updated_at = ?3 WHERE id = ?1 AND deleted_at IS NULL";
            tx.update("articles", article_id.0, sql, (article_id.0, title, now.utc_ms))
        })?;
        Ok(committed)
    }

    /// Puts an article into the archive or takes it out.
    ///
    /// # Errors
    /// As [`Store::rename_article`].
    pub fn archive_article(
        &mut self,
        article_id: ArticleId,
        archived: bool,
        now: Now,
    ) -> Result<Committed, StoreError> {
        let op = Op::Archive {
            article_id,
            title: String::new(),
            archived,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            tx.op = Op::Archive {
                article_id,
                title: tx.title(article_id)?,
                archived,
            };
            let sql = "UPDATE articles SET archived_at = ?2, updated_at = ?3 WHERE id = ?1";
            let archived_at = archived.then_some(now.utc_ms);
            tx.update("articles", article_id.0, sql, (article_id.0, archived_at, now.utc_ms))
        })?;
        Ok(committed)
    }

    /// Deletes an article. Its terms, contexts and notes stay; it can come back for 90 days.
    ///
    /// # Errors
    /// As [`Store::rename_article`].
    pub fn delete_article(&mut self, article_id: ArticleId, now: Now) -> Result<Committed, StoreError> {
        let op = Op::DeleteArticle {
            article_id,
            title: String::new(),
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            tx.op = Op::DeleteArticle {
                article_id,
                title: tx.title(article_id)?,
            };
            let sql = "UPDATE articles SET deleted_at = ?2 WHERE id = ?1";
            tx.update("articles", article_id.0, sql, (article_id.0, now.utc_ms))
        })?;
        Ok(committed)
    }

    /// Brings a deleted article back.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when its source was swept; else when the library cannot be written to.
    pub fn restore_article(&mut self, article_id: ArticleId, now: Now) -> Result<Committed, StoreError> {
        let op = Op::RestoreArticle {
            article_id,
            title: String::new(),
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            tx.restore_article(article_id)?;
            tx.op = Op::RestoreArticle {
                article_id,
                title: tx.title(article_id)?,
            };
            Ok(())
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    /// The title of an article that is not deleted.
    pub(super) fn title(&self, article_id: ArticleId) -> Result<String, Failure> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT title FROM articles WHERE id = ?1 AND deleted_at IS NULL")?;
        let title = statement.query_one([article_id.0], |row| row.get(0)).optional()?;
        title.ok_or(Failure::NoSuchRow {
            table: "articles",
            row_id: article_id.0,
        })
    }

    /// The language of an article that is not deleted.
    pub(super) fn language(&self, article_id: ArticleId) -> Result<String, Failure> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT language FROM articles WHERE id = ?1 AND deleted_at IS NULL")?;
        let language = statement.query_one([article_id.0], |row| row.get(0)).optional()?;
        language.ok_or(Failure::NoSuchRow {
            table: "articles",
            row_id: article_id.0,
        })
    }

    /// The article whose current source has these bytes, and whether it is live; a live one is preferred.
    pub(super) fn article_of_bytes(&self, sha256: &[u8; 32]) -> Result<Option<(ArticleId, bool)>, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/article_by_sha256.sql"))?;
        let found = statement.query_one([&sha256[..]], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)));
        Ok(found.optional()?)
    }

    pub(super) fn restore_article(&self, article_id: ArticleId) -> Result<(), Failure> {
        let sql = include_str!("sql/article_restore.sql");
        self.update("articles", article_id.0, sql, (article_id.0, self.now.utc_ms))
    }

    pub(super) fn insert_article(&self, new: &NewArticle) -> Result<ArticleId, Failure> {
        let (kind, path) = match &new.origin {
            Origin::File(path) => ("file", Some(path)),
            Origin::Clipboard => ("clipboard", None),
            Origin::Sample => ("sample", None),
        };
        let row = (
            self.uuid(),
            &new.language,
            &new.title,
            kind,
            path,
            new.words,
            new.sample,
            self.met_at,
            self.now.utc_ms,
        );
        let article_id = ArticleId(self.insert(include_str!("sql/article_insert.sql"), row)?);
        self.set_source(article_id, &new.bytes, &new.sha256)?;
        Ok(article_id)
    }

    /// Makes these bytes the current source of an article, and what its file holds.
    pub(super) fn set_source(&self, article_id: ArticleId, bytes: &[u8], sha256: &[u8; 32]) -> Result<(), Failure> {
        let source_id = source_of(self.conn, article_id, (bytes, sha256), self.now)?;
        let sql = "UPDATE articles SET source_id = ?2, file_id = NULL WHERE id = ?1";
        self.update("articles", article_id.0, sql, (article_id.0, source_id))
    }
}

/// The number of an article's source with these bytes. Sources are immutable: bytes that it had before are found again,
/// others become a row.
pub(super) fn source_of(
    conn: &Connection,
    article_id: ArticleId,
    (bytes, sha256): (&[u8], &[u8; 32]),
    now: Now,
) -> Result<i64, Failure> {
    let mut statement = conn.prepare_cached("SELECT id FROM article_source WHERE article_id = ?1 AND sha256 = ?2")?;
    let known = statement.query_one((article_id.0, &sha256[..]), |row| row.get(0));
    if let Some(source_id) = known.optional()? {
        return Ok(source_id);
    }
    let row = (article_id.0, bytes, &sha256[..], now.utc_ms);
    Ok(conn
        .prepare_cached(include_str!("sql/article_source_insert.sql"))?
        .insert(row)?)
}

pub(super) fn origin(row: &Row<'_>, kind: usize, path: usize) -> Result<Origin, rusqlite::Error> {
    Ok(match row.get_ref(kind)?.as_str()? {
        "clipboard" => Origin::Clipboard,
        "sample" => Origin::Sample,
        _ => Origin::File(row.get::<_, Option<String>>(path)?.unwrap_or_default()),
    })
}

fn article_row(row: &Row<'_>) -> Result<ArticleRow, rusqlite::Error> {
    Ok(ArticleRow {
        article_id: ArticleId(row.get(0)?),
        title: row.get(1)?,
        language: row.get(2)?,
        origin: origin(row, 3, 4)?,
        words: row.get(5)?,
        sample: row.get(6)?,
        archived: row.get(7)?,
        created_at: row.get(8)?,
        opened_at: row.get(9)?,
        terms: row.get(10)?,
        to_study: row.get(11)?,
        known: row.get(12)?,
        bookmark: anchor_if_any(row, 13)?,
    })
}

fn stored_article(row: &Row<'_>) -> Result<StoredArticle, rusqlite::Error> {
    Ok(StoredArticle {
        article_id: ArticleId(row.get(0)?),
        title: row.get(1)?,
        language: row.get(2)?,
        origin: origin(row, 3, 4)?,
        sample: row.get(5)?,
        bytes: row.get(6)?,
        position: position_if_any(row, 7)?,
        furthest: anchor_if_any(row, 8)?,
        bookmark: anchor_if_any(row, 9)?,
        in_file: row.get(10)?,
        bold_edits: Vec::new(),
        gloss_edits: Vec::new(),
    })
}

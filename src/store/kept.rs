//! All that a library keeps, to be taken out of it: articles, terms with their sentences, and the logs.

use std::collections::HashMap;

use super::terms::load;
use super::values::status;
use super::{Store, StoreError};
use crate::study::{ArticleId, Status, Term};

/// An article, without its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptArticle {
    /// Key.
    pub article_id: ArticleId,
    /// The same on every machine.
    pub uuid: String,
    /// Title.
    pub title: String,
    /// BCP 47 code.
    pub language: String,
    /// The path of its file; empty where it has none.
    pub path: String,
    /// Running words.
    pub words: u32,
    /// When it came in, UTC milliseconds: its file may be older.
    pub imported_at: i64,
    /// When it was opened last, UTC milliseconds.
    pub opened_at: Option<i64>,
    /// Whether it is archived.
    pub archived: bool,
}

/// A term, with every sentence in which it was bold or picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTerm {
    /// The same on every machine.
    pub uuid: String,
    /// The term.
    pub term: Term,
    /// The oldest first.
    pub sentences: Vec<String>,
    /// The meaning that was chosen in each of them; empty for none.
    pub senses: Vec<String>,
}

/// A row of the log of statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptChange {
    /// The same on every machine.
    pub uuid: String,
    /// UUID of the term.
    pub term_uuid: String,
    /// Its headword.
    pub headword: String,
    /// BCP 47 code of its language.
    pub language: String,
    /// What the status was.
    pub from: Option<Status>,
    /// What it became.
    pub to: Option<Status>,
    /// Who changed it.
    pub source: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// What the learner's wall clock was ahead of UTC then, in minutes.
    pub offset_minutes: i32,
    /// UUID of the row that this one takes back; empty for all others.
    pub reverts: String,
}

/// A row of the log of what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReading {
    /// The same on every machine.
    pub uuid: String,
    /// UUID of the article.
    pub article_uuid: String,
    /// Its title.
    pub title: String,
    /// Number of the block, from 0.
    pub block: u32,
    /// Its running words.
    pub words: u32,
    /// How long it was read (seconds).
    pub seconds: u32,
    /// The day, counted from 1970 on the learner's wall clock.
    pub day: i64,
}

/// When a row was made, by its UUID of version 7 (UTC milliseconds): that stays, whatever is known later of what the row
/// is about.
fn made_at(uuid: &str) -> Option<i64> {
    let uuid = uuid::Uuid::try_parse(uuid).ok()?;
    let (seconds, nanos) = uuid.get_timestamp()?.to_unix();
    i64::try_from(seconds * 1_000 + u64::from(nanos) / 1_000_000).ok()
}

impl Store {
    /// All articles that are not deleted, in the order in which they came.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn kept_articles(&self) -> Result<Vec<KeptArticle>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare(
                "SELECT id, uuid, title, language, coalesce(origin_path, ''), words, created_at, opened_at,
                        archived_at IS NOT NULL
                 FROM articles WHERE deleted_at IS NULL ORDER BY id",
            )?;
            let rows = statement.query_map([], |row| {
                let uuid: String = row.get(1)?;
                Ok(KeptArticle {
                    article_id: ArticleId(row.get(0)?),
                    imported_at: made_at(&uuid).unwrap_or(row.get(6)?),
                    uuid,
                    title: row.get(2)?,
                    language: row.get(3)?,
                    path: row.get(4)?,
                    words: row.get(5)?,
                    opened_at: row.get(7)?,
                    archived: row.get(8)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// All terms that were not dropped, in the order in which they came.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn kept_terms(&self) -> Result<Vec<KeptTerm>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare(
                "SELECT term_id, sentence, sense FROM contexts WHERE deleted_at IS NULL ORDER BY term_id, created_at, id",
            )?;
            let mut sentences: HashMap<i64, (Vec<String>, Vec<String>)> = HashMap::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (texts, senses) = sentences.entry(row.get(0)?).or_default();
                texts.push(row.get(1)?);
                senses.push(row.get(2)?);
            }
            let mut statement = conn.prepare("SELECT id, uuid FROM terms WHERE deleted_at IS NULL")?;
            let uuids = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut uuids: HashMap<i64, String> = uuids.collect::<Result<_, _>>()?;
            let terms = load(conn, uuids.keys().copied())?;
            let kept = terms.into_iter().map(|term| {
                let (sentences, senses) = sentences.remove(&term.term_id.0).unwrap_or_default();
                KeptTerm {
                    uuid: uuids.remove(&term.term_id.0).unwrap_or_default(),
                    sentences,
                    senses,
                    term,
                }
            });
            Ok(kept.collect())
        })
    }

    /// The whole log of statuses, oldest first, also of terms that were dropped since.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn kept_changes(&self) -> Result<Vec<KeptChange>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare(
                "SELECT log.uuid, terms.uuid, headword, language, log.from_status, log.to_status, log.source, log.at,
                        log.utc_offset_minutes, coalesce(reverted.uuid, '')
                 FROM status_log AS log JOIN terms ON terms.id = log.term_id
                 LEFT JOIN status_log AS reverted ON reverted.id = log.reverts
                 ORDER BY log.id",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(KeptChange {
                    uuid: row.get(0)?,
                    term_uuid: row.get(1)?,
                    headword: row.get(2)?,
                    language: row.get(3)?,
                    from: status(row, 4)?,
                    to: status(row, 5)?,
                    source: row.get(6)?,
                    at: row.get(7)?,
                    offset_minutes: row.get(8)?,
                    reverts: row.get(9)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The whole log of what was read, oldest first, also of articles that were deleted since.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn kept_reading(&self) -> Result<Vec<KeptReading>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare(
                "SELECT log.uuid, articles.uuid, title, block, log.words, seconds, day
                 FROM reading_log AS log JOIN articles ON articles.id = log.article_id ORDER BY log.id",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(KeptReading {
                    uuid: row.get(0)?,
                    article_uuid: row.get(1)?,
                    title: row.get(2)?,
                    block: row.get(3)?,
                    words: row.get(4)?,
                    seconds: row.get(5)?,
                    day: row.get(6)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

//! What the History list keeps: deletions and sweeps, with what their rows held before and after.
//!
//! The undo stack ends with the session; this does not. Whoever deletes an article, drops a word, joins two words or marks
//! the rest of an article as known leaves an entry in the same transaction. An entry holds only the columns that
//! changed, so that it is small and so that [`super::take_back`] can tell which of them changed again since. It goes
//! after 90 days, with the tombstones that it speaks of.

use std::collections::HashSet;
use std::fmt::Write;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::error::Failure;
use super::transact::Tx;
use super::undo::{Kind, Recorder};
use super::{Op, Store, StoreError};
use crate::study::PastId;
use crate::text::plain_note;

/// So much of a note is shown in the list (characters).
const DETAIL: usize = 120;

/// What an entry of the History list tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastKind {
    /// An article was deleted.
    Article,
    /// A note was deleted.
    Note,
    /// The last thing that kept a term was taken away.
    Term,
    /// A gloss was emptied.
    Gloss,
    /// Two terms became one.
    Join,
    /// What was left untouched in an article became well known.
    Finish,
}

impl PastKind {
    const ALL: [Self; 6] = [
        Self::Article,
        Self::Note,
        Self::Term,
        Self::Gloss,
        Self::Join,
        Self::Finish,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Note => "note",
            Self::Term => "term",
            Self::Gloss => "gloss",
            Self::Join => "join",
            Self::Finish => "finish",
        }
    }
}

/// An entry of the History list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastDeed {
    /// Key.
    pub past_id: PastId,
    /// What was done.
    pub kind: PastKind,
    /// What it was done to: the title of the article, or the headword.
    pub title: String,
    /// The beginning of the note, the gloss, or the headword that the term was joined with; may be empty.
    pub detail: String,
    /// How many words a sweep took; else 1.
    pub count: u32,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Whether it was undone, or taken back from the list.
    pub taken_back: bool,
}

/// What happened to the rows of a change.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Images {
    pub(super) rows: Vec<RowImage>,
    /// Rows of the status log that it wrote.
    pub(super) log: Vec<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RowImage {
    pub(super) table: String,
    pub(super) id: i64,
    /// Whether it was there for the first time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) new: bool,
    /// Name, value before and value after of each column that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) columns: Vec<(String, Json, Json)>,
    /// Of a new row: what tells whether it is still as it was then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) seal: String,
}

/// An entry before its rows are known.
struct Entry {
    kind: PastKind,
    title: String,
    detail: String,
    count: u32,
}

impl Store {
    /// What was deleted or swept in the last 90 days, the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn past(&self) -> Result<Vec<PastDeed>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT id, kind, title, detail, count, at, deleted_at IS NOT NULL FROM history ORDER BY id DESC",
            )?;
            let rows = statement.query_map([], |row| {
                let kind = row.get_ref(1)?.as_str()?;
                // A kind that a later version writes is none of ours.
                let Some(kind) = PastKind::ALL.into_iter().find(|known| known.name() == kind) else {
                    return Ok(None);
                };
                Ok(Some(PastDeed {
                    past_id: PastId(row.get(0)?),
                    kind,
                    title: row.get(2)?,
                    detail: row.get(3)?,
                    count: row.get(4)?,
                    at: row.get(5)?,
                    taken_back: row.get(6)?,
                }))
            })?;
            Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
        })
    }
}

impl Recorder {
    /// Writes an entry of the History list if the change that was just made is one to be kept.
    pub(super) fn keep_past(&self, tx: &Tx<'_>) -> Result<(), Failure> {
        let Some(entry) = tx.past_entry()? else { return Ok(()) };
        let images = self.images(tx.conn)?;
        if images.rows.is_empty() || (entry.kind == PastKind::Gloss && !empties_gloss(&images)) {
            return Ok(());
        }
        let detail = if entry.kind == PastKind::Gloss {
            old_gloss(&images)
        } else {
            entry.detail
        };
        let row = (
            tx.uuid(),
            entry.kind.name(),
            entry.title,
            detail,
            entry.count,
            serde_json::to_string(&images)?,
            tx.now.utc_ms,
            tx.now.offset_minutes,
        );
        let sql = "INSERT INTO history (uuid, kind, title, detail, count, images, at, utc_offset_minutes)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        tx.insert(sql, row)?;
        Ok(())
    }

    /// The rows that the change has touched so far, as they were and as they are.
    fn images(&self, conn: &Connection) -> Result<Images, Failure> {
        let mut images = Images::default();
        let mut seen = HashSet::new();
        for record in self.take(conn)? {
            let Some((table, columns)) = self.table(record.table) else {
                images.log.push(record.row_id);
                continue;
            };
            // Of a row that changed twice the first image is the one before.
            if !seen.insert((record.table, record.row_id)) {
                continue;
            }
            let Some(now) = row(conn, table, columns, record.row_id)? else {
                continue;
            };
            let mut image = RowImage {
                table: table.to_owned(),
                id: record.row_id,
                new: false,
                columns: Vec::new(),
                seal: String::new(),
            };
            match &record.kind {
                Kind::Updated(before) => {
                    let changed = columns.iter().zip(before.iter().zip(&now));
                    let changed = changed.filter(|(_, (before, now))| before != now);
                    image.columns = changed
                        .map(|(name, (before, now))| (name.clone(), json(before), json(now)))
                        .collect();
                }
                Kind::Inserted | Kind::Logged => {
                    image.new = true;
                    image.seal = seal(&now);
                }
            }
            if image.new && table == "terms" {
                let standing = [
                    ("status", Json::Null),
                    ("status_at", Json::Null),
                    ("status_by_learner", 0.into()),
                ];
                image.columns = standing
                    .into_iter()
                    .filter_map(|(name, before)| {
                        let at = columns.iter().position(|column| column == name)?;
                        Some((name.to_owned(), before, json(&now[at])))
                    })
                    .collect();
            }
            images.rows.push(image);
        }
        Ok(images)
    }
}

impl Tx<'_> {
    /// What the change is called in the History list; nothing for what is not kept there.
    fn past_entry(&self) -> Result<Option<Entry>, Failure> {
        let entry = |kind, title: &str, detail: String, count| {
            Some(Entry {
                kind,
                title: title.to_owned(),
                detail,
                count,
            })
        };
        Ok(match &self.op {
            Op::DeleteArticle { title, .. } => entry(PastKind::Article, title, String::new(), 1),
            Op::DropTerm { headword, .. } => entry(PastKind::Term, headword, String::new(), 1),
            Op::EditGloss { headword, .. } => entry(PastKind::Gloss, headword, String::new(), 1),
            Op::JoinTerms { headword, other, .. } => entry(PastKind::Join, other, headword.clone(), 1),
            Op::Finish { title, words, .. } => entry(PastKind::Finish, title, String::new(), *words),
            Op::DeleteNote { note_id, headword, .. } => {
                let sql = "SELECT body, coalesce(quote, ''), coalesce(articles.title, '')
                           FROM notes LEFT JOIN articles ON articles.id = notes.article_id WHERE notes.id = ?1";
                let mut statement = self.conn.prepare_cached(sql)?;
                let found = statement.query_one([note_id.0], |row| {
                    let (body, quote) = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
                    let text = if body.is_empty() { quote } else { plain_note(&body) };
                    Ok((text, row.get::<_, String>(2)?))
                });
                let (text, title) = found.optional()?.unwrap_or_default();
                let title = if headword.is_empty() { &title } else { headword };
                entry(PastKind::Note, &beginning(title), beginning(&text), 1)
            }
            _ => None,
        })
    }
}

/// The first characters of a text, on one line.
fn beginning(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(DETAIL) {
        line.truncate(end);
        line.push('…');
    }
    line
}

fn gloss_column(images: &Images) -> Option<(&str, &str)> {
    let terms = images.rows.iter().filter(|row| row.table == "terms");
    let mut columns = terms.flat_map(|row| &row.columns);
    let (_, before, after) = columns.find(|(name, ..)| name == "gloss")?;
    Some((before.as_str()?, after.as_str()?))
}

fn empties_gloss(images: &Images) -> bool {
    gloss_column(images).is_some_and(|(before, after)| !before.is_empty() && after.is_empty())
}

fn old_gloss(images: &Images) -> String {
    gloss_column(images).map_or_else(String::new, |(before, _)| beginning(before))
}

/// A row as it is now, in the order of these columns.
pub(super) fn row(
    conn: &Connection,
    table: &str,
    columns: &[String],
    row_id: i64,
) -> Result<Option<Vec<Value>>, rusqlite::Error> {
    let sql = format!("SELECT {} FROM {table} WHERE id = ?1", columns.join(", "));
    let mut statement = conn.prepare_cached(&sql)?;
    let read = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|slot| row.get(slot)).collect();
    statement.query_one([row_id], read).optional()
}

/// What two rows share only if all their values are the same.
pub(super) fn seal(values: &[Value]) -> String {
    let values: Vec<Json> = values.iter().map(json).collect();
    let digest = Sha256::digest(Json::Array(values).to_string());
    hexadecimal(&digest[..12])
}

/// Bytes as two digits each.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// A value as JSON. No table with images holds blobs.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Null | Value::Blob(_) => Json::Null,
        Value::Integer(number) => (*number).into(),
        Value::Real(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
    }
}

/// The value that was written as this JSON.
pub(super) fn value(json: &Json) -> Value {
    match json {
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(number) => number
            .as_i64()
            .map_or_else(|| number.as_f64().map_or(Value::Null, Value::Real), Value::Integer),
        _ => Value::Null,
    }
}

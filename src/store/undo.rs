//! The undo stack: row images, captured by triggers.
//!
//! Triggers on every undoable table write what a row held before into a table of the connection's own; after the
//! change the images are read into memory and become a [`super::history::Step`]. Taking a step back writes the images again, which
//! fires the same triggers, so that the images of a redo come for free. No operation has undo code of its own.
//!
//! A row that the step inserted is not deleted but becomes a tombstone, so that it keeps its UUID. Rows of the status
//! log are taken back by a row that names them. What changes without being undoable (where an article was read last)
//! is in no image: [`TABLES`] lists it.

mod tables;

use std::collections::{BTreeSet, HashSet};

use rusqlite::Connection;
use rusqlite::types::Value;

pub(super) use self::tables::columns_of;
use self::tables::{Owner, TABLES};
use super::error::Failure;
use super::transact::Tx;
use crate::study::{ArticleId, NoteId, TermId};

/// Number that stands for the status log, which is no undoable table.
const LOG: usize = TABLES.len();
/// Number that stands for the log of reviews.
const REVIEWS: usize = LOG + 1;

/// What a change touched, so that the readers of the library read again exactly that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Terms that changed, or whose forms, contexts or notes did; in the order of their keys.
    pub terms: Vec<TermId>,
    /// Articles that changed, or whose contexts, bold edits or notes did; in the order of their keys.
    pub articles: Vec<ArticleId>,
    /// Notes that changed, in the order of their keys.
    pub notes: Vec<NoteId>,
    /// How many of the terms were never there before.
    pub new_terms: usize,
    /// Whether an article came, went or changed its title or state. What a list counts (words to study and known)
    /// changes with `terms` as well.
    pub library: bool,
    /// Whether a card, its log or a setting of review did.
    pub cards: bool,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

#[derive(Debug)]
pub(super) enum Kind {
    Inserted,
    Updated(Box<[Value]>),
    Logged,
}

/// What happened to one row.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) table: usize,
    pub(super) row_id: i64,
    pub(super) kind: Kind,
}

impl Record {
    /// The article that was changed, if it is one.
    pub(super) fn updated_article(&self) -> Option<i64> {
        let is_article = TABLES.get(self.table).is_some_and(|table| table.name == "articles");
        (is_article && matches!(self.kind, Kind::Updated(_))).then_some(self.row_id)
    }

    /// What it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        let heap = |value: &Value| match value {
            Value::Text(text) => text.len(),
            Value::Blob(bytes) => bytes.len(),
            _ => 0,
        };
        let image = if let Kind::Updated(values) = &self.kind {
            &values[..]
        } else {
            &[]
        };
        size_of::<Self>()
            + image
                .iter()
                .map(|value| size_of::<Value>() + heap(value))
                .sum::<usize>()
    }
}

/// The triggers of one connection, and the statements that write images back.
pub(super) struct Recorder {
    columns: Vec<Vec<String>>,
    restore: Vec<String>,
    read: String,
}

impl Recorder {
    /// Sets the triggers of a connection.
    pub(super) fn install(conn: &Connection) -> Result<Self, rusqlite::Error> {
        let mut columns = Vec::new();
        for table in &TABLES {
            columns.push(table.columns(conn)?);
        }
        let width = columns.iter().map(Vec::len).max().unwrap_or(0);
        let slots: Vec<String> = (0..width).map(|slot| format!("c{slot}")).collect();
        let mut sql = format!(
            "CREATE TEMP TABLE undo_log (seq INTEGER PRIMARY KEY, tbl INTEGER, row_id INTEGER, updated INTEGER, {});",
            slots.join(", ")
        );
        for (number, (table, columns)) in TABLES.iter().zip(&columns).enumerate() {
            sql += &triggers(number, table.name, columns, &slots);
        }
        conn.execute_batch(&sql)?;
        conn.execute_batch(&format!(
            "CREATE TEMP TRIGGER undo_status_log AFTER INSERT ON main.status_log BEGIN
                INSERT INTO undo_log (tbl, row_id, updated) VALUES ({LOG}, NEW.id, 0); END;
             CREATE TEMP TRIGGER undo_reviews AFTER INSERT ON main.reviews BEGIN
                INSERT INTO undo_log (tbl, row_id, updated) VALUES ({REVIEWS}, NEW.id, 0); END;"
        ))?;
        let restore = TABLES.iter().zip(&columns).map(|(table, columns)| {
            let sets: Vec<String> = columns
                .iter()
                .zip(2..)
                .map(|(column, slot)| format!("{column} = ?{slot}"))
                .collect();
            format!("UPDATE {} SET {} WHERE id = ?1", table.name, sets.join(", "))
        });
        let read = format!(
            "SELECT tbl, row_id, updated, {} FROM temp.undo_log ORDER BY seq",
            slots.join(", ")
        );
        Ok(Self {
            restore: restore.collect(),
            columns,
            read,
        })
    }

    /// Name of a table and the columns that its images hold; nothing for the status log.
    pub(super) fn table(&self, number: usize) -> Option<(&'static str, &[String])> {
        let columns = self.columns.get(number)?;
        Some((TABLES.get(number)?.name, columns))
    }

    /// Forgets what was recorded.
    pub(super) fn clear(conn: &Connection) -> Result<(), rusqlite::Error> {
        conn.prepare_cached("DELETE FROM temp.undo_log")?.execute([])?;
        Ok(())
    }

    /// What was recorded, in order; of a row that was inserted, only that.
    pub(super) fn take(&self, conn: &Connection) -> Result<Vec<Record>, rusqlite::Error> {
        let mut inserted = HashSet::new();
        let mut records = Vec::new();
        let mut statement = conn.prepare_cached(&self.read)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let table: usize = row.get::<_, u8>(0)?.into();
            let row_id = row.get(1)?;
            let kind = match (row.get(2)?, self.columns.get(table)) {
                (true, Some(columns)) => {
                    if inserted.contains(&(table, row_id)) {
                        continue;
                    }
                    let values = (3..columns.len() + 3).map(|slot| row.get(slot));
                    Kind::Updated(values.collect::<Result<_, _>>()?)
                }
                (_, None) => Kind::Logged,
                (false, Some(_)) => {
                    inserted.insert((table, row_id));
                    Kind::Inserted
                }
            };
            records.push(Record { table, row_id, kind });
        }
        Ok(records)
    }

    /// Whom the recorded rows belong to, before and after the change.
    pub(super) fn changes(&self, conn: &Connection, records: &[Record]) -> Result<Changes, rusqlite::Error> {
        let (mut terms, mut articles, mut notes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (mut library, mut new_terms) = (false, 0);
        let mut cards = records.iter().any(|record| record.table == REVIEWS);
        for (number, (table, columns)) in TABLES.iter().zip(&self.columns).enumerate() {
            let touched: Vec<&Record> = records.iter().filter(|record| record.table == number).collect();
            if touched.is_empty() {
                continue;
            }
            library |= table.name == "articles";
            cards |= matches!(table.name, "cards" | "study_settings");
            if table.name == "terms" {
                let inserted = touched.iter().filter(|record| matches!(record.kind, Kind::Inserted));
                new_terms = inserted.count();
            }
            for &(column, owner) in table.owners {
                let ids = match owner {
                    Owner::Term => &mut terms,
                    Owner::Article => &mut articles,
                    Owner::Note => &mut notes,
                };
                if column == "id" {
                    ids.extend(touched.iter().map(|record| record.row_id));
                    continue;
                }
                let slot = columns.iter().position(|name| name == column);
                ids.extend(touched.iter().filter_map(|record| match (&record.kind, slot) {
                    (Kind::Updated(values), Some(slot)) => integer(&values[slot]),
                    _ => None,
                }));
                let sql = format!(
                    "SELECT DISTINCT {column} FROM {0} WHERE id IN (SELECT row_id FROM temp.undo_log WHERE tbl = {number})
                     AND {column} IS NOT NULL",
                    table.name
                );
                let mut statement = conn.prepare_cached(&sql)?;
                for id in statement.query_map([], |row| row.get(0))? {
                    ids.insert(id?);
                }
            }
        }
        Ok(Changes {
            terms: terms.into_iter().map(TermId).collect(),
            articles: articles.into_iter().map(ArticleId).collect(),
            notes: notes.into_iter().map(NoteId).collect(),
            new_terms,
            library,
            cards,
        })
    }

    /// Takes a step back. The triggers record how to take that back.
    pub(super) fn apply(&self, tx: &Tx<'_>, records: &[Record]) -> Result<(), Failure> {
        for record in records.iter().rev() {
            let Some((table, restore)) = TABLES.get(record.table).zip(self.restore.get(record.table)) else {
                if record.table == LOG {
                    tx.take_back_status(record.row_id)?;
                } else {
                    tx.take_back_review(record.row_id)?;
                }
                continue;
            };
            let rows = match &record.kind {
                Kind::Updated(values) => {
                    self.make_room(tx, record, values)?;
                    let mut statement = tx.conn.prepare_cached(restore)?;
                    statement.raw_bind_parameter(1, record.row_id)?;
                    for (value, slot) in values.iter().zip(2..) {
                        statement.raw_bind_parameter(slot, value)?;
                    }
                    statement.raw_execute()?
                }
                Kind::Inserted | Kind::Logged => {
                    let sql = format!("UPDATE {} SET deleted_at = ?2 WHERE id = ?1", table.name);
                    tx.conn.prepare_cached(&sql)?.execute((record.row_id, tx.now.utc_ms))?
                }
            };
            if rows == 0 {
                return Err(Failure::NoSuchRow {
                    table: table.name,
                    row_id: record.row_id,
                });
            }
        }
        Ok(())
    }

    /// A term that was renamed gets its headword back although a term that came after, and never was now, has it too:
    /// the tombstone's is marked with its row, which no text can hold.
    fn make_room(&self, tx: &Tx<'_>, record: &Record, values: &[Value]) -> Result<(), Failure> {
        let (table, columns) = (&TABLES[record.table], &self.columns[record.table]);
        let Some(last) = table.unique.last() else { return Ok(()) };
        let same: Vec<String> = table
            .unique
            .iter()
            .zip(2..)
            .map(|(name, slot)| format!("{name} = ?{slot}"))
            .collect();
        let sql = format!(
            "UPDATE {0} SET {last} = {last} || char(0) || id WHERE id <> ?1 AND deleted_at IS NOT NULL AND {1}",
            table.name,
            same.join(" AND ")
        );
        let mut statement = tx.conn.prepare_cached(&sql)?;
        statement.raw_bind_parameter(1, record.row_id)?;
        for (name, slot) in table.unique.iter().zip(2..) {
            let value = columns
                .iter()
                .position(|column| column == name)
                .and_then(|at| values.get(at));
            statement.raw_bind_parameter(slot, value)?;
        }
        statement.raw_execute()?;
        Ok(())
    }
}

fn triggers(number: usize, table: &str, columns: &[String], slots: &[String]) -> String {
    let old: Vec<String> = columns.iter().map(|column| format!("OLD.{column}")).collect();
    let differs: Vec<String> = columns
        .iter()
        .map(|column| format!("OLD.{column} IS NOT NEW.{column}"))
        .collect();
    format!(
        "CREATE TEMP TRIGGER undo_{table}_insert AFTER INSERT ON main.{table} BEGIN
            INSERT INTO undo_log (tbl, row_id, updated) VALUES ({number}, NEW.id, 0); END;
         CREATE TEMP TRIGGER undo_{table}_update AFTER UPDATE OF {of} ON main.{table} WHEN {when} BEGIN
            INSERT INTO undo_log (tbl, row_id, updated, {slots}) VALUES ({number}, OLD.id, 1, {old}); END;",
        of = columns.join(", "),
        when = differs.join(" OR "),
        slots = slots[..columns.len()].join(", "),
        old = old.join(", "),
    )
}

fn integer(value: &Value) -> Option<i64> {
    if let Value::Integer(number) = value {
        Some(*number)
    } else {
        None
    }
}

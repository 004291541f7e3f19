//! The log of every change of a status: append-only, so that what is taken back is a row as well.

use rusqlite::Row;

use super::error::Failure;
use super::transact::Tx;
use super::values::{status, status_number};
use super::{Store, StoreError};
use crate::study::{Status, TermId};

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// Number of the row.
    pub log_id: i64,
    /// What the status was.
    pub from: Option<Status>,
    /// What it became.
    pub to: Option<Status>,
    /// Who changed it: `learner`, `bold`, `import`, `join`, `finish`, `drop` or `undo`.
    pub source: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// What the learner's wall clock was ahead of UTC then, in minutes.
    pub offset_minutes: i32,
    /// The row that this one takes back.
    pub reverts: Option<i64>,
}

/// Who changes a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The learner, by a status key or button.
    Learner,
    /// The learner, by making a word bold.
    Bold,
    /// An import, since the word is bold there.
    Import,
    /// Its term was joined with another, or a form split off.
    Join,
    /// The learner, by marking what was left of an article as known.
    Finish,
    /// The term is gone.
    Drop,
}

impl Source {
    const fn name(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Bold => "bold",
            Self::Import => "import",
            Self::Join => "join",
            Self::Finish => "finish",
            Self::Drop => "drop",
        }
    }
}

impl Tx<'_> {
    /// Appends a change.
    pub(super) fn log_status(
        &self,
        term_id: TermId,
        from: Option<Status>,
        to: Option<Status>,
        source: Source,
    ) -> Result<(), Failure> {
        let (from, to, now) = (status_number(from), status_number(to), self.now);
        let row = (
            self.uuid(),
            term_id.0,
            from,
            to,
            source.name(),
            now.utc_ms,
            now.offset_minutes,
        );
        self.insert(include_str!("sql/status_log_insert.sql"), row)?;
        Ok(())
    }

    /// Appends the opposite of a row, which names it.
    pub(super) fn take_back_status(&self, log_id: i64) -> Result<(), Failure> {
        let row = (log_id, self.uuid(), self.now.utc_ms, self.now.offset_minutes);
        self.update("status_log", log_id, include_str!("sql/status_log_take_back.sql"), row)
    }
}

impl Store {
    /// The log of a term's status, oldest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn status_log(&self, term_id: TermId) -> Result<Vec<StatusChange>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/status_log.sql"))?;
            let rows = statement.query_map([term_id.0], status_change)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn status_change(row: &Row<'_>) -> Result<StatusChange, rusqlite::Error> {
    Ok(StatusChange {
        log_id: row.get(0)?,
        from: status(row, 1)?,
        to: status(row, 2)?,
        source: row.get(3)?,
        at: row.get(4)?,
        offset_minutes: row.get(5)?,
        reverts: row.get(6)?,
    })
}

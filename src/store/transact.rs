//! The one way in which the library changes.
//!
//! Every undoable change runs through [`Store::transact`]: one `BEGIN IMMEDIATE` transaction, one step on the undo
//! stack, one list of what was touched. Undo and redo are changes as well and take the same way.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::Failure;
use super::history::Step;
use super::undo::{Record, Recorder};
use super::{Changes, Op, Store, StoreError};

/// The time of a change, as the caller read it from its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970, UTC.
    pub utc_ms: i64,
    /// What the learner's wall clock is ahead of UTC, in minutes.
    pub offset_minutes: i32,
}

/// A change that is stored for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// What was done, undone or done again.
    pub op: Op,
    /// Which of the three.
    pub direction: Direction,
    /// Number of the step; 0 when the request changed nothing.
    pub serial: u64,
    /// How many steps can be undone now.
    pub undo_depth: usize,
    /// How many steps can be redone now.
    pub redo_depth: usize,
    /// What to read again.
    pub changes: Changes,
}

/// Which way a step was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// For the first time.
    Done,
    /// Taken back.
    Undone,
    /// Done again after it was taken back.
    Redone,
}

/// A change in the making.
pub(super) struct Tx<'a> {
    pub(super) conn: &'a Connection,
    pub(super) now: Now,
    /// When what it brings was met first, UTC milliseconds: now, or for old clippings the time of their file.
    pub(super) met_at: i64,
    /// What the change will be called; it may turn out to be another than was asked for.
    pub(super) op: Op,
}

struct Outcome<T> {
    op: Op,
    records: Vec<Record>,
    changes: Changes,
    value: T,
}

impl Store {
    /// Runs a change in one transaction. When it fails nothing is stored and the stacks are as they were.
    pub(super) fn transact<T>(
        &mut self,
        op: Op,
        now: Now,
        change: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure>,
    ) -> Result<(Committed, T), StoreError> {
        let Outcome {
            op,
            records,
            changes,
            value,
        } = self.commit(op, now, |tx| {
            let value = change(tx)?;
            self.recorder.keep_past(tx)?;
            Ok(value)
        })?;
        let serial = self.history.push(op.clone(), records);
        Ok((self.committed(op, Direction::Done, serial, changes), value))
    }

    /// Takes the newest step back; `None` when there is none.
    ///
    /// # Errors
    /// When the library cannot be written to; the step then stays where it is.
    pub fn undo(&mut self, now: Now) -> Result<Option<Committed>, StoreError> {
        let Some(step) = self.history.undo.pop_back() else {
            return Ok(None);
        };
        match self.commit(step.op.clone(), now, |tx| self.step(tx, &step)) {
            Ok(Outcome {
                op, records, changes, ..
            }) => {
                self.history.redo.push(Step::new(op.clone(), step.serial, records));
                Ok(Some(self.committed(op, Direction::Undone, step.serial, changes)))
            }
            Err(error) => {
                self.history.undo.push_back(step);
                Err(error)
            }
        }
    }

    /// Does the step again that was taken back last; `None` when there is none.
    ///
    /// # Errors
    /// When the library cannot be written to; the step then stays where it is.
    pub fn redo(&mut self, now: Now) -> Result<Option<Committed>, StoreError> {
        let Some(step) = self.history.redo.pop() else {
            return Ok(None);
        };
        match self.commit(step.op.clone(), now, |tx| self.step(tx, &step)) {
            Ok(Outcome {
                op, records, changes, ..
            }) => {
                self.history.undo.push_back(Step::new(op.clone(), step.serial, records));
                Ok(Some(self.committed(op, Direction::Redone, step.serial, changes)))
            }
            Err(error) => {
                self.history.redo.push(step);
                Err(error)
            }
        }
    }

    fn step(&self, tx: &Tx<'_>, step: &Step) -> Result<(), Failure> {
        tx.leaving_files(&step.records, || self.recorder.apply(tx, &step.records))
    }

    /// The step that is taken next, back or forth.
    pub(super) fn next_step(&self, undo: bool) -> Option<&Step> {
        if undo {
            self.history.undo.back()
        } else {
            self.history.redo.last()
        }
    }

    /// Serial number of the step that [`Store::undo`] would take back: a toast that names an older one cannot undo it.
    #[must_use]
    pub fn undo_top(&self) -> Option<u64> {
        self.history.undo.back().map(|step| step.serial)
    }

    /// Runs a write that is no change of the learner's (where an article was read last): not on the undo stack.
    pub(super) fn quietly<T>(
        &mut self,
        write: impl FnOnce(&Connection) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        self.check_in_place()?;
        let run = || {
            let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
            let value = write(&tx)?;
            tx.commit()?;
            Ok(value)
        };
        run().map_err(|failure: Failure| failure.at(&self.path))
    }

    /// Runs a reader on the connection.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T, StoreError> {
        read(&self.conn).map_err(|failure| failure.at(&self.path))
    }

    fn commit<T>(
        &self,
        op: Op,
        now: Now,
        change: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure>,
    ) -> Result<Outcome<T>, StoreError> {
        self.check_in_place()?;
        let run = || {
            let transaction = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
            Recorder::clear(&transaction)?;
            let mut tx = Tx {
                conn: &transaction,
                now,
                met_at: now.utc_ms,
                op,
            };
            let value = change(&mut tx)?;
            let op = tx.op;
            let records = self.recorder.take(&transaction)?;
            let changes = self.recorder.changes(&transaction, &records)?;
            if !records.is_empty() {
                let counted = "UPDATE library SET commits = commits + 1, committed_at = ?1";
                transaction.prepare_cached(counted)?.execute([now.utc_ms])?;
            }
            transaction.commit()?;
            Ok(Outcome {
                op,
                records,
                changes,
                value,
            })
        };
        run().map_err(|failure: Failure| failure.at(&self.path))
    }

    fn committed(&mut self, op: Op, direction: Direction, serial: u64, changes: Changes) -> Committed {
        let (undo_depth, redo_depth) = (self.history.undo.len(), self.history.redo.len());
        self.changed |= !changes.is_empty();
        Committed {
            op,
            direction,
            serial,
            undo_depth,
            redo_depth,
            changes,
        }
    }
}

impl Tx<'_> {
    /// A new `UUIDv7` of this moment.
    pub(super) fn uuid(&self) -> String {
        uuid(self.now)
    }

    /// Inserts a row and gives its key.
    pub(super) fn insert(&self, sql: &str, params: impl rusqlite::Params) -> Result<i64, Failure> {
        Ok(self.conn.prepare_cached(sql)?.insert(params)?)
    }

    /// Runs a statement that must find its row.
    pub(super) fn update(
        &self,
        table: &'static str,
        row_id: i64,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<(), Failure> {
        match self.conn.prepare_cached(sql)?.execute(params)? {
            0 => Err(Failure::NoSuchRow { table, row_id }),
            _ => Ok(()),
        }
    }
}

/// A new `UUIDv7` of a moment.
pub(super) fn uuid(now: Now) -> String {
    let ms = u64::try_from(now.utc_ms).unwrap_or(0);
    let nanos = u32::try_from(ms % 1_000).unwrap_or(0) * 1_000_000;
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, ms / 1_000, nanos)).to_string()
}

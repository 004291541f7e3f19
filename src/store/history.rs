//! The undo and redo stacks, in memory, for the session.

use std::collections::{HashSet, VecDeque};

use super::Op;
use super::undo::Record;

/// Bytes of row images that are kept; the oldest steps go first.
const LIMIT: usize = 64 << 20;

/// One undoable change.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) op: Op,
    pub(super) serial: u64,
    pub(super) records: Vec<Record>,
    bytes: usize,
    /// The rows of `records`, once the step has been continued.
    rows: Option<HashSet<(usize, i64)>>,
}

impl Step {
    pub(super) fn new(op: Op, serial: u64, records: Vec<Record>) -> Self {
        let bytes = records.iter().map(Record::bytes).sum();
        Self {
            op,
            serial,
            records,
            bytes,
            rows: None,
        }
    }

    /// Adds what came later. Of a row that is in the step already the older image stays.
    fn absorb(&mut self, op: Op, records: Vec<Record>) {
        self.op.absorb(op);
        let own = &self.records;
        let rows = self
            .rows
            .get_or_insert_with(|| own.iter().map(|record| (record.table, record.row_id)).collect());
        for record in records {
            if rows.insert((record.table, record.row_id)) {
                self.bytes += record.bytes();
                self.records.push(record);
            }
        }
    }
}

/// The stacks, for the session.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) undo: VecDeque<Step>,
    pub(super) redo: Vec<Step>,
    serial: u64,
}

impl History {
    /// A committed change: continues the newest step or becomes one, and ends the redo stack. Gives its serial number.
    pub(super) fn push(&mut self, op: Op, records: Vec<Record>) -> u64 {
        if records.is_empty() {
            return 0;
        }
        self.redo.clear();
        if let Some(last) = self.undo.back_mut().filter(|last| last.op.continues_with(&op)) {
            last.absorb(op, records);
            return last.serial;
        }
        self.serial += 1;
        self.undo.push_back(Step::new(op, self.serial, records));
        self.trim(LIMIT);
        self.serial
    }

    fn trim(&mut self, limit: usize) {
        let mut bytes: usize = self.undo.iter().map(|step| step.bytes).sum();
        while bytes > limit && self.undo.len() > 1 {
            bytes -= self.undo.pop_front().map_or(0, |step| step.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::*;
    use crate::store::undo::Kind;
    use crate::study::ArticleId;

    fn step(bytes: usize) -> (Op, Vec<Record>) {
        let image = Box::new([Value::Text("x".repeat(bytes))]);
        (
            Op::Rename {
                article_id: ArticleId(1),
                title: String::new(),
            },
            vec![Record {
                table: 0,
                row_id: 1,
                kind: Kind::Updated(image),
            }],
        )
    }

    #[test]
    fn the_oldest_steps_go_first_and_the_newest_never() {
        let mut history = History::default();
        for _ in 0..5 {
            let (op, records) = step(1_000);
            history.push(op, records);
        }
        history.trim(2_500);
        assert_eq!(history.undo.iter().map(|step| step.serial).collect::<Vec<_>>(), [4, 5]);
        history.trim(0);
        assert_eq!(history.undo.len(), 1);
    }

    #[test]
    fn a_change_that_touched_nothing_is_no_step() {
        let mut history = History::default();
        assert_eq!(history.push(step(1).0, Vec::new()), 0);
        assert!(history.undo.is_empty());
    }
}

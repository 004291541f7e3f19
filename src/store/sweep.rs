//! The sweep: what was deleted 90 days ago goes for good.
//!
//! Terms that the status log speaks of stay as bare tombstones, and so do articles that contexts, notes and the log of
//! what was read name: the history of the learner's words outlives both.

use rusqlite::Batch;
use rusqlite::fallible_iterator::FallibleIterator;

use super::{Now, Store, StoreError};

const KEPT_MS: i64 = 90 * 86_400_000;

/// So much the images of the History list may take (bytes); the oldest entries go first.
const HISTORY_BYTES: i64 = 32 << 20;

/// What a sweep took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Rows of all tables.
    pub rows: usize,
}

impl Store {
    /// Removes tombstones and old versions of notes after 90 days. It runs at the start: while there is something to
    /// undo it does nothing.
    ///
    /// # Errors
    /// When the library cannot be written to; then nothing is removed.
    pub fn sweep(&mut self, now: Now) -> Result<Swept, StoreError> {
        if !self.history.undo.is_empty() || !self.history.redo.is_empty() {
            return Ok(Swept::default());
        }
        self.quietly(|conn| {
            let mut rows = 0;
            let mut batch = Batch::new(conn, include_str!("sql/sweep.sql"));
            while let Some(mut statement) = batch.next()? {
                rows += statement.execute([now.utc_ms - KEPT_MS])?;
            }
            rows += conn.execute(include_str!("sql/history_trim.sql"), [HISTORY_BYTES])?;
            Ok(Swept { rows })
        })
    }
}

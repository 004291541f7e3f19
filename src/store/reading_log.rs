//! The log of what was read: append-only, a block once a day. The pace of reading is estimated from it.

use super::transact::uuid;
use super::{Now, Store, StoreError};
use crate::study::{ArticleId, ReadSample};

/// So many rows, the newest, are looked at to tell the pace: some weeks of reading.
const NEWEST: u32 = 400;

/// A block that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadBlock {
    /// Its number.
    pub block: u32,
    /// Its running words; at least one.
    pub words: u32,
    /// How long it was read (seconds); at least one.
    pub seconds: u32,
}

impl Store {
    /// Logs blocks that were read, in one transaction. What was logged this day already is not logged again. Not on
    /// the undo stack: one cannot unread.
    ///
    /// # Errors
    /// When the library cannot be written to; then none is logged.
    pub fn log_reading(&mut self, article_id: ArticleId, blocks: &[ReadBlock], now: Now) -> Result<(), StoreError> {
        let day = day(now);
        self.quietly(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/reading_log_insert.sql"))?;
            for read in blocks.iter().filter(|read| read.words > 0) {
                let seconds = read.seconds.max(1);
                statement.execute((uuid(now), article_id.0, read.block, read.words, seconds, day))?;
            }
            Ok(())
        })
    }

    /// What was read last in a language (BCP 47 code), the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn read_lately(&self, language: &str) -> Result<Vec<ReadSample>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/reading_log_newest.sql"))?;
            let sample = |row: &rusqlite::Row<'_>| {
                Ok(ReadSample {
                    words: row.get(0)?,
                    seconds: row.get(1)?,
                })
            };
            let rows = statement.query_map((language, NEWEST), sample)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// Days since 1970 on the learner's wall clock.
fn day(now: Now) -> i64 {
    (now.utc_ms + i64::from(now.offset_minutes) * 60_000).div_euclid(86_400_000)
}

//! What the learner sets of review: one row of JSON, so that it can be undone like all else.

use rusqlite::Connection;

use super::error::Failure;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::review::{ScheduleSettings, Scheduler, StudySettings};

impl Store {
    /// What the learner set of review.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn study_settings(&self) -> Result<StudySettings, StoreError> {
        self.read(read)
    }

    /// Sets it.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn set_study_settings(&mut self, settings: &StudySettings, now: Now) -> Result<Committed, StoreError> {
        let (committed, ()) = self.transact(Op::StudySettings, now, |tx| {
            let json = serde_json::to_string(&settings.clone().clamped())?;
            let sql = "UPDATE study_settings SET settings = ?2, updated_at = ?3 WHERE id = ?1 AND settings IS NOT ?2";
            tx.conn.prepare_cached(sql)?.execute((1, json, tx.now.utc_ms))?;
            Ok(())
        })?;
        Ok(committed)
    }
}

/// What stands in the row; what cannot be read is as good as nothing.
pub(super) fn read(conn: &Connection) -> Result<StudySettings, Failure> {
    let sql = "SELECT settings FROM study_settings WHERE id = 1";
    let json: String = conn.prepare_cached(sql)?.query_one([], |row| row.get(0))?;
    let settings: StudySettings = serde_json::from_str(&json).unwrap_or_else(|error| {
        tracing::warn!(%error, "the settings of review cannot be read");
        StudySettings::default()
    });
    Ok(settings.clamped())
}

/// The scheduler as the library sets it. Parameters that cannot be used are as good as none.
pub(super) fn scheduler(conn: &Connection) -> Result<Scheduler, Failure> {
    let settings = read(conn)?.schedule;
    Scheduler::new(&settings)
        .or_else(|error| {
            tracing::warn!(%error, "the usual parameters are taken");
            let parameters = None;
            Scheduler::new(&ScheduleSettings { parameters, ..settings })
        })
        .map_err(|error| Failure::Corrupt(error.to_string()))
}

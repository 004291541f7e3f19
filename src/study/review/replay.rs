//! The state of a card from its log: what is logged can be replayed, also when two words became one.

use super::{CardState, Grade, Moment, ReviewSource, Scheduler, SchedulerError};

/// A row of the log that was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedReview {
    /// When.
    pub at: Moment,
    /// How well.
    pub grade: Grade,
    /// Where.
    pub source: ReviewSource,
}

/// The state that a log leads to, whatever the order of its rows. Cramming changes nothing.
///
/// # Errors
/// As [`Scheduler::next`].
pub fn replay(scheduler: &Scheduler, log: &[LoggedReview], seed: u64) -> Result<CardState, SchedulerError> {
    let mut log: Vec<&LoggedReview> = log.iter().filter(|row| row.source != ReviewSource::Cram).collect();
    log.sort_by_key(|row| row.at.utc_ms);
    let mut state = CardState::default();
    for row in log {
        state = scheduler.answer(&state, (row.grade, row.source.in_passing()), row.at, seed)?;
    }
    Ok(state)
}

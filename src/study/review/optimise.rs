//! The parameters of the memory model, found from the learner's own log.
//!
//! Only answers to cards count: what was recalled in passing or crammed says too little of the memory. It takes seconds, so
//! it reports how far it is and can be stopped.

use std::time::Duration;

use fsrs::{CombinedProgressState, ComputeParametersInput, FSRSError, FSRSItem, FSRSReview, compute_parameters};

use super::{LoggedReview, ReviewSource, days_between};

/// With fewer answers the usual parameters are the better guess.
pub const ENOUGH_ANSWERS: u32 = 400;

/// Why there are no parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptimiseError {
    /// It was stopped.
    #[error("stopped")]
    Stopped,
    /// Too few answers after days.
    #[error("there are too few answers after days")]
    TooFew,
    /// The model made no sense of them.
    #[error("the answers fit no parameters")]
    NoFit,
}

/// Finds the parameters that fit the logs of all cards best. `go_on` hears of the share that is done (0 to 1) every tenth of
/// a second and stops it by `false`.
///
/// # Errors
/// See [`OptimiseError`].
pub fn optimise(logs: &[Vec<LoggedReview>], go_on: impl Fn(f32) -> bool) -> Result<Vec<f32>, OptimiseError> {
    let mut train_set = Vec::new();
    for log in logs {
        let mut reviews: Vec<FSRSReview> = Vec::new();
        let mut last = None;
        for row in log.iter().filter(|row| row.source == ReviewSource::Card) {
            reviews.push(FSRSReview {
                rating: u32::from(row.grade.number()),
                delta_t: last.map_or(0, |last| days_between(last, row.at)),
            });
            last = Some(row.at);
            let long = reviews.last().is_some_and(|review| review.delta_t > 0);
            if long {
                train_set.push(FSRSItem {
                    reviews: reviews.clone(),
                });
            }
        }
    }
    if train_set.is_empty() {
        return Err(OptimiseError::TooFew);
    }
    let progress = CombinedProgressState::new_shared();
    let input = ComputeParametersInput {
        train_set,
        progress: Some(std::sync::Arc::clone(&progress)),
        ..ComputeParametersInput::default()
    };
    std::thread::scope(|scope| {
        let work = scope.spawn(|| compute_parameters(input));
        while !work.is_finished() {
            std::thread::sleep(Duration::from_millis(100));
            let Ok(mut state) = progress.lock() else { break };
            #[expect(clippy::cast_precision_loss, reason = "a share to be shown")]
            let done = state.current() as f32 / state.total().max(1) as f32;
            if !go_on(done.min(1.0)) {
                state.want_abort = true;
            }
        }
        match work.join() {
            Ok(Ok(parameters)) => Ok(parameters),
            Ok(Err(FSRSError::Interrupted)) => Err(OptimiseError::Stopped),
            Ok(Err(FSRSError::NotEnoughData)) => Err(OptimiseError::TooFew),
            Ok(Err(_)) | Err(_) => Err(OptimiseError::NoFit),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Grade, Moment, ScheduleSettings, Scheduler};
    use super::*;

    fn log(card: i64) -> Vec<LoggedReview> {
        let row = |day: i64, grade| LoggedReview {
            at: Moment {
                utc_ms: (20_000 + day) * 86_400_000 + 43_200_000,
                offset_minutes: 0,
            },
            grade,
            source: ReviewSource::Card,
        };
        let again = |number: i64| {
            if (card + number) % 5 == 0 {
                Grade::Again
            } else {
                Grade::Good
            }
        };
        (0..5)
            .map(|number| row(number * number + card % 3, again(number)))
            .collect()
    }

    #[test]
    fn a_log_gives_parameters_that_the_scheduler_takes_and_it_can_be_stopped() {
        let logs: Vec<_> = (0..120).map(log).collect();
        let parameters = optimise(&logs, |_| true).unwrap();
        assert_eq!(parameters.len(), 21);
        let settings = ScheduleSettings {
            parameters: Some(parameters),
            ..ScheduleSettings::default()
        };
        assert!(Scheduler::new(&settings).is_ok());
        assert_eq!(optimise(&[], |_| true), Err(OptimiseError::TooFew));
        let many: Vec<_> = (0..60_000).map(log).collect();
        assert_eq!(optimise(&many, |_| false), Err(OptimiseError::Stopped));
    }
}

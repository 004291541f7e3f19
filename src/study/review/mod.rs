//! Review: when a word comes back, and which come today. Values and rules; the time comes in as a [`Moment`].

mod cover;
mod days;
mod grade;
mod interval;
mod key;
mod optimise;
mod queue;
mod replay;
mod scheduler;
mod settings;
#[cfg(test)]
mod vectors;

pub use cover::{Stretch, TextPlaces, cover};
pub use days::{Moment, days_between, start_of};
pub use grade::{Grade, ReviewSource};
pub use interval::sure_between;
pub use key::CardKey;
pub use optimise::{ENOUGH_ANSWERS, OptimiseError, optimise};
pub use queue::{Candidate, Plan, Spent, plan};
pub use replay::{LoggedReview, replay};
pub use scheduler::{CardState, Due, Memory, Next, Phase, Scheduler, SchedulerError, Wait, interval_words};
pub use settings::{CardKind, CardOrder, Pause, QueueSettings, ScheduleSettings, StudySettings};

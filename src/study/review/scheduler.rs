//! The scheduler: from the memory of a word, a grade and the days that passed to the next memory and interval.
//!
//! The model is FSRS 6 (Free Spaced Repetition Scheduler, crate `fsrs`): stability is the days after which a word is
//! recalled with a likelihood of 0.9, difficulty goes from 1 to 10. Around it stand the steps of the first minutes, the
//! limits and the spread. It reads no clock: the elapsed days are an argument, so that it can be held against others.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState, current_retrievability};

use super::{Grade, Moment, ScheduleSettings};

/// What is known of how well a word sits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days after which it is recalled with a likelihood of 0.9.
    pub stability: f32,
    /// From 1 (easy) to 10.
    pub difficulty: f32,
}

/// Where a card stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Never answered.
    #[default]
    New,
    /// In the steps of the first minutes; the number of the step.
    Learning(u8),
    /// It comes back after days.
    Review,
    /// Forgotten, and in the steps after that.
    Relearning(u8),
}

/// When a card comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// At this moment (UTC milliseconds).
    At(i64),
    /// On this study day.
    Day(i64),
}

/// The state of a card, which can be derived from its log.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CardState {
    /// Where it stands.
    pub phase: Phase,
    /// `None` before the first answer.
    pub memory: Option<Memory>,
    /// `None` before the first answer.
    pub due: Option<Due>,
    /// When it was answered last.
    pub last: Option<Moment>,
    /// How often it was answered.
    pub reviews: u32,
    /// How often it was forgotten after it had been learned.
    pub lapses: u32,
}

/// How long a card waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Seconds.
    Seconds(u32),
    /// Study days, at least one.
    Days(u32),
}

/// What an answer makes of a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    /// Where it stands then.
    pub phase: Phase,
    /// Its memory then.
    pub memory: Memory,
    /// When it comes back.
    pub wait: Wait,
}

/// Why nothing can be scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchedulerError {
    /// The parameters are of another model, or no numbers.
    #[error("the {count} parameters of the memory model are not usable")]
    Parameters {
        /// How many there are.
        count: usize,
    },
    /// The memory of a card is no number.
    #[error("the memory of a card is not usable")]
    Memory,
}

/// The scheduler with its settings.
pub struct Scheduler {
    model: FSRS,
    decay: f32,
    settings: ScheduleSettings,
}

impl Scheduler {
    /// A scheduler with these settings.
    ///
    /// # Errors
    /// [`SchedulerError::Parameters`] when there are parameters and they cannot be used.
    pub fn new(settings: &ScheduleSettings) -> Result<Self, SchedulerError> {
        let parameters = settings.parameters.as_deref().unwrap_or_default();
        let model = FSRS::new(parameters).map_err(|_| SchedulerError::Parameters {
            count: parameters.len(),
        })?;
        Ok(Self {
            model,
            decay: parameters.get(20).copied().unwrap_or(FSRS6_DEFAULT_DECAY),
            settings: settings.clone(),
        })
    }

    /// The settings.
    #[must_use]
    pub const fn settings(&self) -> &ScheduleSettings {
        &self.settings
    }

    /// How likely a word is to be recalled so many days after its last review.
    #[must_use]
    pub fn recall(&self, memory: Memory, elapsed_days: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a hundred years are exact")]
        let days = elapsed_days as f32;
        current_retrievability(memory.into(), days, self.decay)
    }

    /// What a grade makes of a card that was answered last so many study days ago. `seed` decides the spread, so that
    /// what is told before the answer is what comes of it.
    ///
    /// # Errors
    /// [`SchedulerError::Memory`] when the card's memory is no number.
    pub fn next(&self, state: &CardState, grade: Grade, elapsed_days: u32, seed: u64) -> Result<Next, SchedulerError> {
        let memory = state.memory.map(MemoryState::from);
        let states = self.model.next_states(memory, self.settings.retention, elapsed_days);
        let states = states.map_err(|_| SchedulerError::Memory)?;
        let chosen = match grade {
            Grade::Again => states.again,
            Grade::Hard => states.hard,
            Grade::Good => states.good,
            Grade::Easy => states.easy,
        };
        let days = || Wait::Days(self.days(chosen.interval, seed));
        let (phase, wait) = match state.phase {
            Phase::New => step(&self.settings.learning_s, 0, grade, Phase::Learning),
            Phase::Learning(at) => step(&self.settings.learning_s, at, grade, Phase::Learning),
            Phase::Relearning(at) => step(&self.settings.relearning_s, at, grade, Phase::Relearning),
            Phase::Review if grade == Grade::Again => step(&self.settings.relearning_s, 0, grade, Phase::Relearning),
            Phase::Review => None,
        }
        .map_or_else(
            || (Phase::Review, days()),
            |(phase, wait_s)| (phase, Wait::Seconds(wait_s)),
        );
        Ok(Next {
            phase,
            memory: chosen.memory.into(),
            wait,
        })
    }

    /// What recalling a word in passing makes of its card: as Good, but the memory gains and the card waits only a part
    /// of what a card would give, since nobody asked and the sentence helped.
    ///
    /// # Errors
    /// As [`Scheduler::next`].
    pub fn in_passing(&self, state: &CardState, elapsed_days: u32, seed: u64) -> Result<Next, SchedulerError> {
        let good = self.next(state, Grade::Good, elapsed_days, seed)?;
        let share = self.settings.passing_share;
        let memory = state.memory.map_or(good.memory, |before| Memory {
            stability: before.stability + (good.memory.stability - before.stability) * share,
            difficulty: before.difficulty,
        });
        let wait = match good.wait {
            Wait::Seconds(seconds) => Wait::Seconds(seconds),
            Wait::Days(days) => {
                #[expect(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "at most 36,500"
                )]
                let part = (days as f32 * share).floor() as u32;
                Wait::Days(part.max(1))
            }
        };
        Ok(Next {
            phase: good.phase,
            memory,
            wait,
        })
    }

    /// The state of a card after an answer at a moment.
    ///
    /// # Errors
    /// As [`Scheduler::next`].
    pub fn answer(
        &self,
        state: &CardState,
        (grade, in_passing): (Grade, bool),
        now: Moment,
        seed: u64,
    ) -> Result<CardState, SchedulerError> {
        let elapsed = state.last.map_or(0, |last| super::days_between(last, now));
        let next = if in_passing && grade != Grade::Again {
            self.in_passing(state, elapsed, seed)?
        } else {
            self.next(state, grade, elapsed, seed)?
        };
        let due = match next.wait {
            Wait::Seconds(seconds) => Due::At(now.utc_ms + i64::from(seconds) * 1_000),
            Wait::Days(days) => Due::Day(now.day() + i64::from(days)),
        };
        let lapsed = state.phase == Phase::Review && grade == Grade::Again;
        Ok(CardState {
            phase: next.phase,
            memory: Some(next.memory),
            due: Some(due),
            last: Some(now),
            reviews: state.reviews + 1,
            lapses: state.lapses + u32::from(lapsed),
        })
    }

    fn days(&self, interval: f32, seed: u64) -> u32 {
        let longest = self.settings.longest_days;
        let spread = if self.settings.fuzz {
            spread(interval, seed)
        } else {
            interval
        };
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the limits, which are exact"
        )]
        let days = spread.round_ties_even().clamp(1.0, longest as f32) as u32;
        days
    }
}

/// The step after a grade and its wait (seconds); `None` when the steps are done.
fn step(steps: &[u32], at: u8, grade: Grade, phase: fn(u8) -> Phase) -> Option<(Phase, u32)> {
    let number = usize::from(at);
    // The steps were shortened since.
    if steps.is_empty() || (number >= steps.len() && matches!(grade, Grade::Hard | Grade::Good)) {
        return None;
    }
    match grade {
        Grade::Again => Some((phase(0), steps[0])),
        Grade::Hard => {
            let wait = match (number, steps) {
                (0, [only]) => only + only / 2,
                (0, [first, second, ..]) => u32::midpoint(*first, *second),
                _ => steps[number],
            };
            Some((phase(at), wait))
        }
        Grade::Good => steps.get(number + 1).map(|wait| (phase(at + 1), *wait)),
        Grade::Easy => None,
    }
}

/// An interval, moved by up to a few parts in a hundred: less for long ones. Short ones stay.
fn spread(days: f32, seed: u64) -> f32 {
    /// From and to how many days, and by which part of that stretch.
    const PARTS: [(f32, f32, f32); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, f32::INFINITY, 0.05)];
    if days < 2.5 {
        return days;
    }
    let parts = PARTS
        .iter()
        .map(|&(from, to, part)| (days.min(to) - from).max(0.0) * part);
    let most = 1.0 + parts.sum::<f32>();
    // A seed next to another must not land next to it: SplitMix64's last step (public domain, Vigna).
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let [high, low, ..] = mixed.to_be_bytes();
    let share = f32::from(u16::from_be_bytes([high, low])) / f32::from(u16::MAX);
    (days + most * (2.0 * share - 1.0)).max(2.0)
}

/// A wait as a number and its unit: `min`, `h`, `d`, `mo` or `y`; as the buttons show it.
#[must_use]
pub fn interval_words(wait: Wait) -> (u32, &'static str) {
    match wait {
        Wait::Seconds(seconds) if seconds < 3_600 => (seconds.div_ceil(60), "min"),
        Wait::Seconds(seconds) => (seconds.div_ceil(3_600), "h"),
        Wait::Days(days) if days < 45 => (days, "d"),
        Wait::Days(days) if days < 730 => ((days + 15) / 30, "mo"),
        Wait::Days(days) => ((days + 182) / 365, "y"),
    }
}

impl From<Memory> for MemoryState {
    fn from(memory: Memory) -> Self {
        Self {
            stability: memory.stability,
            difficulty: memory.difficulty,
        }
    }
}

impl From<MemoryState> for Memory {
    fn from(memory: MemoryState) -> Self {
        Self {
            stability: memory.stability,
            difficulty: memory.difficulty,
        }
    }
}

//! What the learner sets of review. It lives in the library, since it belongs to the memory of its words.

use serde::{Deserialize, Serialize};

/// All of it, as the library keeps it (JSON). What an older version did not know has its default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StudySettings {
    /// How the next interval is found.
    pub schedule: ScheduleSettings,
    /// What comes up, and how much of it.
    pub queue: QueueSettings,
    /// Words that are ready move up by themselves after a session.
    pub moves_up: bool,
    /// The streak is shown.
    pub streak: bool,
    /// A notification of the desktop once a day.
    pub notify: bool,
}

/// How the next interval is found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleSettings {
    /// How likely a word is to be recalled when it comes back, 0.80 to 0.97.
    pub retention: f32,
    /// Steps of a word seen for the first time (seconds).
    pub learning_s: Vec<u32>,
    /// Steps of a word that was forgotten (seconds).
    pub relearning_s: Vec<u32>,
    /// The longest interval (days).
    pub longest_days: u32,
    /// Intervals are spread a little, so that words met together part.
    pub fuzz: bool,
    /// Parameters of the memory model, found from the learner's own log; `None` for the usual ones.
    pub parameters: Option<Vec<f32>>,
    /// The parameters before those, one key back.
    pub before: Option<Vec<f32>>,
    /// Which part of a card's interval a word gets that was recalled in passing; at most a half.
    pub passing_share: f32,
    /// A word that was forgotten so often is set aside; 0 for never.
    pub set_aside_after: u32,
}

/// The longest interval there is: a hundred years of 365 days.
pub const LONGEST_DAYS: u32 = 36_500;

impl Default for ScheduleSettings {
    fn default() -> Self {
        Self {
            retention: 0.9,
            learning_s: vec![60, 600],
            relearning_s: vec![600],
            longest_days: LONGEST_DAYS,
            fuzz: false,
            parameters: None,
            before: None,
            // Nobody asked, and the sentence helped: half of what a card would give is the most that it may be worth.
            passing_share: 0.5,
            set_aside_after: 8,
        }
    }
}

/// What comes up, and how much of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueSettings {
    /// Words seen for the first time, at most so many a day.
    pub first_times: u32,
    /// Words that are due, at most so many a day.
    pub reviews: u32,
    /// In which order they come.
    pub order: CardOrder,
    /// The kinds of question, at least one; several take turns.
    pub kinds: Vec<CardKind>,
    /// Learned words come up as well.
    pub learned: bool,
    /// No review on these days.
    pub pause: Option<Pause>,
}

impl Default for QueueSettings {
    fn default() -> Self {
        Self {
            first_times: 10,
            reviews: 60,
            order: CardOrder::Due,
            kinds: vec![CardKind::Recall],
            learned: false,
            pause: None,
        }
    }
}

/// Days without review, both ends included (see [`super::Moment::day`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The first.
    pub from_day: i64,
    /// The last.
    pub to_day: i64,
}

impl Pause {
    /// Whether a day is one of them.
    #[must_use]
    pub const fn holds(self, day: i64) -> bool {
        self.from_day <= day && day <= self.to_day
    }
}

/// In which order cards come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CardOrder {
    /// The longest due first.
    #[default]
    Due,
    /// In no order, but the same one all day.
    Random,
    /// Words of one article together.
    Article,
    /// The hardest first.
    Hardest,
}

impl CardOrder {
    /// In the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Due, Self::Random, Self::Article, Self::Hardest];
}

/// A kind of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CardKind {
    /// The sentence with the word marked: what does it mean?
    Recall,
    /// The sentence with a gap: which word is missing?
    Cloze,
    /// The same, and the form is typed.
    Typing,
    /// The sentence is spoken.
    Listening,
    /// The meaning: which word is it?
    Meaning,
}

impl CardKind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Recall, Self::Cloze, Self::Typing, Self::Listening, Self::Meaning];
}

impl StudySettings {
    /// The same within their limits, whatever a file or a field says.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        let schedule = &mut self.schedule;
        schedule.retention = if schedule.retention.is_finite() {
            schedule.retention.clamp(0.80, 0.97)
        } else {
            0.9
        };
        schedule.passing_share = if schedule.passing_share.is_finite() {
            schedule.passing_share.clamp(0.1, 0.5)
        } else {
            0.5
        };
        schedule.longest_days = schedule.longest_days.clamp(1, LONGEST_DAYS);
        for steps in [&mut schedule.learning_s, &mut schedule.relearning_s] {
            steps.truncate(10);
            for step in steps.iter_mut() {
                *step = (*step).clamp(1, 86_400);
            }
        }
        let queue = &mut self.queue;
        queue.first_times = queue.first_times.min(999);
        queue.reviews = queue.reviews.min(9_999);
        if queue.kinds.is_empty() {
            queue.kinds = vec![CardKind::Recall];
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_and_a_spoiled_file_give_usable_settings() {
        let empty: StudySettings = serde_json::from_str("{}").unwrap();
        assert_eq!(empty, StudySettings::default());
        let mut spoiled = StudySettings::default();
        spoiled.schedule.retention = f32::NAN;
        spoiled.schedule.passing_share = 3.0;
        spoiled.schedule.longest_days = 0;
        spoiled.queue.kinds.clear();
        let clamped = spoiled.clamped();
        assert!((clamped.schedule.retention - 0.9).abs() < 1e-6);
        assert!((clamped.schedule.passing_share - 0.5).abs() < 1e-6);
        assert_eq!(clamped.schedule.longest_days, 1);
        assert_eq!(clamped.queue.kinds, [CardKind::Recall]);
    }
}

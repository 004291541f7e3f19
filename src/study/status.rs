//! How well a term is known, on the scale that Lute and Learning With Texts share.

/// Status of a term. A word never touched has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Status {
    /// 1: just met, to be studied.
    New = 1,
    /// 2: Learning, first step.
    Met = 2,
    /// 3: Learning, second step.
    Familiar = 3,
    /// 4: Learning, last step.
    Nearly = 4,
    /// 5: known by study; leaves the daily review.
    Learned = 5,
    /// 98: never to be studied or counted.
    Ignored = 98,
    /// 99: known without study.
    WellKnown = 99,
}

impl Status {
    /// In the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::Met,
        Self::Familiar,
        Self::Nearly,
        Self::Learned,
        Self::WellKnown,
        Self::Ignored,
    ];

    /// The number that files and the database use.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The status with that number; `None` for 0 and for every other number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|status| i64::from(status.number()) == number)
    }

    /// Status 1.
    #[must_use]
    pub const fn is_new(self) -> bool {
        matches!(self, Self::New)
    }

    /// Status 2 to 4.
    #[must_use]
    pub const fn is_learning(self) -> bool {
        matches!(self, Self::Met | Self::Familiar | Self::Nearly)
    }

    /// Status 1 to 4.
    #[must_use]
    pub const fn is_to_study(self) -> bool {
        self.is_new() || self.is_learning()
    }

    /// Status 5 and 99.
    #[must_use]
    pub const fn is_known(self) -> bool {
        matches!(self, Self::Learned | Self::WellKnown)
    }

    /// One step up the scale 1 … 5, 99; from nothing to New; Ignored stays.
    #[must_use]
    pub const fn up(status: Option<Self>) -> Self {
        match status {
            None => Self::New,
            Some(Self::New) => Self::Met,
            Some(Self::Met) => Self::Familiar,
            Some(Self::Familiar) => Self::Nearly,
            Some(Self::Nearly) => Self::Learned,
            Some(Self::Learned | Self::WellKnown) => Self::WellKnown,
            Some(Self::Ignored) => Self::Ignored,
        }
    }

    /// One step down the scale 99, 5 … 1; New and Ignored stay, nothing becomes New.
    #[must_use]
    pub const fn down(status: Option<Self>) -> Self {
        match status {
            None | Some(Self::New | Self::Met) => Self::New,
            Some(Self::Familiar) => Self::Met,
            Some(Self::Nearly) => Self::Familiar,
            Some(Self::Learned) => Self::Nearly,
            Some(Self::WellKnown) => Self::Learned,
            Some(Self::Ignored) => Self::Ignored,
        }
    }
}

/// The status of a term with who set it and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// `None`: no status.
    pub status: Option<Status>,
    /// Whether the learner set it (also to none), or an import did.
    pub by_learner: bool,
    /// When it was set, UTC milliseconds; `None` when it never was.
    pub at: Option<i64>,
}

impl Standing {
    /// The standing of two terms that become one: the latest that the learner set, else the one further along
    /// 98, 1 … 5, 99.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let along = |standing: &Self| match standing.status {
            None => 0,
            Some(Status::Ignored) => 1,
            Some(status) => u16::from(status.number()) + 1,
        };
        let order = |standing: &Self| {
            (
                standing.by_learner,
                standing.by_learner.then_some(standing.at),
                along(standing),
            )
        };
        if order(&other) > order(&self) { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(status: Option<Status>, by_learner: bool, at: i64) -> Standing {
        let at = Some(at);
        Standing { status, by_learner, at }
    }

    #[test]
    fn joined_standings_keep_what_the_learner_said_last() {
        let imported = |status| standing(Some(status), false, 9);
        let steps = [
            Status::Ignored,
            Status::New,
            Status::Met,
            Status::Familiar,
            Status::Nearly,
            Status::Learned,
            Status::WellKnown,
        ];
        for pair in steps.windows(2) {
            let (lower, higher) = (imported(pair[0]), imported(pair[1]));
            assert_eq!(lower.joined(higher), higher);
            assert_eq!(higher.joined(lower), higher);
        }
        let none = Standing::default();
        assert_eq!(none.joined(imported(Status::Ignored)), imported(Status::Ignored));
        let early = standing(Some(Status::WellKnown), true, 1);
        let late = standing(Some(Status::New), true, 2);
        assert_eq!(early.joined(late), late);
        assert_eq!(late.joined(early), late);
        assert_eq!(late.joined(imported(Status::WellKnown)), late);
        let taken_away = standing(None, true, 3);
        assert_eq!(taken_away.joined(late), taken_away);
    }
}

//! How well a word was recalled, and where that was shown.

/// The learner's answer to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Grade {
    /// 1: forgotten.
    Again = 1,
    /// 2: recalled with trouble.
    Hard = 2,
    /// 3: recalled.
    Good = 3,
    /// 4: recalled without thinking.
    Easy = 4,
}

impl Grade {
    /// In the order of the keys 1 to 4.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The number that the database and the keys use.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The grade with that number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| i64::from(grade.number()) == number)
    }
}

/// Where a word was recalled, or not. Retention and the optimiser read cards alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReviewSource {
    /// On a card, with a question and four grades.
    Card,
    /// In passing, on today's page: weaker evidence.
    Page,
    /// In passing, on the card beside an article.
    Reading,
    /// In a session that leaves the schedule alone.
    Cram,
}

impl ReviewSource {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Card, Self::Page, Self::Reading, Self::Cram];

    /// As the database and files call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Page => "page",
            Self::Reading => "reading",
            Self::Cram => "cram",
        }
    }

    /// The source of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// Whether it is weaker evidence than a card.
    #[must_use]
    pub const fn in_passing(self) -> bool {
        matches!(self, Self::Page | Self::Reading)
    }
}

//! Levels of the Common European Framework, as estimates: of a word by its rank, and of a text by its words.

/// A level of the Common European Framework of Reference, from beginner to nearly native.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Beginner.
    A1,
    /// Elementary.
    A2,
    /// Intermediate.
    B1,
    /// Upper intermediate.
    B2,
    /// Advanced.
    C1,
    /// Proficient.
    C2,
}

impl Level {
    /// From the lowest to the highest.
    pub const ALL: [Self; 6] = [Self::A1, Self::A2, Self::B1, Self::B2, Self::C1, Self::C2];

    /// As it is written: `A1`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::B1 => "B1",
            Self::B2 => "B2",
            Self::C1 => "C1",
            Self::C2 => "C2",
        }
    }

    /// By the number that the frequency table has for it: 1 is A1.
    pub(super) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// How many levels lie between two, one end included.
    pub(super) const fn distance(self, other: Self) -> u8 {
        (self as u8).abs_diff(other as u8)
    }
}

/// The last rank of each level's band; C2 is beyond.
///
/// Among the first 8,500 words that the table calls A1 to B2, 18 % are A1, 30 % A2, 29 % B1 and 23 % B2: so many of the
/// 8,500 ranks each band holds, rounded to 500. C1 is what follows up to 14,000, where the table's own C words become
/// the majority.
const BANDS: [(u32, Level); 5] = [
    (1_500, Level::A1),
    (4_000, Level::A2),
    (6_500, Level::B1),
    (8_500, Level::B2),
    (14_000, Level::C1),
];

/// The level that a rank (1 is the commonest) speaks for.
#[must_use]
pub fn band(rank: u32) -> Level {
    let band = BANDS.iter().find(|(last, _)| rank <= *last);
    band.map_or(Level::C2, |(_, level)| *level)
}

/// How much of a text must be within a level for its reader: the share at which readers guess the rest from context.
const COVERED: f64 = 0.95;
/// Fewer words with a level than this say nothing about a text: of 20, two rare ones would make it hard.
const FEWEST: usize = 100;

/// The estimated level of a text: the lowest within which 95 % of its running words are.
///
/// It takes the level of every running word that is no name and no number; words without a level (contractions, terms
/// that no list has) are passed over. `None` when fewer than 100 words have one.
#[must_use]
pub fn estimate(levels: impl IntoIterator<Item = Option<Level>>) -> Option<Level> {
    let mut counts = [0_usize; 6];
    for level in levels.into_iter().flatten() {
        counts[level as usize] += 1;
    }
    let all: usize = counts.iter().sum();
    if all < FEWEST {
        return None;
    }
    let mut within = 0;
    Level::ALL.into_iter().zip(counts).find_map(|(level, count)| {
        within += count;
        // Both are far below 2^52.
        #[expect(clippy::cast_precision_loss, reason = "counts of words in one text")]
        let is_covered = within as f64 >= COVERED * all as f64;
        is_covered.then_some(level)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_rise() {
        assert_eq!((band(1), band(1_500), band(1_501)), (Level::A1, Level::A1, Level::A2));
        assert_eq!(
            (band(8_500), band(8_501), band(14_000), band(14_001)),
            (Level::B2, Level::C1, Level::C1, Level::C2)
        );
        assert!(
            BANDS
                .windows(2)
                .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1)
        );
        assert_eq!(Level::ALL.map(Level::label), ["A1", "A2", "B1", "B2", "C1", "C2"]);
    }

    #[test]
    fn a_text_is_as_hard_as_its_hardest_twentieth() {
        let text = |counts: [usize; 6]| {
            let words = Level::ALL.into_iter().zip(counts);
            estimate(
                words
                    .flat_map(|(level, count)| std::iter::repeat_n(Some(level), count))
                    .chain([None]),
            )
        };
        assert_eq!(text([95, 0, 0, 0, 0, 5]), Some(Level::A1));
        assert_eq!(text([94, 0, 1, 0, 0, 5]), Some(Level::B1));
        assert_eq!(text([60, 20, 10, 5, 3, 2]), Some(Level::B2));
        assert_eq!(text([0, 0, 0, 0, 0, 100]), Some(Level::C2));
        assert_eq!((text([99, 0, 0, 0, 0, 0]), estimate([None; 50])), (None, None));
    }
}

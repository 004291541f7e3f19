//! The pace at which the learner reads, estimated from what they have read.
//!
//! A block that was left open over a cup of tea, and one that was skimmed, must not count as much as the many between
//! them: so the pace is the median of the blocks, each weighing as much as it has words.

/// What is assumed until enough was read (words a minute). Adults who learn English read about a hundred words a minute
/// before, and a hundred and fifty after, a term of timed reading (Chang, *Reading in a Foreign Language* 24 (1), 2012);
/// readers in their own language about 238 (Brysbaert, *Journal of Memory and Language* 109, 2019).
pub const USUAL_PACE: f32 = 130.0;

/// So many words must have been read before the log is believed.
const ENOUGH_WORDS: u32 = 400;
/// With so many it is believed wholly; before, the more the more: what is told of the time left does not leap.
const ALL_WORDS: u32 = 1_000;
/// A block of fewer words tells more of the hand on the wheel than of the eye.
const SHORTEST: u32 = 5;
/// What no reader is slower or faster than (words a minute).
const POSSIBLE: (f32, f32) = (20.0, 600.0);

/// A stretch that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadSample {
    /// Running words.
    pub words: u32,
    /// How long it took.
    pub seconds: u32,
}

/// The pace of reading in words a minute; [`USUAL_PACE`] where too little was read to tell.
#[must_use]
pub fn pace(samples: &[ReadSample]) -> f32 {
    let long = samples
        .iter()
        .filter(|sample| sample.words >= SHORTEST && sample.seconds > 0);
    #[expect(clippy::cast_precision_loss, reason = "words and seconds of a paragraph")]
    let mut paces: Vec<(f32, u32)> = long
        .map(|sample| (sample.words as f32 * 60.0 / sample.seconds as f32, sample.words))
        .collect();
    let words: u32 = paces.iter().map(|(_, words)| words).sum();
    if words < ENOUGH_WORDS {
        return USUAL_PACE;
    }
    paces.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let mut seen = 0;
    let median = paces.iter().find(|(_, words_of_it)| {
        seen += words_of_it;
        2 * seen >= words
    });
    #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
    let belief = words.min(ALL_WORDS) as f32 / ALL_WORDS as f32;
    median.map_or(USUAL_PACE, |(pace, _)| {
        USUAL_PACE + (pace.clamp(POSSIBLE.0, POSSIBLE.1) - USUAL_PACE) * belief
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(words: u32, seconds: u32) -> ReadSample {
        ReadSample { words, seconds }
    }

    fn close(one: f32, other: f32) -> bool {
        (one - other).abs() < 0.5
    }

    #[test]
    fn little_read_tells_nothing() {
        assert!(close(pace(&[]), USUAL_PACE));
        assert!(close(pace(&[sample(399, 60)]), USUAL_PACE));
        assert!(close(pace(&[sample(4, 1); 500]), USUAL_PACE), "headings alone");
    }

    #[test]
    fn what_is_left_does_not_leap_when_the_log_is_believed() {
        let slow = |words: usize| pace(&vec![sample(50, 60); words / 50]);
        assert!(close(slow(350), USUAL_PACE));
        assert!(slow(400) > 90.0 && slow(400) < USUAL_PACE);
        assert!(slow(700) < slow(400));
        assert!(close(slow(1000), 50.0));
    }

    #[test]
    fn a_cup_of_tea_and_a_skimmed_page_change_nothing() {
        let mut read = vec![sample(50, 30); 20];
        assert!(close(pace(&read), 100.0));
        read.extend([sample(60, 1800), sample(60, 1), sample(3, 900), sample(80, 0)]);
        assert!(close(pace(&read), 100.0));
    }

    #[test]
    fn a_long_paragraph_weighs_more_than_a_short_one() {
        let read = [sample(1000, 300), sample(10, 60), sample(10, 60), sample(10, 60)];
        assert!(close(pace(&read), 200.0));
    }

    proptest::proptest! {
        #[test]
        fn any_log_gives_a_possible_pace(log in proptest::collection::vec((0u32..2000, 0u32..4000), 0..60)) {
            let samples: Vec<_> = log.into_iter().map(|(words, seconds)| sample(words, seconds)).collect();
            let pace = pace(&samples);
            proptest::prop_assert!((POSSIBLE.0..=POSSIBLE.1).contains(&pace));
        }
    }
}

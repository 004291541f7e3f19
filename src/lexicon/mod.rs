//! The lexicon: what is known of a word before the learner says anything about it.
//!
//! How common an English word is, and the level at which a learner usually meets it. Both are estimates and are called
//! so on the screen.

pub mod dictionary;
mod level;
pub mod sound;

pub use level::{Level, band, estimate};

use crate::text::{frequency, lemmas};

/// Rank of a word (a form or headword key) among the 60,000 commonest of English; 1 is the commonest.
#[must_use]
pub fn rank(word_key: &str) -> Option<u32> {
    frequency::rank(word_key)
}

/// Estimated level of a word (a form or headword key); `None` for words without one, names among them.
///
/// The table's own level counts, unless it contradicts the word's rank by more than one level: then the rank's
/// [`band`] is taken (the table calls `outage`, the 20,554th word, A1).
#[must_use]
pub fn level(word_key: &str) -> Option<Level> {
    let own = Level::from_number(frequency::raw_level(word_key)?)?;
    let band = band(rank(word_key)?);
    Some(if own.distance(band) > 1 { band } else { own })
}

/// Rank of an English headword: the best among its own, those of all its forms, and those of `others` that the learner
/// has put to it. It does not depend on which of them an article has.
#[must_use]
pub fn headword_rank<'a>(headword: &'a str, others: impl IntoIterator<Item = &'a str>) -> Option<u32> {
    let forms = std::iter::once(headword).chain(others).chain(lemmas::forms(headword));
    forms.filter_map(rank).min()
}

/// Level of a headword: its own, else that of the form met.
#[must_use]
pub fn headword_level(headword: &str, form_met: &str) -> Option<Level> {
    level(headword).or_else(|| level(form_met))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_and_rank_agree_within_one() {
        for (word, word_rank) in frequency::all() {
            if let Some(level) = level(word) {
                assert!(level.distance(band(word_rank)) <= 1, "{word}");
            }
        }
    }

    #[test]
    fn levels_of_words() {
        assert_eq!((rank("outage"), level("outage")), (Some(20_554), Some(Level::C2)));
        assert_eq!(level("the"), Some(Level::A1));
        assert_eq!(level("water"), Some(Level::A2));
        // The table's own level, one away from its rank's band.
        assert_eq!(
            (frequency::raw_level("time"), level("time")),
            (Some(2), Some(Level::A2))
        );
        assert_eq!((rank("xyzzy"), level("xyzzy")), (None, None));
        assert_eq!(level("facebook"), None);
    }

    #[test]
    fn a_headword_has_the_best_of_its_forms() {
        assert_eq!(headword_rank("be", []), rank("is"));
        assert_eq!(
            headword_rank("demoralize", []),
            headword_rank("demoralize", ["demoralized"])
        );
        assert_eq!(headword_rank("batter", ["the"]), Some(1));
        assert_eq!(headword_rank("xyzzy", []), None);
        assert_eq!(headword_level("be", "was"), level("be"));
        assert_eq!(headword_level("xyzzy", "was"), level("was"));
    }
}

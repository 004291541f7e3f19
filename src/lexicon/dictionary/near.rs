//! Words that are spelt nearly like one that no dictionary has: one letter more, less, another, or two swapped.
//!
//! Of English the words are known with their frequency, so only those that exist are looked for in a dictionary, the
//! commonest first. Of other languages the dictionaries are asked themselves, with the letters of the word and those
//! that its alphabet has most, for as long as a look-up may take.

use std::time::{Duration, Instant};

use super::{Dictionary, entry_key};
use crate::text::frequency;
use crate::text::lemmas::lemma;

/// So many are offered.
const OFFERED: usize = 4;
/// Longer words have more neighbours than there is time for.
const LETTERS_AT_MOST: usize = 24;
/// How long other languages are asked.
const TIME: Duration = Duration::from_millis(1);
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// Words spelt nearly like a key that one of the dictionaries has.
#[must_use]
pub fn near(dictionaries: &[&dyn Dictionary], key: &str, english: bool) -> Vec<String> {
    near_within(dictionaries, key, english, TIME)
}

/// The same with a time of its own: the words of English are some hundreds, and take less than a dictionary.
fn near_within(dictionaries: &[&dyn Dictionary], key: &str, english: bool, time: Duration) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    if letters.len() < 3 || letters.len() > LETTERS_AT_MOST {
        return Vec::new();
    }
    let has = |word: &str| {
        let key = entry_key(word);
        dictionaries
            .iter()
            .any(|dictionary| dictionary.has(&key).unwrap_or(false))
    };
    let mut found = Vec::new();
    let began = Instant::now();
    if english {
        let mut known: Vec<(u32, String)> = neighbours(&letters, LETTERS)
            .filter_map(|word| Some((frequency::rank(&word)?, word)))
            .collect();
        known.sort();
        known.dedup();
        found.extend(
            known
                .into_iter()
                .map(|(_, word)| word)
                // A dictionary has the headword of a form.
                .filter(|word| has(word) || has(&lemma(word)))
                .take(OFFERED),
        );
        return found;
    }
    let mut own = key.to_owned();
    own.push_str("aeinrst");
    for word in neighbours(&letters, &own) {
        if began.elapsed() > time || found.len() == OFFERED {
            break;
        }
        if !found.contains(&word) && has(&word) {
            found.push(word);
        }
    }
    found
}

/// All words at a distance of one: swapped, a letter less, another letter, a letter more.
fn neighbours<'a>(letters: &'a [char], alphabet: &'a str) -> impl Iterator<Item = String> + 'a {
    let count = letters.len();
    let with = |at: usize, skip: usize, between: Option<char>| -> String {
        letters[..at]
            .iter()
            .copied()
            .chain(between)
            .chain(letters[at + skip..].iter().copied())
            .collect()
    };
    let swapped = (1..count).filter(|&at| letters[at] != letters[at - 1]).map(|at| {
        let mut swapped = letters.to_vec();
        swapped.swap(at - 1, at);
        swapped.into_iter().collect()
    });
    let less = (0..count).map(move |at| with(at, 1, None));
    let another = (0..count).flat_map(move |at| {
        let others = alphabet.chars().filter(move |letter| *letter != letters[at]);
        others.map(move |letter| with(at, 1, Some(letter)))
    });
    let more = (0..=count).flat_map(move |at| alphabet.chars().map(move |letter| with(at, 0, Some(letter))));
    swapped.chain(less).chain(another).chain(more)
}

#[cfg(test)]
mod tests {
    use super::super::{DictionaryError, Entry};
    use super::*;

    struct Words(&'static [&'static str]);

    impl Dictionary for Words {
        fn name(&self) -> &'static str {
            "words"
        }

        fn entries(&self, key: &str) -> Result<Vec<Entry>, DictionaryError> {
            let found = self.0.iter().filter(|word| **word == key);
            Ok(found.map(|_| Entry::default()).collect())
        }
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word_and_the_commonest_comes_first() {
        let words = Words(&["harbor", "separate", "their", "tier", "the"]);
        let near = |key: &str| near_within(&[&words], key, true, Duration::MAX);
        assert_eq!(near("seperate"), ["separate"]);
        assert_eq!(near("harbr"), ["harbor"]);
        assert_eq!(near("thier"), ["their", "tier"]);
        assert_eq!(near("harborz"), ["harbor", "harbors"]);
        assert!(near("qqqqqq").is_empty() && near("te").is_empty());
    }

    #[test]
    fn other_languages_are_asked_themselves() {
        let words = Words(&["straße", "strafe"]);
        assert_eq!(near_within(&[&words], "starße", false, Duration::MAX), ["straße"]);
    }
}

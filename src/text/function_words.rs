//! Words that mean little by themselves: articles, pronouns, particles, the commonest verbs and nouns.
//!
//! In a language without a table of frequencies they are what a list of an article's words by number would begin with, and
//! nobody looks `的` or `der` up before they read. Each language has one line of `assets/data/function_words.txt`.

use std::collections::HashSet;
use std::sync::LazyLock;

static LISTS: &str = include_str!("../../assets/data/function_words.txt");

/// In a language without a list, a word that is so large a part of a text (one in so many) is one of them.
const ONE_IN: usize = 50;
/// A text of fewer words than this says nothing about that.
const FEWEST: usize = 200;

/// The function words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionWords(HashSet<&'static str>);

impl FunctionWords {
    /// Those of a language (BCP 47); `None` where there is no list of them.
    #[must_use]
    pub fn of(language: &str) -> Option<Self> {
        static CODES: LazyLock<Vec<(&str, &str)>> =
            LazyLock::new(|| LISTS.lines().filter_map(|line| line.split_once(' ')).collect());
        let code = language.split('-').next().unwrap_or_default();
        let (_, words) = CODES.iter().find(|(listed, _)| *listed == code)?;
        Some(Self(words.split(' ').collect()))
    }

    /// Whether a key is one of them or, where words are written without spaces, a row of them that was cut as one
    /// (`都在`).
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        let mut letters = [0; 4];
        let mut is_row = || {
            key.chars()
                .all(|char| char >= '\u{2e80}' && self.0.contains(&*char.encode_utf8(&mut letters)))
        };
        self.0.contains(key) || is_row()
    }
}

/// Whether a word that stands `count` times among `running` words is owed to the language and not to what the text is
/// about.
#[must_use]
pub const fn is_part_of_any_text(count: usize, running: usize) -> bool {
    running >= FEWEST && count * ONE_IN >= running
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::form_key;

    #[test]
    fn languages_have_lists_of_keys() {
        for (language, word, other) in [
            ("zh", "的", "政府"),
            ("zh-Hans", "了", "学习"),
            ("de", "der", "haus"),
            ("ja", "の", "学校"),
            ("ru", "и", "дом"),
        ] {
            let words = FunctionWords::of(language).unwrap();
            assert!(words.has(word) && !words.has(other), "{language}");
        }
        let words = FunctionWords::of("zh").unwrap();
        assert!(words.has("都在") && !words.has("大学"));
        assert_eq!(FunctionWords::of("tlh"), None);
        for word in LISTS.split_whitespace() {
            assert_eq!(form_key(word), word);
        }
    }

    #[test]
    fn what_every_text_is_full_of() {
        assert!(is_part_of_any_text(20, 1_000) && !is_part_of_any_text(19, 1_000));
        assert!(!is_part_of_any_text(20, 100));
    }
}

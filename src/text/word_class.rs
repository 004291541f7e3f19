//! What the distinct words of an article are: words that count, names, numbers, words of another script.

use super::scripts::Scripts;
use super::{Article, TokenIndex, TokenKind};

/// What a key is in its article, as long as the learner says nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordClass {
    /// Counts.
    #[default]
    Word,
    /// The name of a person, a place, a firm.
    Name,
    /// Digits.
    Number,
    /// Another script than the article's language is written in.
    Foreign,
}

/// Classes by the number of the key; `names` tells whether a key is a name in this article.
#[must_use]
pub fn word_classes(
    article: &Article,
    index: &TokenIndex,
    language: &str,
    names: impl Fn(&str) -> bool,
) -> Vec<WordClass> {
    let own = Scripts::of_language(language);
    let is_foreign = |key: &str| {
        let script = key
            .chars()
            .map(Scripts::of)
            .find(|script| *script != Scripts::default());
        own.zip(script).is_some_and(|(own, script)| !own.meets(script))
    };
    let class = |key: &str, number: u32| {
        let first = index.postings(number).first();
        let kind = first.and_then(|&place| {
            let (block, token) = index.block_of(place);
            article.block(block)?.tokens.get(token).map(|token| token.kind)
        });
        if kind == Some(TokenKind::Number) {
            WordClass::Number
        } else if is_foreign(key) {
            WordClass::Foreign
        } else if names(key) {
            WordClass::Name
        } else {
            WordClass::Word
        }
    };
    let numbered = index.keys().iter().zip(0..);
    numbered.map(|(key, number)| class(key, number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn classes(source: &str, language: &str) -> Vec<(String, WordClass)> {
        let article = parse(source);
        let index = TokenIndex::build(&article, language);
        let classes = word_classes(&article, &index, language, |key| key == "kyiv");
        let keys = index.keys().iter().map(ToString::to_string);
        keys.zip(classes).collect()
    }

    #[test]
    fn numbers_names_and_other_scripts_do_not_count() {
        let found = classes("In Kyiv 2,870 men said спасибо and 谢谢 or café", "en");
        let other: Vec<(&str, WordClass)> = found
            .iter()
            .filter(|(_, class)| *class != WordClass::Word)
            .map(|(key, class)| (key.as_str(), *class))
            .collect();
        assert_eq!(
            other[..3],
            [
                ("kyiv", WordClass::Name),
                ("2,870", WordClass::Number),
                ("спасибо", WordClass::Foreign)
            ]
        );
        assert!(other[3..].iter().all(|(_, class)| *class == WordClass::Foreign));
        assert!(found.contains(&("café".to_owned(), WordClass::Word)));
    }

    #[test]
    fn a_language_without_a_known_script_counts_everything() {
        assert!(
            classes("слово word", "")
                .iter()
                .all(|(_, class)| *class == WordClass::Word)
        );
        assert_eq!(classes("слово word", "uk")[1].1, WordClass::Foreign);
    }
}

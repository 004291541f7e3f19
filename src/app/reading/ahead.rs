//! Before one reads: the words of an article that are worth a look, since nobody touched them and they occur often.
//!
//! What a learner would not look up is left out: the commonest words of the language (by the table of frequencies, or by a
//! list of function words where there is no table), and what is written with a capital wherever it stands: names, days,
//! nationalities.

use std::cmp::Reverse;

use super::Reading;
use crate::study::Untouched;
use crate::text::{FunctionWords, is_common, is_in_address, is_part_of_any_text, spelling};

/// Words of a rank up to this one are left out.
const EVERYDAY: u32 = 1_500;

/// A word to look at before one reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// The headword, as the text writes it.
    pub word: String,
    /// How often it occurs.
    pub count: u32,
    /// Flat number of its first token.
    pub place: u32,
}

impl Reading {
    /// The untouched words that are worth a look before one reads, at most `most`: the most frequent of the article
    /// first, and of those the commonest of the language.
    #[must_use]
    pub fn ahead(&self, most: usize) -> Vec<Ahead> {
        let function_words = FunctionWords::of(&self.language);
        let running = self.index.len();
        let key = |word: &Untouched| &*self.index.keys()[word.headword as usize];
        let rank = |word: &Untouched| self.rank(key(word)).unwrap_or(u32::MAX);
        let mut words = self.untouched(true);
        words.retain(|word| {
            let forms = word.keys.iter().map(|&key| &*self.index.keys()[key as usize]);
            if self.is_english() {
                let best = forms.chain([key(word)]).filter_map(|form| self.rank(form)).min();
                best.is_none_or(|rank| rank > EVERYDAY)
            } else if let Some(function_words) = &function_words {
                !forms.chain([key(word)]).any(|form| function_words.has(form))
            } else {
                !is_part_of_any_text(word.count as usize, running)
            }
        });
        words.sort_by_cached_key(|word| (Reverse(word.count), rank(word), word.first));
        let ahead = words.into_iter().filter_map(|word| {
            let spelt = spelling(&self.article, &self.index, word.headword);
            let large = self.is_english()
                && (spelt.starts_with(char::is_uppercase) || !is_common(key(&word)) && self.is_always_large(&word));
            let address = self.token_at(word.first).is_some_and(|(number, range)| {
                let block = self.article.block(number);
                block.is_some_and(|block| is_in_address(&block.text, range))
            });
            (!large && !address).then_some(Ahead {
                word: spelt,
                count: word.count,
                place: word.first,
            })
        });
        ahead.take(most).collect()
    }

    /// Whether a word has a capital wherever it stands, at the beginning of sentences too.
    fn is_always_large(&self, word: &Untouched) -> bool {
        let places = word.keys.iter().flat_map(|&key| self.index.postings(key));
        let mut forms = places.filter_map(|&place| {
            let (number, range) = self.token_at(place)?;
            let block = self.article.block(number)?;
            (!is_in_address(&block.text, range)).then(|| block.slice(range))
        });
        forms.all(|form| form.starts_with(char::is_uppercase))
    }
}

#[cfg(test)]
mod tests {
    use crate::app::reading::Reading;
    use crate::app::reading::fixtures::{opened, reading};
    use crate::text::TokenIndex;

    fn words(reading: &Reading) -> Vec<String> {
        reading.ahead(9).into_iter().map(|ahead| ahead.word).collect()
    }

    #[test]
    fn neither_common_words_nor_capitals_lead_the_list() {
        let reading = reading(
            "On Wednesday the outage was over. On Wednesday the Ukrainian crew met; the Ukrainian outage was the pipeline’s.\n\n\
             Trofimov slept; write to trofimov@zorbexpress.org. Outages and stalls were the people’s time.",
        );
        let [first, rest @ ..] = &words(&reading)[..] else {
            panic!()
        };
        assert_eq!(first, "outage");
        for word in ["pipeline", "stall"] {
            assert!(rest.iter().any(|other| other == word), "{rest:?}");
        }
        for word in [
            "Wednesday",
            "wednesday",
            "Ukrainian",
            "trofimov",
            "zorbexpress",
            "the",
            "time",
            "people",
            "be",
        ] {
            assert!(!rest.iter().any(|other| other == word), "{rest:?}");
        }
    }

    #[test]
    fn languages_without_a_table_have_lists_of_function_words() {
        let source = "政府的计划是好的。我们的政府和他们的计划都在这里了。";
        let mut opened = opened(source);
        opened.parsed.index = TokenIndex::build(&opened.parsed.article, "zh");
        opened.parsed.classes = vec![crate::text::WordClass::Word; opened.parsed.index.keys().len()];
        opened.resolution = crate::study::Resolution::new(&opened.parsed.index);
        opened.parsed.language = "zh".to_owned();
        let reading = Reading::new(opened, 0);
        assert_eq!(words(&reading), ["政府", "计划"]);
    }
}

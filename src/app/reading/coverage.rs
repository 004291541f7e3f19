//! How much of the open article is known, and what of it is untouched.

use super::Reading;
use crate::lexicon;
use crate::store::UntouchedWord;
use crate::study::{CoverageText, Untouched};
use crate::text::{ByteRange, Place, WordClass, spelling};

impl Reading {
    fn text<'a>(&'a self, bold: &'a [u32]) -> CoverageText<'a> {
        CoverageText {
            index: &self.index,
            resolution: &self.resolution,
            classes: &self.classes,
            bold,
            furthest: self
                .furthest
                .map_or(0, |block| self.index.first_token(block.saturating_add(1))),
        }
    }

    /// Flat numbers of the tokens that are bold, in order.
    fn bold_tokens(&self) -> Vec<u32> {
        let blocks = self
            .article
            .blocks
            .iter()
            .zip(0..)
            .filter(|(block, _)| !block.bolds.is_empty());
        let tokens = blocks.flat_map(|(block, number)| {
            let numbered = block.tokens.iter().zip(self.index.first_token(number)..);
            let bold = |range: ByteRange| block.bolds.iter().any(|bold| bold.range.overlaps(range));
            numbered
                .filter(move |(token, _)| bold(token.range))
                .map(|(_, place)| place)
        });
        tokens.collect()
    }

    /// Counts how the words stand if anything has changed since they were counted.
    pub fn recount_coverage(&mut self) {
        let wanted = (self.generation, self.furthest);
        if self.covered.replace(wanted) != Some(wanted) {
            let bold = self.bold_tokens();
            self.coverage = self.text(&bold).coverage(|number| self.status(number));
            self.to_finish = self.untouched(false).len();
        }
    }

    /// The words without a status, up to the last block that was read or in the whole article.
    #[must_use]
    pub fn untouched(&self, all: bool) -> Vec<Untouched> {
        let text = self.text(&[]);
        let before = if all { u32::MAX } else { text.furthest };
        text.untouched(before, |number| {
            self.terms
                .get(number as usize)
                .is_some_and(|entry| entry.term.is_tracked())
        })
    }

    /// What is left to be marked as known when the article is finished: headwords with their forms.
    #[must_use]
    pub fn words_to_finish(&self) -> Vec<UntouchedWord> {
        let key = |number: u32| self.index.keys()[number as usize].to_string();
        let words = self.untouched(false).into_iter();
        words
            .map(|word| UntouchedWord {
                headword: key(word.headword),
                forms: word.keys.into_iter().map(key).collect(),
            })
            .collect()
    }

    /// The headword of a single word that is no term, and where its forms stand that are none either; a name keeps its
    /// spelling, so that there is nothing for it.
    #[must_use]
    pub fn family(&self, form_key: &str) -> Option<(String, Vec<(u32, ByteRange)>)> {
        let key = self.index.key(form_key)?;
        if self
            .classes
            .get(key as usize)
            .is_some_and(|class| *class != WordClass::Word)
        {
            return None;
        }
        let headword = self.index.headword(key);
        let keys = self.index.keys_of_headword(headword).iter();
        let free = keys.filter(|&&key| self.resolution.term_of_key(key).is_none());
        let mut places: Vec<u32> = free.flat_map(|&key| self.index.postings(key).iter().copied()).collect();
        places.sort_unstable();
        let ranges = places.into_iter().filter_map(|place| self.token_at(place));
        Some((spelling(&self.article, &self.index, headword), ranges.collect()))
    }

    /// Where a word with this headword stands first.
    #[must_use]
    pub fn first_place_of(&self, headword_key: &str) -> Option<(u32, ByteRange)> {
        let keys = self.index.keys_of_headword(self.index.key(headword_key)?).iter();
        let first = keys.filter_map(|&key| self.index.postings(key).first()).min()?;
        self.token_at(*first)
    }

    /// How common a word is, 1 the commonest; nothing where no table tells.
    #[must_use]
    pub fn rank(&self, key: &str) -> Option<u32> {
        if self.language.starts_with("en") {
            lexicon::rank(key)
        } else {
            None
        }
    }

    /// The token at a place (flat number): its block, and where in it.
    #[must_use]
    pub fn token_at(&self, place: u32) -> Option<(u32, ByteRange)> {
        let (number, token) = self.index.block_of(place);
        let token = self.article.block(number)?.tokens.get(token)?;
        Some((number, token.range))
    }

    /// The page stood still with its top at `first`, and `last` the last block that was seen whole. Reading goes on from
    /// where it was: a look further down reads nothing in between.
    pub fn rested(&mut self, first: Place, last: u32) {
        let next = self.furthest.map_or(0, |block| block.saturating_add(1));
        if first.block <= next && self.furthest.is_none_or(|furthest| furthest < last) {
            self.furthest = Some(last);
        }
    }
}

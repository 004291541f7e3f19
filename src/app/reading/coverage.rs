//! How much of the open article is known, and what of it is untouched.

use super::Reading;
use crate::lexicon::{self, Level};
use crate::store::UntouchedWord;
use crate::study::{CoverageText, LedgerStanding, TermNumber, Untouched, Vocabulary, bold_tokens};
use crate::text::{ByteRange, Place, WordClass, form_key, key_parts, spelling};

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

    /// Counts again what has changed since it was counted: the words of a term, what was read since.
    pub fn recount_coverage(&mut self) {
        let furthest = self.text(&[]).furthest;
        if self.ledger.furthest() != furthest {
            let mut ledger = std::mem::take(&mut self.ledger);
            ledger.read_to(&self.index, furthest, |place| self.is_bold(place));
            self.ledger = ledger;
        }
        if self.ledger.is_settled() {
            return;
        }
        let mut ledger = std::mem::take(&mut self.ledger);
        ledger.settle(&LedgerStanding {
            index: &self.index,
            resolution: &self.resolution,
            classes: &self.classes,
            status: |number| self.status(number),
            touched: |number| self.is_tracked(number),
        });
        self.coverage = ledger.coverage;
        self.ledger = ledger;
    }

    fn is_bold(&self, place: u32) -> bool {
        let (number, token) = self.index.block_of(place);
        let block = self.article.block(number);
        let range = block.and_then(|block| Some((block, block.tokens.get(token)?.range)));
        range.is_some_and(|(block, range)| block.bolds.iter().any(|bold| bold.range.overlaps(range)))
    }

    pub(super) fn is_tracked(&self, number: TermNumber) -> bool {
        let entry = self.terms.get(number as usize);
        entry.is_some_and(|entry| entry.term.is_tracked())
    }

    /// The words without a status, up to the last block that was read or in the whole article.
    #[must_use]
    pub fn untouched(&self, all: bool) -> Vec<Untouched> {
        // What stands bold before one has read is worth a look as well.
        let bold = if all {
            Vec::new()
        } else {
            bold_tokens(&self.article, &self.index)
        };
        let text = self.text(&bold);
        let before = if all { u32::MAX } else { text.furthest };
        text.untouched(before, |number| self.is_tracked(number))
    }

    /// How many words its vocabulary has, as the sidebar lists them.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        let listed = self.terms.iter().filter(|entry| entry.is_listed());
        Vocabulary::of(listed.map(|entry| entry.term.status))
    }

    /// How many words finishing the article would mark as known: those that are presumed to be.
    #[must_use]
    pub const fn to_finish(&self) -> usize {
        self.coverage.presumed.distinct as usize
    }

    /// Number of the paragraph (from 1) up to which was read, where that is not the last.
    #[must_use]
    pub fn read_to_paragraph(&self) -> Option<usize> {
        let furthest = self.furthest? as usize;
        (furthest + 1 < self.article.blocks.len()).then_some(furthest + 1)
    }

    /// What is left to be marked as known when the article is finished: headwords with their forms.
    #[must_use]
    pub fn words_to_finish(&self) -> Vec<UntouchedWord> {
        let key = |number: u32| self.index.keys()[number as usize].to_string();
        let words = self.untouched(false).into_iter();
        words
            .map(|word| UntouchedWord {
                headword: spelling(&self.article, &self.index, word.headword),
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

    /// Whether a word is a name in this article.
    #[must_use]
    pub fn is_name(&self, form_key: &str) -> bool {
        let class = self.index.key(form_key).and_then(|key| self.classes.get(key as usize));
        class == Some(&WordClass::Name)
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
        if self.is_english() { lexicon::rank(key) } else { None }
    }

    /// Estimated level of a term, and how common it is (1 the commonest); of a phrase, those of its hardest word.
    #[must_use]
    pub fn estimates(&self, number: TermNumber) -> (Option<Level>, Option<u32>) {
        let Some(entry) = self.terms.get(number as usize).filter(|_| self.is_english()) else {
            return (None, None);
        };
        let headword = form_key(&entry.term.headword);
        let parts = key_parts(&headword);
        if parts.len() > 1 {
            let level = parts.iter().filter_map(|part| lexicon::level(part)).max();
            return (level, parts.iter().filter_map(|part| lexicon::rank(part)).max());
        }
        let met = entry.places.first().and_then(|&place| self.index.key_at(place));
        let met = met.map_or("", |key| &*self.index.keys()[key as usize]);
        let forms = entry.term.forms.iter().map(String::as_str);
        let rank = *entry.rank.get_or_init(|| lexicon::headword_rank(&headword, forms));
        (lexicon::headword_level(&headword, met), rank)
    }

    pub(super) fn is_english(&self) -> bool {
        self.language.starts_with("en")
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

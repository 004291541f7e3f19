//! Which token of an article belongs to which term.
//!
//! Tokens with the same key share one slot, so a token's term is two array accesses away and a change of one term
//! touches only the slots of its forms. A form that the library has says whose it is; one that was never met belongs to
//! the term of its headword, else to the one that has its headword among its forms, unless that is a form of yet another
//! word: `roses` do not follow `rose` to `rise`. Terms of several tokens (phrases, hyphenated compounds) are looked for all at once, as
//! the longest wins where they overlap, and kept by the places of their tokens.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Term;
use super::phrases::{Phrase, match_all};
use crate::text::{Article, ByteRange, TermKind, Token, TokenIndex, form_key, key_parts};

/// Number of a term within one open article.
pub type TermNumber = u32;

const NONE: u32 = u32::MAX;

/// The terms of one article's tokens.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The term that has this very form.
    exact: Vec<u32>,
    /// The term of which this is the headword.
    named: Vec<u32>,
    /// The term that counts: the exact one, else the one of the headword.
    by_key: Vec<u32>,
    /// Terms of several tokens, to be looked for.
    sequences: Vec<Phrase>,
    /// Where they were found: each stretch of tokens by the place of its first.
    by_place: BTreeMap<u32, Stretch>,
    /// What lies under another term of several tokens, by the place of its first token and its term.
    under: BTreeMap<(u32, TermNumber), Stretch>,
}

/// Tokens next to each other that belong to a term of several tokens; a phrase with a gap has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    tokens: u32,
    term: TermNumber,
    /// Whether the term begins here.
    is_first: bool,
    /// The place of the other stretch of the term, beyond the gap.
    other: u32,
}

/// A stretch of a block that belongs to a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermRange {
    /// Where.
    pub range: ByteRange,
    /// Which.
    pub term: TermNumber,
}

impl Resolution {
    /// No token belongs to a term yet.
    #[must_use]
    pub fn new(index: &TokenIndex) -> Self {
        Self {
            exact: vec![NONE; index.keys().len()],
            named: vec![NONE; index.keys().len()],
            by_key: vec![NONE; index.keys().len()],
            ..Self::default()
        }
    }

    /// Gives a term the tokens of its forms; a phrase with an ellipsis in its headword (`put … off`) may have a gap. What
    /// has several tokens is found by the next [`Resolution::find_sequences`].
    pub fn add_term(&mut self, index: &TokenIndex, number: TermNumber, term: &Term) {
        let gap = term.kind == TermKind::Phrase && has_gap(&term.headword);
        if term.kind == TermKind::Word {
            self.name(index, number, &form_key(&term.headword));
        }
        self.add_forms(index, term.kind, number, gap, term.forms.iter().map(String::as_str));
    }

    /// Gives a term the tokens that have this headword (a key) and were never met as a form of another.
    pub fn name(&mut self, index: &TokenIndex, term: TermNumber, headword_key: &str) {
        if let Some(key) = index.key(headword_key) {
            self.named[key as usize] = term;
            self.settle(index, key);
        }
    }

    /// The same for forms (keys) that belong to no stored term.
    pub fn add<'a>(
        &mut self,
        index: &TokenIndex,
        kind: TermKind,
        term: TermNumber,
        forms: impl IntoIterator<Item = &'a str>,
    ) {
        self.add_forms(index, kind, term, false, forms);
    }

    fn add_forms<'a>(
        &mut self,
        index: &TokenIndex,
        kind: TermKind,
        term: TermNumber,
        gap: bool,
        forms: impl IntoIterator<Item = &'a str>,
    ) {
        for form in forms {
            let parts = key_parts(form);
            if kind == TermKind::Word && parts.len() == 1 {
                if let Some(key) = index.key(form) {
                    self.exact[key as usize] = term;
                    self.settle(index, key);
                }
            } else {
                let words = parts.into_iter().map(str::to_owned).collect();
                self.sequences.push(Phrase { term, words, gap });
            }
        }
    }

    /// Whether a term of several tokens was added, so that [`Resolution::find_sequences`] has something to find.
    #[must_use]
    pub fn has_sequences(&self) -> bool {
        !self.sequences.is_empty()
    }

    /// Looks for the terms of several tokens. `language` is the article's (BCP 47), for its sentences.
    pub fn find_sequences(&mut self, article: &Article, index: &TokenIndex, language: &str) {
        self.by_place.clear();
        self.under.clear();
        let (chosen, under) = match_all(article, index, &self.sequences, language);
        let all = chosen.into_iter().map(|found| (found, false));
        for (found, is_under) in all.chain(under.into_iter().map(|found| (found, true))) {
            let first = index.first_token(found.block);
            let places: Vec<u32> = found.tokens.iter().map(|tokens| first + flat(tokens.start)).collect();
            for (number, tokens) in found.tokens.into_iter().enumerate() {
                let mut others = places.iter().filter(|place| **place != first + flat(tokens.start));
                let stretch = Stretch {
                    tokens: flat(tokens.len()),
                    term: found.term,
                    is_first: number == 0,
                    other: others.next().copied().unwrap_or(NONE),
                };
                let place = first + flat(tokens.start);
                if is_under {
                    self.under.insert((place, found.term), stretch);
                } else {
                    self.by_place.insert(place, stretch);
                }
            }
        }
    }

    /// Takes all tokens of a term away from it.
    pub fn remove(&mut self, index: &TokenIndex, term: TermNumber) {
        for key in 0..self.exact.len() {
            if self.exact[key] == term || self.named[key] == term {
                for slot in [&mut self.exact[key], &mut self.named[key]] {
                    *slot = if *slot == term { NONE } else { *slot };
                }
                self.settle(index, u32::try_from(key).unwrap_or(NONE));
            }
        }
        self.sequences.retain(|sequence| sequence.term != term);
        self.by_place.retain(|_, stretch| stretch.term != term);
        self.under.retain(|(_, under), _| *under != term);
    }

    /// Decides anew whose a key is, and the forms that have it for their headword.
    fn settle(&mut self, index: &TokenIndex, key: u32) {
        for &key in std::iter::once(&key).chain(index.keys_of_headword(key)) {
            let headword = index.headword(key);
            let (own, named) = (self.exact[key as usize], self.named[headword as usize]);
            self.by_key[key as usize] = if own != NONE {
                own
            } else if named == NONE && index.headword(headword) == headword {
                self.exact[headword as usize]
            } else {
                named
            };
        }
    }

    /// The terms of one block, in order, never overlapping: the longest that begins first wins.
    pub fn block<'a>(
        &'a self,
        index: &'a TokenIndex,
        block: u32,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = TermRange> + 'a {
        self.among(index, block, tokens, 0..tokens.len())
    }

    /// The same for those terms of which at least a part is one of the tokens `some`: what stands elsewhere in the block
    /// costs nothing, be it ever so long.
    pub fn among<'a>(
        &'a self,
        index: &'a TokenIndex,
        block: u32,
        tokens: &'a [Token],
        some: Range<usize>,
    ) -> impl Iterator<Item = TermRange> + 'a {
        let first = index.first_token(block);
        let mut at = some.start;
        // A stretch that began before goes on here.
        let before = self.by_place.range(first..first.saturating_add(flat(at))).next_back();
        if let Some((&place, stretch)) = before
            && place + stretch.tokens > first.saturating_add(flat(at))
        {
            at = (place - first) as usize;
        }
        std::iter::from_fn(move || {
            while at < some.end {
                let flat = first + u32::try_from(at).unwrap_or(0);
                let start = at;
                let found = self.by_place.get(&flat);
                at += found.map_or(1, |found| found.tokens as usize).max(1);
                let end = at.min(tokens.len());
                let term = found.map_or_else(|| self.of_key(index, flat), |found| Some(found.term));
                if let Some(term) = term {
                    let range = ByteRange::new(tokens[start].range.start, tokens[end - 1].range.end);
                    return Some(TermRange { range, term });
                }
            }
            None
        })
    }

    /// The keys whose tokens belong to a term, phrases and compounds aside.
    pub fn keys_of(&self, term: TermNumber) -> impl Iterator<Item = u32> + '_ {
        let slots = self.by_key.iter().zip(0u32..);
        slots.filter(move |(slot, _)| **slot == term).map(|(_, key)| key)
    }

    /// The places (flat token numbers) at which a term begins, in order.
    #[must_use]
    pub fn places(&self, index: &TokenIndex, term: TermNumber) -> Vec<u32> {
        let keys = self.keys_of(term);
        let mut places: Vec<u32> = keys.flat_map(|key| index.postings(key).iter().copied()).collect();
        places.extend(
            self.by_place
                .iter()
                .filter(|(_, stretch)| stretch.is_first && stretch.term == term)
                .map(|(&place, _)| place),
        );
        let under = self.under.iter().filter(|(_, stretch)| stretch.is_first);
        places.extend(
            under
                .filter(|((_, under), _)| *under == term)
                .map(|((place, _), _)| *place),
        );
        places.sort_unstable();
        places
    }

    /// The same for the terms 0 to `count` at once.
    #[must_use]
    pub fn all_places(&self, index: &TokenIndex, count: usize) -> Vec<Vec<u32>> {
        let mut places = vec![Vec::new(); count];
        let by_key = self.by_key.iter().zip(0u32..).filter(|(slot, _)| **slot != NONE);
        for (&term, key) in by_key {
            if let Some(places) = places.get_mut(term as usize) {
                places.extend_from_slice(index.postings(key));
            }
        }
        let under = self.under.iter().map(|((place, _), stretch)| (place, stretch));
        let sequences = self.by_place.iter().chain(under);
        for (&place, stretch) in sequences.filter(|(_, stretch)| stretch.is_first) {
            if let Some(places) = places.get_mut(stretch.term as usize) {
                places.push(place);
            }
        }
        for places in &mut places {
            places.sort_unstable();
        }
        places
    }

    /// The term that tokens of a key belong to, phrases and compounds aside.
    #[must_use]
    pub fn term_of_key(&self, key: u32) -> Option<TermNumber> {
        self.by_key.get(key as usize).copied().filter(|&term| term != NONE)
    }

    /// How many tokens a term has that begins at a place, up to its gap. (A word of its own may begin a phrase there.)
    #[must_use]
    pub fn tokens_at(&self, place: u32, term: TermNumber) -> usize {
        self.stretch_at(place, term).map_or(1, |found| found.tokens as usize)
    }

    /// All stretches of a term of several tokens of which one begins at a place, in order: two if it has a gap.
    #[must_use]
    pub fn stretches_at(&self, place: u32, term: TermNumber) -> Vec<Range<u32>> {
        let mut stretches = Vec::new();
        let mut next = place;
        while let Some(found) = self.stretch_at(next, term) {
            if stretches.len() == 2 {
                break;
            }
            stretches.push(next..next + found.tokens);
            next = found.other;
        }
        stretches.sort_unstable_by_key(|stretch: &Range<u32>| stretch.start);
        stretches
    }

    fn stretch_at(&self, place: u32, term: TermNumber) -> Option<&Stretch> {
        let found = self.by_place.get(&place).filter(|found| found.term == term);
        found.or_else(|| self.under.get(&(place, term)))
    }

    /// The term of several tokens that lies under another one there, by the places of its tokens.
    #[must_use]
    pub fn under_at(&self, places: &Range<u32>) -> Option<TermNumber> {
        let from = (places.start, 0)..=(places.start, TermNumber::MAX);
        let mut here = self.under.range(from);
        let found = here.find(|(_, stretch)| places.start + stretch.tokens == places.end);
        found.map(|((_, term), _)| *term)
    }

    fn of_key(&self, index: &TokenIndex, flat: u32) -> Option<TermNumber> {
        self.term_of_key(index.key_at(flat)?)
    }
}

/// Whether a phrase is written with an ellipsis: other words may stand between its own.
#[must_use]
pub fn has_gap(headword: &str) -> bool {
    headword.contains('…') || headword.contains("...")
}

/// Numbers of tokens are 32 bits, as in [`TokenIndex`].
fn flat(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

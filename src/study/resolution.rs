//! Which token of an article belongs to which term.
//!
//! Tokens with the same key share one slot, so a token's term is two array accesses away and a change of one term
//! touches only the slots of its forms. A form that the library has says whose it is; one that was never met belongs to
//! the term that has its headword. Terms of several tokens (phrases, hyphenated compounds) match token by token, each by
//! its headword; they are found through the postings of their first word and kept by the place of their first token.

use std::collections::BTreeMap;

use crate::text::{ByteRange, TermKind, Token, TokenIndex, key_parts};

/// Number of a term within one open article.
pub type TermNumber = u32;

const NONE: u32 = u32::MAX;

/// The terms of one article's tokens.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The term that has this very form.
    exact: Vec<u32>,
    /// The term that counts: the exact one, else the one that has the headword.
    by_key: Vec<u32>,
    by_place: BTreeMap<u32, Match>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Match {
    tokens: u32,
    term: TermNumber,
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
            by_key: vec![NONE; index.keys().len()],
            by_place: BTreeMap::new(),
        }
    }

    /// Gives the tokens of these forms to a term. `forms` are form keys.
    pub fn add<'a>(
        &mut self,
        index: &TokenIndex,
        kind: TermKind,
        term: TermNumber,
        forms: impl IntoIterator<Item = &'a str>,
    ) {
        for form in forms {
            let parts = key_parts(form);
            if kind == TermKind::Word && parts.len() == 1 {
                if let Some(key) = index.key(form) {
                    self.exact[key as usize] = term;
                    self.settle(index, key);
                }
                continue;
            }
            self.add_sequence(index, term, &parts);
        }
    }

    /// Takes all tokens of a term away from it.
    pub fn remove(&mut self, index: &TokenIndex, term: TermNumber) {
        for key in 0..self.exact.len() {
            if self.exact[key] == term {
                self.exact[key] = NONE;
                self.settle(index, u32::try_from(key).unwrap_or(NONE));
            }
        }
        self.by_place.retain(|_, found| found.term != term);
    }

    /// Decides anew whose a key is, and the forms that have it for their headword.
    fn settle(&mut self, index: &TokenIndex, key: u32) {
        for &key in std::iter::once(&key).chain(index.keys_of_headword(key)) {
            let own = self.exact[key as usize];
            let headword = index.headword(key);
            self.by_key[key as usize] = if own == NONE {
                self.exact[headword as usize]
            } else {
                own
            };
        }
    }

    fn add_sequence(&mut self, index: &TokenIndex, term: TermNumber, parts: &[&str]) {
        let headwords: Option<Vec<u32>> = parts.iter().map(|part| index.headword_of_form(part)).collect();
        let Some(headwords) = headwords else { return };
        let Some((&first, rest)) = headwords.split_first() else {
            return;
        };
        let tokens = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let places = index.keys_of_headword(first).iter();
        for &place in places.flat_map(|&key| index.postings(key)) {
            let whole = rest.iter().zip(place + 1..).all(|(&headword, at)| {
                index.same_block(place, at) && index.key_at(at).map(|key| index.headword(key)) == Some(headword)
            });
            let longer = self.by_place.get(&place).is_none_or(|found| found.tokens <= tokens);
            if whole && longer {
                self.by_place.insert(place, Match { tokens, term });
            }
        }
    }

    /// The terms of one block, in order, never overlapping: the longest that begins first wins.
    pub fn block<'a>(
        &'a self,
        index: &'a TokenIndex,
        block: u32,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = TermRange> + 'a {
        let first = index.first_token(block);
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < tokens.len() {
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
                .filter(|(_, found)| found.term == term)
                .map(|(&place, _)| place),
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
        for (&place, found) in &self.by_place {
            if let Some(places) = places.get_mut(found.term as usize) {
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

    /// How many tokens the match that begins at a place has.
    #[must_use]
    pub fn tokens_at(&self, place: u32) -> usize {
        self.by_place.get(&place).map_or(1, |found| found.tokens as usize)
    }

    fn of_key(&self, index: &TokenIndex, flat: u32) -> Option<TermNumber> {
        self.term_of_key(index.key_at(flat)?)
    }
}

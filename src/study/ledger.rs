//! The ledger: how an article's words stand, kept up to date word by word.
//!
//! Counting a book anew after each key press would cost more than the key press. So what each headword adds is kept, and
//! a change counts again only the headwords that it touches: those of a term whose status or forms changed, of a place
//! that was bolded or unbolded, of the stretch that was read since.

use super::coverage::{COUNTED_PARTS, Counter};
use super::{Coverage, Resolution, Status, TermNumber};
use crate::text::{TokenIndex, WordClass};

/// How the words of an article stand, and what each of them adds.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The sum.
    pub coverage: Coverage,
    /// What each headword adds, by the number of its key.
    entries: Vec<Entry>,
    /// How often each key stands, unbolded, before the furthest place read.
    read: Vec<u32>,
    furthest: u32,
    dirty: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    running: [u32; COUNTED_PARTS],
    dirty: bool,
}

/// What the ledger counts from.
pub struct Standing<'a, S, T> {
    /// The tokens by key.
    pub index: &'a TokenIndex,
    /// Which token belongs to which term.
    pub resolution: &'a Resolution,
    /// What each key is; by its number.
    pub classes: &'a [WordClass],
    /// The status of a term by its number.
    pub status: S,
    /// Whether a term is more than a word.
    pub touched: T,
}

impl Ledger {
    /// A ledger in which every word waits to be counted. `bold` are the flat numbers of the tokens that are bold, in
    /// order; `furthest` is that of the first token that was not read yet.
    #[must_use]
    pub fn new(index: &TokenIndex, bold: &[u32], furthest: u32) -> Self {
        let keys = u32::try_from(index.keys().len()).unwrap_or(u32::MAX);
        let mut read: Vec<u32> = (0..keys)
            .map(|key| {
                let places = index.postings(key);
                flat(places.partition_point(|&place| place < furthest))
            })
            .collect();
        for &place in bold.iter().take_while(|&&place| place < furthest) {
            if let Some(read) = index.key_at(place).and_then(|key| read.get_mut(key as usize)) {
                *read = read.saturating_sub(1);
            }
        }
        let mut ledger = Self {
            entries: vec![Entry::default(); index.keys().len()],
            read,
            furthest,
            ..Self::default()
        };
        for headword in 0..keys {
            ledger.touch_headword(headword);
        }
        ledger
    }

    /// These keys have to be counted again.
    pub fn touch(&mut self, index: &TokenIndex, keys: impl IntoIterator<Item = u32>) {
        for key in keys {
            self.touch_headword(index.headword(key));
        }
    }

    fn touch_headword(&mut self, headword: u32) {
        if let Some(entry) = self.entries.get_mut(headword as usize)
            && !std::mem::replace(&mut entry.dirty, true)
        {
            self.dirty.push(headword);
        }
    }

    /// The token at a place became bold or is bold no more.
    pub fn bolded(&mut self, index: &TokenIndex, place: u32, bold: bool) {
        if place < self.furthest
            && let Some(key) = index.key_at(place)
            && let Some(read) = self.read.get_mut(key as usize)
        {
            *read = if bold { read.saturating_sub(1) } else { *read + 1 };
            self.touch_headword(index.headword(key));
        }
    }

    /// One has read up to a place, or is to be taken for having read less. `is_bold` tells it of a token.
    pub fn read_to(&mut self, index: &TokenIndex, furthest: u32, is_bold: impl Fn(u32) -> bool) {
        let (from, to) = (self.furthest.min(furthest), self.furthest.max(furthest));
        let on = furthest > self.furthest;
        self.furthest = furthest;
        for place in from..to.min(flat(index.len())) {
            let Some(key) = index.key_at(place) else { continue };
            let unbolded = u32::from(!is_bold(place));
            if let Some(read) = self.read.get_mut(key as usize) {
                *read = if on {
                    *read + unbolded
                } else {
                    read.saturating_sub(unbolded)
                };
            }
            self.touch_headword(index.headword(key));
        }
    }

    /// Whether there is nothing to count again.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.dirty.is_empty()
    }

    /// Flat number of the first token that counts as not read.
    #[must_use]
    pub const fn furthest(&self) -> u32 {
        self.furthest
    }

    /// Counts what has to be counted again.
    pub fn settle<S, T>(&mut self, standing: &Standing<'_, S, T>)
    where
        S: Fn(TermNumber) -> Option<Status>,
        T: Fn(TermNumber) -> bool,
    {
        for headword in std::mem::take(&mut self.dirty) {
            let Some(before) = self.entries.get(headword as usize).copied() else {
                continue;
            };
            self.coverage.subtract(before.running);
            let after = self.count(headword, standing);
            self.coverage.add(after.running);
            self.entries[headword as usize] = after;
        }
    }

    fn count<S, T>(&self, headword: u32, standing: &Standing<'_, S, T>) -> Entry
    where
        S: Fn(TermNumber) -> Option<Status>,
        T: Fn(TermNumber) -> bool,
    {
        let mut counter = Counter::default();
        for &key in standing.index.keys_of_headword(headword) {
            let places = standing.index.postings(key);
            let class = standing.classes.get(key as usize).copied().unwrap_or_default();
            let term = standing.resolution.term_of_key(key);
            // What the learner noted or bolded elsewhere is not presumed to be known.
            let touched = term.is_some_and(&standing.touched);
            let read = self.read.get(key as usize).filter(|_| !touched).copied().unwrap_or(0);
            counter.add(term.and_then(&standing.status), class, places.len(), read as usize);
        }
        Entry {
            running: counter.coverage.running(),
            dirty: false,
        }
    }
}

fn flat(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

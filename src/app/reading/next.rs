//! The way to what is left to do: the next word that nobody touched, the next one that is still being learned.

use super::Reading;
use crate::study::Status;
use crate::text::{ByteRange, Place, WordClass};

/// What to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A word without any record.
    Untouched,
    /// A word or phrase of status 1 to 4.
    Unfinished,
}

impl Reading {
    /// The next of its kind after a place, or the last before it; round at the ends, and then `true`.
    #[must_use]
    pub fn next_goal(&self, goal: Goal, from: Place, forward: bool) -> Option<((u32, ByteRange), bool)> {
        let find = |from: Option<Place>| match goal {
            Goal::Untouched => self.untouched_from(from, forward),
            Goal::Unfinished => self.unfinished_from(from, forward),
        };
        let straight = find(Some(from)).map(|found| (found, false));
        straight.or_else(|| find(None).map(|found| (found, true)))
    }

    /// From a place on, or from the end of the article at which the way begins.
    fn untouched_from(&self, from: Option<Place>, forward: bool) -> Option<(u32, ByteRange)> {
        let count = u32::try_from(self.index.len()).unwrap_or(u32::MAX);
        let first = from.map_or(if forward { 0 } else { count }, |place| self.flat(place, forward));
        let is_free = |place: &u32| {
            let key = self.index.key_at(*place);
            key.is_some_and(|key| {
                let is_word = self
                    .classes
                    .get(key as usize)
                    .is_none_or(|class| *class == WordClass::Word);
                is_word
                    && !self
                        .resolution
                        .term_of_key(key)
                        .is_some_and(|term| self.is_tracked(term))
            })
        };
        let found = if forward {
            (first..count).find(is_free)
        } else {
            (0..first.min(count)).rev().find(is_free)
        };
        self.token_at(found?)
    }

    fn unfinished_from(&self, from: Option<Place>, forward: bool) -> Option<(u32, ByteRange)> {
        let blocks = u32::try_from(self.article.blocks.len()).unwrap_or(u32::MAX);
        let (first, last) = match (from, forward) {
            (Some(place), true) => (place.block, blocks),
            (Some(place), false) => (0, place.block.saturating_add(1).min(blocks)),
            (None, _) => (0, blocks),
        };
        let in_block = |block: u32| {
            let fits = |range: ByteRange| {
                from.is_none_or(|place| {
                    block != place.block
                        || if forward {
                            range.start >= place.byte
                        } else {
                            range.end <= place.byte
                        }
                })
            };
            let terms = self.terms_of_block(block);
            let unfinished = terms.filter(|(_, status)| status.is_some_and(Status::is_to_study));
            let mut ranges = unfinished.map(|(term, _)| term.range).filter(|range| fits(*range));
            let range = if forward { ranges.next() } else { ranges.last() };
            range.map(|range| (block, range))
        };
        if forward {
            (first..last).find_map(in_block)
        } else {
            (first..last).rev().find_map(in_block)
        }
    }

    /// The flat number of the first token that begins at a place or after it; backwards, one more than that of the last
    /// token that ends there or before.
    fn flat(&self, place: Place, forward: bool) -> u32 {
        let tokens = self.article.block(place.block).map_or(&[][..], |block| &block.tokens);
        let token = if forward {
            tokens.partition_point(|token| token.range.start < place.byte)
        } else {
            tokens.partition_point(|token| token.range.end <= place.byte)
        };
        self.index.first_token(place.block) + u32::try_from(token).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reading::fixtures::{reading, term};

    fn walk(reading: &Reading, goal: Goal, forward: bool) -> Vec<String> {
        let mut place = if forward {
            Place::default()
        } else {
            Place { block: 9, byte: 0 }
        };
        let mut words = Vec::new();
        while let Some(((block, range), false)) = reading.next_goal(goal, place, forward) {
            words.push(reading.article.block(block).unwrap().slice(range).to_owned());
            let byte = if forward { range.end } else { range.start };
            place = Place { block, byte };
        }
        words
    }

    #[test]
    fn from_one_to_the_next_and_back() {
        let mut reading = reading("A mill, `code`, old mills.\n\n---\n\nThe miller.");
        reading.take_term(term(1, &["mill", "mills"], Some(Status::Met)));
        reading.take_term(term(2, &["a"], Some(Status::WellKnown)));
        reading.take_term(term(3, &["the"], Some(Status::Ignored)));
        assert_eq!(walk(&reading, Goal::Untouched, true), ["old", "miller"]);
        assert_eq!(walk(&reading, Goal::Untouched, false), ["miller", "old"]);
        assert_eq!(walk(&reading, Goal::Unfinished, true), ["mill", "mills"]);
        assert_eq!(walk(&reading, Goal::Unfinished, false), ["mills", "mill"]);
        let end = Place { block: 2, byte: 10 };
        let (found, round) = reading.next_goal(Goal::Unfinished, end, true).unwrap();
        assert_eq!((found.0, round), (0, true));
        reading.take_term(term(1, &["mill", "mills"], Some(Status::Learned)));
        assert_eq!(reading.next_goal(Goal::Unfinished, end, true), None);
    }
}

//! Where what is looked for stands in a text, so that it can be shown and gone to.

use std::collections::HashMap;

use super::tokens::{SearchToken, is_paired, search_tokens};
use crate::text::ByteRange;

/// A place in a text where a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Number of the clause.
    pub clause: usize,
    /// Where, on character borders.
    pub range: ByteRange,
}

/// Finds clauses in texts.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    /// Keys that alone are a clause.
    words: HashMap<String, usize>,
    /// Keys one after the other, whether the last may go on, and the clause.
    phrases: Vec<(Vec<String>, bool, usize)>,
    clauses: usize,
}

impl Matcher {
    /// Adds a clause of which any of these keys is an occurrence.
    pub fn add_words(&mut self, keys: impl IntoIterator<Item = String>) {
        for key in keys {
            self.words.entry(key).or_insert(self.clauses);
        }
        self.clauses += 1;
    }

    /// Adds a clause of keys that stand one after the other; `open`: the last may be the beginning of a token.
    pub fn add_phrase(&mut self, keys: Vec<String>, open: bool) {
        self.phrases.push((keys, open, self.clauses));
        self.clauses += 1;
    }

    /// How many clauses it knows.
    #[must_use]
    pub const fn clauses(&self) -> usize {
        self.clauses
    }

    /// All places in a text, in order; what overlaps an earlier place of the same clause is left out.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Spot> {
        let tokens = search_tokens(text);
        let mut spots: Vec<Spot> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            if let Some(&clause) = self.words.get(&token.key) {
                spots.push(Spot {
                    clause,
                    range: token.range,
                });
            }
            for (keys, open, clause) in &self.phrases {
                if let Some(range) = phrase(&tokens[at..], keys, *open) {
                    spots.push(Spot { clause: *clause, range });
                }
            }
        }
        spots.sort_by_key(|spot| (spot.range.start, spot.range.end, spot.clause));
        let mut ends = vec![0; self.clauses];
        spots.retain(|spot| {
            let end = &mut ends[spot.clause];
            let apart = spot.range.start >= *end;
            if apart {
                *end = spot.range.end;
            }
            apart
        });
        spots
    }

    /// What is to be highlighted in a text: in order, apart from each other.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<ByteRange> {
        merged(self.find(text).into_iter().map(|spot| spot.range))
    }
}

/// Ranges in order of their starts, those that overlap made one.
pub(super) fn merged(ranges: impl Iterator<Item = ByteRange>) -> Vec<ByteRange> {
    let mut marks: Vec<ByteRange> = Vec::new();
    for range in ranges {
        match marks.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => marks.push(range),
        }
    }
    marks
}

/// Where a phrase stands that begins with the first of these tokens.
fn phrase(tokens: &[SearchToken], keys: &[String], open: bool) -> Option<ByteRange> {
    let (last, first) = keys.split_last()?;
    let here = tokens.get(..keys.len())?;
    let (end, begin) = here.split_last()?;
    let fits = begin.iter().zip(first).all(|(token, key)| token.key == *key);
    let ends = end.key == *last || (open && end.key.starts_with(last.as_str()));
    // Of a pair of which only the first character was meant, only that is the place.
    let cut = if open && end.key != *last && last.starts_with(is_paired) {
        end.range.start + u32::try_from(last.len()).unwrap_or(0)
    } else {
        end.range.end
    };
    (fits && ends).then(|| ByteRange::new(here[0].range.start, cut))
}

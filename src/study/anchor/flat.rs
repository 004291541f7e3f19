//! An article as one text, in which quotes are looked for: every word leads to the places where it stands.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{Anchor, SIDE, short};
use crate::text::{Article, ByteRange, Passage, Place, tokenize};

/// A text longer than this (bytes) is not searched from end to end for a word that it does not have: there may be
/// thousands of those.
const LONGEST_SCAN: usize = 1 << 20;

/// All blocks in one text, and where each word stands.
#[derive(Debug)]
pub(super) struct FlatText<'a> {
    pub text: String,
    /// Where each block begins in the text.
    starts: Vec<usize>,
    /// Of each word as it is spelled: the first byte of every occurrence.
    words: HashMap<&'a str, Vec<usize>>,
}

impl<'a> FlatText<'a> {
    pub fn new(article: &'a Article) -> Self {
        let length = article.blocks.iter().map(|block| block.text.len() + 1).sum();
        let mut flat = Self {
            text: String::with_capacity(length),
            starts: Vec::new(),
            words: HashMap::new(),
        };
        for (number, block) in article.blocks.iter().enumerate() {
            if number > 0 {
                flat.text.push('\n');
            }
            let start = flat.text.len();
            flat.starts.push(start);
            flat.text.push_str(&block.text);
            for token in &block.tokens {
                flat.words
                    .entry(block.slice(token.range))
                    .or_default()
                    .push(start + token.range.start as usize);
            }
        }
        flat
    }

    /// Calls `found` with every occurrence of the anchor's quote that begins and ends outside words and may have one of
    /// its sides, until that breaks off: the passage, and its first byte in the flat text.
    pub fn each_occurrence(
        &self,
        article: &Article,
        anchor: &Anchor,
        mut found: impl FnMut(Passage, usize) -> ControlFlow<()>,
    ) {
        let quote = anchor.quote.as_bytes();
        for at in self.candidates(anchor) {
            let rest = self.text.as_bytes().get(at..).unwrap_or_default();
            if rest.starts_with(quote)
                && let Some(passage) = self.passage(article, at..at + quote.len())
                && found(passage, at).is_break()
            {
                return;
            }
        }
    }

    /// What a stretch of the flat text is in the article, unless it begins or ends within a word.
    pub fn passage(&self, article: &Article, stretch: std::ops::Range<usize>) -> Option<Passage> {
        let start = self.place(stretch.start);
        // The end belongs to the block of the last byte.
        let last = self.place(stretch.end.checked_sub(1)?);
        let end = Place {
            byte: last.byte + 1,
            ..last
        };
        let is_whole = |place: Place| {
            let block = article.block(place.block)?;
            let cut = |index: usize| block.tokens[index].range.start < place.byte;
            (block.text.is_char_boundary(place.byte as usize) && !block.token_at(place.byte).is_some_and(cut))
                .then_some(place)
        };
        Some(Passage {
            start: is_whole(start)?,
            end: is_whole(end)?,
        })
    }

    /// The block in which a byte of the flat text stands, and where in it.
    fn place(&self, at: usize) -> Place {
        let number = self.starts.partition_point(|&start| start <= at).saturating_sub(1);
        let start = self.starts.get(number).copied().unwrap_or_default();
        Place {
            block: short(number),
            byte: short(at - start),
        }
    }

    /// Where the quote may begin. The rarest word of the quote and one side leads there at once, be the quote ever so
    /// common.
    fn candidates(&self, anchor: &Anchor) -> Vec<usize> {
        let left = format!("{}{}", anchor.before, anchor.quote);
        let right = format!("{}{}", anchor.quote, anchor.after);
        let (before, end) = (anchor.before.len(), right.len());
        // A side is cut at its far end, and the word there with it.
        let by_left = self.rarest(&left, |word| word.start > 0 || before == 0);
        let by_right = self.rarest(&right, |word| word.end < short(end) || anchor.after.is_empty());
        let (Some(by_left), Some(by_right)) = (by_left, by_right) else {
            return self.scan(anchor);
        };
        let mut places: Vec<usize> = Vec::new();
        places.extend(
            by_left
                .1
                .iter()
                .filter_map(|place| (place + before).checked_sub(by_left.0.start as usize)),
        );
        places.extend(
            by_right
                .1
                .iter()
                .filter_map(|place| place.checked_sub(by_right.0.start as usize)),
        );
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The word of a stretch that is met least often, and where. A word that is nowhere proves nothing: it may hold the
    /// number of a footnote.
    fn rarest(&self, stretch: &str, is_whole: impl Fn(ByteRange) -> bool) -> Option<(ByteRange, &[usize])> {
        let words = tokenize(stretch)
            .into_iter()
            .map(|token| token.range)
            .filter(|&word| is_whole(word));
        let known = words.filter_map(|word| Some((word, self.words.get(&stretch[word.usize()])?.as_slice())));
        known.min_by_key(|(_, places)| places.len())
    }

    fn scan(&self, anchor: &Anchor) -> Vec<usize> {
        if let Some((word, places)) = self.rarest(&anchor.quote, |_| true) {
            return places
                .iter()
                .filter_map(|place| place.checked_sub(word.start as usize))
                .collect();
        }
        if self.text.len() > LONGEST_SCAN
            && anchor.quote.contains(char::is_alphanumeric)
            && !anchor.quote.contains(['/', '@'])
        {
            return Vec::new();
        }
        self.text.match_indices(&anchor.quote).map(|(at, _)| at).collect()
    }

    pub fn has_before(&self, at: usize, side: &str) -> bool {
        self.text[..at].ends_with(side) && (at == side.len() || side.chars().count() >= SIDE)
    }

    pub fn has_after(&self, at: usize, side: &str) -> bool {
        self.text[at..].starts_with(side) && (self.text.len() - at == side.len() || side.chars().count() >= SIDE)
    }
}

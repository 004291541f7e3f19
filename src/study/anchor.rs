//! Anchors: how a place in an article is found again after the article has changed.
//!
//! An anchor is a text quote selector together with a text position selector of the W3C Web Annotation model. An
//! unchanged article is answered by the position alone. Otherwise the quote is looked for, on whole words only, and
//! what stands on its sides must single out one occurrence: better no place than another word's.
//!
//! A passage may go over several blocks; its quote then joins them by `\n`, and so do the sides. A passage whose own words
//! were edited is found by a close match, see [`close`].

mod close;
mod flat;

use std::cell::OnceCell;
use std::ops::ControlFlow;

use self::flat::FlatText;
use crate::text::{Article, ByteRange, Passage, Place, TEXT_VERSION};

/// Length of each side, in characters.
const SIDE: usize = 32;

/// A stretch of an article's text: its position, its quote and what stands on both sides.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Anchor {
    /// First byte.
    pub start: Place,
    /// One past the last byte.
    pub end: Place,
    /// The exact text.
    pub quote: String,
    /// Up to 32 characters before; blocks are joined by `\n`.
    pub before: String,
    /// Up to 32 characters after; blocks are joined by `\n`.
    pub after: String,
    /// [`TEXT_VERSION`] of the block model that the position speaks of.
    pub text_version: u32,
}

impl Anchor {
    /// The anchor of a range of one block. A range that does not fit the block gives an anchor without a quote, which
    /// is found nowhere.
    #[must_use]
    pub fn of(article: &Article, block: u32, range: ByteRange) -> Self {
        Self::of_passage(article, Passage::of(block, range))
    }

    /// The anchor of a passage, which may go over several blocks.
    #[must_use]
    pub fn of_passage(article: &Article, passage: Passage) -> Self {
        let Passage { start, end } = passage;
        Self {
            start,
            end,
            quote: quote(article, passage),
            before: before(article, start.block, start.byte),
            after: after(article, end.block, end.byte),
            text_version: TEXT_VERSION,
        }
    }

    /// The passage where it was made.
    #[must_use]
    pub const fn passage(&self) -> Passage {
        Passage {
            start: self.start,
            end: self.end,
        }
    }

    /// Whether it stands in an article where it says, with the same words on both sides.
    #[must_use]
    pub fn is_unmoved(&self, article: &Article) -> bool {
        self.text_version == TEXT_VERSION
            && !self.quote.is_empty()
            && quote_is(article, self.passage(), &self.quote)
            && before(article, self.start.block, self.start.byte) == self.before
            && after(article, self.end.block, self.end.byte) == self.after
    }
}

/// Finds the anchor's place in an article, which may be another version of the one it was made in. For many anchors in
/// one article, use a [`Locator`].
#[must_use]
pub fn locate(anchor: &Anchor, article: &Article) -> Option<(u32, ByteRange)> {
    Locator::new(article).locate(anchor)
}

/// Finds anchors in one article. What the search needs is built once, when the first anchor is not where it was.
#[derive(Debug)]
pub struct Locator<'a> {
    article: &'a Article,
    text: OnceCell<FlatText<'a>>,
}

impl<'a> Locator<'a> {
    /// A locator for this article.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        Self {
            article,
            text: OnceCell::new(),
        }
    }

    /// The place of an anchor: where it was, if nothing changed there; else the one occurrence of its quote, on whole
    /// words, that has both its sides, or that alone has one of them.
    #[must_use]
    pub fn locate(&self, anchor: &Anchor) -> Option<(u32, ByteRange)> {
        let is_in_block = |passage: &Passage| passage.start.block == passage.end.block;
        let Passage { start, end } = self.exact(anchor, is_in_block).one()?;
        Some((start.block, ByteRange::new(start.byte, end.byte)))
    }

    /// The same for a passage, over any number of blocks; one whose own words were edited is found by a close match, but
    /// not where its words stand unedited in more than one place.
    #[must_use]
    pub fn locate_passage(&self, anchor: &Anchor) -> Option<Passage> {
        match self.exact(anchor, |_| true) {
            Unique::One(passage) => Some(passage),
            Unique::Many => None,
            Unique::None => {
                let text = self.text.get_or_init(|| FlatText::new(self.article));
                close::find(self.article, text, anchor)
            }
        }
    }

    fn exact(&self, anchor: &Anchor, fits: impl Fn(&Passage) -> bool) -> Unique {
        if anchor.quote.is_empty() {
            return Unique::None;
        }
        if fits(&anchor.passage()) && anchor.is_unmoved(self.article) {
            return Unique::One(anchor.passage());
        }
        let text = self.text.get_or_init(|| FlatText::new(self.article));
        let (mut both, mut left, mut right) = (Unique::None, Unique::None, Unique::None);
        text.each_occurrence(self.article, anchor, |passage, at| {
            if !fits(&passage) {
                return ControlFlow::Continue(());
            }
            let has_left = text.has_before(at, &anchor.before);
            let has_right = text.has_after(at + anchor.quote.len(), &anchor.after);
            left.count(has_left, passage);
            right.count(has_right, passage);
            both.count(has_left && has_right, passage);
            // Nothing that comes makes it one place again.
            if matches!(both, Unique::Many) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        both.or(left).or(right)
    }
}

/// A place met once, or more often.
#[derive(Clone, Copy)]
enum Unique {
    None,
    One(Passage),
    Many,
}

impl Unique {
    fn count(&mut self, counts: bool, place: Passage) {
        if counts {
            *self = if matches!(self, Self::None) {
                Self::One(place)
            } else {
                Self::Many
            };
        }
    }

    /// This one place, else the other; many where neither is one place and one of them is many.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::One(_), _) | (_, Self::None) => self,
            _ => other,
        }
    }

    fn one(self) -> Option<Passage> {
        if let Self::One(place) = self { Some(place) } else { None }
    }
}

/// The text of a passage; blocks are joined by `\n`. Empty where it does not fit the article.
fn quote(article: &Article, passage: Passage) -> String {
    let mut quote = String::new();
    for number in passage.start.block..=passage.end.block {
        let Some(part) = part(article, passage, number) else {
            return String::new();
        };
        if number > passage.start.block {
            quote.push('\n');
        }
        quote.push_str(part);
    }
    quote
}

/// Whether a passage has these words.
fn quote_is(article: &Article, passage: Passage, quote: &str) -> bool {
    let mut rest = quote;
    for number in passage.start.block..=passage.end.block {
        if number > passage.start.block {
            let Some(behind) = rest.strip_prefix('\n') else {
                return false;
            };
            rest = behind;
        }
        let Some(behind) = part(article, passage, number).and_then(|part| rest.strip_prefix(part)) else {
            return false;
        };
        rest = behind;
    }
    rest.is_empty()
}

/// What a passage has of a block.
fn part(article: &Article, passage: Passage, number: u32) -> Option<&str> {
    let text = &article.block(number)?.text;
    let start = if number == passage.start.block {
        passage.start.byte as usize
    } else {
        0
    };
    let end = if number == passage.end.block {
        passage.end.byte as usize
    } else {
        text.len()
    };
    text.get(start..end)
}

/// Up to [`SIDE`] characters before a byte of a block, through the blocks before it.
fn before(article: &Article, block: u32, byte: u32) -> String {
    let mut side: Vec<char> = Vec::with_capacity(SIDE);
    let mut number = block as usize;
    let mut text = article
        .blocks
        .get(number)
        .and_then(|block| block.text.get(..byte as usize))
        .unwrap_or_default();
    loop {
        side.extend(text.chars().rev().take(SIDE - side.len()));
        if side.len() == SIDE || number == 0 {
            return side.into_iter().rev().collect();
        }
        side.push('\n');
        number -= 1;
        text = article.blocks.get(number).map_or("", |block| &block.text);
    }
}

/// Up to [`SIDE`] characters from a byte of a block on, through the blocks behind it.
fn after(article: &Article, block: u32, byte: u32) -> String {
    let mut side = String::new();
    let mut left = SIDE;
    let mut number = block as usize;
    let mut text = article
        .blocks
        .get(number)
        .and_then(|block| block.text.get(byte as usize..))
        .unwrap_or_default();
    loop {
        let part: String = text.chars().take(left).collect();
        left -= part.chars().count();
        side.push_str(&part);
        if left == 0 || number + 1 >= article.blocks.len() {
            return side;
        }
        side.push('\n');
        left -= 1;
        number += 1;
        text = &article.blocks[number].text;
    }
}

/// Offsets are 32 bits: a source is at most 64 MB.
fn short(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;

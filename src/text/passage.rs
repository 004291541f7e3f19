//! A passage: a stretch of an article from one place to another, over any number of blocks.
//!
//! It names places of the text and nothing of the page, so that scrolling, another width and another text size change
//! nothing in it.

use super::{Article, Block, BlockKind, ByteRange, Place};

/// A stretch of an article, from its first byte up to, not including, its last place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Passage {
    /// Where it begins.
    pub start: Place,
    /// One past its last byte.
    pub end: Place,
}

impl Passage {
    /// What lies between two places, whichever comes first.
    #[must_use]
    pub fn between(one: Place, other: Place) -> Self {
        Self {
            start: one.min(other),
            end: one.max(other),
        }
    }

    /// A range of a block.
    #[must_use]
    pub const fn of(block: u32, range: ByteRange) -> Self {
        Self {
            start: Place {
                block,
                byte: range.start,
            },
            end: Place { block, byte: range.end },
        }
    }

    /// The smallest passage that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether a place lies in it.
    #[must_use]
    pub fn contains(self, place: Place) -> bool {
        self.start <= place && place < self.end
    }

    /// What it has of a block's text, which is `len` bytes long; `None` where it does not reach. A block that it runs
    /// over counts even without text.
    #[must_use]
    pub fn in_block(self, block: u32, len: u32) -> Option<ByteRange> {
        if block < self.start.block || block > self.end.block || self.is_empty() {
            return None;
        }
        let start = if block == self.start.block { self.start.byte } else { 0 };
        let end = if block == self.end.block { self.end.byte } else { len };
        let (start, end) = (start.min(len), end.min(len));
        let inside = self.start.block < block && block < self.end.block;
        (start < end || inside).then_some(ByteRange::new(start, end))
    }
}

impl Article {
    /// All of it.
    #[must_use]
    pub fn whole(&self) -> Passage {
        let last = self.blocks.len().saturating_sub(1);
        Passage {
            start: Place::default(),
            end: Place {
                block: u32::try_from(last).unwrap_or(u32::MAX),
                byte: self.blocks.last().map_or(0, length),
            },
        }
    }

    /// The blocks that a passage touches, each with its number and the range that lies in the passage.
    pub fn parts(&self, passage: Passage) -> impl Iterator<Item = (u32, &Block, ByteRange)> {
        let first = passage.start.block as usize;
        let blocks = self.blocks.get(first..).unwrap_or_default();
        let numbered = (passage.start.block..=passage.end.block).zip(blocks);
        numbered.filter_map(move |(number, block)| Some((number, block, passage.in_block(number, length(block))?)))
    }

    /// A passage as plain text: the blocks as they read, an empty line between them; rows of a table and items of a
    /// dense list stand on lines of their own, cells behind tabs.
    #[must_use]
    pub fn plain_text(&self, passage: Passage) -> String {
        let mut text = String::new();
        let mut before: Option<&Block> = None;
        for (_, block, range) in self.parts(passage) {
            let slice = block.slice(range);
            if slice.is_empty() {
                continue;
            }
            if let Some(before) = before {
                text.push_str(if are_close(before, block) { "\n" } else { "\n\n" });
            }
            text.push_str(slice);
            before = Some(block);
        }
        text
    }

    /// Running words of a passage, counted as [`Article::word_count`] does.
    #[must_use]
    pub fn words_of(&self, passage: Passage) -> usize {
        let words = |(_, block, range): (u32, &Block, ByteRange)| {
            let first = block.tokens.partition_point(|token| token.range.end <= range.start);
            let end = block.tokens.partition_point(|token| token.range.start < range.end);
            end.saturating_sub(first)
        };
        self.parts(passage).map(words).sum()
    }

    /// The same with both ends on the edges of words: a word that is cut is taken in whole.
    #[must_use]
    pub fn with_whole_words(&self, passage: Passage) -> Passage {
        let edge = |place: Place, end: bool| {
            let block = self.block(place.block);
            let cut = block.and_then(|block| {
                let token = block.token_at(place.byte)?;
                let word = block.token_span(block.compound(token));
                (word.start < place.byte).then_some(word)
            });
            cut.map_or(place, |word| Place {
                byte: if end { word.end } else { word.start },
                ..place
            })
        };
        Passage {
            start: edge(passage.start, false),
            end: edge(passage.end, true),
        }
    }
}

/// Whether two blocks follow each other without an empty line.
pub(super) fn are_close(before: &Block, block: &Block) -> bool {
    match (&before.kind, &block.kind) {
        (BlockKind::TableRow { table: one, .. }, BlockKind::TableRow { table: other, .. }) => one == other,
        _ => before.tight && block.tight,
    }
}

/// A text is at most 64 MB, so its bytes are counted in 32 bits.
pub(super) fn length(block: &Block) -> u32 {
    u32::try_from(block.text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::parse;

    const SOURCE: &str = "# The **mill**\n\nOne two three-four.\n\n- first\n- second item\n\n---\n\n| a | b |\n|-|-|\n| c | d |\n\nThe end.";

    fn place(block: u32, byte: u32) -> Place {
        Place { block, byte }
    }

    #[test]
    fn plain_text_keeps_lists_and_tables_together() {
        let article = parse(SOURCE);
        let text = article.plain_text(article.whole());
        let expected = "The mill\n\nOne two three-four.\n\nfirst\nsecond item\n\na\tb\nc\td\n\nThe end.";
        assert_eq!(text, expected);
        assert_eq!(article.words_of(article.whole()), article.word_count());
        assert_eq!(
            article.plain_text(Passage::between(place(1, 3), place(0, 4))),
            "mill\n\nOne"
        );
    }

    #[test]
    fn cut_words_are_taken_in_whole() {
        let article = parse(SOURCE);
        let passage = Passage::between(place(0, 6), place(1, 9));
        let whole = article.with_whole_words(passage);
        assert_eq!((whole.start, whole.end), (place(0, 4), place(1, 18)));
        assert_eq!(article.with_whole_words(whole), whole);
    }

    #[test]
    fn places_beyond_the_text_are_no_trouble() {
        let article = parse("One.\n\nTwo.");
        let beyond = Passage::between(place(0, 2), place(9, 90));
        assert_eq!(article.plain_text(beyond), "e.\n\nTwo.");
        assert_eq!(Article::default().plain_text(Article::default().whole()), "");
    }

    proptest! {
        #[test]
        fn the_text_of_a_passage_is_its_slices(
            from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
        ) {
            let article = parse(SOURCE);
            let mut places = Vec::new();
            for (number, block) in (0u32..).zip(&article.blocks) {
                places.extend((0..=length(block)).map(|byte| place(number, byte)));
            }
            let passage = Passage::between(places[from.index(places.len())], places[to.index(places.len())]);
            let slices: Vec<&str> = article
                .parts(passage)
                .map(|(_, block, range)| block.slice(range))
                .filter(|slice| !slice.is_empty())
                .collect();
            let text = article.plain_text(passage);
            prop_assert_eq!(text.replace('\n', ""), slices.concat());
            for (number, block) in (0u32..).zip(&article.blocks) {
                for byte in 0..length(block) {
                    let here = passage.in_block(number, length(block)).is_some_and(|range| range.contains(byte));
                    prop_assert_eq!(here, passage.contains(place(number, byte)));
                }
            }
        }
    }
}

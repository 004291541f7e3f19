//! Pieces: what the page lays out at a time.
//!
//! A piece is a whole block, except that a block which is too long to be laid out within a frame (a log pasted as one
//! paragraph, a long code listing, a cell that holds a chapter) is cut into several: at a line break, else behind a
//! sentence, else at a space, and where there is none between two characters. That is where a piece begins for all that
//! is estimated; on the page it begins with the line in which that place stands (`seams`), so that no line is broken
//! for the cut's sake.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Article, Block, BlockKind, ByteRange, Place};

/// No piece is longer (bytes), and a block up to this length is one piece: seven hundred words. Where each
/// word has its own colour that is eight milliseconds of layout, else three.
pub(super) const LONGEST: usize = 4_000;
/// A cut piece has about this length (bytes).
pub(super) const CUT: usize = 1_300;

/// A stretch of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Number of the block.
    pub block: u32,
    /// Bytes of its text.
    pub range: ByteRange,
    /// Whether the block goes on after it.
    pub cut: bool,
    /// How much earlier its lines are broken than the column ends (quarters of a point).
    pub narrower: u16,
}

impl Piece {
    /// Whether it is the block's first.
    pub const fn is_first(self) -> bool {
        self.range.start == 0
    }

    /// What of it is laid out: the break at which it was cut would be an empty line at its end.
    pub fn shown(self, block: &Block) -> ByteRange {
        let ends_line = self.cut && block.slice(self.range).ends_with('\n');
        ByteRange::new(self.range.start, self.range.end - u32::from(ends_line))
    }
}

/// All pieces of an article, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    all: Vec<Piece>,
    /// Where pieces that go on in a block begin on this page (bytes of the block's text).
    settled: HashMap<usize, u32>,
    /// How much earlier the lines of a piece are broken (quarters of a point), once that is known.
    narrowed: HashMap<usize, u16>,
}

impl Pieces {
    /// Cuts an article.
    pub fn of(article: &Article) -> Self {
        let mut pieces = Vec::with_capacity(article.blocks.len());
        for (number, block) in (0u32..).zip(&article.blocks) {
            cut(number, block, &mut pieces);
        }
        Self {
            all: pieces,
            ..Self::default()
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The piece with that number.
    pub fn get(&self, piece: usize) -> Option<Piece> {
        let mut found = *self.all.get(piece)?;
        if let Some(&start) = self.settled.get(&piece) {
            found.range.start = start;
        }
        if found.cut
            && let Some(&end) = self.settled.get(&(piece + 1))
        {
            found.range.end = end;
        }
        found.narrower = self.narrowed.get(&piece).copied().unwrap_or(0);
        Some(found)
    }

    /// Whether it is known where a piece begins on this page.
    pub fn is_settled(&self, piece: usize) -> bool {
        let goes_on = self.all.get(piece).is_some_and(|piece| !piece.is_first());
        !goes_on || self.settled.contains_key(&piece)
    }

    /// From now on a piece begins here; never behind the place at which its block was cut.
    pub fn settle(&mut self, piece: usize, start: u32) {
        if let Some(cut) = self.all.get(piece) {
            self.settled.insert(piece, start.min(cut.range.start));
        }
    }

    /// Whether it is known how its lines are broken.
    pub fn is_narrowed(&self, piece: usize) -> bool {
        self.narrowed.contains_key(&piece)
    }

    /// From now on the lines of a piece are broken so much earlier (quarters of a point).
    pub fn narrow(&mut self, piece: usize, by: u16) {
        self.narrowed.insert(piece, by);
    }

    /// Where pieces begin and how their lines are broken is to be found anew, except for these.
    pub fn unsettle(&mut self, except: std::ops::Range<usize>) {
        self.settled
            .retain(|piece, _| except.contains(piece) || *piece == except.end && !except.is_empty());
        self.narrowed.retain(|piece, _| except.contains(piece));
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Piece> + '_ {
        self.all.iter().copied()
    }

    /// The number of the piece that holds a place, as blocks were cut; the last for places beyond the end. On the page it
    /// may be in the next one ([`Scroll::index_of`](super::scroll::Scroll::index_of)).
    pub fn at(&self, place: Place) -> usize {
        let after = self
            .all
            .partition_point(|piece| (piece.block, piece.range.start) <= (place.block, place.byte));
        after.saturating_sub(1)
    }
}

fn cut(number: u32, block: &Block, pieces: &mut Vec<Piece>) {
    let text = &*block.text;
    let may_be_cut = !matches!(block.kind, BlockKind::Rule | BlockKind::Media { .. });
    let mut start = 0;
    while may_be_cut && text.len() - start > LONGEST {
        let end = start + cut_before(&text[start..], &block.kind);
        pieces.push(Piece {
            block: number,
            range: byte_range(start, end),
            cut: true,
            narrower: 0,
        });
        start = end;
    }
    pieces.push(Piece {
        block: number,
        range: byte_range(start, text.len()),
        cut: false,
        narrower: 0,
    });
}

/// Where the first piece of a long text ends (bytes).
fn cut_before(text: &str, kind: &BlockKind) -> usize {
    let limit = text.floor_char_boundary(CUT);
    let from = text.floor_char_boundary(CUT / 2);
    let late = &text[from..limit];
    let behind = |at: usize, char: char| from + at + char.len_utf8();
    // Cells of a row are joined by tabs.
    let edge = if matches!(kind, BlockKind::TableRow { .. }) {
        '\t'
    } else {
        '\n'
    };
    let line = late.rfind(edge).map(|at| behind(at, edge));
    let sentence = || {
        let ends = late.char_indices().rev().find(|&(at, char)| match char {
            '。' | '！' | '？' => true,
            ' ' => ends_sentence(&late[..at]),
            _ => false,
        });
        ends.map(|(at, char)| behind(at, char))
    };
    let space = || late.rfind(' ').map(|at| behind(at, ' '));
    let sentence = || {
        if matches!(kind, BlockKind::Code(_)) {
            None
        } else {
            sentence()
        }
    };
    line.or_else(sentence)
        .or_else(space)
        .unwrap_or_else(|| between_characters(text, limit))
}

/// Whether a text ends as a sentence does, maybe with what closes it.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…'])
}

/// Near a byte between what readers take for characters: an emoji may be made of many.
fn between_characters(text: &str, limit: usize) -> usize {
    /// No character that is meant has so many bytes.
    const LONGEST_CHARACTER: usize = 256;
    let to = text.floor_char_boundary(limit + LONGEST_CHARACTER);
    // From the beginning, which is between two: of a row of flags one cannot tell by looking near the byte alone.
    let ends = text[..to].grapheme_indices(true).map(|(at, _)| at);
    let end = ends.skip(1).take_while(|&at| at <= limit).last();
    end.filter(|at| limit - at <= LONGEST_CHARACTER).unwrap_or(limit)
}

/// A text is at most 64 MB, so its bytes are counted in 32 bits.
pub(super) fn byte_range(start: usize, end: usize) -> ByteRange {
    ByteRange::new(byte(start), byte(end))
}

pub(super) fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{article, paragraph};
    use super::*;

    #[test]
    fn usual_blocks_are_whole() {
        let article = article(vec![paragraph("One."), paragraph(""), paragraph("Three.")]);
        let pieces = Pieces::of(&article);
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces.at(Place { block: 2, byte: 3 }), 2);
        assert_eq!(pieces.at(Place { block: 9, byte: 0 }), 2, "beyond the end");
    }

    #[test]
    fn long_blocks_are_cut_without_losing_a_byte() {
        let texts = [
            "word ".repeat(20_000),
            "é".repeat(40_000),
            "a line\n".repeat(9_000),
            "e\u{301}".repeat(9_000),
            "\u{301}".repeat(20_000),
            "A sentence. ".repeat(2_000),
        ];
        for text in texts {
            let article = article(vec![paragraph(&text), paragraph("end")]);
            let pieces = Pieces::of(&article);
            assert!(pieces.len() > 3, "{}", pieces.len());
            let mut at = 0;
            for piece in pieces.iter().filter(|piece| piece.block == 0) {
                assert_eq!(piece.range.start, at);
                assert!(text.is_char_boundary(piece.range.end as usize));
                assert!(piece.range.len() as usize <= LONGEST);
                at = piece.range.end;
            }
            assert_eq!(at as usize, text.len());
            let middle = Place { block: 0, byte: at / 2 };
            let found = pieces.get(pieces.at(middle)).unwrap();
            assert!(found.range.contains(middle.byte));
        }
    }

    fn ends(text: &str) -> Vec<String> {
        let article = article(vec![paragraph(text)]);
        let pieces = Pieces::of(&article);
        let ends = pieces.iter().filter(|piece| piece.cut).map(|piece| {
            let end = piece.range.end as usize;
            let last = text[..end].char_indices().rev().nth(3).map_or(0, |(at, _)| at);
            text[last..end].to_owned()
        });
        ends.collect()
    }

    #[test]
    fn a_cut_is_where_it_is_least_seen() {
        for (text, expected) in [
            (
                "He said “Go!” and went. It was the 1.5 time; so. ".repeat(300),
                [". ", " ”"],
            ),
            ("一个句子。".repeat(900), ["。", "。"]),
            ("no full stop ever ".repeat(900), [" ", " "]),
        ] {
            let ends = ends(&text);
            assert!(ends.len() > 2);
            for end in ends {
                assert!(expected.iter().any(|expected| end.ends_with(expected)), "{end:?}");
            }
        }
    }

    #[test]
    fn a_cut_parts_no_character() {
        for character in ["👩🏽\u{200d}🚀", "e\u{301}", "🇺🇦", "한"] {
            let text = character.repeat(6_000);
            let article = article(vec![paragraph(&text)]);
            for piece in Pieces::of(&article).iter() {
                assert_eq!(piece.range.start as usize % character.len(), 0, "{character}");
            }
        }
    }

    #[test]
    fn rows_and_listings_are_cut_and_cards_are_not() {
        use super::super::fixtures::block;
        let text = "word ".repeat(4_000);
        let cells = [byte_range(0, text.len())];
        let (table, header, cells) = (0, false, Box::from(cells));
        let row = BlockKind::TableRow { table, header, cells };
        let picture = BlockKind::Media {
            kind: crate::text::MediaKind::Picture,
            address: Box::from(""),
        };
        let text_of_cells = "a cell\tanother. One ".repeat(900);
        assert!(text_of_cells[..cut_before(&text_of_cells, &row)].ends_with("a cell\t"));
        for (kind, cut) in [(row, true), (BlockKind::Code(Box::from("")), true), (picture, false)] {
            let article = article(vec![block(kind, &text)]);
            assert_eq!(Pieces::of(&article).len() > 1, cut);
        }
    }
}

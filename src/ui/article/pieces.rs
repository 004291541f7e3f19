//! Pieces: what the page lays out at a time.
//!
//! A piece is a whole block, except that a block which is too long to be laid out within a frame (a log pasted as one
//! paragraph, a long code listing) is cut into several, at a line break or a space where there is one.

use crate::text::{Article, Block, BlockKind, ByteRange, Place};

/// Blocks up to this length are one piece (bytes); about ten pages of text.
const WHOLE: usize = 20_000;
/// A cut piece has about this length (bytes).
const CUT: usize = 6_000;

/// A stretch of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Number of the block.
    pub block: u32,
    /// Bytes of its text.
    pub range: ByteRange,
    /// Whether the block goes on after it.
    pub cut: bool,
}

impl Piece {
    /// Whether it is the block's first.
    pub const fn is_first(self) -> bool {
        self.range.start == 0
    }
}

/// All pieces of an article, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Cuts an article.
    pub fn of(article: &Article) -> Self {
        let mut pieces = Vec::with_capacity(article.blocks.len());
        for (number, block) in (0u32..).zip(&article.blocks) {
            cut(number, block, &mut pieces);
        }
        Self(pieces)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The piece with that number.
    pub fn get(&self, piece: usize) -> Option<Piece> {
        self.0.get(piece).copied()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Piece> + '_ {
        self.0.iter().copied()
    }

    /// The number of the piece that holds a place; the last for places beyond the end.
    pub fn at(&self, place: Place) -> usize {
        let after = self
            .0
            .partition_point(|piece| (piece.block, piece.range.start) <= (place.block, place.byte));
        after.saturating_sub(1)
    }
}

fn cut(number: u32, block: &Block, pieces: &mut Vec<Piece>) {
    let text = &*block.text;
    let may_be_cut = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Code(_)
    );
    let mut start = 0;
    while may_be_cut && text.len() - start > WHOLE {
        let end = start + cut_before(&text[start..], matches!(block.kind, BlockKind::Code(_)));
        pieces.push(Piece {
            block: number,
            range: byte_range(start, end),
            cut: true,
        });
        start = end;
    }
    pieces.push(Piece {
        block: number,
        range: byte_range(start, text.len()),
        cut: false,
    });
}

/// Where the first piece of a long text ends (bytes): after a line break or space, else at any character.
fn cut_before(text: &str, lines_only: bool) -> usize {
    let limit = text.floor_char_boundary(CUT);
    let head = &text[..limit];
    let after = |found: Option<usize>| found.map(|at| at + 1).filter(|&at| at > CUT / 2);
    let at_line = after(head.rfind('\n'));
    let at_space = if lines_only { None } else { after(head.rfind(' ')) };
    at_line.or(at_space).or_else(|| after(head.rfind(' '))).unwrap_or(limit)
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
        for text in ["word ".repeat(20_000), "é".repeat(40_000), "a line\n".repeat(9_000)] {
            let article = article(vec![paragraph(&text), paragraph("end")]);
            let pieces = Pieces::of(&article);
            assert!(pieces.len() > 3, "{}", pieces.len());
            let mut at = 0;
            for piece in pieces.iter().filter(|piece| piece.block == 0) {
                assert_eq!(piece.range.start, at);
                assert!(text.is_char_boundary(piece.range.end as usize));
                assert!(piece.range.len() as usize <= WHOLE);
                at = piece.range.end;
            }
            assert_eq!(at as usize, text.len());
            let middle = Place { block: 0, byte: at / 2 };
            let found = pieces.get(pieces.at(middle)).unwrap();
            assert!(found.range.contains(middle.byte));
        }
    }
}

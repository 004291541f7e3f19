//! Where the rows of a piece are, and how high a piece may be before it has been laid out.

use super::super::heights::to_units;
use super::super::layout::{Laid, Page, Part};
use super::super::pieces::Piece;
use crate::text::BlockKind;

impl Laid {
    /// Top and bottom of the row in which a byte stands, or of the whole block when it has no text (from the piece's
    /// top).
    pub(in super::super) fn row_of(&self, byte: u32) -> (f32, f32) {
        let holds = |part: &&Part| byte <= part.range.end;
        match self.parts.iter().find(holds).or(self.parts.last()) {
            Some(part) => {
                let (top, bottom) = part.row_of(byte);
                (part.at.y + top, part.at.y + bottom)
            }
            None => (self.top, self.height),
        }
    }

    /// The first row whose bottom lies below `down`: its first byte and its top.
    pub(in super::super) fn row_below(&self, piece: Piece, down: f32) -> Option<(u32, f32)> {
        if self.parts.is_empty() {
            return (self.height > down).then_some((piece.range.start, self.top));
        }
        self.parts.iter().find_map(|part| {
            let (byte, top) = part.row_below(down - part.at.y)?;
            Some((byte, part.at.y + top))
        })
    }
}

/// How high a piece may be (units), when a character is `advance` points wide.
pub(super) fn estimate(page: &Page<'_>, piece: Piece, advance: f32) -> i64 {
    let Some(block) = page.reading.article.block(piece.block) else {
        return 0;
    };
    let room = page.room(piece);
    let em = page.em();
    let (size, line, extra) = match block.kind {
        BlockKind::Heading(1) => (1.8, 2.0, 0.0),
        BlockKind::Heading(2) => (1.4, 1.7, 0.0),
        BlockKind::Heading(_) => (1.1, 1.5, 0.0),
        BlockKind::Code(_) => (1.05, 1.15, 1.2),
        BlockKind::Media { .. } => {
            let height = page.media_estimate(piece.block, advance);
            let beside = page.gallery.films.of_block(piece.block);
            return match beside.filter(|film| !film.is_last(piece.block)) {
                Some(_) => 0,
                None => to_units(room.gap + room.above + height + room.below),
            };
        }
        BlockKind::Rule => return to_units(room.gap + 1.0),
        BlockKind::TableRow { .. } => return to_units(room.gap + 1.9 * em),
        BlockKind::Paragraph => (1.0, page.style.line_height, 0.0),
    };
    let width = (page.column - room.left - room.right).max(4.0 * em);
    #[expect(clippy::cast_precision_loss)]
    let rows = (piece.range.len() as f32 * advance * size * room.scale / width)
        .ceil()
        .max(1.0);
    to_units(room.gap + room.above + room.below + rows * (line * em * room.scale).round() + extra * em)
}

/// A share as it is kept. What is a screen away is so far away that it does not count.
#[expect(clippy::cast_possible_truncation, reason = "it is clamped")]
pub(super) fn in_thousandths(share: f32) -> i32 {
    (share * 1000.0).round().clamp(-100_000.0, 100_000.0) as i32
}

/// A share that was kept.
#[expect(
    clippy::cast_precision_loss,
    reason = "a share kept by the program has at most six digits"
)]
pub(super) fn thousandths(share: i32) -> f32 {
    share as f32 / 1000.0
}

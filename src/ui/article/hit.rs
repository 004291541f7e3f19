//! From the pointer to the byte under it, and from bytes to the rectangles that they fill.
//!
//! egui's own way from a point to text answers with the nearest caret, which for the right half of a word's last
//! letter is already behind the word; so rows and glyphs are walked here. A galley counts characters and a block
//! bytes; text in which egui makes more glyphs than characters (from right to left) is clamped, never indexed beyond.

use eframe::egui::{Rect, Vec2, pos2};

use super::layout::Part;
use crate::text::ByteRange;

/// A rectangle of text on one row, from the part's origin (points).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RowBox {
    pub left: f32,
    pub right: f32,
    /// Top of the row.
    pub top: f32,
    /// Bottom of the row.
    pub bottom: f32,
    /// Where the text stands.
    pub baseline: f32,
}

impl RowBox {
    /// The row's whole height.
    pub fn rect(&self) -> Rect {
        Rect::from_min_max(pos2(self.left, self.top), pos2(self.right, self.bottom))
    }
}

impl Part {
    /// The byte of the block whose glyph lies at a point (from the part's origin); `None` beside the text.
    pub fn byte_at(&self, point: Vec2) -> Option<u32> {
        let mut first_char = 0;
        for row in &self.galley.rows {
            if point.y >= row.min_y() && point.y < row.max_y() {
                let x = point.x - row.pos.x;
                let hit = |at: usize| {
                    let (glyph, next) = (row.glyphs.get(at)?, row.glyphs.get(at + 1));
                    // Glyphs stand on whole pixels: a hair between two of them belongs to the one before.
                    let end = next.map_or(glyph.max_x(), |next| next.pos.x.max(glyph.max_x()));
                    (x >= glyph.pos.x && x < end).then_some(at)
                };
                let glyph = (0..row.glyphs.len()).find_map(hit)?;
                let (at, _) = self.galley.text().char_indices().nth(first_char + glyph)?;
                return Some(self.block_byte(at));
            }
            first_char += row.char_count_including_newline().0;
        }
        None
    }

    /// The rectangles that a range of the block's bytes fills, one for each row that it touches.
    pub fn boxes(&self, range: ByteRange, mut each: impl FnMut(RowBox)) {
        if !range.overlaps(self.range) {
            return;
        }
        let text = self.galley.text();
        let start = chars_before(text, self.galley_byte(range.start, false));
        let end = start
            + chars_between(
                text,
                self.galley_byte(range.start, false),
                self.galley_byte(range.end, true),
            );
        let mut first_char = 0;
        for row in &self.galley.rows {
            let glyphs = &row.glyphs;
            let (from, to) = (
                start.saturating_sub(first_char).min(glyphs.len()),
                end.saturating_sub(first_char).min(glyphs.len()),
            );
            let found = glyphs.get(from..to).unwrap_or_default();
            // A range that goes on in the next row does not reach over the space at which the line was broken.
            let last = found.iter().rposition(|glyph| !glyph.chr.is_whitespace());
            if let Some((first, last)) = found.first().zip(last.and_then(|last| found.get(last))) {
                each(RowBox {
                    left: row.pos.x + first.pos.x,
                    right: row.pos.x + last.max_x(),
                    top: row.min_y(),
                    bottom: row.max_y(),
                    baseline: row.min_y() + self.baseline,
                });
            }
            first_char += row.char_count_including_newline().0;
            if first_char >= end {
                break;
            }
        }
    }

    /// The top and bottom of the row in which a byte of the block stands (from the part's origin).
    pub fn row_of(&self, byte: u32) -> (f32, f32) {
        let char = chars_before(self.galley.text(), self.galley_byte(byte, false));
        let mut first_char = 0;
        let mut found = (0.0, 0.0);
        for row in &self.galley.rows {
            found = (row.min_y(), row.max_y());
            first_char += row.char_count_including_newline().0;
            if char < first_char {
                break;
            }
        }
        found
    }

    /// The first row whose bottom lies below `down` (from the part's origin): its first byte and its top.
    pub fn row_below(&self, down: f32) -> Option<(u32, f32)> {
        let mut first_char = 0;
        for row in &self.galley.rows {
            if row.max_y() > down {
                let at = self
                    .galley
                    .text()
                    .char_indices()
                    .nth(first_char)
                    .map_or(self.galley.text().len(), |(at, _)| at);
                return Some((self.block_byte(at), row.min_y()));
            }
            first_char += row.char_count_including_newline().0;
        }
        None
    }
}

fn chars_before(text: &str, byte: usize) -> usize {
    chars_between(text, 0, byte)
}

fn chars_between(text: &str, start: usize, end: usize) -> usize {
    text.get(start..end).map_or(0, |stretch| stretch.chars().count())
}

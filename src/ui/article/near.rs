//! The place nearest to a point, beside or below the text as well; and the place so many lines or screens away.

use eframe::egui::epaint::text::Glyph;
use eframe::egui::{Vec2, vec2};

use super::layout::{Laid, Part};
use super::scroll::{Scroll, Sheet};
use crate::text::Place;

impl Part {
    /// The place nearest to a point (from the part's origin): where a caret would stand, a byte of the block.
    fn caret_at(&self, point: Vec2) -> u32 {
        let mut first_char = 0;
        let mut nearest = (f32::INFINITY, 0);
        for row in &self.galley.rows {
            let away = (row.min_y() - point.y).max(point.y - row.max_y()).max(0.0);
            if away < nearest.0 {
                let x = point.x - row.pos.x;
                let glyphs = row.glyphs.iter();
                let before = glyphs
                    .take_while(|glyph| x >= glyph.pos.x + 0.5 * glyph.advance_width)
                    .count();
                nearest = (away, first_char + before);
            }
            first_char += row.char_count_including_newline().0;
        }
        let text = self.galley.text();
        let at = text.char_indices().nth(nearest.1).map_or(text.len(), |(at, _)| at);
        self.block_byte(at)
    }

    /// How far a point lies from its text.
    fn distance(&self, point: Vec2) -> f32 {
        let rect = self.galley.rect.translate(self.at);
        rect.distance_to_pos(point.to_pos2())
    }

    /// Where a byte stands: from its left, and the middle of its row (from the part's origin).
    fn point_of(&self, place: u32) -> Vec2 {
        let text = self.galley.text();
        let before = text.get(..self.galley_byte(place, true)).unwrap_or(text);
        let mut char = before.chars().count();
        let mut point = Vec2::ZERO;
        for row in &self.galley.rows {
            let glyph = row.glyphs.get(char).map(|glyph| glyph.pos.x);
            let end = row.glyphs.last().map(Glyph::max_x);
            let x = row.pos.x + glyph.or(end).unwrap_or(0.0);
            point = vec2(x, 0.5 * (row.min_y() + row.max_y()));
            let count = row.char_count_including_newline().0;
            if char < count {
                break;
            }
            char -= count;
        }
        point
    }
}

impl Laid {
    /// The byte nearest to a point (from the piece's top left); `None` without text.
    pub fn byte_near(&self, point: Vec2) -> Option<u32> {
        let parts = self
            .parts
            .iter()
            .min_by(|one, other| one.distance(point).total_cmp(&other.distance(point)));
        let part = parts?;
        // What is under the point comes before what is near it.
        Some(
            part.byte_at(point - part.at)
                .unwrap_or_else(|| part.caret_at(point - part.at)),
        )
    }

    /// The place nearest to a point where a caret would stand.
    pub fn caret_near(&self, point: Vec2) -> Option<u32> {
        let parts = self.parts.iter();
        let part = parts.min_by(|one, other| one.distance(point).total_cmp(&other.distance(point)))?;
        Some(part.caret_at(point - part.at))
    }

    /// Where a byte stands (from the piece's top left).
    fn point_of(&self, place: u32) -> Option<Vec2> {
        let part = self
            .parts
            .iter()
            .find(|part| place <= part.range.end)
            .or(self.parts.last())?;
        Some(part.at + part.point_of(place))
    }
}

impl Scroll {
    /// The place so many lines away, at the same distance from the left as `column` says, and that distance (points).
    pub fn lines_away(
        &mut self,
        sheet: &mut Sheet<'_>,
        from: Place,
        column: Option<f32>,
        lines: i32,
    ) -> Option<(Place, f32)> {
        let (mut index, piece, mut laid) = self.piece_at(sheet, from)?;
        let point = laid.point_of(from.byte).unwrap_or_default();
        let x = column.unwrap_or(point.x);
        let (mut block, mut at) = (piece.block, vec2(x, point.y));
        let mut place = from;
        for _ in 0..lines.unsigned_abs() {
            let down = lines > 0;
            let row = laid.row_near(at);
            at.y = if down { row.1 + 1.0 } else { row.0 - 1.0 };
            // Beyond the first or last row there may be another part of the block, or there is another block.
            let beyond = laid.row_near(at) == row;
            if beyond {
                loop {
                    index = if down { index + 1 } else { index.checked_sub(1)? };
                    let Some((piece, next)) = self.piece(sheet, index) else {
                        return Some((place, x));
                    };
                    if !next.parts.is_empty() {
                        at.y = if down { 0.0 } else { next.height };
                        (block, laid) = (piece.block, next);
                        break;
                    }
                }
                let row = laid.row_near(at);
                at.y = 0.5 * (row.0 + row.1);
            }
            if let Some(byte) = laid.byte_near(at) {
                place = Place { block, byte };
            }
        }
        Some((place, x))
    }

    /// The place so many points further down, or up.
    pub fn points_away(&mut self, sheet: &mut Sheet<'_>, from: Place, points: f32) -> Option<Place> {
        let (mut index, mut piece, mut laid) = self.piece_at(sheet, from)?;
        let mut at = laid.point_of(from.byte).unwrap_or_default() + vec2(0.0, points);
        let mut place = from;
        loop {
            let next = if at.y < 0.0 {
                index.checked_sub(1)
            } else if at.y >= laid.height {
                Some(index + 1)
            } else {
                None
            };
            let Some((found, next)) = next.and_then(|next| Some((next, self.piece(sheet, next)?))) else {
                break;
            };
            at.y += if found > index { -laid.height } else { next.1.height };
            (index, piece, laid) = (found, next.0, next.1);
        }
        if let Some(byte) = laid.byte_near(at) {
            place = Place {
                block: piece.block,
                byte,
            };
        }
        Some(place)
    }
}

impl Laid {
    /// Top and bottom of the row nearest to a point.
    fn row_near(&self, point: Vec2) -> (f32, f32) {
        let part = self
            .parts
            .iter()
            .min_by(|one, other| one.distance(point).total_cmp(&other.distance(point)));
        part.map_or((0.0, self.height), |part| {
            let mut nearest = (f32::INFINITY, (0.0, 0.0));
            for row in &part.galley.rows {
                let (top, bottom) = (part.at.y + row.min_y(), part.at.y + row.max_y());
                let away = (top - point.y).max(point.y - bottom).max(0.0);
                if away < nearest.0 {
                    nearest = (away, (top, bottom));
                }
            }
            nearest.1
        })
    }
}

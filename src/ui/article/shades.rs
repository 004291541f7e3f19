//! What is selected as a passage, and what was found: grounds behind the text and rings around it.
//!
//! The grounds lie under the tints of words, so that a tint and the text on it keep their contrast; a hit that is a
//! tinted word is told by its ring.

use eframe::egui::{Color32, Rect, Stroke, StrokeKind, pos2, vec2};

use super::hit::RowBox;
use super::layout::Part;
use super::paint::{Marks, Print, text_box};
use crate::text::ByteRange;
use crate::ui::theme::Theme;

/// Behind a passage that is selected.
pub(super) fn selected(theme: &Theme) -> Color32 {
    theme
        .paper
        .lerp_to_gamma(theme.accent, if theme.dark { 0.30 } else { 0.20 })
}

/// Behind a hit; behind the one that the reader has come to.
pub(super) fn found(theme: &Theme, current: bool) -> Color32 {
    let strength = match (current, theme.dark) {
        (true, false) => 0.55,
        (true, true) => 0.45,
        (false, false) => 0.28,
        (false, true) => 0.25,
    };
    theme.paper.lerp_to_gamma(theme.warning, strength)
}

impl Print<'_> {
    /// The grounds within a part, behind its tints and its text.
    pub fn shades(&self, part: &Part, marks: Marks<'_>) {
        let theme = self.page.theme;
        let origin = self.origin + part.at;
        if let Some(range) = marks.passage {
            let fill = selected(theme);
            part.boxes(range, |row| {
                self.painter
                    .rect_filled(band(row).translate(origin.to_vec2()), 0.0, fill);
            });
        }
        for &(_, range) in hits_in(marks, part.range) {
            let fill = found(theme, marks.hit == Some(range));
            part.boxes(range, |row| {
                self.painter.rect_filled(text_box(row, part, origin), 2.0, fill);
            });
        }
    }

    /// The rings within a part, over its text: hits, and the link that the keyboard has come to.
    pub fn rings(&self, part: &Part, marks: Marks<'_>) {
        let theme = self.page.theme;
        let origin = self.origin + part.at;
        for &(_, range) in hits_in(marks, part.range) {
            let stroke = if marks.hit == Some(range) {
                Stroke::new(2.0, theme.ink)
            } else {
                Stroke::new(1.0, theme.warning)
            };
            part.boxes(range, |row| {
                let rect = text_box(row, part, origin).expand2(vec2(1.0, 1.0));
                self.painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Middle);
            });
        }
        if let Some(range) = marks.link {
            part.boxes(range, |row| {
                let rect = text_box(row, part, origin).expand2(vec2(3.5, 5.5));
                let stroke = Stroke::new(1.5, theme.accent);
                let corners = [
                    rect.left_top(),
                    rect.right_top(),
                    rect.right_bottom(),
                    rect.left_bottom(),
                    rect.left_top(),
                ];
                self.painter
                    .extend(eframe::egui::Shape::dashed_line(&corners, stroke, 5.0, 3.0));
            });
        }
    }

    /// The ground of what is in a passage and has no text: a picture, a rule.
    pub fn shade_block(&self, rect: Rect, marks: Marks<'_>) {
        if marks.passage.is_some() && self.block.text.is_empty() {
            let rect = rect.expand2(vec2(2.0, 4.0));
            self.painter.rect_filled(rect, 4.0, selected(self.page.theme));
        }
    }
}

/// The hits that touch a range.
fn hits_in(marks: Marks<'_>, range: ByteRange) -> &[(u32, ByteRange)] {
    let start = marks.hits.partition_point(|(_, hit)| hit.end <= range.start);
    let end = marks.hits.partition_point(|(_, hit)| hit.start < range.end);
    marks.hits.get(start..end).unwrap_or_default()
}

/// A row as a selection fills it: as high as the line, so that lines touch.
fn band(row: RowBox) -> Rect {
    Rect::from_min_max(pos2(row.left - 1.0, row.top), pos2(row.right + 3.0, row.bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast as WCAG 2 defines it.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let luminance = |color: Color32| {
            let [r, g, b, _] = eframe::egui::Rgba::from(color).to_array();
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for theme in [Theme::light(), Theme::dark()] {
            for ground in [selected(&theme), found(&theme, false), found(&theme, true)] {
                for ink in [theme.ink, theme.accent] {
                    let least = if ink == theme.ink { 4.5 } else { 3.0 };
                    let found = contrast(ink, ground);
                    assert!(found >= least, "{ink:?} on {ground:?}: {found}");
                }
            }
        }
    }
}

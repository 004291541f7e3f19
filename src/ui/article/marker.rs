//! What hangs before a block's first line: bullets, numbers, boxes of tasks, numbers of footnotes.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Painter, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::faces::{Face, Faces};
use super::layout::{Laid, Page, Part};
use crate::text::{Block, Marker};
use crate::ui::theme::Theme;

/// From a marker to the text, in ems.
const GAP: f32 = 0.5;

impl Page<'_> {
    /// Lays out a marker that is text; the others are painted (see [`paint`]).
    pub(super) fn marker(&self, ui: &Ui, faces: &mut Faces, block: &Block, part: &Part, laid: &mut Laid) {
        let (text, size) = match block.marker {
            Some(Marker::Number(number)) => (format!("{number}."), part.size),
            Some(Marker::Footnote(number)) => (format!("{number}"), part.size),
            Some(Marker::Bullet | Marker::Task(_)) | None => return,
        };
        let row = part.galley.rows.first().map_or(part.size, |row| row.height());
        let (line_height, valign) = faces.on_baseline(ui, (Face::Regular, size), row, part.baseline);
        let format = TextFormat {
            font_id: faces.font(Face::Regular, size),
            color: self.theme.ink_second,
            line_height: Some(line_height.max(1.0)),
            valign,
            ..TextFormat::default()
        };
        let mut job = LayoutJob::single_section(text, format);
        job.first_row_min_height = row;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let left = part.at.x - GAP * part.size - galley.size().x;
        laid.extras.push((galley, vec2(left, part.at.y)));
    }
}

/// Paints a bullet or the box of a task beside a text that begins at `origin`.
pub(super) fn paint(painter: &Painter, theme: &Theme, block: &Block, part: &Part, origin: Pos2) {
    // The middle of the small letters of the first line.
    let middle = origin + Vec2::new(-GAP * part.size, part.baseline - 0.27 * part.size);
    match block.marker {
        Some(Marker::Bullet) => {
            let depth = block
                .frame
                .iter()
                .filter(|frame| matches!(frame, crate::text::Frame::Item))
                .count();
            let center = middle - vec2(0.22 * part.size, 0.0);
            let radius = 0.125 * part.size;
            if depth.is_multiple_of(2) {
                painter.circle_stroke(center, radius, Stroke::new(1.2, theme.ink_second));
            } else {
                painter.circle_filled(center, radius, theme.ink_second);
            }
        }
        Some(Marker::Task(done)) => {
            let side = 0.72 * part.size;
            let rect = Rect::from_center_size(middle - vec2(0.36 * part.size, 0.0), Vec2::splat(side));
            task(painter, theme, rect, done);
        }
        Some(Marker::Number(_) | Marker::Footnote(_)) | None => {}
    }
}

fn task(painter: &Painter, theme: &Theme, rect: Rect, done: bool) {
    if !done {
        painter.rect_stroke(rect, 3.0, Stroke::new(1.3, theme.ink_third), StrokeKind::Inside);
        return;
    }
    painter.rect_filled(rect, 3.0, theme.accent);
    let at = |x: f32, y: f32| pos2(rect.left() + x * rect.width(), rect.top() + y * rect.height());
    painter.line(
        vec![at(0.24, 0.52), at(0.43, 0.7), at(0.77, 0.3)],
        Stroke::new(1.6, theme.paper),
    );
}

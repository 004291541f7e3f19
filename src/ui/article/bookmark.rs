//! The bookmark: a ribbon in the margin beside its line. A click takes it away.

use eframe::egui::{Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

use super::desk::Desk;
use crate::app::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::focus_ring;

/// Width and height of the ribbon (points).
const RIBBON: (f32, f32) = (10.0, 16.0);
/// From the column to its right side (points).
const GAP: f32 = 14.0;

impl Desk<'_> {
    /// Draws the ribbon where the bookmark is in view.
    pub fn bookmark_ui(&self, ui: &Ui, out: &mut Vec<Action>) {
        let reading = self.page.reading;
        let Some((block, range)) = reading.bookmark.as_ref().map(|bookmark| bookmark.place) else {
            return;
        };
        let here = |visible: &&super::scroll::Visible| {
            let piece = visible.piece;
            piece.block == block && (piece.range.contains(range.start) || piece.range.start == range.start)
        };
        let Some(visible) = self.seen.iter().find(here) else {
            return;
        };
        let (top, bottom) = visible.laid.row_of(range.start);
        let middle = self.rect(visible).top() + f32::midpoint(top, bottom);
        let gap = GAP.min((self.left - self.view.left() - RIBBON.0 - 2.0).max(2.0));
        let place = Rect::from_center_size(pos2(self.left - gap - RIBBON.0 / 2.0, middle), vec2(RIBBON.0, RIBBON.1));
        if !self.view.contains(place.center()) {
            return;
        }
        let response = ui.interact(place.expand(4.0), ui.scope_id().with("bookmark"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("bookmark.name")));
        ribbon(ui, self.page.theme, place, response.hovered());
        focus_ring(ui, self.page.theme, &response, place.expand(4.0));
        if response.on_hover_text(t!("bookmark.hint")).clicked() {
            out.push(Action::DropBookmark(reading.article_id));
        }
    }
}

fn ribbon(ui: &Ui, theme: &Theme, place: Rect, hovered: bool) {
    let color = if hovered { theme.ink } else { theme.accent };
    let notch: Pos2 = place.center_bottom() - vec2(0.0, 5.0);
    // Two halves, since a shape with a notch is not convex.
    for (outer, corner) in [
        (place.left_top(), place.left_bottom()),
        (place.right_top(), place.right_bottom()),
    ] {
        let half = vec![outer, place.center_top(), notch, corner];
        ui.painter().add(Shape::convex_polygon(half, color, Stroke::NONE));
    }
}

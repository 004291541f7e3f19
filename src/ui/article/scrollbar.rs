//! The page's own scroll bar: egui's counts in points from the top, which a long book has too many of.

use eframe::egui::{Id, Rect, Sense, Ui, pos2, vec2};

use super::scroll::Scroll;
use crate::ui::theme::Theme;

/// Width of the strip in which it can be grasped (points).
pub(super) const WIDTH: f32 = 14.0;
/// The shortest handle (points).
const SHORTEST: f32 = 32.0;

/// The bar of this frame.
pub(super) struct ScrollBar {
    track: Rect,
    active: bool,
}

impl ScrollBar {
    /// Lets the bar be dragged and clicked; `None` when there is nothing to scroll. Returns also whether it scrolled.
    pub fn interact(
        ui: &Ui,
        id: Id,
        strip: Rect,
        scroll: &mut Scroll,
        grasp: &mut Option<f32>,
    ) -> (Option<Self>, bool) {
        let way = scroll.way(strip.height());
        if way <= 0.0 {
            *grasp = None;
            return (None, false);
        }
        let track = strip.shrink2(vec2(4.0, 4.0));
        let response = ui.interact(strip, id, Sense::DRAG | Sense::CLICK);
        let mut scrolled = false;
        let handle = handle(track, scroll, strip.height());
        let free = (track.height() - handle.height()).max(1.0);
        if let Some(pointer) = response
            .interact_pointer_pos()
            .filter(|_| response.is_pointer_button_down_on())
        {
            let held = *grasp.get_or_insert(if handle.y_range().contains(pointer.y) {
                pointer.y - handle.top()
            } else {
                handle.height() / 2.0
            });
            let fraction = (pointer.y - held - track.top()) / free;
            scrolled = (fraction.clamp(0.0, 1.0) * free - (handle.top() - track.top())).abs() > 0.01;
            if scrolled {
                scroll.turn_to(fraction, strip.height());
            }
        } else {
            *grasp = None;
        }
        let active = response.hovered() || grasp.is_some();
        (Some(Self { track, active }), scrolled)
    }

    /// Paints it: a thin line, a broader one under the pointer.
    pub fn paint(&self, ui: &Ui, theme: &Theme, scroll: &Scroll, view: f32) {
        let handle = handle(self.track, scroll, view);
        let width = if self.active { 7.0 } else { 4.0 };
        let rect = Rect::from_center_size(
            pos2(self.track.center().x, handle.center().y),
            vec2(width, handle.height()),
        );
        let color = if self.active {
            theme.ink_third
        } else {
            theme.line.lerp_to_gamma(theme.ink_third, 0.35)
        };
        ui.painter().rect_filled(rect, width / 2.0, color);
    }
}

fn handle(track: Rect, scroll: &Scroll, view: f32) -> Rect {
    let way = scroll.way(view).max(1.0);
    let height = (track.height() * view / (way + view)).max(SHORTEST).min(track.height());
    let top = track.top() + (scroll.scrolled() / way).clamp(0.0, 1.0) * (track.height() - height);
    Rect::from_min_size(pos2(track.left(), top), vec2(track.width(), height))
}

//! The page's own scroll bar: egui's counts in points from the top, which a long book has too many of.
//!
//! It is dragged, a click jumps to where it is (on a hit or a note, to that very place), and a screen reader finds it
//! with its value. The keyboard has its own ways through the text, so `Tab` never stops here.

use eframe::egui::accesskit::{Action as Ask, ActionData, ActionRequest, Orientation, Role};
use eframe::egui::{Id, Rect, Sense, Ui, pos2, vec2};
use rust_i18n::t;

use super::marks::Marks;
use super::scroll::Scroll;
use crate::app::Reading;
use crate::text::Place;
use crate::ui::landmarks::bounds;
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

/// How the bar is held.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grasp {
    /// Where in its handle (points).
    held: f32,
    /// The press went to a mark: the page stays there until the pointer is drawn away.
    at_mark: bool,
}

/// What was done with the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Moved {
    /// Nothing.
    No,
    /// The page was scrolled.
    Scrolled,
    /// A mark was clicked: the page is to go to its place.
    To(Place),
}

impl ScrollBar {
    /// Lets the bar be dragged and clicked; `None` when there is nothing to scroll.
    pub fn interact(
        ui: &Ui,
        id: Id,
        strip: Rect,
        (reading, marks): (&Reading, &mut Marks),
        scroll: &mut Scroll,
        grasp: &mut Option<Grasp>,
    ) -> (Option<Self>, Moved) {
        let way = scroll.way(strip.height());
        // The length of a part says nothing of the whole.
        if way <= 0.0 || reading.partial {
            *grasp = None;
            return (None, Moved::No);
        }
        let track = strip.shrink2(vec2(4.0, 4.0));
        marks.fit(reading, scroll, track.height() * ui.pixels_per_point());
        let response = ui.interact(strip, id, Sense::DRAG | Sense::CLICK);
        let mut moved = Moved::No;
        let handle = handle(track, scroll, strip.height());
        let free = (track.height() - handle.height()).max(1.0);
        if let Some(pointer) = response
            .interact_pointer_pos()
            .filter(|_| response.is_pointer_button_down_on())
        {
            let on_handle = handle.y_range().contains(pointer.y);
            let mark = marks
                .near(reading, track, pointer.y)
                .filter(|_| grasp.is_none() && !on_handle);
            let now = grasp.get_or_insert(Grasp {
                held: if on_handle {
                    pointer.y - handle.top()
                } else {
                    handle.height() / 2.0
                },
                at_mark: mark.is_some(),
            });
            now.at_mark &= !ui.input(|input| input.pointer.is_decidedly_dragging());
            let fraction = (pointer.y - now.held - track.top()) / free;
            let far = (fraction.clamp(0.0, 1.0) * free - (handle.top() - track.top())).abs() > 0.01;
            if let Some(place) = mark {
                moved = Moved::To(place);
            } else if far && !now.at_mark {
                scroll.turn_to(fraction, strip.height());
                moved = Moved::Scrolled;
            }
        } else {
            *grasp = None;
        }
        if expose(ui, id, strip, scroll) {
            moved = Moved::Scrolled;
        }
        let active = response.hovered() || grasp.is_some();
        (Some(Self { track, active }), moved)
    }

    /// Paints it: a thin line, a broader one under the pointer, and the marks beside and over it.
    pub fn paint(&self, ui: &Ui, theme: &Theme, marks: &Marks, scroll: &Scroll, view: f32) {
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
        marks.paint(ui.painter(), theme, self.track);
    }
}

/// Names the bar for screen readers, with its value in percent, and takes the value that one sets. Returns whether it
/// scrolled.
fn expose(ui: &Ui, id: Id, strip: Rect, scroll: &mut Scroll) -> bool {
    let view = strip.height();
    let way = scroll.way(view).max(1.0);
    let value = f64::from((scroll.scrolled() / way).clamp(0.0, 1.0) * 100.0);
    let named = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::ScrollBar);
        node.set_label(t!("article.scroll_bar").into_owned());
        node.set_bounds(bounds(strip));
        node.set_orientation(Orientation::Vertical);
        node.set_numeric_value(value);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
        node.add_action(Ask::SetValue);
    });
    if named.is_none() {
        return false;
    }
    let mut wanted = None;
    ui.ctx().input_mut(|input| {
        input.consume_accesskit_action_requests(id, |request: &ActionRequest| {
            let (Ask::SetValue, Some(ActionData::NumericValue(percent))) = (request.action, &request.data) else {
                return false;
            };
            wanted = Some(*percent);
            true
        });
    });
    if let Some(percent) = wanted {
        #[expect(clippy::cast_possible_truncation, reason = "a share of the way")]
        scroll.turn_to((percent / 100.0) as f32, view);
    }
    wanted.is_some()
}

fn handle(track: Rect, scroll: &Scroll, view: f32) -> Rect {
    let way = scroll.way(view).max(1.0);
    let height = (track.height() * view / (way + view)).max(SHORTEST).min(track.height());
    let top = track.top() + (scroll.scrolled() / way).clamp(0.0, 1.0) * (track.height() - height);
    Rect::from_min_size(pos2(track.left(), top), vec2(track.width(), height))
}

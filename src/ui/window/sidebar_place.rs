//! Where the vocabulary stands: beside the page, or over it in a window too narrow for both, where a word's card stands
//! below the page, so that the word can be seen beside its card.
//!
//! The divider is a widget of its own that is put above page and sidebar, since egui's own handle lies below whatever
//! is drawn after it: of the page's side nothing could be grabbed. The width that is remembered changes only while the
//! divider is dragged, never because a window was small for a while.

use std::time::Instant;

use eframe::egui::{self, Area, Context, CursorIcon, Id, Order, Rect, Sense, Stroke, Ui, vec2};

use super::Window;
use crate::app::{Action, Boldface, Settings, View};
use crate::ui::sidebar;
use crate::ui::theme::Theme;

/// Below this width of the window (points) the vocabulary lies over the page: beside it, a line would have room for some
/// thirty letters.
const NARROW: f32 = 840.0;
/// What the page keeps beside it at least (points).
const PAGE: f32 = 360.0;
/// What the vocabulary needs at least (points).
const LEAST: f32 = 280.0;
/// Height of a card below the page, in parts of the window's, and in points.
const CARD: f32 = 0.45;
const LOWEST_CARD: f32 = 150.0;
const HIGHEST_CARD: f32 = 360.0;
/// Between the text and a card that lies in its margin (points).
const MARGIN: f32 = 20.0;
/// Width of the zone in which the divider can be grabbed (points).
const GRAB: f32 = 8.0;

/// Where it stands in this frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SidebarPlace {
    Hidden,
    /// Beside the page, so wide (points), and how wide it may become.
    Beside {
        width: f32,
        widest: f32,
    },
    /// Over the right side of the page, so wide (points).
    Over(f32),
    /// A card below the page, so high (points).
    Below(f32),
}

impl SidebarPlace {
    /// Decides it from the room that there is, and tells the model how much that is. `page` is where the page was last,
    /// `column` how wide its text would be (points).
    pub fn of(ui: &Ui, app: &mut Boldface, page: Rect, column: f32) -> Self {
        let room = ui.available_rect_before_wrap();
        let narrow = ui.ctx().content_rect().width() < NARROW;
        let height = if narrow { page.height() } else { room.height() };
        app.model.layout.narrow = narrow;
        app.model.layout.low = height < sidebar::LOW;
        if app.model.view != View::Read || app.model.reading.is_none() {
            return Self::Hidden;
        }
        // A card that came alone leaves nothing behind it.
        let has_card = app.model.has_card();
        app.model.layout.over &= has_card || (narrow && app.model.list_wanted);
        let full = ui.input(|input| input.viewport().fullscreen.unwrap_or(false));
        if app.model.layout.narrow {
            let width = app
                .settings
                .sidebar_width
                .clamp(LEAST, (room.width() - 48.0).max(LEAST));
            if app.model.layout.over && app.model.card.is_some() {
                // There is no room for the list as well.
                app.model.layout.low = true;
                return Self::Below((CARD * room.height()).clamp(LOWEST_CARD, HIGHEST_CARD));
            }
            return if app.model.layout.over {
                Self::Over(width)
            } else {
                Self::Hidden
            };
        }
        // In full screen there is only the page, until a word's card is wanted.
        let shown = if full {
            app.model.has_card()
        } else {
            app.settings.sidebar_shown
        };
        if shown {
            let widest = (room.width() - PAGE).max(LEAST);
            let width = app.settings.sidebar_width.clamp(LEAST, widest);
            return Self::Beside { width, widest };
        }
        if full || !app.model.layout.over || !app.model.has_card() {
            return Self::Hidden;
        }
        // Only the card, in the margin, where nothing of the page moves for it; else beside the page.
        app.model.layout.low = true;
        let margin = (room.width() - column) / 2.0 - MARGIN;
        if margin >= LEAST {
            Self::Over(margin.min(app.settings.sidebar_width))
        } else {
            let widest = (room.width() - PAGE).max(LEAST);
            let width = app.settings.sidebar_width.clamp(LEAST, widest);
            Self::Beside { width, widest }
        }
    }
}

/// The line between page and sidebar, to be dragged; a double click gives it its usual place.
pub(super) fn divider_ui(ui: &Ui, theme: &Theme, (sidebar, widest): (Rect, f32), out: &mut Vec<Action>) {
    let zone = Rect::from_x_y_ranges(
        sidebar.left() - GRAB / 2.0..=sidebar.left() + GRAB / 2.0,
        sidebar.y_range(),
    );
    // No stop of Tab: there is nothing to be done with it by keys.
    let divider = ui.interact(zone, Id::unique("divider"), Sense::CLICK | Sense::DRAG);
    let divider = divider.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    if divider.hovered() || divider.dragged() {
        ui.painter()
            .vline(sidebar.left(), sidebar.y_range(), Stroke::new(2.0, theme.ink_third));
    }
    if divider.double_clicked() {
        out.push(Action::SidebarWidth(Settings::default().sidebar_width));
    } else if let Some(pointer) = divider.interact_pointer_pos().filter(|_| divider.dragged()) {
        let width = (sidebar.right() - pointer.x).round().clamp(LEAST, widest);
        if (width - sidebar.width()).abs() > 0.5 {
            out.push(Action::SidebarWidth(width));
        }
    }
}

/// The sidebar over the page.
pub(super) fn over_ui(ctx: &Context, theme: &Theme, place: Rect, add: impl FnOnce(&mut Ui)) {
    let area = Area::new(Id::unique("vocabulary over"))
        .order(Order::Middle)
        .fixed_pos(place.min)
        .constrain(false)
        .movable(false);
    area.show(ctx, |ui| {
        ui.set_min_size(place.size());
        ui.set_max_size(place.size());
        let shadow = egui::Shadow {
            offset: [-4, 0],
            blur: 24,
            ..ctx.global_style().visuals.window_shadow
        };
        ui.painter().add(shadow.as_shape(place, 0));
        ui.painter().rect_filled(place, 0.0, theme.paper);
        ui.painter()
            .vline(place.left(), place.y_range(), Stroke::new(1.0, theme.line));
        let inside = Rect::from_min_size(place.min + vec2(1.0, 0.0), place.size() - vec2(1.0, 0.0));
        add(&mut ui.new_child(egui::UiBuilder::new().max_rect(inside)));
    });
}

impl Window {
    /// In a narrow window: a click on a word brings its card, a click on the page beside the vocabulary closes it.
    pub(super) fn open_and_close_over(&mut self, ctx: &Context, over: Option<Rect>, out: &[Action], now: Instant) {
        let reading = self.app.model.reading.as_ref();
        let selection = reading.and_then(|reading| reading.selection);
        let (released, down, at) = ctx.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.primary_released(),
                pointer.primary_down(),
                pointer.interact_pos(),
            )
        });
        let before = self.views.rested;
        if !down {
            self.views.rested = selection;
        }
        let layout = self.app.model.layout;
        let hidden = !layout.narrow && !self.app.settings.sidebar_shown;
        if !(layout.narrow || hidden) || !released || egui::Popup::is_any_open(ctx) || self.in_front() {
            return;
        }
        let page = self.views.page;
        // What floats over the page (a toast) takes its clicks itself.
        let at = at.filter(|at| {
            let layer = ctx.layer_id_at(*at);
            layer.is_none_or(|layer| layer.order == Order::Background)
        });
        let clicked = out.iter().any(|action| matches!(action, Action::Select(Some(_))));
        match (over, at) {
            // Below the page the card of one word follows that of another.
            (Some(over), Some(at))
                if page.contains(at)
                    && !over.contains(at)
                    && (!clicked || (layout.narrow && over.left() > page.left())) =>
            {
                self.app.show_sidebar(false, now);
            }
            (None, Some(at)) if page.contains(at) => {
                let dragged = selection.is_some() && selection != before;
                if clicked || dragged {
                    self.app.show_sidebar(true, now);
                }
            }
            _ => {}
        }
    }
}

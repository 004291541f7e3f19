//! After a jump the page offers, for a while, to go back to where one was.

use eframe::egui::{self, Align2, Area, Button, Margin, Order, Rect, RichText, Ui, vec2};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::sans;
use crate::app::{Action, CommandId, Model, View, command, format};

/// From the edges of the page (points).
const MARGIN: f32 = 16.0;
/// The line that tells where a link leads stands below.
const ABOVE_LINKS: f32 = 34.0;
/// In a page narrower than this a toast would lie over the offer.
const NARROW: f32 = 760.0;
const ABOVE_TOASTS: f32 = 66.0;

/// Draws the offer over the lower left corner of the page.
pub fn way_back_ui(ui: &Ui, page: Rect, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let offered = model.places.is_offered() && model.view == View::Read;
    let Some(spot) = model.places.before().filter(|_| offered) else {
        return;
    };
    let toast = page.width() < NARROW && !model.toasts.shown().is_empty();
    let up = if toast { ABOVE_TOASTS } else { ABOVE_LINKS };
    Area::new(egui::Id::unique("way back"))
        .order(Order::Foreground)
        .pivot(Align2::LEFT_BOTTOM)
        .fixed_pos(page.left_bottom() + vec2(MARGIN, -up))
        .constrain_to(page)
        .show(ui.ctx(), |ui| {
            egui::Frame::new()
                .fill(theme.paper)
                .stroke(egui::Stroke::new(1.0, theme.line))
                .corner_radius(8)
                .inner_margin(Margin::same(2))
                .shadow(ui.visuals().popup_shadow)
                .show(ui, |ui| {
                    let keys = command(CommandId::Back).keys.first().copied().unwrap_or_default();
                    let text = RichText::new(t!("command.back")).font(sans(13.0)).color(theme.ink);
                    let keys = RichText::new(keys).font(sans(12.0)).color(theme.ink_second);
                    let button = ui.add(Button::new(text).shortcut_text(keys).frame_when_inactive(false));
                    let words = format::shortened(&spot.anchor.quote, 60);
                    if button.on_hover_text(t!("back.hint", words = words)).clicked() {
                        out.push(Action::Command(CommandId::Back));
                    }
                });
        });
}

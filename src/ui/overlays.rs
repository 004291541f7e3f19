//! Toasts: they name what was done, and undo it.

use eframe::egui::{self, Align2, Area, Button, Margin, Order, Rect, RichText, Ui, vec2};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::{sans, semibold};
use crate::app::{Action, CardCommand, CommandId, Model, command};

/// Draws the toasts over the lower edge of the page.
pub fn toasts_ui(ui: &Ui, place: Rect, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    if model.toasts.shown().is_empty() {
        return;
    }
    Area::new(egui::Id::unique("toasts"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(place.center_bottom() - vec2(0.0, 18.0))
        .constrain_to(place)
        .show(ui.ctx(), |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.vertical_centered(|ui| {
                for toast in model.toasts.shown() {
                    egui::Frame::new()
                        .fill(theme.ink)
                        .corner_radius(8)
                        .inner_margin(Margin::symmetric(14, 8))
                        .show(ui, |ui| {
                            ui.horizontal(|ui| {
                                let text = ui.label(RichText::new(&toast.text).font(sans(13.0)).color(theme.paper));
                                // Screen readers speak it without being asked.
                                ui.ctx().accesskit_node_builder(text.id, |node| {
                                    node.set_live(egui::accesskit::Live::Polite);
                                });
                                let again = CommandId::Card(CardCommand::LearnAgain);
                                let again = toast.again.then_some(("review.learn_again", again));
                                let step = match (toast.undo, toast.redo) {
                                    (true, _) => Some(("toast.undo", CommandId::Undo)),
                                    (_, true) => Some(("toast.redo", CommandId::Redo)),
                                    _ => None,
                                };
                                for (name, id) in again.into_iter().chain(step) {
                                    step_ui(ui, (&t!(name), id, toast.number), theme, out);
                                }
                            });
                        });
                }
            });
        });
}

fn step_ui(ui: &mut Ui, (name, id, number): (&str, CommandId, u64), theme: &Theme, out: &mut Vec<Action>) {
    let name = RichText::new(name).font(semibold(13.0)).color(theme.paper).underline();
    let keys = command(id).keys.first().copied().unwrap_or_default();
    if ui.add(Button::new(name).frame(false)).on_hover_text(keys).clicked() {
        out.push(Action::Command(id));
        out.push(Action::DropToast(number));
    }
}

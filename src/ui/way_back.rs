//! After a jump the foot offers, for a while, to go back to where one was: where it covers no words.

use eframe::egui::{Align, Button, Layout, Rect, RichText, Ui, UiBuilder};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::sans;
use crate::app::{Action, CommandId, Model, View, command, format};

/// To what stands right of it (points).
const GAP: f32 = 14.0;
/// With less room there is none (points).
const LEAST: f32 = 120.0;

/// Draws the offer at the left of a stretch of the foot; gives the width that it takes (points).
pub fn way_back_ui(ui: &mut Ui, foot: Rect, model: &Model, theme: &Theme, out: &mut Vec<Action>) -> f32 {
    let offered = model.places.is_offered() && model.view == View::Read;
    // A button of which nothing but dots is seen says nothing; the key is there.
    let Some(spot) = model.places.before().filter(|_| offered && foot.width() > LEAST) else {
        return 0.0;
    };
    let builder = UiBuilder::new()
        .max_rect(foot)
        .layout(Layout::left_to_right(Align::Center));
    let offer = ui.scope_builder(builder, |ui| {
        let keys = command(CommandId::Back).keys.first().copied().unwrap_or_default();
        let text = RichText::new(t!("command.back")).font(sans(12.5)).color(theme.accent);
        let button = ui.add(Button::new(text).frame_when_inactive(false).truncate());
        let words = format::shortened(&spot.anchor.quote, 60);
        let hint = format!("{}  {keys}", t!("back.hint", words = words));
        if button.on_hover_text(hint).clicked() {
            out.push(Action::Command(CommandId::Back));
        }
    });
    offer.response.rect.width() + GAP
}

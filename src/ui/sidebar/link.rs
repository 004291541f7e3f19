//! On the card: where the link leads in which the word stands, and what can be done with it.

use eframe::egui::{RichText, Ui};
use rust_i18n::t;

use crate::app::links::{self, Verdict};
use crate::app::{Action, Card, CommandId, Reading, command, format};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Draws the line of the link, if the word stands in one.
pub fn link_ui(ui: &mut Ui, reading: &Reading, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    let Some(link) = &card.link else { return };
    let readable = links::readable(&link.address);
    let inside = reading.inside(&link.address);
    let verdict = links::judge(&link.text, &link.address);
    let says = match (inside, verdict) {
        (Some(place), _) => t!("card.link_inside", name = reading.name_of_place(place)),
        (None, Verdict::Refuse) => t!("card.link_refused", address = format::shortened(&readable, 48)),
        (None, _) => t!("card.link", host = links::host(&link.address)),
    };
    ui.horizontal_wrapped(|ui| {
        let says = RichText::new(says).font(sans(12.5)).color(theme.ink_second);
        ui.label(says).on_hover_text(readable);
        let mut button = |ui: &mut Ui, name: &str, id: CommandId| {
            let link = ui.link(RichText::new(name).font(sans(12.5)).color(theme.accent));
            let keys = command(id).keys.first().copied().unwrap_or_default();
            if link.on_hover_text(keys).clicked() {
                out.push(Action::Command(id));
            }
        };
        if inside.is_some() {
            button(ui, &t!("card.link_go"), CommandId::OpenLink);
        } else if verdict != Verdict::Refuse {
            button(ui, &t!("card.link_open"), CommandId::OpenLink);
        }
        if inside.is_none() {
            button(ui, &t!("card.link_copy"), CommandId::CopyAddress);
        }
    });
}

//! The menu of the right button: what can be done with what is selected.

use eframe::egui::{Button, Popup, Response, RichText, vec2};
use rust_i18n::t;

use super::desk::{Desk, Hover};
use crate::app::{Action, CommandId, command};
use crate::text::Place;
use crate::ui::widgets::sans;

/// The commands, in groups.
const GROUPS: [&[CommandId]; 3] = [
    &[CommandId::Note, CommandId::Highlight, CommandId::ArticleNote],
    &[CommandId::Copy, CommandId::CopyMarkdown],
    &[CommandId::SelectAll, CommandId::Find],
];

impl Desk<'_> {
    /// Opens the menu where the right button was clicked; a word that is not selected is selected first.
    pub fn menu(&self, response: &Response, hover: Option<Hover>, out: &mut Vec<Action>) {
        let reading = self.page.reading;
        if response.secondary_clicked() {
            response.request_focus();
            let at = hover.map(|hover| Place {
                block: hover.block,
                byte: hover.byte,
            });
            let inside = reading
                .selected()
                .zip(at)
                .is_some_and(|(selected, at)| selected.contains(at));
            if let Some(unit) = hover.and_then(|hover| hover.unit).filter(|_| !inside) {
                out.push(Action::Select(Some(unit)));
            }
        }
        Popup::context_menu(response).show(|ui| {
            ui.set_min_width(220.0);
            for (group, commands) in GROUPS.iter().enumerate() {
                if group > 0 {
                    ui.separator();
                }
                for &id in *commands {
                    let row = command(id);
                    let key = row.keys.first().copied().unwrap_or_default();
                    let needs = matches!(
                        id,
                        CommandId::Copy | CommandId::CopyMarkdown | CommandId::Note | CommandId::Highlight
                    );
                    let button = Button::new(RichText::new(t!(row.name)).font(sans(13.0)))
                        .shortcut_text(RichText::new(key).font(sans(12.0)))
                        .frame(false)
                        .min_size(vec2(ui.available_width(), 26.0));
                    let able = !needs || reading.selected().is_some();
                    if ui.add_enabled(able, button).clicked() {
                        out.push(Action::Command(id));
                        ui.close();
                    }
                }
            }
        });
    }
}

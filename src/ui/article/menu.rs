//! The menu of the right button: what can be done with what is selected.

use eframe::egui::{Button, Color32, Popup, Response, RichText, Ui, vec2};
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

/// Between a name and its key (points).
const GAP: f32 = 36.0;

fn rows_width(ui: &Ui) -> f32 {
    let text = |text: String, size| ui.painter().layout_no_wrap(text, sans(size), Color32::BLACK).size().x;
    let width = |id: &CommandId| {
        let row = command(*id);
        let key = row.keys.first().copied().unwrap_or_default();
        text(t!(row.name).into_owned(), 13.0) + GAP + text(key.to_owned(), 12.0)
    };
    let widest = GROUPS.iter().copied().flatten().map(width).fold(0.0, f32::max);
    (widest + 2.0 * ui.spacing().button_padding.x).ceil()
}

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
            // As wide as its widest row: a row that asked for all that there is would have the menu half a page wide.
            let width = rows_width(ui);
            ui.set_width(width);
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
                        .min_size(vec2(width, 26.0));
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

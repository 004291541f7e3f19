//! How notes are to be exported: a choice of four, each with what it is good for.

use std::path::Path;

use eframe::egui::{Atom, Button, Label, RichText, Ui, vec2};
use rust_i18n::t;

use super::landmarks::dialog;
use super::theme::Theme;
use super::widgets::{sans, semibold, serif_bold};
use crate::app::{Action, Going};
use crate::transfer::NoteShape;

/// Draws the choice; `fresh` when it has just been opened.
pub fn export_notes_ui(ui: &mut Ui, theme: &Theme, fresh: bool, out: &mut Vec<Action>) {
    heading(ui, theme, &t!("out.title"));
    // Each hint belongs to the button above it.
    ui.spacing_mut().item_spacing.y = 4.0;
    for (place, shape) in NoteShape::ALL.into_iter().enumerate() {
        let (name, hint) = match shape {
            NoteShape::Markdown => (t!("out.markdown"), t!("out.markdown_hint")),
            NoteShape::Folder => (t!("out.folder_of_markdown"), t!("out.folder_hint")),
            NoteShape::Json => (t!("out.json"), t!("out.json_hint")),
            NoteShape::Csv => (t!("out.csv"), t!("out.csv_hint")),
        };
        let text = RichText::new(name).font(semibold(13.5));
        let button = ui.add(Button::new((text, Atom::grow())).min_size(vec2(ui.available_width(), 32.0)));
        if fresh && place == 0 {
            button.request_focus();
        }
        ui.add(Label::new(RichText::new(hint).font(sans(12.5)).color(theme.ink_second)).wrap());
        ui.add_space(8.0);
        if button.clicked() {
            out.push(Action::Going(Going::Notes(shape)));
        }
    }
    if ui.add(Button::new(t!("path.cancel"))).clicked() {
        out.push(Action::Dismiss);
    }
}

/// Whether notes may take the place of a file that is there.
pub fn replace_notes_ui(
    ui: &mut Ui,
    theme: &Theme,
    (shape, path): (NoteShape, &Path),
    fresh: bool,
    out: &mut Vec<Action>,
) {
    heading(ui, theme, &t!("save.replace_title"));
    let text = RichText::new(t!("out.replace_text", path = path.display())).font(sans(13.5));
    ui.add(Label::new(text.color(theme.ink_second)).wrap());
    ui.horizontal(|ui| {
        if ui.add(Button::new(t!("save.replace"))).clicked() {
            out.push(Action::Going(Going::NotesTo(shape, path.to_owned(), true)));
        }
        let cancel = ui.add(Button::new(t!("save.cancel")));
        if fresh {
            cancel.request_focus();
        }
        if cancel.clicked() {
            out.push(Action::Dismiss);
        }
    });
}

fn heading(ui: &mut Ui, theme: &Theme, text: &str) {
    dialog(ui, text);
    ui.label(RichText::new(text).font(serif_bold(18.0)).color(theme.ink));
}

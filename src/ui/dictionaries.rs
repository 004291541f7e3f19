//! Dictionaries outside the settings: how far one is taken in, and which column of a table is what.

use eframe::egui::{self, Button, ComboBox, RichText, ScrollArea, Ui, vec2};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::{sans, semibold};
use crate::app::{Action, ColumnsAsked, DictionaryAction, Model, format};
use crate::lexicon::dictionary::read::ColumnRole;

/// Rows of a table that are shown.
const ROWS: usize = 4;
/// Characters of a cell that are shown.
const CELL: usize = 32;

/// How far a dictionary is taken in, and what stops it; nothing while none is.
pub(super) fn taking_in_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let Some(taking) = &model.dictionaries.taking_in else {
        return;
    };
    let number = |number: u64| format::number(usize::try_from(number).unwrap_or(usize::MAX));
    let text = if taking.of > 0 {
        t!(
            "dictionary.taking_in_of",
            name = taking.name,
            done = number(taking.entries),
            of = number(taking.of)
        )
    } else {
        t!(
            "dictionary.taking_in",
            name = taking.name,
            done = number(taking.entries)
        )
    };
    ui.horizontal(|ui| {
        let cancel = ui.link(RichText::new(t!("foot.cancel")).font(sans(12.5)).color(theme.accent));
        if cancel.clicked() {
            out.push(Action::Dictionary(DictionaryAction::Cancel));
        }
        ui.add(egui::Label::new(RichText::new(text).font(sans(12.5)).color(theme.ink_second)).truncate());
    });
}

/// Offers the dictionaries that a browser fetched, each to be taken in with a click. The folder is looked at when this
/// comes to be shown, and when the learner comes back from the browser.
pub(super) fn downloaded_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let dictionaries = &model.dictionaries;
    let back = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
    if !dictionaries.looked_around || ui.input(|input| input.events.iter().any(back)) {
        out.push(Action::Dictionary(DictionaryAction::LookAround));
    }
    for found in &dictionaries.downloaded {
        let text = t!("dictionary.downloaded", name = found.name);
        let take = ui.link(RichText::new(text).font(sans(12.5)).color(theme.accent));
        if take.on_hover_text(found.path.display().to_string()).clicked() {
            out.push(Action::Dictionary(DictionaryAction::Files(vec![found.path.clone()])));
        }
    }
}

/// Asks which column of a table is what; `draft` is what was chosen so far.
pub(super) fn columns_ui(
    ui: &mut Ui,
    theme: &Theme,
    asked: &ColumnsAsked,
    fresh: bool,
    draft: &mut Option<ColumnsAsked>,
    out: &mut Vec<Action>,
) {
    let other = |draft: &ColumnsAsked| draft.path != asked.path || draft.rows != asked.rows;
    if fresh || draft.as_ref().is_none_or(other) {
        *draft = Some(asked.clone());
    }
    let Some(draft) = draft else { return };
    ui.label(
        RichText::new(t!("dictionary.columns_title"))
            .font(semibold(15.0))
            .color(theme.ink),
    );
    let hint = t!("dictionary.columns_hint", path = asked.path.display());
    ui.add(egui::Label::new(RichText::new(hint).font(sans(13.0)).color(theme.ink_second)).wrap());
    ScrollArea::horizontal().auto_shrink([false, true]).show(ui, |ui| {
        egui::Grid::new("columns").spacing(vec2(14.0, 6.0)).show(ui, |ui| {
            for (number, role) in draft.columns.roles.iter_mut().enumerate() {
                role_ui(ui, number, role);
            }
            ui.end_row();
            for (number, row) in asked.rows.iter().take(ROWS).enumerate() {
                let is_name = number == 0 && draft.columns.header;
                for cell in row {
                    let short: String = cell.chars().take(CELL).collect();
                    let short = if short.len() < cell.len() {
                        format!("{short}…")
                    } else {
                        short
                    };
                    let ink = if is_name { theme.ink_second } else { theme.ink };
                    let text = RichText::new(short.replace('\n', " ")).font(sans(12.5)).color(ink);
                    ui.add(egui::Label::new(text).extend());
                }
                ui.end_row();
            }
        });
    });
    ui.checkbox(
        &mut draft.columns.header,
        RichText::new(t!("dictionary.header")).font(sans(13.0)),
    );
    ui.horizontal(|ui| {
        let go = Button::new(RichText::new(t!("dictionary.take_in")).font(semibold(13.0)));
        let go = ui.add_enabled(draft.columns.are_enough(), go);
        if fresh {
            go.request_focus();
        }
        if go.clicked() {
            let asked = Box::new(draft.clone());
            out.push(Action::Dictionary(DictionaryAction::WithColumns(asked)));
        }
        if ui.add(Button::new(t!("path.cancel"))).clicked() {
            out.push(Action::Dismiss);
        }
    });
}

fn role_ui(ui: &mut Ui, number: usize, role: &mut ColumnRole) {
    const ROLES: [(ColumnRole, &str); 5] = [
        (ColumnRole::Headword, "dictionary.role_headword"),
        (ColumnRole::Meaning, "dictionary.role_meaning"),
        (ColumnRole::More, "dictionary.role_more"),
        (ColumnRole::Sound, "dictionary.role_sound"),
        (ColumnRole::Nothing, "dictionary.role_nothing"),
    ];
    let name = |role: ColumnRole| {
        let key = ROLES
            .iter()
            .find(|(other, _)| *other == role)
            .map_or("", |(_, key)| *key);
        t!(key).into_owned()
    };
    let shown = name(*role);
    let combo = ComboBox::from_id_salt(("column", number)).selected_text(RichText::new(&shown).font(sans(12.5)));
    let response = combo.show_ui(ui, |ui| {
        for (other, _) in ROLES {
            let text = RichText::new(name(other)).font(sans(13.0));
            ui.selectable_value(role, other, text);
        }
    });
    let label = t!("dictionary.column", number = number + 1, role = shown);
    super::name(&response.response, &label);
}

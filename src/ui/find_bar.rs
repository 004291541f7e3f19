//! The bar above the page in which something is looked for.

use eframe::egui::{self, Align, Key, Label, Layout, Margin, Modifiers, Panel, RichText, Stroke, TextEdit, Ui, vec2};
use rust_i18n::t;

use super::icons::Icon;
use super::theme::Theme;
use super::widgets::{chip, icon_button, sans};
use crate::app::{Action, CommandId, Find, FindOptions, Model, Reading, format};

/// Below this width (points) the options stand on a line of their own.
const NARROW: f32 = 640.0;

/// What only the bar cares about.
#[derive(Debug, Default)]
pub struct FindBarState {
    /// Give the keyboard to the field, with all of it selected.
    pub focus: bool,
    /// Whether the field had the keyboard in the last frame.
    pub typing: bool,
    text: String,
}

/// Draws the bar, if it is open.
pub fn find_ui(ui: &mut Ui, model: &Model, theme: &Theme, state: &mut FindBarState, out: &mut Vec<Action>) {
    let Some(reading) = model.reading.as_ref().filter(|_| model.find.open) else {
        state.typing = false;
        return;
    };
    let frame = egui::Frame::new()
        .fill(theme.panel)
        .inner_margin(Margin::symmetric(20, 8));
    let shown = Panel::top("find").frame(frame).resizable(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        let wide = ui.available_width() >= NARROW;
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, theme, Icon::Close, &t!("find.close")).clicked() {
                    out.push(Action::Command(CommandId::Escape));
                }
                if wide {
                    options_ui(ui, theme, model.find.options, true, out);
                    ui.add_space(4.0);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    field_ui(ui, reading, &model.find, theme, state, out);
                });
            });
        });
        if !wide {
            ui.horizontal_wrapped(|ui| options_ui(ui, theme, model.find.options, false, out));
        }
    });
    let line = shown.response.rect;
    ui.painter()
        .hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

fn field_ui(
    ui: &mut Ui,
    reading: &Reading,
    find: &Find,
    theme: &Theme,
    state: &mut FindBarState,
    out: &mut Vec<Action>,
) {
    if state.text != find.text {
        state.text.clone_from(&find.text);
    }
    if state.typing {
        // The field itself would leave on Enter.
        let (back, next) = ui.input_mut(|input| {
            let back = input.consume_key(Modifiers::SHIFT, Key::Enter);
            (back, input.consume_key(Modifiers::NONE, Key::Enter))
        });
        if back || next {
            let step = if back {
                CommandId::FindPrevious
            } else {
                CommandId::FindNext
            };
            out.push(Action::Command(step));
        }
    }
    let (count, told) = told(reading, find);
    let room = ui.available_width() - 2.0 * 36.0 - if told.is_empty() { 130.0 } else { 260.0 };
    let edit = TextEdit::singleline(&mut state.text)
        .hint_text(RichText::new(t!("find.hint")).color(theme.ink_second))
        .font(sans(13.5))
        .desired_width(room.clamp(90.0, 340.0))
        .margin(Margin::symmetric(9, 5))
        .return_key(None)
        .show(ui);
    let response = edit.response.response;
    super::name(&response, &t!("find.hint"));
    if std::mem::take(&mut state.focus) {
        response.request_focus();
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::default(),
            egui::text::CCursor::new(state.text.chars().count()),
        );
        let mut cursor = edit.state;
        cursor.cursor.set_char_range(Some(all));
        cursor.store(ui.ctx(), response.id);
    }
    state.typing = response.has_focus();
    if response.changed() {
        out.push(Action::FindText(state.text.clone()));
    }
    let any = !reading.hits().is_empty();
    ui.add_enabled_ui(any, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (icon, name, id) in [
            (Icon::Up, t!("find.previous"), CommandId::FindPrevious),
            (Icon::Down, t!("find.next"), CommandId::FindNext),
        ] {
            if icon_button(ui, theme, icon, &name).clicked() {
                out.push(Action::Command(id));
            }
        }
    });
    for (text, ink) in [(count, theme.ink), (told, theme.ink_second)] {
        if !text.is_empty() {
            let label = ui.add(Label::new(RichText::new(text).font(sans(13.0)).color(ink)).truncate());
            // Screen readers speak it without being asked.
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
        }
    }
}

/// How many there are, and whether the way went round.
fn told(reading: &Reading, find: &Find) -> (String, String) {
    let hits = reading.hits();
    let count = match reading.found.current {
        Some(current) => t!(
            "find.count",
            number = format::number(current + 1),
            count = format::number(hits.len())
        ),
        None if find.searching => t!("find.searching"),
        None if find.text.trim().is_empty() => "".into(),
        None => t!("find.none"),
    };
    let told = match find.wrapped {
        Some(true) => t!("find.from_start"),
        Some(false) => t!("find.from_end"),
        None => "".into(),
    };
    (count.into_owned(), told.into_owned())
}

fn options_ui(ui: &mut Ui, theme: &Theme, options: FindOptions, reversed: bool, out: &mut Vec<Action>) {
    let mut chosen = options;
    let mut row: [(String, bool, &mut bool); 3] = [
        (
            t!("find.whole_word").into_owned(),
            !options.any_form,
            &mut chosen.whole_word,
        ),
        (
            t!("find.match_case").into_owned(),
            !options.any_form,
            &mut chosen.match_case,
        ),
        (t!("find.any_form").into_owned(), true, &mut chosen.any_form),
    ];
    if reversed {
        row.reverse();
    }
    ui.spacing_mut().item_spacing.x = 6.0;
    for (name, able, on) in row {
        let chip = ui.add_enabled_ui(able, |ui| chip(ui, theme, &name, *on && able)).inner;
        let hint = if name == t!("find.any_form") {
            chip.on_hover_text(t!("find.any_form_hint"))
        } else {
            chip
        };
        if hint.clicked() {
            *on = !*on;
        }
    }
    if chosen != options {
        out.push(Action::FindWith(chosen));
    }
}

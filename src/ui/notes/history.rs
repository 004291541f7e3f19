//! What a note said before: its versions at the left, what changed since at the right, and the way back.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Button, Key, Label, Margin, Modal, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use rust_i18n::t;

use crate::app::{Action, Model, NoteHistory, NotesAction, format};
use crate::study::NoteId;
use crate::text::{DiffKind, word_diff};
use crate::ui::landmarks::dialog;
use crate::ui::theme::Theme;
use crate::ui::widgets::{line, sans, semibold, serif_bold};

/// Width of the list of versions, and height of a row of it (points).
const LIST: f32 = 150.0;
const ROW: f32 = 30.0;

/// The difference that is shown, worked out once.
#[derive(Default)]
pub struct HistoryState {
    of: Option<(NoteId, usize, String)>,
    parts: Vec<(DiffKind, String)>,
}

impl HistoryState {
    fn fit(&mut self, history: &NoteHistory) {
        let of = (history.note_id, history.chosen, history.body.clone());
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let then = history.version().map_or("", |version| version.body.as_str());
        let parts = word_diff(then, &history.body).into_iter();
        self.parts = parts.map(|(kind, text)| (kind, text.to_owned())).collect();
        self.of = Some(of);
    }
}

/// Draws the history, if one is looked at.
pub fn history_ui(
    ctx: &egui::Context,
    model: &Model,
    theme: &Theme,
    state: &mut super::NotesViewState,
    out: &mut Vec<Action>,
) {
    let Some(history) = model.notes.history.as_ref().filter(|history| history.read) else {
        return;
    };
    state.history.fit(history);
    let frame = egui::Frame::window(&ctx.global_style())
        .fill(theme.paper)
        .inner_margin(Margin::same(22))
        .corner_radius(10);
    let screen = ctx.content_rect();
    let width = 720.0_f32.min(screen.width() - 80.0);
    let height = (screen.height() - 260.0).clamp(120.0, 420.0);
    let modal = Modal::new(egui::Id::unique("note history"))
        .frame(frame)
        .show(ctx, |ui| {
            dialog(ui, &t!("notes.history"));
            ui.set_width(width);
            ui.label(
                RichText::new(t!("notes.history"))
                    .font(serif_bold(18.0))
                    .color(theme.ink),
            );
            ui.add_space(4.0);
            if history.versions.is_empty() {
                let text = RichText::new(t!("notes.no_versions"))
                    .font(sans(13.5))
                    .color(theme.ink_second);
                ui.add(Label::new(text).wrap());
            } else {
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(LIST);
                        versions_ui(ui, model, history, theme, height, out);
                    });
                    ui.add_space(10.0);
                    ui.vertical(|ui| difference_ui(ui, &state.history, theme, height));
                });
            }
            ui.add_space(10.0);
            ui.horizontal(|ui| {
                ui.spacing_mut().button_padding = vec2(12.0, 6.0);
                let same = history.version().is_none_or(|version| version.body == history.body);
                let text = RichText::new(t!("notes.revert")).font(semibold(13.0));
                if ui.add_enabled(!same, Button::new(text)).clicked() {
                    out.push(Action::Notes(NotesAction::Revert));
                }
                if ui.add(Button::new(t!("report.close"))).clicked() {
                    out.push(Action::Notes(NotesAction::CloseHistory));
                }
            });
        });
    let steps = ctx.input_mut(|input| {
        let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
        (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
    });
    match steps {
        (true, _) => out.push(Action::Notes(NotesAction::Version(history.chosen + 1))),
        (_, true) => out.push(Action::Notes(NotesAction::Version(history.chosen.saturating_sub(1)))),
        _ => {}
    }
    if modal.should_close() {
        out.push(Action::Notes(NotesAction::CloseHistory));
    }
}

fn versions_ui(ui: &mut Ui, model: &Model, history: &NoteHistory, theme: &Theme, height: f32, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let (now, zone) = (format::now_ms(), model.zone());
    let area = ScrollArea::vertical().id_salt("versions").max_height(height);
    area.show_rows(ui, ROW, history.versions.len(), |ui, rows| {
        for place in rows {
            let Some(version) = history.versions.get(place) else {
                continue;
            };
            let (rect, response) = ui.allocate_exact_size(vec2(LIST - 10.0, ROW), Sense::click());
            let on = place == history.chosen;
            if on || response.hovered() || response.has_focus() {
                ui.painter()
                    .rect_filled(rect, 6.0, if on { theme.line } else { theme.panel });
            }
            let text = format::moment(version.at, now, &zone);
            line(ui, rect.shrink2(vec2(8.0, 0.0)), &text, sans(13.0), theme.ink);
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, &text));
            if response.clicked() {
                out.push(Action::Notes(NotesAction::Version(place)));
            }
        }
    });
}

/// What was taken out since is struck through, what came is underlined: their colours alone would not tell.
fn difference_ui(ui: &mut Ui, state: &HistoryState, theme: &Theme, height: f32) {
    let hint = RichText::new(t!("notes.history_hint"))
        .font(sans(12.0))
        .color(theme.ink_second);
    ui.add(Label::new(hint).wrap());
    let mut job = LayoutJob::default();
    for (kind, text) in &state.parts {
        let plain = TextFormat {
            line_height: Some(21.0),
            ..TextFormat::simple(sans(14.0), theme.ink)
        };
        let format = match kind {
            DiffKind::Same => plain,
            DiffKind::Removed => TextFormat {
                color: theme.ink,
                background: theme.status.met,
                strikethrough: Stroke::new(1.0, theme.ink),
                ..plain
            },
            DiffKind::Added => TextFormat {
                background: theme.status.new,
                underline: Stroke::new(1.0, theme.ink),
                ..plain
            },
        };
        job.append(text, 0.0, format);
    }
    let area = ScrollArea::vertical().id_salt("difference").max_height(height - 30.0);
    area.auto_shrink([false, true]).show(ui, |ui| {
        let label = ui.add(Label::new(job).wrap());
        let told: Vec<String> = state.parts.iter().map(|(kind, text)| told(*kind, text)).collect();
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, told.concat()));
    });
}

/// A part as a screen reader tells it.
fn told(kind: DiffKind, text: &str) -> String {
    match kind {
        DiffKind::Same => text.to_owned(),
        DiffKind::Removed => t!("notes.removed", text = text).into_owned(),
        DiffKind::Added => t!("notes.added", text = text).into_owned(),
    }
}

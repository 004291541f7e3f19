//! The settings (`Ctrl+,`): one table of rows, in sections, in front of what is shown. Each acts at once and is
//! remembered; nothing is to be confirmed, and what is behind it shows what a choice means.

mod dictionaries;
mod review;
mod rows;
mod speech;

use eframe::egui::{self, Button, Color32, Margin, Modal, RichText, ScrollArea, Stroke, Ui, vec2};
use rust_i18n::t;

use self::rows::{ROWS, Row};
use super::landmarks::dialog;
use super::looks::LooksState;
use super::theme::Theme;
use super::widgets::{sans, semibold, serif_bold};
use crate::app::{Action, Model, Settings};

/// Width of the table (points).
const WIDTH: f32 = 560.0;
/// From here on names stand beside what they name (points).
const BESIDE: f32 = 440.0;
/// Width of the column of names (points).
const NAMES: f32 = 190.0;

/// What only the settings view cares about.
#[derive(Default)]
pub struct SettingsState {
    /// Whether it is shown.
    pub open: bool,
    /// The list of languages is open, and what is looked for in it.
    languages: Option<String>,
    /// The folder of WordNet, as far as it is typed.
    wordnet: Option<String>,
}

impl SettingsState {
    /// Shows or hides it.
    pub fn toggle(&mut self) {
        *self = Self {
            open: !self.open,
            ..Self::default()
        };
    }
}

/// What the rows read and change.
struct Table<'a> {
    model: &'a Model,
    settings: &'a Settings,
    /// The open article's folder is written back by itself.
    by_itself: bool,
    theme: &'a Theme,
    looks: &'a mut LooksState,
    state: &'a mut SettingsState,
    out: &'a mut Vec<Action>,
}

/// Draws the settings, if they are open.
pub fn settings_ui(
    ctx: &egui::Context,
    (model, settings, by_itself): (&Model, &Settings, bool),
    theme: &Theme,
    (state, looks): (&mut SettingsState, &mut LooksState),
    out: &mut Vec<Action>,
) {
    if !state.open {
        return;
    }
    let screen = ctx.content_rect();
    let frame = egui::Frame::window(&ctx.global_style())
        .fill(theme.paper)
        .inner_margin(Margin::symmetric(if screen.width() < 480.0 { 12 } else { 26 }, 20))
        .corner_radius(10);
    // What is behind shows what a choice means: it is not darkened.
    let modal = Modal::new(egui::Id::unique("settings"))
        .frame(frame)
        .backdrop_color(Color32::TRANSPARENT);
    let shown = modal.show(ctx, |ui| {
        dialog(ui, &t!("settings.title"));
        ui.set_width(WIDTH.min(screen.width() - 64.0));
        ui.label(
            RichText::new(t!("settings.title"))
                .font(serif_bold(20.0))
                .color(theme.ink),
        );
        ui.add_space(4.0);
        let height = (screen.height() - 180.0).max(120.0);
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 4.0);
                let mut table = Table {
                    model,
                    settings,
                    by_itself,
                    theme,
                    looks,
                    state,
                    out,
                };
                table_ui(ui, &mut table);
            });
        ui.add_space(10.0);
        ui.add(Button::new(RichText::new(t!("report.close")).font(sans(13.0))))
            .clicked()
    });
    if shown.inner || shown.should_close() {
        state.open = false;
    }
}

fn table_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let mut section = "";
    for row in ROWS {
        if !(row.fits)(table) {
            continue;
        }
        if row.section != section {
            section = row.section;
            ui.add_space(14.0);
            ui.label(RichText::new(t!(section)).font(semibold(13.5)).color(table.theme.ink));
            let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 7.0), egui::Sense::hover());
            ui.painter()
                .hline(line.x_range(), line.top() + 1.5, Stroke::new(1.0, table.theme.line));
        }
        row_ui(ui, row, table);
    }
    ui.add_space(6.0);
}

/// A row: its name, and what it is; beside it, or below where there is no room.
fn row_ui(ui: &mut Ui, row: &Row, table: &mut Table<'_>) {
    let name = |ui: &mut Ui, theme: &Theme| {
        ui.add(egui::Label::new(RichText::new(t!(row.name)).font(sans(13.0)).color(theme.ink)).wrap());
    };
    let filled = |ui: &mut Ui, table: &mut Table<'_>| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        (row.control)(ui, table);
        if let Some(hint) = row.hint {
            let hint = RichText::new(t!(hint)).font(sans(12.0)).color(table.theme.ink_second);
            ui.add(egui::Label::new(hint).wrap());
        }
    };
    if row.own_name {
        filled(ui, table);
    } else if ui.available_width() >= BESIDE {
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(NAMES);
                ui.add_space(5.0);
                name(ui, table.theme);
            });
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                filled(ui, table);
            });
        });
    } else {
        name(ui, table.theme);
        filled(ui, table);
    }
    ui.add_space(6.0);
}

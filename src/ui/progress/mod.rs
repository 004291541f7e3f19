//! The Progress place: what the learner has come to, drawn or as tables.
//!
//! Charts are drawn with the painter: each is some lines, bars or squares, and a library for plots would be the larger
//! part of the program's remaining size.

mod charts;

use eframe::egui::{Align, Button, Grid, Label, Layout, RichText, Role, ScrollArea, Ui, vec2};
use rust_i18n::t;

use super::icons::Icon;
use super::landmarks::region;
use super::shell::place_ui;
use super::theme::Theme;
use super::widgets::{chip, sans, semibold};
use crate::app::{Action, Drawing, Figure, Model, ProgressAction, ReviewAction, Span, View};

/// From this width on figures stand side by side (points).
const TWO: f32 = 760.0;
/// So many rows of a table are shown; the rest is in the copy.
const ROWS: usize = 400;

/// The place on the rail.
pub fn rail_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let on = model.view == View::Progress;
    place_ui(
        ui,
        theme,
        Icon::Progress,
        &t!("progress.title"),
        "Ctrl+5",
        on,
        View::Progress,
        out,
    );
}

/// The bar above, if this place is shown.
pub fn bar_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) -> bool {
    if model.view != View::Progress {
        return false;
    }
    let progress = &model.progress;
    let text = if progress.tables {
        t!("progress.as_drawing")
    } else {
        t!("progress.as_table")
    };
    if ui.add(Button::new(RichText::new(text).font(sans(13.0)))).clicked() {
        push(out, ProgressAction::Tables(!progress.tables));
    }
    let spans = [
        (Span::All, t!("progress.all_span")),
        (Span::Year, t!("progress.year_span")),
        (Span::Month, t!("progress.month_span")),
    ];
    for (span, name) in spans {
        if chip(ui, theme, &name, progress.span == span).clicked() {
            push(out, ProgressAction::Span(span));
        }
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.label(
            RichText::new(t!("progress.title"))
                .font(semibold(13.5))
                .color(theme.ink),
        );
        let headline = RichText::new(&progress.headline)
            .font(sans(13.0))
            .color(theme.ink_second);
        ui.add(Label::new(headline).truncate());
    });
    true
}

/// What the foot says.
pub fn foot_ui(ui: &mut Ui, model: &Model, theme: &Theme) {
    if model.view != View::Progress {
        return;
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let foot = RichText::new(&model.progress.foot)
            .font(sans(12.5))
            .color(theme.ink_second);
        ui.add(Label::new(foot).truncate());
    });
}

fn push(out: &mut Vec<Action>, action: ProgressAction) {
    out.push(Action::Review(ReviewAction::Progress(action)));
}

/// Draws the place.
pub fn progress_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    region(ui, Role::Main, &t!("progress.title"));
    let progress = &model.progress;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space(26.0);
        let width = ui.available_width();
        let margin = (width * 0.045).clamp(14.0, 60.0);
        let columns = if width >= TWO { 2 } else { 1 };
        #[expect(clippy::cast_precision_loss, reason = "one or two")]
        let each = ((width - margin * (columns + 1) as f32) / columns as f32).floor();
        for (row, figures) in progress.figures.chunks(columns).enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for (place, figure) in figures.iter().enumerate() {
                    ui.add_space(margin);
                    ui.vertical(|ui| {
                        ui.set_width(each);
                        figure_ui(ui, (figure, row * columns + place), progress.tables, theme, out);
                    });
                }
            });
            ui.add_space(30.0);
        }
    });
}

fn figure_ui(ui: &mut Ui, (figure, number): (&Figure, usize), table: bool, theme: &Theme, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(10.0, 8.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(&figure.title).font(semibold(14.0)).color(theme.ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let copy = ui.link(RichText::new(t!("progress.copy")).font(sans(12.0)).color(theme.accent));
            copy.widget_info(|| {
                let name = format!("{}: {}", figure.title, t!("progress.copy"));
                eframe::egui::WidgetInfo::labeled(Role::Link, true, name)
            });
            if copy.clicked() {
                push(out, ProgressAction::Copy(number));
            }
        });
    });
    if table {
        table_ui(ui, (figure, number), theme);
    } else {
        match &figure.drawing {
            Drawing::List => list_ui(ui, figure, theme),
            drawing => charts::chart_ui(ui, drawing, figure, theme),
        }
    }
    let caption = RichText::new(&figure.caption).font(sans(12.5)).color(theme.ink_second);
    ui.add(Label::new(caption).wrap());
}

fn table_ui(ui: &mut Ui, (figure, number): (&Figure, usize), theme: &Theme) {
    ScrollArea::vertical()
        .id_salt(("table", number))
        .max_height(230.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            Grid::new(("figure", number))
                .striped(false)
                .min_col_width(64.0)
                .show(ui, |ui| {
                    for column in &figure.columns {
                        ui.label(RichText::new(column).font(semibold(12.5)).color(theme.ink));
                    }
                    ui.end_row();
                    // The newest is what one looks for.
                    for row in figure.rows.iter().rev().take(ROWS) {
                        for cell in row {
                            ui.label(RichText::new(cell).font(sans(12.5)).color(theme.ink));
                        }
                        ui.end_row();
                    }
                });
        });
}

fn list_ui(ui: &mut Ui, figure: &Figure, theme: &Theme) {
    for row in figure.rows.iter().take(10) {
        ui.horizontal(|ui| {
            let mut cells = row.iter();
            if let Some(first) = cells.next() {
                let text = RichText::new(first).font(super::widgets::serif(15.5)).color(theme.ink);
                ui.add(Label::new(text).truncate());
            }
            for (name, cell) in figure.columns.iter().skip(1).zip(cells) {
                let text = format!("{}: {cell}", name.to_lowercase());
                ui.label(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
            }
        });
    }
}

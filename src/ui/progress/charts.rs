//! The charts. What they show stands beside them in words and, as a table, a key away: colour never says it alone.

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Drawing, Figure};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

const HEIGHT: f32 = 150.0;
/// A square of the calendar and the gap beside it (points).
const SQUARE: f32 = 14.0;
const GAP: f32 = 4.0;

/// Draws a chart.
pub(super) fn chart_ui(ui: &mut Ui, drawing: &Drawing, figure: &Figure, theme: &Theme) {
    let width = ui.available_width();
    let height = if matches!(drawing, Drawing::Calendar(_)) {
        7.0 * (SQUARE + GAP)
    } else {
        HEIGHT
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let label = format!("{}. {}", figure.title, figure.caption);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    match drawing {
        Drawing::Lines(lines) => lines_ui(ui, rect, lines, theme),
        Drawing::Bars(bars) => bars_ui(ui, rect, bars, theme),
        Drawing::Calendar(days) => calendar_ui(ui, rect, days, theme),
        Drawing::Shares(shares, wanted) => shares_ui(ui, rect, shares, *wanted, theme),
        Drawing::List => {}
    }
}

/// The ground line, and what the top stands for.
fn frame(ui: &Ui, rect: Rect, top: &str, theme: &Theme) -> Rect {
    let line = Stroke::new(1.0, theme.line);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
    ui.painter().hline(
        rect.x_range(),
        rect.top() + 7.5,
        Stroke::new(1.0, theme.line.gamma_multiply(0.6)),
    );
    let at = pos2(rect.right(), rect.top() + 8.0);
    ui.painter()
        .text(at, Align2::RIGHT_BOTTOM, top, sans(11.0), theme.ink_second);
    rect.with_min_y(rect.top() + 8.0).with_max_y(rect.bottom() - 1.0)
}

#[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
fn share(value: f64, of: f64) -> f32 {
    if of > 0.0 {
        (value / of).clamp(0.0, 1.0) as f32
    } else {
        0.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of a life")]
fn lines_ui(ui: &Ui, rect: Rect, lines: &[Vec<f64>], theme: &Theme) {
    let highest = lines.iter().flatten().copied().fold(1.0, f64::max);
    let rect = frame(ui, rect, &format!("{highest:.0}"), theme);
    let colors = [theme.known, theme.mark(Some(crate::study::Status::Met)), theme.accent];
    for ((line, color), dash) in lines.iter().zip(colors).zip([0.0, 6.0, 2.0]) {
        let step = rect.width() / line.len().saturating_sub(1).max(1) as f32;
        // More points than there are pixels say nothing more.
        let every = (line.len() / 800).max(1);
        let points = line
            .iter()
            .enumerate()
            .filter(|(day, _)| day % every == 0 || day + 1 == line.len());
        let points: Vec<_> = points
            .map(|(day, value)| {
                pos2(
                    rect.left() + day as f32 * step,
                    rect.bottom() - share(*value, highest) * rect.height(),
                )
            })
            .collect();
        let stroke = Stroke::new(2.0, color);
        if dash > 0.0 {
            ui.painter().extend(Shape::dashed_line(&points, stroke, dash, 4.0));
        } else {
            ui.painter().line(points, stroke);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of a life")]
fn bars_ui(ui: &Ui, rect: Rect, bars: &[(f64, f64)], theme: &Theme) {
    let highest = bars.iter().map(|(all, _)| *all).fold(1.0, f64::max);
    let rect = frame(ui, rect, &format!("{highest:.0}"), theme);
    let light = theme.accent.lerp_to_gamma(theme.paper, 0.45);
    let step = rect.width() / bars.len().max(1) as f32;
    for (place, &(all, dark)) in bars.iter().enumerate() {
        let left = rect.left() + place as f32 * step;
        let gap = (step * 0.3).min(6.0);
        let bar = |value: f64| {
            let top = rect.bottom() - share(value, highest) * rect.height();
            Rect::from_min_max(pos2(left, top), pos2(left + (step - gap).max(1.0), rect.bottom()))
        };
        if all > 0.0 {
            ui.painter().rect_filled(bar(all), 0.0, light);
        }
        if dark > 0.0 {
            ui.painter().rect_filled(bar(dark), 0.0, theme.accent);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "half a year")]
fn calendar_ui(ui: &Ui, rect: Rect, days: &[u32], theme: &Theme) {
    let most = days.iter().copied().max().unwrap_or(0).max(1);
    let weeks = days.len().div_ceil(7).max(1);
    let step = (rect.width() / weeks as f32).min(SQUARE + GAP);
    for (day, count) in days.iter().enumerate() {
        let at = pos2(
            rect.left() + (day / 7) as f32 * step,
            rect.top() + (day % 7) as f32 * (SQUARE + GAP),
        );
        let square = Rect::from_min_size(at, vec2((step - GAP).max(2.0), SQUARE));
        ui.painter().rect_filled(square, 3.0, heat(*count, most, theme));
    }
}

/// Four shades, so that days can be told apart.
fn heat(count: u32, most: u32, theme: &Theme) -> Color32 {
    if count == 0 {
        return theme.line.lerp_to_gamma(theme.paper, 0.35);
    }
    let part = (count * 4).div_ceil(most).clamp(1, 4);
    let part = [0.0, 0.72, 0.48, 0.22, 0.0][part as usize];
    theme.known.lerp_to_gamma(theme.paper, part)
}

#[expect(clippy::cast_precision_loss, reason = "months of a life")]
fn shares_ui(ui: &Ui, rect: Rect, shares: &[(f64, f64, f64)], wanted: f64, theme: &Theme) {
    let lowest = shares.iter().map(|(low, ..)| *low).fold(0.7, f64::min);
    let rect = frame(ui, rect, "100 %", theme);
    let y = |value: f64| rect.bottom() - share(value - lowest, 1.0 - lowest) * rect.height();
    let line = [pos2(rect.left(), y(wanted)), pos2(rect.right(), y(wanted))];
    ui.painter()
        .extend(Shape::dashed_line(&line, Stroke::new(1.5, theme.accent), 5.0, 4.0));
    let step = (rect.width() / shares.len().max(1) as f32).min(60.0);
    for (place, &(low, middle, high)) in shares.iter().enumerate() {
        let x = rect.left() + (place as f32 + 0.5) * step;
        let band = Rect::from_min_max(pos2(x - step * 0.25, y(high)), pos2(x + step * 0.25, y(low)));
        ui.painter()
            .rect_filled(band, 2.0, theme.known.lerp_to_gamma(theme.paper, 0.7));
        ui.painter().circle_filled(pos2(x, y(middle)), 4.0, theme.known);
    }
}

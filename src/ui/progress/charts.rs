//! The charts. What they show stands beside them in words and, as a table, a key away: colour never says it alone.

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Drawing, Figure};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

const HEIGHT: f32 = 150.0;
/// Room for the dates below (points).
const ENDS: f32 = 17.0;
/// A square of the calendar and the gap beside it (points).
const SQUARE: f32 = 14.0;
const GAP: f32 = 4.0;

/// Draws a chart.
pub(super) fn chart_ui(ui: &mut Ui, drawing: &Drawing, figure: &Figure, theme: &Theme) {
    let width = ui.available_width();
    let height = if matches!(drawing, Drawing::Calendar(_)) {
        7.0 * (SQUARE + GAP) + ENDS
    } else {
        HEIGHT + ENDS
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let label = format!("{}. {}", figure.title, figure.caption);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    ends_ui(ui, rect, figure, theme);
    if let Some(told) = value_at(ui, rect, drawing, figure) {
        response.on_hover_text_at_pointer(told);
    }
    let rect = rect.with_max_y(rect.bottom() - ENDS);
    match drawing {
        Drawing::Lines(lines) => lines_ui(ui, rect, lines, theme),
        Drawing::Bars(bars) => bars_ui(ui, rect, bars, theme),
        Drawing::Calendar(days) => calendar_ui(ui, rect, days, theme),
        Drawing::Shares(shares, wanted) => shares_ui(ui, rect, shares, *wanted, theme),
        Drawing::List => {}
    }
}

/// When the drawing begins and ends, below it.
fn ends_ui(ui: &Ui, rect: Rect, figure: &Figure, theme: &Theme) {
    let (from, to) = &figure.ends;
    let right = match &figure.drawing {
        // It need not take the whole width.
        Drawing::Calendar(days) => rect.left() + calendar_width(rect, days),
        Drawing::Shares(shares, _) => rect.left() + month_width(rect, shares) * number(shares.len()),
        _ => rect.right(),
    };
    let font = sans(11.0);
    let said = ui.painter().text(
        rect.left_bottom(),
        Align2::LEFT_BOTTOM,
        from,
        font.clone(),
        theme.ink_second,
    );
    let room = ui
        .painter()
        .layout_no_wrap(to.clone(), font.clone(), theme.ink_second)
        .size()
        .x;
    let right = right.max(said.right() + 14.0 + room);
    if to != from {
        let at = pos2(right, rect.bottom());
        ui.painter().text(at, Align2::RIGHT_BOTTOM, to, font, theme.ink_second);
    }
}

/// The row of the table that the pointer is at.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within the drawing"
)]
fn value_at(ui: &Ui, rect: Rect, drawing: &Drawing, figure: &Figure) -> Option<String> {
    let at = ui
        .ctx()
        .pointer_hover_pos()
        .filter(|_| ui.rect_contains_pointer(rect))?;
    let count = figure.rows.len();
    let place = match drawing {
        Drawing::Lines(_) => ((at.x - rect.left()) / rect.width() * number(count.saturating_sub(1))).round(),
        Drawing::Bars(_) => ((at.x - rect.left()) / rect.width() * number(count)).floor(),
        Drawing::Shares(shares, _) => ((at.x - rect.left()) / month_width(rect, shares)).floor(),
        Drawing::Calendar(_) | Drawing::List => return None,
    };
    let row = figure.rows.get(place as usize)?;
    let cells = figure.columns.iter().zip(row).skip(1);
    let told = cells.fold(row.first()?.clone(), |told, (name, cell)| {
        format!("{told}\n{name}: {cell}")
    });
    Some(told)
}

#[expect(clippy::cast_precision_loss, reason = "days of a life")]
const fn number(count: usize) -> f32 {
    count as f32
}

fn month_width(rect: Rect, shares: &[(f64, f64, f64)]) -> f32 {
    (rect.width() / number(shares.len().max(1))).min(60.0)
}

fn calendar_width(rect: Rect, days: &[u32]) -> f32 {
    let weeks = number(days.len().div_ceil(7).max(1));
    (rect.width() / weeks).min(SQUARE + GAP) * weeks - GAP
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

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "days of a life"
)]
fn lines_ui(ui: &Ui, rect: Rect, lines: &[Vec<f64>], theme: &Theme) {
    let highest = lines.iter().flatten().copied().fold(1.0, f64::max);
    let rect = frame(ui, rect, &crate::app::format::number(highest.round() as usize), theme);
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

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "days of a life"
)]
fn bars_ui(ui: &Ui, rect: Rect, bars: &[(f64, f64)], theme: &Theme) {
    let highest = bars.iter().map(|(all, _)| *all).fold(1.0, f64::max);
    let rect = frame(ui, rect, &crate::app::format::number(highest.round() as usize), theme);
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
    let step = month_width(rect, shares);
    if !shares.is_empty() {
        let low = format!("{:.0} %", lowest * 100.0);
        let at = pos2(rect.right(), rect.bottom() - 1.0);
        ui.painter()
            .text(at, Align2::RIGHT_BOTTOM, low, sans(11.0), theme.ink_second);
    }
    for (place, &(low, middle, high)) in shares.iter().enumerate() {
        let x = rect.left() + (place as f32 + 0.5) * step;
        let band = Rect::from_min_max(pos2(x - step * 0.25, y(high)), pos2(x + step * 0.25, y(low)));
        ui.painter()
            .rect_filled(band, 2.0, theme.known.lerp_to_gamma(theme.paper, 0.7));
        ui.painter().circle_filled(pos2(x, y(middle)), 4.0, theme.known);
    }
}

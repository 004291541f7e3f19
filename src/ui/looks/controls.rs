//! What one chooses with under "Aa": swatches, steppers, segments.

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use crate::app::{Palette, Settings, ThemeChoice};
use crate::ui::fonts;
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, sans, semibold};

/// Height of a row of controls (points).
const ROW: f32 = 30.0;

/// One of several choices, side by side.
pub struct Cell<'a> {
    pub name: &'a str,
    pub font: FontId,
    pub on: bool,
}

/// Choices side by side, of which one is on. Returns the number of the one that was clicked.
pub fn segments(ui: &mut Ui, theme: &Theme, cells: Vec<Cell<'_>>) -> Option<usize> {
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    ui.painter().rect(
        whole,
        7.0,
        theme.panel,
        Stroke::new(1.0, theme.line),
        StrokeKind::Inside,
    );
    #[expect(clippy::cast_precision_loss)]
    let width = whole.width() / cells.len().max(1) as f32;
    let mut clicked = None;
    for (at, cell) in cells.into_iter().enumerate() {
        #[expect(clippy::cast_precision_loss)]
        let left = whole.left() + at as f32 * width;
        let rect = Rect::from_min_size(pos2(left, whole.top()), vec2(width, ROW));
        let response = ui.interact(rect, ui.scope_id().with(("segment", cell.name)), Sense::click());
        let inside = rect.shrink(2.0);
        if cell.on {
            ui.painter().rect(
                inside,
                5.0,
                theme.paper,
                Stroke::new(1.0, theme.ink_third),
                StrokeKind::Inside,
            );
        } else if response.hovered() {
            ui.painter().rect_filled(inside, 5.0, theme.line.gamma_multiply(0.5));
        }
        let ink = if cell.on { theme.ink } else { theme.ink_second };
        on_one_line(ui, rect, cell.name, cell.font, ink);
        focus_ring(ui, theme, &response, inside);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, cell.on, cell.name));
        if response.clicked() {
            clicked = Some(at);
        }
    }
    clicked
}

/// Text in the middle of a rectangle; whatever its face, its letters stand where those of the others do.
fn on_one_line(ui: &Ui, rect: Rect, text: &str, font: FontId, ink: Color32) {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, ink);
    let baseline = galley
        .rows
        .first()
        .and_then(|row| row.glyphs.first())
        .map_or(0.0, |glyph| glyph.pos.y);
    let at = pos2(
        rect.center().x - 0.5 * galley.size().x,
        rect.center().y + 4.5 - baseline,
    );
    ui.painter().galley(at.round(), galley, ink);
}

/// A value with a button for less and one for more. Returns the step: -1 or 1.
pub fn stepper(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    shown: &str,
    value: f32,
    (low, high): (f32, f32),
) -> Option<f32> {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    ui.painter()
        .text(row.left_center(), Align2::LEFT_CENTER, name, sans(13.0), theme.ink);
    let button = vec2(32.0, ROW - 2.0);
    let more = Rect::from_min_size(pos2(row.right() - button.x, row.top() + 1.0), button);
    let less = more.translate(vec2(-132.0, 0.0));
    let middle = Rect::from_min_max(less.right_top(), more.left_bottom()).center();
    ui.painter()
        .text(middle, Align2::CENTER_CENTER, shown, sans(13.0), theme.ink);
    let step = [
        (less, "looks.less", value > low + 0.001, -1.0),
        (more, "looks.more", value < high - 0.001, 1.0),
    ];
    let mut taken = None;
    for (rect, key, enabled, by) in step {
        let label = t!(key, name = name, value = shown);
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, ui.scope_id().with((name, key)), sense);
        let fill = if response.hovered() && enabled {
            theme.line
        } else {
            theme.paper
        };
        ui.painter()
            .rect(rect, 6.0, fill, Stroke::new(1.0, theme.line), StrokeKind::Inside);
        let stroke = Stroke::new(1.5, if enabled { theme.ink } else { theme.line });
        let center = rect.center();
        ui.painter().hline(center.x - 4.5..=center.x + 4.5, center.y, stroke);
        if by > 0.0 {
            ui.painter().vline(center.x, center.y - 4.5..=center.y + 4.5, stroke);
        }
        focus_ring(ui, theme, &response, rect);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label.as_ref()));
        if response.clicked() {
            taken = Some(by);
        }
    }
    taken
}

/// A caption with the name of what is chosen at its end.
fn title(ui: &mut Ui, theme: &Theme, name: &str, chosen: &str) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    ui.painter().text(
        row.left_center(),
        Align2::LEFT_CENTER,
        name,
        sans(11.5),
        theme.ink_second,
    );
    ui.painter().text(
        row.right_center(),
        Align2::RIGHT_CENTER,
        chosen,
        semibold(11.5),
        theme.ink,
    );
}

/// A row of `count` equal places.
fn places(ui: &mut Ui, count: usize, height: f32) -> Vec<Rect> {
    const GAP: f32 = 8.0;
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    #[expect(clippy::cast_precision_loss)]
    let (count, numbers) = (count as f32, (0..count).map(|number| number as f32));
    let width = (whole.width() - GAP * (count - 1.0)) / count;
    let place = |number: f32| {
        let left = whole.left() + number * (width + GAP);
        Rect::from_min_size(pos2(left, whole.top()), vec2(width, height))
    };
    numbers.map(place).collect()
}

fn swatch(ui: &Ui, theme: &Theme, rect: Rect, name: &str, on: bool) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(("swatch", name)), Sense::click());
    let stroke = if on {
        Stroke::new(2.0, theme.accent)
    } else if response.hovered() {
        Stroke::new(1.0, theme.ink_third)
    } else {
        Stroke::new(1.0, theme.line)
    };
    let edge = if on || response.has_focus() {
        rect.expand(2.0)
    } else {
        rect
    };
    ui.painter().rect_stroke(edge, 8.0, stroke, StrokeKind::Inside);
    focus_ring(ui, theme, &response, rect.expand(4.0));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
    response.on_hover_text(name)
}

fn theme_name(choice: ThemeChoice) -> String {
    match choice {
        ThemeChoice::System => t!("looks.theme_system"),
        ThemeChoice::Light => t!("looks.theme_light"),
        ThemeChoice::Sepia => t!("looks.theme_sepia"),
        ThemeChoice::Dark => t!("looks.theme_dark"),
        ThemeChoice::Contrast => t!("looks.theme_contrast"),
    }
    .into_owned()
}

/// The themes. With `grab`, the one that is on takes the keyboard.
pub fn themes_ui(ui: &mut Ui, theme: &Theme, current: ThemeChoice, grab: bool) -> Option<ThemeChoice> {
    title(ui, theme, &t!("looks.theme"), &theme_name(current));
    let mut chosen = None;
    let system_dark = ui.ctx().system_theme() == Some(eframe::egui::Theme::Dark);
    for (choice, rect) in ThemeChoice::ALL
        .into_iter()
        .zip(places(ui, ThemeChoice::ALL.len(), 40.0))
    {
        let shown = Theme::of(choice, Palette::Standard, system_dark);
        ui.painter().rect_filled(rect, 7.0, shown.paper);
        if choice == ThemeChoice::System {
            // Half of each: it may be either.
            let right = rect.with_min_x(rect.center().x);
            let corners = CornerRadius {
                ne: 7,
                se: 7,
                ..CornerRadius::ZERO
            };
            let (light, dark) = (Theme::light(), Theme::dark());
            ui.painter().rect_filled(rect, 7.0, light.paper);
            ui.painter().rect_filled(right, corners, dark.paper);
            let letters = [(rect.left_center() + vec2(rect.width() * 0.28, 0.0), "A", light.ink)];
            let letters =
                letters
                    .into_iter()
                    .chain([(rect.right_center() - vec2(rect.width() * 0.28, 0.0), "a", dark.ink)]);
            for (at, letter, ink) in letters {
                ui.painter()
                    .text(at, Align2::CENTER_CENTER, letter, fonts::font(17.0, fonts::SERIF), ink);
            }
        } else {
            let font = fonts::font(17.0, fonts::SERIF);
            ui.painter()
                .text(rect.center(), Align2::CENTER_CENTER, "Aa", font, shown.ink);
        }
        let on = choice == current;
        let response = swatch(ui, theme, rect, &theme_name(choice), on);
        if grab && on {
            response.request_focus();
        }
        if response.clicked() {
            chosen = Some(choice);
        }
    }
    chosen
}

fn palette_name(palette: Palette) -> String {
    match palette {
        Palette::Standard => t!("looks.palette_standard"),
        Palette::BlueYellow => t!("looks.palette_blue_yellow"),
        Palette::RoseTeal => t!("looks.palette_rose_teal"),
        Palette::Shades => t!("looks.palette_shades"),
    }
    .into_owned()
}

/// The palettes of words: their three tints, each with its kind of underline.
pub fn palettes_ui(ui: &mut Ui, theme: &Theme, settings: &Settings) -> Option<Palette> {
    title(ui, theme, &t!("looks.palette"), &palette_name(settings.palette));
    let system_dark = ui.ctx().system_theme() == Some(eframe::egui::Theme::Dark);
    let mut chosen = None;
    for (palette, rect) in Palette::ALL.into_iter().zip(places(ui, Palette::ALL.len(), 30.0)) {
        let shown = Theme::of(settings.theme, palette, system_dark);
        ui.painter().rect_filled(rect, 7.0, shown.paper);
        let status = &shown.status;
        let third = (rect.width() - 16.0) / 3.0;
        let mut left = rect.left() + 8.0;
        for (tint, mark) in [
            (status.new, None),
            (status.met, Some(status.marks[1])),
            (status.familiar, Some(status.marks[2])),
        ] {
            let chip = Rect::from_min_max(
                pos2(left, rect.top() + 8.0),
                pos2(left + third - 2.0, rect.bottom() - 8.0),
            );
            ui.painter().rect_filled(chip, 2.0, tint);
            if let Some(mark) = mark {
                ui.painter()
                    .hline(chip.x_range(), chip.bottom() - 0.75, Stroke::new(1.5, mark));
            }
            left += third;
        }
        let on = palette == settings.palette;
        if swatch(ui, theme, rect, &palette_name(palette), on).clicked() {
            chosen = Some(palette);
        }
    }
    chosen
}

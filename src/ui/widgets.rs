//! Small things that several views draw alike.

use eframe::egui::{
    Align2, Button, Color32, CornerRadius, FontFamily, FontId, Rect, Response, RichText, Role, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, vec2,
};

use super::icons::{self, Icon, StatusMark};
use super::theme::Theme;
use crate::study::Status;

/// The sans face at a size.
pub fn sans(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The semi-bold sans face at a size.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("sans-semibold".into()))
}

/// The serif face at a size.
pub fn serif(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif".into()))
}

/// The bold serif face at a size.
pub fn serif_bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif-bold".into()))
}

/// A pill: dark when it is on.
pub fn chip(ui: &mut Ui, theme: &Theme, text: &str, on: bool) -> Response {
    let (fill, ink) = if on {
        (theme.ink, theme.paper)
    } else {
        (Color32::TRANSPARENT, theme.ink_second)
    };
    let stroke = if on { Stroke::NONE } else { Stroke::new(1.0, theme.line) };
    let button = Button::new(RichText::new(text).font(sans(12.0)).color(ink))
        .fill(fill)
        .stroke(stroke)
        .corner_radius(11)
        .min_size(vec2(0.0, 22.0))
        .wrap_mode(eframe::egui::TextWrapMode::Extend);
    // Set and put back by hand: a row that wraps does not wrap what is added within a scope.
    let spacing = ui.spacing().clone();
    ui.spacing_mut().button_padding = vec2(9.0, 3.0);
    ui.spacing_mut().interact_size.y = 22.0;
    let response = ui.add(button);
    *ui.spacing_mut() = spacing;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, text));
    response
}

/// A button with an icon and no text; `label` is its name.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: Icon, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, theme.line);
    }
    icons::paint(ui.painter(), icon, rect.center(), theme.ink_second);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response.on_hover_text(label)
}

/// The same, for inside a field.
pub fn small_icon_button(ui: &mut Ui, theme: &Theme, icon: Icon, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 5.0, theme.line);
    }
    icons::paint(ui.painter(), icon, rect.center(), theme.ink_second);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response
        .on_hover_text(label)
        .on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}

/// The mark of a status in a list, with its colour.
pub fn status_mark(theme: &Theme, status: Option<Status>) -> (StatusMark, Color32) {
    let mark = match status {
        None => StatusMark::Faint,
        Some(Status::New) => StatusMark::Quarters(1),
        Some(Status::Met) => StatusMark::Quarters(2),
        Some(Status::Familiar) => StatusMark::Quarters(3),
        Some(Status::Nearly) => StatusMark::Quarters(4),
        Some(Status::Learned | Status::WellKnown) => StatusMark::Ring,
        Some(Status::Ignored) => StatusMark::Dash,
    };
    (mark, theme.mark(status))
}

/// A frame around the widget that has the focus.
pub fn focus_ring(ui: &Ui, theme: &Theme, response: &Response, rect: Rect) {
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(6),
            Stroke::new(2.0, theme.accent),
            StrokeKind::Inside,
        );
    }
}

/// A line of text that ends in an ellipsis where it does not fit; returns its width.
pub fn line(ui: &Ui, rect: Rect, text: &str, font: FontId, color: Color32) -> f32 {
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap.max_width = rect.width();
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = galley.size();
    ui.painter()
        .galley(rect.left_center() - vec2(0.0, size.y / 2.0), galley, color);
    size.x
}

/// A line of text that ends at the right edge; returns its width.
pub fn line_right(ui: &Ui, rect: Rect, text: &str, font: FontId, color: Color32) -> f32 {
    ui.painter()
        .text(rect.right_center(), Align2::RIGHT_CENTER, text, font, color)
        .width()
}

/// A small heading within a card.
pub fn caption(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(text).font(sans(11.5)).color(theme.ink_second));
}

//! What stands around a card: its place on the rail with a quiet number, the bar above, the foot below.

use eframe::egui::{Align, Align2, Button, Label, Layout, RichText, Ui, vec2};
use rust_i18n::t;

use crate::app::{Action, CardCommand, CommandId, Model, View, format};
use crate::ui::icons::Icon;
use crate::ui::shell::place_ui;
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, semibold};

/// How long a card takes (seconds), for what is told of the time.
const CARD_S: usize = 12;

/// Draws the place on the rail, with how many are due.
pub fn rail_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let due = model.review.due_today();
    let name = t!("review.title");
    let top = ui.cursor().top();
    let on = model.view == View::Review;
    place_ui(ui, theme, Icon::Review, &name, "Ctrl+3", on, View::Review, out);
    if due == 0 {
        return;
    }
    let text = if due > 99 { "99+".to_owned() } else { due.to_string() };
    let galley = ui.painter().layout_no_wrap(text, sans(9.5), theme.ink_second);
    let size = vec2((galley.size().x + 9.0).max(15.0), 14.0);
    let place = eframe::egui::pos2(ui.min_rect().left() + 45.0, top + 11.0);
    let rect = eframe::egui::Rect::from_center_size(place, size);
    ui.painter().rect_filled(rect, 7.0, theme.panel);
    ui.painter().rect_stroke(
        rect,
        7.0,
        eframe::egui::Stroke::new(1.0, theme.ink_third),
        eframe::egui::StrokeKind::Inside,
    );
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
    ui.painter().galley(at, galley, theme.ink_second);
    let label = format::plural("review.on_rail", due);
    ui.interact(rect, ui.unique_id().with("due"), eframe::egui::Sense::hover())
        .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, &label));
}

/// The bar above, if this place is shown.
pub fn bar_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) -> bool {
    if model.view != View::Review {
        return false;
    }
    let undo = Button::new(RichText::new(t!("review.undo")).font(sans(13.0)));
    let can = model.steps.0 > 0;
    if ui.add_enabled(can, undo).on_hover_text("Ctrl+Z").clicked() {
        out.push(Action::Command(CommandId::Undo));
    }
    let switch = if model.review.page.shown {
        Some((t!("review.to_cards"), CardCommand::Cards))
    } else {
        let there = model.review.page.is_there();
        there.then(|| (t!("review.to_page"), CardCommand::Page))
    };
    if let Some((text, id)) = switch {
        let key = crate::app::command(CommandId::Card(id)).keys[0];
        let button = Button::new(RichText::new(text).font(sans(13.0)));
        if ui.add(button).on_hover_text(key).clicked() {
            out.push(Action::Command(CommandId::Card(id)));
        }
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.label(RichText::new(t!("review.title")).font(semibold(13.5)).color(theme.ink));
        if let Some(aside) = counts(model) {
            ui.add(Label::new(RichText::new(aside).font(sans(13.0)).color(theme.ink_second)).truncate());
        }
    });
    true
}

/// `24 due · 5 for the first time · about 6 min`.
fn counts(model: &Model) -> Option<String> {
    let day = &model.review.news.as_ref()?.day;
    let left = day.left();
    if left == 0 {
        return None;
    }
    let due = left - day.fresh.len();
    let mut parts = Vec::new();
    if due > 0 {
        parts.push(format::plural("review.due", due));
    }
    if !day.fresh.is_empty() {
        parts.push(format::plural("review.fresh", day.fresh.len()));
    }
    let minutes = format::minutes((left * CARD_S).div_ceil(60));
    parts.push(t!("review.about", time = minutes).into_owned());
    Some(parts.join(" · "))
}

/// What the foot says of the card that is shown.
pub fn foot_ui(ui: &mut Ui, model: &Model, theme: &Theme) {
    let shown = model.view == View::Review && !model.review.page.shown;
    let Some(card) = model.review.card().filter(|_| shown) else {
        return;
    };
    let text = if let Some(likely) = card.recall {
        t!("review.recall", percent = (likely * 100.0).round())
    } else {
        t!("review.first_time")
    };
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(Label::new(RichText::new(text).font(sans(12.5)).color(theme.ink_second)).truncate());
    });
}

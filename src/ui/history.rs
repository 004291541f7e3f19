//! The History list: what was deleted or swept in the last 90 days, each with a button that takes it back.

use eframe::egui::{
    Align, Button, Label, Layout, Rect, RichText, Role, ScrollArea, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::landmarks::dialog;
use super::theme::Theme;
use super::widgets::{line, sans, semibold, serif_bold};
use crate::app::{Action, Going, LibraryState, Model, format, history};
use crate::store::PastDeed;

const ROW: f32 = 52.0;
/// Width of the column of buttons (points).
const ASIDE: f32 = 116.0;

/// Draws the list; `fresh` when it has just been opened.
pub fn history_ui(ui: &mut Ui, model: &Model, theme: &Theme, fresh: bool, out: &mut Vec<Action>) {
    ui.set_width(620.0_f32.min(ui.ctx().content_rect().width() - 80.0));
    dialog(ui, &t!("history.title"));
    ui.label(
        RichText::new(t!("history.title"))
            .font(serif_bold(18.0))
            .color(theme.ink),
    );
    let text = if model.history.is_empty() {
        t!("history.nothing")
    } else {
        t!("history.text")
    };
    ui.add(Label::new(RichText::new(text).font(sans(13.0)).color(theme.ink_second)).wrap());
    // What the list says of the time is told from one clock.
    let now_ms = format::now_ms();
    let room = (ui.ctx().content_rect().height() - 260.0).clamp(2.0 * ROW, 440.0);
    ScrollArea::vertical()
        .id_salt("history")
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink([false, true])
        .show_rows(ui, ROW, model.history.len(), |ui, visible| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for past in &model.history[visible] {
                row_ui(ui, model, theme, (past, now_ms), out);
            }
        });
    let close = ui.add(Button::new(RichText::new(t!("report.close")).font(semibold(13.0))));
    if fresh {
        close.request_focus();
    }
    if close.clicked() {
        out.push(Action::Dismiss);
    }
}

fn row_ui(ui: &mut Ui, model: &Model, theme: &Theme, (past, now_ms): (&PastDeed, i64), out: &mut Vec<Action>) {
    let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let rule = row.x_range();
    ui.painter().hline(rule, row.bottom() - 0.5, (1.0, theme.line));
    let text = row.with_max_x(row.right() - ASIDE - 20.0);
    let what = history::what(past);
    let ink = if past.taken_back { theme.ink_second } else { theme.ink };
    let upper = Rect::from_min_max(text.min + vec2(0.0, 6.0), pos2(text.right(), text.center().y));
    let lower = Rect::from_min_max(pos2(text.left(), text.center().y), text.max - vec2(0.0, 6.0));
    line(ui, upper, &what, semibold(13.5), ink);
    let moment = format::moment(past.at, now_ms, &model.zone());
    let detail = history::detail(past);
    let below = if detail.is_empty() {
        moment.clone()
    } else {
        t!("history.below", moment = moment, detail = detail).into_owned()
    };
    line(ui, lower, &below, sans(12.5), theme.ink_second);
    let aside = row.with_min_x(row.right() - ASIDE - 8.0).shrink2(vec2(4.0, 10.0));
    let mut inside = ui.new_child(
        UiBuilder::new()
            .id_salt(past.past_id.0)
            .max_rect(aside)
            .layout(Layout::right_to_left(Align::Center)),
    );
    // A screen reader hears all of the row with its button.
    let row_name = t!("history.row", what = what, below = below);
    if past.taken_back {
        let label = inside.label(
            RichText::new(t!("history.taken_back"))
                .font(sans(12.5))
                .color(theme.ink_second),
        );
        let spoken = t!("history.taken_back_row", row = row_name);
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_ref()));
        return;
    }
    let enabled = model.library.state == LibraryState::Ready;
    let button = inside.add_enabled(
        enabled,
        Button::new(RichText::new(t!("history.take_back")).font(sans(13.0))),
    );
    super::name(&button, &t!("history.take_back_row", row = row_name));
    if button.clicked() {
        out.push(Action::Going(Going::TakeBack(past.past_id)));
    }
}

//! The Review place: one card at a time, in the sentence in which the word was met.

mod answer;
mod around;
mod card;
mod end;
mod grades;
mod page;
mod question;

use eframe::egui::{Align, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, vec2};
use rust_i18n::t;

pub use self::around::{bar_ui, foot_ui, rail_ui};
use super::landmarks::region;
use super::theme::Theme;
use crate::app::{Action, Drafts, LibraryState, Model};

/// Width of the column (points).
const COLUMN: f32 = 720.0;

/// What only the place cares about.
#[derive(Default)]
pub struct ReviewState {
    /// The wish to write the note that was obeyed last.
    focused_note: u64,
    /// Whether the field of a typed answer was given the keyboard, for which card.
    asked_for: Option<(crate::study::review::CardKey, u32)>,
}

/// Draws the place.
pub fn review_ui(
    ui: &mut Ui,
    model: &Model,
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut ReviewState,
    out: &mut Vec<Action>,
) {
    region(ui, Role::Main, &t!("review.title"));
    if !matches!(model.library.state, LibraryState::Ready | LibraryState::ReadOnly(_)) {
        return;
    }
    let Some(news) = &model.review.news else { return };
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let room = ui.available_rect_before_wrap();
        let width = (room.width() - 40.0).min(COLUMN);
        let left = (room.center().x - width / 2.0).round();
        let top = room.top() + (room.height() * 0.09).clamp(14.0, 70.0);
        let column = Rect::from_min_size(eframe::egui::pos2(left, top), vec2(width, f32::INFINITY));
        let mut column = ui.new_child(UiBuilder::new().max_rect(column).layout(Layout::top_down(Align::Min)));
        column.set_width(width);
        match &news.card {
            _ if model.review.page.shown => page::page_ui(&mut column, model, theme, out),
            Some(card) => {
                progress_ui(&mut column, news, theme);
                column.add_space(22.0);
                card::card_ui(&mut column, (model, card), drafts, theme, state, out);
                column.add_space(26.0);
                grades::grades_ui(&mut column, (model, card), theme, out);
            }
            None => end::end_ui(&mut column, news, theme, out),
        }
        let used = column.min_rect();
        ui.allocate_rect(Rect::from_min_max(room.min, used.max + vec2(0.0, 20.0)), Sense::hover());
    });
}

/// How far the session is.
fn progress_ui(ui: &mut Ui, news: &crate::worker::ReviewNews, theme: &Theme) {
    let (done, left) = (news.day.done as usize, news.day.left());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 5.0), Sense::hover());
    #[expect(clippy::cast_precision_loss, reason = "some hundred cards")]
    let part = done as f32 / (done + left).max(1) as f32;
    ui.painter().rect_filled(rect, 2.5, theme.line);
    let mut full = rect;
    full.set_width(rect.width() * part);
    ui.painter().rect_filled(full, 2.5, theme.known);
    let label = t!("review.progress", done = done, all = done + left).into_owned();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ProgressIndicator);
        node.set_label(label);
        node.set_bounds(super::landmarks::bounds(rect));
    });
}

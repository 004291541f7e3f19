//! Where no card comes: what was done, what is ready to move up, what was set aside, and what to do where there is nothing.

use eframe::egui::{Button, Label, RichText, Ui};
use rust_i18n::t;

use super::grades::wait_words;
use crate::app::{Action, CardCommand, CommandId, ReviewAction, format};
use crate::store::ReviewRange;
use crate::study::review::Wait;
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, semibold, serif_bold};
use crate::worker::{Begin, ReviewNews};

/// Draws it.
pub(super) fn end_ui(ui: &mut Ui, news: &ReviewNews, theme: &Theme, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 10.0;
    let day = &news.day;
    let (title, hint) = if day.paused {
        (t!("review.paused"), t!("review.paused_hint"))
    } else if day.done > 0 {
        (t!("review.done"), t!("review.done_hint"))
    } else {
        (t!("review.nothing"), t!("review.nothing_hint"))
    };
    ui.label(RichText::new(title).font(serif_bold(24.0)).color(theme.ink));
    let quiet = |ui: &mut Ui, text: &str| {
        ui.add(Label::new(RichText::new(text).font(sans(14.0)).color(theme.ink_second)).wrap());
    };
    if let Some(&(_, at)) = day.steps.first() {
        let seconds = u32::try_from((at - news.now.utc_ms).max(0) / 1_000).unwrap_or(u32::MAX);
        quiet(
            ui,
            &t!("review.later", time = wait_words(Wait::Seconds(seconds.max(1)))),
        );
    } else {
        quiet(ui, &hint);
    }
    if day.waiting > 0 && !day.paused && news.range == ReviewRange::Today {
        quiet(ui, &format::plural("review.more_waiting", day.waiting as usize));
    }
    if news.range != ReviewRange::Today {
        let button = Button::new(RichText::new(t!("review.today")).font(sans(13.0)));
        if ui.add(button).clicked() {
            out.push(Action::Review(ReviewAction::Begin(Begin::Today)));
        }
    }
    ready_ui(ui, news, theme, out);
    aside_ui(ui, news, theme, out);
}

fn ready_ui(ui: &mut Ui, news: &ReviewNews, theme: &Theme, out: &mut Vec<Action>) {
    if news.ready.is_empty() {
        return;
    }
    ui.add_space(14.0);
    let text = format::plural("review.ready", news.ready.len());
    ui.label(RichText::new(text).font(semibold(14.0)).color(theme.ink));
    for ready in &news.ready {
        let text = t!(
            "review.ready_row",
            word = ready.headword,
            from = format::status(Some(ready.from)),
            to = format::status(Some(ready.to))
        );
        ui.label(RichText::new(text).font(sans(13.5)).color(theme.ink_second));
    }
    let button = Button::new(RichText::new(t!("review.move_up")).font(sans(13.0)));
    if ui.add(button).on_hover_text("U").clicked() {
        out.push(Action::Command(CommandId::Card(CardCommand::MoveUp)));
    }
}

fn aside_ui(ui: &mut Ui, news: &ReviewNews, theme: &Theme, out: &mut Vec<Action>) {
    let aside = &news.aside;
    if aside.is_empty() {
        return;
    }
    ui.add_space(14.0);
    let text = format::plural("review.aside", aside.len());
    ui.label(RichText::new(text).font(semibold(14.0)).color(theme.ink));
    ui.add(
        Label::new(
            RichText::new(t!("review.aside_hint"))
                .font(sans(13.0))
                .color(theme.ink_second),
        )
        .wrap(),
    );
    for (key, headword) in aside {
        ui.horizontal(|ui| {
            ui.label(RichText::new(headword).font(sans(13.5)).color(theme.ink));
            let button = Button::new(RichText::new(t!("review.bring_back")).font(sans(12.5)));
            if ui.add(button).clicked() {
                out.push(Action::Review(ReviewAction::BringBack(*key)));
            }
        });
    }
}

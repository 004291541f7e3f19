//! The settings of review: they live in the library and are undone like all else there.

use eframe::egui::{Button, DragValue, RichText, Slider, Ui};
use rust_i18n::t;

use super::Table;
use crate::app::{Action, ReviewAction};
use crate::study::review::{CardKind, CardOrder, ENOUGH_ANSWERS, Moment, Pause, StudySettings};
use crate::ui::widgets::{chip, sans};
use crate::worker::CAN_NOTIFY;

/// Draws them, once they are known.
pub(super) fn review_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let Some(news) = &table.model.review.news else { return };
    let mut settings = news.settings.clone();
    let theme = table.theme;
    let name = |ui: &mut Ui, text: &str| {
        ui.label(RichText::new(text).font(sans(13.0)).color(theme.ink));
    };
    ui.horizontal_wrapped(|ui| {
        name(ui, &t!("review.set.first_times"));
        number(
            ui,
            &mut settings.queue.first_times,
            0..=200,
            &t!("review.set.first_times"),
        );
        name(ui, &t!("review.set.reviews"));
        number(ui, &mut settings.queue.reviews, 0..=999, &t!("review.set.reviews"));
    });
    ui.horizontal_wrapped(|ui| {
        name(ui, &t!("review.set.order"));
        for order in CardOrder::ALL {
            if chip(ui, theme, &order_name(order), settings.queue.order == order).clicked() {
                settings.queue.order = order;
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        name(ui, &t!("review.set.kinds"));
        for kind in CardKind::ALL {
            let on = settings.queue.kinds.contains(&kind);
            // Where nothing speaks, a spoken question would be silence.
            if kind == CardKind::Listening && !on && !table.model.review.speaks {
                continue;
            }
            if chip(ui, theme, &kind_name(kind), on).clicked() {
                settings.queue.kinds.retain(|other| *other != kind);
                if !on {
                    settings.queue.kinds.push(kind);
                }
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        name(ui, &t!("review.set.retention"));
        let mut percent = f64::from(settings.schedule.retention) * 100.0;
        let slider = ui.add(Slider::new(&mut percent, 80.0..=97.0).fixed_decimals(0).suffix(" %"));
        crate::ui::name(&slider, &t!("review.set.retention"));
        // While it is dragged nothing is stored.
        if slider.drag_stopped() || (slider.changed() && !slider.dragged()) {
            #[expect(clippy::cast_possible_truncation, reason = "a percentage")]
            let retention = (percent / 100.0) as f32;
            settings.schedule.retention = retention;
        }
    });
    steps_ui(ui, table, &mut settings);
    checks_ui(ui, &mut settings);
    pause_ui(ui, table, &mut settings, Moment::from(news.now).day());
    fit_ui(ui, table, &mut settings);
    if settings != news.settings {
        table
            .out
            .push(Action::Review(ReviewAction::Set(Box::new(settings.clamped()))));
    }
}

/// The memory model, fitted to the learner's own answers.
fn fit_ui(ui: &mut Ui, table: &mut Table<'_>, settings: &mut StudySettings) {
    let review = &table.model.review;
    let answers = review.news.as_ref().map_or(0, |news| news.answers);
    ui.horizontal_wrapped(|ui| {
        if let Some(share) = review.optimising {
            let percent = (share * 100.0).round();
            ui.label(RichText::new(t!("review.set.fitting", percent = percent)).font(sans(13.0)));
            if ui.add(Button::new(t!("foot.cancel"))).clicked() {
                table.out.push(Action::Review(ReviewAction::StopOptimising));
            }
            return;
        }
        let button = Button::new(t!("review.set.fit"));
        if ui.add_enabled(answers >= ENOUGH_ANSWERS, button).clicked() {
            table.out.push(Action::Review(ReviewAction::Optimise));
        }
        let schedule = &mut settings.schedule;
        if schedule.parameters.is_some() && ui.add(Button::new(t!("review.set.fit_back"))).clicked() {
            let before = schedule.before.take();
            schedule.before = std::mem::replace(&mut schedule.parameters, before);
        }
        if answers < ENOUGH_ANSWERS {
            let hint = t!("review.set.fit_hint", count = answers, wanted = ENOUGH_ANSWERS);
            ui.label(RichText::new(hint).font(sans(12.0)).color(table.theme.ink_second));
        }
    });
}

fn number(ui: &mut Ui, value: &mut u32, range: std::ops::RangeInclusive<u32>, label: &str) {
    let response = ui.add(DragValue::new(value).range(range));
    crate::ui::name(&response, label);
}

fn checks_ui(ui: &mut Ui, settings: &mut StudySettings) {
    ui.checkbox(&mut settings.schedule.fuzz, t!("review.set.fuzz"));
    ui.checkbox(&mut settings.queue.learned, t!("review.set.learned"));
    ui.checkbox(&mut settings.moves_up, t!("review.set.moves_up"));
    ui.checkbox(&mut settings.streak, t!("review.set.streak"));
    if CAN_NOTIFY {
        ui.checkbox(&mut settings.notify, t!("review.set.notify"));
    }
}

/// The steps of the first minutes, in minutes.
fn steps_ui(ui: &mut Ui, table: &Table<'_>, settings: &mut StudySettings) {
    let schedule = &mut settings.schedule;
    let rows = [
        (t!("review.set.learning"), &mut schedule.learning_s),
        (t!("review.set.relearning"), &mut schedule.relearning_s),
    ];
    for (text, steps) in rows {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text.as_ref()).font(sans(13.0)).color(table.theme.ink));
            for step in steps.iter_mut() {
                let mut minutes = step.div_ceil(60);
                let response = ui.add(DragValue::new(&mut minutes).range(1..=720).suffix(" min"));
                crate::ui::name(&response, &text);
                if response.changed() {
                    *step = minutes * 60;
                }
            }
        });
    }
    ui.horizontal_wrapped(|ui| {
        let text = t!("review.set.aside_after");
        ui.label(RichText::new(text.as_ref()).font(sans(13.0)).color(table.theme.ink));
        number(ui, &mut settings.schedule.set_aside_after, 0..=99, &text);
    });
    ui.horizontal_wrapped(|ui| {
        let text = t!("review.set.passing");
        ui.label(RichText::new(text.as_ref()).font(sans(13.0)).color(table.theme.ink));
        let mut percent = settings.schedule.passing_share * 100.0;
        let response = ui.add(
            DragValue::new(&mut percent)
                .range(10.0..=50.0)
                .fixed_decimals(0)
                .suffix(" %"),
        );
        crate::ui::name(&response, &text);
        if response.changed() {
            settings.schedule.passing_share = percent / 100.0;
        }
    });
}

/// Days without review.
fn pause_ui(ui: &mut Ui, table: &Table<'_>, settings: &mut StudySettings, today: i64) {
    ui.horizontal_wrapped(|ui| {
        let text = t!("review.set.pause");
        ui.label(RichText::new(text.as_ref()).font(sans(13.0)).color(table.theme.ink));
        let pause = settings.queue.pause.filter(|pause| pause.to_day >= today);
        let mut days = pause.map_or(0, |pause| pause.to_day - today + 1);
        let response = ui.add(DragValue::new(&mut days).range(0..=365).suffix(" d"));
        crate::ui::name(&response, &text);
        if response.changed() {
            let from_day = pause.map_or(today, |pause| pause.from_day);
            let to_day = today + days - 1;
            settings.queue.pause = (days > 0).then_some(Pause { from_day, to_day });
        }
        if pause.is_some() && ui.add(Button::new(t!("review.set.pause_end"))).clicked() {
            settings.queue.pause = None;
        }
    });
}

fn order_name(order: CardOrder) -> String {
    match order {
        CardOrder::Due => t!("review.set.due"),
        CardOrder::Random => t!("review.set.random"),
        CardOrder::Article => t!("review.set.article"),
        CardOrder::Hardest => t!("review.set.hardest"),
    }
    .into_owned()
}

fn kind_name(kind: CardKind) -> String {
    match kind {
        CardKind::Recall => t!("review.set.recall"),
        CardKind::Cloze => t!("review.set.cloze"),
        CardKind::Typing => t!("review.set.typing"),
        CardKind::Listening => t!("review.set.listening"),
        CardKind::Meaning => t!("review.set.meaning"),
    }
    .into_owned()
}

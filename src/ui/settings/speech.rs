//! The voice: how fast it speaks, and which one it is.

use eframe::egui::{Button, Margin, RichText, TextEdit, Ui};
use rust_i18n::t;

use super::Table;
use super::rows::percent;
use crate::app::{Action, Preference, Speak};
use crate::ui::widgets::sans;

/// A step of the rate.
const STEP: f32 = 0.1;

/// Slower, so fast, faster; and a try.
pub(super) fn speech_rate_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let rate = table.settings.speech_rate;
    ui.horizontal(|ui| {
        for (text, name, step) in [("−", "settings.slower", -STEP), ("+", "settings.faster", STEP)] {
            if step > 0.0 {
                ui.label(RichText::new(percent(rate)).font(sans(13.0)).color(table.theme.ink));
            }
            let button = ui.add(Button::new(RichText::new(text).font(sans(13.0))));
            crate::ui::name(&button, &t!(name));
            if button.clicked() {
                table.out.push(Action::Prefer(Preference::SpeechRate(rate + step)));
            }
        }
        if ui
            .add(Button::new(RichText::new(t!("settings.try_voice")).font(sans(13.0))))
            .clicked()
        {
            table.out.push(Action::Speak(Speak {
                text: t!("settings.voice_sample").into_owned(),
                language: "en".to_owned(),
            }));
        }
    });
}

/// The engine's name of a voice, as it is typed.
pub(super) fn voice_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let mut voice = table.settings.voice.clone();
    let field = TextEdit::singleline(&mut voice)
        .hint_text(RichText::new(t!("settings.usual_voice")).color(table.theme.ink_second))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 5));
    let field = ui.add(field);
    crate::ui::name(&field, &t!("settings.voice"));
    if field.changed() {
        table.out.push(Action::Prefer(Preference::Voice(voice)));
    }
}

//! A small gloss under the pointer: what the word means, when the pointer has rested on it for a moment.

use std::time::Duration;

use eframe::egui::{self, Response, RichText, Ui};

use super::desk::{Desk, Hover};
use crate::app::{Action, MeaningAction, Selection, own_gloss};
use crate::ui::widgets::sans;

/// So long the pointer rests before anything is shown.
const REST: Duration = Duration::from_millis(300);
/// Width of the bubble (points).
const WIDTH: f32 = 320.0;

/// The word under the pointer, and since when (seconds of the window's time).
#[derive(Clone, Copy)]
struct Resting {
    word: Selection,
    since: f64,
}

impl Desk<'_> {
    /// Shows what the word under the pointer means. What is selected has its card, and what is dragged wants none.
    pub fn hover_gloss(&self, ui: &Ui, response: &Response, hover: Option<Hover>, out: &mut Vec<Action>) {
        let id = response.id.with("resting");
        let reading = self.page.reading;
        let still = !ui.input(|input| input.pointer.any_down());
        let word = hover.and_then(|hover| hover.unit);
        let word = word.filter(|word| still && reading.selection != Some(*word) && self.note_under(hover).is_none());
        let Some(word) = word else {
            ui.data_mut(|data| data.remove::<Resting>(id));
            return;
        };
        let now = ui.input(|input| input.time);
        let before = ui.data(|data| data.get_temp::<Resting>(id));
        let resting = before
            .filter(|before| before.word == word)
            .unwrap_or(Resting { word, since: now });
        ui.data_mut(|data| data.insert_temp(id, resting));
        let rested = now - resting.since;
        if rested < REST.as_secs_f64() {
            let rest = REST.as_secs_f64() - rested;
            ui.ctx().request_repaint_after(Duration::from_secs_f64(rest));
            return;
        }
        let term = reading
            .term_at(word)
            .and_then(|number| reading.terms.get(number as usize));
        let own = term.and_then(own_gloss);
        let glosses = &reading.glosses;
        if own.is_none() && !glosses.rests_on(word) {
            out.push(Action::Meaning(MeaningAction::Rest(word)));
        }
        let Some(text) = own.or_else(|| glosses.under(word)) else {
            return;
        };
        let theme = self.page.theme;
        let text = RichText::new(text).font(sans(13.0)).color(theme.ink);
        egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, egui::PopupAnchor::Pointer)
            .gap(14.0)
            .show(|ui| {
                ui.set_max_width(WIDTH);
                ui.add(egui::Label::new(text).wrap());
            });
    }
}

//! On the card of a word that is due: "Got it" and "Forgot", before its meaning is opened. So reading counts as review.

use eframe::egui::{Button, RichText, Ui};
use rust_i18n::t;

use crate::app::{Action, Card, Model, ReviewAction};
use crate::study::review::{CardKey, Grade};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Draws them where the word is due.
pub(super) fn due_ui(ui: &mut Ui, model: &Model, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    let Some(term_id) = card.term_id else { return };
    let news = model.review.news.as_ref();
    if !news.is_some_and(|news| news.day.due.contains(&CardKey::Term(term_id))) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(
            RichText::new(t!("review.is_due"))
                .font(sans(12.5))
                .color(theme.ink_second),
        );
        for (text, grade) in [(t!("review.got_it"), Grade::Good), (t!("review.forgot"), Grade::Again)] {
            if ui.add(Button::new(RichText::new(text).font(sans(12.5)))).clicked() {
                out.push(Action::Review(ReviewAction::Passing(term_id, grade)));
            }
        }
    });
}

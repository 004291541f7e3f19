//! On the card of a word that is due: "Got it" and "Forgot", before its meaning is opened. So reading counts as review.

use eframe::egui::{Button, RichText, Ui};
use rust_i18n::t;

use crate::app::{Action, Card, CardCommand, CommandId, Model, command};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Draws them where the word is due. Says whether what it means stays folded.
pub(super) fn due_ui(ui: &mut Ui, model: &Model, card: &Card, theme: &Theme, out: &mut Vec<Action>) -> bool {
    if !model.review.is_due(card) {
        return false;
    }
    let folded = model.review.is_folded(card);
    ui.horizontal_wrapped(|ui| {
        ui.label(
            RichText::new(t!("review.is_due"))
                .font(sans(12.5))
                .color(theme.ink_second),
        );
        // Who has looked cannot say any more that it came back by itself.
        let commands = [CardCommand::GotIt, CardCommand::Forgot, CardCommand::Unfold];
        let left = commands.into_iter().filter(|id| folded || *id == CardCommand::Forgot);
        for id in left.map(CommandId::Card) {
            let row = command(id);
            let button = Button::new(RichText::new(t!(row.name)).font(sans(12.5)));
            if ui.add(button).on_hover_text(row.keys[0]).clicked() {
                out.push(Action::Command(id));
            }
        }
    });
    folded
}

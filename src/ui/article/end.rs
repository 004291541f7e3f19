//! Below the last line: what is left to be marked as known.

use eframe::egui::{Button, Label, Rect, RichText, Ui, UiBuilder, vec2};

use rust_i18n::t;

use super::desk::Desk;
use super::scroll::Visible;
use crate::app::{Action, CommandId, Reading, command, format};
use crate::ui::widgets::sans;

/// Room between the text and the button (points).
const GAP: f32 = 28.0;

impl Desk<'_> {
    /// Draws the button that finishes the article under the end of its text, if that is in view and anything is left.
    pub fn finish_ui(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let reading = self.page.reading;
        let blocks = reading.article.blocks.len();
        let is_end = |last: &&Visible| !last.piece.cut && last.piece.block as usize + 1 == blocks;
        let Some(last) = self.seen.last().filter(is_end).filter(|_| reading.to_finish() > 0) else {
            return;
        };
        let under = self.rect(last).left_bottom() + vec2(0.0, GAP);
        let rect = Rect::from_min_size(under, vec2(self.page.column.min(420.0), 76.0));
        let mut place = ui.new_child(UiBuilder::new().max_rect(rect));
        place.spacing_mut().button_padding = vec2(14.0, 7.0);
        let text = RichText::new(format::plural("coverage.finish", reading.to_finish()));
        let keys = command(CommandId::Finish).keys.first().copied().unwrap_or_default();
        let button = Button::new(text.font(sans(13.5)).color(self.page.theme.ink)).shortcut_text(keys);
        if place.add(button).clicked() {
            out.push(Action::Command(CommandId::Finish));
        }
        let which = RichText::new(which(reading)).font(sans(12.5));
        place.add(Label::new(which.color(self.page.theme.ink_second)).wrap());
    }
}

/// Which words finishing means: who jumped to the end has not read what lies between.
pub(in crate::ui) fn which(reading: &Reading) -> String {
    match reading.read_to_paragraph() {
        Some(number) => t!("coverage.finish_up_to", number = number).into_owned(),
        None => t!("coverage.finish_all").into_owned(),
    }
}

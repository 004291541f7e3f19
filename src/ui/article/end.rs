//! Below the last line: what is left to be marked as known.

use eframe::egui::{Button, Rect, RichText, Ui, UiBuilder, vec2};

use super::desk::Desk;
use super::scroll::Visible;

use crate::app::{Action, CommandId, command, format};
use crate::ui::widgets::sans;

/// Room between the text and the button (points).
const GAP: f32 = 28.0;

impl Desk<'_> {
    /// Draws the button that finishes the article under the end of its text, if that is in view and anything is left.
    pub fn finish_ui(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let reading = self.page.reading;
        let blocks = reading.article.blocks.len();
        let is_end = |last: &&Visible| !last.piece.cut && last.piece.block as usize + 1 == blocks;
        let Some(last) = self.seen.last().filter(is_end).filter(|_| reading.to_finish > 0) else {
            return;
        };
        let under = self.rect(last).left_bottom() + vec2(0.0, GAP);
        let rect = Rect::from_min_size(under, vec2(self.page.column.min(420.0), 32.0));
        let mut place = ui.new_child(UiBuilder::new().max_rect(rect));
        place.spacing_mut().button_padding = vec2(14.0, 7.0);
        let text = RichText::new(format::plural("coverage.finish", reading.to_finish));
        let keys = command(CommandId::Finish).keys.first().copied().unwrap_or_default();
        let button = Button::new(text.font(sans(13.5)).color(self.page.theme.ink)).shortcut_text(keys);
        if place.add(button).clicked() {
            out.push(Action::Command(CommandId::Finish));
        }
    }
}

//! Below the last line: what is left to be marked as known.

use eframe::egui::{Button, Pos2, Rect, RichText, Ui, UiBuilder, vec2};

use crate::app::{Action, CommandId, Reading, command, format};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Room between the text and the button (points).
const GAP: f32 = 28.0;

/// Draws the button that finishes the article, `under` the end of its text, if there is anything to mark.
pub(super) fn finish_ui(ui: &mut Ui, reading: &Reading, theme: &Theme, under: Pos2, out: &mut Vec<Action>) {
    if reading.to_finish == 0 {
        return;
    }
    let rect = Rect::from_min_size(under + vec2(0.0, GAP), vec2(ui.available_width().min(420.0), 32.0));
    let mut place = ui.new_child(UiBuilder::new().max_rect(rect));
    place.spacing_mut().button_padding = vec2(14.0, 7.0);
    let text = RichText::new(format::plural("coverage.finish", reading.to_finish));
    let keys = command(CommandId::Finish).keys.first().copied().unwrap_or_default();
    let button = Button::new(text.font(sans(13.5)).color(theme.ink)).shortcut_text(keys);
    if place.add(button).clicked() {
        out.push(Action::Command(CommandId::Finish));
    }
}

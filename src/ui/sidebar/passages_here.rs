//! In the card of a word: the notes on passages in which the word stands, each one click from its card.

use eframe::egui::{Label, Role, Sense, Ui, WidgetInfo};
use rust_i18n::t;

use crate::app::{Action, Card, NoteAction, PageNote, Reading, format};
use crate::text::{Place, plain_note};
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, sans};

/// So many characters of each are shown.
const SHOWN: usize = 120;
/// So many are shown at most.
const MOST: usize = 4;

/// Draws what stands on the selected place; nothing where nothing does.
pub(super) fn passages_ui(ui: &mut Ui, reading: &Reading, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    let at = Place {
        block: card.selection.block,
        byte: card.selection.range.start,
    };
    let here = |found: &&PageNote| found.place.is_some_and(|place| place.contains(at));
    let mut notes = reading.notes.in_block(at.block).filter(here).take(MOST).peekable();
    if notes.peek().is_none() {
        return;
    }
    caption(ui, theme, &t!("note.on_passages"));
    for found in notes {
        let note = &found.note;
        let quote = note.quote.as_deref().unwrap_or_default();
        let body = plain_note(&note.body);
        let text = if note.body.is_empty() { quote } else { &body };
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format::shortened(&words, SHOWN);
        let rich = eframe::egui::RichText::new(&*text).font(sans(13.0)).color(theme.accent);
        let response = ui.add(Label::new(rich).wrap().sense(Sense::click()));
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &text));
        if response
            .on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
            .clicked()
        {
            out.push(Action::Note(NoteAction::Open(note.note_id)));
        }
    }
}

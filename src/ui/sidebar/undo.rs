//! Undo within a text field, word by word.
//!
//! By itself egui makes a point to go back to only when nothing was typed for a second, so that one `Ctrl+Z` takes a
//! whole note away that was typed in one go. Here a point is made where a word ends, too. While an input method
//! composes none is made: the text then holds what is not written yet.

use eframe::egui::util::undoer::{Settings, Undoer};
use eframe::egui::{Event, ImeEvent, Response, TextEdit, Ui};

/// A shorter pause than this makes no point of its own (seconds).
const PAUSE: f32 = 0.6;
/// Points that are kept.
const POINTS: usize = 400;

/// Adds a text field whose undo goes by words and pauses.
pub(super) fn field(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    let mut shown = field.show(ui);
    let response = shown.response.response;
    let Some(cursor) = shown.cursor_range else {
        return response;
    };
    let text = shown.galley.text();
    let state = (cursor, text.to_owned());
    let mut undoer = shown.state.undoer();
    // Where there is nothing to go back to yet, the points can be spaced anew.
    if response.gained_focus() && !undoer.has_undo(&state) && !undoer.has_redo(&state) {
        undoer = Undoer::with_settings(Settings {
            max_undos: POINTS,
            stable_time: PAUSE,
            auto_save_interval: 10.0,
        });
        undoer.add_undo(&state);
        shown.state.set_undoer(undoer);
        return response;
    }
    let composing = ui.input(|input| {
        let is_draft = |event: &Event| matches!(event, Event::Ime(ImeEvent::Preedit { .. }));
        input.events.iter().any(is_draft)
    });
    // What went back or forth has its point.
    let stepped = undoer.has_redo(&state);
    let at = cursor.primary.index.0;
    let before = at.checked_sub(1).and_then(|last| text.chars().nth(last));
    let word_ended = before.is_some_and(|char| !char.is_alphanumeric() && char != '\'' && char != '’');
    if response.changed() && word_ended && !composing && !stepped {
        undoer.add_undo(&state);
        shown.state.set_undoer(undoer);
    }
    response
}

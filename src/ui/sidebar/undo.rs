//! Undo within a text field, word by word.
//!
//! By itself egui makes a point to go back to only when nothing was typed for a second, so that one `Ctrl+Z` takes a
//! whole note away that was typed in one go. Here a point is made where a word ends, too, wherever in the keys of a
//! frame that was: on a slow machine a frame holds several. While an input method composes none is made: the text then
//! holds what is not written yet.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::util::undoer::{Settings, Undoer};
use eframe::egui::{Event, ImeEvent, Response, TextEdit, Ui};

/// A shorter pause than this makes no point of its own (seconds).
const PAUSE: f32 = 0.6;
/// Points that are kept.
const POINTS: usize = 400;

/// Adds a text field whose undo goes by words and pauses.
pub(in crate::ui) fn field(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    let mut shown = field.show(ui);
    let response = shown.response.response;
    let Some(cursor) = shown.cursor_range else {
        return response;
    };
    let text = shown.galley.text();
    let before: Option<String> = ui.data(|data| data.get_temp(response.id));
    if before.as_deref() != Some(text) {
        ui.data_mut(|data| data.insert_temp(response.id, text.to_owned()));
    }
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
    let (composing, stepped) = ui.input(|input| {
        let is_draft = |event: &Event| matches!(event, Event::Ime(ImeEvent::Preedit { .. }));
        let is_command = |event: &Event| matches!(event, Event::Key { modifiers, .. } if modifiers.command);
        (input.events.iter().any(is_draft), input.events.iter().any(is_command))
    });
    if response.changed()
        && !composing
        && !stepped
        && let Some(before) = before
        && let Some(point) = word_end(&before, text, cursor.primary.index.0)
    {
        undoer.add_undo(&point);
        shown.state.set_undoer(undoer);
    }
    response
}

/// The text as it was when the last word ended that was typed from `before` to `after`, with the cursor there. `cursor`
/// counts characters, and stands behind what was typed.
fn word_end(before: &str, after: &str, cursor: usize) -> Option<(CCursorRange, String)> {
    let typed = after.chars().count().checked_sub(before.chars().count())?;
    let start = cursor.checked_sub(typed)?;
    let ends = |char: char| !char.is_alphanumeric() && char != '\'' && char != '’';
    let sign = after.chars().take(cursor).skip(start).collect::<Vec<_>>();
    let end = start + sign.iter().rposition(|&char| ends(char))? + 1;
    let kept = after.chars().take(end).chain(after.chars().skip(cursor)).collect();
    Some((CCursorRange::one(CCursor::new(end)), kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_with_the_sign_after_it() {
        let point = |before: &str, after: &str, cursor: usize| {
            word_end(before, after, cursor).map(|(cursor, text)| (cursor.primary.index.0, text))
        };
        assert_eq!(point("hi", "hit", 3), None);
        assert_eq!(point("hit", "hit ", 4), Some((4, "hit ".to_owned())));
        assert_eq!(point("hi", "hit it", 6), Some((4, "hit ".to_owned())));
        assert_eq!(point("a c", "a b c", 4), Some((4, "a b c".to_owned())));
        assert_eq!(point("é", "éé, x", 5), Some((4, "éé, ".to_owned())));
        assert_eq!(point("it isn", "it isn't", 8), None);
        assert_eq!(point("gone", "", 0), None);
    }
}

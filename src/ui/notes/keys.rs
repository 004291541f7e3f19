//! Keys of the list, which act only while it has the keyboard: to the next note, a screen, an end. What is done with a
//! note has its keys in the table of commands.

use eframe::egui::{EventFilter, Key, Modifiers, Response, Ui};

use super::NotesViewState;
use super::list::Page;
use crate::app::{Action, NotesAction};

/// Takes the keys; gives by how much they scroll (points).
pub(super) fn keys(
    ui: &Ui,
    page: &Page<'_>,
    list: &Response,
    state: &mut NotesViewState,
    out: &mut Vec<Action>,
) -> f32 {
    if !list.has_focus() {
        return 0.0;
    }
    let arrows = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, arrows));
    let (notes, screens, ends) = ui.input_mut(|input| {
        let mut count = |key| i32::try_from(input.count_and_consume_key(Modifiers::NONE, key)).unwrap_or(0);
        let notes = count(Key::ArrowDown) - count(Key::ArrowUp);
        let screens = count(Key::PageDown) + count(Key::Space) - count(Key::PageUp);
        (notes, screens, count(Key::End) - count(Key::Home))
    });
    if ends != 0 {
        let row = if ends > 0 { page.shown.rows.len() - 1 } else { 0 };
        select(page, row, -ends.signum(), state, out);
    } else if notes != 0 {
        let selected = page.model.notes.selected;
        let row = selected.and_then(|note_id| state.row_of(page.shown, note_id, state.scroll.row));
        match row {
            // Without one, the first that is seen.
            None => select(page, state.scroll.row, 1, state, out),
            Some(row) => {
                let mut row = row;
                for _ in 0..notes.unsigned_abs() {
                    row = next(page, row, notes.signum()).unwrap_or(row);
                }
                select(page, row, notes.signum(), state, out);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a few presses in one frame")]
    let screens = screens as f32;
    screens * (state.scroll.view - 60.0)
}

/// The row of the next note in a direction.
fn next(page: &Page<'_>, row: usize, step: i32) -> Option<usize> {
    let mut row = row;
    loop {
        row = row.checked_add_signed(isize::try_from(step).ok()?)?;
        if row >= page.shown.rows.len() {
            return None;
        }
        if page.shown.note(row).is_some() {
            return Some(row);
        }
    }
}

fn select(page: &Page<'_>, row: usize, step: i32, state: &mut NotesViewState, out: &mut Vec<Action>) {
    let row = if page.shown.note(row).is_some() {
        Some(row)
    } else {
        next(page, row, step)
    };
    if let Some((row, entry)) = row.and_then(|row| Some((row, page.shown.note(row)?))) {
        state.at = row;
        let note_id = entry.record.note_id;
        state.scroll.reveal = Some(note_id);
        out.push(Action::Notes(NotesAction::Select(Some(note_id))));
    }
}

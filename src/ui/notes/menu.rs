//! What can be done with a note of the list, besides writing it.

use eframe::egui::{Align2, Button, Id, Popup, Pos2, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use super::list::Page;
use super::words::title;
use crate::app::{Action, NotesAction, format};
use crate::ui::icons::{self, Icon};
use crate::ui::widgets::sans;
use crate::worker::NoteEntry;

/// At the right of the last line: whether it comes up in review; of a deleted note, the way back.
pub(super) fn aside_ui(ui: &mut Ui, entry: &NoteEntry, right: Pos2, page: &Page<'_>, out: &mut Vec<Action>) {
    let theme = page.theme;
    if entry.deleted_at.is_some() {
        let rect = Rect::from_min_max(right - vec2(90.0, 13.0), right + vec2(0.0, 13.0));
        let button = Button::new(RichText::new(t!("notes.restore")).font(sans(12.5)));
        if ui.put(rect, button).clicked() {
            out.push(Action::Notes(NotesAction::Restore(entry.record.note_id)));
        }
    } else if entry.record.review {
        ui.painter().text(
            right,
            Align2::RIGHT_CENTER,
            t!("notes.in_review"),
            sans(12.0),
            theme.ink_second,
        );
    }
}

/// What can be done with the note.
pub(super) fn menu_ui(
    ui: &Ui,
    page: &Page<'_>,
    entry: &NoteEntry,
    center: Pos2,
    (row, nth, selected): (&Response, usize, bool),
    out: &mut Vec<Action>,
) {
    if page.shown.query.trash {
        return;
    }
    let theme = page.theme;
    let id = Id::unique(("note menu", entry.record.note_id, nth));
    let rect = Rect::from_center_size(center, vec2(28.0, 28.0));
    let response = ui.interact(rect, id, Sense::click());
    let name = t!("notes.menu", name = format::shortened(&title(&entry.record), 40)).into_owned();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let over = ui.rect_contains_pointer(row.rect) || selected || response.has_focus();
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, theme.line);
    }
    if over {
        icons::paint(ui.painter(), Icon::More, rect.center(), theme.ink_second);
    }
    let items = |ui: &mut Ui, out: &mut Vec<Action>| {
        let note_id = entry.record.note_id;
        let review = if entry.record.review {
            t!("notes.no_review")
        } else {
            t!("notes.review")
        };
        for (text, key, action) in [
            (t!("command.edit_note"), "Enter", NotesAction::Edit(note_id)),
            (t!("command.open_note"), "O", NotesAction::Open(note_id)),
            (review, "R", NotesAction::Review(note_id, !entry.record.review)),
            (t!("command.note_history"), "Ctrl+H", NotesAction::History(note_id)),
            (t!("command.delete_note"), "Delete", NotesAction::Delete(note_id)),
        ] {
            if ui.add(Button::new(text).shortcut_text(key)).clicked() {
                out.push(Action::Notes(NotesAction::Select(Some(note_id))));
                out.push(Action::Notes(action));
                ui.close();
            }
        }
    };
    Popup::menu(&response).show(|ui| items(ui, out));
    row.context_menu(|ui| items(ui, out));
}

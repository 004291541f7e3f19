//! The field in which a note of the list is edited, in its own place.

use eframe::egui::{Id, Key, Margin, Modifiers, Rect, RichText, TextEdit, Ui, UiBuilder};
use rust_i18n::t;

use crate::app::{Action, CommandId, Completions, DraftField, Drafts, NotesAction};
use crate::study::NoteId;
use crate::ui::completing::{self, Completing};
use crate::ui::sidebar::after_field;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Draws the field; gives its height with the room below it (points).
pub(super) fn editor_ui(
    ui: &mut Ui,
    (place, note_id, fresh): (Rect, NoteId, bool),
    drafts: &mut Drafts,
    (offered, theme): (&Completions, &Theme),
    completing: &mut Completing,
    out: &mut Vec<Action>,
) -> f32 {
    let Some(draft) = &mut drafts.listed else {
        return place.height();
    };
    let id = Id::unique(("listed note", note_id));
    let left = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(place));
    let rows = draft.text.lines().count().clamp(2, 30);
    let hint = RichText::new(t!("card.note_hint")).color(theme.ink_second);
    let width = place.width();
    let response = completing::field(
        &mut inside,
        id,
        &mut draft.text,
        |text| {
            TextEdit::multiline(text)
                .hint_text(hint)
                .font(sans(14.0))
                .desired_width(width)
                .desired_rows(rows)
                .background_color(theme.paper)
                .margin(Margin::symmetric(10, 8))
        },
        (offered, theme),
        completing,
        out,
    );
    crate::ui::name(&response, &t!("notes.field"));
    if fresh {
        response.request_focus();
    }
    after_field(ui, drafts, DraftField::Listed, &response, out);
    if left {
        out.push(Action::Notes(NotesAction::Leave));
        out.push(Action::Command(CommandId::OpenNote));
    } else if response.lost_focus() && !fresh {
        out.push(Action::Notes(NotesAction::Leave));
    }
    response.rect.height() + 4.0
}

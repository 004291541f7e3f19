//! What is written in a note beside the text: read as it is meant while nobody edits it, a field as soon as it has the
//! keyboard. The cards of words, passages and articles share it.

use std::ops::RangeInclusive;

use eframe::egui::accesskit::Role;
use eframe::egui::{Align, CursorIcon, Id, Margin, RichText, Sense, StrokeKind, TextEdit, Ui, vec2};
use rust_i18n::t;

use super::SidebarState;
use super::card::{after_field, field_color};
use crate::app::{Action, CommandId, Draft, DraftField, Drafts, Model, NotesAction, command};
use crate::study::NoteId;
use crate::ui::completing;
use crate::ui::landmarks::bounds;
use crate::ui::markdown_note::{Laid, NoteText};
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, sans};

/// Room around the text of the note (points).
const SIDE: i8 = 10;
const ABOVE: i8 = 8;
/// Height of a note of three lines (points), the least that there is room for.
const LEAST: f32 = 67.0;

/// The note of a card.
pub(super) struct Written {
    /// [`DraftField::Note`] or [`DraftField::PageNote`].
    pub field: DraftField,
    /// Of its field.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// What stands in it as long as it is empty.
    pub hint: String,
    /// How many rows it has.
    pub rows: RangeInclusive<usize>,
}

impl Written {
    fn draft<'a>(&self, drafts: &'a mut Drafts) -> Option<&'a mut Draft> {
        match self.field {
            DraftField::PageNote => drafts.page.as_mut(),
            _ => drafts.note.as_mut(),
        }
    }
}

/// Draws the note.
pub(super) fn written_ui(
    ui: &mut Ui,
    written: &Written,
    model: &Model,
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    let Some(draft) = written.draft(drafts) else { return };
    let note_id = draft.note_id();
    caption(ui, theme, &written.name);
    let id = written.id;
    let wanted = std::mem::take(&mut state.focus_note);
    let focused = ui.memory(|memory| memory.has_focus(id));
    // It is a field for one frame more than it has the keyboard, which is how it learns that it was left.
    let was_field = std::mem::replace(&mut state.note_field, (focused || wanted).then_some(id)) == Some(id);
    let edited = wanted || focused || was_field || draft.text.trim().is_empty();
    if edited {
        let rows = draft
            .text
            .lines()
            .count()
            .clamp(*written.rows.start(), *written.rows.end());
        let hint = RichText::new(&written.hint).color(theme.ink_second);
        let found = (&model.notes.completions, theme);
        let response = completing::field(
            ui,
            id,
            &mut draft.text,
            |text| {
                TextEdit::multiline(text)
                    .hint_text(hint)
                    .font(sans(14.0))
                    .desired_width(f32::INFINITY)
                    .desired_rows(rows)
                    .background_color(field_color(theme))
                    .margin(Margin::symmetric(SIDE, ABOVE))
            },
            found,
            &mut state.completing,
            out,
        );
        crate::ui::name(&response, &written.name);
        if wanted {
            response.request_focus();
            response.scroll_to_me(Some(Align::Center));
        }
        after_field(ui, drafts, written.field, &response, out);
    } else {
        let text = state.texts.get(note_id.unwrap_or(NoteId(0)), &draft.text, true);
        shown_ui(ui, written, (text, &draft.text), theme, out);
    }
    history_link(ui, note_id, theme, out);
}

/// The note as it is meant. A click on it, or the keyboard coming to it, makes it a field.
fn shown_ui(ui: &mut Ui, written: &Written, (text, says): (&NoteText, &str), theme: &Theme, out: &mut Vec<Action>) {
    let width = ui.available_width();
    let (side, above) = (f32::from(SIDE), f32::from(ABOVE));
    let laid = Laid::of(ui, text, theme, width - 2.0 * side);
    let (_, rect) = ui.allocate_space(vec2(width, (laid.height + 2.0 * above).max(LEAST)));
    let id = written.id;
    let response = ui.interact(rect, id.with("shown"), Sense::click());
    // To a screen reader it is the field that it becomes.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::MultilineTextInput);
        node.set_label(written.name.clone());
        node.set_value(says);
        node.set_bounds(bounds(rect));
    });
    let look = ui.visuals().widgets.inactive;
    ui.painter().rect(
        rect,
        look.corner_radius,
        field_color(theme),
        look.bg_stroke,
        StrokeKind::Inside,
    );
    laid.show(ui, id.with("text"), rect.min + vec2(side, above), theme, out);
    if response.clicked() || response.gained_focus() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    response.on_hover_cursor(CursorIcon::Text);
}

fn history_link(ui: &mut Ui, note_id: Option<NoteId>, theme: &Theme, out: &mut Vec<Action>) {
    let Some(note_id) = note_id else { return };
    let text = RichText::new(t!("card.note_history"))
        .font(sans(12.5))
        .color(theme.accent);
    let keys = command(CommandId::NoteHistory)
        .keys
        .first()
        .copied()
        .unwrap_or_default();
    if ui.link(text).on_hover_text(keys).clicked() {
        out.push(Action::Notes(NotesAction::History(note_id)));
    }
}

//! The note on the card of a word.

use eframe::egui::{Id, Ui};
use rust_i18n::t;

use super::SidebarState;
use super::written::{Written, written_ui};
use crate::app::{Action, DraftField, Drafts, Model};
use crate::ui::theme::Theme;

/// Draws the note of the term that is shown.
pub(super) fn note_ui(
    ui: &mut Ui,
    model: &Model,
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    let Some(draft) = &drafts.note else { return };
    let written = Written {
        field: DraftField::Note,
        id: Id::unique(("note", draft.term_id())),
        name: t!("card.note").into_owned(),
        hint: t!("card.note_hint").into_owned(),
        rows: 3..=12,
    };
    written_ui(ui, &written, model, drafts, theme, state, out);
}

//! The Notes place: every note that was ever written, the newest first, to be searched, filtered, read, edited in place,
//! and followed to where it was written.

mod editor;
mod filters;
mod foot;
mod history;
mod keys;
mod list;
mod menu;
mod row;
mod scroll;
mod search;
mod words;

use eframe::egui::{Align, Id, Label, Layout, Rect, RichText, Role, Ui, UiBuilder, pos2, vec2};
use rust_i18n::t;

pub use self::foot::foot_ui;
pub use self::history::history_ui;
pub use self::search::{details, search_ui};
use super::completing::Completing;
use super::landmarks::region;
use super::markdown_note::NoteTexts;
use super::theme::Theme;
use super::widgets::sans;
use crate::app::{Action, Drafts, LibraryState, Model};
use crate::study::NoteId;
use crate::worker::NotesShown;

/// Width of the column, and of what stands left of the notes in it (points).
const COLUMN: f32 = 760.0;
const KIND: f32 = 76.0;
/// In a narrower column the kind stands above the note (points).
const NARROW: f32 = 480.0;

/// What only the Notes place cares about.
#[derive(Default)]
pub struct NotesViewState {
    /// Give the keyboard to the search field in the next frame.
    pub focus_search: bool,
    /// Give the keyboard to the list in the next frame.
    pub focus_list: bool,
    /// Whether the search field has the keyboard.
    pub searching: bool,
    search: String,
    texts: NoteTexts,
    scroll: scroll::Scroll,
    /// The row that the keyboard went to last.
    at: usize,
    /// The note whose editor was drawn last, and how high it was (points).
    editor: Option<(NoteId, f32)>,
    /// The note that is shown whole although it is long.
    whole: Option<NoteId>,
    /// The note that was last brought into view because it was found elsewhere.
    brought: Option<(u64, NoteId)>,
    history: history::HistoryState,
}

impl NotesViewState {
    /// The row of a note: the one that the keyboard went to, if it is there, else the first one from `near` on.
    fn row_of(&self, shown: &NotesShown, note_id: NoteId, near: usize) -> Option<usize> {
        let there = shown.note(self.at).is_some_and(|entry| entry.record.note_id == note_id);
        if there {
            return Some(self.at);
        }
        shown.row_of(note_id, near)
    }
}

/// The list, which has the keyboard while no field has it.
pub fn notes_id() -> Id {
    Id::unique("notes")
}

/// Draws the place.
pub fn notes_ui(
    ui: &mut Ui,
    model: &Model,
    drafts: &mut Drafts,
    theme: &Theme,
    (state, completing): (&mut NotesViewState, &mut Completing),
    out: &mut Vec<Action>,
) {
    region(ui, Role::Main, &t!("region.notes"));
    if !matches!(model.library.state, LibraryState::Ready | LibraryState::ReadOnly(_)) {
        return;
    }
    let Some(shown) = model.notes.shown.as_deref() else {
        return;
    };
    let room = ui.available_rect_before_wrap();
    let width = (room.width() - 64.0).min(COLUMN);
    let left = (room.center().x - width / 2.0).round();
    let column = Rect::from_min_max(pos2(left, room.top()), pos2(left + width, room.bottom()));
    let head = UiBuilder::new()
        .max_rect(column.with_min_y(column.top() + 18.0))
        .layout(Layout::top_down(Align::Min));
    let mut head = ui.new_child(head);
    filters::filters_ui(&mut head, model, shown, theme, out);
    let top = head.min_rect().bottom().max(column.top() + 18.0) + 6.0;
    let view = Rect::from_min_max(pos2(room.left(), top), room.max);
    if shown.rows.is_empty() {
        empty_ui(ui, column.with_min_y(top + 40.0), model, theme);
        return;
    }
    let page = list::Page {
        model,
        shown,
        theme,
        column,
    };
    list::list_ui(ui, view, &page, drafts, (state, completing), out);
}

/// What to do where there is nothing.
fn empty_ui(ui: &mut Ui, room: Rect, model: &Model, theme: &Theme) {
    let text = match &model.notes.shown {
        Some(shown) if shown.query.trash => t!("notes.trash_empty"),
        Some(shown) if shown.facets.total > 0 => t!("notes.none_found"),
        _ => t!("notes.empty"),
    };
    let place = UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min));
    let mut inside = ui.new_child(place);
    inside.spacing_mut().item_spacing = vec2(6.0, 10.0);
    for paragraph in text.split('\n') {
        let text = RichText::new(paragraph).font(sans(14.0)).color(theme.ink_second);
        inside.add(Label::new(text).wrap());
    }
}

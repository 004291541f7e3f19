//! The list: only the notes in view are laid out and painted, whatever their number.

use eframe::egui::{Id, Rect, Role, Sense, Ui, UiBuilder, pos2, vec2};
use rust_i18n::t;

use super::row::{LaidRow, heading_ui, look, row_id};
use super::scroll::HEADING;
use super::{KIND, NotesViewState, editor, keys, notes_id};
use crate::app::{Action, Drafts, Model, format};
use crate::study::NoteId;
use crate::ui::completing::Completing;
use crate::ui::landmarks::bounds;
use crate::ui::theme::Theme;
use crate::worker::{NotesHeading, NotesRow, NotesShown};

/// The shortest handle of the scroll bar (points).
const SHORTEST: f32 = 32.0;

/// What a frame of the list is drawn from.
pub(super) struct Page<'a> {
    pub model: &'a Model,
    pub shown: &'a NotesShown,
    pub theme: &'a Theme,
    /// The column of notes: left and right.
    pub column: Rect,
}

/// Draws the list into a part of the window.
pub(super) fn list_ui(
    ui: &mut Ui,
    view: Rect,
    page: &Page<'_>,
    drafts: &mut Drafts,
    (state, completing): (&mut NotesViewState, &mut Completing),
    out: &mut Vec<Action>,
) {
    let edited = drafts.listed.as_ref().and_then(crate::app::Draft::note_id);
    state.scroll.view = view.height();
    state.scroll.fit(page.shown);
    let bring = page
        .model
        .notes
        .bring
        .filter(|(serial, _)| *serial == page.shown.serial);
    if bring.is_some() && std::mem::replace(&mut state.brought, bring) != bring {
        state.scroll.reveal = bring.map(|(_, note_id)| note_id);
        state.focus_list = true;
    }
    let list = ui.interact(view, notes_id(), Sense::focusable_noninteractive());
    if std::mem::take(&mut state.focus_list) {
        list.request_focus();
    }
    name(ui, page, view);
    let mut moved = keys::keys(ui, page, &list, state, out);
    if ui.rect_contains_pointer(view) {
        moved -= ui.input(|input| input.smooth_scroll_delta().y);
    }
    scroll_by(ui, page, state, edited, moved);
    bar_ui(ui, view, state, page);
    let place = UiBuilder::new().max_rect(view);
    let mut inside = ui.new_child(place);
    inside.set_clip_rect(view.intersect(ui.clip_rect()));
    let mut top = view.top() - state.scroll.into;
    let mut editor_place = None;
    let mut whole = state.whole;
    let mut seen: Vec<NoteId> = Vec::new();
    for number in state.scroll.row..page.shown.rows.len() {
        if top > view.bottom() {
            break;
        }
        let height = match page.shown.rows[number] {
            NotesRow::Heading(heading) => {
                let name = page
                    .shown
                    .headings
                    .get(heading as usize)
                    .map(|heading| heading_name(heading, page));
                heading_ui(
                    &inside,
                    &name.unwrap_or_default(),
                    pos2(page.column.left(), top),
                    page.theme,
                );
                HEADING
            }
            NotesRow::Note(_) => {
                let Some(entry) = page.shown.note(number) else { continue };
                let note_id = entry.record.note_id;
                let nth = seen.iter().filter(|other| **other == note_id).count();
                seen.push(note_id);
                let look = look(state, &entry.record, edited.filter(|_| nth == 0));
                let laid = LaidRow::of(&inside, page, entry, look, &mut state.texts);
                let height = laid.height;
                let selected = page.model.notes.selected == Some(note_id);
                let place = laid.show(&mut inside, page, entry, top, (selected, nth, &mut whole), out);
                editor_place = editor_place.or(place.zip(Some(note_id)));
                height
            }
        };
        state.scroll.measured(number, height);
        top += height;
    }
    state.whole = whole;
    state.scroll.keep(page.shown);
    match (editor_place, edited) {
        (Some(field), _) => edit_ui(&mut inside, field, page, drafts, (state, completing), out),
        (None, Some(note_id)) => {
            // Scrolled out of view it keeps the keyboard, and whoever types on sees it again.
            let before = drafts.listed.as_ref().map(|draft| draft.text.clone());
            let height = state.editor.map_or(0.0, |(_, height)| height);
            let outside = Rect::from_min_size(
                pos2(page.column.left(), view.bottom() + 100.0),
                vec2(page.column.width() - KIND, height),
            );
            edit_ui(&mut inside, (outside, note_id), page, drafts, (state, completing), out);
            if before != drafts.listed.as_ref().map(|draft| draft.text.clone()) {
                state.scroll.reveal = Some(note_id);
                ui.ctx().request_repaint();
            }
        }
        (None, None) => state.editor = None,
    }
}

/// Draws the field of the note that is edited.
fn edit_ui(
    ui: &mut Ui,
    (place, note_id): (Rect, NoteId),
    page: &Page<'_>,
    drafts: &mut Drafts,
    (state, completing): (&mut NotesViewState, &mut Completing),
    out: &mut Vec<Action>,
) {
    let fresh = state.editor.is_none_or(|(drawn, _)| drawn != note_id);
    let found = &page.model.notes.completions;
    let height = editor::editor_ui(
        ui,
        (place, note_id, fresh),
        drafts,
        (found, page.theme),
        completing,
        out,
    );
    let grown = state.editor.is_none_or(|(_, before)| (before - height).abs() > 0.5);
    state.editor = Some((note_id, height));
    if fresh {
        state.scroll.reveal = Some(note_id);
    }
    if grown {
        ui.ctx().request_repaint();
    }
}

/// Moves the list, and brings what was asked for into view.
fn scroll_by(ui: &Ui, page: &Page<'_>, state: &mut NotesViewState, edited: Option<NoteId>, points: f32) {
    let mut scroll = std::mem::take(&mut state.scroll);
    let wanted = scroll.reveal.take();
    let wanted = wanted.and_then(|note_id| state.row_of(page.shown, note_id, scroll.row));
    let mut texts = std::mem::take(&mut state.texts);
    let mut measure = |number: usize| match page.shown.note(number) {
        Some(entry) => {
            let look = look(state, &entry.record, edited);
            LaidRow::of(ui, page, entry, look, &mut texts).height
        }
        None => HEADING,
    };
    if let Some(row) = wanted {
        scroll.reveal(row, &mut measure);
    }
    scroll.by(points, &mut measure);
    state.scroll = scroll;
    state.texts = texts;
}

/// Tells a screen reader what the list is, and at which note the keyboard is.
fn name(ui: &Ui, page: &Page<'_>, view: Rect) {
    let selected = page.model.notes.selected;
    ui.ctx().accesskit_node_builder(notes_id(), |node| {
        node.set_role(Role::ListBox);
        node.set_label(t!("region.notes").into_owned());
        node.set_bounds(bounds(view));
        if let Some(note_id) = selected {
            node.set_active_descendant(row_id(note_id, 0).accesskit_id());
        }
    });
}

/// What stands above the notes of a day, an article or a tag.
fn heading_name(heading: &NotesHeading, page: &Page<'_>) -> String {
    match heading {
        NotesHeading::Day(day) => format::date(*day, page.shown.today),
        NotesHeading::Article(Some(title)) => title.clone(),
        NotesHeading::Article(None) => t!("notes.no_article").into_owned(),
        NotesHeading::Tag(Some(tag)) => format!("#{tag}"),
        NotesHeading::Tag(None) => t!("notes.no_tag").into_owned(),
    }
}

/// The list's own scroll bar: egui's counts in points from the top, of which fifty thousand notes have too many.
fn bar_ui(ui: &Ui, view: Rect, state: &mut NotesViewState, page: &Page<'_>) {
    let scroll = &mut state.scroll;
    let (total, height) = (scroll.total(), f64::from(view.height()));
    if total <= height {
        return;
    }
    let strip = view.with_min_x(view.right() - 14.0);
    let track = strip.shrink2(vec2(4.0, 4.0));
    let response = ui.interact(strip, Id::unique("notes scroll bar"), Sense::DRAG | Sense::CLICK);
    #[expect(clippy::cast_possible_truncation, reason = "shares of a window's height")]
    let (share, at) = ((height / total) as f32, (scroll.down() / (total - height)) as f32);
    let length = (track.height() * share).max(SHORTEST).min(track.height());
    let free = track.height() - length;
    let handle = Rect::from_min_size(
        pos2(track.left(), track.top() + free * at.clamp(0.0, 1.0)),
        vec2(track.width(), length),
    );
    let pointer = response.interact_pointer_pos();
    if let Some(pointer) = pointer.filter(|_| response.is_pointer_button_down_on()) {
        let held = *scroll.held.get_or_insert(if handle.y_range().contains(pointer.y) {
            pointer.y - handle.top()
        } else {
            length / 2.0
        });
        let part = ((pointer.y - held - track.top()) / free.max(1.0)).clamp(0.0, 1.0);
        scroll.go_to(f64::from(part) * (total - height));
        ui.ctx().request_repaint();
    } else {
        scroll.held = None;
    }
    let theme = page.theme;
    let active = response.hovered() || scroll.held.is_some();
    let (width, color) = if active {
        (7.0, theme.ink_third)
    } else {
        (4.0, theme.line.lerp_to_gamma(theme.ink_third, 0.35))
    };
    let bar = Rect::from_center_size(handle.center(), vec2(width, length));
    ui.painter().rect_filled(bar, width / 2.0, color);
}

//! The list that opens while `[[name]]` or `#tag` is typed in a field for a note: arrow keys choose, `Enter` and `Tab`
//! insert, `Esc` closes it.
//!
//! It never has the keyboard itself: the field keeps it, and the list takes its keys before the field sees them.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Area, EventFilter, Id, Key, Modifiers, Order, Rect, Response, Role, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::sidebar::undo;
use super::theme::Theme;
use super::widgets::{line, line_right, sans};
use crate::app::{Action, Completions, NotesAction};
use crate::store::NamedKind;
use crate::text::{Typing, typing_at};
use crate::worker::Completion;

/// Size of a row (points).
const ROW: f32 = 26.0;
const WIDTH: f32 = 260.0;

/// What only the list cares about.
#[derive(Default)]
pub struct Completing {
    field: Option<Id>,
    typing: Option<Typing>,
    chosen: usize,
    /// A key chose before the answer to what was typed had come.
    early: bool,
    /// Where the rows were drawn last.
    rows: Vec<Rect>,
    /// Closed with `Esc` at this place of the text.
    closed: Option<usize>,
}

impl Completing {
    /// Closes the list; says whether it was open.
    pub fn close(&mut self) -> bool {
        let open = !self.rows.is_empty();
        if let (true, Some(typing)) = (open, &self.typing) {
            self.closed = Some(typing.start);
        }
        self.rows.clear();
        open
    }

    fn is_open(&self, id: Id, offered: &Completions) -> bool {
        let typing = self.typing.as_ref().filter(|_| self.field == Some(id));
        !offered.found.is_empty() && typing.is_some_and(|typing| self.closed != Some(typing.start))
    }

    /// What was chosen with a key or the pointer. A key that comes before the answer to what was typed waits for it.
    fn choose(&mut self, ui: &Ui, offered: &Completions) -> Option<usize> {
        let count = offered.found.len();
        let (steps, accept, pressed) = ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
            let enter = input.consume_key(Modifiers::NONE, Key::Enter) | input.consume_key(Modifiers::NONE, Key::Tab);
            let at = input.pointer.interact_pos().filter(|_| input.pointer.primary_pressed());
            (down + count - up.min(count), enter, at)
        });
        self.chosen = (self.chosen + steps) % count.max(1);
        let row = pressed.and_then(|at| self.rows.iter().position(|row| row.contains(at)));
        self.early |= accept;
        let answered = |typing: &Typing| (&typing.typed, typing.tag) == (&offered.typed, offered.tag);
        let accept = self.early && self.typing.as_ref().is_some_and(answered);
        self.early &= !accept;
        row.or(accept.then_some(self.chosen))
    }
}

/// Adds a field for a note, with the list where something can be completed.
pub fn field(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    build: impl for<'t> FnOnce(&'t mut String) -> TextEdit<'t>,
    (offered, theme): (&Completions, &Theme),
    state: &mut Completing,
    out: &mut Vec<Action>,
) -> Response {
    let mut inserted = false;
    if state.is_open(id, offered)
        && let Some(row) = state.choose(ui, offered)
        && let (Some(typing), Some(completion)) = (state.typing.take(), offered.found.get(row))
    {
        insert(ui, id, text, &typing, completion);
        state.rows.clear();
        inserted = true;
    }
    let mut response = undo::field(ui, build(text).id(id));
    if inserted {
        response.mark_changed();
        response.request_focus();
    }
    if !response.has_focus() {
        if state.field == Some(id) {
            *state = Completing::default();
        }
        return response;
    }
    let typing = caret(ui, id).and_then(|caret| typing_at(text, byte_of(text, caret)));
    if (state.field, &state.typing) != (Some(id), &typing) {
        state.field = Some(id);
        (state.chosen, state.early) = (0, false);
        if let Some(typing) = &typing {
            state.closed = state.closed.filter(|start| *start == typing.start);
            let (typed, tag) = (typing.typed.clone(), typing.tag);
            out.push(Action::Notes(NotesAction::Complete { typed, tag }));
        }
        state.typing = typing;
    }
    if state.is_open(id, offered) {
        list_ui(ui, id, &offered.found, theme, state);
        // Tab chooses and Esc closes the list while it is open: egui is not to take the keyboard away.
        let keys = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keys));
    } else {
        state.rows.clear();
    }
    response
}

/// The caret of a field, in characters.
fn caret(ui: &Ui, id: Id) -> Option<usize> {
    let range = TextEditState::load(ui.ctx(), id)?.cursor.char_range()?;
    range.is_empty().then_some(range.primary.index.0)
}

fn byte_of(text: &str, char: usize) -> usize {
    text.char_indices().nth(char).map_or(text.len(), |(byte, _)| byte)
}

/// Puts what was chosen in the place of what was typed, the brackets closed, and the caret behind it.
fn insert(ui: &Ui, id: Id, text: &mut String, typing: &Typing, completion: &Completion) {
    let start = if typing.tag { typing.start + 1 } else { typing.start };
    let end = start + typing.typed.len();
    let Some(rest) = text.get(end..) else { return };
    let mut new = completion.text().to_owned();
    let mut behind = 0;
    if typing.tag {
        new.push(' ');
    } else if rest.starts_with("]]") {
        behind = 2;
    } else {
        new.push_str("]]");
    }
    let caret = text[..start].chars().count() + new.chars().count() + behind;
    text.replace_range(start..end, &new);
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state
        .cursor
        .set_char_range(Some(CCursorRange::one(CCursor::new(caret))));
    state.store(ui.ctx(), id);
}

fn list_ui(ui: &Ui, id: Id, found: &[Completion], theme: &Theme, state: &mut Completing) {
    // The field tells the input method where its caret is.
    let Some(caret) = ui.ctx().output(|output| output.ime.map(|ime| ime.cursor_rect)) else {
        return;
    };
    let screen = ui.ctx().content_rect();
    #[expect(clippy::cast_precision_loss, reason = "at most eight")]
    let height = found.len() as f32 * ROW + 10.0;
    let below = caret.bottom() + 4.0 + height < screen.bottom();
    let top = if below {
        caret.bottom() + 4.0
    } else {
        caret.top() - 6.0 - height
    };
    let left = caret.left().min(screen.right() - WIDTH - 20.0).max(screen.left() + 4.0);
    let area = Area::new(id.with("completing"))
        .order(Order::Foreground)
        .fixed_pos(pos2(left, top));
    area.show(ui.ctx(), |ui| {
        eframe::egui::Frame::popup(ui.style()).inner_margin(4).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            super::landmarks::region(ui, Role::ListBox, &t!("notes.completions"));
            state.rows.clear();
            for (row, completion) in found.iter().enumerate() {
                let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, ROW), Sense::hover());
                let on = row == state.chosen;
                if on || response.hovered() {
                    let fill = if on { theme.line } else { theme.panel };
                    ui.painter().rect_filled(rect, 5.0, fill);
                }
                let kind = match completion {
                    Completion::Named(named) if named.kind == NamedKind::Article => t!("notes.kind_article"),
                    Completion::Named(_) => t!("notes.kind_term"),
                    Completion::Tag(_) => t!("notes.kind_tag"),
                };
                let inside = rect.shrink2(vec2(8.0, 0.0));
                let taken = line_right(ui, inside, &kind, sans(12.0), theme.ink_second);
                let room = Rect::from_min_max(inside.min, pos2(inside.right() - taken - 8.0, inside.bottom()));
                line(ui, room, completion.text(), sans(13.5), theme.ink);
                let name = completion.text();
                response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, name));
                state.rows.push(rect);
            }
        });
    });
}

//! A note of the list, laid out: measured without being shown, then painted with its widgets where it is in view.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align2, CursorIcon, FontId, Galley, Id, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::list::Page;
use super::menu::{aside_ui, menu_ui};
use super::words::{is_told_once, kind, place, quoted, spoken, title};
use super::{KIND, NARROW, NotesViewState};
use crate::app::{Action, NotesAction, format};
use crate::study::{NoteId, NoteKind, NoteRecord};
use crate::ui::article::paint_note_line;
use crate::ui::markdown_note::{Laid, NoteTexts};
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, serif_bold};
use crate::worker::NoteEntry;

/// Above and below a note (points).
const ABOVE: f32 = 16.0;
const BELOW: f32 = 12.0;
/// Height of a line of the note, of the last line, and of the one with the kind in a narrow column (points).
const ROW: f32 = 21.0;
const LAST: f32 = 20.0;
/// Room for the menu at the right (points).
const MENU: f32 = 34.0;

/// A note at a width.
pub(super) struct LaidRow<'a> {
    title: Arc<Galley>,
    body: Body<'a>,
    sentence: Option<Arc<Galley>>,
    place: Option<Arc<Galley>>,
    left: f32,
    /// With the room around it (points).
    pub height: f32,
}

enum Body<'a> {
    Text(Laid<'a>, Option<Arc<Galley>>),
    /// So high (points).
    Editor(f32),
}

impl Body<'_> {
    fn height(&self) -> f32 {
        match self {
            Body::Text(laid, more) => laid.height + more.as_ref().map_or(0.0, |_| ROW),
            Body::Editor(height) => *height,
        }
    }
}

/// What of a note is drawn how.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// The height of its editor, if it is edited (points).
    pub editor: Option<f32>,
    /// All of it, although it is long.
    pub whole: bool,
}

/// The widget of a note; under several tags the same note is seen several times.
pub(super) fn row_id(note_id: NoteId, nth: usize) -> Id {
    Id::unique(("note row", note_id, nth))
}

impl<'a> LaidRow<'a> {
    pub fn of(ui: &Ui, page: &Page<'_>, entry: &NoteEntry, look: Look, texts: &'a mut NoteTexts) -> Self {
        let (record, theme) = (&entry.record, page.theme);
        let width = page.column.width();
        let narrow = width < NARROW;
        let left = if narrow { 0.0 } else { KIND };
        let room = width - left;
        // A long passage that is told once has its words here, and no others below.
        let (font, rows) = if is_told_once(record) && record.quote.as_ref().is_some_and(|quote| quote.len() > 90) {
            (serif_bold(16.0), 5)
        } else {
            (serif_bold(18.0), 2)
        };
        let title = wrapped(ui, &title(record), font, theme, room - MENU, rows);
        let body = if let Some(height) = look.editor {
            Body::Editor(height)
        } else {
            let text = texts.get(record.note_id, &record.body, look.whole);
            let small = |key: &str, color| {
                let text = t!(key).into_owned();
                ui.painter().layout_no_wrap(text, sans(13.0), color)
            };
            let more = if record.body.trim().is_empty() {
                Some(small("notes.nothing_written", theme.ink_second))
            } else {
                text.cut.then(|| small("notes.more", theme.accent))
            };
            Body::Text(Laid::of(ui, text, theme, room), more)
        };
        let told = record.sentence.as_deref();
        let told = told.filter(|_| record.kind != NoteKind::Article && !is_told_once(record));
        let sentence = told.map(|told| {
            let mut job = quoted(told, record, theme);
            job.wrap.max_width = room;
            ui.painter().layout_job(job)
        });
        let place = place(entry, page).map(|text| wrapped(ui, &text, sans(12.5), theme, room - MENU, 1));
        let gaps = 8.0 + if sentence.is_some() { 6.0 } else { 0.0 };
        let height = ABOVE
            + if narrow { LAST } else { 0.0 }
            + title.size().y
            + body.height()
            + gaps
            + sentence.as_ref().map_or(0.0, |sentence| sentence.size().y)
            + LAST
            + BELOW;
        Self {
            title,
            body,
            sentence,
            place,
            left,
            height: height.round(),
        }
    }

    /// Paints the note from the top of its row on. Gives the place of its editor, if it has one.
    pub fn show(
        self,
        ui: &mut Ui,
        page: &Page<'_>,
        entry: &NoteEntry,
        top: f32,
        (selected, nth, state_whole): (bool, usize, &mut Option<NoteId>),
        out: &mut Vec<Action>,
    ) -> Option<Rect> {
        let (record, theme) = (&entry.record, page.theme);
        let id = row_id(record.note_id, nth);
        let column = page.column;
        let rect = Rect::from_min_size(pos2(column.left(), top), vec2(column.width(), self.height));
        let whole = ui.interact(rect, id, Sense::CLICK);
        let name = spoken(entry, page);
        whole.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
        if whole.clicked() {
            out.push(Action::Notes(NotesAction::Select(Some(record.note_id))));
        }
        if selected {
            let bar = Rect::from_min_max(
                pos2(rect.left() - 12.0, top + 10.0),
                pos2(rect.left() - 9.0, rect.bottom() - 8.0),
            );
            ui.painter().rect_filled(bar, 1.5, theme.accent);
        }
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
        let mut down = top + ABOVE;
        let kind_at = pos2(rect.left(), down + 11.0);
        ui.painter().text(
            kind_at,
            Align2::LEFT_CENTER,
            kind(record.kind),
            sans(12.0),
            theme.ink_second,
        );
        if record.kind == NoteKind::Passage {
            colour_ui(ui, id, record, (kind_at, self.left), theme);
        }
        if self.left < 1.0 {
            down += LAST;
        }
        let left = rect.left() + self.left;
        let title_height = self.title.size().y;
        menu_ui(
            ui,
            page,
            entry,
            pos2(rect.right() - 14.0, down + 12.0),
            (&whole, nth, selected),
            out,
        );
        ui.painter().galley(pos2(left, down), self.title, theme.ink);
        down += title_height + 5.0;
        let body_height = self.body.height();
        let place = Rect::from_min_max(pos2(left, down), pos2(rect.right(), down + body_height));
        let mut editor = None;
        match &self.body {
            Body::Editor(_) => editor = Some(place),
            Body::Text(laid, more) => {
                body_ui(ui, id, (laid, more.as_ref()), place, (page, record), state_whole, out);
            }
        }
        down += body_height;
        if let Some(sentence) = self.sentence {
            down += 6.0;
            let height = sentence.size().y;
            ui.painter().galley(pos2(left, down), sentence, theme.ink_second);
            down += height;
        }
        if let Some(galley) = self.place {
            place_ui(ui, id, galley, pos2(left, down + 4.0), (page, entry), out);
        }
        aside_ui(ui, entry, pos2(rect.right(), down + 13.0), page, out);
        editor
    }
}

/// The colour of a passage with its line, as in the text: below the kind, or beside it in a narrow column.
fn colour_ui(ui: &Ui, id: Id, record: &NoteRecord, (at, left): (Pos2, f32), theme: &Theme) {
    let Some(colour) = record.colour else { return };
    let look = theme.note(Some(colour));
    let shift = if left < 1.0 { vec2(74.0, -8.0) } else { vec2(0.0, 10.0) };
    let rect = Rect::from_min_size(at + shift, vec2(30.0, 16.0));
    ui.painter().rect_filled(rect, 4.0, look.fill);
    let y = rect.bottom() - 4.0;
    let line = [pos2(rect.left() + 4.0, y), pos2(rect.right() - 4.0, y)];
    paint_note_line(ui.painter(), look, line);
    let name = t!(format::note_colour(Some(colour)));
    let response = ui.interact(rect, id.with("colour"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name.as_ref()));
    response.on_hover_text(name.as_ref());
}

/// What the note says; a click on it edits it.
fn body_ui(
    ui: &Ui,
    id: Id,
    (laid, more): (&Laid<'_>, Option<&Arc<Galley>>),
    place: Rect,
    (page, record): (&Page<'_>, &NoteRecord),
    whole: &mut Option<NoteId>,
    out: &mut Vec<Action>,
) {
    let response = ui.interact(place, id.with("body"), Sense::CLICK);
    let empty = record.body.trim().is_empty();
    let says = if empty {
        t!("notes.nothing_written").into_owned()
    } else {
        record.body.clone()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
    laid.show(ui, id.with("text"), place.min, page.theme, out);
    if let Some(more) = more {
        let at = pos2(place.left(), place.top() + laid.height + 2.0);
        let rect = Rect::from_min_size(at, vec2(more.size().x, ROW));
        ui.painter().galley(at, Arc::clone(more), page.theme.accent);
        if !empty {
            let response = ui.interact(rect, id.with("more"), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("notes.more")));
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                *whole = Some(record.note_id);
            }
        }
    }
    if !page.shown.query.trash && response.on_hover_cursor(CursorIcon::Text).clicked() {
        out.push(Action::Notes(NotesAction::Edit(record.note_id)));
    }
}

/// The article's title, which leads to the place.
fn place_ui(
    ui: &Ui,
    id: Id,
    galley: Arc<Galley>,
    at: Pos2,
    (page, entry): (&Page<'_>, &NoteEntry),
    out: &mut Vec<Action>,
) {
    let (record, theme) = (&entry.record, page.theme);
    let leads = record.article.as_ref().is_some_and(|article| article.present);
    let color = if leads { theme.accent } else { theme.ink_second };
    let rect = Rect::from_min_size(at, galley.size());
    let text = galley.text().to_owned();
    ui.painter().galley_with_override_text_color(at, galley, color);
    if !leads {
        return;
    }
    let response = ui.interact(rect, id.with("place"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &text));
    if response.hovered() || response.has_focus() {
        ui.painter()
            .hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.accent));
    }
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        out.push(Action::Notes(NotesAction::Open(record.note_id)));
    }
}

fn wrapped(ui: &Ui, text: &str, font: FontId, theme: &Theme, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    let format = TextFormat {
        line_height: Some((font.size * 1.34).round()),
        ..TextFormat::simple(font, theme.ink)
    };
    job.append(text, 0.0, format);
    job.wrap.max_width = width.max(60.0);
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.painter().layout_job(job)
}

/// A heading between notes.
pub(super) fn heading_ui(ui: &Ui, text: &str, at: Pos2, theme: &Theme) {
    let font = crate::ui::widgets::semibold(12.5);
    let rect = ui
        .painter()
        .text(at + vec2(0.0, 27.0), Align2::LEFT_CENTER, text, font, theme.ink_second);
    let response = ui.interact(rect, Id::unique(("notes heading", text)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

/// Whether a note is the one whose editor is drawn, and how it looks then.
pub(super) fn look(state: &NotesViewState, record: &NoteRecord, edited: Option<NoteId>) -> Look {
    let editor = edited.filter(|note_id| *note_id == record.note_id).map(|note_id| {
        let height = state.editor.filter(|(drawn, _)| *drawn == note_id);
        height.map_or(96.0, |(_, height)| height)
    });
    Look {
        editor,
        whole: state.whole == Some(record.note_id),
    }
}

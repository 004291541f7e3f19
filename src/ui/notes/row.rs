//! A note of the list, laid out: measured without being shown, then painted with its widgets where it is in view.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align2, CursorIcon, FontId, Galley, Id, Popup, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::list::Page;
use super::{KIND, NARROW, NotesViewState};
use crate::app::{Action, NotesAction, format};
use crate::study::{NoteKind, NoteRecord};
use crate::text::ByteRange;
use crate::ui::icons::{self, Icon};
use crate::ui::markdown_note::{Laid, NoteTexts};
use crate::ui::sidebar::sentence_job;
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, serif_bold};
use crate::worker::{NoteEntry, is_lost};

/// Above and below a note (points).
const ABOVE: f32 = 16.0;
const BELOW: f32 = 12.0;
/// Most of a quote that stands as a title (characters).
const TITLE: usize = 90;
/// Height of the last line, and of the one with the kind in a narrow column (points).
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
            Body::Text(laid, more) => laid.height + more.as_ref().map_or(0.0, |_| LAST),
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

impl<'a> LaidRow<'a> {
    pub fn of(ui: &Ui, page: &Page<'_>, entry: &NoteEntry, look: Look, texts: &'a mut NoteTexts) -> Self {
        let (record, theme) = (&entry.record, page.theme);
        let width = page.column.width();
        let narrow = width < NARROW;
        let left = if narrow { 0.0 } else { KIND };
        let room = width - left;
        let title = wrapped(ui, &title(record), serif_bold(18.0), theme, room - MENU, 2);
        let body = match look.editor {
            Some(height) => Body::Editor(height),
            None => {
                let text = texts.get(record.note_id, &record.body, look.whole);
                let more = text.cut.then(|| {
                    let font = sans(12.5);
                    ui.painter()
                        .layout_no_wrap(t!("notes.more").into_owned(), font, theme.accent)
                });
                Body::Text(Laid::of(ui, text, theme, room), more)
            }
        };
        let sentence = record
            .sentence
            .as_deref()
            .filter(|_| record.kind != NoteKind::Article)
            .map(|sentence| {
                let mut job = sentence_job(sentence, quote_in(sentence, record), theme);
                job.wrap.max_width = room;
                ui.painter().layout_job(job)
            });
        let place = place(entry, page).map(|text| wrapped(ui, &text, sans(12.5), theme, room - MENU, 1));
        let gaps = 5.0 + if sentence.is_some() { 6.0 } else { 0.0 };
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
        (selected, state_whole): (bool, &mut Option<crate::study::NoteId>),
        out: &mut Vec<Action>,
    ) -> Option<Rect> {
        let (record, theme) = (&entry.record, page.theme);
        let id = Id::unique(("note row", record.note_id));
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
        let kind_at = pos2(rect.left(), down + 1.0);
        ui.painter().text(
            kind_at,
            Align2::LEFT_TOP,
            kind(record.kind),
            sans(12.0),
            theme.ink_second,
        );
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
            (&whole, selected),
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
            place_ui(ui, id, galley, pos2(left, down + 1.0), (page, entry), out);
        }
        aside_ui(ui, entry, pos2(rect.right(), down + 10.0), page, out);
        editor
    }
}

/// What the note says; a click on it edits it.
fn body_ui(
    ui: &Ui,
    id: Id,
    (laid, more): (&Laid<'_>, Option<&Arc<Galley>>),
    place: Rect,
    (page, record): (&Page<'_>, &NoteRecord),
    whole: &mut Option<crate::study::NoteId>,
    out: &mut Vec<Action>,
) {
    let area = place.with_max_y(place.bottom().max(place.top() + 21.0));
    let response = ui.interact(area, id.with("body"), Sense::CLICK);
    let says = if record.body.trim().is_empty() {
        t!("notes.nothing_written").into_owned()
    } else {
        record.body.clone()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
    laid.show(ui, id.with("text"), place.min, page.theme, out);
    if let Some(more) = more {
        let at = pos2(place.left(), place.top() + laid.height);
        let rect = Rect::from_min_size(at, vec2(more.size().x, LAST));
        let response = ui.interact(rect, id.with("more"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("notes.more")));
        ui.painter().galley(at, Arc::clone(more), page.theme.accent);
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            *whole = Some(record.note_id);
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

/// At the right of the last line: whether it comes up in review; of a deleted note, the way back.
fn aside_ui(ui: &mut Ui, entry: &NoteEntry, right: Pos2, page: &Page<'_>, out: &mut Vec<Action>) {
    let theme = page.theme;
    if entry.deleted_at.is_some() {
        let rect = Rect::from_min_max(right - vec2(90.0, 13.0), right + vec2(0.0, 13.0));
        let button = eframe::egui::Button::new(eframe::egui::RichText::new(t!("notes.restore")).font(sans(12.5)));
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
fn menu_ui(
    ui: &Ui,
    page: &Page<'_>,
    entry: &NoteEntry,
    center: Pos2,
    (row, selected): (&eframe::egui::Response, bool),
    out: &mut Vec<Action>,
) {
    if page.shown.query.trash {
        return;
    }
    let theme = page.theme;
    let id = Id::unique(("note menu", entry.record.note_id));
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
            if ui.add(eframe::egui::Button::new(text).shortcut_text(key)).clicked() {
                out.push(Action::Notes(NotesAction::Select(Some(note_id))));
                out.push(Action::Notes(action));
                ui.close();
            }
        }
    };
    Popup::menu(&response).show(|ui| items(ui, out));
    row.context_menu(|ui| items(ui, out));
}

/// What a note is called in the list.
pub(super) fn title(record: &NoteRecord) -> String {
    let of_article = || record.article.as_ref().map(|article| article.title.clone());
    let quote = || {
        let quote = record.quote.as_deref()?;
        let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_matches(['“', '”', '"']);
        Some(t!("notes.quoted", quote = format::shortened(words, TITLE)).into_owned())
    };
    let title = match record.kind {
        NoteKind::Term => record.term.as_ref().map(|term| term.headword.clone()),
        NoteKind::Passage => quote(),
        NoteKind::Article => of_article(),
    };
    title.or_else(quote).or_else(of_article).unwrap_or_default()
}

/// The kind of a note, in a word.
pub(super) fn kind(kind: NoteKind) -> String {
    match kind {
        NoteKind::Term => t!("notes.kind_term"),
        NoteKind::Passage => t!("notes.kind_passage"),
        NoteKind::Article => t!("notes.kind_article"),
    }
    .into_owned()
}

/// What a screen reader says of a note before it reads it.
fn spoken(entry: &NoteEntry, page: &Page<'_>) -> String {
    let day = format::date(entry.day, page.shown.today);
    format!("{}, {}, {day}", title(&entry.record), kind(entry.record.kind))
}

/// The last line: where the note was written, and what became of the place.
fn place(entry: &NoteEntry, page: &Page<'_>) -> Option<String> {
    let record = &entry.record;
    let zone = page.model.zone();
    if let Some(deleted_at) = entry.deleted_at {
        let day = format::day(deleted_at, format::now_ms(), &zone);
        return Some(t!("notes.deleted_on", day = day).into_owned());
    }
    let article = record.article.as_ref()?;
    let title = format::shortened(&article.title, 60);
    Some(if !article.present {
        t!("notes.of_deleted", title = title).into_owned()
    } else if is_lost(record) {
        t!("notes.lost_place", title = title).into_owned()
    } else {
        t!("notes.place", title = title).into_owned()
    })
}

/// Where the quote stands in its sentence.
fn quote_in(sentence: &str, record: &NoteRecord) -> ByteRange {
    let quote = record.quote.as_deref().filter(|_| record.kind == NoteKind::Term);
    let at = quote.and_then(|quote| Some((sentence.find(quote)?, quote.len())));
    let (start, length) = at.unwrap_or_default();
    let byte = |byte: usize| u32::try_from(byte).unwrap_or(0);
    ByteRange::new(byte(start), byte(start + length))
}

fn wrapped(ui: &Ui, text: &str, font: FontId, theme: &Theme, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.append(text, 0.0, TextFormat::simple(font, theme.ink));
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
pub(super) fn look(state: &NotesViewState, record: &NoteRecord, edited: Option<crate::study::NoteId>) -> Look {
    let editor = edited.filter(|note_id| *note_id == record.note_id).map(|note_id| {
        let height = state.editor.filter(|(drawn, _)| *drawn == note_id);
        height.map_or(96.0, |(_, height)| height)
    });
    Look {
        editor,
        whole: state.whole == Some(record.note_id),
    }
}

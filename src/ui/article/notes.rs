//! Notes on the page: passages tinted and underlined, marks in the margin, and what the pointer learns of them.
//!
//! A tint hugs the text as those of words do, and the line under it has a style of its own for each colour. Where
//! passages overlap their lines lie below each other. The mark in the margin is a button for every hand and ear.

use std::sync::Arc;

use eframe::egui::{
    self, Painter, Pos2, Rect, Response, RichText, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::desk::{Desk, Hover};
use super::hit::RowBox;
use super::layout::Part;
use super::paint::{Print, text_box};
use super::pieces;
use super::scroll::Visible;
use crate::app::{Action, NoteAction, PageNote, format};
use crate::study::NoteColour;
use crate::text::{ByteRange, Place};
use crate::ui::markdown_note::{Laid, NoteText};
use crate::ui::theme::{LineStyle, NoteLook, Theme};
use crate::ui::widgets::{focus_ring, sans};

/// From the column to the marks (points).
const GAP: f32 = 12.0;
/// Side of a mark (points).
const SIDE: f32 = 14.0;
/// From a line under a passage to the next one (points).
const LANE: f32 = 3.5;
/// Width of what is shown of a note under the pointer (points).
const BUBBLE: f32 = 300.0;
/// So many characters of a note are shown there.
const SHOWN: usize = 600;
/// So many characters name a mark.
const NAMED_BY: usize = 80;

/// What a note has of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoteRange {
    pub range: ByteRange,
    pub colour: Option<NoteColour>,
    pub lane: u8,
    /// How many lanes the block has.
    pub lanes: u8,
}

impl Print<'_> {
    /// The tints of notes within a part, behind its text.
    pub fn note_tints(&self, part: &Part, notes: &[NoteRange]) {
        let origin = self.origin + part.at;
        for note in notes {
            let fill = self.page.theme.note(note.colour).fill;
            part.boxes(note.range, |row| {
                let rect = text_box(row, part, origin);
                let rect = rect.with_max_y(line_at(row, part, origin, note));
                self.painter.rect_filled(rect, 2.0, fill);
            });
        }
    }

    /// The lines of notes within a part, under its text.
    pub fn note_lines(&self, part: &Part, notes: &[NoteRange]) {
        let origin = self.origin + part.at;
        for note in notes {
            let look = self.page.theme.note(note.colour);
            part.boxes(note.range, |row| {
                let rect = text_box(row, part, origin);
                let y = line_at(row, part, origin, note);
                paint_line(self.painter, look, [pos2(rect.left(), y), pos2(rect.right(), y)]);
            });
        }
    }
}

/// Where the line of a note lies under a row; never in the row below. Where the row is too low for all lanes under the
/// text, the upper ones move up.
fn line_at(row: RowBox, part: &Part, origin: Pos2, note: &NoteRange) -> f32 {
    let under = origin.y + row.baseline + 0.25 * part.size + 2.5;
    let last = origin.y + row.bottom - 0.5;
    let below = note.lanes.saturating_sub(note.lane + 1);
    (under + f32::from(note.lane) * LANE)
        .min(last - f32::from(below) * LANE)
        .round()
}

/// Draws the line of a note.
pub fn paint_line(painter: &Painter, look: NoteLook, line: [Pos2; 2]) {
    let [from, to] = line;
    let stroke = Stroke::new(1.5, look.line);
    match look.style {
        LineStyle::Solid => {
            painter.line_segment(line, stroke);
        }
        LineStyle::Dashed => painter.extend(Shape::dashed_line(&line, Stroke::new(2.0, look.line), 9.0, 4.0)),
        LineStyle::DashDotted => painter.extend(Shape::dashed_line_with_offset(
            &line,
            Stroke::new(2.0, look.line),
            &[8.0, 2.0],
            &[3.0, 3.0],
            0.0,
        )),
        LineStyle::Double => {
            for y in [-1.0, 1.5] {
                painter.line_segment([from + vec2(0.0, y), to + vec2(0.0, y)], Stroke::new(1.0, look.line));
            }
        }
        LineStyle::Waved => {
            const STEP: f32 = 3.0;
            let mut points = Vec::new();
            let (mut x, mut up) = (from.x, false);
            while x < to.x {
                points.push(pos2(x, from.y + if up { -1.25 } else { 1.25 }));
                (x, up) = (x + STEP, !up);
            }
            painter.line(points, Stroke::new(1.3, look.line));
        }
    }
}

impl Desk<'_> {
    /// What the notes have of a block.
    pub fn notes_of(&self, block: u32, length: usize) -> Vec<NoteRange> {
        let notes = &self.page.reading.notes;
        let lanes = notes.in_block(block).map(|found| found.lane + 1).max().unwrap_or(1);
        let range = |found: &PageNote| {
            Some(NoteRange {
                range: found.place?.in_block(block, pieces::byte(length))?,
                colour: found.note.colour,
                lane: found.lane,
                lanes,
            })
        };
        notes.in_block(block).filter_map(range).collect()
    }

    /// Draws the marks in the margin, each beside the line in which its passage begins.
    pub fn notes_ui(&self, ui: &Ui, out: &mut Vec<Action>) {
        let reading = self.page.reading;
        let mut lowest = f32::NEG_INFINITY;
        for visible in self.seen {
            for found in reading.notes.in_block(visible.piece.block) {
                let Some(middle) = self.begins_at(visible, found) else {
                    continue;
                };
                // Several in one line stand below each other.
                let middle = middle.max(lowest + SIDE + 3.0);
                let right = self.left + self.page.column;
                let gap = GAP.min((self.view.right() - right - SIDE - 1.0).max(1.0));
                let place = Rect::from_center_size(pos2(right + gap + SIDE / 2.0, middle), vec2(SIDE, SIDE));
                if self.view.contains(place.center()) {
                    lowest = middle;
                    self.mark_ui(ui, found, place, out);
                }
            }
        }
    }

    /// The middle of the row in which a note begins, if that is in a piece.
    fn begins_at(&self, visible: &Visible, found: &PageNote) -> Option<f32> {
        let Place { block, byte } = found.place?.start;
        let piece = visible.piece;
        let here = piece.block == block && (piece.range.contains(byte) || piece.range.start == byte);
        here.then(|| {
            let (top, bottom) = visible.laid.row_of(byte);
            self.rect(visible).top() + f32::midpoint(top, bottom)
        })
    }

    fn mark_ui(&self, ui: &Ui, found: &PageNote, place: Rect, out: &mut Vec<Action>) {
        let (theme, note) = (self.page.theme, &found.note);
        let id = ui.scope_id().with(("note", note.note_id));
        let response = ui.interact(place.expand(3.0), id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, mark_name(found)));
        let look = theme.note(note.colour);
        paint_mark(
            ui.painter(),
            theme,
            look,
            (place, response.hovered()),
            note.body.is_empty(),
        );
        focus_ring(ui, theme, &response, place.expand(3.0));
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        let response = response.on_hover_ui(|ui| bubble_ui(ui, theme, found));
        if response.clicked() {
            out.push(Action::Note(NoteAction::Open(note.note_id)));
        }
    }

    /// The note on what the pointer is over.
    pub fn note_under(&self, hover: Option<Hover>) -> Option<&PageNote> {
        let Hover { block, byte, .. } = hover?;
        self.page.reading.notes.at(Place { block, byte })
    }

    /// Shows the words of the note on what the pointer rests on.
    pub fn hover_note(&self, response: &Response, hover: Option<Hover>) {
        // One whose passage is selected stands in its card already, where it may be being written.
        let passage = self.page.reading.passage;
        let in_card = |found: &&PageNote| passage.is_some() && found.place == passage;
        let found = self.note_under(hover).filter(|found| !found.note.body.is_empty());
        let found = found.filter(|found| !in_card(found));
        if let Some(found) = found {
            let theme = self.page.theme;
            response
                .clone()
                .on_hover_ui_at_pointer(|ui| bubble_ui(ui, theme, found));
        }
    }
}

/// What a mark is called: by its note's words, else by those of the passage.
fn mark_name(found: &PageNote) -> String {
    let line = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        format::shortened(&words, NAMED_BY).into_owned()
    };
    if found.note.body.is_empty() {
        let quote = found.note.quote.as_deref().unwrap_or_default();
        t!("note.mark_plain", text = line(quote)).into_owned()
    } else {
        t!("note.mark", text = line(&found.note.body)).into_owned()
    }
}

/// A leaf with lines for what has words, a bare bar for a highlight.
fn paint_mark(painter: &Painter, theme: &Theme, look: NoteLook, (place, hovered): (Rect, bool), bare: bool) {
    let line = if hovered { theme.ink } else { look.line };
    if bare {
        let bar = Rect::from_center_size(place.center(), vec2(4.0, SIDE));
        painter.rect_filled(bar, 2.0, line);
        return;
    }
    painter.rect(place, 3.0, look.fill, Stroke::new(1.5, line), StrokeKind::Inside);
    for (y, width) in [(4.5, 6.0), (7.0, 6.0), (9.5, 3.5)] {
        let from = place.min + vec2(4.0, y);
        painter.hline(from.x..=from.x + width, from.y, Stroke::new(1.0, line));
    }
}

/// What a note says, as it is meant; of a highlight, that it is one.
fn bubble_ui(ui: &mut Ui, theme: &Theme, found: &PageNote) {
    ui.set_max_width(BUBBLE);
    if found.note.body.is_empty() {
        ui.label(RichText::new(mark_name(found)).font(sans(13.5)).color(theme.ink));
        return;
    }
    let body = format::shortened(&found.note.body, SHOWN);
    let text = parsed(ui, &body);
    let laid = Laid::of(ui, &text, theme, BUBBLE);
    let (rect, response) = ui.allocate_exact_size(vec2(laid.used.min(BUBBLE), laid.height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.plain()));
    laid.paint(ui.painter(), rect.min, theme);
}

/// The note under the pointer is parsed once, not in every frame.
fn parsed(ui: &Ui, body: &str) -> Arc<NoteText> {
    type Kept = (String, Arc<NoteText>);
    let id = egui::Id::unique("note under the pointer");
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some((_, text)) = kept.filter(|(said, _)| said == body) {
        return text;
    }
    let text = Arc::new(NoteText::of(body, true));
    ui.data_mut(|data| data.insert_temp::<Kept>(id, (body.to_owned(), Arc::clone(&text))));
    text
}

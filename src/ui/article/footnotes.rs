//! Footnotes: the number shows its note where one reads, and the note knows the way back.
//!
//! Under the pointer a number shows its note for as long as it is there; a click, or the key, pins it. The note is set
//! with the page's own means, so that its words have their colours.

mod places;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Area, Button, CursorIcon, Id, Key, Modifiers, Order, Rect, Response, RichText, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

pub(super) use self::places::{Reference, reference_at};
use self::places::{back_sign, next_reference, note_of, number_of, rect_of, references, text_of};
use super::desk::Desk;
use super::faces::{Face, Faces};
use super::layout::Page;
use super::paint::{Marks, Print};
use super::pieces::{Piece, byte_range};
use super::scroll::{Scroll, Sheet, Visible};
use crate::app::Reading;
use crate::text::{ByteRange, Place};
use crate::ui::widgets::sans;

/// Width of a note that is shown (points).
const WIDTH: f32 = 400.0;
/// Of a note no more is shown than this (points).
const HEIGHT: f32 = 220.0;
/// So far a key scrolls it (points).
const LINE: f32 = 24.0;
/// A block of a note is laid out in pieces of so many bytes.
const PIECE: usize = 2_000;
/// Room around it (points).
const PAD: f32 = 14.0;
/// How far the pointer may stray from number and note (points).
const REACH: f32 = 10.0;

/// The note that is shown.
#[derive(Clone, Copy, Debug)]
struct Shown {
    reference: Reference,
    pinned: bool,
}

/// What the page has to do for a footnote.
pub(super) enum Turn {
    /// Bring its number into view: the note is shown there.
    Show(Reference),
    /// Go to a range, to be flashed.
    Go(u32, ByteRange),
}

impl Turn {
    /// Takes the page there. Returns what is to be in view.
    pub fn follow(&self, scroll: &mut Scroll, sheet: &mut Sheet<'_>) -> (u32, ByteRange) {
        match *self {
            Self::Show(Reference { block, range, .. }) => {
                scroll.reveal(sheet, block, range, true);
                (block, range)
            }
            Self::Go(block, range) => {
                scroll.go_to(sheet, block, range);
                (block, range)
            }
        }
    }

    /// Whether it flashes there.
    pub const fn flashes(&self) -> bool {
        matches!(self, Self::Go(..))
    }
}

/// What the page knows of its footnotes between frames.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    shown: Option<Shown>,
    /// Where the note is drawn.
    rect: Option<Rect>,
    /// How far it is scrolled (points), and how far it can be, as far as that is known.
    scrolled: (f32, f32),
    /// The key was pressed.
    asked: bool,
    /// Where the page should go.
    go: Option<(u32, ByteRange)>,
    /// From which number one went to its note.
    came_from: Option<Reference>,
    /// The first and the last block in view.
    in_view: (u32, u32),
}

impl Footnotes {
    /// Shows the next footnote, or goes back from the one that is read.
    pub fn ask(&mut self) {
        self.asked = true;
    }

    /// Whether a note is pinned, and takes `Enter` and `Esc`.
    pub const fn is_pinned(&self) -> bool {
        matches!(self.shown, Some(Shown { pinned: true, .. }))
    }

    /// Puts the note away. Returns whether one was pinned.
    pub fn close(&mut self) -> bool {
        let pinned = self.is_pinned();
        self.shown = None;
        pinned
    }

    /// Pins the note of a reference, if there is one: it is drawn in this frame.
    pub fn pin(&mut self, reference: Option<Reference>) {
        if let Some(reference) = reference {
            if self.shown.is_none_or(|shown| shown.reference != reference) {
                self.scrolled = (0.0, 0.0);
            }
            self.shown = Some(Shown {
                reference,
                pinned: true,
            });
        }
    }

    /// Scrolls a note that is longer than its frame: with the wheel over it, and with keys while it is pinned.
    fn scroll(&mut self, ui: &Ui) {
        let (at, most) = self.scrolled;
        if self.shown.is_none() || most <= 0.0 {
            return;
        }
        let over = ui.input(|input| input.pointer.latest_pos());
        let over = over.zip(self.rect).is_some_and(|(at, rect)| rect.contains(at));
        let keys = self.is_pinned() && ui.memory(|memory| memory.has_focus(super::page_id()));
        let by = ui.input_mut(|input| {
            let wheel = if over {
                std::mem::take(&mut input.smooth_scroll_delta.y)
            } else {
                0.0
            };
            let mut by = -wheel;
            let steps = [
                (Key::ArrowDown, LINE),
                (Key::ArrowUp, -LINE),
                (Key::PageDown, HEIGHT),
                (Key::PageUp, -HEIGHT),
            ];
            for (key, points) in steps {
                if keys && input.consume_key(Modifiers::NONE, key) {
                    by += points;
                }
            }
            by
        });
        self.scrolled.0 = (at + by).clamp(0.0, most);
    }

    /// What key and button ask for.
    pub fn turn(&mut self, ui: &Ui, reading: &Reading, first: Place) -> Option<Turn> {
        self.scroll(ui);
        let enter = |ui: &Ui| ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if self.is_pinned() && ui.memory(|memory| memory.has_focus(super::page_id())) && enter(ui) {
            self.go_to_note(reading);
        }
        if let Some((block, range)) = self.go.take() {
            self.shown = None;
            return Some(Turn::Go(block, range));
        }
        if !std::mem::take(&mut self.asked) {
            return None;
        }
        let pinned = self.shown.filter(|shown| shown.pinned).map(|shown| shown.reference);
        // From the note to which one has gone, or in which one reads, it leads back.
        let gone_to = self.came_from.map(|came| came.number).filter(|number| {
            let note = note_of(reading, *number);
            pinned.is_none() && note.is_some_and(|note| self.in_view.0 <= note && note <= self.in_view.1)
        });
        let selected = reading
            .selection
            .map(|selection| (selection.block, selection.range.end));
        let (block, byte) = match pinned {
            Some(reference) => (reference.block, reference.range.end),
            None => selected.unwrap_or((first.block, first.byte)),
        };
        let within = || reading.article.block(block).and_then(number_of);
        if let Some(back) = gone_to
            .or_else(within)
            .and_then(|number| self.way_back(reading, number))
        {
            self.came_from = None;
            return Some(Turn::Go(back.block, back.range));
        }
        let reference = next_reference(reading, Place { block, byte })?;
        self.pin(Some(reference));
        Some(Turn::Show(reference))
    }

    fn go_to_note(&mut self, reading: &Reading) {
        let Some(Shown { reference, .. }) = self.shown.take() else {
            return;
        };
        self.came_from = Some(reference);
        self.go = note_of(reading, reference.number).map(|note| {
            let text = reading.article.block(note).map_or(0, |block| block.text.len());
            (note, byte_range(0, text))
        });
    }

    /// Where the number stands from which one came, else the first of its kind.
    fn way_back(&self, reading: &Reading, number: u32) -> Option<Reference> {
        let of_note = |reference: &Reference| reference.number == number;
        self.came_from
            .filter(of_note)
            .or_else(|| references(reading, 0).find(of_note))
    }

    /// Follows the pointer: over a number, over the note, over the sign that leads back.
    pub fn point(&mut self, ui: &Ui, desk: &Desk<'_>, over: Option<Reference>, response: &Response) {
        let block = |visible: Option<&Visible>| visible.map_or(0, |visible| visible.piece.block);
        self.in_view = (block(desk.seen.first()), block(desk.seen.last()));
        if let Some(reference) = over {
            ui.set_cursor_icon(CursorIcon::PointingHand);
            if self
                .shown
                .is_none_or(|shown| shown.reference != reference && !shown.pinned)
            {
                self.shown = Some(Shown {
                    reference,
                    pinned: false,
                });
                self.rect = None;
                self.scrolled = (0.0, 0.0);
            }
        } else if let Some(shown) = self.shown {
            let number = rect_of(desk, shown.reference);
            // Over the note it is not over the page.
            let at = ui.input(|input| input.pointer.latest_pos());
            let near = |rect: Option<Rect>| rect.zip(at).is_some_and(|(rect, at)| rect.expand(REACH).contains(at));
            let elsewhere = ui.input(|input| input.pointer.any_pressed()) && !near(self.rect);
            if elsewhere || (!shown.pinned && !near(self.rect) && !near(number)) {
                self.shown = None;
            }
        }
        let pointer = response.hover_pos().filter(|_| response.contains_pointer());
        let sign = pointer.and_then(|at| {
            let mut signs = desk.seen.iter().filter_map(|visible| back_sign(desk, visible));
            signs.find(|(_, rect)| rect.expand(3.0).contains(at))
        });
        if let Some((number, _)) = sign {
            ui.set_cursor_icon(CursorIcon::PointingHand);
            if ui.input(|input| input.pointer.primary_clicked()) {
                let back = self.way_back(desk.page.reading, number);
                self.go = back.map(|back| (back.block, back.range));
                ui.ctx().request_repaint();
            }
        }
    }

    /// Draws the note that is shown, and the signs that lead back.
    pub fn paint(&mut self, ui: &Ui, desk: &Desk<'_>, faces: &mut Faces) {
        signs(ui, desk, faces);
        let Some(shown) = self.shown else {
            self.rect = None;
            return;
        };
        let Some((at, note)) = rect_of(desk, shown.reference).zip(note_of(desk.page.reading, shown.reference.number))
        else {
            return;
        };
        let width = WIDTH.min(desk.view.width() - 24.0);
        let page = Page {
            column: width - 2.0 * PAD,
            ..desk.page
        };
        let blocks = set(ui, page, faces, note, self.scrolled.0 + 2.0 * HEIGHT);
        let button = if shown.pinned { 34.0 } else { 0.0 };
        let whole = blocks.last().map_or(0.0, |last| last.top + last.laid.height);
        // Below the number, or above it where there is more room; never beyond the page.
        let (under, over) = (desk.view.bottom() - at.bottom(), at.top() - desk.view.top());
        let room = under.max(over) - 16.0 - 2.0 * PAD - button;
        let height = whole.min(HEIGHT).min(room.max(page.em()));
        let size = vec2(width, height + 2.0 * PAD + button);
        let left = (at.center().x - 0.3 * width).clamp(desk.view.left() + 12.0, desk.view.right() - 12.0 - width);
        let below = size.y + 16.0 <= under || under >= over;
        let top = if below {
            at.bottom() + 8.0
        } else {
            at.top() - 8.0 - size.y
        };
        let rect = Rect::from_min_size(pos2(left.round(), top.round()), size);
        self.rect = Some(rect);
        let most = (whole - height).max(0.0);
        self.scrolled = (self.scrolled.0.min(most), most);
        let down = self.scrolled.0.round();
        let area = Area::new(Id::unique("footnote"))
            .order(Order::Foreground)
            .fixed_pos(rect.min)
            .constrain(false)
            // What lies below it is not meant by a pointer that is on the note.
            .interactable(true);
        let mut go = false;
        area.show(ui.ctx(), |ui| {
            let (_, response) = ui.allocate_exact_size(size, Sense::hover());
            let text: Vec<&str> = blocks.iter().map(|visible| text_of(page, visible)).collect();
            let label = t!("footnote.label", number = shown.reference.number, text = text.join(" "));
            response.widget_info(|| WidgetInfo::labeled(Role::Note, true, label.as_ref()));
            let visuals = &ui.style().visuals;
            ui.painter().add(visuals.popup_shadow.as_shape(rect, 9));
            ui.painter().rect(
                rect,
                9.0,
                page.theme.paper,
                visuals.window_stroke,
                egui::StrokeKind::Inside,
            );
            let inner = Rect::from_min_size(rect.min + vec2(PAD, PAD), vec2(page.column, height));
            let painter = ui.painter_at(inner);
            for visible in &blocks {
                let Some(block) = page.reading.article.block(visible.piece.block) else {
                    continue;
                };
                let origin = inner.min + vec2(0.0, visible.top - down);
                Print {
                    painter: &painter,
                    page,
                    block,
                    visible,
                    origin,
                }
                .paint(Marks::default());
            }
            if most > 0.0 {
                // A thin bar tells that there is more, and how much.
                let track = rect.right() - 5.0;
                let (top, share) = (inner.top() + height * down / whole, height * height / whole);
                let bar = Stroke::new(3.0, page.theme.ink_third.gamma_multiply(0.6));
                ui.painter().vline(track, top..=top + share.max(12.0), bar);
            }
            if shown.pinned {
                let row = Rect::from_min_max(pos2(inner.left(), inner.bottom() + 8.0), rect.max - vec2(PAD, 8.0));
                let mut row = ui.new_child(egui::UiBuilder::new().max_rect(row));
                let text = RichText::new(t!("footnote.go")).font(sans(12.5));
                let button = Button::new(text).shortcut_text(RichText::new("Enter").font(sans(11.5)));
                go = row.add(button).clicked();
            }
        });
        if go {
            self.go_to_note(desk.page.reading);
            ui.ctx().request_repaint();
        }
    }
}

/// The blocks of a note, set one below the other, down to a depth (points).
fn set(ui: &Ui, page: Page<'_>, faces: &mut Faces, note: u32, depth: f32) -> Vec<Visible> {
    let blocks = &page.reading.article.blocks;
    let number = blocks.get(note as usize).and_then(number_of);
    let mut set = Vec::new();
    let mut top = 0.0;
    for (block, at) in blocks.iter().skip(note as usize).zip(note..) {
        if number_of(block) != number {
            break;
        }
        let mut start = 0;
        while top <= depth {
            let end = block.text.floor_char_boundary(start + PIECE);
            // A line is not broken for the cut's sake where there is a sentence to cut behind.
            let end = match block.text[start..end].rfind(". ").filter(|_| end < block.text.len()) {
                Some(stop) => start + stop + 2,
                None => end,
            };
            let piece = Piece {
                block: at,
                range: byte_range(start, end),
                cut: end < block.text.len(),
                narrower: 0,
            };
            let mut laid = page.lay_out(ui, faces, piece);
            laid.room.footnotes_begin = false;
            if set.is_empty() {
                top -= laid.room.gap;
            }
            let height = laid.height;
            set.push(Visible { piece, top, laid });
            top += height;
            start = end;
            if start >= block.text.len() {
                break;
            }
        }
        if top > depth {
            break;
        }
    }
    set
}

fn signs(ui: &Ui, desk: &Desk<'_>, faces: &Faces) {
    let painter = ui.painter_at(desk.view);
    let pointer = ui.input(|input| input.pointer.hover_pos());
    for (number, rect) in desk.seen.iter().filter_map(|visible| back_sign(desk, visible)) {
        let font = faces.font(Face::Sans, 0.85 * rect.height());
        let theme = desk.page.theme;
        let over = pointer.is_some_and(|at| rect.expand(3.0).contains(at));
        if over {
            painter.rect_filled(rect.expand(2.0), 4.0, theme.line);
        }
        let mut job = LayoutJob::single_section("↩".to_owned(), TextFormat::simple(font, theme.accent));
        job.wrap.max_width = f32::INFINITY;
        let galley = painter.layout_job(job);
        painter.galley(rect.center() - 0.5 * galley.size(), galley, theme.accent);
        let id = super::page_id().with(("back", number));
        if ui.ctx().accesskit_node_builder(id, |_| ()).is_some() {
            ui.interact(rect, id, Sense::hover())
                .widget_info(|| WidgetInfo::labeled(Role::Link, true, t!("footnote.back", number = number)));
        }
    }
}

//! The desk: the pieces in view as they lie on the screen, under the pointer and under the painter.

use eframe::egui::{CursorIcon, Pos2, Rect, Response, Ui, pos2, vec2};

use super::keys::unit_at;
use super::layout::Page;
use super::links;
use super::paint::{Marks, Print};
use super::scroll::Visible;
use crate::app::{Action, Selection};
use crate::text::{ByteRange, Marker};

/// What the pointer is over.
#[derive(Clone, Copy)]
pub(super) struct Hover {
    block: u32,
    byte: u32,
    /// The word there, if there is one.
    unit: Option<Selection>,
}

/// The pieces in view, and where on the screen they lie.
pub(super) struct Desk<'a> {
    pub page: Page<'a>,
    /// The view, on the screen.
    pub view: Rect,
    /// The left edge of the column, on the screen.
    pub left: f32,
    pub seen: &'a [Visible],
}

impl Desk<'_> {
    /// Where a piece lies on the screen; on whole points, so that everything in it does.
    pub fn rect(&self, visible: &Visible) -> Rect {
        let top = (self.view.top() + visible.top).round();
        Rect::from_min_size(pos2(self.left, top), vec2(self.page.column, visible.laid.covers))
    }

    /// What the pointer is over.
    pub fn hover(&self, ui: &Ui, response: &Response) -> Option<Hover> {
        let pointer = response.hover_pos().filter(|_| response.contains_pointer())?;
        let hover = self.at(pointer)?;
        if hover.unit.is_some() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        Some(hover)
    }

    fn at(&self, pointer: Pos2) -> Option<Hover> {
        // The pictures of a row lie beside each other.
        let mut here = self
            .seen
            .iter()
            .filter(|visible| self.rect(visible).y_range().contains(pointer.y));
        let (block, byte) = here.find_map(|visible| {
            if self.window_of(visible).is_some_and(|window| !window.contains(pointer)) {
                return None;
            }
            let from_piece = pointer - self.rect(visible).min;
            let mut parts = visible.laid.parts.iter();
            let byte = parts.find_map(|part| part.byte_at(from_piece - part.at))?;
            Some((visible.piece.block, byte))
        })?;
        let token = self.page.reading.article.block(block)?.token_at(byte);
        Some(Hover {
            block,
            byte,
            unit: token.and_then(|token| unit_at(self.page.reading, block, token)),
        })
    }

    /// Selects what was clicked. Returns the block of a footnote whose number was clicked.
    pub fn click(&self, ui: &Ui, response: &Response, hover: Option<Hover>, out: &mut Vec<Action>) -> Option<u32> {
        // A focused widget is also "clicked" by keys; those are not ours.
        if !response.clicked() || !ui.input(|input| input.pointer.primary_clicked()) {
            return None;
        }
        response.request_focus();
        let link = hover.and_then(|hover| links::at(self.page.reading, hover.block, hover.byte));
        match link {
            Some(address) if links::footnote(address).is_some() => {
                let marker = links::footnote(address).map(Marker::Footnote);
                let found = self
                    .page
                    .reading
                    .article
                    .blocks
                    .iter()
                    .position(|block| block.marker == marker);
                found.and_then(|block| u32::try_from(block).ok())
            }
            Some(address) if ui.input(|input| input.modifiers.command) => {
                let text = hover.map(|hover| links::text(self.page.reading, hover.block, hover.byte));
                out.push(Action::OpenLink {
                    address: address.to_owned(),
                    text: text.unwrap_or_default(),
                });
                None
            }
            _ => {
                out.push(Action::Select(hover.and_then(|hover| hover.unit)));
                None
            }
        }
    }

    /// Selects a phrase while the pointer is dragged over its words; `from` is the word where that began.
    pub fn drag(&self, response: &Response, from: &mut Option<Selection>, out: &mut Vec<Action>) {
        if response.drag_started() {
            let pressed = response.ctx.input(|input| input.pointer.press_origin());
            *from = pressed
                .and_then(|pressed| self.at(pressed))
                .and_then(|hover| hover.unit);
            response.request_focus();
        }
        if !response.dragged() {
            *from = None;
        }
        let pointer = response.interact_pointer_pos();
        let to = pointer
            .and_then(|pointer| self.at(pointer))
            .and_then(|hover| hover.unit);
        let Some((from, to)) = from.zip(to).filter(|(from, to)| from.block == to.block) else {
            return;
        };
        let range = ByteRange::new(from.range.start.min(to.range.start), from.range.end.max(to.range.end));
        let selection = Some(Selection {
            block: from.block,
            range,
        });
        if selection != self.page.reading.selection {
            out.push(Action::Select(selection));
        }
    }

    /// Paints all pieces, and the address of the link under the pointer.
    pub fn paint(&self, ui: &Ui, hover: Option<Hover>, flash: Option<(u32, ByteRange, f32)>) {
        let painter = ui.painter_at(self.view);
        let reading = self.page.reading;
        for visible in self.seen {
            let number = visible.piece.block;
            let Some(block) = reading.article.block(number) else {
                continue;
            };
            let of_block = |selection: &Selection| selection.block == number;
            let marks = Marks {
                selection: reading.selection.filter(of_block).map(|selection| selection.range),
                hover: hover
                    .and_then(|hover| hover.unit)
                    .filter(of_block)
                    .map(|unit| unit.range),
                flash: flash
                    .filter(|(block, ..)| *block == number)
                    .map(|(_, range, strength)| (range, strength)),
            };
            let origin = self.rect(visible).min;
            let clip = self
                .window_of(visible)
                .map_or(self.view, |window| window.intersect(self.view));
            Print {
                painter: &painter.with_clip_rect(clip),
                page: self.page,
                block,
                visible,
                origin,
            }
            .paint(marks);
        }
        if let Some(address) = hover.and_then(|hover| links::at(reading, hover.block, hover.byte)) {
            links::show_address(&painter, self.page.theme, self.view, address);
        }
    }
}

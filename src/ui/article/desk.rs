//! The desk: the pieces in view as they lie on the screen, under the pointer and under the painter.

use eframe::egui::{CursorIcon, Pos2, Rect, Response, Ui, pos2, vec2};

use super::footnotes::{Reference, reference_at};
use super::layout::Page;
use super::links;
use super::paint::{Marks, Print};
use super::pieces;
use super::scroll::Visible;
use super::walk::unit_at;
use crate::app::{Action, NoteAction, Reading, Selection};
use crate::text::{ByteRange, Hit};

/// What the pointer is over.
#[derive(Clone, Copy)]
pub(super) struct Hover {
    pub block: u32,
    pub byte: u32,
    /// The word there, if there is one.
    pub unit: Option<Selection>,
}

impl Hover {
    /// The number of a footnote there.
    pub fn reference(&self, reading: &Reading) -> Option<Reference> {
        reference_at(reading, self.block, self.byte)
    }
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
        let reading = self.page.reading;
        let token = reading.article.block(block)?.token_at(byte);
        // Between the words of a phrase is the phrase.
        let phrase = || {
            let mut terms = reading.terms_within(block, ByteRange::new(byte, byte + 1));
            let (found, _) = terms.find(|(term, _)| term.range.contains(byte))?;
            Some(Selection {
                block,
                range: found.range,
            })
        };
        Some(Hover {
            block,
            byte,
            unit: token.map_or_else(phrase, |token| unit_at(reading, block, token)),
        })
    }

    /// Selects what was clicked; follows a link that was clicked with `Ctrl`; copies the address of a link that was clicked
    /// with the middle button. Returns the number of a footnote that was clicked.
    pub fn click(
        &self,
        ui: &Ui,
        response: &Response,
        hover: Option<Hover>,
        out: &mut Vec<Action>,
    ) -> Option<Reference> {
        let link = hover.and_then(|hover| self.page.reading.link_at(hover.block, hover.byte));
        if response.middle_clicked() {
            out.extend(link.map(|link| Action::CopyAddress(link.address)));
            return None;
        }
        // A focused widget is also "clicked" by keys; those are not ours.
        if !response.clicked() || !ui.input(|input| input.pointer.primary_clicked()) {
            return None;
        }
        response.request_focus();
        let wanted = ui.input(|input| input.modifiers.command);
        match link {
            Some(link) if links::footnote(&link.address).is_some() => {
                hover.and_then(|hover| hover.reference(self.page.reading))
            }
            Some(link) if wanted => {
                out.push(Action::OpenLink {
                    address: link.address,
                    text: link.text,
                });
                None
            }
            _ => {
                let unit = hover.and_then(|hover| hover.unit);
                // A click between the words of a passage means its note.
                let note = self.note_under(hover).filter(|_| unit.is_none());
                out.push(note.map_or(Action::Select(unit), |found| {
                    Action::Note(NoteAction::Open(found.note.note_id))
                }));
                None
            }
        }
    }

    /// Paints all pieces, and the address of the link under the pointer.
    pub fn paint(&self, ui: &Ui, hover: Option<Hover>, link: Option<Selection>, flash: Option<(u32, ByteRange, f32)>) {
        let painter = ui.painter_at(self.view);
        let reading = self.page.reading;
        for visible in self.seen {
            let number = visible.piece.block;
            let Some(block) = reading.article.block(number) else {
                continue;
            };
            let notes = self.notes_of(number, block.text.len());
            let of_block = |selection: &Selection| selection.block == number;
            let selection = reading.selected_ranges(number);
            let marks = Marks {
                selection: &selection,
                passage: reading
                    .passage
                    .and_then(|passage| passage.in_block(number, pieces::byte(block.text.len()))),
                notes: &notes,
                hits: hits_of(reading.hits(), number),
                hit: reading
                    .current_hit()
                    .filter(|(block, _)| *block == number)
                    .map(|(_, range)| range),
                link: link.filter(of_block).map(|link| link.range),
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
        // Under the pointer, or where the keyboard is.
        let hovered = hover.map(|hover| (hover.block, hover.byte));
        let pointed = hovered.or(link.map(|link| (link.block, link.range.start)));
        if let Some(link) = pointed.and_then(|(block, byte)| reading.link_at(block, byte)) {
            links::show_address(&painter, self.page, self.view, &link);
        }
    }
}

/// The hits of a block.
fn hits_of(hits: &[Hit], block: u32) -> &[Hit] {
    let start = hits.partition_point(|(number, _)| *number < block);
    let end = hits.partition_point(|(number, _)| *number <= block);
    hits.get(start..end).unwrap_or_default()
}

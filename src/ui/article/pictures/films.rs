//! Pictures that follow each other: one row that scrolls sideways, as pictures and as cards.
//!
//! Each picture stays a block and a piece of its own, so that places, words and captions are found as everywhere; all
//! pieces of a row lie at the same height, and the last one has the height of the row. A row has a bounded length, since
//! its height is that of its highest caption.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use eframe::egui::{Rect, Ui, vec2};

use super::super::PageStyle;
use super::super::faces::Faces;
use super::super::layout::{Laid, Page};
use super::super::sideways::Strip;
use super::plate::{Look, Stand, fitted};
use crate::app::pictures::picture_address;
use crate::text::{Article, Block, MediaKind};
use crate::worker::PictureState;

/// The most pictures in one row; more go on in the next one.
const LONGEST: u32 = 24;
/// Room between two pictures, in ems.
const GAP: f32 = 0.8;
/// Width of a card in a row, in ems, if the page is as wide.
const CARD: f32 = 15.5;
/// Room for the bar under a row that is wider than the page (points).
const BAR: f32 = 6.0;
/// The narrowest cell, in ems: a caption wants to be read.
const NARROWEST: f32 = 9.0;

/// A row: its first block, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Film {
    pub first: u32,
    pub count: u32,
}

impl Film {
    /// Whether a block is the last of it.
    pub const fn is_last(self, block: u32) -> bool {
        block + 1 == self.first + self.count
    }

    /// Its last block.
    pub const fn last(self) -> u32 {
        self.first + self.count - 1
    }

    /// Its name among what scrolls sideways: behind all tables.
    const fn table(self) -> u32 {
        u32::MAX - self.first
    }
}

/// What the measures of all rows depend on.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct FilmStyle {
    pub style: PageStyle,
    pub column: f32,
    pub pixels_per_point: f32,
    /// Of the pictures.
    pub revision: u64,
    /// Of the terms: bold words are wider.
    pub generation: u64,
}

/// A cell, from the row's left (points).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    left: f32,
    width: f32,
}

#[derive(Debug)]
struct Measured {
    cells: Vec<Cell>,
    width: f32,
    height: f32,
    /// Height of the highest card.
    card: f32,
}

/// All rows of an article.
#[derive(Debug, Default)]
pub(in super::super) struct Films {
    of_block: HashMap<u32, Film>,
    style: Option<FilmStyle>,
    measured: RefCell<HashMap<u32, Rc<Measured>>>,
}

impl Films {
    /// Finds the rows of an article.
    pub fn of(article: &Article) -> Self {
        let mut of_block = HashMap::new();
        let mut first = 0u32;
        let mut count = 0u32;
        let mut end = |first: u32, count: u32| {
            if count > 1 {
                of_block.extend((first..first + count).map(|block| (block, Film { first, count })));
            }
        };
        for (number, block) in (0u32..).zip(&article.blocks) {
            let is_picture = picture_address(&block.kind).is_some();
            let before = number.checked_sub(1).and_then(|before| article.block(before));
            let goes_on = is_picture
                && count > 0
                && count < LONGEST
                && block.marker.is_none()
                && before.is_some_and(|before| before.frame == block.frame);
            if goes_on {
                count += 1;
                continue;
            }
            end(first, count);
            (first, count) = (number, u32::from(is_picture));
        }
        end(first, count);
        Self {
            of_block,
            ..Self::default()
        }
    }

    /// The row that a block belongs to.
    pub fn of_block(&self, block: u32) -> Option<Film> {
        if self.of_block.is_empty() {
            return None;
        }
        self.of_block.get(&block).copied()
    }

    /// Forgets the measures when what they depend on has changed.
    pub fn fit(&mut self, style: FilmStyle) {
        if self.of_block.is_empty() || self.style.as_ref() == Some(&style) {
            return;
        }
        self.style = Some(style);
        self.measured.get_mut().clear();
    }
}

/// How high the pictures of a row are (points).
pub(super) fn row_height(width: f32) -> f32 {
    (width * 0.5).clamp(120.0, 420.0).round()
}

impl Page<'_> {
    fn cells(&self, film: Film, room: f32) -> Vec<Cell> {
        let em = self.em();
        let mut left = 0.0;
        let cell = |number: u32| {
            let block = self.reading.article.block(number);
            let address = block.and_then(|block| picture_address(&block.kind)).unwrap_or_default();
            let width = match self.ready(address) {
                Some(size) => fitted(size, vec2(room, row_height(room))).x.max(NARROWEST * em),
                None => CARD * em,
            };
            let cell = Cell {
                left,
                width: width.min(room).round(),
            };
            left += cell.width + (GAP * em).round();
            cell
        };
        (film.first..film.first + film.count).map(cell).collect()
    }

    fn measured(&self, ui: &Ui, faces: &mut Faces, film: Film, laid: &Laid) -> Rc<Measured> {
        let known = self.gallery.films.measured.borrow().get(&film.first).cloned();
        if let Some(known) = known {
            return known;
        }
        let room = self.column - laid.room.left - laid.room.right;
        let cells = self.cells(film, room);
        let (mut height, mut card) = (0.0f32, 0.0f32);
        for (number, cell) in (film.first..).zip(&cells) {
            let Some(block) = self.reading.article.block(number) else {
                continue;
            };
            let mut alone = Laid::empty(laid.room);
            alone.terms = self.reading.terms_of_block(number).collect();
            let own = self.cell(ui, faces, (number, block), vec2(0.0, 0.0), *cell, room, &mut alone);
            if alone.plate.is_some_and(|plate| plate.look == Look::Card) {
                card = card.max(own);
            }
            height = height.max(own);
        }
        let width = cells.last().map_or(0.0, |cell| cell.left + cell.width);
        // Below it is its bar.
        let height = if width > room { height + BAR } else { height };
        let measured = Rc::new(Measured {
            cells,
            width,
            height,
            card,
        });
        let mut all = self.gallery.films.measured.borrow_mut();
        all.insert(film.first, Rc::clone(&measured));
        measured
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a plate takes, and the cell that it stands in"
    )]
    fn cell(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        (number, block): (u32, &Block),
        at: eframe::egui::Vec2,
        cell: Cell,
        room: f32,
        laid: &mut Laid,
    ) -> f32 {
        let address = picture_address(&block.kind).unwrap_or_default();
        let stand = Stand {
            at,
            width: cell.width,
            row: Some(row_height(room)),
            first: self.is_first_unasked(number),
        };
        self.plate(ui, faces, block, (MediaKind::Picture, address), stand, laid)
    }

    /// Whether no picture before it in its row waits to be asked for.
    fn is_first_unasked(&self, number: u32) -> bool {
        let unasked = |number: u32| {
            let block = self.reading.article.block(number);
            let address = block.and_then(|block| picture_address(&block.kind)).unwrap_or_default();
            self.reading.pictures.state(address) == Some(&PictureState::Unasked)
        };
        let film = self.gallery.films.of_block(number);
        film.is_none_or(|film| !(film.first..number).any(unasked))
    }

    /// Lays out a picture of a row. Returns the height of the whole row (points).
    pub(super) fn film_cell(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        film: Film,
        (number, block): (u32, &Block),
        laid: &mut Laid,
    ) -> f32 {
        let measured = self.measured(ui, faces, film, laid);
        let room = self.column - laid.room.left - laid.room.right;
        let strip = Strip {
            table: film.table(),
            left: laid.room.left,
            width: measured.width,
            room,
        };
        laid.strip = Some(strip);
        let Some(&cell) = measured.cells.get((number - film.first) as usize) else {
            return measured.height;
        };
        laid.cell = Some((cell.left, cell.left + cell.width));
        let left = cell.left - self.shifts.of(strip).round();
        // What is far out of sight on either side is not laid out; what is near may be the next to have the keyboard.
        if left + cell.width < -room || left > 2.0 * room {
            return measured.height;
        }
        let at = vec2(laid.room.left + left, laid.top);
        self.cell(ui, faces, (number, block), at, cell, room, laid);
        if let Some(plate) = laid.plate.as_mut().filter(|plate| plate.look == Look::Card) {
            // All cards of a row are as high as the highest, with the buttons at the same height; beside a picture they
            // are no higher for that.
            let rect = Rect::from_min_size(at.to_pos2(), vec2(cell.width, measured.card));
            if !plate.controls.is_empty() {
                let down = rect.bottom() - plate.rect.bottom();
                plate.controls_rect = plate.controls_rect.translate(vec2(0.0, down));
            }
            plate.rect = rect;
        }
        measured.height
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixtures::{article, block, paragraph};
    use super::*;
    use crate::text::{BlockKind, Frame};

    fn picture(address: &str) -> Block {
        let kind = MediaKind::Picture;
        block(
            BlockKind::Media {
                kind,
                address: address.into(),
            },
            "",
        )
    }

    fn rows(blocks: Vec<Block>) -> Vec<(u32, u32)> {
        let count = u32::try_from(blocks.len()).unwrap();
        let films = Films::of(&article(blocks));
        let mut rows: Vec<_> = (0..count)
            .filter_map(|block| films.of_block(block))
            .map(|film| (film.first, film.count))
            .collect();
        rows.dedup();
        rows
    }

    #[test]
    fn pictures_that_follow_each_other_are_a_row() {
        let (picture, text) = (|| picture("a.png"), || paragraph("text"));
        assert_eq!(rows(vec![]), []);
        assert_eq!(rows(vec![picture()]), []);
        assert_eq!(rows(vec![picture(), text(), picture()]), []);
        assert_eq!(
            rows(vec![
                text(),
                picture(),
                picture(),
                text(),
                picture(),
                picture(),
                picture()
            ]),
            [(1, 2), (4, 3)]
        );
        let quoted = Block {
            frame: [Frame::Quote].into(),
            ..picture()
        };
        assert_eq!(rows(vec![picture(), quoted.clone(), quoted, picture()]), [(1, 2)]);
    }

    #[test]
    fn a_row_has_an_end() {
        let many: Vec<Block> = (0..50).map(|_| picture("a.png")).collect();
        assert_eq!(rows(many), [(0, 24), (24, 24), (48, 2)]);
    }
}

//! Pictures become as high as they are while the page is being read: the first word in view stays where it is.

use super::super::pictures::Nearby;
use super::{Page, Scroll, Sheet, estimate, to_points, to_units};
use crate::text::BlockKind;

impl Scroll {
    /// The first piece of the row of pictures that a piece belongs to: they all begin at the same height.
    pub(super) fn row_start(&self, page: Page<'_>, index: usize) -> usize {
        let block = self.pieces.get(index).map(|piece| piece.block);
        let film = block.and_then(|block| Some((block, page.gallery.films.of_block(block)?)));
        film.map_or(index, |(block, film)| index - (block - film.first) as usize)
    }

    /// Takes in that pictures may have other heights now. Returns whether the page stands elsewhere than before.
    pub fn pictures_changed(&mut self, sheet: &mut Sheet<'_>) -> bool {
        let reading = sheet.page.reading;
        let is_media = |block: u32| {
            let block = reading.article.block(block);
            block.is_some_and(|block| matches!(block.kind, BlockKind::Media { .. }))
        };
        let media = |scroll: &Self, index: usize| scroll.pieces.get(index).is_some_and(|piece| is_media(piece.block));
        // What is read stays: the first piece in view that is no picture.
        let anchor = self.anchor;
        let view = to_units(sheet.height + self.offset);
        let mut firm = anchor;
        let mut before = 0;
        while media(self, firm) && before < view {
            before += self.heights.get(firm);
            firm += 1;
        }
        let in_view = firm < self.pieces.len() && before < view;
        let advance = sheet.faces.advance(sheet.ui, sheet.page.style.text_size);
        for index in 0..self.pieces.len() {
            if let Some(piece) = self.pieces.get(index).filter(|piece| is_media(piece.block)) {
                self.heights.set(index, estimate(&sheet.page, piece, advance));
                self.measured[index] = false;
            }
        }
        if firm == anchor {
            return false;
        }
        let old = to_points(before);
        let mut now = 0;
        for index in anchor..firm {
            self.measure(sheet, index);
            now += self.heights.get(index);
        }
        if in_view {
            self.offset += to_points(now) - old;
        }
        self.by(sheet, 0.0);
        true
    }

    /// The blocks in view, those within a screen of it, and those within two.
    pub fn nearby(&self, page: Page<'_>, view: f32) -> Nearby {
        let top = self.heights.before(self.anchor) + to_units(self.offset);
        let view = to_units(view);
        let last = |down: i64| {
            self.pieces
                .get(self.heights.find(down).0)
                .map_or(0, |piece| piece.block)
        };
        // The last of a row of pictures stands for all of it: those before it have no height.
        let first = |down: i64| {
            let block = last(down);
            page.gallery.films.of_block(block).map_or(block, |film| film.first)
        };
        let around = |screens: i64| first(top - screens * view)..last(top + (1 + screens) * view) + 1;
        Nearby {
            seen: around(0),
            near: around(1),
            kept: around(2),
        }
    }
}

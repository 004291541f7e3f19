//! Where the page stands: a piece and how far it is scrolled out, never a distance from the top of the article.
//!
//! A distance in points loses its precision in a long book, and changes whenever something above turns out higher
//! than it was thought to be. The anchor does neither: what is measured above or below moves nothing on the screen.
//! When width or size of the text change, the first visible byte is put back to where it was; that byte changes only
//! when the reader scrolls, so a hundred changes of width drift by nothing.

mod arrivals;
mod rows;
mod seams;

use eframe::egui::Ui;

use self::rows::{estimate, in_thousandths, thousandths};
use super::PageStyle;
use super::faces::Faces;
use super::heights::{Heights, to_points, to_units};
use super::layout::{Laid, Page};
use super::pieces::{Piece, Pieces};
use crate::text::{Article, ByteRange, Place};

/// How much of the view may stay empty below the last block.
const ROOM_BELOW: f32 = 0.4;

/// More pieces of one block than this are not in view at once: one has about thirty lines.
const IN_VIEW: usize = 4;

/// What measuring needs, for one frame.
pub(super) struct Sheet<'a> {
    pub ui: &'a Ui,
    pub page: Page<'a>,
    pub faces: &'a mut Faces,
    /// Height of the view (points).
    pub height: f32,
}

/// A piece in view.
pub(super) struct Visible {
    pub piece: Piece,
    /// Its top, below the view's (points); negative when it is cut off.
    pub top: f32,
    pub laid: Laid,
}

/// The place of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Scroll {
    pieces: Pieces,
    heights: Heights,
    /// Which heights were measured for this width and size.
    measured: Vec<bool>,
    anchor: usize,
    /// How much of the anchor is scrolled out at the top (points).
    offset: f32,
    first: Place,
    /// How far the row of the first visible place is scrolled out (points); negative when it stands below the top.
    cut: f32,
    /// The same in thousandths of that row's height, as it is kept.
    share: Option<i32>,
    /// What is still to be scrolled softly (points).
    pub glide: f32,
    /// Column, scale and look of the page for which heights hold.
    fitted: Option<(f32, f32, PageStyle)>,
    /// Of the terms, whose bold words are wider, when it was found where pieces begin.
    generation: u64,
}

impl Scroll {
    /// An article, opened at a place, of whose row so much is scrolled out (see [`crate::study::Position`]).
    pub fn open(article: &Article, place: Place, share: Option<i32>) -> Self {
        let pieces = Pieces::of(article);
        let known = article.block(place.block).is_some();
        let first = if known { place } else { Place::default() };
        Self {
            measured: vec![false; pieces.len()],
            pieces,
            first,
            cut: cut_of(first),
            share: share.filter(|_| known),
            ..Self::default()
        }
    }

    /// Goes on in the whole of an article of which only a part was there: nothing on the screen moves.
    pub fn go_on(&mut self, article: &Article) {
        let whole = Self::open(article, self.first, self.share);
        *self = Self {
            cut: self.cut,
            glide: self.glide,
            ..whole
        };
    }

    /// The first visible place, as the reader left it.
    pub const fn first(&self) -> Place {
        self.first
    }

    /// How much of the first visible row is scrolled out (see [`crate::study::Position`]).
    pub const fn cut(&self) -> Option<i32> {
        self.share
    }

    /// Adapts to the width, the size and the scale of the screen, which may have changed.
    pub fn fit(&mut self, sheet: &mut Sheet<'_>) {
        let style = sheet.page.style;
        if std::mem::replace(&mut self.generation, sheet.page.reading.generation) != sheet.page.reading.generation {
            // What is on the page stays where it is.
            self.pieces.unsettle(self.anchor..self.anchor + IN_VIEW);
        }
        let fitted = Some((sheet.page.column, sheet.ui.pixels_per_point(), *style));
        if self.fitted == fitted {
            return;
        }
        self.fitted = fitted;
        self.pieces.unsettle(0..0);
        let advance = sheet.faces.advance(sheet.ui, style.text_size);
        let page = &sheet.page;
        self.heights = Heights::new(self.pieces.iter().map(|piece| estimate(page, piece, advance)).collect());
        self.measured.fill(false);
        self.glide = 0.0;
        self.stand(sheet);
    }

    /// Puts the first visible place to where it was.
    fn stand(&mut self, sheet: &mut Sheet<'_>) {
        self.anchor = self.index_of(sheet, self.first);
        let laid = self.measure(sheet, self.anchor);
        let (top, bottom) = laid.as_ref().map_or((0.0, 0.0), |laid| laid.row_of(self.first.byte));
        if let Some(share) = self.share {
            self.cut = thousandths(share) * (bottom - top);
        }
        self.offset = top + self.cut.clamp(-top, (bottom - top - 1.0).max(0.0));
        self.by(sheet, 0.0);
    }

    /// Back to a place that was the first visible one: it is so again.
    pub fn restore(&mut self, sheet: &mut Sheet<'_>, place: Place, share: Option<i32>) {
        self.glide = 0.0;
        (self.first, self.cut, self.share) = (place, cut_of(place), share);
        self.stand(sheet);
    }

    /// Lays out a piece and takes down its height.
    fn measure(&mut self, sheet: &mut Sheet<'_>, index: usize) -> Option<Laid> {
        self.settle(sheet, index);
        self.settle(sheet, index + 1);
        self.fill(sheet, index);
        let piece = self.pieces.get(index)?;
        let laid = sheet.page.lay_out(sheet.ui, sheet.faces, piece);
        self.heights.set(index, to_units(laid.height));
        self.measured[index] = true;
        Some(laid)
    }

    /// The piece that holds a place, and the piece with that number, laid out.
    pub fn piece_at(&mut self, sheet: &mut Sheet<'_>, place: Place) -> Option<(usize, Piece, Laid)> {
        let index = self.index_of(sheet, place);
        let (piece, laid) = self.piece(sheet, index)?;
        Some((index, piece, laid))
    }

    /// See [`Scroll::piece_at`].
    pub fn piece(&mut self, sheet: &mut Sheet<'_>, index: usize) -> Option<(Piece, Laid)> {
        Some((self.pieces.get(index)?, self.measure(sheet, index)?))
    }

    /// Scrolls by so many points; towards the end, if positive.
    pub fn by(&mut self, sheet: &mut Sheet<'_>, points: f32) {
        if self.pieces.len() == 0 {
            return;
        }
        if points.abs() > 8.0 * sheet.height {
            let down = self.heights.before(self.anchor) + to_units(self.offset) + to_units(points);
            self.put(down);
        } else {
            self.offset += points;
        }
        while self.offset < 0.0 && self.anchor > 0 {
            self.anchor -= 1;
            self.measure(sheet, self.anchor);
            self.offset += to_points(self.heights.get(self.anchor));
        }
        self.offset = self.offset.max(0.0);
        while self.anchor + 1 < self.pieces.len() {
            if !self.measured[self.anchor] {
                self.measure(sheet, self.anchor);
            }
            let height = to_points(self.heights.get(self.anchor));
            if self.offset < height {
                break;
            }
            self.offset -= height;
            self.anchor += 1;
        }
    }

    fn put(&mut self, down: i64) {
        let (anchor, rest) = self.heights.find(down);
        (self.anchor, self.offset) = (anchor, to_points(rest));
    }

    /// To the beginning.
    pub fn rewind(&mut self) {
        (self.anchor, self.offset, self.glide) = (0, 0.0, 0.0);
    }

    /// To the end; [`Scroll::visible`] leaves the last screen full.
    pub fn run_out(&mut self, sheet: &mut Sheet<'_>) {
        let last = self.pieces.len().saturating_sub(1);
        // Below the last piece, which may be higher than the view.
        let height = self.measure(sheet, last).map_or(0.0, |laid| laid.height);
        (self.anchor, self.offset, self.glide) = (last, height, 0.0);
    }

    /// To a fraction (0 … 1) of the way that can be scrolled.
    pub fn turn_to(&mut self, fraction: f32, view: f32) {
        let way = to_units(self.way(view));
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
        let down = (way as f64 * f64::from(fraction.clamp(0.0, 1.0))) as i64;
        self.put(down);
        self.glide = 0.0;
    }

    /// How far the page can be scrolled in all (points, partly estimated); 0 when everything is in view.
    pub fn way(&self, view: f32) -> f32 {
        let total = to_points(self.heights.total());
        if total <= view {
            0.0
        } else {
            total - view * (1.0 - ROOM_BELOW)
        }
    }

    /// Height of the whole article (points, partly estimated).
    pub fn height(&self) -> f32 {
        to_points(self.heights.total())
    }

    /// The place at a fraction (0 … 1) of the article's height, as far as heights are known.
    pub fn place_at(&self, fraction: f64) -> Place {
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
        let down = (self.heights.total() as f64 * fraction.clamp(0.0, 1.0)) as i64;
        let (index, rest) = self.heights.find(down);
        let Some(piece) = self.pieces.get(index) else {
            return Place::default();
        };
        let height = self.heights.get(index).max(1);
        let bytes = i64::from(piece.range.len()) * rest.clamp(0, height) / height;
        Place {
            block: piece.block,
            byte: piece.range.start + u32::try_from(bytes).unwrap_or(0),
        }
    }

    /// How far it is scrolled (points, partly estimated).
    pub fn scrolled(&self) -> f32 {
        to_points(self.heights.before(self.anchor)) + self.offset
    }

    /// Lays out what is in view, after bringing the page back from beyond its end.
    pub fn visible(&mut self, sheet: &mut Sheet<'_>, seen: &mut Vec<Visible>) {
        // Each time what comes into view is measured; a third correction is never of more than a point.
        for _ in 0..3 {
            seen.clear();
            let end = self.lay_out_view(sheet, seen);
            let lowest = if self.way(sheet.height) > 0.0 {
                sheet.height * (1.0 - ROOM_BELOW)
            } else {
                sheet.height
            };
            let at_start = self.anchor == 0 && self.offset <= 0.0;
            match end {
                Some(end) if end < lowest - 0.02 && !at_start => self.by(sheet, end - lowest),
                _ => break,
            }
        }
    }

    /// Returns the end of the article, below the view's top, when it is in view.
    fn lay_out_view(&mut self, sheet: &mut Sheet<'_>, seen: &mut Vec<Visible>) -> Option<f32> {
        let mut top = -self.offset;
        let mut index = self.row_start(sheet.page, self.anchor);
        while top < sheet.height {
            let Some((piece, laid)) = self.pieces.get(index).zip(self.measure(sheet, index)) else {
                return Some(top);
            };
            seen.push(Visible { piece, top, laid });
            top += to_points(self.heights.get(index));
            index += 1;
        }
        None
    }

    /// After the reader has scrolled: takes down the first visible place. Returns whether it is another than before.
    pub fn remember(&mut self, seen: &[Visible]) -> bool {
        let found = seen.iter().find_map(|visible| {
            let (byte, top) = visible.laid.row_below(visible.piece, -visible.top)?;
            Some((
                Place {
                    block: visible.piece.block,
                    byte,
                },
                -(visible.top + top),
                visible.laid.row_of(byte),
            ))
        });
        let Some((first, cut, (top, bottom))) = found else {
            return false;
        };
        let share = Some(in_thousandths(cut / (bottom - top).max(1.0)));
        let changed = (first, share) != (self.first, self.share);
        (self.first, self.cut, self.share) = (first, cut, share);
        changed
    }

    /// Top and bottom of a range below the view's top (points); `None` when it is farther away than two screens.
    fn y_of(&mut self, sheet: &mut Sheet<'_>, block: u32, range: ByteRange) -> Option<(f32, f32)> {
        let byte = range.start;
        let piece = self.index_of(sheet, Place { block, byte });
        let distance = to_points(self.heights.before(piece) - self.heights.before(self.anchor));
        if distance.abs() > 2.0 * sheet.height {
            return None;
        }
        let mut top = -self.offset;
        for index in piece.min(self.anchor)..piece.max(self.anchor) {
            if piece < self.anchor || !self.measured[index] {
                self.measure(sheet, index);
            }
            let height = to_points(self.heights.get(index));
            top += if piece < self.anchor { -height } else { height };
        }
        let laid = self.measure(sheet, piece)?;
        let (first, last) = (
            laid.row_of(range.start),
            laid.row_of(range.end.saturating_sub(1).max(range.start)),
        );
        Some((top + first.0, top + last.1))
    }

    /// Brings a range comfortably into view, unless all of it is there; an empty range is put to the top.
    pub fn go_to(&mut self, sheet: &mut Sheet<'_>, block: u32, range: ByteRange) {
        self.glide = 0.0;
        if !range.is_empty() {
            let lowest = sheet.height - 4.0;
            let found = self.y_of(sheet, block, range);
            if found.is_some_and(|(top, bottom)| top >= 4.0 && bottom <= lowest) {
                return;
            }
        }
        self.jump(sheet, block, range);
    }

    /// Like [`Scroll::go_to`], but softly when it is near (or `still`, at once): for a selection that wanders.
    pub fn reveal(&mut self, sheet: &mut Sheet<'_>, block: u32, range: ByteRange, still: bool) {
        let height = sheet.height;
        match self.y_of(sheet, block, range) {
            Some((top, _)) if top < 0.1 * height => self.glide = top - 0.25 * height,
            Some((_, bottom)) if bottom > 0.88 * height => self.glide = bottom - 0.7 * height,
            Some(_) => {}
            None => self.jump(sheet, block, range),
        }
        if still {
            let rest = std::mem::take(&mut self.glide);
            self.by(sheet, rest);
        }
    }

    /// Brings a place into the upper part of the view, also when it is in view elsewhere.
    pub fn show(&mut self, sheet: &mut Sheet<'_>, place: Place) {
        self.jump(sheet, place.block, ByteRange::new(place.byte, place.byte + 1));
    }

    fn jump(&mut self, sheet: &mut Sheet<'_>, block: u32, range: ByteRange) {
        let byte = range.start;
        self.anchor = self.index_of(sheet, Place { block, byte });
        let Some(laid) = self.measure(sheet, self.anchor) else {
            return;
        };
        let (top, _) = laid.row_of(range.start);
        let above = if range.is_empty() {
            (laid.room.gap + laid.room.above).min(sheet.page.em())
        } else {
            sheet.height / 3.0
        };
        self.offset = top - above;
        self.glide = 0.0;
        self.by(sheet, 0.0);
    }
}

#[cfg(test)]
impl Scroll {
    /// How far the page is scrolled, in points, as exactly as the heights are known.
    pub fn exact_position(&self) -> f64 {
        f64::from(i32::try_from(self.heights.before(self.anchor)).unwrap()) / 64.0 + f64::from(self.offset)
    }

    /// Whether a place is in the piece at the top, within the first rows.
    pub fn stands_at(&self, place: Place) -> bool {
        let index = self.pieces.at(place);
        let next = self.pieces.get(index + 1);
        let in_next = next.is_some_and(|next| next.block == place.block && next.range.start <= place.byte);
        index + usize::from(in_next) == self.anchor
    }
}

/// How far the row of a place that was left is scrolled out: the start of a block is shown with the room above it.
const fn cut_of(place: Place) -> f32 {
    if place.byte == 0 { f32::NEG_INFINITY } else { 0.0 }
}

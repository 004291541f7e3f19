//! Marks on the scroll bar: where in the article there are hits, notes and unfinished terms.
//!
//! A book has more of them than the bar has pixels, and a frame may not look at all of them. So each kind is asked for
//! each row of pixels how many it has there, which a search answers without counting; and it is asked again only when
//! its list, the heights or the size of the bar have changed. Where many stand close together the mark is stronger.

use std::sync::Arc;

use eframe::egui::{Color32, Painter, Rect, pos2, vec2};

use super::scroll::Scroll;
use crate::app::Reading;
use crate::study::Status;
use crate::text::{Place, TokenIndex};
use crate::ui::theme::Theme;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Found by the search in the article.
    Hit,
    /// A note on a passage.
    Note,
    /// A term with a status from 1 to 4.
    Unfinished,
}

impl MarkKind {
    /// In the order in which they are painted.
    const ALL: [Self; 3] = [Self::Unfinished, Self::Note, Self::Hit];
}

/// The marks of one kind, in the order of the text.
#[derive(Clone, Debug, Default)]
enum Marked {
    #[default]
    Nothing,
    Places(Arc<[Place]>),
    Tokens(TokenSet),
}

impl Marked {
    /// How many of them lie from one place up to another.
    fn count(&self, index: &TokenIndex, from: Bound, to: Bound) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::Places(places) => {
                let before = |bound: Bound| places.partition_point(|&place| place < bound.place);
                u32::try_from(before(to).saturating_sub(before(from))).unwrap_or(u32::MAX)
            }
            Self::Tokens(tokens) => {
                let last = if to.place.block == u32::MAX {
                    index.len()
                } else {
                    to.token as usize
                };
                tokens.count(from.token as usize, last)
            }
        }
    }

    /// The first of them from one place up to another.
    fn first(&self, reading: &Reading, from: Bound, to: Bound) -> Option<Place> {
        match self {
            Self::Nothing => None,
            Self::Places(places) => {
                let first = places.partition_point(|&place| place < from.place);
                places.get(first).copied().filter(|&place| place < to.place)
            }
            Self::Tokens(tokens) => {
                let token = tokens.first(from.token as usize, (to.token as usize).min(reading.index.len()))?;
                let (block, range) = reading.token_at(u32::try_from(token).ok()?)?;
                Some(Place {
                    block,
                    byte: range.start,
                })
            }
        }
    }
}

/// A set of tokens by their numbers in the whole article: an eighth of a byte each, so that a book's is made anew, and
/// counted, in less time than a list of its places could be sorted.
#[derive(Clone, Debug, Default)]
struct TokenSet(Vec<u64>);

impl TokenSet {
    fn insert(&mut self, token: u32) {
        if let Some(word) = self.0.get_mut(token as usize / 64) {
            *word |= 1 << (token % 64);
        }
    }

    /// How many tokens from one number up to another are in it.
    fn count(&self, from: usize, to: usize) -> u32 {
        self.words(from, to).map(|(_, word)| word.count_ones()).sum()
    }

    /// The first token from one number up to another that is in it.
    fn first(&self, from: usize, to: usize) -> Option<usize> {
        let mut words = self.words(from, to).filter(|(_, word)| *word != 0);
        words.next().map(|(at, word)| at * 64 + word.trailing_zeros() as usize)
    }

    /// The words that hold these numbers, cut to them.
    fn words(&self, from: usize, to: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        let (first, last) = (from / 64, to.div_ceil(64).min(self.0.len()));
        (first..last).map(move |at| {
            let mut word = self.0[at];
            if at == first {
                word &= u64::MAX << (from % 64);
            }
            if at == to / 64 {
                word &= (1 << (to % 64)) - 1;
            }
            (at, word)
        })
    }
}

/// A place, and the number of the first token from there on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bound {
    place: Place,
    token: u32,
}

impl Bound {
    fn of(reading: &Reading, place: Place) -> Self {
        let tokens = reading
            .article
            .block(place.block)
            .map_or(&[][..], |block| &block.tokens);
        let before = tokens.partition_point(|token| token.range.start < place.byte);
        let token = reading.index.first_token(place.block) + u32::try_from(before).unwrap_or(u32::MAX);
        Self { place, token }
    }
}

/// Marks of one kind on the bar.
#[derive(Clone, Debug, Default)]
struct Lane {
    marked: Marked,
    /// Number of the list; another number means another list.
    serial: Option<u64>,
    /// Row of pixels and strength (0 … 1), where there are any.
    rows: Vec<(u16, f32)>,
    /// Most rows have some.
    dense: bool,
}

/// All marks, and where on the bar they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    lanes: [Lane; 3],
    /// What the rows were found for.
    fitted: Option<Fitted>,
    /// Where each row of pixels begins in the text, and the end.
    bounds: Vec<Bound>,
    /// How often rows were found anew.
    #[cfg(test)]
    pub found: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Fitted {
    opening: u64,
    rows: u16,
    /// Height of the article (points).
    height: f32,
}

impl Marks {
    /// Takes over the marks of a kind; `places` (in order) are asked for only when `serial` is another than before.
    pub fn set(&mut self, kind: MarkKind, serial: u64, places: impl FnOnce() -> Arc<[Place]>) {
        let lane = &mut self.lanes[kind as usize];
        if lane.serial != Some(serial) {
            let places = places();
            lane.serial = Some(serial);
            lane.marked = if places.is_empty() {
                Marked::Nothing
            } else {
                Marked::Places(places)
            };
            self.fitted = None;
        }
    }

    /// Takes the unfinished terms of the open article over, if one of its terms has changed.
    fn follow_terms(&mut self, reading: &Reading) {
        let lane = &mut self.lanes[MarkKind::Unfinished as usize];
        if lane.serial == Some(reading.generation) {
            return;
        }
        lane.serial = Some(reading.generation);
        let mut set = TokenSet(vec![0; reading.index.len().div_ceil(64)]);
        for entry in &reading.terms {
            if entry.live && entry.term.status.is_some_and(Status::is_to_study) {
                entry.places.iter().for_each(|&place| set.insert(place));
            }
        }
        lane.marked = Marked::Tokens(set);
        self.fitted = None;
    }

    /// Finds where on a bar of so many pixels the marks are, if anything has changed that could move one.
    pub fn fit(&mut self, reading: &Reading, scroll: &Scroll, pixels: f32) {
        self.follow_terms(reading);
        // A bar is a few thousand pixels high at most.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows = pixels.clamp(0.0, 10_000.0) as u16;
        let height = scroll.height();
        let fits = |fitted: Fitted| {
            // What was measured since has moved no mark by half a pixel.
            let moved = (fitted.height - height).abs() / height.max(1.0) * f32::from(rows);
            (fitted.opening, fitted.rows) == (reading.opening, rows) && moved < 0.5
        };
        if self.fitted.is_some_and(fits) {
            return;
        }
        self.fitted = Some(Fitted {
            opening: reading.opening,
            rows,
            height,
        });
        self.find(reading, scroll, rows);
    }

    fn find(&mut self, reading: &Reading, scroll: &Scroll, rows: u16) {
        #[cfg(test)]
        {
            self.found += 1;
        }
        self.bounds.clear();
        let begins = |row: u16| Bound::of(reading, scroll.place_at(f64::from(row) / f64::from(rows)));
        self.bounds.extend((0..rows).map(begins));
        let (place, token) = (
            Place {
                block: u32::MAX,
                byte: u32::MAX,
            },
            u32::MAX,
        );
        self.bounds.push(Bound { place, token });
        for lane in &mut self.lanes {
            lane.rows.clear();
            let counts = (0..rows).zip(self.bounds.windows(2)).filter_map(|(row, bounds)| {
                let count = lane.marked.count(&reading.index, bounds[0], bounds[1]);
                (count > 0).then_some((row, count))
            });
            let counts: Vec<(u16, u32)> = counts.collect();
            let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(1);
            lane.dense = counts.len() > usize::from(rows / 2);
            // Where nearly every row has marks, only what stands out is worth a look.
            let least = counts.iter().map(|(_, count)| *count).min().filter(|_| lane.dense);
            let least = least.unwrap_or(0);
            #[expect(clippy::cast_precision_loss)]
            let share = |count: u32| (count - least) as f32 / (most - least).max(1) as f32;
            let strength = |count| {
                if least > 0 {
                    share(count).powi(2)
                } else {
                    share(count).sqrt()
                }
            };
            lane.rows
                .extend(counts.into_iter().map(|(row, count)| (row, strength(count))));
        }
    }

    /// The first place of a mark near a point of the bar, hits before notes before terms.
    pub fn near(&self, reading: &Reading, track: Rect, y: f32) -> Option<Place> {
        /// How far from a mark a click still means it (pixels).
        const NEAR: i32 = 2;
        let rows = i32::from(self.fitted?.rows);
        // Between the ends of the bar.
        #[expect(clippy::cast_possible_truncation)]
        let row =
            ((y - track.top()) / track.height() * self.fitted.map_or(0.0, |fitted| f32::from(fitted.rows))) as i32;
        let mut distances = (0..=NEAR).flat_map(|distance| [row - distance, row + distance]);
        // Where terms stand in every row, a click means the place and not one of them.
        let kinds = [MarkKind::Hit, MarkKind::Note];
        distances.find_map(|row| {
            let row = usize::try_from(row).ok().filter(|_| row < rows)?;
            let (from, to) = (*self.bounds.get(row)?, *self.bounds.get(row + 1)?);
            kinds
                .into_iter()
                .find_map(|kind| self.lanes[kind as usize].marked.first(reading, from, to))
        })
    }

    /// Paints them along a bar.
    pub fn paint(&self, painter: &Painter, theme: &Theme, track: Rect) {
        let Some(fitted) = self.fitted.filter(|fitted| fitted.rows > 0) else {
            return;
        };
        let pixel = track.height() / f32::from(fitted.rows);
        for kind in MarkKind::ALL {
            let (left, right, color) = look(kind, theme, track);
            let Lane { rows, dense, .. } = &self.lanes[kind as usize];
            let (faint, strong) = if *dense { (0.12, 0.7) } else { (0.4, 1.0) };
            for &(row, strength) in rows {
                let top = track.top() + f32::from(row) * pixel;
                let color = color.gamma_multiply(faint + (strong - faint) * strength);
                // Rows that stand close together are one line, and not drawn twice over.
                let size = vec2(right - left, if *dense { pixel } else { 2.0 });
                painter.rect_filled(Rect::from_min_size(pos2(left, top), size), 0.0, color);
            }
        }
    }
}

/// Left, right and colour of a kind's marks: hits across the bar, terms at its left, notes at its right, so that the
/// colour is not the only cue.
fn look(kind: MarkKind, theme: &Theme, track: Rect) -> (f32, f32, Color32) {
    match kind {
        MarkKind::Hit => (track.left() - 2.0, track.right() + 2.0, theme.accent),
        MarkKind::Note => (track.right() - 1.0, track.right() + 2.0, theme.highlight.line),
        MarkKind::Unfinished => (track.left() - 2.0, track.left(), theme.mark(Some(Status::Met))),
    }
}

#[cfg(test)]
impl Marks {
    /// The rows of pixels that have a mark of a kind.
    pub fn rows_of(&self, kind: MarkKind) -> Vec<u16> {
        self.lanes[kind as usize].rows.iter().map(|(row, _)| *row).collect()
    }

    /// The row of pixels that a place belongs to.
    pub fn row_of(&self, place: Place) -> u16 {
        let row = self.bounds.partition_point(|bound| bound.place <= place);
        u16::try_from(row.saturating_sub(1)).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_set_of_tokens_counts_as_a_list_would(
            tokens in prop::collection::btree_set(0u32..500, 0..60),
            (from, to) in (0usize..500, 0usize..600),
        ) {
            let mut set = TokenSet(vec![0; 500usize.div_ceil(64)]);
            for &token in &tokens {
                set.insert(token);
            }
            let mut within = tokens.iter().map(|&token| token as usize).filter(|token| (from..to).contains(token));
            prop_assert_eq!(set.first(from, to), within.clone().next());
            prop_assert_eq!(set.count(from, to) as usize, within.by_ref().count());
        }
    }
}

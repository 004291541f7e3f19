//! Where the pieces of a long block meet on the page: between two lines that would follow each other if the block were
//! laid out in one go, so that a reader cannot tell that it is not.
//!
//! A line of running text begins where the one before it ends, which is known from the piece before. Where that one is
//! far out of sight and was never laid out, some lines above the cut are set instead, which may end elsewhere. Then the
//! last line of the piece before would be a short one, in the middle of a paragraph; so all its lines are broken a little
//! earlier, by a hair each, until the last one is as full as they are.

use eframe::egui::Galley;

use super::super::layout::Part;
use super::super::pieces::{Piece, byte};
use super::{Scroll, Sheet};
use crate::text::{ByteRange, Place};

/// So much is set above a cut whose own line is not known yet (bytes): about ten lines.
const ABOVE: usize = 700;
/// So much is set below it (bytes), since a line is broken by what does not fit in it any more.
const BELOW: usize = 250;

/// A last line that fills so much of the column looks like any other.
const FULL: f32 = 0.88;
/// Also when it is shorter by so much of the column, which is about the space behind it.
const SLACK: f32 = 0.02;
/// So often lines are broken anew at most, to see whether the last one is full.
const TRIES: usize = 6;
/// Lines are broken earlier by at most so much of the column.
const MOST: f32 = 0.05;
/// Too few lines cannot make up for a short one.
const FEWEST: usize = 4;

impl Scroll {
    /// Finds where a piece begins on this page.
    pub(super) fn settle(&mut self, sheet: &mut Sheet<'_>, index: usize) {
        if self.pieces.is_settled(index) {
            return;
        }
        let Some((before, piece)) = index
            .checked_sub(1)
            .and_then(|before| Some((self.pieces.get(before)?, self.pieces.get(index)?)))
        else {
            return;
        };
        let known = self.pieces.is_settled(index - 1);
        let start = line_start(sheet, before, known, piece.range.start);
        self.pieces.settle(index, start);
    }

    /// Breaks the lines of a piece that goes on so that its last one is full.
    pub(super) fn fill(&mut self, sheet: &mut Sheet<'_>, index: usize) {
        if !self.pieces.get(index).is_some_and(|piece| piece.cut) || self.pieces.is_narrowed(index) {
            return;
        }
        let by = self.pieces.get(index).map_or(0, |piece| narrower(sheet, piece));
        self.pieces.narrow(index, by);
    }

    /// The number of the piece that holds a place on this page.
    pub(in super::super) fn index_of(&mut self, sheet: &mut Sheet<'_>, place: Place) -> usize {
        let index = self.pieces.at(place);
        self.settle(sheet, index + 1);
        let next = self.pieces.get(index + 1);
        let in_next = next.is_some_and(|next| next.block == place.block && next.range.start <= place.byte);
        index + usize::from(in_next)
    }
}

/// The first byte of the line in which the byte of a cut stands; the cut itself where lines cannot be told.
fn line_start(sheet: &mut Sheet<'_>, before: Piece, known: bool, cut: u32) -> u32 {
    let Sheet { ui, page, faces, .. } = sheet;
    let Some(block) = page.reading.article.block(before.block) else {
        return cut;
    };
    let text = &*block.text;
    let above = text.floor_char_boundary((cut as usize).saturating_sub(ABOVE));
    let from = if known || above <= before.range.start as usize {
        before.range.start
    } else {
        // A line begins with a word.
        let space = text[above..cut as usize]
            .find(' ')
            .map_or(above, |space| above + space + 1);
        byte(space)
    };
    let below = text.floor_char_boundary((cut as usize + BELOW).min(text.len()));
    let range = ByteRange::new(from, byte(below));
    let first = before.is_first() && from == before.range.start;
    let shown = Piece {
        range,
        cut: true,
        narrower: 0,
        ..before
    };
    let room = page.room(shown);
    // Where the line begins is a guess then, and text of one colour is laid out in less than half the time.
    let exact = known || first;
    let terms: Vec<_> = if exact {
        page.reading.terms_within(before.block, range).collect()
    } else {
        Vec::new()
    };
    let Some((mut base, width)) = page.running(ui, block, shown, &room) else {
        return cut;
    };
    if !first {
        base.indent = 0.0;
    }
    let part = page.part(ui, faces, (block, range), base, width, &terms);
    part.line_of(cut).filter(|start| *start > from).unwrap_or(cut)
}

/// By how much earlier the lines of a piece are to be broken (quarters of a point), so that its last one is full.
fn narrower(sheet: &mut Sheet<'_>, piece: Piece) -> u16 {
    let Sheet { ui, page, faces, .. } = sheet;
    let Some(block) = page.reading.article.block(piece.block) else {
        return 0;
    };
    let room = page.room(piece);
    let Some((base, width)) = page.running(ui, block, piece, &room).filter(|(base, _)| base.goes_on) else {
        return 0;
    };
    let terms: Vec<_> = page.reading.terms_within(piece.block, piece.range).collect();
    let mut set = |by: u16| {
        let mut base = base;
        base.narrower = f32::from(by) / 4.0;
        page.part(ui, faces, (block, piece.shown(block)), base, width, &terms)
            .galley
    };
    let galley = set(0);
    if galley.rows.len() < FEWEST || is_full(&galley, width) {
        return 0;
    }
    let words = words(&galley);
    let share = |by: u16| {
        let narrow = width - f32::from(by) / 4.0;
        last_line(&words, base.indent, narrow) / narrow
    };
    let by_share = (1..).take_while(|by| f32::from(*by) / 4.0 < MOST * width);
    let mut likely = Vec::new();
    let (mut best, mut most) = (0, share(0));
    for (by, share) in by_share.map(|by| (by, share(by))) {
        if share > FULL && likely.len() < TRIES {
            likely.push(by);
        }
        if share > most {
            (best, most) = (by, share);
        }
    }
    // Lines are broken here as egui does, but for roundings.
    likely.into_iter().find(|by| is_full(&set(*by), width)).unwrap_or(best)
}

/// Whether the last line of a galley looks like those above it.
fn is_full(galley: &Galley, width: f32) -> bool {
    let last = galley.rows.last().and_then(|row| {
        let mut glyphs = row.glyphs.iter().rev();
        glyphs.find(|glyph| !glyph.chr.is_whitespace())
    });
    last.is_some_and(|glyph| glyph.max_x() > (FULL - SLACK) * width)
}

/// The widths of what stands between two places at which a line may be broken (points).
fn words(galley: &Galley) -> Vec<f32> {
    let mut words = Vec::new();
    let (mut whole, mut ended) = (0.0, false);
    for glyph in galley.rows.iter().flat_map(|row| &row.glyphs) {
        let space = glyph.chr.is_whitespace();
        // Chinese and the like may be broken between any two characters.
        if (ended && !space) || glyph.chr >= '\u{2e80}' {
            words.push(whole);
            whole = 0.0;
        }
        whole += glyph.advance_width;
        ended = space;
    }
    words.push(whole);
    words
}

/// How long the last line is when lines are broken at a width (points).
fn last_line(words: &[f32], indent: f32, width: f32) -> f32 {
    words
        .iter()
        .fold(indent, |at, word| if at + word > width { *word } else { at + word })
}

impl Part {
    /// The first byte of the line in which a byte stands.
    fn line_of(&self, byte: u32) -> Option<u32> {
        let text = self.galley.text();
        let wanted = text.get(..self.galley_byte(byte, false))?.chars().count();
        let mut first = 0;
        for row in &self.galley.rows {
            let next = first + row.char_count_including_newline().0;
            if wanted < next {
                let at = text.char_indices().nth(first).map_or(text.len(), |(at, _)| at);
                return Some(self.block_byte(at));
            }
            first = next;
        }
        None
    }
}

//! Keys of the page, which act only while it has the focus, and the way from word to word.

use eframe::egui::{InputState, Key, Modifiers};

use crate::app::{Reading, Selection};
use crate::text::{ByteRange, Place};

/// What the keys of a frame ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Keys {
    /// Words to go, forward or back.
    pub words: i32,
    /// Terms to go, forward or back.
    pub terms: i32,
    /// Words by which to extend the selection.
    pub extend: i32,
    /// Lines to scroll.
    pub lines: i32,
    /// Screens to scroll.
    pub screens: i32,
    /// To the beginning.
    pub start: bool,
    /// To the end.
    pub end: bool,
}

impl Keys {
    /// Takes the page's keys out of the input. Modified keys first: egui's matching ignores surplus modifiers.
    pub fn take(input: &mut InputState) -> Self {
        let mut pair = |modifiers: Modifiers, forward: Key, back: Key| {
            let mut count = |key| i32::try_from(input.count_and_consume_key(modifiers, key)).unwrap_or(0);
            count(forward) - count(back)
        };
        let terms = pair(Modifiers::COMMAND, Key::ArrowRight, Key::ArrowLeft);
        let extend = pair(Modifiers::SHIFT, Key::ArrowRight, Key::ArrowLeft);
        let words = pair(Modifiers::NONE, Key::ArrowRight, Key::ArrowLeft);
        let lines = pair(Modifiers::NONE, Key::ArrowDown, Key::ArrowUp);
        let pages = pair(Modifiers::NONE, Key::PageDown, Key::PageUp);
        let mut count = |modifiers, key| i32::try_from(input.count_and_consume_key(modifiers, key)).unwrap_or(0);
        let spaces_back = count(Modifiers::SHIFT, Key::Space);
        let spaces = count(Modifiers::NONE, Key::Space);
        Self {
            words,
            terms,
            extend,
            lines,
            screens: pages + spaces - spaces_back,
            start: count(Modifiers::NONE, Key::Home) > 0,
            end: count(Modifiers::NONE, Key::End) > 0,
        }
    }

    /// The selection that the keys lead to from the one there is, or from the first visible place.
    pub fn selection(&self, reading: &Reading, first: Place) -> Option<Selection> {
        let mut selection = reading.selection;
        for (count, step) in [(self.words, word as Step), (self.terms, term)] {
            for _ in 0..count.unsigned_abs() {
                let forward = count > 0;
                let from = selection.map_or(first, |Selection { block, range }| Place {
                    block,
                    byte: if forward { range.end } else { range.start },
                });
                selection = step(reading, from, forward).or(selection);
            }
        }
        for _ in 0..self.extend.unsigned_abs() {
            selection = selection.map(|selection| extend(reading, selection, self.extend > 0));
        }
        selection.filter(|_| selection != reading.selection)
    }
}

/// The way from a place to what comes after it (if `true`) or before it.
type Step = fn(&Reading, Place, bool) -> Option<Selection>;

/// The word, compound or term that a token belongs to.
pub(super) fn unit_at(reading: &Reading, block: u32, token: usize) -> Option<Selection> {
    let text = reading.article.block(block)?;
    let at = text.tokens.get(token)?.range;
    let term = reading
        .terms_within(block, at)
        .map(|(term, _)| term.range)
        .find(|range| range.overlaps(at));
    let range = term.unwrap_or_else(|| text.token_span(text.compound(token)));
    Some(Selection { block, range })
}

/// The unit after a place, or before it.
fn word(reading: &Reading, from: Place, forward: bool) -> Option<Selection> {
    let tokens = &reading.article.block(from.block)?.tokens;
    let here = if forward {
        Some(tokens.partition_point(|token| token.range.start < from.byte)).filter(|&token| token < tokens.len())
    } else {
        tokens
            .partition_point(|token| token.range.end <= from.byte)
            .checked_sub(1)
    };
    if let Some(token) = here {
        return unit_at(reading, from.block, token);
    }
    let (block, token) = others(reading, from.block, forward, |block| {
        let count = reading.article.block(block).map_or(0, |block| block.tokens.len());
        if forward {
            (count > 0).then_some(0)
        } else {
            count.checked_sub(1)
        }
    })?;
    unit_at(reading, block, token)
}

/// The term after a place, or before it.
fn term(reading: &Reading, from: Place, forward: bool) -> Option<Selection> {
    let of_block = |block: u32, fits: &dyn Fn(ByteRange) -> bool| {
        let mut ranges = reading
            .terms_of_block(block)
            .map(|(term, _)| term.range)
            .filter(|&range| fits(range));
        if forward { ranges.next() } else { ranges.last() }
    };
    let beyond = |range: ByteRange| {
        if forward {
            range.start >= from.byte
        } else {
            range.end <= from.byte
        }
    };
    if let Some(range) = of_block(from.block, &beyond) {
        return Some(Selection {
            block: from.block,
            range,
        });
    }
    let (block, range) = others(reading, from.block, forward, |block| of_block(block, &|_| true))?;
    Some(Selection { block, range })
}

/// The first thing found in the blocks after one, or before it.
fn others<T>(reading: &Reading, block: u32, forward: bool, find: impl Fn(u32) -> Option<T>) -> Option<(u32, T)> {
    let count = u32::try_from(reading.article.blocks.len()).unwrap_or(u32::MAX);
    let found = |block: u32| find(block).map(|found| (block, found));
    if forward {
        (block + 1..count).find_map(found)
    } else {
        (0..block.min(count)).rev().find_map(found)
    }
}

/// One word more at the end, or one less; never beyond the block, and at least one word.
fn extend(reading: &Reading, selection: Selection, forward: bool) -> Selection {
    let Some(block) = reading.article.block(selection.block) else {
        return selection;
    };
    let ByteRange { start, end } = selection.range;
    let next = if forward {
        block.tokens.iter().find(|token| token.range.start >= end)
    } else {
        block
            .tokens
            .iter()
            .rev()
            .find(|token| token.range.end < end && token.range.start >= start)
    };
    let end = next.map_or(end, |token| token.range.end);
    Selection {
        range: ByteRange::new(start, end),
        ..selection
    }
}

//! The way from a word, a term or a link to the next one.

use crate::app::{Reading, Selection};
use crate::text::{ByteRange, Passage, Place, Span};

/// The way from a place to what comes after it (if `true`) or before it.
pub(super) type Step = fn(&Reading, Place, bool) -> Option<Selection>;

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

/// The word or term at a place, else the place alone.
pub(super) fn unit_around(reading: &Reading, place: Place) -> Passage {
    let block = reading.article.block(place.block);
    let token = block.and_then(|block| block.token_at(place.byte));
    let unit = token.and_then(|token| unit_at(reading, place.block, token));
    unit.map_or(Passage::between(place, place), |unit| {
        Passage::of(unit.block, unit.range)
    })
}

/// The unit after a place, or before it.
pub(super) fn word(reading: &Reading, from: Place, forward: bool) -> Option<Selection> {
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
pub(super) fn term(reading: &Reading, from: Place, forward: bool) -> Option<Selection> {
    let of_block = |block: u32, fits: &dyn Fn(ByteRange) -> bool| {
        let mut ranges = reading
            .terms_of_block(block)
            .map(|(term, _)| term.range)
            .filter(|&range| fits(range));
        if forward { ranges.next() } else { ranges.last() }
    };
    next_range(reading, from, forward, of_block)
}

/// The link after a place, or before it: all of what it says.
pub(super) fn link(reading: &Reading, from: Place, forward: bool) -> Option<Selection> {
    let of_block = |block: u32, fits: &dyn Fn(ByteRange) -> bool| {
        let links = reading
            .article
            .block(block)
            .map_or(Vec::new(), |block| links(&block.spans));
        let mut ranges = links.into_iter().filter(|&range| fits(range));
        if forward { ranges.next() } else { ranges.next_back() }
    };
    next_range(reading, from, forward, of_block)
}

/// Where links stand: spans of one link that touch each other are one.
fn links(spans: &[Span]) -> Vec<ByteRange> {
    let mut links: Vec<(u32, ByteRange)> = Vec::new();
    for span in spans {
        let Some(link) = span.link else { continue };
        match links.last_mut() {
            Some((same, range)) if *same == link && range.end == span.range.start => range.end = span.range.end,
            _ => links.push((link, span.range)),
        }
    }
    links.into_iter().map(|(_, range)| range).collect()
}

/// The first range beyond a place, in its block or in those further on.
fn next_range(
    reading: &Reading,
    from: Place,
    forward: bool,
    of_block: impl Fn(u32, &dyn Fn(ByteRange) -> bool) -> Option<ByteRange>,
) -> Option<Selection> {
    let beyond = |range: ByteRange| {
        if forward {
            range.start >= from.byte
        } else {
            range.end <= from.byte
        }
    };
    if let Some(range) = of_block(from.block, &beyond) {
        let block = from.block;
        return Some(Selection { block, range });
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

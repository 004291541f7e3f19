//! Where footnotes stand: their numbers in the text, their notes at the end, the sign behind a note that leads back.

use eframe::egui::{Rect, vec2};

use super::super::desk::Desk;
use super::super::layout::Page;
use super::super::links;
use super::super::scroll::Visible;
use crate::app::Reading;
use crate::text::{Block, ByteRange, Frame, Marker, Place};

/// The number of a footnote in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    pub number: u32,
    pub block: u32,
    pub range: ByteRange,
}

pub fn text_of<'a>(page: Page<'a>, visible: &Visible) -> &'a str {
    let block = page.reading.article.block(visible.piece.block);
    block.map_or("", |block| block.slice(visible.piece.range))
}

/// The number of the footnote that a block is a part of.
pub fn number_of(block: &Block) -> Option<u32> {
    match block.frame.first() {
        Some(Frame::Footnote(number)) => Some(*number),
        _ => None,
    }
}

/// The first block of a footnote.
pub fn note_of(reading: &Reading, number: u32) -> Option<u32> {
    let blocks = &reading.article.blocks;
    // They stand at the end.
    let found = blocks
        .iter()
        .rposition(|block| block.marker == Some(Marker::Footnote(number)))?;
    u32::try_from(found).ok()
}

/// All references from a block on, in order.
pub fn references(reading: &Reading, from: u32) -> impl Iterator<Item = Reference> + '_ {
    let article = &reading.article;
    let blocks = article.blocks.iter().zip(0..).skip(from as usize);
    blocks.flat_map(move |(block, at)| {
        block.spans.iter().filter_map(move |span| {
            let link = article.links.get(span.link? as usize)?;
            Some(Reference {
                number: links::footnote(&link.address)?,
                block: at,
                range: span.range,
            })
        })
    })
}

/// The reference after a place; the first one of all after the last.
pub fn next_reference(reading: &Reading, from: Place) -> Option<Reference> {
    let after = |reference: &Reference| (reference.block, reference.range.start) >= (from.block, from.byte);
    references(reading, from.block)
        .find(after)
        .or_else(|| references(reading, 0).next())
}

/// The reference in which a byte of a block stands.
pub fn reference_at(reading: &Reading, block: u32, byte: u32) -> Option<Reference> {
    links::footnote(&reading.link_at(block, byte)?.address)?;
    references(reading, block).find(|reference| reference.block == block && reference.range.contains(byte))
}

/// Where a reference stands on the screen.
pub fn rect_of(desk: &Desk<'_>, reference: Reference) -> Option<Rect> {
    let mut found = None;
    for visible in desk
        .seen
        .iter()
        .filter(|visible| visible.piece.block == reference.block)
    {
        let origin = desk.rect(visible).min;
        for part in &visible.laid.parts {
            part.boxes(reference.range, |row| {
                found = Some(row.rect().translate(origin.to_vec2() + part.at));
            });
        }
    }
    found.filter(|rect| rect.intersects(desk.view))
}

/// The sign that leads back, behind the last word of a note: the number of the note, and where the sign stands.
pub fn back_sign(desk: &Desk<'_>, visible: &Visible) -> Option<(u32, Rect)> {
    let blocks = &desk.page.reading.article.blocks;
    let at = visible.piece.block as usize;
    let number = number_of(blocks.get(at)?)?;
    let ends = blocks.get(at + 1).and_then(number_of) != Some(number);
    let part = visible.laid.parts.last().filter(|_| ends && !visible.piece.cut)?;
    let row = part.galley.rows.last()?;
    let right = row.glyphs.last().map_or(0.0, |glyph| row.pos.x + glyph.max_x());
    let size = part.size;
    let left = (part.at.x + right + 0.4 * size).min(desk.page.column);
    let middle = part.at.y + row.min_y() + part.baseline - 0.3 * size;
    let center = desk.rect(visible).min + vec2(left + 0.5 * size, middle);
    Some((number, Rect::from_center_size(center, vec2(1.1 * size, 1.2 * size))))
}

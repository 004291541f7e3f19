//! Whether two readings of a source differ in nothing but bold.

use super::Wanted;
use crate::text::{Article, Block, ByteRange, Span, Style};

/// Whether two articles differ in nothing but the bold of the blocks of which it is wanted.
pub(super) fn is_same_but_bold(old: &Article, new: &Article, wanted: &Wanted) -> bool {
    let same_head = old.title == new.title
        && old.links == new.links
        && old.tables == new.tables
        && old.front_matter == new.front_matter
        && old.plain_fallback == new.plain_fallback;
    let ranges = |block: &Block| -> Vec<ByteRange> { block.bolds.iter().map(|bold| bold.range).collect() };
    let is_same = |((old, new), number): ((&Block, &Block), u32)| {
        let is_touched = wanted.binary_search_by_key(&number, |(number, _)| *number).is_ok();
        is_same_block(old, new) && (is_touched || ranges(old) == ranges(new))
    };
    let pairs = old.blocks.iter().zip(&new.blocks).zip(0u32..);
    same_head && old.blocks.len() == new.blocks.len() && pairs.into_iter().all(is_same)
}

pub(super) fn is_same_block(old: &Block, new: &Block) -> bool {
    old.text == new.text
        && old.kind == new.kind
        && old.frame == new.frame
        && old.marker == new.marker
        && old.tight == new.tight
        && without_bold(&old.spans) == without_bold(&new.spans)
}

/// The spans as they would be without bold and without highlighting, which is written like it.
fn without_bold(spans: &[Span]) -> Vec<Span> {
    let mut plain: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let style = Style(span.style.0 & !Style::BOLD.0 & !Style::MARK.0);
        if style == Style::default() && span.link.is_none() {
            continue;
        }
        match plain.last_mut() {
            Some(last) if last.range.end == span.range.start && (last.style, last.link) == (style, span.link) => {
                last.range.end = span.range.end;
            }
            _ => plain.push(Span { style, ..*span }),
        }
    }
    plain
}

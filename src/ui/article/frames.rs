//! What a block stands in: quotes, callouts, list items, footnotes; how far they set its text in, and how much room
//! they and its neighbours leave above it.
//!
//! Blocks are a flat list and say only what they stand in, so a frame is known to begin or to end by comparing a block
//! with its neighbours.

use rust_i18n::t;

use crate::text::{Article, Block, BlockKind, Callout, Frame, Style};

/// Room around a block's text, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Room {
    /// Above, outside all frames that begin here.
    pub gap: f32,
    /// Inside frames that begin here, above the text.
    pub above: f32,
    /// Inside frames that end here, below the text.
    pub below: f32,
    /// Left of the text.
    pub left: f32,
    /// Right of the text.
    pub right: f32,
    /// Size of the text, where 1 is that of running text.
    pub scale: f32,
    /// The name of a callout that begins here without a title of its own.
    pub label: Option<CalloutLabel>,
    /// The first footnote of the article: a line sets them apart.
    pub footnotes_begin: bool,
    /// How many frames it has in common with the block before.
    shared_before: usize,
    /// How many frames it has in common with the block after.
    shared_after: usize,
}

/// The name of a callout, above its text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CalloutLabel {
    pub callout: Callout,
    /// From the column's left (points).
    pub left: f32,
}

/// Beyond so many frames nothing is indented further, so that the text stays on the page; a quote so deep has no rule of
/// its own, which would run through the text.
const DEEPEST: usize = 8;

/// Room for the name of a callout, in ems.
pub(super) const LABEL: f32 = 1.35;

/// The name of a callout's kind.
pub(super) fn callout_name(callout: Callout) -> String {
    match callout {
        Callout::Note => t!("callout.note"),
        Callout::Tip => t!("callout.tip"),
        Callout::Important => t!("callout.important"),
        Callout::Warning => t!("callout.warning"),
        Callout::Caution => t!("callout.caution"),
    }
    .into_owned()
}

/// Whether a block is a callout's title: the parser makes it bold from end to end.
fn is_title(block: &Block) -> bool {
    let mut bold = 0;
    for span in block.spans.iter().filter(|span| span.style.has(Style::BOLD)) {
        if span.range.start == bold {
            bold = span.range.end;
        }
    }
    matches!(block.kind, BlockKind::Paragraph) && !block.text.is_empty() && bold as usize == block.text.len()
}

/// What a frame looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameLook {
    /// A rule at the left.
    Quote,
    /// A panel with a coloured rule.
    Callout(Callout),
}

/// A frame to be painted beside a block, in points from the block's top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FrameBar {
    pub look: FrameLook,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    pub begins: bool,
    pub ends: bool,
}

/// Insets of a frame at its left and right, and its padding above and below; in ems.
const fn insets(frame: Frame) -> (f32, f32, f32) {
    match frame {
        Frame::Quote => (1.1, 0.0, 0.0),
        Frame::Callout(_) => (1.15, 0.9, 0.75),
        Frame::Item | Frame::Footnote(_) => (1.5, 0.0, 0.0),
    }
}

/// The room around a block, where an em is `em` points.
pub(super) fn room(article: &Article, number: u32, em: f32) -> Room {
    let at = number as usize;
    let Some(block) = article.blocks.get(at) else {
        return Room {
            scale: 1.0,
            ..Room::default()
        };
    };
    let before = at.checked_sub(1).and_then(|before| article.blocks.get(before));
    let after = article.blocks.get(at + 1);
    let shared_before = before.map_or(0, |before| shared(before, block));
    let shared_after = after.map_or(0, |after| shared(block, after));
    let footnote = |block: &Block| block.frame.iter().any(|frame| matches!(frame, Frame::Footnote(_)));
    let footnotes_begin = footnote(block) && before.is_some_and(|before| !footnote(before));
    let gap = if footnotes_begin {
        2.6
    } else {
        before.map_or(1.8, |before| gap(before, block))
    };
    let scale = if footnote(block) { 0.85 } else { 1.0 };
    let mut room = Room {
        gap: gap * em,
        scale,
        footnotes_begin,
        shared_before,
        shared_after,
        ..Room::default()
    };
    for (depth, &frame) in block.frame.iter().enumerate() {
        let (left, right, pad) = insets(frame);
        let (left, right) = if depth < DEEPEST { (left, right) } else { (0.0, 0.0) };
        room.left += left * em;
        room.right += right * em;
        room.above += if depth >= shared_before { pad * em } else { 0.0 };
        room.below += if depth >= shared_after { pad * em } else { 0.0 };
        if let Frame::Callout(callout) = frame
            && depth >= shared_before
            && !is_title(block)
        {
            let left = room.left.round();
            room.label = Some(CalloutLabel { callout, left });
        }
    }
    if room.label.is_some() {
        room.above += LABEL * em;
    }
    // Whole points keep the rows of the page on whole pixels.
    for points in [
        &mut room.gap,
        &mut room.above,
        &mut room.below,
        &mut room.left,
        &mut room.right,
    ] {
        *points = points.round();
    }
    room
}

/// Whether a block is a paragraph that follows another of the same text.
pub(super) fn goes_on(article: &Article, number: u32) -> bool {
    let at = number as usize;
    let before = at.checked_sub(1).and_then(|before| article.blocks.get(before));
    let Some((before, block)) = before.zip(article.blocks.get(at)) else {
        return false;
    };
    let is_text = |block: &Block| matches!(block.kind, BlockKind::Paragraph) && !is_title(block);
    is_text(before) && is_text(block) && block.marker.is_none() && before.frame == block.frame
}

/// How many frames two blocks stand in together. A marker begins a new item, and so everything inside it.
fn shared(before: &Block, block: &Block) -> usize {
    let same = before
        .frame
        .iter()
        .zip(&block.frame)
        .take_while(|(one, other)| one == other)
        .count();
    let new_item = block
        .marker
        .and_then(|_| block.frame.iter().rposition(|frame| matches!(frame, Frame::Item)));
    new_item.map_or(same, |item| same.min(item))
}

/// The gap between two blocks, in ems.
fn gap(before: &Block, block: &Block) -> f32 {
    let same_table = |one: &BlockKind, other: &BlockKind| match (one, other) {
        (BlockKind::TableRow { table: one, .. }, BlockKind::TableRow { table: other, .. }) => one == other,
        _ => false,
    };
    let list = block.frame.iter().position(|frame| matches!(frame, Frame::Item));
    let goes_on = list.is_some_and(|list| before.frame.get(..=list) == block.frame.get(..=list));
    match (&before.kind, &block.kind) {
        (one, other) if same_table(one, other) => 0.0,
        (BlockKind::Heading(_), BlockKind::Heading(_)) => 0.9,
        (_, BlockKind::Heading(1)) => 2.2,
        (_, BlockKind::Heading(2)) => 1.9,
        (_, BlockKind::Heading(3)) => 1.6,
        (_, BlockKind::Heading(_)) => 1.4,
        (BlockKind::Heading(1), _) => 0.8,
        (BlockKind::Heading(_), _) => 0.5,
        (_, BlockKind::Rule) | (BlockKind::Rule, _) => 1.5,
        (BlockKind::Media { .. }, BlockKind::Media { .. }) => 0.6,
        (_, BlockKind::Media { .. }) | (BlockKind::Media { .. }, _) => 1.1,
        _ if block.tight && goes_on => 0.25,
        _ if block.tight && list.is_some() => 0.55,
        _ => 0.85,
    }
}

/// The frames to paint beside a block of that height (points), outermost first.
pub(super) fn bars(block: &Block, room: &Room, em: f32, column: f32, height: f32) -> impl Iterator<Item = FrameBar> {
    let (mut left, mut right, mut top, mut bottom) = (0.0, column, room.gap, height);
    let (before, after) = (room.shared_before, room.shared_after);
    block.frame.iter().enumerate().filter_map(move |(depth, &frame)| {
        let (inset, inset_right, pad) = insets(frame);
        let (begins, ends) = (depth >= before, depth >= after);
        let look = match frame {
            _ if depth >= DEEPEST => None,
            Frame::Quote => Some(FrameLook::Quote),
            Frame::Callout(callout) => Some(FrameLook::Callout(callout)),
            Frame::Item | Frame::Footnote(_) => None,
        };
        let bar = look.map(|look| FrameBar {
            look,
            left,
            right,
            top: if begins { top } else { 0.0 },
            bottom,
            begins,
            ends,
        });
        if depth < DEEPEST {
            left += inset * em;
            right -= inset_right * em;
        }
        top += if begins { pad * em } else { 0.0 };
        bottom -= if ends { pad * em } else { 0.0 };
        bar
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn no_rule_of_a_deep_quote_runs_through_the_text() {
        for depth in [1, 7, 8, 12, 40] {
            let article = parse(&format!("{} deep\n", ">".repeat(depth)));
            let room = room(&article, 0, 19.0);
            let bars: Vec<FrameBar> = bars(&article.blocks[0], &room, 19.0, 600.0, 40.0).collect();
            assert_eq!(bars.len(), depth.min(DEEPEST));
            assert!(bars.iter().all(|bar| bar.left + 4.0 < room.left), "{depth}");
        }
    }
}

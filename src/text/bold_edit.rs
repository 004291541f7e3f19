//! Bold as edited in the program: shown in the text at once, whatever the source says.

use super::{Block, Bold, ByteRange, Span, Style};

/// Shows a range of a block in bold, or no longer.
///
/// Unbolding takes away every bold span that overlaps the range; the text itself never changes.
pub fn set_bold(block: &mut Block, range: ByteRange, bold: bool) {
    let mut bolds: Vec<Bold> = block.bolds.to_vec();
    let mut dropped = Vec::new();
    bolds.retain(|old| {
        let hit = old.range.overlaps(range);
        if hit {
            dropped.push(old.range);
        }
        !hit
    });
    let mut spans = block.spans.to_vec();
    for old in dropped {
        let own = if is_highlighted_alone(&spans, old) {
            Style::MARK
        } else {
            Style::default()
        };
        spans = restyle(&spans, old, |style| Style(style.0 & !Style::BOLD.0 & !own.0));
    }
    if bold {
        spans = restyle(&spans, range, |style| style.with(Style::BOLD));
        // The markers are not in the source: an empty range at its end says so.
        let source = ByteRange::new(block.source.end, block.source.end);
        bolds.push(Bold { range, source });
        bolds.sort_by_key(|bold| bold.range.start);
    }
    block.bolds = bolds.into();
    block.spans = spans.into();
}

/// Whether a range is highlighted and what stands next to it is not: then the highlighting is what made it bold.
fn is_highlighted_alone(spans: &[Span], range: ByteRange) -> bool {
    let mut marked = spans
        .iter()
        .filter(|span| span.style.has(Style::MARK) && span.range.start <= range.end && range.start <= span.range.end)
        .peekable();
    marked.peek().is_some() && marked.all(|span| range.start <= span.range.start && span.range.end <= range.end)
}

fn restyle(spans: &[Span], range: ByteRange, change: impl Fn(Style) -> Style) -> Vec<Span> {
    let mut result = Vec::with_capacity(spans.len() + 2);
    let mut at = range.start;
    let mut push = |start: u32, end: u32, style: Style, link: Option<u32>| {
        if start < end && (style != Style::default() || link.is_some()) {
            result.push(Span {
                range: ByteRange::new(start, end),
                style,
                link,
            });
        }
    };
    for span in spans {
        if span.range.end <= range.start || range.end <= span.range.start {
            if span.range.start >= range.end && at < range.end {
                push(at, range.end, change(Style::default()), None);
                at = range.end;
            }
            push(span.range.start, span.range.end, span.style, span.link);
            continue;
        }
        push(span.range.start, range.start, span.style, span.link);
        let start = span.range.start.max(range.start);
        push(at, start, change(Style::default()), None);
        let end = span.range.end.min(range.end);
        push(start, end, change(span.style), span.link);
        at = end;
        push(range.end, span.range.end, span.style, span.link);
    }
    if at < range.end {
        push(at, range.end, change(Style::default()), None);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::BlockKind;
    use super::*;

    fn block(text: &str, bolds: &[(u32, u32)], spans: &[(u32, u32, Style)]) -> Block {
        Block {
            kind: BlockKind::Paragraph,
            frame: Box::default(),
            marker: None,
            tight: false,
            text: text.into(),
            spans: spans
                .iter()
                .map(|&(start, end, style)| Span {
                    range: ByteRange::new(start, end),
                    style,
                    link: None,
                })
                .collect(),
            bolds: bolds
                .iter()
                .map(|&(start, end)| Bold {
                    range: ByteRange::new(start, end),
                    source: ByteRange::default(),
                })
                .collect(),
            tokens: Box::default(),
            glosses: Box::default(),
            source: ByteRange::default(),
        }
    }

    fn styles(block: &Block) -> Vec<(u32, u32, Style)> {
        block
            .spans
            .iter()
            .map(|span| (span.range.start, span.range.end, span.style))
            .collect()
    }

    #[test]
    fn bold_and_back_leaves_the_spans_as_they_were() {
        let italic = [(0, 4, Style::ITALIC), (8, 12, Style::ITALIC)];
        let mut block = block("aaaa bbb cccc dd", &[], &italic);
        set_bold(&mut block, ByteRange::new(2, 10), true);
        let both = Style::BOLD.with(Style::ITALIC);
        let expected = vec![
            (0, 2, Style::ITALIC),
            (2, 4, both),
            (4, 8, Style::BOLD),
            (8, 10, both),
            (10, 12, Style::ITALIC),
        ];
        assert_eq!(styles(&block), expected);
        set_bold(&mut block, ByteRange::new(2, 10), false);
        assert!(block.bolds.is_empty());
        assert!(block.spans.iter().all(|span| span.style == Style::ITALIC));
    }

    #[test]
    fn highlighting_goes_with_the_bold_that_it_made() {
        let mut alone = block("put off it", &[(0, 7)], &[(0, 7, Style::MARK)]);
        set_bold(&mut alone, ByteRange::new(0, 3), false);
        assert!(alone.spans.is_empty());
        let both = Style::MARK.with(Style::BOLD);
        let mut around = block(
            "put off it",
            &[(4, 7)],
            &[(0, 4, Style::MARK), (4, 7, both), (7, 10, Style::MARK)],
        );
        set_bold(&mut around, ByteRange::new(4, 7), false);
        assert_eq!(
            styles(&around),
            [(0, 4, Style::MARK), (4, 7, Style::MARK), (7, 10, Style::MARK)]
        );
    }

    #[test]
    fn unbolding_a_part_takes_the_whole_span() {
        let mut block = block("put off", &[(0, 7)], &[(0, 7, Style::BOLD)]);
        set_bold(&mut block, ByteRange::new(0, 3), false);
        assert!(block.bolds.is_empty() && block.spans.is_empty());
    }
}

//! A draft becomes a block: highlighting and bare addresses are found in the whole text, then the tokens.

use super::draft::{Draft, Look, offset, overlay};
use super::trail::Piece;
use crate::text::{Article, Block, BlockKind, Bold, ByteRange, Link, Span, Style, tokens, unspaced};
use unicode_width::UnicodeWidthStr;

/// Widest column of a table that is measured; wider ones wrap.
const WIDEST_COLUMN: u16 = 60;

/// Makes a block of a draft, and says where its text stands in the source if that is known; its frame and marker are
/// the page's to give.
pub(super) fn block(mut kind: BlockKind, mut draft: Draft, article: &mut Article) -> (Block, Vec<Piece>) {
    match &mut kind {
        BlockKind::Code(_) => draft.trim_end(0),
        BlockKind::TableRow { table, cells, .. } => {
            draft.cells = std::mem::take(cells).into_vec();
            highlight(&mut draft);
            *cells = std::mem::take(&mut draft.cells).into_boxed_slice();
            measure(
                &draft.text,
                cells,
                article.tables.get_mut(*table as usize).map(|table| &mut *table.widths),
            );
        }
        _ => {
            draft.trim_end(0);
            draft.trim_start();
            highlight(&mut draft);
        }
    }
    if !matches!(kind, BlockKind::Code(_)) {
        link_addresses(&mut draft, article);
    }
    let gaps = gaps(&draft, &article.links);
    let tokens = unspaced::split(&draft.text, tokens::tokens(&draft.text, &gaps), &draft.bolds);
    let trail = draft.trail.into_pieces();
    let block = Block {
        kind,
        frame: Box::default(),
        marker: None,
        tight: false,
        tokens: tokens.into_boxed_slice(),
        text: draft.text.into_boxed_str(),
        spans: draft.spans.into_boxed_slice(),
        bolds: draft.bolds.into_boxed_slice(),
        glosses: Box::default(),
        source: draft.source.unwrap_or_default(),
    };
    (block, trail)
}

/// Whether there is nothing to read: white space and characters that show nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let is_invisible = |char: char| matches!(char, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    text.chars().all(|char| char.is_whitespace() || is_invisible(char))
}

/// Whether a picture's alternative text says nothing: editors put `img` or `image` where there is none.
pub(super) fn is_no_caption(text: &str) -> bool {
    let text = text.trim();
    is_blank(text) || text.eq_ignore_ascii_case("img") || text.eq_ignore_ascii_case("image")
}

/// Adds a picture's title below its alternative text, unless it repeats that.
pub(super) fn add_title(caption: &mut Draft, title: &str) {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_no_caption(&title) || caption.text.to_lowercase().contains(&title.to_lowercase()) {
        return;
    }
    caption.push_line_break();
    caption.push(&title, Look::default(), None);
}

/// Sets the whole text in bold. It is no bold span of the source: those in it stay what they are.
pub(super) fn embolden(draft: &mut Draft) {
    let whole = Span {
        range: ByteRange::new(0, draft.len()),
        style: Style::BOLD,
        link: None,
    };
    overlay(&mut draft.spans, &[whole]);
}

/// `==text==` becomes highlighted text, which counts as bold where nothing in it or around it is bold.
fn highlight(draft: &mut Draft) {
    let marks = std::mem::take(&mut draft.marks);
    let mut cuts = Vec::new();
    let mut spans = Vec::new();
    let mut bolds: Vec<Bold> = Vec::new();
    let mut open: Option<(u32, Option<u32>)> = None;
    for (mark, place) in marks {
        let around = draft.text.split_at_checked(mark as usize);
        let Some((before, after)) = around.and_then(|(before, after)| Some((before, after.strip_prefix("==")?))) else {
            continue;
        };
        let before = before.chars().next_back();
        let after = after.chars().next();
        if let Some((start, from)) = open.filter(|&(start, _)| closes(before, after) && mark > start + 2) {
            cuts.extend([ByteRange::new(start, start + 2), ByteRange::new(mark, mark + 2)]);
            let range = ByteRange::new(start + 2, mark);
            spans.push(Span {
                range,
                style: Style::MARK,
                link: None,
            });
            bolds.extend(from.zip(place).map(|(from, place)| Bold {
                range,
                source: ByteRange::new(from, place + 2),
            }));
            open = None;
        } else if opens(before, after) {
            open = Some((mark, place));
        }
    }
    if cuts.is_empty() {
        return;
    }
    let mut old = draft.bolds.iter().peekable();
    bolds.retain(|bold| {
        while old.next_if(|old| old.range.end <= bold.range.start).is_some() {}
        old.peek().is_none_or(|old| !old.range.overlaps(bold.range))
    });
    draft.bolds.append(&mut bolds);
    draft.bolds.sort_by_key(|bold| bold.range.start);
    overlay(&mut draft.spans, &spans);
    draft.cut(&cuts);
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    after.is_some_and(|char| !char.is_whitespace() && char != '=')
        && before.is_none_or(|char| !char.is_ascii_alphanumeric() && char != '=')
}

fn closes(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|char| !char.is_whitespace() && char != '=')
        && after.is_none_or(|char| !char.is_ascii_alphanumeric() && char != '=')
}

/// Addresses that stand in the text as they are become links.
fn link_addresses(draft: &mut Draft, article: &mut Article) {
    if !draft.text.contains("://") && !draft.text.contains("www.") {
        return;
    }
    let mut added = Vec::new();
    let mut at = 0;
    while let Some((range, scheme)) = next_address(&draft.text, at) {
        at = range.end as usize;
        let before = draft.spans.partition_point(|span| span.range.end <= range.start);
        let taken = |span: &Span| span.range.overlaps(range) && (span.link.is_some() || span.style.has(Style::CODE));
        if draft.spans[before..]
            .iter()
            .take_while(|span| span.range.start < range.end)
            .any(taken)
        {
            continue;
        }
        let address = format!("{scheme}{}", &draft.text[range.usize()]);
        article.links.push(Link {
            address: address.into(),
        });
        added.push(Span {
            range,
            style: Style::default(),
            link: Some(offset(article.links.len() - 1)),
        });
    }
    overlay(&mut draft.spans, &added);
}

/// The next bare address at or after a byte, and the scheme that it lacks.
fn next_address(text: &str, from: usize) -> Option<(ByteRange, &'static str)> {
    const PREFIXES: [(&str, &str); 3] = [("https://", ""), ("http://", ""), ("www.", "https://")];
    let mut at = from;
    loop {
        let rest = &text[at..];
        let hit = rest.find(['h', 'w']).map(|hit| at + hit)?;
        at = hit + 1;
        if text[..hit].ends_with(|char: char| char.is_ascii_alphanumeric()) {
            continue;
        }
        let Some((prefix, scheme)) = PREFIXES.into_iter().find(|(prefix, _)| text[hit..].starts_with(prefix)) else {
            continue;
        };
        let is_end = |char: char| {
            char.is_whitespace() || matches!(char, '<' | '>' | '"' | '“' | '”' | '’' | '（' | '）' | '，' | '。')
        };
        let end = text[hit..].find(is_end).map_or(text.len(), |length| hit + length);
        let end = hit + trimmed(&text[hit..end]).len();
        at = end.max(at);
        if end > hit + prefix.len() {
            return Some((ByteRange::new(offset(hit), offset(end)), scheme));
        }
    }
}

/// Without the punctuation of the sentence around it, and without closing brackets that it did not open.
fn trimmed(address: &str) -> &str {
    let count = |wanted: u8| address.bytes().filter(|&byte| byte == wanted).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    let mut end = address.len();
    while let Some(char) = address[..end].chars().next_back() {
        if char == ')' && unopened > 0 {
            unopened -= 1;
        } else if !matches!(char, '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '…') {
            break;
        }
        end -= char.len_utf8();
    }
    &address[..end]
}

/// What gives no words: numbers of footnotes and addresses.
fn gaps(draft: &Draft, links: &[Link]) -> Vec<ByteRange> {
    let is_gap = |span: &&Span| {
        let text = &draft.text[span.range.usize()];
        let address = span
            .link
            .and_then(|link| links.get(link as usize))
            .map(|link| &*link.address);
        let is_address = |address: &str| {
            ["http://", "https://", "www.", "mailto:"]
                .into_iter()
                .any(|prefix| text.starts_with(prefix))
                || (text.contains('@') && address.strip_prefix("mailto:") == Some(text))
        };
        span.style.has(Style::FOOTNOTE) || address.is_some_and(is_address)
    };
    draft.spans.iter().filter(is_gap).map(|span| span.range).collect()
}

fn measure(text: &str, cells: &[ByteRange], widths: Option<&mut [u16]>) {
    for (cell, width) in cells.iter().zip(widths.into_iter().flatten()) {
        let cell = text[cell.usize()].width();
        *width = (*width).max(u16::try_from(cell).unwrap_or(WIDEST_COLUMN).min(WIDEST_COLUMN));
    }
}

impl Look {
    /// This look and one more style.
    pub fn with(self, style: Style) -> Self {
        Self {
            style: self.style.with(style),
            ..self
        }
    }
}

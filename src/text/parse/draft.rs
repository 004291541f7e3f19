//! A block while it is being written: its text, and the ranges into it.
//!
//! Text comes in pieces, each with its look. White space is made even on the way in, since Markdown and HTML both mean
//! one space by many; ranges are fixed once, when the block is finished.

use super::stars::Star;
use super::trail::Trail;
use crate::text::{Bold, ByteRange, Span, Style};

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub style: Style,
    pub link: Option<u32>,
}

impl Look {
    fn is_plain(self) -> bool {
        self == Self::default()
    }
}

/// The text of a block and its ranges, growing.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub text: String,
    pub spans: Vec<Span>,
    pub bolds: Vec<Bold>,
    /// Finished cells of a table row.
    pub cells: Vec<ByteRange>,
    /// Places of `==`, which may turn out to be highlighting, with their places in the source if they have one.
    pub marks: Vec<(u32, Option<u32>)>,
    /// Places of `**`, markers of bold or not yet.
    pub stars: Vec<Star>,
    /// Where each byte stands in the source, when that is asked for.
    pub trail: Trail,
    /// Bytes of the source read so far.
    pub source: Option<ByteRange>,
    /// Length before the space of a soft break, while nothing follows it.
    soft: Option<usize>,
}

impl Draft {
    /// An empty draft of what was read from these bytes.
    pub fn of(source: ByteRange) -> Self {
        Self {
            source: Some(source),
            ..Self::default()
        }
    }

    /// Length of the text in bytes.
    pub fn len(&self) -> u32 {
        offset(self.text.len())
    }

    /// Notes that these bytes of the source belong to the block.
    pub fn covers(&mut self, source: ByteRange) {
        self.source = Some(match self.source {
            Some(old) => ByteRange::new(old.start.min(source.start), old.end.max(source.end)),
            None => source,
        });
    }

    /// Adds running text: runs of blanks become one space, control characters vanish. `origin` is the place of the
    /// text in the source, if it stands there as it is.
    pub fn push(&mut self, text: &str, look: Look, origin: Option<u32>) {
        let start = self.text.len();
        let mut blank = self.text.is_empty() || self.text.ends_with([' ', '\n', '\t']);
        if is_even(text) && !(blank && text.starts_with(' ')) {
            self.trail.follow(start, text.len(), origin);
            self.text.push_str(text);
        } else {
            for (at, char) in text.char_indices() {
                let space = matches!(char, ' ' | '\t' | '\n' | '\r' | '\u{c}');
                let shown = match char {
                    _ if space && !blank => Some(' '),
                    char if !space && !char.is_control() => Some(char),
                    _ => None,
                };
                if let Some(shown) = shown {
                    let origin = origin.map(|origin| origin + offset(at));
                    self.trail.follow(self.text.len(), shown.len_utf8(), origin);
                    self.text.push(shown);
                }
                blank = if space { true } else { blank && char.is_control() };
            }
        }
        self.paint(start, look);
    }

    /// Adds text as it is, for code.
    pub fn push_exact(&mut self, text: &str, look: Look) {
        let start = self.text.len();
        if text.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            self.text.extend(
                text.chars()
                    .filter(|&char| matches!(char, '\n' | '\t') || !char.is_control()),
            );
        } else {
            self.text.push_str(text);
        }
        self.paint(start, look);
    }

    /// A break of the source's line: a space, unless it stands between two characters that are written without.
    pub fn push_soft_break(&mut self, look: Look) {
        if self.text.is_empty() || self.text.ends_with([' ', '\n', '\t']) {
            return;
        }
        let before = self.text.len();
        self.text.push(' ');
        self.paint(before, look);
        self.soft = Some(before);
    }

    /// A break of the line that the reader sees.
    pub fn push_line_break(&mut self) {
        self.trim_end(0);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.soft = None;
    }

    /// Removes white space at the end, down to `floor` (bytes).
    pub fn trim_end(&mut self, floor: usize) {
        let end = self.text.trim_end().len().max(floor);
        if end < self.text.len() {
            self.text.truncate(end);
            self.clamp(offset(end));
        }
    }

    /// Removes white space at the beginning.
    pub fn trim_start(&mut self) {
        let cut = self.text.len() - self.text.trim_start().len();
        if cut > 0 {
            self.cut(&[ByteRange::new(0, offset(cut))]);
        }
    }

    /// Removes stretches of the text (in order, apart from each other) and moves all ranges along.
    pub fn cut(&mut self, cuts: &[ByteRange]) {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for cut in cuts {
            text.push_str(&self.text[at..cut.start as usize]);
            at = cut.end as usize;
        }
        text.push_str(&self.text[at..]);
        self.text = text;
        let mut gone = vec![0; cuts.len() + 1];
        for (index, cut) in cuts.iter().enumerate() {
            gone[index + 1] = gone[index] + cut.len();
        }
        let after = |byte: u32| {
            let whole = cuts.partition_point(|cut| cut.end <= byte);
            let part = cuts.get(whole).map_or(0, |cut| byte.saturating_sub(cut.start));
            byte - gone[whole] - part
        };
        let moved = |range: ByteRange| ByteRange::new(after(range.start), after(range.end));
        self.spans.iter_mut().for_each(|span| span.range = moved(span.range));
        self.bolds.iter_mut().for_each(|bold| bold.range = moved(bold.range));
        self.marks.iter_mut().for_each(|mark| mark.0 = after(mark.0));
        self.trail.cut(cuts);
        self.cells.iter_mut().for_each(|cell| *cell = moved(*cell));
        self.spans.retain(|span| !span.range.is_empty());
        self.bolds.retain(|bold| !bold.range.is_empty());
    }

    /// Takes the space of a soft break back when `next` follows it without one; says whether it did.
    pub fn settle_soft_break(&mut self, next: &str) -> bool {
        let Some(before) = self.soft.take() else { return false };
        // The space may be gone by now, with the end of a cell.
        let Some((left, " ")) = self.text.split_at_checked(before) else {
            return false;
        };
        let around = left.chars().next_back().zip(next.chars().next());
        let joined =
            around.is_some_and(|(left, right)| is_written_without_spaces(left) && is_written_without_spaces(right));
        if joined {
            self.text.truncate(before);
            self.clamp(offset(before));
        }
        joined
    }

    fn paint(&mut self, start: usize, look: Look) {
        let range = ByteRange::new(offset(start), self.len());
        if look.is_plain() || range.is_empty() {
            return;
        }
        if let Some(last) = self.spans.last_mut()
            && last.range.end == range.start
            && (last.style, last.link) == (look.style, look.link)
        {
            last.range.end = range.end;
            return;
        }
        self.spans.push(Span {
            range,
            style: look.style,
            link: look.link,
        });
    }

    /// Shortens every range to a text that now ends at `end`.
    fn clamp(&mut self, end: u32) {
        while let Some(last) = self.spans.last_mut().filter(|span| span.range.end > end) {
            last.range.end = end;
            if last.range.start < end {
                break;
            }
            self.spans.pop();
        }
        while let Some(last) = self.bolds.last_mut().filter(|bold| bold.range.end > end) {
            last.range.end = end;
            if last.range.start < end {
                break;
            }
            self.bolds.pop();
        }
        while self.marks.last().is_some_and(|&(mark, _)| mark >= end) {
            self.marks.pop();
        }
        for star in self.stars.iter_mut().rev().take_while(|star| star.at > end) {
            star.at = end;
        }
        self.trail.truncate(end);
    }
}

/// Offsets are 32 bits: a source is at most 64 MB, and no block's text is longer than its source.
pub(super) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Puts a style or a link over ranges of the text (in order, apart from each other).
pub(super) fn overlay(spans: &mut Vec<Span>, added: &[Span]) {
    if added.is_empty() {
        return;
    }
    let mut edges: Vec<u32> = spans
        .iter()
        .chain(added)
        .flat_map(|span| [span.range.start, span.range.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let (mut old, mut new) = (spans.iter().peekable(), added.iter().peekable());
    let mut result: Vec<Span> = Vec::with_capacity(edges.len());
    for pair in edges.windows(2) {
        let range = ByteRange::new(pair[0], pair[1]);
        while old.next_if(|span| span.range.end <= range.start).is_some() {}
        while new.next_if(|span| span.range.end <= range.start).is_some() {}
        let mut look = Look::default();
        for span in [old.peek(), new.peek()]
            .into_iter()
            .flatten()
            .filter(|span| span.range.overlaps(range))
        {
            look = Look {
                style: look.style.with(span.style),
                link: look.link.or(span.link),
            };
        }
        if let Some(last) = result.last_mut()
            && last.range.end == range.start
            && (last.style, last.link) == (look.style, look.link)
        {
            last.range.end = range.end;
        } else if !look.is_plain() {
            result.push(Span {
                range,
                style: look.style,
                link: look.link,
            });
        }
    }
    *spans = result;
}

/// Whether a character belongs to a script that puts no spaces between words (Chinese, Japanese).
pub(super) fn is_written_without_spaces(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

fn is_even(text: &str) -> bool {
    let mut before = b'x';
    for &byte in text.as_bytes() {
        // 0xc2 begins the upper control characters, among others.
        if byte < b' ' || byte == 0x7f || byte == 0xc2 || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    true
}

//! A stretch of a block's text, with its marks, as it stands within a line of Markdown.

use std::fmt::Write;

use super::{Manner, bolds};
use crate::text::{Article, Block, ByteRange, Style, parse};

/// Something that the text wears between two bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    range: ByteRange,
    open: String,
    close: &'static str,
    tail: String,
    /// The text in it is written as it is: code.
    exact: bool,
}

/// What stands around the text, and must not be taken for an end of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// A paragraph or heading.
    Line,
    /// A cell of a table, or a caption: everything on one line.
    Cell,
}

/// The text of a range, which has no blanks at its ends. What is not read back with the same bold is written plainly.
pub(super) fn write(article: &Article, block: &Block, range: ByteRange, around: Around, manner: Manner) -> String {
    let bold = bolds(block, range);
    if manner == Manner::Rich {
        let rich = with_marks(block, range, around, &marks(article, block, range, &bold));
        if is_read_back(&rich, block.slice(range), &bold) {
            return rich;
        }
    }
    let mark = |bold: &ByteRange| Mark {
        range: ByteRange::new(bold.start + range.start, bold.end + range.start),
        open: "<b>".to_owned(),
        close: "</b>",
        tail: String::new(),
        exact: false,
    };
    with_marks(block, range, around, &bold.iter().map(mark).collect::<Vec<_>>())
}

fn is_read_back(markdown: &str, text: &str, bold: &[ByteRange]) -> bool {
    let read = parse(markdown);
    let [block] = &read.blocks[..] else { return false };
    &*block.text == text && block.bolds.iter().map(|bold| bold.range).eq(bold.iter().copied())
}

/// Everything that is worn in a range, what is longest first where two begin together.
fn marks(article: &Article, block: &Block, range: ByteRange, bold: &[ByteRange]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mark = |range: ByteRange, sign: &'static str| Mark {
        range,
        open: sign.to_owned(),
        close: sign,
        tail: String::new(),
        exact: false,
    };
    for bold in bold {
        let bold = ByteRange::new(bold.start + range.start, bold.end + range.start);
        marks.push(mark(bold, "**"));
    }
    for (style, sign) in [(Style::ITALIC, "*"), (Style::STRIKE, "~~")] {
        let runs = runs(block, range, |span| span.0.has(style).then_some(()));
        marks.extend(runs.into_iter().map(|(range, ())| mark(range, sign)));
    }
    for (range, link) in runs(block, range, |(style, link)| {
        link.filter(|_| !style.has(Style::FOOTNOTE))
    }) {
        let address = article.links.get(link as usize).map_or("", |link| &*link.address);
        // An address that stands in the text becomes a link by itself.
        if !address.is_empty() && !address.ends_with(block.slice(range)) {
            marks.push(Mark {
                close: "](",
                tail: format!("{})", target(address)),
                ..mark(range, "[")
            });
        }
    }
    for (range, ()) in runs(block, range, |(style, _)| style.has(Style::CODE).then_some(())) {
        let fence = fence(block.slice(range), 1);
        let text = block.slice(range);
        let pad = if text.starts_with('`') || text.ends_with('`') {
            " "
        } else {
            ""
        };
        marks.push(Mark {
            open: format!("{fence}{pad}"),
            close: "",
            tail: format!("{pad}{fence}"),
            exact: true,
            ..mark(range, "")
        });
    }
    for (range, ()) in runs(block, range, |(style, _)| style.has(Style::FOOTNOTE).then_some(())) {
        marks.push(Mark {
            open: "<sup>".to_owned(),
            close: "</sup>",
            ..mark(range, "")
        });
    }
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.exact));
    marks
}

/// Stretches of a range in which the spans agree.
fn runs<T: PartialEq>(
    block: &Block,
    range: ByteRange,
    pick: impl Fn((Style, Option<u32>)) -> Option<T>,
) -> Vec<(ByteRange, T)> {
    let mut runs: Vec<(ByteRange, T)> = Vec::new();
    for span in block.spans.iter().filter(|span| span.range.overlaps(range)) {
        let Some(picked) = pick((span.style, span.link)) else {
            continue;
        };
        let here = ByteRange::new(span.range.start.max(range.start), span.range.end.min(range.end));
        match runs.last_mut() {
            Some((last, same)) if last.end == here.start && *same == picked => last.end = here.end,
            _ => runs.push((here, picked)),
        }
    }
    runs
}

/// The text with these marks around it; a mark that would cross another one's edge is closed and opened again.
fn with_marks(block: &Block, range: ByteRange, around: Around, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(range.len() as usize + 16 * marks.len());
    let mut edges: Vec<u32> = marks
        .iter()
        .flat_map(|mark| [mark.range.start, mark.range.end])
        .chain([range.start, range.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut open: Vec<&Mark> = Vec::new();
    for pair in edges.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if let Some(outermost) = open.iter().position(|mark| mark.range.end <= from) {
            let closed = open.split_off(outermost);
            for mark in closed.iter().rev() {
                out.push_str(mark.close);
                out.push_str(&mark.tail);
            }
            let again = closed.into_iter().filter(|mark| mark.range.end > from);
            for mark in again {
                out.push_str(&mark.open);
                open.push(mark);
            }
        }
        for mark in marks.iter().filter(|mark| mark.range.start == from) {
            out.push_str(&mark.open);
            open.push(mark);
        }
        let text = block.slice(ByteRange::new(from, to));
        if open.iter().any(|mark| mark.exact) {
            out.push_str(&text.replace('\n', " "));
        } else {
            escape(text, around, &mut out);
        }
    }
    for mark in open.iter().rev() {
        out.push_str(mark.close);
        out.push_str(&mark.tail);
    }
    out
}

/// A text as Markdown in which nothing of it is a sign; its line feeds are hard breaks.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, Around::Line, &mut out);
    out
}

/// Adds text in which nothing is a sign of Markdown.
fn escape(text: &str, around: Around, out: &mut String) {
    let mut before = out.chars().next_back();
    for char in text.chars() {
        match char {
            '\n' if around == Around::Line => out.push_str("\\\n"),
            '\n' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '$' | '#' | '>' => {
                out.push('\\');
                out.push(char);
            }
            // Only at the beginning of a line, or twice, they are signs.
            '+' | '-' | '=' | '.' | ')' | ':' | '!' if is_sign(char, before, out) => {
                out.push('\\');
                out.push(char);
            }
            char if char.is_control() => {
                let _ = write!(out, "&#{};", u32::from(char));
            }
            char => out.push(char),
        }
        before = Some(char);
    }
}

/// Whether a sign would mean something where it is about to stand.
fn is_sign(char: char, before: Option<char>, out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or_default();
    let is_number = || !line.is_empty() && line.len() < 10 && line.bytes().all(|byte| byte.is_ascii_digit());
    match char {
        '+' => line.is_empty(),
        '-' | '=' => line.is_empty() || before == Some(char),
        '.' | ')' => is_number(),
        ':' => line.is_empty() || line.ends_with("http") || line.ends_with("https"),
        _ => false,
    }
}

/// A link's target as it stands in brackets.
pub(super) fn target(address: &str) -> String {
    let plain =
        |char: char| !char.is_whitespace() && !char.is_control() && !matches!(char, '(' | ')' | '<' | '>' | '\\');
    if address.chars().all(plain) {
        return address.to_owned();
    }
    let mut target = String::from("<");
    for char in address.chars() {
        match char {
            '<' | '>' | '\\' => {
                target.push('\\');
                target.push(char);
            }
            char if char.is_control() => {
                let _ = write!(target, "%{:02X}", u32::from(char));
            }
            char => target.push(char),
        }
    }
    target + ">"
}

/// Backticks that do not occur in a text: at least so many.
pub(super) fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(least.max(longest + 1))
}

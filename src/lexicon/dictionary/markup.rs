//! The body of an entry, from whatever its dictionary writes to meanings in runs of plain, bold and italic text.
//!
//! Nothing of it is run and nothing fetched: tags that mean a style, a line or a list are kept as such, scripts, styles
//! and pictures are dropped, all other tags give way to what they hold. The scan is one pass without recursion, so that
//! nesting costs nothing, and a body is at most as long as the index lets it be.

mod plain;

use super::{Entry, Run};

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Markup {
    /// Lines.
    #[default]
    Plain = 0,
    /// HTML, or Pango's few tags.
    Html = 1,
    /// XDXF, in which `k`, `tr`, `ex` and others mean what they are.
    Xdxf = 2,
}

impl Markup {
    /// The markup with that number; plain where there is none.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        match number {
            1 => Self::Html,
            2 => Self::Xdxf,
            _ => Self::Plain,
        }
    }
}

/// Lines of an entry that are shown.
const LINES_AT_MOST: usize = 400;
/// Deeper ones are shown as deep as this.
const DEPTH_AT_MOST: u8 = 4;

/// What an entry says.
#[must_use]
pub fn entry(headword: String, pronunciation: Option<String>, markup: Markup, body: &str) -> Entry {
    let mut entry = Entry {
        headword,
        pronunciation,
        senses: Vec::new(),
    };
    let lines = match markup {
        Markup::Plain => plain::lines(body),
        Markup::Html | Markup::Xdxf => tagged(body, markup),
    };
    plain::take(lines, &mut entry);
    entry
}

/// A line of a body, and how deep it lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    depth: u8,
    /// Whether it is an item of a list.
    item: bool,
    /// Whether it shows how the word is used.
    example: bool,
    /// Whether it says how the word is spoken.
    spoken: bool,
    runs: Vec<Run>,
}

impl Line {
    fn push(&mut self, text: &str, bold: bool, italic: bool) {
        match self.runs.last_mut() {
            Some(run) if run.bold == bold && run.italic == italic => run.text.push_str(text),
            _ => self.runs.push(Run {
                text: text.to_owned(),
                bold,
                italic,
            }),
        }
    }

    fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What tags have been opened and not closed, as counts: where tags overlap, as they do in the wild, nothing is lost.
#[derive(Default)]
struct Open {
    bold: u16,
    italic: u16,
    depth: u8,
    example: u16,
    spoken: u16,
    /// The name of an element whose text is no text, until its end.
    dropped: Option<&'static str>,
}

const DROPPED: [&str; 7] = ["script", "style", "head", "svg", "rref", "iframe", "object"];
const BREAKS: [&str; 20] = [
    "p",
    "div",
    "br",
    "tr",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "section",
    "article",
    "def",
    "ar",
];

fn tagged(body: &str, markup: Markup) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut open = Open::default();
    let mut rest = body;
    while !rest.is_empty() && lines.len() < LINES_AT_MOST {
        let Some(at) = rest.find('<') else {
            text(rest, &open, &mut line);
            break;
        };
        text(&rest[..at], &open, &mut line);
        let from = &rest[at..];
        let comment = from
            .strip_prefix("<!--")
            .and_then(|inside| inside.find("-->").map(|end| end + 7));
        // A `<` that begins no tag is itself.
        let begins = from[1..].starts_with(|char: char| char.is_ascii_alphabetic() || matches!(char, '/' | '!' | '?'));
        let end = comment.or_else(|| from.find('>').map(|end| end + 1)).filter(|_| begins);
        let Some(end) = end else {
            text("<", &open, &mut line);
            rest = &from[1..];
            continue;
        };
        if comment.is_none() {
            tag(&from[1..end - 1], markup, &mut open, &mut line, &mut lines);
        }
        rest = &from[end..];
    }
    close(&mut line, &open, &mut lines);
    lines
}

/// Takes text in, white space as HTML has it: one space at most.
fn text(raw: &str, open: &Open, line: &mut Line) {
    if open.dropped.is_some() || raw.is_empty() {
        return;
    }
    let decoded = decoded(raw);
    let mut out = String::with_capacity(decoded.len());
    let before = line.runs.last().and_then(|run| run.text.chars().next_back());
    let mut gap = before.is_none_or(char::is_whitespace);
    for char in decoded.chars() {
        if char.is_whitespace() || char.is_control() {
            if !gap {
                out.push(' ');
            }
            gap = true;
        } else {
            out.push(char);
            gap = false;
        }
    }
    line.example |= open.example > 0 && !out.trim().is_empty();
    line.spoken |= open.spoken > 0 && !out.trim().is_empty();
    if !out.is_empty() {
        line.push(&out, open.bold > 0, open.italic > 0);
    }
}

fn tag(inside: &str, markup: Markup, open: &mut Open, line: &mut Line, lines: &mut Vec<Line>) {
    let (inside, ends) = inside
        .strip_prefix('/')
        .map_or((inside, false), |inside| (inside, true));
    let name = inside
        .split(|char: char| !char.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let name = name.as_str();
    let alone = inside.ends_with('/');
    if let Some(dropped) = open.dropped {
        if ends && name == dropped {
            open.dropped = None;
        }
        return;
    }
    if let Some(dropped) = DROPPED.into_iter().find(|dropped| *dropped == name) {
        open.dropped = (!ends && !alone).then_some(dropped);
        return;
    }
    if alone && name != "br" && name != "hr" {
        return;
    }
    let count = |count: &mut u16| {
        *count = if ends {
            count.saturating_sub(1)
        } else {
            count.saturating_add(1)
        }
    };
    let xdxf = markup == Markup::Xdxf;
    match name {
        "b" | "strong" | "dt" | "th" => count(&mut open.bold),
        "k" if xdxf => count(&mut open.bold),
        "i" | "em" | "cite" => count(&mut open.italic),
        "abr" | "gr" if xdxf => count(&mut open.italic),
        "tr" if xdxf => {
            close(line, open, lines);
            count(&mut open.spoken);
            return;
        }
        "ex" if xdxf => {
            close(line, open, lines);
            count(&mut open.example);
            return;
        }
        _ => {}
    }
    match name {
        "ul" | "ol" | "dd" | "blockquote" => {
            close(line, open, lines);
            let deeper = open.depth.saturating_add(1);
            open.depth = if ends { open.depth.saturating_sub(1) } else { deeper };
            line.depth = open.depth.saturating_sub(1).min(DEPTH_AT_MOST);
        }
        "li" => {
            close(line, open, lines);
            line.item = !ends;
        }
        "dt" => close(line, open, lines),
        "td" if !ends => text(" ", open, line),
        _ if BREAKS.contains(&name) => close(line, open, lines),
        _ => {}
    }
}

/// Ends a line; one without text is none.
fn close(line: &mut Line, open: &Open, lines: &mut Vec<Line>) {
    let mut ended = std::mem::take(line);
    line.depth = open.depth.saturating_sub(1).min(DEPTH_AT_MOST);
    if let Some(last) = ended.runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    ended.runs.retain(|run| !run.text.is_empty());
    if ended.runs.is_empty() {
        line.item = ended.item;
    } else if lines.len() < LINES_AT_MOST {
        lines.push(ended);
    }
}

/// Character references that dictionaries use; an unknown one stays as it stands.
fn decoded(raw: &str) -> std::borrow::Cow<'_, str> {
    if !raw.contains('&') {
        return raw.into();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        if let Some((char, end)) = end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            out.push(char);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.into()
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code).filter(|char| !char.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "middot" => '·',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "auml" => 'ä',
        "szlig" => 'ß',
        "ntilde" => 'ñ',
        "times" => '×',
        "rarr" => '→',
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

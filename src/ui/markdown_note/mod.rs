//! A note's Markdown as it is read while nobody edits it: bold, italic, lists, quotes, code, links, tags.
//!
//! It is parsed by the same parser as articles and under the same limits, once for each text; a frame lays out what is
//! seen. A line break in the note is one on the screen: that is how it was typed.

mod laid;

use std::collections::HashMap;

use crate::study::NoteId;
use crate::text::{Block, BlockKind, ByteRange, Frame, Marker, Style, linked_names, parse, tags};

pub use self::laid::Laid;

/// More of a note (bytes) is shown only where it is asked for.
const LONG: usize = 1_500;
/// So many notes are kept as parsed.
const KEPT: usize = 400;

/// A note, parsed.
#[derive(Debug, Default)]
pub struct NoteText {
    blocks: Vec<NoteBlock>,
    /// Something of it is left out.
    pub cut: bool,
}

/// A block, a line of it, and how it looks.
#[derive(Debug)]
struct NoteBlock {
    text: String,
    /// In order; together they are the text.
    runs: Vec<Run>,
    links: Vec<Link>,
    /// Steps of indentation.
    depth: u8,
    quote: bool,
    marker: Option<String>,
    kind: Kind,
    /// Directly below the block before.
    tight: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Heading,
    Code,
    Rule,
}

#[derive(Debug)]
struct Run {
    range: ByteRange,
    style: Style,
    link: bool,
}

#[derive(Debug)]
struct Link {
    range: ByteRange,
    target: Target,
}

/// Where something in a note leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `[[name]]`: to a word or an article.
    Name(String),
    /// To all notes with this tag (without its `#`).
    Tag(String),
    /// Out of the program: where to, and what the note says.
    Address(String, String),
}

impl NoteText {
    /// Parses a note; with `whole`, all of a long one.
    #[must_use]
    pub fn of(body: &str, whole: bool) -> Self {
        let end = if whole {
            body.len()
        } else {
            body.floor_char_boundary(LONG)
        };
        let shown = &body[..end];
        // The blank line keeps a note that begins with a rule from being read as one with a front matter.
        let mut source = String::with_capacity(shown.len() + 64);
        source.push('\n');
        for line in shown.lines() {
            source.push_str(line);
            if !line.trim().is_empty() {
                source.push_str("  ");
            }
            source.push('\n');
        }
        let article = parse(&source);
        let names = linked_names(shown);
        let address = |number: u32| article.links.get(number as usize).map(|link| &*link.address);
        let blocks = article.blocks.iter().map(|block| NoteBlock::of(block, &names, address));
        Self {
            blocks: blocks.collect(),
            cut: end < body.len(),
        }
    }
}

impl NoteText {
    /// What is read of it, without the signs that say how.
    #[must_use]
    pub fn plain(&self) -> String {
        let lines = self.blocks.iter().map(|block| block.text.as_str());
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl NoteBlock {
    fn of<'a>(block: &Block, names: &[&str], address: impl Fn(u32) -> Option<&'a str>) -> Self {
        let kind = match &block.kind {
            BlockKind::Heading(_) => Kind::Heading,
            BlockKind::Code(_) => Kind::Code,
            BlockKind::Rule => Kind::Rule,
            BlockKind::Paragraph | BlockKind::TableRow { .. } | BlockKind::Media { .. } => Kind::Text,
        };
        let mut text = block.text.to_string();
        if let (BlockKind::Media { address, .. }, true) = (&block.kind, text.is_empty()) {
            text = address.to_string();
        }
        let mut links = Vec::new();
        for span in &block.spans {
            let Some(address) = span.link.and_then(&address) else {
                continue;
            };
            let says = block.slice(span.range).to_owned();
            let web = ["http:", "https:", "mailto:"]
                .iter()
                .any(|start| address.starts_with(start));
            let target = if names.contains(&address) && !web {
                Target::Name(address.to_owned())
            } else {
                Target::Address(address.to_owned(), says)
            };
            match links.last_mut() {
                // Bold within a link is one link.
                Some(Link { range, target: last }) if range.end == span.range.start && same(last, &target) => {
                    range.end = span.range.end;
                    if let (Target::Address(_, all), Target::Address(_, more)) = (last, target) {
                        all.push_str(&more);
                    }
                }
                _ => links.push(Link {
                    range: span.range,
                    target,
                }),
            }
        }
        if kind != Kind::Code {
            for range in tags(&text) {
                let range = ByteRange::new(number(range.start), number(range.end));
                if !block.is_code(range) && !links.iter().any(|link| link.range.overlaps(range)) {
                    let tag = text[range.usize()].trim_start_matches('#').to_owned();
                    links.push(Link {
                        range,
                        target: Target::Tag(tag),
                    });
                }
            }
            links.sort_by_key(|link| link.range.start);
        }
        let runs = runs(&text, block, &links);
        let items = block.frame.iter().filter(|frame| matches!(frame, Frame::Item)).count();
        let quotes = block
            .frame
            .iter()
            .filter(|frame| matches!(frame, Frame::Quote | Frame::Callout(_)));
        Self {
            runs,
            links,
            depth: u8::try_from(items.min(8)).unwrap_or(8),
            quote: quotes.count() > 0,
            marker: block.marker.map(|marker| match marker {
                Marker::Bullet => "•".to_owned(),
                Marker::Number(number) => format!("{number}."),
                Marker::Task(true) => "☑".to_owned(),
                Marker::Task(false) => "☐".to_owned(),
                Marker::Footnote(number) => format!("{number}."),
            }),
            kind,
            tight: block.tight,
            text,
        }
    }
}

/// Whether two neighbouring parts lead to the same place.
fn same(one: &Target, other: &Target) -> bool {
    match (one, other) {
        (Target::Address(one, _), Target::Address(other, _)) => one == other,
        (one, other) => one == other,
    }
}

fn number(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// Stretches of a text that look alike.
fn runs(text: &str, block: &Block, links: &[Link]) -> Vec<Run> {
    let end = number(text.len());
    let mut borders = vec![0, end];
    borders.extend(block.spans.iter().flat_map(|span| [span.range.start, span.range.end]));
    borders.extend(links.iter().flat_map(|link| [link.range.start, link.range.end]));
    borders.retain(|border| *border <= end);
    borders.sort_unstable();
    borders.dedup();
    let run = |pair: &[u32]| {
        let range = ByteRange::new(pair[0], pair[1]);
        let span = block.spans.iter().find(|span| span.range.overlaps(range));
        Run {
            range,
            style: span.map_or(Style::default(), |span| span.style),
            link: links.iter().any(|link| link.range.overlaps(range)),
        }
    };
    borders.windows(2).map(run).collect()
}

/// A note that says nothing.
static EMPTY: NoteText = NoteText {
    blocks: Vec::new(),
    cut: false,
};

/// Notes as parsed, each until it says something else.
#[derive(Default)]
pub struct NoteTexts {
    parsed: HashMap<NoteId, (String, bool, NoteText)>,
}

impl NoteTexts {
    /// The note that says this.
    pub fn get(&mut self, note_id: NoteId, body: &str, whole: bool) -> &NoteText {
        let same = |(said, all, _): &(String, bool, NoteText)| said == body && *all == whole;
        if !self.parsed.get(&note_id).is_some_and(same) {
            if self.parsed.len() >= KEPT {
                self.parsed.clear();
            }
            let text = NoteText::of(body, whole);
            self.parsed.insert(note_id, (body.to_owned(), whole, text));
        }
        self.parsed.get(&note_id).map_or(&EMPTY, |(.., text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(body: &str) -> Vec<Target> {
        let text = NoteText::of(body, true);
        let links = text.blocks.into_iter().flat_map(|block| block.links);
        links.map(|link| link.target).collect()
    }

    #[test]
    fn lines_stay_lines_and_lists_lists() {
        let text = NoteText::of("---\nfirst\nsecond\n\n- a\n- b\n\n> said\n\n```\n#no\n```", true);
        let lines: Vec<_> = text.blocks.iter().map(|block| (block.kind, &*block.text)).collect();
        assert_eq!(
            lines,
            [
                (Kind::Rule, ""),
                (Kind::Text, "first\nsecond"),
                (Kind::Text, "a"),
                (Kind::Text, "b"),
                (Kind::Text, "said"),
                (Kind::Code, "#no"),
            ]
        );
        assert_eq!(text.blocks[2].marker.as_deref(), Some("•"));
        assert!(text.blocks[4].quote && text.blocks[5].links.is_empty());
    }

    #[test]
    fn names_tags_and_addresses_lead_somewhere() {
        let found = targets("like [[stall]], [[A: Glacier|that]] #verbs `#no` [web **page**](https://example.org) x");
        assert_eq!(
            found,
            [
                Target::Name("stall".to_owned()),
                Target::Name("A: Glacier".to_owned()),
                Target::Tag("verbs".to_owned()),
                Target::Address("https://example.org".to_owned(), "web page".to_owned()),
            ]
        );
        assert_eq!(
            targets("[[javascript:x]] [x](javascript:x)"),
            [
                Target::Name("javascript:x".to_owned()),
                Target::Name("javascript:x".to_owned())
            ],
            "a name is only ever looked up in the library"
        );
        let web = targets("[[https://evil.example]]");
        assert!(matches!(&web[..], [Target::Address(address, _)] if address == "https://evil.example"));
    }

    #[test]
    fn the_runs_are_the_text() {
        for body in [
            "a **b** _c_ ~~d~~ `e` #f [[g]]",
            "猛击 **打击** #动词。",
            "",
            "**#bold**",
        ] {
            for block in NoteText::of(body, true).blocks {
                let all: String = block.runs.iter().map(|run| &block.text[run.range.usize()]).collect();
                assert_eq!(all, block.text);
            }
        }
    }

    #[test]
    fn of_a_long_note_only_the_beginning_is_parsed_until_more_is_asked_for() {
        let body = "猛击 word ".repeat(400);
        assert!(NoteText::of(&body, false).cut);
        assert!(!NoteText::of(&body, true).cut);
        let mut texts = NoteTexts::default();
        assert!(texts.get(NoteId(1), &body, false).cut);
        assert!(!texts.get(NoteId(1), &body, true).cut);
        assert!(!texts.get(NoteId(1), "short", false).cut);
    }
}

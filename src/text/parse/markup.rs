//! What raw HTML does to the page: it is never run, only read for its words, its bold, its headings and its addresses.
//!
//! Layout (tables, boxes) becomes paragraphs; a video or frame becomes a card with its address; scripts, styles and
//! what is hidden vanish. What vanishes is skipped by its place in the source, since Markdown cuts HTML at blank lines
//! and an end tag may come many events later.

use std::collections::HashMap;

use super::containers::{Containers, Html};
use super::draft::Draft;
use super::finish::{add_title, is_no_caption};
use super::html::{Piece, Tag, Tokenizer, decode};
use super::looks::Inline;
use super::page::{Leaf, Page};
use crate::text::{ByteRange, Callout, Frame, Marker, MediaKind, Style};

/// How far (bytes) the end tag of a video, a reading or a hidden box may be: one left open must not swallow the article.
const NEAR: usize = 4096;

/// Elements whose content is not the article's text, and how far their end tag may be.
const HIDDEN: [(&str, usize); 7] = [
    ("script", usize::MAX),
    ("style", usize::MAX),
    ("template", usize::MAX),
    ("svg", usize::MAX),
    ("title", NEAR),
    ("rt", NEAR),
    ("rp", NEAR),
];

/// Reads pieces of HTML onto the page.
#[derive(Debug)]
pub(super) struct Markup<'s> {
    source: &'s str,
    /// Nothing before this byte of the source is shown.
    pub hidden_until: u32,
    /// Boxes and tables that are open: in them, indentation is layout and not code.
    pub boxes: u32,
    /// The next end tag by name, as last seen; `None` when there is none any more.
    ends: HashMap<&'static str, Option<usize>>,
    /// Whether there may be the end of a comment further on.
    comments: bool,
    decoded: String,
}

/// HTML gathered from the lines of a block, and where in the source each line was.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    starts: Vec<(usize, u32)>,
}

impl Lines {
    pub fn push(&mut self, text: &str, source: ByteRange) {
        self.starts.push((self.text.len(), source.start));
        self.text.push_str(text);
    }

    fn source_of(&self, byte: usize) -> usize {
        let index = self
            .starts
            .partition_point(|&(start, _)| start <= byte)
            .saturating_sub(1);
        self.starts
            .get(index)
            .map_or(byte, |&(start, source)| source as usize + (byte - start))
    }
}

impl<'s> Markup<'s> {
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            hidden_until: 0,
            boxes: 0,
            ends: HashMap::new(),
            comments: true,
            decoded: String::new(),
        }
    }

    /// Reads the lines of an HTML block.
    pub fn block(&mut self, lines: &Lines, page: &mut Page, containers: &mut Containers) {
        for (piece, range) in Tokenizer::new(&lines.text) {
            let end = lines.source_of(range.end - 1) + 1;
            let source = ByteRange::new(
                boundary(self.source, lines.source_of(range.start)),
                boundary(self.source, end),
            );
            self.piece(&piece, source, page, containers);
        }
        page.end_block();
    }

    /// Reads one piece; a text's or a tag's place in the source decides whether it is hidden.
    pub fn piece(&mut self, piece: &Piece<'_>, source: ByteRange, page: &mut Page, containers: &mut Containers) {
        if source.start < self.hidden_until {
            return;
        }
        match piece {
            Piece::Text(text) if text.starts_with("<!--") && self.hide_comment(source) => {}
            Piece::Text(text) if text.contains('&') => {
                self.decoded.clear();
                decode(text, &mut self.decoded);
                page.text(&self.decoded, source);
            }
            Piece::Text(text) => page.text(text, source),
            Piece::Open(tag) => self.open(tag, source, page, containers),
            Piece::Close(name) => self.close(&name.to_ascii_lowercase(), source, page, containers),
            Piece::Nothing => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, source: ByteRange, page: &mut Page, containers: &mut Containers) {
        let name = tag.name.to_ascii_lowercase();
        if let Some(&(name, reach)) = HIDDEN.iter().find(|(hidden, _)| *hidden == name) {
            self.hide(name, source, reach);
            return;
        }
        if let Some(inline) = inline(&name) {
            page.draft.covers(source);
            page.open(Inline::Style(inline), false, source.start);
            return;
        }
        if matches!(&*name, "div" | "span" | "p" | "td") && tag.is_hidden() && self.hide_box(&name, source) {
            return;
        }
        self.boxes += u32::from(is_box(&name));
        match name.as_str() {
            "a" => {
                if let Some(address) = tag.attribute("href") {
                    let link = page.link(&address);
                    page.open(Inline::Link(link), false, source.start);
                }
            }
            "br" => page.line_break(source),
            "hr" | "blockquote" | "ul" | "ol" | "li" if page.is_unbreakable() => page.split(source),
            "hr" => page.rule(source),
            "img" => picture(tag, source, page),
            "video" => self.media(MediaKind::Video, "video", tag, source, page),
            "audio" => self.media(MediaKind::Audio, "audio", tag, source, page),
            "iframe" => self.media(MediaKind::Embed, "iframe", tag, source, page),
            "object" => self.media(MediaKind::Embed, "object", tag, source, page),
            "embed" => self.media(MediaKind::Embed, "embed", tag, source, page),
            "input" if page.marker.is_some() && tag.attribute("type").is_some_and(|kind| kind == "checkbox") => {
                page.marker = Some(Marker::Task(tag.attribute("checked").is_some()));
            }
            "blockquote" => containers.open_quote(Frame::Quote, false, page),
            "ul" => containers.open_list(None, false, page),
            "ol" => {
                let first = tag.attribute("start").and_then(|first| first.trim().parse().ok());
                containers.open_list(Some(first.unwrap_or(1)), false, page);
            }
            "li" => containers.open_item(false, page),
            name => break_block(name, true, source, page),
        }
    }

    fn close(&mut self, name: &str, source: ByteRange, page: &mut Page, containers: &mut Containers) {
        if let Some(style) = inline(name) {
            page.draft.covers(source);
            page.close_html(|open| open == Inline::Style(style), source.end);
            return;
        }
        if is_box(name) {
            self.boxes = self.boxes.saturating_sub(1);
        }
        match name {
            "a" => page.close_html(|open| matches!(open, Inline::Link(_)), source.end),
            "blockquote" | "ul" | "ol" | "li" if page.is_unbreakable() => page.split(source),
            "blockquote" => containers.close_html(Html::Quote, page),
            "ul" | "ol" => containers.close_html(Html::List, page),
            "li" => containers.close_html(Html::Item, page),
            name => break_block(name, false, source, page),
        }
    }

    fn media(&mut self, kind: MediaKind, name: &'static str, tag: &Tag<'_>, source: ByteRange, page: &mut Page) {
        let mut address = tag
            .attribute("src")
            .or_else(|| tag.attribute("data"))
            .unwrap_or_default();
        let start = source.end as usize;
        if let Some(end) = self.end_of(name, start).filter(|end| end - start <= NEAR) {
            if address.is_empty() {
                address = inner_address(&self.source[start..end]).unwrap_or_default();
            }
            self.hide(name, source, NEAR);
        }
        if !page.in_caption() {
            page.media(kind, &address, Draft::of(source), source);
        }
    }

    fn hide_box(&mut self, name: &str, source: ByteRange) -> bool {
        let name = ["div", "span", "p", "td"].into_iter().find(|known| *known == name);
        name.is_some_and(|name| self.hide(name, source, NEAR))
    }

    /// Hides what follows up to the end tag, if it comes within `reach` bytes; says whether it did.
    fn hide(&mut self, name: &'static str, source: ByteRange, reach: usize) -> bool {
        let start = source.end as usize;
        let Some(end) = self.end_of(name, start).filter(|end| end - start <= reach) else {
            return false;
        };
        let tail = self.source[end..]
            .find('>')
            .map_or(self.source.len(), |length| end + length + 1);
        self.hidden_until = boundary(self.source, tail);
        true
    }

    /// Hides a comment that Markdown cut at a blank line.
    fn hide_comment(&mut self, source: ByteRange) -> bool {
        let start = source.start as usize;
        let end = if self.comments {
            self.source[start..].find("-->")
        } else {
            None
        };
        self.comments = end.is_some();
        if let Some(length) = end {
            self.hidden_until = boundary(self.source, start + length + 3);
        }
        end.is_some()
    }

    /// Where the next end tag with this name begins. Each byte is searched once for each name, whatever the source.
    fn end_of(&mut self, name: &'static str, from: usize) -> Option<usize> {
        match self.ends.get(name) {
            Some(None) => return None,
            Some(&Some(end)) if end >= from => return Some(end),
            _ => {}
        }
        let is_it = |at: &usize| {
            let after = self.source.as_bytes().get(at + 2..at + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
        };
        let found = self
            .source
            .get(from..)?
            .match_indices("</")
            .map(|(at, _)| from + at)
            .find(is_it);
        self.ends.insert(name, found);
        found
    }
}

/// The kind of callout that `[!name]` names.
pub(super) fn callout(name: &str) -> Callout {
    match name.to_ascii_lowercase().as_str() {
        "tip" => Callout::Tip,
        "important" => Callout::Important,
        "warning" => Callout::Warning,
        "caution" => Callout::Caution,
        _ => Callout::Note,
    }
}

fn inline(name: &str) -> Option<Style> {
    match name {
        "b" | "strong" => Some(Style::BOLD),
        "i" | "em" | "cite" | "dfn" | "var" => Some(Style::ITALIC),
        "s" | "del" | "strike" => Some(Style::STRIKE),
        "code" | "kbd" | "tt" | "samp" => Some(Style::CODE),
        "mark" => Some(Style::MARK),
        "sup" => Some(Style::FOOTNOTE),
        "sub" => Some(Style::SUB),
        _ => None,
    }
}

fn is_box(name: &str) -> bool {
    matches!(
        name,
        "table"
            | "tbody"
            | "thead"
            | "tr"
            | "td"
            | "th"
            | "div"
            | "center"
            | "section"
            | "article"
            | "main"
            | "body"
            | "html"
    )
}

/// Ends the block in hand where a tag of the layout stands; other tags are nothing.
fn break_block(name: &str, opens: bool, source: ByteRange, page: &mut Page) {
    let leaf = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if opens => Leaf::Heading(name.as_bytes()[1] - b'0'),
        "pre" if opens => Leaf::Code(Box::default()),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" => Leaf::Loose,
        "p" | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav" | "dl" | "dt" | "dd"
        | "caption" | "figure" | "figcaption" | "form" | "fieldset" | "address" | "details" | "summary" | "head"
        | "option" => page.leaf.clone(),
        name if is_box(name) => page.leaf.clone(),
        _ => return,
    };
    page.split(source);
    if !page.is_unbreakable() {
        page.leaf = leaf;
    }
}

fn picture(tag: &Tag<'_>, source: ByteRange, page: &mut Page) {
    let address = tag.attribute("src").unwrap_or_default();
    let is_dot = |side: &str| {
        tag.attribute(side)
            .is_some_and(|length| matches!(length.trim(), "0" | "1" | "0px" | "1px"))
    };
    if address.is_empty() || page.in_caption() || is_dot("width") || is_dot("height") {
        return;
    }
    let mut caption = Draft::of(source);
    if let Some(text) = tag.attribute("alt").filter(|text| !is_no_caption(text)) {
        caption.push(&text, super::draft::Look::default(), None);
    }
    add_title(&mut caption, &tag.attribute("title").unwrap_or_default());
    page.media(MediaKind::Picture, &address, caption, source);
}

/// The address in the tags between `<video>` and its end.
fn inner_address(html: &str) -> Option<String> {
    Tokenizer::new(html).find_map(|(piece, _)| match piece {
        Piece::Open(tag) => tag
            .attribute("src")
            .or_else(|| tag.attribute("data"))
            .filter(|address| !address.is_empty()),
        _ => None,
    })
}

fn boundary(source: &str, byte: usize) -> u32 {
    super::draft::offset(source.floor_char_boundary(byte))
}

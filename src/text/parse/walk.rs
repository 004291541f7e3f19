//! Markdown events, written to the page one after the other.

use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::containers::Containers;
use super::draft::{Look, offset};
use super::footnotes::Footnotes;
use super::html::Tokenizer;
use super::looks::Inline;
use super::markup::{Lines, Markup, callout};
use super::page::{Leaf, Page};
use crate::text::{ByteRange, Callout, Frame, Marker, Style, Table, TableAlign};

/// No article needs more events than this; hostile tables make many out of few bytes.
const MOST_EVENTS: usize = 4_000_000;

/// The source makes more events than its length explains.
#[derive(Debug)]
pub(super) struct TooManyEvents;

/// Reads the Markdown of `source` from byte `start` on; `traced` says whether the place of the text in the source is
/// kept.
pub(super) fn walk(source: &str, start: usize, traced: bool) -> Result<(Page<'_>, Footnotes), TooManyEvents> {
    let mut walker = Walker::new(source, start, traced);
    // All extensions at once would let a few bytes take minutes: definition lists and metadata blocks stay off.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_GFM;
    let most = MOST_EVENTS.min(4096 + 2 * (source.len() - start));
    for (count, (event, range)) in Parser::new_ext(&source[start..], options)
        .into_offset_iter()
        .enumerate()
    {
        if count > most {
            return Err(TooManyEvents);
        }
        walker.event(event, &range);
    }
    walker.page.end_block();
    Ok((walker.page, walker.footnotes))
}

struct Walker<'s> {
    source: &'s str,
    start: usize,
    page: Page<'s>,
    containers: Containers,
    footnotes: Footnotes,
    markup: Markup<'s>,
    lines: Option<Lines>,
    /// The next paragraph is the title of a callout; its mark ends at this byte.
    callout: Option<u32>,
    callout_mark: u32,
    /// The outermost picture whose caption is being read, and how many stand in it.
    picture: Option<Picture>,
    pictures: u32,
}

struct Picture {
    address: Box<str>,
    title: Box<str>,
    caption: Caption,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Caption {
    Keep,
    /// `![[photo.png]]` repeats the name of the file.
    Drop,
    /// `![[photo.png|300]]` may say how wide it is.
    DropSize,
}

impl<'s> Walker<'s> {
    fn new(source: &'s str, start: usize, traced: bool) -> Self {
        Self {
            source,
            start,
            page: Page::new(source, traced),
            containers: Containers::default(),
            footnotes: Footnotes::default(),
            markup: Markup::new(source),
            lines: None,
            callout: None,
            callout_mark: 0,
            picture: None,
            pictures: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        let source = ByteRange::new(offset(range.start + self.start), offset(range.end + self.start));
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag, source),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, source),
            Event::Html(html) => self.html(&html, source),
            Event::InlineHtml(html) => self.inline_html(&html, source),
            event if source.start < self.hidden_until() => drop(event),
            Event::Code(text) => {
                let look = self.page.looks.look.with(Style::CODE);
                self.page.write(&text, look, source);
            }
            Event::FootnoteReference(label) => self.footnote_reference(&label, source),
            Event::SoftBreak => self.page.soft_break(),
            Event::HardBreak => self.page.line_break(source),
            Event::Rule => {
                self.page.end_block();
                self.page.rule(source);
            }
            Event::TaskListMarker(done) => self.page.marker = Some(Marker::Task(done)),
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: ByteRange) {
        match tag {
            Tag::Paragraph => {
                let is_title = self.callout.take();
                self.callout_mark = is_title.unwrap_or(self.callout_mark);
                self.page.begin_block(
                    if is_title.is_some() {
                        Leaf::CalloutTitle
                    } else {
                        Leaf::Paragraph
                    },
                    source,
                );
            }
            Tag::Heading { level, .. } => self.page.begin_block(Leaf::Heading(heading_level(level)), source),
            Tag::BlockQuote(kind) => self.block_quote(kind, source),
            Tag::CodeBlock(CodeBlockKind::Indented) if self.markup.boxes > 0 => self.begin_html(),
            Tag::CodeBlock(kind) => self.page.begin_block(Leaf::Code(code_language(&kind)), source),
            Tag::HtmlBlock => self.begin_html(),
            Tag::List(first) => self.containers.open_list(first, true, &mut self.page),
            Tag::Item => self.containers.open_item(true, &mut self.page),
            Tag::FootnoteDefinition(label) => {
                let footnote_id = self.footnotes.id(&label);
                self.containers.open_footnote(footnote_id, &mut self.page);
            }
            Tag::Table(align) => self.begin_table(&align),
            Tag::TableHead => self.begin_row(true, source),
            Tag::TableRow => self.begin_row(false, source),
            Tag::TableCell => self.page.begin_cell(),
            Tag::Emphasis => self.page.open(Inline::Style(Style::ITALIC), true, source.start),
            Tag::Strong => self.page.open_strong(source),
            Tag::Strikethrough => self.page.open(Inline::Style(Style::STRIKE), true, source.start),
            Tag::Link {
                link_type, dest_url, ..
            } => {
                let link = match link_type {
                    LinkType::Email => self.page.link(&format!("mailto:{dest_url}")),
                    _ => self.page.link(&dest_url),
                };
                self.page.open(Inline::Link(link), true, source.start);
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.begin_picture(link_type, &dest_url, &title),
            Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: ByteRange) {
        match tag {
            TagEnd::HtmlBlock | TagEnd::CodeBlock if self.lines.is_some() => {
                if let Some(lines) = self.lines.take() {
                    self.markup.block(&lines, &mut self.page, &mut self.containers);
                }
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => self.page.end_block(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.callout = None;
                self.containers.close_markdown(&mut self.page, &mut self.footnotes);
            }
            TagEnd::TableCell => self.page.end_cell(),
            TagEnd::Strong => self.page.close_strong(source),
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link => self.page.close_markdown(source.end),
            TagEnd::Image => self.end_picture(source),
            TagEnd::Table
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn hidden_until(&self) -> u32 {
        self.markup.hidden_until.max(self.callout_mark)
    }

    fn text(&mut self, text: &CowStr<'_>, source: ByteRange) {
        if let Some(lines) = &mut self.lines {
            lines.push(text, source);
            return;
        }
        let hidden = self.hidden_until();
        if source.start >= hidden {
            self.page.markdown_text(text, source);
        } else if source.end > hidden
            && text.len() == source.len() as usize
            && let Some(rest) = text.get((hidden - source.start) as usize..)
        {
            self.page.markdown_text(rest, ByteRange::new(hidden, source.end));
        }
    }

    fn html(&mut self, html: &str, source: ByteRange) {
        if let Some(lines) = &mut self.lines {
            lines.push(html, source);
        }
    }

    fn inline_html(&mut self, html: &str, source: ByteRange) {
        for (piece, _) in Tokenizer::new(html) {
            self.markup.piece(&piece, source, &mut self.page, &mut self.containers);
        }
    }

    fn begin_html(&mut self) {
        self.page.end_block();
        self.lines = Some(Lines::default());
    }

    fn block_quote(&mut self, kind: Option<BlockQuoteKind>, source: ByteRange) {
        let frame = match kind {
            Some(BlockQuoteKind::Note) => Frame::Callout(Callout::Note),
            Some(BlockQuoteKind::Tip) => Frame::Callout(Callout::Tip),
            Some(BlockQuoteKind::Important) => Frame::Callout(Callout::Important),
            Some(BlockQuoteKind::Warning) => Frame::Callout(Callout::Warning),
            Some(BlockQuoteKind::Caution) => Frame::Callout(Callout::Caution),
            None => match callout_mark(&self.source[source.usize()]) {
                Some((kind, length)) => {
                    self.callout = Some(source.start + offset(length));
                    Frame::Callout(kind)
                }
                None => Frame::Quote,
            },
        };
        self.containers.open_quote(frame, true, &mut self.page);
    }

    fn begin_table(&mut self, align: &[Alignment]) {
        self.page.end_block();
        let side = |align: &Alignment| match align {
            Alignment::None | Alignment::Left => TableAlign::Left,
            Alignment::Center => TableAlign::Center,
            Alignment::Right => TableAlign::Right,
        };
        let widths = vec![0; align.len()].into_boxed_slice();
        self.page.article.tables.push(Table {
            align: align.iter().map(side).collect(),
            widths,
        });
    }

    fn begin_row(&mut self, header: bool, source: ByteRange) {
        let table = offset(self.page.article.tables.len().saturating_sub(1));
        self.page.begin_block(Leaf::Row { table, header }, source);
    }

    fn footnote_reference(&mut self, label: &str, source: ByteRange) {
        let number = self.footnotes.refer(label);
        let link = Some(self.page.link(&format!("#footnote-{number}")));
        let style = self.page.looks.look.style.with(Style::FOOTNOTE);
        self.page.write(&number.to_string(), Look { style, link }, source);
    }

    fn begin_picture(&mut self, link_type: LinkType, address: &str, title: &str) {
        self.pictures += 1;
        if self.pictures > 1 {
            return;
        }
        let caption = match link_type {
            LinkType::WikiLink { has_pothole: true } => Caption::DropSize,
            LinkType::WikiLink { has_pothole: false } if is_picture_file(address) => Caption::Drop,
            _ => Caption::Keep,
        };
        self.picture = Some(Picture {
            address: address.into(),
            title: title.into(),
            caption,
        });
        self.page.begin_caption();
    }

    fn end_picture(&mut self, source: ByteRange) {
        self.pictures = self.pictures.saturating_sub(1);
        if self.pictures > 0 {
            return;
        }
        let Some(picture) = self.picture.take() else { return };
        let is_size = self
            .page
            .draft
            .text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'x');
        let keep = match picture.caption {
            Caption::Keep => true,
            Caption::Drop => false,
            Caption::DropSize => !is_size,
        };
        self.page.end_caption(&picture.address, &picture.title, keep, source);
    }
}

/// The mark `[!name]` with its fold sign at the beginning of a quote: the kind, and the bytes up to its end. Only the
/// quote's own `>` is looked behind: there may be very many.
fn callout_mark(quote: &str) -> Option<(Callout, usize)> {
    let inner = quote
        .strip_prefix('>')?
        .trim_start_matches([' ', '\t'])
        .strip_prefix("[!")?;
    let length = inner.find(|char: char| !(char.is_alphanumeric() || matches!(char, '-' | '_' | ' ' | '|')))?;
    let rest = inner[length..].strip_prefix(']')?;
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    (length > 0).then(|| (callout(inner[..length].trim()), quote.len() - rest.len()))
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn code_language(kind: &CodeBlockKind<'_>) -> Box<str> {
    match kind {
        CodeBlockKind::Indented => Box::default(),
        CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default().into(),
    }
}

fn is_picture_file(address: &str) -> bool {
    let extension = address
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    matches!(
        extension.as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "bmp" | "avif" | "tiff"
    )
}

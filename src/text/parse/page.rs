//! The page being written: finished blocks, the block in hand, and the quotes and items it stands in.
//!
//! Both Markdown events and raw HTML write to it, so that the two give the same blocks.

use super::draft::{Draft, Look};
use super::finish;
use super::looks::{Inline, Looks};
use super::stars;
use super::trail::Piece;
use crate::text::{Article, Block, BlockKind, ByteRange, Frame, Link, Marker, MediaKind, Style};

/// Quotes and items deeper than this are flattened: no reader tells them apart, and no page has room for them.
const DEEPEST: usize = 64;

/// What the block in hand will be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Leaf {
    /// Text that stands directly in an item or among HTML.
    #[default]
    Loose,
    Paragraph,
    /// First line of a callout.
    CalloutTitle,
    Heading(u8),
    Code(Box<str>),
    Row {
        table: u32,
        header: bool,
    },
}

/// Blocks so far, and the one in hand.
#[derive(Debug, Default)]
pub(super) struct Page<'s> {
    source: &'s str,
    pub article: Article,
    /// Where the text of each block stands in the source; empty unless that is asked for.
    pub trails: Vec<Vec<Piece>>,
    traced: bool,
    pub frames: Vec<Frame>,
    /// Waits for the next block.
    pub marker: Option<Marker>,
    pub leaf: Leaf,
    pub draft: Draft,
    pub looks: Looks,
    cell_start: Option<usize>,
    /// Pictures met in a table row, which cannot be split.
    waiting: Vec<(MediaKind, Box<str>, ByteRange)>,
    /// The block around a picture, while its caption is read.
    around: Option<(Draft, Looks)>,
}

impl<'s> Page<'s> {
    /// An empty page of this source; `traced` says whether the place of its text in the source is kept.
    pub fn new(source: &'s str, traced: bool) -> Self {
        let mut page = Self {
            source,
            traced,
            ..Self::default()
        };
        page.draft = page.blank();
        page
    }

    fn blank(&self) -> Draft {
        let mut draft = Draft::default();
        draft.trail.on = self.traced;
        draft
    }

    /// Adds running text that was read from these bytes of the source.
    pub fn text(&mut self, text: &str, source: ByteRange) {
        self.write(text, self.looks.look, source);
    }

    /// Adds text with a look of its own.
    pub fn write(&mut self, text: &str, look: Look, source: ByteRange) {
        if self.draft.settle_soft_break(text) {
            self.looks.shortened(&self.draft);
        }
        self.draft.covers(source);
        if matches!(self.leaf, Leaf::Code(_)) {
            self.draft.push_exact(text, look);
        } else {
            let origin = self.traced && self.is_verbatim(text, source);
            self.draft.push(text, look, origin.then_some(source.start));
        }
    }

    /// Whether a text stands in the source as it is.
    fn is_verbatim(&self, text: &str, source: ByteRange) -> bool {
        self.source.get(source.usize()) == Some(text)
    }

    /// Adds running text of Markdown, in which `==` may be the edge of highlighting and `**` that of bold.
    pub fn markdown_text(&mut self, text: &str, source: ByteRange) {
        if matches!(self.leaf, Leaf::Code(_)) || !(text.contains("==") || text.contains('*')) {
            self.text(text, source);
            return;
        }
        let verbatim = self.is_verbatim(text, source);
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let length = match rest.as_bytes() {
                [b'*', ..] => 1,
                [b'=', b'=', ..] => 2,
                bytes => {
                    let is_edge = |at: &usize| bytes[*at] == b'*' || bytes[*at..].starts_with(b"==");
                    (1..bytes.len()).find(is_edge).unwrap_or(bytes.len())
                }
            };
            let from = source.start + super::draft::offset(at);
            let part = ByteRange::new(from, from + super::draft::offset(length));
            self.text(&rest[..length], if verbatim { part } else { source });
            match &rest[..length] {
                "==" => self.draft.marks.push((self.draft.len() - 2, verbatim.then_some(from))),
                "*" if verbatim => stars::note(&mut self.draft, self.source, from, self.looks.zone()),
                _ => {}
            }
            at += length;
        }
    }

    /// Begins bold that Markdown sees; `source` is the whole of it, markers included.
    pub fn open_strong(&mut self, source: ByteRange) {
        let is_stars = stars::open(&mut self.draft, self.source, source, self.looks.zone());
        let inline = if is_stars {
            Inline::Stars
        } else {
            Inline::Style(Style::BOLD)
        };
        self.open(inline, true, source.start);
    }

    /// Ends it.
    pub fn close_strong(&mut self, source: ByteRange) {
        self.close_markdown(source.end);
        stars::close(&mut self.draft, self.source, source, self.looks.zone());
    }

    pub fn soft_break(&mut self) {
        if self.leaf == Leaf::CalloutTitle {
            self.end_block();
            self.leaf = Leaf::Paragraph;
            return;
        }
        self.draft.push_soft_break(self.looks.look);
    }

    /// A break that the reader sees; two of them begin a new paragraph.
    pub fn line_break(&mut self, source: ByteRange) {
        if self.leaf == Leaf::CalloutTitle || self.cell_start.is_some() {
            self.soft_break();
        } else if self.draft.text.ends_with('\n') && !matches!(self.leaf, Leaf::Code(_)) {
            self.split(source);
        } else {
            self.draft.push_line_break();
            self.looks.shortened(&self.draft);
        }
    }

    pub fn open(&mut self, inline: Inline, markdown: bool, source: u32) {
        self.looks.open(inline, markdown, source, &self.draft);
    }

    pub fn close_markdown(&mut self, source: u32) {
        self.looks.close_markdown(source, &mut self.draft);
    }

    pub fn close_html(&mut self, is_it: impl Fn(Inline) -> bool, source: u32) {
        self.looks.close_html(is_it, source, &mut self.draft);
    }

    /// Adds a link's target and gives its number.
    pub fn link(&mut self, address: &str) -> u32 {
        self.article.links.push(Link {
            address: address.into(),
        });
        super::draft::offset(self.article.links.len() - 1)
    }

    /// Begins a block; what was in hand is finished.
    pub fn begin_block(&mut self, leaf: Leaf, source: ByteRange) {
        self.end_block();
        self.leaf = leaf;
        self.draft.covers(source);
    }

    /// Finishes the block in hand; all inline elements end with it.
    pub fn end_block(&mut self) {
        let end = self.draft.source.map_or(0, |source| source.end);
        self.looks.close_all(end, &mut self.draft);
        self.emit();
        self.leaf = Leaf::Loose;
    }

    /// Finishes the block in hand and goes on with another of the same kind: inline elements stay open.
    pub fn split(&mut self, source: ByteRange) {
        if self.is_unbreakable() {
            self.draft.push_soft_break(self.looks.look);
            return;
        }
        let end = self.draft.source.map(|whole| whole.end);
        if let Some(whole) = &mut self.draft.source {
            whole.end = whole.end.min(source.start).max(whole.start);
        }
        self.looks.split(source.start, &mut self.draft);
        self.emit();
        if let Some(end) = end.filter(|&end| end > source.end) {
            self.draft.covers(ByteRange::new(source.end, end));
        }
    }

    /// Adds a block without text: a rule.
    pub fn rule(&mut self, source: ByteRange) {
        self.split(source);
        self.push_block(BlockKind::Rule, Draft::of(source));
    }

    /// Begins the caption of a picture.
    pub fn begin_caption(&mut self) {
        if self.around.is_none() {
            let blank = self.blank();
            self.around = Some((
                std::mem::replace(&mut self.draft, blank),
                std::mem::take(&mut self.looks),
            ));
        }
    }

    /// Ends the caption of a picture and adds the picture. Its title, which writers use for a caption as well, follows
    /// where it says something else.
    pub fn end_caption(&mut self, address: &str, title: &str, keep: bool, source: ByteRange) {
        let Some((draft, looks)) = self.around.take() else {
            return;
        };
        let mut caption = std::mem::replace(&mut self.draft, draft);
        std::mem::replace(&mut self.looks, looks).close_all(source.end, &mut caption);
        if !keep || finish::is_no_caption(&caption.text) {
            caption = Draft::default();
        }
        stars::resolve(&mut caption);
        finish::add_title(&mut caption, title);
        caption.source = Some(source);
        self.media(MediaKind::Picture, address, caption, source);
    }

    /// Adds a picture, video or other media as a block of its own.
    pub fn media(&mut self, kind: MediaKind, address: &str, caption: Draft, source: ByteRange) {
        let address: Box<str> = address.into();
        if matches!(self.leaf, Leaf::Row { .. }) {
            let look = self.looks.look;
            self.draft.push(&caption.text, look, None);
            self.waiting.push((kind, address, source));
            return;
        }
        self.split(source);
        self.push_block(BlockKind::Media { kind, address }, caption);
    }

    /// Whether a picture's caption is being read.
    pub fn in_caption(&self) -> bool {
        self.around.is_some()
    }

    /// Whether no block can begin here: in a caption, in a row of a table.
    pub fn is_unbreakable(&self) -> bool {
        self.around.is_some() || matches!(self.leaf, Leaf::Row { .. })
    }

    pub fn begin_cell(&mut self) {
        if !self.draft.cells.is_empty() {
            self.draft.text.push('\t');
        }
        self.cell_start = Some(self.draft.text.len());
    }

    pub fn end_cell(&mut self) {
        if let Some(start) = self.cell_start.take() {
            self.draft.trim_end(start);
            let range = ByteRange::new(super::draft::offset(start), self.draft.len());
            self.draft.cells.push(range);
        }
    }

    /// Puts what follows into a frame; false when it is too deep to be shown.
    pub fn push_frame(&mut self, frame: Frame) -> bool {
        let fits = self.frames.len() < DEEPEST;
        if fits {
            self.frames.push(frame);
        }
        fits
    }

    /// Finishes the draft as a block of the leaf's kind, unless it holds nothing to read.
    fn emit(&mut self) {
        let blank = self.blank();
        let draft = std::mem::replace(&mut self.draft, blank);
        if !finish::is_blank(&draft.text) {
            self.emit_draft(draft);
        }
        for (kind, address, source) in std::mem::take(&mut self.waiting) {
            let caption = Draft::of(source);
            self.push_block(BlockKind::Media { kind, address }, caption);
        }
    }

    fn emit_draft(&mut self, mut draft: Draft) {
        stars::resolve(&mut draft);
        let kind = match &self.leaf {
            Leaf::Loose | Leaf::Paragraph => BlockKind::Paragraph,
            Leaf::CalloutTitle => {
                finish::embolden(&mut draft);
                BlockKind::Paragraph
            }
            Leaf::Heading(level) => BlockKind::Heading(*level),
            Leaf::Code(language) => BlockKind::Code(language.clone()),
            Leaf::Row { table, header } => {
                let cells = std::mem::take(&mut draft.cells).into_boxed_slice();
                BlockKind::TableRow {
                    table: *table,
                    header: *header,
                    cells,
                }
            }
        };
        self.push_block(kind, draft);
    }

    fn push_block(&mut self, kind: BlockKind, draft: Draft) {
        let tight = self.leaf == Leaf::Loose && matches!(self.frames.last(), Some(Frame::Item));
        let (block, trail) = finish::block(kind, draft, &mut self.article);
        self.trails.extend(self.traced.then_some(trail));
        let frame = self.frames.as_slice().into();
        self.article.blocks.push(Block {
            frame,
            marker: self.marker.take(),
            tight,
            ..block
        });
    }
}

//! Blocks as Markdown, one below the other: what each begins with, and what its further lines begin with.

use super::inline::{self, Around, fence, target};
use super::{Manner, is_shown, trimmed};
use crate::text::passage::are_close;
use crate::text::{
    Article, Block, BlockKind, ByteRange, Callout, Frame, Marker, MediaKind, Passage, Style, TableAlign,
};

/// A frame that is open, and what the lines in it begin with.
struct Open {
    frame: Frame,
    prefix: String,
}

/// A passage, written from its blocks.
pub(super) fn write(article: &Article, passage: Passage, manner: Manner) -> String {
    let mut page = Page {
        article,
        manner,
        out: String::new(),
        open: Vec::new(),
        before: None,
    };
    for (_, block, range) in article.parts(passage) {
        match trimmed(block, range) {
            Some(range) => page.block(block, range),
            None if manner == Manner::Rich && is_shown(block) => page.block(block, ByteRange::default()),
            None => {}
        }
    }
    if !page.out.is_empty() {
        page.out.push('\n');
    }
    page.out
}

struct Page<'a> {
    article: &'a Article,
    manner: Manner,
    out: String,
    open: Vec<Open>,
    before: Option<&'a Block>,
}

impl<'a> Page<'a> {
    fn block(&mut self, block: &'a Block, range: ByteRange) {
        let before = self.before.replace(block);
        if self.manner == Manner::Plain {
            let close = before.is_some_and(|before| is_row(block) && are_close(before, block));
            if before.is_some() {
                self.out.push_str(if close { "\n" } else { "\n\n" });
            }
            // Blanks that matter are kept by nothing else.
            let text = match block.kind {
                BlockKind::Code(_) | BlockKind::TableRow { .. } => self.text(block, range, before),
                _ => inline::write(self.article, block, range, Around::Line, self.manner),
            };
            self.out.push_str(&text);
            return;
        }
        let text = self.text(block, range, before);
        let kept = self.kept(block);
        let close = before.is_some_and(|before| are_close(before, block));
        if before.is_some() {
            self.out.push('\n');
            if !close {
                let prefix = self.prefix(kept);
                self.out.push_str(prefix.trim_end());
                self.out.push('\n');
            }
        }
        let outer = self.prefix(kept);
        self.open.truncate(kept);
        let mut first = outer;
        self.enter(block, kept, &mut first);
        let rest = self.prefix(self.open.len());
        for (number, line) in text.lines().enumerate() {
            if number > 0 {
                self.out.push('\n');
            }
            let prefix = if number == 0 { &first } else { &rest };
            self.out
                .push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
            self.out.push_str(line);
        }
    }

    /// How many of the open frames a block still stands in: a marker begins a new item.
    fn kept(&self, block: &Block) -> usize {
        let same = self.open.iter().zip(&block.frame);
        let same = same.take_while(|(open, frame)| open.frame == **frame).count();
        let item = block.marker.and_then(|_| {
            block
                .frame
                .iter()
                .rposition(|frame| matches!(frame, Frame::Item | Frame::Footnote(_)))
        });
        item.map_or(same, |item| same.min(item))
    }

    fn prefix(&self, depth: usize) -> String {
        self.open.iter().take(depth).map(|open| open.prefix.as_str()).collect()
    }

    /// Opens the frames of a block beyond those that are kept; `first` is what its first line begins with.
    fn enter(&mut self, block: &Block, kept: usize, first: &mut String) {
        let innermost = block.frame.iter().rposition(|frame| matches!(frame, Frame::Item));
        for (depth, &frame) in block.frame.iter().enumerate().skip(kept) {
            let (sign, prefix) = match frame {
                Frame::Quote => ("> ".to_owned(), "> ".to_owned()),
                Frame::Callout(callout) => {
                    let title = if is_title(block) { " " } else { "\n" };
                    let lines = first.replace(|char: char| !matches!(char, '>' | ' '), " ");
                    let next = if is_title(block) {
                        String::new()
                    } else {
                        format!("{lines}> ")
                    };
                    (format!("> [!{}]{title}{next}", name(callout)), "> ".to_owned())
                }
                // A part of an item whose beginning is not in the passage stands by itself.
                Frame::Item if innermost != Some(depth) || block.marker.is_none() => {
                    break;
                }
                Frame::Item => {
                    let sign = sign(block.marker);
                    let width = match block.marker {
                        Some(Marker::Task(_)) => 2,
                        _ => sign.len(),
                    };
                    (sign, " ".repeat(width))
                }
                Frame::Footnote(number) => (format!("[^{number}]: "), "    ".to_owned()),
            };
            first.push_str(&sign);
            self.open.push(Open { frame, prefix });
        }
    }

    /// The text of a block, on as many lines as it needs.
    fn text(&self, block: &Block, range: ByteRange, before: Option<&Block>) -> String {
        let line = |around| inline::write(self.article, block, range, around, self.manner);
        match &block.kind {
            BlockKind::Paragraph => line(Around::Line),
            BlockKind::Heading(level) => {
                format!("{} {}", "#".repeat(usize::from(*level)), line(Around::Cell))
            }
            BlockKind::Code(language) => {
                let text = block.slice(range);
                let fence = fence(text, 3);
                format!("{fence}{language}\n{text}\n{fence}")
            }
            BlockKind::Rule => "***".to_owned(),
            BlockKind::Media { kind, address } => {
                let caption = if range.is_empty() {
                    String::new()
                } else {
                    line(Around::Cell)
                };
                match kind {
                    MediaKind::Picture => format!("![{caption}]({})", target(address)),
                    _ if range.is_empty() => media(*kind, address),
                    _ => caption,
                }
            }
            BlockKind::TableRow { table, cells, .. } => self.row(block, range, *table, cells, before),
        }
    }

    /// A row of a table; the first one is its head, whatever it was.
    fn row(&self, block: &Block, range: ByteRange, table: u32, cells: &[ByteRange], before: Option<&Block>) -> String {
        let mut row = String::from("|");
        for cell in cells {
            let cell = ByteRange::new(cell.start.max(range.start), cell.end.min(range.end).max(range.start));
            if let Some(cell) = trimmed(block, cell).filter(|cell| cell.start < cell.end) {
                row.push(' ');
                row.push_str(&inline::write(self.article, block, cell, Around::Cell, self.manner));
            }
            row.push_str(" |");
        }
        if before.is_none_or(|before| !are_close(before, block)) {
            row.push_str("\n|");
            let align = self
                .article
                .tables
                .get(table as usize)
                .map_or(&[][..], |table| &table.align);
            for column in 0..cells.len() {
                row.push_str(match align.get(column) {
                    Some(TableAlign::Center) => ":-:|",
                    Some(TableAlign::Right) => "-:|",
                    _ => "---|",
                });
            }
        }
        row
    }
}

const fn is_row(block: &Block) -> bool {
    matches!(block.kind, BlockKind::TableRow { .. })
}

/// Whether a block is a callout's title: the parser makes it bold from end to end.
fn is_title(block: &Block) -> bool {
    let whole = |range: ByteRange| range.start == 0 && range.end as usize == block.text.len();
    let mut spans = block.spans.iter();
    matches!(block.kind, BlockKind::Paragraph) && spans.any(|span| span.style.has(Style::BOLD) && whole(span.range))
}

const fn name(callout: Callout) -> &'static str {
    match callout {
        Callout::Note => "note",
        Callout::Tip => "tip",
        Callout::Important => "important",
        Callout::Warning => "warning",
        Callout::Caution => "caution",
    }
}

fn sign(marker: Option<Marker>) -> String {
    match marker {
        Some(Marker::Number(number)) => format!("{}. ", number.min(999_999_999)),
        Some(Marker::Task(done)) => format!("- [{}] ", if done { "x" } else { " " }),
        _ => "- ".to_owned(),
    }
}

fn media(kind: MediaKind, address: &str) -> String {
    let element = match kind {
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
        MediaKind::Picture | MediaKind::Embed => "iframe",
    };
    let address = address
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    format!("<{element} src=\"{address}\"></{element}>")
}

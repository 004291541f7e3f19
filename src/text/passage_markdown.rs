//! A passage as Markdown, to be pasted elsewhere: read again, it has the same text and the same bold.
//!
//! Where the article's own source is at hand, whole blocks are taken from it as they are, with the bold as it is now.
//! What the source cannot give (a part of a paragraph, a list item without its list, a reference whose target lies
//! elsewhere) is written from the blocks and their marks. Markdown has corners in which neither is read back as it was
//! meant, so every result is read again and the next plainer one is taken if it says something else; the plainest one
//! is paragraphs in which every sign is escaped and bold is `<b>`.

mod blocks;
mod inline;

pub use inline::escaped;

use super::passage::length;
use super::write_back::{BoldChange, write_back};
use super::{Article, Block, BlockKind, ByteRange, Passage, Place, parse};

/// How plainly a passage is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Lists, quotes, tables, links and all.
    Rich,
    /// Paragraphs with their bold; of all else only code and tables.
    Plain,
}

/// A passage as Markdown. `source` is what the article was read from, if it is at hand; it may be older than the
/// article's bold.
#[must_use]
pub fn passage_markdown(article: &Article, passage: Passage, source: Option<&str>) -> String {
    let wanted = Wanted::of(article, passage);
    if let Some(text) = source.and_then(|source| from_source(article, passage, source))
        && wanted.is_said_by(&text)
    {
        return text;
    }
    let rich = blocks::write(article, passage, Manner::Rich);
    if wanted.is_said_by(&rich) {
        return rich;
    }
    blocks::write(article, passage, Manner::Plain)
}

/// The whole blocks of a passage from the source, and what is left at its two ends from the blocks.
fn from_source(article: &Article, passage: Passage, source: &str) -> Option<String> {
    let is_whole = |(_, block, range): &(u32, &Block, ByteRange)| {
        let (before, after) = (&block.text[..range.start as usize], &block.text[range.end as usize..]);
        before.trim().is_empty() && after.trim().is_empty()
    };
    let mut whole = article.parts(passage).filter(is_whole).map(|(number, ..)| number);
    let first = whole.next()?;
    let last = whole.last().unwrap_or(first);
    let blocks = article.blocks.get(first as usize..=last as usize)?;
    let middle = Passage {
        start: Place { block: first, byte: 0 },
        end: Place {
            block: last,
            byte: length(blocks.last()?),
        },
    };
    let mut slice = source_of(article, middle, blocks, source)?;
    let read = parse(&slice);
    let same =
        blocks.len() == read.blocks.len() && blocks.iter().zip(&read.blocks).all(|(one, two)| one.text == two.text);
    if !same {
        return None;
    }
    let changes = changes(&read.blocks, blocks);
    if !changes.is_empty() {
        let written = write_back(&slice, &changes);
        if !written.refused.is_empty() {
            return None;
        }
        slice = written.text;
    }
    let head = Passage {
        end: middle.start,
        ..passage
    };
    let tail = Passage {
        start: middle.end,
        ..passage
    };
    let end = |part: Passage| blocks::write(article, part, Manner::Rich).trim_end().to_owned();
    let parts = [end(head), slice.trim_end().to_owned(), end(tail)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(parts.join("\n\n") + "\n")
}

/// The lines of the source that hold these blocks, without the front matter; all to the end of it if they are the whole
/// article, since what links refer to may stand there.
fn source_of(article: &Article, passage: Passage, blocks: &[Block], source: &str) -> Option<String> {
    let start = blocks.iter().map(|block| block.source.start).min()? as usize;
    let end = blocks.iter().map(|block| block.source.end).max()? as usize;
    let line = source.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = source.get(end..)?;
    let end = end + rest.find('\n').unwrap_or(rest.len());
    let end = if passage == article.whole() { source.len() } else { end };
    let text = source.get(line..end)?;
    Some(text.trim_start_matches('\u{feff}').replace('\r', ""))
}

/// What turns the bold of some blocks into that of others with the same text.
fn changes(old: &[Block], new: &[Block]) -> Vec<BoldChange> {
    let mut changes = Vec::new();
    for ((old, new), number) in old.iter().zip(new).zip(0u32..) {
        let is_in = |block: &Block, range: ByteRange| block.bolds.iter().any(|bold| bold.range == range);
        let change = |range, bold| BoldChange {
            block: number,
            range,
            bold,
        };
        let gone = old.bolds.iter().filter(|bold| !is_in(new, bold.range));
        changes.extend(gone.map(|bold| change(bold.range, false)));
        let come = new.bolds.iter().filter(|bold| !is_in(old, bold.range));
        changes.extend(come.map(|bold| change(bold.range, true)));
    }
    changes
}

/// What Markdown has to say: the text of each block that has any, and which of it is bold.
#[derive(Debug, PartialEq, Eq)]
struct Wanted(Vec<(String, Vec<ByteRange>)>);

impl Wanted {
    fn of(article: &Article, passage: Passage) -> Self {
        let texts = article
            .parts(passage)
            .filter_map(|(_, block, range)| said(block, range));
        Self(texts.collect())
    }

    fn is_said_by(&self, markdown: &str) -> bool {
        let read = parse(markdown);
        let texts = read.blocks.iter().filter_map(|block| {
            let whole = ByteRange::new(0, length(block));
            said(block, whole)
        });
        texts.eq(self.0.iter().cloned())
    }
}

/// The text of a range without the blanks around it, and its bold in it; `None` where there is nothing to read.
fn said(block: &Block, range: ByteRange) -> Option<(String, Vec<ByteRange>)> {
    let range = trimmed(block, range)?;
    Some((block.slice(range).to_owned(), bolds(block, range)))
}

/// A range without the blanks around it; `None` if it has only blanks.
fn trimmed(block: &Block, range: ByteRange) -> Option<ByteRange> {
    let slice = block.slice(range);
    let is_blank = |char: char| char.is_whitespace() || matches!(char, '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}');
    if slice.chars().all(is_blank) {
        return None;
    }
    let text = slice.trim_start();
    let start = range.start + u32::try_from(slice.len() - text.len()).ok()?;
    Some(ByteRange::new(
        start,
        start + u32::try_from(text.trim_end().len()).ok()?,
    ))
}

/// The bold within a range, counted from its start; blanks alone are not bold.
fn bolds(block: &Block, range: ByteRange) -> Vec<ByteRange> {
    let clipped = block.bolds.iter().filter_map(|bold| {
        let (start, end) = (bold.range.start.max(range.start), bold.range.end.min(range.end));
        if start >= end {
            return None;
        }
        let bold = trimmed(block, ByteRange::new(start, end))?;
        Some(ByteRange::new(bold.start - range.start, bold.end - range.start))
    });
    clipped.collect()
}

/// Whether a block is shown by more than its text.
fn is_shown(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Rule | BlockKind::Media { .. })
}

#[cfg(test)]
mod tests;

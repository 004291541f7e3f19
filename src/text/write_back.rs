//! Bold written into the article's own Markdown, and taken out of it.
//!
//! Only markers come and go: the rest of the source stays byte for byte, and a source in which nothing changes is given
//! back as it is. Where a marker goes is asked of a second reading of the source that keeps the place of its text;
//! whether it says what it should is asked of a third. Markdown has corners in which `**` is no bold, and many more in
//! which it changes something else: what is not read back with the same text and exactly the bold that was wanted is
//! refused, one change at a time, and the others are still made.

mod compare;

use compare::is_same_but_bold;

use super::parse::{Piece, parse_traced, place};
use super::{Article, Block, BlockKind, Bold, ByteRange, Span, Style};

/// Bold in bold is taken out layer by layer; nobody types more layers than this.
const LAYERS: usize = 8;

/// One range of a block is to be bold, or no longer: see [`super::set_bold`], which shows the same on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoldChange {
    /// Number of the block.
    pub block: u32,
    /// The words, in the block's text. Unbolding takes every bold span away that overlaps them.
    pub range: ByteRange,
    /// Whether they are to be bold.
    pub bold: bool,
}

/// What became of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteBack {
    /// The new source.
    pub text: String,
    /// What could not be written, in the order in which it was asked for.
    pub refused: Vec<Refused>,
}

/// A change that was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub change: BoldChange,
    /// Why.
    pub reason: Refusal,
}

/// Why a change was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The article has no such block or range.
    NoPlace,
    /// It is code.
    Code,
    /// It is an address or the number of a footnote.
    Address,
    /// The words do not stand in the source as they are shown: an entity, a picture's caption in HTML.
    NotInSource,
    /// The bold span goes on in another block.
    Split,
    /// Written there, the markers would not be read as this bold, or would change something else.
    Misread,
}

/// Makes changes of bold in a Markdown source, in their order. The ranges are those of [`super::parse`] of the same
/// source; since no text ever changes, they hold for the result too.
#[must_use]
pub fn write_back(source: &str, changes: &[BoldChange]) -> WriteBack {
    if changes.is_empty() {
        return WriteBack {
            text: source.to_owned(),
            refused: Vec::new(),
        };
    }
    let mut page = Page::read(source.to_owned());
    let mut refused = Vec::new();
    let mut possible = Vec::with_capacity(changes.len());
    for (index, &change) in changes.iter().enumerate() {
        match page.obstacle(change) {
            Some(reason) => refused.push((index, Refused { change, reason })),
            None => possible.push((index, change)),
        }
    }
    page.make(&possible, &mut refused);
    refused.sort_by_key(|(index, _)| *index);
    WriteBack {
        text: page.source,
        refused: refused.into_iter().map(|(_, refused)| refused).collect(),
    }
}

/// The bold of a block after these changes, as [`super::set_bold`] makes them.
#[must_use]
pub fn bold_after(block: &Block, changes: impl IntoIterator<Item = (ByteRange, bool)>) -> Vec<ByteRange> {
    let mut ranges: Vec<ByteRange> = block.bolds.iter().map(|bold| bold.range).collect();
    for (range, bold) in changes {
        if bold && ranges.contains(&range) {
            continue;
        }
        ranges.retain(|old| !old.overlaps(range));
        if bold {
            ranges.push(range);
        }
    }
    ranges.sort_unstable();
    ranges
}

/// A source and what is read in it.
struct Page {
    source: String,
    article: Article,
    trails: Vec<Vec<Piece>>,
}

/// The bold that a block is to have.
type Wanted = Vec<(u32, Vec<ByteRange>)>;

/// Something to put into the source, or to take out of it.
struct Edit {
    at: usize,
    gone: usize,
    new: &'static str,
}

impl Page {
    fn read(source: String) -> Self {
        let (article, trails) = parse_traced(&source);
        Self {
            source,
            article,
            trails,
        }
    }

    /// Makes the changes that can be made. Those that fail together are tried half by half.
    fn make(&mut self, changes: &[(usize, BoldChange)], refused: &mut Vec<(usize, Refused)>) {
        if changes.is_empty() {
            return;
        }
        match self.with(&self.wanted(changes)) {
            Ok(Some(page)) => *self = page,
            Ok(None) => {}
            Err(reason) => {
                if let [(index, change)] = *changes {
                    refused.push((index, Refused { change, reason }));
                    return;
                }
                let (first, second) = changes.split_at(changes.len() / 2);
                self.make(first, refused);
                self.make(second, refused);
            }
        }
    }

    fn wanted(&self, changes: &[(usize, BoldChange)]) -> Wanted {
        let mut sorted: Vec<BoldChange> = changes.iter().map(|(_, change)| *change).collect();
        sorted.sort_by_key(|change| change.block);
        let blocks = sorted.chunk_by(|one, other| one.block == other.block);
        let wanted = blocks.filter_map(|changes| {
            let number = changes.first()?.block;
            let changes = changes.iter().map(|change| (change.range, change.bold));
            Some((number, bold_after(self.article.block(number)?, changes)))
        });
        wanted.collect()
    }

    /// The page with this bold, checked; nothing if it has it already.
    fn with(&self, wanted: &Wanted) -> Result<Option<Self>, Refusal> {
        let mut page: Option<Self> = None;
        for _ in 0..LAYERS {
            let edits = match &page {
                None => self.edits(wanted)?,
                Some(page) => page.next_layer(&self.article, wanted)?,
            };
            let now = page.as_ref().unwrap_or(self);
            if edits.is_empty() {
                return Ok(page);
            }
            let next = Self::read(edited(&now.source, edits).ok_or(Refusal::Misread)?);
            if !is_same_but_bold(&self.article, &next.article, wanted) {
                return Err(Refusal::Misread);
            }
            page = Some(next);
        }
        Err(Refusal::Misread)
    }

    /// What gives the source the bold that is wanted. Highlighting counts as bold only while it holds none, so that it
    /// stays where a word in it is bolded.
    fn edits(&self, wanted: &Wanted) -> Result<Vec<Edit>, Refusal> {
        let mut edits = Vec::new();
        for (number, ranges) in wanted {
            let block = self.article.block(*number).ok_or(Refusal::NoPlace)?;
            for bold in others(block, ranges) {
                let goes_by_itself = self.is_mark(bold) && ranges.iter().any(|range| range.overlaps(bold.range));
                if !goes_by_itself {
                    self.take(bold, &mut edits)?;
                }
            }
            for range in ranges {
                if block.bolds.binary_search_by_key(range, |bold| bold.range).is_err() {
                    let (start, end) = self.place(*number, *range).ok_or(Refusal::NotInSource)?;
                    edits.push(put(start));
                    edits.push(put(end));
                }
            }
        }
        Ok(edits)
    }

    /// What has yet to go after the first edits: bold that stood within bold that was taken away. Highlighting that
    /// held it stays. Anything else that is not as wanted has been misread.
    fn next_layer(&self, before: &Article, wanted: &Wanted) -> Result<Vec<Edit>, Refusal> {
        let mut edits = Vec::new();
        for (number, ranges) in wanted {
            let (block, old) = self
                .article
                .block(*number)
                .zip(before.block(*number))
                .ok_or(Refusal::NoPlace)?;
            for bold in others(block, ranges) {
                let mut gone = others(old, ranges);
                if gone.any(|old| old.range.start <= bold.range.start && bold.range.end <= old.range.end) {
                    self.take(bold, &mut edits)?;
                } else if !self.is_mark(bold) {
                    return Err(Refusal::Misread);
                }
            }
            let is_missing = |range: &ByteRange| block.bolds.binary_search_by_key(range, |bold| bold.range).is_err();
            if ranges.iter().any(is_missing) {
                return Err(Refusal::Misread);
            }
        }
        Ok(edits)
    }

    fn is_mark(&self, bold: &Bold) -> bool {
        self.source
            .get(bold.source.usize())
            .is_some_and(|text| text.starts_with("=="))
    }

    /// Takes the markers of a bold span away.
    fn take(&self, bold: &Bold, edits: &mut Vec<Edit>) -> Result<(), Refusal> {
        let (open, close) = self.markers(*bold).ok_or(Refusal::Split)?;
        edits.push(taken(bold.source.start as usize, open));
        edits.push(taken(bold.source.end as usize - close, close));
        Ok(())
    }

    /// The lengths of a bold span's markers in the source.
    fn markers(&self, bold: Bold) -> Option<(usize, usize)> {
        let text = self.source.get(bold.source.usize())?;
        for marker in ["**", "__", "=="] {
            if text.len() > 2 * marker.len() && text.starts_with(marker) && text.ends_with(marker) {
                return Some((marker.len(), marker.len()));
            }
        }
        let is_tag = |tag: &str, start: &str| {
            let name = tag.strip_prefix(start).unwrap_or_default();
            let name = name.split([' ', '\t', '\n', '>', '/']).next().unwrap_or_default();
            name.eq_ignore_ascii_case("b") || name.eq_ignore_ascii_case("strong")
        };
        let open = text.find('>')? + 1;
        let close = text.rfind("</")?;
        let fits = open <= close && is_tag(text, "<") && is_tag(&text[close..], "</") && text.ends_with('>');
        fits.then_some((open, text.len() - close))
    }

    /// Where a range of a block's text begins and ends in the source.
    fn place(&self, block: u32, range: ByteRange) -> Option<(usize, usize)> {
        let trail = self.trails.get(block as usize)?;
        let start = place(trail, range.start)?;
        let end = place(trail, range.end.checked_sub(1)?)? + 1;
        (start < end).then_some((start as usize, end as usize))
    }

    /// What speaks against a change before anything is tried.
    fn obstacle(&self, change: BoldChange) -> Option<Refusal> {
        let range = change.range;
        let Some(block) = self.article.block(change.block) else {
            return Some(Refusal::NoPlace);
        };
        if range.is_empty() || block.text.get(range.usize()).is_none() {
            return Some(Refusal::NoPlace);
        }
        if !change.bold {
            let mut hit = block.bolds.iter().filter(|bold| bold.range.overlaps(range));
            return hit.any(|bold| self.markers(*bold).is_none()).then_some(Refusal::Split);
        }
        if matches!(block.kind, BlockKind::Code(_)) {
            return Some(Refusal::Code);
        }
        let first = block.spans.partition_point(|span| span.range.end <= range.start);
        let spans = block.spans[first..]
            .iter()
            .take_while(|span| span.range.start < range.end);
        for span in spans {
            if span.style.has(Style::CODE) {
                return Some(Refusal::Code);
            }
            if span.style.has(Style::FOOTNOTE) || self.is_address(block, span) {
                return Some(Refusal::Address);
            }
        }
        self.place(change.block, range)
            .is_none()
            .then_some(Refusal::NotInSource)
    }

    /// Whether a link shows its own address.
    fn is_address(&self, block: &Block, span: &Span) -> bool {
        let link = span.link.and_then(|link| self.article.links.get(link as usize));
        link.is_some_and(|link| {
            let text = block.slice(span.range);
            link.address
                .strip_prefix("mailto:")
                .unwrap_or(&link.address)
                .ends_with(text)
                && text.contains(['.', ':'])
        })
    }
}

/// The bold spans of a block that are not among these (in order).
fn others<'a>(block: &'a Block, ranges: &'a [ByteRange]) -> impl Iterator<Item = &'a Bold> {
    block
        .bolds
        .iter()
        .filter(|bold| ranges.binary_search(&bold.range).is_err())
}

fn put(at: usize) -> Edit {
    Edit { at, gone: 0, new: "**" }
}

fn taken(at: usize, gone: usize) -> Edit {
    Edit { at, gone, new: "" }
}

/// The source with these edits; nothing if a new marker would stand in a row of asterisks in which nobody could tell
/// which of them are whose.
fn edited(source: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| edit.at);
    let mut text = String::with_capacity(source.len() + 2 * edits.len());
    let mut new = Vec::with_capacity(edits.len());
    let mut at = 0;
    for edit in edits {
        // Markers of two spans never lie in each other; if they did, the result would be read and refused.
        let start = edit.at.max(at);
        text.push_str(source.get(at..start).unwrap_or_default());
        if !edit.new.is_empty() {
            new.push(text.len());
        }
        text.push_str(edit.new);
        at = start.max(edit.at + edit.gone);
    }
    text.push_str(source.get(at..).unwrap_or_default());
    let stars = |bytes: &mut dyn Iterator<Item = &u8>| bytes.take(4).take_while(|byte| **byte == b'*').count();
    let is_clear = |&at: &usize| {
        let (before, after) = text.as_bytes().split_at(at);
        stars(&mut before.iter().rev()) + stars(&mut after.iter()) <= 3
    };
    new.iter().all(is_clear).then_some(text)
}

#[cfg(test)]
mod tests;

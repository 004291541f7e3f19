//! Where notes stand in the texts of their articles, counted as the W3C model counts: in characters from the beginning.
//!
//! The text of an article is that of its blocks, joined by line feeds.

use std::collections::HashMap;

use crate::study::{Anchor, Locator, SharedNote};
use crate::text::{Article, Passage, parse};
use crate::transfer::decode;

/// First character, and one past the last, of each note that has a place; by its UUID.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    by_note: HashMap<String, (u64, u64)>,
}

impl Positions {
    /// Finds the places of notes. `source` gives the bytes of an article by its UUID, and is asked once for each; `go_on`
    /// is told how many of how many articles were read, and says whether to.
    pub fn of(
        notes: &[SharedNote],
        mut source: impl FnMut(&str) -> Option<Vec<u8>>,
        mut go_on: impl FnMut(usize, usize) -> bool,
    ) -> Self {
        let mut by_article: HashMap<&str, Vec<(&str, &Anchor)>> = HashMap::new();
        for note in notes.iter().filter(|note| note.placed) {
            if let (Some(article), Some(anchor)) = (&note.article, &note.anchor) {
                by_article.entry(&article.uuid).or_default().push((&note.uuid, anchor));
            }
        }
        let mut positions = Self::default();
        let total = by_article.len();
        for (done, (article_uuid, anchors)) in by_article.into_iter().enumerate() {
            if !go_on(done, total) {
                break;
            }
            let bytes = source(article_uuid);
            let Some(decoded) = bytes.and_then(|bytes| decode(&bytes).ok()) else {
                continue;
            };
            let article = parse(&decoded.text);
            let text = Flat::new(&article);
            let locator = Locator::new(&article);
            for (note_uuid, anchor) in anchors {
                if let Some(position) = text.position(anchor, &locator) {
                    positions.by_note.insert(note_uuid.to_owned(), position);
                }
            }
        }
        positions
    }

    /// The place of a note.
    #[must_use]
    pub fn get(&self, note_uuid: &str) -> Option<(u64, u64)> {
        self.by_note.get(note_uuid).copied()
    }
}

/// The text of an article, with the bytes and characters before each block.
struct Flat {
    text: String,
    starts: Vec<(usize, u64)>,
}

impl Flat {
    fn new(article: &Article) -> Self {
        let mut flat = Self {
            text: String::new(),
            starts: Vec::new(),
        };
        let mut chars = 0;
        for (number, block) in article.blocks.iter().enumerate() {
            if number > 0 {
                flat.text.push('\n');
                chars += 1;
            }
            flat.starts.push((flat.text.len(), chars));
            flat.text.push_str(&block.text);
            chars += length(&block.text);
        }
        flat
    }

    fn position(&self, anchor: &Anchor, locator: &Locator<'_>) -> Option<(u64, u64)> {
        let unmoved = (anchor.start.block, anchor.start.byte, anchor.end.block, anchor.end.byte);
        self.stretch(unmoved, &anchor.quote).or_else(|| {
            let Passage { start, end } = locator.locate_passage(anchor)?;
            self.stretch((start.block, start.byte, end.block, end.byte), &anchor.quote)
        })
    }

    /// The characters between two places, if the quote stands there.
    fn stretch(&self, (block, byte, end_block, end_byte): (u32, u32, u32, u32), quote: &str) -> Option<(u64, u64)> {
        let (start, chars) = *self.starts.get(block as usize)?;
        let (end, _) = *self.starts.get(end_block as usize)?;
        let begin = start.checked_add(byte as usize)?;
        let found = self.text.get(begin..end.checked_add(end_byte as usize)?)?;
        // Where a passage goes over several blocks, what stands between them is no part of the words.
        let same = found == quote || found.split_whitespace().eq(quote.split_whitespace());
        let first = chars + length(self.text.get(start..begin)?);
        (same && !found.is_empty()).then(|| (first, first + length(found)))
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

//! The bookmark of the open article, and what is in view.

use super::Reading;
use crate::app::jumps::range_of;
use crate::study::Anchor;
use crate::text::ByteRange;

/// A bookmark and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// As stored.
    pub anchor: Anchor,
    /// Block and words; where the words are gone, where they were.
    pub place: (u32, ByteRange),
}

impl Reading {
    /// Takes the bookmark over as it is stored.
    pub fn set_bookmark(&mut self, anchor: Option<&Anchor>) {
        if self.bookmark.as_ref().map(|bookmark| &bookmark.anchor) == anchor {
            return;
        }
        self.bookmark = anchor.map(|anchor| {
            let last = u32::try_from(self.article.blocks.len().saturating_sub(1)).unwrap_or(u32::MAX);
            let lost = || (anchor.start.block.min(last), ByteRange::default());
            Bookmark {
                place: range_of(anchor, self).unwrap_or_else(lost),
                anchor: anchor.clone(),
            }
        });
    }

    /// Whether a block is on the page now.
    #[must_use]
    pub fn is_in_view(&self, block: u32) -> bool {
        let first = self.position.block;
        (first..=self.last_seen.max(first)).contains(&block)
    }

    /// Whether the bookmark is on the page now.
    #[must_use]
    pub fn bookmark_in_view(&self) -> bool {
        self.bookmark.as_ref().is_some_and(|bookmark| {
            let (block, range) = bookmark.place;
            let above = block == self.position.block && range.start < self.position.byte;
            self.is_in_view(block) && !above
        })
    }

    /// Sends the page back to a place, which stands at its top then as it stood before. Returns the number of the wish.
    pub fn restore(&mut self, place: crate::text::Place, cut: Option<i32>) -> u64 {
        self.go_to(place.block, ByteRange::new(place.byte, place.byte), false);
        if let Some(go_to) = &mut self.go_to {
            (go_to.exact, go_to.cut) = (true, cut);
        }
        self.go_to_serial
    }
}

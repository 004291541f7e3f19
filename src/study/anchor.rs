//! Anchors: how a place in an article is found again after the article has changed.
//!
//! An anchor is a text quote selector together with a text position selector of the W3C Web Annotation model.

use crate::text::{Article, ByteRange, Place, TEXT_VERSION};

/// A stretch of an article's text: its position, its quote and what stands on both sides.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Anchor {
    /// First byte.
    pub start: Place,
    /// One past the last byte.
    pub end: Place,
    /// The exact text.
    pub quote: String,
    /// Up to 32 characters before; blocks are joined by `\n`.
    pub before: String,
    /// Up to 32 characters after; blocks are joined by `\n`.
    pub after: String,
    /// [`TEXT_VERSION`] of the block model that the position speaks of.
    pub text_version: u32,
}

impl Anchor {
    /// The anchor of a range of one block.
    #[must_use]
    pub fn of(article: &Article, block: u32, range: ByteRange) -> Self {
        let _ = article;
        Self {
            start: Place {
                block,
                byte: range.start,
            },
            end: Place { block, byte: range.end },
            quote: String::new(),
            before: String::new(),
            after: String::new(),
            text_version: TEXT_VERSION,
        }
    }
}

/// Finds the anchor's place in an article, which may be another version of the one it was made in.
#[must_use]
pub fn locate(anchor: &Anchor, article: &Article) -> Option<(u32, ByteRange)> {
    let _ = (anchor, article);
    None
}

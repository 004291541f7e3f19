//! What is shown of a stretch of an article, and where that is in the article.

use super::find::FoundArticle;
use crate::study::{Anchor, ArticleId};
use crate::text::search::{Matcher, Spot, excerpt};
use crate::text::{ByteRange, Place, TEXT_VERSION};

/// Characters on each side of an anchor.
const SIDE: usize = 32;

/// A part of an article, as the index has it.
pub(super) struct Part {
    pub article_id: ArticleId,
    pub first_block: u32,
    pub text: String,
    pub lengths: Vec<usize>,
    pub before: String,
    pub after: String,
}

impl Part {
    /// The piece with the most of what is looked for, and its place; `title` is the article's.
    pub fn found(&self, title: &str, matcher: &Matcher) -> FoundArticle {
        let mut spots: Vec<Spot> = Vec::new();
        for start in self.starts() {
            let block = self
                .text
                .get(start.1..start.1 + self.lengths[start.0])
                .unwrap_or_default();
            let at = u32::try_from(start.1).unwrap_or(u32::MAX);
            spots.extend(matcher.find(block).into_iter().map(|spot| Spot {
                clause: spot.clause,
                range: ByteRange::new(spot.range.start + at, spot.range.end + at),
            }));
        }
        let heading = self.lengths.first().copied().unwrap_or(0);
        let is_title =
            self.first_block == 0 && self.text.get(..heading).is_some_and(|text| text.trim() == title.trim());
        let skip = if is_title {
            (heading + 1).min(self.text.len())
        } else {
            0
        };
        let shift = u32::try_from(skip).unwrap_or(u32::MAX);
        let below = spots.iter().filter(|spot| spot.range.start >= shift).map(|spot| Spot {
            range: ByteRange::new(spot.range.start - shift, spot.range.end - shift),
            ..*spot
        });
        let below: Vec<Spot> = below.collect();
        let (excerpt, first) = excerpt(self.text.get(skip..).unwrap_or_default(), &below);
        let first = first.map(|range| ByteRange::new(range.start + shift, range.end + shift));
        let first = first.or(spots.first().map(|spot| spot.range));
        FoundArticle {
            article_id: self.article_id,
            excerpt,
            anchor: first.and_then(|range| self.anchor(range)),
        }
    }

    /// Numbers of the blocks in this part, and where they begin in its text.
    fn starts(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut at = 0;
        self.lengths.iter().enumerate().map(move |(number, length)| {
            let start = at;
            at += length + 1;
            (number, start)
        })
    }

    /// The same anchor as the article itself would give.
    fn anchor(&self, range: ByteRange) -> Option<Anchor> {
        let (from, to) = (range.start as usize, range.end as usize);
        let (number, start) = self.starts().take_while(|(_, start)| *start <= from).last()?;
        let place = |byte: usize| {
            Some(Place {
                block: self.first_block + u32::try_from(number).ok()?,
                byte: u32::try_from(byte - start).ok()?,
            })
        };
        let before: Vec<char> = self.before.chars().chain(self.text.get(..from)?.chars()).collect();
        let after = self.text.get(to..)?.chars().chain(self.after.chars());
        Some(Anchor {
            start: place(from)?,
            end: place(to)?,
            quote: self.text.get(from..to)?.to_owned(),
            before: before[before.len().saturating_sub(SIDE)..].iter().collect(),
            after: after.take(SIDE).collect(),
            text_version: TEXT_VERSION,
        })
    }
}

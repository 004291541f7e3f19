//! How far the learner has come in the article, and how much is left of it.

use super::Reading;
use crate::study::words_of;
use crate::text::Place;

/// How far one has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How much of the article lies behind, in per cent; `None` while all of it is in view.
    pub percent: Option<u8>,
    /// Number of the paragraph that is read, from 1.
    pub paragraph: usize,
    /// How many paragraphs there are.
    pub paragraphs: usize,
    /// Running words that are left.
    pub words_left: usize,
}

impl Reading {
    /// How many running words a block has.
    #[must_use]
    pub fn words_of_block(&self, block: u32) -> u32 {
        let start = |number: usize| self.word_starts.get(number).copied();
        let block = block as usize;
        match (start(block), start(block + 1)) {
            (Some(start), Some(end)) => end - start,
            _ => 0,
        }
    }

    /// How many running words stand before a place.
    #[must_use]
    pub fn words_before(&self, place: Place) -> u32 {
        let before = self.word_starts.get(place.block as usize).copied();
        let Some((before, block)) = before.zip(self.article.block(place.block)) else {
            return self.word_starts.last().copied().unwrap_or(0);
        };
        if place.byte == 0 {
            return before;
        }
        let tokens = block.tokens.partition_point(|token| token.range.start < place.byte);
        before + words_of(&block.tokens[..tokens])
    }

    /// How many running words stand on the page, of blocks that stand whole on it and of the one that is cut at the top.
    pub fn words_in_view(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let first = self.position.block;
        (first..=self.last_seen.max(first)).map(move |block| {
            let cut = if block == first && self.position.byte > 0 {
                self.words_before(self.position) - self.words_before(Place { block, byte: 0 })
            } else {
                0
            };
            (block, self.words_of_block(block) - cut)
        })
    }

    /// The number of the paragraph, from 1, in which the word stands before which there are so many; the last behind all.
    fn paragraph_of_word(&self, before: u64) -> usize {
        let after = self.word_starts.partition_point(|start| u64::from(*start) <= before);
        let here = self.paragraph_starts.get(after).or(self.paragraph_starts.last());
        here.map_or(1, |number| *number as usize).max(1)
    }

    /// How far one has come. The place that is read moves down the page from its top, at the beginning of the article,
    /// to its foot, at the end: so it begins with 0 % and ends with 100.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let total = self.word_starts.last().copied().unwrap_or(0);
        let top = self.words_before(self.position);
        let below = Place {
            block: self.last_seen.saturating_add(1),
            byte: 0,
        };
        let bottom = self.words_before(below).max(top);
        let rest = total - bottom;
        let percent = (top + rest > 0).then(|| u64::from(top) * 100 / u64::from(top + rest));
        let shown = u64::from(bottom - top);
        let passed = u64::from(top) + shown * percent.unwrap_or(0) / 100;
        Progress {
            percent: percent.and_then(|percent| u8::try_from(percent).ok()),
            paragraph: self.paragraph_of_word(passed),
            paragraphs: self.paragraph_starts.last().map_or(1, |count| *count as usize).max(1),
            words_left: usize::try_from(u64::from(total).saturating_sub(passed)).unwrap_or(usize::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::reading;
    use super::*;

    fn at(reading: &mut Reading, (block, byte): (u32, u32), last: u32) -> Progress {
        (reading.position, reading.last_seen) = (Place { block, byte }, last);
        reading.progress()
    }

    #[test]
    fn it_begins_with_nothing_and_ends_with_all() {
        let mut reading = reading(&"one two three four five\n\n".repeat(20));
        assert_eq!((reading.words, reading.words_of_block(7)), (100, 5));
        let start = at(&mut reading, (0, 0), 3);
        assert_eq!((start.percent, start.words_left, start.paragraph), (Some(0), 100, 1));
        let end = at(&mut reading, (16, 0), 19);
        assert_eq!((end.percent, end.words_left, end.paragraph), (Some(100), 0, 20));
        let middle = at(&mut reading, (8, 0), 11);
        assert_eq!((middle.percent, middle.words_left), (Some(50), 50));
        let mut before = None;
        for block in 0..=16 {
            let progress = at(&mut reading, (block, 0), block + 3);
            assert!(before <= progress.percent);
            before = progress.percent;
        }
    }

    #[test]
    fn paragraphs_are_what_has_words_and_the_last_is_the_last() {
        let mut reading = reading(&"one two three\n\n---\n\n".repeat(10));
        let blocks = u32::try_from(reading.article.blocks.len()).unwrap();
        assert_eq!(blocks, 20);
        let start = at(&mut reading, (0, 0), 4);
        assert_eq!((start.paragraph, start.paragraphs), (1, 10));
        let end = at(&mut reading, (14, 0), blocks - 1);
        assert_eq!((end.paragraph, end.paragraphs), (10, 10));
        let mut before = 0;
        for block in 0..15 {
            let now = at(&mut reading, (block, 0), block + 5).paragraph;
            assert!(before <= now, "{block}");
            before = now;
        }
    }

    #[test]
    fn a_page_that_shows_all_has_no_per_cent() {
        let mut reading = reading("one two\n\nthree\n");
        let progress = at(&mut reading, (0, 0), 1);
        assert_eq!((progress.percent, progress.words_left), (None, 3));
    }

    #[test]
    fn a_place_within_a_block_counts_its_words() {
        let mut reading = reading("one two three four\n\nfive six rocket-propelled\n");
        assert_eq!(reading.words_before(Place { block: 0, byte: 8 }), 2);
        assert_eq!(reading.words_of_block(1), 4);
        assert_eq!(reading.words_before(Place { block: 9, byte: 0 }), 8);
        reading.position = Place { block: 0, byte: 8 };
        reading.last_seen = 1;
        let shown: Vec<_> = reading.words_in_view().collect();
        assert_eq!(shown, [(0, 2), (1, 4)]);
    }
}

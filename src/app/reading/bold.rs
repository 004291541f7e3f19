//! Bold as the learner changes it while reading, and what is left of the source's bold that is taken for emphasis.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Reading;
use crate::store::{BoldAction, BoldEdit};
use crate::study::{Locator, bold_tokens_of};
use crate::text::{ByteRange, Candidate, set_bold};
use crate::worker::PlacedEdit;

impl Reading {
    /// Shows the text with these bold edits in the place of those before.
    pub fn apply_edits(&mut self, edits: &[BoldEdit]) {
        let before = std::mem::take(&mut self.edits);
        let article = Arc::clone(&self.article);
        let locator = Locator::new(&article);
        // What was placed is not looked for again: one that is lost would cost a search of the whole text each time.
        let place = |edit: &BoldEdit| match before.iter().find(|placed| placed.edit == *edit) {
            Some(placed) => placed.clone(),
            None => PlacedEdit {
                edit: edit.clone(),
                place: locator.locate(&edit.anchor),
            },
        };
        self.edits = edits.iter().map(place).collect();
        drop(locator);
        // The article is shared with no thread once it is open, so that nothing is copied below.
        drop(article);
        let gone = before.iter().filter(|placed| !edits.contains(&placed.edit));
        let new = self.edits.iter().filter(|placed| !before.contains(placed));
        let changed = gone.chain(new).filter_map(|placed| placed.place);
        let changed: BTreeSet<u32> = changed.map(|(block, _)| block).collect();
        for number in changed {
            self.show_bold(number);
        }
        self.find_emphasis();
    }

    /// The bold of a block: the source's, and on top of it what the learner did, in that order.
    fn bold_of(&self, number: u32) -> Vec<ByteRange> {
        let source = self.source_bolds.iter().filter(|(block, _)| *block == number);
        let mut ranges: Vec<ByteRange> = source.map(|(_, range)| *range).collect();
        for PlacedEdit { edit, place } in &self.edits {
            let Some((_, range)) = place.filter(|(block, _)| *block == number) else {
                continue;
            };
            let add = edit.action == BoldAction::Add;
            // Emphasis that was taken in stays as bold as the source has it.
            if add && ranges.iter().any(|old| old.holds(range)) {
                continue;
            }
            ranges.retain(|old| !old.overlaps(range));
            if add {
                ranges.push(range);
            }
        }
        ranges
    }

    /// Whether a place is bold: a bold span is there, and no more than it.
    #[must_use]
    pub fn is_bold_span(&self, number: u32, range: ByteRange) -> bool {
        let block = self.article.block(number);
        block.is_some_and(|block| {
            block
                .bolds
                .iter()
                .any(|bold| block.whole_words(bold.range).holds(range))
        })
    }

    /// Shows a block as the learner left it; where nothing is said of it any more, as the source has it.
    fn show_bold(&mut self, number: u32) {
        let wanted = self.bold_of(number);
        let Some(block) = Arc::make_mut(&mut self.article).blocks.get_mut(number as usize) else {
            return;
        };
        let before = bold_tokens_of(block);
        let now: Vec<ByteRange> = block.bolds.iter().map(|bold| bold.range).collect();
        for range in now.iter().filter(|range| !wanted.contains(range)) {
            set_bold(block, *range, false);
        }
        for range in wanted.iter().filter(|range| !now.contains(range)) {
            set_bold(block, *range, true);
        }
        let after = bold_tokens_of(block);
        let first = self.index.first_token(number);
        for token in before.symmetric_difference(&after) {
            let place = first + u32::try_from(*token).unwrap_or(u32::MAX);
            self.ledger.bolded(&self.index, place, after.contains(token));
        }
        self.generation += 1;
    }

    /// Makes a token bold, or takes its bold away, as an edit does.
    #[cfg(test)]
    pub(super) fn turn_bold(&mut self, block: u32, token: usize) {
        use crate::study::{Anchor, BoldEditId};
        let Some(range) = self.article.block(block).and_then(|block| block.tokens.get(token)) else {
            return;
        };
        let anchor = Anchor::of(&self.article, block, range.range);
        let mut edits: Vec<BoldEdit> = self.edits.iter().map(|placed| placed.edit.clone()).collect();
        let before = edits.len();
        edits.retain(|edit| edit.anchor.start != anchor.start);
        if edits.len() == before {
            edits.push(BoldEdit {
                bold_edit_id: BoldEditId(1),
                anchor,
                action: BoldAction::Add,
            });
        }
        self.apply_edits(&edits);
    }

    /// Finds out what is left of the emphasis: not what was taken in, and not what was unbolded.
    pub(super) fn find_emphasis(&mut self) {
        let is_taken = |candidate: &Candidate| {
            self.edits.iter().any(|placed| {
                let drops = placed.edit.action == BoldAction::Drop;
                placed.place.is_some_and(|(block, range)| {
                    let here = block == candidate.block;
                    here && (range == candidate.range || (drops && range.overlaps(candidate.range)))
                })
            })
        };
        let left = self.source_emphasis.iter().filter(|candidate| !is_taken(candidate));
        self.emphasis = left.copied().collect();
    }

    /// Whether the learner made a place bold, or took it in.
    pub(super) fn is_added(&self, block: u32, range: ByteRange) -> bool {
        let mut edits = self.edits.iter();
        edits.any(|placed| placed.edit.action == BoldAction::Add && placed.place == Some((block, range)))
    }

    /// Whether the source itself has a place in bold.
    #[must_use]
    pub fn is_bold_in_source(&self, block: u32, range: ByteRange) -> bool {
        let words = self.article.block(block);
        let mut source = self.source_bolds.iter().filter(|(number, _)| *number == block);
        source.any(|(_, source)| words.is_some_and(|words| words.whole_words(*source).holds(range)))
    }

    /// Whether these words are bold in the source and taken for emphasis, whatever the learner said since.
    #[must_use]
    pub fn is_emphasis_in_source(&self, block: u32, range: ByteRange) -> bool {
        let mut source = self.source_emphasis.iter();
        source.any(|candidate| (candidate.block, candidate.range) == (block, range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Selection;
    use crate::app::reading::fixtures::reading;
    use crate::study::{Anchor, BoldEditId};

    fn place(reading: &Reading, words: &str) -> ByteRange {
        let start = reading.article.blocks[0].text.find(words).unwrap();
        let at = |byte: usize| u32::try_from(byte).unwrap();
        ByteRange::new(at(start), at(start + words.len()))
    }

    fn bold(reading: &Reading) -> Vec<&str> {
        let block = &reading.article.blocks[0];
        block.bolds.iter().map(|bold| block.slice(bold.range)).collect()
    }

    #[test]
    fn bold_is_what_lies_in_a_bold_span_and_no_more() {
        let reading = reading("The **cake** is sweet, **put it off**, rocket-**propelled**, **half**hearted.");
        for (words, is_bold) in [
            ("cake", true),
            ("cake is sweet", false),
            ("it", true),
            ("put it off", true),
            ("off, rocket", false),
            ("propelled", true),
            ("rocket-propelled", false),
            ("halfhearted", true),
        ] {
            let range = place(&reading, words);
            assert_eq!(reading.is_bold_span(0, range), is_bold, "{words}");
            let pick = reading.pick(Selection { block: 0, range }).unwrap();
            assert_eq!(pick.in_source, is_bold, "{words}");
        }
    }

    #[test]
    fn a_phrase_takes_the_bold_of_its_words_and_gives_it_back() {
        let mut reading = reading("The **cake** is sweet and **good**.");
        let range = place(&reading, "cake is sweet");
        let phrase = BoldEdit {
            bold_edit_id: BoldEditId(1),
            anchor: Anchor::of(&reading.article, 0, range),
            action: BoldAction::Add,
        };
        reading.apply_edits(std::slice::from_ref(&phrase));
        assert_eq!(bold(&reading), ["cake is sweet", "good"]);
        assert!(reading.is_bold_span(0, range));
        reading.apply_edits(&[]);
        assert_eq!(bold(&reading), ["cake", "good"]);
    }
}

//! Bold as the learner changes it while reading, and what is left of the source's bold that is taken for emphasis.

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
        let changed: Vec<(u32, ByteRange)> = gone.chain(new).filter_map(|placed| placed.place).collect();
        for place in changed {
            self.show_bold(place);
        }
        self.find_emphasis();
    }

    /// Shows a place as the learner left it; where nothing is said of it any more, as the source has it.
    fn show_bold(&mut self, (number, range): (u32, ByteRange)) {
        let source = self
            .source_bolds
            .iter()
            .filter(|(block, source)| *block == number && source.overlaps(range));
        let ranges: Vec<ByteRange> = source.map(|(_, source)| *source).collect();
        let said = self
            .edits
            .iter()
            .rfind(|placed| placed.place == Some((number, range)))
            .map(|placed| placed.edit.action == BoldAction::Add);
        let bold = said.unwrap_or(!ranges.is_empty());
        let Some(block) = Arc::make_mut(&mut self.article).blocks.get_mut(number as usize) else {
            return;
        };
        let before = bold_tokens_of(block);
        match &ranges[..] {
            [] => set_bold(block, range, bold),
            ranges => ranges.iter().for_each(|source| set_bold(block, *source, bold)),
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
        let mut source = self.source_bolds.iter();
        source.any(|(number, source)| *number == block && source.overlaps(range))
    }

    /// Whether these words are bold in the source and taken for emphasis, whatever the learner said since.
    #[must_use]
    pub fn is_emphasis_in_source(&self, block: u32, range: ByteRange) -> bool {
        let mut source = self.source_emphasis.iter();
        source.any(|candidate| (candidate.block, candidate.range) == (block, range))
    }
}

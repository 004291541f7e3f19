//! The open article's source has changed and the page has not: what was bolded here was written to the file.

use super::Reading;
use crate::store::{BoldAction, BoldEdit};
use crate::study::Locator;
use crate::text::ByteRange;
use crate::worker::PlacedEdit;

impl Reading {
    /// From now on the source says what the page shows, but for these edits.
    pub fn rebase(&mut self, edits: &[BoldEdit]) {
        let locator = Locator::new(&self.article);
        let before = std::mem::take(&mut self.source_bolds);
        let blocks = self.article.blocks.iter().zip(0u32..);
        let mut bolds: Vec<(u32, ByteRange)> = blocks
            .flat_map(|(block, number)| block.bolds.iter().map(move |bold| (number, bold.range)))
            .collect();
        let placed: Vec<PlacedEdit> = edits
            .iter()
            .map(|edit| PlacedEdit {
                edit: edit.clone(),
                place: locator.locate(&edit.anchor),
            })
            .collect();
        for PlacedEdit { edit, place } in &placed {
            let Some((block, range)) = *place else { continue };
            let is_here = |(number, bold): &(u32, ByteRange)| *number == block && bold.overlaps(range);
            match edit.action {
                BoldAction::Add => {
                    // Emphasis that was taken in is bold in the source all the same.
                    bolds.retain(|bold| !is_here(bold) || before.contains(bold));
                }
                BoldAction::Drop => bolds.extend(before.iter().copied().filter(is_here)),
            }
        }
        bolds.sort_unstable();
        self.source_emphasis.retain(|found| {
            bolds
                .iter()
                .any(|(block, bold)| *block == found.block && bold.overlaps(found.range))
        });
        self.source_bolds = bolds;
        self.edits = placed;
        self.find_emphasis();
    }
}

//! The open article's source has changed and the page has not: what was bolded here was written to the file.

use super::Reading;
use crate::store::{BoldAction, BoldEdit};
use crate::study::locate;
use crate::text::ByteRange;

impl Reading {
    /// From now on the source says what the page shows, but for these edits.
    pub fn rebase(&mut self, edits: &[BoldEdit]) {
        let before = std::mem::take(&mut self.source_bolds);
        let blocks = self.article.blocks.iter().zip(0u32..);
        let mut bolds: Vec<(u32, ByteRange)> = blocks
            .flat_map(|(block, number)| block.bolds.iter().map(move |bold| (number, bold.range)))
            .collect();
        for edit in edits {
            let Some((block, range)) = locate(&edit.anchor, &self.article) else {
                continue;
            };
            let is_here = |(number, bold): &(u32, ByteRange)| *number == block && bold.overlaps(range);
            match edit.action {
                BoldAction::Add => bolds.retain(|bold| !is_here(bold)),
                BoldAction::Drop => bolds.extend(before.iter().copied().filter(is_here)),
            }
        }
        bolds.sort_unstable();
        self.source_bolds = bolds;
        self.edits = edits.to_vec();
    }
}

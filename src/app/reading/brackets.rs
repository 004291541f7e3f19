//! What is typed beside the bold words of the open article, and what it would be to call it a gloss or text.

use super::{Reading, Selection};
use crate::study::Anchor;
use crate::text::{
    Article, Block, ByteRange, Candidate, Gloss, TermKind, Verdict, candidates, form_key, headword_of_term,
};
use crate::worker::{Pick, TurnedBracket};

impl Reading {
    /// What is typed beside what is selected, and whether it is a gloss; `None` when the selection is not bold or has
    /// nothing beside it.
    #[must_use]
    pub fn bracket_at(&self, selection: Selection) -> Option<(Gloss, bool)> {
        let found = self
            .article
            .typed_beside(selection.block, selection.range, &self.language)?;
        Some((found, self.article.block(selection.block)?.is_gloss(found)))
    }

    /// What the store needs to know when the bracket beside the selection turns into a gloss, or into text; and what
    /// is selected then.
    #[must_use]
    pub fn turned_bracket(&self, selection: Selection) -> Option<(TurnedBracket, Selection)> {
        let (found, was_gloss) = self.bracket_at(selection)?;
        let block = self.article.block(selection.block)?;
        let mut turned = Article::clone(&self.article);
        turned
            .blocks
            .get_mut(selection.block as usize)?
            .turn_gloss(found, !was_gloss);
        let (before, after) = (
            self.vocabulary_beside(&self.article, selection.block, found),
            self.vocabulary_beside(&turned, selection.block, found),
        );
        let text = block.slice(found.text).to_owned();
        // From the whole word on, so that a later edit of the file does not lose it.
        let start = block
            .tokens
            .partition_point(|token| token.range.end <= found.bold.start);
        let start = block
            .tokens
            .get(start)
            .map_or(found.bold.start, |token| token.range.start.min(found.bold.start));
        let place = ByteRange::new(start, found.whole.end);
        let within = selection.range.overlaps(found.whole) && !was_gloss;
        let then = match &after {
            Some(after) if within => Selection {
                block: selection.block,
                range: ByteRange::new(after.anchor.start.byte, after.anchor.end.byte),
            },
            _ => selection,
        };
        let turned = TurnedBracket {
            article_id: self.article_id,
            anchor: Anchor::of(&self.article, selection.block, place),
            said_again: self.is_said_again(selection.block, found, &text),
            text,
            is_gloss: !was_gloss,
            before,
            after,
        };
        Some((turned, then))
    }

    /// The vocabulary that the bold beside a bracket is in this state of the article.
    fn vocabulary_beside(&self, article: &Article, block: u32, bracket: Gloss) -> Option<Pick> {
        let here = |candidate: &Candidate| candidate.block == block && candidate.range.overlaps(bracket.bold);
        let found = candidates(article).into_iter().find(here)?;
        let added = self.is_added(block, found.range);
        if found.verdict != Verdict::Vocabulary && !added {
            return None;
        }
        self.pick_in(article, block, found.range, found.kind)
    }

    /// Whether another bracket gives the same word the same gloss.
    fn is_said_again(&self, number: u32, bracket: Gloss, text: &str) -> bool {
        let headword = |block: &Block, gloss: &Gloss| {
            let key = form_key(block.slice(gloss.bold));
            let kind = if key.contains(' ') {
                TermKind::Phrase
            } else {
                TermKind::Word
            };
            headword_of_term(&self.language, kind, &key)
        };
        let Some(own) = self.article.block(number).map(|block| headword(block, &bracket)) else {
            return false;
        };
        let blocks = self.article.blocks.iter().zip(0u32..);
        blocks
            .flat_map(|(block, other)| block.glosses.iter().map(move |gloss| (block, other, gloss)))
            .filter(|(_, other, gloss)| *other != number || !gloss.whole.overlaps(bracket.whole))
            .any(|(block, _, gloss)| block.slice(gloss.text) == text && headword(block, gloss) == own)
    }
}

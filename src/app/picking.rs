//! What is selected, as the store needs it: the words, where they stand, and the sentence around them.

use super::{Reading, Selection};
use crate::study::Anchor;
use crate::text::{TermKind, form_key, headword_in, sentence_at};
use crate::worker::Pick;

impl Reading {
    /// How many words are selected; a hyphenated compound is one.
    #[must_use]
    pub fn words_in(&self, selection: Selection) -> usize {
        let tokens = self
            .article
            .block(selection.block)
            .map_or(&[][..], |block| &block.tokens);
        let selected = tokens.iter().filter(|token| token.range.overlaps(selection.range));
        selected.filter(|token| !token.joined).count()
    }

    /// What the store needs to know of a selected word.
    #[must_use]
    pub fn pick(&self, selection: Selection) -> Option<Pick> {
        let block = self.article.block(selection.block)?;
        let form = block.slice(selection.range).to_owned();
        let words = self.words_in(selection);
        let sentence = sentence_at(block, selection.range.start, &self.language);
        let kind = if words > 1 { TermKind::Phrase } else { TermKind::Word };
        Some(Pick {
            article_id: self.article_id,
            language: self.language.clone(),
            kind,
            headword: headword_in(&self.article, &self.index, kind, &form_key(&form)),
            form,
            anchor: Anchor::of(&self.article, selection.block, selection.range),
            sentence: block.slice(sentence).to_owned(),
            offset: selection.range.start.saturating_sub(sentence.start),
        })
    }
}

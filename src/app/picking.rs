//! What is selected, as the store needs it: the words, where they stand, and the sentence around them.

use super::{Reading, Selection};
use crate::study::Anchor;
use crate::text::{Article, ByteRange, TermKind, form_key, headword_in, sentence_at};
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

    /// Whether all that is selected stands in one sentence.
    #[must_use]
    pub fn is_in_one_sentence(&self, selection: Selection) -> bool {
        let Some(block) = self.article.block(selection.block) else {
            return false;
        };
        let sentence = sentence_at(block, selection.range.start, &self.language);
        // What closes a sentence may be selected with it.
        let words = block
            .tokens
            .iter()
            .filter(|token| token.range.overlaps(selection.range));
        words.map(|token| token.range.end).all(|end| end <= sentence.end)
    }

    /// What the store needs to know of a selected word.
    #[must_use]
    pub fn pick(&self, selection: Selection) -> Option<Pick> {
        let words = self.words_in(selection);
        let kind = if words > 1 { TermKind::Phrase } else { TermKind::Word };
        self.pick_in(&self.article, selection.block, selection.range, kind)
    }

    /// The same of words in another state of the article: its bold or its glosses may differ, its text does not.
    pub(super) fn pick_in(&self, article: &Article, number: u32, range: ByteRange, kind: TermKind) -> Option<Pick> {
        let block = article.block(number)?;
        let sentence = sentence_at(block, range.start, &self.language);
        let gloss = block.glosses.iter().find(|gloss| gloss.bold.overlaps(range));
        Some(Pick {
            article_id: self.article_id,
            language: self.language.clone(),
            kind,
            headword: headword_in(article, &self.index, kind, &form_key(block.slice(range))),
            form: block.slice(range).to_owned(),
            anchor: Anchor::of(article, number, range),
            sentence: block.slice(sentence).to_owned(),
            offset: range.start.saturating_sub(sentence.start),
            in_source: self.is_bold_in_source(number, range),
            emphasis: self.is_emphasis_in_source(number, range),
            gloss: gloss.map(|gloss| block.slice(gloss.text).to_owned()),
        })
    }
}

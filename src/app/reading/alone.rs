//! A word of a phrase by itself: on the page the longest term wins, and from its card each of its words is one click away.

use super::{Reading, Selection};
use crate::study::TermNumber;
use crate::text::{ByteRange, TermKind, form_key};

impl Reading {
    /// The term of a single selected token, whatever phrase it is a part of.
    pub(super) fn word_at(&self, selection: Selection) -> Option<TermNumber> {
        let place = self.place_of(selection)?;
        self.resolution.term_of_key(self.index.key_at(place)?)
    }

    /// The flat number of a token that is selected exactly.
    fn place_of(&self, selection: Selection) -> Option<u32> {
        let tokens = &self.article.block(selection.block)?.tokens;
        let at = tokens.binary_search_by_key(&selection.range.start, |token| token.range.start);
        let at = at.ok().filter(|&at| tokens[at].range == selection.range)?;
        Some(self.index.first_token(selection.block) + u32::try_from(at).ok()?)
    }

    /// The words of what is selected, each to be selected by itself; those beyond a gap as well. Nothing for a single
    /// word.
    #[must_use]
    pub fn words_of_selected(&self, selection: Selection) -> Vec<(String, Selection)> {
        let Some(block) = self.article.block(selection.block) else {
            return Vec::new();
        };
        let term = self.term_at(selection).unwrap_or(TermNumber::MAX);
        let stretches = self.whole_of(term, selection.block, selection.range);
        let is_in = |range: ByteRange| stretches.iter().any(|stretch| stretch.overlaps(range));
        let tokens = block.tokens.iter().filter(|token| is_in(token.range));
        let words: Vec<_> = tokens
            .map(|token| {
                let (block_number, range) = (selection.block, token.range);
                let alone = Selection {
                    block: block_number,
                    range,
                };
                (block.slice(range).to_owned(), alone)
            })
            .collect();
        if words.len() > 1 { words } else { Vec::new() }
    }

    /// The phrase or compound of which a word that is selected by itself is a part: its headword, and its place.
    #[must_use]
    pub fn phrase_around(&self, selection: Selection) -> Option<(String, Selection)> {
        let tokens = &self.article.block(selection.block)?.tokens;
        let at = tokens.partition_point(|token| token.range.end <= selection.range.start);
        let around = self
            .resolution
            .among(&self.index, selection.block, tokens, at..tokens.len().min(at + 1))
            .find(|found| found.range.overlaps(selection.range))?;
        let is_other = self.term_at(selection) != Some(around.term) && self.place_of(selection).is_some();
        let entry = self.terms.get(around.term as usize).filter(|_| is_other)?;
        let (block, range) = (selection.block, around.range);
        Some((entry.term.headword.clone(), Selection { block, range }))
    }

    /// What is selected as a form of a term: of a phrase with a gap, the words on both sides of it.
    #[must_use]
    pub fn form_of(&self, selection: Selection) -> Option<(TermKind, String)> {
        let block = self.article.block(selection.block)?;
        let term = self.term_at(selection).unwrap_or(TermNumber::MAX);
        let stretches = self.whole_of(term, selection.block, selection.range);
        if stretches.len() > 1 {
            let parts: Vec<&str> = stretches.iter().map(|range| block.slice(*range)).collect();
            return Some((TermKind::Phrase, form_key(&parts.join(" "))));
        }
        let kind = if self.words_in(selection) > 1 {
            TermKind::Phrase
        } else {
            TermKind::Word
        };
        Some((kind, form_key(block.slice(selection.range))))
    }
}

//! The sentence that review shows of a word: pinned from its card while reading, or from the card of review.

use std::time::Instant;

use super::{Boldface, ReviewPlace};
use crate::app::{Card, CardSentence};
use crate::study::{Context, ContextId};
use crate::worker::Change;

impl ReviewPlace {
    /// The sentence of the card that can be pinned, or is: where there is but one, nothing is to be chosen.
    #[must_use]
    pub fn pin(&self) -> Option<(ContextId, bool)> {
        let sentence = self.card()?.sentence.as_ref()?;
        let choice = sentence.of > 1 || sentence.pinned;
        (self.shown && choice).then_some((sentence.context_id, sentence.pinned))
    }
}

impl CardSentence {
    /// Whether a place of the article lies in it.
    fn holds(&self, block: u32, byte: u32) -> bool {
        let first = self.words.iter().map(|word| word.start).min().unwrap_or(0);
        let start = self.range.start.saturating_sub(first) as usize;
        self.block == block && (start..start + self.text.len()).contains(&(byte as usize))
    }
}

impl Card {
    /// Whether there is a choice of sentences.
    fn has_choice(&self) -> bool {
        let kept = || self.here.iter().chain(&self.elsewhere);
        kept().count() > 1 || kept().any(|context| context.pinned)
    }

    /// The kept sentence that one of this article is, and whether it is pinned.
    #[must_use]
    pub fn pin_of(&self, sentence: &CardSentence) -> Option<(ContextId, bool)> {
        let within = |context: &&Context| sentence.holds(context.anchor.start.block, context.anchor.start.byte);
        let kept = self.here.iter().filter(within);
        let context = kept
            .max_by_key(|context| context.pinned)
            .filter(|_| self.has_choice())?;
        Some((context.context_id, context.pinned))
    }

    /// The same of a sentence of another article.
    #[must_use]
    pub fn pin_elsewhere(&self, context: &Context) -> Option<(ContextId, bool)> {
        self.has_choice().then_some((context.context_id, context.pinned))
    }
}

impl Boldface {
    /// Pins the sentence of the card that is shown, or lets all take turns again.
    pub(super) fn pin_shown(&mut self, now: Instant) {
        if let Some((context_id, pinned)) = self.model.review.pin() {
            self.change(Change::PinSentence(context_id, !pinned), now);
        }
    }

    /// The same of the sentence in which the selected word stands.
    pub(super) fn pin_here(&mut self, now: Instant) {
        let Some(card) = &self.model.card else { return };
        let (block, byte) = (card.selection.block, card.selection.range.start);
        let mut sentences = card.sentences.iter();
        let pin = sentences.find(|sentence| sentence.holds(block, byte));
        if let Some((context_id, pinned)) = pin.and_then(|sentence| card.pin_of(sentence)) {
            self.change(Change::PinSentence(context_id, !pinned), now);
        }
    }
}

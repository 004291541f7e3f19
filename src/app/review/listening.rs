//! The spoken question: the sentence is said once when its card comes, since the learner chose that kind, and again at
//! each press of its key. Of the other kinds nothing is said unasked, and nothing that would give the answer away.

use std::time::Instant;

use super::{Action, Boldface, ReviewPlace, View};
use crate::app::Speak;
use crate::study::review::CardKind;

impl ReviewPlace {
    /// The kind of question. Where nothing can speak, a spoken one is read.
    #[must_use]
    pub fn kind(&self) -> Option<CardKind> {
        let card = self.card()?;
        let silent = !self.speaks || card.term.is_none();
        Some(match card.kind {
            CardKind::Listening if silent => CardKind::Recall,
            kind => kind,
        })
    }

    /// What is said of the card that is shown.
    fn spoken(&self) -> Option<Speak> {
        let card = self.card()?;
        let term = card.term.as_ref()?;
        let text = card.sentence.as_ref().map(|sentence| sentence.without_glosses().0);
        Some(Speak {
            text: text.unwrap_or_else(|| term.headword.clone()),
            language: term.language.clone(),
        })
    }
}

impl Boldface {
    /// Says the sentence of the card, if that does not give its answer away.
    pub(super) fn say_card(&mut self, now: Instant) {
        let review = &self.model.review;
        let kind = review.kind();
        if !review.shown && !matches!(kind, Some(CardKind::Recall | CardKind::Listening)) {
            return;
        }
        if let Some(speak) = review.spoken() {
            self.act(Action::Speak(speak), now);
        }
    }

    /// Says a spoken question once when it comes.
    pub(super) fn ask_aloud(&mut self, now: Instant) {
        let review = &mut self.model.review;
        let looked_at = self.model.view == View::Review && !review.page.shown && !review.shown;
        let key = review.card().map(|card| card.key);
        if looked_at && review.heard != key && review.kind() == Some(CardKind::Listening) {
            review.heard = key;
            self.say_card(now);
        }
    }
}

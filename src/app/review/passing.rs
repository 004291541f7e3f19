//! A word that is due and is met while reading: what it means stays folded until the learner says whether it came back to
//! them, so that reading counts as review.

use std::time::Instant;

use super::{Boldface, ReviewPlace};
use crate::app::Card;
use crate::store::Answer;
use crate::study::TermId;
use crate::study::review::{CardKey, Grade, ReviewSource};
use crate::worker::Change;

impl ReviewPlace {
    /// Whether the word of a card is due.
    #[must_use]
    pub fn is_due(&self, card: &Card) -> bool {
        let due = self.news.as_ref().map_or(&[][..], |news| &news.due);
        card.term_id
            .is_some_and(|term_id| due.contains(&CardKey::Term(term_id)))
    }

    /// Whether its meaning is folded: it is due, and the learner has not looked.
    #[must_use]
    pub fn is_folded(&self, card: &Card) -> bool {
        card.term_id.is_some_and(|term_id| self.hides(term_id))
    }

    /// Whether what a word means is not to be seen yet.
    #[must_use]
    pub fn hides(&self, term_id: TermId) -> bool {
        let due = self.news.as_ref().map_or(&[][..], |news| &news.due);
        self.unfolded != Some(term_id) && due.contains(&CardKey::Term(term_id))
    }
}

impl Boldface {
    fn due_card(&self) -> Option<TermId> {
        let card = self.model.card.as_ref()?;
        card.term_id.filter(|_| self.model.review.is_due(card))
    }

    /// Records a review of the selected word in passing. Who has looked at the meaning can only have forgotten it.
    pub(super) fn answer_in_passing(&mut self, grade: Grade, now: Instant) {
        let Some(term_id) = self.due_card() else { return };
        if grade != Grade::Again && self.model.review.unfolded == Some(term_id) {
            return;
        }
        let (key, source) = (CardKey::Term(term_id), ReviewSource::Reading);
        self.change(Change::Answer(Answer { key, grade, source }), now);
    }

    /// Shows what the selected word means although it is due.
    pub(in crate::app) fn unfold_card(&mut self) {
        if let Some(term_id) = self.due_card() {
            self.model.review.unfolded = Some(term_id);
        }
    }
}

//! What the dictionaries say of the card's word: asked while somebody looks, and no sooner.

use super::{Boldface, View};
use crate::lexicon::dictionary::Sought;
use crate::store::ReviewCard;
use crate::study::Term;
use crate::text::{ByteRange, form_key};
use crate::worker::{LookUp, LookedUp};

impl Boldface {
    pub(super) fn look_card_up(&mut self) {
        (self.model.review.asked, self.model.review.found) = (None, None);
        if self.model.view != View::Review {
            // Nobody looks at it yet: the dictionaries stay closed.
            return;
        }
        self.ask_card_meaning();
    }

    pub(super) fn ask_card_meaning(&mut self) {
        let Some(card) = self.model.review.card() else { return };
        let Some(term) = &card.term else { return };
        let wanted = wanted(term, card);
        self.looked_up += 1;
        let wanted = LookUp {
            serial: self.looked_up,
            ..wanted
        };
        self.model.review.asked = Some(wanted.clone());
        self.requests.look_up(wanted);
    }

    /// Takes in what the dictionaries say, of the card or of the selected word.
    pub(in crate::app) fn take_looked_up(&mut self, found: LookedUp) {
        let review = &mut self.model.review;
        if review.asked.as_ref().is_some_and(|asked| asked.serial == found.serial) {
            review.found = Some(found);
        } else {
            self.take_meaning(found);
        }
    }
}

fn wanted(term: &Term, card: &ReviewCard) -> LookUp {
    let (sentence, form, offset) = card.sentence.as_ref().map_or_else(
        || (term.headword.clone(), term.headword.clone(), 0),
        |sentence| (sentence.text.clone(), sentence.form.clone(), sentence.offset),
    );
    let length = u32::try_from(form.len()).unwrap_or(0);
    LookUp {
        serial: 0,
        language: term.language.clone(),
        sought: Sought {
            headword: term.headword.clone(),
            form: form_key(&form),
            candidates: Vec::new(),
            part: None,
        },
        sentence,
        range: ByteRange::new(offset, offset + length),
    }
}

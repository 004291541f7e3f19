//! What the dictionaries say of the card's word: asked while somebody looks, and no sooner.

use super::{Boldface, ReviewPlace, View};
use crate::lexicon::dictionary::Sought;
use crate::store::ReviewCard;
use crate::study::Term;
use crate::text::{ByteRange, form_key};
use crate::worker::{LookUp, LookedUp, Sounded};

impl ReviewPlace {
    /// How the card's word is spoken, between slashes: after a dictionary, else after CMU's, else after the computer's own
    /// engine.
    #[must_use]
    pub fn sounds(&self) -> Option<String> {
        let found = self.found.as_ref()?;
        let mut entries = found.answers.iter().flat_map(|answer| &answer.entries);
        let own = entries.find_map(|entry| entry.pronunciation.as_deref());
        let slashes = |sound: &str| format!("/{}/", sound.trim_matches('/'));
        if let Some(own) = own {
            return Some(slashes(own));
        }
        let mut all: Vec<String> = found.sounds.iter().map(|sound| slashes(&sound.ipa)).collect();
        all.dedup();
        let engine = self.sounded.as_deref().map(slashes);
        if all.is_empty() { engine } else { Some(all.join("  ")) }
    }
}

impl Boldface {
    /// Takes in how the card's word is spoken by the engine.
    pub(in crate::app) fn take_card_sound(&mut self, sounded: &Sounded) {
        let review = &mut self.model.review;
        if review
            .asked
            .as_ref()
            .is_some_and(|asked| asked.serial == sounded.serial)
        {
            review.sounded.clone_from(&sounded.ipa);
        }
    }

    pub(super) fn look_card_up(&mut self) {
        let review = &mut self.model.review;
        (review.asked, review.found, review.sounded) = (None, None, None);
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
            let serial = found.serial;
            let language = review.asked.as_ref().map(|asked| asked.language.clone());
            let word = review.asked.as_ref().map(|asked| asked.sought.headword.clone());
            review.found = Some(found);
            let silent = review.sounds().is_none() && review.speaks;
            if let Some((word, language)) = word.zip(language).filter(|_| silent) {
                self.requests.ask_sound(serial, word, language);
            }
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

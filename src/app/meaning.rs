//! What the dictionaries say of the selected word.
//!
//! The word, its sentence and its place there go to the thread that looks words up; only the answer to the newest
//! question is taken. A card that is gathered anew for the same word asks nothing.

use super::{Boldface, Reading, Selection};
use crate::lexicon::dictionary::{Answer, Offer, Sought, offer_for, primary};
use crate::lexicon::sound::Sound;
use crate::study::TermId;
use crate::text::{ByteRange, headword_candidates, headword_of, sentence_at};
use crate::worker::{ArticleMet, LookUp, LookedUp};

/// How a word is spoken, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sounds<'a> {
    /// One of the learner's dictionaries, in its own letters.
    Own(&'a str),
    /// The CMU Pronouncing Dictionary.
    American(&'a [Sound]),
    /// The computer's own speech engine.
    Engine(&'a str),
    /// Nobody, or nobody yet.
    Unknown,
}

/// What is known of the selected word's meaning.
#[derive(Debug, Default)]
pub struct Meaning {
    /// The word that was asked for last.
    asked: Option<LookUp>,
    /// What was found, once it is there.
    found: Option<LookedUp>,
    /// The first word that no dictionary explained in the learner's own language.
    offered_for: Option<Sought>,
    /// How the word is spoken, where only the computer's own engine says so.
    pub(super) sounded: Option<String>,
}

impl Meaning {
    /// What each dictionary says; `None` while the answer has yet to come.
    #[must_use]
    pub fn answers(&self) -> Option<&[Answer]> {
        self.found.as_ref().map(|found| found.answers.as_slice())
    }

    /// How the word is spoken: after the first dictionary that says so; else, of English, after CMU's; else after the
    /// computer's own engine.
    #[must_use]
    pub fn sounds(&self) -> Sounds<'_> {
        let Some(found) = &self.found else {
            return Sounds::Unknown;
        };
        let mut entries = found.answers.iter().flat_map(|answer| &answer.entries);
        if let Some(own) = entries.find_map(|entry| entry.pronunciation.as_deref()) {
            return Sounds::Own(own);
        }
        match &self.sounded {
            _ if !found.sounds.is_empty() => Sounds::American(&found.sounds),
            Some(ipa) => Sounds::Engine(ipa),
            None => Sounds::Unknown,
        }
    }

    /// Whether there is a dictionary of the language that could be asked.
    #[must_use]
    pub fn has_dictionary(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.any)
    }

    /// What to get where no dictionary explains English in the learner's own language; with the first word alone.
    #[must_use]
    pub fn offer(&self) -> Option<&'static Offer> {
        let (found, asked) = (self.found.as_ref()?, self.asked.as_ref()?);
        let first = !found.own && self.offered_for.as_ref() == Some(&asked.sought);
        first.then(|| offer_for(&found.learner))
    }

    /// Words that are spelt nearly so, where no dictionary has this one.
    #[must_use]
    pub fn near(&self) -> &[String] {
        self.found.as_ref().map_or(&[], |found| &found.near)
    }

    /// The words of a phrase that no dictionary has as a whole, as far as one has them.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        self.found.as_ref().map_or(&[], |found| &found.parts)
    }

    /// The word that was looked up in the place of the card's, if one was.
    #[must_use]
    pub fn instead_of(&self, headword: &str) -> Option<&str> {
        let word = &self.asked.as_ref()?.sought.headword;
        Some(word.as_str()).filter(|word| *word != headword)
    }

    /// Counts up with each word: a view that folds meanings unfolds them for one word alone.
    #[must_use]
    pub fn serial(&self) -> u64 {
        self.asked.as_ref().map_or(0, |asked| asked.serial)
    }
}

impl Boldface {
    /// Looks the word of the card up, unless that was done.
    pub(super) fn look_up(&mut self) {
        let Some(mut wanted) = self.wanted_meaning() else {
            self.model.meaning.asked = None;
            self.model.meaning.found = None;
            return;
        };
        let meaning = &mut self.model.meaning;
        if let Some(asked) = &meaning.asked {
            wanted.serial = asked.serial;
            if *asked == wanted {
                return;
            }
        }
        self.looked_up += 1;
        wanted.serial = self.looked_up;
        // What is shown of the same word stays until there is more.
        if meaning.asked.as_ref().is_none_or(|asked| asked.sought != wanted.sought) {
            (meaning.found, meaning.sounded) = (None, None);
        }
        meaning.asked = Some(wanted.clone());
        self.requests.look_up(wanted);
    }

    /// Looks another word up in the place of the card's: one that is spelt nearly so, or a part of it.
    pub(super) fn look_up_instead(&mut self, word: String) {
        if let Some(mut wanted) = self.wanted_meaning() {
            self.looked_up += 1;
            wanted.serial = self.looked_up;
            // The card's own word is looked up as it was at first.
            if wanted.sought.headword != word {
                wanted.sought = Sought {
                    headword: headword_of(&wanted.language, &word).into_owned(),
                    candidates: headword_candidates(&wanted.language, &word),
                    form: word,
                    part: None,
                };
            }
            self.model.meaning.asked = Some(wanted.clone());
            self.requests.look_up(wanted);
        }
    }

    /// Looks the word of the card up once more: other dictionaries are there.
    pub(super) fn look_up_anew(&mut self) {
        if let Some(asked) = &mut self.model.meaning.asked {
            asked.language.clear();
            self.look_up();
        }
    }

    /// The learner's own language is another one: what is shown of the word at hand may be so as well.
    pub(super) fn explain_anew(&mut self) {
        self.requests.explain_in(self.settings.learner_language());
        self.model.meaning.offered_for = None;
        self.look_up_anew();
    }

    fn wanted_meaning(&self) -> Option<LookUp> {
        let (card, reading) = (self.model.card.as_ref()?, self.model.reading.as_ref()?);
        let sought = Sought {
            headword: card.headword.clone(),
            form: card.form_key.clone(),
            candidates: card.other_headwords.clone(),
            part: None,
        };
        ask_at(reading, card.selection, sought)
    }

    /// Takes in which articles the word of the card was met.
    pub(super) fn take_met(&mut self, term_id: TermId, met: Vec<ArticleMet>) {
        if let Some(card) = self.model.card.as_mut().filter(|card| card.term_id == Some(term_id)) {
            card.met = met;
        }
    }

    /// Takes what was found.
    pub(super) fn take_meaning(&mut self, found: LookedUp) {
        let meaning = &mut self.model.meaning;
        if meaning.asked.as_ref().is_some_and(|asked| asked.serial == found.serial) {
            let silent = found.sounds.is_empty()
                && !found
                    .answers
                    .iter()
                    .any(|answer| answer.entries.iter().any(|entry| entry.pronunciation.is_some()));
            let asked = meaning.asked.as_ref().filter(|_| silent);
            if let Some(asked) = asked {
                let (word, language) = (asked.sought.headword.clone(), asked.language.clone());
                self.requests.ask_sound(found.serial, word, language);
            }
            let foreign = !found.own && primary(&found.learner) != "en";
            let first = meaning.offered_for.is_none() && foreign;
            if let Some(asked) = meaning
                .asked
                .as_ref()
                .filter(|asked| first && primary(&asked.language) == "en")
            {
                meaning.offered_for = Some(asked.sought.clone());
            }
            meaning.found = Some(found);
        }
    }
}

/// A word to look up, at its place.
pub(super) fn ask_at(reading: &Reading, at: Selection, sought: Sought) -> Option<LookUp> {
    let block = reading.article.block(at.block)?;
    let sentence = sentence_at(block, at.range.start, &reading.language);
    Some(LookUp {
        serial: 0,
        language: reading.language.clone(),
        sought,
        sentence: block.slice(sentence).to_owned(),
        range: ByteRange::new(
            at.range.start.saturating_sub(sentence.start),
            at.range.end.saturating_sub(sentence.start),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_answer_is_left_aside() {
        let mut meaning = Meaning {
            asked: Some(LookUp {
                serial: 2,
                ..LookUp::default()
            }),
            found: None,
            ..Meaning::default()
        };
        let found = |serial| LookedUp {
            serial,
            any: true,
            ..LookedUp::default()
        };
        let (requests, _inbox) = crate::worker::Requests::to_nobody();
        let mut app = Boldface::new(
            requests,
            crate::app::Settings::default(),
            None,
            crate::app::Timings::new(false, std::time::Instant::now()),
        );
        std::mem::swap(&mut app.model.meaning, &mut meaning);
        app.take_meaning(found(1));
        assert!(app.model.meaning.answers().is_none());
        app.take_meaning(found(2));
        assert!(app.model.meaning.answers().is_some() && app.model.meaning.has_dictionary());
    }
}

//! What the dictionaries say of the selected word.
//!
//! The word, its sentence and its place there go to the thread that looks words up; only the answer to the newest
//! question is taken. A card that is gathered anew for the same word asks nothing.

use super::Boldface;
use crate::lexicon::dictionary::{Answer, Sought};
use crate::study::TermId;
use crate::text::{ByteRange, sentence_at};
use crate::worker::{ArticleMet, LookUp, LookedUp};

/// What is known of the selected word's meaning.
#[derive(Debug, Default)]
pub struct Meaning {
    /// The word that was asked for last.
    asked: Option<LookUp>,
    /// What was found, once it is there.
    found: Option<LookedUp>,
}

impl Meaning {
    /// What each dictionary says; `None` while the answer has yet to come.
    #[must_use]
    pub fn answers(&self) -> Option<&[Answer]> {
        self.found.as_ref().map(|found| found.answers.as_slice())
    }

    /// Whether there is a dictionary of the language that could be asked.
    #[must_use]
    pub fn has_dictionary(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.any)
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
            meaning.found = None;
        }
        meaning.asked = Some(wanted.clone());
        self.requests.look_up(wanted);
    }

    /// Looks the word of the card up once more: other dictionaries are there.
    pub(super) fn look_up_anew(&mut self) {
        if let Some(asked) = &mut self.model.meaning.asked {
            asked.language.clear();
            self.look_up();
        }
    }

    fn wanted_meaning(&self) -> Option<LookUp> {
        let (card, reading) = (self.model.card.as_ref()?, self.model.reading.as_ref()?);
        let (number, range) = (card.selection.block, card.selection.range);
        let block = reading.article.block(number)?;
        let sentence = sentence_at(block, range.start, &reading.language);
        Some(LookUp {
            serial: 0,
            language: reading.language.clone(),
            sought: Sought {
                headword: card.headword.clone(),
                form: card.form_key.clone(),
                candidates: card.other_headwords.clone(),
                part: None,
            },
            sentence: block.slice(sentence).to_owned(),
            range: ByteRange::new(
                range.start.saturating_sub(sentence.start),
                range.end.saturating_sub(sentence.start),
            ),
        })
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
            meaning.found = Some(found);
        }
    }
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

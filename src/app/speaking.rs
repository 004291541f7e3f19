//! Saying the selected word or its sentence aloud, and how it is spoken where nothing else says it.

use std::time::Instant;

use rust_i18n::t;

use super::{Action, Boldface};
use crate::text::{ByteRange, sentence_at};
use crate::worker::{Event, Say, Sounded, SpeechFailure};

/// A text to be said aloud, with the learner's voice and rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speak {
    /// What.
    pub text: String,
    /// BCP 47 code of its language.
    pub language: String,
}

impl Boldface {
    /// Says a text aloud; what is being said is cut short.
    pub(super) fn speak(&mut self, speak: Speak, _now: Instant) {
        self.requests.say(Say {
            text: speak.text,
            language: speak.language,
            voice: self.settings.voice.clone(),
            rate: self.settings.speech_rate,
        });
    }

    /// Says the selected word, or the sentence in which it stands.
    pub(super) fn say_selected(&mut self, word: bool, now: Instant) {
        let Some((reading, selection)) = self
            .model
            .reading
            .as_ref()
            .and_then(|reading| Some((reading, reading.selected()?)))
        else {
            return;
        };
        let (start, end) = (selection.start, selection.end);
        let Some(block) = reading.article.block(start.block) else {
            return;
        };
        let text = if word {
            // What goes beyond its paragraph is said to the end of it.
            let whole = u32::try_from(block.text.len()).unwrap_or(u32::MAX);
            let end = if end.block == start.block { end.byte } else { whole };
            block.slice(ByteRange::new(start.byte, end))
        } else {
            block.slice(sentence_at(block, start.byte, &reading.language))
        };
        let speak = Speak {
            text: text.to_owned(),
            language: reading.language.clone(),
        };
        self.act(Action::Speak(speak), now);
    }

    /// Takes in what the speech thread tells.
    pub(super) fn take_speech(&mut self, event: Event, now: Instant) {
        match event {
            Event::Sounded(sounded) => {
                self.take_card_sound(&sounded);
                self.take_sounded(*sounded);
            }
            Event::Speaks(speaks) => self.model.review.speaks = speaks,
            Event::SpeechFailed(failure) => self.take_speech_failure(failure, now),
            _ => {}
        }
    }

    /// Takes in how the word of the card is spoken.
    fn take_sounded(&mut self, sounded: Sounded) {
        if sounded.serial == self.model.meaning.serial() {
            self.model.meaning.sounded = sounded.ipa;
        }
    }

    /// A missing engine is told once, quietly.
    fn take_speech_failure(&mut self, failure: SpeechFailure, now: Instant) {
        self.model.review.speaks &= failure != SpeechFailure::NoEngine;
        match failure {
            SpeechFailure::NoEngine if std::mem::replace(&mut self.told_of_speech, true) => {}
            SpeechFailure::NoEngine => self.tell(t!("speech.no_engine").into_owned(), now),
            SpeechFailure::NoSound { engine } => self.tell(t!("speech.no_sound", engine = engine).into_owned(), now),
            SpeechFailure::Failed { engine, why } => {
                self.tell(t!("speech.failed", engine = engine, why = why).into_owned(), now);
            }
        }
    }
}

//! The words thread: looks a word up in the dictionaries while the window goes on.
//!
//! A look-up takes about a millisecond, so one is answered after the other; of those that wait only the newest counts.
//! The dictionaries are opened when the first word is asked for, and a start that asks for none opens none.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::link::{Outbox, spawn};
use super::shelf::Shelf;
use super::{DictionaryNews, Event, Folders, Requests};
use crate::lexicon::dictionary::{Answer, Dictionary, Sense, Shelved, Sought, entry_key, look_up, near, parts};
use crate::lexicon::sound::{Sound, american};
use crate::study::TermId;
use crate::text::ByteRange;
use crate::text::lemmas::part_of_speech;

/// Characters of a meaning that are shown in a line.
const GLOSS_AT_MOST: usize = 160;

/// A word to look up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookUp {
    /// Counts up with each word.
    pub serial: u64,
    /// BCP 47 code of the article's language.
    pub language: String,
    /// The word.
    pub sought: Sought,
    /// The sentence in which it stands.
    pub sentence: String,
    /// Where it stands there.
    pub range: ByteRange,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedUp {
    /// Of which question.
    pub serial: u64,
    /// Of each dictionary that has the word.
    pub answers: Vec<Answer>,
    /// Whether there is any dictionary of the language.
    pub any: bool,
    /// Whether one of them explains in the learner's own language.
    pub own: bool,
    /// BCP 47 code of the learner's own language.
    pub learner: String,
    /// Words that are spelt nearly so, where no dictionary has this one.
    pub near: Vec<String>,
    /// The words of a phrase or a compound, where no dictionary has it as a whole but these.
    pub parts: Vec<String>,
    /// How the headword is spoken, where that is known.
    pub sounds: Vec<Sound>,
}

/// What a line of meaning is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlossFor {
    /// The row of a term.
    Term(TermId),
    /// A word on the page: its block, and where it stands there.
    Place(u32, ByteRange),
}

/// What a word may mean, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossed {
    /// Which word.
    pub of: GlossFor,
    /// Empty when no dictionary has it.
    pub gloss: String,
}

/// Something for the thread.
#[derive(Clone, Debug)]
pub(super) enum WordsAsk {
    /// Look a word up.
    LookUp(LookUp),
    /// What a word may mean, in a line.
    Gloss(GlossFor, LookUp),
    /// These are the dictionaries from now on.
    Shelf(Vec<Shelved>),
    /// Tell how they are found.
    Standing,
    /// This is the learner's own language from now on (BCP 47 code).
    Learner(String),
}

impl Requests {
    /// Looks a word up in the dictionaries; never waits.
    pub fn look_up(&self, ask: LookUp) {
        self.ask_words(WordsAsk::LookUp(ask));
    }

    /// Asks what a word may mean, in a line; never waits.
    pub fn ask_gloss(&self, of: GlossFor, ask: LookUp) {
        self.ask_words(WordsAsk::Gloss(of, ask));
    }

    /// Says which dictionaries there are from now on, in their order; the index of one that is gone is removed.
    pub fn use_dictionaries(&self, shelf: Vec<Shelved>) {
        self.ask_words(WordsAsk::Shelf(shelf));
    }

    /// Says which is the learner's own language from now on (BCP 47 code).
    pub fn explain_in(&self, learner: String) {
        self.ask_words(WordsAsk::Learner(learner));
    }

    /// Asks how the dictionaries are found.
    pub fn ask_dictionary_standing(&self) {
        self.ask_words(WordsAsk::Standing);
    }

    fn ask_words(&self, ask: WordsAsk) {
        if self.words.send(ask).is_err() {
            tracing::error!("the thread that looks words up is gone");
        }
    }
}

/// Starts the thread; it ends when nobody can ask it any more.
pub(super) fn start(folders: &Folders, learner: String, outbox: Outbox) -> Sender<WordsAsk> {
    let (asks, inbox) = channel();
    let shelf = Shelf::new(&folders.cache, folders.wordnet.clone());
    spawn("words", move || run(&inbox, shelf, learner, &outbox));
    asks
}

fn run(inbox: &Receiver<WordsAsk>, mut shelf: Shelf, mut learner: String, outbox: &Outbox) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(ask) = inbox.recv() else { return };
            waiting.push_back(ask);
        }
        waiting.extend(inbox.try_iter());
        let Some(ask) = next(&mut waiting) else { continue };
        let done = catch_unwind(AssertUnwindSafe(|| perform(ask, &mut shelf, &mut learner, outbox)));
        if done.is_err() {
            outbox.send(Event::Panicked { during: "words" });
        }
    }
}

/// What is done next: the oldest, but of words to look up the newest alone, and that before all lines of meaning.
fn next(waiting: &mut VecDeque<WordsAsk>) -> Option<WordsAsk> {
    let other = waiting.iter().position(|ask| !matches!(ask, WordsAsk::Gloss(..)));
    if let Some(at) = other.filter(|at| *at > 0)
        && let Some(ask) = waiting.remove(at)
    {
        waiting.push_front(ask);
    }
    let ask = waiting.pop_front()?;
    let newer = |ask: &WordsAsk| matches!(ask, WordsAsk::LookUp(_));
    Some(ask).filter(|ask| !matches!(ask, WordsAsk::LookUp(_)) || !waiting.iter().any(newer))
}

fn perform(ask: WordsAsk, shelf: &mut Shelf, learner: &mut String, outbox: &Outbox) {
    match ask {
        WordsAsk::LookUp(ask) => {
            let first = !shelf.is_open();
            outbox.send(Event::LookedUp(Box::new(answer(shelf, ask, learner))));
            if first {
                tell_standing(shelf, outbox);
            }
        }
        WordsAsk::Gloss(of, ask) => {
            let gloss = first_gloss(shelf, ask);
            outbox.send(Event::Glossed(Glossed { of, gloss }));
        }
        WordsAsk::Shelf(wanted) => {
            shelf.put(wanted);
            if shelf.is_open() {
                tell_standing(shelf, outbox);
            }
        }
        WordsAsk::Standing => tell_standing(shelf, outbox),
        WordsAsk::Learner(language) => *learner = language,
    }
}

fn tell_standing(shelf: &mut Shelf, outbox: &Outbox) {
    outbox.send(Event::Dictionary(DictionaryNews::Standing(shelf.standing())));
}

/// The first meaning in a line; empty when no dictionary has the word.
fn first_gloss(shelf: &mut Shelf, ask: LookUp) -> String {
    let mut ask = ask;
    if ask.language.starts_with("en") {
        ask.sought.part = part_of_speech(&ask.sentence, &ask.range.usize());
    }
    let asked = shelf.of(&ask.language);
    let answers = look_up(asked.iter().map(|(_, dictionary)| *dictionary), &ask.sought);
    let mut senses = answers
        .iter()
        .flat_map(|answer| &answer.entries)
        .flat_map(|entry| &entry.senses);
    let first = senses.next().map(Sense::words).unwrap_or_default();
    first
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(GLOSS_AT_MOST)
        .collect()
}

fn answer(shelf: &mut Shelf, mut ask: LookUp, learner: &str) -> LookedUp {
    if ask.language.starts_with("en") {
        ask.sought.part = part_of_speech(&ask.sentence, &ask.range.usize());
    }
    let asked = shelf.of(&ask.language);
    let dictionaries: Vec<&dyn Dictionary> = asked.iter().map(|(_, dictionary)| *dictionary).collect();
    let answers = look_up(dictionaries.iter().copied(), &ask.sought);
    let english = ask.language.starts_with("en");
    let key = entry_key(&ask.sought.headword);
    LookedUp {
        serial: ask.serial,
        near: if answers.is_empty() {
            near(&dictionaries, &key, english)
        } else {
            Vec::new()
        },
        parts: if answers.is_empty() {
            parts(&dictionaries, &ask.sought.headword, &ask.language)
        } else {
            Vec::new()
        },
        sounds: if english { american(&key) } else { Vec::new() },
        answers,
        any: !asked.is_empty(),
        learner: learner.to_owned(),
        own: asked.iter().any(|(shelved, _)| shelved.explains_in(learner)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn only_the_newest_of_those_that_wait_is_answered() {
        let (asks, inbox) = channel();
        asks.send(WordsAsk::Learner("de".to_owned())).unwrap();
        for serial in 1..=3 {
            let ask = LookUp {
                serial,
                ..LookUp::default()
            };
            asks.send(WordsAsk::LookUp(ask)).unwrap();
        }
        drop(asks);
        let (events, window) = channel();
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path(), Vec::new());
        run(&inbox, shelf, "en".to_owned(), &Outbox::new(events, Arc::new(|| ())));
        let serials: Vec<_> = window
            .into_iter()
            .filter_map(|event| match event {
                Event::LookedUp(found) => Some((found.serial, found.learner)),
                Event::Dictionary(DictionaryNews::Standing(_)) => None,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(serials, [(3, "de".to_owned())]);
    }
}

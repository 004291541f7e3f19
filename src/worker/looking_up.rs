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
use crate::lexicon::dictionary::{Answer, Shelved, Sought, look_up};
use crate::text::ByteRange;
use crate::text::lemmas::part_of_speech;

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
}

/// Something for the thread.
#[derive(Clone, Debug)]
pub(super) enum WordsAsk {
    /// Look a word up.
    LookUp(LookUp),
    /// These are the dictionaries from now on.
    Shelf(Vec<Shelved>),
    /// Tell how they are found.
    Standing,
}

impl Requests {
    /// Looks a word up in the dictionaries; never waits.
    pub fn look_up(&self, ask: LookUp) {
        self.ask_words(WordsAsk::LookUp(ask));
    }

    /// Says which dictionaries there are from now on, in their order; the index of one that is gone is removed.
    pub fn use_dictionaries(&self, shelf: Vec<Shelved>) {
        self.ask_words(WordsAsk::Shelf(shelf));
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
    spawn("words", move || run(&inbox, shelf, &learner, &outbox));
    asks
}

fn run(inbox: &Receiver<WordsAsk>, mut shelf: Shelf, learner: &str, outbox: &Outbox) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(ask) = inbox.recv() else { return };
            waiting.push_back(ask);
        }
        waiting.extend(inbox.try_iter());
        let Some(ask) = next(&mut waiting) else { continue };
        let done = catch_unwind(AssertUnwindSafe(|| perform(ask, &mut shelf, learner, outbox)));
        if done.is_err() {
            outbox.send(Event::Panicked { during: "words" });
        }
    }
}

/// What is done next: the oldest, but of words to look up the newest alone.
fn next(waiting: &mut VecDeque<WordsAsk>) -> Option<WordsAsk> {
    let ask = waiting.pop_front()?;
    let newer = |ask: &WordsAsk| matches!(ask, WordsAsk::LookUp(_));
    Some(ask).filter(|ask| !matches!(ask, WordsAsk::LookUp(_)) || !waiting.iter().any(newer))
}

fn perform(ask: WordsAsk, shelf: &mut Shelf, learner: &str, outbox: &Outbox) {
    match ask {
        WordsAsk::LookUp(ask) => {
            let first = !shelf.is_open();
            outbox.send(Event::LookedUp(Box::new(answer(shelf, ask, learner))));
            if first {
                tell_standing(shelf, outbox);
            }
        }
        WordsAsk::Shelf(wanted) => {
            shelf.put(wanted);
            if shelf.is_open() {
                tell_standing(shelf, outbox);
            }
        }
        WordsAsk::Standing => tell_standing(shelf, outbox),
    }
}

fn tell_standing(shelf: &mut Shelf, outbox: &Outbox) {
    outbox.send(Event::Dictionary(DictionaryNews::Standing(shelf.standing())));
}

fn answer(shelf: &mut Shelf, mut ask: LookUp, learner: &str) -> LookedUp {
    if ask.language.starts_with("en") {
        ask.sought.part = part_of_speech(&ask.sentence, &ask.range.usize());
    }
    let asked = shelf.of(&ask.language);
    let dictionaries = asked.iter().map(|(_, dictionary)| *dictionary);
    LookedUp {
        serial: ask.serial,
        answers: look_up(dictionaries, &ask.sought),
        any: !asked.is_empty(),
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
        run(&inbox, shelf, "en", &Outbox::new(events, Arc::new(|| ())));
        let serials: Vec<_> = window
            .into_iter()
            .filter_map(|event| match event {
                Event::LookedUp(found) => Some(found.serial),
                Event::Dictionary(DictionaryNews::Standing(_)) => None,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(serials, [3]);
    }
}

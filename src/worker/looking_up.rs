//! The words thread: looks a word up in the dictionaries while the window goes on.
//!
//! A look-up takes about a millisecond, so one is answered after the other; of those that wait only the newest counts.
//! The dictionaries are opened when the first word is asked for, and a start that asks for none opens none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Event;
use super::link::{Outbox, spawn};
use crate::lexicon::dictionary::{Answer, Dictionary, Sought, WordNet, look_up};
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
}

/// Starts the thread; it ends when nobody can ask it any more.
pub(super) fn start(wordnet: Vec<PathBuf>, outbox: Outbox) -> Sender<LookUp> {
    let (asks, inbox) = channel();
    spawn("words", move || run(&inbox, &wordnet, &outbox));
    asks
}

fn run(inbox: &Receiver<LookUp>, wordnet: &[PathBuf], outbox: &Outbox) {
    let mut dictionaries: Option<Vec<Box<dyn Dictionary>>> = None;
    while let Ok(mut ask) = inbox.recv() {
        while let Ok(newer) = inbox.try_recv() {
            ask = newer;
        }
        let answered = catch_unwind(AssertUnwindSafe(|| {
            let dictionaries = dictionaries.get_or_insert_with(|| of_the_system(wordnet));
            answer(dictionaries, ask)
        }));
        outbox.send(answered.map_or(Event::Panicked { during: "words" }, |found| {
            Event::LookedUp(Box::new(found))
        }));
    }
}

fn of_the_system(wordnet: &[PathBuf]) -> Vec<Box<dyn Dictionary>> {
    let net = wordnet.iter().find_map(|folder| WordNet::open(folder).ok());
    net.map(|net| Box::new(net) as Box<dyn Dictionary>)
        .into_iter()
        .collect()
}

fn answer(dictionaries: &[Box<dyn Dictionary>], mut ask: LookUp) -> LookedUp {
    // WordNet is a dictionary of English.
    let english = ask.language.starts_with("en");
    let dictionaries = if english { dictionaries } else { &[] };
    if english {
        ask.sought.part = part_of_speech(&ask.sentence, &ask.range.usize());
    }
    LookedUp {
        serial: ask.serial,
        answers: look_up(dictionaries, &ask.sought),
        any: !dictionaries.is_empty(),
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
            asks.send(LookUp {
                serial,
                ..LookUp::default()
            })
            .unwrap();
        }
        drop(asks);
        let (events, window) = channel();
        run(&inbox, &[], &Outbox::new(events, Arc::new(|| ())));
        let serials: Vec<_> = window
            .into_iter()
            .map(|event| match event {
                Event::LookedUp(found) => found.serial,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(serials, [3]);
    }
}

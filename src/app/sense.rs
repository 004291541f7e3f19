//! Meanings in a line: beside a word in the list, under the pointer on the page, and the one that the learner chose.
//!
//! What stands in a row is the learner's own: their gloss, the meaning that they chose, the first line of their note.
//! Where there is none of it, the first meaning of the dictionaries is shown as the guess that it is. Rows ask for it as
//! they come into view, so that a long list costs nothing.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use super::meaning::ask_at;
use super::{Action, Boldface, CommandId, Reading, Selection, TermEntry};
use crate::lexicon::dictionary::{Answer, Sense, Sought};
use crate::study::{TermId, TermNumber};
use crate::text::{form_key, headword_candidates, headword_of};
use crate::worker::{Change, GlossFor, Glossed, Target};

/// So many meanings are shown of the word of a card of review.
const ON_A_CARD: usize = 3;

/// Something about what words mean.
#[derive(Clone, Debug, PartialEq)]
pub enum MeaningAction {
    /// These rows are in view and have no line of meaning yet.
    Want(Vec<TermNumber>),
    /// The pointer rests on a word.
    Rest(Selection),
    /// Look this word up in the place of the selected one.
    LookUp(String),
    /// This meaning is the one, for the selected word in its sentence; an empty one takes the choice back.
    Choose(String),
}

/// What the words of the open article may mean.
#[derive(Clone, Debug, Default)]
pub struct Glosses {
    /// Guesses for terms; empty where no dictionary says anything.
    guesses: HashMap<TermId, String>,
    /// Terms that were asked for.
    asked: HashSet<TermId>,
    /// The word under the pointer, and its meaning once that is there.
    under: Option<(Selection, Option<String>)>,
}

impl Glosses {
    /// What a term may mean; `None` while nobody knows.
    #[must_use]
    pub fn guess(&self, term_id: TermId) -> Option<&str> {
        self.guesses
            .get(&term_id)
            .map(String::as_str)
            .filter(|guess| !guess.is_empty())
    }

    /// Whether a term was asked for.
    #[must_use]
    pub fn was_asked(&self, term_id: TermId) -> bool {
        self.asked.contains(&term_id)
    }

    /// What the word under the pointer means, if it is this one.
    #[must_use]
    pub fn under(&self, word: Selection) -> Option<&str> {
        let (at, gloss) = self.under.as_ref()?;
        gloss.as_deref().filter(|gloss| *at == word && !gloss.is_empty())
    }

    /// Whether the word under the pointer was asked for.
    #[must_use]
    pub fn rests_on(&self, word: Selection) -> bool {
        self.under.as_ref().is_some_and(|(at, _)| *at == word)
    }
}

/// The learner's own line about a term: their gloss, the meaning that they chose, the first line of their note.
#[must_use]
pub fn own_gloss(entry: &TermEntry) -> Option<&str> {
    let term = &entry.term;
    let note = || {
        term.notes
            .first()
            .and_then(|note| note.body.lines().find(|line| !line.trim().is_empty()))
    };
    let first = [term.gloss.as_str(), term.sense.as_str()]
        .into_iter()
        .find(|text| !text.is_empty());
    first.or_else(note)
}

/// The first meanings that are shown of each dictionary, in the order in which the card has them.
pub fn first_senses(answers: &[Answer], each: usize) -> impl Iterator<Item = &Sense> {
    answers
        .iter()
        .flat_map(move |answer| answer.entries.iter().flat_map(|entry| &entry.senses).take(each))
}

impl Boldface {
    /// Takes an action about words in.
    pub(super) fn act_on_words(&mut self, action: Action, now: Instant) {
        match action {
            Action::Dictionary(action) => self.act_on_dictionaries(action, now),
            Action::Meaning(MeaningAction::Want(terms)) => self.want_glosses(&terms),
            Action::Meaning(MeaningAction::Rest(word)) => self.rest_on(word),
            Action::Meaning(MeaningAction::LookUp(word)) => self.look_up_instead(word),
            Action::Meaning(MeaningAction::Choose(sense)) => self.choose(sense, now),
            Action::Speak(speak) => self.speak(speak, now),
            _ => {}
        }
    }

    fn want_glosses(&mut self, terms: &[TermNumber]) {
        let Some(reading) = &mut self.model.reading else {
            return;
        };
        let mut glosses = std::mem::take(&mut reading.glosses);
        for number in terms {
            let Some(entry) = reading.terms.get(*number as usize) else {
                continue;
            };
            let term_id = entry.term.term_id;
            if !glosses.asked.insert(term_id) {
                continue;
            }
            let place = entry.places.first().and_then(|&place| reading.range_at(*number, place));
            let Some((block, range)) = place else { continue };
            let sought = Sought {
                headword: entry.term.headword.clone(),
                form: reading
                    .article
                    .block(block)
                    .map_or_else(String::new, |block| form_key(block.slice(range))),
                ..Sought::default()
            };
            if let Some(ask) = ask_at(reading, Selection { block, range }, sought) {
                self.requests.ask_gloss(GlossFor::Term(term_id), ask);
            }
        }
        reading.glosses = glosses;
    }

    fn rest_on(&mut self, word: Selection) {
        let Some(reading) = &mut self.model.reading else { return };
        let sought = sought_at(reading, word);
        if let Some(ask) = sought.and_then(|sought| ask_at(reading, word, sought)) {
            reading.glosses.under = Some((word, None));
            self.requests.ask_gloss(GlossFor::Place(word.block, word.range), ask);
        }
    }

    /// Takes in what a word may mean.
    pub(super) fn take_glossed(&mut self, Glossed { of, gloss }: Glossed) {
        let Some(reading) = &mut self.model.reading else {
            return;
        };
        let glosses = &mut reading.glosses;
        match of {
            GlossFor::Term(term_id) => {
                glosses.guesses.insert(term_id, gloss);
            }
            GlossFor::Place(block, range) => {
                if let Some((at, found)) = &mut glosses.under
                    && *at == (Selection { block, range })
                {
                    *found = Some(gloss);
                }
            }
        }
    }

    /// Chooses one of the first meanings by its number.
    pub(super) fn choose_nth(&mut self, id: CommandId, now: Instant) {
        let numbers = [
            CommandId::Sense1,
            CommandId::Sense2,
            CommandId::Sense3,
            CommandId::Sense4,
        ];
        let Some(number) = numbers.iter().position(|other| *other == id) else {
            return;
        };
        let answers = self.model.meaning.answers().unwrap_or_default();
        let sense = first_senses(answers, numbers.len()).nth(number).map(Sense::words);
        if let Some(sense) = sense {
            self.choose(sense, now);
        }
    }

    fn choose(&mut self, sense: String, now: Instant) {
        let Some((selection, target)) = self.selected() else {
            return;
        };
        let Target::Term(term_id) = target else {
            self.tell(rust_i18n::t!("card.sense_needs_term").into_owned(), now);
            return;
        };
        let place = self.model.reading.as_ref().and_then(|reading| {
            let pick = reading.pick(selection)?;
            Some((pick.article_id, pick.anchor))
        });
        // The one that is chosen already is chosen no longer.
        let chosen = self.chosen_sense().is_some_and(|chosen| chosen == sense.trim());
        let sense = if chosen { String::new() } else { sense };
        self.change(Change::Sense { term_id, sense, place }, now);
    }

    /// Chooses one of the meanings that the answer of a card shows, for the sentence of the card.
    pub(super) fn choose_on_card(&mut self, number: u8, now: Instant) {
        let review = &self.model.review;
        let Some(card) = review.card().filter(|_| review.shown) else {
            return;
        };
        let Some((term, sense)) = card
            .term
            .as_ref()
            .zip(review.senses().get(usize::from(number.saturating_sub(1))).copied())
        else {
            return;
        };
        let (term_id, sense) = (term.term_id, sense.words());
        let chosen = card.chosen_sense().is_some_and(|chosen| chosen == sense.trim());
        let sentence = card.sentence.as_ref();
        let place = sentence.map(|sentence| (sentence.article_id, sentence.anchor.clone()));
        let sense = if chosen { String::new() } else { sense };
        self.change(Change::Sense { term_id, sense, place }, now);
    }

    fn chosen_sense(&self) -> Option<&str> {
        let (card, reading) = (self.model.card.as_ref()?, self.model.reading.as_ref()?);
        card.chosen_sense(reading)
    }
}

impl super::ReviewPlace {
    /// The meanings that an answer shows, each with its number.
    #[must_use]
    pub fn senses(&self) -> Vec<&Sense> {
        let answers = self.meaning().into_iter().flat_map(|found| &found.answers);
        let senses = answers.flat_map(|answer| answer.entries.iter().flat_map(|entry| &entry.senses));
        senses.take(ON_A_CARD).collect()
    }
}

impl super::Card {
    /// The meaning that was chosen in the selected sentence, else for the term.
    #[must_use]
    pub fn chosen_sense<'a>(&'a self, reading: &'a Reading) -> Option<&'a str> {
        let here = self.sense_here.as_deref().filter(|sense| !sense.is_empty());
        let term = || {
            let entry = reading.terms.get(self.term? as usize)?;
            Some(entry.term.sense.as_str()).filter(|sense| !sense.is_empty())
        };
        here.or_else(term)
    }
}

/// What is looked up of a word on the page.
fn sought_at(reading: &Reading, word: Selection) -> Option<Sought> {
    let block = reading.article.block(word.block)?;
    let form = form_key(block.slice(word.range));
    let term = reading
        .term_at(word)
        .and_then(|number| reading.terms.get(number as usize));
    let headword = term.map_or_else(
        || headword_of(&reading.language, &form).into_owned(),
        |entry| entry.term.headword.clone(),
    );
    Some(Sought {
        candidates: headword_candidates(&reading.language, &form),
        headword,
        form,
        part: None,
    })
}

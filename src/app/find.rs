//! Finding in the open article: what is looked for, how far it has come, and the way from hit to hit.
//!
//! The page thread does the looking; what is typed meanwhile makes it start anew. The hits belong to the open article
//! (see [`super::Reading::hits`]); what is looked for outlives both the bar and the article.

use std::sync::Arc;
use std::time::Instant;

use super::{Boldface, Effect, Reading, View};
use crate::text::{Hit, Needle, Place, form_key, tokenize};
use crate::worker::{PageJob, Sought};

/// How a text is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindOptions {
    /// Only whole words.
    pub whole_word: bool,
    /// Capitals matter.
    pub match_case: bool,
    /// Any form of the words: `stalled` for `stall`. The other two say nothing then.
    pub any_form: bool,
}

/// What is looked for in the open article.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// Whether the bar is shown.
    pub open: bool,
    /// What was typed; kept when the bar is closed.
    pub text: String,
    /// How it is compared.
    pub options: FindOptions,
    /// The answer has yet to come.
    pub searching: bool,
    /// The last step went round: `true` from the end to the beginning.
    pub wrapped: Option<bool>,
    /// Number of the newest search.
    serial: u64,
    /// What is at or after this place is the hit to go to.
    from: Place,
    /// Something was selected since the page went to the hit.
    pub(super) left: bool,
    /// A step that was asked for before there were hits.
    step: Option<bool>,
}

/// What was found in the open article.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Number of the search that found it; 0 of none.
    pub serial: u64,
    /// In the order of the text.
    pub hits: Vec<Hit>,
    /// The one that the reader has come to.
    pub current: Option<usize>,
}

impl Reading {
    /// Number of the search that found the hits; 0 while nothing is looked for.
    #[must_use]
    pub const fn search_serial(&self) -> u64 {
        self.found.serial
    }

    /// Where the hits begin, in the order of the text.
    #[must_use]
    pub fn hit_places(&self) -> Arc<[Place]> {
        let places = self.hits().iter().map(|&(block, range)| Place {
            block,
            byte: range.start,
        });
        places.collect()
    }

    /// Where what is looked for stands, in the order of the text: block and range. Empty while nothing is looked for.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.found.hits
    }

    /// The hit that the reader has come to.
    #[must_use]
    pub fn current_hit(&self) -> Option<Hit> {
        self.found.hits.get(self.found.current?).copied()
    }

    /// The keys of all forms of each word of a text: of its headword, and of the term that the learner has for it.
    #[must_use]
    pub fn forms_of_words(&self, text: &str) -> Vec<Vec<u32>> {
        let forms = |word: &str| {
            let key = form_key(word);
            let mut keys: Vec<u32> = self.index.key(&key).into_iter().collect();
            if let Some(headword) = self.index.headword_of_form(&key) {
                keys.extend(self.index.keys_of_headword(headword));
                keys.push(headword);
            }
            let terms = keys.iter().filter_map(|&key| self.resolution.term_of_key(key));
            let terms: Vec<_> = terms.filter_map(|term| self.terms.get(term as usize)).collect();
            for entry in terms {
                keys.extend(entry.term.forms.iter().filter_map(|form| self.index.key(form)));
            }
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let words = tokenize(text).into_iter();
        words
            .filter_map(|word| Some(forms(text.get(word.range.usize())?)))
            .collect()
    }
}

impl Boldface {
    /// Shows the bar, with what was looked for last.
    pub(super) fn open_find(&mut self, now: Instant) {
        if self.find_in_notes() || self.model.reading.is_none() {
            return;
        }
        self.show(View::Read, now);
        self.effects.push(Effect::FocusFind);
        if !self.model.find.open {
            self.model.find.open = true;
            self.begin_find();
        }
    }

    /// Closes the bar. The page stays where it is, and the hit that the reader has come to is selected, unless something
    /// else was meanwhile.
    pub(super) fn close_find(&mut self, now: Instant) {
        self.model.find.open = false;
        self.model.find.searching = false;
        self.requests.forget_search();
        self.effects.push(Effect::FocusPage);
        let Some(reading) = &mut self.model.reading else { return };
        let hit = reading.current_hit().filter(|_| !self.model.find.left);
        reading.found = Found::default();
        let selection = hit.and_then(|(block, range)| reading.phrase_in(block, range));
        if selection.is_some() {
            self.select(selection, now);
        }
    }

    /// Something else is looked for.
    pub(super) fn find_text(&mut self, text: String) {
        self.model.find.text = text;
        self.search_anew();
    }

    /// It is compared in another way.
    pub(super) fn find_with(&mut self, options: FindOptions) {
        self.model.find.options = options;
        self.search_anew();
    }

    /// The search begins where the reader is.
    fn begin_find(&mut self) {
        if let Some(reading) = &self.model.reading {
            self.model.find.from = reading.caret(false);
        }
        self.search_anew();
    }

    /// The open article is another one, or has another text.
    pub(super) fn find_in_new_article(&mut self) {
        if self.model.find.open {
            self.begin_find();
        }
    }

    fn search_anew(&mut self) {
        let find = &mut self.model.find;
        find.serial += 1;
        (find.searching, find.wrapped) = (false, None);
        self.requests.forget_search();
        let Some(reading) = &mut self.model.reading else { return };
        let options = find.options;
        let sought = if options.any_form {
            let words = reading.forms_of_words(&find.text);
            (!words.is_empty()).then_some(Sought::Forms(words))
        } else {
            Needle::new(&find.text, options.whole_word, options.match_case).map(Sought::Text)
        };
        let Some(sought) = sought else {
            reading.found = Found::default();
            return;
        };
        find.searching = true;
        self.requests.ask_page(PageJob::Find {
            serial: find.serial,
            article: Arc::clone(&reading.article),
            index: Arc::clone(&reading.index),
            sought,
        });
    }

    /// What was found comes in: the page goes to the first hit from where the search began.
    pub(super) fn take_found(&mut self, serial: u64, hits: Vec<Hit>) {
        let find = &mut self.model.find;
        if serial != find.serial || !find.open {
            return;
        }
        find.searching = false;
        let Some(reading) = &mut self.model.reading else { return };
        let after = hits.partition_point(|&(block, range)| (block, range.start) < (find.from.block, find.from.byte));
        let current = if after < hits.len() { after } else { 0 };
        find.wrapped = (!hits.is_empty() && after == hits.len()).then_some(true);
        reading.found = Found {
            serial,
            current: (!hits.is_empty()).then_some(current),
            hits,
        };
        if let Some((block, range)) = reading.current_hit() {
            find.left = false;
            reading.go_to(block, range, false);
        }
        if let Some(forward) = find.step.take() {
            self.find_step(forward);
        }
    }

    /// Goes to the next hit or the one before, round at the ends.
    pub(super) fn find_next(&mut self, forward: bool, now: Instant) {
        if self.model.reading.is_none() || self.model.view != View::Read {
            return;
        }
        if !self.model.find.open {
            self.open_find(now);
            return;
        }
        if self.model.find.searching {
            self.model.find.step = Some(forward);
        } else {
            self.find_step(forward);
        }
    }

    fn find_step(&mut self, forward: bool) {
        let find = &mut self.model.find;
        let Some(reading) = &mut self.model.reading else { return };
        let count = reading.found.hits.len();
        let Some(current) = reading.found.current.filter(|_| count > 0) else {
            return;
        };
        let (next, wrapped) = match (forward, current) {
            (true, last) if last + 1 == count => (0, true),
            (true, current) => (current + 1, false),
            (false, 0) => (count - 1, true),
            (false, current) => (current - 1, false),
        };
        find.wrapped = (wrapped && count > 1).then_some(forward);
        reading.found.current = Some(next);
        if let Some((block, range)) = reading.current_hit() {
            find.left = false;
            find.from = Place {
                block,
                byte: range.start,
            };
            reading.go_to(block, range, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reading::fixtures::{reading, term};
    use crate::app::{Action, CommandId, Settings, Timings};
    use crate::text::ByteRange;
    use crate::worker::Requests;

    fn desk(source: &str) -> Boldface {
        let (requests, _nobody) = Requests::to_nobody();
        let timings = Timings::new(false, Instant::now());
        let mut app = Boldface::new(requests, Settings::default(), None, timings);
        app.model.reading = Some(reading(source));
        app
    }

    fn hit(block: u32) -> Hit {
        (block, ByteRange::new(0, 4))
    }

    fn at(app: &Boldface) -> Option<usize> {
        app.model.reading.as_ref().unwrap().found.current
    }

    #[test]
    fn the_search_begins_where_the_reader_is_and_goes_round() {
        let now = Instant::now();
        let mut app = desk("word\n\nword\n\nword");
        app.model.reading.as_mut().unwrap().position = Place { block: 1, byte: 0 };
        app.act(Action::Command(CommandId::Find), now);
        app.act(Action::FindText("word".to_owned()), now);
        assert!(app.model.find.searching);
        let serial = app.model.find.serial;
        app.take_found(serial - 1, vec![hit(0)]);
        assert_eq!(at(&app), None, "an older answer is no answer");
        app.take_found(serial, (0..3).map(hit).collect());
        assert_eq!((at(&app), app.model.find.wrapped), (Some(1), None));
        app.act(Action::Command(CommandId::FindNext), now);
        app.act(Action::Command(CommandId::FindNext), now);
        assert_eq!((at(&app), app.model.find.wrapped), (Some(0), Some(true)));
        app.act(Action::Command(CommandId::FindPrevious), now);
        assert_eq!((at(&app), app.model.find.wrapped), (Some(2), Some(false)));
        app.act(Action::Command(CommandId::Escape), now);
        let reading = app.model.reading.as_ref().unwrap();
        assert!(!app.model.find.open && reading.hits().is_empty());
        assert_eq!(reading.selection.map(|selection| selection.block), Some(2));
        assert_eq!(app.model.find.text, "word", "what was looked for is kept");
    }

    #[test]
    fn what_was_selected_meanwhile_stays_selected() {
        let now = Instant::now();
        let mut app = desk("word\n\nword");
        app.act(Action::Command(CommandId::Find), now);
        app.act(Action::FindText("word".to_owned()), now);
        app.take_found(app.model.find.serial, vec![hit(0), hit(1)]);
        let (block, range) = hit(1);
        let chosen = Some(crate::app::Selection { block, range });
        app.act(Action::Select(chosen), now);
        app.act(Action::Command(CommandId::Escape), now);
        assert_eq!(app.model.reading.as_ref().unwrap().selection, chosen);
    }

    #[test]
    fn a_step_waits_for_the_hits() {
        let now = Instant::now();
        let mut app = desk("word\n\nword");
        app.act(Action::Command(CommandId::Find), now);
        app.act(Action::FindText("word".to_owned()), now);
        app.act(Action::Command(CommandId::FindNext), now);
        let serial = app.model.find.serial;
        app.take_found(serial, (0..2).map(hit).collect());
        assert_eq!(at(&app), Some(1));
    }

    #[test]
    fn forms_are_those_of_the_headword_and_of_the_learners_term() {
        let mut reading = reading("The mill stalls. Mills stalled, and so did the works.");
        let words = |reading: &Reading, text: &str| -> Vec<Vec<String>> {
            let keys = reading.forms_of_words(text).into_iter();
            let word = |keys: Vec<u32>| {
                let there = keys.into_iter().filter(|&key| !reading.index.postings(key).is_empty());
                there
                    .map(|key| reading.index.keys()[key as usize].to_string())
                    .collect()
            };
            keys.map(word).collect()
        };
        assert_eq!(words(&reading, "Stalling"), [["stalls", "stalled"]]);
        assert_eq!(
            words(&reading, "mill stall"),
            [["mill", "mills"], ["stalls", "stalled"]]
        );
        reading.take_term(term(1, &["mill", "mills", "works"], None));
        assert_eq!(words(&reading, "mill"), [["mill", "mills", "works"]]);
        assert!(words(&reading, "…").is_empty());
    }
}

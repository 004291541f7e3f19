//! Terms that change while their article is open. What a change does not touch is not looked at: a book may have tens of
//! thousands of terms, and a status is to be on the screen in the next frame.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Counts, Reading, TermEntry};
use crate::study::{Status, Term, TermId, TermNumber, has_gap};
use crate::text::{TermKind, key_parts};

impl Counts {
    /// Counts a term in or, with `more` false, out again.
    fn count(&mut self, entry: &TermEntry, more: bool) {
        if !entry.is_listed() {
            return;
        }
        let status = entry.term.status;
        for (count, counts) in [
            (&mut self.new, status.is_some_and(Status::is_new)),
            (&mut self.learning, status.is_some_and(Status::is_learning)),
            (&mut self.known, status.is_some_and(Status::is_known)),
            (&mut self.all, status != Some(Status::Ignored)),
        ] {
            if counts && more {
                *count += 1;
            } else if counts {
                *count -= 1;
            }
        }
    }
}

impl Reading {
    /// A term was changed or came: takes it in.
    pub fn take_term(&mut self, term: Term) {
        if term.language != self.language {
            return;
        }
        let number = match self.numbers.get(&term.term_id) {
            Some(&number) => number,
            None if self.may_hold(&term) => self.new_number(term.term_id, &term),
            None => return,
        };
        self.generation += 1;
        self.touch(number);
        let before = Arc::clone(&self.terms[number as usize].term);
        let entry = &mut self.terms[number as usize];
        self.counts.count(entry, false);
        let same_gap = has_gap(&entry.term.headword) == has_gap(&term.headword);
        let (was_live, same_forms) = (entry.live, same_gap && entry.term.forms == term.forms);
        entry.take(term);
        if !(was_live && same_forms) {
            let mut keys = self.keys_at_stake(&before);
            keys.extend(self.keys_at_stake(&self.terms[number as usize].term));
            let mut owners = self.owners(&keys);
            self.find_places(number, was_live);
            owners.extend(self.owners(&keys));
            owners.remove(&number);
            self.find_again(owners);
        }
        self.touch(number);
        self.counts.count(&self.terms[number as usize], true);
    }

    /// A term is gone.
    pub fn drop_term(&mut self, term_id: TermId) {
        let Some(number) = self.number_of(term_id) else { return };
        self.generation += 1;
        self.touch(number);
        self.counts.count(&self.terms[number as usize], false);
        let keys = self.keys_at_stake(&self.terms[number as usize].term);
        self.resolution.remove(&self.index, number);
        let entry = &mut self.terms[number as usize];
        entry.live = false;
        entry.places.clear();
        self.find_sequences(None);
        self.find_again(self.owners(&keys));
    }

    /// The keys whose term a change of this one may decide: its forms, and what has one of them for its headword.
    fn keys_at_stake(&self, term: &Term) -> Vec<u32> {
        let forms = term.forms.iter().filter_map(|form| self.index.key(form));
        forms
            .flat_map(|key| std::iter::once(key).chain(self.index.keys_of_headword(key).iter().copied()))
            .collect()
    }

    fn owners(&self, keys: &[u32]) -> BTreeSet<TermNumber> {
        keys.iter()
            .filter_map(|&key| self.resolution.term_of_key(key))
            .collect()
    }

    /// Terms that won or lost tokens to another one.
    fn find_again(&mut self, numbers: BTreeSet<TermNumber>) {
        for number in numbers {
            self.counts.count(&self.terms[number as usize], false);
            let places = self.resolution.places(&self.index, number);
            self.terms[number as usize].places = places;
            self.counts.count(&self.terms[number as usize], true);
        }
    }

    /// Phrases and compounds win and lose tokens to each other: all of them are found anew, and their places with them. The
    /// term that changes is counted by the caller.
    fn find_sequences(&mut self, changing: Option<TermNumber>) {
        if !self.resolution.has_sequences() {
            return;
        }
        self.resolution
            .find_sequences(&self.article, &self.index, &self.language);
        for number in 0..self.terms.len() {
            let entry = &self.terms[number];
            let is_sequence = |form: &String| key_parts(form).len() > 1;
            let term = TermNumber::try_from(number).unwrap_or(TermNumber::MAX);
            if entry.live && changing != Some(term) && entry.term.forms.iter().any(is_sequence) {
                self.counts.count(&self.terms[number], false);
                let places = self.resolution.places(&self.index, term);
                self.terms[number].places = places;
                self.counts.count(&self.terms[number], true);
            }
        }
    }

    /// Counts all terms; from then on the counts follow each change.
    pub(super) fn count_terms(&mut self) {
        self.counts = Counts::default();
        for entry in &self.terms {
            self.counts.count(entry, true);
        }
    }

    /// Whether a form of a term may stand in this text: most terms of a library do not.
    fn may_hold(&self, term: &Term) -> bool {
        term.forms.iter().any(|form| match &key_parts(form)[..] {
            [_] if term.kind == TermKind::Word => self.index.key(form).is_some(),
            [first, ..] => self.index.headword_of_form(first).is_some(),
            [] => false,
        })
    }

    fn new_number(&mut self, term_id: TermId, term: &Term) -> TermNumber {
        let number = TermNumber::try_from(self.terms.len()).unwrap_or(TermNumber::MAX);
        self.numbers.insert(term_id, number);
        self.terms
            .push(TermEntry::new(Arc::new(term.clone()), Vec::new(), false));
        number
    }

    /// Gives a term the tokens of its forms.
    fn find_places(&mut self, number: TermNumber, was_live: bool) {
        if was_live {
            self.resolution.remove(&self.index, number);
        }
        let term = Arc::clone(&self.terms[number as usize].term);
        self.resolution.add_term(&self.index, number, &term);
        self.find_sequences(Some(number));
        let places = self.resolution.places(&self.index, number);
        let entry = &mut self.terms[number as usize];
        entry.places = places;
        entry.live = true;
    }

    /// The words of a term have to be counted again for the coverage.
    fn touch(&mut self, number: TermNumber) {
        self.ledger.touch(&self.index, self.resolution.keys_of(number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reading::fixtures::{reading, term};
    use crate::study::CoverageText;
    use proptest::prelude::*;

    const TEXT: &str = "# The mill\n\nThe **mill** stalls. Old mills stalled, and the miller stalls the talks.\n\n\
                        Millers talk and mill about; a stall by the mill talked. Never mind the old talks of 1999.";
    const FORMS: [&[&str]; 6] = [
        &["mill"],
        &["stall", "stalls"],
        &["mills"],
        &["talk", "talks", "the mill"],
        &["old"],
        &["no such word"],
    ];

    fn counted(reading: &Reading) -> (Counts, crate::study::Coverage, usize) {
        let mut anew = Counts::default();
        for entry in &reading.terms {
            anew.count(entry, true);
        }
        let bold = crate::study::bold_tokens(&reading.article, &reading.index);
        let text = CoverageText {
            index: &reading.index,
            resolution: &reading.resolution,
            classes: &reading.classes,
            bold: &bold,
            furthest: reading.ledger.furthest(),
        };
        let coverage = text.coverage(|number| reading.status(number), |number| reading.is_tracked(number));
        (anew, coverage, reading.untouched(false).len())
    }

    #[test]
    fn a_term_that_does_not_stand_here_changes_nothing() {
        let mut reading = reading(TEXT);
        let generation = reading.generation;
        reading.take_term(term(1, &["harbour"], Some(Status::New)));
        assert_eq!((reading.generation, reading.terms.len()), (generation, 0));
        reading.take_term(term(1, &["mill"], Some(Status::New)));
        assert_eq!((reading.terms.len(), reading.counts.new), (1, 1));
    }

    proptest! {
        #[test]
        fn what_is_counted_on_is_what_would_be_counted_anew(
            steps in prop::collection::vec((0..6usize, 0..8u8, 0..4u32), 1..25)
        ) {
            let mut reading = reading(TEXT);
            reading.recount_coverage();
            for (which, what, block) in steps {
                let id = i64::try_from(which).unwrap() + 1;
                let statuses = [None, Some(Status::New), Some(Status::Learned), Some(Status::Ignored)];
                match what {
                    0..4 => reading.take_term(term(id, FORMS[which], statuses[usize::from(what)])),
                    4 => reading.take_term(term(id, &FORMS[which][..1], Some(Status::WellKnown))),
                    5 => reading.drop_term(TermId(id)),
                    6 => reading.furthest = block.checked_sub(1),
                    _ => reading.turn_bold(1 + block % 2, which % 3),
                }
                reading.recount_coverage();
                let (counts, coverage, to_finish) = counted(&reading);
                prop_assert_eq!(reading.counts, counts);
                prop_assert_eq!(reading.coverage, coverage);
                prop_assert_eq!(reading.to_finish(), to_finish);
                for (entry, number) in reading.terms.iter().zip(0..).filter(|(entry, _)| entry.live) {
                    let places = reading.resolution.places(&reading.index, number);
                    prop_assert_eq!(&entry.places, &places, "{}", entry.term.headword);
                }
            }
        }
    }
}

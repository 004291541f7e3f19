//! The selection while it is being made: from the word where it began to the word that it has come to.
//!
//! Both ends are words or terms (or, of what was begun with three clicks, sentences), and all in between is selected
//! with them. What stays within one to five words of a block is a phrase, which may become a term; anything longer is a
//! passage. Mouse and keys go through the same two ends, so that one can go on where the other stopped.

use super::walk::{self, Step, unit_around};
use crate::app::{Action, Reading, Selection};
use crate::text::{ByteRange, Passage, Place, sentence_at};

/// What is taken at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Grain {
    /// A word or term.
    #[default]
    Unit,
    /// A single word, also within a phrase.
    Word,
    /// A sentence.
    Sentence,
}

/// What becomes of the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Nothing,
    Phrase(Selection),
    Passage(Passage),
}

/// The two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// Where it began.
    pub anchor: Passage,
    /// Where it has come to.
    pub head: Passage,
    /// A phrase is not what is wanted, however few words it has: sentences.
    whole: bool,
}

impl Grain {
    /// What is taken at a place.
    pub fn around(self, reading: &Reading, place: Place) -> Passage {
        let block = reading.article.block(place.block);
        match (self, block) {
            (Self::Unit, _) | (_, None) => unit_around(reading, place),
            (Self::Word, Some(block)) => {
                let word = block.token_at(place.byte).map(|token| block.compound(token));
                let here = Passage::between(place, place);
                word.map_or(here, |word| Passage::of(place.block, block.token_span(word)))
            }
            (Self::Sentence, Some(block)) => {
                let sentence = sentence_at(block, place.byte, &reading.language);
                Passage::of(place.block, sentence)
            }
        }
    }
}

impl Reach {
    /// From a place on.
    pub const fn from(anchor: Passage, grain: Grain) -> Self {
        Self {
            anchor,
            head: anchor,
            whole: matches!(grain, Grain::Sentence),
        }
    }

    /// The ends of what is selected, if something is.
    pub fn of(reading: &Reading) -> Option<Self> {
        if let Some(selection) = reading.selection {
            return Some(Self::from(Passage::of(selection.block, selection.range), Grain::Unit));
        }
        let passage = reading.passage?;
        Some(Self {
            anchor: Passage::between(passage.start, passage.start),
            head: Passage::between(passage.end, passage.end),
            whole: false,
        })
    }

    /// The same ends, if they are still those of what is selected; else new ones.
    pub fn still(this: Option<Self>, reading: &Reading) -> Option<Self> {
        this.filter(|reach| reach.chosen(reading).is_selected(reading))
            .or_else(|| Self::of(reading))
    }

    /// What is taken at a time, for who goes on with it.
    pub const fn grain(&self) -> Grain {
        if self.whole { Grain::Sentence } else { Grain::Unit }
    }

    /// To another place.
    pub const fn to(self, head: Passage) -> Self {
        Self { head, ..self }
    }

    /// Where the moving end is: before or behind the other one.
    pub fn caret(&self) -> Place {
        if self.head.start < self.anchor.start {
            self.head.start
        } else {
            self.head.end
        }
    }

    /// Moves the end by words or terms.
    pub fn step(self, reading: &Reading, step: Step, count: i32) -> Self {
        let mut head = self.head;
        for _ in 0..count.unsigned_abs() {
            let forward = count > 0;
            let from = if forward { head.end } else { head.start };
            let Some(next) = step(reading, from, forward) else {
                break;
            };
            head = Passage::of(next.block, next.range);
        }
        self.to(head)
    }

    /// What is selected with these ends.
    pub fn chosen(&self, reading: &Reading) -> Chosen {
        let hull = self.anchor.hull(self.head);
        if hull.is_empty() {
            return Chosen::Nothing;
        }
        if hull.start.block == hull.end.block && !self.whole {
            let range = ByteRange::new(hull.start.byte, hull.end.byte);
            let block = hull.start.block;
            let term = Selection { block, range };
            // A term that was selected may be longer than a phrase, or a part of a compound.
            if self.anchor == self.head && reading.selection == Some(term) {
                return Chosen::Phrase(term);
            }
            if let Some(phrase) = reading.phrase_in(block, range) {
                return Chosen::Phrase(phrase);
            }
        }
        Chosen::Passage(reading.article.with_whole_words(hull))
    }
}

impl Chosen {
    /// Whether this is what is selected.
    pub fn is_selected(self, reading: &Reading) -> bool {
        match self {
            Self::Nothing => reading.selection.is_none() && reading.passage.is_none(),
            Self::Phrase(phrase) => reading.selection == Some(phrase),
            Self::Passage(passage) => reading.passage == Some(passage),
        }
    }

    /// What selects it.
    pub const fn action(self) -> Action {
        match self {
            Self::Nothing => Action::Select(None),
            Self::Phrase(phrase) => Action::Select(Some(phrase)),
            Self::Passage(passage) => Action::SelectPassage(passage),
        }
    }
}

/// The word or term to which keys lead from what is selected, or from where the page begins.
pub(super) fn walked(reading: &Reading, words: i32, terms: i32) -> Option<Selection> {
    let mut selection = None;
    let mut ends = (reading.caret(false), reading.caret(true));
    // What is scrolled out of view is left there: the way begins with the first word that is seen.
    for (count, step) in [(words, walk::word as Step), (terms, walk::term)] {
        for _ in 0..count.unsigned_abs() {
            let forward = count > 0;
            let from = if forward { ends.1 } else { ends.0 };
            let Some(next) = step(reading, from, forward) else {
                break;
            };
            let passage = Passage::of(next.block, next.range);
            ends = (passage.start, passage.end);
            selection = Some(next);
        }
    }
    selection.filter(|_| selection != reading.selection)
}

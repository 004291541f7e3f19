//! The open article: its text, the terms in it, and what is selected.

mod ahead;
mod alone;
mod bold;
mod bookmark;
mod brackets;
mod coverage;
#[cfg(test)]
pub(super) mod fixtures;
mod links;
mod next;
mod notes;
mod progress;
mod source;
mod terms;

pub use next::Goal;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Found, Glosses, Pictures};
use crate::lexicon::Level;
use crate::study::{ArticleId, Coverage, Ledger, Resolution, Status, Term, TermId, TermNumber, TermRange};
use crate::text::{Article, ByteRange, Candidate, Passage, Place, TokenIndex, WordClass, form_key, key_parts};
use crate::worker::{Opened, Parsed, PlacedEdit};

pub use self::ahead::Ahead;
pub use self::bookmark::Bookmark;
pub use self::links::LinkHere;
pub use self::notes::{PageNote, PageNotes};
pub use self::progress::Progress;

/// A word, compound or phrase that is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Number of the block.
    pub block: u32,
    /// Whole tokens of that block.
    pub range: ByteRange,
}

/// Where the page should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoTo {
    /// Counts up; the page obeys each number once.
    pub serial: u64,
    /// Number of the block.
    pub block: u32,
    /// What should be in view; an empty range puts its place at the top.
    pub range: ByteRange,
    /// Let the range flash once.
    pub flash: bool,
    /// The range's start is the first visible place of a page that was left: its row goes to the very top.
    pub exact: bool,
    /// How much of that row was scrolled out (see [`crate::study::Position`]).
    pub cut: Option<i32>,
    /// Let the page glide there, if it is near.
    pub soft: bool,
}

/// A term of the open article.
#[derive(Clone, Debug)]
pub struct TermEntry {
    /// As stored.
    pub term: Arc<Term>,
    /// Places (flat token numbers) at which it begins in this article.
    pub places: Vec<u32>,
    /// Whether it is still a term; numbers stay when terms go.
    pub live: bool,
    /// How common its headword is, once that was asked for: the list asks for all of them after each change.
    rank: OnceCell<Option<u32>>,
}

impl TermEntry {
    fn new(term: Arc<Term>, places: Vec<u32>, live: bool) -> Self {
        Self {
            term,
            places,
            live,
            rank: OnceCell::new(),
        }
    }

    /// Takes the term in as it is now.
    fn take(&mut self, term: Term) {
        self.term = Arc::new(term);
        self.rank = OnceCell::new();
    }

    /// Whether it is vocabulary of this article.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.live && !self.places.is_empty() && self.term.is_vocabulary()
    }
}

/// How many terms of an article stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Status 1.
    pub new: usize,
    /// Status 2 to 4.
    pub learning: usize,
    /// Status 5 and 99.
    pub known: usize,
    /// All that are not ignored, also those without a status.
    pub all: usize,
}

/// The open article.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Key.
    pub article_id: ArticleId,
    /// Title in the library.
    pub title: String,
    /// BCP 47 code.
    pub language: String,
    /// Path or host it came from; empty when there is none.
    pub origin: String,
    /// The text, with the learner's bold edits applied.
    pub article: Arc<Article>,
    /// Its tokens by key.
    pub index: Arc<TokenIndex>,
    /// Which token belongs to which term.
    pub resolution: Resolution,
    /// Terms by number.
    pub terms: Vec<TermEntry>,
    /// Running words.
    pub words: usize,
    /// Estimated level of an English text.
    pub level: Option<Level>,
    /// How many terms stand where.
    pub counts: Counts,
    /// The selected word, if any.
    pub selection: Option<Selection>,
    /// What is selected stands for itself and not for the phrase that it is a part of.
    pub alone: bool,
    /// The selected passage, if any; then no word is selected.
    pub passage: Option<Passage>,
    /// Whether what is selected is in view, or the page is on its way there.
    pub selection_seen: bool,
    /// What was looked for and found.
    pub found: Found,
    /// Where the page should go.
    pub go_to: Option<GoTo>,
    /// Where it was read last.
    pub position: Place,
    /// How much of the row there is scrolled out (see [`crate::study::Position`]).
    pub cut: Option<i32>,
    /// The last block that stands whole on the page now.
    pub last_seen: u32,
    /// Its bookmark.
    pub bookmark: Option<Bookmark>,
    /// The last block that was read.
    pub furthest: Option<u32>,
    /// How its words stand; see [`Reading::recount_coverage`].
    pub coverage: Coverage,
    /// What the source has in bold that is taken for emphasis, in the order of the text: not what was taken in, and not
    /// what was unbolded.
    pub emphasis: Vec<Candidate>,
    /// The notes on it and on its passages.
    pub notes: PageNotes,
    /// Its pictures.
    pub pictures: Pictures,
    /// Counts up with every change of the terms.
    pub generation: u64,
    /// What its words may mean, for their rows and where the pointer rests.
    pub glosses: Glosses,
    /// Number of this opening: another number means another text.
    pub opening: u64,
    /// The rest of the text is still being read: these are the blocks around the place where one reads, and empty ones in
    /// the place of those before. Nothing is stored of it yet.
    pub partial: bool,
    /// The opening of the part that was shown before all of the text was there.
    pub continues: Option<u64>,
    numbers: HashMap<TermId, TermNumber>,
    classes: Vec<WordClass>,
    ledger: Ledger,
    source_bolds: Vec<(u32, ByteRange)>,
    source_emphasis: Vec<Candidate>,
    edits: Vec<PlacedEdit>,
    word_starts: Vec<u32>,
    /// Of each block, how many paragraphs stand before it.
    paragraph_starts: Vec<u32>,
    go_to_serial: u64,
}

impl Reading {
    /// Takes over an article that was opened. `serial` continues the count of the article before.
    #[must_use]
    pub fn new(opened: Opened, serial: u64) -> Self {
        let Opened {
            parsed,
            resolution,
            terms,
            count,
        } = opened;
        let numbers = terms
            .iter()
            .zip(0..)
            .map(|(term, number)| (term.term_id, number))
            .collect();
        let mut reading = Self {
            article_id: parsed.article_id,
            title: parsed.title,
            language: parsed.language,
            origin: parsed.origin,
            notes: PageNotes::new(parsed.notes, serial),
            pictures: Pictures::of(&parsed.article),
            article: Arc::new(parsed.article),
            index: Arc::new(parsed.index),
            resolution,
            terms: Vec::with_capacity(terms.len()),
            words: count.word_starts.last().map_or(0, |words| *words as usize),
            level: parsed.level,
            counts: Counts::default(),
            selection: None,
            alone: false,
            passage: None,
            selection_seen: false,
            found: Found::default(),
            go_to: None,
            position: parsed.position,
            cut: parsed.cut,
            last_seen: 0,
            bookmark: None,
            furthest: parsed.furthest,
            coverage: count.ledger.coverage,
            classes: parsed.classes,
            ledger: count.ledger,
            generation: serial + 1,
            opening: serial + 1,
            glosses: Glosses::default(),
            partial: false,
            continues: None,
            numbers,
            source_bolds: parsed.source_bolds,
            source_emphasis: parsed.emphasis,
            emphasis: Vec::new(),
            edits: parsed.edits,
            word_starts: count.word_starts,
            paragraph_starts: count.paragraph_starts,
            go_to_serial: serial,
        };
        for (term, places) in terms.into_iter().zip(count.places) {
            reading.terms.push(TermEntry::new(Arc::new(term), places, true));
        }
        reading.count_terms();
        reading.find_emphasis();
        if let Some((block, range)) = parsed.go_to {
            reading.go_to(block, range, true);
        }
        reading
    }

    /// What is selected, if the article as it was parsed anew has the same words there.
    #[must_use]
    pub fn selection_in(&self, parsed: &Parsed) -> Option<Selection> {
        let selection = self.selection.filter(|_| parsed.article_id == self.article_id)?;
        let same = parsed.article.block(selection.block)?.slice(selection.range)
            == self.article.block(selection.block)?.slice(selection.range);
        same.then_some(selection)
    }

    /// Sends the page to a range.
    pub fn go_to(&mut self, block: u32, range: ByteRange, flash: bool) {
        self.go_to_serial += 1;
        self.go_to = Some(GoTo {
            serial: self.go_to_serial,
            block,
            range,
            flash,
            exact: false,
            cut: None,
            soft: false,
        });
    }

    /// Sends the page to a range, gliding if it is near.
    pub fn reveal(&mut self, block: u32, range: ByteRange) {
        self.go_to(block, range, false);
        if let Some(go_to) = &mut self.go_to {
            go_to.soft = true;
        }
    }

    /// The terms of a block, in order, with the status of each. Code has none: it is no vocabulary.
    pub fn terms_of_block(&self, number: u32) -> impl Iterator<Item = (TermRange, Option<Status>)> + '_ {
        let block = self.article.block(number);
        let tokens = block.map_or(&[][..], |block| &block.tokens);
        self.resolution
            .block(&self.index, number, tokens)
            .map(|found| (found, self.status(found.term)))
    }

    /// The same for those of which at least a part lies in a range: a block may be as long as a book.
    pub fn terms_within(
        &self,
        number: u32,
        range: ByteRange,
    ) -> impl Iterator<Item = (TermRange, Option<Status>)> + '_ {
        let block = self.article.block(number);
        let tokens = block.map_or(&[][..], |block| &block.tokens);
        let start = tokens.partition_point(|token| token.range.end <= range.start);
        let end = tokens.partition_point(|token| token.range.start < range.end);
        self.resolution
            .among(&self.index, number, tokens, start..end)
            .map(|found| (found, self.status(found.term)))
    }

    /// The status of a term by its number.
    #[must_use]
    pub fn status(&self, term: TermNumber) -> Option<Status> {
        self.terms.get(term as usize).and_then(|entry| entry.term.status)
    }

    /// The term that fills exactly what is selected, unless a single word of it is meant.
    #[must_use]
    pub fn term_at(&self, selection: Selection) -> Option<TermNumber> {
        if self.alone && self.selection == Some(selection) {
            return self.word_at(selection);
        }
        let tokens = &self.article.block(selection.block)?.tokens;
        let at = tokens.partition_point(|token| token.range.end <= selection.range.start);
        let mut terms = self
            .resolution
            .among(&self.index, selection.block, tokens, at..tokens.len().min(at + 1));
        let whole = terms
            .find(|found| found.range == selection.range)
            .map(|found| found.term);
        let end = tokens.partition_point(|token| token.range.start < selection.range.end);
        let first = self.index.first_token(selection.block);
        let place = |token: usize| first + u32::try_from(token).unwrap_or_default();
        let filled = tokens
            .get(at)
            .is_some_and(|token| token.range.start == selection.range.start)
            && end > at
            && tokens[end - 1].range.end == selection.range.end;
        let under = || self.resolution.under_at(&(place(at)..place(end)));
        // A word inside a phrase is a term of its own.
        whole
            .or_else(|| filled.then(under).flatten())
            .or_else(|| self.word_at(selection))
    }

    /// The number of a term that has one here.
    #[must_use]
    pub fn number_of(&self, term_id: TermId) -> Option<TermNumber> {
        self.numbers
            .get(&term_id)
            .copied()
            .filter(|number| self.terms.get(*number as usize).is_some_and(|entry| entry.live))
    }

    /// What places stand for: the ranges of the tokens of a term that begin there.
    #[must_use]
    pub fn ranges(&self, term: TermNumber, places: &[u32]) -> Vec<(u32, ByteRange)> {
        places.iter().filter_map(|&place| self.range_at(term, place)).collect()
    }

    pub(super) fn range_at(&self, term: TermNumber, place: u32) -> Option<(u32, ByteRange)> {
        let (number, token) = self.index.block_of(place);
        let block = self.article.block(number)?;
        let end = token + self.resolution.tokens_at(place, term);
        (end <= block.tokens.len()).then(|| (number, block.token_span(token..end)))
    }

    /// Where a form that is no term stands: (block, range).
    #[must_use]
    pub fn places_of_form(&self, form: &str) -> Vec<(u32, ByteRange)> {
        let key = form_key(form);
        let parts = key_parts(&key);
        let Some(first) = parts.first().and_then(|part| self.index.key(part)) else {
            return Vec::new();
        };
        let range = |&place: &u32| {
            let (number, token) = self.index.block_of(place);
            let block = self.article.block(number)?;
            let tokens = token..token + parts.len();
            let range = block.token_span(tokens);
            (form_key(block.slice(range)) == key).then_some((number, range))
        };
        self.index.postings(first).iter().filter_map(range).collect()
    }

    /// The next occurrence of a term after what is selected (round again at the end).
    #[must_use]
    pub fn next_place(&self, number: TermNumber) -> Option<(u32, ByteRange)> {
        let entry = self.terms.get(number as usize)?;
        let here = self
            .selection
            .filter(|selection| self.term_at(*selection) == Some(number));
        let ranges = self.ranges(number, &entry.places);
        let after = here.and_then(|selection| {
            ranges
                .iter()
                .find(|(block, range)| (*block, range.start) > (selection.block, selection.range.start))
                .copied()
        });
        after.or_else(|| ranges.first().copied())
    }
}

//! The card: what is shown of the selected word.

use super::{Boldface, LinkHere, Reading, Selection};
use crate::lexicon::{self, Level};
use crate::study::{ArticleId, Context, TermId, TermNumber};
use crate::text::{ByteRange, TermKind, form_key, headword_candidates, headword_of, lemmas, sentence_at, spelt_like};
use crate::worker::ArticleMet;

const SENTENCES: usize = 6;

/// The selected word or phrase, gathered once when it is selected.
#[derive(Clone, Debug)]
pub struct Card {
    /// What is selected.
    pub selection: Selection,
    /// Its term, if it is one.
    pub term: Option<TermNumber>,
    /// Key of that term.
    pub term_id: Option<TermId>,
    /// The headword, or the word as it stands.
    pub headword: String,
    /// Key of the selected form.
    pub form_key: String,
    /// Other headwords that the selected form may belong to.
    pub other_headwords: Vec<String>,
    /// Estimated level.
    pub level: Option<Level>,
    /// How common it is, 1 the commonest; an estimate.
    pub rank: Option<u32>,
    /// Words of the same stem.
    pub relatives: Vec<&'static str>,
    /// The single words of a phrase.
    pub words: Vec<(String, Selection)>,
    /// Whether other words stand between them here: no bold can say that.
    pub gapped: bool,
    /// The phrase or compound that the word is a part of.
    pub phrase: Option<(String, Selection)>,
    /// Whether it is a name in this article: as long as it has no status, it is not counted.
    pub is_name: bool,
    /// When the term was saved first, UTC milliseconds.
    pub saved_at: Option<i64>,
    /// The forms met in this article, each with its count.
    pub forms: Vec<(String, usize)>,
    /// The first sentences of this article that hold it.
    pub sentences: Vec<CardSentence>,
    /// How many places in this article hold it.
    pub places: usize,
    /// The sentences of this article that were kept.
    pub here: Vec<Context>,
    /// The sentences of other articles that were kept.
    pub elsewhere: Vec<Context>,
    /// In which articles it was met, this one among them.
    pub met: Vec<ArticleMet>,
    /// The meaning that was chosen in the selected sentence, where that is kept; empty when none was.
    pub sense_here: Option<String>,
    /// Whether the selected occurrence is bold.
    pub bold: bool,
    /// The link in which it stands.
    pub link: Option<LinkHere>,
    /// What is typed beside the bold word, and whether it is its gloss.
    pub bracket: Option<(String, bool)>,
}

/// A sentence that holds the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSentence {
    /// Number of the block.
    pub block: u32,
    /// The word in the block.
    pub range: ByteRange,
    /// The sentence.
    pub text: String,
    /// The word in the sentence, wherever it stands in it; two stretches of a phrase with a gap.
    pub words: Vec<ByteRange>,
    /// At how many places of it the word stands.
    pub places: usize,
}

impl Card {
    /// Gathers the card of what is selected.
    #[must_use]
    pub fn of(reading: &Reading, selection: Selection) -> Option<Self> {
        let block = reading.article.block(selection.block)?;
        let form = block.slice(selection.range);
        let term = reading.term_at(selection);
        let entry = term.and_then(|number| reading.terms.get(number as usize));
        let (_, key) = reading.form_of(selection)?;
        let family = if entry.is_none() { reading.family(&key) } else { None };
        // Of a common word of a book there are tens of thousands: only what is shown is looked at closely.
        let all = entry.map_or(&[][..], |entry| &entry.places);
        let number = term.unwrap_or(TermNumber::MAX);
        let places = match (entry, &family) {
            (Some(_), _) => reading.ranges(number, all.get(..SENTENCES).unwrap_or(all)),
            (None, Some((_, places))) => places.clone(),
            (None, None) => reading.places_of_form(form),
        };
        let count = if entry.is_some() { all.len() } else { places.len() };
        let headword = match (entry, family) {
            (Some(entry), _) => entry.term.headword.clone(),
            (None, Some((headword, _))) => headword,
            (None, None) => form.to_owned(),
        };
        let forms = if entry.is_some() {
            reading.forms_at(number, all)
        } else {
            forms(reading, &places)
        };
        let shown = |(form, count): (String, usize)| (spelt_like(&headword, &form), count);
        let sentences = sentences(reading, number, places.get(..SENTENCES).unwrap_or(&places));
        let headword_key = form_key(&headword);
        // A name has no level, whatever a table says of its letters; neither has a phrase, whatever it says of its words.
        let is_phrase = entry.map_or(reading.words_in(selection) > 1, |entry| {
            entry.term.kind == TermKind::Phrase
        });
        let english = reading.language.starts_with("en") && !reading.is_name(&key) && !is_phrase;
        let own_forms = entry.map_or(&[][..], |entry| &entry.term.forms);
        let is_own = |relative: &&str| {
            own_forms.iter().any(|form| form == relative)
                || forms.iter().any(|(form, _)| form == relative)
                || headword_of(&reading.language, relative) == headword_key
        };
        let gapped = reading.whole_of(number, selection.block, selection.range).len() > 1;
        Some(Self {
            level: if english {
                lexicon::headword_level(&headword_key, &key)
            } else {
                None
            },
            rank: if english {
                lexicon::headword_rank(&headword_key, own_forms.iter().map(String::as_str))
            } else {
                None
            },
            relatives: if english {
                let mut relatives = lemmas::relatives(&headword_key);
                relatives.retain(|relative| !is_own(relative));
                relatives
            } else {
                Vec::new()
            },
            words: reading.words_of_selected(selection),
            phrase: reading.phrase_around(selection),
            is_name: reading.is_name(&key),
            saved_at: entry
                .filter(|entry| entry.term.is_tracked())
                .map(|entry| entry.term.saved_at),
            selection,
            term,
            term_id: entry.map(|entry| entry.term.term_id),
            other_headwords: other_headwords(&reading.language, &key, &headword_key),
            form_key: key,
            forms: forms.into_iter().map(shown).collect(),
            headword,
            sentences,
            places: count,
            here: Vec::new(),
            elsewhere: Vec::new(),
            met: Vec::new(),
            sense_here: None,
            bracket: reading
                .bracket_at(selection)
                .map(|(found, is_gloss)| (block.slice(found.text).to_owned(), is_gloss)),
            link: reading.link_of(selection),
            bold: !gapped && reading.is_bold_span(selection.block, selection.range),
            gapped,
        })
    }

    /// Takes in the contexts of its term; those of the open article are shown already.
    pub fn take_contexts(&mut self, open: ArticleId, contexts: Vec<Context>) {
        let here = self.selection;
        let is_here = |context: &&Context| {
            let (start, end) = (context.anchor.start, context.anchor.end);
            context.article_id == open
                && start.block == here.block
                && (start.byte, end.byte) == (here.range.start, here.range.end)
        };
        self.sense_here = contexts.iter().find(is_here).map(|context| context.sense.clone());
        (self.here, self.elsewhere) = contexts.into_iter().partition(|context| context.article_id == open);
    }
}

impl Boldface {
    /// Whether the card shows what it would show if it were gathered anew after a term got another status: true of every
    /// word that had one before, and much cheaper to tell.
    pub(super) fn card_stays(&self) -> bool {
        let (Some(card), Some(reading)) = (&self.model.card, &self.model.reading) else {
            return false;
        };
        let term = card.term.and_then(|number| reading.terms.get(number as usize));
        let saved_at = term
            .filter(|entry| entry.term.is_tracked())
            .map(|entry| entry.term.saved_at);
        reading.selection == Some(card.selection)
            && reading.term_at(card.selection) == card.term
            && term.map(|entry| entry.term.term_id) == card.term_id
            && saved_at == card.saved_at
            && reading.is_name(&card.form_key) == card.is_name
    }
}

/// The forms that stand in these ranges, each with its count, in the order in which they are met.
fn forms(reading: &Reading, places: &[(u32, ByteRange)]) -> Vec<(String, usize)> {
    let mut forms: Vec<(String, usize)> = Vec::new();
    for &(block, range) in places {
        let Some(block) = reading.article.block(block) else {
            continue;
        };
        let key = form_key(block.slice(range));
        match forms.iter_mut().find(|(form, _)| *form == key) {
            Some((_, count)) => *count += 1,
            None => forms.push((key, 1)),
        }
    }
    forms
}

impl Reading {
    /// The forms that begin at these places, each with its count, in the order in which they are met.
    fn forms_at(&self, term: TermNumber, places: &[u32]) -> Vec<(String, usize)> {
        // Single words have the number of their key for a form; what is longer is read in the text.
        let mut counts: Vec<(u32, usize)> = Vec::new();
        let mut longer: Vec<u32> = Vec::new();
        for &place in places {
            match self.index.key_at(place) {
                Some(key) if self.resolution.stretches_at(place, term).is_empty() => {
                    match counts.iter_mut().find(|(other, _)| *other == key) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((key, 1)),
                    }
                }
                _ => longer.push(place),
            }
        }
        let words = counts.into_iter().map(|(key, count)| {
            let form = self.index.keys().get(key as usize).map(ToString::to_string);
            (form.unwrap_or_default(), count)
        });
        words.chain(self.forms_of_several(term, &longer)).collect()
    }

    /// The forms of a term of several tokens: its words, and an ellipsis where others stand between them.
    fn forms_of_several(&self, term: TermNumber, places: &[u32]) -> Vec<(String, usize)> {
        let mut forms: Vec<(String, usize)> = Vec::new();
        for &place in places {
            let Some((block, range)) = self.range_at(term, place) else {
                continue;
            };
            let Some(text) = self.article.block(block) else {
                continue;
            };
            let parts = self.whole_of(term, block, range).into_iter();
            let parts: Vec<String> = parts.map(|part| form_key(text.slice(part))).collect();
            let form = parts.join(" … ");
            match forms.iter_mut().find(|(other, _)| *other == form) {
                Some((_, count)) => *count += 1,
                None => forms.push((form, 1)),
            }
        }
        forms
    }

    /// All words of a term of which some stand in a range: those beyond its gap as well.
    pub(crate) fn whole_of(&self, term: TermNumber, number: u32, range: ByteRange) -> Vec<ByteRange> {
        let whole = || {
            let block = self.article.block(number)?;
            let token = block
                .tokens
                .binary_search_by_key(&range.start, |token| token.range.start)
                .ok()?;
            let first = self.index.first_token(number);
            let place = first + u32::try_from(token).ok()?;
            let stretches = self.resolution.stretches_at(place, term).into_iter();
            let ranges = stretches.map(|it| block.token_span((it.start - first) as usize..(it.end - first) as usize));
            let ranges: Vec<ByteRange> = ranges.collect();
            ranges.contains(&range).then_some(ranges)
        };
        whole().unwrap_or_else(|| vec![range])
    }

    /// What is selected of a block, with the words beyond the gap of a phrase.
    #[must_use]
    pub fn selected_ranges(&self, number: u32) -> Vec<ByteRange> {
        let Some(selection) = self.selection.filter(|selection| selection.block == number) else {
            return Vec::new();
        };
        let term = self.term_at(selection).unwrap_or(TermNumber::MAX);
        self.whole_of(term, number, selection.range)
    }
}

/// What else the form may be a form of.
fn other_headwords(language: &str, key: &str, headword_key: &str) -> Vec<String> {
    let candidates = headword_candidates(language, key).into_iter();
    candidates.filter(|other| other != headword_key).collect()
}

fn sentence(reading: &Reading, term: TermNumber, (number, range): (u32, ByteRange)) -> Option<CardSentence> {
    let block = reading.article.block(number)?;
    let sentence = sentence_at(block, range.start, &reading.language);
    let in_sentence = |range: ByteRange| {
        ByteRange::new(
            range.start.saturating_sub(sentence.start),
            range.end.min(sentence.end).saturating_sub(sentence.start),
        )
    };
    let words = reading.whole_of(term, number, range).into_iter().map(in_sentence);
    Some(CardSentence {
        block: number,
        range,
        text: block.slice(sentence).to_owned(),
        words: words.collect(),
        places: 1,
    })
}

/// The sentences of these places, each once, with the word marked at all of them.
fn sentences(reading: &Reading, term: TermNumber, places: &[(u32, ByteRange)]) -> Vec<CardSentence> {
    // Two sentences of a block that read the same are told apart by where they begin.
    let start = |sentence: &CardSentence| {
        let word = sentence.words.iter().map(|word| word.start).min().unwrap_or(0);
        (sentence.block, sentence.range.start.saturating_sub(word))
    };
    let mut sentences: Vec<CardSentence> = Vec::new();
    for found in places.iter().filter_map(|&place| sentence(reading, term, place)) {
        match sentences.last_mut().filter(|last| start(last) == start(&found)) {
            Some(last) => {
                last.words.extend(found.words);
                last.words.sort_unstable_by_key(|word| word.start);
                last.words.dedup();
                last.places += 1;
            }
            None => sentences.push(found),
        }
    }
    sentences
}

#[cfg(test)]
mod tests;

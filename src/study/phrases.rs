//! Where phrases occur, whatever the form of their words, and with words between their parts.
//!
//! A phrase is a list of lemma keys: `put off` finds `putting off` and, if it may have a gap, `put the meeting off`.
//! Each phrase is looked for around the occurrences of its rarest word in the article, so that the work grows with the
//! text and not with the number of phrases. Two matches never share a token: the longer phrase wins, then the tighter
//! one, then the first. What stands in a gap stays free, for other terms.

use std::collections::HashMap;
use std::ops::Range;

use super::TermNumber;
use crate::text::{Article, ByteRange, TokenIndex, sentences};

/// Most words between two parts of a phrase, a hyphenated compound counted once.
pub const WIDEST_GAP: usize = 4;

/// The same in tokens: no compound is longer, and a row of hyphens must not take forever.
const WIDEST_IN_TOKENS: usize = 32;

/// A phrase that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The term that it is.
    pub term: TermNumber,
    /// The lemma keys of its words in order, as [`crate::text::key_parts`] cuts them.
    pub lemmas: Vec<String>,
    /// Whether up to [`WIDEST_GAP`] words may stand between two of its words, in one place.
    pub gap: bool,
}

/// An occurrence of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseMatch {
    /// The term.
    pub term: TermNumber,
    /// Number of the block.
    pub block: u32,
    /// Its tokens, by their numbers in the block, in order: one stretch, or two around a gap.
    pub tokens: Vec<Range<usize>>,
}

impl PhraseMatch {
    /// The stretches of the block's text.
    #[must_use]
    pub fn ranges(&self, article: &Article) -> Vec<ByteRange> {
        let block = article.block(self.block);
        let spans = block.map(|block| {
            self.tokens
                .iter()
                .map(|tokens| block.token_span(tokens.clone()))
                .collect()
        });
        spans.unwrap_or_default()
    }
}

/// The tokens of an article by lemma.
#[derive(Clone, Debug, Default)]
pub struct Lemmas {
    numbers: HashMap<Box<str>, u32>,
    /// By number of the key.
    of_key: Vec<u32>,
    /// The keys of each lemma.
    keys: Vec<Vec<u32>>,
}

impl Lemmas {
    /// Asks for the lemma key of each distinct key of an article once.
    pub fn new(index: &TokenIndex, mut lemma: impl FnMut(&str) -> String) -> Self {
        let mut lemmas = Self::default();
        for (key, number) in index.keys().iter().zip(0u32..) {
            let next = lemmas.keys.len();
            let found = *lemmas
                .numbers
                .entry(lemma(key).into_boxed_str())
                .or_insert_with(|| u32::try_from(next).unwrap_or(u32::MAX));
            if found as usize == next {
                lemmas.keys.push(Vec::new());
            }
            lemmas.of_key.push(found);
            lemmas.keys[found as usize].push(number);
        }
        lemmas
    }

    fn at(&self, index: &TokenIndex, place: u32) -> Option<u32> {
        self.of_key.get(index.key_at(place)? as usize).copied()
    }

    fn count(&self, index: &TokenIndex, lemma: u32) -> usize {
        let keys = self.keys[lemma as usize].iter();
        keys.map(|&key| index.postings(key).len()).sum()
    }

    fn places<'a>(&'a self, index: &'a TokenIndex, lemma: u32) -> impl Iterator<Item = u32> + 'a {
        let keys = self.keys[lemma as usize].iter();
        keys.flat_map(|&key| index.postings(key).iter().copied())
    }
}

/// The occurrences of phrases in an article, in the order of the text, sharing no token. `language` is the article's
/// (a BCP 47 code), for its sentences.
#[must_use]
pub fn match_phrases(
    article: &Article,
    index: &TokenIndex,
    lemmas: &Lemmas,
    phrases: &[Phrase],
    language: &str,
) -> Vec<PhraseMatch> {
    let mut finder = Finder {
        article,
        index,
        lemmas,
        language,
        sentences: HashMap::new(),
        found: Vec::new(),
    };
    for phrase in phrases {
        finder.find(phrase);
    }
    finder.choose()
}

struct Finder<'a> {
    article: &'a Article,
    index: &'a TokenIndex,
    lemmas: &'a Lemmas,
    language: &'a str,
    /// Of the blocks in which something that looks like the end of one stood within a match.
    sentences: HashMap<u32, Vec<ByteRange>>,
    found: Vec<Found>,
}

/// A match by places: flat numbers of tokens.
struct Found {
    term: TermNumber,
    block: u32,
    first: u32,
    /// How many tokens stand before the gap, how many in it and how many behind it.
    parts: [u32; 3],
}

/// A phrase by numbers of lemmas, and a block in which it may be.
struct Wanted<'a> {
    phrase: &'a Phrase,
    lemmas: Vec<u32>,
    /// Which word is looked up: the rarest.
    pivot: usize,
}

impl Finder<'_> {
    fn find(&mut self, phrase: &Phrase) {
        let numbers = phrase
            .lemmas
            .iter()
            .map(|lemma| self.lemmas.numbers.get(lemma.as_str()).copied());
        let Some(lemmas) = numbers.collect::<Option<Vec<u32>>>() else {
            return;
        };
        let rarest = (0..lemmas.len()).min_by_key(|&at| self.lemmas.count(self.index, lemmas[at]));
        let Some(pivot) = rarest else { return };
        let wanted = Wanted { phrase, lemmas, pivot };
        for place in self.lemmas.places(self.index, wanted.lemmas[pivot]) {
            let found = self.around(place, &wanted);
            self.found.extend(found);
        }
    }

    /// The tightest match in which the phrase's rarest word stands at this place.
    fn around(&mut self, place: u32, wanted: &Wanted<'_>) -> Option<Found> {
        let (block, _) = self.index.block_of(place);
        let bounds = self.index.first_token(block)..self.index.first_token(block + 1);
        let length = wanted.lemmas.len();
        let widest = if wanted.phrase.gap && length > 1 {
            WIDEST_IN_TOKENS
        } else {
            0
        };
        // No gap can be left without one, so that the splits are tried only with one.
        let splits = |gap: usize| if gap == 0 { length..length + 1 } else { 1..length };
        for gap in 0..=widest {
            let mut too_wide = gap > 0;
            for split in splits(gap) {
                let before_pivot = wanted.pivot + if wanted.pivot >= split { gap } else { 0 };
                let Some(first) = place
                    .checked_sub(flat(before_pivot))
                    .filter(|first| *first >= bounds.start)
                else {
                    continue;
                };
                let end = first + flat(length + gap);
                if end > bounds.end {
                    continue;
                }
                let hole = first + flat(split)..first + flat(split + gap);
                if gap > 0 && self.words(block, &hole) > WIDEST_GAP {
                    continue;
                }
                too_wide = false;
                let at = |word: usize| first + flat(word + if word >= split { gap } else { 0 });
                let fits = wanted
                    .lemmas
                    .iter()
                    .enumerate()
                    .all(|(word, lemma)| self.lemmas.at(self.index, at(word)) == Some(*lemma));
                if fits && self.is_one_sentence(block, first..end) {
                    let parts = [flat(split), flat(gap), flat(length - split)];
                    return Some(Found {
                        term: wanted.phrase.term,
                        block,
                        first,
                        parts,
                    });
                }
            }
            if too_wide {
                break;
            }
        }
        None
    }

    /// How many words a stretch of tokens is.
    fn words(&self, block: u32, places: &Range<u32>) -> usize {
        let first = self.index.first_token(block);
        let tokens = self.article.block(block).map_or(&[][..], |block| &block.tokens);
        let tokens = tokens.get((places.start - first) as usize..(places.end - first) as usize);
        tokens.unwrap_or_default().iter().filter(|token| !token.joined).count()
    }

    /// Whether tokens stand in one sentence. Only what could end one makes it worth asking.
    fn is_one_sentence(&mut self, number: u32, places: Range<u32>) -> bool {
        let first = self.index.first_token(number);
        let Some(block) = self.article.block(number) else {
            return false;
        };
        let range = block.token_span((places.start - first) as usize..(places.end - first) as usize);
        let is_end = |char: char| {
            matches!(
                char,
                '.' | '!' | '?' | '…' | '。' | '！' | '？' | '\n' | '\t' | ':' | ';'
            )
        };
        if !block.slice(range).contains(is_end) {
            return true;
        }
        let language = self.language;
        let sentences = self
            .sentences
            .entry(number)
            .or_insert_with(|| sentences(&block.text, language));
        let at = sentences.partition_point(|sentence| sentence.end <= range.start);
        sentences
            .get(at)
            .is_some_and(|sentence| sentence.start <= range.start && range.end <= sentence.end)
    }

    fn choose(mut self) -> Vec<PhraseMatch> {
        self.found.sort_by_key(|found| {
            let [before, gap, after] = found.parts;
            (std::cmp::Reverse(before + after), gap, found.first, found.term)
        });
        let mut taken = std::collections::HashSet::new();
        let mut chosen: Vec<Found> = Vec::with_capacity(self.found.len());
        for found in self.found {
            if found.places().all(|place| !taken.contains(&place)) {
                taken.extend(found.places());
                chosen.push(found);
            }
        }
        chosen.sort_by_key(|found| found.first);
        let index = self.index;
        chosen.into_iter().map(|found| found.in_block(index)).collect()
    }
}

impl Found {
    fn places(&self) -> impl Iterator<Item = u32> + use<> {
        let [before, gap, after] = self.parts;
        let behind = self.first + before + gap;
        (self.first..self.first + before).chain(behind..behind + after)
    }

    fn in_block(&self, index: &TokenIndex) -> PhraseMatch {
        let start = (self.first - index.first_token(self.block)) as usize;
        let [before, gap, after] = self.parts.map(|part| part as usize);
        let stretches = [
            start..start + before,
            start + before + gap..start + before + gap + after,
        ];
        PhraseMatch {
            term: self.term,
            block: self.block,
            tokens: stretches.into_iter().filter(|tokens| !tokens.is_empty()).collect(),
        }
    }
}

/// Numbers of tokens are 32 bits, as in [`TokenIndex`].
fn flat(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;

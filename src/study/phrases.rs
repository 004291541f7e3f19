//! Where phrases occur, whatever the form of their words, and with words between their parts.
//!
//! A phrase is a list of words, each of which stands for its headword: `put off` finds `putting off` and, if it may have a gap, `put the meeting off`.
//! Each phrase is looked for around the occurrences of its rarest word in the article, so that the work grows with the
//! text and not with the number of phrases. Where two share a token the longer phrase wins, then the tighter
//! one, then the first; the other is met there all the same. What stands in a gap stays free, for other terms.

use std::collections::{HashMap, HashSet};
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
    /// The keys of its words in order, in any form, as [`crate::text::key_parts`] cuts them.
    pub words: Vec<String>,
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

/// The occurrences of phrases in an article, in the order of the text, sharing no token. `language` is the article's
/// (a BCP 47 code), for its sentences.
#[must_use]
pub fn match_phrases(article: &Article, index: &TokenIndex, phrases: &[Phrase], language: &str) -> Vec<PhraseMatch> {
    match_all(article, index, phrases, language).0
}

/// The same, and behind them the occurrences that lie under another term's: they are met, but a click there means the
/// other. Of one term none lies over another.
#[must_use]
pub fn match_all(
    article: &Article,
    index: &TokenIndex,
    phrases: &[Phrase],
    language: &str,
) -> (Vec<PhraseMatch>, Vec<PhraseMatch>) {
    let mut finder = Finder {
        article,
        index,
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

/// A phrase by numbers of headwords, and a block in which it may be.
struct Wanted<'a> {
    phrase: &'a Phrase,
    headwords: Vec<u32>,
    /// Which word is looked up: the rarest.
    pivot: usize,
}

impl Finder<'_> {
    fn find(&mut self, phrase: &Phrase) {
        let index = self.index;
        let numbers = phrase.words.iter().map(|word| index.headword_of_form(word));
        let Some(headwords) = numbers.collect::<Option<Vec<u32>>>() else {
            return;
        };
        let places = |headword: u32| {
            let keys = index.keys_of_headword(headword).iter();
            keys.flat_map(|&key| index.postings(key).iter().copied())
        };
        let count = |at: &usize| {
            let keys = index.keys_of_headword(headwords[*at]).iter();
            keys.map(|&key| index.postings(key).len()).sum::<usize>()
        };
        let Some(pivot) = (0..headwords.len()).min_by_key(count) else {
            return;
        };
        let rarest = headwords[pivot];
        let wanted = Wanted {
            phrase,
            headwords,
            pivot,
        };
        for place in places(rarest) {
            let found = self.around(place, &wanted);
            self.found.extend(found);
        }
    }

    /// The tightest match in which the phrase's rarest word stands at this place.
    fn around(&mut self, place: u32, wanted: &Wanted<'_>) -> Option<Found> {
        let (block, _) = self.index.block_of(place);
        let bounds = self.index.first_token(block)..self.index.first_token(block + 1);
        let length = wanted.headwords.len();
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
                    .headwords
                    .iter()
                    .enumerate()
                    .all(|(word, headword)| self.headword_at(at(word)) == Some(*headword));
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

    fn headword_at(&self, place: u32) -> Option<u32> {
        self.index.key_at(place).map(|key| self.index.headword(key))
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

    fn choose(mut self) -> (Vec<PhraseMatch>, Vec<PhraseMatch>) {
        self.found.sort_by_key(|found| {
            let [before, gap, after] = found.parts;
            (std::cmp::Reverse(before + after), gap, found.first, found.term)
        });
        // By the term that has a place: the matches under others take no place from anybody but themselves.
        let mut taken: HashMap<u32, TermNumber> = HashMap::new();
        let mut own: HashSet<(u32, TermNumber)> = HashSet::new();
        let mut chosen: Vec<Found> = Vec::with_capacity(self.found.len());
        let mut under: Vec<Found> = Vec::new();
        for found in self.found {
            let term = found.term;
            if found.places().all(|place| !taken.contains_key(&place)) {
                taken.extend(found.places().map(|place| (place, term)));
                chosen.push(found);
            } else if found
                .places()
                .all(|place| taken.get(&place) != Some(&term) && !own.contains(&(place, term)))
            {
                own.extend(found.places().map(|place| (place, term)));
                under.push(found);
            }
        }
        let index = self.index;
        let in_order = |mut found: Vec<Found>| {
            found.sort_by_key(|found| found.first);
            found.into_iter().map(|found| found.in_block(index)).collect()
        };
        (in_order(chosen), in_order(under))
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

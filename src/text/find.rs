//! Finding in an article: where a text stands, or any form of its words.
//!
//! A reader types with a straight apostrophe and finds the curly one, types an accent in one piece and finds it in two,
//! and does not see soft hyphens and line breaks at all: so both sides are folded ([`fold`]) and compared then. What is
//! found is told in the text's own bytes, and never begins or ends within a character that was folded as one.
//!
//! A block is searched as a whole, whatever is bold or linked in it; nothing is found across two blocks.

mod fold;

use fold::Folded;

use super::{Article, Block, BlockKind, ByteRange, TokenIndex};

/// A place that was found: block and range. In order, never overlapping.
pub type Hit = (u32, ByteRange);

/// So many blocks are searched before it is asked whether to go on.
const BLOCKS: usize = 64;

/// So many places are looked at before it is asked whether to go on.
const PLACES: usize = 8192;

/// A text to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    folded: String,
    whole_word: bool,
    match_case: bool,
}

impl Needle {
    /// A text that is looked for, `None` if it says nothing.
    #[must_use]
    pub fn new(text: &str, whole_word: bool, match_case: bool) -> Option<Self> {
        let mut folded = Folded::default();
        folded.fold(text, match_case, false);
        let sought = folded.text.trim_start_matches('\n').to_owned();
        (!sought.trim().is_empty()).then_some(Self {
            folded: sought,
            whole_word,
            match_case,
        })
    }

    /// Where it stands in an article, in order; `None` when `go_on` says that nobody wants to know any more.
    pub fn find(&self, article: &Article, go_on: impl Fn() -> bool) -> Option<Vec<Hit>> {
        let mut hits = Vec::new();
        let mut folded = Folded::default();
        for (number, block) in (0u32..).zip(&article.blocks) {
            if (number as usize).is_multiple_of(BLOCKS) && !go_on() {
                return None;
            }
            let in_cells = matches!(block.kind, BlockKind::TableRow { .. });
            folded.fold(&block.text, self.match_case, in_cells);
            let mut from = 0;
            while let Some(at) = folded.text.get(from..).and_then(|rest| rest.find(&self.folded)) {
                let at = from + at;
                let found = folded.range(at..at + self.folded.len());
                let found = found.filter(|range| !self.whole_word || is_whole(block, *range));
                let step = folded.text[at..].chars().next().map_or(1, char::len_utf8);
                from = at + found.map_or(step, |_| self.folded.len());
                hits.extend(found.map(|range| (number, range)));
            }
        }
        Some(hits)
    }
}

/// Whether no word is cut by the edges of a range.
fn is_whole(block: &Block, range: ByteRange) -> bool {
    let cut = |byte: u32| {
        let token = block.tokens.partition_point(|token| token.range.end <= byte);
        let token = block.tokens.get(token).filter(|token| token.range.start <= byte);
        if let Some(token) = token {
            return token.range.start < byte;
        }
        // What is no token (a gloss) has words all the same.
        let around = block.text.split_at_checked(byte as usize);
        around.is_some_and(|(before, after)| {
            let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
            is_word(before.chars().next_back()) && is_word(after.chars().next())
        })
    };
    !cut(range.start) && !cut(range.end)
}

/// Where words stand one after the other, each in one of its forms: `words` has the keys of each, in order. In order;
/// `None` when `go_on` says that nobody wants to know any more.
pub fn find_forms(
    article: &Article,
    index: &TokenIndex,
    words: &[Vec<u32>],
    go_on: impl Fn() -> bool,
) -> Option<Vec<Hit>> {
    let count = |keys: &Vec<u32>| keys.iter().map(|&key| index.postings(key).len()).sum::<usize>();
    let rarest = (0..words.len()).min_by_key(|&word| count(&words[word]));
    let Some(rarest) = rarest else { return Some(Vec::new()) };
    let mut places: Vec<u32> = words[rarest]
        .iter()
        .flat_map(|&key| index.postings(key))
        .copied()
        .collect();
    places.sort_unstable();
    places.dedup();
    let (mut hits, mut block) = (Vec::new(), 0);
    let length = u32::try_from(words.len()).unwrap_or(u32::MAX);
    for (nth, place) in places.into_iter().enumerate() {
        if nth.is_multiple_of(PLACES) && !go_on() {
            return None;
        }
        let Some(first) = place.checked_sub(u32::try_from(rarest).unwrap_or(u32::MAX)) else {
            continue;
        };
        while index.first_token(block + 1) <= place && (block as usize) < article.blocks.len() {
            block += 1;
        }
        let here = index.first_token(block);
        let fits = first >= here && first + length <= index.first_token(block + 1);
        let is_word = |(place, keys): (u32, &Vec<u32>)| index.key_at(place).is_some_and(|key| keys.contains(&key));
        if !(fits && (first..).zip(words).all(is_word)) {
            continue;
        }
        let token = (first - here) as usize;
        let range = article
            .block(block)
            .map(|text| text.token_span(token..token + words.len()));
        // The same words may begin anew within a hit: `had had had`.
        let apart = |range: &ByteRange| {
            hits.last()
                .is_none_or(|&(other, last): &Hit| other != block || last.end <= range.start)
        };
        if let Some(range) = range.filter(|range| !range.is_empty() && apart(range)) {
            hits.push((block, range));
        }
    }
    Some(hits)
}

#[cfg(test)]
mod tests;

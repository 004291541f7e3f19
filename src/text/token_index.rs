//! The tokens of an article by key: each distinct key has a number, each token the number of its key, each key the
//! places of its tokens and the number of its headword.
//!
//! A place is the token's number in the whole article, counted through all blocks ("flat"). Headwords that no token
//! spells out are keys without places, numbered after those of the tokens. Code is no vocabulary: its tokens have a place,
//! so that the numbers run through, and no key. What a form is a form of is looked up once
//! for each distinct key, so that a book costs no more than its vocabulary.

use std::collections::HashMap;

use super::{Article, form_key, headword_of};

/// The key of what is no vocabulary.
const NO_KEY: u32 = u32::MAX;

/// Keys, and where they stand.
#[derive(Clone, Debug, Default)]
pub struct TokenIndex {
    language: String,
    keys: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    headword_of_key: Vec<u32>,
    first_of_headword: Vec<u32>,
    keys_of_headword: Vec<u32>,
    key_of_token: Vec<u32>,
    first_of_block: Vec<u32>,
    first_posting: Vec<u32>,
    postings: Vec<u32>,
}

impl TokenIndex {
    /// Indexes all tokens of an article in a language (BCP 47 code).
    #[must_use]
    pub fn build(article: &Article, language: &str) -> Self {
        let mut index = Self {
            language: language.to_owned(),
            ..Self::default()
        };
        let mut forms: HashMap<&str, u32> = HashMap::new();
        for block in &article.blocks {
            index.first_of_block.push(flat(index.key_of_token.len()));
            for token in &block.tokens {
                if block.is_code(token.range) {
                    index.key_of_token.push(NO_KEY);
                    continue;
                }
                let form = block.slice(token.range);
                let known = forms.get(form).copied();
                let key = known.unwrap_or_else(|| index.intern(form_key(form)));
                if known.is_none() {
                    forms.insert(form, key);
                }
                index.key_of_token.push(key);
            }
        }
        index.first_of_block.push(flat(index.key_of_token.len()));
        index.fill_headwords();
        index.fill_postings();
        index
    }

    fn fill_headwords(&mut self) {
        let spelt = self.keys.len();
        for key in 0..spelt {
            let headword = headword_of(&self.language, &self.keys[key]).into_owned();
            let headword = self.intern(headword);
            self.headword_of_key.push(headword);
        }
        self.headword_of_key.extend(flat(spelt)..flat(self.keys.len()));
        (self.first_of_headword, self.keys_of_headword) = by_value(&self.headword_of_key[..spelt], self.keys.len());
    }

    fn intern(&mut self, key: String) -> u32 {
        let key = key.into_boxed_str();
        let next = flat(self.keys.len());
        let number = *self.numbers.entry(key.clone()).or_insert(next);
        if number == next {
            self.keys.push(key);
        }
        number
    }

    fn fill_postings(&mut self) {
        (self.first_posting, self.postings) = by_value(&self.key_of_token, self.keys.len());
    }

    /// BCP 47 code of the language that its headwords are of.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// All keys, headwords that no token spells out among them; a key's number is its index.
    #[must_use]
    pub fn keys(&self) -> &[Box<str>] {
        &self.keys
    }

    /// The number of a key.
    #[must_use]
    pub fn key(&self, key: &str) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The number of the key of the token at a place; `None` of a token that is code.
    #[must_use]
    pub fn key_at(&self, place: u32) -> Option<u32> {
        self.key_of_token
            .get(place as usize)
            .copied()
            .filter(|&key| key != NO_KEY)
    }

    /// The places of a key's tokens, in order.
    #[must_use]
    pub fn postings(&self, key: u32) -> &[u32] {
        slice_of(&self.first_posting, &self.postings, key)
    }

    /// The number of a key's headword: its own where it is one, or where nothing is known of it.
    #[must_use]
    pub fn headword(&self, key: u32) -> u32 {
        self.headword_of_key.get(key as usize).copied().unwrap_or(key)
    }

    /// The number of the headword of a form, which need not be spelt out in the text itself; `None` when no token has
    /// that headword.
    #[must_use]
    pub fn headword_of_form(&self, form_key: &str) -> Option<u32> {
        let key = self.key(form_key);
        key.map_or_else(
            || self.key(&headword_of(&self.language, form_key)),
            |key| Some(self.headword(key)),
        )
    }

    /// The keys of tokens that have this key for their headword, in the order of their numbers.
    #[must_use]
    pub fn keys_of_headword(&self, key: u32) -> &[u32] {
        slice_of(&self.first_of_headword, &self.keys_of_headword, key)
    }

    /// The place of a block's first token (where it would stand, if the block has none).
    #[must_use]
    pub fn first_token(&self, block: u32) -> u32 {
        self.first_of_block
            .get(block as usize)
            .copied()
            .unwrap_or_else(|| flat(self.key_of_token.len()))
    }

    /// The block of the token at a place, and its number there.
    #[must_use]
    pub fn block_of(&self, place: u32) -> (u32, usize) {
        let block = self
            .first_of_block
            .partition_point(|&first| first <= place)
            .saturating_sub(1);
        (
            flat(block),
            (place - self.first_of_block.get(block).copied().unwrap_or(0)) as usize,
        )
    }

    /// Whether two places are in the same block.
    #[must_use]
    pub fn same_block(&self, place: u32, other: u32) -> bool {
        self.block_of(place).0 == self.block_of(other).0
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.key_of_token.len()
    }

    /// Whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.key_of_token.is_empty()
    }
}

/// For each value up to `count` the indices that hold it, in order: where they begin, and all of them.
fn by_value(values: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; count + 1];
    for &value in values.iter().filter(|&&value| value != NO_KEY) {
        first[value as usize + 1] += 1;
    }
    for value in 0..count {
        first[value + 1] += first[value];
    }
    let mut next = first.clone();
    let mut indices = vec![0; first[count] as usize];
    let numbered = values.iter().zip(0u32..);
    for (&value, index) in numbered.filter(|&(&value, _)| value != NO_KEY) {
        let slot = &mut next[value as usize];
        indices[*slot as usize] = index;
        *slot += 1;
    }
    (first, indices)
}

fn slice_of<'a>(first: &[u32], all: &'a [u32], value: u32) -> &'a [u32] {
    let value = value as usize;
    match (first.get(value), first.get(value + 1)) {
        (Some(&start), Some(&end)) => &all[start as usize..end as usize],
        _ => &[],
    }
}

/// Numbers of tokens and keys are 32 bits: a source is at most 64 MB, so it never has more.
fn flat(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn code_has_places_and_no_keys() {
        let article = parse("Boats `moor` here.\n\n```\nmoor boats\n```\n\nThey moor.");
        let index = TokenIndex::build(&article, "en");
        assert_eq!(index.len(), 7);
        let keys: Vec<_> = (0..7).map(|place| index.key_at(place)).collect();
        let key = |key| Some(index.key(key).unwrap());
        assert_eq!(
            keys,
            [key("boats"), None, key("here"), None, None, key("they"), key("moor")]
        );
        assert_eq!(index.postings(index.key("moor").unwrap()), [6]);
        assert_eq!(index.postings(index.key("boats").unwrap()), [0]);
        assert_eq!(index.block_of(6), (2, 1));
    }
}

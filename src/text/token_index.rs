//! The tokens of an article by key: each distinct key has a number, each token the number of its key, each key the
//! places of its tokens.
//!
//! A place is the token's number in the whole article, counted through all blocks ("flat").

use std::collections::HashMap;

use super::{Article, form_key};

/// Keys, and where they stand.
#[derive(Clone, Debug, Default)]
pub struct TokenIndex {
    keys: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    key_of_token: Vec<u32>,
    first_of_block: Vec<u32>,
    first_posting: Vec<u32>,
    postings: Vec<u32>,
}

impl TokenIndex {
    /// Indexes all tokens of an article.
    #[must_use]
    pub fn build(article: &Article) -> Self {
        let mut index = Self::default();
        let mut forms: HashMap<&str, u32> = HashMap::new();
        for block in &article.blocks {
            index.first_of_block.push(flat(index.key_of_token.len()));
            for token in &block.tokens {
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
        index.fill_postings();
        index
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
        let mut first = vec![0u32; self.keys.len() + 1];
        for &key in &self.key_of_token {
            first[key as usize + 1] += 1;
        }
        for key in 0..self.keys.len() {
            first[key + 1] += first[key];
        }
        let mut next = first.clone();
        self.postings = vec![0; self.key_of_token.len()];
        for (&key, place) in self.key_of_token.iter().zip(0u32..) {
            let slot = &mut next[key as usize];
            self.postings[*slot as usize] = place;
            *slot += 1;
        }
        self.first_posting = first;
    }

    /// All keys; a key's number is its index.
    #[must_use]
    pub fn keys(&self) -> &[Box<str>] {
        &self.keys
    }

    /// The number of a key.
    #[must_use]
    pub fn key(&self, key: &str) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The number of the key of the token at a place.
    #[must_use]
    pub fn key_at(&self, place: u32) -> Option<u32> {
        self.key_of_token.get(place as usize).copied()
    }

    /// The places of a key's tokens, in order.
    #[must_use]
    pub fn postings(&self, key: u32) -> &[u32] {
        let key = key as usize;
        match (self.first_posting.get(key), self.first_posting.get(key + 1)) {
            (Some(&start), Some(&end)) => &self.postings[start as usize..end as usize],
            _ => &[],
        }
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

/// Numbers of tokens and keys are 32 bits: a source is at most 64 MB, so it never has more.
fn flat(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

//! What is counted when an article is opened: running words, where its terms stand, how its words are known. Of a book
//! that takes longer than a frame may, so it is done before the window gets the article.

use std::collections::BTreeSet;

use super::{Ledger, LedgerStanding, Resolution, Term};
use crate::text::{Article, Block, Token, TokenIndex, WordClass};

/// What was counted.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// Of each block, how many running words stand before it; at the end, how many there are.
    pub word_starts: Vec<u32>,
    /// Of each block, how many paragraphs stand before it: blocks that have words; at the end, how many there are.
    pub paragraph_starts: Vec<u32>,
    /// For each term by its number, the places (flat token numbers) at which it begins, in order.
    pub places: Vec<Vec<u32>>,
    /// How the words stand.
    pub ledger: Ledger,
}

impl Count {
    /// Counts an article. `classes` says what each key of the index is, `furthest` which block was read last.
    #[must_use]
    pub fn of(
        article: &Article,
        (index, classes): (&TokenIndex, &[WordClass]),
        resolution: &Resolution,
        terms: &[Term],
        furthest: Option<u32>,
    ) -> Self {
        let places = resolution.all_places(index, terms.len());
        let furthest = furthest.map_or(0, |block| index.first_token(block.saturating_add(1)));
        let mut ledger = Ledger::new(index, &bold_tokens(article, index), furthest);
        ledger.settle(&LedgerStanding {
            index,
            resolution,
            classes,
            status: |number| terms.get(number as usize).and_then(|term| term.status),
            touched: |number| terms.get(number as usize).is_some_and(Term::is_tracked),
        });
        let word_starts = word_starts(article);
        Self {
            paragraph_starts: paragraph_starts(&word_starts),
            word_starts,
            places,
            ledger,
        }
    }
}

fn word_starts(article: &Article) -> Vec<u32> {
    let mut before = 0;
    let mut starts = vec![0];
    for block in &article.blocks {
        before += words_of(&block.tokens);
        starts.push(before);
    }
    starts
}

fn paragraph_starts(word_starts: &[u32]) -> Vec<u32> {
    let mut before = 0;
    let mut starts = vec![0];
    for pair in word_starts.windows(2) {
        before += u32::from(pair[0] < pair[1]);
        starts.push(before);
    }
    starts
}

/// How many running words the tokens are: each is one, as in the coverage.
#[must_use]
pub fn words_of(tokens: &[Token]) -> u32 {
    u32::try_from(tokens.len()).unwrap_or(u32::MAX)
}

/// Flat numbers of the tokens that are bold, in order.
#[must_use]
pub fn bold_tokens(article: &Article, index: &TokenIndex) -> Vec<u32> {
    let blocks = article.blocks.iter().zip(0..);
    let tokens = blocks
        .filter(|(block, _)| !block.bolds.is_empty())
        .flat_map(|(block, number)| {
            let first = index.first_token(number);
            let tokens = bold_tokens_of(block).into_iter();
            tokens.map(move |token| first + u32::try_from(token).unwrap_or(u32::MAX))
        });
    tokens.collect()
}

/// The tokens of a block of which at least a part is bold, in order.
#[must_use]
pub fn bold_tokens_of(block: &Block) -> BTreeSet<usize> {
    let tokens = block.bolds.iter().flat_map(|bold| {
        let start = block
            .tokens
            .partition_point(|token| token.range.end <= bold.range.start);
        let end = block.tokens.partition_point(|token| token.range.start < bold.range.end);
        start..end
    });
    tokens.collect()
}

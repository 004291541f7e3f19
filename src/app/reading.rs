//! The open article: its text, the terms in it, and what is selected.

use std::sync::Arc;

use crate::study::{ArticleId, Resolution, Status, Term, TermNumber, TermRange};
use crate::text::{Article, ByteRange, Place, TokenIndex};

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
}

/// The open article.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Key.
    pub article_id: ArticleId,
    /// The text.
    pub article: Arc<Article>,
    /// Its tokens by key.
    pub index: Arc<TokenIndex>,
    /// Which token belongs to which term.
    pub resolution: Resolution,
    /// Terms by number.
    pub terms: Vec<TermEntry>,
    /// The selected word, if any.
    pub selection: Option<Selection>,
    /// Where the page should go.
    pub go_to: Option<GoTo>,
    /// Where it was read last.
    pub position: Place,
}

impl Reading {
    /// The terms of a block, in order, with the status of each.
    pub fn terms_of_block(&self, block: u32) -> impl Iterator<Item = (TermRange, Option<Status>)> + '_ {
        let tokens = self.article.block(block).map_or(&[][..], |block| &block.tokens);
        self.resolution
            .block(&self.index, block, tokens)
            .map(|found| (found, self.status(found.term)))
    }

    /// The status of a term by its number.
    #[must_use]
    pub fn status(&self, term: TermNumber) -> Option<Status> {
        self.terms.get(term as usize).and_then(|entry| entry.term.status)
    }
}

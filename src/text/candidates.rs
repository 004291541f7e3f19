//! Which bold spans are vocabulary and which are emphasis: the mechanical rules.

use super::{Article, ByteRange};

/// Word or phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum TermKind {
    /// One word, possibly a hyphenated compound.
    Word,
    /// Two to five words.
    Phrase,
}

/// A bold span, judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Number of the block.
    pub block: u32,
    /// The words it stands for, without the punctuation around them: whole tokens.
    pub range: ByteRange,
    /// Word or phrase.
    pub kind: TermKind,
    /// What it is taken for.
    pub verdict: Verdict,
}

/// What a bold span is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A term of the article.
    Vocabulary,
    /// Emphasis of the editor's.
    Emphasis(Emphasis),
}

/// Why a bold span is emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// It is a whole heading.
    Heading,
    /// It is a whole block of more than one word.
    Block,
    /// It is longer than five words.
    Long,
    /// It ends in a colon at the start of a block: somebody speaks.
    Speaker,
    /// It holds no word.
    NoWord,
}

/// Judges every bold span of an article, in the order of the text.
#[must_use]
pub fn candidates(article: &Article) -> Vec<Candidate> {
    let _ = article;
    Vec::new()
}

//! Which bold spans are vocabulary and which are emphasis: the mechanical rules.
//!
//! The learner's bold is a word or a short phrase inside running text. An editor's bold is a heading, a whole line, a
//! speaker's name, a line of page furniture. A cell of a table is judged as a block of its own. Bold with a gloss is
//! the learner's wherever it stands.

use super::furniture::{Speakers, is_furniture};
use super::{Article, Block, BlockKind, Bold, ByteRange, Gloss, TokenKind};

/// Longest phrase, in words.
const LONGEST: usize = 5;

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
    /// The words it stands for, without the punctuation around them and without a gloss: whole tokens.
    pub range: ByteRange,
    /// Word or phrase.
    pub kind: TermKind,
    /// What it is taken for.
    pub verdict: Verdict,
    /// The gloss that the learner typed beside it; [`Candidate::gloss`] gives its text.
    pub gloss: Option<Gloss>,
}

impl Candidate {
    /// The text of the gloss that the learner typed beside the bold words, if there is one.
    #[must_use]
    pub fn gloss<'a>(&self, article: &'a Article) -> Option<&'a str> {
        Some(article.block(self.block)?.slice(self.gloss?.text))
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// It is a whole heading.
    Heading,
    /// It is a whole block of more than one word.
    Block,
    /// It is longer than five words.
    Long,
    /// At the start of a block, it ends in a colon or is a name that begins several blocks: somebody speaks.
    Speaker,
    /// It belongs to the page and not to the article: `Write to`, `Read more`, `Subscribe`.
    Furniture,
    /// It holds numbers alone.
    Number,
    /// It holds neither a word nor a number.
    NoWord,
}

/// Judges every bold span of an article, in the order of the text. Spans that stand for the same words (both halves of
/// one word, say) give one candidate.
#[must_use]
pub fn candidates(article: &Article) -> Vec<Candidate> {
    let speakers = Speakers::of(article);
    let last = article.blocks.iter().rposition(|block| !block.tokens.is_empty());
    let mut found: Vec<Candidate> = Vec::new();
    for (block, number) in article.blocks.iter().zip(0u32..) {
        let place = Place {
            block,
            is_last: last == Some(number as usize),
            speakers: &speakers,
        };
        for bold in &block.bolds {
            let candidate = place.judge(number, *bold);
            let again = found
                .last()
                .is_some_and(|last| last.block == number && last.range == candidate.range);
            if !again {
                found.push(candidate);
            }
        }
    }
    found
}

struct Place<'a> {
    block: &'a Block,
    is_last: bool,
    speakers: &'a Speakers,
}

impl Place<'_> {
    fn judge(&self, number: u32, bold: Bold) -> Candidate {
        let block = self.block;
        let first = block
            .glosses
            .partition_point(|gloss| gloss.bold.end <= bold.range.start);
        let gloss = block.glosses.get(first).filter(|gloss| gloss.bold.overlaps(bold.range));
        let tokens = tokens_within(block, bold.range);
        let words = words(block, tokens.clone());
        let range = if tokens.is_empty() {
            bold.range
        } else {
            block.token_span(tokens.clone())
        };
        let kind = if words > 1 { TermKind::Phrase } else { TermKind::Word };
        let emphasis = self.emphasis(bold, tokens, words, gloss.is_some());
        Candidate {
            block: number,
            range,
            kind,
            verdict: emphasis.map_or(Verdict::Vocabulary, Verdict::Emphasis),
            gloss: gloss.copied(),
        }
    }

    fn emphasis(&self, bold: Bold, tokens: std::ops::Range<usize>, words: usize, glossed: bool) -> Option<Emphasis> {
        let block = self.block;
        let is_word = |index: &usize| block.tokens[*index].kind == TokenKind::Word;
        if !tokens.clone().any(|index| is_word(&index)) {
            let nothing = tokens.is_empty();
            return Some(if nothing { Emphasis::NoWord } else { Emphasis::Number });
        }
        if glossed {
            return (words > LONGEST).then_some(Emphasis::Long);
        }
        let unit = unit(block, bold.range);
        let all = tokens_within(block, unit);
        let whole = !all.clone().filter(is_word).any(|index| !tokens.contains(&index));
        let header = matches!(block.kind, BlockKind::TableRow { header: true, .. });
        if whole && matches!(block.kind, BlockKind::Heading(_)) {
            return Some(Emphasis::Heading);
        }
        if whole && (words > 1 || header) {
            return Some(Emphasis::Block);
        }
        if is_furniture(block, all.clone(), tokens.clone(), self.is_last) {
            return Some(Emphasis::Furniture);
        }
        let begins = tokens.start == all.start;
        if begins && (ends_in_colon(block, bold.range) || self.speakers.has(block, tokens)) {
            return Some(Emphasis::Speaker);
        }
        (words > LONGEST).then_some(Emphasis::Long)
    }
}

/// The block's text, or the cell in which the range lies.
fn unit(block: &Block, range: ByteRange) -> ByteRange {
    let cell = match &block.kind {
        BlockKind::TableRow { cells, .. } => cells
            .iter()
            .find(|cell| cell.start <= range.start && range.end <= cell.end),
        _ => None,
    };
    let whole = || ByteRange::new(0, u32::try_from(block.text.len()).unwrap_or(u32::MAX));
    cell.copied().unwrap_or_else(whole)
}

/// The tokens of which at least a part lies in the range.
pub(super) fn tokens_within(block: &Block, range: ByteRange) -> std::ops::Range<usize> {
    let start = block.tokens.partition_point(|token| token.range.end <= range.start);
    let end = block.tokens.partition_point(|token| token.range.start < range.end);
    start..end.max(start)
}

/// How many words the tokens are, a hyphenated compound (or a part of one) counted once.
fn words(block: &Block, tokens: std::ops::Range<usize>) -> usize {
    let first = tokens.start;
    tokens
        .filter(|&index| index == first || !block.tokens[index].joined)
        .count()
}

fn ends_in_colon(block: &Block, range: ByteRange) -> bool {
    const COLONS: [char; 2] = [':', '\u{ff1a}'];
    let after = block.text.get(range.end as usize..).unwrap_or_default();
    block.slice(range).trim_end().ends_with(COLONS) || after.starts_with(COLONS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    /// Each candidate as `words`, `words+` for a phrase, `words (reason)` for emphasis.
    fn judged(source: &str) -> Vec<String> {
        let article = parse(source);
        let show = |candidate: &Candidate| {
            let words = article.blocks[candidate.block as usize].slice(candidate.range);
            let phrase = if candidate.kind == TermKind::Phrase { "+" } else { "" };
            match candidate.verdict {
                Verdict::Vocabulary => format!("{words}{phrase}"),
                Verdict::Emphasis(reason) => format!("{words}{phrase} ({reason:?})"),
            }
        };
        candidates(&article).iter().map(show).collect()
    }

    #[test]
    fn words_and_phrases_of_up_to_five_words() {
        assert_eq!(
            judged("A **mill**, **by the river**, **one two three four five** x"),
            ["mill", "by the river+", "one two three four five+"]
        );
        assert_eq!(
            judged("x **one two three four five six** x"),
            ["one two three four five six+ (Long)"]
        );
        assert_eq!(
            judged("x **well-known one two three-part four** x"),
            ["well-known one two three-part four+"]
        );
    }

    #[test]
    fn whole_words_without_the_punctuation_around_them() {
        assert_eq!(
            judged("half**bold**ed, “**rebuke,”** the **U.N.** and **Ukraine’s** x"),
            ["halfbolded", "rebuke", "U.N.", "Ukraine"]
        );
        assert_eq!(judged("**re**buke**d** x"), ["rebuked"]);
    }

    #[test]
    fn hyphenated_words() {
        assert_eq!(
            judged("rocket-**propelled** and **well-known** x"),
            ["propelled", "well-known"]
        );
        assert_eq!(
            judged("state-**of-the**-art and **up-to-date news** x"),
            ["of-the", "up-to-date news+"]
        );
    }

    #[test]
    fn headings() {
        assert_eq!(judged("# **Mill**"), ["Mill (Heading)"]);
        assert_eq!(judged("## 2. **The Mill**"), ["The Mill+ (Heading)"]);
        assert_eq!(judged("# Russia **Batters** a City"), ["Batters"]);
    }

    #[test]
    fn whole_blocks() {
        assert_eq!(judged("**YOU MAY ALSO LIKE**"), ["YOU MAY ALSO LIKE+ (Block)"]);
        assert_eq!(
            judged("**swath**\n\n- **swath**\n- **a swath**"),
            ["swath", "swath", "a swath+ (Block)"]
        );
        assert_eq!(judged("**“Quoted words.”**"), ["Quoted words+ (Block)"]);
    }

    #[test]
    fn cells_are_judged_like_blocks() {
        let table =
            "| **Word** | a **bold** head |\n|--|--|\n| **mill** | **a house** |\n| the **wheel** | **Note:** x |";
        assert_eq!(
            judged(table),
            [
                "Word (Block)",
                "bold",
                "mill",
                "a house+ (Block)",
                "wheel",
                "Note (Speaker)"
            ]
        );
    }

    #[test]
    fn speakers() {
        assert_eq!(judged("**Anna:** Hello. **Bert**: x"), ["Anna (Speaker)", "Bert"]);
        assert_eq!(judged("**Anna Berg**: Hello"), ["Anna Berg+ (Speaker)"]);
        assert_eq!(judged("- **term**: definition"), ["term (Speaker)"]);
        assert_eq!(judged("“**王**：你好”"), ["王 (Speaker)"]);
        assert_eq!(judged("He said **this**: x"), ["this"]);
    }

    #[test]
    fn no_word() {
        assert_eq!(
            judged("a **!** b **2,870** c **—** d"),
            ["! (NoWord)", "2,870 (Number)", "— (NoWord)"]
        );
        assert_eq!(judged("a **20 years** b"), ["20 years+"]);
        assert_eq!(judged("a **5G** net, a **3D** film b"), ["5G", "3D"]);
    }

    #[test]
    fn the_title_of_a_callout_is_no_bold_span_and_may_hold_one() {
        assert_eq!(judged("> [!tip] A title\n> and **word** x"), ["word"]);
        assert_eq!(
            judged("> [!tip]- What is a **bog**?\n> and **word** x"),
            ["bog", "word"]
        );
    }

    #[test]
    fn a_gloss_inside_the_bold_is_no_part_of_the_term() {
        assert_eq!(
            judged("a **demolish（拆除）** and **put off (推迟)** x"),
            ["demolish", "put off+"]
        );
        assert_eq!(
            judged("Words: **rebuke（谴责）**\n\n- **put off**（停滞不前）"),
            ["rebuke", "put off+"]
        );
        assert_eq!(judged("a **mill (house)** x"), ["mill (house+"]);
    }
}

//! Glosses that the learner typed beside bold words: `**rebuke**（谴责）`, `**rebuke（谴责）**`, `**rebuke** 谴责`.
//!
//! A gloss is the learner's and not the article's: it gives no tokens, so that nothing counts, looks up or reads it
//! aloud. It is told from a bracket of the text by its script. Where the learner's language is written in the script of
//! the article, a bracket is a gloss only if it is short and most bold words of the article have one; and whatever the
//! rules say, the learner's word on one bracket wins.

mod bare;
mod in_sentence;
mod turn;

pub use self::in_sentence::glosses_in;
use super::scripts::Scripts;
use super::{Article, Block, BlockKind, Bold, ByteRange, Gloss, Token, TokenKind, tokenize};

/// Longest gloss, in characters.
const LONGEST: usize = 40;

/// Longest gloss in the article's own script, in characters and in words.
const LONGEST_ALIKE: (usize, usize) = (30, 4);

/// An article with fewer brackets has no habit of glosses.
const HABIT: usize = 3;

/// Longest bracket that the learner can call a gloss, in bytes.
const LONGEST_BRACKET: usize = 400;

/// What is known of the languages, and what the learner said.
#[derive(Clone, Copy, Debug, Default)]
pub struct GlossRules<'a> {
    /// BCP 47 code of the article's language; empty: its script is told from the text.
    pub language: &'a str,
    /// BCP 47 code of the learner's own language; empty when it is not known.
    pub learner: &'a str,
    /// What the learner said of single brackets.
    pub overrides: &'a [GlossOverride],
}

/// The learner's word on one bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlossOverride {
    /// Number of the block.
    pub block: u32,
    /// The bracket or the bold word before it, or a part of either.
    pub range: ByteRange,
    /// Whether it is a gloss.
    pub is_gloss: bool,
}

/// Marks the glosses of an article ([`Block::glosses`]) and takes their words out of its tokens. Marks that were there
/// are made anew.
pub fn mark_glosses(article: &mut Article, rules: &GlossRules<'_>) {
    let mut scripts = Known::new(rules);
    let mut alike = Vec::new();
    let (mut words, mut brackets) = (0, 0);
    for number in 0..article.blocks.len() {
        let was_marked = !article.blocks[number].glosses.is_empty();
        if was_marked {
            unmark(&mut article.blocks[number]);
        }
        let block = &article.blocks[number];
        let mut found = Vec::new();
        for bold in block.bolds.iter().filter(|bold| has_word(block, bold.range)) {
            words += 1;
            let said = |gloss: &Gloss| rules.said(number, gloss);
            let bracket = bracket_beside(block, bold);
            brackets += usize::from(bracket.is_some());
            let Some(gloss) = bracket.or_else(|| bare(block, bold, scripts.of(article))) else {
                continue;
            };
            match said(&gloss) {
                Some(true) => found.push(gloss),
                Some(false) => {}
                None if is_part_of_speech(block.slice(gloss.text)) => {}
                // What is glossed is a word of the article's own language.
                None if is_foreign(block.slice(bold.range), scripts.of(article)) => {}
                None if is_foreign(block.slice(gloss.text), scripts.of(article)) => found.push(gloss),
                None => alike.push((number, gloss)),
            }
        }
        mark(&mut article.blocks[number], found);
    }
    let learner = Scripts::of_language(rules.learner);
    let is_habit = brackets >= HABIT && brackets * 2 > words;
    if !is_habit || !learner.is_some_and(|learner| learner.meets(scripts.of(article))) {
        return;
    }
    for (number, gloss) in alike {
        let block = &article.blocks[number];
        if is_short(block.slice(gloss.text)) && !is_written_out(block.slice(gloss.bold), block.slice(gloss.text)) {
            let mut all = block.glosses.to_vec();
            all.push(gloss);
            mark(&mut article.blocks[number], all);
        }
    }
}

/// Takes the marks of all glosses away: their words are tokens again.
pub fn unmark_glosses(article: &mut Article) {
    for block in article.blocks.iter_mut().filter(|block| !block.glosses.is_empty()) {
        unmark(block);
    }
}

/// The bracket that stands inside a bold span or directly after it, gloss or not: what one key turns into the other.
#[must_use]
pub fn bracket_beside(block: &Block, bold: &Bold) -> Option<Gloss> {
    if matches!(block.kind, BlockKind::Code(_)) {
        return None;
    }
    inside(block, bold).or_else(|| after(block, bold))
}

impl GlossRules<'_> {
    fn said(&self, block: usize, gloss: &Gloss) -> Option<bool> {
        let about = |said: &&GlossOverride| {
            said.block as usize == block && (said.range.overlaps(gloss.whole) || said.range.overlaps(gloss.bold))
        };
        self.overrides.iter().rfind(about).map(|said| said.is_gloss)
    }
}

/// The article's scripts, told from its text once, and only when a bracket asks.
struct Known(Option<Scripts>);

impl Known {
    fn new(rules: &GlossRules<'_>) -> Self {
        Self(Scripts::of_language(rules.language))
    }

    fn of(&mut self, article: &Article) -> Scripts {
        *self.0.get_or_insert_with(|| Scripts::of_article(article))
    }
}

fn has_word(block: &Block, range: ByteRange) -> bool {
    let first = block.tokens.partition_point(|token| token.range.end <= range.start);
    let inside = block.tokens[first..]
        .iter()
        .take_while(|token| token.range.start < range.end);
    inside.into_iter().any(|token| token.kind == TokenKind::Word)
}

const OPENING: [char; 6] = ['(', '（', '[', '【', '〔', '［'];
const CLOSING: [char; 6] = [')', '）', ']', '】', '〕', '］'];

/// `**rebuke（谴责）**`
fn inside(block: &Block, bold: &Bold) -> Option<Gloss> {
    let text = block.slice(bold.range).trim_end();
    let inner = text.strip_suffix(CLOSING)?;
    let open = inner.find(OPENING).filter(|&open| open > 0)?;
    let bracket = inner[open..].chars().next()?;
    let content = &inner[open + bracket.len_utf8()..];
    let word = text[..open].trim_end();
    let is_one = bracket_length(&text[open + bracket.len_utf8()..]) == Some(content.len());
    if !is_one || !word.contains(char::is_alphabetic) {
        return None;
    }
    let start = bold.range.start;
    gloss(
        block,
        (start, word.len()),
        (start, text.len()),
        start + offset(open + bracket.len_utf8()),
        content,
    )
}

/// `**rebuke**（谴责）`, `**rebuke** (谴责)`
fn after(block: &Block, bold: &Bold) -> Option<Gloss> {
    let end = word_end(block, bold);
    let rest = block.text.get(end as usize..)?;
    let quoted = rest
        .strip_prefix(['”', '’', '"', '\'', '»', '」', '』'])
        .unwrap_or(rest);
    let blank = quoted.strip_prefix([' ', '\u{a0}', '\u{3000}']).unwrap_or(quoted);
    let bracket = blank.chars().next().filter(|char| OPENING.contains(char))?;
    let content = &blank[bracket.len_utf8()..];
    let length = bracket_length(&content[..content.floor_char_boundary(LONGEST_BRACKET)])?;
    let close = content[length..].chars().next()?;
    let from = end + offset(rest.len() - content.len());
    let whole_start = end + offset(rest.len() - quoted.len());
    let whole = offset(length + close.len_utf8()) + from - whole_start;
    gloss(
        block,
        (bold.range.start, (end - bold.range.start) as usize),
        (whole_start, whole as usize),
        from,
        &content[..length],
    )
}

/// Where a bracket whose content begins a text is closed. Another may stand in it: `(v. 撤离 [正式])`.
fn bracket_length(text: &str) -> Option<usize> {
    let mut is_inner = false;
    for (at, char) in text.char_indices() {
        if CLOSING.contains(&char) {
            if !is_inner {
                return Some(at);
            }
            is_inner = false;
        } else if matches!(char, '\n' | '\t') || OPENING.contains(&char) && is_inner {
            return None;
        } else if OPENING.contains(&char) {
            is_inner = true;
        }
    }
    None
}

/// Puts a bracket together: the word's, the bracket's and the content's places (first byte and length).
fn gloss(block: &Block, word: (u32, usize), whole: (u32, usize), from: u32, content: &str) -> Option<Gloss> {
    let blank = content.len() - content.trim_start().len();
    let start = from + offset(blank);
    let text = ByteRange::new(start, start + offset(content.trim().len()));
    let word = ByteRange::new(word.0, word.0 + offset(word.1));
    let start = if whole.0 < word.end { word.end } else { whole.0 };
    let found = Gloss {
        text,
        whole: ByteRange::new(start, whole.0 + offset(whole.1)),
        bold: word,
    };
    // A bracket with bold of its own is the article's, or another term.
    let other = |bold: &Bold| bold.range.overlaps(text) && !bold.range.overlaps(word);
    let first = block.bolds.partition_point(|bold| bold.range.end <= text.start);
    let near = block.bolds[first..].iter().take(2);
    (!text.is_empty() && !near.into_iter().any(other)).then_some(found)
}

/// `**rebuke** 谴责`: a few words of another script.
fn bare(block: &Block, bold: &Bold, scripts: Scripts) -> Option<Gloss> {
    if matches!(block.kind, BlockKind::Code(_)) {
        return None;
    }
    let end = word_end(block, bold);
    let rest = block.text.get(end as usize..)?;
    let content = rest.strip_prefix([' ', '\u{a0}', '\u{3000}']).unwrap_or(rest);
    // What goes on in the script of the bold word is text, whatever the article is written in.
    let own = block.slice(bold.range).chars().map(Scripts::of);
    let own = own.fold(scripts, Scripts::with);
    let (last, first) = bare::length(content, own);
    let next = content[last..].chars().next();
    let is_list = next.is_none_or(|char| matches!(char, '\n' | '\t'));
    let fits = last > 0
        && content[..last].chars().count() <= LONGEST
        && !next.is_some_and(char::is_alphanumeric)
        // Names in Latin letters stand in texts of every script.
        && (first != Scripts::LATIN || is_list);
    let from = end + offset(rest.len() - content.len());
    let word = (bold.range.start, (end - bold.range.start) as usize);
    let whole = (end, rest.len() - content.len() + last);
    fits.then(|| gloss(block, word, whole, from, &content[..last]))?
}

/// Where the last word of a bold span ends: half-bold words are whole.
fn word_end(block: &Block, bold: &Bold) -> u32 {
    let last = block.tokens.partition_point(|token| token.range.start < bold.range.end);
    let word = last.checked_sub(1).and_then(|index| block.tokens.get(index));
    word.map_or(bold.range.end, |token| token.range.end.max(bold.range.end))
}

/// Whether most letters are of another script than the article's, and they are not too many.
fn is_foreign(text: &str, scripts: Scripts) -> bool {
    let letters = text
        .chars()
        .map(Scripts::of)
        .filter(|script| *script != Scripts::default());
    let foreign = letters.clone().filter(|script| !script.meets(scripts)).count();
    foreign * 2 > letters.count() && text.chars().count() <= LONGEST
}

/// Whether it says only what kind of word it stands beside: `v.`, `adj./n.`
fn is_part_of_speech(text: &str) -> bool {
    const PARTS: [&str; 26] = [
        "a",
        "abbr",
        "ad",
        "adj",
        "adjective",
        "adv",
        "adverb",
        "art",
        "conj",
        "det",
        "int",
        "interj",
        "n",
        "noun",
        "num",
        "phr",
        "phrasal",
        "phrase",
        "pl",
        "prep",
        "pron",
        "v",
        "vb",
        "verb",
        "vi",
        "vt",
    ];
    let mut words = text
        .split(|char: char| !char.is_alphabetic())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| PARTS.contains(&word.to_lowercase().as_str()))
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST_ALIKE.0
        && text.split_whitespace().count() <= LONGEST_ALIKE.1
        && text.contains(char::is_alphabetic)
        && !text.contains(char::is_numeric)
}

/// Whether one is the other written out: `U.N.` and `United Nations`, either way round.
fn is_written_out(word: &str, text: &str) -> bool {
    let capitals = |text: &str| -> String { text.chars().filter(|char| char.is_uppercase()).collect() };
    let is_short = |text: &str| {
        let letters = text.chars().filter(|char| char.is_alphabetic());
        letters.clone().count() > 1 && letters.into_iter().all(char::is_uppercase)
    };
    (is_short(word) || is_short(text)) && capitals(word) == capitals(text)
}

fn mark(block: &mut Block, mut glosses: Vec<Gloss>) {
    if glosses.is_empty() {
        return;
    }
    glosses.sort_by_key(|gloss| gloss.text);
    glosses.dedup_by(|later, earlier| later.whole.overlaps(earlier.whole));
    let mut gone = glosses.iter().peekable();
    let mut tokens = block.tokens.to_vec();
    tokens.retain(|token| {
        while gone.next_if(|gloss| gloss.whole.end <= token.range.start).is_some() {}
        gone.peek().is_none_or(|gloss| !gloss.whole.overlaps(token.range))
    });
    block.tokens = tokens.into();
    block.glosses = glosses.into();
}

/// Gives the words of all glosses back.
fn unmark(block: &mut Block) {
    let mut tokens = block.tokens.to_vec();
    for gloss in std::mem::take(&mut block.glosses) {
        let moved = |token: Token| Token {
            range: ByteRange::new(
                gloss.whole.start + token.range.start,
                gloss.whole.start + token.range.end,
            ),
            ..token
        };
        tokens.extend(tokenize(block.slice(gloss.whole)).into_iter().map(moved));
    }
    tokens.sort_by_key(|token| token.range);
    block.tokens = tokens.into();
}

/// Offsets are 32 bits, as everywhere in a block's text.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;

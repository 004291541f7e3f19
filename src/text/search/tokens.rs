//! The tokens under which a text is found.
//!
//! Each is made of letters, digits, signs outside ASCII and nothing else, so that any index can take them as they are.

use crate::text::{ByteRange, form_key, tokenize, unspaced};

/// What stands in a token for a sign of ASCII that is neither letter nor digit: `don't`, `1.4`.
const INSIDE: char = '·';

/// A token, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchToken {
    /// What it is compared by.
    pub key: String,
    /// Its bytes in the text. Pairs of characters overlap.
    pub range: ByteRange,
}

/// Whether a character is indexed in pairs: Chinese, Japanese, Korean, and scripts that write no spaces.
#[must_use]
pub const fn is_paired(char: char) -> bool {
    matches!(char, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
        || unspaced::is_unspaced(char)
}

/// The tokens of a text, in order. A run of paired characters gives its pairs, and its last character alone: so each
/// character begins one token.
#[must_use]
pub fn search_tokens(text: &str) -> Vec<SearchToken> {
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let paired = is_paired(first);
        let rest = &text[at..];
        let length = rest.find(|char| is_paired(char) != paired).unwrap_or(rest.len());
        let run = &rest[..length];
        if paired {
            pairs(run, at, &mut found);
        } else {
            words(run, at, &mut found);
        }
        at += length;
    }
    found
}

fn pairs(run: &str, start: usize, found: &mut Vec<SearchToken>) {
    let mut chars = run.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let end = chars
            .peek()
            .map_or(at + char.len_utf8(), |(at, next)| at + next.len_utf8());
        found.push(SearchToken {
            key: run[at..end].to_owned(),
            range: range(start + at, start + end),
        });
    }
}

fn words(run: &str, start: usize, found: &mut Vec<SearchToken>) {
    for token in tokenize(run) {
        let word = &run[token.range.usize()];
        let key = key(word);
        if !key.is_empty() {
            let range = range(start + token.range.start as usize, start + token.range.end as usize);
            found.push(SearchToken { key, range });
        }
    }
}

/// The key of one word of a spaced script.
fn key(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let clean = |char: char| match char {
        char if char.is_ascii() && !char.is_ascii_alphanumeric() => INSIDE,
        char => char,
    };
    form_key(word).chars().map(clean).collect()
}

fn range(start: usize, end: usize) -> ByteRange {
    let short = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    ByteRange::new(short(start), short(end))
}

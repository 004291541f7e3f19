//! Words and numbers of running text.
//!
//! The boundaries are those of Unicode (UAX 29) with the corrections that a learner of words needs: a possessive `’s`
//! is not part of its word, the dots of `U.N.` are, two sentences glued together by a copy (`Kyiv.PHOTO`) are two
//! words, and the parts of a hyphenated word are tokens that say they are joined.

use unicode_segmentation::UnicodeSegmentation;

use super::{ByteRange, Token, TokenKind, unspaced};

/// The tokens of a text, in order. What lies in `gaps` (in order, apart from each other) gives none.
pub(super) fn tokens(text: &str, gaps: &[ByteRange]) -> Vec<Token> {
    let mut scan = Scan {
        text,
        tokens: Vec::with_capacity(text.len() / 6 + 1),
    };
    let mut start = 0;
    for gap in gaps {
        scan.stretch(start, gap.start as usize);
        start = gap.end as usize;
    }
    scan.stretch(start, text.len());
    scan.tokens
}

/// The tokens of a text that stands by itself (a quote, a word to look for), in order.
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    tokens(text, &[])
}

struct Scan<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl Scan<'_> {
    /// White space always ends a word, so that the common case, ASCII words, needs no table.
    fn stretch(&mut self, start: usize, end: usize) {
        let bytes = &self.text.as_bytes()[..end];
        let mut at = start;
        while at < end {
            if bytes[at].is_ascii_whitespace() {
                at += 1;
                continue;
            }
            let stop = bytes[at..]
                .iter()
                .position(u8::is_ascii_whitespace)
                .map_or(end, |length| at + length);
            if !self.simple(at, stop) {
                self.segment(at, stop);
            }
            at = stop;
        }
    }

    /// A word of ASCII letters, or digits alone, with punctuation around it at most.
    fn simple(&mut self, start: usize, end: usize) -> bool {
        let chunk = &self.text.as_bytes()[start..end];
        let Some(first) = chunk
            .iter()
            .position(|&byte| !matches!(byte, b'"' | b'(' | b'[' | b'\''))
        else {
            return true;
        };
        let length = chunk[first..]
            .iter()
            .position(|byte| !byte.is_ascii_alphabetic())
            .unwrap_or(chunk.len() - first);
        let is_tail = |byte: &u8| {
            matches!(
                byte,
                b',' | b'.' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'"' | b'\''
            )
        };
        if length == 0 || !chunk[first + length..].iter().all(is_tail) {
            return false;
        }
        self.push(start + first, start + first + length, TokenKind::Word);
        true
    }

    fn segment(&mut self, start: usize, end: usize) {
        let text = self.text;
        if text[start..end].is_ascii() {
            return self.spaced(start, end);
        }
        for run in unspaced::runs(&text[start..end]) {
            let (from, to) = (start + run.range.start, start + run.range.end);
            if !run.unspaced {
                self.spaced(from, to);
                continue;
            }
            for (word, is_number) in unspaced::words(&text[from..to]) {
                let kind = if is_number { TokenKind::Number } else { TokenKind::Word };
                self.push(from + word.start as usize, from + word.end as usize, kind);
            }
        }
    }

    /// Words of scripts that write spaces or other signs between them.
    fn spaced(&mut self, start: usize, end: usize) {
        let text = self.text;
        let chunk = &text[start..end];
        for (at, word) in chunk.unicode_word_indices() {
            let from = start + at;
            if is_possessive(&text[..from], word)
                && self
                    .tokens
                    .last()
                    .is_some_and(|last| ends_at_apostrophe(text, *last, from))
            {
                continue;
            }
            let word = without_possessive(word);
            if let Some(end) = abbreviation(text, from, word) {
                self.push(from, end, TokenKind::Word);
            } else {
                self.parts(from, word);
            }
        }
    }

    /// Splits at the marks that Unicode lets stand inside a word but that a reader takes for its end.
    fn parts(&mut self, from: usize, word: &str) {
        let mut start = 0;
        let mut before = '\0';
        for (at, char) in word.char_indices() {
            let splits = match char {
                ':' | ';' | '_' | '\u{ff1a}' => true,
                '.' => !before.is_numeric(),
                _ => false,
            };
            if splits {
                self.part(from + start, &word[start..at]);
                start = at + char.len_utf8();
            }
            before = char;
        }
        self.part(from + start, &word[start..]);
    }

    fn part(&mut self, from: usize, part: &str) {
        let Some(first) = part.chars().next() else { return };
        let kind = if first.is_numeric() && !is_word_with_digits(part) {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        self.push(from, from + part.len(), kind);
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        let range = ByteRange::new(offset(start), offset(end));
        let joined = self.tokens.last().is_some_and(|last| {
            let between = &self.text[last.range.end as usize..start];
            matches!(between, "-" | "\u{2010}" | "\u{2011}")
                && (last.kind, kind) != (TokenKind::Number, TokenKind::Number)
        });
        self.tokens.push(Token { range, kind, joined });
    }
}

/// `5G`, `3D`: a word that begins with a digit; `4th`, `1990s`, `10pm` and `5km` are numbers, read out as such.
fn is_word_with_digits(part: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "am", "b", "bn", "c", "cm", "f", "ft", "h", "in", "k", "kg", "km", "m", "mm", "mph", "nd", "p", "pm", "rd",
        "s", "st", "th",
    ];
    let letters = part.trim_start_matches(|char: char| !char.is_alphabetic());
    !letters.is_empty() && !ENDINGS.contains(&letters.to_lowercase().as_str())
}

/// `s` behind an apostrophe that stands alone: `U.N.’s`, `1990’s`.
fn is_possessive(before: &str, word: &str) -> bool {
    matches!(word, "s" | "S") && before.ends_with(APOSTROPHES)
}

fn ends_at_apostrophe(text: &str, last: Token, from: usize) -> bool {
    let between = &text[last.range.end as usize..from];
    between.chars().count() == 1
}

fn without_possessive(word: &str) -> &str {
    let stem = word
        .strip_suffix(['s', 'S'])
        .and_then(|rest| rest.strip_suffix(APOSTROPHES));
    stem.filter(|stem| !stem.is_empty() && !has_contraction(stem))
        .unwrap_or(word)
}

/// Whether `'s` behind a word, in whatever case, is `is`, `has` or `us`: it owns nothing, `it's` is a word like `don't`.
pub(super) fn has_contraction(word: &str) -> bool {
    const WORDS: [&str; 15] = [
        "he", "here", "how", "it", "let", "she", "so", "that", "there", "this", "what", "when", "where", "who", "why",
    ];
    WORDS.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}

const APOSTROPHES: [char; 3] = ['\'', '’', '\u{ff07}'];

/// The end of an abbreviation with inner dots (`U.N.`, `a.m.`, `Ph.D.`), its last dot included.
fn abbreviation(text: &str, from: usize, word: &str) -> Option<usize> {
    if !word.contains('.') {
        return None;
    }
    let mut single = false;
    for part in word.split('.') {
        let letters = part.chars().take(3).count();
        if !(1..=2).contains(&letters) || !part.chars().all(char::is_alphabetic) {
            return None;
        }
        single |= letters == 1;
    }
    let end = from + word.len();
    single.then_some(if text[end..].starts_with('.') { end + 1 } else { end })
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let show = |token: &Token| {
            let word = &text[token.range.usize()];
            let number = if token.kind == TokenKind::Number { "#" } else { "" };
            let joined = if token.joined { "-" } else { "" };
            format!("{joined}{number}{word}")
        };
        tokens(text, &[]).iter().map(show).collect()
    }

    #[test]
    fn possessives_stay_outside() {
        assert_eq!(
            words("Ukraine’s army, Russia's plan; KYIV’S"),
            ["Ukraine", "army", "Russia", "plan", "KYIV"]
        );
        assert_eq!(words("the soldiers’ camp"), ["the", "soldiers", "camp"]);
        assert_eq!(
            words("the U.N.’s and the 1990’s"),
            ["the", "U.N.", "and", "the", "#1990"]
        );
    }

    #[test]
    fn contractions_are_one_word() {
        assert_eq!(
            words("They don’t; we can't, o’clock"),
            ["They", "don’t", "we", "can't", "o’clock"]
        );
        assert_eq!(
            words("It’s late; let's see what’s THAT'S why’s (who’s)"),
            ["It’s", "late", "let's", "see", "what’s", "THAT'S", "why’s", "who’s"]
        );
        // What owns stays outside.
        assert_eq!(
            words("one’s own, nobody’s mill, its, a unit’s"),
            ["one", "own", "nobody", "mill", "its", "a", "unit"]
        );
    }

    #[test]
    fn hyphens_join() {
        assert_eq!(
            words("rocket-propelled well-known"),
            ["rocket", "-propelled", "well", "-known"]
        );
        assert_eq!(
            words("voted 141-5 -- MiG-29 U.S.-backed"),
            ["voted", "#141", "#5", "MiG", "-#29", "U.S.", "-backed"]
        );
        assert_eq!(words("wait- what -ever no--yes"), ["wait", "what", "ever", "no", "yes"]);
    }

    #[test]
    fn dots_of_abbreviations_belong_and_glued_sentences_are_split() {
        assert_eq!(
            words("The U.N. said, at 5 p.m. (Ph.D.)"),
            ["The", "U.N.", "said", "at", "#5", "p.m.", "Ph.D."]
        );
        assert_eq!(
            words("of Kyiv.PHOTO: A. Smith.The end."),
            ["of", "Kyiv", "PHOTO", "A", "Smith", "The", "end"]
        );
    }

    #[test]
    fn numbers_keep_what_belongs_to_them() {
        assert_eq!(
            words("2,870 or 1.4 million, 50%, 4th TB2"),
            ["#2,870", "or", "#1.4", "million", "#50", "#4th", "TB2"]
        );
    }

    #[test]
    fn a_number_with_letters_is_a_word() {
        assert_eq!(
            words("5G and 3D (4chan) in the 1990s, 21st, 10PM 5km ５Ｇ"),
            [
                "5G", "and", "3D", "4chan", "in", "the", "#1990s", "#21st", "#10PM", "#5km", "５Ｇ"
            ]
        );
    }

    #[test]
    fn dashes_without_spaces_separate() {
        assert_eq!(
            words("UKRAINE—Russian forces…now"),
            ["UKRAINE", "Russian", "forces", "now"]
        );
    }

    #[test]
    fn marks_and_soft_hyphens_stay_inside() {
        assert_eq!(words("cafe\u{301} in\u{ad}fra"), ["cafe\u{301}", "in\u{ad}fra"]);
    }

    #[test]
    fn gaps_give_nothing_and_end_a_word() {
        let found = tokens("word1 and more", &[ByteRange::new(4, 5)]);
        assert_eq!(
            found
                .iter()
                .map(|token| &"word1 and more"[token.range.usize()])
                .collect::<Vec<_>>(),
            ["word", "and", "more"]
        );
    }

    #[test]
    fn the_short_way_and_the_long_way_agree() {
        for text in [
            "(word)",
            "\"Hello,\"",
            "it's",
            "a.b",
            "[x]",
            "'tis",
            "end.",
            "x'y'z",
            "3d",
            "a_b",
            "e-mail:",
            "('')",
        ] {
            let mut long = Scan {
                text,
                tokens: Vec::new(),
            };
            long.segment(0, text.len());
            assert_eq!(tokens(text, &[]), long.tokens, "{text}");
        }
    }

    #[test]
    fn chinese_words_and_hangul() {
        assert_eq!(words("谴责，한국어 test"), ["谴责", "한국어", "test"]);
    }
}

//! Text as it is compared: in one case, with straight quotes, accents in one piece, and nothing that cannot be seen.
//!
//! Nearly all text is folded byte for byte. Where it is not, the stretch is noted (a [`Seam`]), so that the way back to
//! the text's own bytes is a search among few.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::text::ByteRange;

/// A stretch that was folded as one, into another number of bytes or characters.
#[derive(Clone, Debug)]
struct Seam {
    folded: Range<usize>,
    text: Range<usize>,
}

/// A folded text, and the way back. To be used again for the next one.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub text: String,
    seams: Vec<Seam>,
}

impl Folded {
    /// Folds a text. A tab between the cells of a table is no blank: nothing is found across it.
    pub fn fold(&mut self, text: &str, match_case: bool, in_cells: bool) {
        self.text.clear();
        self.seams.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let plain = bytes[at..].iter().position(|byte| !matches!(byte, b' '..=b'~'));
            let stop = plain.map_or(bytes.len(), |length| at + length);
            let before = self.text.len();
            self.text.push_str(&text[at..stop]);
            if !match_case {
                self.text[before..].make_ascii_lowercase();
            }
            let stop = stop + self.letters(&text[stop..], match_case);
            let Some(char) = text[stop..].chars().next() else { break };
            at = match char {
                '\t' if in_cells => {
                    self.text.push('\t');
                    stop + 1
                }
                '\n' | '\t' | '\r' => {
                    self.text.push(' ');
                    stop + 1
                }
                ' '..='~' => stop,
                char if combines(char) => self.cluster(text, stop, match_case),
                char => {
                    self.char(char, stop, match_case);
                    stop + char.len_utf8()
                }
            };
        }
    }

    /// Folds letters of other alphabets and what stands between them; returns how many bytes they are. No mark can make
    /// one letter of them and what stands before them, and both cases have as many bytes.
    fn letters(&mut self, text: &str, match_case: bool) -> usize {
        if text.bytes().next().is_none_or(|byte| byte.is_ascii()) {
            return 0;
        }
        let mut same = 0;
        for (at, char) in text.char_indices() {
            let folded = match char {
                'А'..='џ' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'α'..='ρ' | 'σ'..='ω' | 'A'..='Z' | 'Ѐ'..='Џ' => {
                    in_lower_case(char).filter(|_| !match_case)
                }
                // Chinese, Japanese and Korean have no cases.
                ' '..='@'
                | '['..='~'
                | '\u{3041}'..='\u{3096}'
                | '\u{30a1}'..='\u{30fa}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{ac00}'..='\u{d7a3}'
                | '。'
                | '，'
                | '、'
                | '「'
                | '」' => continue,
                _ => {
                    self.text.push_str(&text[same..at]);
                    return at;
                }
            };
            if let Some(folded) = folded {
                self.text.push_str(&text[same..at]);
                self.text.push(folded);
                same = at + folded.len_utf8();
            }
        }
        self.text.push_str(&text[same..]);
        text.len()
    }

    /// Folds one character that stands at a byte of the text.
    fn char(&mut self, char: char, at: usize, match_case: bool) {
        let start = self.text.len();
        push(&mut self.text, char, match_case);
        let folded = start..self.text.len();
        let as_one = folded.len() != char.len_utf8();
        if as_one || self.text[folded.clone()].chars().nth(1).is_some() {
            let text = at..at + char.len_utf8();
            self.seams.push(Seam { folded, text });
        }
    }

    /// Folds a character together with the marks on it, of which the first stands at byte `mark`. Returns where the
    /// marks end. The character was folded already: that is taken back.
    fn cluster(&mut self, text: &str, mark: usize, match_case: bool) -> usize {
        let (mut start, mut end) = (mark, mark);
        while let Some(before) = text[..start].chars().next_back() {
            start -= before.len_utf8();
            if !combines(before) {
                break;
            }
        }
        end += text[mark..]
            .chars()
            .take_while(|char| combines(*char))
            .map(char::len_utf8)
            .sum::<usize>();
        let mut done = mark;
        while let Some(seam) = self.seams.pop_if(|seam| seam.text.end > start) {
            self.text.truncate(seam.folded.start);
            done = seam.text.start;
        }
        self.text
            .truncate(self.text.len() - done.saturating_sub(start).min(self.text.len()));
        let start = start.min(done);
        let folded = self.text.len();
        for char in text[start..end].nfc() {
            push(&mut self.text, char, match_case);
        }
        self.seams.push(Seam {
            folded: folded..self.text.len(),
            text: start..end,
        });
        end
    }

    /// The text's own range for a range of the folded text; `None` where it would cut what was folded as one.
    pub fn range(&self, folded: Range<usize>) -> Option<ByteRange> {
        let start = self.place(folded.start, true)?;
        let end = self.place(folded.end, false)?;
        let byte = |at: usize| u32::try_from(at).ok();
        Some(ByteRange::new(byte(start)?, byte(end)?))
    }

    /// What was dropped lies before a range that starts there, and behind one that ends there.
    fn place(&self, at: usize, starts: bool) -> Option<usize> {
        let before =
            |seam: &Seam| seam.folded.end < at || (seam.folded.end == at && (starts || seam.folded.start < at));
        let passed = self.seams.partition_point(before);
        let cut = |seam: &Seam| seam.folded.start < at && at < seam.folded.end;
        if self.seams.get(passed).is_some_and(cut) {
            return None;
        }
        let last = passed.checked_sub(1).and_then(|last| self.seams.get(last));
        Some(last.map_or(at, |seam| seam.text.end + (at - seam.folded.end)))
    }
}

/// Whether a character may become one with what stands before it.
fn combines(char: char) -> bool {
    char >= '\u{300}'
        && (canonical_combining_class(char) != 0 || is_nfc_quick(std::iter::once(char)) != IsNormalized::Yes)
}

/// The lower case of a capital among letters whose cases have as many bytes.
const fn in_lower_case(char: char) -> Option<char> {
    match char {
        'A'..='Z' | 'А'..='Я' | 'Α'..='Ρ' | 'Σ'..='Ω' => char::from_u32(char as u32 + 32),
        'Ѐ'..='Џ' => char::from_u32(char as u32 + 80),
        _ => None,
    }
}

/// Adds a character, folded.
fn push(out: &mut String, char: char, match_case: bool) {
    match char {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' => out.push('\''),
        '“' | '”' | '„' | '‟' | '″' => out.push('"'),
        '\u{2010}' | '\u{2011}' => out.push('-'),
        '…' => out.push_str("..."),
        // What cannot be seen.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
        char if char.is_whitespace() => out.push(' '),
        char if match_case => out.push(char),
        // Forms of one letter that are not told apart.
        'ς' => out.push('σ'),
        'ſ' => out.push('s'),
        'ß' | 'ẞ' => out.push_str("ss"),
        char if char.is_ascii() => out.push(char.to_ascii_lowercase()),
        char => out.extend(char.to_lowercase()),
    }
}

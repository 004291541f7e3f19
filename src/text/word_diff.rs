//! What changed between two texts, word by word: the longest common sequence of their words, signs and blanks.
//!
//! Of Chinese, Japanese and Korean every character is a word. Texts that differ in more than a table of some millions of
//! pairs can hold are told apart as a whole between their common beginning and end.

/// So many pairs of words are compared at most; the table takes two bytes for each.
const MOST_PAIRS: usize = 4_000_000;

/// What a part of two texts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffKind {
    /// In both.
    Same,
    /// Only in the old one.
    Removed,
    /// Only in the new one.
    Added,
}

/// The parts of both texts, in order: without those that were added it is the old one, without those that were removed
/// the new one.
#[must_use]
pub fn word_diff<'a>(old: &'a str, new: &'a str) -> Vec<(DiffKind, &'a str)> {
    let (before, after) = (words(old), words(new));
    let head = before
        .iter()
        .zip(&after)
        .take_while(|(one, other)| one == other)
        .count();
    let rest = (before.len() - head).min(after.len() - head);
    let ends = before.iter().rev().zip(after.iter().rev());
    let tail = ends.take(rest).take_while(|(one, other)| one == other).count();
    let (old_middle, new_middle) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    let mut parts = Parts::default();
    parts.all(DiffKind::Same, old, &before[..head]);
    if old_middle.len().saturating_mul(new_middle.len()) > MOST_PAIRS {
        parts.all(DiffKind::Removed, old, old_middle);
        parts.all(DiffKind::Added, new, new_middle);
    } else {
        middle(&mut parts, (old, old_middle), (new, new_middle));
    }
    parts.all(DiffKind::Same, old, &before[before.len() - tail..]);
    parts.parts
}

fn middle<'a>(parts: &mut Parts<'a>, (old, before): (&'a str, &[&'a str]), (new, after): (&'a str, &[&'a str])) {
    let width = after.len() + 1;
    // Length of the longest common sequence of what is left from each pair on. Two bytes hold it: both sides are
    // shorter than the table, and a sequence is no longer than the shorter of them.
    let mut common = vec![0u16; (before.len() + 1) * width];
    for (row, word) in before.iter().enumerate().rev() {
        for (column, other) in after.iter().enumerate().rev() {
            common[row * width + column] = if word == other {
                common[(row + 1) * width + column + 1].saturating_add(1)
            } else {
                common[(row + 1) * width + column].max(common[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < before.len() || column < after.len() {
        let both = row < before.len() && column < after.len();
        if both && before[row] == after[column] {
            parts.all(DiffKind::Same, old, &before[row..=row]);
            (row, column) = (row + 1, column + 1);
        } else if column >= after.len()
            || (both && common[(row + 1) * width + column] >= common[row * width + column + 1])
        {
            parts.all(DiffKind::Removed, old, &before[row..=row]);
            row += 1;
        } else {
            parts.all(DiffKind::Added, new, &after[column..=column]);
            column += 1;
        }
    }
}

#[derive(Default)]
struct Parts<'a> {
    parts: Vec<(DiffKind, &'a str)>,
}

impl<'a> Parts<'a> {
    /// Adds neighbouring words of a text, joined to the part before where that is of the same kind.
    fn all(&mut self, kind: DiffKind, text: &'a str, words: &[&'a str]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let (start, end) = (place(first), place(last) + last.len());
        if let Some((before, part)) = self.parts.last_mut().filter(|(before, _)| *before == kind) {
            let begin = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
            // Of the same text, and next to it.
            if begin.wrapping_add(part.len()) == start && *before == kind {
                *part = &text[begin..end];
                return;
            }
        }
        self.parts.push((kind, &text[start..end]));
    }
}

/// Signs of scripts that are written without blanks.
const fn is_ideographic(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Words, single signs, and runs of blanks; together they are the text.
fn words(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Word,
        Blank,
        Single,
    }
    let class = |char: char| {
        if is_ideographic(char) {
            Class::Single
        } else if char.is_alphanumeric() || char == '\'' || char == '’' {
            Class::Word
        } else if char.is_whitespace() {
            Class::Blank
        } else {
            Class::Single
        }
    };
    let mut words = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, char) in text.char_indices() {
        let class = class(char);
        if before.is_some_and(|before| before != class || class == Class::Single) {
            words.push(&text[start..at]);
            start = at;
        }
        before = Some(class);
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let parts = word_diff(old, new).into_iter().map(|(kind, text)| match kind {
            DiffKind::Same => text.to_owned(),
            DiffKind::Removed => format!("[-{text}-]"),
            DiffKind::Added => format!("[+{text}+]"),
        });
        parts.collect()
    }

    #[test]
    fn what_changed_is_told_by_words() {
        assert_eq!(
            shown("a strip of land", "a long strip of land"),
            "a [+long +]strip of land"
        );
        assert_eq!(shown("a strip", ""), "[-a strip-]");
        assert_eq!(shown("", "a strip"), "[+a strip+]");
        assert_eq!(shown("the same", "the same"), "the same");
        assert_eq!(shown("猛击；打击", "猛烈打击"), "猛[-击；-][+烈+]打击");
        assert_eq!(shown("to hit", "to beat"), "to [-hit-][+beat+]");
    }

    #[test]
    fn texts_too_long_to_be_compared_are_told_apart_in_the_middle() {
        let long = |word: &str| format!("start {}end", format!("{word} ").repeat(3_000));
        let parts = shown(&long("old"), &long("new"));
        assert!(
            parts.starts_with("start [-old old") && parts.ends_with("+] end"),
            "{}",
            &parts[..60]
        );
    }

    proptest! {
        #[test]
        fn both_texts_are_in_it(old in "[ab 打，\n]{0,30}", new in "[ab 打，\n]{0,30}") {
            let parts = word_diff(&old, &new);
            let of = |kind| -> String {
                parts.iter().filter(|(other, _)| *other != kind).map(|(_, text)| *text).collect()
            };
            prop_assert_eq!(&of(DiffKind::Added), &old);
            prop_assert_eq!(&of(DiffKind::Removed), &new);
        }
    }
}

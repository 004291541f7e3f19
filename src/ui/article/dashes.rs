//! Where a line may break after a dash: the few rules of Unicode's line breaking (UAX 14) that egui lacks and that
//! English needs, for em-dashes set without spaces and for hyphenated words.

/// Whether a line may break between `text[..after]`, which ends in the dash at `at`, and the rest (bytes).
pub(super) fn may_break_after(text: &str, at: usize, after: usize) -> bool {
    let (Some(head), Some(dash), Some(tail)) = (text.get(..at), text.get(at..after), text.get(after..)) else {
        return false;
    };
    let mut before = head.chars().rev();
    let mut behind = tail.chars();
    let (Some(left), Some(right)) = (before.next(), behind.next()) else {
        return false;
    };
    match dash {
        "—" => {
            !left.is_whitespace() && (right.is_alphanumeric() || matches!(right, '“' | '‘' | '"' | '\'' | '(' | '['))
        }
        "–" => left.is_alphabetic() && right.is_alphabetic(),
        // Not after a single letter: neither `e-mail` nor `X-ray` gains from it.
        "-" | "‐" => {
            left.is_alphabetic()
                && right.is_alphabetic()
                && before.next().is_some_and(char::is_alphabetic)
                && behind.next().is_some_and(char::is_alphabetic)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> String {
        let mut shown = String::new();
        for (at, char) in text.char_indices() {
            shown.push(char);
            let dash = matches!(char, '-' | '‐' | '–' | '—');
            if dash && may_break_after(text, at, at + char.len_utf8()) {
                shown.push('|');
            }
        }
        shown
    }

    #[test]
    fn lines_break_after_dashes_between_words_only() {
        for (text, expected) in [
            ("the end—and then", "the end—|and then"),
            ("“Go!”—“No”", "“Go!”—|“No”"),
            ("—And then", "—And then"),
            ("wait—”", "wait—”"),
            ("a — b", "a — b"),
            ("hand-written", "hand-|written"),
            ("e-mail, X-ray, 10-12, -5", "e-mail, X-ray, 10-12, -5"),
            ("2014–2018, Paris–Nice", "2014–2018, Paris–|Nice"),
            ("up-", "up-"),
        ] {
            assert_eq!(broken(text), expected);
        }
    }
}

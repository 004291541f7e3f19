//! A note where it is only mentioned: its words without the marks of its Markdown.
//!
//! It is no reading of Markdown: a mark that belongs to nothing may go as well, but never a letter or a digit, besides
//! the name in `[[name|words]]`, in whose place the words are shown. A lone sign between spaces is arithmetic and stays.

/// A note without emphasis, code marks, link brackets, and the marks that begin headings, quotes and lists. Lines and
/// tags stay.
#[must_use]
pub fn plain_note(markdown: &str) -> String {
    let lines: Vec<_> = markdown.lines().map(|line| inline(without_opening(line))).collect();
    lines.join("\n")
}

/// A line without what makes it a heading, a quote or an item of a list.
fn without_opening(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let mark = match rest.chars().next() {
            Some('#') if hashes <= 6 => hashes,
            Some('-' | '*' | '+' | '>') => 1,
            _ => return rest,
        };
        // A tag and an emphasis have no space there.
        let after = &rest[mark..];
        if !after.starts_with(char::is_whitespace) && !rest.starts_with("> ") {
            return rest;
        }
        rest = after.trim_start();
    }
}

fn inline(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut before = None;
    let mut at = 0;
    while let Some(char) = line[at..].chars().next() {
        let rest = &line[at..];
        if let Some((shown, length)) = link(rest) {
            plain.push_str(&inline(shown));
            at += length;
            before = Some(']');
            continue;
        }
        let run = rest.len() - rest.trim_start_matches(char).len();
        let after = rest[run..].chars().next();
        let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
        let is_space = |char: Option<char>| char.is_none_or(char::is_whitespace);
        let is_mark = match char {
            '`' => true,
            '*' => !(is_space(before) && is_space(after)),
            '_' => !(is_space(before) && is_space(after) || is_word(before) && is_word(after)),
            _ => false,
        };
        let length = if matches!(char, '`' | '*' | '_') {
            run
        } else {
            char.len_utf8()
        };
        if !is_mark {
            plain.push_str(&rest[..length]);
        }
        before = Some(char);
        at += length;
    }
    plain
}

/// What is shown of the `[[…]]` at the beginning of a text, and its length (bytes).
fn link(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix("[[")?;
    let inside = &inside[..inside.find("]]")?];
    let shown = inside.split_once('|').map_or(inside, |(_, shown)| shown);
    (!shown.trim().is_empty() && !inside.contains('[')).then_some((shown, inside.len() + 4))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (markdown, plain) in [
            ("**towns** [[stall]] #verbs", "towns stall #verbs"),
            ("# A heading\n- one *item*\n> said `so`", "A heading\none item\nsaid so"),
            ("see [[A Glacier|that _one_]]", "see that one"),
            (
                "2 * 3 = 6, snake_case, C# and a - b",
                "2 * 3 = 6, snake_case, C# and a - b",
            ),
            ("__打击__：一片", "打击：一片"),
            ("[[open and [x]", "[[open and [x]"),
            ("#tag first", "#tag first"),
        ] {
            assert_eq!(plain_note(markdown), plain);
        }
    }

    proptest! {
        #[test]
        fn nothing_but_marks_is_taken_from_any_text(text in "[*_`#>\\-+ \\[\\]a1打é\n]{0,60}") {
            let is_kept = |char: &char| !"*_`#>-+[] \n".contains(*char);
            let plain = plain_note(&text);
            prop_assert_eq!(plain.chars().filter(is_kept).collect::<String>(), text.chars().filter(is_kept).collect::<String>());
            // And nothing is put in.
            let mut source = text.chars();
            prop_assert!(plain.chars().all(|char| source.any(|other| other == char)), "{:?}", plain);
        }

        #[test]
        fn any_text_whatever_has_a_plain_form(text in any::<String>()) {
            prop_assert!(plain_note(&text).len() <= text.len());
        }
    }
}

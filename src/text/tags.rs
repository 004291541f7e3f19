//! Tags in a note: `#grammar`, as Obsidian and others understand them.
//!
//! A tag stands at the beginning of a word, is made of letters, digits, `-`, `_` and `/`, and is no number: `#1` is the
//! first of something and not a tag. In code there are none, and a heading has a space behind its `#`.

use std::ops::Range;

/// What may stand directly before a tag, besides white space and the beginning of a line.
const OPENERS: &str = "([{\"'“‘（【，。；、,;:：";

/// Bytes of the tags in a note's Markdown, in order, each with its `#`.
#[must_use]
pub fn tags(markdown: &str) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    let mut fence = None;
    let mut start = 0;
    for line in markdown.split_inclusive('\n') {
        let begins = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| begins.starts_with(mark));
        if mark.is_some() && (fence.is_none() || fence == mark) {
            fence = if fence.is_none() { mark } else { None };
        } else if fence.is_none() {
            tags_of_line(line, start, &mut tags);
        }
        start += line.len();
    }
    tags
}

/// Key of a tag: without its `#`, lower case.
#[must_use]
pub fn tag_key(tag: &str) -> String {
    tag.trim_start_matches('#').to_lowercase()
}

/// The tags that a tag lies under, and the tag itself, the widest first: `exam`, `exam/2026`.
pub fn tags_above(tag: &str) -> impl Iterator<Item = &str> {
    let borders = tag.match_indices('/').map(|(at, _)| at);
    borders.chain(std::iter::once(tag.len())).map(|end| &tag[..end])
}

fn tags_of_line(line: &str, start: usize, tags: &mut Vec<Range<usize>>) {
    let mut at = 0;
    let mut before = None;
    while let Some(char) = line[at..].chars().next() {
        let opens = before.is_none_or(|before: char| before.is_whitespace() || OPENERS.contains(before));
        let length = match char {
            '`' => code_span(&line[at..]),
            '#' if opens => tag(&line[at..]).map_or(1, |length| {
                tags.push(start + at..start + at + length);
                length
            }),
            other => other.len_utf8(),
        };
        at += length;
        before = line[..at].chars().next_back();
    }
}

/// Length of the code that a backtick opens, or of the backticks where nothing closes them (bytes).
fn code_span(rest: &str) -> usize {
    let inside = rest.trim_start_matches('`');
    let ticks = rest.len() - inside.len();
    inside
        .find(&rest[..ticks])
        .map_or(ticks, |length| ticks + length + ticks)
}

/// Length of the tag at the beginning of a text (bytes).
fn tag(rest: &str) -> Option<usize> {
    let body = &rest[1..];
    let length = body
        .find(|char: char| !(char.is_alphanumeric() || "-_/".contains(char)))
        .unwrap_or(body.len());
    let body = body[..length].trim_end_matches(['-', '_', '/']);
    body.contains(char::is_alphabetic).then_some(1 + body.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(markdown: &str) -> Vec<&str> {
        tags(markdown).into_iter().map(|range| &markdown[range]).collect()
    }

    #[test]
    fn a_tag_begins_a_word_and_is_no_number() {
        assert_eq!(found("Don’t mix up. #verbs"), ["#verbs"]);
        assert_eq!(found("#exam/2026 and (#语法), #1 is none"), ["#exam/2026", "#语法"]);
        assert_eq!(found("a#b C# #- # heading ##two"), Vec::<&str>::new());
        assert_eq!(found("打击。#动词，#名词"), ["#动词", "#名词"]);
        assert_eq!(found("#end."), ["#end"]);
    }

    #[test]
    fn a_tag_lies_under_others() {
        assert_eq!(
            tags_above("exam/2026/May").collect::<Vec<_>>(),
            ["exam", "exam/2026", "exam/2026/May"]
        );
        assert_eq!(tags_above("exam").collect::<Vec<_>>(), ["exam"]);
    }

    #[test]
    fn code_holds_no_tags() {
        assert_eq!(found("`#no` #yes ``#no ` #no`` #yes"), ["#yes", "#yes"]);
        assert_eq!(found("```\n#no\n~~~\n#no\n```\n#yes"), ["#yes"]);
        assert_eq!(found("a ` tick, #yes"), ["#yes"]);
    }

    proptest! {
        #[test]
        fn any_text_has_tags_on_character_borders_and_in_order(text in "[#`~a1 -/打（\n]{0,40}") {
            let mut last = 0;
            for range in tags(&text) {
                prop_assert!(range.start >= last && text[range.clone()].starts_with('#'));
                last = range.end;
            }
        }
    }
}

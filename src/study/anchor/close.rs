//! The close match: a passage whose own words were edited.
//!
//! The threshold: one side (up to 32 characters) stands there exactly, the passage begins or ends where that side says,
//! and at most one word in five of the quote was put in, taken out or replaced, counted as Levenshtein counts letters.
//! Commas, spaces and paragraphs count for nothing. So a quote of fewer than five words must keep all of its words, and
//! a single word is never taken for a similar one. Where two places fit, neither is taken.

use super::Anchor;
use super::flat::FlatText;
use crate::text::{Article, Passage, form_key, tokenize};

/// One word in so many may differ.
const ONE_IN: usize = 5;
/// A quote of more words is not compared word by word.
const LONGEST: usize = 2_000;
/// So many bytes and pairs of words are compared at most, where sides stand in more than one place.
const MOST_WORK: usize = 16 << 20;

/// A word of a stretch: its key, and where it stands there (bytes).
struct Word {
    key: String,
    start: usize,
    end: usize,
}

fn words(stretch: &str) -> Vec<Word> {
    let word = |range: std::ops::Range<usize>| Word {
        key: form_key(&stretch[range.clone()]),
        start: range.start,
        end: range.end,
    };
    tokenize(stretch)
        .into_iter()
        .map(|token| word(token.range.usize()))
        .collect()
}

/// A stretch of the flat text that may be the passage.
struct Found {
    start: usize,
    end: usize,
    edits: usize,
    both_sides: bool,
}

/// The one place that is close enough to an anchor.
pub(super) fn find(article: &Article, text: &FlatText<'_>, anchor: &Anchor) -> Option<Passage> {
    let quote = words(&anchor.quote);
    if quote.is_empty() || quote.len() > LONGEST {
        return None;
    }
    let keys: Vec<&str> = quote.iter().map(|word| word.key.as_str()).collect();
    let backwards: Vec<&str> = keys.iter().rev().copied().collect();
    let lead = &anchor.quote[..quote[0].start];
    let trail = &anchor.quote[quote[quote.len() - 1].end..];
    let mut found: Vec<Found> = Vec::new();
    let (ends, starts) = (ends_of(text, &anchor.before), starts_of(text, &anchor.after));
    // What stands on its sides stands everywhere: it singles nothing out, and comparing would take minutes.
    let work = reach(anchor) + quote.len() * quote.len();
    if (ends.len() + starts.len()).saturating_sub(2).saturating_mul(work) > MOST_WORK {
        return None;
    }
    for at in ends {
        let window = window_after(text, at, anchor);
        let there = words(window);
        if let Some((count, edits)) = nearest(&keys, &there.iter().map(|word| &*word.key).collect::<Vec<_>>()) {
            let end = at + there[count - 1].end;
            let end = end + common_start(&text.text[end..], trail);
            let both_sides = text.has_after(end, &anchor.after);
            found.push(Found {
                start: at,
                end,
                edits,
                both_sides,
            });
        }
    }
    for at in starts {
        let window = window_before(text, at, anchor);
        let begin = at - window.len();
        let mut there = words(window);
        there.reverse();
        if let Some((count, edits)) = nearest(&backwards, &there.iter().map(|word| &*word.key).collect::<Vec<_>>()) {
            let start = begin + there[count - 1].start;
            let start = start - common_end(&text.text[..start], lead);
            let both_sides = text.has_before(start, &anchor.before);
            found.push(Found {
                start,
                end: at,
                edits,
                both_sides,
            });
        }
    }
    let best = found.iter().min_by_key(|found| (!found.both_sides, found.edits))?;
    // The same words, seen from their other side, are no second place.
    let elsewhere = |other: &Found| other.end <= best.start || best.end <= other.start;
    if found
        .iter()
        .any(|other| elsewhere(other) && other.both_sides == best.both_sides)
    {
        return None;
    }
    let stretch = &text.text[best.start..best.end];
    let trimmed = best.start + (stretch.len() - stretch.trim_start().len())..best.start + stretch.trim_end().len();
    text.passage(article, trimmed)
}

/// Where a side that stands before the passage ends.
fn ends_of(text: &FlatText<'_>, side: &str) -> Vec<usize> {
    if side.is_empty() {
        return vec![0];
    }
    let ends = text.text.match_indices(side).map(|(at, _)| at + side.len());
    ends.filter(|&end| text.has_before(end, side)).collect()
}

/// Where a side that stands behind the passage begins.
fn starts_of(text: &FlatText<'_>, side: &str) -> Vec<usize> {
    if side.is_empty() {
        return vec![text.text.len()];
    }
    let starts = text.text.match_indices(side).map(|(at, _)| at);
    starts.filter(|&start| text.has_after(start, side)).collect()
}

/// So much text (bytes) is looked at for a quote.
fn reach(anchor: &Anchor) -> usize {
    anchor.quote.len() * 3 / 2 + 64
}

fn window_after<'t>(text: &'t FlatText<'_>, at: usize, anchor: &Anchor) -> &'t str {
    let end = text.text.floor_char_boundary((at + reach(anchor)).min(text.text.len()));
    let window = &text.text[at..end];
    // A word that the window cuts is none of it.
    match window.rfind(char::is_whitespace).filter(|_| end < text.text.len()) {
        Some(last) => &window[..last],
        None => window,
    }
}

fn window_before<'t>(text: &'t FlatText<'_>, at: usize, anchor: &Anchor) -> &'t str {
    let start = text.text.ceil_char_boundary(at.saturating_sub(reach(anchor)));
    let window = &text.text[start..at];
    match window.find(char::is_whitespace).filter(|_| start > 0) {
        Some(first) => &window[first..],
        None => window,
    }
}

/// How many words of `there`, from its beginning, are nearest to the quote, and by how many edits, if those are few
/// enough. Of equals, the one with as many words as the quote has is taken.
fn nearest(quote: &[&str], there: &[&str]) -> Option<(usize, usize)> {
    let most = quote.len() / ONE_IN;
    let there = &there[..there.len().min(quote.len() + most)];
    // The row of Levenshtein's table for the words of the quote so far.
    let mut row: Vec<usize> = (0..=there.len()).collect();
    for (done, word) in quote.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = done + 1;
        for (at, other) in there.iter().enumerate() {
            let replaced = diagonal + usize::from(word != other);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(row[at + 1] + 1);
        }
    }
    let counts = row.into_iter().enumerate().skip(1);
    let (count, edits) = counts.min_by_key(|&(count, edits)| (edits, count.abs_diff(quote.len())))?;
    (edits <= most).then_some((count, edits))
}

/// How much of what stood behind the last word is still there (bytes).
fn common_start(text: &str, trail: &str) -> usize {
    let same = text.chars().zip(trail.chars()).take_while(|(one, other)| one == other);
    same.map(|(char, _)| char.len_utf8()).sum()
}

/// How much of what stood before the first word is still there (bytes).
fn common_end(text: &str, lead: &str) -> usize {
    let same = text
        .chars()
        .rev()
        .zip(lead.chars().rev())
        .take_while(|(one, other)| one == other);
    same.map(|(char, _)| char.len_utf8()).sum()
}

//! The piece of a text that is shown of a hit.

use super::matcher::{Spot, merged};
use crate::text::ByteRange;

/// About how long an excerpt is, in characters.
const LENGTH: usize = 170;
/// About how much of it stands before the first place, in characters.
const BEFORE: usize = 50;
/// So far one looks for the end of a word, in characters.
const WORD: usize = 12;

/// A piece of a text, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// With `…` where it was cut.
    pub text: String,
    /// What is highlighted: in order, apart from each other, on character borders.
    pub marks: Vec<ByteRange>,
}

/// The piece of a text with the most of what is looked for, and the place in it that comes first (in the whole text).
/// Without any places it is the beginning.
#[must_use]
pub fn excerpt(text: &str, spots: &[Spot]) -> (Excerpt, Option<ByteRange>) {
    let first = best(text, spots);
    let from = first.map_or(0, |spot| spot.range.start as usize);
    let start = start_of(text, from);
    let start = link_around(text, start).map_or(start, |link| link.start);
    let end = end_of(text, start);
    let end = link_around(text, end).map_or(end, |link| link.end);
    let mut shown = String::with_capacity(end - start + 6);
    if start > 0 {
        shown.push('…');
    }
    let shift = shown.len();
    // Byte for byte, so that the places stay where they are.
    shown.extend(
        text[start..end]
            .chars()
            .map(|char| if matches!(char, '\n' | '\t' | '\r') { ' ' } else { char }),
    );
    if end < text.len() {
        shown.push('…');
    }
    let inside = spots.iter().map(|spot| spot.range.usize());
    let inside = inside.filter(|range| range.start >= start && range.end <= end);
    let short = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    let marks =
        inside.map(|range| ByteRange::new(short(range.start - start + shift), short(range.end - start + shift)));
    let marks = merged(marks);
    (Excerpt { text: shown, marks }, first.map(|spot| spot.range))
}

/// The place from which most of the clauses are in view, then most of the places.
fn best(text: &str, spots: &[Spot]) -> Option<Spot> {
    // In bytes, generously: what matters is that places stand near each other.
    let reach = if text.is_ascii() { LENGTH - BEFORE } else { 2 * LENGTH };
    let reach = u32::try_from(reach).unwrap_or(u32::MAX);
    let mut best: Option<((usize, usize), Spot)> = None;
    for (at, spot) in spots.iter().enumerate() {
        let end = spot.range.start.saturating_add(reach);
        let near = spots[at..].iter().take_while(|other| other.range.end <= end);
        let (mut seen, mut count) = (0u64, 0);
        for other in near.take(64) {
            seen |= 1 << (other.clause % 64);
            count += 1;
        }
        let value = (seen.count_ones() as usize, count);
        if best.is_none_or(|(most, _)| value > most) {
            best = Some((value, *spot));
        }
    }
    best.map(|(_, spot)| spot)
}

/// The `[[link]]` that a cut would go through.
fn link_around(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    /// No link is longer (bytes).
    const LONGEST: usize = 400;
    let from = text.floor_char_boundary(at.saturating_sub(LONGEST));
    let to = text.floor_char_boundary(at.saturating_add(LONGEST));
    // A cut between the two brackets goes through it as well.
    let until = text.floor_char_boundary((at + 1).min(to));
    let start = from + text[from..until].rfind("[[")?;
    let end = start + text[start..to].find("]]")? + 2;
    let one_line = !text[start..end].contains('\n');
    (start < at && at < end && one_line).then_some(start..end)
}

/// Where an excerpt begins that is to show a place: at the beginning of a word some way before it, in the same line.
fn start_of(text: &str, place: usize) -> usize {
    let before = &text[..place];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let mut back = before[line..].char_indices().rev();
    // One word more than that is not cut off.
    let (Some((far, _)), Some(_)) = (back.nth(BEFORE), back.nth(WORD)) else {
        return line;
    };
    let far = line + far;
    let gap = |(at, char): (usize, char)| char.is_whitespace().then_some(at + char.len_utf8());
    let ahead = before[far..].char_indices().take(WORD).find_map(gap);
    ahead.map_or(far, |at| far + at)
}

/// Where it ends: at the end of a word.
fn end_of(text: &str, start: usize) -> usize {
    let Some((far, _)) = text[start..].char_indices().nth(LENGTH) else {
        return text.len();
    };
    let far = start + far;
    let gap = |(at, char): (usize, char)| char.is_whitespace().then_some(at);
    let back = text[start..far].char_indices().rev().take(WORD).find_map(gap);
    back.map_or(far, |at| start + at)
}

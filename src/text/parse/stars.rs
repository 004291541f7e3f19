//! Bold that Markdown leaves literal but its writers take for bold.
//!
//! CommonMark decides by the characters around a `**` whether it can begin or end bold, and decides against the writer
//! where punctuation stands inside and a letter outside (`**word,**next`), which in Chinese is the rule. Editors such
//! as Typora show such text in bold. So each `**` of a block is noted, the literal ones and the others, and when the
//! block is finished the literal ones are paired again: one after the other, if that explains all `**` of the block,
//! else between the bold that Markdown saw. What could be a sign of multiplication or a note's mark stays literal.

use super::draft::{Draft, overlay};
use crate::text::{Bold, ByteRange, Span, Style};

/// Longest bold with blanks inside its markers, in words.
const LOOSE: usize = 5;

/// A `**` of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Star {
    /// Byte of the draft's text.
    pub at: u32,
    /// Byte of the source.
    source: u32,
    /// See [`super::looks::Looks::zone`].
    zone: u32,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Stands in the text.
    Literal,
    /// The first of two asterisks of the text; the second has yet to come.
    Half,
    /// Begins bold that Markdown saw.
    Open,
    /// Ends it.
    Close,
    /// An edge of bold that is more than `**`.
    Edge,
}

/// Notes the asterisk that ends the draft's text and stands at byte `place` of the source.
pub(super) fn note(draft: &mut Draft, source: &str, place: u32, zone: u32) {
    let at = draft.len().saturating_sub(1);
    if let Some(last) = draft.stars.last_mut().filter(|last| last.kind == Kind::Half) {
        if last.source + 1 == place && last.at + 1 == at {
            last.kind = Kind::Literal;
            return;
        }
        draft.stars.pop();
    }
    if is_pair(source, place) && !is_escaped(source, place) {
        draft.stars.push(Star {
            at,
            source: place,
            zone,
            kind: Kind::Half,
        });
    }
}

/// Notes where bold that Markdown saw begins; says whether it stands between `**`.
pub(super) fn open(draft: &mut Draft, source: &str, whole: ByteRange, zone: u32) -> bool {
    edge(draft, source, whole, (whole.start, zone, Kind::Open))
}

/// Notes where it ends.
pub(super) fn close(draft: &mut Draft, source: &str, whole: ByteRange, zone: u32) {
    edge(draft, source, whole, (whole.end.saturating_sub(2), zone, Kind::Close));
}

fn edge(draft: &mut Draft, source: &str, whole: ByteRange, (place, zone, kind): (u32, u32, Kind)) -> bool {
    let is_stars = source.get(whole.usize()).is_some_and(|text| text.starts_with("**"));
    if is_stars {
        let exact = is_pair(source, whole.start) && is_pair(source, whole.end - 2);
        draft.stars.push(Star {
            at: draft.len(),
            source: place,
            zone,
            kind: if exact { kind } else { Kind::Edge },
        });
    }
    is_stars
}

/// Whether exactly two asterisks stand there.
fn is_pair(source: &str, place: u32) -> bool {
    let bytes = source.as_bytes();
    let place = place as usize;
    let is_star = |at: usize| bytes.get(at) == Some(&b'*');
    is_star(place) && is_star(place + 1) && !is_star(place + 2) && !(place > 0 && is_star(place - 1))
}

fn is_escaped(source: &str, place: u32) -> bool {
    let before = source.as_bytes().get(..place as usize).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Makes bold of the literal `**` of a draft that are meant so.
pub(super) fn resolve(draft: &mut Draft) {
    let mut stars = std::mem::take(&mut draft.stars);
    stars.retain(|star| star.kind != Kind::Half);
    let nested = stars
        .windows(2)
        .any(|pair| pair[0].kind == Kind::Open && pair[1].kind == Kind::Open);
    if !nested && stars.iter().all(|star| star.kind != Kind::Literal) {
        return;
    }
    stars.sort_by_key(|star| (star.zone, star.source));
    let mut change = Change::default();
    for zone in stars.chunk_by(|one, other| one.zone == other.zone) {
        let literal = zone.iter().any(|star| star.kind == Kind::Literal);
        let is_bold = |pair: &[Star]| {
            let (first, last) = (pair[0], pair[1]);
            is_tight(&draft.text, first, last) || (literal && is_loose(&draft.text, first, last))
        };
        let explained = zone.len().is_multiple_of(2)
            && zone.iter().all(|star| star.kind != Kind::Edge)
            && (literal || is_nested(zone))
            && zone.chunks_exact(2).all(is_bold);
        if explained {
            for pair in zone.chunks_exact(2) {
                change.pair(&draft.text, pair[0], pair[1]);
            }
            let opened = zone.iter().filter(|star| star.kind == Kind::Open);
            change.undone.extend(opened.map(|star| star.source));
        } else {
            between(&draft.text, zone, &mut change);
        }
    }
    change.apply(draft);
}

fn is_nested(zone: &[Star]) -> bool {
    zone.windows(2)
        .any(|pair| pair[0].kind == Kind::Open && pair[1].kind == Kind::Open)
}

/// Pairs the literal ones among the bold that Markdown saw.
fn between(text: &str, zone: &[Star], change: &mut Change) {
    // Of an odd number one is none, and who knows which.
    let is_odd = zone.iter().filter(|star| star.kind == Kind::Literal).count() % 2 == 1;
    let mut depth = 0u32;
    let mut open: Option<Star> = None;
    for &star in zone {
        match star.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if star.kind != Kind::Literal || depth > 0 {
            open = None;
            continue;
        }
        match open {
            Some(first) if is_tight(text, first, star) || (!is_odd && is_loose(text, first, star)) => {
                change.pair(text, first, star);
                open = None;
            }
            _ => open = Some(star),
        }
    }
}

/// The text between two `**`, if they are in one line and something to read stands there.
fn inner(text: &str, first: Star, last: Star) -> Option<&str> {
    let start = after(first);
    let inner = text.get(start as usize..last.at as usize)?;
    (!inner.contains(['\n', '\t']) && inner.contains(char::is_alphanumeric)).then_some(inner)
}

/// The byte of the text behind a `**`; those that Markdown saw are not in the text.
fn after(star: Star) -> u32 {
    star.at + if star.kind == Kind::Literal { 2 } else { 0 }
}

fn is_tight(text: &str, first: Star, last: Star) -> bool {
    inner(text, first, last)
        .is_some_and(|inner| !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace))
}

/// Blanks stand inside: then it must be a few words, and nothing around it may be part of a calculation.
fn is_loose(text: &str, first: Star, last: Star) -> bool {
    let Some(inner) = inner(text, first, last) else {
        return false;
    };
    let left = text[..first.at as usize].chars().next_back();
    let right = text[after(last) as usize..].chars().next();
    let words = inner.split_whitespace();
    // A sentence that ends inside says that the two have nothing to do with each other.
    let ended = words
        .clone()
        .rev()
        .skip(1)
        .any(|word| word.ends_with(['.', '!', '?', ';', ':']));
    if ended || words.clone().count() > LOOSE || !words.clone().all(is_wordlike) || !words.clone().any(is_long) {
        return false;
    }
    let single = words.count() == 1;
    // Both stand free between words, as a sign would.
    let free =
        |outside: &str, loose: bool| loose && outside.starts_with(char::is_whitespace) && !outside.trim().is_empty();
    let (before, behind) = (&text[..first.at as usize], &text[after(last) as usize..]);
    if !single
        && free(behind, inner.ends_with(char::is_whitespace))
        && before.ends_with(char::is_whitespace)
        && inner.starts_with(char::is_whitespace)
    {
        return false;
    }
    let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let fits = |loose: bool, outside: Option<char>, other: bool| !loose || !is_word(outside) || (single && !other);
    let (opens_loose, closes_loose) = (
        inner.starts_with(char::is_whitespace),
        inner.ends_with(char::is_whitespace),
    );
    let counted = |outside: Option<char>| outside.is_some_and(is_calculation);
    let left_word = text[..first.at as usize].trim_end().chars().next_back();
    let right_word = text[after(last) as usize..].trim_start().chars().next();
    fits(opens_loose, left, closes_loose)
        && fits(closes_loose, right, opens_loose)
        && !(opens_loose && counted(left_word))
        && !(closes_loose && counted(right_word))
}

fn is_wordlike(word: &str) -> bool {
    !word.contains(|char: char| char.is_ascii_digit() || is_calculation(char))
}

fn is_long(word: &str) -> bool {
    word.chars().filter(|char| char.is_alphabetic()).count() > 1 || word.contains(|char| char > '\u{2e80}')
}

fn is_calculation(char: char) -> bool {
    char.is_ascii_digit() || matches!(char, '=' | '+' | '/' | '<' | '>' | '×' | '^' | '%' | '*' | '_')
}

/// What becomes of a draft.
#[derive(Default)]
struct Change {
    cuts: Vec<ByteRange>,
    bolds: Vec<Bold>,
    /// Where in the source bold begins that Markdown saw and that is none.
    undone: Vec<u32>,
}

impl Change {
    fn pair(&mut self, text: &str, first: Star, last: Star) {
        let mut range = ByteRange::new(after(first), last.at);
        let mut cuts = [
            ByteRange::new(first.at, range.start),
            ByteRange::new(range.end, after(last)),
        ];
        let is_blank = |char: Option<char>| char.is_none_or(char::is_whitespace);
        // Of the blanks outside and inside one is enough.
        if text[range.usize()].starts_with(' ') {
            range.start += 1;
            if is_blank(text[..first.at as usize].chars().next_back()) {
                cuts[0].end += 1;
            }
        }
        if text[range.usize()].ends_with(' ') {
            range.end -= 1;
            if is_blank(text[after(last) as usize..].chars().next()) {
                cuts[1].start -= 1;
            }
        }
        self.cuts.extend(cuts.into_iter().filter(|cut| !cut.is_empty()));
        self.bolds.push(Bold {
            range,
            source: ByteRange::new(first.source, last.source + 2),
        });
    }

    fn apply(mut self, draft: &mut Draft) {
        if self.bolds.is_empty() {
            return;
        }
        self.undone.sort_unstable();
        self.bolds.sort_by_key(|bold| bold.range.start);
        self.cuts.sort_unstable();
        let mut old = std::mem::take(&mut draft.bolds);
        old.retain(|bold| self.undone.binary_search(&bold.source.start).is_err());
        // Bold in bold is one span.
        let mut all: Vec<Bold> = Vec::with_capacity(old.len() + self.bolds.len());
        let (mut old, mut new) = (old.into_iter().peekable(), self.bolds.into_iter().peekable());
        loop {
            let old_first = match (old.peek(), new.peek()) {
                (Some(old), Some(new)) => old.range.start < new.range.start,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            let Some(bold) = (if old_first { old.next() } else { new.next() }) else {
                break;
            };
            if all.last().is_none_or(|last| last.range.end <= bold.range.start) {
                all.push(bold);
            }
        }
        draft.bolds = all;
        for span in &mut draft.spans {
            span.style = Style(span.style.0 & !Style::BOLD.0);
        }
        draft
            .spans
            .retain(|span| span.style != Style::default() || span.link.is_some());
        let bold = |bold: &Bold| Span {
            range: bold.range,
            style: Style::BOLD,
            link: None,
        };
        let added: Vec<Span> = draft.bolds.iter().map(bold).collect();
        overlay(&mut draft.spans, &added);
        draft.cut(&self.cuts);
    }
}

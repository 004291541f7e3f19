//! Plain lines, and what any line says of itself: a number begins a meaning, a bracketed sound is how it is spoken, an
//! abbreviation names the part of speech, an indented line belongs to the one before.

use super::{DEPTH_AT_MOST, LINES_AT_MOST, Line};
use crate::lexicon::dictionary::{Entry, Run, Sense};
use crate::text::lemmas::PartOfSpeech;

/// Columns of white space that mean one step deeper.
const STEP: usize = 2;

pub(super) fn lines(body: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let filled = body.lines().filter(|line| !line.trim().is_empty());
    for raw in filled.take(LINES_AT_MOST) {
        let inside = raw.trim_start();
        let indent = raw.len() - inside.len();
        let mut line = Line {
            depth: u8::try_from(indent / STEP).unwrap_or(u8::MAX).min(DEPTH_AT_MOST),
            ..Line::default()
        };
        line.push(inside.trim_end(), false, false);
        lines.push(line);
    }
    // What all lines are indented by means nothing.
    let least = lines.iter().skip(1).map(|line: &Line| line.depth).min().unwrap_or(0);
    for line in lines.iter_mut().skip(1) {
        line.depth -= least;
    }
    lines
}

/// Makes meanings of lines.
pub(super) fn take(lines: Vec<Line>, entry: &mut Entry) {
    let mut part = None;
    for mut line in lines {
        let words = line.words();
        if line.spoken {
            entry
                .pronunciation
                .get_or_insert_with(|| without_brackets(&words).to_owned());
            continue;
        }
        if entry.senses.is_empty()
            && let Some(rest) = after_headword(&words, &entry.headword)
        {
            let (sound, rest) = sound(rest);
            if let Some(sound) = sound {
                entry.pronunciation.get_or_insert_with(|| sound.to_owned());
            }
            part = part_named(rest).or(part);
            if rest.trim().is_empty() || part_named(rest).is_some() {
                continue;
            }
            line.runs = vec![Run {
                text: rest.trim().to_owned(),
                ..Run::default()
            }];
        }
        if let Some(named) = part_named(&words) {
            part = Some(named);
            continue;
        }
        if (line.example || is_quoted(&words))
            && let Some(sense) = entry.senses.last_mut()
        {
            sense
                .examples
                .push(words.trim_matches(['"', '“', '”']).trim().to_owned());
            continue;
        }
        let numbered = without_number(&mut line.runs);
        let depth = if numbered || line.item {
            line.depth.min(1)
        } else {
            line.depth
        };
        let own = leading_part(&mut line.runs);
        entry.senses.push(Sense {
            part: own.or(part),
            depth: if entry.senses.is_empty() || numbered { 0 } else { depth },
            text: line.runs,
            ..Sense::default()
        });
    }
    if entry.senses.is_empty()
        && let Some(sound) = &entry.pronunciation
    {
        entry.senses.push(Sense::plain(sound.clone()));
    }
}

/// What follows the headword in the first line, if that begins with it.
fn after_headword<'a>(line: &'a str, headword: &str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(headword)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// A sound between slashes or square brackets at the beginning, and what follows.
fn sound(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start();
    for (open, close) in [('/', '/'), ('[', ']')] {
        if let Some((sound, rest)) = text.strip_prefix(open).and_then(|inside| inside.split_once(close)) {
            return (Some(sound.trim()), rest);
        }
    }
    (None, text)
}

fn without_brackets(text: &str) -> &str {
    text.trim().trim_matches(['/', '[', ']']).trim()
}

/// The part of speech that a line, or what stands in angle brackets, names and nothing else.
fn part_named(line: &str) -> Option<PartOfSpeech> {
    let name = line
        .trim()
        .trim_matches(['<', '>', '(', ')', '[', ']', ',', ':'])
        .trim_end_matches('.');
    let first = name.split([',', ';']).next().unwrap_or(name).trim();
    Some(match first.to_lowercase().as_str() {
        "n" | "noun" | "s" | "sb" => PartOfSpeech::Noun,
        "v" | "verb" | "vt" | "vi" | "v. t" | "v. i" | "vb" => PartOfSpeech::Verb,
        "a" | "adj" | "adjective" => PartOfSpeech::Adjective,
        "adv" | "ad" | "adverb" => PartOfSpeech::Adverb,
        _ => return None,
    })
}

/// The part of speech at the beginning of a line, as `n. a booth` has it. It is taken away where the name of the part
/// says as much; `vt.` says more.
fn leading_part(runs: &mut [Run]) -> Option<PartOfSpeech> {
    let first = runs.first_mut()?;
    let (name, rest) = first.text.split_once('.')?;
    let part = part_named(name).filter(|_| name.len() < 4 && name.is_ascii() && !rest.trim().is_empty())?;
    if !matches!(name, "vt" | "vi") {
        first.text = rest.trim_start().to_owned();
    }
    Some(part)
}

fn is_quoted(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && (line.starts_with('"') && line.ends_with('"') || line.starts_with('“') && line.ends_with('”'))
}

/// Takes `1.`, `2)` or `3:` from the beginning; whether there was one.
fn without_number(runs: &mut Vec<Run>) -> bool {
    let Some(first) = runs.first_mut() else { return false };
    let digits = first.text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &first.text[digits..];
    let Some(rest) = rest
        .strip_prefix(['.', ')', ':'])
        .filter(|rest| (1..=2).contains(&digits) && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
    else {
        return false;
    };
    first.text = rest.trim_start().to_owned();
    if first.text.is_empty() && runs.len() > 1 {
        runs.remove(0);
    }
    true
}

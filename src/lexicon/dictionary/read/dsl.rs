//! DSL, ABBYY's markup: headwords at the beginning of a line, what is said of them indented under it; `.dsl` or packed as
//! `.dsl.dz`, mostly in UTF-16.

use std::path::{Path, PathBuf};

use super::text::Lines;
use super::{Reader, Take, file_name, malformed};
use crate::lexicon::dictionary::guess::code_of;
use crate::lexicon::dictionary::{DictionaryError, ENTRY_AT_MOST, Markup, RawEntry};

/// Headwords that may share one entry.
const HEADWORDS_AT_MOST: usize = 64;

struct Dsl {
    path: PathBuf,
    name: String,
    language: Option<&'static str>,
    meanings: Option<&'static str>,
}

pub(super) fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let mut lines = Lines::open(path)?;
    let mut dsl = Dsl {
        path: path.to_owned(),
        name: file_name(path).trim_end_matches(".dsl").to_owned(),
        language: None,
        meanings: None,
    };
    let mut says = false;
    while let Some(line) = lines.next()? {
        let Some(line) = line.strip_prefix('#') else {
            if line.trim().is_empty() {
                continue;
            }
            break;
        };
        says = true;
        let (field, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let value = value.trim().trim_matches('"');
        match field {
            "NAME" if !value.is_empty() => value.clone_into(&mut dsl.name),
            "INDEX_LANGUAGE" => dsl.language = code_of(value),
            "CONTENTS_LANGUAGE" => dsl.meanings = code_of(value),
            _ => {}
        }
    }
    if !says {
        return Err(malformed(path, "it is no DSL file: it does not begin with #NAME"));
    }
    Ok(Box::new(dsl))
}

impl Reader for Dsl {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn languages(&self) -> (Option<&'static str>, Option<&'static str>) {
        (self.language, self.meanings)
    }

    fn read(&mut self, take: &mut Take<'_>) -> Result<(), DictionaryError> {
        let mut lines = Lines::open(&self.path)?;
        let (mut words, mut body) = (Vec::<String>::new(), String::new());
        loop {
            let line = lines.next()?;
            let indented = line
                .as_ref()
                .is_some_and(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty());
            if !indented && !body.is_empty() {
                let mut said = std::mem::take(&mut words).into_iter();
                let raw = RawEntry {
                    headword: said.next().unwrap_or_default(),
                    others: said.collect(),
                    markup: Markup::Xdxf,
                    body: std::mem::take(&mut body),
                    ..RawEntry::default()
                };
                take(raw)?;
            }
            let Some(line) = line else { return Ok(()) };
            if indented {
                if body.len() < ENTRY_AT_MOST {
                    marked_up(line.trim(), words.first().map_or("", String::as_str), &mut body);
                }
            } else if !line.trim().is_empty() && !line.starts_with('#') && words.len() < HEADWORDS_AT_MOST {
                let (headword, short) = headword(line.trim());
                words.extend([headword, short].into_iter().filter(|word| !word.is_empty()));
                words.dedup();
            }
        }
    }
}

/// A headword without its markup: with what stands in round brackets, and without it. What stands in curly ones is not
/// sorted by and not looked up.
fn headword(line: &str) -> (String, String) {
    let (mut with, mut without) = (String::new(), String::new());
    let (mut curly, mut round) = (0_usize, 0_usize);
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        let char = match char {
            '\\' => chars.next().unwrap_or('\\'),
            '{' => {
                curly += 1;
                continue;
            }
            '}' => {
                curly = curly.saturating_sub(1);
                continue;
            }
            '(' => {
                round += 1;
                continue;
            }
            ')' => {
                round = round.saturating_sub(1);
                continue;
            }
            char => char,
        };
        if curly == 0 {
            with.push(char);
            if round == 0 {
                without.push(char);
            }
        }
    }
    (with.trim().to_owned(), without.trim().to_owned())
}

/// Writes a line as XDXF: `[m2]` says how deep it lies, `[b]`, `[i]`, `[ex]` and others what it is, `~` is the headword.
fn marked_up(line: &str, headword: &str, out: &mut String) {
    let mut rest = line;
    let mut depth = 0;
    if let Some(after) = line.strip_prefix("[m") {
        let level = after.chars().next().and_then(|level| level.to_digit(10));
        depth = level.map_or(0, |level| level.saturating_sub(1).min(4));
    }
    out.push_str(&"<ul>".repeat(depth as usize + 1));
    out.push_str("<p>");
    while let Some(char) = rest.chars().next() {
        let mut len = char.len_utf8();
        match char {
            '\\' => {
                let escaped = rest[1..].chars().next();
                if let Some(char) = escaped {
                    push(char, out);
                }
                len += escaped.map_or(0, char::len_utf8);
            }
            '~' => headword.chars().for_each(|char| push(char, out)),
            '{' if rest.starts_with("{{") => len = rest.find("}}").map_or(rest.len(), |end| end + 2),
            '[' => match rest.find(']') {
                Some(end) => {
                    tag(&rest[1..end], out);
                    len = end + 1;
                    let skipped = ["[s]", "[video]"].into_iter().find(|name| rest.starts_with(name));
                    if let Some(name) = skipped {
                        let close = format!("[/{}", &name[1..]);
                        len = rest.find(&close).map_or(rest.len(), |end| end + close.len());
                    }
                }
                None => push(char, out),
            },
            char => push(char, out),
        }
        rest = &rest[len..];
    }
    out.push_str("</p>");
    out.push_str(&"</ul>".repeat(depth as usize + 1));
}

fn push(char: char, out: &mut String) {
    match char {
        '<' => out.push_str("&lt;"),
        '&' => out.push_str("&amp;"),
        char => out.push(char),
    }
}

fn tag(name: &str, out: &mut String) {
    let (close, name) = name.strip_prefix('/').map_or(("", name), |name| ("/", name));
    let name = match name {
        "b" => "b",
        "i" | "p" => "i",
        "ex" => "ex",
        "t" => "tr",
        _ => return,
    };
    out.push('<');
    out.push_str(close);
    out.push_str(name);
    out.push('>');
}

//! The words on the screen: every key that the code names is there, every key that is there is named, and every
//! language says the same with the same placeholders.
//!
//! A key may be named in a call (`t!("library.open")`) or in a table (`label: "library.open"`), and a plural by its stem:
//! `"library.words"` stands for `library.words.one`, `library.words.other` and whatever else a language needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Keys that the code puts together: whatever begins with one of these counts as used.
const BUILT: [&str; 3] = ["during.", "format.month_", "language."];
/// What follows the stem of a plural. Only `other` is in every language.
const PLURALS: [&str; 6] = [".zero", ".one", ".two", ".few", ".many", ".other"];
/// Dotted names in the code that are no keys, whatever their first part: names of files, and of columns.
const FILE_ENDINGS: [&str; 12] = [
    ".md", ".txt", ".toml", ".db", ".log", ".html", ".json", ".yml", ".ttf", ".otf", ".csv", ".id",
];

type Texts = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn locales() -> BTreeMap<String, Texts> {
    let files = fs::read_dir(root().join("assets/locales"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let locales = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "yml"))
        .map(|path| {
            let tree: Value = serde_saphyr::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let mut texts = Texts::new();
            flatten("", &tree, &mut texts);
            texts.remove("_version");
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), texts)
        });
    locales.collect()
}

fn flatten(key: &str, value: &Value, texts: &mut Texts) {
    match value {
        Value::Object(children) => {
            for (name, child) in children {
                let child_key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
                flatten(&child_key, child, texts);
            }
        }
        Value::String(text) => {
            texts.insert(key.to_owned(), text.clone());
        }
        Value::Number(_) if key == "_version" => (),
        other => panic!("{key}: a text was expected, not {other}; put it in quotation marks"),
    }
}

/// The key without the plural's ending.
fn stem(key: &str) -> &str {
    PLURALS
        .iter()
        .find_map(|ending| key.strip_suffix(ending))
        .unwrap_or(key)
}

/// The names in `%{name}`.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("%{")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.trim())
        .collect()
}

/// Code and string literals in turn, comments left out.
#[derive(Debug, PartialEq)]
enum Piece {
    Code(String),
    Literal(String),
}

fn pieces(source: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut code = String::new();
    let mut rest = source;
    while let Some(char) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if let Some((literal, after)) = literal(rest, &code) {
            pieces.push(Piece::Code(std::mem::take(&mut code)));
            pieces.push(Piece::Literal(literal));
            rest = after;
        } else if let Some(len) = char_literal(rest) {
            code.push('\'');
            rest = &rest[len..];
        } else {
            code.push(char);
            rest = &rest[char.len_utf8()..];
        }
    }
    pieces.push(Piece::Code(code));
    pieces
}

/// A string literal at the start, raw or not, and what follows it.
fn literal<'a>(rest: &'a str, before: &str) -> Option<(String, &'a str)> {
    let in_word = before
        .chars()
        .next_back()
        .is_some_and(|char| char.is_alphanumeric() || char == '_');
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_word || before.ends_with('b')) {
        let body = raw.trim_start_matches('#');
        let hashes = &raw[..raw.len() - body.len()];
        let body = body.strip_prefix('"')?;
        let end = format!("\"{hashes}");
        let (literal, after) = body.split_once(&end)?;
        return Some((literal.to_owned(), after));
    }
    let body = rest.strip_prefix('"')?;
    let mut escaped = false;
    let end = body.char_indices().find(|&(_, char)| {
        let ends = char == '"' && !escaped;
        escaped = char == '\\' && !escaped;
        ends
    });
    end.map(|(at, _)| (body[..at].to_owned(), &body[at + 1..]))
}

/// Bytes of a character literal at the start; a lifetime is none.
fn char_literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let inner = if let Some(escape) = body.strip_prefix('\\') {
        1 + escape.char_indices().skip(1).find(|&(_, char)| char == '\'')?.0
    } else {
        body.chars().next()?.len_utf8()
    };
    body[inner..].starts_with('\'').then_some(inner + 2)
}

/// A key named in the code.
#[derive(Debug, PartialEq)]
struct Named {
    key: String,
    /// The arguments' names, when it is named in a call of `t!`.
    arguments: Option<BTreeSet<String>>,
}

fn named(source: &str) -> Vec<Named> {
    let pieces = pieces(source.split("#[cfg(test)]").next().unwrap_or_default());
    let mut named = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Literal(key) = piece else { continue };
        let call = at.checked_sub(1).is_some_and(|before| match &pieces[before] {
            Piece::Code(code) => is_call(code),
            Piece::Literal(_) => false,
        });
        named.push(Named {
            key: key.clone(),
            arguments: call.then(|| arguments(&pieces[at + 1..])),
        });
    }
    named
}

/// Whether the code ends in `t!(`, and not in `format!(`.
fn is_call(code: &str) -> bool {
    let Some(before) = code.trim_end().strip_suffix("t!(") else {
        return false;
    };
    !before
        .chars()
        .next_back()
        .is_some_and(|char| char.is_alphanumeric() || char == '_')
}

/// The names of `name = value` up to the end of the call.
fn arguments(pieces: &[Piece]) -> BTreeSet<String> {
    let mut depth = 1;
    let mut outer = String::new();
    'call: for piece in pieces {
        let Piece::Code(code) = piece else {
            outer.push('"');
            continue;
        };
        for char in code.chars() {
            match char {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ if depth == 1 => outer.push(char),
                _ => (),
            }
            if depth == 0 {
                break 'call;
            }
        }
    }
    let names = outer
        .split(',')
        .filter_map(|argument| argument.split_once('='))
        .map(|(name, _)| name.trim().to_owned());
    names.filter(|name| name != "locale").collect()
}

fn sources() -> Vec<(PathBuf, Vec<Named>)> {
    let mut folders = vec![root().join("src")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let named = named(&fs::read_to_string(&path).unwrap());
                sources.push((path, named));
            }
        }
    }
    sources
}

fn is_built(key: &str) -> bool {
    BUILT.iter().any(|prefix| key.starts_with(prefix))
}

/// Whether it is written as a key of one of these sections.
fn looks_like_a_key(text: &str, sections: &BTreeSet<&str>) -> bool {
    let part = |part: &str| {
        let first = part.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        first
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let known = text
        .split_once('.')
        .is_some_and(|(section, _)| sections.contains(section));
    known && text.split('.').all(part) && !FILE_ENDINGS.iter().any(|ending| text.ends_with(ending))
}

#[test]
fn every_key_that_the_code_names_is_there() {
    let english = &locales()["en"];
    let stems: BTreeSet<&str> = english.keys().map(|key| stem(key)).collect();
    let sections: BTreeSet<&str> = english.keys().filter_map(|key| key.split('.').next()).collect();
    let mut wrong = Vec::new();
    for (path, named) in sources() {
        for Named { key, arguments } in named {
            let missing = if arguments.is_some() {
                !english.contains_key(&key)
            } else {
                looks_like_a_key(&key, &sections)
                    && !english.contains_key(&key)
                    && !stems.contains(key.as_str())
                    && !is_built(&key)
            };
            if missing {
                wrong.push(format!("{}: en.yml has no {key}", path.display()));
            }
            if let (Some(arguments), Some(text)) = (arguments, english.get(&key)) {
                let given: BTreeSet<&str> = arguments.iter().map(String::as_str).collect();
                if given != placeholders(text) {
                    wrong.push(format!(
                        "{}: {key} is given {given:?} and says {text:?}",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_key_is_used() {
    let used: BTreeSet<String> = sources()
        .into_iter()
        .flat_map(|(_, named)| named)
        .map(|named| named.key)
        .collect();
    let english = &locales()["en"];
    let unused = english
        .keys()
        .filter(|key| !used.contains(*key) && !used.contains(stem(key)) && !is_built(key));
    let unused: Vec<_> = unused.collect();
    assert!(unused.is_empty(), "nothing in src names {unused:?}");
}

#[test]
fn every_language_says_the_same() {
    let locales = locales();
    let english = &locales["en"];
    let mut wrong = Vec::new();
    for (language, texts) in &locales {
        for (key, text) in texts {
            let other = format!("{}.other", stem(key));
            match english.get(key).or_else(|| english.get(&other)) {
                None => wrong.push(format!("{language}: {key} is not in English")),
                Some(original) if placeholders(original) != placeholders(text) => {
                    wrong.push(format!(
                        "{language}: {key}: {text:?} has other placeholders than {original:?}"
                    ));
                }
                Some(_) if text.trim().is_empty() => wrong.push(format!("{language}: {key} is empty")),
                Some(_) if text.matches("%{").count() != placeholders(text).len() => {
                    wrong.push(format!(
                        "{language}: {key}: a placeholder is twice there, or not closed: {text:?}"
                    ));
                }
                Some(_) => (),
            }
        }
        let optional = |key: &str| {
            key.strip_prefix(stem(key))
                .is_some_and(|ending| !["", ".other"].contains(&ending))
        };
        let missing = english.keys().filter(|key| !optional(key) && !texts.contains_key(*key));
        wrong.extend(missing.map(|key| format!("{language}: {key} is missing")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_code_finds_keys_and_arguments() {
    let source = r##"
        // t!("in.comment")
        fn f<'a>(c: &'a str) { if c == '"' || c == '\'' { t!("a.plain"); } }
        let _ = t!("a.with", count = n.max(if x == 1 { 2 } else { 3 }), name = format!("{}={}", p, q));
        const LABEL: &str = "a.table"; let raw = r#"not "a.key" here"#; assert!("a.assert" != "");
        #[cfg(test)] mod tests { "a.test" }
    "##;
    let found = named(source);
    let of = |key: &str| found.iter().find(|named| named.key == key);
    assert_eq!(of("a.plain").unwrap().arguments, Some(BTreeSet::new()));
    let arguments = of("a.with").unwrap().arguments.clone().unwrap();
    assert_eq!(arguments, BTreeSet::from(["count".to_owned(), "name".to_owned()]));
    assert_eq!(of("a.table").unwrap().arguments, None);
    assert_eq!(of("a.assert").unwrap().arguments, None);
    assert!(of("in.comment").is_none() && of("a.key").is_none() && of("a.test").is_none());
    assert_eq!(placeholders("%{a} of %{b}"), BTreeSet::from(["a", "b"]));
    assert_eq!(stem("library.words.other"), "library.words");
    let sections = BTreeSet::from(["library"]);
    assert!(looks_like_a_key("library.open", &sections) && !looks_like_a_key("library.db", &sections));
    assert!(!looks_like_a_key("Library.", &sections) && !looks_like_a_key("other.open", &sections));
}

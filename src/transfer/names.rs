//! Names for files and folders that every file system takes, each of them free.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::store::Now;

/// Longest name of an article's file, in bytes: file systems take 255 with the ending and a number.
const LONGEST_NAME: usize = 180;

/// How many folders of one name and day there may be.
const MOST_FOLDERS: u32 = 1_000;

/// A name for a new thing in a folder, with the day of the learner's clock, that nothing there has: `Boldface notes
/// 2026-03-01`. The first is without a number.
pub(super) fn dated(name: &str, now: Now) -> impl Iterator<Item = String> {
    let name = format!("{name} {}", day(local(now)));
    (1..=MOST_FOLDERS).map(move |number| match number {
        1 => name.clone(),
        number => format!("{name} {number}"),
    })
}

/// Makes a new folder of such a name; on failure, which one and why.
pub(super) fn new_folder(into: &Path, name: &str, now: Now) -> Result<PathBuf, (PathBuf, io::Error)> {
    let mut last = None;
    for name in dated(name, now) {
        let folder = into.join(name);
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => last = Some((folder, source)),
            Err(source) => return Err((folder, source)),
        }
    }
    Err(last.unwrap_or_else(|| (into.to_owned(), io::ErrorKind::AlreadyExists.into())))
}

/// A moment as the learner's wall clock has it (milliseconds).
pub(super) fn local(now: Now) -> i64 {
    now.utc_ms + i64::from(now.offset_minutes) * 60_000
}

/// A title as a name that a `[[link]]` of Markdown can name as well.
pub(super) fn link_name(title: &str) -> String {
    file_name(&title.replace(['[', ']', '#', '^'], " "))
}

/// The day of a time (milliseconds): `2026-03-01`.
pub(super) fn day(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms)
        .map(|time| time.strftime("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

/// A title as a name that every file system takes.
pub(super) fn file_name(title: &str) -> String {
    let clean: String = title
        .chars()
        .map(|char| match char {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
            char if char.is_control() => ' ',
            char => char,
        })
        .collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = words[..words.floor_char_boundary(LONGEST_NAME)].trim_matches([' ', '.']);
    // Names of devices on Windows, also with an ending.
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_uppercase();
    let numbered = stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"));
    match (name, &*stem) {
        ("", _) => "article".to_owned(),
        (name, "CON" | "PRN" | "AUX" | "NUL") => format!("_{name}"),
        (name, _) if numbered => format!("_{name}"),
        (name, _) => name.to_owned(),
    }
}

/// The names that were given out in a folder. Two that differ in case alone, or in how an accent is written, are one on
/// many systems.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The number that was given last to each name: a thousand notes may have one title.
    last: HashMap<String, u32>,
}

impl Names {
    /// The name, or the name and a number, that none has yet; without an ending.
    pub(super) fn free(&mut self, name: &str) -> String {
        let key = |name: &str| name.nfc().collect::<String>().to_lowercase();
        let number = self.last.entry(key(name)).or_insert(0);
        loop {
            *number += 1;
            let free = if *number == 1 {
                name.to_owned()
            } else {
                format!("{name} {number}")
            };
            if self.taken.insert(key(&free)) {
                return free;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_every_system_takes() {
        for (title, name) in [
            ("A storm", "A storm"),
            ("a/b\\c:d*e?\"<>|", "a b c d e"),
            ("  ..  ", "article"),
            ("", "article"),
            ("con", "_con"),
            ("Lpt1.notes", "_Lpt1.notes"),
            ("line\nbreak\u{0}", "line break"),
            ("哈尔科夫", "哈尔科夫"),
        ] {
            assert_eq!(file_name(title), name, "{title:?}");
        }
        assert!(file_name(&"é".repeat(300)).len() <= LONGEST_NAME);
        assert_eq!(link_name("A [b] #1 ^c"), "A b 1 c");
    }

    #[test]
    fn no_two_names_are_the_same_anywhere() {
        let mut names = Names::default();
        let given: Vec<String> = ["One", "one", "One 2", "\u{e9}t\u{e9}", "e\u{301}te\u{301}", "ONE"]
            .iter()
            .map(|name| names.free(name))
            .collect();
        assert_eq!(
            given,
            [
                "One",
                "one 2",
                "One 2 2",
                "\u{e9}t\u{e9}",
                "e\u{301}te\u{301} 2",
                "ONE 3"
            ]
        );
    }
}

//! Each room of the house imports only rooms to its left, each file stays small, and what is foreign (SQLite, the
//! window's toolkit) is named only where it belongs.

use std::fs;
use std::path::{Path, PathBuf};

/// From left to right. A room that is not there yet is simply empty.
const ROOMS: [&str; 8] = ["text", "study", "store", "lexicon", "transfer", "worker", "app", "ui"];
const LINES_AT_MOST: usize = 420;

/// Names, and the rooms (or files in `src`) that may say them.
const FOREIGN: [(&[&str], &[&str]); 5] = [
    (&["rusqlite"], &["store", "lexicon"]),
    (&["egui", "eframe", "winit", "rfd"], &["ui", "main.rs"]),
    (&["rust_i18n", "t!"], &["app", "ui", "lib.rs"]),
    // No room at all: what leaves the machine leaves it in one place, over https.
    (&["std::net"], &[]),
    (&["ureq", "rustls"], &["worker"]),
];

/// What pure rooms, and views, must not know.
const FORBIDDEN: [(&str, &[&str]); 3] = [
    ("text", &["std::fs", "std::time", "SystemTime", "jiff"]),
    ("study", &["std::fs", "SystemTime", "Timestamp::now", "Zoned::now"]),
    ("ui", &["std::fs", "std::net"]),
];

struct Source {
    path: PathBuf,
    /// The room, or the file's own name when it lies in `src` itself.
    room: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&src).unwrap();
                let room = inside.iter().next().unwrap().to_str().unwrap().to_owned();
                // A room may be a single file for a while.
                let room = room
                    .strip_suffix(".rs")
                    .filter(|name| ROOMS.contains(name))
                    .map_or(room.clone(), str::to_owned);
                sources.push(Source {
                    room,
                    text: fs::read_to_string(&path).unwrap(),
                    path,
                });
            }
        }
    }
    assert!(sources.len() > 20, "the sources are not where they were");
    sources
}

/// The lines of code, with their numbers: no comments, and no string literals, which may say anything.
fn code(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim_start().starts_with("//"));
    lines.map(|(line, number)| {
        let outside = line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
        (number, outside.split(" // ").next().unwrap_or_default().to_owned())
    })
}

/// Whether a line says this name as a whole word.
fn says(line: &str, name: &str) -> bool {
    let word = |char: char| char.is_alphanumeric() || char == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(word);
        let after = line[at + name.len()..].chars().next().is_some_and(word);
        !before && !after
    })
}

/// The rooms that a line of `room` names: after `crate::`, also in a list in braces.
fn rooms_named(line: &str) -> Vec<&str> {
    let mut named = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let texts = rest
            .strip_prefix('{')
            .map_or(vec![rest], |list| list.split(',').collect());
        let first = |name: &'static str, text: &str| says(text.split("::").next().unwrap_or_default().trim(), name);
        named.extend(ROOMS.iter().filter(|room| texts.iter().any(|text| first(room, text))));
    }
    named
}

#[test]
fn each_room_imports_only_rooms_to_its_left() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(place) = ROOMS.iter().position(|room| *room == source.room) else {
            continue;
        };
        for (number, line) in code(&source.text) {
            for named in rooms_named(&line) {
                if ROOMS.iter().position(|room| *room == named).unwrap() > place {
                    wrong.push(format!(
                        "{}:{number}: {} must not know {named}",
                        source.path.display(),
                        source.room
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_foreign_is_named_only_where_it_belongs() {
    let mut wrong = Vec::new();
    for source in sources() {
        let foreign = FOREIGN
            .iter()
            .filter(|(_, rooms)| !rooms.contains(&source.room.as_str()));
        let forbidden = FORBIDDEN.iter().filter(|(room, _)| *room == source.room);
        let names: Vec<&str> = foreign
            .map(|(names, _)| *names)
            .chain(forbidden.map(|(_, names)| *names))
            .flatten()
            .copied()
            .collect();
        // Tests may read files of their own, and watch how long hostile input takes.
        if source
            .path
            .components()
            .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
        {
            continue;
        }
        let tested = source.text.find("#[cfg(test)]").unwrap_or(source.text.len());
        for (number, line) in code(&source.text[..tested]) {
            for name in names.iter().filter(|name| says(&line, name)) {
                wrong.push(format!(
                    "{}:{number}: {} must not say {name}",
                    source.path.display(),
                    source.room
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_listed_and_every_file_is_small() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !ROOMS.contains(&source.room.as_str()) && !["lib.rs", "main.rs"].contains(&source.room.as_str()) {
            wrong.push(format!("{}: which room is this?", source.path.display()));
        }
        let lines = source.text.lines().count();
        if lines > LINES_AT_MOST {
            wrong.push(format!(
                "{}: {lines} lines; it wants to be two files",
                source.path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_sources_sees_what_it_should() {
    let text = "//! use crate::ui;\nuse crate::{app::Model, store};\nlet s = \"crate::ui\"; // crate::worker\n";
    let lines: Vec<_> = code(text).collect();
    assert_eq!(lines.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3]);
    let mut named = rooms_named(&lines[0].1);
    named.sort_unstable();
    assert_eq!(named, ["app", "store"]);
    assert!(rooms_named(&lines[1].1).is_empty());
    assert!(rooms_named("fn f(t: crate::text::Token, u: &crate::ui::View)").contains(&"ui"));
    assert!(rooms_named("crate::apple::Tree").is_empty());
    assert!(says("use egui::Ui;", "egui") && !says("my_egui::x", "egui"));
}

//! The spoken question, with a program that writes down what it should say.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use boldface::worker::Clock;
use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, file};

const TEXT: &str = "# A storm\n\nA **rebuke**（谴责） came from the harbour.\n";

/// A speaker that adds each text to a file, a line each.
fn speaker(folder: &Path) {
    let programs = folder.join("programs");
    std::fs::create_dir(&programs).unwrap();
    let program = file(
        &programs,
        "espeak-ng",
        "#!/bin/sh\ncat >> \"$(dirname \"$0\")/../heard\"\n",
    );
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).unwrap();
}

fn heard(desk: &Desk) -> Vec<String> {
    let heard = std::fs::read_to_string(desk.folder.path().join("heard")).unwrap_or_default();
    heard
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn until_heard(desk: &mut Desk, times: usize) {
    let path = desk.folder.path().join("heard");
    desk.until("it is said", move |_| {
        let heard = std::fs::read_to_string(&path).unwrap_or_default();
        heard.lines().filter(|line| !line.is_empty()).count() == times
    });
}

#[test]
fn a_sentence_is_said_once_when_its_card_comes_and_again_at_a_key() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    speaker(folder.path());
    let article = file(folder.path(), "storm.md", TEXT);
    let mut desk = Desk::again_at(folder, &[&article], Clock::default());
    desk.until_label("All 1");
    // Reading says nothing by itself, nor does a card of another kind.
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("A rebuke came");
    assert!(!desk.shows("谴责"));
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.follow("Listening");
    desk.until_saved();
    assert_eq!(heard(&desk), Vec::<String>::new());
    desk.follow("Recall");
    desk.until_saved();
    desk.press(Key::Escape);
    until_heard(&mut desk, 1);
    assert!(!desk.shows("A rebuke came"));
    desk.press(Key::P);
    until_heard(&mut desk, 2);
    desk.click("Say it again");
    until_heard(&mut desk, 3);
    assert_eq!(heard(&desk), ["A rebuke came from the harbour."; 3]);
    desk.press(Key::H);
    desk.until_text("A rebuke came");
    desk.press(Key::Space);
    desk.until_text("A rebuke（谴责） came");
    assert_eq!(heard(&desk).len(), 3);
}

#[test]
fn where_nothing_speaks_the_kind_is_not_offered() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "storm.md", TEXT);
    let mut desk = Desk::again_at(folder, &[&article], Clock::default());
    desk.until_label("All 1");
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.until_label("Recall");
    assert_eq!(desk.count("Listening"), 0);
}

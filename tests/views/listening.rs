//! The spoken question, with a program that writes down what it should say.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use boldface::worker::Clock;
use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, file};

const TEXT: &str = "# A storm\n\nA **rebuke**（谴责） came from the harbour.\n";

fn program(folder: &Path, name: &str, script: &str) {
    let programs = folder.join("programs");
    std::fs::create_dir_all(&programs).unwrap();
    let program = file(&programs, name, script);
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A speaker that adds each text to a file, a line each.
fn speaker(folder: &Path) {
    program(
        folder,
        "espeak-ng",
        "#!/bin/sh\ncase \"$*\" in *--ipa*) ;; *) cat >> \"$(dirname \"$0\")/../heard\";; esac\n",
    );
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

#[test]
#[cfg(target_os = "linux")]
fn a_notification_comes_once_a_day_where_it_is_wanted() {
    const DAY: i64 = 86_400_000;
    let folder = Arc::new(tempfile::tempdir().unwrap());
    program(
        folder.path(),
        "notify-send",
        "#!/bin/sh\nfor word in \"$@\"; do last=$word; done\necho \"$last\" >> \"$(dirname \"$0\")/../told\"\n",
    );
    let told = folder.path().join("told");
    let lines = move || std::fs::read_to_string(&told).unwrap_or_default().lines().count();
    let article = file(folder.path(), "storm.md", TEXT);
    let clock = Clock::default();
    // Noon of tomorrow on the wall clock: the test does not depend on when it runs.
    let local = |clock: &Clock| clock.now().utc_ms + i64::from(clock.now().offset_minutes) * 60_000;
    clock.advance(DAY + DAY / 2 - local(&clock).rem_euclid(DAY));
    let mut desk = Desk::again_at(folder, &[&article], clock.clone());
    desk.until_label("All 1");
    assert_eq!(lines(), 0, "off at first");
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.follow("A notification of the desktop once a day, from nine in the morning");
    desk.until_saved();
    let counted = lines.clone();
    desk.until("it is shown", move |_| counted() == 1);
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.click("rebuke");
    desk.press(Key::Num2);
    desk.until_text("rebuke → Met");
    assert_eq!(lines(), 1, "once a day");
    clock.advance(DAY);
    desk.press(Key::Num3);
    desk.until_text("rebuke → Familiar");
    desk.until("it is shown on the next day", move |_| lines() == 2);
}

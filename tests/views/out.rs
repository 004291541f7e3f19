//! What goes out and comes back: exports of notes, everything at once, notes from a file, and the History list.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, file};

const TEXT: &str = "# A storm\n\nIt **battered** the coast. A calm day.\n";
const BOTH: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// An article with a note on its word.
fn noted() -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "storm.md", TEXT);
    let mut desk = Desk::again(folder, &[&path]);
    desk.click("battered");
    desk.press(Key::N);
    desk.type_text("again and again 打击 #weather");
    desk.until_saved();
    desk
}

fn type_path(desk: &mut Desk, path: &Path) {
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text(path.to_str().unwrap());
    desk.press(Key::Enter);
}

fn only_folder(folder: &Path) -> PathBuf {
    let mut entries = std::fs::read_dir(folder).unwrap();
    let first = entries.next().unwrap().unwrap().path();
    assert!(entries.next().is_none());
    first
}

#[test]
fn notes_go_out_as_json_and_come_back() {
    let mut desk = noted();
    let target = tempfile::tempdir().unwrap();
    let json = target.path().join("notes.json");
    desk.press_with(BOTH, Key::E);
    desk.click("JSON");
    desk.until_label("Export notes…");
    type_path(&mut desk, &json);
    desk.until_text("1 note written to");
    assert!(std::fs::read_to_string(&json).unwrap().contains("again and again 打击"));

    // Once more to the same file: it asks first.
    desk.press_with(BOTH, Key::E);
    desk.click("JSON");
    type_path(&mut desk, &json);
    desk.click("Replace");
    desk.until_text("1 note written to");

    // In another library, with the same file opened as an article is.
    desk.close();
    let mut other = Desk::open(&[&json]);
    other.until_text("1 note came in.");
    other.press(Key::Escape);
    other.press_with(BOTH, Key::B);
    other.until_label("Import notes…");
    type_path(&mut other, &json);
    other.until_text("0 notes came in, 1 was here already.");
    other.press(Key::Enter);
    let bad = file(target.path(), "bad.json", "{\"first\": 7}");
    other.press_with(BOTH, Key::B);
    type_path(&mut other, &bad);
    other.until_text("holds no notes that Boldface exported");
    assert!(other.shows("No notes came in"));
}

#[test]
fn notes_go_out_as_markdown_for_each_article() {
    let mut desk = noted();
    let target = tempfile::tempdir().unwrap();
    desk.press_with(BOTH, Key::E);
    desk.click("Markdown, one file for each article");
    type_path(&mut desk, target.path());
    desk.until_text("1 note written to");
    let text = std::fs::read_to_string(only_folder(target.path()).join("A storm - notes.md")).unwrap();
    assert!(
        text.contains("## batter\n\n> It **battered** the coast.\n\n^"),
        "{text}"
    );
    assert!(text.contains("\ntags:\n  - \"weather\"\n"), "{text}");
}

#[test]
fn everything_goes_out_into_a_folder() {
    let mut desk = noted();
    let target = tempfile::tempdir().unwrap();
    desk.press_with(BOTH, Key::S);
    desk.until_label("Take everything out…");
    type_path(&mut desk, target.path());
    desk.until_text("Everything is out: 1 article, 1 word, 1 note.");
    let folder = only_folder(target.path());
    assert_eq!(
        std::fs::read_to_string(folder.join("articles/A storm.md")).unwrap(),
        TEXT
    );
    for name in ["README.md", "terms.csv", "status_log.csv", "notes/notes.json"] {
        assert!(folder.join(name).is_file(), "{name}");
    }
    desk.press(Key::Enter);
    desk.press_with(BOTH, Key::S);
    type_path(&mut desk, &target.path().join("none"));
    desk.until_text("Nothing was written");
    assert!(desk.shows("there is no such folder"));
}

#[test]
fn what_was_deleted_is_taken_back_after_a_restart() {
    let mut desk = noted();
    desk.press_with(Modifiers::COMMAND | Modifiers::ALT, Key::Z);
    desk.until_text("Nothing was deleted in the last 90 days");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.click("More about A storm");
    desk.click("Delete");
    desk.until_label("0 articles");
    let folder = desk.close();

    let mut desk = Desk::again(folder, &[]);
    desk.press_with(Modifiers::COMMAND | Modifiers::ALT, Key::Z);
    let row = "Take back: “A storm” deleted, today, ";
    desk.until_text(row);
    let button = desk.label_with(row);
    desk.click(&button);
    desk.until_text("“A storm” brought back from the History");
    desk.until_text("Taken back: “A storm” deleted");
    desk.press(Key::Escape);
    desk.until_label("1 article");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("0 articles");
    desk.press_with(Modifiers::COMMAND | Modifiers::ALT, Key::Z);
    desk.until_text(row);
}

#[test]
fn what_is_undone_in_the_session_is_taken_back_in_the_list() {
    let mut desk = noted();
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.click("More about A storm");
    desk.click("Delete");
    desk.until_label("0 articles");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("1 article");
    desk.press_with(Modifiers::COMMAND | Modifiers::ALT, Key::Z);
    desk.until_text("Taken back: “A storm” deleted");
    assert!(!desk.shows("Take back: "));
}

//! A library that a newer version wrote: it is left alone, and what can be read of it can be had.

use std::sync::Arc;

use boldface::app::Paths;
use eframe::egui::Key;

use super::desk::{Desk, file};

#[test]
fn what_can_be_read_of_a_newer_library_is_exported() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "storm.md", "# A storm\n\nIt **battered** the coast.\n");
    let mut desk = Desk::again(Arc::clone(&folder), &[&article]);
    desk.until_label("All 1");
    desk.click("battered");
    desk.press(Key::N);
    desk.type_text("to hit again and again");
    desk.until_saved();
    desk.close();
    let library = Paths::under(folder.path()).library().to_owned();
    let conn = rusqlite::Connection::open(&library).unwrap();
    conn.execute_batch("PRAGMA user_version = 99; DROP TABLE bold_edits; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(conn);
    let before = std::fs::read(&library).unwrap();

    let mut desk = Desk::again(Arc::clone(&folder), &[]);
    desk.until_text("newer version of Boldface");
    desk.click("Export what can be read…");
    // No dialog can be shown here: the field for a path serves.
    desk.until_label("Export into a folder");
    let target = tempfile::tempdir().unwrap();
    desk.type_text(target.path().to_str().unwrap());
    desk.press(Key::Enter);
    desk.until_text("1 article, 1 word, 1 note.");
    desk.press(Key::Enter);
    desk.until_text("newer version of Boldface");
    let exported = std::fs::read_dir(target.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert_eq!(
        std::fs::read(exported.join("articles/A storm.md")).unwrap(),
        std::fs::read(&article).unwrap()
    );
    let notes = std::fs::read_to_string(exported.join("notes.md")).unwrap();
    assert!(
        notes.starts_with("## batter\n\n> battered\n\nto hit again and again\n"),
        "{notes}"
    );

    // A folder that cannot be written to is named, and nothing else happens.
    desk.click("Export what can be read…");
    desk.until_label("Export into a folder");
    desk.type_text(target.path().join("none").to_str().unwrap());
    desk.press(Key::Enter);
    desk.until_text("could not be written");
    desk.close();
    assert_eq!(std::fs::read(&library).unwrap(), before);
}

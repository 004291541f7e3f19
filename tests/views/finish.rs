//! The end of an article: what was left untouched is marked as known, the number named before, one step to take back.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use rusqlite::Connection;

use super::desk::{Desk, file};

/// Everything in the library that a step may change, tombstones left out.
fn contents(library: &std::path::Path) -> Vec<String> {
    let conn = Connection::open(library).unwrap();
    let mut rows = Vec::new();
    for sql in [
        "SELECT headword || ' ' || ifnull(status, '-') || ' ' || status_by_learner FROM terms WHERE deleted_at IS NULL",
        "SELECT form || ' ' || term_id FROM forms WHERE deleted_at IS NULL",
        "SELECT form || ' ' || term_id || ' ' || anchor FROM contexts WHERE deleted_at IS NULL",
    ] {
        let mut statement = conn.prepare(sql).unwrap();
        let found = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.extend(found.map(Result::unwrap));
    }
    rows.sort();
    rows
}

#[test]
fn what_is_left_is_marked_as_known_and_taken_back_exactly() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = "The **brisk** wind of Semenukha blew, and Semenukha slept.\n\nThe wind and the calm wind blew again.\n";
    let one = file(folder.path(), "one.md", text);
    let two = file(folder.path(), "two.md", "Nobody hears the **wind** here.\n");
    let mut desk = Desk::again(folder, &[&one, &two]);
    desk.until_label("All 2");
    desk.click("calm");
    desk.press(Key::I);
    desk.until_label("calm, Ignored");
    // The, of, blow, and, sleep, again: not `wind`, which is bold elsewhere, nor `calm`, nor the name.
    let offer = "Mark the other 6 words as known";
    desk.until_text(offer);
    desk.until_text("You know 0 %, 71 % presumed");
    desk.until_saved();
    let folder = desk.close();
    let library = boldface::app::Paths::under(folder.path()).library().to_owned();
    let before = contents(&library);
    let mut desk = Desk::again(folder, &[]);
    desk.until_text(offer);
    let button = desk.label_with(offer);
    desk.click(&button);
    desk.until_text("6 words marked as known");
    desk.until_text("You know 71 %");
    assert!(!desk.shows("presumed") && !desk.shows(offer));
    // What was known in passing does not crowd the words to study.
    assert!(!desk.shows("the, Known"));
    for word in ["wind, New", "calm, Ignored"] {
        desk.until_label(word);
    }
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text(offer);
    desk.until_text("You know 0 %, 71 % presumed");
    desk.until_saved();
    let folder = desk.close();
    assert_eq!(contents(&library), before);
    drop(folder);
}

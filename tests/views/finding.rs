//! Finding in the open article, as a reader does it with the keyboard.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

const TEXT: &str =
    "# The mill\n\nThe old **mill** stalls. It’s a mill by the sea.\n\nMills stalled, the Mill stalled too.\n";

fn desk() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "mill.md", TEXT);
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label("sea");
    desk.until_saved();
    desk
}

fn search(desk: &mut Desk, text: &str) {
    desk.press_with(Modifiers::COMMAND, Key::F);
    desk.harness.run_ok();
    desk.type_text(text);
}

#[test]
fn what_is_typed_is_found_counted_and_gone_through() {
    let mut desk = desk();
    search(&mut desk, "mill");
    desk.until_label("1 of 5");
    desk.press(Key::Enter);
    desk.until_label("2 of 5");
    desk.press(Key::F3);
    desk.until_label("3 of 5");
    desk.press_with(Modifiers::SHIFT, Key::Enter);
    desk.until_label("2 of 5");
    desk.press_with(Modifiers::SHIFT, Key::F3);
    desk.press_with(Modifiers::SHIFT, Key::F3);
    desk.until_label("5 of 5");
    desk.until_label("from the end again");
    desk.press(Key::Enter);
    desk.until_label("from the start again");
    desk.click("Whole word");
    desk.until_label("1 of 4");
    desk.click("Match case");
    desk.until_label("1 of 3");
    desk.click("Any form");
    desk.until_label("1 of 5");
    assert_eq!(desk.field("Find in this article"), "mill");
}

#[test]
fn escape_closes_and_the_last_search_is_kept() {
    let mut desk = desk();
    search(&mut desk, "it's a");
    desk.until_label("1 of 1");
    desk.press(Key::Escape);
    desk.until("the bar is gone", |harness| {
        harness.query_by_label("Find in this article").is_none()
    });
    // The hit is selected, so that a key can make it a phrase.
    desk.press(Key::Num2);
    desk.until_text("→ Met");
    desk.press(Key::F3);
    desk.until_label("1 of 1");
    assert_eq!(desk.field("Find in this article"), "it's a");
    desk.type_text("nowhere");
    desk.until_label("Not found");
}

//! Searching everything, as a reader does it with the keyboard and the mouse.

use std::sync::Arc;

use eframe::egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

const FIELD: &str = "Search everything";
const MILL: &str = "# The mill\n\nThe old **mill** stalls in the heat.\n\nThe miller **pauses** by the sea.\n";
const STORM: &str = "# A storm\n\nThe storm **battered** the coast and stalled.\n\n连续打击\n";

/// Two articles, and a note in two scripts on a word of the second, which is open.
fn desk() -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let mill = file(folder.path(), "mill.md", MILL);
    let storm = file(folder.path(), "storm.md", STORM);
    let mut desk = Desk::again(Arc::clone(&folder), &[&mill]);
    desk.until_label("pauses");
    desk.until_saved();
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[&storm]);
    desk.until_label("battered");
    desk.click("battered");
    desk.press(Key::N);
    desk.type_text("to hit again and again #verbs ");
    desk.harness
        .event(Event::Ime(ImeEvent::Commit("猛击；连续打击".to_owned())));
    desk.harness.run_ok();
    desk.until_saved();
    desk
}

fn search(desk: &mut Desk, text: &str) {
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.until("the field has the keyboard", |harness| {
        use egui_kittest::kittest::NodeT;
        let mut fields = harness.query_all_by_label(FIELD);
        fields.any(|node| node.accesskit_node().is_focused())
    });
    desk.type_text(text);
}

#[test]
fn what_is_typed_is_found_in_articles_words_and_notes() {
    let mut desk = desk();
    search(&mut desk, "stall");
    desk.until_text("A storm\nThe storm battered the coast and stalled.");
    desk.until_text("The mill\nThe old mill stalls in the heat.");
    desk.press(Key::Escape);
    desk.until("the search is gone", |harness| harness.query_by_label(FIELD).is_none());
    search(&mut desk, "again ");
    desk.until_text("Note on a word\nto hit again");
    search(&mut desk, "battering ");
    desk.until_text("batter\nThe storm battered the coast and stalled.\nNew");
    search(&mut desk, "nothing-like-it");
    desk.until_label("Nothing found");
}

#[test]
fn enter_goes_to_the_place_and_its_word_has_its_card() {
    let mut desk = desk();
    search(&mut desk, "sea ");
    desk.until_text("The mill\n");
    desk.press(Key::Enter);
    desk.until_label("Card of “sea”");
    assert!(desk.shows("miller"), "the other article is open");
    search(&mut desk, "in:words battered ");
    desk.until_text("batter\n");
    desk.press(Key::Enter);
    desk.until_label("Card of “batter”");
}

#[test]
fn arrows_choose_and_a_click_goes_there_too() {
    let mut desk = desk();
    search(&mut desk, "in:articles stalled ");
    desk.until_text("The mill\n");
    desk.until_text("A storm\n");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowUp);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    desk.until("the search is gone", |harness| harness.query_by_label(FIELD).is_none());
    search(&mut desk, "miller");
    // What was found before stands there until this is.
    desk.until_text("miller pauses");
    desk.until("nothing else is left", |harness| {
        harness.query_all_by_label_contains("A storm\n").next().is_none()
    });
    let row = desk.label_with("The mill\n");
    desk.click(&row);
    desk.until_label("Card of “miller”");
}

#[test]
fn two_signs_find_note_and_article() {
    let mut desk = desk();
    search(&mut desk, "打击");
    desk.until_text("Note on a word\n");
    desk.until_text("A storm\n");
    search(&mut desk, "tag:verbs");
    desk.until_text("Note on a word\n");
    assert!(!desk.shows("A storm\nThe"));
    desk.press(Key::Enter);
    desk.until_label("Card of “batter”");
}

#[test]
fn an_empty_search_says_what_can_be_typed() {
    let mut desk = desk();
    search(&mut desk, "");
    desk.until_label("notes with this tag");
    desk.press(Key::Escape);
    desk.until("the search is gone", |harness| harness.query_by_label(FIELD).is_none());
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.click("Search");
    desk.until_label("notes with this tag");
}

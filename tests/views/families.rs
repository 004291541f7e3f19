//! Words as families: the card renames, splits and joins them; phrases are found in any form and across a gap.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

const TALKS: &str = "# Talks\n\nThe talks **stalled** in May. When a stall comes, it stalls them all. They **put off** the vote; \
they would put the next one off as well.\n\nHe **left** by the left door.\n";

fn talks() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let article = file(folder.path(), "talks.md", TALKS);
    let mut desk = Desk::open(&[&article]);
    desk.until_label("All 3");
    (folder, desk)
}

#[test]
fn every_form_of_a_word_is_one_row_and_lights_up() {
    let (_folder, mut desk) = talks();
    assert!(desk.shows("stall, New"));
    desk.click("stalls");
    desk.until_text("stalled");
    desk.press(Key::Num5);
    desk.until_label("stall, Learned");
    desk.until_label("Known 1");
}

#[test]
fn a_form_is_split_off_and_the_undo_joins_it_again() {
    let (_folder, mut desk) = talks();
    desk.click("left");
    desk.until_label("leave, New");
    desk.press_with(Modifiers::COMMAND, Key::F2);
    desk.until_label("left, New");
    assert!(!desk.shows("leave, New"));
    desk.until_text("2 places");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("leave, New");
}

#[test]
fn another_headword_is_typed_on_the_card() {
    let (_folder, mut desk) = talks();
    desk.click("stalled");
    desk.press(Key::F2);
    desk.until_label("Headword");
    desk.type_text("standstill");
    desk.press(Key::Enter);
    desk.until_label("standstill, New");
    // What it was called before is still one of its forms.
    desk.click("stalls");
    desk.press(Key::Num3);
    desk.until_label("standstill, Familiar");
}

#[test]
fn a_phrase_may_have_words_in_between() {
    let (_folder, mut desk) = talks();
    desk.until_label("put off, New");
    desk.click("put off, New");
    desk.until_text("In this article");
    desk.press_with(Modifiers::COMMAND, Key::G);
    desk.until_label("put … off, New");
    desk.until_text("2 places");
    desk.press_with(Modifiers::COMMAND, Key::G);
    desk.until_label("put off, New");
}

#[test]
fn what_is_split_off_is_taken_from_the_word_that_had_it() {
    let (_folder, mut desk) = talks();
    desk.click("stalled");
    desk.until_text("3 places");
    desk.press_with(Modifiers::COMMAND, Key::F2);
    desk.until_label("stalled, New");
    assert!(desk.shows("In this article"));
    desk.click("stalls");
    desk.until_text("2 places");
}

#[test]
fn words_that_become_one_keep_both_notes_on_the_card() {
    let (_folder, mut desk) = talks();
    for (word, note) in [("stalled", "a note on stall"), ("left", "a note on leave")] {
        desk.click(word);
        desk.press(Key::N);
        desk.type_text(note);
        desk.press(Key::Escape);
        desk.until_saved();
    }
    desk.click("left");
    desk.press(Key::F2);
    desk.until_label("Headword");
    desk.type_text("stall");
    desk.press(Key::Enter);
    desk.until_text("Another note");
    desk.harness.get_by_label("a note on leave").scroll_to_me();
    desk.harness.run_ok();
    desk.click("a note on leave");
    desk.until_label("a note on stall");
}

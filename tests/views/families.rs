//! Words as families: the card renames, splits and joins them; phrases are found in any form and across a gap.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};
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

#[test]
fn the_card_follows_a_join_and_its_undo() {
    let (_folder, mut desk) = talks();
    desk.click("left");
    desk.until_label("leave, New");
    desk.press(Key::F2);
    desk.until_label("Headword");
    desk.type_text("stall");
    desk.press(Key::Enter);
    // Now it is the other word's form, with all its places.
    desk.until_text("In this article · 5 places");
    assert!(!desk.shows("leave, New"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("leave, New");
    desk.until_text("In this article · 2 places");
    desk.until_label("Card of “leave”");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_text("In this article · 5 places");
    desk.until_label("Card of “stall”");
}

#[test]
fn a_click_between_the_words_of_a_phrase_with_a_gap_takes_what_stands_there() {
    let (_folder, mut desk) = talks();
    desk.click("put off, New");
    desk.until_text("In this article");
    desk.press_with(Modifiers::COMMAND, Key::G);
    desk.until_label("put … off, New");
    desk.press(Key::Escape);
    let label = desk.label_with("put the next one off");
    assert_eq!(label, "", "the words of the gap are no part of the phrase");
    // The space before the second word is no word: nothing is selected there.
    let off = desk.harness.query_all_by_label("off").map(|node| node.rect());
    let off = off.max_by(|one, other| one.left().total_cmp(&other.left())).unwrap();
    let space = pos2(off.left() - 2.5, off.center().y);
    press(&mut desk, space);
    assert!(!desk.shows("Close the card"));
    // In the gap stands another word, which has a card of its own.
    desk.click("one");
    desk.until_label("Card of “one”");
    press(&mut desk, off.center());
    desk.until_label("Card of “put … off”");
    // Each word of the phrase is one click away, and the way back too.
    // On the page there is one too: the card stands to the right of it.
    let left = |rect: eframe::egui::Rect| rect.left();
    let words = desk.harness.query_all_by_label("put");
    let word = words.max_by(|one, other| left(one.rect()).total_cmp(&left(other.rect())));
    word.unwrap().click();
    desk.harness.run_ok();
    desk.until_label("Card of “put”");
    desk.follow("put … off");
    desk.until_label("Card of “put … off”");
    // Bold cannot leave words out.
    desk.press(Key::B);
    desk.until_text("Bold cannot leave words out");
}

fn press(desk: &mut Desk, pos: Pos2) {
    for pressed in [true, false] {
        desk.harness.event(Event::PointerMoved(pos));
        desk.harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        desk.harness.step();
    }
    desk.harness.run_ok();
}

#[test]
fn a_name_says_that_it_is_one_and_can_be_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let article = file(
        folder.path(),
        "name.md",
        "The **harsh** wind met Semenukha, and Semenukha slept.\n",
    );
    let mut desk = Desk::open(&[&article]);
    desk.click("Semenukha");
    desk.until_text("A name: neither known nor unknown.");
    desk.click("Count it as a word");
    desk.until_label("Semenukha, New");
    assert!(!desk.shows("A name: neither"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("A name: neither known nor unknown.");
}

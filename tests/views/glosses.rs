//! Glosses typed beside bold words, and bold that is taken for emphasis.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, data, file};

const TEXT: &str = "# Two words\n\nThe **rebuke**（谴责） was short, and they had to **demolish (拆除)** the bridge. \
    The **mill** (old house) stood there, and the **mayor (new)** said so.\n";

fn glossed() -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "glossed.md", TEXT);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 4");
    desk
}

#[test]
fn a_gloss_comes_with_its_word_and_is_no_word_itself() {
    let mut desk = glossed();
    desk.until_label("rebuke, New");
    desk.until_label("demolish, New");
    desk.click("rebuke");
    assert_eq!(desk.field("My short meaning"), "谴责");
    desk.until_text("“谴责” is the meaning you typed");
    desk.click("demolish");
    assert_eq!(desk.field("My short meaning"), "拆除");
    assert!(desk.count("谴责") + desk.count("拆除") == 0);
    // One undo takes the import back with its glosses.
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until("the article to go", |harness| {
        use egui_kittest::kittest::Queryable;
        harness.query_all_by_label("rebuke, New").next().is_none()
    });
}

#[test]
fn one_key_turns_a_bracket_into_a_gloss_and_back() {
    let mut desk = glossed();
    desk.click("mill");
    desk.until_text("“old house” is text");
    assert_eq!(desk.count("house"), 1, "a word of the text");
    desk.press(Key::G);
    desk.until_text("“old house” is a meaning now");
    desk.until_text("“old house” is the meaning you typed");
    assert_eq!(desk.field("My short meaning"), "old house");
    assert!(desk.count("house") == 0);
    desk.press(Key::G);
    desk.until_text("“old house” is text");
    assert_eq!(desk.field("My short meaning"), "");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("“old house” is the meaning you typed");
    assert_eq!(desk.field("My short meaning"), "old house");
    desk.until_saved();
    let mut desk = Desk::again(desk.close(), &[]);
    desk.until_label("All 4");
    desk.click("mill");
    desk.until_text("“old house” is the meaning you typed");
    desk.click("It is text");
    desk.until_text("“old house” is text");
}

#[test]
fn a_bracket_within_the_bold_leaves_the_word_alone() {
    let mut desk = glossed();
    desk.until_label("mayor (new, New");
    desk.click("mayor (new");
    desk.until_text("“new” is text");
    desk.press(Key::G);
    desk.until_label("mayor, New");
    assert!(!desk.shows("mayor (new, New"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("mayor (new, New");
}

#[test]
fn a_word_without_a_bracket_says_so() {
    let mut desk = glossed();
    desk.click("bridge");
    desk.press(Key::G);
    desk.until_text("No bracket stands beside this bold word");
}

#[test]
fn emphasis_is_told_taken_in_and_dropped() {
    let mut desk = Desk::open(&[&data("articles/harbour.md")]);
    desk.until_label("All 76");
    desk.until_label("1 taken as emphasis");
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.until_label("part of the page, not of the article");
    desk.click("Take “Write to” in as vocabulary");
    desk.until_label("All 77");
    assert!(!desk.shows("taken as emphasis"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("All 76");
    desk.until_label("1 taken as emphasis");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_label("All 77");
    // Opened anew it is vocabulary still, and B drops it for good.
    desk.until_saved();
    let mut desk = Desk::again(desk.close(), &[]);
    desk.until_label("All 77");
    assert!(!desk.shows("taken as emphasis"));
    desk.press_with(Modifiers::COMMAND, Key::L);
    desk.type_text("write to");
    // The second of its places is the bold one.
    desk.click("write to, New");
    desk.until_label("Make it bold");
    desk.click("write to, New");
    desk.until_label("Unbold it");
    desk.press(Key::B);
    desk.until_label("All 76");
    assert!(!desk.shows("taken as emphasis"));
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.until_text("Nothing in this article is taken as emphasis");
}

#[test]
fn emphasis_is_a_click_away() {
    let mut desk = Desk::open(&[&data("articles/harbour.md")]);
    desk.until_label("1 taken as emphasis");
    desk.click("1 taken as emphasis");
    desk.click("Go to “Write to”");
    desk.until_text("Not in your vocabulary yet");
}

#[test]
fn what_is_too_long_for_a_phrase_cannot_be_taken_in() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = "The **harsh** wind. It was **one two three four five six** then.\n";
    let article = file(folder.path(), "long.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("1 taken as emphasis");
    desk.click("1 taken as emphasis");
    desk.until_label("longer than five words");
    desk.click("Take “one two three four five six” in as vocabulary");
    assert!(desk.shows("1 taken as emphasis") && desk.shows("All 1"));
}

//! Words: click, mark, bold, undo.

use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, data};

fn harbour() -> Desk {
    let mut desk = Desk::open(&[&data("articles/harbour.md")]);
    desk.until_text("Vocabulary");
    desk.until_label("All 76");
    desk
}

#[test]
fn a_word_that_is_clicked_and_marked_says_so_in_its_row() {
    let mut desk = harbour();
    let word = first_word();
    desk.click(&word);
    desk.press(Key::Num5);
    desk.until_label(&format!("{}, Learned", headword(&word)));
    desk.until_label("Known 1");
    desk.until_label("New 75");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label(&format!("{}, New", headword(&word)));
    desk.until_label("New 76");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_label("Known 1");
}

#[test]
fn a_status_goes_up_and_down_and_away() {
    let mut desk = harbour();
    let word = first_word();
    let row = |status: &str| format!("{}, {status}", headword(&first_word()));
    desk.click(&word);
    desk.press(Key::Equals);
    desk.until_label(&row("Met"));
    desk.press(Key::Equals);
    desk.until_label(&row("Familiar"));
    desk.press(Key::Minus);
    desk.until_label(&row("Met"));
    desk.press(Key::I);
    desk.until_label(&row("Ignored"));
    desk.press(Key::K);
    desk.until_label(&row("Known"));
    desk.press(Key::Num0);
    desk.until_label(&row("No status"));
}

#[test]
fn a_bold_word_is_dropped_with_one_key_and_comes_back_with_another() {
    let mut desk = harbour();
    desk.click(&first_word());
    desk.press(Key::B);
    desk.until_label("All 75");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("All 76");
}

#[test]
fn any_word_can_become_one_of_the_vocabulary() {
    let mut desk = harbour();
    let plain = plain_word();
    desk.click(&plain);
    desk.until_text("Not in your vocabulary yet");
    desk.press(Key::Num2);
    desk.until_label("All 77");
    desk.until_label(&format!("{}, Met", headword(&plain)));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("All 76");
}

#[test]
fn the_list_is_filtered_searched_and_sorted() {
    let mut desk = harbour();
    desk.click(&first_word());
    desk.press(Key::Num3);
    desk.until_label("Learning 1");
    desk.click("Learning 1");
    let row = format!("{}, Familiar", headword(&first_word()));
    desk.until_label(&row);
    desk.click("Known 0");
    desk.until_text("No word is like that");
    desk.click("All 76");
    desk.press_with(Modifiers::COMMAND, Key::L);
    desk.type_text(&headword(&first_word()));
    desk.until_label(&row);
}

/// The first bold word of the article, as it stands in the heading.
/// The headword of a word as its row shows it.
fn headword(word: &str) -> String {
    boldface::text::headword_of("en", &word.to_lowercase()).into_owned()
}

fn first_word() -> String {
    let table = std::fs::read_to_string(data("articles/harbour.vocabulary.tsv")).unwrap();
    let row = table.lines().find(|line| line.starts_with("vocabulary\tword")).unwrap();
    row.split('\t').nth(2).unwrap().to_owned()
}

/// A word near the start that is bold nowhere.
fn plain_word() -> String {
    let text = std::fs::read_to_string(data("articles/harbour.md")).unwrap();
    let table = std::fs::read_to_string(data("articles/harbour.vocabulary.tsv"))
        .unwrap()
        .to_lowercase();
    let body = text.lines().nth(2).unwrap();
    let words = body.split(|char: char| !char.is_alphabetic());
    let plain = |word: &&str| {
        let lower = word.to_lowercase();
        word.len() > 4
            && !table.contains(&format!("\t{lower}\t"))
            && text
                .to_lowercase()
                .split(|char: char| !char.is_alphabetic())
                .filter(|other| **other == lower)
                .count()
                == 1
    };
    words.into_iter().find(plain).unwrap().to_owned()
}

#[test]
fn a_phrase_with_signs_between_its_words_lights_up_and_has_a_row() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let text = "He was **out of one’s depth** there. **Well, well**, said Anna. They **put … off** the trip.\n";
    let article = super::desk::file(folder.path(), "phrases.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 3");
    desk.until_label("out of one's depth, New");
    desk.until_label("well, well, New");
}

#[test]
fn the_welcome_is_no_step_to_take_back() {
    let mut desk = Desk::open(&[]);
    desk.until_label("Welcome to Boldface");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Nothing to undo");
    assert!(desk.shows("Welcome to Boldface"));
}

#[test]
fn a_selection_that_is_no_phrase_is_refused() {
    let mut desk = harbour();
    desk.click(&plain_word());
    for _ in 0..6 {
        desk.press_with(Modifiers::SHIFT, Key::ArrowRight);
    }
    for key in [Key::B, Key::Num2, Key::N] {
        desk.press(key);
        desk.until_label("A phrase has at most five words");
        assert!(desk.shows("All 76"));
        assert!(!desk.shows("Undo"));
    }
}

#[test]
fn a_phrase_stands_within_one_sentence() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let text = "The **harsh** men left. A ship sank.\n";
    let article = super::desk::file(folder.path(), "two.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk.click("left");
    desk.press_with(Modifiers::SHIFT, Key::ArrowRight);
    desk.press_with(Modifiers::SHIFT, Key::ArrowRight);
    desk.press(Key::B);
    desk.until_label("A phrase stands within one sentence");
    assert!(desk.shows("All 1"));
}

#[test]
fn a_word_without_a_status_goes_up_and_not_down() {
    let mut desk = harbour();
    let plain = plain_word();
    desk.click(&plain);
    desk.press(Key::Minus);
    desk.until_text("no status to go down from");
    assert!(desk.shows("All 76"));
    desk.press(Key::Equals);
    desk.until_label(&format!("{}, New", headword(&plain)));
    desk.click("No status");
    desk.until_label(&format!("{}, No status", headword(&plain)));
    desk.press(Key::Minus);
    desk.until_text("no status to go down from");
    assert!(desk.shows(&format!("{}, No status", headword(&plain))));
}

#[test]
fn esc_empties_the_search_and_then_leaves_it() {
    let mut desk = harbour();
    desk.press_with(Modifiers::COMMAND, Key::L);
    desk.type_text("zzz");
    desk.until_text("No word is like that");
    desk.press(Key::Escape);
    assert_eq!(desk.field("Search these words"), "");
    desk.type_text("zz");
    desk.until_text("No word is like that");
    desk.click("Clear the search");
    assert_eq!(desk.field("Search these words"), "");
}

#[test]
fn code_is_no_vocabulary() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let text = "The **harsh** wind. Type `harsh --wind` here.\n\n```\nharsh now\n```\n\nA harsh day.\n";
    let article = super::desk::file(folder.path(), "code.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("harsh, New");
    desk.click("harsh");
    desk.until_label("In this article · 2 places");
    assert!(!desk.shows("harsh now"));
}

#[test]
fn the_sentence_of_a_word_in_a_table_is_its_cell() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let text = "| word | meaning |\n|---|---|\n| **harbour** | where ships lie. They rest there |\n";
    let article = super::desk::file(folder.path(), "table.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("harbour, New");
    desk.click("ships");
    desk.until_label("where ships lie.");
}

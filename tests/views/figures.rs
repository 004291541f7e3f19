//! Numbers that are told in several places are the same in all of them.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

/// Two of the bold words are a phrase: they are no words that one left unbolded. A compound and a number stand there too.
const ONE: &str = "The mill **gave way** at 7 in the cold. The **harsh** ice of the self-made mill gave way.\n";
const TWO: &str = "They gave way to the **calm** mills, harsh or not.\n";

fn two() -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let two = file(folder.path(), "two.md", TWO);
    let one = file(folder.path(), "one.md", ONE);
    let mut desk = Desk::again(folder, &[&two]);
    desk.until_label("calm, New");
    desk.until_saved();
    let mut desk = Desk::again(desk.close(), &[&one]);
    desk.until_label("harsh, New");
    desk
}

/// The number before these words in a label.
fn number_in(label: &str, before: &str) -> usize {
    let (part, _) = label.split_once(before).unwrap_or_else(|| panic!("{label}"));
    let mut numbers = part.split_whitespace().filter_map(|word| word.parse().ok());
    numbers.next_back().unwrap_or_else(|| panic!("{label}"))
}

/// The first text on the screen that holds another one.
fn text_with(desk: &Desk, part: &str) -> String {
    let node = desk.harness.query_all_by_label_contains(part).next();
    let node = node.unwrap_or_else(|| panic!("{part}")).accesskit_node();
    node.value().or_else(|| node.label()).unwrap_or_default()
}

/// Whether a row of the library says this beside its title.
fn row_says(harness: &egui_kittest::Harness<'static, boldface::ui::Window>, text: &str) -> bool {
    let mut nodes = harness.root().children_recursive();
    nodes.any(|node| {
        let description = node.accesskit_node().description();
        description.is_some_and(|description| description.starts_with(text))
    })
}

#[test]
fn the_parts_add_up_to_the_words_of_the_foot_and_finish_marks_what_is_presumed() {
    let mut desk = two();
    let foot = number_in(&text_with(&desk, " min left"), " words");
    desk.until_text("Mark the other");
    let finish = number_in(&desk.label_with("Mark the other"), " words as known");
    desk.press_with(Modifiers::COMMAND, Key::I);
    desk.until_text("All of it");
    let running = |desk: &Desk, part: &str| {
        let label = text_with(desk, part);
        let (_, counts) = label.split_once(": ").unwrap_or_else(|| panic!("{part}: {label}"));
        let counts = counts.replace(',', "");
        let counts: Vec<usize> = counts.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        counts
    };
    let parts = [
        "Known:",
        "Presumed known:",
        "To study:",
        "Untouched:",
        "Numbers and other scripts:",
    ];
    let sum: usize = parts.iter().map(|part| running(&desk, part)[0]).sum();
    assert_eq!((sum, running(&desk, "All of it")[0]), (foot, foot));
    assert_eq!(running(&desk, "Presumed known:")[1], finish);
    // `gave` and `way` are read unbolded once; the row of the phrase itself counts neither.
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.until_text(&format!("{finish} words marked as known"));
}

#[test]
fn a_row_of_the_library_has_the_counts_of_the_sidebar() {
    let mut desk = two();
    desk.until_label("All 2");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    // `harsh` and `give way` are bold in the other article alone.
    for row in ["2 to study", "3 to study"] {
        desk.until(row, |harness| row_says(harness, row));
    }
    desk.click("They gave way to the calm mills, harsh or not.");
    desk.until_label("All 3");
    desk.click("harsh");
    desk.press(Key::Num5);
    desk.until_label("Known 1");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    for row in ["2 to study · 1 known", "1 to study · 1 known"] {
        desk.until(row, |harness| row_says(harness, row));
    }
}

#[test]
fn the_library_tells_running_and_different_words_of_each_article_and_of_all() {
    let mut desk = two();
    desk.click("harsh");
    desk.press(Key::Num5);
    desk.until_label("Known 1");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    // What was counted before the change goes first.
    desk.until("a share", |harness| {
        harness
            .query_all_by_label_contains("of all you have here")
            .next()
            .is_some()
            && harness.query_all_by_label_contains("You know 0 %").next().is_none()
    });
    let all = desk.label_with("of all you have here");
    // `harsh` stands in both articles: two words, one of them different.
    desk.click(&all);
    desk.until_label("Known: 2 words, 1 different");
    desk.press(Key::Escape);
    let one = desk.label_with("% known");
    desk.click(&one);
    desk.until_label("Known: 1 word, 1 different");
}

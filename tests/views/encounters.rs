//! Where a word was met: counted in every article, bold or not, each article a click away.

use std::sync::Arc;

use super::desk::{Desk, file};

fn three() -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let one = file(
        folder.path(),
        "1.md",
        "# Alpha\n\nThe talks **stall**. They **put off** it.\n",
    );
    let two = file(
        folder.path(),
        "2.md",
        "# Beta\n\nEngines stalled and stalled again.\n\nPut off.\n",
    );
    let three = file(folder.path(), "3.md", "# Gamma\n\nMarket stalls line the street.\n");
    let mut desk = Desk::again(folder, &[&one, &two, &three]);
    desk.until_label("All 2");
    desk
}

#[test]
fn a_word_is_met_in_every_article_under_any_of_its_forms() {
    let mut desk = three();
    desk.click("stall");
    desk.until_text("met 4 times in 3 articles");
    desk.until_label("Gamma ×1");
    desk.follow("Beta ×2");
    desk.until_text("In this article · 2 places");
    // At the word, which is selected and can be marked at once.
    desk.until_label("Alpha ×1");
    desk.press(eframe::egui::Key::Num5);
    desk.until_label("stall, Learned");
}

#[test]
fn a_form_that_was_split_off_counts_no_more() {
    let mut desk = three();
    desk.click("stall");
    desk.follow("Gamma ×1");
    desk.until_text("Market");
    desk.click("Headword and forms");
    desk.until_text("Make “stalls” a word of its own");
    let label = desk.label_with("Make “stalls” a word of its own");
    desk.click(&label);
    desk.until_text("met 1 time in 1 article");
    desk.press_with(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::Num1);
    desk.click("Alpha");
    desk.click("stall");
    desk.until_text("met 3 times in 2 articles");
    assert!(!desk.shows("Gamma ×1"));
}

#[test]
fn a_phrase_is_met_as_well() {
    let mut desk = three();
    desk.click("put off, New");
    desk.until_text("met 2 times in 2 articles");
}

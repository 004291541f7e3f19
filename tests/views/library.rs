//! The library: open, rename, archive, delete, each with undo.

use eframe::egui::{Key, Modifiers};

use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

fn library() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let one = file(folder.path(), "one.md", "# The first\n\nA **brisk** wind.\n");
    let two = file(folder.path(), "two.md", "# The second\n\nA **calm** sea.\n");
    let mut desk = Desk::again(folder, &[&one, &two]);
    desk.until_label("All 1");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("2 articles");
    desk
}

#[test]
fn an_article_is_opened_with_a_click() {
    let mut desk = library();
    desk.click("The second");
    desk.until_label("calm, New");
}

#[test]
fn an_article_is_deleted_and_brought_back_and_its_words_stay() {
    let mut desk = library();
    desk.click("More about The second");
    desk.click("Delete");
    desk.until_label("1 article");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("2 articles");
}

#[test]
fn an_article_is_archived_and_renamed() {
    let mut desk = library();
    desk.click("More about The first");
    desk.click("Archive");
    desk.until_label("Archived 1");
    desk.click("Archived 1");
    desk.click("More about The first");
    desk.click("Take out of the archive");
    desk.until_label("Archived 0");
    desk.click("Articles 2");
    desk.click("More about The first");
    let below = |desk: &Desk| desk.harness.get_by_label("The second").rect();
    let before = below(&desk);
    desk.click("Rename");
    assert_eq!(below(&desk), before, "the other rows stay where they are");
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text("Another name");
    desk.press(Key::Enter);
    desk.until_label("Another name");
}

#[test]
fn two_articles_with_one_title_can_be_told_apart() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "a.md", "# News\n\nThe **storm** came.\n");
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label("storm, New");
    let folder = desk.close();
    std::fs::write(&path, "# News\n\nThe **calm** came.\n").unwrap();
    let mut desk = Desk::again(folder, &[&path]);
    desk.click("Keep both");
    desk.until_label("calm, New");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("2 articles");
    assert!(desk.shows("News, no. 1 with this title"));
    assert!(desk.shows("News, no. 2 with this title"));
}

#[test]
fn what_is_known_of_each_article_and_of_all_follows_every_change() {
    let mut desk = library();
    desk.until_label("You know 0 % of all you have here");
    desk.click("The first");
    desk.click("brisk");
    desk.press(Key::Num5);
    desk.until_label("brisk, Learned");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    // One of `The first` and `A brisk wind`; the other article is as long.
    desk.until_label("20 % known");
    desk.until_label("0 % known");
    desk.until_label("You know 10 % of all you have here");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("You know 0 % of all you have here");
    assert!(!desk.shows("20 % known"));
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_label("You know 10 % of all you have here");
    desk.click("More about The second");
    desk.click("Delete");
    desk.until_label("You know 20 % of all you have here");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("You know 10 % of all you have here");
}

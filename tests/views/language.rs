//! The language of an article: shown, chosen anew, taken back.

use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, file};

#[test]
fn an_article_is_put_into_another_language_and_back() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let text = "# Wind\n\nThe **brisk** wind blew all day over the harbour, and nobody went out to sea.\n";
    let article = file(folder.path(), "wind.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk.click("brisk");
    desk.press(Key::Num4);
    desk.until_label("brisk, Nearly");
    desk.click("English");
    desk.until_label("Language of this article");
    desk.type_text("swed");
    desk.press(Key::Enter);
    desk.until_label("Swedish");
    desk.until_text("Language of “Wind”: Swedish");
    desk.until_label("brisk, Nearly");
    desk.until_label("Close the card");

    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("English");
    desk.until_label("brisk, Nearly");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.type_text("de");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowUp);
    desk.click("German");
    desk.until_text("Language of “Wind”: German");
}

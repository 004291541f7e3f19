//! Opening: files, the clipboard, the welcome, files that have changed, and files that cannot be read.

use eframe::egui::{Event, Key, Modifiers};

use super::desk::{Desk, data, file};

#[test]
fn the_first_start_shows_the_welcome_whose_words_have_no_status() {
    let mut desk = Desk::open(&[]);
    desk.until_label("Welcome to Boldface");
    desk.until_label("New 0");
    assert!(desk.shows("29"));
}

#[test]
fn a_changed_file_asks_and_an_update_keeps_status_and_what_was_dropped() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(
        folder.path(),
        "a.md",
        "# News\n\nThe **storm** hit a **sturdy** harbour. A **calm** day.\n",
    );
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label("All 3");
    desk.click("sturdy");
    desk.press(Key::Num4);
    desk.until_label("sturdy, Nearly");
    desk.click("calm");
    desk.press(Key::B);
    desk.until_label("All 2");
    let folder = desk.close();

    let more = "# News\n\nA new line.\n\nThe **storm** hit a **sturdy** harbour. A **calm** day.\n\nAnd **more**.\n";
    std::fs::write(&path, more).unwrap();
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label("Update the article");
    desk.click("Update the article");
    desk.until_label("more, New");
    assert!(desk.shows("sturdy, Nearly"));
    assert!(!desk.shows("calm, New"));
    desk.until_label("All 3");
}

#[test]
fn keeping_both_gives_two_articles_with_the_same_words() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "a.md", "The **storm** came.\n");
    let desk = Desk::again(folder, &[&path]);
    let folder = {
        let mut desk = desk;
        desk.until_label("All 1");
        desk.close()
    };
    std::fs::write(&path, "The **storm** went.\n").unwrap();
    let mut desk = Desk::again(folder, &[&path]);
    desk.click("Keep both");
    desk.until_label("went");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("2 articles");
}

#[test]
fn the_same_bytes_open_the_article_that_is_there() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "a.md", "The **storm** came.\n");
    let copy = file(folder.path(), "copy.md", "The **storm** came.\n");
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label("All 1");
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[&copy]);
    desk.until_text("in your library already");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("1 article");
}

#[test]
fn each_file_that_cannot_be_read_says_why() {
    for (name, why) in [
        ("files/empty.md", "is empty"),
        ("files/binary.md", "is not a text file"),
        ("files/none.md", "is not there"),
    ] {
        let mut desk = Desk::open(&[&data(name)]);
        desk.until_text(why);
        desk.click("Close");
    }
}

#[test]
fn a_folder_comes_in_with_one_report_and_one_undo() {
    let mut desk = Desk::open(&[&data("articles")]);
    desk.until_text("articles added");
    desk.click("Leave them");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("7 articles");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("0 articles");
}

#[test]
fn pasted_markdown_becomes_an_article_unless_a_field_has_the_focus() {
    let mut desk = Desk::open(&[]);
    desk.until_label("Welcome to Boldface");
    desk.harness
        .event(Event::Paste("# Pasted\n\nA **brisk** wind.\n".to_owned()));
    desk.harness.run_ok();
    desk.until_label("brisk, New");
    desk.click("brisk");
    desk.press(Key::N);
    desk.harness.event(Event::Paste("only a note".to_owned()));
    desk.harness.run_ok();
    assert_eq!(desk.field("My note"), "only a note");
}

#[test]
fn a_long_import_can_be_stopped_and_leaves_nothing() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let clippings = folder.path().join("clippings");
    std::fs::create_dir(&clippings).unwrap();
    let text = "A **brisk** wind blew. ".repeat(2000);
    for number in 0..400 {
        std::fs::write(
            clippings.join(format!("{number}.md")),
            format!("# Clipping {number}\n\n{text}\n"),
        )
        .unwrap();
    }
    let mut desk = Desk::again(folder, &[&clippings]);
    desk.click("Cancel");
    desk.until_text("Import cancelled");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("0 articles");
}

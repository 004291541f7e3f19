//! The article and its file: the foot says how they stand, and each can have what the other has.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers};

use super::desk::{Desk, file};

const TEXT: &str = "# News\n\nThe **storm** hit a sturdy harbour. A calm day.\n";

fn desk(text: &str) -> (Desk, PathBuf) {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "a.md", text);
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label("storm, New");
    (desk, path)
}

fn bold(desk: &mut Desk, word: &str) {
    desk.click(word);
    desk.press(Key::B);
    desk.until_label(&format!("{word}, New"));
}

/// The window comes to the front again.
fn come_back(desk: &mut Desk) {
    desk.harness.event(Event::WindowFocused(true));
    desk.harness.run_ok();
}

fn text(path: &PathBuf) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_foot_says_that_the_file_is_behind_and_writes_it() {
    let (mut desk, path) = desk(TEXT);
    bold(&mut desk, "sturdy");
    desk.until_label("In the library · the file is 1 bold behind");
    bold(&mut desk, "calm");
    desk.until_label("In the library · the file is 2 bolds behind");
    desk.click("Write");
    desk.until_text("2 bolds of “News” written to its file");
    assert_eq!(
        text(&path),
        TEXT.replace("sturdy", "**sturdy**").replace("calm", "**calm**")
    );
    desk.until("the foot is silent", |harness| {
        use egui_kittest::kittest::Queryable;
        harness.query_all_by_label_contains("the file is").next().is_none()
    });
    // What was written can still be unbolded, and is written again.
    desk.click("calm");
    desk.press(Key::B);
    desk.until_label("In the library · the file is 1 bold behind");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone in the library; the file stays as it was written");
    assert!(desk.shows("calm, New"));
    assert_eq!(
        text(&path),
        TEXT.replace("sturdy", "**sturdy**").replace("calm", "**calm**")
    );
}

#[test]
fn bolds_of_the_file_come_in_without_a_question() {
    let (mut desk, path) = desk(TEXT);
    bold(&mut desk, "calm");
    std::fs::write(&path, TEXT.replace("sturdy harbour", "**sturdy** **harbour**")).unwrap();
    come_back(&mut desk);
    desk.until_label("In the library · the file is 2 bolds ahead and 1 behind");
    desk.click("Bring in");
    desk.until_text("2 bolds came in from the file");
    desk.until_label("harbour, New");
    assert!(desk.shows("calm, New"));
    desk.until_label("In the library · the file is 1 bold behind");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("All 2");
    desk.until_label("In the library · the file is 2 bolds ahead and 1 behind");
}

#[test]
fn a_file_that_was_bolded_further_is_opened_and_has_come_in() {
    let (desk, path) = desk(TEXT);
    let folder = desk.close();
    std::fs::write(
        &path,
        TEXT.replace("sturdy", "**sturdy**").replace("**storm**", "storm"),
    )
    .unwrap();
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_text("1 bold came in from the file, 1 went");
    desk.until_label("sturdy, New");
    desk.until_label("All 1");
}

#[test]
fn clashes_are_reported() {
    let (mut desk, path) = desk(TEXT);
    bold(&mut desk, "sturdy");
    std::fs::write(&path, TEXT.replace("sturdy harbour", "**sturdy harbour**")).unwrap();
    come_back(&mut desk);
    desk.click("Bring in");
    desk.until_text("the same words were bolded in two ways");
    assert!(desk.shows(
        "Paragraph 2. In the file “sturdy harbour” was made bold, here “sturdy”. Now “sturdy harbour” is bold."
    ));
    let row = desk.label_with("sturdy harbour, Paragraph 2");
    desk.click(&row);
    desk.until_label("sturdy harbour, New");
    assert!(!desk.shows("the same words were bolded in two ways"));
}

#[test]
fn a_clash_with_what_was_unbolded_here_says_so() {
    let (mut desk, path) = desk(TEXT);
    desk.click("storm, New");
    desk.press(Key::B);
    std::fs::write(&path, TEXT.replace("**storm** hit", "**storm hit**")).unwrap();
    come_back(&mut desk);
    desk.click("Bring in");
    desk.until_text("In the file “storm hit” was made bold, here the bold of “storm” was taken away.");
}

#[test]
fn a_file_that_is_gone_is_told_without_a_look_and_what_can_be_done() {
    let (mut desk, path) = desk(TEXT);
    std::fs::remove_file(&path).unwrap();
    // Nobody comes back to the window: it has been in front all the time.
    desk.until_label("In the library · the file is gone");
    desk.press_with(Modifiers::COMMAND | Modifiers::ALT, Key::S);
    desk.until_text("is not there any more. Ctrl+S saves the article as a file again.");
    desk.click("Save as Markdown…");
    assert_eq!(desk.field("Save the article under a path"), path.display().to_string());
    desk.click("Save");
    desk.until("the file is back", |_| path.exists());
    assert_eq!(text(&path), TEXT);
}

#[test]
fn what_lost_its_place_is_named_and_each_leads_on() {
    let (mut desk, path) = desk(TEXT);
    bold(&mut desk, "calm");
    std::fs::write(&path, "# News\n\nWind hit a sturdy harbour. Storms came that day.\n").unwrap();
    come_back(&mut desk);
    desk.click("Update…");
    desk.click("Update the article");
    desk.until_text("These words are not in the text any more");
    assert!(desk.shows("calm, A calm day."));
    // One of its forms stands in the text.
    let row = desk.label_with("storm, The storm hit");
    desk.click(&row);
    desk.until_text("Storms came that day.");
    desk.until_label("Card of “storm”");
    desk.press_with(Modifiers::COMMAND | Modifiers::ALT, Key::L);
    desk.click("calm, A calm day.");
    desk.until_text("Search everything");
}

#[test]
fn another_text_is_asked_about() {
    let (mut desk, path) = desk(TEXT);
    std::fs::write(&path, TEXT.replace("day", "night")).unwrap();
    come_back(&mut desk);
    desk.until_label("In the library · the file holds another text");
    desk.click("Update…");
    desk.click("Update the article");
    desk.until_label("night");
}

#[test]
fn an_article_is_saved_through_the_field_for_a_path() {
    let (mut desk, path) = desk(TEXT);
    bold(&mut desk, "calm");
    let wanted = TEXT.replace("calm", "**calm**");
    desk.press_with(Modifiers::COMMAND, Key::S);
    assert_eq!(desk.field("Save the article under a path"), path.display().to_string());
    let copy = desk.folder.path().join("copy.md");
    std::fs::write(&copy, "something else").unwrap();
    let type_path = |desk: &mut Desk, path: &PathBuf| {
        desk.press_with(Modifiers::COMMAND, Key::A);
        desk.type_text(&path.display().to_string());
        desk.click("Save");
    };
    type_path(&mut desk, &copy);
    desk.until_text("is there already");
    desk.click("Cancel");
    assert_eq!(text(&copy), "something else");
    desk.press_with(Modifiers::COMMAND, Key::S);
    type_path(&mut desk, &copy);
    desk.click("Replace");
    desk.until_text("Saved as");
    assert_eq!((text(&copy), text(&path)), (wanted.clone(), TEXT.to_owned()));
    // The offered path is the article's own file.
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.click("Save");
    desk.until_text("1 bold of “News” written to its file");
    assert_eq!(text(&path), wanted);
}

#[test]
fn what_markdown_cannot_say_is_reported_with_its_place() {
    let (mut desk, path) = desk("# News\n\nThe **storm** came.\n\nThe caf&eacute; was shut.\n");
    bold(&mut desk, "café");
    // Told once, and not counted from then on.
    desk.until_text("Markdown cannot hold this bold; it stays in the library");
    assert!(!desk.shows("the file is"));
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text(&desk.folder.path().join("copy.md").display().to_string());
    desk.click("Save");
    desk.until_text("Saved, but for 1 bold");
    assert!(desk.shows("Paragraph 3: “café” is not bold in the file: the words are not in the file as they are shown"));
    assert!(!text(&path).contains("**caf"));
}

#[test]
fn a_folder_can_be_written_to_by_itself() {
    let (mut desk, path) = desk(TEXT);
    bold(&mut desk, "calm");
    desk.click("In the library · the file is 1 bold behind");
    desk.click("Write back by itself in this folder");
    desk.until_label("1 bold written to the file");
    assert_eq!(text(&path), TEXT.replace("calm", "**calm**"));
    bold(&mut desk, "sturdy");
    desk.until("it is written", |_| text(&path).contains("**sturdy**"));
    desk.until_label("1 bold written to the file");
    // One step back takes the bold and what followed it, and the file follows; and so forth again.
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until("it is written", |_| text(&path) == TEXT.replace("calm", "**calm**"));
    assert!(!desk.shows("sturdy, New"));
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until("it is written", |_| text(&path).contains("**sturdy**"));
}

#[test]
fn an_article_is_saved_from_the_library() {
    let (mut desk, path) = desk(TEXT);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.click("More about News");
    desk.click("Save as Markdown…");
    assert_eq!(desk.field("Save the article under a path"), path.display().to_string());
}

#[test]
fn a_file_that_changed_while_one_was_elsewhere_is_noticed() {
    let (mut desk, path) = desk(TEXT);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("More about News");
    std::fs::write(&path, TEXT.replace("sturdy", "**sturdy**")).unwrap();
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.until_label("In the library · the file is 1 bold ahead");
}

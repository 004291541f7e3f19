//! Pictures beside a file, and pictures that would have to be fetched.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, data, file};

/// An article beside a copy of a picture of this project.
fn article(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    std::fs::create_dir_all(folder.path().join("img")).unwrap();
    let icon = data("../../assets/icon/boldface.png");
    std::fs::copy(icon, folder.path().join("img/the icon.png")).unwrap();
    file(folder.path(), "pictures.md", text)
}

fn desk(text: &str) -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let article = article(&folder, text);
    Desk::again(folder, &[&article])
}

fn until_picture(desk: &mut Desk, name: &str) {
    desk.until(name, |harness| {
        harness.query_by_role_and_label(Role::Image, name).is_some()
    });
}

#[test]
fn a_local_picture_is_shown_in_line_and_enlarged_by_a_click() {
    let mut desk = desk("# Pictures\n\n![A bold letter](img/the%20icon.png)\n\nText below.\n\n![Gone](img/none.png)\n");
    until_picture(&mut desk, "A bold letter");
    desk.until_text("There is no such file");
    assert!(!desk.shows("Show all"), "nothing here is remote");
    desk.harness.get_by_role_and_label(Role::Image, "A bold letter").click();
    desk.harness.run_ok();
    desk.until_label("Close");
    desk.press(Key::Escape);
    assert_eq!(desk.count("Close"), 0);
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    desk.until_label("Close");
    desk.press(Key::Escape);
    assert_eq!(desk.count("Close"), 0);

    // The file that was missing comes, and is tried again.
    let folder = desk.folder.path().join("img");
    std::fs::copy(folder.join("the icon.png"), folder.join("none.png")).unwrap();
    desk.click("Try again");
    until_picture(&mut desk, "Gone");
}

/// Nobody listens there.
const NOBODY: &str = "https://localhost:1/a.png";

#[test]
fn leave_to_fetch_holds_for_one_article_until_it_is_taken_back() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = format!("# Remote\n\n![A market]({NOBODY})\n\nText.\n\n![](https://localhost:1/b.png)\n");
    let one = article(&folder, &text);
    let mut desk = Desk::again(Arc::clone(&folder), &[&one]);
    desk.until_label("Show all");
    assert_eq!(desk.count("Show"), 2);
    desk.click("Show");
    desk.until_text("localhost could not be reached");
    assert_eq!(
        (desk.count("Show"), desk.count("Try again")),
        (1, 1),
        "the other one stays a card"
    );
    desk.close();

    let mut desk = Desk::again(Arc::clone(&folder), &[]);
    desk.until_text("localhost could not be reached");
    desk.until_label("Show");
    let (command, shift) = (Modifiers::COMMAND, Modifiers::SHIFT);
    desk.press_with(command | shift, Key::I);
    desk.until("both are tried", |harness| {
        harness.query_all_by_label("Try again").count() == 2
    });
    assert_eq!(desk.count("Show"), 0);
    desk.press_with(command | shift, Key::I);
    desk.until("both are cards", |harness| {
        harness.query_all_by_label("Show").count() == 2
    });
    desk.close();

    let two = file(
        folder.path(),
        "two.md",
        &format!("# Another\n\n![A market]({NOBODY})\n"),
    );
    let mut desk = Desk::again(folder, &[&two]);
    desk.until_label("Show");
    assert!(!desk.shows("could not be reached"));
}

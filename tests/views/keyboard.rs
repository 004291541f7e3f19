//! The main job by the keyboard alone: no pointer is moved here.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

const TEXT: &str =
    "# Harbour\n\nThe **storm** hit a **sturdy** pier, says the [report](#more).\n\n## More\n\nA calm day.\n";

fn desk() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "harbour.md", TEXT);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 2");
    desk
}

/// What has the keyboard, as a screen reader calls it.
fn focused(desk: &Desk) -> String {
    let nodes = desk.harness.root();
    let node = nodes
        .children_recursive()
        .find(|node| node.accesskit_node().is_focused());
    node.map(|node| {
        let node = node.accesskit_node();
        node.label()
            .or(node.value())
            .unwrap_or_else(|| format!("{:?}", node.role()))
    })
    .unwrap_or_default()
}

/// Goes on with `Tab` until something has the keyboard; what had it on the way.
fn tab_to(desk: &mut Desk, name: &str) -> Vec<String> {
    let mut way = Vec::new();
    for _ in 0..60 {
        let now = focused(desk);
        if now.contains(name) {
            return way;
        }
        way.push(now);
        desk.press(Key::Tab);
    }
    panic!("{name} is not on the way: {way:?}");
}

const CTRL: Modifiers = Modifiers::COMMAND;

#[test]
fn a_word_is_found_marked_and_given_a_note_and_all_is_taken_back() {
    let mut desk = desk();
    desk.press_with(CTRL, Key::ArrowRight);
    desk.until_label("Card of “storm”");
    desk.press(Key::Num3);
    desk.until_label("storm, Familiar");
    desk.press(Key::ArrowRight);
    desk.until_label("Card of “hit”");
    desk.press(Key::N);
    desk.until_label("My note");
    desk.type_text("struck");
    assert_eq!(desk.field("My note"), "struck");
    desk.press(Key::Escape);
    desk.until_saved();
    // Back on the page: the next key is a command again.
    desk.press_with(CTRL, Key::ArrowRight);
    desk.until_label("Card of “sturdy”");
    desk.press_with(CTRL, Key::Z);
    desk.press_with(CTRL, Key::Z);
    desk.press_with(CTRL, Key::Z);
    desk.until_label("storm, New");
    desk.press_with(CTRL | Modifiers::SHIFT, Key::Z);
    desk.until_label("storm, Familiar");
}

#[test]
fn a_link_is_followed_and_one_comes_back() {
    let mut desk = desk();
    desk.press_with(CTRL, Key::ArrowRight);
    desk.press_with(CTRL, Key::ArrowRight);
    for _ in 0..4 {
        desk.press(Key::ArrowRight);
    }
    desk.until_label("Link to “More”");
    desk.press(Key::O);
    desk.press_with(CTRL, Key::D);
    desk.until_label("Bookmark");
}

#[test]
fn enter_shows_the_card_of_a_word_and_makes_it_no_vocabulary() {
    let mut desk = desk();
    desk.click("says");
    desk.until_label("Card of “say”");
    desk.press(Key::Enter);
    assert!(desk.shows("Card of “say”") && desk.shows("All 2"), "it stays untouched");
    desk.press(Key::F9);
    desk.press(Key::ArrowRight);
    desk.press(Key::Enter);
    desk.until_text("Card of “");
    // Of a word that is vocabulary its note has the keyboard.
    desk.press(Key::F9);
    desk.click("storm, New");
    desk.press(Key::Enter);
    desk.type_text("like a gale");
    desk.until_saved();
    assert_eq!(desk.field("My note"), "like a gale");
}

#[test]
fn an_article_is_opened_renamed_and_deleted_from_the_library() {
    let mut desk = desk();
    desk.press_with(CTRL, Key::Num1);
    tab_to(&mut desk, "More about Harbour");
    desk.press(Key::Enter);
    desk.until_label("Rename");
    tab_to(&mut desk, "Rename");
    desk.press(Key::Enter);
    desk.until("the field has the keyboard", |harness| {
        harness.get_by_role(Role::TextInput).accesskit_node().is_focused()
    });
    desk.press_with(CTRL, Key::A);
    desk.type_text("Pier");
    desk.press(Key::Enter);
    desk.until_label("Pier");
    desk.press_with(CTRL, Key::Z);
    desk.until_label("Harbour");
    tab_to(&mut desk, "Harbour");
    desk.press(Key::Enter);
    desk.until_label("All 2");
    desk.press_with(CTRL, Key::ArrowRight);
    desk.until_label("Card of “storm”");
}

#[test]
fn popups_menus_and_dialogs_open_and_close() {
    let mut desk = desk();
    desk.press_with(CTRL, Key::I);
    desk.until_label("Before you read");
    tab_to(&mut desk, "pier");
    desk.press(Key::Escape);
    desk.until("it closes", |harness| {
        harness.query_by_label("Before you read").is_none()
    });
    desk.press_with(CTRL | Modifiers::SHIFT, Key::L);
    desk.until_label("Search the languages");
    desk.press(Key::Escape);
    desk.press(Key::F1);
    desk.until_label("List of keys");
    desk.press(Key::Escape);
    desk.until("it closes", |harness| harness.query_by_label("List of keys").is_none());
    tab_to(&mut desk, "Menu");
    desk.press(Key::Enter);
    desk.until_text("Go to the library");
    tab_to(&mut desk, "Go to the library");
    desk.press(Key::Enter);
    desk.until_label("1 article");
}

#[test]
fn tab_goes_through_the_window_in_the_order_in_which_it_is_read() {
    let mut desk = desk();
    // The page has the keyboard first, and its link next: once round, and up to it again.
    desk.press(Key::Tab);
    desk.press(Key::Tab);
    let mut way = tab_to(&mut desk, "says the report.");
    desk.press(Key::Tab);
    way.append(&mut tab_to(&mut desk, "report"));
    let place = |name: &str| {
        let found = way.iter().position(|step| step.starts_with(name));
        found.unwrap_or_else(|| panic!("{name} is not on the way: {way:?}"))
    };
    let order = [
        "In order",
        "sturdy, New",
        "Library",
        "Menu",
        "Open…",
        "English",
        "You know",
    ]
    .map(place);
    assert!(order.is_sorted(), "{way:?}");
    // Nothing is a stop without a name.
    assert!(!way.iter().any(|step| step == "Unknown"), "{way:?}");
}

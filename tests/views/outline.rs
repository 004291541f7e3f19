//! The outline of an article: its headings, found by typing, followed by reading.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

fn desk(width: f32) -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let section = |name: &str| {
        format!(
            "## {name}\n\n{}",
            "Some words to fill a line or two with.\n\n".repeat(20)
        )
    };
    let text = format!(
        "# Title\n\nA **word**.\n\n{}{}{}",
        section("Harbour"),
        section("Storm"),
        section("Repairs")
    );
    let article = file(folder.path(), "outline.md", &text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk.harness.set_size(vec2(width, 700.0));
    desk.harness.run_ok();
    desk
}

fn toggle(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
}

/// The heading that is marked as the one that is read.
fn current(desk: &Desk) -> Vec<String> {
    let rows = desk.harness.query_all_by_role(Role::TreeItem);
    let rows = rows.filter(|node| node.accesskit_node().toggled() == Some(Toggled::True));
    rows.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn headings_are_found_by_typing_and_the_page_goes_there() {
    let mut desk = desk(1280.0);
    toggle(&mut desk);
    desk.until_label("Search the headings");
    assert_eq!(current(&desk), ["Title"]);
    desk.type_text("rep");
    assert_eq!((desk.count("Storm"), desk.shows("Search the headings")), (0, true));
    desk.press(Key::Enter);
    desk.harness.run_ok();
    assert_eq!(current(&desk), ["Repairs"]);
    toggle(&mut desk);
    toggle(&mut desk);
    desk.until_label("Storm");
    assert_eq!(current(&desk), ["Repairs"], "it follows");
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    desk.harness.run_ok();
    assert_eq!(current(&desk), ["Storm"]);
    assert!(desk.shows("Search the headings"), "beside the page it stays");
    desk.press(Key::Escape);
    assert!(!desk.shows("Search the headings"));
}

#[test]
fn in_a_small_window_it_lies_over_the_page_and_goes_when_it_has_served() {
    let mut desk = desk(700.0);
    toggle(&mut desk);
    desk.until_label("Search the headings");
    desk.harness.get_all_by_label("Storm").next().unwrap().click();
    desk.harness.run_ok();
    assert!(!desk.shows("Search the headings"));
    toggle(&mut desk);
    desk.until_label("Search the headings");
    assert_eq!(current(&desk), ["Storm"]);
    desk.press(Key::Escape);
    assert!(!desk.shows("Search the headings"));
}

#[test]
fn beside_the_page_it_stays_until_nothing_else_needs_the_key() {
    let mut desk = desk(1280.0);
    toggle(&mut desk);
    desk.until_label("Search the headings");
    desk.click("word");
    desk.press(Key::Escape);
    assert!(desk.shows("Search the headings"), "the word comes first");
    desk.press(Key::Escape);
    assert!(!desk.shows("Search the headings"));
}

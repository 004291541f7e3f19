//! The settings: opened by key, palette and rail; each acts at once and is remembered.

use boldface::app::{Palette, ThemeChoice};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, data};

/// In a window in which all rows are in view: a click on what is scrolled away would meet something else.
fn harbour() -> Desk {
    let mut desk = Desk::open(&[&data("articles/harbour.md")]);
    desk.until_label("All 76");
    desk.harness.set_size(vec2(1280.0, 1700.0));
    desk.harness.run_ok();
    desk
}

fn open(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.harness.run_ok();
    assert!(desk.shows("Size of everything"));
}

#[test]
fn a_key_and_the_rail_open_them_and_escape_closes_them() {
    let mut desk = harbour();
    open(&mut desk);
    desk.press(Key::Escape);
    assert!(!desk.shows("Size of everything"));
    desk.click("Settings");
    assert!(desk.shows("Size of everything"));
    desk.click("Close");
    assert!(!desk.shows("Size of everything"));
}

#[test]
fn what_is_chosen_acts_at_once() {
    let mut desk = harbour();
    open(&mut desk);
    desk.click("Dark");
    desk.click("Shades");
    desk.click("Size: more than 20");
    desk.click("Justified");
    let settings = desk.harness.state().settings();
    assert_eq!((settings.theme, settings.palette), (ThemeChoice::Dark, Palette::Shades));
    assert!(settings.page.justified && (settings.page.text_size - 21.0).abs() < 0.01);
    desk.click("Nothing glides");
    assert!(desk.harness.state().settings().less_motion);
    desk.click("Beside the page");
    assert!(!desk.harness.state().settings().sidebar_shown);
    desk.press(Key::Escape);
    assert!(!desk.shows("All 76"), "the vocabulary is hidden");
}

#[test]
fn the_learners_language_is_chosen_from_a_list() {
    let mut desk = harbour();
    open(&mut desk);
    let own = |desk: &Desk| desk.harness.state().settings().learner_language.clone();
    assert_eq!(own(&desk), None);
    let root = desk.harness.root();
    let label = root
        .children_recursive()
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.starts_with("Your own language: "))
        .expect("the button says what is set");
    desk.click(&label);
    desk.harness.run_ok();
    desk.harness.get_by_label("Search the languages").focus();
    desk.type_text("simplified");
    desk.harness.run_ok();
    desk.click("Chinese, simplified");
    assert_eq!(own(&desk).as_deref(), Some("zh-Hans"));
    assert!(desk.shows("Your own language: Chinese, simplified"));
}

#[test]
fn everything_has_a_name_and_fits_into_a_small_window() {
    let mut desk = harbour();
    desk.harness.set_size(vec2(350.0, 300.0));
    desk.harness.run_ok();
    open(&mut desk);
    let window = desk.harness.ctx.content_rect();
    let root = desk.harness.root();
    let dialog = root
        .children_recursive()
        .find(|node| node.accesskit_node().role() == Role::Dialog)
        .expect("it is a dialog");
    assert_eq!(dialog.accesskit_node().label().as_deref(), Some("Settings"));
    let parts = dialog.children_recursive().filter(|node| {
        let role = node.accesskit_node().role();
        matches!(
            role,
            Role::Button | Role::RadioButton | Role::CheckBox | Role::TextInput
        )
    });
    for part in parts {
        let name = part.accesskit_node().label().unwrap_or_default();
        assert!(!name.is_empty(), "{part:?} has no name");
        let rect = part.rect();
        assert!(
            rect.left() >= 0.0 && rect.right() <= window.right(),
            "{name} lies at {rect}"
        );
    }
}

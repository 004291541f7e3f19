//! Small windows: the vocabulary lies over the page, the card takes the list's place, and nothing remembered changes.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, data, file};

fn harbour(width: f32, height: f32) -> Desk {
    let mut desk = Desk::open(&[&data("articles/harbour.md")]);
    desk.until_label("All 76");
    desk.harness.set_size(vec2(width, height));
    desk.harness.run_ok();
    desk
}

fn button(desk: &mut Desk, pos: Pos2, pressed: bool) {
    desk.harness.event(Event::PointerMoved(pos));
    desk.harness.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    desk.harness.step();
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    button(desk, from, true);
    desk.harness.event(Event::PointerMoved(to));
    desk.harness.step();
    button(desk, to, false);
    desk.harness.run_ok();
}

/// The first bold word of the heading.
const WORD: &str = "Braces";

#[test]
fn in_a_narrow_window_the_words_lie_over_the_page() {
    let mut desk = harbour(700.0, 800.0);
    assert!(!desk.shows("All 76"), "the page has the window to itself at first");
    let page = |desk: &Desk| desk.harness.get_by_label(WORD).rect();
    let before = page(&desk);
    desk.click("Show words");
    desk.until_label("All 76");
    assert_eq!(page(&desk), before, "the page keeps its width");
    desk.press(Key::Escape);
    assert!(!desk.shows("All 76"));

    desk.press(Key::F9);
    desk.until_label("All 76");
    let beside = pos2(before.left() - 20.0, before.center().y);
    button(&mut desk, beside, true);
    button(&mut desk, beside, false);
    desk.harness.run_ok();
    assert!(!desk.shows("All 76"), "a click on the page closes it");

    desk.click(WORD);
    desk.until_label("Close the card");
    desk.press(Key::Num3);
    desk.until_text("Familiar");
    // The card stands below the page, and the page above it is another one's no more.
    let word = desk.harness.get_by_label(WORD).rect();
    let close = desk.harness.get_by_label("Close the card").rect();
    assert!(word.bottom() < close.top());
}

#[test]
fn in_a_low_window_the_card_takes_the_place_of_the_list_until_esc() {
    for (width, height) in [(900.0, 600.0), (820.0, 600.0), (700.0, 600.0), (640.0, 480.0)] {
        let mut desk = harbour(width, height);
        desk.click(WORD);
        desk.until_label("Close the card");
        assert!(!desk.shows("All 76"));
        desk.press(Key::Escape);
        if width > 840.0 {
            desk.until_label("All 76");
        }
        // Where the list was not there before, it is the page that comes back.
        assert_eq!(desk.shows("All 76"), width > 840.0);
        assert!(!desk.shows("Close the card"));
    }
}

#[test]
fn the_divider_is_grabbed_on_both_sides_and_a_small_window_does_not_move_it() {
    let mut desk = harbour(1280.0, 860.0);
    let left = |desk: &Desk| desk.harness.get_by_label("Vocabulary").rect().left();
    let before = left(&desk);
    let line = before - 16.0;
    drag(&mut desk, pos2(line - 3.0, 400.0), pos2(line - 60.0, 400.0));
    let wider = left(&desk);
    assert!((before - wider - 60.0).abs() < 4.0, "{before} {wider}");
    drag(&mut desk, pos2(line - 57.0, 300.0), pos2(line - 80.0, 300.0));
    let wide = left(&desk);
    assert!(wide < wider - 15.0, "{wider} {wide}");

    desk.harness.set_size(vec2(850.0, 860.0));
    desk.harness.run_ok();
    desk.press_with(Modifiers::COMMAND, Key::Plus);
    desk.press_with(Modifiers::COMMAND, Key::Num0);
    desk.harness.set_size(vec2(1280.0, 860.0));
    desk.harness.run_ok();
    assert!((left(&desk) - wide).abs() < 0.6);
}

#[test]
fn filter_and_order_are_there_at_the_next_start() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "a.md", "The **storm** hit a **sturdy** harbour.\n");
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 2");
    desk.click("In order ▾");
    desk.click("A–Z");
    desk.click("New 2");
    let settings = desk.harness.state().settings().to_toml();
    assert!(
        settings.contains("sort = \"alphabet\"") && settings.contains("filter = \"new\""),
        "{settings}"
    );
}

#[test]
fn a_click_brings_the_card_alone_where_the_words_are_hidden() {
    let mut desk = harbour(1280.0, 860.0);
    desk.press(Key::F9);
    assert!(!desk.shows("All 76"));
    let page = |desk: &Desk| desk.harness.get_by_label(WORD).rect();
    let before = page(&desk);
    desk.click(WORD);
    desk.until_label("Close the card");
    assert!(!desk.shows("All 76"), "only the card");
    assert!(!desk.harness.state().settings().sidebar_shown);
    let word = |desk: &Desk| desk.harness.query_all_by_label(WORD).next().map(|node| node.rect());
    assert!(
        word(&desk).is_some_and(|word| (word.top() - before.top()).abs() < 1.0),
        "nothing moves up or down"
    );
    desk.press(Key::Escape);
    assert!(!desk.shows("Close the card"));
    assert_eq!(page(&desk), before);
    desk.press_with(Modifiers::COMMAND, Key::ArrowRight);
    assert!(!desk.shows("Close the card"), "what is selected by keys covers nothing");
    desk.press(Key::N);
    desk.until_label("Close the card");
    desk.press(Key::F9);
    desk.until_label("All 76");
}

#[test]
fn a_card_that_came_alone_leaves_no_list_behind() {
    let mut desk = harbour(700.0, 800.0);
    desk.click(WORD);
    desk.until_label("Close the card");
    desk.press(Key::Escape);
    assert!(!desk.shows("Close the card") && !desk.shows("All 76"));
    desk.press(Key::F9);
    desk.until_label("All 76");
    desk.press_with(Modifiers::COMMAND, Key::ArrowRight);
    desk.until_label("Close the card");
    desk.press(Key::Escape);
    desk.until_label("All 76");
}

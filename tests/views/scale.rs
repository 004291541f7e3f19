//! Twice the size, and small windows: nothing is cut off, and the main job is done.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, data};

/// The harbour in a window of so many pixels, everything so much larger.
fn harbour(width: f32, height: f32, scale: u8) -> Desk {
    let mut desk = Desk::open(&[&data("articles/harbour.md")]);
    desk.until_label("All 76");
    desk.harness.set_size(vec2(width, height) / f32::from(scale));
    desk.harness.ctx.set_zoom_factor(f32::from(scale));
    desk.harness.run_ok();
    desk
}

/// Everything in bar and foot, or at their height, that lies outside of the window, apart from what scrolls.
fn outside(desk: &Desk) -> Vec<String> {
    let window = desk.harness.ctx.content_rect().expand(0.5);
    let nodes = desk.harness.root();
    let buttons = nodes.children_recursive().filter_map(|node| {
        let accessible = node.accesskit_node();
        let label = accessible.label()?;
        if accessible.role() == Role::ListBoxOption {
            return None;
        }
        let rect: Rect = node.rect();
        let above_the_page = rect.top() < 52.0 || rect.bottom() > window.bottom() - 30.0;
        (above_the_page && rect.is_positive() && !window.contains_rect(rect)).then(|| format!("{label} {rect:?}"))
    });
    buttons.collect()
}

fn is_in(desk: &Desk, label: &str) -> bool {
    let window = desk.harness.ctx.content_rect().expand(0.5);
    let mut found = desk.harness.query_all_by_label(label);
    found.any(|node| window.contains_rect(node.rect()))
}

/// Selects the first vocabulary word, marks it, writes a note, and goes back to the page.
fn does_the_main_job(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::ArrowRight);
    desk.press(Key::F9);
    if !desk.shows("Card of “brace”") {
        desk.press(Key::F9);
    }
    desk.until_label("Card of “brace”");
    desk.press(Key::Num3);
    desk.until_text("Familiar");
    desk.press(Key::N);
    desk.type_text("get ready");
    assert_eq!(desk.field("My note"), "get ready");
    let note = desk.harness.get_by_role_and_label(Role::MultilineTextInput, "My note");
    let window = desk.harness.ctx.content_rect();
    assert!(
        window.intersects(note.rect()),
        "the field is in view: {:?} in {window:?}",
        note.rect()
    );
    desk.until_saved();
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone");
}

#[test]
fn twice_the_size_everything_is_there() {
    let mut desk = harbour(1920.0, 1200.0, 2);
    assert_eq!(outside(&desk), [""; 0]);
    assert!(is_in(&desk, "Open…") && is_in(&desk, "Saved"));
    does_the_main_job(&mut desk);
    desk.press(Key::F1);
    desk.until_label("List of keys");
    assert!(is_in(&desk, "Close"), "the list of keys can be closed");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("1 article");
    assert_eq!(outside(&desk), [""; 0]);
}

#[test]
fn in_a_window_of_900_by_600_the_card_takes_the_lists_place() {
    let mut desk = harbour(900.0, 600.0, 1);
    assert_eq!(outside(&desk), [""; 0]);
    assert!(is_in(&desk, "Saved") && is_in(&desk, "Open…"));
    // The foot still says how far one is and how much one knows.
    assert!(desk.shows("min left") && desk.shows("You know"));
    does_the_main_job(&mut desk);
    assert!(!desk.shows("All 76"));
    desk.press(Key::Escape);
    desk.until_label("All 76");
}

#[test]
fn in_a_window_700_wide_the_vocabulary_lies_over_the_page() {
    let mut desk = harbour(700.0, 800.0, 1);
    assert_eq!(outside(&desk), [""; 0]);
    assert!(!desk.shows("All 76"));
    does_the_main_job(&mut desk);
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    assert!(!desk.shows("All 76"));
}

#[test]
fn in_a_narrow_window_a_word_is_never_below_its_card() {
    let mut desk = harbour(700.0, 800.0, 1);
    desk.press_with(Modifiers::COMMAND, Key::ArrowRight);
    desk.press(Key::F9);
    desk.until_label("Card of “brace”");
    let around = |desk: &Desk, role: Role, what: &dyn Fn(&str) -> bool| {
        let root = desk.harness.root();
        let mut nodes = root.children_recursive();
        let found = nodes.find(|node| {
            let node = node.accesskit_node();
            let selected = role != Role::Button || (node.is_selected() == Some(true) && node.description().is_some());
            node.role() == role && selected && what(&node.label().unwrap_or_default())
        });
        found.map(|node| node.rect())
    };
    for _ in 0..25 {
        desk.press_with(Modifiers::COMMAND, Key::ArrowRight);
        desk.harness.run();
        let word = around(&desk, Role::Button, &|label| label != "Words");
        let card = around(&desk, Role::Region, &|label| label.starts_with("Card of"));
        let (word, card) = word.zip(card).expect("a word is selected, and its card is there");
        assert!(
            word.is_positive() && !card.intersects(word),
            "{word:?} lies under {card:?}"
        );
    }
}

#[test]
fn twice_the_size_in_a_small_window_still_works() {
    let mut desk = harbour(1280.0, 800.0, 2);
    assert_eq!(outside(&desk), [""; 0]);
    does_the_main_job(&mut desk);
}

#[test]
fn twice_the_size_in_a_window_700_wide_nothing_is_cut_off() {
    let mut desk = harbour(700.0, 600.0, 2);
    assert_eq!(outside(&desk), [""; 0]);
    for name in ["Text and colours", "Show words", "Find", "Settings", "Menu", "Saved"] {
        assert!(is_in(&desk, name), "{name}");
    }
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("1 article");
    assert_eq!(outside(&desk), [""; 0]);
    desk.press_with(Modifiers::COMMAND, Key::Num4);
    desk.harness.run_ok();
    assert_eq!(outside(&desk), [""; 0]);
}

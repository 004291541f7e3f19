//! How the page looks: chosen under "Aa", applied at once, remembered.

use boldface::app::{PageFace, Palette, Paragraphs, ThemeChoice};
use eframe::egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, data};

fn harbour() -> Desk {
    let mut desk = Desk::open(&[&data("articles/harbour.md")]);
    desk.until_label("All 76");
    desk
}

/// Where a word of the page stands. The page stands left of the lists.
fn place(desk: &Desk, word: &str) -> Rect {
    let mut rects: Vec<Rect> = desk.harness.query_all_by_label(word).map(|node| node.rect()).collect();
    rects.sort_by(|one, other| one.left().total_cmp(&other.left()));
    rects[0]
}

#[test]
fn size_and_lines_and_column_are_set_step_by_step() {
    let mut desk = harbour();
    let before = place(&desk, "warehouses");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    let page = |desk: &Desk| desk.harness.state().settings().page.clone();
    let usual = page(&desk);
    desk.click("Size: more than 20");
    desk.click("Size: more than 21");
    desk.click("Line height: less than 1.55");
    desk.click("Column: less than 66 characters");
    let now = page(&desk);
    let near = |one: f32, other: f32| (one - other).abs() < 0.001;
    assert!(near(now.text_size, usual.text_size + 2.0) && near(now.column_chars, 64.0));
    assert!(near(now.line_height, 1.5));
    assert!(
        place(&desk, "warehouses").width() > before.width(),
        "it is applied at once"
    );
    desk.click("As it was at first");
    assert_eq!(page(&desk), usual);
    desk.press(Key::Escape);
    assert!(!desk.shows("Line height"));
    desk.press_with(Modifiers::ALT, Key::Equals);
    assert!(near(page(&desk).text_size, usual.text_size + 1.0), "a key does it too");
    desk.press_with(Modifiers::ALT, Key::Minus);
    assert_eq!(page(&desk), usual);
}

#[test]
fn faces_paragraphs_and_edges_are_chosen_by_name() {
    let mut desk = harbour();
    let before = place(&desk, "warehouses").width();
    desk.click("Text and colours");
    let mut widths = vec![before];
    for (name, face) in [("Sans", PageFace::Sans), ("Easy", PageFace::Easy)] {
        desk.click(name);
        assert_eq!(desk.harness.state().settings().page.face, face);
        let width = place(&desk, "warehouses").width();
        assert!(
            widths.iter().all(|other| (other - width).abs() > 0.01),
            "{name} looks like another"
        );
        widths.push(width);
    }
    desk.click("Serif");
    assert!((place(&desk, "warehouses").width() - before).abs() < 0.01);
    desk.click("Indent");
    desk.click("Justified");
    let page = &desk.harness.state().settings().page;
    assert_eq!((page.paragraphs, page.justified), (Paragraphs::Indented, true));
}

#[test]
fn the_fonts_of_the_computer_are_listed_and_one_that_is_gone_costs_nothing() {
    let mut desk = harbour();
    let before = place(&desk, "warehouses").width();
    desk.click("Text and colours");
    desk.click("Other…");
    desk.until_text("Search ");
    assert_eq!(desk.harness.state().settings().page.face, PageFace::Serif);
    assert!(
        (place(&desk, "warehouses").width() - before).abs() < 0.01,
        "until one is chosen, the page is as it was"
    );
}

#[test]
fn colours_of_window_and_words_are_chosen() {
    let mut desk = harbour();
    desk.click("Text and colours");
    for (name, theme) in [
        ("Sepia", ThemeChoice::Sepia),
        ("High contrast", ThemeChoice::Contrast),
        ("Dark", ThemeChoice::Dark),
        ("Light", ThemeChoice::Light),
        ("As the system", ThemeChoice::System),
    ] {
        desk.click(name);
        assert_eq!(desk.harness.state().settings().theme, theme);
    }
    let mut grounds = Vec::new();
    for (name, palette) in [
        ("Blue and yellow", Palette::BlueYellow),
        ("Rose and teal", Palette::RoseTeal),
        ("Shades", Palette::Shades),
        ("Standard", Palette::Standard),
    ] {
        desk.click(name);
        assert_eq!(desk.harness.state().settings().palette, palette);
        grounds.push(desk.harness.state().ground());
    }
    grounds.dedup();
    assert_eq!(grounds.len(), 1, "the paper stays");
}

#[test]
fn the_key_brings_the_keyboard_along() {
    let mut desk = harbour();
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    desk.harness.get_by_label("Line height: more than 1.55");
    // The theme that is on has the focus; the next one is a Tab away.
    desk.press(Key::Tab);
    desk.press(Key::Enter);
    assert_eq!(desk.harness.state().settings().theme, ThemeChoice::Light);
}

//! Pictures of the window, where looks are the point: colours, columns, what stands beside what.
//!
//! They are drawn without a display, by whatever rasteriser in software there is, and kept under `tests/data/pictures`.
//! `UPDATE_SNAPSHOTS=1 cargo test --test main pictures::` draws them anew; look at each before it is committed.

use std::path::Path;

use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Theme, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::{Harness, SnapshotOptions};

use crate::views::desk::{Desk, data};

/// The size of a window that shows enough, in points. A card takes the whole sidebar in it, so that the list behind
/// stays where it was.
const USUAL: Vec2 = vec2(1000.0, 630.0);

/// The size of a window that has room for the list and the card.
const HIGH: Vec2 = vec2(1000.0, 700.0);

/// Compares what is shown with the picture of that name.
///
/// Rasterisers round the edges of letters differently: a pixel may be somewhat darker or lighter, and a few of them a
/// good deal. A word that is missing is hundreds of pixels.
fn is_as_pictured(desk: &mut Desk, name: &str) {
    let options = SnapshotOptions::new()
        .threshold(1.0)
        .max_failed_pixels(12)
        .output_path(data("pictures"));
    // Nothing on the screen moves or goes by itself: the change that was made last is no longer announced.
    desk.until("no toast", |harness| !shows(harness, "Undo"));
    desk.harness.remove_cursor();
    desk.harness.run_ok();
    desk.harness.snapshot_options(name, &options);
}

fn shows(harness: &Harness<'static, boldface::ui::Window>, label: &str) -> bool {
    use egui_kittest::kittest::Queryable;
    harness.query_all_by_label(label).next().is_some()
}

/// Light or dark, as the system has it.
fn light_up(desk: &mut Desk, theme: Theme) {
    desk.harness.input_mut().system_theme = Some(theme);
    desk.harness.step();
    desk.harness.run_ok();
}

/// A window of a size in points, with these files, in light colours.
fn desk(size: Vec2, files: &[&Path]) -> Desk {
    let mut desk = Desk::open(files);
    // The colours are set up when the theme changes.
    light_up(&mut desk, Theme::Dark);
    light_up(&mut desk, Theme::Light);
    desk.harness.set_size(size);
    desk.harness.run_ok();
    desk
}

fn welcome(size: Vec2) -> Desk {
    let mut desk = desk(size, &[]);
    desk.until_label("Welcome to Boldface");
    // What stood on the page for a second counts as read; later it would come at any time.
    desk.until_text("presumed");
    desk
}

/// Gives some words a status each, so that every look of a word is on the page.
fn study(desk: &mut Desk, words: &[(&str, Key)]) {
    for (word, key) in words {
        desk.click(word);
        desk.press(*key);
    }
    desk.press(Key::Escape);
    desk.press(Key::Escape);
}

/// Scrolls the page down by so many points.
fn scroll(desk: &mut Desk, points: f32) {
    desk.harness.hover_at(pos2(450.0, 400.0));
    desk.harness.step();
    desk.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: MouseWheelSource::Unknown,
    });
    // A wheel's movement is spread over some frames.
    desk.harness.run_steps(30);
    desk.harness.run_ok();
}

#[test]
fn the_page_and_its_words() {
    let mut desk = welcome(USUAL);
    let words = [
        ("hesitated", Key::Num1),
        ("sturdy", Key::Num2),
        ("encounter", Key::Num3),
        ("habit", Key::Num4),
        ("lesson", Key::Num5),
        ("article", Key::I),
        ("reader", Key::K),
    ];
    study(&mut desk, &words);
    is_as_pictured(&mut desk, "reading");
    light_up(&mut desk, Theme::Dark);
    is_as_pictured(&mut desk, "reading-dark");
}

#[test]
fn everything_that_a_page_may_hold() {
    let mut desk = desk(USUAL, &[&data("pictures/markup.md")]);
    desk.until_label("Every sign");
    is_as_pictured(&mut desk, "markup");
    scroll(&mut desk, 640.0);
    is_as_pictured(&mut desk, "markup-middle");
    scroll(&mut desk, 2000.0);
    is_as_pictured(&mut desk, "markup-below");
}

#[test]
fn the_library() {
    let mut desk = desk(USUAL, &[&data("articles")]);
    desk.until_text("articles added");
    desk.click("Leave them");
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("7 articles");
    is_as_pictured(&mut desk, "library");
}

#[test]
fn a_card_with_a_note_in_chinese() {
    let mut desk = welcome(HIGH);
    desk.click("sturdy");
    desk.press(Key::Num3);
    desk.press(Key::N);
    desk.type_text("strong, not easily broken: 坚固\n- a **sturdy** bridge");
    desk.until_saved();
    // The caret blinks, so the field must not have it.
    desk.press(Key::Escape);
    is_as_pictured(&mut desk, "card");
}

#[test]
fn twice_the_size() {
    let mut desk = welcome(vec2(1280.0, 860.0));
    for _ in 0..10 {
        desk.press_with(Modifiers::COMMAND, Key::Plus);
    }
    is_as_pictured(&mut desk, "double");
}

#[test]
fn a_low_window() {
    let mut desk = welcome(vec2(900.0, 600.0));
    study(&mut desk, &[("hesitated", Key::Num1), ("sturdy", Key::Num2)]);
    is_as_pictured(&mut desk, "low");
    desk.click("sturdy");
    is_as_pictured(&mut desk, "low-card");
}

#[test]
fn other_looks() {
    let mut desk = desk(HIGH, &[&data("pictures/markup.md")]);
    desk.until_label("Every sign");
    desk.press(Key::F9);
    desk.click("Text and colours");
    for choice in ["Sepia", "Sans", "Indent", "Justified", "Blue and yellow"] {
        desk.click(choice);
    }
    is_as_pictured(&mut desk, "looks");
    desk.press(Key::Escape);
    light_up(&mut desk, Theme::Dark);
    desk.click("Text and colours");
    for choice in ["High contrast", "Easy"] {
        desk.click(choice);
    }
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    // The caret blinks, so the field must not have it.
    desk.press(Key::Tab);
    is_as_pictured(&mut desk, "contrast-outline");
}

#[test]
fn the_notes() {
    let mut desk = desk(USUAL, &[&data("articles/harbour.md")]);
    desk.until_label("All 76");
    for (word, note) in [
        ("onslaught", "a fierce attack 猛击"),
        (
            "battered",
            "猛击；连续打击 — like *battery*. Not [[stall]]! #verbs\n- to beat\n- **not** cake",
        ),
    ] {
        desk.click(word);
        desk.press(Key::N);
        desk.type_text(note);
        desk.until_saved();
        desk.press(Key::Escape);
        desk.press(Key::Escape);
    }
    desk.press_with(Modifiers::COMMAND, Key::Num4);
    desk.until_label("2 notes in 1 article");
    desk.until_label("#verbs");
    is_as_pictured(&mut desk, "notes");
    light_up(&mut desk, Theme::Dark);
    is_as_pictured(&mut desk, "notes-dark");
}

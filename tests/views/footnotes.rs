//! Footnotes: the number shows its note, and the note knows the way back.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

fn desk() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let filler = "Some words to fill a line or two with.\n\n".repeat(40);
    let text = format!(
        "# Notes\n\nThe **harbour** lay still[^a] and the boats came home[^b].\n\n{filler}\
        [^a]: Nobody knew for how long.\n\n[^b]: All but one.\n"
    );
    let article = file(folder.path(), "notes.md", &text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk
}

/// Where the number behind a word stands.
fn number(desk: &Desk, word: &str) -> Pos2 {
    let rect = desk.harness.get_by_label(word).rect();
    rect.right_center() + vec2(3.0, -4.0)
}

fn point(desk: &mut Desk, at: Pos2) {
    desk.harness.event(Event::PointerMoved(at));
    desk.harness.run_ok();
}

fn click(desk: &mut Desk, at: Pos2) {
    for pressed in [true, false] {
        desk.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        desk.harness.step();
    }
    desk.harness.run_ok();
}

#[test]
fn a_number_shows_its_note_under_the_pointer() {
    let mut desk = desk();
    let at = number(&desk, "still");
    point(&mut desk, at);
    assert!(desk.shows("Footnote 1: Nobody knew for how long."));
    assert!(!desk.shows("Go to the note"));
    point(&mut desk, at + vec2(0.0, 300.0));
    assert!(!desk.shows("Footnote 1"));
}

#[test]
fn a_note_under_the_pointer_hides_the_words_below_it() {
    let mut desk = desk();
    let at = number(&desk, "still");
    point(&mut desk, at);
    let note = desk.harness.get_by_label_contains("Footnote 1").rect();
    let words = ["words", "to", "fill", "a", "line", "or", "two", "with"].into_iter();
    let below = words
        .flat_map(|word| desk.harness.query_all_by_label(word).map(|word| word.rect()))
        .map(|rect| rect.center_top() + vec2(0.0, 3.0))
        .find(|word| note.contains(*word));
    let below = below.expect("a word lies below the note");
    point(&mut desk, at.lerp(below, 0.5));
    point(&mut desk, below);
    assert!(desk.shows("Footnote 1: Nobody knew for how long."));
    click(&mut desk, below);
    assert!(!desk.shows("Card of"), "no word of the page was clicked");
    assert!(desk.shows("Footnote 1"));
}

#[test]
fn a_click_pins_the_note_and_the_button_goes_there() {
    let mut desk = desk();
    let at = number(&desk, "home");
    point(&mut desk, at);
    click(&mut desk, at);
    point(&mut desk, at + vec2(0.0, 300.0));
    assert!(desk.shows("Footnote 2: All but one."), "it stays");
    desk.press(Key::Escape);
    assert!(!desk.shows("Footnote 2"));
    point(&mut desk, at);
    click(&mut desk, at);
    desk.harness.get_by_label_contains("Go to the note").click();
    desk.harness.run_ok();
    desk.until_label("one");
    assert!(!desk.shows("harbour lay"));
    // The sign behind the note leads back.
    let sign = desk.harness.get_by_label("Back from footnote 2").rect().center();
    point(&mut desk, sign);
    click(&mut desk, sign);
    desk.until_label("still");
}

#[test]
fn the_key_shows_one_note_after_the_other_and_leads_back() {
    let mut desk = desk();
    desk.press(Key::F8);
    desk.until_text("Footnote 1: Nobody knew");
    desk.press(Key::F8);
    desk.until_text("Footnote 2: All but one.");
    desk.press(Key::Enter);
    desk.harness.run_ok();
    assert_eq!(desk.count("still"), 0, "the page is at the notes");
    desk.until_label("one");
    desk.press(Key::F8);
    desk.until_label("still");
    assert!(!desk.shows("Footnote 2"));
}

#[test]
fn a_long_note_is_scrolled_where_it_is_shown() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let paragraphs: Vec<String> = (10..30)
        .map(|number| format!("    Line{number} of the note."))
        .collect();
    let paragraphs = paragraphs.join("\n\n");
    let text = format!("# Notes\n\nThe **harbour** lay still[^a].\n\n[^a]: It begins.\n\n{paragraphs}\n");
    let article = file(folder.path(), "long.md", &text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk.harness.set_size(vec2(900.0, 500.0));
    desk.harness.run_ok();
    desk.press(Key::F8);
    desk.harness.run_ok();
    let told = |desk: &Desk| {
        let labels = desk.labels();
        labels
            .into_iter()
            .find(|label| label.starts_with("Footnote 1:"))
            .unwrap_or_default()
    };
    assert!(told(&desk).contains("It begins."));
    let heading = desk.harness.get_by_label("still").rect();
    for _ in 0..30 {
        desk.press(Key::PageDown);
    }
    desk.harness.run_ok();
    assert!(told(&desk).contains("Line29"), "{}", told(&desk));
    assert_eq!(desk.harness.get_by_label("still").rect(), heading, "the page stays");
}

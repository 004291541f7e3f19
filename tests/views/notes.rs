//! Notes: written beside the text, safe by themselves, there again at the next start.

use eframe::egui::{Event, ImeEvent, Key, Modifiers};

use super::desk::{Desk, file};

const NOTE: &str = "My note";

fn storm() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let article = file(
        folder.path(),
        "storm é.md",
        "# A storm\n\nThe storm **battered** the coast and stalled.\n",
    );
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk
}

#[test]
fn a_note_in_two_scripts_is_there_at_the_next_start() {
    let mut desk = storm();
    desk.click("battered");
    desk.press(Key::Num3);
    desk.until_label("batter, Familiar");
    desk.press(Key::N);
    desk.type_text("to hit again and again: ");
    desk.harness
        .event(Event::Ime(ImeEvent::Commit("猛击；连续打击".to_owned())));
    desk.harness.run_ok();
    assert_eq!(desk.field(NOTE), "to hit again and again: 猛击；连续打击");
    desk.until_saved();
    let folder = desk.close();

    let mut desk = Desk::again(folder, &[]);
    desk.until_label("batter, Familiar");
    desk.click("battered");
    assert_eq!(desk.field(NOTE), "to hit again and again: 猛击；连续打击");
}

#[test]
fn the_key_for_a_note_types_no_letter_and_letters_in_a_note_change_no_status() {
    let mut desk = storm();
    desk.click("battered");
    desk.press(Key::N);
    desk.press(Key::K);
    assert_eq!(desk.field(NOTE), "k");
    desk.until_saved();
    assert!(desk.shows("batter, New"));
}

#[test]
fn what_was_typed_last_is_kept_when_the_window_closes_at_once() {
    let mut desk = storm();
    desk.click("battered");
    desk.press(Key::N);
    desk.type_text("typed a moment ago");
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[]);
    desk.click("battered");
    assert_eq!(desk.field(NOTE), "typed a moment ago");
}

#[test]
fn a_note_on_a_word_that_is_no_term_makes_it_one() {
    let mut desk = storm();
    desk.click("coast");
    desk.press(Key::N);
    desk.until_label("All 2");
    desk.until("the field", |harness| {
        use egui_kittest::kittest::{NodeT, Queryable};
        harness
            .query_all_by_label(NOTE)
            .any(|node| node.accesskit_node().is_focused())
    });
    desk.type_text("where land meets the sea");
    desk.until_saved();
    assert_eq!(desk.field(NOTE), "where land meets the sea");
}

#[test]
fn a_letter_and_a_click_elsewhere_in_one_frame_are_both_taken() {
    use eframe::egui::PointerButton;
    use egui_kittest::kittest::Queryable;

    let mut desk = storm();
    desk.click("battered");
    desk.press(Key::N);
    desk.type_text("almos");
    let elsewhere = desk.harness.get_all_by_label("coast").next().unwrap().rect().center();
    let input = desk.harness.input_mut();
    let click = |pressed| Event::PointerButton {
        pos: elsewhere,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    input.events.push(Event::PointerMoved(elsewhere));
    input.events.push(Event::Text("t".to_owned()));
    input.events.push(click(true));
    input.events.push(click(false));
    desk.harness.run_ok();
    desk.until_text("Not in your vocabulary yet");
    desk.click("battered");
    assert_eq!(desk.field(NOTE), "almost");
}

#[test]
fn a_key_pressed_in_the_frame_of_a_click_is_for_what_was_clicked() {
    use eframe::egui::PointerButton;
    use egui_kittest::kittest::Queryable;

    let mut desk = storm();
    desk.click("battered");
    let elsewhere = desk.harness.get_all_by_label("coast").next().unwrap().rect().center();
    let input = desk.harness.input_mut();
    input.events.push(Event::PointerMoved(elsewhere));
    for pressed in [true, false] {
        input.events.push(Event::PointerButton {
            pos: elsewhere,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    for pressed in [true, false] {
        input.events.push(Event::Key {
            key: Key::Num3,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        });
    }
    desk.harness.run_ok();
    desk.until_label("coast, Familiar");
    assert!(desk.shows("batter, New"));
}

#[test]
fn undo_takes_a_whole_edit_back_and_the_field_shows_it() {
    let mut desk = storm();
    desk.click("battered");
    desk.press(Key::N);
    desk.type_text("first");
    desk.until_saved();
    // Esc leaves the field: what follows is another step.
    desk.press(Key::Escape);
    desk.press(Key::N);
    desk.type_text(" and second");
    desk.until_saved();
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone");
    assert_eq!(desk.field(NOTE), "first");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_text("Done again");
    assert_eq!(desk.field(NOTE), "first and second");
}

#[test]
fn text_that_an_input_method_still_composes_is_not_saved() {
    let mut desk = storm();
    desk.click("battered");
    desk.press(Key::N);
    let preedit = ImeEvent::Preedit {
        text: "meng".to_owned(),
        active_range_chars: None,
    };
    desk.harness.event(Event::Ime(preedit));
    desk.harness.run_ok();
    std::thread::sleep(std::time::Duration::from_millis(2300));
    desk.harness.run_ok();
    desk.harness.event(Event::Ime(ImeEvent::Commit("猛".to_owned())));
    desk.harness.run_ok();
    desk.until_saved();
    let folder = desk.close();
    let library = rusqlite::Connection::open(boldface::app::Paths::under(folder.path()).library()).unwrap();
    let bodies: Vec<String> = library
        .prepare("SELECT body FROM notes UNION ALL SELECT body FROM note_versions")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(bodies, ["猛"]);
}

#[test]
fn undo_in_a_note_goes_by_words() {
    let mut desk = storm();
    desk.click("battered");
    desk.press(Key::N);
    desk.harness.run_ok();
    for char in "hit it again".chars() {
        desk.harness.event(Event::Text(char.to_string()));
        desk.harness.step();
    }
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.field(NOTE), "hit it ");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.field(NOTE), "hit ");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(desk.field(NOTE), "hit it ");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(desk.field(NOTE), "hit it again");
    for _ in 0..3 {
        desk.press_with(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(desk.field(NOTE), "");
    assert!(desk.shows("batter, New"), "the word itself is as it was");
}

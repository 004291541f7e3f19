//! Selecting and copying, and keys that change nothing twice.

use eframe::egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

const TEXT: &str = "# The mill\n\nThe old **mill** stalls, and [the *miller*](https://a.example) puts the work off.\n\n- One **two**\n- three\n";

fn desk() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "mill.md", TEXT);
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label("stalls");
    desk.until_saved();
    desk
}

/// Goes on until something was put on the clipboard or told as selected, and gives it.
fn output(desk: &mut Desk, pick: impl Fn(&OutputCommand) -> Option<String>) -> String {
    for _ in 0..600 {
        let commands = &desk.harness.output().platform_output.commands;
        if let Some(text) = commands.iter().find_map(&pick) {
            return text;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        desk.harness.step();
    }
    panic!("nothing came");
}

fn copied(desk: &mut Desk) -> String {
    output(desk, |command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

fn key(desk: &mut Desk, modifiers: Modifiers, key: Key) {
    let input = desk.harness.input_mut();
    input.events.push(Event::ModifiersChanged(modifiers));
    input.events.push(Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    });
    desk.harness.step();
}

fn release(desk: &mut Desk, key: Key) {
    let input = desk.harness.input_mut();
    input.events.push(Event::Key {
        key,
        physical_key: None,
        pressed: false,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    input.events.push(Event::ModifiersChanged(Modifiers::NONE));
    desk.harness.step();
}

#[test]
fn what_is_selected_is_copied_as_text_and_as_markdown() {
    let mut desk = desk();
    desk.click("stalls");
    key(&mut desk, Modifiers::COMMAND, Key::A);
    let primary = output(&mut desk, |command| match command {
        OutputCommand::TextSelectionSettled(text) => Some(text.clone()),
        _ => None,
    });
    release(&mut desk, Key::A);
    let text = "The mill\n\nThe old mill stalls, and the miller puts the work off.\n\nOne two\nthree";
    assert_eq!(primary, text);
    desk.harness.input_mut().events.push(Event::Copy);
    desk.harness.step();
    assert_eq!(copied(&mut desk), text);
    desk.until_text("words copied");
    key(&mut desk, Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    assert_eq!(copied(&mut desk), TEXT);
    release(&mut desk, Key::C);
    desk.until_text("copied as Markdown");
    desk.press(Key::Num1);
    desk.until_text("at most five words");
}

#[test]
fn a_key_that_is_held_sets_a_status_once() {
    let mut desk = desk();
    desk.click("stalls");
    for _ in 0..20 {
        key(&mut desk, Modifiers::NONE, Key::Num3);
    }
    release(&mut desk, Key::Num3);
    desk.until_text("→ Familiar");
    desk.until_saved();
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone: stall");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone: “The mill”");
}

#[test]
fn what_a_word_has_already_is_no_change() {
    let mut desk = desk();
    desk.harness.get_all_by_label("mill").next().unwrap().click();
    desk.harness.run_ok();
    desk.press(Key::Num4);
    desk.until_text("mill → Nearly");
    desk.until_saved();
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone: mill → Nearly");
    desk.press(Key::Num1);
    desk.harness.run_ok();
    assert!(
        desk.shows("Undone: "),
        "it is New already: the toast is still the one of the undo"
    );
}

#[test]
fn a_gap_needs_a_phrase_with_a_status() {
    let mut desk = desk();
    desk.click("puts");
    key(&mut desk, Modifiers::SHIFT, Key::ArrowRight);
    release(&mut desk, Key::ArrowRight);
    desk.press_with(Modifiers::COMMAND, Key::G);
    desk.until_text("Give the phrase a status first");
}

#[test]
fn keys_lead_to_what_is_untouched_and_to_what_is_unfinished() {
    let mut desk = desk();
    desk.press(Key::J);
    desk.until_label("Close the card");
    desk.press(Key::K);
    desk.until_text("mill → Known");
    desk.press(Key::J);
    desk.until_label("Close the card");
    desk.press(Key::K);
    desk.until_text("two → Known");
    desk.press(Key::J);
    desk.until_text("You are learning no word");
    desk.press(Key::U);
    desk.harness.run_ok();
    desk.press(Key::K);
    desk.until_text("three → Known");
}

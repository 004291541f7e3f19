//! Notes on passages and on the article: selected, written, coloured, found again at the next start.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

const BODY: &str = "Note on this passage";
const TEXT: &str = "# A storm\n\nThe harbour master said that you check the ropes first of all. Then the storm \
                    **battered** the coast and stalled.\n\nIn the evening the rain came back over the hills.\n";

fn storm() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "storm.md", TEXT);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk
}

fn middle(desk: &Desk, word: &str, nth: usize) -> Pos2 {
    let mut words = desk.harness.get_all_by_label(word);
    words.nth(nth).unwrap().rect().center()
}

/// Drags from one word to another with the mouse.
fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness.event(Event::PointerMoved(from));
    desk.harness.event(button(from, true));
    desk.harness.step();
    for step in 1..=4u8 {
        let at = from + (to - from) * (f32::from(step) / 4.0);
        desk.harness.event(Event::PointerMoved(at));
        desk.harness.step();
    }
    desk.harness.event(button(to, false));
    desk.harness.run_ok();
}

/// Selects “you check the ropes first of all”.
fn select_ropes(desk: &mut Desk) {
    let (from, to) = (middle(desk, "you", 0), middle(desk, "all", 0));
    drag(desk, from, to);
}

fn is_on(desk: &Desk, colour: &str) -> bool {
    let mut swatches = desk.harness.query_all_by_label(colour);
    swatches.any(|node| node.accesskit_node().toggled() == Some(Toggled::True))
}

#[test]
fn a_passage_is_selected_written_on_in_two_scripts_and_there_at_the_next_start() {
    let mut desk = storm();
    select_ropes(&mut desk);
    desk.press(Key::N);
    desk.type_text("order of importance ");
    desk.harness
        .event(Event::Ime(ImeEvent::Commit("连续打击 #style".to_owned())));
    desk.harness.run_ok();
    assert_eq!(desk.field(BODY), "order of importance 连续打击 #style");
    desk.until_label("Note: order of importance 连续打击 #style");
    desk.until_saved();
    let folder = desk.close();

    let mut desk = Desk::again(folder, &[]);
    desk.click("Note: order of importance 连续打击 #style");
    assert_eq!(desk.field(BODY), "order of importance 连续打击 #style");
    assert!(
        desk.shows("Note on you check the ropes first of all"),
        "the card names the passage"
    );
    desk.press(Key::Escape);
    assert_eq!(desk.count(BODY), 0, "Esc closes the card");
}

#[test]
fn nothing_is_kept_of_a_note_that_was_never_written_and_an_emptied_one_goes() {
    let mut desk = storm();
    select_ropes(&mut desk);
    desk.press(Key::N);
    desk.until_label(BODY);
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    assert_eq!(desk.count(BODY), 0);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone: “A storm” added");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_label("All 1");

    select_ropes(&mut desk);
    desk.press(Key::N);
    desk.type_text("kept");
    desk.until_label("Note: kept");
    desk.press(Key::Escape);
    desk.press(Key::N);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.press(Key::Backspace);
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    desk.until("the note goes", |harness| {
        harness.query_all_by_label_contains("Note: ").next().is_none()
            && harness.query_all_by_label_contains("Highlight: ").next().is_none()
    });
    desk.until_saved();
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("Note: kept");
}

#[test]
fn h_highlights_changes_the_colour_and_takes_it_away() {
    const MARK: &str = "Highlight: you check the ropes first of all";
    let mut desk = storm();
    select_ropes(&mut desk);
    desk.press(Key::H);
    desk.until_label(MARK);
    desk.until_saved();
    assert!(is_on(&desk, "Yellow, dashed"), "its card shows the colour");
    for colour in ["Green, waved", "Blue, dotted and dashed", "Violet, double"] {
        desk.press(Key::H);
        desk.until_saved();
        assert!(is_on(&desk, colour), "{colour}");
    }
    desk.press(Key::H);
    desk.until_text("no longer highlighted");
    assert_eq!(desk.count(MARK), 0);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label(MARK);
    desk.press(Key::Escape);
    desk.press_with(Modifiers::NONE, Key::M);
    desk.until_label("Delete the highlight");
    assert!(is_on(&desk, "Violet, double"));
    desk.click("Yellow, dashed");
    desk.until_text("highlighted: Yellow");
    desk.click("Delete the highlight");
    desk.until_text("deleted");
    assert_eq!((desk.count(MARK), desk.count(BODY)), (0, 0));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label(MARK);
}

#[test]
fn passages_overlap_and_a_word_in_both_leads_to_both() {
    let mut desk = storm();
    select_ropes(&mut desk);
    desk.press(Key::N);
    desk.type_text("the first");
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    let (from, to) = (middle(&desk, "ropes", 0), middle(&desk, "evening", 0));
    drag(&mut desk, from, to);
    desk.press(Key::N);
    desk.type_text("over two paragraphs");
    desk.until_label("Note: over two paragraphs");
    desk.until_label("Note: the first");
    desk.until_saved();
    desk.click("ropes");
    desk.until_label("Notes on this place");
    desk.click("over two paragraphs");
    assert_eq!(desk.field(BODY), "over two paragraphs");
    desk.press_with(Modifiers::SHIFT, Key::M);
    assert_eq!(desk.field(BODY), "the first");
    desk.press(Key::M);
    assert_eq!(desk.field(BODY), "over two paragraphs");
}

#[test]
fn keys_alone_select_a_passage_and_write_on_it_and_on_the_article() {
    let mut desk = storm();
    desk.click("harbour");
    for _ in 0..8 {
        desk.press_with(Modifiers::SHIFT, Key::ArrowRight);
    }
    desk.press(Key::N);
    desk.type_text("by keys");
    desk.until_label("Note: by keys");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    desk.until_label("Note on this article");
    desk.type_text("read it again");
    desk.until_saved();
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[]);
    desk.until_label("Note: by keys");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert_eq!(desk.field("Note on this article"), "read it again");
}

#[test]
fn what_comes_up_in_review_is_marked_and_undone() {
    let mut desk = storm();
    select_ropes(&mut desk);
    desk.press(Key::H);
    desk.click("Bring it up in review");
    desk.until_text("will come up in review");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone: note on “you check");
}

#[test]
fn a_note_is_read_as_it_is_meant_under_the_pointer_and_in_its_card() {
    let mut desk = storm();
    select_ropes(&mut desk);
    desk.press(Key::N);
    desk.type_text("**first** things, see [[bat");
    desk.until_label("batter");
    desk.press(Key::Enter);
    assert_eq!(
        desk.field(BODY),
        "**first** things, see [[batter]]",
        "names are completed here as well"
    );
    desk.until_saved();
    desk.press(Key::Escape);
    let link = |desk: &Desk| {
        let links = desk.harness.query_all_by_role_and_label(Role::Link, "batter");
        links.count()
    };
    assert_eq!(link(&desk), 1, "the card reads it");
    desk.click("History…");
    desk.until_text("This note has said nothing else so far");
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    assert_eq!(link(&desk), 0);
    let ropes = middle(&desk, "ropes", 0);
    desk.harness.event(Event::PointerMoved(ropes));
    desk.until_label("first things, see batter");
}

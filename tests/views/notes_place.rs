//! The Notes place: every note is found, read, edited, followed, deleted and brought back there.

use std::sync::Arc;

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

const BATTER: &str = "batter, word, Today";
const STALL: &str = "stall, word, Today";
const FIELD: &str = "Note";

/// A window on a library with an article and a note on each of these words of it.
fn noted(notes: &[(&str, &str)]) -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let article = file(
        folder.path(),
        "storm.md",
        "# A storm\n\nThe storm **battered** the coast and finally **stalled** far offshore.\n",
    );
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 2");
    for (word, note) in notes {
        desk.click(word);
        desk.press(Key::N);
        desk.type_text(note);
        desk.until_saved();
        desk.press(Key::Escape);
        desk.press(Key::Escape);
    }
    desk
}

fn two() -> Desk {
    let mut desk = noted(&[
        ("battered", "猛击；连续打击 — like *battery* #verbs"),
        (
            "stalled",
            "came to a stop, like an engine. See [[batter]] #verbs #style",
        ),
    ]);
    go(&mut desk);
    desk.until_label(STALL);
    desk
}

fn go(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::Num4);
    desk.until_label("Search notes… 打击");
}

fn until_gone(desk: &mut Desk, label: &str) {
    desk.until("its end", |harness| harness.query_all_by_label(label).next().is_none());
}

/// Selects a note with the keyboard.
fn select(desk: &mut Desk, label: &str) {
    let selected = |desk: &Desk| {
        let mut notes = desk.harness.query_all_by_label(label);
        notes.any(|node| node.accesskit_node().toggled() == Some(Toggled::True))
    };
    desk.press(Key::Home);
    for _ in 0..10 {
        if selected(desk) {
            return;
        }
        desk.press(Key::ArrowDown);
    }
    assert!(selected(desk), "{label}");
}

#[test]
fn the_newest_note_stands_first_and_the_bar_counts_them() {
    let desk = two();
    let top = |label: &str| desk.harness.get_by_label(label).rect().top();
    assert!(top("Today") < top(STALL) && top(STALL) < top(BATTER));
    assert!(desk.shows("2 notes in 1 article"));
    for chip in ["All 2", "Words 2", "Passages 0", "Articles 0"] {
        assert!(desk.count(chip) > 0, "{chip}");
    }
    assert!(desk.count("A storm →") == 2);
}

#[test]
fn search_finds_two_chinese_characters_as_they_are_typed() {
    let mut desk = two();
    desk.press_with(Modifiers::COMMAND, Key::F);
    desk.type_text("打击");
    until_gone(&mut desk, STALL);
    assert!(desk.count(BATTER) == 1);
    desk.press(Key::Escape);
    desk.until_label(STALL);
    desk.type_text("no such words");
    desk.until_text("No note is like that");
}

#[test]
fn a_tag_shows_what_has_it_from_the_chip_and_from_the_note() {
    let mut desk = two();
    desk.harness.get_all_by_label("#style").next().unwrap().click();
    desk.harness.run_ok();
    until_gone(&mut desk, BATTER);
    desk.harness.get_all_by_label("#style").next().unwrap().click();
    desk.harness.run_ok();
    desk.until_label(BATTER);
    // In the note it is a link.
    let link = eframe::egui::accesskit::Role::Link;
    desk.harness.get_by_role_and_label(link, "#style").click();
    desk.harness.run_ok();
    until_gone(&mut desk, BATTER);
}

#[test]
fn notes_are_listed_by_tag_article_and_alphabet() {
    let mut desk = two();
    desk.click("Newest ▾");
    desk.click("By tag");
    desk.until_label("#style");
    desk.until("both tags", |harness| harness.query_all_by_label(STALL).count() == 2);
    desk.click("By tag ▾");
    desk.click("A–Z");
    desk.until("one each", |harness| harness.query_all_by_label(STALL).count() == 1);
    let top = |label: &str| desk.harness.get_by_label(label).rect().top();
    assert!(top(BATTER) < top(STALL));
}

#[test]
fn a_note_is_edited_in_its_place_and_is_there_at_the_next_start() {
    let mut desk = two();
    desk.click("猛击；连续打击 — like *battery* #verbs");
    desk.until("the field", |harness| {
        harness
            .query_all_by_label(FIELD)
            .any(|node| node.accesskit_node().is_focused())
    });
    assert_eq!(desk.field(FIELD), "猛击；连续打击 — like *battery* #verbs");
    desk.type_text(", 2026");
    desk.until_saved();
    desk.press(Key::Escape);
    desk.until_label("猛击；连续打击 — like *battery* #verbs, 2026");
    assert_eq!(desk.count(FIELD), 0, "the note is read again");
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[]);
    desk.until_label("All 2");
    desk.click("battered");
    assert_eq!(desk.field("My note"), "猛击；连续打击 — like *battery* #verbs, 2026");
}

#[test]
fn the_keyboard_goes_edits_leaves_and_follows() {
    let mut desk = two();
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    desk.until_label(FIELD);
    assert!(desk.field(FIELD).starts_with("猛击"));
    desk.press(Key::Escape);
    until_gone(&mut desk, FIELD);
    desk.press(Key::ArrowUp);
    desk.press(Key::O);
    desk.until_label("All 2");
    desk.until_label("Close the card");
    assert!(desk.field("My note").starts_with("came to a stop"));
}

#[test]
fn a_deleted_note_comes_back_by_undo_and_from_the_trash() {
    let mut desk = two();
    select(&mut desk, BATTER);
    desk.press(Key::Delete);
    until_gone(&mut desk, BATTER);
    assert!(desk.shows("note on batter deleted"));
    desk.click("Undo");
    desk.until_label(BATTER);

    select(&mut desk, BATTER);
    desk.press(Key::Delete);
    until_gone(&mut desk, BATTER);
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[]);
    desk.until_label("All 2");
    go(&mut desk);
    desk.until_label(STALL);
    desk.click("Filter ▾");
    desk.click("Trash  1");
    desk.until_text("Deleted today");
    desk.press(Key::Escape);
    until_gone(&mut desk, STALL);
    desk.click("Restore");
    desk.until_text("The trash is empty");
    desk.click("Trash  ×");
    desk.until_label(BATTER);
}

#[test]
fn marking_for_review_is_seen_and_undone() {
    let mut desk = two();
    select(&mut desk, BATTER);
    desk.press(Key::R);
    desk.until_text("note on batter will come up in review");
    desk.click("Undo");
    desk.until_text("Undone");
    select(&mut desk, BATTER);
    desk.press(Key::R);
    desk.until_text("note on batter will come up in review");
    desk.click("Filter ▾");
    desk.click("In review  1");
    until_gone(&mut desk, STALL);
}

#[test]
fn a_note_that_was_emptied_is_brought_back_from_its_history() {
    let mut desk = two();
    desk.click("猛击；连续打击 — like *battery* #verbs");
    desk.until_label(FIELD);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.press(Key::Delete);
    desk.until_saved();
    desk.press(Key::Escape);
    desk.until_text("Nothing written yet");
    desk.press_with(Modifiers::COMMAND, Key::H);
    desk.until_text("[removed: 猛击；连续打击");
    desk.click("Restore this version");
    desk.until_text("is as it was before");
    desk.until_label("猛击；连续打击 — like *battery* #verbs");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Nothing written yet");
}

#[test]
fn the_cards_note_is_read_until_it_is_clicked_and_has_its_history() {
    let mut desk = noted(&[("battered", "to **hit** again, see [[stall]]")]);
    desk.click("battered");
    assert_eq!(desk.field("My note"), "to **hit** again, see [[stall]]");
    desk.follow("stall");
    desk.until_label("stall, New");
    desk.until("the other word's card", |harness| {
        harness.query_all_by_label_contains("Card of “stall”").next().is_some()
    });
    desk.click("battered");
    desk.follow("History…");
    desk.until_text("This note has said nothing else so far");
    desk.click("Close");
    desk.press(Key::N);
    desk.type_text("!");
    assert_eq!(desk.field("My note"), "to **hit** again, see [[stall]]!");
}

#[test]
fn names_and_tags_complete_while_they_are_typed() {
    let mut desk = noted(&[("battered", "first #verbs")]);
    desk.click("stalled");
    desk.press(Key::N);
    desk.type_text("see [[ba");
    desk.until_label("batter");
    desk.press(Key::Enter);
    assert_eq!(desk.field("My note"), "see [[batter]]");
    desk.type_text(" and [[a st");
    desk.until_label("A storm");
    desk.press(Key::Tab);
    assert_eq!(desk.field("My note"), "see [[batter]] and [[A storm]]");
    desk.type_text(" #ve");
    desk.until_label("verbs");
    desk.press(Key::Escape);
    until_gone(&mut desk, "verbs");
    desk.type_text("r");
    assert_eq!(desk.field("My note"), "see [[batter]] and [[A storm]] #ver");
    desk.until_saved();
}

#[test]
fn a_place_without_notes_says_what_to_do() {
    let mut desk = noted(&[]);
    go(&mut desk);
    desk.until_text("There are no notes yet");
    desk.until_text("press N");
}

#[test]
fn passages_and_articles_are_listed_and_what_lost_its_place_says_so() {
    let desk = noted(&[("battered", "to hit")]);
    let folder = desk.close();
    let library = rusqlite::Connection::open(boldface::app::Paths::under(folder.path()).library()).unwrap();
    let anchor = "(SELECT anchor FROM contexts LIMIT 1)";
    library
        .execute_batch(&format!(
            "INSERT INTO notes (uuid, kind, colour, article_id, anchor, quote, sentence, body, placed, created_at, updated_at)
             VALUES ('p', 'passage', 4, 1, {anchor}, 'far offshore', 'It stalled far offshore.', 'a place #sea', 0, 1, 1),
                    ('a', 'article', NULL, 1, NULL, NULL, NULL, 'read again', 1, 2, 2)"
        ))
        .unwrap();
    drop(library);
    let mut desk = Desk::again(folder, &[]);
    desk.until_label("All 2");
    go(&mut desk);
    desk.until_label("A storm, article, 1 January 1970");
    assert!(desk.count("“far offshore”, passage, 1 January 1970") == 1);
    assert!(desk.shows("Not found in the text any more · A storm →"));
    desk.click("Passages 1");
    until_gone(&mut desk, BATTER);
    desk.click("Filter ▾");
    desk.click("Lost their place  1");
    desk.press(Key::Escape);
    desk.until_label("Lost their place  ×");
}

#[test]
fn what_is_typed_is_kept_when_another_place_is_gone_to() {
    let mut desk = two();
    desk.click("猛击；连续打击 — like *battery* #verbs");
    desk.until_label(FIELD);
    desk.type_text(" typed a moment ago");
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.until_saved();
    desk.click("battered");
    assert!(desk.field("My note").ends_with(" typed a moment ago"));
}

#[test]
fn the_notes_go_out_from_the_bar_above_them() {
    let mut desk = two();
    desk.click("Export…");
    desk.until_text("Export notes");
}

#[test]
fn a_note_that_was_scrolled_out_of_view_is_typed_on_without_a_click() {
    let long = "line\n".repeat(60);
    let mut desk = noted(&[("battered", "begun"), ("stalled", &long)]);
    go(&mut desk);
    select(&mut desk, BATTER);
    desk.press(Key::Enter);
    desk.until_label(FIELD);
    desk.harness.event(Event::PointerMoved(pos2(640.0, 500.0)));
    for _ in 0..20 {
        desk.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, 400.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        desk.harness.run_ok();
    }
    let bottom = desk.harness.ctx.content_rect().bottom();
    let field = |desk: &Desk| {
        desk.harness
            .get_by_role_and_label(Role::MultilineTextInput, FIELD)
            .rect()
    };
    assert!(field(&desk).top() > bottom, "it is out of view");
    desk.type_text(" and ended");
    assert!(field(&desk).top() < bottom, "it comes back");
    assert_eq!(desk.field(FIELD), "begun and ended");
    desk.until_saved();
}

#[test]
fn a_note_whose_article_is_gone_is_found_in_the_list() {
    let mut desk = two();
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("A storm");
    desk.click("More about A storm");
    desk.click("Delete");
    desk.until_text("deleted");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.type_text("打击");
    desk.until_text("Note on a word");
    desk.press(Key::Enter);
    desk.until_label(BATTER);
    let shown = desk.harness.get_by_label(BATTER);
    assert_eq!(shown.accesskit_node().toggled(), Some(Toggled::True), "it is selected");
}

//! Review, by what a screen reader would read and with a clock that the test puts forward.

use std::sync::Arc;

use boldface::worker::Clock;
use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, file};

const DAY: i64 = 86_400_000;
const STORM: &str = "# A storm\n\nThe storm **battered** the coast and finally **stalled** far offshore.\n\n\
                     A **rebuke** came from the harbour, and then another **rebuke** from the town.\n";

fn desk() -> (Desk, Clock) {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "storm.md", STORM);
    let clock = Clock::default();
    let mut desk = Desk::again_at(folder, &[&article], clock.clone());
    desk.until_label("All 3");
    (desk, clock)
}

fn go(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("for the first time");
}

#[test]
fn a_word_comes_in_its_sentence_and_the_answer_waits_for_a_key() {
    let (mut desk, _clock) = desk();
    desk.until_label("Review, 3 due");
    go(&mut desk);
    // Bolded twice: it comes first.
    desk.until_text("A rebuke came from the harbour");
    assert!(desk.count("A storm · paragraph 3") == 1);
    assert!(!desk.shows("Good, "));
    desk.press(Key::Space);
    desk.until_label("Good, 10 min · 3");
    assert!(desk.count("Again, 1 min · 1") == 1 && desk.count("Easy, 8 d · 4") == 1);
    desk.press(Key::Num3);
    desk.until_text("The storm battered");
    assert!(desk.count("1 of 4 answered") == 1);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("A rebuke came from the harbour");
    assert!(desk.count("0 of 3 answered") == 1);
}

#[test]
fn a_session_is_left_at_any_moment_and_goes_on_where_it_was() {
    let (mut desk, clock) = desk();
    go(&mut desk);
    for _ in 0..3 {
        desk.until_label("Show the answer, Space");
        desk.press(Key::Enter);
        desk.until_text("Easy, ");
        desk.press(Key::Num4);
    }
    desk.until_label("Done for today");
    desk.until_label("3 words are ready to move up");
    assert!(desk.count("rebuke: New → Met") == 1);
    desk.press(Key::U);
    desk.until_text("3 words moved up");
    let folder = desk.close();
    clock.advance(20 * DAY);
    let mut desk = Desk::again_at(folder, &[], clock);
    desk.until_label("Review, 3 due");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("3 words that are due today");
    desk.press(Key::C);
    desk.until_label("Show the answer, Space");
    desk.press(Key::Space);
    desk.until_text("Again, 10 min");
    desk.press(Key::Num1);
    desk.until_text("Memory of this word");
    desk.press(Key::K);
    desk.until_text("→ Known");
    desk.until_label("1 of 3 answered");
}

#[test]
fn the_article_is_a_key_away_and_the_same_card_comes_back() {
    let (mut desk, _clock) = desk();
    go(&mut desk);
    desk.press(Key::Space);
    desk.until_label("Good, 10 min · 3");
    desk.press(Key::O);
    desk.until_label("All 3");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_label("Good, 10 min · 3");
    assert!(desk.shows("A rebuke came from the harbour"));
}

#[test]
fn the_note_is_written_on_the_card() {
    let (mut desk, _clock) = desk();
    go(&mut desk);
    desk.press(Key::N);
    desk.until_label("Good, 10 min · 3");
    desk.type_text("打击 3");
    assert_eq!(desk.field("My note"), "打击 3");
    desk.until_saved();
    desk.press(Key::Escape);
    desk.press(Key::Num3);
    desk.until_text("The storm battered");
    desk.press_with(Modifiers::COMMAND, Key::Num4);
    desk.until_text("打击 3");
}

#[test]
fn todays_page_is_read_and_what_was_forgotten_comes_as_a_card() {
    let (mut desk, clock) = desk();
    go(&mut desk);
    for _ in 0..3 {
        desk.until_label("Show the answer, Space");
        desk.press(Key::Enter);
        desk.until_text("Easy, ");
        desk.press(Key::Num4);
    }
    desk.until_label("Done for today");
    let folder = desk.close();
    clock.advance(20 * DAY);
    let mut desk = Desk::again_at(folder, &[], clock);
    desk.until_label("Review, 3 due");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("3 words that are due today");
    assert!(desk.count("battered, due") == 1 && desk.count("rebuke, due") == 2);
    desk.click("stalled, due");
    desk.until_label("stalled, forgotten");
    desk.press(Key::R);
    desk.until_text("2 words recalled in passing");
    desk.until_label("Show the answer, Space");
    desk.until_label("2 of 3 answered");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("Review, 3 due");
}

#[test]
fn a_phrase_that_is_due_stands_on_todays_page() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = "# A meeting\n\nThey **put off** the meeting. It was a **setback** for the town, and nobody spoke.\n";
    let article = file(folder.path(), "meeting.md", text);
    let clock = Clock::default();
    let mut desk = Desk::again_at(folder, &[&article], clock.clone());
    desk.until_label("All 2");
    go(&mut desk);
    for _ in 0..2 {
        desk.until_label("Show the answer, Space");
        desk.press(Key::Enter);
        desk.until_text("Easy, ");
        desk.press(Key::Num4);
    }
    desk.until_label("Done for today");
    let folder = desk.close();
    clock.advance(20 * DAY);
    let other = file(
        folder.path(),
        "again.md",
        "# Again\n\nThe setback was old. They were putting off the repair.\n",
    );
    let mut desk = Desk::again_at(folder, &[&other], clock);
    desk.until_label("Review, 2 due");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("2 words that are due today");
    assert!(desk.count("put off, due") + desk.count("putting off, due") == 1);
    assert_eq!(desk.count("setback, due"), 1);
}

#[test]
fn a_gap_is_filled_by_typing_and_shown_letter_by_letter() {
    let (mut desk, _clock) = desk();
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.follow("Typing");
    desk.follow("Recall");
    desk.until_saved();
    desk.press(Key::Escape);
    go(&mut desk);
    desk.until_text("A [gap] came from the harbour");
    desk.until("the field", |harness| {
        use egui_kittest::kittest::{NodeT, Queryable};
        let mut fields = harness.query_all_by_label("The missing word");
        fields.any(|node| node.accesskit_node().is_focused())
    });
    desk.type_text("rebuk");
    desk.press(Key::Enter);
    desk.until_label("Wanted: rebuke");
    desk.press(Key::Num1);
    desk.until_text("The storm [gap] the coast");
}

#[test]
fn a_word_that_is_due_is_answered_while_reading() {
    let (mut desk, clock) = desk();
    go(&mut desk);
    desk.press(Key::Enter);
    desk.until_text("Easy, ");
    desk.press(Key::Num4);
    desk.until_text("The storm battered");
    desk.press(Key::Enter);
    desk.until_text("Easy, ");
    desk.press(Key::Num4);
    desk.until_label("Show the answer, Space");
    let folder = desk.close();
    clock.advance(20 * DAY);
    let mut desk = Desk::again_at(folder, &[], clock);
    desk.until_label("Review, 3 due");
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.click("rebuke");
    // What it means is folded until the learner says whether it came back, or looks.
    desk.until_label("Got it");
    assert_eq!(desk.count("My short meaning"), 0);
    desk.press(Key::Y);
    desk.until_label("Review, 2 due");
    desk.until_text("rebuke: Good");
    desk.until_label("My short meaning");
    desk.click("battered");
    desk.until_label("Show the meaning");
    desk.press(Key::D);
    desk.until_label("My short meaning");
    assert_eq!(desk.count("Got it"), 0);
    desk.press(Key::Y);
    desk.press(Key::X);
    desk.until_text("batter: Again");
    desk.until_label("Review, 2 due");
}

#[test]
fn progress_says_what_was_done_and_every_figure_is_a_table() {
    let (mut desk, _clock) = desk();
    desk.press_with(Modifiers::COMMAND, Key::Num5);
    desk.until_text("0 words known");
    desk.until_text("No word was forgotten");
    go(&mut desk);
    desk.press(Key::Enter);
    desk.until_text("Easy, ");
    desk.press(Key::Num4);
    desk.until_text("The storm battered");
    desk.press_with(Modifiers::COMMAND, Key::Num5);
    desk.until_text("1 review in this time");
    desk.until_text("3 to study");
    desk.click("As table");
    desk.until_text("Retention by month: Copy as CSV");
    desk.until_label("In passing");
}

#[test]
fn a_learned_word_that_is_bold_again_or_forgotten_says_so_and_can_be_learned_again() {
    let (mut desk, clock) = desk();
    go(&mut desk);
    desk.press(Key::Enter);
    desk.until_text("Easy, ");
    desk.press(Key::Num4);
    desk.until_text("The storm battered");
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.follow("Review learned words as well");
    desk.until_saved();
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.click("rebuke");
    desk.press(Key::Num5);
    desk.until_text("rebuke → Learned");
    let folder = desk.close();
    clock.advance(20 * DAY);
    let other = file(
        folder.path(),
        "pier.md",
        "# A pier\n\nThe last **rebuke** was an **omen**.\n",
    );
    let mut desk = Desk::again_at(folder, &[&other], clock);
    desk.until_text("Learned, and bold again: rebuke");
    desk.click("Learn again");
    desk.until_label("1 word is in learning again");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone: 1 word is in learning again");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_label("Show the answer, Space");
    desk.press(Key::Enter);
    desk.until_text("Again, ");
    desk.press(Key::Num1);
    desk.until_label("rebuke is Learned, and was forgotten");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::U);
    desk.until_label("1 word is in learning again");
}

#[test]
fn a_pinned_sentence_is_the_one_that_comes() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = "# A storm\n\nA **rebuke** came from the harbour.\n\nThe town sent a **rebuke** of its own.\n";
    let article = file(folder.path(), "storm.md", text);
    let mut desk = Desk::again_at(folder, &[&article], Clock::default());
    desk.until_label("All 1");
    go(&mut desk);
    desk.until_text("A rebuke came");
    assert!(!desk.shows("Pin this sentence"));
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.click("rebuke");
    desk.until("two sentences to pin", |harness| {
        use egui_kittest::kittest::Queryable;
        harness.query_all_by_label("Pin this sentence").count() == 2
    });
    // The second of them.
    desk.click_last("Pin this sentence");
    desk.until_text("rebuke: this sentence comes up in review");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("The town sent a rebuke");
    desk.press(Key::Space);
    desk.until_label("Pinned: let the sentences take turns");
    desk.press(Key::S);
    desk.until_text("A rebuke came");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("The town sent a rebuke");
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.until_label("Pinned: let the sentences take turns");
    // The first is selected: its key pins that one.
    desk.press(Key::S);
    desk.until_text("rebuke: this sentence comes up in review");
    desk.press(Key::S);
    desk.until_text("its sentences take turns");
}

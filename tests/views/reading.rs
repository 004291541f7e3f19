//! Where one is and how to get back there: jumps and the way back, the place at the next start, the bookmark, the foot.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, OutputCommand, PointerButton, TouchPhase};
use eframe::egui::{pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

/// Three parts of forty paragraphs, each with a number of its own as its first word.
fn long() -> String {
    let mut text =
        "# Start\n\nGo to [the middle](#middle) or to [[End part]]; not to [nowhere](#nowhere).\n\n".to_owned();
    for number in 100..220 {
        match number {
            140 => text.push_str("## Middle\n\n"),
            180 => text.push_str("## End part\n\n"),
            _ => {}
        }
        let words = "The storm that had battered the coast stalled far offshore for a long while. ".repeat(3);
        text.extend(["p", &number.to_string(), " ", &words, "\n\n"]);
    }
    text
}

fn desk() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "long.md", &long());
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("p100");
    desk
}

/// The numbers of the paragraphs whose first words are on the page, in order.
fn shown(desk: &Desk) -> Vec<u32> {
    let page = desk.harness.get_by_role(Role::Document);
    let words = page
        .children_recursive()
        .filter_map(|node| node.accesskit_node().label());
    let mut numbers: Vec<u32> = words
        .filter_map(|label| label.strip_prefix('p')?.parse().ok())
        .filter(|number| (100..220).contains(number))
        .collect();
    numbers.sort_unstable();
    numbers
}

/// The first paragraph of which the first word is on the page.
fn top(desk: &Desk) -> u32 {
    shown(desk)[0]
}

/// How far one has come, as the foot says it.
fn foot(desk: &Desk) -> String {
    let told = desk.harness.get_by_label_contains("min left");
    told.accesskit_node().value().unwrap_or_default()
}

fn follow(desk: &mut Desk, word: &str) {
    desk.harness.get_by_label(word).click_modifiers(Modifiers::COMMAND);
    desk.harness.run_ok();
}

fn scroll(desk: &mut Desk, down: f32) {
    desk.harness.event(Event::PointerMoved(pos2(400.0, 400.0)));
    desk.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    desk.harness.run_ok();
}

/// Waits as long as one must stay at a place to have been there.
fn stay(desk: &mut Desk) {
    std::thread::sleep(std::time::Duration::from_millis(1600));
    desk.harness.run_ok();
}

const BACK: &str = "Back to where you were";

#[test]
fn links_within_the_article_jump_and_there_is_a_way_back_and_forth() {
    let mut desk = desk();
    scroll(&mut desk, 40.0);
    let start = top(&desk);
    follow(&mut desk, "middle");
    assert_eq!(shown(&desk)[0], 140);
    assert!(desk.shows(BACK));
    stay(&mut desk);
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(top(&desk), start);
    assert!(!desk.shows(BACK));
    desk.press_with(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(shown(&desk)[0], 140);
    desk.press_with(Modifiers::ALT, Key::ArrowRight);
    desk.until_label("No jump to make again");
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    follow(&mut desk, "End");
    assert_eq!(shown(&desk)[0], 180);
    desk.click(BACK);
    assert_eq!(top(&desk), start);
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    desk.until_label("No jump to come back from");
    follow(&mut desk, "nowhere");
    desk.until_label("This article has no heading #nowhere");
}

#[test]
fn the_ends_of_the_article_and_the_scroll_bar_are_jumps_and_scrolling_is_none() {
    let mut desk = desk();
    for _ in 0..30 {
        scroll(&mut desk, 300.0);
    }
    assert!(!desk.shows(BACK));
    let before = top(&desk);
    desk.click(&format!("p{}", shown(&desk)[1]));
    desk.press(Key::End);
    assert!(shown(&desk).contains(&219) && desk.shows(BACK));
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(top(&desk), before);
    // The scroll bar is at the right edge of the page.
    let page = desk.harness.get_by_role(Role::Document).rect();
    let bar = page.right_top() + vec2(7.0, 30.0);
    for pressed in [true, false] {
        desk.harness.event(Event::PointerMoved(bar));
        desk.harness.event(Event::PointerButton {
            pos: bar,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        desk.harness.run_ok();
    }
    assert!(shown(&desk)[0] < 110 && desk.shows(BACK), "{page:?} {:?}", shown(&desk));
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(top(&desk), before);
}

#[test]
fn the_middle_button_copies_an_address() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let text = "Read the [harbour report](https://example.org/report) **first**.\n";
    let article = file(folder.path(), "a.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    let place = desk.harness.get_by_label("report").rect().center();
    let mut copied = Vec::new();
    desk.harness.event(Event::PointerMoved(place));
    for pressed in [true, false] {
        desk.harness.event(Event::PointerButton {
            pos: place,
            button: PointerButton::Middle,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    for _ in 0..6 {
        desk.harness.step();
        for command in &desk.harness.output().platform_output.commands {
            match command {
                OutputCommand::CopyText(text) => copied.push(text.clone()),
                OutputCommand::OpenUrl(open) => panic!("{} was opened", open.url),
                _ => {}
            }
        }
    }
    assert_eq!(copied, ["https://example.org/report"]);
    assert!(desk.shows("Address copied: https://example.org/report"));
    // The card has it as well, and a key.
    desk.click("report");
    desk.until_label("Link to example.org");
    desk.press_with(Modifiers::SHIFT, Key::O);
    assert!(desk.shows("Address copied"));
}

#[test]
fn the_place_is_there_again_at_the_next_start_and_after_a_look_at_the_library() {
    let mut desk = desk();
    for _ in 0..14 {
        scroll(&mut desk, 333.0);
    }
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("1 article");
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    let before = shown(&desk);
    assert!(before[0] > 105);
    let percent = foot(&desk);
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[]);
    desk.until_label(&format!("p{}", before[1]));
    assert_eq!(shown(&desk)[0], before[0]);
    assert_eq!(foot(&desk), percent);
}

#[test]
fn the_foot_goes_from_nothing_to_all() {
    let mut desk = desk();
    let start = foot(&desk);
    assert!(start.starts_with("0 % · Paragraph 1 of 124 · "), "{start}");
    desk.click("p100");
    desk.press(Key::End);
    let end = foot(&desk);
    assert!(
        end.starts_with("100 % ") && end.ends_with(" · 0 words · 0 min left"),
        "{end}"
    );
}

#[test]
fn a_bookmark_is_put_found_again_taken_away_and_told_in_the_library() {
    let mut desk = desk();
    follow(&mut desk, "middle");
    let there = shown(&desk)[0];
    desk.press_with(Modifiers::COMMAND, Key::D);
    desk.until_label("Bookmark");
    desk.press(Key::Home);
    assert_eq!(desk.count("Bookmark"), 0, "it is out of view");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert!(shown(&desk).contains(&there) && desk.count("Bookmark") == 1);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.click("More about Start");
    desk.until_label("Take the bookmark away");
    desk.click("Open at the bookmark");
    desk.until_label(&format!("p{there}"));
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[]);
    desk.until_label("Bookmark");
    // A second press takes away the one in view; undo brings it back, and a click takes it away.
    desk.press_with(Modifiers::COMMAND, Key::D);
    desk.until_label("Bookmark taken out of “Start”");
    desk.until("it is gone", |harness| {
        harness.query_all_by_label("Bookmark").next().is_none()
    });
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("Bookmark");
    assert!(desk.shows("Redo"));
    desk.click("Redo");
    desk.until("it is gone again", |harness| {
        harness.query_all_by_label("Bookmark").next().is_none()
    });
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.click("Bookmark");
    desk.until("a click takes it away", |harness| {
        harness.query_all_by_label("Bookmark").next().is_none()
    });
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    desk.until_text("This article has no bookmark");
}

/// What was logged as read: block, words, seconds.
fn logged(folder: &std::path::Path) -> Vec<(u32, u32, u32)> {
    let library = boldface::app::Paths::under(folder).library().to_owned();
    let connection = rusqlite::Connection::open(library).unwrap();
    let mut statement = connection
        .prepare("SELECT block, words, seconds FROM reading_log ORDER BY block")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn what_stood_on_the_page_for_half_its_time_is_logged_as_read() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let text = "A calm day.\n\n![](https://example.org/a.png)\n\nThe sea.\n";
    let article = file(folder.path(), "short.md", text);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("calm");
    // Five words take a little more than two seconds.
    for _ in 0..3 {
        std::thread::sleep(std::time::Duration::from_millis(600));
        desk.harness.event(Event::PointerMoved(pos2(400.0, 300.0)));
        desk.harness.run_ok();
    }
    let folder = desk.close();
    let read = logged(folder.path());
    let words: Vec<_> = read.iter().map(|(block, words, _)| (*block, *words)).collect();
    assert_eq!(words, [(0, 3), (2, 2)]);
    assert!(read.iter().all(|(.., seconds)| (1..=3).contains(seconds)), "{read:?}");

    // A glance is no reading.
    let other = file(
        folder.path(),
        "glance.md",
        "Nobody read these ten words, nobody at all did so.\n",
    );
    let mut desk = Desk::again(folder, &[&other]);
    desk.until_label("Nobody");
    let folder = desk.close();
    assert_eq!(logged(folder.path()).len(), 2);
}

#[test]
fn an_import_that_is_done_again_is_read_again() {
    let mut desk = desk();
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("Undone");
    desk.click("Redo");
    desk.until_label("p100");
    assert_eq!(shown(&desk)[0], 100);
}

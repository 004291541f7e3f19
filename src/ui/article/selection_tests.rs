//! Selecting with mouse and keys, as a reader does it.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use proptest::prelude::*;

use super::fixtures::{article, paragraph, reading, rich};
use super::page_id;
use super::tests::{Window, window_by};
use crate::app::{Action, Reading};
use crate::study::Status;
use crate::text::{Article, Link, Passage, Place};

fn page(texts: &[&str]) -> Reading {
    let blocks = texts.iter().map(|text| paragraph(text)).collect();
    reading(
        article(blocks),
        &[("humanitarian corridor", Status::New), ("stalled", Status::Met)],
    )
}

fn long(blocks: usize) -> Reading {
    let text = |number: usize| {
        format!("Block {number} begins here. The storm stalled far offshore for a long time, they say.")
    };
    let blocks = (0..blocks).map(|number| paragraph(&text(number))).collect();
    reading(article(blocks), &[("stalled", Status::Met)])
}

fn window(reading: Reading, size: Vec2) -> Harness<'static, Window> {
    window_by(reading, size, 1.0 / 60.0)
}

/// What is selected, as text.
fn selected(window: &Harness<'_, Window>) -> String {
    let reading = &window.state().reading;
    let passage = reading.selected().expect("something is selected");
    reading.article.plain_text(passage)
}

fn at(window: &Harness<'_, Window>, label: &str) -> Pos2 {
    window
        .get_all_by_label(label)
        .next()
        .expect("it is in view")
        .rect()
        .center()
}

fn button(window: &Harness<'_, Window>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    window.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
}

fn click(window: &mut Harness<'_, Window>, pos: Pos2, times: usize, modifiers: Modifiers) {
    window.event(Event::PointerMoved(pos));
    window.event(Event::ModifiersChanged(modifiers));
    for _ in 0..times {
        for pressed in [true, false] {
            button(window, pos, pressed, modifiers);
            window.step();
        }
    }
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run_ok();
}

fn drag(window: &mut Harness<'_, Window>, way: &[Pos2]) {
    window.event(Event::PointerMoved(way[0]));
    button(window, way[0], true, Modifiers::NONE);
    for place in way {
        window.event(Event::PointerMoved(*place));
        window.step();
    }
}

fn release(window: &mut Harness<'_, Window>, pos: Pos2) {
    button(window, pos, false, Modifiers::NONE);
    window.run_ok();
}

fn press(window: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_ok();
}

const SHIFT: Modifiers = Modifiers::SHIFT;
const FAR: Modifiers = Modifiers {
    shift: true,
    ..Modifiers::COMMAND
};

#[test]
fn what_is_dragged_is_a_phrase_up_to_five_words_and_a_passage_beyond() {
    let mut window = window(
        page(&["One two three four five six.", "Seven (eight), nine."]),
        vec2(700.0, 400.0),
    );
    let way = [at(&window, "two"), at(&window, "three"), at(&window, "six")];
    drag(&mut window, &way);
    assert_eq!(selected(&window), "two three four five six");
    assert!(window.state().reading.selection.is_some(), "five words are a phrase");
    release(&mut window, way[2]);
    let end = at(&window, "nine") + vec2(60.0, 0.0);
    let way = [at(&window, "One"), at(&window, "six")];
    drag(&mut window, &way);
    assert_eq!(selected(&window), "One two three four five six");
    assert!(window.state().reading.selection.is_none());
    window.event(Event::PointerMoved(end));
    window.step();
    assert_eq!(
        selected(&window),
        "One two three four five six.\n\nSeven (eight), nine.",
        "to the full stop"
    );
    release(&mut window, end);
    assert_eq!(window.state().out.last(), Some(&Action::SelectionSettled));
    let back = at(&window, "eight");
    let nine = at(&window, "nine");
    drag(&mut window, &[nine, back]);
    assert_eq!(selected(&window), "eight), nine", "backwards");
    release(&mut window, back);
}

#[test]
fn two_clicks_take_a_word_three_a_sentence_and_shift_all_up_to_there() {
    let text = "A humanitarian corridor. It stayed open for one night.";
    let mut window = window(page(&[text, "Then it closed."]), vec2(700.0, 400.0));
    let corridor = at(&window, "humanitarian corridor") + vec2(40.0, 0.0);
    click(&mut window, corridor, 1, Modifiers::NONE);
    assert_eq!(selected(&window), "humanitarian corridor");
    window.run_steps(30);
    click(&mut window, corridor, 2, Modifiers::NONE);
    assert_eq!(selected(&window), "corridor");
    assert!(window.state().reading.selection.is_some());
    window.run_steps(30);
    let open = at(&window, "open");
    click(&mut window, open, 3, Modifiers::NONE);
    assert_eq!(selected(&window), "It stayed open for one night.");
    assert!(window.state().reading.passage.is_some());
    window.run_steps(30);
    let closed = at(&window, "closed");
    click(&mut window, closed, 1, SHIFT);
    assert_eq!(
        selected(&window),
        "It stayed open for one night.\n\nThen it closed.",
        "by sentences, as it began"
    );
    window.run_steps(30);
    click(&mut window, open, 1, Modifiers::NONE);
    assert_eq!(selected(&window), "open");
    window.run_steps(30);
    click(&mut window, closed, 1, SHIFT);
    assert_eq!(selected(&window), "open for one night.\n\nThen it closed");
    window.run_steps(30);
    let stayed = at(&window, "stayed");
    click(&mut window, stayed, 1, SHIFT);
    assert_eq!(selected(&window), "stayed open", "from where it began, the other way");
}

#[test]
fn the_page_scrolls_while_a_selection_is_dragged_over_its_edge() {
    let mut window = window(long(300), vec2(700.0, 300.0));
    let below = pos2(300.0, 330.0);
    let start = at(&window, "begins");
    drag(&mut window, &[start, pos2(300.0, 250.0), below]);
    window.run_steps(40);
    let far = window.state().state.first_visible().block;
    assert!(far > 1, "it has scrolled to {far}");
    let slow = window.state().state.scroll.exact_position();
    window.event(Event::PointerMoved(pos2(300.0, 900.0)));
    window.run_steps(40);
    let fast = window.state().state.scroll.exact_position() - slow;
    assert!(fast > 2.0 * slow, "farther is faster: {slow}, then {fast}");
    window.event(Event::PointerGone);
    window.run_steps(2);
    release(&mut window, below);
    let text = selected(&window);
    assert!(
        text.starts_with("begins here") && text.matches("Block").count() > 3,
        "{text}"
    );
    let rests = window.state().state.scroll.exact_position();
    window.run_steps(10);
    assert!(
        (window.state().state.scroll.exact_position() - rests).abs() < 0.01,
        "it has stopped"
    );
    assert!(!window.state().reading.selection_seen || window.state().reading.passage.is_some());
}

#[test]
fn shift_and_arrows_extend_word_by_word_over_paragraphs_and_back() {
    let mut window = window(
        page(&["One two stalled three.", "Four five stalled six."]),
        vec2(700.0, 400.0),
    );
    let three = at(&window, "three");
    click(&mut window, three, 1, Modifiers::NONE);
    for (key, expected) in [
        (Key::ArrowRight, "three.\n\nFour"),
        (Key::ArrowRight, "three.\n\nFour five"),
        (Key::ArrowLeft, "three.\n\nFour"),
        (Key::ArrowLeft, "three"),
        (Key::ArrowLeft, "stalled three"),
        (Key::ArrowLeft, "two stalled three"),
        (Key::ArrowRight, "stalled three"),
    ] {
        press(&mut window, SHIFT, key);
        assert_eq!(selected(&window), expected);
    }
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(selected(&window), "Four", "an arrow alone goes on behind the selection");
    press(&mut window, FAR, Key::ArrowRight);
    assert_eq!(selected(&window), "Four five stalled");
    press(&mut window, FAR, Key::ArrowLeft);
    press(&mut window, FAR, Key::ArrowLeft);
    assert_eq!(selected(&window), "stalled three.\n\nFour");
}

#[test]
fn shift_extends_by_lines_screens_and_to_the_ends() {
    let mut window = window(long(200), vec2(560.0, 400.0));
    let begins = at(&window, "begins");
    click(&mut window, begins, 1, Modifiers::NONE);
    press(&mut window, SHIFT, Key::ArrowDown);
    let one_line = selected(&window);
    assert!(
        one_line.starts_with("begins here. The storm") && !one_line.contains("Block"),
        "{one_line}"
    );
    for _ in 0..6 {
        press(&mut window, SHIFT, Key::ArrowDown);
    }
    let seven = selected(&window);
    assert!(seven.contains("Block 1") && seven.starts_with("begins"), "{seven}");
    for _ in 0..7 {
        press(&mut window, SHIFT, Key::ArrowUp);
    }
    assert_eq!(selected(&window), "begins", "as many lines back");
    press(&mut window, SHIFT, Key::PageDown);
    let screen = selected(&window);
    assert!((2..12).contains(&screen.matches("Block").count()), "{screen}");
    press(&mut window, SHIFT, Key::End);
    assert!(selected(&window).contains("Block 199"));
    assert!(window.query_by_label("199").is_some(), "the moving end is in view");
    press(&mut window, SHIFT, Key::Home);
    assert_eq!(selected(&window), "Block 0 begins");
    assert!(window.query_by_label("0").is_some());
    press(&mut window, FAR, Key::End);
    assert!(selected(&window).contains("Block 199"));
    press(&mut window, FAR, Key::Home);
    assert_eq!(selected(&window), "Block 0 begins");
    let settled = window
        .state()
        .out
        .iter()
        .filter(|action| **action == Action::SelectionSettled);
    assert!(settled.count() >= 5, "each time that Shift is let go");
}

#[test]
fn arrows_begin_where_the_page_is_after_it_was_scrolled() {
    let mut window = window(long(400), vec2(700.0, 400.0));
    let storm = at(&window, "storm");
    click(&mut window, storm, 1, Modifiers::NONE);
    for _ in 0..6 {
        press(&mut window, Modifiers::NONE, Key::PageDown);
    }
    let first = window.state().state.first_visible();
    assert!(first.block > 5 && !window.state().reading.selection_seen);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    let place = window.state().reading.selection.expect("a word");
    assert_eq!(
        (place.block, place.range.start),
        (first.block, first.byte),
        "the first word in view"
    );
    let moved = first.block - window.state().state.first_visible().block;
    assert!(
        moved <= 2,
        "the page moves a few lines at most, not back to where it was: {moved}"
    );
}

#[test]
fn tab_goes_from_link_to_link_and_then_out_of_the_page() {
    let block = rich("Read [the whole story] and [another one] here.");
    let article = Article {
        links: vec![
            Link {
                address: "https://one.example/".into(),
            },
            Link {
                address: "https://two.example/".into(),
            },
        ],
        ..article(vec![block])
    };
    let mut window = window(reading(article, &[]), vec2(700.0, 300.0));
    let read = at(&window, "Read");
    click(&mut window, read, 1, Modifiers::NONE);
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(selected(&window), "the");
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(selected(&window), "another");
    press(&mut window, SHIFT, Key::Tab);
    assert_eq!(selected(&window), "the");
    let has_focus = |window: &Harness<'_, Window>| window.ctx.memory(|memory| memory.has_focus(page_id()));
    assert!(has_focus(&window));
    press(&mut window, Modifiers::NONE, Key::Tab);
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(selected(&window), "another", "there is no further link");
}

#[test]
fn the_menu_copies_and_selects_what_it_was_opened_on() {
    let mut window = window(page(&["One two three."]), vec2(700.0, 400.0));
    let two = at(&window, "two");
    window.event(Event::PointerMoved(two));
    for pressed in [true, false] {
        window.event(Event::PointerButton {
            pos: two,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.step();
    }
    window.run_ok();
    assert_eq!(selected(&window), "two");
    window.get_by_label_contains("Copy as Markdown").click();
    window.run_ok();
    let copy = Action::Command(crate::app::CommandId::CopyMarkdown);
    assert!(window.state().out.contains(&copy));
}

/// What keys do to a selection.
fn keys() -> impl Strategy<Value = (Modifiers, Key)> {
    let arrows = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];
    let ends = [Key::Home, Key::End, Key::PageUp, Key::PageDown];
    prop_oneof![
        (Just(SHIFT), prop::sample::select(arrows.to_vec())),
        (Just(FAR), prop::sample::select(arrows[..2].to_vec())),
        (Just(SHIFT), prop::sample::select(ends.to_vec())),
        (Just(Modifiers::NONE), prop::sample::select(arrows[..2].to_vec())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_the_keys_a_selection_is_whole_words_and_its_text_their_slices(keys in prop::collection::vec(keys(), 1..14)) {
        let mut window = window(long(40), vec2(560.0, 300.0));
        let storm = at(&window, "storm");
        click(&mut window, storm, 1, Modifiers::NONE);
        for (modifiers, key) in keys {
            press(&mut window, modifiers, key);
            let reading = &window.state().reading;
            let passage = reading.selected().expect("something is always selected");
            prop_assert_eq!(reading.article.with_whole_words(passage), passage);
            let slices: Vec<&str> = reading.article.parts(passage).map(|(_, block, range)| block.slice(range)).collect();
            prop_assert_eq!(reading.article.plain_text(passage), slices.join("\n\n"));
            prop_assert!(reading.selection.is_none() || reading.passage.is_none());
        }
    }

    #[test]
    fn a_selection_survives_every_change_of_the_page(width in 300.0f32..900.0, size in 12.0f32..34.0, from in 0u32..30, to in 0u32..30) {
        let mut reading = long(40);
        let passage = Passage::between(Place { block: from, byte: 6 }, Place { block: to, byte: 20 });
        reading.passage = Some(passage);
        let mut window = window(reading, vec2(600.0, 400.0));
        let text = selected(&window);
        window.set_size(vec2(width, 300.0));
        window.state_mut().style.text_size = size;
        window.run_ok();
        prop_assert_eq!(selected(&window), text);
    }
}

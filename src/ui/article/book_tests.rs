//! The page at the size of a book: a block of a megabyte, the end of a million words, marks by the hundred thousand.

use std::sync::Arc;

use eframe::egui::accesskit::{Action as Ask, ActionData, ActionRequest, Role};
use eframe::egui::{Event, Key, PointerButton, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use proptest::prelude::*;

use super::fixtures::{article, paragraph, reading};
use super::pieces::Pieces;
use super::tests::{Window, book, last_selection, selected, show_and_point, wheel, window};
use super::*;
use crate::study::Status;
use crate::text::{ByteRange, parse};

const MEGABYTE: usize = 1 << 20;

/// Sentences in each of which another number stands, so that each place can be told from all others.
fn sentences(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 100);
    let mut number = 100_000;
    while text.len() < bytes {
        text.push_str("The storm had battered the coast for days, and on the hill stood house ");
        text.push_str(&number.to_string());
        text.push_str(" in the rain. ");
        number += 1;
    }
    text.trim_end().to_owned()
}

/// One block of a megabyte, in each of the ways in which a block can be long.
fn monsters() -> Vec<(&'static str, String)> {
    let text = sentences(MEGABYTE);
    vec![
        ("a paragraph", format!("Above.\n\n{text}\n\nBelow.\n")),
        ("an item", format!("Above.\n\n- {text}\n- Below.\n")),
        ("a quote", format!("Above.\n\n> {text}\n\nBelow.\n")),
        ("a heading", format!("Above.\n\n## {text}\n\nBelow.\n")),
        (
            "a cell",
            format!("Above.\n\n|a|b|c|\n|-|-|-|\n|x|{text}|y|\n|u|v|w|\n\nBelow.\n"),
        ),
        (
            "a listing",
            format!("Above.\n\n```\n{}\n```\n\nBelow.\n", text.replace(". ", ".\n")),
        ),
        ("a line of code", format!("Above.\n\n```\n{text}\n```\n\nBelow.\n")),
    ]
}

fn number_range(reading: &Reading, number: u32) -> (u32, ByteRange) {
    let wanted = number.to_string();
    let blocks = reading.article.blocks.iter().zip(0u32..);
    let mut found = blocks.filter_map(|(block, at)| Some((at, block.text.find(&wanted)?)));
    let (block, start) = found.next().expect("the number is in the text");
    let start = u32::try_from(start).unwrap();
    (
        block,
        ByteRange::new(start, start + u32::try_from(wanted.len()).unwrap()),
    )
}

fn press(window: &mut Harness<'_, Window>, at: Pos2, to: Option<Pos2>) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: eframe::egui::Modifiers::NONE,
    };
    window.event(Event::PointerMoved(at));
    window.event(button(at, true));
    window.step();
    if let Some(to) = to {
        window.event(Event::PointerMoved(to));
        window.step();
    }
    window.event(button(to.unwrap_or(at), false));
    window.run();
}

#[test]
fn a_word_in_the_middle_of_a_megabyte_is_found_and_selected() {
    for (what, source) in monsters() {
        let mut window = window(
            reading(parse(&source), &[("battered", Status::New)]),
            vec2(900.0, 600.0),
        );
        for number in [104_000, 100_001, 110_500] {
            let (block, range) = number_range(&window.state().reading, number);
            window.state_mut().reading.go_to(block, range, true);
            window.run();
            let label = number.to_string();
            let word = window.get_by_label(&label);
            let rect = word.rect();
            assert!(
                rect.top() > 0.0 && rect.bottom() < 600.0,
                "{what}: {number} is at {rect}"
            );
            word.click();
            window.run();
            assert_eq!(selected(&window), label, "{what}");
            let selection = last_selection(&window).unwrap();
            assert_eq!((selection.block, selection.range), (block, range), "{what}");
            window.state_mut().out.clear();
        }
    }
}

#[test]
fn a_megabyte_without_a_space_is_shown_and_scrolled() {
    let mut source = format!("Above.\n\n{}\n\nBelow.\n", "x".repeat(MEGABYTE));
    let mut window = window(reading(parse(&source), &[]), vec2(900.0, 600.0));
    window.key_press(Key::End);
    window.run();
    wheel(&window, 300_000.0);
    window.run();
    wheel(&window, 300_000.0);
    window.run();
    assert!(window.state().state.first_visible().byte > 500_000);
    source = format!("{}\n\n|{}|\n|-|\n", "字".repeat(MEGABYTE / 3), "y".repeat(MEGABYTE));
    show_and_point(reading(parse(&source), &[]), vec2(500.0, 600.0), 20);
}

#[test]
fn no_width_or_size_moves_the_first_visible_byte_of_a_megabyte() {
    for (what, source) in monsters() {
        let mut reading = reading(parse(&source), &[("battered", Status::New)]);
        let (block, range) = number_range(&reading, 106_007);
        reading.position = Place {
            block,
            byte: range.start,
        };
        let mut window = window(reading, vec2(700.0, 500.0));
        wheel(&window, 333.0);
        window.run();
        let first = window.state().state.first_visible();
        assert_ne!(first.byte, range.start, "{what}");
        for change in 0u8..20 {
            window.set_size(vec2(400.0 + f32::from(change) * 37.0 % 500.0, 400.0));
            window.state_mut().style.text_size = 14.0 + f32::from(change % 11);
            window.step();
            let state = &window.state().state;
            assert_eq!(state.first_visible(), first, "{what}");
            assert!(state.scroll.stands_at(first), "{what} after change {change}");
        }
    }
}

#[test]
fn slow_scrolling_is_exact_at_the_end_of_a_book() {
    let mut reading = book(10_000);
    reading.position = Place { block: 9_999, byte: 0 };
    let mut window = window(reading, vec2(700.0, 500.0));
    wheel(&window, 900.0);
    window.run();
    let end = window.state().state.scroll.exact_position();
    for (delta, times) in [(-0.3, 100), (0.1, 300), (-1.5, 20)] {
        let before = window.state().state.scroll.exact_position();
        for _ in 0..times {
            wheel(&window, delta);
            window.step();
        }
        window.run();
        #[expect(clippy::cast_possible_truncation)]
        let moved = (window.state().state.scroll.exact_position() - before) as f32;
        assert!((moved.abs() - 30.0).abs() < 0.1, "{moved}");
        assert!(moved * delta > 0.0);
    }
    assert!(window.state().state.scroll.exact_position() < end);
}

#[test]
fn a_listing_has_no_seam_where_it_is_cut() {
    let listing: String = (1_000..2_000)
        .flat_map(|line| [line.to_string(), " more\n".to_owned()])
        .collect();
    let reading = reading(parse(&format!("```\n{listing}```\n")), &[]);
    let seam = Pieces::of(&reading.article).get(1).unwrap().range;
    let next: u32 = reading.article.blocks[0].slice(seam)[..4].parse().unwrap();
    let mut window = window(reading, vec2(700.0, 500.0));
    let number = ByteRange::new(seam.start, seam.start + 4);
    window.state_mut().reading.go_to(0, number, false);
    window.run();
    let top = |line: u32| window.get_by_label(&line.to_string()).rect().top();
    let (across, within) = (top(next) - top(next - 1), top(next + 1) - top(next));
    assert!((across - within).abs() < 1.1, "{across} across, {within} within");
}

#[test]
fn nothing_moves_when_the_rest_of_a_book_comes() {
    let mut part = book(80);
    part.partial = true;
    let mut window = window(part, vec2(700.0, 500.0));
    wheel(&window, 2_345.0);
    window.run();
    let first = window.state().state.first_visible();
    let label = first.block + 1;
    let place = window.get_by_label(&label.to_string()).rect();
    let mut whole = book(3_000);
    whole.opening += 1 << 32;
    whole.continues = Some(window.state().reading.opening);
    window.state_mut().reading = whole;
    window.run();
    assert_eq!(window.state().state.first_visible(), first);
    assert_eq!(window.get_by_label(&label.to_string()).rect(), place);
    wheel(&window, 40_000.0);
    window.run();
    assert!(window.state().state.first_visible().block > 80, "it goes on");
}

fn bar(window: &Harness<'_, Window>) -> eframe::egui::Rect {
    window.get_by_label("Scroll bar").rect()
}

#[test]
fn the_scroll_bar_is_dragged_clicked_and_told() {
    let mut window = window(book(10_000), vec2(700.0, 600.0));
    let strip = bar(&window);
    assert_eq!(
        window.get_by_label("Scroll bar").accesskit_node().role(),
        Role::ScrollBar
    );
    press(&mut window, strip.center(), None);
    let middle = window.state().state.first_visible().block;
    assert!((4_800..5_200).contains(&middle), "{middle}");
    let value = window
        .get_by_label("Scroll bar")
        .accesskit_node()
        .numeric_value()
        .unwrap();
    assert!((value - 50.0).abs() < 1.0, "{value}");
    press(&mut window, strip.center(), Some(strip.center_bottom()));
    assert!(window.query_by_label("9999").is_some(), "the end is in view");
    let handle = strip.center_bottom() - vec2(0.0, 12.0);
    press(&mut window, handle, Some(strip.center_top()));
    assert_eq!(window.state().state.first_visible(), Place::default());
    let node = window.get_by_label("Scroll bar").accesskit_node().locate();
    window.event(Event::AccessKitActionRequest(ActionRequest {
        action: Ask::SetValue,
        target_tree: node.1,
        target_node: node.0,
        data: Some(ActionData::NumericValue(25.0)),
    }));
    window.run();
    let quarter = window.state().state.first_visible().block;
    assert!((2_300..2_700).contains(&quarter), "{quarter}");
}

#[test]
fn a_click_on_a_hit_goes_to_it_and_marks_are_found_once() {
    let mut window = window(book(10_000), vec2(700.0, 600.0));
    let place = Place { block: 7_000, byte: 6 };
    let set = |window: &mut Harness<'_, Window>, serial: u64| {
        let places = || Arc::from([place, Place { block: 9_000, byte: 0 }]);
        window.state_mut().state.set_marks(MarkKind::Hit, serial, places);
    };
    set(&mut window, 1);
    window.run();
    let strip = bar(&window);
    press(
        &mut window,
        strip.left_top() + vec2(7.0, 4.5 + 0.7 * (strip.height() - 8.0)),
        None,
    );
    let first = window.state().state.first_visible();
    assert!((6_990..=7_000).contains(&first.block), "{first:?}");
    assert!(window.query_by_label("7000").is_some(), "the hit is in view");
    let found = window.state().state.marks.found;
    for _ in 0..20 {
        wheel(&window, 2.0);
        set(&mut window, 1);
        window.step();
    }
    window.run();
    let again = window.state().state.marks.found;
    assert!(again <= found + 1, "found {} times more", again - found);
    set(&mut window, 2);
    window.run();
    assert_eq!(window.state().state.marks.found, again + 1, "another list");
    window.set_size(vec2(700.0, 500.0));
    window.run();
    assert!(window.state().state.marks.found > again + 1, "another height");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn each_mark_is_in_the_row_of_its_place(
        blocks in 60usize..400,
        places in prop::collection::vec((any::<prop::sample::Index>(), 0u32..80), 1..40),
    ) {
        let text = |number: usize| paragraph(&"The storm stalled far offshore. ".repeat(3 + number % 5));
        let article = article((0..blocks).map(text).collect());
        let mut window = window(reading(article, &[]), vec2(600.0, 400.0));
        let mut places: Vec<Place> = places
            .into_iter()
            .map(|(block, byte)| Place { block: u32::try_from(block.index(blocks)).unwrap(), byte })
            .collect();
        places.sort_unstable();
        let list: Arc<[Place]> = places.clone().into();
        window.state_mut().state.set_marks(MarkKind::Note, 1, || list);
        window.run();
        let rows = window.state().state.marks.rows_of(MarkKind::Note);
        prop_assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "one mark for each row of pixels");
        prop_assert!(rows.len() <= places.len());
        for place in places {
            prop_assert!(rows.contains(&window.state().state.marks.row_of(place)), "{place:?}");
        }
    }
}

#[test]
fn unfinished_terms_are_marked_and_known_ones_are_not() {
    let known = window(
        reading(parse(&sentences(20_000)), &[("battered", Status::WellKnown)]),
        vec2(600.0, 400.0),
    );
    assert!(known.state().state.marks.rows_of(MarkKind::Unfinished).is_empty());
    let new = window(
        reading(parse(&sentences(20_000)), &[("battered", Status::Met)]),
        vec2(600.0, 400.0),
    );
    assert!(new.state().state.marks.rows_of(MarkKind::Unfinished).len() > 100);
}

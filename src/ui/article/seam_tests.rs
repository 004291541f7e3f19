//! A block that is laid out in pieces looks as if it were laid out in one go.

use eframe::egui::vec2;

use super::fixtures::{article, paragraph, reading};
use super::tests::{Window, rows, wheel, window};
use crate::study::Status;
use egui_kittest::Harness;

/// Words in no order, so that lines break anywhere; each eleventh one is a term.
fn words(count: usize) -> String {
    const WORDS: [&str; 24] = [
        "the", "a", "of", "harbour", "and", "in", "storm", "to", "was", "people", "that", "ropes", "on", "evening",
        "said", "for", "water", "by", "counted", "it", "lamps", "nobody", "at", "windows",
    ];
    let mut state = 7u32;
    let mut text = String::new();
    for number in 0..count {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        let word = WORDS[(state >> 16) as usize % WORDS.len()];
        text.push_str(if number % 11 == 0 { "battered" } else { word });
        text.push(if number + 1 == count { '.' } else { ' ' });
    }
    text
}

/// Shorter by so much (points) than the others, a line could have taken the next word.
const SHORT: f32 = 100.0;

fn long(justified: bool) -> Harness<'static, Window> {
    let block = article(vec![paragraph(&words(9_000))]);
    let mut window = window(reading(block, &[("battered", Status::New)]), vec2(700.0, 500.0));
    window.state_mut().style.justified = justified;
    window.run();
    window
}

/// Looks at each screen on the way: how many lines are short.
fn short_lines(window: &mut Harness<'static, Window>, down: f32, screens: usize) -> usize {
    let mut short = 0;
    for _ in 0..screens {
        wheel(window, down);
        window.run();
        let rows = rows(window);
        let edge = rows.iter().map(|row| row.1).fold(0.0, f32::max);
        short += rows.iter().filter(|row| edge - row.1 > SHORT).count();
    }
    short
}

#[test]
fn no_line_is_short_where_pieces_meet() {
    let mut window = long(true);
    assert_eq!(short_lines(&mut window, 420.0, 30), 0, "on the way down");
    assert_eq!(short_lines(&mut window, -420.0, 25), 0, "and back up");
}

#[test]
fn no_line_is_short_after_a_jump() {
    let mut window = long(true);
    let middle = window.state().reading.article.blocks[0].text.len() / 2;
    let byte = u32::try_from(middle).unwrap();
    window
        .state_mut()
        .reading
        .go_to(0, crate::text::ByteRange::new(byte, byte), false);
    window.run();
    assert!(window.state().state.first_visible().byte > 10_000);
    // Here lines are broken a little earlier, which may fail: for one seam of eight, seen on up to three screens.
    let up = short_lines(&mut window, -420.0, 20);
    assert!(up <= 3, "{up} short lines up from where one jumped to");
    assert!(short_lines(&mut window, 420.0, 30) <= up, "and down again");
}

#[test]
fn a_status_moves_nothing_at_the_top_of_the_page() {
    let mut window = long(false);
    wheel(&window, 6_000.0);
    window.run();
    let (first, before) = (window.state().state.first_visible(), rows(&window));
    let reading = &mut window.state_mut().reading;
    reading.generation += 1;
    window.run();
    assert_eq!((window.state().state.first_visible(), rows(&window)), (first, before));
}

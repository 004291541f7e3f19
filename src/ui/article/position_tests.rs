//! Where the page stands is kept: when it is left and opened again, and whatever becomes of the window.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::fixtures::{article, paragraph, reading};
use super::tests::{Window, book, wheel, window};
use super::*;

#[test]
fn a_page_that_was_left_in_the_middle_of_a_line_stands_as_it_was_left() {
    let words = |window: &Harness<'static, Window>| -> Vec<(f32, f32)> {
        let root = window.root();
        let words = root
            .children_recursive()
            .filter(|node| node.accesskit_node().role() == Role::Button);
        words.map(|word| (word.rect().left(), word.rect().top())).collect()
    };
    for points in [7.0, 18.0, 31.0, 44.0, -58.0] {
        let mut reading = book(300);
        reading.position = Place { block: 120, byte: 40 };
        let mut left = window(reading, vec2(700.0, 500.0));
        wheel(&left, points);
        left.run();
        let reading = &left.state().reading;
        let (position, cut) = (reading.position, reading.cut);
        assert!(cut.is_some());
        let mut again = book(300);
        (again.position, again.cut) = (position, cut);
        let again = window(again, vec2(700.0, 500.0));
        let (left, again) = (words(&left), words(&again));
        assert_eq!(left.len(), again.len());
        for (left, again) in left.iter().zip(&again) {
            assert!((left.1 - again.1).abs() < 0.2, "{left:?} {again:?} after {points}");
        }
    }
}

#[test]
fn the_first_visible_byte_stays_whatever_the_width() {
    let mut reading = book(2000);
    reading.position = Place { block: 1205, byte: 300 };
    let mut window = window(reading, vec2(700.0, 500.0));
    let first = window.state().state.first_visible();
    for change in 0u8..100 {
        window.set_size(vec2(
            400.0 + f32::from(change) * 37.0 % 500.0,
            300.0 + f32::from(change % 9) * 40.0,
        ));
        let faces = [TextFace::Serif, TextFace::Sans, TextFace::Easy];
        window.state_mut().style = PageStyle {
            text_size: 14.0 + f32::from(change % 11),
            line_height: 1.3 + 0.1 * f32::from(change % 7),
            column_chars: 40.0 + f32::from(change % 8) * 6.0,
            face: faces[usize::from(change % 3)],
            indented: change % 4 == 0,
            justified: change % 5 < 2,
        };
        window.step();
        let state = &window.state().state;
        assert_eq!(state.first_visible(), first);
        assert!(state.scroll.stands_at(first), "after change {change}");
    }
}

/// Words with numbers: "word1 word2 …".
fn numbered(count: usize) -> String {
    let words: Vec<_> = (1..=count).map(|number| format!("word{number}")).collect();
    words.join(" ")
}

#[test]
fn the_end_is_the_end_also_of_a_last_paragraph_higher_than_the_window() {
    let long = |count| vec![paragraph(&numbered(count))];
    let below_others = vec![paragraph("Heading"), paragraph("Few words."), paragraph(&numbered(500))];
    for (what, blocks, last) in [
        ("one paragraph", long(600), "word600"),
        ("below others", below_others, "word500"),
        ("a block in many pieces", long(30_000), "word30000"),
    ] {
        for modifiers in [Modifiers::NONE, Modifiers::COMMAND] {
            let mut reading = reading(article(blocks.clone()), &[]);
            reading.position = Place::default();
            let mut window = window(reading, vec2(900.0, 500.0));
            let first = window
                .root()
                .children_recursive()
                .find(|node| node.accesskit_node().role() == Role::Button);
            first.unwrap().click();
            window.run();
            for _ in 0..2 {
                // The second time it stands there already, and stays.
                window.key_press_modifiers(modifiers, Key::End);
                window.run();
                let bottom = window.get_by_label(last).rect().bottom();
                assert!((200.0..500.0).contains(&bottom), "{what}: {bottom}");
            }
            let end = window.state().state.scroll.exact_position();
            window.key_press_modifiers(modifiers, Key::End);
            window.run();
            let moved = window.state().state.scroll.exact_position() - end;
            assert!(moved.abs() < 0.1, "{what}: {moved}");
            window.key_press_modifiers(modifiers, Key::Home);
            window.run();
            assert!(window.state().state.scroll.exact_position().abs() < 0.01, "{what}");
        }
    }
}

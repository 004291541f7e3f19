//! Where the page stands is kept: when it is left and opened again, and whatever becomes of the window.

use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;

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

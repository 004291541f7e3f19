//! A long text: its first lines are there before the rest is, and nothing is lost in between.

use eframe::egui::{Key, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

/// Half a megabyte of paragraphs, each with a number of its own.
fn book() -> String {
    let mut text = String::from("# A long voyage\n\n");
    for number in 1_000..4_000 {
        let line = format!("On day {number} the **storm** battered the coast, and the crew mended what it had torn. ");
        text.push_str(&line.repeat(2));
        text.push_str("\n\n");
    }
    text
}

/// The days that are in view.
fn days(desk: &Desk) -> Vec<u32> {
    let nodes = desk.harness.root();
    let labels = nodes
        .children_recursive()
        .filter_map(|node| node.accesskit_node().label());
    let mut days: Vec<u32> = labels
        .filter_map(|label| label.parse().ok())
        .filter(|day| *day >= 1_000)
        .collect();
    days.dedup();
    days
}

#[test]
fn what_is_done_while_a_book_is_still_coming_is_kept() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "voyage.md", &book());
    let mut desk = Desk::again(folder, &[&path]);
    // As soon as there is anything to click.
    desk.until("the first lines", |harness| {
        harness.query_all_by_label("crew").next().is_some()
    });
    desk.harness.get_all_by_label("crew").next().unwrap().click();
    desk.harness.step();
    desk.press(Key::Num2);
    desk.until_label("crew, Met");
    desk.until_label("storm, New");
    desk.press(Key::End);
    desk.until_label("3999");
    let end = days(&desk);
    // The place is kept a moment after the page has come to rest.
    desk.until_saved();
    let folder = desk.close();

    let mut desk = Desk::again(folder, &[]);
    desk.until_label("3999");
    assert_eq!(days(&desk), end);
    desk.until_label("crew, Met");
    assert_eq!(days(&desk), end, "nothing moves when the rest has come");
}

#[test]
fn a_book_in_the_middle_is_found_again_whatever_the_window() {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let path = file(folder.path(), "voyage.md", &book());
    let mut desk = Desk::again(folder, &[&path]);
    // The length of a part says nothing, so that the bar comes with the whole.
    desk.until_label("Scroll bar");
    let bar = desk.harness.get_by_label("Scroll bar").rect();
    desk.harness.hover_at(bar.center());
    desk.harness.drag_at(bar.center());
    desk.harness.drop_at(bar.center());
    desk.harness.run_ok();
    let first = days(&desk)[0];
    assert!((2_400..2_600).contains(&first), "{first}");
    for width in [900.0, 1_100.0, 760.0, 1_280.0] {
        desk.harness.set_size(vec2(width, 860.0));
        desk.harness.run_ok();
        assert_eq!(days(&desk)[0], first, "at {width}");
    }
    let folder = desk.close();
    let mut desk = Desk::again(folder, &[&path]);
    desk.until_label(&first.to_string());
    assert_eq!(days(&desk)[0], first);
    desk.until_label("Scroll bar");
    assert_eq!(days(&desk)[0], first, "nothing moves when the rest has come");
}

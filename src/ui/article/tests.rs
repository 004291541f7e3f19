//! The page as a reader uses it: found by its words, clicked, scrolled, resized.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use proptest::prelude::*;

use super::fixtures::{article, block, paragraph, reading, rich};
use super::*;
use crate::app::Selection;
use crate::study::Status;
use crate::text::{BlockKind, ByteRange, Link, Table, TableAlign};
use crate::ui::fonts;

pub(super) struct Window {
    pub reading: Reading,
    pub state: ArticleState,
    pub style: PageStyle,
    pub out: Vec<Action>,
}

pub(super) fn window(reading: Reading, size: Vec2) -> Harness<'static, Window> {
    window_by(reading, size, 0.25)
}

/// With so many seconds from frame to frame.
pub(super) fn window_by(reading: Reading, size: Vec2, seconds: f32) -> Harness<'static, Window> {
    let window = Window {
        reading,
        state: ArticleState::default(),
        style: PageStyle::default(),
        out: Vec::new(),
    };
    let draw = |ui: &mut Ui, window: &mut Window| {
        let Window {
            reading,
            state,
            style,
            out,
        } = window;
        article_ui(ui, reading, &Theme::light(), style, state, out);
        for action in out.iter() {
            match action {
                Action::Select(selection) => {
                    (reading.selection, reading.passage) = (*selection, None);
                    reading.selection_seen |= selection.is_some();
                }
                Action::SelectPassage(passage) => {
                    (reading.selection, reading.passage) = (None, Some(*passage));
                    reading.selection_seen = true;
                }
                Action::SelectionSeen(seen) => reading.selection_seen = *seen,
                Action::Scrolled(first, last, cut) => {
                    (reading.position, reading.cut, reading.last_seen) = (*first, *cut, *last);
                }
                _ => {}
            }
        }
    };
    let builder = Harness::builder()
        .with_size(size)
        .with_max_steps(60)
        .with_step_dt(seconds);
    builder
        .with_context_setup(fonts::install_faces)
        .build_ui_state(draw, window)
}

/// Left and right edge of each row of words on the page, from the top.
pub(super) fn rows(window: &Harness<'static, Window>) -> Vec<(f32, f32)> {
    let mut rows: Vec<(f32, f32, f32)> = Vec::new();
    let root = window.root();
    let words = root
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::Button);
    for rect in words.map(|word| word.rect()) {
        match rows.iter_mut().find(|(top, ..)| (*top - rect.top()).abs() < 4.0) {
            Some((_, left, right)) => (*left, *right) = (left.min(rect.left()), right.max(rect.right())),
            None => rows.push((rect.top(), rect.left(), rect.right())),
        }
    }
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.into_iter().map(|(_, left, right)| (left, right)).collect()
}

pub(super) fn book(blocks: usize) -> Reading {
    let sentence = "The storm that had battered the coast stalled far offshore, and nobody knew for how long. ";
    let block = |number: usize| paragraph(&format!("Block {number}. {}", sentence.repeat(1 + number % 7)));
    reading(
        article((0..blocks).map(block).collect()),
        &[("battered", Status::New), ("stalled", Status::Met)],
    )
}

pub(super) fn last_selection(window: &Harness<'_, Window>) -> Option<Selection> {
    let selected = |action: &Action| {
        if let Action::Select(selection) = action {
            Some(*selection)
        } else {
            None
        }
    };
    window.state().out.iter().rev().find_map(selected).flatten()
}

pub(super) fn selected(window: &Harness<'_, Window>) -> String {
    let reading = &window.state().reading;
    let selection = last_selection(window).expect("something is selected");
    reading
        .article
        .block(selection.block)
        .unwrap()
        .slice(selection.range)
        .to_owned()
}

pub(super) fn wheel(window: &Harness<'_, Window>, down: f32) {
    window.event(Event::PointerMoved(pos2(300.0, 200.0)));
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
}

#[test]
fn a_word_is_selected_by_a_click() {
    let text = rich("A slow storm **battered** the rocket-propelled [boats] for days.");
    let reading = reading(
        article(vec![text]),
        &[("battered", Status::New), ("for days", Status::Met)],
    );
    let mut window = window(reading, vec2(700.0, 300.0));
    for (label, word) in [
        ("battered", "battered"),
        ("rocket-propelled", "rocket-propelled"),
        ("boats", "boats"),
        ("for days", "for days"),
    ] {
        window.get_by_label(label).click();
        window.run();
        assert_eq!(selected(&window), word);
    }
    window.get_by_label("storm").click_accesskit();
    window.run();
    assert_eq!(selected(&window), "storm");
    let status = window.get_by_label("battered").accesskit_node().description();
    assert_eq!(status.as_deref(), Some("New"));
}

#[test]
fn a_click_beside_the_text_deselects() {
    let mut window = window(book(1), vec2(700.0, 400.0));
    window.get_by_label("battered").click();
    window.run();
    window.event(Event::PointerMoved(pos2(350.0, 350.0)));
    for pressed in [true, false] {
        window.event(Event::PointerButton {
            pos: pos2(350.0, 350.0),
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.run();
    assert_eq!(window.state().out.last(), Some(&Action::Select(None)));
}

#[test]
fn a_phrase_is_selected_by_dragging_over_its_words() {
    let mut window = window(book(1), vec2(700.0, 400.0));
    let at = |label: &str| window.get_by_label(label).rect().center();
    let (from, over, to) = (at("storm"), at("that"), at("battered"));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: eframe::egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        Event::PointerMoved(from),
        button(from, true),
        Event::PointerMoved(over),
        Event::PointerMoved(to),
        button(to, false),
    ] {
        window.event(event);
        window.step();
    }
    assert_eq!(selected(&window), "storm that had battered");
    assert!(window.ctx.memory(|memory| memory.has_focus(page_id())));
}

#[test]
fn keys_go_from_word_to_word_and_from_term_to_term() {
    let mut window = window(book(40), vec2(700.0, 400.0));
    window.get_by_label("0").click();
    window.run();
    let mut press = |modifiers: Modifiers, key: Key, expected: &str, block: u32| {
        window.key_press_modifiers(modifiers, key);
        window.run();
        assert_eq!(selected(&window), expected);
        assert_eq!(last_selection(&window).unwrap().block, block);
    };
    press(Modifiers::NONE, Key::ArrowRight, "The", 0);
    press(Modifiers::NONE, Key::ArrowLeft, "0", 0);
    press(Modifiers::COMMAND, Key::ArrowRight, "battered", 0);
    press(Modifiers::COMMAND, Key::ArrowRight, "stalled", 0);
    press(Modifiers::COMMAND, Key::ArrowRight, "battered", 1);
    press(Modifiers::COMMAND, Key::ArrowLeft, "stalled", 0);
    press(Modifiers::SHIFT, Key::ArrowRight, "stalled far", 0);
    press(Modifiers::SHIFT, Key::ArrowLeft, "stalled", 0);
}

#[test]
fn go_to_brings_a_place_into_view() {
    let mut window = window(book(3000), vec2(700.0, 500.0));
    for block in [2500, 3, 2999, 0] {
        let number = u32::try_from("Block ".len()).unwrap();
        let range = ByteRange::new(number, number + 1);
        window.state_mut().reading.go_to(block, range, false);
        window.run();
        assert!(
            window.query_all_by_label(&block.to_string()).next().is_some(),
            "{block} is not in view"
        );
    }
    window.state_mut().reading.go_to(700, ByteRange::new(0, 0), true);
    window.run_steps(1);
    assert_eq!(window.state().state.first_visible(), Place { block: 700, byte: 0 });
    assert!(
        window
            .state()
            .out
            .iter()
            .any(|action| matches!(action, Action::Scrolled(Place { block: 700, byte: 0 }, ..)))
    );
    window.run_steps(5);
    assert!(window.state().state.flash.is_none(), "the flash has faded");
}

#[test]
fn slow_scrolling_is_exact_deep_in_a_book() {
    let mut reading = book(10_000);
    reading.position = Place { block: 8000, byte: 0 };
    let mut window = window(reading, vec2(700.0, 500.0));
    wheel(&window, 50.0);
    window.run();
    let before = window.state().state.scroll.exact_position();
    for _ in 0..100 {
        wheel(&window, 0.3);
        window.step();
    }
    window.run();
    let moved = window.state().state.scroll.exact_position() - before;
    assert!((moved - 30.0).abs() < 0.1, "{moved}");
}

#[test]
fn the_way_up_is_the_way_down() {
    let mut reading = book(3000);
    reading.position = Place { block: 1500, byte: 0 };
    let mut window = window(reading, vec2(700.0, 500.0));
    let first = window.state().state.first_visible();
    for (points, back) in [(700.0, false), (-1900.0, false), (1200.0, true)] {
        wheel(&window, points);
        window.run();
        assert_eq!(window.state().state.first_visible() == first, back, "after {points}");
    }
}

#[test]
fn the_page_ends_and_begins() {
    let mut window = window(book(50), vec2(700.0, 500.0));
    window.get_by_label("0").click();
    window.run();
    window.key_press(Key::End);
    window.run();
    let end = window.state().state.scroll.exact_position();
    assert!(window.query_by_label("49").is_some());
    assert!(
        window.state().state.first_visible().block < 49,
        "the last screen is not empty"
    );
    wheel(&window, 4000.0);
    window.run();
    let beyond = window.state().state.scroll.exact_position() - end;
    assert!(beyond.abs() < 0.1, "nothing lies beyond the end: {beyond}");
    window.key_press(Key::Home);
    window.run();
    assert!(window.state().state.scroll.exact_position().abs() < 0.01);
    window.key_press(Key::Space);
    window.run();
    let screen = window.state().state.scroll.exact_position();
    assert!((300.0..500.0).contains(&screen), "{screen}");
}

#[test]
fn ctrl_click_opens_a_link_and_a_click_selects_its_word() {
    let mut article = article(vec![rich("Read [the whole story] here.")]);
    article.links = vec![Link {
        address: "https://example.org/".into(),
    }];
    let mut window = window(reading(article, &[]), vec2(700.0, 300.0));
    window.get_by_label("story").click();
    window.run();
    assert_eq!(selected(&window), "story");
    window.get_by_label("story").click_modifiers(Modifiers::COMMAND);
    window.run();
    assert_eq!(
        window.state().out.last(),
        Some(&Action::OpenLink {
            address: "https://example.org/".to_owned(),
            text: "the whole story".to_owned(),
        })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_can_be_shown_and_pointed_at(texts in prop::collection::vec(".{0,120}", 1..6), width in 90.0f32..700.0) {
        let mut blocks: Vec<_> = texts.iter().map(|text| paragraph(text)).collect();
        let cells = [ByteRange::new(0, u32::try_from(texts[0].len()).unwrap())];
        blocks.push(block(BlockKind::TableRow { table: 0, header: false, cells: cells.into() }, &texts[0]));
        let mut article = article(blocks);
        article.tables = vec![Table { align: [TableAlign::Center].into(), widths: [9].into() }];
        show_and_point(reading(article, &[]), vec2(width, 400.0), 40);
    }
}

pub(super) fn show_and_point(reading: Reading, size: Vec2, steps: u8) {
    let window = Window {
        reading,
        state: ArticleState::default(),
        style: PageStyle::default(),
        out: Vec::new(),
    };
    let draw = |ui: &mut Ui, window: &mut Window| {
        article_ui(
            ui,
            &window.reading,
            &Theme::dark(),
            &window.style,
            &mut window.state,
            &mut window.out,
        );
    };
    let builder = Harness::builder().with_size(size).allow_missing_glyphs();
    let mut harness = builder
        .with_context_setup(fonts::install_faces)
        .build_ui_state(draw, window);
    for step in 0..steps {
        let part = f32::from(step) / f32::from(steps);
        harness.event(Event::PointerMoved(pos2((part * 7.3).fract() * size.x, part * size.y)));
        harness.step();
    }
    wheel(&harness, 100_000.0);
    harness.run_ok();
}

#[test]
fn odd_text_is_no_panic() {
    let blocks = vec![
        paragraph("مرحبا بالعالم، هذه جملة طويلة."),
        paragraph("é̀ x\u{200d}y \u{ad}soft\u{ad}"),
        paragraph("\n\n"),
        paragraph(""),
        block(BlockKind::Heading(6), ""),
        block(
            BlockKind::TableRow {
                table: 7,
                header: true,
                cells: Box::default(),
            },
            "no table",
        ),
        paragraph(&"x".repeat(60_000)),
    ];
    let reading = reading(article(blocks), &[("جملة", Status::New), ("soft", Status::Met)]);
    show_and_point(reading, vec2(500.0, 900.0), 90);
}

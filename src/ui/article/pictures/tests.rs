//! Pictures and cards as a reader uses them.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::super::fixtures::reading;
use super::super::{ArticleState, PageStyle, article_ui, lightbox_ui};
use crate::app::{Action, PictureAction, Reading};
use crate::text::parse;
use crate::ui::fonts;
use crate::ui::theme::Theme;
use crate::worker::{DecodedPicture, PictureError, PictureSize, PictureState, WantedPicture};

struct Desk {
    reading: Reading,
    state: ArticleState,
    style: PageStyle,
    out: Vec<Action>,
}

type Window = Harness<'static, Desk>;

fn open(text: &str, size: Vec2) -> Window {
    let desk = Desk {
        reading: reading(parse(text), &[]),
        state: ArticleState::default(),
        style: PageStyle::default(),
        out: Vec::new(),
    };
    let draw = |ui: &mut eframe::egui::Ui, desk: &mut Desk| {
        let Desk {
            reading,
            state,
            style,
            out,
        } = desk;
        let before = out.len();
        article_ui(ui, reading, &Theme::light(), style, state, out);
        lightbox_ui(ui.ctx(), Some(reading), state);
        // What the program does with these.
        for action in &out[before..] {
            match action {
                Action::Picture(PictureAction::Want(wanted)) => reading.pictures.wanted.clone_from(wanted),
                Action::Picture(PictureAction::Taken(taken)) => {
                    reading.pictures.arrived.retain(|arrived| !Arc::ptr_eq(arrived, taken));
                }
                _ => {}
            }
        }
    };
    let builder = Harness::builder().with_size(size).with_max_steps(60);
    builder
        .with_context_setup(fonts::install_faces)
        .build_ui_state(draw, desk)
}

const SIZE: PictureSize = PictureSize {
    width: 900,
    height: 600,
};

fn set(window: &mut Window, address: &str, state: PictureState) {
    window.state_mut().reading.pictures.set(address, state);
    window.run();
}

fn ready(window: &mut Window, address: &str) {
    set(window, address, PictureState::Ready(SIZE));
}

/// Gives the page everything that it wants, as the thread would.
fn deliver(window: &mut Window) -> Vec<WantedPicture> {
    let wanted = std::mem::take(&mut window.state_mut().reading.pictures.wanted);
    for picture in &wanted {
        let size = SIZE.within(picture.fit);
        let decoded = DecodedPicture {
            address: picture.address.clone(),
            natural: SIZE,
            size,
            pixels: vec![[9, 99, 199, 255]; (size.width * size.height) as usize],
            enlarged: picture.enlarged,
        };
        window.state_mut().reading.pictures.arrived.push(Arc::new(decoded));
    }
    window.run();
    wanted
}

/// What was asked of the program last.
fn asked(window: &Window) -> Option<Action> {
    let asked = |action: &&Action| {
        !matches!(
            action,
            Action::Scrolled(..) | Action::Picture(PictureAction::Want(_) | PictureAction::Taken(_))
        )
    };
    window.state().out.iter().rev().find(asked).cloned()
}

fn top(window: &Window, label: &str) -> f32 {
    window.get_by_label(label).rect().top()
}

fn scroll(window: &mut Window, delta: Vec2) {
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: eframe::egui::Modifiers::NONE,
    });
    window.run();
}

fn text(paragraphs: usize) -> String {
    let sentence = "The slow storm that had battered the coast finally stalled far offshore. ";
    let paragraphs: Vec<String> = (0..paragraphs)
        .map(|number| format!("P{number} {}\n\n", sentence.repeat(3)))
        .collect();
    paragraphs.concat()
}

#[test]
fn a_picture_is_wanted_when_it_is_near_and_fits_the_column() {
    let text = format!("Above.\n\n![The harbour](a.jpg)\n\n{}![Far](far.jpg)\n", text(80));
    let mut window = open(&text, vec2(800.0, 600.0));
    assert_eq!(window.state().reading.pictures.wanted, []);
    ready(&mut window, "far.jpg");
    ready(&mut window, "a.jpg");
    let wanted = deliver(&mut window);
    assert_eq!(wanted.len(), 1, "what is far is not wanted: {wanted:?}");
    let picture = window.get_by_role_and_label(Role::Image, "The harbour").rect();
    assert!(
        (f64::from(picture.width()) - f64::from(wanted[0].fit.0)).abs() <= 1.0,
        "{picture} {wanted:?}"
    );
    assert!((picture.height() * 1.5 - picture.width()).abs() <= 2.0);
    assert_eq!(window.state().reading.pictures.wanted, [], "it is there");
    assert_eq!(window.state().reading.pictures.arrived.len(), 0);
    // Its words are words, and stand below it.
    assert!(top(&window, "harbour") >= picture.bottom());

    // At the end of the article the first one is let go, and wanted again on the way back.
    window.event(Event::PointerMoved(pos2(300.0, 300.0)));
    scroll(&mut window, vec2(0.0, -100_000.0));
    assert_eq!(deliver(&mut window)[0].address, "far.jpg".into());
    scroll(&mut window, vec2(0.0, 100_000.0));
    assert_eq!(deliver(&mut window)[0].address, "a.jpg".into());
}

#[test]
fn nothing_jumps_when_a_picture_comes() {
    let text = format!(
        "![](a.jpg)\n\n{}![](b.jpg)\n\nBetween.\n\n![](c.jpg)\n\n{}",
        text(12),
        text(12)
    );
    let mut window = open(&text, vec2(800.0, 600.0));
    window.event(Event::PointerMoved(pos2(300.0, 300.0)));
    scroll(&mut window, vec2(0.0, -900.0));
    let word = window
        .get_all_by_label_contains("P")
        .map(|node| node.rect().top())
        .fold(f32::MAX, f32::min);
    let before: Vec<(String, f32)> = (0..12)
        .filter_map(|number| {
            Some((
                format!("P{number}"),
                window.query_by_label(&format!("P{number}"))?.rect().top(),
            ))
        })
        .collect();
    assert!(!before.is_empty() && word < 600.0);
    // Above the view.
    ready(&mut window, "a.jpg");
    for (label, place) in &before {
        assert!((top(&window, label) - place).abs() < 0.02, "{label}");
    }
    deliver(&mut window);
    for (label, place) in &before {
        assert!((top(&window, label) - place).abs() < 0.02, "{label}");
    }
    // At the top of the view, partly scrolled out: the words below it stay.
    while window
        .query_by_label("Between")
        .is_none_or(|node| node.rect().top() > 60.0)
    {
        scroll(&mut window, vec2(0.0, -10.0));
    }
    let between = top(&window, "Between");
    ready(&mut window, "b.jpg");
    assert!((top(&window, "Between") - between).abs() < 0.02);
    // Below the view's first word: what is below it makes room, the word stays.
    ready(&mut window, "c.jpg");
    assert!((top(&window, "Between") - between).abs() < 0.02);
    deliver(&mut window);
    assert!((top(&window, "Between") - between).abs() < 0.02);
    // And a hundred widths drift by nothing.
    for step in 0..100u8 {
        window.set_size(vec2(800.0 - f32::from(step % 7) * 30.0, 600.0));
        window.run();
    }
    window.set_size(vec2(800.0, 600.0));
    window.run();
    assert!(
        (top(&window, "Between") - between).abs() < 1.0,
        "{} {between}",
        top(&window, "Between")
    );
}

#[test]
fn a_remote_picture_is_a_card_until_it_is_asked_for() {
    let (one, two) = ("https://images.example.org/a.jpg", "https://images.example.org/b.jpg");
    let mut window = open(&format!("![Nets]({one})\n\nText.\n\n![]({two})\n"), vec2(800.0, 700.0));
    window.run();
    assert!(window.query_by_role_and_label(Role::Image, "Nets").is_none());
    let shows = |window: &Window, label: &str| window.query_all_by_label(label).count();
    assert_eq!((shows(&window, "Show"), shows(&window, "Show all")), (2, 2));
    window.get_all_by_label("Show").next().unwrap().click();
    window.run();
    assert_eq!(
        asked(&window),
        Some(Action::Picture(PictureAction::Allow(Some(one.into()))))
    );
    window.get_all_by_label("Show all").last().unwrap().click();
    window.run();
    assert_eq!(asked(&window), Some(Action::Picture(PictureAction::Allow(None))));

    set(
        &mut window,
        one,
        PictureState::Fetching {
            done: 2048,
            total: Some(10_240),
        },
    );
    assert_eq!(shows(&window, "Show all"), 0, "there is only one left");
    window.get_by_label("Cancel").click();
    window.run();
    assert_eq!(asked(&window), Some(Action::Picture(PictureAction::Stop)));
    set(
        &mut window,
        one,
        PictureState::Failed(PictureError::Status { status: 404 }),
    );
    window.get_by_label("Try again").click();
    window.run();
    assert_eq!(asked(&window), Some(Action::Picture(PictureAction::Again(one.into()))));
    set(&mut window, one, PictureState::Failed(PictureError::Insecure));
    assert_eq!(shows(&window, "Try again"), 0, "that would not help");
    ready(&mut window, one);
    assert!(window.query_by_role_and_label(Role::Image, "Nets").is_some());
}

/// Ten pictures in a row, as a slide show is pasted.
fn slides() -> String {
    let slide = |number: usize| format!("![Slide{number} of the show](https://example.org/{number}.jpg)\n\n");
    format!("Above.\n\n{}Below.\n", (0..10).map(slide).collect::<Vec<_>>().concat())
}

#[test]
fn pictures_in_a_row_scroll_sideways_as_cards_and_as_pictures() {
    let mut window = open(&slides(), vec2(800.0, 600.0));
    for shown in [false, true] {
        if shown {
            for number in 0..10 {
                ready(&mut window, &format!("https://example.org/{number}.jpg"));
            }
            let wanted = deliver(&mut window);
            assert!(wanted.iter().all(|picture| picture.fit.1 < 500), "{wanted:?}");
        }
        let rect = |window: &Window, label: &str| window.get_by_label(label).rect();
        let (first, second, below) = (rect(&window, "Slide0"), rect(&window, "Slide1"), rect(&window, "Below"));
        assert!((first.top() - second.top()).abs() < 0.1 && second.left() > first.right());
        assert!(below.top() < 500.0, "they take the room of one: {below}");
        window.event(Event::PointerMoved(first.center()));
        scroll(&mut window, vec2(-200.0, 0.0));
        assert!((second.left() - rect(&window, "Slide1").left() - 200.0).abs() < 2.0);
        assert!((rect(&window, "Below").top() - below.top()).abs() < 0.1);
        scroll(&mut window, vec2(-90_000.0, 0.0));
        let last = rect(&window, "Slide9");
        assert!(last.left() > 50.0 && last.right() < 760.0, "{last}");
        // Its words are selected as everywhere.
        window.get_by_label("Slide9").click();
        window.run();
        let selected = window.state().out.iter().rev().find_map(|action| match action {
            Action::Select(selection) => *selection,
            _ => None,
        });
        assert_eq!(selected.map(|selection| selection.block), Some(10));
        scroll(&mut window, vec2(90_000.0, 0.0));
    }
    // Only the first card of a row offers all pictures at once.
    let window = open(&slides(), vec2(800.0, 600.0));
    assert_eq!(window.query_all_by_label("Show all").count(), 1);
}

#[test]
fn a_row_of_pictures_at_the_top_is_whole_and_keeps_its_place() {
    let mut window = open(&format!("{}{}{}", text(6), slides(), text(20)), vec2(800.0, 600.0));
    for number in 0..10 {
        ready(&mut window, &format!("https://example.org/{number}.jpg"));
    }
    deliver(&mut window);
    window.event(Event::PointerMoved(pos2(300.0, 300.0)));
    while window.query_by_label("Above").is_some() || window.query_by_label("Below").is_none() {
        scroll(&mut window, vec2(0.0, -20.0));
    }
    scroll(&mut window, vec2(0.0, -150.0));
    let names: Vec<_> = window
        .query_all_by_role(Role::Image)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(names.iter().any(|name| name.starts_with("Slide0")), "{names:?}");
    let below = top(&window, "Below");
    for step in 0..60u8 {
        window.set_size(vec2(800.0 - f32::from(step % 5) * 40.0, 600.0));
        window.run();
    }
    window.set_size(vec2(800.0, 600.0));
    window.run();
    assert!(
        (top(&window, "Below") - below).abs() < 1.0,
        "{} {below}",
        top(&window, "Below")
    );
}

#[test]
fn a_click_enlarges_and_the_arrows_lead_through_all_of_them() {
    let mut window = open(
        "![One](a.jpg)\n\nText.\n\n![Two](b.jpg)\n\n![Gone](c.jpg)\n",
        vec2(800.0, 700.0),
    );
    set(&mut window, "c.jpg", PictureState::Failed(PictureError::Missing));
    ready(&mut window, "a.jpg");
    ready(&mut window, "b.jpg");
    deliver(&mut window);
    // The words stayed where they were when the pictures came.
    window.state_mut().state.scroll.rewind();
    window.run();
    window.get_by_role_and_label(Role::Image, "One").click();
    window.run();
    assert!(window.state().state.is_enlarged());
    let wanted = deliver(&mut window);
    assert_eq!(wanted.iter().filter(|picture| picture.enlarged).count(), 1);
    let next = |window: &Window| window.query_by_label("Next picture").is_some();
    let previous = |window: &Window| window.query_by_label("Previous picture").is_some();
    assert!(next(&window) && !previous(&window));
    window.key_press(Key::ArrowRight);
    window.run();
    assert!(
        !next(&window) && previous(&window),
        "the one that cannot be shown is left out"
    );
    assert_eq!(deliver(&mut window)[0].address, "b.jpg".into());
    window.get_by_label("Previous picture").click();
    window.run();
    assert!(next(&window));
    window.key_press(Key::Escape);
    window.run();
    assert!(!window.state().state.is_enlarged());

    // By the keyboard alone.
    window.state_mut().state.enlarge();
    window.run();
    assert!(window.state().state.is_enlarged());
    window.get_by_label("Close").click();
    window.run();
    assert!(!window.state().state.is_enlarged());
}

#[test]
fn a_card_says_why_there_is_no_picture() {
    let mut window = open("![A map](map.png)\n", vec2(800.0, 500.0));
    let too_large = PictureError::TooLarge {
        width: 30_000,
        height: 30_000,
    };
    set(&mut window, "map.png", PictureState::Failed(too_large));
    assert!(
        window
            .query_by_label_contains("Too large: 30000 × 30000 points")
            .is_some()
    );
    assert!(window.query_by_label("Try again").is_some());
}

//! A passage is selected with the mouse and written on in two scripts; the machine goes off; all is there again.

use std::thread::sleep;
use std::time::Duration;

use super::display::{Desktop, Dialogs};
use super::screen::{Area, Colour, Picture};
use super::wait::{until, within};

const TITLE: &str = "A swath of land";
/// The tint of a word that is New, in the light theme.
const NEW: Colour = [0xCF, 0xE3, 0xF5];
/// The tint of a passage that was written on.
const NOTED: Colour = [0xE9, 0xE3, 0xF6];
const NOTE: &str = "SELECT body FROM notes WHERE kind = ?1 AND deleted_at IS NULL";
const QUOTE: &str = "SELECT quote FROM notes WHERE kind = ?1 AND deleted_at IS NULL";

fn page(picture: &Picture) -> Area {
    Area {
        x: 80..picture.width * 2 / 3,
        y: 60..picture.height - 40,
    }
}

fn tinted(picture: &Picture) -> usize {
    picture.count(&page(picture), |colour| colour == NOTED)
}

/// Drags with the left button held, slowly enough that each frame sees the pointer go.
fn drag(desktop: &Desktop, from: (usize, usize), to: (usize, usize)) {
    let go = |x: usize, y: usize| desktop.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
    go(from.0, from.1);
    desktop.xdotool(&["mousedown", "1"]);
    for step in 1..=8 {
        let between = |one: usize, other: usize| (one * (8 - step) + other * step) / 8;
        go(between(from.0, to.0), between(from.1, to.1));
        sleep(Duration::from_millis(30));
    }
    desktop.xdotool(&["mouseup", "1"]);
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn a_note_on_a_passage_survives_a_loss_of_power() {
    let mut desktop = Desktop::start("passages", Dialogs::Zenity);
    let text = "# A **swath** of land\n\nThe storm came over the hills at night and took the roofs, the boats and \
                half of the trees with it. Nobody had seen anything like it before.\n\nThe last people left.\n";
    let path = desktop.write("land.md", text);
    let mut program = desktop.start_program(&[&path]);
    program.wait_for_article(TITLE);
    let before = desktop.still_picture();
    assert_eq!(tinted(&before), 0);
    let word = before
        .largest_patch(NEW)
        .expect("the bold word in the heading is tinted");
    // The first line of the first paragraph begins below the heading's first word.
    let (left, below) = (word.x.start.saturating_sub(30), word.y.end + 45);
    drag(&desktop, (left, below), (left + 330, below));
    desktop.changed_picture("the passage is selected", &before, 500);
    let selected = desktop.still_picture();
    desktop.keys(&["n"]);
    desktop.changed_picture("its card opens", &selected, 200);
    let english = "One after the other: ";
    desktop.type_text(english);
    let chinese = "一大片土地";
    desktop.copy(chinese);
    desktop.keys(&["ctrl+v"]);
    // The promise itself: two seconds after the last key all is safe.
    sleep(Duration::from_secs(2));
    let library = program.library();
    program.kill();
    let note = format!("{english}{chinese}");
    assert_eq!(library.text(NOTE, "passage").as_deref(), Some(note.as_str()));
    let quote = library.text(QUOTE, "passage").expect("its words");
    assert!(quote.split_whitespace().count() > 5, "a passage: {quote}");
    assert!(text.contains(&quote), "{quote}");
    drop(program);

    let mut program = desktop.start_program(&[]);
    program.wait_for_article(TITLE);
    until("the passage is tinted", || {
        (tinted(&desktop.picture()) > 1_000).then_some(())
    });
    // Its card, by the key that leads to the next note, and what the field holds, as a person would copy it.
    desktop.keys(&["m", "n"]);
    until("the note is in the window", || {
        desktop.keys(&["ctrl+a", "ctrl+c"]);
        within(Duration::from_secs(2), || {
            (desktop.clipboard().as_deref() == Some(note.as_str())).then_some(())
        })
    });
}

//! A passage is selected with the mouse and written on in two scripts; the machine goes off, or the program ends; all is
//! there again, and is found by two Chinese characters.

use std::ops::Range;
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

/// Where the first thing in the list of notes that leads to its place stands: nothing else there is blue.
fn first_link(picture: &Picture) -> Option<(usize, usize)> {
    let (left, right) = (80, picture.width - 120);
    let blue = |x: Range<usize>, y: Range<usize>| {
        picture.count(&Area { x, y }, |[red, _, blue]| blue > red.saturating_add(40))
    };
    let top = (150..picture.height - 60).find(|&y| blue(left..right, y..y + 1) > 2)?;
    let middle = top..top + 12;
    let start = (left..right).find(|&x| blue(x..x + 1, middle.clone()) > 2)?;
    Some((start + 20, top + 5))
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn a_note_is_found_again_by_two_chinese_characters_and_leads_to_its_place() {
    let mut desktop = Desktop::start("found again", Dialogs::Zenity);
    let line = "The rain went on all night, and in the morning it had not stopped, nor in the evening.\n\n";
    let text = format!(
        "# A **swath** of land\n\nThe storm came over the hills at night and took the roofs and the boats with it.\n\n{}",
        line.repeat(60)
    );
    let path = desktop.write("land.md", &text);
    let mut program = desktop.start_program(&[&path]);
    program.wait_for_article(TITLE);
    let word = until("the bold word in the heading is tinted", || {
        desktop.still_picture().largest_patch(NEW)
    });
    let before = desktop.still_picture();
    let (left, below) = (word.x.start.saturating_sub(30), word.y.end + 45);
    drag(&desktop, (left, below), (left + 330, below));
    desktop.changed_picture("the passage is selected", &before, 500);
    let selected = desktop.still_picture();
    desktop.keys(&["n"]);
    desktop.changed_picture("its card opens", &selected, 200);
    desktop.type_text("One after the other: ");
    desktop.copy("一大片土地");
    desktop.keys(&["ctrl+v"]);
    until("the note is stored", || {
        let stored = program.library().text(NOTE, "passage")?;
        stored.ends_with("一大片土地").then_some(())
    });
    // Far from it, and to another note on the whole article, the program ends.
    desktop.keys(&["Escape", "ctrl+shift+n"]);
    desktop.type_text("Something else about this article");
    until("the other note is stored", || program.library().text(NOTE, "article"));
    desktop.keys(&["Escape", "Escape", "End"]);
    until("the passage is out of view", || {
        (tinted(&desktop.still_picture()) == 0).then_some(())
    });
    sleep(Duration::from_secs(1));
    desktop.keys(&["ctrl+q"]);
    program.wait_for_clean_end();
    drop(program);

    let mut program = desktop.start_program(&[]);
    program.wait_for_article(TITLE);
    let end = desktop.still_picture();
    assert_eq!(tinted(&end), 0, "where it was left is far from the passage");
    desktop.keys(&["ctrl+4"]);
    desktop.changed_picture("the notes are shown", &end, 2_000);
    let all = desktop.still_picture();
    desktop.keys(&["ctrl+f"]);
    desktop.copy("土地");
    desktop.keys(&["ctrl+v"]);
    desktop.changed_picture("only what has them stays", &all, 500);
    let found = desktop.still_picture();
    desktop.click(first_link(&found).expect("the hit leads to its place"));
    until("the passage is in view", || {
        (tinted(&desktop.picture()) > 1_000).then_some(())
    });
    // Its card stands beside it.
    desktop.keys(&["n"]);
    until("the note is in the window", || {
        desktop.keys(&["ctrl+a", "ctrl+c"]);
        within(Duration::from_secs(2), || {
            desktop.clipboard().filter(|text| text.ends_with("一大片土地"))
        })
    });
    desktop.keys(&["Escape", "End"]);
    until("away again", || (tinted(&desktop.still_picture()) == 0).then_some(()));
    // The search of everything finds it as well, and Enter takes the first hit.
    desktop.copy("大片");
    let away = desktop.still_picture();
    desktop.keys(&["ctrl+shift+f"]);
    desktop.changed_picture("the search opens", &away, 2_000);
    let open = desktop.still_picture();
    desktop.keys(&["ctrl+v"]);
    desktop.changed_picture("something is found", &open, 300);
    desktop.still_picture();
    desktop.keys(&["Return"]);
    until("the passage is in view again", || {
        (tinted(&desktop.picture()) > 1_000).then_some(())
    });
}

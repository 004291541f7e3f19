//! What a learner does at a desktop, from start to end.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::dialog::Dialog;
use super::display::{Desktop, Dialogs};
use super::program::{Library, Program};
use super::screen::{Area, Colour, Picture, is_ink, near};
use super::wait::{until, within};

const WELCOME: &str = "Welcome to Boldface";
const TITLE: &str = "A swath of land";
/// The tint of a word that is New, in the light theme.
const NEW: Colour = [0xCF, 0xE3, 0xF5];
const STATUS: &str = "SELECT status FROM terms WHERE headword_key = ?1 AND deleted_at IS NULL";
const NOTE: &str = "SELECT body FROM notes JOIN terms ON terms.id = notes.term_id \
                    WHERE headword_key = ?1 AND notes.deleted_at IS NULL";
const ARTICLE: &str = "SELECT title FROM articles WHERE title = ?1 AND deleted_at IS NULL";

/// An article whose heading holds one large bold word, and which is longer than the window.
fn article() -> String {
    let mut text = "# A **swath** of land\n\n".to_owned();
    // No two paragraphs look alike, so that no scroll position can be taken for another.
    let who = [
        "The old fishermen",
        "Three sisters",
        "A teacher from the next town",
        "Nobody in the valley",
        "Her son",
    ];
    let what = [
        "remembered the storm",
        "counted the fallen trees on the slope",
        "walked home",
        "sold all the timber",
    ];
    let when = ["that winter", "before the bridge was built again", "twice"];
    let paragraphs = (0..60).map(|n| format!("{} {} {}.\n\n", who[n % 5], what[n % 4], when[n % 3]));
    text.extend(paragraphs);
    text + "The last people were **reluctant** to leave.\n"
}

/// The middle of the page: right of the rail, left of the sidebar, below the bars.
fn page(picture: &Picture) -> Area {
    Area {
        x: 150..picture.width / 2,
        y: picture.height / 4..picture.height * 3 / 4,
    }
}

fn status(library: &Library, word: &str) -> Option<i64> {
    match library.value(STATUS, word)? {
        rusqlite::types::Value::Integer(status) => Some(status),
        _ => None,
    }
}

/// Starts the program in a fresh home and waits for the article that welcomes.
fn start_fresh(desktop: &Desktop) -> Program {
    let mut program = desktop.start_program(&[]);
    program.wait_for_article(WELCOME);
    program
}

/// Clicks the large bold word of [`article`].
fn click_the_word(desktop: &Desktop) -> Area {
    let before = desktop.still_picture();
    let word = before
        .largest_patch(NEW)
        .expect("the bold word in the heading is tinted");
    desktop.click(word.centre());
    desktop.changed_picture("the click selects the word", &before, 200);
    word
}

/// Puts the keyboard into the note of the selected word.
fn enter_the_note(desktop: &Desktop) {
    let before = desktop.still_picture();
    desktop.keys(&["n"]);
    until("the note has the keyboard", || {
        (desktop.picture().differences(&before, &before.whole()) > 8).then_some(())
    });
}

fn open_study_and_lose_power(desktop: &mut Desktop) {
    let path = desktop.write("my clippings/my article é.md", &article());
    let mut program = start_fresh(desktop);
    let welcome = desktop.still_picture();
    desktop.keys(&["ctrl+o"]);
    Dialog::wait(desktop).choose(path.to_str().expect("UTF-8"));
    program.wait_for_article(TITLE);
    let opened = desktop.still_picture();
    assert!(
        opened.differences(&welcome, &page(&opened)) > 2_000,
        "another article is another page"
    );
    assert!(opened.count(&page(&opened), is_ink) > 2_000, "the page has text");

    let library = program.library();
    assert_eq!(status(&library, "swath"), Some(1), "bold words begin as New");
    let word = click_the_word(desktop);
    desktop.keys(&["5"]);
    until("the status is stored", || {
        (status(&library, "swath") == Some(5)).then_some(())
    });
    until("the word loses its tint", || {
        (desktop.picture().count(&word, |colour| near(colour, NEW, 3)) == 0).then_some(())
    });

    let top = desktop.still_picture();
    desktop.keys(&["Next", "Next"]);
    let further_down = desktop.changed_picture("the page scrolls", &top, 2_000);
    enter_the_note(desktop);
    let english = "A wide strip: the storm cut a swath. ";
    desktop.type_text(english);
    let chinese = "一大片土地";
    desktop.copy(chinese);
    desktop.keys(&["ctrl+v"]);
    // Not a wait for something to happen but the promise itself: two seconds after the last key all is safe.
    sleep(Duration::from_secs(2));
    program.kill();
    let note = format!("{english}{chinese}");
    assert_eq!(library.text(NOTE, "swath").as_deref(), Some(note.as_str()));
    drop(program);

    let mut program = desktop.start_program(&[]);
    program.wait_for_article(TITLE);
    let again = desktop.still_picture();
    let ink = again.count(&page(&again), is_ink);
    assert!(ink > 2_000, "the page has text");
    // The same line is at the top; at which pixel it was cut, and the room above it, is not kept.
    let moved = again.differences_moved_little(&further_down, &page(&again), 48);
    assert!(
        moved < ink / 20,
        "the page stands where it stood: {moved} pixels of {ink} differ"
    );
    assert_eq!(status(&library, "swath"), Some(5));
    assert_eq!(library.text(NOTE, "swath").as_deref(), Some(note.as_str()));

    // What the window itself holds, read as a person would copy it.
    desktop.keys(&["ctrl+Left"]);
    enter_the_note(desktop);
    until("the note is in the window", || {
        desktop.keys(&["ctrl+a", "ctrl+c"]);
        within(Duration::from_secs(2), || {
            (desktop.clipboard().as_deref() == Some(note.as_str())).then_some(())
        })
    });
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn an_article_opened_through_the_portal_and_studied_survives_a_loss_of_power() {
    open_study_and_lose_power(&mut Desktop::start("portal", Dialogs::Portal));
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn an_article_opened_through_zenity_and_studied_survives_a_loss_of_power() {
    open_study_and_lose_power(&mut Desktop::start("zenity", Dialogs::Zenity));
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn cancel_in_the_dialog_changes_nothing() {
    for dialogs in [Dialogs::Portal, Dialogs::Zenity] {
        let desktop = Desktop::start("cancel", dialogs);
        let mut program = start_fresh(&desktop);
        let library = program.library();
        let before = library.settled_dump();
        desktop.keys(&["ctrl+o"]);
        Dialog::wait(&desktop).cancel();
        let closed = desktop.still_picture();
        // It still answers, and a second dialog can be had.
        desktop.keys(&["F1"]);
        desktop.changed_picture("F1 shows the keys", &closed, 2_000);
        desktop.keys(&["Escape"]);
        desktop.keys(&["ctrl+o"]);
        Dialog::wait(&desktop).cancel();
        program.assert_running();
        assert_eq!(library.settled_dump(), before);
    }
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn without_any_dialog_a_path_can_be_typed_in_the_window() {
    let desktop = Desktop::start("path-field", Dialogs::None);
    let path = desktop.write("my article é.md", &article());
    let mut program = start_fresh(&desktop);
    let before = desktop.still_picture();
    desktop.keys(&["ctrl+o"]);
    desktop.changed_picture("a field for the path appears", &before, 500);
    desktop.type_text(path.to_str().expect("UTF-8"));
    desktop.keys(&["Return"]);
    program.wait_for_article(TITLE);
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn a_second_start_hands_its_file_to_the_first() {
    let desktop = Desktop::start("second-start", Dialogs::None);
    let one = desktop.write("one.md", "# One\n\nA **first** article.\n");
    let two = desktop.write("two.md", "# Two\n\nA **second** article.\n");
    let three = desktop.write("three é.md", "# Three\n\nA **third** article.\n");
    let mut first = desktop.start_program(&[&one, &two]);
    let library = first.library();
    for title in ["One", "Two"] {
        until("both files are in the library", || library.text(ARTICLE, title));
    }
    let mut second = desktop.start_program(&[Path::new(three.file_name().expect("a name"))]);
    let status = second.wait_for_end();
    assert!(status.success(), "{status}: {:?}", second.lines());
    first.wait_for_article("Three");
    first.assert_running();
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn what_a_browser_copied_becomes_an_article() {
    let mut desktop = Desktop::start("clipboard", Dialogs::None);
    let mut program = start_fresh(&desktop);
    desktop.copy_as_browser(
        "<h1>Low tide</h1><p>The boats lay <b>adrift</b> on the <a href=\"https://example.org\">sand</a>.</p>",
        "Low tide\n\nThe boats lay adrift on the sand.",
    );
    desktop.still_picture();
    desktop.keys(&["ctrl+v"]);
    program.wait_for_article("Low tide");
    until("its bold word is stored", || {
        (status(&program.library(), "adrift") == Some(1)).then_some(())
    });
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn a_page_without_plain_text_becomes_an_article_and_no_part_of_a_note() {
    let mut desktop = Desktop::start("html-only", Dialogs::None);
    let mut program = start_fresh(&desktop);
    desktop.still_picture();
    desktop.copy_html("<h1>High tide</h1><p>The boats lay <b>afloat</b> again.</p>");
    desktop.keys(&["ctrl+v"]);
    program.wait_for_article("High tide");
    let library = program.library();
    until("its bold word is stored", || {
        (status(&library, "afloat") == Some(1)).then_some(())
    });
    desktop.keys(&["ctrl+Right"]);
    enter_the_note(&desktop);
    desktop.copy_html("<h1>Spring tide</h1><p>The boats are <b>gone</b>.</p>");
    desktop.keys(&["ctrl+v"]);
    desktop.type_text("a note");
    until("the note is stored", || {
        library.text(NOTE, "afloat").filter(|note| note == "a note")
    });
    assert_eq!(library.text(ARTICLE, "Spring tide"), None);
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn closing_in_the_middle_of_a_note_keeps_the_note() {
    for by_signal in [true, false] {
        let desktop = Desktop::start("close", Dialogs::None);
        let path = desktop.write("article.md", &article());
        let mut program = desktop.start_program(&[&path]);
        program.wait_for_article(TITLE);
        click_the_word(&desktop);
        enter_the_note(&desktop);
        let note = "typed until the very end";
        desktop.type_text(note);
        if by_signal {
            // A signal overtakes keys that are still on their way.
            desktop.still_picture();
            program.terminate();
        } else {
            desktop.keys(&["alt+F4"]);
        }
        program.wait_for_clean_end();
        assert_eq!(program.library().text(NOTE, "swath").as_deref(), Some(note));
    }
}

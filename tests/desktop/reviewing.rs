//! Five words are marked and reviewed with keys on two days; one answer is taken back and the machine goes off: exactly
//! what was acknowledged is there.

use rusqlite::types::Value;

use super::display::{Desktop, Dialogs};
use super::program::{Library, Program};
use super::wait::until;

const TITLE: &str = "Five words";
const TEXT: &str = "# Five words\n\nThe **storm** battered a **swath** of the coast, and a **rebuke** came from the \
                    **harbour**. Nobody **stalled**.\n";
/// Answers that count: rows that name none and that none names.
const ANSWERS: &str = "SELECT count(*) FROM reviews WHERE reverts IS NULL AND source = ?1
                       AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.reverts = reviews.id)";

fn answers(library: &Library) -> Option<i64> {
    match library.value(ANSWERS, "card") {
        Some(Value::Integer(count)) => Some(count),
        _ => None,
    }
}

fn until_answers(library: &Library, count: i64) {
    until(&format!("{count} answers are in the library"), || {
        (answers(library) == Some(count)).then_some(())
    });
}

/// Starts the program at a time of its own.
fn start_at(desktop: &mut Desktop, files: &[&std::path::Path], time: &str) -> Program {
    desktop.environment.retain(|(variable, _)| *variable != "BOLDFACE_NOW");
    desktop.environment.push(("BOLDFACE_NOW", time.to_owned()));
    desktop.start_program(files)
}

/// Once the window has the keyboard and shows all there is to show.
fn go_to_review(desktop: &Desktop) {
    let before = desktop.still_picture();
    desktop.keys(&["ctrl+3"]);
    desktop.changed_picture("review is shown", &before, 500);
    desktop.still_picture();
}

fn answer(desktop: &Desktop, program: &Program, grade: &str, count: i64) {
    desktop.keys(&["space"]);
    std::thread::sleep(std::time::Duration::from_millis(300));
    desktop.keys(&[grade]);
    until_answers(&program.library(), count);
    std::thread::sleep(std::time::Duration::from_millis(300));
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn exactly_the_acknowledged_answers_survive_a_loss_of_power() {
    let mut desktop = Desktop::start("reviewing", Dialogs::Zenity);
    let path = desktop.write("five.md", TEXT);
    let mut program = start_at(&mut desktop, &[&path], "2026-03-02T10:00:00Z");
    program.wait_for_article(TITLE);
    go_to_review(&desktop);
    for count in 1..=5 {
        answer(&desktop, &program, "4", count);
    }
    desktop.keys(&["ctrl+q"]);
    program.wait_for_clean_end();
    // Three weeks later all five are due: on the page, and as cards.
    let mut program = start_at(&mut desktop, &[], "2026-03-23T10:00:00Z");
    program.wait_for_article(TITLE);
    go_to_review(&desktop);
    desktop.keys(&["c"]);
    std::thread::sleep(std::time::Duration::from_millis(500));
    for (grade, count) in [("3", 6), ("1", 7), ("3", 8)] {
        answer(&desktop, &program, grade, count);
    }
    desktop.keys(&["ctrl+z"]);
    let library = program.library();
    until_answers(&library, 7);
    program.kill();
    drop(program);
    let mut program = start_at(&mut desktop, &[], "2026-03-23T10:05:00Z");
    program.wait_for_article(TITLE);
    assert_eq!(answers(&program.library()), Some(7));
    let lapses = "SELECT sum(lapses) FROM cards WHERE deleted_at IS NULL AND phase <> ?1";
    assert_eq!(program.library().value(lapses, ""), Some(Value::Integer(1)));
    desktop.keys(&["ctrl+q"]);
    program.wait_for_clean_end();
}

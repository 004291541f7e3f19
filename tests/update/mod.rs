//! Updating an article from its changed file, through the real threads and a real library.

mod draft;
mod encounters;
mod glosses;
mod notes;
mod property;
mod rows;
mod study;
mod two_hands;

use boldface::study::Status;
use boldface::worker::StatusStep;

use study::Study;

const FERRY: &str =
    "# The ferry\n\nThe **sturdy** ferry crossed the **murky** water.\n\nA **calm** day, and nobody hesitated.\n";

/// A library with the ferry in it, three things done to its words.
fn ferry() -> Study {
    let mut study = Study::new();
    study.write("ferry.md", FERRY);
    study.import();
    study.status_of("sturdy", StatusStep::To(Some(Status::Familiar)));
    study.bold_of("calm", false);
    study.status_of("hesitated", StatusStep::To(Some(Status::Met)));
    study.note_of("murky", "like pond water: 浑浊");
    study
}

#[test]
fn the_same_bytes_open_the_article_that_is_there_and_ask_nothing() {
    let mut study = ferry();
    let before = study.content();
    let (article_id, depth) = (study.opened().article_id, study.undo_depth());
    study.import();
    assert_eq!(study.opened().article_id, article_id);
    assert_eq!((study.asked(), study.undo_depth()), (0, depth));
    assert_eq!(study.content(), before);
}

#[test]
fn other_line_ends_change_nothing_but_the_source() {
    let mut study = ferry();
    let before = study.content_without("articles");
    study.write("ferry.md", &FERRY.replace('\n', "\r\n"));
    assert!(!study.update(), "it asks nothing");
    assert_eq!(study.content_without("articles"), before);
    assert_eq!(study.bold_words(), ["sturdy", "murky"]);
}

#[test]
fn a_word_that_stands_where_another_was_dropped_is_not_dropped() {
    let mut study = ferry();
    study.write("ferry.md", &FERRY.replace("A **calm** day, and", "A **mild** one; yet"));
    assert!(study.update());
    assert_eq!(study.bold_words(), ["sturdy", "murky", "mild"]);
    assert_eq!(study.contexts_of("mild").len(), 1);
    // And it can be dropped itself.
    study.bold_of("mild", false);
    assert_eq!(study.bold_words(), ["sturdy", "murky"]);
    study.write(
        "ferry.md",
        &FERRY.replace("A **calm** day, and", "Yes: a **mild** one; yet"),
    );
    assert!(study.update());
    assert_eq!(study.bold_words(), ["sturdy", "murky"]);
}

#[test]
fn a_bold_word_whose_surroundings_are_all_new_has_a_sentence_there() {
    let mut study = ferry();
    study.write("ferry.md", "# Other\n\nAny **sturdy** thing.\n");
    assert!(study.update());
    assert_eq!(study.bold_words(), ["sturdy"]);
    assert_eq!(study.contexts_of("sturdy").len(), 1);
    assert_eq!(study.status("sturdy"), Some(Status::Familiar));
}

#[test]
fn what_is_committed_is_on_the_disk_though_nothing_is_ever_closed() {
    let mut study = ferry();
    study.write("ferry.md", &format!("New.\n\n{FERRY}"));
    assert!(study.update());
    let content = study.content();
    // What a process leaves behind that is killed now: the files as they are, and no goodbye.
    let copy = study.copy();
    drop(study);
    let mut later = Study::on(copy);
    assert_eq!(later.content(), content);
    later.write("ferry.md", &format!("New.\n\n{FERRY}"));
    later.import();
    assert_eq!(later.status("sturdy"), Some(Status::Familiar));
    assert_eq!(later.notes("murky"), ["like pond water: 浑浊"]);
    assert_eq!(later.bold_words(), ["sturdy", "murky"]);
}

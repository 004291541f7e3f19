//! What a dictionary says of the selected word: at once, and what fits the sentence first.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use super::desk::{Desk, file};

/// Writes a WordNet that knows one word, in the real format, with offsets that fit.
fn wordnet(folder: &Path) {
    let head = "  1 Written for a test.  \n";
    let mut verbs = head.to_owned();
    let mut places = String::new();
    for (number, meaning) in [
        "stop going",
        "wait on purpose",
        "be out of work",
        "keep a horse in",
        "lose height",
    ]
    .iter()
    .enumerate()
    {
        let _ = write!(places, " {:08}", verbs.len());
        let place = verbs.len();
        let _ = writeln!(
            verbs,
            "{place:08} 30 v 02 stall {number} linger 0 000 01 + 08 00 | {meaning}; \"the talks stalled\"  "
        );
    }
    let noun = format!("{head}{:08} 06 n 01 stall 0 000 | a booth on a market  \n", head.len());
    let files = [
        ("data.verb", verbs),
        ("index.verb", format!("{head}stall v 5 0 5 1{places}  \n")),
        ("data.noun", noun),
        ("index.noun", format!("{head}stall n 1 0 1 1 {:08}  \n", head.len())),
        ("data.adj", head.to_owned()),
        ("index.adj", head.to_owned()),
        ("data.adv", head.to_owned()),
        ("index.adv", head.to_owned()),
        ("cntlist.rev", "stall%1:06:00:: 1 40\nstall%2:30:00:: 1 2\n".to_owned()),
    ];
    std::fs::create_dir(folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

#[test]
fn the_meaning_that_fits_the_sentence_comes_first_and_the_rest_is_folded() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    wordnet(&folder.path().join("wordnet"));
    let article = file(
        folder.path(),
        "1.md",
        "# Delays\n\nThe storm **stalls** near the coast. A **zeal** for maps.\n",
    );
    let mut desk = Desk::again(folder, &[&article]);
    desk.click("stall, New");
    desk.until_text("stop going");
    assert!(desk.shows("Meaning · WordNet") && desk.shows("verb"));
    assert!(desk.shows("the talks stalled") && desk.shows("linger"));
    // The noun is met more often, and still comes after the verb, folded away with the last of it.
    assert!(!desk.shows("a booth on a market") && !desk.shows("lose height"));
    desk.follow("2 more meanings");
    desk.until_text("a booth on a market");
    assert!(desk.shows("lose height"));
    desk.click("zeal, New");
    desk.until_text("No dictionary has this word");
}

#[test]
fn without_a_dictionary_the_card_says_nothing_of_meanings() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let article = file(
        folder.path(),
        "1.md",
        "# Delays\n\nThe storm **stalls** near the coast.\n",
    );
    let mut desk = Desk::again(folder, &[&article]);
    desk.click("stall, New");
    desk.until_text("Headword and forms");
    assert!(!desk.shows("Meaning"));
}

#[test]
fn a_meaning_is_a_guess_until_it_is_chosen_and_the_choice_is_taken_back() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    wordnet(&folder.path().join("wordnet"));
    let article = file(
        folder.path(),
        "1.md",
        "# Delays\n\nThe storm **stalls** near the coast.\n",
    );
    let mut desk = Desk::again(folder, &[&article]);
    let row = |desk: &Desk| {
        let node = desk.harness.get_by_label("stall, New");
        node.accesskit_node().data().description().map(str::to_owned)
    };
    desk.until("a guess in the row", |harness| {
        let node = harness.query_by_label("stall, New");
        node.is_some_and(|node| node.accesskit_node().data().description() == Some("stop going?"))
    });
    desk.click("stall, New");
    desk.until_text("wait on purpose");
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.until_text("meaning of stall chosen");
    assert_eq!(row(&desk).as_deref(), Some("wait on purpose"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until("the choice is taken back", |harness| {
        let node = harness.query_by_label("stall, New");
        node.is_some_and(|node| node.accesskit_node().data().description() == Some("stop going?"))
    });
}

#[test]
fn a_review_card_has_the_sound_and_the_meaning_that_was_chosen() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    wordnet(&folder.path().join("wordnet"));
    let article = file(
        folder.path(),
        "1.md",
        "# Delays\n\nThe storm **stalls** near the coast.\n",
    );
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("The storm stalls");
    assert!(!desk.shows("/stɔl/") && !desk.shows("stop going"));
    desk.press(Key::Space);
    desk.until_text("/stɔl/");
    // The first meanings, while none was chosen.
    desk.until_text("1 stop going");
    desk.until_text("2 wait on purpose");
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.click("stalls");
    desk.until_text("wait on purpose");
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.until_saved();
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("✓ wait on purpose");
    assert!(!desk.shows("stop going"));
}

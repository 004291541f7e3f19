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
    std::fs::create_dir_all(folder).unwrap();
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
fn wordnet_is_found_in_the_folder_that_the_settings_name() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let own = folder.path().join("WordNet-3.0");
    wordnet(&own.join("dict"));
    let article = file(
        folder.path(),
        "1.md",
        "# Delays\n\nThe storm **stalls** near the coast.\n",
    );
    let mut desk = Desk::again(folder, &[&article]);
    desk.harness.set_size(eframe::egui::vec2(1280.0, 2200.0));
    desk.click("stall, New");
    desk.until_text("Headword and forms");
    assert!(!desk.shows("stop going"));
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.until_text("Not on this computer");
    let name = |desk: &mut Desk, path: &str| {
        desk.harness.get_by_label("Folder of WordNet").focus();
        desk.harness.run_ok();
        desk.press_with(Modifiers::COMMAND, Key::A);
        desk.type_text(path);
        desk.press(Key::Enter);
    };
    name(&mut desk, own.to_str().unwrap());
    desk.until("it is found", |harness| {
        harness
            .query_all_by_label_contains("Not on this computer")
            .next()
            .is_none()
    });
    desk.until_text("stop going");
    assert_eq!(desk.field("Folder of WordNet"), own.to_str().unwrap());
    // A folder with nothing in it says so, and WordNet is gone again.
    name(&mut desk, "/nowhere");
    desk.until_text("Not on this computer");
    desk.until("the meaning goes", |harness| {
        harness.query_all_by_label_contains("stop going").next().is_none()
    });
}

/// A window on an article of one sentence, with the WordNet that knows `stall`.
fn reading(sentence: &str) -> Desk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    wordnet(&folder.path().join("wordnet"));
    let article = file(folder.path(), "1.md", &format!("# Delays\n\n{sentence}\n"));
    Desk::again(folder, &[&article])
}

#[test]
fn the_words_of_a_phrase_that_nobody_has_are_one_click_away() {
    let mut desk = reading("The **stalled keeper** waited there.");
    desk.click("stall keeper, New");
    desk.until_text("No dictionary has this word");
    desk.until_label("Its words:");
    assert!(!desk.shows("stop going"));
    desk.follow("stall");
    desk.until_text("stop going");
    assert!(desk.shows("This is “stall”."));
    desk.follow("Back to “stall keeper”");
    desk.until_text("No dictionary has this word");
    assert!(!desk.shows("Back to"));
}

#[test]
fn without_an_entry_what_is_spelt_nearly_so_is_offered() {
    let mut desk = reading("The storm **staals** near the coast.");
    desk.click("staals, New");
    desk.until_text("No dictionary has this word");
    desk.until_label("Spelt nearly so:");
    desk.follow("stalls");
    desk.until_text("stop going");
}

#[test]
fn a_digit_key_keeps_a_meaning_at_the_first_review() {
    let mut desk = reading("The storm **stalls** near the coast.");
    desk.until_label("stall, New");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.until_text("for the first time");
    // A key before the answer is shown means nothing.
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.press(Key::Space);
    desk.until_label("1 stop going");
    assert!(desk.shows("Alt+1 to Alt+3: keep the meaning that fits"));
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.until_label("✓ 2 wait on purpose");
    assert!(!desk.shows("keep the meaning that fits") && desk.shows("Good, "));
    desk.click("3 be out of work");
    desk.until_label("✓ 3 be out of work");
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.until("the row has it", |harness| {
        let node = harness.query_by_label("stall, New");
        node.is_some_and(|node| node.accesskit_node().data().description() == Some("be out of work"))
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
    desk.until_text("✓ 2 wait on purpose");
}

#[test]
fn a_word_under_the_pointer_shows_what_it_means_after_a_moment() {
    let mut desk = reading("The storm **stalls** near the coast.");
    desk.until_label("stall, New");
    assert!(!desk.shows("stop going"));
    desk.harness.get_by_label("stalls").hover();
    desk.until_text("stop going");
    assert!(!desk.shows("Headword and forms"), "no card");
    // A word of which nothing is known shows nothing, and the gloss goes with the pointer.
    desk.harness.get_by_label("near").hover();
    desk.until("the gloss goes", |harness| {
        harness.query_all_by_label_contains("stop going").next().is_none()
    });
}

#[test]
fn the_card_says_how_the_word_is_spoken_and_who_says_so() {
    let mut desk = reading("The storm **stalls** near the coast. They **rebel** again.");
    desk.click("stall, New");
    desk.until_label("/stɔl/");
    desk.until_label("American");
    // Where it differs by the part of speech, both are shown.
    desk.click("rebel, New");
    desk.until_text("noun /");
    let both = desk.label_with("noun /");
    assert!(both.contains("verb /"), "{both}");
}

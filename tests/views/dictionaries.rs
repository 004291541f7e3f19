//! The learner's own dictionaries: added by dropping a file, asked in their order, removed without trace.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{DroppedFile, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

fn article(folder: &Path) -> PathBuf {
    file(
        folder,
        "1.md",
        "# Delays\n\nThe storm **stalls** near the coast. A **zeal** for maps.\n",
    )
}

/// A window with an article, in which all rows of the settings are in view.
fn desk(folder: &Arc<tempfile::TempDir>) -> Desk {
    let article = article(folder.path());
    let mut desk = Desk::again(Arc::clone(folder), &[&article]);
    desk.harness.set_size(vec2(1280.0, 1900.0));
    desk.until_label("stall, New");
    desk
}

/// A file as a file manager hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(desk: &mut Desk, path: &Path) {
    let file = Arc::new(Dropped(path.to_owned()));
    desk.harness.input_mut().dropped_files.push(file);
    desk.harness.step();
    desk.harness.run_ok();
}

fn indexes(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("cache/dictionaries")).map_or(0, Iterator::count)
}

#[test]
fn a_dropped_table_is_asked_about_taken_in_answers_and_goes_without_trace() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let table = file(
        folder.path(),
        "mine.tsv",
        "stall\tstop going, of engines\nstorm\twind and rain\n",
    );
    let mut desk = desk(&folder);
    desk.click("stall, New");
    drop_file(&mut desk, &table);
    desk.until_text("Which column is what?");
    assert!(desk.shows("wind and rain") && desk.shows("Column 2: Meaning"));
    desk.click("Take it in");
    desk.until_text("mine: 2 entries");
    desk.until_text("stop going, of engines");
    assert!(desk.shows("Meaning · mine") && indexes(folder.path()) == 1);
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.until_label("Asked for words in English: mine");
    desk.follow("Asked for words in English: mine");
    desk.click("Close");
    desk.until_text("Headword and forms");
    desk.until("the meaning goes", |harness| {
        harness.query_by_label_contains("stop going, of engines").is_none()
    });
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.follow("Asked for words in English: mine");
    desk.click("Close");
    desk.until_text("stop going, of engines");
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.follow("Remove: mine");
    desk.until_text("mine is removed");
    desk.until("the index goes", |_| indexes(folder.path()) == 0);
    assert!(!desk.shows("stop going, of engines"));
}

#[test]
fn the_order_is_changed_with_the_keyboard_and_is_that_of_the_card() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let one = file(folder.path(), "one.csv", "word,meaning\nstall,the first book says so\n");
    let two = file(
        folder.path(),
        "two.csv",
        "word,meaning\nstall,the second book says so\n",
    );
    let mut desk = desk(&folder);
    desk.click("stall, New");
    drop_file(&mut desk, &one);
    desk.until_text("the first book says so");
    drop_file(&mut desk, &two);
    desk.until_text("the second book says so");
    assert!(desk.shows("Meaning · one") && desk.shows("Meaning · two"));
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    let grip = "two, 3 of 3: move with the arrows";
    desk.until_label(grip);
    desk.harness.get_by_label(grip).focus();
    desk.harness.run_ok();
    desk.press(Key::ArrowUp);
    desk.until_label("two, 2 of 3: move with the arrows");
    desk.follow("Up: two");
    desk.until("the order changes", |harness| {
        harness.query_by_label("two, 1 of 3: move with the arrows").is_some()
    });
    desk.click("Close");
    desk.until("the card follows", |harness| {
        let of = |name: &str| {
            let node = harness.query_all_by_label(name).next();
            node.map(|node| node.rect().top())
        };
        of("Meaning · two").is_some() && of("Meaning · two") < of("Meaning · one")
    });
}

#[test]
fn a_broken_file_says_why_and_the_others_keep_working() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let good = file(folder.path(), "good.csv", "word,meaning\nstall,come to a stand\n");
    let broken = file(folder.path(), "broken.mdx", "no such thing at all");
    let mut desk = desk(&folder);
    drop_file(&mut desk, &good);
    desk.until_text("good: 1 entry");
    drop_file(&mut desk, &broken);
    desk.until_text("This dictionary cannot be taken in");
    assert!(desk.shows("broken.mdx"));
    desk.click("Close");
    desk.click("stall, New");
    desk.until_text("come to a stand");
    assert_eq!(indexes(folder.path()), 1);
}

#[test]
fn one_among_the_downloads_is_offered_by_name_and_taken_in_with_a_click() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let downloads = folder.path().join("downloads");
    std::fs::create_dir(&downloads).unwrap();
    file(&downloads, "holiday.csv", "day,place\n1,coast\n");
    let mut desk = desk(&folder);
    desk.click("stall, New");
    // The first word that nothing explains in the learner's language: what to get, and where.
    desk.until_label("Add a dictionary");
    desk.until_text("ECDICT");
    assert!(!desk.shows("from your downloads"));
    // It is fetched in the browser, and the learner comes back.
    file(
        &downloads,
        "ecdict.csv",
        "word,phonetic,definition,translation\nstall,stɔːl,n. a booth,谴责\n",
    );
    desk.harness.event(eframe::egui::Event::WindowFocused(true));
    desk.click("Take in “ECDICT” from your downloads");
    desk.until_text("ECDICT: 1 entry");
    desk.until_text("谴责");
    // How it says the word counts before anybody else.
    desk.until_label("/stɔːl/");
    assert!(!desk.shows("American"));
    assert!(!desk.shows("from your downloads") && !desk.shows("Add a dictionary"));
    // The settings look there as well.
    file(
        &downloads,
        "mine.dsl",
        "#NAME \"Mine\"\n\nstall\n\t[m1]a stable's compartment[/m]\n",
    );
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.until_label("Take in “Mine” from your downloads");
    assert!(!desk.shows("Take in “ECDICT”"));
}

#[test]
fn a_dropped_file_of_each_format_is_a_dictionary_and_no_article() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let mut desk = desk(&folder);
    let dsl = file(
        folder.path(),
        "ours.dsl",
        "#NAME \"Plain DSL\"\n\nstall\n\t[m1]a booth[/m]\n",
    );
    let of = |name: &str| super::desk::data("dictionaries").join(name);
    let csv = file(folder.path(), "known.csv", "word,meaning\nstall,a booth\n");
    let files = [
        of("words.ifo"),
        of("words_dictd.index"),
        of("words.mdx"),
        dsl,
        of("words.dsl.dz"),
        of("words_yomitan.zip"),
        csv,
    ];
    for (path, number) in files.iter().zip(1..) {
        drop_file(&mut desk, path);
        desk.until(&format!("{} is taken in", path.display()), |_| {
            indexes(folder.path()) == number
        });
    }
    drop_file(&mut desk, &of("words.tsv"));
    desk.until_text("Which column is what?");
    desk.press(Key::Escape);
    // The page is still the article, and the library has no other.
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.until_label("Articles 1");
}

#[test]
fn another_own_language_is_explained_in_at_once() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let mut desk = desk(&folder);
    desk.click("stall, New");
    desk.until_text("ECDICT");
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    let chooser = desk.label_with("Your own language: ");
    desk.follow(&chooser);
    desk.harness.get_by_label("Search the languages").focus();
    desk.type_text("german");
    desk.harness.run_ok();
    desk.click("German");
    desk.click("Close");
    desk.until_text("FreeDict");
    assert!(!desk.shows("ECDICT"));
}

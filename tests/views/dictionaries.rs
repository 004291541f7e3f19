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

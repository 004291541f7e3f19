//! A folder of old clippings: one report, the dates of its files, doubtful bold in one list, one undo for all of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, file};

/// Noon of 3 May 2025, UTC.
const MAY: u64 = 1_746_273_600;

fn clipping(folder: &Path, name: &str, text: &str) {
    let path = file(folder, name, text);
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(MAY);
    let opened = std::fs::File::options().write(true).open(path).unwrap();
    opened.set_modified(time).unwrap();
}

fn folder() -> (Arc<tempfile::TempDir>, PathBuf) {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let folder = home.path().join("clippings");
    std::fs::create_dir(&folder).unwrap();
    clipping(
        &folder,
        "one.md",
        "# First\n\nA **brisk** wind.\n\n**YOU MAY ALSO LIKE**\n",
    );
    clipping(
        &folder,
        "two.md",
        "# Second\n\n**Anna:** it is brisk and **calm（慢）** here.\n",
    );
    clipping(&folder, "three.md", "# Third\n\nNobody bolded anything.\n");
    (home, folder)
}

#[test]
fn a_folder_comes_in_with_one_report_and_goes_with_one_undo() {
    let (home, folder) = folder();
    let mut desk = Desk::again(home, &[&folder]);
    desk.until_label("3 articles added, 2 new words, 1 gloss.");
    desk.until_text("2 bold places were taken as emphasis");
    desk.click("YOU MAY ALSO LIKE, a whole paragraph · one.md");
    desk.until_label("Take in 1");
    desk.click("Tick all");
    desk.click("Take in 2");
    desk.until_text("2 bold words taken in");
    desk.click("Second");
    desk.until_label("anna, New");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_label("All 2");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.until_text("No articles here yet");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_label("3 articles");
}

#[test]
fn words_of_a_folder_were_saved_when_its_files_were() {
    let (home, folder) = folder();
    let mut desk = Desk::again(home, &[&folder]);
    desk.click("Leave them");
    desk.click("First");
    desk.until_label("brisk, New");
    desk.click("brisk");
    desk.until_text("Saved 3 May 2025");
    desk.until_text("met 2 times in 2 articles");
}

#[test]
fn what_a_page_repeats_is_one_row_and_one_tick() {
    let (home, folder) = folder();
    let page = "<html><body><h1>Fourth</h1><p>Calm <b>seas</b>.</p><p><b>YOU MAY ALSO LIKE</b></p></body></html>";
    clipping(&folder, "four.html", page);
    let mut desk = Desk::again(home, &[&folder]);
    desk.until_label("4 articles added, 3 new words, 1 gloss.");
    desk.until_text("3 bold places were taken as emphasis");
    desk.click("YOU MAY ALSO LIKE, a whole paragraph · 2 places");
    desk.click("Take in 2");
    desk.until_text("2 bold words taken in");
}

#[test]
fn a_folder_that_is_there_already_brings_nothing() {
    let (home, folder) = folder();
    let mut desk = Desk::again(home, &[&folder]);
    desk.click("Leave them");
    let home = desk.close();
    let mut desk = Desk::again(home, &[&folder]);
    desk.until_label("0 articles added, 0 new words, 3 were there already.");
    assert!(!desk.shows("taken as emphasis"));
    desk.click("Close");
    desk.until_label("3 articles");
}

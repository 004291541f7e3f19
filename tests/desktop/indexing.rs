//! The machine goes off while a large dictionary is taken in: the program is as it was before.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::display::{Desktop, Dialogs};
use super::wait::until;

const TITLE: &str = "A storm";
const TEXT: &str = "# A storm\n\nThe storm **stalls** near the coast.\n";
/// Enough that taking it in lasts longer than it takes to notice.
const ENTRIES: usize = 500_000;
/// Bytes of an index that is being written in earnest.
const WRITTEN: u64 = 2 << 20;

/// The files of the index folder with this ending.
fn indexes(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|other| other == ending))
        .collect()
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn a_dictionary_that_was_half_taken_in_is_not_there() {
    let desktop = Desktop::start("indexing", Dialogs::Zenity);
    let article = desktop.write("storm.md", TEXT);
    let mut table = "word,meaning\n".to_owned();
    for number in 0..ENTRIES {
        let _ = writeln!(
            table,
            "word{number},\"the {number}th of many words, which nobody will look up\""
        );
    }
    let table = desktop.write("large.csv", &table);
    let mut program = desktop.start_program(&[&article]);
    program.wait_for_article(TITLE);
    let library = program.library();
    let stored = library.text("SELECT headword FROM terms WHERE ?1 = ?1", "");
    program.terminate();
    program.wait_for_clean_end();

    let folder = desktop.path("cache/boldface/dictionaries");
    let mut program = desktop.start_program(&[&table]);
    let unfinished = until("the index is being written", || {
        let unfinished = indexes(&folder, "part").pop()?;
        let written = std::fs::metadata(&unfinished).ok()?.len() > WRITTEN;
        written.then_some(unfinished)
    });
    program.kill();
    assert!(indexes(&folder, "db").is_empty(), "it was whole before it was ended");
    let settings = std::fs::read_to_string(desktop.path("config/boldface/settings.toml")).unwrap();
    assert!(!settings.contains("dictionaries"), "{settings}");

    // Nobody writes to it any more; later it is swept, with the first word that is looked up.
    let long_ago = SystemTime::now() - Duration::from_hours(1);
    let file = std::fs::File::options().append(true).open(&unfinished).unwrap();
    file.set_modified(long_ago).unwrap();
    drop(file);
    let mut program = desktop.start_program(&[]);
    program.wait_for_article(TITLE);
    assert_eq!(library.text("SELECT headword FROM terms WHERE ?1 = ?1", ""), stored);
    desktop.still_picture();
    desktop.keys(&["ctrl+Right"]);
    until("the rest is swept", || (!unfinished.exists()).then_some(()));
    assert!(indexes(&folder, "db").is_empty());
    program.terminate();
    program.wait_for_clean_end();
}

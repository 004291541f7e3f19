//! Dictionaries: how long a look-up takes with three of 400,000 entries, and how long and how much memory taking one of
//! 464,000 entries in costs.
//!
//! Limits: a look-up at most 2 ms at p99, taking in at most 10 s and 100 MB. `freedict-eng-deu` is taken where Debian's
//! package has put it (or under `DICTIONARIES_ROOT`), else a made one of the same size.

#![allow(clippy::expect_used, reason = "a bench fails by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use boldface::lexicon::dictionary::{Dictionary, Index, Sought, look_up, near, read};

const ENTRIES: usize = 400_000;
const LARGE: usize = 464_000;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let dictionaries: Vec<Index> = (0..3)
        .map(|number| {
            let table = made(folder.path(), &format!("made-{number}"), ENTRIES);
            taken_in(&table, &folder.path().join(format!("{number}.db"))).0
        })
        .collect();
    let asked: Vec<&dyn Dictionary> = dictionaries.iter().map(|index| index as &dyn Dictionary).collect();
    let (mut found, mut missed) = (Vec::new(), Vec::new());
    for number in 0..3_000_usize {
        // Far from each other, so that no page is warm because of the one before.
        let place = number.wrapping_mul(7_919_003) % ENTRIES;
        found.push(timed(&asked, &word(place)));
        missed.push(timed(&asked, &format!("{}zz", word(place))));
    }
    report("look-up, found in all three", &mut found);
    report("look-up, in none, with near spellings", &mut missed);

    let root = std::env::var_os("DICTIONARIES_ROOT").map_or_else(|| PathBuf::from("/"), PathBuf::from);
    let real = root.join("usr/share/dictd/freedict-eng-deu.index");
    let (name, source) = if real.is_file() {
        ("freedict-eng-deu", real)
    } else {
        ("a made one", made(folder.path(), "large", LARGE))
    };
    let before = peak();
    let (index, took) = taken_in(&source, &folder.path().join("large.db"));
    let grown = peak().saturating_sub(before);
    println!(
        "taking in {name}: {} entries in {took:.1?}, memory grown by {grown} MB",
        index.about().entries
    );
    assert!(
        took <= Duration::from_secs(10) && grown <= 100,
        "taking in is too slow or too large"
    );
}

fn word(number: usize) -> String {
    let mut word = String::new();
    let mut rest = number * 31 + 17;
    for _ in 0..5 {
        word.push(['b', 'k', 'l', 'm', 'n', 'r', 's', 't'][rest % 8]);
        word.push(['a', 'e', 'i', 'o'][rest / 8 % 4]);
        rest /= 32;
    }
    let _ = write!(word, "{}", ["", "n", "r", "s"][number % 4]);
    word
}

fn made(folder: &Path, name: &str, entries: usize) -> PathBuf {
    let mut text = String::new();
    for number in 0..entries {
        let _ = writeln!(
            text,
            "{}\tmeaning {number}, and what is to be said of it besides\\nan example",
            word(number)
        );
    }
    let path = folder.join(format!("{name}.tsv"));
    std::fs::write(&path, text).expect("a table for the bench");
    path
}

fn taken_in(source: &Path, index: &Path) -> (Index, Duration) {
    let begun = Instant::now();
    let mut reader = read::open(source).expect("a dictionary");
    let index = read::take_in(&mut *reader, index, &AtomicBool::new(false), &mut |_| {}).expect("an index");
    (index, begun.elapsed())
}

fn timed(asked: &[&dyn Dictionary], word: &str) -> Duration {
    let sought = Sought {
        headword: word.to_owned(),
        form: format!("{word}s"),
        candidates: vec![format!("{word}e")],
        part: None,
    };
    let begun = Instant::now();
    let answers = look_up(asked.iter().copied(), &sought);
    if answers.is_empty() {
        std::hint::black_box(near(asked, word, true));
    }
    begun.elapsed()
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort();
    let (median, late) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("{what}: median {median:.1?}, p99 {late:.1?}");
    assert!(late <= Duration::from_millis(2), "{what} is too slow");
}

/// The most memory that was held so far (MB).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

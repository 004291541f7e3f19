//! A folder of old clippings: 200 articles of 2,000 words, from the request to the report, in a library of its own.
//!
//! Goal: at most 2 s on two cores.
#![allow(missing_docs, reason = "a program")]

mod zipf;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use boldface::worker::{self, Event, First, Folders, ImportReport, Request, Worker};

const ARTICLES: u64 = 200;
const WORDS: usize = 2_000;
const ROUNDS: usize = 5;

/// Writes the articles, a day apart from each other.
fn clippings(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let now = SystemTime::now();
    for number in 0..ARTICLES {
        let mut words = zipf::Zipf::new(number + 1);
        let mut text = words.markdown(&format!("Clipping {number}"), WORDS, 25);
        text.push_str("**Read more**: all that was said.\n\n**Advertisement for nobody**\n");
        let path = folder.join(format!("clipping-{number:03}.md"));
        let saved = now - Duration::from_secs(86_400 * (number + 1));
        std::fs::write(&path, text)?;
        std::fs::File::options().write(true).open(&path)?.set_modified(saved)?;
    }
    Ok(())
}

fn wait<T>(worker: &Worker, mut found: impl FnMut(Event) -> Option<T>) -> Result<T, Box<dyn Error>> {
    loop {
        if let Some(found) = found(worker.events.recv()?) {
            return Ok(found);
        }
    }
}

fn import(clippings: &Path) -> Result<(Duration, Duration, ImportReport), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let folders = Folders {
        library: home.path().join("library.db"),
        backups: home.path().join("backups"),
        cache: home.path().join("cache"),
        wordnet: Vec::new(),
    };
    let claim = worker::claim(&folders.library, &[]);
    let worker = worker::start(folders, "en".to_owned(), claim, First::Nothing, Arc::new(|| ()));
    wait(&worker, |event| matches!(event, Event::Ready(_)).then_some(()))?;
    let start = Instant::now();
    let paths = vec![clippings.to_owned()];
    assert!(worker.requests.send(Request::Import { paths }));
    let mut read = Duration::ZERO;
    let report = wait(&worker, |event| match event {
        Event::ImportProgress { .. } => {
            read = start.elapsed();
            None
        }
        Event::Imported(report) => Some(report),
        _ => None,
    })?;
    let took = start.elapsed();
    assert!(worker.requests.send(Request::Quit));
    (worker.finish)();
    Ok((read, took, report))
}

fn main() -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let folder = home.path().join("clippings");
    clippings(&folder)?;
    let mut rounds: Vec<(Duration, Duration)> = Vec::new();
    for _ in 0..ROUNDS {
        let (read, took, report) = import(&folder)?;
        assert_eq!(report.added.len() as u64, ARTICLES);
        println!("read in {read:?}, stored after {took:?}: {} words", report.terms);
        rounds.push((took, read));
    }
    rounds.sort_unstable();
    println!(
        "{ARTICLES} articles of {WORDS} words: {:?} (median of {ROUNDS}; goal 2 s)",
        rounds[ROUNDS / 2].0
    );
    Ok(())
}

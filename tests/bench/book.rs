//! A book of a million words: how long until its tokens belong to terms, what it takes in memory, and how long a change
//! of a status takes with 100,000 terms in the library and the book open.
//!
//! Goals: 1.0 s on one core and 120 MB for the first, 1 ms from the committed event to the model for the second.
#![allow(missing_docs, reason = "a program")]

mod zipf;

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use boldface::app::{Action, Boldface, Selection, Settings, Timings};
use boldface::store::{NewArticle, NewTerm, Now, Origin, Store};
use boldface::study::{Resolution, Status, TermNumber};
use boldface::text::{TermKind, TokenIndex, frequency, parse};
use boldface::worker::{self, Event, First, Folders, Worker};

const WORDS: usize = 1_000_000;
const TERMS: usize = 100_000;
const CHANGES: usize = 200;

fn megabytes() -> f64 {
    let bytes = memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem);
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
}

/// Every word of the frequency table, and compounds of them.
fn vocabulary() -> Vec<String> {
    let mut words: Vec<String> = frequency::all().map(|(word, _)| word.to_owned()).collect();
    let compounds = words.windows(2).map(<[String]>::concat).collect::<Vec<_>>();
    words.extend(compounds);
    words.sort_unstable();
    words.dedup();
    words.truncate(TERMS);
    words
}

/// Text to tokens, tokens to lemmas, lemmas to terms, three times; prints the best, and what the article takes.
fn tokens_lemmas_terms(source: &str, terms: &[String]) {
    // The word lists are unpacked once in a session.
    assert_eq!(TokenIndex::build(&parse("Words stalled."), "en").len(), 2);
    let (before, mut best, mut size) = (megabytes(), Duration::MAX, 0.0);
    for _ in 0..3 {
        let start = Instant::now();
        let article = parse(source);
        let parsed = start.elapsed();
        let index = TokenIndex::build(&article, "en");
        let indexed = start.elapsed();
        let mut resolution = Resolution::new(&index);
        for (term, number) in terms.iter().zip(0 as TermNumber..) {
            resolution.add(&index, TermKind::Word, number, [term.as_str()]);
        }
        let resolved = start.elapsed();
        println!(
            "tokens {parsed:?}, lemmas {:?}, terms {:?}",
            indexed.saturating_sub(parsed),
            resolved.saturating_sub(indexed)
        );
        best = best.min(resolved);
        if size == 0.0 {
            size = megabytes() - before;
            println!("{} tokens, {} keys", index.len(), index.keys().len());
        }
    }
    println!("tokens, lemmas and terms of {WORDS} words: {best:?} (goal 1 s)");
    println!("the parsed article: {size:.0} MB (goal 120 MB)");
}

fn library(folders: &Folders, terms: &[String]) -> Result<(), Box<dyn Error>> {
    let now = Now {
        utc_ms: 1_772_373_909_000,
        offset_minutes: 0,
    };
    let term = |word: &String| NewTerm {
        kind: TermKind::Word,
        headword: word.clone(),
        forms: vec![word.clone()],
        status: Some(Status::New),
        gloss: None,
        contexts: Vec::new(),
    };
    let article = NewArticle {
        title: "Words".to_owned(),
        language: "en".to_owned(),
        origin: Origin::Clipboard,
        bytes: b"Words.".to_vec(),
        sha256: [0; 32],
        words: 1,
        met_at: None,
        sample: false,
        terms: terms.iter().map(term).collect(),
    };
    let mut store = Store::open(&folders.library, &folders.backups, now)?.store;
    store.import(&[article], 0, now)?;
    Ok(())
}

/// Takes events in until one of a kind was, and says how long that one took.
fn take_until(
    app: &mut Boldface,
    worker: &Worker,
    wanted: impl Fn(&Event) -> bool,
) -> Result<Duration, Box<dyn Error>> {
    loop {
        let event = worker.events.recv()?;
        let found = wanted(&event);
        let start = Instant::now();
        app.take(event, start);
        app.tick(start);
        if found {
            return Ok(start.elapsed());
        }
    }
}

fn status_changes(source: &str, terms: &[String]) -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let folders = Folders {
        library: home.path().join("library.db"),
        backups: home.path().join("backups"),
        cache: home.path().join("cache"),
        wordnet: Vec::new(),
    };
    library(&folders, terms)?;
    let book = home.path().join("book.md");
    std::fs::write(&book, source)?;
    let claim = worker::claim(&folders.library, &[]);
    let start = Instant::now();
    let worker = worker::start(
        folders,
        "en".to_owned(),
        claim,
        First::Files(vec![book]),
        Arc::new(|| ()),
    );
    let timings = Timings::new(false, Instant::now());
    let mut app = Boldface::new(worker.requests.clone(), Settings::default(), None, timings);
    let opened = take_until(&mut app, &worker, |event| matches!(event, Event::Opened(_)))?;
    println!(
        "a new book: opened after {:?}, taken in within {opened:?}",
        start.elapsed()
    );
    take_until(&mut app, &worker, |event| {
        matches!(event, Event::LibraryCoverage { .. })
    })?;
    let reading = app.model.reading.as_mut().ok_or("the book is not open")?;
    // Read half way: then there is something to be presumed known.
    reading.furthest = u32::try_from(reading.article.blocks.len() / 2).ok();
    println!("{} terms of the library stand in the book", reading.terms.len());
    let mut words = zipf::Zipf::new(99);
    let (mut model, mut store) = (Vec::new(), Vec::new());
    for number in 0..CHANGES {
        let status = [Status::Met, Status::Learned, Status::WellKnown, Status::Ignored][number % 4];
        let reading = app.model.reading.as_ref().ok_or("the book is not open")?;
        let block = u32::try_from(words.below(reading.article.blocks.len() as u64)).unwrap_or(0);
        let Some(token) = reading.article.blocks[block as usize].tokens.first().copied() else {
            continue;
        };
        let range = token.range;
        app.act(Action::Select(Some(Selection { block, range })), Instant::now());
        app.tick(Instant::now());
        let issued = Instant::now();
        app.act(Action::SetStatus(Some(status)), issued);
        let took = take_until(&mut app, &worker, |event| matches!(event, Event::Committed(_)))?;
        store.push(issued.elapsed().saturating_sub(took));
        model.push(took);
    }
    for (name, times) in [("event to model", &mut model), ("request to event", &mut store)] {
        times.sort_unstable();
        let at = |part: usize| times[(times.len() - 1) * part / 100];
        println!("{name}: median {:?}, 99 % {:?}, most {:?}", at(50), at(99), at(100));
    }
    println!("a status with {TERMS} terms and a book of {WORDS} words: see `event to model` (goal 1 ms)");
    app.close(Instant::now());
    (worker.finish)();
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let source = zipf::Zipf::new(7).markdown("A book", WORDS, 500);
    let terms = vocabulary();
    tokens_lemmas_terms(&source, &terms);
    status_changes(&source, &terms)
}

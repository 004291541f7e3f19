//! The program under test: opens a library and changes it until it is told to stop, or killed.

use std::env;
use std::io::{Write, stdout};
use std::path::PathBuf;

use boldface::store::{
    Backups, Imported, LibraryLock, NewArticle, NewContext, NewTerm, Now, Origin, Store, StoreError,
};
use boldface::study::{Anchor, ArticleId, Status};
use boldface::text::{Place, TermKind};

use super::Numbers;

/// The name of the test below.
pub const NAME: &str = "crash::child::changes_a_library";
/// The variables that tell it what to do.
pub const LIBRARY: &str = "BOLDFACE_TEST_LIBRARY";
pub const SEED: &str = "BOLDFACE_TEST_SEED";
pub const CHANGES: &str = "BOLDFACE_TEST_CHANGES";

/// The words whose status, meaning and note are changed.
pub const WORDS: [&str; 8] = ["swath", "rebuke", "siege", "awe", "batter", "stall", "flee", "siren"];

#[test]
#[ignore = "no test of its own: others start it"]
fn changes_a_library() {
    let Ok(library) = env::var(LIBRARY).map(PathBuf::from) else {
        return;
    };
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut numbers = Numbers::new(number(SEED));
    let lock = LibraryLock::acquire(&library)
        .expect("a lock")
        .expect("nobody else has it");
    let backups = library.with_file_name("backups");
    let opened = Store::open(&library, &backups, now());
    let mut store = match opened {
        Ok(opened) => opened.store,
        Err(error) => {
            say(&format!("unopened {error}"));
            return;
        }
    };
    say("opened");
    let base = Backups::new(&backups, store.library_uuid());
    for change in 0..number(CHANGES) {
        let tag = format!("{}-{change}", number(SEED));
        let word = WORDS[usize::try_from(numbers.below(8)).expect("below 8")];
        // Writing with the same number would be one step of undo.
        let session = change + 1;
        let kind = if change == 0 { 0 } else { numbers.below(20) };
        let done = match kind {
            0 => import(&mut store, &tag),
            1 => copy(&store, &base),
            2..=7 => status(&mut store, word, numbers.below(5)),
            8..=12 => gloss(&mut store, word, &tag, session),
            13..=18 => note(&mut store, word, &tag, session),
            _ => delete(&mut store),
        };
        match done {
            Ok(()) => say("done"),
            Err(error) => say(&format!("failed {error}")),
        }
    }
    say("end");
    drop(store);
    drop(lock);
}

/// Tells the test, at once: a line that was written outlives the process.
fn say(line: &str) {
    let mut out = stdout().lock();
    writeln!(out, "@{line}")
        .and_then(|()| out.flush())
        .expect("the test listens");
}

/// Says that something is about to become something.
fn about(key: &str, value: &str) {
    say(&format!("about {key} {value}"));
}

fn now() -> Now {
    Now {
        utc_ms: jiff::Timestamp::now().as_millisecond(),
        offset_minutes: 0,
    }
}

fn import(store: &mut Store, tag: &str) -> Result<(), StoreError> {
    about(&format!("article:{tag}"), "live");
    let bytes = format!("# {tag}\n\n{}\n", "A long line of text. ".repeat(400)).into_bytes();
    let mut sha256 = [0; 32];
    for (place, byte) in tag.bytes().enumerate() {
        sha256[place % 32] ^= byte;
    }
    let article = NewArticle {
        title: tag.to_owned(),
        language: "en".to_owned(),
        origin: Origin::Clipboard,
        bytes,
        sha256,
        words: 2_000,
        met_at: None,
        sample: false,
        terms: WORDS.iter().zip(0..).map(|(word, block)| term(word, block)).collect(),
    };
    let (_, imported) = store.import(&[article], 0, now())?;
    assert!(matches!(imported[..], [Imported::New(_)]));
    Ok(())
}

fn term(word: &str, block: u32) -> NewTerm {
    let anchor = Anchor {
        start: Place { block, byte: 4 },
        end: Place { block, byte: 9 },
        quote: word.to_owned(),
        before: String::new(),
        after: String::new(),
        text_version: 1,
    };
    NewTerm {
        kind: TermKind::Word,
        headword: word.to_owned(),
        forms: vec![word.to_owned()],
        gloss: None,
        status: Some(Status::New),
        contexts: vec![NewContext {
            anchor,
            form: word.to_owned(),
            sentence: format!("The {word}."),
            offset: 4,
        }],
    }
}

fn copy(store: &Store, backups: &Backups) -> Result<(), StoreError> {
    about("backup", "made");
    backups.make(store, now()).map(drop)
}

fn status(store: &mut Store, word: &str, number: u64) -> Result<(), StoreError> {
    let Some(term) = found(store, word)? else { return Ok(()) };
    let status = [
        None,
        Some(Status::Met),
        Some(Status::Familiar),
        Some(Status::Learned),
        Some(Status::Ignored),
    ][usize::try_from(number).expect("below 5")];
    let value = status.map_or(0, Status::number);
    about(&format!("status:{word}"), &value.to_string());
    store.set_status(term.term_id, status, now()).map(drop)
}

fn gloss(store: &mut Store, word: &str, tag: &str, session: u64) -> Result<(), StoreError> {
    let Some(term) = found(store, word)? else { return Ok(()) };
    about(&format!("gloss:{word}"), tag);
    store.set_gloss(term.term_id, tag, session, now()).map(drop)
}

fn note(store: &mut Store, word: &str, tag: &str, session: u64) -> Result<(), StoreError> {
    let Some(term) = found(store, word)? else { return Ok(()) };
    about(&format!("note:{word}"), tag);
    match term.notes.first() {
        Some(note) => {
            let committed = store.save_note(note.note_id, tag, session, now()).map(drop);
            if session.is_multiple_of(3) && committed.is_ok() {
                // Taken back and done again: the same as before, by two more commits.
                say("done");
                about(&format!("note:{word}"), &note.body);
                store.undo(now())?;
                say("done");
                about(&format!("note:{word}"), tag);
                store.redo(now())?;
            }
            committed
        }
        None => store.create_note(term.term_id, tag, session, now()).map(drop),
    }
}

fn delete(store: &mut Store) -> Result<(), StoreError> {
    let articles = store.articles()?;
    // Two stay, so that there is always something.
    let Some(oldest) = articles
        .iter()
        .min_by_key(|row| row.article_id)
        .filter(|_| articles.len() > 2)
    else {
        return Ok(());
    };
    about(&format!("article:{}", oldest.title), "deleted");
    let article_id: ArticleId = oldest.article_id;
    store.delete_article(article_id, now()).map(drop)
}

fn found(store: &Store, word: &str) -> Result<Option<boldface::study::Term>, StoreError> {
    Ok(store.terms_for("en", &[word])?.into_iter().next())
}

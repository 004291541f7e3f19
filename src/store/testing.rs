//! What the store's tests share: a library in a folder of its own, times, and articles.

use std::path::{Path, PathBuf};

use proptest::prelude::ProptestConfig;

use super::{Committed, Imported, NewArticle, NewContext, NewTerm, Now, Occurrence, Opened, Origin, Store};
use crate::study::{Anchor, ArticleId, Status};
use crate::text::{Place, TermKind};

/// A folder with a library and its backups; gone when dropped.
pub(super) struct Library {
    pub(super) folder: tempfile::TempDir,
    pub(super) path: PathBuf,
    pub(super) backups: PathBuf,
}

impl Library {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (path, backups) = (folder.path().join("library.db"), folder.path().join("backups"));
        Self { folder, path, backups }
    }

    /// Opens the library; commits do not wait for the disk, which no test here is about.
    pub(super) fn open(&self) -> Store {
        let store = self.opened().store;
        store.conn.pragma_update(None, "synchronous", "OFF").unwrap();
        store
    }

    pub(super) fn opened(&self) -> Opened {
        Store::open(&self.path, &self.backups, at(0)).unwrap()
    }
}

/// So many cases of a property, or as many as `PROPTEST_CASES` says.
pub(super) fn cases(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|number| number.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// So many milliseconds after the tests' beginning of time.
pub(super) fn at(ms: i64) -> Now {
    Now {
        utc_ms: 1_772_373_909_000 + ms,
        offset_minutes: 60,
    }
}

pub(super) fn anchor(block: u32, byte: u32, quote: &str) -> Anchor {
    let end = byte + u32::try_from(quote.len()).unwrap();
    Anchor {
        start: Place { block, byte },
        end: Place { block, byte: end },
        quote: quote.to_owned(),
        before: String::new(),
        after: String::new(),
        text_version: 1,
    }
}

pub(super) fn context(block: u32, form: &str) -> NewContext {
    NewContext {
        anchor: anchor(block, 4, form),
        form: form.to_owned(),
        sentence: format!("The {form}."),
        offset: 4,
    }
}

pub(super) fn word(block: u32, form: &str) -> NewTerm {
    NewTerm {
        kind: if form.contains(' ') {
            TermKind::Phrase
        } else {
            TermKind::Word
        },
        headword: form.to_lowercase(),
        forms: vec![form.to_owned()],
        gloss: None,
        status: Some(Status::New),
        contexts: vec![context(block, form)],
    }
}

/// An article of a line for each word; its bytes are the words and the title.
pub(super) fn article(title: &str, words: &[&str]) -> NewArticle {
    let bytes = format!("# {title}\n\n{}", words.join("\n\n")).into_bytes();
    let mut sha256 = [0; 32];
    for (place, byte) in bytes.iter().enumerate() {
        sha256[place % 32] ^= byte.rotate_left(u32::try_from(place / 32 % 8).unwrap());
    }
    NewArticle {
        title: title.to_owned(),
        language: "en".to_owned(),
        origin: Origin::File(format!("/articles/{title}.md")),
        sha256,
        words: 2 * u32::try_from(words.len()).unwrap(),
        met_at: None,
        sample: false,
        terms: (1..).zip(words).map(|(block, form)| word(block, form)).collect(),
        bytes,
    }
}

pub(super) fn import(store: &mut Store, title: &str, words: &[&str]) -> (Committed, ArticleId) {
    let (committed, imported) = store.import(&[article(title, words)], 0, at(1)).unwrap();
    assert!(matches!(imported[..], [Imported::New(_)]));
    (committed, imported[0].article_id())
}

pub(super) fn occurrence(article_id: ArticleId, block: u32, form: &str) -> Occurrence {
    Occurrence {
        article_id,
        kind: if form.contains(' ') {
            TermKind::Phrase
        } else {
            TermKind::Word
        },
        headword: form.to_lowercase(),
        context: context(block, form),
        in_source: false,
        emphasis: false,
        gloss: None,
    }
}

/// Does to a library what a newer version might have done last: the change is still in its log, as after a crash. Gives a
/// copy of it at another path, since the change would be folded in when this connection ends.
pub(crate) fn changed_by_newer(library: &Path, copy: &Path, sql: &str) {
    let conn = rusqlite::Connection::open(library).unwrap();
    conn.execute_batch(
        "PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 1; PRAGMA foreign_keys = OFF; BEGIN;
         PRAGMA user_version = 77; ALTER TABLE terms ADD COLUMN level TEXT; CREATE TABLE senses (id INTEGER);",
    )
    .unwrap();
    conn.execute_batch(&format!("{sql}; COMMIT;")).unwrap();
    for suffix in ["", "-wal", "-shm"] {
        std::fs::copy(super::disk::beside(library, suffix), super::disk::beside(copy, suffix)).unwrap();
    }
}

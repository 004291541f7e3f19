//! What a library must hold, from what the child said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

/// What the child has said of one thing.
#[derive(Default)]
struct Known {
    /// The value acknowledged last, and those that were tried since.
    values: BTreeSet<String>,
    /// Whether any was acknowledged; before that nobody knows what the thing was.
    certain: bool,
}

/// What the child has said.
#[derive(Default)]
pub struct Journal {
    things: BTreeMap<String, Known>,
    about: Option<(String, String)>,
    /// Changes that were acknowledged.
    pub acknowledged: u64,
    /// Changes that were refused with an error.
    pub refused: u64,
    /// Whether the library was opened.
    pub opened: bool,
    /// Whether the child did all that it was asked for.
    pub ended: bool,
}

impl Journal {
    /// Takes in what the child has written; a last line that was cut off says nothing.
    pub fn take(&mut self, output: &str) {
        (self.about, self.opened, self.ended) = (None, false, false);
        let whole = output.rsplit_once('\n').map_or("", |(whole, _)| whole);
        // The harness may have written something in front.
        for line in whole
            .lines()
            .filter_map(|line| line.split_once('@'))
            .map(|(_, line)| line)
        {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("about", change) => {
                    let (key, value) = change.split_once(' ').expect("a key and a value");
                    let known = self.things.entry(key.to_owned()).or_default();
                    known.values.insert(value.to_owned());
                    self.about = Some((key.to_owned(), value.to_owned()));
                }
                ("done", _) => {
                    if let Some((key, value)) = self.about.take() {
                        self.things.insert(key, certainly(value));
                        self.acknowledged += 1;
                    }
                }
                ("failed", _) => {
                    self.about = None;
                    self.refused += 1;
                }
                ("unopened", _) => self.refused += 1,
                ("opened", _) => self.opened = true,
                ("end", _) => self.ended = true,
                other => panic!("the child said {other:?}"),
            }
        }
    }

    /// Compares with the library, and takes what was uncertain from it.
    pub fn compare(&mut self, library: &Path) {
        let conn = Connection::open_with_flags(library, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let whole: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(whole, "ok");
        let dangling = conn.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
        assert!(!dangling, "rows point at rows that are not there");
        for (key, known) in &mut self.things {
            let Some((kind, name)) = key.split_once(':') else {
                continue;
            };
            let sql = match kind {
                "article" => "SELECT iif(deleted_at IS NULL, 'live', 'deleted') FROM articles WHERE title = ?1",
                "status" => "SELECT CAST(ifnull(status, 0) AS TEXT) FROM terms WHERE headword = ?1",
                "gloss" => "SELECT gloss FROM terms WHERE headword = ?1",
                "note" => {
                    "SELECT body FROM notes JOIN terms ON terms.id = notes.term_id \
                     WHERE headword = ?1 AND notes.deleted_at IS NULL"
                }
                other => panic!("{other}"),
            };
            let stored: Option<String> = conn.query_row(sql, [name], |row| row.get(0)).optional().unwrap();
            let stored = stored.unwrap_or_else(|| "absent".to_owned());
            assert!(
                !known.certain || known.values.contains(&stored),
                "{key} is {stored:?} and should be one of {:?}",
                known.values
            );
            *known = certainly(stored);
        }
    }
}

fn certainly(value: String) -> Known {
    Known {
        values: BTreeSet::from([value]),
        certain: true,
    }
}

#[test]
fn a_lost_change_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TABLE terms (headword, gloss TEXT); INSERT INTO terms VALUES ('awe', 'old')")
        .unwrap();
    let compared = |output: &str| {
        let mut journal = Journal::default();
        journal.take(output);
        let compare = std::panic::AssertUnwindSafe(|| journal.compare(&path));
        std::panic::catch_unwind(compare).is_ok()
    };
    assert!(compared("@about gloss:awe new\n"), "under way: lost or not");
    assert!(compared("@about gloss:awe old\n@done\n@about gloss:awe new\n"));
    assert!(compared(
        "@about gloss:awe old\n@done\n@about gloss:awe new\n@failed why\n"
    ));
    assert!(
        compared("@about gloss:awe new\n@do"),
        "a line that was cut off says nothing"
    );
    assert!(
        !compared("@about gloss:awe new\n@done\n"),
        "acknowledged, and not there"
    );
}

//! What the library holds, as the tests of updates look at it.

use boldface::app::Paths;
use boldface::study::{Anchor, Status, TermId};
use boldface::text::{Block, form_key};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use super::study::Study;

/// What an undo must bring back: rows that are no tombstones, without where and when an article was read.
pub type Row = (&'static str, Vec<Value>);

const UNDOABLE: [&str; 7] = [
    "articles",
    "terms",
    "forms",
    "contexts",
    "bold_edits",
    "gloss_edits",
    "notes",
];

/// A context that is placed in the article.
#[derive(Debug)]
pub struct Placed {
    pub context_id: i64,
    pub term_id: TermId,
    pub anchor: Anchor,
    pub form: String,
    pub bold: bool,
}

impl Study {
    /// The live term that has a form.
    pub fn term_of(&self, form: &str) -> Option<TermId> {
        let key = form_key(form);
        let sql = "SELECT term_id FROM forms WHERE form_key = ?1 AND deleted_at IS NULL ORDER BY id";
        let library = self.library();
        let mut statement = library.prepare(sql).unwrap();
        let mut ids = statement.query_map([key], |row| row.get(0).map(TermId)).unwrap();
        ids.next().map(Result::unwrap)
    }

    /// The status of the term that has a form.
    pub fn status(&self, form: &str) -> Option<Status> {
        let term_id = self.term_of(form).expect("a term");
        let number: Option<i64> = self
            .library()
            .query_one("SELECT status FROM terms WHERE id = ?1", [term_id.0], |row| row.get(0))
            .unwrap();
        number.and_then(Status::from_number)
    }

    /// The notes on the term that has a form.
    pub fn notes(&self, form: &str) -> Vec<String> {
        let term_id = self.term_of(form).expect("a term");
        let library = self.library();
        let mut statement = library
            .prepare("SELECT body FROM notes WHERE term_id = ?1 AND deleted_at IS NULL ORDER BY id")
            .unwrap();
        let bodies = statement.query_map([term_id.0], |row| row.get(0)).unwrap();
        bodies.map(Result::unwrap).collect()
    }

    /// The contexts that have their place in the article.
    pub fn placed(&self) -> Vec<Placed> {
        let sql = "SELECT id, term_id, anchor, form, origin FROM contexts
                   WHERE article_id = ?1 AND deleted_at IS NULL AND placed = 1 ORDER BY id";
        let library = self.library();
        let mut statement = library.prepare(sql).unwrap();
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Placed {
                context_id: row.get(0)?,
                term_id: TermId(row.get(1)?),
                anchor: serde_json::from_str(&row.get::<_, String>(2)?).unwrap(),
                form: row.get(3)?,
                bold: row.get::<_, String>(4)? == "bold",
            })
        };
        let contexts = statement.query_map([self.opened().article_id.0], read).unwrap();
        contexts.map(Result::unwrap).collect()
    }

    /// The placed contexts of the term that has a form.
    pub fn contexts_of(&self, form: &str) -> Vec<Placed> {
        let term_id = self.term_of(form);
        self.placed()
            .into_iter()
            .filter(|context| Some(context.term_id) == term_id)
            .collect()
    }

    /// The bold words of the open article, as the page shows them.
    pub fn bold_words(&self) -> Vec<String> {
        let words = |block: &Block| -> Vec<String> {
            block
                .bolds
                .iter()
                .map(|bold| block.slice(bold.range).to_owned())
                .collect()
        };
        self.opened().article.blocks.iter().flat_map(words).collect()
    }

    /// Everything that is the learner's.
    pub fn content(&self) -> Vec<Row> {
        let library = self.library();
        let mut rows = Vec::new();
        for table in UNDOABLE {
            let sql = format!("SELECT * FROM {table} WHERE deleted_at IS NULL ORDER BY id");
            let mut statement = library.prepare(&sql).unwrap();
            let quiet = |column: &&str| !["position", "furthest", "opened_at", "file_id"].contains(column);
            let names: Vec<&str> = statement.column_names().collect();
            let columns: Vec<usize> = (0..names.len()).filter(|&column| quiet(&names[column])).collect();
            let read = |row: &rusqlite::Row<'_>| columns.iter().map(|&column| row.get(column)).collect();
            rows.extend(statement.query_map([], read).unwrap().map(|row| (table, row.unwrap())));
        }
        rows
    }

    /// The same without one table.
    pub fn content_without(&self, table: &str) -> Vec<Row> {
        self.content().into_iter().filter(|(name, _)| *name != table).collect()
    }

    /// The library, as it is on the disk.
    pub fn library(&self) -> Connection {
        let paths = Paths::under(self.folder.path());
        Connection::open_with_flags(paths.library(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// A copy of the library's files as they are at this moment, in a folder of its own.
    pub fn copy(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        let (from, to) = (Paths::under(self.folder.path()), Paths::under(copy.path()));
        std::fs::create_dir_all(to.library().parent().unwrap()).unwrap();
        for end in ["", "-wal"] {
            let path = |paths: &Paths| format!("{}{end}", paths.library().display());
            std::fs::copy(path(&from), path(&to)).unwrap();
        }
        copy
    }
}

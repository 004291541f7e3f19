//! Reading a library of another version as far as it can be read: for an export of what a newer program has written.
//!
//! The file itself is never opened as a database, since even a reader may write to the log's index beside it: a copy of
//! the database and its log is read, in a folder of its own that goes afterwards. Of the tables and columns of version 1
//! those are read that are still there; what is not is a [`Gap`], and everything else is read all the same.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use super::disk::beside;
use super::transact::uuid;
use super::{Now, StoreError, error};

/// A part of a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Titles, and which source is the current one.
    Articles,
    /// The bytes of the articles.
    Sources,
    /// Headwords with status and gloss.
    Words,
    /// The forms of the words.
    Forms,
    /// The sentences in which the words stand.
    Sentences,
    /// Notes.
    Notes,
}

/// What could not be read of a part, and why. The rest of the part was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Of which part.
    pub part: Part,
    /// A table or a column that is not there, or what SQLite said.
    pub detail: String,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalvagedArticle {
    /// Title.
    pub title: String,
    source_id: i64,
}

/// A word or phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SalvagedWord {
    /// As it is shown.
    pub headword: String,
    /// BCP 47 code.
    pub language: String,
    /// `word` or `phrase`.
    pub kind: String,
    /// The number of the status as the file has it; empty when there is none.
    pub status: String,
    /// The learner's short meaning.
    pub gloss: String,
    /// The meaning that they chose of a dictionary's.
    pub sense: String,
    /// The forms met.
    pub forms: Vec<String>,
    /// The first sentence in which it was bold or picked.
    pub sentence: String,
}

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SalvagedNote {
    /// The word that it is on, else the title of the article.
    pub about: String,
    /// The words of the text that it is on.
    pub quote: String,
    /// Markdown.
    pub body: String,
    /// When it was changed last, UTC milliseconds.
    pub at: Option<i64>,
}

/// A library of any version, read from a copy.
pub struct Salvage {
    conn: Connection,
    _copy: ScratchCopy,
}

impl Salvage {
    /// Copies a library into a new folder in `scratch` and opens the copy. The library's own files are only read.
    ///
    /// # Errors
    /// When the files cannot be copied, or what was copied is no database.
    pub fn open(library: &Path, scratch: &Path, now: Now) -> Result<Self, StoreError> {
        let copy = ScratchCopy::of(library, scratch, now)?;
        let open = || {
            // The copy's log is played back into it, so that what was committed last is there as well.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let conn = Connection::open_with_flags(&copy.database, flags)?;
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
            conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(conn)
        };
        let conn = open().map_err(|source| error::sqlite(source, library))?;
        Ok(Self { conn, _copy: copy })
    }

    /// The articles that have a source and are not deleted.
    #[must_use]
    pub fn articles(&self, gaps: &mut Vec<Gap>) -> Vec<SalvagedArticle> {
        let (mut newest, mut known) = (HashMap::new(), HashSet::new());
        let sources = Table::new(Part::Sources, "article_source", &["id", "article_id", "bytes"], &[]);
        for row in self.rows(&sources.but("bytes"), gaps) {
            if let [Value::Integer(source), Value::Integer(article), ..] = row[..] {
                newest.insert(article, source);
                known.insert(source);
            }
        }
        let articles = Table::new(Part::Articles, "articles", &["id", "title"], &["source_id"]);
        let rows = self.rows(&articles.living(), gaps);
        let (mut found, mut without) = (Vec::new(), 0);
        for row in &rows {
            let current = match (&row[0], &row[2]) {
                (_, Value::Integer(source)) if known.contains(source) => Some(*source),
                (Value::Integer(article), _) => newest.get(article).copied(),
                _ => None,
            };
            match current {
                Some(source_id) => found.push(SalvagedArticle {
                    title: text(&row[1]),
                    source_id,
                }),
                None => without += 1,
            }
        }
        if without > 0 && !newest.is_empty() {
            gaps.push(Part::Sources.gap(format!("{without} articles have no source")));
        }
        found
    }

    /// The source of an article, byte for byte.
    ///
    /// # Errors
    /// What could not be read.
    pub fn bytes(&self, article: &SalvagedArticle) -> Result<Vec<u8>, Gap> {
        let read = self.conn.query_row(
            "SELECT bytes FROM article_source WHERE id = ?1",
            [article.source_id],
            |row| row.get::<_, Value>(0),
        );
        match read {
            Ok(Value::Blob(bytes)) => Ok(bytes),
            Ok(Value::Text(text)) => Ok(text.into_bytes()),
            Ok(_) => Err(Part::Sources.gap(format!("{}: it holds no text", article.title))),
            Err(error) => Err(Part::Sources.gap(format!("{}: {error}", article.title))),
        }
    }

    /// The words that are not deleted.
    #[must_use]
    pub fn words(&self, gaps: &mut Vec<Gap>) -> Vec<SalvagedWord> {
        let wanted = ["language", "kind", "status", "gloss", "sense"];
        let terms = Table::new(Part::Words, "terms", &["id", "headword"], &wanted).living();
        let mut words: Vec<SalvagedWord> = Vec::new();
        let mut place: HashMap<i64, usize> = HashMap::new();
        for row in self.rows(&terms, gaps) {
            if let Value::Integer(term) = row[0] {
                place.insert(term, words.len());
            }
            words.push(SalvagedWord {
                headword: text(&row[1]),
                language: text(&row[2]),
                kind: text(&row[3]),
                status: text(&row[4]),
                gloss: text(&row[5]),
                sense: text(&row[6]),
                ..SalvagedWord::default()
            });
        }
        if words.is_empty() {
            return words;
        }
        let forms = Table::new(Part::Forms, "forms", &["term_id", "form"], &[]).living();
        let contexts = Table::new(Part::Sentences, "contexts", &["term_id", "sentence"], &[]).living();
        for (table, is_form) in [(forms, true), (contexts, false)] {
            for row in self.rows(&table, gaps) {
                let Value::Integer(term) = row[0] else { continue };
                let Some(word) = place.get(&term).and_then(|&at| words.get_mut(at)) else {
                    continue;
                };
                if is_form {
                    word.forms.push(text(&row[1]));
                } else if word.sentence.is_empty() {
                    word.sentence = text(&row[1]);
                }
            }
        }
        words
    }

    /// The notes that are not deleted.
    #[must_use]
    pub fn notes(&self, gaps: &mut Vec<Gap>) -> Vec<SalvagedNote> {
        let wanted = ["term_id", "article_id", "quote", "updated_at"];
        let notes = self.rows(&Table::new(Part::Notes, "notes", &["body"], &wanted).living(), gaps);
        if notes.is_empty() {
            return Vec::new();
        }
        // What notes are on may be deleted: they keep its name all the same. What is missing was said with the parts.
        let names = |part, table, name| -> HashMap<i64, String> {
            let rows = self.rows(&Table::new(part, table, &["id", name], &[]), &mut Vec::new());
            rows.into_iter()
                .filter_map(|row| match row[0] {
                    Value::Integer(key) => Some((key, text(&row[1]))),
                    _ => None,
                })
                .collect()
        };
        let words = names(Part::Words, "terms", "headword");
        let titles = names(Part::Articles, "articles", "title");
        let named = |value: &Value, names: &HashMap<i64, String>| match value {
            Value::Integer(key) => names.get(key).cloned(),
            _ => None,
        };
        let note = |row: &Vec<Value>| SalvagedNote {
            about: named(&row[1], &words)
                .or_else(|| named(&row[2], &titles))
                .unwrap_or_default(),
            quote: text(&row[3]),
            body: text(&row[0]),
            at: match row[4] {
                Value::Integer(at) => Some(at),
                _ => None,
            },
        };
        notes.iter().map(note).collect()
    }

    /// Reads a table as far as it goes: the needed columns, then the wanted ones, which read as nothing if not there.
    fn rows(&self, table: &Table<'_>, gaps: &mut Vec<Gap>) -> Vec<Vec<Value>> {
        let mut rows = Vec::new();
        let read = self.columns(table.name).and_then(|columns| {
            let has = |name: &str| columns.iter().any(|column| column == name);
            if columns.is_empty() {
                gaps.push(table.part.gap(format!("there is no table {}", table.name)));
                return Ok(());
            }
            let column = |name: &&str| format!("{}.{name}", table.name);
            for name in table.needed.iter().chain(table.wanted).filter(|name| !has(name)) {
                gaps.push(table.part.gap(format!("there is no column {}", column(name))));
            }
            if !table.needed.iter().all(|name| has(name)) {
                return Ok(());
            }
            let read = table.needed.iter().filter(|name| Some(**name) != table.unread);
            let list: Vec<&str> = read
                .chain(table.wanted)
                .map(|name| if has(name) { name } else { "NULL" })
                .collect();
            let mut sql = format!("SELECT {} FROM {}", list.join(", "), table.name);
            if table.living && has("deleted_at") {
                sql += " WHERE deleted_at IS NULL";
            }
            if has("id") {
                sql += " ORDER BY id";
            }
            let mut statement = self.conn.prepare(&sql)?;
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                rows.push((0..list.len()).map(|at| row.get(at)).collect::<Result<_, _>>()?);
            }
            Ok(())
        });
        if let Err(error) = read {
            gaps.push(table.part.gap(error.to_string()));
        }
        rows
    }

    fn columns(&self, table: &str) -> Result<Vec<String>, rusqlite::Error> {
        let mut statement = self.conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
        statement.query_map([table], |row| row.get(0))?.collect()
    }
}

impl Part {
    fn gap(self, detail: String) -> Gap {
        Gap { part: self, detail }
    }
}

/// What is to be read of a table.
struct Table<'a> {
    part: Part,
    name: &'a str,
    needed: &'a [&'a str],
    wanted: &'a [&'a str],
    /// A needed column that is not read here.
    unread: Option<&'a str>,
    /// Without tombstones.
    living: bool,
}

impl<'a> Table<'a> {
    const fn new(part: Part, name: &'a str, needed: &'a [&'a str], wanted: &'a [&'a str]) -> Self {
        let (unread, living) = (None, false);
        Self {
            part,
            name,
            needed,
            wanted,
            unread,
            living,
        }
    }

    const fn but(mut self, column: &'a str) -> Self {
        self.unread = Some(column);
        self
    }

    const fn living(mut self) -> Self {
        self.living = true;
        self
    }
}

/// A value as text, whatever its type has become.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A copy of a library in a folder that nobody else can read; gone when dropped.
struct ScratchCopy {
    folder: PathBuf,
    database: PathBuf,
}

impl ScratchCopy {
    fn of(library: &Path, scratch: &Path, now: Now) -> Result<Self, StoreError> {
        let folder = scratch.join(format!("boldface-{}", uuid(now)));
        private_folder(&folder).map_err(|source| error::io(source, &folder))?;
        let copy = Self {
            database: folder.join("library.db"),
            folder,
        };
        // The index of the log (-shm) is made anew from the log.
        for suffix in ["", "-wal", "-journal"] {
            let (from, to) = (beside(library, suffix), beside(&copy.database, suffix));
            let mut original = match File::open(&from) {
                Ok(original) => original,
                Err(source) if !suffix.is_empty() && source.kind() == io::ErrorKind::NotFound => continue,
                Err(source) => return Err(error::io(source, &from)),
            };
            // Not `fs::copy`, which would copy a missing right to write as well.
            File::create_new(&to)
                .and_then(|mut target| io::copy(&mut original, &mut target))
                .map_err(|source| error::io(source, &to))?;
        }
        Ok(copy)
    }
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

impl Drop for ScratchCopy {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, folder = %self.folder.display(), "a copy of the library was left behind");
        }
    }
}

//! The index of a dictionary that was taken in: one SQLite file in the cache, made once and read from then on.
//!
//! A file of its own for each dictionary means that one is removed without trace by removing a file, and that a broken
//! one takes no other with it. It is written under another name and renamed when it is whole: what is interrupted,
//! by the learner or by a power cut, was never there.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, params};

use super::markup::{Markup, entry};
use super::{Dictionary, DictionaryError, Entry, entry_key};

/// Counts up when the tables or the keys change: an index of another version is made anew from its source.
const VERSION: i32 = 2;
/// Entries under one key that are shown.
const ENTRIES_AT_MOST: i64 = 24;
/// Bytes of an entry that are kept: more is no entry but a mistake.
pub const ENTRY_AT_MOST: usize = 1 << 20;
const UNFINISHED: &str = "part";

const TABLES: &str = "
CREATE TABLE about (name TEXT NOT NULL, entries INTEGER NOT NULL, language TEXT NOT NULL, meanings TEXT NOT NULL,
    licence TEXT NOT NULL) STRICT;
CREATE TABLE entries (id INTEGER PRIMARY KEY, headword TEXT NOT NULL, pronunciation TEXT, markup INTEGER NOT NULL,
    body TEXT NOT NULL) STRICT;
CREATE TABLE keys (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE met (key TEXT NOT NULL, entry INTEGER NOT NULL) STRICT;
CREATE TEMP TABLE pointers (key TEXT NOT NULL, target TEXT NOT NULL) STRICT;
";

/// Sorted once at the end, which is far quicker than keeping them sorted. A pointer may lead to another: two steps are
/// followed.
const KEYS: &str = "
INSERT OR IGNORE INTO keys SELECT key, entry FROM met ORDER BY key, entry;
DROP TABLE met;
INSERT OR IGNORE INTO keys SELECT pointers.key, keys.entry FROM pointers JOIN keys ON keys.key = pointers.target;
INSERT OR IGNORE INTO keys SELECT pointers.key, keys.entry FROM pointers JOIN keys ON keys.key = pointers.target;
DROP TABLE pointers;
";

/// What a reader found under a headword.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawEntry {
    /// As the dictionary writes it.
    pub headword: String,
    /// Other words under which it is found.
    pub others: Vec<String>,
    /// As the dictionary writes it, where it stands apart from the rest.
    pub pronunciation: Option<String>,
    /// How the body is written.
    pub markup: Markup,
    /// What it says.
    pub body: String,
    /// It says nothing itself: the headword under which it is said.
    pub stands_for: Option<String>,
}

/// What a dictionary is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it calls itself.
    pub name: String,
    /// BCP 47 code of its headwords' language; a guess where it does not say.
    pub language: String,
    /// BCP 47 code of the language of its meanings; a guess where it does not say.
    pub meanings: String,
    /// What it says of its licence; may be empty.
    pub licence: String,
    /// How many entries it has.
    pub entries: u64,
}

/// An index that is being made; dropped before [`IndexWriter::finish`], it leaves nothing behind.
pub struct IndexWriter {
    conn: Option<Connection>,
    unfinished: PathBuf,
    path: PathBuf,
    entries: i64,
}

impl IndexWriter {
    /// Begins the index `path`, which will exist once it is finished.
    ///
    /// # Errors
    /// When its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Self, DictionaryError> {
        let unfinished = path.with_extension(UNFINISHED);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|source| io(folder, source))?;
        }
        remove(&unfinished)?;
        let conn = Connection::open(&unfinished).map_err(|source| index(&unfinished, source))?;
        let mut writer = Self {
            conn: None,
            unfinished,
            path: path.to_owned(),
            entries: 0,
        };
        // Nobody reads it before it is whole, so it needs no journal and waits for no disk.
        let set_up = conn
            .execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
                 PRAGMA temp_store = FILE; PRAGMA cache_size = -16000;",
            )
            .and_then(|()| conn.execute_batch(TABLES))
            .and_then(|()| conn.execute_batch("BEGIN"));
        let set_up = set_up.map_err(|source| index(&writer.unfinished, source));
        writer.conn = Some(conn);
        set_up.map(|()| writer)
    }

    /// Takes one entry in; one without a headword or a body is left out.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn add(&mut self, raw: &RawEntry) -> Result<(), DictionaryError> {
        let Some(conn) = &self.conn else {
            return Ok(());
        };
        let headword = raw.headword.trim();
        let body = cut(&raw.body, ENTRY_AT_MOST);
        let mut keys = std::iter::once(headword)
            .chain(raw.others.iter().map(String::as_str))
            .map(entry_key);
        let keys = keys.by_ref().filter(|key| !key.is_empty()).collect::<Vec<_>>();
        if let Some(target) = &raw.stands_for {
            return self.point(&keys, &entry_key(target));
        }
        if keys.is_empty() || body.trim().is_empty() {
            return Ok(());
        }
        self.entries += 1;
        let id = self.entries;
        let stored = conn
            .prepare_cached("INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut insert| insert.execute(params![id, headword, raw.pronunciation, raw.markup as u8, body]))
            .and_then(|_| conn.prepare_cached("INSERT INTO met VALUES (?1, ?2)"))
            .and_then(|mut insert| {
                for key in &keys {
                    insert.execute(params![key, id])?;
                }
                Ok(())
            });
        stored.map_err(|source| index(&self.unfinished, source))
    }

    fn point(&self, keys: &[String], target: &str) -> Result<(), DictionaryError> {
        let Some(conn) = self.conn.as_ref().filter(|_| !target.is_empty()) else {
            return Ok(());
        };
        let stored = conn
            .prepare_cached("INSERT INTO pointers VALUES (?1, ?2)")
            .and_then(|mut insert| {
                for key in keys.iter().filter(|key| *key != target) {
                    insert.execute(params![key, target])?;
                }
                Ok(())
            });
        stored.map_err(|source| index(&self.unfinished, source))
    }

    /// Entries so far.
    #[must_use]
    pub fn entries(&self) -> i64 {
        self.entries
    }

    /// Ends the index of a dictionary that is this. From now on it is there, also after a power cut.
    ///
    /// # Errors
    /// When the disk refuses, or the dictionary has no entry at all.
    pub fn finish(mut self, about: &About) -> Result<Index, DictionaryError> {
        let Some(conn) = self.conn.take() else {
            return Err(DictionaryError::Cancelled);
        };
        if self.entries == 0 {
            return Err(DictionaryError::Malformed {
                path: self.path.clone(),
                why: "it has no entries".to_owned(),
            });
        }
        let done = conn
            .execute_batch(KEYS)
            .and_then(|()| {
                let row = params![about.name, self.entries, about.language, about.meanings, about.licence];
                conn.execute("INSERT INTO about VALUES (?1, ?2, ?3, ?4, ?5)", row)
            })
            .and_then(|_| conn.execute_batch("COMMIT"))
            .and_then(|()| conn.pragma_update(None, "user_version", VERSION))
            .and_then(|()| conn.close().map_err(|(_, error)| error));
        done.map_err(|source| index(&self.unfinished, source))?;
        let synced = fs::File::open(&self.unfinished).and_then(|file| file.sync_all());
        synced.map_err(|source| io(&self.unfinished, source))?;
        fs::rename(&self.unfinished, &self.path).map_err(|source| io(&self.path, source))?;
        if let Some(folder) = self.path.parent().filter(|_| cfg!(unix)) {
            let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
            synced.map_err(|source| io(folder, source))?;
        }
        Index::open(&self.path)
    }
}

impl Drop for IndexWriter {
    fn drop(&mut self) {
        // After the connection: not every system removes a file that is open.
        drop(self.conn.take());
        if let Err(error) = remove(&self.unfinished) {
            tracing::warn!(%error, "an unfinished index could not be removed");
        }
    }
}

/// An index that is whole.
pub struct Index {
    conn: Connection,
    path: PathBuf,
    about: About,
}

impl Index {
    /// Opens an index for reading.
    ///
    /// # Errors
    /// When it is not there, broken, or of another version: then it is to be made anew.
    pub fn open(path: &Path) -> Result<Self, DictionaryError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let failed = |source| index(path, source);
        let conn = Connection::open_with_flags(path, flags).map_err(failed)?;
        let version = conn.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0));
        if version.map_err(failed)? != VERSION {
            return Err(DictionaryError::Malformed {
                path: path.to_owned(),
                why: "it is of another version".to_owned(),
            });
        }
        let sql = "SELECT name, language, meanings, licence, entries FROM about";
        let about = conn.query_row(sql, [], |row| {
            Ok(About {
                name: row.get(0)?,
                language: row.get(1)?,
                meanings: row.get(2)?,
                licence: row.get(3)?,
                entries: u64::try_from(row.get::<_, i64>(4)?).unwrap_or_default(),
            })
        });
        Ok(Self {
            about: about.map_err(failed)?,
            conn,
            path: path.to_owned(),
        })
    }

    /// What it is.
    #[must_use]
    pub const fn about(&self) -> &About {
        &self.about
    }
}

impl Dictionary for Index {
    fn name(&self) -> &str {
        &self.about.name
    }

    fn has(&self, key: &str) -> Result<bool, DictionaryError> {
        self.conn
            .prepare_cached("SELECT 1 FROM keys WHERE key = ?1")
            .and_then(|mut select| select.exists([key]))
            .map_err(|source| index(&self.path, source))
    }

    fn entries(&self, key: &str) -> Result<Vec<Entry>, DictionaryError> {
        let read = || {
            let mut select = self.conn.prepare_cached(
                "SELECT entries.headword, entries.pronunciation, entries.markup, entries.body
                 FROM keys JOIN entries ON entries.id = keys.entry WHERE keys.key = ?1 ORDER BY keys.entry LIMIT ?2",
            )?;
            let rows = select.query_map(params![key, ENTRIES_AT_MOST], |row| {
                let markup = Markup::from_number(row.get(2)?);
                let body = row.get_ref(3)?.as_str()?;
                Ok(entry(row.get(0)?, row.get(1)?, markup, body))
            })?;
            rows.collect::<Result<Vec<_>, _>>()
        };
        read().map_err(|source| index(&self.path, source))
    }
}

/// The beginning of a text, of so many bytes at most, cut between two characters.
fn cut(text: &str, at_most: usize) -> &str {
    &text[..text.floor_char_boundary(at_most)]
}

fn remove(path: &Path) -> Result<(), DictionaryError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(path, error)),
        _ => Ok(()),
    }
}

fn io(path: &Path, source: std::io::Error) -> DictionaryError {
    DictionaryError::Io {
        path: path.to_owned(),
        source,
    }
}

fn index(path: &Path, source: rusqlite::Error) -> DictionaryError {
    DictionaryError::Index {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests;

//! The index of everything that can be searched: texts and titles of articles, notes with their quotes, headwords with
//! their forms and glosses.
//!
//! It lives in the cache folder, in a database of its own that may be deleted at any time. It says where something is to
//! be found; what is shown of it is read from the library then, so that nothing stale is ever shown. Every row knows a
//! print of what it was made of: comparing prints tells what is missing or gone, however that came about, and a watermark
//! (the library's count of commits) spares the comparison where nothing happened.

mod find;
mod part;
mod put;
mod source;
mod sync;
#[cfg(test)]
mod tests;
mod wanted;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::error::{Failure, sqlite};
use super::{StoreError, error};

pub use find::{FoundArticle, FoundIds, SearchReader, SearchStop};
pub use source::{SearchedArticle, SearchedNote, SearchedWord};
pub use sync::ToIndex;

/// Counts up when the tables or the rules for tokens change: the file is then made anew.
const VERSION: i32 = 1;

/// The index of one library, to be written to.
pub struct SearchIndex {
    conn: Connection,
    path: PathBuf,
    known: put::Known,
}

impl SearchIndex {
    /// Opens the index in a folder, or makes it; one that cannot be used is thrown away.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| error::io(error, folder))?;
        let path = file(folder);
        match Self::open_file(&path) {
            Ok(Some(conn)) => return Ok(Self::of(conn, path)),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the search index is made anew"),
        }
        Self::remove(folder)?;
        let make = || -> Result<Connection, rusqlite::Error> {
            let mut conn = connect(&path)?;
            let tables = conn.transaction()?;
            tables.execute_batch(include_str!("../sql/search.sql"))?;
            tables.pragma_update(None, "user_version", VERSION)?;
            tables.commit()?;
            Ok(conn)
        };
        make()
            .map(|conn| Self::of(conn, path.clone()))
            .map_err(|error| sqlite(error, &path))
    }

    /// Removes the index in a folder.
    ///
    /// # Errors
    /// When its files are there and stay.
    pub fn remove(folder: &Path) -> Result<(), StoreError> {
        let path = file(folder);
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = path.clone().into_os_string();
            name.push(suffix);
            match std::fs::remove_file(&name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error::io(error, &path)),
                _ => {}
            }
        }
        Ok(())
    }

    fn of(conn: Connection, path: PathBuf) -> Self {
        let known = put::Known::default();
        Self { conn, path, known }
    }

    fn open_file(path: &Path) -> Result<Option<Connection>, rusqlite::Error> {
        if !path.exists() {
            return Ok(None);
        }
        let conn = connect(path)?;
        let version: i32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        conn.query_row("SELECT watermark FROM state", [], |_| Ok(()))?;
        Ok((version == VERSION).then_some(conn))
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T, StoreError> {
        read(&self.conn).map_err(|failure| failure.at(&self.path))
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("search.db")
}

/// A log of its own keeps readers and the writer out of each other's way, and the file sound when the power fails.
fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
    let conn = Connection::open(path)?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "NORMAL")?;
    conn.pragma_update(None, "cache_size", -8_192)?;
    Ok(conn)
}

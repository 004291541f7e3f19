//! What can go wrong with the library, told apart by what the learner can do about it.
//!
//! SQLite's codes are read here and nowhere else, so that the rest of the program never has to know them.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi;

/// An operation on an open library failed. Nothing of it was stored, and the undo stack is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk (or the quota, or the file size limit) is full.
    #[error("no space left for {}", path.display())]
    DiskFull {
        /// The library, or the backup that was being written.
        path: PathBuf,
    },
    /// The file or its folder may not be written to.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The library.
        path: PathBuf,
    },
    /// The library's file or folder is not there any more.
    #[error("{} is gone", path.display())]
    Gone {
        /// The library.
        path: PathBuf,
    },
    /// Another program holds the library's write lock.
    #[error("{} is in use by another program", path.display())]
    Busy {
        /// The library.
        path: PathBuf,
    },
    /// The file is damaged: it should be closed and recovered.
    #[error("{} is damaged: {detail}", path.display())]
    Corrupt {
        /// The library.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A step to this program's format failed; the library is as it was.
    #[error("{} cannot be brought up to date: {detail}", path.display())]
    Upgrade {
        /// The library.
        path: PathBuf,
        /// What failed.
        detail: String,
    },
    /// A copy of the library could not be made; the library itself is whole as far as is known.
    #[error("the backup {} cannot be made: {detail}", path.display())]
    Backup {
        /// The copy.
        path: PathBuf,
        /// What failed.
        detail: String,
    },
    /// A row that the request speaks of does not exist, or was deleted.
    #[error("{table} has no row {row_id}")]
    NoSuchRow {
        /// Name of the table.
        table: &'static str,
        /// The key that was asked for.
        row_id: i64,
    },
    /// Reading or writing a file failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Anything else that SQLite reports.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The library.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// A library could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is something else; it was not touched.
    #[error("{} is not a Boldface library", path.display())]
    NotALibrary {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer version of the program; it was not touched.
    #[error("{} was written by a newer Boldface (format {version})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        version: i32,
    },
    /// The folder of the library does not exist.
    #[error("the folder of {} does not exist", path.display())]
    NoFolder {
        /// The library.
        path: PathBuf,
    },
    /// Opening, upgrading or recovering failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an operation inside the store failed, before a path is known.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error("{table} has no row {row_id}")]
    NoSuchRow { table: &'static str, row_id: i64 },
    #[error("{0}")]
    Corrupt(String),
}

impl Failure {
    /// The failure, told of the library at `path`.
    pub(super) fn at(self, path: &Path) -> StoreError {
        match self {
            Self::Sqlite(source) => sqlite(source, path),
            Self::NoSuchRow { table, row_id } => StoreError::NoSuchRow { table, row_id },
            Self::Corrupt(detail) => StoreError::Corrupt {
                path: path.to_owned(),
                detail,
            },
        }
    }
}

impl Failure {
    /// The failure of a step to a newer format. That the step does not fit the file is no proof of damage, and a
    /// library must not be set aside for a mistake in a step.
    pub(super) fn in_upgrade(self, path: &Path) -> StoreError {
        let detail = self.to_string();
        let is_damage = matches!(&self, Self::Sqlite(error) if is_damage(error));
        match self.at(path) {
            StoreError::Corrupt { path, .. } | StoreError::Sqlite { path, .. } if !is_damage => {
                StoreError::Upgrade { path, detail }
            }
            error => error,
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(format!("an anchor cannot be read: {error}"))
    }
}

/// Whether SQLite itself found that a file is damaged.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

/// Sorts an error of SQLite's.
pub(super) fn sqlite(source: rusqlite::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    let rusqlite::Error::SqliteFailure(failure, message) = &source else {
        // A column of another type than the schema says, or a schema without what every statement of ours is tested
        // with: what is in the file is damaged.
        return match source {
            rusqlite::Error::SqlInputError { .. }
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::InvalidColumnType(..) => StoreError::Corrupt {
                path,
                detail: source.to_string(),
            },
            _ => StoreError::Sqlite { path, source },
        };
    };
    match (failure.extended_code & 0xff, failure.extended_code) {
        // A write that a limit on the file's size cuts short is reported as an input/output error.
        (ffi::SQLITE_FULL, _) | (_, ffi::SQLITE_IOERR_WRITE) => StoreError::DiskFull { path },
        (_, ffi::SQLITE_READONLY_DBMOVED) => StoreError::Gone { path },
        (ffi::SQLITE_READONLY | ffi::SQLITE_PERM, _) => StoreError::ReadOnly { path },
        (ffi::SQLITE_CANTOPEN | ffi::SQLITE_IOERR, _) if !path.parent().is_some_and(Path::exists) => {
            StoreError::Gone { path }
        }
        (ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED, _) => StoreError::Busy { path },
        // SQLITE_ERROR: a statement does not fit the schema, as above.
        (ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB | ffi::SQLITE_ERROR, _) | (_, ffi::SQLITE_IOERR_CORRUPTFS) => {
            let detail = message.clone().unwrap_or_else(|| failure.to_string());
            StoreError::Corrupt { path, detail }
        }
        _ => StoreError::Sqlite { path, source },
    }
}

/// Sorts an error of the file system's.
pub(super) fn io(source: io::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            StoreError::DiskFull { path }
        }
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => StoreError::ReadOnly { path },
        _ => StoreError::Io { path, source },
    }
}

impl StoreError {
    /// Whether the library must be closed and recovered.
    #[must_use]
    pub const fn is_corrupt(&self) -> bool {
        matches!(self, Self::Corrupt { .. })
    }

    /// Whether the same request may succeed later: what was typed should be kept and tried again.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        !matches!(self, Self::Corrupt { .. } | Self::NoSuchRow { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(extended_code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(extended_code), None)
    }

    #[test]
    fn codes_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().join("library.db");
        let gone = folder.path().join("gone").join("library.db");
        assert!(matches!(sqlite(failure(13), &here), StoreError::DiskFull { .. }));
        assert!(matches!(sqlite(failure(778), &here), StoreError::DiskFull { .. }));
        assert!(matches!(sqlite(failure(8), &here), StoreError::ReadOnly { .. }));
        assert!(matches!(sqlite(failure(1032), &here), StoreError::Gone { .. }));
        assert!(matches!(sqlite(failure(14), &gone), StoreError::Gone { .. }));
        assert!(matches!(sqlite(failure(14), &here), StoreError::Sqlite { .. }));
        assert!(matches!(sqlite(failure(5), &here), StoreError::Busy { .. }));
        assert!(matches!(sqlite(failure(261), &here), StoreError::Busy { .. }));
        assert!(matches!(sqlite(failure(11), &here), StoreError::Corrupt { .. }));
        assert!(matches!(sqlite(failure(1), &here), StoreError::Corrupt { .. }));
        assert!(matches!(
            Failure::from(failure(1)).in_upgrade(&here),
            StoreError::Upgrade { .. }
        ));
        assert!(matches!(
            Failure::from(failure(11)).in_upgrade(&here),
            StoreError::Corrupt { .. }
        ));
        assert!(matches!(sqlite(failure(26), &here), StoreError::Corrupt { .. }));
        assert!(matches!(sqlite(failure(10), &here), StoreError::Sqlite { .. }));
    }

    #[test]
    fn messages_name_the_file() {
        let message = sqlite(failure(13), Path::new("/a/library.db")).to_string();
        assert!(message.contains("/a/library.db"), "{message}");
    }
}

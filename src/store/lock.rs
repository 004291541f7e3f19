//! One running program owns a library.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::disk::{beside, real_path};
use super::{StoreError, error};

/// The right to open a library for writing, held until it is dropped; the system takes it back when the program dies.
#[derive(Debug)]
pub struct LibraryLock {
    _file: File,
}

impl LibraryLock {
    /// Asks for the lock of the library at `path`; `None` when another instance has it.
    ///
    /// The lock is a file beside the library itself (not beside a link to it), `library.db.lock`, which stays there.
    ///
    /// # Errors
    /// When the lock's file cannot be made.
    pub fn acquire(path: &Path) -> Result<Option<Self>, StoreError> {
        let lock_path = beside(&real_path(path), ".lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(|source| error::io(source, &lock_path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(error::io(source, &lock_path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let first = LibraryLock::acquire(&path).unwrap();
        assert!(first.is_some());
        assert!(LibraryLock::acquire(&path).unwrap().is_none());
        drop(first);
        assert!(LibraryLock::acquire(&path).unwrap().is_some());
        assert!(LibraryLock::acquire(&folder.path().join("none").join("library.db")).is_err());
    }
}

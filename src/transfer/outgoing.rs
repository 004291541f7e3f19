//! A folder that leaves the program whole or not at all.
//!
//! Everything is written into a hidden folder beside the target, and onto the disk, and only when all of it is there the
//! folder gets its name. Whoever cancels, or has a full disk, finds nothing half done.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::SaveError;
use super::names::dated;
use crate::store::{Now, StoreError};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// The learner stopped it.
    #[error("it was stopped")]
    Cancelled,
    /// The library cannot be read.
    #[error(transparent)]
    Unreadable(#[from] StoreError),
    /// A file or folder cannot be written.
    #[error(transparent)]
    Unwritable(#[from] SaveError),
}

/// Names the folder that the learner chose, not the hidden one in it; for a reason that concerns one file, also that file.
fn unwritable(into: &Path, file: &Path, source: io::Error) -> SaveError {
    match super::save::named(into, source) {
        SaveError::Io { source, .. } => {
            let path = into.join(file.file_name().unwrap_or_default());
            SaveError::Io { path, source }
        }
        told => told,
    }
}

/// A folder in the making; what was written goes unless it is finished.
#[derive(Debug)]
pub struct Outgoing {
    into: PathBuf,
    hidden: PathBuf,
    written: Vec<PathBuf>,
    finished: bool,
}

impl Outgoing {
    /// Begins a folder in `into`.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn new(into: &Path) -> Result<Self, OutgoingError> {
        let hidden = (0..1_000_u32)
            .map(|number| into.join(format!(".boldface-{}-{number}.new", std::process::id())))
            .find(|hidden| !hidden.exists())
            .unwrap_or_else(|| into.join(".boldface.new"));
        fs::create_dir(&hidden).map_err(|source| unwritable(into, into, source))?;
        Ok(Self {
            into: into.to_owned(),
            hidden,
            written: Vec::new(),
            finished: false,
        })
    }

    /// Writes a file; the folder of its name, one at most, is made.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutgoingError> {
        let path = self.hidden.join(name);
        let write = || {
            // Not the folders above: one that is gone meanwhile is not made anew.
            match path
                .parent()
                .filter(|folder| *folder != self.hidden)
                .map(fs::create_dir)
            {
                Some(Err(error)) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            File::create_new(&path)?.write_all(bytes)
        };
        write().map_err(|source: io::Error| unwritable(&self.into, Path::new(name), source))?;
        self.written.push(path);
        Ok(())
    }

    /// Waits until all of it is on the disk. Many files written first and waited for together take a fraction of the
    /// time that they take one by one.
    fn settle(&self) -> Result<(), OutgoingError> {
        for path in &self.written {
            let settled = File::open(path).and_then(|file| file.sync_all());
            settled.map_err(|source| unwritable(&self.into, path, source))?;
        }
        Ok(())
    }

    /// Gives the folder its name and the day, and a number if that is taken; says where it is.
    ///
    /// # Errors
    /// When it cannot be renamed; then nothing is left.
    pub fn finish(mut self, name: &str, now: Now) -> Result<PathBuf, OutgoingError> {
        self.settle()?;
        let mut refused = io::Error::from(io::ErrorKind::AlreadyExists);
        for name in dated(name, now) {
            let folder = self.into.join(name);
            // Some systems rename over an empty folder.
            if folder.exists() {
                continue;
            }
            match fs::rename(&self.hidden, &folder) {
                Ok(()) => {
                    self.finished = true;
                    if let Ok(into) = File::open(&self.into) {
                        let _ = into.sync_all();
                    }
                    return Ok(folder);
                }
                Err(error) => refused = error,
            }
            if !folder.exists() {
                break;
            }
        }
        Err(unwritable(&self.into, &self.into, refused).into())
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        if !self.finished
            && let Err(error) = fs::remove_dir_all(&self.hidden)
        {
            tracing::warn!(%error, folder = %self.hidden.display(), "a folder that was not finished was left behind");
        }
    }
}

//! A damaged library: its files are moved aside together, and the newest whole backup takes their place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{beside, folder_of, free_name, sync_file, sync_folder, time_name};
use super::inspect::{Found, inspect, uuid_of};
use super::{Backup, Backups, Now, StoreError, error, schema};

/// A backup that took a damaged library's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup's file.
    pub backup: PathBuf,
    /// When it was made, UTC milliseconds.
    pub made_at: i64,
}

/// Moves the library's files to `corrupt-<time>` beside it and copies the newest whole backup to its place, if there is
/// one. Gives the folder with the evidence and what was restored.
pub(super) fn recover(
    path: &Path,
    backups: &Path,
    now: Now,
    steps: &[schema::Upgrade],
) -> Result<(PathBuf, Option<Restored>), StoreError> {
    let uuid = uuid_of(path);
    let evidence = move_aside(path, now).map_err(|error| error::io(error, path))?;
    let restored = restore(path, uuid.as_deref(), backups, now, steps)?;
    Ok((evidence, restored))
}

/// Copies the newest whole backup of the library that was at `path`, where there is nothing any more, to its place.
pub(super) fn bring_back(
    path: &Path,
    backups: &Path,
    now: Now,
    steps: &[schema::Upgrade],
) -> Result<Option<Restored>, StoreError> {
    restore(path, None, backups, now, steps)
}

fn restore(
    path: &Path,
    uuid: Option<&str>,
    backups: &Path,
    now: Now,
    steps: &[schema::Upgrade],
) -> Result<Option<Restored>, StoreError> {
    let usable = |backup: &Backup| matches!(inspect(&backup.path, steps), Ok(Found::Library(_)));
    let Some(backup) = Backups::newest_whole(backups, path, uuid, now, usable) else {
        return Ok(None);
    };
    copy_whole(&backup.path, path).map_err(|error| error::io(error, path))?;
    Ok(Some(Restored {
        backup: backup.path,
        made_at: backup.made_at,
    }))
}

/// The database goes first: a log that is left alone shows at the next start that something was under way, whereas a
/// database without its log would be opened as if nothing were missing.
fn move_aside(path: &Path, now: Now) -> io::Result<PathBuf> {
    let folder = folder_of(path);
    let name = format!("corrupt-{}", time_name(now.utc_ms));
    let evidence = free_name(folder, &name, "");
    fs::create_dir(&evidence)?;
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let file = beside(path, suffix);
        let Some(file_name) = file.file_name() else { continue };
        match fs::rename(&file, evidence.join(file_name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    sync_folder(&evidence)?;
    sync_folder(folder)?;
    Ok(evidence)
}

/// Copies a file so that the target is there whole or not at all.
fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    let partial = beside(to, ".restoring");
    fs::copy(from, &partial)?;
    sync_file(&partial)?;
    fs::rename(&partial, to)?;
    sync_folder(folder_of(to))
}

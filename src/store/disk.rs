//! The few things that are asked of the file system beyond reading and writing.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Which file a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

impl Identity {
    /// The file at `path`.
    #[cfg(unix)]
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).map(|metadata| Self(metadata.dev(), metadata.ino()))
    }

    /// The file at `path`. An open file cannot be taken away here, so that its being there is enough.
    #[cfg(not(unix))]
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|_| Self(0, 0))
    }
}

/// The file that a path leads to when every symbolic link is followed, also when it is not there yet; absolute.
///
/// SQLite follows links and puts its log beside the file itself. So must the lock, or the library under its two names
/// would have two owners, and so must what moves a damaged library aside.
#[must_use]
pub fn real_path(path: &Path) -> PathBuf {
    // As many as Linux follows; a circle ends there and opening it fails.
    const LINKS: usize = 40;
    let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // Elsewhere a path that is made canonical is one that nobody would recognise.
    if !cfg!(unix) {
        return path;
    }
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            Err(_) => break,
        }
    }
    match (folder_of(&path).canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// The path with something added to its last part: `library.db` and `-wal`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The folder that a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes what a file holds survive a loss of power.
pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    File::options().write(true).open(path)?.sync_all()
}

/// Makes the names in a folder survive a loss of power, where the system can.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// A path in the folder at which there is nothing yet: the name, or the name and a number.
pub(super) fn free_name(folder: &Path, name: &str, extension: &str) -> PathBuf {
    let mut path = folder.join(format!("{name}{extension}"));
    let mut number = 1;
    while path.exists() {
        number += 1;
        path = folder.join(format!("{name}-{number}{extension}"));
    }
    path
}

/// Length of the file in bytes; 0 when there is none.
pub(super) fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// A time as part of a file name, in UTC: `2026-03-01T14-05-09Z`.
pub(super) fn time_name(utc_ms: i64) -> String {
    match jiff::Timestamp::from_millisecond(utc_ms) {
        Ok(time) => time.strftime("%Y-%m-%dT%H-%M-%SZ").to_string(),
        Err(_) => "0000-01-01T00-00-00Z".to_owned(),
    }
}

/// The time that a file name of [`time_name`] begins with, in UTC milliseconds.
pub(super) fn time_of_name(name: &str) -> Option<i64> {
    let date = name.get(..10)?;
    let time = name.get(10..20)?.replace('-', ":");
    format!("{date}{time}")
        .parse::<jiff::Timestamp>()
        .ok()
        .map(jiff::Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_back_from_names() {
        let name = time_name(1_772_373_909_123);
        assert_eq!(name, "2026-03-01T14-05-09Z");
        assert_eq!(time_of_name(&format!("{name}-2.db")), Some(1_772_373_909_000));
        assert_eq!(time_of_name("library.txt"), None);
        assert_eq!(time_of_name("é026-03-01T14-05-09Z"), None);
    }
}

//! A file written whole or not at all.
//!
//! The bytes go into a new file in the same folder, onto the disk, and only then into the place of the old one, so that
//! whatever happens in between there is the old file or the new one. A link is written through; permissions stay. A file
//! that an editor saved meanwhile is not written over: the caller says which bytes it expects to find.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::EncodeError;

/// What has to be at a path for it to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect<'a> {
    /// A file or nothing.
    Anything,
    /// Nothing yet.
    Nothing,
    /// A file with these bytes.
    Bytes(&'a [u8]),
}

/// Why a file was not written. The old one, if there was one, is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is no such folder.
    #[error("{}: there is no such folder", path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// Nothing may be written in the folder.
    #[error("{}: its folder is read-only", path.display())]
    ReadOnlyFolder {
        /// The file.
        path: PathBuf,
    },
    /// The file may not be written to.
    #[error("{} is read-only", path.display())]
    ReadOnlyFile {
        /// The file.
        path: PathBuf,
    },
    /// It is a folder, a device or the like.
    #[error("{} is not a file", path.display())]
    NotAFile {
        /// What it is.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("{}: the disk is full", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file that was to be there is not.
    #[error("{} is not there any more", path.display())]
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// There is a file already.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file holds other bytes than were expected.
    #[error("{} was changed meanwhile", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Markdown does not go into a web page.
    #[error("{} is a web page", path.display())]
    WebPage {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be written in the encoding of the original.
    #[error("{}: {source}", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// Why.
        source: EncodeError,
    },
    /// The system refused for another reason.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes a file: whole and on the disk, or not at all. It waits for the disk, so call it from a worker.
///
/// # Errors
/// [`SaveError`]; the old file is then as it was, and nothing temporary is left.
pub fn save(path: &Path, bytes: &[u8], expect: Expect<'_>) -> Result<(), SaveError> {
    let named = |source: io::Error| named(path, source);
    let (target, old) = target(path)?;
    if let Some(old) = &old {
        if !old.is_file() {
            return Err(SaveError::NotAFile { path: path.to_owned() });
        }
        if old.permissions().readonly() {
            return Err(SaveError::ReadOnlyFile { path: path.to_owned() });
        }
    }
    match (expect, &old) {
        (Expect::Nothing, Some(_)) => return Err(SaveError::Exists { path: path.to_owned() }),
        (Expect::Bytes(_), None) => return Err(SaveError::Gone { path: path.to_owned() }),
        _ => {}
    }
    let temporary = temporary(&target);
    let written = write(&temporary, bytes, old.as_ref());
    let written = written.map_err(named).and_then(|()| {
        // As late as possible: an editor may be saving the file at this moment.
        if let Expect::Bytes(expected) = expect
            && fs::read(&target).map_err(named)? != expected
        {
            return Err(SaveError::Changed { path: path.to_owned() });
        }
        fs::rename(&temporary, &target).map_err(named)
    });
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
        return written;
    }
    // Makes the rename last. Where a folder cannot be opened as a file (Windows), the system does so itself.
    if let Some(folder) = target.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Whether two paths lead to one file.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// Where the file really lies, and what is there now.
fn target(path: &Path) -> Result<(PathBuf, Option<fs::Metadata>), SaveError> {
    let named = |source: io::Error| named(path, source);
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path.to_owned(), None)),
        Err(error) => Err(named(error)),
        Ok(metadata) => match fs::canonicalize(path) {
            Ok(real) => {
                let metadata = fs::metadata(&real).map_err(named)?;
                Ok((real, Some(metadata)))
            }
            Err(error) if metadata.is_symlink() && error.kind() == io::ErrorKind::NotFound => {
                Err(SaveError::Gone { path: path.to_owned() })
            }
            Err(error) => Err(named(error)),
        },
    }
}

/// A name beside the file, short enough for every file system.
fn temporary(target: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    target.with_file_name(format!(".boldface-{}-{number}.new", std::process::id()))
}

fn write(temporary: &Path, bytes: &[u8], old: Option<&fs::Metadata>) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(temporary)?;
    if let Some(old) = old {
        file.set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

pub(super) fn named(path: &Path, source: io::Error) -> SaveError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SaveError::NoFolder { path },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => SaveError::ReadOnlyFolder { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            SaveError::DiskFull { path }
        }
        _ => SaveError::Io { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b é.md");
        save(&path, b"one", Expect::Nothing).unwrap();
        save(&path, b"two", Expect::Bytes(b"one")).unwrap();
        save(&path, b"three", Expect::Anything).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(names(folder.path()), ["a b é.md"]);
    }

    #[test]
    fn what_is_not_as_expected_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let gone = save(&path, b"mine", Expect::Bytes(b"theirs"));
        assert!(matches!(gone, Err(SaveError::Gone { .. })));
        fs::write(&path, "theirs, newer").unwrap();
        let changed = save(&path, b"mine", Expect::Bytes(b"theirs"));
        assert!(matches!(changed, Err(SaveError::Changed { .. })));
        assert!(matches!(
            save(&path, b"mine", Expect::Nothing),
            Err(SaveError::Exists { .. })
        ));
        assert_eq!(fs::read(&path).unwrap(), b"theirs, newer");
        assert_eq!(names(folder.path()), ["a.md"]);
    }

    #[test]
    fn each_obstacle_has_its_own_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("folder")).unwrap();
        fs::write(at("read-only.md"), "old").unwrap();
        let mut permissions = fs::metadata(at("read-only.md")).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(at("read-only.md"), permissions).unwrap();
        let write = |name: &str| save(&at(name), b"new", Expect::Anything).unwrap_err();
        assert!(matches!(write("folder"), SaveError::NotAFile { .. }));
        assert!(matches!(write("read-only.md"), SaveError::ReadOnlyFile { .. }));
        assert!(matches!(write("none/a.md"), SaveError::NoFolder { .. }));
        assert_eq!(fs::read(at("read-only.md")).unwrap(), b"old");
        let name = |kind: io::ErrorKind| named(Path::new("a"), kind.into());
        assert!(matches!(
            name(io::ErrorKind::PermissionDenied),
            SaveError::ReadOnlyFolder { .. }
        ));
        assert!(matches!(name(io::ErrorKind::StorageFull), SaveError::DiskFull { .. }));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_written_through_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.md"), folder.path().join("link.md"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        save(&link, b"new", Expect::Bytes(b"old")).unwrap();
        assert!(link.is_symlink() && is_same_file(&link, &real));
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        fs::remove_file(&real).unwrap();
        assert!(matches!(
            save(&link, b"new", Expect::Anything),
            Err(SaveError::Gone { .. })
        ));
    }
}

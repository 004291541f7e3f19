//! Fetched pictures, as they came, by the SHA-256 of their addresses: bounded, the longest unused go first.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::PictureError;
use crate::transfer::{Expect, save, sha256};

/// How much the cache may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Bytes in all.
    pub bytes: u64,
    /// Pictures in all.
    pub pictures: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            pictures: 4_000,
        }
    }
}

/// The cache of one library.
pub(super) struct PictureCache {
    folder: PathBuf,
    room: Room,
}

impl PictureCache {
    /// In a folder that need not be there yet.
    pub fn new(folder: &Path, room: Room) -> Self {
        Self {
            folder: folder.to_owned(),
            room,
        }
    }

    fn path(&self, address: &str) -> PathBuf {
        use std::fmt::Write;
        let mut name = String::with_capacity(64);
        for byte in sha256(address.as_bytes()) {
            // Writing into a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        self.folder.join(name)
    }

    /// The file of a picture that was fetched.
    pub fn find(&self, address: &str) -> Option<PathBuf> {
        let path = self.path(address);
        path.is_file().then_some(path)
    }

    /// Takes down that a picture was used: it goes later.
    pub fn used(&self, address: &str) {
        // A cache that cannot be written to only forgets sooner.
        if let Ok(file) = File::options().append(true).open(self.path(address)) {
            let _ = file.set_modified(SystemTime::now());
        }
    }

    /// Keeps a picture, and lets the longest unused go where room is needed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, address: &str, bytes: &[u8]) -> Result<(), PictureError> {
        let path = self.path(address);
        let unwritable = |error: &dyn std::fmt::Display| PictureError::Unkept { why: error.to_string() };
        fs::create_dir_all(&self.folder).map_err(|error| unwritable(&error))?;
        save(&path, bytes, Expect::Anything).map_err(|error| unwritable(&error))?;
        if let Err(error) = self.make_room(&path) {
            tracing::warn!(%error, "the cache of pictures could not be looked through");
        }
        Ok(())
    }

    /// Lets a picture go that turned out to be damaged.
    pub fn forget(&self, address: &str) {
        let _ = fs::remove_file(self.path(address));
    }

    fn make_room(&self, newest: &Path) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_file() {
                files.push((metadata.modified()?, metadata.len(), entry.path()));
            }
        }
        files.sort();
        let mut bytes: u64 = files.iter().map(|(_, length, _)| length).sum();
        let mut pictures = files.len();
        for (_, length, path) in files.iter().filter(|(.., path)| path != newest) {
            if bytes <= self.room.bytes && pictures <= self.room.pictures {
                break;
            }
            fs::remove_file(path)?;
            bytes -= length;
            pictures -= 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_longest_unused_go_first() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room {
            bytes: 350,
            pictures: 100,
        };
        let cache = PictureCache::new(&folder.path().join("pictures"), room);
        assert_eq!(cache.find("a"), None);
        let at = |address: &str, seconds| {
            let file = File::options().append(true).open(cache.path(address)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds))
                .unwrap();
        };
        for (address, seconds) in [("a", 300), ("b", 200), ("c", 100)] {
            cache.keep(address, &[7; 100]).unwrap();
            at(address, seconds);
        }
        cache.used("a");
        cache.keep("d", &[7; 100]).unwrap();
        let there = |address| cache.find(address).is_some();
        assert!(there("a") && !there("b") && there("c") && there("d"));
        assert_eq!(fs::read(cache.find("d").unwrap()).unwrap(), [7; 100]);

        at("d", 500);
        cache.keep("e", &[7; 900]).unwrap();
        assert!(
            there("e") && !there("a") && !there("c") && !there("d"),
            "what came last stays"
        );
        cache.forget("e");
        assert!(!there("e"));
    }

    #[test]
    fn there_is_a_limit_to_their_number() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureCache::new(
            folder.path(),
            Room {
                bytes: 1 << 20,
                pictures: 3,
            },
        );
        for number in 0..8 {
            cache.keep(&number.to_string(), b"x").unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let cache = PictureCache::new(&file.join("pictures"), Room::default());
        assert!(matches!(cache.keep("a", b"x"), Err(PictureError::Unkept { .. })));
        cache.used("a");
        assert_eq!(cache.find("a"), None);
    }
}

//! What the learner has allowed to be fetched, article by article.
//!
//! It is kept in the cache and not in the library, and so is no step of undo: it is leave that this computer was given to
//! ask other computers for something, which must not travel with a library that is copied or restored elsewhere. Where the
//! cache is cleared, the leave goes with the pictures, and the learner is asked again. It is taken back by the command that
//! gave it, at any time.

use std::fs;
use std::path::{Path, PathBuf};

use super::Allowed;
use crate::transfer::{Expect, save};

/// A record of more bytes was not written by this program.
const LARGEST_RECORD: u64 = 4 << 20;

/// The record of one article.
pub(super) struct Consent {
    path: PathBuf,
    /// What it says.
    pub allowed: Allowed,
}

impl Consent {
    /// Reads the record of an article, by its UUID. One that is not there, or cannot be read, allows nothing.
    pub fn read(folder: &Path, article_uuid: &str) -> Self {
        let path = folder.join("allowed").join(format!("{article_uuid}.json"));
        let text = super::place::read(&path, LARGEST_RECORD, true).unwrap_or_default();
        // A list would be taken for the same fields in order.
        let is_record = text.trim_ascii_start().starts_with(b"{");
        let allowed = serde_json::from_slice(&text)
            .ok()
            .filter(|_| is_record)
            .unwrap_or_default();
        Self { path, allowed }
    }

    /// Allows a picture, or with `None` all.
    pub fn allow(&mut self, address: Option<&str>) {
        match address {
            None => {
                self.allowed.all = true;
                self.allowed.addresses.clear();
            }
            Some(address) if !self.allowed.holds(address) => self.allowed.addresses.push(address.into()),
            Some(_) => return,
        }
        self.write();
    }

    /// Takes all of it back.
    pub fn forbid(&mut self) {
        self.allowed = Allowed::default();
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "leave to fetch pictures was not taken back");
            // As good as gone: it says that nothing is allowed.
            self.write();
        }
    }

    fn write(&self) {
        let written = (|| -> Result<(), String> {
            let folder = self.path.parent().ok_or("no folder")?;
            fs::create_dir_all(folder).map_err(|error| error.to_string())?;
            let bytes = serde_json::to_vec(&self.allowed).map_err(|error| error.to_string())?;
            save(&self.path, &bytes, Expect::Anything).map_err(|error| error.to_string())
        })();
        if let Err(error) = written {
            tracing::warn!(error, "leave to fetch pictures holds only until the article is closed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leave_holds_at_the_next_start_and_for_one_article() {
        let folder = tempfile::tempdir().unwrap();
        let mut consent = Consent::read(folder.path(), "one");
        assert_eq!(consent.allowed, Allowed::default());
        consent.allow(Some("https://example.org/a.png"));
        consent.allow(Some("https://example.org/a.png"));
        let again = Consent::read(folder.path(), "one");
        assert_eq!(again.allowed.addresses.len(), 1);
        assert!(again.allowed.holds("https://example.org/a.png"));
        assert!(!again.allowed.holds("https://example.org/b.png"));
        assert_eq!(Consent::read(folder.path(), "other").allowed, Allowed::default());

        consent.allow(None);
        assert!(
            Consent::read(folder.path(), "one")
                .allowed
                .holds("https://example.org/b.png")
        );
        consent.forbid();
        assert_eq!(Consent::read(folder.path(), "one").allowed, Allowed::default());
        consent.forbid();
    }

    #[test]
    fn a_record_that_cannot_be_read_allows_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("allowed")).unwrap();
        for text in ["", "{", "[true]", "{\"all\":1}", "\u{fffd}"] {
            fs::write(folder.path().join("allowed/one.json"), text).unwrap();
            assert_eq!(
                Consent::read(folder.path(), "one").allowed,
                Allowed::default(),
                "{text}"
            );
        }
    }
}

//! Where things are kept on this platform, and which library this run is about.
//!
//! What is the learner's lies in the data folder, what can be built again in the cache folder, what only helps to find
//! a fault in the state folder. Backups and caches are kept per library, by its UUID, under the platform's folders:
//! two libraries never mix theirs, and a library on a memory stick leaves nothing beside itself but its lock.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

/// Why no place could be found.
#[derive(Debug, thiserror::Error)]
pub enum PathsError {
    /// The system names no home folder, so there is no place for anything.
    #[error("the system names no home folder")]
    NoHome,
    /// The path given with `--library` cannot be made absolute.
    #[error("{}: {source}", path.display())]
    Library {
        /// As given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The folders and files of this run. Nothing is created by asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    library: PathBuf,
    data: PathBuf,
    config: PathBuf,
    cache: PathBuf,
    state: PathBuf,
}

impl Paths {
    /// The platform's folders; `library` is what `--library FILE` named, if it was given.
    ///
    /// # Errors
    /// When the system names no home folder, or the library's path cannot be made absolute.
    pub fn new(library: Option<&Path>) -> Result<Self, PathsError> {
        let folders = ProjectDirs::from("", "", "boldface").ok_or(PathsError::NoHome)?;
        let state = folders
            .state_dir()
            .map_or_else(|| logs_folder(&folders), Path::to_path_buf);
        let paths = Self {
            library: folders.data_dir().join("library.db"),
            data: folders.data_dir().to_path_buf(),
            config: folders.config_dir().to_path_buf(),
            cache: folders.cache_dir().to_path_buf(),
            state,
        };
        library.map_or(Ok(paths.clone()), |library| paths.with_library(library))
    }

    /// Everything under one folder, for tests.
    #[must_use]
    pub fn under(folder: &Path) -> Self {
        Self {
            library: folder.join("data/library.db"),
            data: folder.join("data"),
            config: folder.join("config"),
            cache: folder.join("cache"),
            state: folder.join("state"),
        }
    }

    /// The same folders with another library.
    ///
    /// # Errors
    /// When the path cannot be made absolute (it is empty, or there is no current folder).
    pub fn with_library(mut self, library: &Path) -> Result<Self, PathsError> {
        let absolute = std::path::absolute(library);
        self.library = absolute.map_err(|source| PathsError::Library {
            path: library.to_path_buf(),
            source,
        })?;
        Ok(self)
    }

    /// The library file; always absolute.
    #[must_use]
    pub fn library(&self) -> &Path {
        &self.library
    }

    /// The folder of all backups; each library has one in it, named by its UUID.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }

    /// The folder of what can be built again, one in it for each library; may be deleted at any time.
    #[must_use]
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// The program's settings.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// Folder of the log and of the report of the last panic.
    #[must_use]
    pub fn log_folder(&self) -> &Path {
        &self.state
    }
}

/// Only Linux has a state folder: macOS keeps logs in `~/Library/Logs`, elsewhere they lie with the local data.
fn logs_folder(folders: &ProjectDirs) -> PathBuf {
    match BaseDirs::new() {
        Some(base) if cfg!(target_os = "macos") => base.home_dir().join("Library/Logs/boldface"),
        _ => folders.data_local_dir().join("logs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_of_ones_own_moves_nothing_but_the_library() {
        let paths = Paths::under(Path::new("/home/ann"));
        let elsewhere = paths.clone().with_library(Path::new("/stick/words.db")).unwrap();
        assert_eq!(elsewhere.library(), Path::new("/stick/words.db"));
        assert_eq!(elsewhere.settings_file(), paths.settings_file());
        assert_eq!(elsewhere.backups(), paths.backups());
    }

    #[test]
    fn a_relative_library_is_taken_from_the_current_folder() {
        let paths = Paths::under(Path::new("/home/ann"))
            .with_library(Path::new("words.db"))
            .unwrap();
        assert_eq!(paths.library(), std::env::current_dir().unwrap().join("words.db"));
    }

    #[test]
    fn an_empty_name_is_refused() {
        let refused = Paths::under(Path::new("/home/ann")).with_library(Path::new(""));
        assert!(matches!(refused, Err(PathsError::Library { .. })));
    }
}

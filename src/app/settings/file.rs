//! The settings file: read without ever failing, written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Settings, SettingsError, SettingsNotice};

impl Settings {
    /// Reads the settings file. A missing one gives the defaults; an unreadable one is set aside beside its place, as
    /// `settings.toml.unreadable-<time>`, and told of.
    #[must_use]
    pub fn load(file: &Path) -> (Self, Option<SettingsNotice>) {
        let reason = match std::fs::read(file).map(String::from_utf8) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => error.to_string(),
            Ok(Err(_)) => "the text is not UTF-8".to_owned(),
            Ok(Ok(text)) => match Self::parse(&text) {
                Ok(settings) => return (settings, None),
                Err(error) => error.to_string(),
            },
        };
        (
            Self::default(),
            Some(SettingsNotice {
                file: file.to_path_buf(),
                reason,
                kept_as: set_aside(file),
            }),
        )
    }

    /// Writes the settings file: whole and on the disk, or not at all. It waits for the disk, so call it from a worker.
    ///
    /// # Errors
    /// When the folder or the file cannot be written; the old file is then as it was.
    pub fn save(&self, file: &Path) -> Result<(), SettingsError> {
        // A link is written through: people keep such files in a folder of their own and link to them.
        let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf());
        let folder = file.parent().unwrap_or(Path::new("."));
        let temporary = folder.join(format!(".settings.toml.{}.new", std::process::id()));
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| write_to_disk(&temporary, self.to_toml().as_bytes()))
            .and_then(|()| std::fs::rename(&temporary, &file));
        if let Err(source) = written {
            let _ = std::fs::remove_file(&temporary);
            return Err(SettingsError::Io { path: file, source });
        }
        sync_folder(folder);
        Ok(())
    }
}

fn set_aside(file: &Path) -> Option<PathBuf> {
    let time = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
    let name = file.file_name()?.to_str()?;
    let names = std::iter::once(format!("{name}.unreadable-{time}"));
    let names = names.chain((2..100).map(|number| format!("{name}.unreadable-{time}-{number}")));
    let target = names
        .map(|name| file.with_file_name(name))
        .find(|target| !target.exists())?;
    std::fs::rename(file, &target).ok().map(|()| target)
}

fn write_to_disk(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the rename last. Where a folder cannot be opened as a file (Windows), the system does so itself.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Theme;
    use super::*;
    use crate::app::{Filter, SortOrder};

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config/settings.toml");
        let settings = Settings {
            window_maximized: true,
            sidebar_width: 412.5,
            sidebar_shown: false,
            list_filter: Filter::Learning,
            list_sort: SortOrder::Alphabet,
            theme: Theme::Dark,
            ui_scale: 1.1,
            learner_language: Some("zh-Hans".to_owned()),
            write_back_folders: vec!["/home/me/my articles é".into()],
            ..Settings::default()
        };
        settings.save(&file).unwrap();
        assert_eq!(Settings::load(&file), (settings, None));
        let names: Vec<_> = std::fs::read_dir(file.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, ["settings.toml"], "nothing temporary stays");
    }

    #[test]
    fn a_missing_file_is_no_news() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            Settings::load(&folder.path().join("settings.toml")),
            (Settings::default(), None)
        );
    }

    #[test]
    fn an_unreadable_file_is_set_aside_and_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        for bytes in [&b"theme = = dark"[..], b"\xff\xfe\x00", b"{\"theme\": \"dark\"}"] {
            std::fs::write(&file, bytes).unwrap();
            let (settings, notice) = Settings::load(&file);
            let notice = notice.unwrap();
            assert_eq!(settings, Settings::default());
            assert!(!notice.reason.is_empty() && !file.exists());
            assert_eq!(std::fs::read(notice.kept_as.unwrap()).unwrap(), bytes);
        }
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            3,
            "none took another's place"
        );
    }

    #[test]
    fn a_failed_save_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        Settings::default().save(&file).unwrap();
        let before = std::fs::read(&file).unwrap();
        let inside_a_file = file.join("settings.toml");
        assert!(matches!(
            Settings::default().save(&inside_a_file),
            Err(SettingsError::Io { .. })
        ));
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_file_is_written_where_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("dotfiles.toml"), folder.path().join("settings.toml"));
        std::fs::write(&real, "").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        Settings {
            theme: Theme::Light,
            ..Settings::default()
        }
        .save(&link)
        .unwrap();
        assert!(link.is_symlink());
        assert_eq!(Settings::load(&real).0.theme, Theme::Light);
    }
}

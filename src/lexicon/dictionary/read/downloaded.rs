//! Dictionaries among the files that a browser fetched: found by their names, and looked into far enough to be sure.
//!
//! A folder of downloads holds anything. So only the newest files of the right names are opened, a table counts only
//! where its columns are known by name, and what cannot be opened is left aside without a word.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{is_table, open, preview, whole_of};

/// Entries of a folder that are looked at.
const SEEN_AT_MOST: usize = 4_000;
/// Unpacked archives lie in folders of their own.
const FOLDERS_AT_MOST: usize = 200;
/// Files that are opened.
const OPENED_AT_MOST: usize = 24;
/// So many are told of.
const TOLD_AT_MOST: usize = 3;

/// A dictionary that waits to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    /// Its file.
    pub path: PathBuf,
    /// What it calls itself.
    pub name: String,
}

/// The dictionaries in a folder of downloads and in the folders right below it, the newest first.
#[must_use]
pub fn downloaded(folder: &Path) -> Vec<Downloaded> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    list(folder, &mut files, Some(&mut folders));
    for folder in folders.iter().take(FOLDERS_AT_MOST) {
        list(folder, &mut files, None);
    }
    files.sort_unstable_by(|one, other| other.cmp(one));
    let mut found: Vec<Downloaded> = Vec::new();
    for (_, path) in files.into_iter().take(OPENED_AT_MOST) {
        if found.len() == TOLD_AT_MOST {
            break;
        }
        if let Some(name) = name_of(&path) {
            found.push(Downloaded { path, name });
        }
    }
    found
}

/// Adds the files with the name of a dictionary, each with its age, and the folders.
fn list(folder: &Path, files: &mut Vec<(SystemTime, PathBuf)>, mut folders: Option<&mut Vec<PathBuf>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten().take(SEEN_AT_MOST) {
        let path = entry.path();
        // A part of a dictionary is met again as its whole.
        let whole = whole_of(&path).is_some_and(|whole| whole == path);
        let Ok(about) = entry.metadata() else { continue };
        if about.is_dir() {
            if let Some(folders) = &mut folders {
                folders.push(path);
            }
        } else if whole && about.is_file() {
            files.push((about.modified().unwrap_or(SystemTime::UNIX_EPOCH), path));
        }
    }
}

fn name_of(path: &Path) -> Option<String> {
    if is_table(path) {
        preview(path).ok().filter(|preview| preview.is_known)?;
    }
    let name = open(path).ok()?.name();
    Some(name).filter(|name| !name.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionaries_are_told_from_what_else_was_fetched() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
        write("bill.csv", b"day,amount\n1,20\n");
        write("photos.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        write("broken.mdx", b"no");
        write("index.html", b"<p>");
        write(
            "ecdict.csv",
            "word,phonetic,definition,translation\nstall,,n. a booth,n. 摊\n".as_bytes(),
        );
        let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/dictionaries");
        let unpacked = folder.path().join("unpacked");
        std::fs::create_dir(&unpacked).unwrap();
        for part in ["words.ifo", "words.idx", "words.dict"] {
            std::fs::copy(small.join(part), unpacked.join(part)).unwrap();
        }
        let mut names: Vec<_> = downloaded(folder.path())
            .into_iter()
            .map(|found| (found.name, found.path.strip_prefix(folder.path()).unwrap().to_owned()))
            .collect();
        names.sort();
        let wanted = [
            ("ECDICT", "ecdict.csv"),
            ("Words of ours (en-en)", "unpacked/words.ifo"),
        ];
        let wanted = wanted.map(|(name, path)| (name.to_owned(), PathBuf::from(path)));
        assert_eq!(names, wanted);
        assert!(downloaded(&folder.path().join("nowhere")).is_empty());
    }
}

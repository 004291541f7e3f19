//! Which files a list of paths stands for: a folder is all the text in it.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::ReadError;

/// How many folders deep is looked.
const DEEPEST: usize = 16;

/// How many files at most one import takes.
const MOST_FILES: usize = 10_000;

/// The endings of the files that a folder gives.
const ENDINGS: [&str; 8] = ["md", "markdown", "mdown", "txt", "text", "html", "htm", "xhtml"];

/// What a list of paths stands for.
#[derive(Debug, Default)]
pub struct Expansion {
    /// Files named, as they were named, and files of folders, sorted by path within each folder named; none twice.
    pub files: Vec<PathBuf>,
    /// There were more files, or deeper folders, than one import takes.
    pub truncated: bool,
    /// Folders that could not be read.
    pub problems: Vec<ReadError>,
}

/// Puts the Markdown and text files and web pages in folders (and the folders in them) in the place of the folders. Hidden
/// files and folders are left out, and what a browser saved beside a page; links are followed once.
#[must_use]
pub fn expand(paths: &[PathBuf]) -> Expansion {
    let mut expansion = Expansion::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.is_dir() {
            let mut files = folder_files(path, &mut expansion);
            files.sort();
            expansion
                .files
                .extend(files.into_iter().filter(|file| seen.insert(file.clone())));
        } else if seen.insert(path.clone()) {
            expansion.files.push(path.clone());
        }
    }
    if expansion.files.len() > MOST_FILES {
        expansion.files.truncate(MOST_FILES);
        expansion.truncated = true;
    }
    expansion
}

fn folder_files(folder: &Path, expansion: &mut Expansion) -> Vec<PathBuf> {
    let mut files = Vec::new();
    // By its real path, so that a link back up is not followed again.
    let mut visited = HashSet::new();
    let mut waiting = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        if folder.canonicalize().is_ok_and(|real| !visited.insert(real)) {
            continue;
        }
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(source) => {
                expansion.problems.push(ReadError::Unreadable { path: folder, source });
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if is_hidden(&entry.file_name()) || is_beside_page(&path) {
                continue;
            }
            if path.is_dir() {
                expansion.truncated |= depth + 1 > DEEPEST;
                if depth < DEEPEST {
                    waiting.push((path, depth + 1));
                }
            } else if is_text_file(&path) {
                files.push(path);
            }
            if files.len() > MOST_FILES {
                expansion.truncated = true;
                return files;
            }
        }
    }
    files
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// `Mill_files` beside `Mill.html`: pictures, scripts and frames of a page that a browser saved.
fn is_beside_page(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str);
    let page = name.and_then(|name| name.strip_suffix("_files"));
    page.is_some_and(|page| {
        ["html", "htm"]
            .iter()
            .any(|ending| path.with_file_name(format!("{page}.{ending}")).is_file())
    })
}

fn is_text_file(path: &Path) -> bool {
    let ending = path
        .extension()
        .and_then(OsStr::to_str)
        .unwrap_or_default()
        .to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str()) && path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, names: &[&str]) {
        for name in names {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "text").unwrap();
        }
    }

    #[test]
    fn a_folder_gives_its_texts_in_order() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            &[
                "b.md",
                "a.TXT",
                "c/d e é.markdown",
                "picture.png",
                ".hidden.md",
                ".git/x.md",
                "page.html",
                "page_files/frame.html",
                "old_files/z.HTM",
            ],
        );
        let picture = folder.path().join("picture.png");
        let found = expand(&[folder.path().to_owned(), picture, folder.path().join("b.md")]);
        let names: Vec<_> = found
            .files
            .iter()
            .map(|file| file.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "a.TXT",
                "b.md",
                "c/d e é.markdown",
                "old_files/z.HTM",
                "page.html",
                "picture.png"
            ]
        );
        assert!(!found.truncated && found.problems.is_empty());
    }

    #[test]
    fn a_missing_file_is_left_to_the_reader() {
        let missing = PathBuf::from("/nowhere/at all.md");
        assert_eq!(expand(std::slice::from_ref(&missing)).files, [missing]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &["a/b/c.md"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/b/up")).unwrap();
        assert_eq!(expand(&[folder.path().to_owned()]).files.len(), 1);
    }

    #[test]
    fn very_deep_folders_are_left_out_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let deep = "d/".repeat(DEEPEST + 2) + "x.md";
        write(folder.path(), &["near.md", &deep]);
        let found = expand(&[folder.path().to_owned()]);
        assert_eq!((found.files.len(), found.truncated), (1, true));
    }
}

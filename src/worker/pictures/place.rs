//! Local pictures: files in the article's own folder, or in a folder inside it, and nothing else.
//!
//! The path is judged after every link in it is followed, so a link inside the folder that leads out of it leads nowhere,
//! and neither do `..`, absolute paths and addresses of files. Only plain files are opened: a pipe would wait for ever.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::PictureError;

/// Files up to this size are read (bytes).
pub(super) const LARGEST_FILE: u64 = 32 << 20;

/// The file of a local picture, if it may be read for an article in `folder`.
///
/// # Errors
/// When there is none, or when it lies outside the folder.
pub(super) fn local_file(folder: &Path, address: &str) -> Result<PathBuf, PictureError> {
    let folder = fs::canonicalize(folder).map_err(|_| PictureError::Missing)?;
    let mut error = PictureError::Missing;
    for name in names(address) {
        match fs::canonicalize(folder.join(&name)) {
            Ok(path) if !path.starts_with(&folder) => error = PictureError::Outside,
            Ok(path) => {
                // A folder, a pipe or a device is no picture.
                let is_file = fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
                return if is_file { Ok(path) } else { Err(PictureError::Missing) };
            }
            // What lies outside is not even said to be there or not.
            Err(_) if leads_out(&name) => error = PictureError::Outside,
            Err(_) => {}
        }
    }
    Err(error)
}

/// The names that an address may mean: as written, without a query, with `%XX` as the signs that they stand for.
fn names(address: &str) -> Vec<String> {
    let address = address.trim();
    let scheme = address.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("file://"));
    let address = if scheme.is_some() { &address[7..] } else { address };
    let bare = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let mut names = Vec::new();
    for name in [address.to_owned(), decoded(address), bare.to_owned(), decoded(bare)] {
        // Windows writes paths with backslashes, and clippings made there are read everywhere.
        let name = if cfg!(windows) { name } else { name.replace('\\', "/") };
        if !name.is_empty() && !name.contains('\0') && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether a name that cannot be followed would lead out of its folder.
fn leads_out(name: &str) -> bool {
    use std::path::Component::{Normal, ParentDir, Prefix, RootDir};
    let mut depth = 0i32;
    for component in Path::new(name).components() {
        match component {
            Prefix(_) | RootDir => return true,
            ParentDir => depth -= 1,
            Normal(_) => depth += 1,
            std::path::Component::CurDir => {}
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

/// The text with every `%XX` as the byte that it stands for; as it is where that is no text.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair
            .filter(|pair| first == b'%' && pair.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The first bytes of a file, at most `limit`; with `whole`, an error where it has more.
///
/// # Errors
/// When the file cannot be read, or has more bytes than it may.
pub(super) fn read(path: &Path, limit: u64, whole: bool) -> Result<Vec<u8>, PictureError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => PictureError::Missing,
        _ => PictureError::Unreadable { why: error.to_string() },
    };
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(limit + u64::from(whole))
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if whole && bytes.len() as u64 > limit {
        return Err(PictureError::TooManyBytes { limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folders {
        _root: tempfile::TempDir,
        article: PathBuf,
        outside: PathBuf,
    }

    fn folders() -> Folders {
        let root = tempfile::tempdir().unwrap();
        let (article, outside) = (root.path().join("my articles"), root.path().join("outside"));
        fs::create_dir_all(article.join("img")).unwrap();
        fs::create_dir_all(&outside).unwrap();
        for file in ["a.png", "img/é b.png", "100%25.png", "what?.png"] {
            fs::write(article.join(file), file).unwrap();
        }
        fs::write(outside.join("secret.png"), "secret").unwrap();
        fs::write(root.path().join("beside.png"), "beside").unwrap();
        Folders {
            _root: root,
            article,
            outside,
        }
    }

    #[test]
    fn what_lies_in_the_folder_is_found_however_it_is_written() {
        let folders = folders();
        for (address, file) in [
            ("a.png", "a.png"),
            ("./a.png", "a.png"),
            ("img/../a.png", "a.png"),
            ("a.png?raw=true", "a.png"),
            ("a.png#right", "a.png"),
            ("img/%C3%A9%20b.png", "img/é b.png"),
            ("img/é b.png", "img/é b.png"),
            ("img\\é b.png", "img/é b.png"),
            ("100%25.png", "100%25.png"),
            ("what?.png", "what?.png"),
        ] {
            let found = local_file(&folders.article, address).unwrap();
            assert_eq!(fs::read_to_string(found).unwrap(), file, "{address}");
        }
        let whole = folders.article.join("a.png");
        assert!(local_file(&folders.article, whole.to_str().unwrap()).is_ok());
        assert!(local_file(&folders.article, &format!("file://{}", whole.display())).is_ok());
    }

    #[test]
    fn a_hundred_ways_out_lead_nowhere() {
        let folders = folders();
        let outside = folders.outside.join("secret.png");
        let outside = outside.to_str().unwrap();
        let mut addresses: Vec<String> = [
            "../beside.png",
            "../outside/secret.png",
            "%2e%2e/beside.png",
            "..%2fbeside.png",
            "%2e%2e%2fbeside.png",
            "img/../../beside.png",
            "./.././beside.png",
            "..\\beside.png",
            "img/..\\../beside.png",
            "../my articles/../beside.png",
            "/etc/passwd",
            "/etc/../etc/passwd",
            "file:///etc/passwd",
            "FILE:///etc/passwd",
            "file://localhost/etc/passwd",
            "//etc/passwd",
            "~/secret.png",
            "$HOME/secret.png",
            "C:/Windows/win.ini",
            "\\\\server\\share\\a.png",
            "/dev/zero",
            "/dev/stdin",
            "/proc/self/environ",
            "..",
            ".",
            "/",
            "",
            "img",
            "a.png/../../beside.png",
            "a.png/",
            "\0",
            "a.png\0.txt",
        ]
        .map(str::to_owned)
        .into();
        addresses.extend([outside.to_owned(), format!("file://{outside}")]);
        addresses.extend((1..=66).map(|depth| format!("{}beside.png", "../".repeat(depth))));
        assert!(addresses.len() >= 100);
        for address in addresses {
            let found = local_file(&folders.article, &address);
            assert!(
                matches!(found, Err(PictureError::Outside | PictureError::Missing)),
                "{address}: {found:?}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed_and_pipes_not_opened() {
        use std::os::unix::fs::symlink;

        let folders = folders();
        let at = |name: &str| folders.article.join(name);
        symlink(folders.outside.join("secret.png"), at("link.png")).unwrap();
        symlink(&folders.outside, at("folder")).unwrap();
        symlink(at("link.png"), at("chain.png")).unwrap();
        symlink("loop.png", at("loop.png")).unwrap();
        symlink(at("a.png"), at("own.png")).unwrap();
        for address in ["link.png", "folder/secret.png", "chain.png", "img/../link.png"] {
            assert_eq!(
                local_file(&folders.article, address),
                Err(PictureError::Outside),
                "{address}"
            );
        }
        assert_eq!(local_file(&folders.article, "loop.png"), Err(PictureError::Missing));
        assert!(
            local_file(&folders.article, "own.png").is_ok(),
            "a link within the folder is followed"
        );
        let made = std::process::Command::new("mkfifo").arg(at("pipe.png")).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(local_file(&folders.article, "pipe.png"), Err(PictureError::Missing));
        }
        // The folder itself may be reached by a link.
        let link = folders.article.with_file_name("linked articles");
        symlink(&folders.article, &link).unwrap();
        assert!(local_file(&link, "a.png").is_ok());
        assert_eq!(local_file(&link, "../beside.png"), Err(PictureError::Outside));
    }

    #[test]
    fn no_more_is_read_than_may_be() {
        let folders = folders();
        let path = folders.article.join("a.png");
        assert_eq!(read(&path, 3, false).unwrap(), b"a.p");
        assert_eq!(read(&path, 5, true).unwrap(), b"a.png");
        assert_eq!(read(&path, 4, true), Err(PictureError::TooManyBytes { limit: 4 }));
        assert_eq!(
            read(&folders.article.join("no.png"), 4, true),
            Err(PictureError::Missing)
        );
    }
}

//! An article on its way in: its source, the bytes to keep, and where it came from.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::{ClippingError, DecodeError, decode, from_html};

/// Largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// What is to become an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The bytes to keep: those of the file, or of the Markdown made from HTML.
    pub bytes: Vec<u8>,
    /// The same as text, without a byte order mark: what [`crate::text::parse`] reads.
    pub source: String,
    /// Where it came from.
    pub origin: Origin,
    /// SHA-256 of `bytes`: the same bytes opened again are the same article.
    pub sha256: [u8; 32],
    /// The encoding was guessed, or broken characters were replaced.
    pub guessed: bool,
    /// When its file was changed last, UTC milliseconds, if that can be believed.
    pub modified_at: Option<i64>,
}

/// Where an article came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, by the path under which it was opened.
    File(PathBuf),
    /// The clipboard.
    Clipboard,
    /// Shipped with the program.
    Sample,
}

/// Why a file could not be read as an article.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("{} does not exist", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The system does not let it be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is a folder, a device or the like.
    #[error("{} is not a file", path.display())]
    NotAFile {
        /// What it is.
        path: PathBuf,
    },
    /// There is nothing in it but white space.
    #[error("{} is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// It is not text.
    #[error("{} is not a text file", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
    },
    /// It is a folder without any Markdown or text files.
    #[error("{} holds no articles", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// It is larger than the limit.
    #[error("{} is too large: {bytes} bytes, the limit is {limit}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The largest that is read.
        limit: u64,
    },
}

impl ReadError {
    /// The file or folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path }
            | Self::Unreadable { path, .. }
            | Self::NotAFile { path }
            | Self::Empty { path }
            | Self::Binary { path }
            | Self::EmptyFolder { path }
            | Self::TooLarge { path, .. } => path,
        }
    }
}

impl Import {
    /// Reads a file: Markdown, plain text, or (by its ending, `.html` or `.htm`) a web page, of which the Markdown made
    /// from it is kept.
    ///
    /// # Errors
    /// Each reason why there is no article in it, with the path: see [`ReadError`].
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let (bytes, modified_at) = read_bytes(path)?;
        let named = |error: DecodeError| match error {
            DecodeError::Empty => ReadError::Empty { path: path.to_owned() },
            DecodeError::Binary => ReadError::Binary { path: path.to_owned() },
        };
        let decoded = decode(&bytes).map_err(named)?;
        let origin = Origin::File(path.to_owned());
        if is_web_page(path) {
            let source = from_html(&decoded.text).map_err(|ClippingError::Empty| named(DecodeError::Empty))?;
            let import = Self::new(source.clone().into_bytes(), source, origin, decoded.guessed);
            return Ok(Self { modified_at, ..import });
        }
        let import = Self::new(bytes, decoded.text, origin, decoded.guessed);
        Ok(Self { modified_at, ..import })
    }

    /// Takes plain text or Markdown from the clipboard.
    ///
    /// # Errors
    /// [`DecodeError`] when there is nothing to read in it.
    pub fn from_clipboard_text(text: &str) -> Result<Self, DecodeError> {
        let decoded = decode(text.as_bytes())?;
        Ok(Self::new(
            decoded.text.clone().into_bytes(),
            decoded.text,
            Origin::Clipboard,
            false,
        ))
    }

    /// Takes HTML from the clipboard, as a browser copies it.
    ///
    /// # Errors
    /// [`ClippingError`] when there is nothing to read in it.
    pub fn from_clipboard_html(html: &str) -> Result<Self, ClippingError> {
        let source = from_html(html)?;
        Ok(Self::new(source.clone().into_bytes(), source, Origin::Clipboard, false))
    }

    /// An article that is shipped with the program.
    #[must_use]
    pub fn sample(source: &str) -> Self {
        Self::new(source.as_bytes().to_vec(), source.to_owned(), Origin::Sample, false)
    }

    fn new(bytes: Vec<u8>, source: String, origin: Origin, guessed: bool) -> Self {
        let sha256 = sha256(&bytes);
        Self {
            bytes,
            source,
            origin,
            sha256,
            guessed,
            modified_at: None,
        }
    }
}

/// SHA-256 of bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Earlier times of files (UTC milliseconds; 1990) are what archives and file systems without clocks write.
const EARLIEST: i64 = 631_152_000_000;

/// The bytes, and when they were changed last. The size is asked before anything is read, and watched while reading:
/// some files have none or grow.
pub(super) fn read_bytes(path: &Path) -> Result<(Vec<u8>, Option<i64>), ReadError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing { path: path.to_owned() },
        _ => ReadError::Unreadable {
            path: path.to_owned(),
            source,
        },
    };
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { path: path.to_owned() });
    }
    let too_large = |bytes: u64| ReadError::TooLarge {
        path: path.to_owned(),
        bytes,
        limit: LARGEST_FILE,
    };
    if metadata.len() > LARGEST_FILE {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let file = std::fs::File::open(path).map_err(failed)?;
    let length = file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(failed)? as u64;
    if length > LARGEST_FILE {
        Err(too_large(length))
    } else {
        Ok((bytes, modified_at(&metadata)))
    }
}

fn modified_at(metadata: &std::fs::Metadata) -> Option<i64> {
    let since = metadata.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().filter(|at| *at >= EARLIEST)
}

/// Whether a file is a web page, by its ending: of one the Markdown made from it is kept.
#[must_use]
pub fn is_web_page(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["html", "htm", "xhtml"]
        .iter()
        .any(|page| ending.eq_ignore_ascii_case(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    #[test]
    fn the_bytes_are_kept_as_they_are() {
        let bytes = b"\xef\xbb\xbf# Caf\xc3\xa9\r\n";
        let (_folder, path) = file("a b é.md", bytes);
        let import = Import::read(&path).unwrap();
        assert_eq!(
            (import.bytes.as_slice(), import.source.as_str()),
            (&bytes[..], "# Café\r\n")
        );
        assert_eq!(import.origin, Origin::File(path));
        assert_ne!(
            import.sha256,
            Import::sample("# Café\r\n").sha256,
            "the mark is one of the bytes"
        );
        assert_eq!(Import::sample("abc").sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
    }

    #[test]
    fn the_time_of_a_file_is_taken_unless_nobody_can_have_written_it_then() {
        let (_folder, path) = file("old.md", b"A **mill**.");
        let set = |seconds| {
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(time).unwrap();
            Import::read(&path).unwrap().modified_at
        };
        assert_eq!(set(1_746_230_400), Some(1_746_230_400_000));
        assert_eq!((set(0), set(315_532_800)), (None, None));
        assert_eq!(Import::sample("x").modified_at, None);
    }

    #[test]
    fn a_web_page_is_kept_as_markdown() {
        let (_folder, path) = file(
            "page.HTML",
            b"<html><body><h1>Mill</h1><p>An <b>old</b> mill.</p></body></html>",
        );
        let import = Import::read(&path).unwrap();
        assert_eq!(import.source, "# Mill\n\nAn **old** mill.");
        assert_eq!(import.bytes, import.source.as_bytes());
    }

    #[test]
    fn each_failure_is_its_own() {
        let (folder, empty) = file("empty.md", b" \n");
        assert!(matches!(Import::read(&empty), Err(ReadError::Empty { path }) if path == empty));
        assert!(matches!(Import::read(folder.path()), Err(ReadError::NotAFile { .. })));
        assert!(matches!(
            Import::read(&folder.path().join("none.md")),
            Err(ReadError::Missing { .. })
        ));
        assert!(matches!(
            Import::read(&empty.join("below a file.md")),
            Err(ReadError::Missing { .. })
        ));
        let (_folder, binary) = file("picture.md", b"\x89PNG\0\0");
        assert!(matches!(Import::read(&binary), Err(ReadError::Binary { .. })));
        let large = folder.path().join("large.md");
        std::fs::File::create(&large)
            .unwrap()
            .set_len(LARGEST_FILE + 1)
            .unwrap();
        let error = Import::read(&large).unwrap_err();
        assert!(matches!(error, ReadError::TooLarge { bytes, limit: LARGEST_FILE, .. } if bytes == LARGEST_FILE + 1));
        assert!(error.to_string().contains("large.md is too large"));
    }

    #[test]
    fn the_clipboard() {
        assert_eq!(Import::from_clipboard_text("**word**").unwrap().source, "**word**");
        assert_eq!(Import::from_clipboard_text(" "), Err(DecodeError::Empty));
        assert_eq!(
            Import::from_clipboard_html("<p>A <strong>word</strong></p>")
                .unwrap()
                .source,
            "A **word**"
        );
    }
}

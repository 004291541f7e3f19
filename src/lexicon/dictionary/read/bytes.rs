//! The text of a dictionary, plain or packed, read forwards.
//!
//! `.dz` is gzip, cut into pieces so that one can begin in the middle; an import reads all of it anyway, so the pieces
//! are read one after the other and only as much is kept as the entry at hand needs.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::{failed, malformed, open_file};
use crate::lexicon::dictionary::{DictionaryError, ENTRY_AT_MOST};

/// Bytes that any packed file may unpack to, and how often its own length on top of them.
const UNPACKED_AT_LEAST: u64 = 16 << 20;
const RATIO_AT_MOST: u64 = 100;

/// A file that is read from its beginning to its end.
pub(super) struct Bytes {
    source: Box<dyn Read + Send>,
    path: PathBuf,
    /// What is held, and where it begins.
    held: Vec<u8>,
    start: u64,
}

/// Opens a file, unpacked where its name says that it is packed.
pub(super) fn unpacked(path: &Path) -> Result<Box<dyn Read + Send>, DictionaryError> {
    let file: BufReader<File> = BufReader::with_capacity(1 << 16, open_file(path)?);
    let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let packed = ending.is_some_and(|ending| ending == "dz" || ending == "gz");
    Ok(if packed {
        let len = file.get_ref().metadata().map_err(|source| failed(path, source))?.len();
        let unpacked = MultiGzDecoder::new(file);
        let left = UNPACKED_AT_LEAST.saturating_add(len.saturating_mul(RATIO_AT_MOST));
        Box::new(BufReader::with_capacity(1 << 16, Bounded { source: unpacked, left }))
    } else {
        Box::new(file)
    })
}

/// A source that may give only so much: a few kilobytes that unpack to terabytes are no dictionary.
struct Bounded<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.source.read(buffer)?;
        let Some(left) = self.left.checked_sub(count as u64) else {
            let why = "it unpacks to more than a dictionary can hold";
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, why));
        };
        self.left = left;
        Ok(count)
    }
}

/// All of a file, of so many bytes at most.
pub(super) fn whole(path: &Path, at_most: usize) -> Result<Vec<u8>, DictionaryError> {
    let mut bytes = Vec::new();
    let read = unpacked(path)?.take(at_most as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|source| failed(path, source))?;
    if bytes.len() > at_most {
        return Err(malformed(path, format!("it has more than {} MB", at_most >> 20)));
    }
    Ok(bytes)
}

impl Bytes {
    pub fn open(path: &Path) -> Result<Self, DictionaryError> {
        Ok(Self {
            source: unpacked(path)?,
            path: path.to_owned(),
            held: Vec::new(),
            start: 0,
        })
    }

    /// So many bytes from a place on. Places may not decrease from call to call.
    pub fn at(&mut self, place: u64, len: u64) -> Result<&[u8], DictionaryError> {
        let beyond = || {
            malformed(
                &self.path,
                format!("the entry at byte {place} is longer than an entry can be"),
            )
        };
        let len = usize::try_from(len)
            .ok()
            .filter(|len| *len <= ENTRY_AT_MOST)
            .ok_or_else(beyond)?;
        let Some(skip) = place.checked_sub(self.start) else {
            return Err(malformed(&self.path, "its entries are out of order"));
        };
        let known = usize::try_from(skip).unwrap_or(usize::MAX).min(self.held.len());
        self.held.drain(..known);
        self.start += known as u64;
        let gap = place - self.start;
        if gap > 0 {
            let skipped = std::io::copy(&mut (&mut self.source).take(gap), &mut std::io::sink());
            let skipped = skipped.map_err(|source| failed(&self.path, source))?;
            if skipped < gap {
                return Err(self.too_short(place));
            }
            self.start = place;
        }
        let missing = len.saturating_sub(self.held.len());
        let read = (&mut self.source).take(missing as u64).read_to_end(&mut self.held);
        if read.map_err(|source| failed(&self.path, source))? < missing {
            return Err(self.too_short(place));
        }
        Ok(&self.held[..len])
    }

    fn too_short(&self, place: u64) -> DictionaryError {
        malformed(&self.path, format!("it ends before the entry at byte {place}"))
    }
}

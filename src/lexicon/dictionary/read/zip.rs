//! A zip file, as far as a dictionary in one needs it: its list of files, and one of them after the other, unpacked as it
//! is read.
//!
//! The sizes in the list are believed only as limits: a file that unpacks to more than its list says ends there, and one
//! that says more than a dictionary can have is refused.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::read::DeflateDecoder;

use super::{failed, malformed, open_file};
use crate::lexicon::dictionary::DictionaryError;

/// The end of the list is looked for in so many bytes at the end of the file.
const TAIL: u64 = 66_000;
const LIST_AT_MOST: u64 = 32 << 20;
const FILES_AT_MOST: usize = 20_000;
/// Bytes of a file in it.
const FILE_AT_MOST: u64 = 1 << 30;
/// A text never packs better than this; what says so is made to fill a disk.
const RATIO_AT_MOST: u64 = 200;

/// A zip file, its list read.
pub(super) struct Zip {
    path: PathBuf,
    file: File,
    files: Vec<Packed>,
}

struct Packed {
    name: String,
    place: u64,
    stored: u64,
    size: u64,
    method: u16,
    encrypted: bool,
}

fn at16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn at32(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)))
}

impl Zip {
    pub fn open(path: &Path) -> Result<Self, DictionaryError> {
        let mut file = open_file(path)?;
        let none = || malformed(path, "it is no zip file, or its end is missing");
        let io = |source| failed(path, source);
        let len = file.seek(SeekFrom::End(0)).map_err(io)?;
        let tail_at = len.saturating_sub(TAIL);
        file.seek(SeekFrom::Start(tail_at)).map_err(io)?;
        let mut tail = Vec::new();
        (&mut file).take(TAIL).read_to_end(&mut tail).map_err(io)?;
        let end = tail
            .windows(4)
            .rposition(|four| four == b"PK\x05\x06")
            .ok_or_else(none)?;
        let (size, place) = (
            at32(&tail, end + 12).ok_or_else(none)?,
            at32(&tail, end + 16).ok_or_else(none)?,
        );
        if size > LIST_AT_MOST || place >= len {
            return Err(malformed(path, "its list of files is longer than it can be"));
        }
        file.seek(SeekFrom::Start(place)).map_err(io)?;
        let mut list = Vec::new();
        (&mut file).take(size).read_to_end(&mut list).map_err(io)?;
        let files = packed(&list).ok_or_else(|| malformed(path, "its list of files is broken"))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            files,
        })
    }

    /// The names of its files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// A file of it, unpacked while it is read.
    pub fn read(&mut self, name: &str) -> Result<impl Read + '_, DictionaryError> {
        let found = self.files.iter().find(|file| file.name == name);
        let found = found.ok_or_else(|| malformed(&self.path, format!("the file {name} is not in it")))?;
        if found.encrypted {
            return Err(DictionaryError::Unsupported {
                path: self.path.clone(),
                what: "an encrypted zip file",
            });
        }
        if found.size > FILE_AT_MOST || found.size > (found.stored + 4096).saturating_mul(RATIO_AT_MOST) {
            return Err(malformed(
                &self.path,
                format!("{name} would unpack to {} MB", found.size >> 20),
            ));
        }
        let io = |source| failed(&self.path, source);
        let mut head = [0; 30];
        self.file.seek(SeekFrom::Start(found.place)).map_err(io)?;
        self.file.read_exact(&mut head).map_err(io)?;
        let skip = head
            .starts_with(b"PK\x03\x04")
            .then(|| Some(at16(&head, 26)? + at16(&head, 28)?));
        let skip = skip
            .flatten()
            .ok_or_else(|| malformed(&self.path, format!("{name} is not where its list says")))?;
        self.file.seek_relative(i64::from(skip)).map_err(io)?;
        let source = BufReader::with_capacity(1 << 16, (&self.file).take(found.stored));
        let unpacked: Box<dyn Read> = match found.method {
            0 => Box::new(source),
            8 => Box::new(DeflateDecoder::new(source)),
            _ => {
                return Err(DictionaryError::Unsupported {
                    path: self.path.clone(),
                    what: "a zip file packed in this way",
                });
            }
        };
        Ok(unpacked.take(found.size))
    }
}

fn packed(list: &[u8]) -> Option<Vec<Packed>> {
    let mut files = Vec::new();
    let mut rest = list;
    while rest.starts_with(b"PK\x01\x02") && files.len() < FILES_AT_MOST {
        let name_len = usize::from(at16(rest, 28)?);
        let name = rest.get(46..46 + name_len)?;
        files.push(Packed {
            name: String::from_utf8_lossy(name).into_owned(),
            encrypted: at16(rest, 8)? & 1 == 1,
            method: at16(rest, 10)?,
            stored: at32(rest, 20)?,
            size: at32(rest, 24)?,
            place: at32(rest, 42)?,
        });
        let len = 46 + name_len + usize::from(at16(rest, 30)?) + usize::from(at16(rest, 32)?);
        rest = rest.get(len..)?;
    }
    Some(files)
}

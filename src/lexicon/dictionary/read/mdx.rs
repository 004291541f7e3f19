//! MDX, versions 1 and 2: a header in UTF-16, blocks of keys, blocks of records, all packed one by one.
//!
//! Its format is nowhere written down by those who made it; what is known of it is what many programs agree on. Blocks
//! that are encrypted or packed with LZO are refused by name, since they need a licence or a library.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, UTF_16LE};
use flate2::read::ZlibDecoder;

use super::{Reader, Take, failed, file_name, malformed, open_file};
use crate::lexicon::dictionary::{DictionaryError, ENTRY_AT_MOST, Markup, RawEntry};

const HEADER_AT_MOST: u64 = 1 << 20;
/// Bytes of a block; those of real dictionaries have 64 kB or less, some a few MB.
const BLOCK_AT_MOST: u64 = 64 << 20;
/// Bytes of all keys together.
const KEYS_AT_MOST: u64 = 512 << 20;
/// An entry that only says where another stands.
const LINK: &str = "@@@LINK=";

struct Mdx {
    path: PathBuf,
    title: String,
    about: String,
    encoding: &'static Encoding,
    html: bool,
    styles: Vec<(String, String, String)>,
    keys: Vec<(u64, String)>,
    file: BufReader<File>,
    wide: bool,
}

pub(super) fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let mut file = BufReader::with_capacity(1 << 16, open_file(path)?);
    let len = u64::from(number::<4>(&mut file, path)?.to_be_u32());
    if len > HEADER_AT_MOST || len % 2 != 0 {
        return Err(malformed(
            path,
            "it is no MDX file: its header has no length that one can have",
        ));
    }
    let header = bytes(&mut file, len, path)?;
    let header = UTF_16LE.decode_without_bom_handling(&header).0.into_owned();
    let field = |name: &str| attribute(&header, name);
    if !header.contains("<Dictionary") && !header.contains("<Library_Data") {
        return Err(malformed(path, "it is no MDX file: its header says something else"));
    }
    bytes(&mut file, 4, path)?;
    let version = field("GeneratedByEngineVersion");
    let version = version.as_deref().unwrap_or("1").trim().parse::<f32>().unwrap_or(1.0);
    if version >= 3.0 {
        return Err(unsupported(path, "MDX of version 3"));
    }
    let encrypted = field("Encrypted").unwrap_or_default();
    if !matches!(encrypted.as_str(), "" | "No" | "0") {
        return Err(unsupported(path, "an encrypted MDX file"));
    }
    let wide = version >= 2.0;
    let encoding = field("Encoding").unwrap_or_default();
    let encoding = match encoding.to_ascii_uppercase().as_str() {
        "UTF-16" => UTF_16LE,
        "" => UTF_8,
        other => Encoding::for_label(other.as_bytes()).unwrap_or(UTF_8),
    };
    let keys = keys(&mut file, path, wide, encoding)?;
    let title = field("Title").map(|title| unescaped(&title)).filter(|title| {
        // Makers leave the words of the program's own form in it.
        !title.trim().is_empty() && !title.starts_with("Title (No HTML")
    });
    let styles = field("StyleSheet").map(|sheet| unescaped(&sheet)).unwrap_or_default();
    let lines: Vec<&str> = styles.lines().collect();
    Ok(Box::new(Mdx {
        path: path.to_owned(),
        title: title.unwrap_or_else(|| file_name(path)),
        about: field("Description").map(|about| unescaped(&about)).unwrap_or_default(),
        encoding,
        html: !field("Format").is_some_and(|format| format.eq_ignore_ascii_case("text")),
        styles: lines
            .chunks(3)
            .map(|style| {
                let at = |number: usize| style.get(number).copied().unwrap_or_default().to_owned();
                (at(0), at(1), at(2))
            })
            .collect(),
        keys,
        file,
        wide,
    }))
}

fn unsupported(path: &Path, what: &'static str) -> DictionaryError {
    DictionaryError::Unsupported {
        path: path.to_owned(),
        what,
    }
}

/// A few bytes that are a number.
struct Number<const N: usize>([u8; N]);

impl Number<4> {
    const fn to_be_u32(&self) -> u32 {
        u32::from_be_bytes(self.0)
    }
}

fn number<const N: usize>(file: &mut impl Read, path: &Path) -> Result<Number<N>, DictionaryError> {
    let mut number = [0; N];
    file.read_exact(&mut number).map_err(|source| failed(path, source))?;
    Ok(Number(number))
}

/// A number of eight bytes, in version 1 of four.
fn width(file: &mut impl Read, wide: bool, path: &Path) -> Result<u64, DictionaryError> {
    if wide {
        Ok(u64::from_be_bytes(number::<8>(file, path)?.0))
    } else {
        Ok(u64::from(number::<4>(file, path)?.to_be_u32()))
    }
}

fn bytes(file: &mut impl Read, len: u64, path: &Path) -> Result<Vec<u8>, DictionaryError> {
    let mut bytes = Vec::new();
    let read = file
        .take(len)
        .read_to_end(&mut bytes)
        .map_err(|source| failed(path, source))?;
    if (read as u64) < len {
        return Err(malformed(path, "it ends too early"));
    }
    Ok(bytes)
}

/// A block, unpacked: four bytes say how it is packed, four more are its sum.
fn unpacked(file: &mut impl Read, (packed, len): (u64, u64), path: &Path) -> Result<Vec<u8>, DictionaryError> {
    if packed > BLOCK_AT_MOST || len > BLOCK_AT_MOST || packed < 8 {
        return Err(malformed(path, "a block in it is larger than a block can be"));
    }
    let block = bytes(file, packed, path)?;
    let (kind, inside) = (block[0], &block[8..]);
    let mut text = Vec::new();
    match kind {
        0 => text.extend_from_slice(inside),
        1 => return Err(unsupported(path, "an MDX file packed with LZO")),
        2 => {
            let read = ZlibDecoder::new(inside).take(len).read_to_end(&mut text);
            read.map_err(|source| failed(path, source))?;
        }
        _ => return Err(unsupported(path, "an MDX file packed in this way")),
    }
    if (text.len() as u64) < len {
        return Err(malformed(path, "a block in it is shorter than it says"));
    }
    Ok(text)
}

/// The keys and where their records begin, in the order of the records.
fn keys(
    file: &mut BufReader<File>,
    path: &Path,
    wide: bool,
    encoding: &'static Encoding,
) -> Result<Vec<(u64, String)>, DictionaryError> {
    let blocks = width(file, wide, path)?;
    width(file, wide, path)?;
    let index_len = if wide { width(file, wide, path)? } else { 0 };
    let packed = width(file, wide, path)?;
    width(file, wide, path)?;
    if wide {
        bytes(file, 4, path)?;
    }
    if packed > BLOCK_AT_MOST {
        return Err(malformed(path, "its list of keys is larger than it can be"));
    }
    let index = if wide {
        unpacked(file, (packed, index_len), path)?
    } else {
        bytes(file, packed, path)?
    };
    let mut sizes = Vec::new();
    let mut rest = index.as_slice();
    let unit = if encoding == UTF_16LE { 2 } else { 1 };
    for _ in 0..blocks {
        width(&mut rest, wide, path)?;
        for _ in 0..2 {
            let chars = if wide {
                u64::from(u16::from_be_bytes(number::<2>(&mut rest, path)?.0)) + 1
            } else {
                u64::from(number::<1>(&mut rest, path)?.0[0])
            };
            bytes(&mut rest, chars * unit, path)?;
        }
        sizes.push((width(&mut rest, wide, path)?, width(&mut rest, wide, path)?));
    }
    let mut keys = Vec::new();
    let mut total = 0_u64;
    for size in sizes {
        total = total.saturating_add(size.1);
        if total > KEYS_AT_MOST {
            return Err(malformed(path, "it has more keys than a dictionary can have"));
        }
        let block = unpacked(file, size, path)?;
        let mut rest = block.as_slice();
        while !rest.is_empty() {
            let place = width(&mut rest, wide, path)?;
            let end = if unit == 2 {
                rest.chunks_exact(2).position(|pair| pair == [0, 0]).map(|end| end * 2)
            } else {
                rest.iter().position(|byte| *byte == 0)
            };
            let end = end.ok_or_else(|| malformed(path, "a key in it has no end"))?;
            let key = encoding.decode_without_bom_handling(&rest[..end]).0.into_owned();
            rest = &rest[end + if unit == 2 { 2 } else { 1 }..];
            keys.push((place, key));
        }
    }
    keys.sort_by_key(|(place, _)| *place);
    Ok(keys)
}

/// The value of an attribute of the header.
fn attribute(header: &str, name: &str) -> Option<String> {
    let opening = format!(" {name}=\"");
    let from = header.find(&opening)? + opening.len();
    let len = header[from..].find('"')?;
    Some(header[from..from + len].to_owned())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// The records, one block after the other.
struct Records<'a> {
    file: &'a mut BufReader<File>,
    path: &'a Path,
    sizes: std::vec::IntoIter<(u64, u64)>,
    held: Vec<u8>,
    /// Where what is held begins.
    start: u64,
}

impl<'a> Records<'a> {
    fn open(file: &'a mut BufReader<File>, path: &'a Path, wide: bool) -> Result<Self, DictionaryError> {
        let blocks = width(file, wide, path)?;
        for _ in 0..3 {
            width(file, wide, path)?;
        }
        let mut sizes = Vec::new();
        for _ in 0..blocks {
            sizes.push((width(file, wide, path)?, width(file, wide, path)?));
        }
        Ok(Self {
            file,
            path,
            sizes: sizes.into_iter(),
            held: Vec::new(),
            start: 0,
        })
    }

    /// What stands from one place to another; to the end where there is none.
    fn at(&mut self, from: u64, to: Option<u64>) -> Result<&[u8], DictionaryError> {
        let skip = usize::try_from(from.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let skip = skip.min(self.held.len());
        self.held.drain(..skip);
        self.start += skip as u64;
        let wanted = to.map_or(u64::MAX, |to| to.saturating_sub(from));
        if wanted != u64::MAX && wanted > ENTRY_AT_MOST as u64 {
            return Err(malformed(self.path, "an entry in it is longer than an entry can be"));
        }
        while self.start < from || (self.held.len() as u64) < wanted {
            let Some(size) = self.sizes.next() else { break };
            if self.held.is_empty() && to.is_some() && self.start + size.1 <= from {
                // Nothing of this block is asked for.
                let packed = i64::try_from(size.0).unwrap_or(i64::MAX);
                self.file
                    .seek_relative(packed)
                    .map_err(|source| failed(self.path, source))?;
                self.start += size.1;
                continue;
            }
            let block = unpacked(self.file, size, self.path)?;
            self.held.extend_from_slice(&block);
            let skip = usize::try_from(from.saturating_sub(self.start)).unwrap_or(usize::MAX);
            let skip = skip.min(self.held.len());
            self.held.drain(..skip);
            self.start += skip as u64;
        }
        if self.start < from || (to.is_some() && (self.held.len() as u64) < wanted) {
            return Err(malformed(self.path, "it ends before one of its entries"));
        }
        let len = usize::try_from(wanted).unwrap_or(usize::MAX).min(self.held.len());
        Ok(&self.held[..len.min(ENTRY_AT_MOST)])
    }
}

impl Reader for Mdx {
    fn name(&self) -> String {
        self.title.clone()
    }

    fn entries(&self) -> u64 {
        self.keys.len() as u64
    }

    fn licence(&self) -> String {
        super::licence_in(&self.about)
    }

    fn read(&mut self, take: &mut Take<'_>) -> Result<(), DictionaryError> {
        let begins = self
            .file
            .stream_position()
            .map_err(|source| failed(&self.path, source))?;
        let mut records = Records::open(&mut self.file, &self.path, self.wide)?;
        let mut keys = std::mem::take(&mut self.keys).into_iter().peekable();
        while let Some((place, key)) = keys.next() {
            let mut others = Vec::new();
            while let Some((_, other)) = keys.next_if(|(next, _)| *next == place) {
                others.push(other);
            }
            let to = keys.peek().map(|(next, _)| *next);
            let record = records.at(place, to)?;
            let text = self.encoding.decode_without_bom_handling(record).0;
            let text = text.trim_end_matches('\0').trim_end();
            if let Some(target) = text.strip_prefix(LINK) {
                take(RawEntry {
                    headword: key,
                    others,
                    stands_for: Some(target.trim().to_owned()),
                    ..RawEntry::default()
                })?;
                continue;
            }
            take(RawEntry {
                headword: key,
                others,
                markup: if self.html { Markup::Html } else { Markup::Plain },
                body: styled(text, &self.styles),
                ..RawEntry::default()
            })?;
        }
        // It can be read once more.
        self.file
            .seek(SeekFrom::Start(begins))
            .map_err(|source| failed(&self.path, source))?;
        Ok(())
    }
}

/// Puts the styles that are named by numbers (`` `1` ``) in their places.
fn styled(text: &str, styles: &[(String, String, String)]) -> String {
    if styles.is_empty() || !text.contains('`') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut end = "";
    for (number, piece) in text.split('`').enumerate() {
        if number % 2 == 1
            && let Some((_, begin, close)) = styles.iter().find(|(name, ..)| name == piece)
        {
            out.push_str(end);
            out.push_str(begin);
            end = close;
        } else {
            out.push_str(piece);
        }
        if out.len() > ENTRY_AT_MOST {
            break;
        }
    }
    out.push_str(end);
    out
}

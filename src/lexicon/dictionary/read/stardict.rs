//! `StarDict`: `.ifo` says what it is, `.idx` names words and places, `.dict` holds what is said of them, `.syn` names
//! other words for the same places. Each but the first may be packed.

use std::path::{Path, PathBuf};

use super::bytes::{Bytes, whole};
use super::{Reader, Take, malformed, sister, stem};
use crate::lexicon::dictionary::{DictionaryError, Markup, RawEntry};

const IFO_AT_MOST: usize = 1 << 20;
const IDX_AT_MOST: usize = 256 << 20;
/// Bytes of a word, by the format.
const WORD_AT_MOST: usize = 256;

struct StarDict {
    name: String,
    file: String,
    about: String,
    words: Vec<Word>,
    dict: PathBuf,
    /// The kind of each field of an entry, where all entries have the same.
    kinds: Option<Vec<u8>>,
}

/// A word and its place.
struct Word {
    form: String,
    others: Vec<String>,
    place: u64,
    len: u64,
}

pub(super) fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let ifo = whole(path, IFO_AT_MOST)?;
    let ifo = String::from_utf8_lossy(&ifo);
    let mut lines = ifo.trim_start_matches('\u{feff}').lines();
    if lines.next().map(str::trim_end) != Some("StarDict's dict ifo file") {
        return Err(malformed(path, "it is no StarDict file: its first line is another"));
    }
    let field = |name: &str| {
        let lines = ifo.lines().filter_map(|line| line.split_once('='));
        let mut values = lines
            .filter(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim());
        values.next()
    };
    let wide = field("idxoffsetbits") == Some("64");
    let kinds = field("sametypesequence").filter(|kinds| !kinds.is_empty());
    let stem = stem(path, ".ifo");
    let missing = |what: &str| malformed(path, format!("the file {what} that belongs to it is not beside it"));
    let idx = sister(&stem, &[".idx", ".idx.gz", ".idx.dz"]).ok_or_else(|| missing(".idx"))?;
    let dict = sister(&stem, &[".dict.dz", ".dict"]).ok_or_else(|| missing(".dict"))?;
    let mut words = words(&idx, wide)?;
    if let Some(syn) = sister(&stem, &[".syn", ".syn.gz", ".syn.dz"]) {
        take_synonyms(&syn, &mut words)?;
    }
    // In the order of their places, so that the text is read once; words of one place are one entry.
    words.sort_by_key(|word| (word.place, word.len));
    words.dedup_by(|next, kept| {
        let same = next.place == kept.place && next.len == kept.len;
        if same {
            kept.others.push(std::mem::take(&mut next.form));
            kept.others.append(&mut next.others);
        }
        same
    });
    let name = field("bookname").filter(|name| !name.is_empty());
    let name = name.map_or_else(|| super::file_name(path), str::to_owned);
    let about = field("description").map(str::to_owned).unwrap_or_default();
    Ok(Box::new(StarDict {
        name,
        file: super::file_name(path),
        about,
        words,
        dict,
        kinds: kinds.map(|kinds| kinds.as_bytes().to_vec()),
    }))
}

fn words(path: &Path, wide: bool) -> Result<Vec<Word>, DictionaryError> {
    let bytes = whole(path, IDX_AT_MOST)?;
    let mut words = Vec::new();
    let mut rest = bytes.as_slice();
    while !rest.is_empty() {
        let cut = || malformed(path, format!("it ends in the middle of word {}", words.len() + 1));
        let (word, after) = terminated(rest).ok_or_else(cut)?;
        let width = if wide { 8 } else { 4 };
        let numbers = after.get(..width + 4).ok_or_else(cut)?;
        let place = numbers[..width]
            .iter()
            .fold(0, |place, byte| place << 8 | u64::from(*byte));
        let len = numbers[width..].iter().fold(0, |len, byte| len << 8 | u64::from(*byte));
        rest = &after[width + 4..];
        words.push(Word {
            form: String::from_utf8_lossy(word).into_owned(),
            others: Vec::new(),
            place,
            len,
        });
    }
    Ok(words)
}

fn take_synonyms(path: &Path, words: &mut [Word]) -> Result<(), DictionaryError> {
    let bytes = whole(path, IDX_AT_MOST)?;
    let mut rest = bytes.as_slice();
    while !rest.is_empty() {
        let cut = || malformed(path, "it ends in the middle of a word");
        let (word, after) = terminated(rest).ok_or_else(cut)?;
        let number = after.get(..4).ok_or_else(cut)?;
        let number = number.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        rest = &after[4..];
        let of = words
            .get_mut(number)
            .ok_or_else(|| malformed(path, format!("it names word {number}, which is not there")))?;
        of.others.push(String::from_utf8_lossy(word).into_owned());
    }
    Ok(())
}

/// What stands before a zero, and what follows it.
fn terminated(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().take(WORD_AT_MOST * 4).position(|byte| *byte == 0)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

impl Reader for StarDict {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn file_name(&self) -> String {
        self.file.clone()
    }

    fn licence(&self) -> String {
        super::licence_in(&self.about)
    }

    fn entries(&self) -> u64 {
        self.words.len() as u64
    }

    fn read(&mut self, take: &mut Take<'_>) -> Result<(), DictionaryError> {
        let mut text = Bytes::open(&self.dict)?;
        for word in &mut self.words {
            let mut entry = RawEntry {
                headword: std::mem::take(&mut word.form),
                others: std::mem::take(&mut word.others),
                ..RawEntry::default()
            };
            fill(text.at(word.place, word.len)?, self.kinds.as_deref(), &mut entry);
            take(entry)?;
        }
        Ok(())
    }
}

/// Takes the fields of an entry: a kind is a letter, in lower case for text that ends with a zero, in upper case for
/// bytes that say their length. The last field of a fixed sequence says neither.
fn fill(bytes: &[u8], kinds: Option<&[u8]>, entry: &mut RawEntry) {
    let mut rest = bytes;
    let mut kinds = kinds.map(<[u8]>::iter);
    while !rest.is_empty() {
        let (kind, last) = if let Some(kinds) = &mut kinds {
            let Some(kind) = kinds.next() else { return };
            (*kind, kinds.len() == 0)
        } else {
            let Some((kind, after)) = rest.split_first() else {
                return;
            };
            rest = after;
            (*kind, false)
        };
        let field = if last {
            std::mem::take(&mut rest)
        } else if kind.is_ascii_uppercase() {
            let Some((len, after)) = rest.split_first_chunk::<4>() else {
                return;
            };
            let (field, after) = after.split_at(after.len().min(u32::from_be_bytes(*len) as usize));
            rest = after;
            field
        } else {
            let end = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
            let field = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            field
        };
        let field = String::from_utf8_lossy(field);
        match kind {
            b't' | b'y' => entry.pronunciation = Some(field.trim().to_owned()).filter(|sound| !sound.is_empty()),
            b'm' | b'l' => add(entry, Markup::Plain, &field),
            b'h' | b'g' | b'w' => add(entry, Markup::Html, &field),
            b'x' => add(entry, Markup::Xdxf, &field),
            // Pictures, sounds and what nobody uses.
            _ => {}
        }
    }
}

fn add(entry: &mut RawEntry, markup: Markup, field: &str) {
    let field = field.trim_end_matches('\0');
    if entry.body.is_empty() {
        entry.markup = markup;
        entry.body.push_str(field);
        return;
    }
    if entry.markup == Markup::Plain && markup != Markup::Plain {
        entry.body = escaped(&entry.body);
        entry.markup = markup;
    }
    if entry.markup == Markup::Plain {
        entry.body.push('\n');
        entry.body.push_str(field);
    } else {
        entry.body.push_str("<br>");
        entry.body.push_str(&if markup == Markup::Plain {
            escaped(field)
        } else {
            field.to_owned()
        });
    }
}

/// Plain text as markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
}

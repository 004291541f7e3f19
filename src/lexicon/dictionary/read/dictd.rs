//! dictd: `.index` names words and places in lines, `.dict` or `.dict.dz` holds the text. Both are as the server `dictd`
//! and the program `dictfmt` have them.

use std::path::{Path, PathBuf};

use super::bytes::{Bytes, whole};
use super::{Reader, Take, malformed, sister, stem};
use crate::lexicon::dictionary::{DictionaryError, Markup, RawEntry};

const INDEX_AT_MOST: usize = 256 << 20;
/// Words with which a file speaks of itself.
const OWN: &str = "00";

struct Dictd {
    name: String,
    file: String,
    about: String,
    places: Vec<Place>,
    dict: PathBuf,
}

struct Place {
    words: Vec<String>,
    from: u64,
    len: u64,
}

pub(super) fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let stem = stem(path, ".index");
    let dict = sister(&stem, &[".dict.dz", ".dict"])
        .ok_or_else(|| malformed(path, "the file .dict or .dict.dz that belongs to it is not beside it"))?;
    let index = whole(path, INDEX_AT_MOST)?;
    let index = String::from_utf8_lossy(&index);
    let mut places = Vec::new();
    let (mut title, mut info) = (None, None);
    for (line, number) in index.lines().zip(1_u64..) {
        if line.is_empty() {
            continue;
        }
        let mut fields = line.split('\t');
        let mut read = || Some((fields.next()?, in_base_64(fields.next()?)?, in_base_64(fields.next()?)?));
        let (word, place, len) = read().ok_or_else(|| malformed(path, format!("line {number} names no place")))?;
        // A fourth field has the word as it is written, where the first is a key.
        let word = fields.next().filter(|word| !word.is_empty()).unwrap_or(word);
        if word.starts_with(OWN) && (word.contains("database") || word.contains("-db")) {
            if word.ends_with("short") {
                title = Some((place, len));
            } else if word.ends_with("info") {
                info = Some((place, len));
            }
            continue;
        }
        places.push(Place {
            words: vec![word.to_owned()],
            from: place,
            len,
        });
    }
    places.sort_by_key(|place| (place.from, place.len));
    places.dedup_by(|next, kept| {
        let same = next.from == kept.from && next.len == kept.len;
        if same {
            kept.words.append(&mut next.words);
        }
        same
    });
    let name = title
        .and_then(|(place, len)| said(&dict, place, len).ok())
        .and_then(|said| last_line(&said));
    let about = info
        .and_then(|(place, len)| said(&dict, place, len).ok())
        .unwrap_or_default();
    Ok(Box::new(Dictd {
        file: super::file_name(path),
        about,
        name: name.unwrap_or_else(|| super::file_name(path)),
        places,
        dict,
    }))
}

/// What stands at a place.
fn said(dict: &Path, place: u64, len: u64) -> Result<String, DictionaryError> {
    let mut text = Bytes::open(dict)?;
    Ok(String::from_utf8_lossy(text.at(place, len)?).into_owned())
}

/// The title: the last line of what stands under `00databaseshort`.
fn last_line(said: &str) -> Option<String> {
    let mut lines = said.lines().map(str::trim);
    lines
        .rfind(|line| !line.is_empty() && !line.starts_with(OWN))
        .map(str::to_owned)
}

/// A number in the digits of base 64, the first the highest.
fn in_base_64(digits: &str) -> Option<u64> {
    if digits.is_empty() || digits.len() > 10 {
        return None;
    }
    digits.bytes().try_fold(0_u64, |number, digit| {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        Some(number << 6 | u64::from(value))
    })
}

impl Reader for Dictd {
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
        self.places.len() as u64
    }

    fn read(&mut self, take: &mut Take<'_>) -> Result<(), DictionaryError> {
        let mut text = Bytes::open(&self.dict)?;
        for place in &mut self.places {
            let body = String::from_utf8_lossy(text.at(place.from, place.len)?).into_owned();
            let mut words = std::mem::take(&mut place.words).into_iter();
            // The text begins with the headword as it is written, where an index has a key.
            let first = words.next().unwrap_or_default();
            take(RawEntry {
                headword: first,
                others: words.collect(),
                markup: Markup::Plain,
                body,
                ..RawEntry::default()
            })?;
        }
        Ok(())
    }
}

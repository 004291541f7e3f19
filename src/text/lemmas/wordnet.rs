//! What WordNet says of a word, by its number: parts of speech, how often it was met in tagged text, irregular forms.

use std::sync::LazyLock;

use crate::text::packed::{packed, unpack};
use crate::text::words::little_endian;

static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| unpack(packed!("wordnet.bin")));
const HEAD: usize = 8;
const KINDS: usize = 255;
const KIND: usize = 5;
const RARE: usize = 8;
const IRREGULAR: usize = 7;

/// A part of speech, as WordNet knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A noun.
    Noun,
    /// A verb.
    Verb,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [Self::Noun, Self::Verb, Self::Adjective, Self::Adverb];
}

/// What WordNet says of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::text) struct Facts([u8; KIND]);

impl Facts {
    /// Whether it is a headword of that part of speech (names of single beings and places apart).
    pub(super) fn has(self, part: Part) -> bool {
        self.0[0] >> part as u8 & 1 == 1
    }

    /// Whether it is a headword of any part of speech, names apart.
    pub(in crate::text) fn is_word(self) -> bool {
        self.0[0] & 15 != 0
    }

    /// Whether it is written in lower case in one of its senses.
    pub(in crate::text) fn is_lower(self) -> bool {
        self.0[0] & 64 != 0
    }

    /// Whether it is an irregular form of some word.
    pub(super) fn is_irregular(self) -> bool {
        self.0[0] & 128 != 0
    }

    /// Whether it names one being, place or thing in one of its senses.
    pub(in crate::text) fn is_name(self) -> bool {
        self.0[0] & 16 != 0
    }

    /// Whether such senses were met at least three times as often as all others.
    pub(in crate::text) fn is_mostly_name(self) -> bool {
        self.0[0] & 32 != 0
    }

    /// How often it was met as that part of speech, in all its forms (about: kept on a scale of half powers of two).
    pub(super) fn count(self, part: Part) -> f32 {
        let halves = self.0[1 + part as usize];
        let whole = f32::from(1_u16 << (halves / 2).min(15));
        whole * if halves % 2 == 1 { std::f32::consts::SQRT_2 } else { 1.0 } - 1.0
    }

    /// How often it was met in all.
    pub(in crate::text) fn total(self) -> f32 {
        Part::ALL.into_iter().map(|part| self.count(part)).sum()
    }
}

/// Where the parts of the file begin.
struct Parts {
    file: &'static [u8],
    count: usize,
    rare: &'static [u8],
    irregular: &'static [u8],
    families: &'static [u8],
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let file = FILE.as_slice();
    let count = file.get(4..8).map_or(0, little_endian) as usize;
    let rest = file.get(HEAD + KINDS * KIND + count..).unwrap_or_default();
    let (rare, rest) = counted(rest, RARE);
    let (irregular, families) = counted(rest, IRREGULAR);
    Parts {
        file,
        count,
        rare,
        irregular,
        families,
    }
});

/// A list that says first how many entries it has, and what follows it.
fn counted(bytes: &'static [u8], width: usize) -> (&'static [u8], &'static [u8]) {
    let count = bytes.get(..4).map_or(0, little_endian) as usize;
    let rest = bytes.get(4..).unwrap_or_default();
    rest.split_at(rest.len().min(count * width))
}

/// What WordNet says of the word with that number.
pub(in crate::text) fn facts(number: u32) -> Facts {
    let at = number as usize;
    if at >= PARTS.count {
        return Facts::default();
    }
    let kind = PARTS.file[HEAD + KINDS * KIND + at] as usize;
    let facts = if kind < KINDS {
        &PARTS.file[HEAD + kind * KIND..][..KIND]
    } else {
        entries(PARTS.rare, RARE, number)
            .next()
            .map_or(&[0; KIND][..], |entry| &entry[3..])
    };
    facts.try_into().map(Facts).unwrap_or_default()
}

/// The lemmas of an irregular form, by numbers, with the part of speech that each is.
pub(super) fn irregular(form: u32) -> impl Iterator<Item = (u32, Part)> {
    entries(PARTS.irregular, IRREGULAR, form).map(|entry| {
        let part = Part::ALL[usize::from(entry[6]).min(3)];
        (little_endian(&entry[3..6]), part)
    })
}

/// All irregular forms with their lemmas, by numbers.
pub(super) fn all_irregular() -> impl Iterator<Item = (u32, u32)> {
    let entries = PARTS.irregular.chunks_exact(IRREGULAR);
    entries.map(|entry| (little_endian(&entry[..3]), little_endian(&entry[3..6])))
}

/// The entries of a sorted list whose first three bytes are this number.
fn entries(list: &'static [u8], width: usize, number: u32) -> impl Iterator<Item = &'static [u8]> {
    let key = move |at: usize| little_endian(&list[at * width..at * width + 3]);
    let (mut low, mut high) = (0, list.len() / width);
    while low < high {
        let middle = usize::midpoint(low, high);
        if key(middle) < number {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    list[low * width..]
        .chunks_exact(width)
        .take_while(move |entry| little_endian(&entry[..3]) == number)
}

/// The other words of the family that the word with that number is in, in alphabetical order.
pub(super) fn family(number: u32) -> Vec<u32> {
    let mut bytes = PARTS.families.iter().copied();
    let mut first = 0;
    while let Some(step) = varint(&mut bytes) {
        first += step;
        // Families are in the order of their first words: none behind can hold this one.
        if first > number {
            break;
        }
        let mut last = first;
        let mut members = vec![first];
        for _ in 0..varint(&mut bytes).unwrap_or_default() {
            last += varint(&mut bytes).unwrap_or_default();
            members.push(last);
        }
        if members.contains(&number) {
            members.retain(|member| *member != number);
            return members;
        }
    }
    Vec::new()
}

fn varint(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut number = 0;
    for shift in (0..28).step_by(7) {
        let byte = bytes.next()?;
        number |= u32::from(byte & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

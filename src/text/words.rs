//! The words of English that the program knows, each with a number: the key to what it knows of them.
//!
//! They lie packed in the binary (a third of their length) and are unpacked once, when first asked for: about 2 MB,
//! some milliseconds, and from then on a look-up takes some tens of nanoseconds, which the lemmas of a whole book need.

use std::sync::LazyLock;

use super::packed::{packed, unpack};

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::unpack(&unpack(packed!("words.bin"))));

/// How many words there are; every number is smaller.
pub(super) fn count() -> u32 {
    offset(WORDS.starts.len().saturating_sub(1))
}

/// The number of a word, by its form key.
pub(super) fn number(key: &[u8]) -> Option<u32> {
    WORDS.number(key)
}

/// The word with that number.
pub(super) fn word(number: u32) -> Option<&'static str> {
    WORDS.word(number)
}

struct Words {
    /// All words, one after the other, in alphabetical order.
    text: String,
    /// Where each begins, and the end of the last.
    starts: Vec<u32>,
    /// A hash table with open addressing: number + 1 in the low bits, some bits of the hash above; 0 is free.
    table: Vec<u32>,
}

const NUMBER_BITS: u32 = 17;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;
/// Half as many again as there are words.
const SLOTS: usize = 1 << 18;

impl Words {
    fn unpack(packed: &[u8]) -> Self {
        let count = packed.get(4..8).map_or(0, little_endian) as usize;
        let mut bits = Bits {
            bytes: packed.get(8..).unwrap_or_default(),
            held: 0,
            count: 0,
        };
        let mut words = Self {
            text: String::with_capacity(count * 9),
            starts: Vec::with_capacity(count + 1),
            table: vec![0; SLOTS],
        };
        let mut word = String::new();
        for number in 0..count.min(NUMBER as usize) {
            word.truncate(bits.take(4) as usize);
            while let Some(byte) = (bits.take(5) as usize).checked_sub(1) {
                word.push(char::from(ALPHABET[byte.min(ALPHABET.len() - 1)]));
            }
            // No word is empty: the file ends too early.
            if word.is_empty() {
                break;
            }
            words.starts.push(offset(words.text.len()));
            words.text.push_str(&word);
            words.enter(word.as_bytes(), offset(number));
        }
        words.starts.push(offset(words.text.len()));
        words
    }

    fn enter(&mut self, word: &[u8], number: u32) {
        let hash = hash(word);
        let mut slot = slot(hash);
        while self.table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        self.table[slot] = tag(hash) | (number + 1);
    }

    fn number(&self, key: &[u8]) -> Option<u32> {
        let hash = hash(key);
        let mut slot = slot(hash);
        loop {
            let entry = self.table[slot];
            // Free slots are many: the search ends.
            let number = (entry & NUMBER).checked_sub(1)?;
            if entry & !NUMBER == tag(hash) && self.word(number).is_some_and(|word| word.as_bytes() == key) {
                return Some(number);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    fn word(&self, number: u32) -> Option<&str> {
        let start = *self.starts.get(number as usize)?;
        let end = *self.starts.get(number as usize + 1)?;
        self.text.get(start as usize..end as usize)
    }
}

const ALPHABET: &[u8; 29] = b"abcdefghijklmnopqrstuvwxyz-'.";

/// FNV-1a with a last stir, since its low bits alone are poor.
fn hash(word: &[u8]) -> u64 {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn slot(hash: u64) -> usize {
    usize::try_from(hash >> 32).unwrap_or_default() % SLOTS
}

fn tag(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(!NUMBER)).unwrap_or_default()
}

struct Bits<'a> {
    bytes: &'a [u8],
    held: u32,
    count: u32,
}

impl Bits<'_> {
    /// The next bits, the lowest first; zeros behind the end.
    fn take(&mut self, width: u32) -> u32 {
        if self.count < width {
            let (byte, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
            self.held |= u32::from(*byte) << self.count;
            self.count += 8;
            self.bytes = rest;
        }
        let value = self.held & ((1 << width) - 1);
        self.held >>= width;
        self.count -= width;
        value
    }
}

/// A number of two to four bytes, the lowest first.
pub(super) fn little_endian(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | u32::from(byte))
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_by_its_number_and_its_spelling() {
        assert!(count() > 100_000, "{}", count());
        let mut before = "";
        for at in 0..count() {
            let word = word(at).unwrap();
            assert!(before < word, "{before} {word}");
            assert_eq!(number(word.as_bytes()), Some(at), "{word}");
            before = word;
        }
        assert_eq!(word(count()), None);
    }

    #[test]
    fn what_is_no_word_is_not_found() {
        for key in ["", "stallx", "abcdefghijklmnop", "naïve", "谴责", " the"] {
            assert_eq!(number(key.as_bytes()), None, "{key}");
        }
    }

    #[test]
    fn a_damaged_file_gives_no_panic() {
        for packed in [
            &b""[..],
            b"BWD1",
            b"BWD1\xff\xff\x01\x00\xff\xff\xff\xff",
            b"BWD1\x05\x00\x00\x00",
        ] {
            let words = Words::unpack(packed);
            assert_eq!(words.number(b"stall"), None);
        }
    }
}

//! How common a word of English is: the raw table, by word key.
//!
//! Ranks are those of `wordfreq` 3.1.1 among the words that are letters and apostrophes alone, the 60,000 first; levels
//! are `cefrpy`'s. See `assets/data/README.md` for sources and licence, `packaging/data` for the packing. What a level
//! is worth is decided in the lexicon; here are the facts that lemmas need as well.

use super::words;
use super::words::little_endian;

const PACKED: &[u8] = include_bytes!("../../assets/data/frequency.bin");
const HEAD: usize = 12;
/// The count of words before is kept for every so many numbers.
const STRIDE: usize = 512;

/// Rank of a word among the 60,000 commonest (1 is `the`).
#[must_use]
pub fn rank(key: &str) -> Option<u32> {
    words::number(key.as_bytes()).and_then(rank_of)
}

/// Level of a word as the table has it: 0 none, 1 A1 … 6 C2. `None` for a word that is not in the table.
#[must_use]
pub fn raw_level(key: &str) -> Option<u8> {
    words::number(key.as_bytes()).and_then(raw_level_of)
}

/// The same of the word with that number.
pub(super) fn raw_level_of(number: u32) -> Option<u8> {
    let row = row_of(number)?;
    let pair = PACKED.get(levels() + row / 2)?;
    Some(if row % 2 == 0 { pair & 15 } else { pair >> 4 })
}

/// Which row of the table a word has, in alphabetical order from 0 on.
#[must_use]
pub fn row(key: &str) -> Option<usize> {
    words::number(key.as_bytes()).and_then(row_of)
}

/// The words of the table with their ranks, in alphabetical order.
pub fn all() -> impl Iterator<Item = (&'static str, u32)> {
    (0..words::count()).filter_map(|number| Some((words::word(number)?, rank_of(number)?)))
}

/// Rank of the word with that number.
pub(super) fn rank_of(number: u32) -> Option<u32> {
    let at = ranks() + 2 * row_of(number)?;
    PACKED.get(at..at + 2).map(little_endian)
}

/// Which row of the table the word with that number has.
fn row_of(number: u32) -> Option<usize> {
    let number = number as usize;
    let bits = PACKED.get(HEAD..HEAD + blocks() * STRIDE / 8)?;
    let start = number / STRIDE * (STRIDE / 8);
    let byte = *bits.get(number / 8)?;
    if byte >> (number % 8) & 1 == 0 {
        return None;
    }
    let counted = HEAD + bits.len() + 2 * (number / STRIDE);
    let before = PACKED.get(counted..counted + 2).map(little_endian)? as usize;
    let whole: u32 = bits[start..number / 8].iter().map(|byte| byte.count_ones()).sum();
    let part = (byte & ((1 << (number % 8)) - 1)).count_ones();
    Some(before + (whole + part) as usize)
}

fn blocks() -> usize {
    (PACKED.get(4..8).map_or(0, little_endian) as usize).div_ceil(STRIDE)
}

fn ranks() -> usize {
    HEAD + blocks() * (STRIDE / 8 + 2)
}

fn levels() -> usize {
    ranks() + 2 * PACKED.get(8..12).map_or(0, little_endian) as usize
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ranks_are_those_of_the_table() {
        let of = |word| (rank(word), raw_level(word));
        assert_eq!(of("the"), (Some(1), Some(1)));
        assert_eq!(of("time"), (Some(60), Some(2)));
        assert_eq!(of("it's"), (Some(55), Some(0)));
        assert_eq!(of("outage"), (Some(20_554), Some(1)));
        assert_eq!(of("demoralisation"), (None, None));
        assert_eq!(of("kharkiv’s"), (None, None));
    }

    #[test]
    fn every_rank_is_there_once() {
        let ranks: BTreeSet<u32> = all().map(|(_, rank)| rank).collect();
        assert_eq!(
            (ranks.len(), ranks.first(), ranks.last()),
            (60_000, Some(&1), Some(&60_000))
        );
        assert!(all().all(|(word, _)| raw_level(word).is_some_and(|level| level <= 6)));
    }
}

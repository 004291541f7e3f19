//! Packs the language data of `assets/data` from its public sources.
//!
//! ```sh
//! apt-get install wordnet-base                                  # WordNet 3.0, /usr/share/wordnet
//! pip install wordfreq==3.1.1 cefrpy==1.0.3
//! python3 packaging/data/frequency_level.py frequency_level_en.tsv
//! cargo run --example pack_words -- /usr/share/wordnet frequency_level_en.tsv assets/data
//! ```
//!
//! Three files come out, all numbers in them little-endian:
//!
//! - `words.bin`: every known word of English (a key: lower case) in alphabetical order; its place is its number. A
//!   stream of bits, the lowest first: how many characters it shares with the word before (4 bits), the others (5 bits
//!   each: 1 to 26 the letters, 27 `-`, 28 `'`, 29 `.`), and a zero (5 bits).
//! - `frequency.bin`: which of them the frequency table has (a bit each, with the count of bits before every 512), and
//!   for those, in order, the rank (`u16`) and the level (4 bits: 0 none, 1 A1 … 6 C2).
//! - `wordnet.bin`: for every number what WordNet says of the word (a byte that names one of 255 kinds, or 255 for one
//!   listed by itself), irregular forms that no rule gives, and families of derivationally related words.
//!
//! The readers are `src/text/lemmas/wordnet.rs`, `src/text/words.rs` and `src/text/frequency.rs`.

mod wordnet;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use wordnet::{Facts, WordNet};

/// The flag of a word that the list of irregular forms has.
const IRREGULAR: u8 = 128;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [wordnet, table, target] = arguments.as_slice() else {
        return Err("usage: pack_words WORDNET_FOLDER FREQUENCY_TABLE TARGET_FOLDER".into());
    };
    let wordnet = WordNet::read(wordnet)?;
    let frequency = read_frequency(table)?;

    let irregular = wordnet.irregular_forms();
    let mut words: BTreeSet<&str> = frequency.keys().map(String::as_str).collect();
    words.extend(wordnet.words(&|word| frequency.contains_key(word)));
    words.extend(
        irregular
            .iter()
            .flat_map(|form| [form.form.as_str(), form.lemma.as_str()]),
    );
    let numbers: HashMap<&str, u32> = words.iter().copied().zip(0..).collect();

    write(target, "words.bin", &pack_words(&words)?)?;
    write(target, "frequency.bin", &pack_frequency(&words, &frequency)?)?;
    let irregular = irregular
        .iter()
        .map(|form| (numbers[form.form.as_str()], numbers[form.lemma.as_str()], form.part));
    let families = wordnet.families(&|word| numbers.get(word).copied());
    write(
        target,
        "wordnet.bin",
        &pack_wordnet(&words, &wordnet, irregular.collect(), &families)?,
    )?;
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    println!("{name}: {} bytes", bytes.len());
    Ok(fs::write(folder.join(name), bytes)?)
}

/// Rank and level of each word of the table: `word TAB rank TAB level`, the best first.
fn read_frequency(path: &Path) -> Result<BTreeMap<String, (u16, u8)>, Box<dyn Error>> {
    const LEVELS: [&str; 7] = ["", "A1", "A2", "B1", "B2", "C1", "C2"];
    let mut words = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let mut fields = line.split('\t');
        let (Some(word), Some(rank), Some(level)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(format!("not three columns: {line}").into());
        };
        let level = LEVELS.iter().position(|name| *name == level).ok_or("no such level")?;
        words.insert(word.to_owned(), (rank.parse()?, u8::try_from(level)?));
    }
    Ok(words)
}

fn pack_words(words: &BTreeSet<&str>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = b"BWD1".to_vec();
    packed.extend(u32::try_from(words.len())?.to_le_bytes());
    let (mut bits, mut held) = (0_usize, 0);
    let mut push = |packed: &mut Vec<u8>, value: usize, width: u32| {
        bits |= value << held;
        held += width;
        while held >= 8 {
            packed.push(bits.to_le_bytes()[0]);
            bits >>= 8;
            held -= 8;
        }
    };
    let mut before = "";
    for word in words {
        let shared = word
            .bytes()
            .zip(before.bytes())
            .take_while(|(left, right)| left == right)
            .count()
            .min(15);
        push(&mut packed, shared, 4);
        for char in word[shared..].chars() {
            let place = "abcdefghijklmnopqrstuvwxyz-'.".find(char).ok_or("not a word")?;
            push(&mut packed, place + 1, 5);
        }
        push(&mut packed, 0, 5);
        before = word;
    }
    push(&mut packed, 0, 7);
    Ok(packed)
}

fn pack_frequency(words: &BTreeSet<&str>, frequency: &BTreeMap<String, (u16, u8)>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bits = vec![0_u8; words.len().div_ceil(512) * 64];
    for (number, _) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| frequency.contains_key(**word))
    {
        bits[number / 8] |= 1 << (number % 8);
    }
    let mut packed = b"BFQ1".to_vec();
    packed.extend(u32::try_from(words.len())?.to_le_bytes());
    packed.extend(u32::try_from(frequency.len())?.to_le_bytes());
    packed.extend(&bits);
    let mut before = 0_u32;
    for block in bits.chunks(64) {
        packed.extend(u16::try_from(before)?.to_le_bytes());
        before += block.iter().map(|byte| byte.count_ones()).sum::<u32>();
    }
    for (rank, _) in frequency.values() {
        packed.extend(rank.to_le_bytes());
    }
    let levels: Vec<u8> = frequency.values().map(|(_, level)| *level).collect();
    packed.extend(
        levels
            .chunks(2)
            .map(|pair| pair[0] | pair.get(1).copied().unwrap_or_default() << 4),
    );
    Ok(packed)
}

fn pack_wordnet(
    words: &BTreeSet<&str>,
    wordnet: &WordNet,
    mut irregular: Vec<(u32, u32, u8)>,
    families: &BTreeSet<Vec<u32>>,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut facts: Vec<Facts> = words.iter().map(|word| wordnet.facts(word)).collect();
    for (form, ..) in &irregular {
        facts[*form as usize][0] |= IRREGULAR;
    }
    let mut often: HashMap<Facts, u32> = HashMap::new();
    for facts in &facts {
        *often.entry(*facts).or_default() += 1;
    }
    let mut kinds: Vec<(Facts, u32)> = often.into_iter().collect();
    kinds.sort_by_key(|(facts, often)| (std::cmp::Reverse(*often), *facts));
    kinds.truncate(255);
    let kind_of: HashMap<Facts, u8> = kinds.iter().map(|(facts, _)| *facts).zip(0..).collect();

    let mut packed = b"BWN1".to_vec();
    packed.extend(u32::try_from(words.len())?.to_le_bytes());
    let mut table = [[0_u8; 5]; 255];
    for (row, (facts, _)) in table.iter_mut().zip(&kinds) {
        *row = *facts;
    }
    packed.extend(table.concat());
    packed.extend(facts.iter().map(|facts| kind_of.get(facts).copied().unwrap_or(255)));

    let rare = (0_u32..).zip(&facts).filter(|(_, facts)| !kind_of.contains_key(*facts));
    let rare: Vec<u8> = rare
        .flat_map(|(number, facts)| [&number.to_le_bytes()[..3], facts].concat())
        .collect();
    packed.extend(u32::try_from(rare.len() / 8)?.to_le_bytes());
    packed.extend(rare);

    irregular.sort_unstable();
    irregular.dedup();
    packed.extend(u32::try_from(irregular.len())?.to_le_bytes());
    for (form, lemma, part) in irregular {
        packed.extend(&form.to_le_bytes()[..3]);
        packed.extend(&lemma.to_le_bytes()[..3]);
        packed.push(part);
    }

    // Each family: its first word after the first word of the family before, how many follow, and the steps to them.
    let mut previous = 0;
    for family in families {
        varint(&mut packed, family[0] - previous);
        varint(&mut packed, u32::try_from(family.len() - 1)?);
        family
            .windows(2)
            .for_each(|pair| varint(&mut packed, pair[1] - pair[0]));
        previous = family[0];
    }
    Ok(packed)
}

fn varint(packed: &mut Vec<u8>, mut number: u32) {
    while number >= 128 {
        packed.push(number.to_le_bytes()[0] | 128);
        number >>= 7;
    }
    packed.push(number.to_le_bytes()[0]);
}

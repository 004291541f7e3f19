//! Reads WordNet 3.0's files: which words there are, how often each was met in tagged text, irregular forms, families.
//!
//! Formats: the manual pages wndb(5WN), cntlist(5WN) and morphy(7WN) of WordNet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs;
use std::path::Path;

/// What is kept of a word: flags, then how often it was met as noun, verb, adjective, adverb (on a scale of half
/// powers of two).
pub type Facts = [u8; 5];

/// The word has an entry that names one being, place or thing (`Kyiv`), or a group with a capital (`NATO`).
const INSTANCE: u8 = 16;
/// Such entries were met at least three times as often as the others.
const MOSTLY_INSTANCE: u8 = 32;
/// The word has an entry in lower case.
const LOWER: u8 = 64;

const PARTS: [&str; 4] = ["noun", "verb", "adj", "adv"];

/// Capitalised entries of these files (animals, artifacts, foods, objects, plants …) are systematic and trade names
/// that a dictionary for learners lacks; they are kept when the frequency table has them.
const FILES_WITHOUT_NAMES: [&str; 6] = ["00", "01", "04", "10", "18", "28"];

/// A form that no rule gives, its lemma, and the part of speech by number in `PARTS`.
pub struct Irregular {
    pub form: String,
    pub lemma: String,
    pub part: u8,
}

#[derive(Default)]
struct Entry {
    flags: u8,
    counts: [u32; 4],
    instance_count: u32,
    in_common_file: bool,
}

pub struct WordNet {
    entries: BTreeMap<String, Entry>,
    exceptions: Vec<(String, String, u8)>,
    pairs: BTreeSet<(String, String)>,
}

struct Synset {
    words: Vec<String>,
    /// Sign, place of the other synset, part of it, and the numbers of the words (0 for the whole).
    pointers: Vec<(String, String, char, usize, usize)>,
}

impl WordNet {
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let counts = read_counts(&folder.join("cntlist.rev"))?;
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        let mut synsets = HashMap::new();
        for (part, name) in PARTS.iter().enumerate() {
            for line in read_latin1(&folder.join(format!("data.{name}")))?
                .lines()
                .filter(|line| !line.starts_with("  "))
            {
                let synset =
                    read_synset(line, part, &counts, &mut entries).ok_or_else(|| format!("not a synset: {line}"))?;
                let offset = line.split(' ').next().unwrap_or_default().to_owned();
                synsets.insert((offset, part), synset);
            }
        }
        let mut exceptions = Vec::new();
        for (part, name) in (0_u8..).zip(PARTS) {
            for line in fs::read_to_string(folder.join(format!("{name}.exc")))?.lines() {
                let mut fields = line.split(' ').filter(|field| !field.is_empty());
                let form = fields.next().unwrap_or_default().to_owned();
                exceptions.extend(fields.map(|lemma| (form.clone(), lemma.to_owned(), part)));
            }
        }
        let pairs = related(&synsets);
        Ok(Self {
            entries,
            exceptions,
            pairs,
        })
    }

    /// The words to keep: all but names that `is_frequent` does not know.
    pub fn words(&self, is_frequent: &dyn Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        let kept = |(word, entry): &(&String, &Entry)| {
            let common = entry.flags & LOWER != 0 || (entry.flags & 15 != 0 && entry.in_common_file);
            common && is_word(word) || is_frequent(word)
        };
        self.entries.iter().filter(kept).map(|(word, _)| word.as_str())
    }

    /// What is kept of a word; nothing of one that WordNet lacks.
    pub fn facts(&self, word: &str) -> Facts {
        let Some(entry) = self.entries.get(word) else {
            return [0; 5];
        };
        let common: u32 = entry.counts.iter().sum();
        let mostly = entry.flags & INSTANCE != 0 && entry.instance_count >= 3 * common;
        let mut facts = [entry.flags | if mostly { MOSTLY_INSTANCE } else { 0 }, 0, 0, 0, 0];
        for (fact, count) in facts[1..].iter_mut().zip(entry.counts) {
            *fact = half_powers(count + 1);
        }
        facts
    }

    /// The exceptions of single words whose lemma is an entry, without those that rules give.
    pub fn irregular_forms(&self) -> Vec<Irregular> {
        let is_kept = |form: &str, lemma: &str, part: u8| {
            is_word(form)
                && is_word(lemma)
                && form != lemma
                && self.entries.get(lemma).is_some_and(|entry| entry.flags & 15 != 0)
                && !is_regular(form, lemma, part)
        };
        let kept = self
            .exceptions
            .iter()
            .filter(|(form, lemma, part)| is_kept(form, lemma, *part));
        kept.map(|(form, lemma, part)| Irregular {
            form: form.clone(),
            lemma: lemma.clone(),
            part: *part,
        })
        .collect()
    }

    /// Words that share a stem, as numbers in order: each word is in one family at most.
    pub fn families(&self, number: &dyn Fn(&str) -> Option<u32>) -> BTreeSet<Vec<u32>> {
        let mut family_of: HashMap<u32, usize> = HashMap::new();
        let mut families: Vec<Vec<u32>> = Vec::new();
        for (left, right) in &self.pairs {
            let (Some(left), Some(right)) = (number(left), number(right)) else {
                continue;
            };
            let mut home = |word| {
                *family_of.entry(word).or_insert_with(|| {
                    families.push(vec![word]);
                    families.len() - 1
                })
            };
            let (into, from) = (home(left), home(right));
            if into != from {
                let moved = std::mem::take(&mut families[from]);
                family_of.extend(moved.iter().map(|word| (*word, into)));
                families[into].extend(moved);
            }
        }
        let several = families.into_iter().filter(|family| family.len() > 1);
        several
            .map(|family| Vec::from_iter(BTreeSet::from_iter(family)))
            .collect()
    }
}

/// Letters, with hyphens, dots and apostrophes inside.
fn is_word(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_lowercase())
        && word.ends_with(|char: char| char.is_ascii_lowercase() || char == '.')
        && word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || b"-.'".contains(&byte))
}

/// The power of the square root of two that is nearest to a count.
fn half_powers(count: u32) -> u8 {
    let is_below = |power: &u8| f64::from(*power) + 0.5 < 2.0 * f64::from(count).log2();
    (0..64).find(|power| !is_below(power)).unwrap_or_default()
}

/// How often each sense was met, by lemma, part of speech, and the sense's file and number in it.
type Counts = HashMap<(String, usize, String), u32>;

fn read_counts(path: &Path) -> Result<Counts, Box<dyn Error>> {
    let mut counts = HashMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let mut fields = line.split(' ');
        let (Some(key), Some(count)) = (fields.next(), fields.next_back()) else {
            continue;
        };
        let Some((lemma, sense)) = key.split_once('%') else {
            continue;
        };
        let mut sense = sense.split(':');
        let part = match sense.next() {
            Some("1") => 0,
            Some("2") => 1,
            Some("4") => 3,
            _ => 2,
        };
        let place = sense.take(2).collect::<Vec<_>>().join(":");
        *counts.entry((lemma.to_owned(), part, place)).or_default() += count.parse::<u32>()?;
    }
    Ok(counts)
}

fn read_latin1(path: &Path) -> Result<String, Box<dyn Error>> {
    Ok(fs::read(path)?.into_iter().map(char::from).collect())
}

fn read_synset(line: &str, part: usize, counts: &Counts, entries: &mut BTreeMap<String, Entry>) -> Option<Synset> {
    let mut fields = line.split(" | ").next()?.split(' ').skip(1);
    let file = fields.next()?;
    let words = usize::from_str_radix(fields.nth(1)?, 16).ok()?;
    let words: Option<Vec<(String, String)>> = (0..words)
        .map(|_| {
            let word = fields.next()?;
            let word = word.split('(').next()?.to_owned();
            let number = usize::from_str_radix(fields.next()?, 16).ok()?;
            Some((word, format!("{file}:{number:02}")))
        })
        .collect();
    let words = words?;
    let pointers: usize = fields.next()?.parse().ok()?;
    let pointers: Option<Vec<_>> = (0..pointers)
        .map(|_| {
            let (sign, offset) = (fields.next()?.to_owned(), fields.next()?.to_owned());
            let part = fields.next()?.chars().next()?;
            let numbers = fields.next()?;
            let number = |digits: &str| usize::from_str_radix(digits, 16).ok();
            Some((sign, offset, part, number(&numbers[..2])?, number(&numbers[2..])?))
        })
        .collect();
    let pointers = pointers?;
    let is_instance = pointers.iter().any(|(sign, ..)| sign == "@i");
    for (word, place) in words.iter().filter(|(word, _)| !word.contains('_')) {
        let key = word.to_lowercase();
        let count = counts
            .get(&(key.clone(), part, place.clone()))
            .copied()
            .unwrap_or_default();
        let entry = entries.entry(key.clone()).or_default();
        let is_group_or_place = *word != key && ["14", "15"].contains(&file);
        if is_instance || is_group_or_place {
            entry.flags |= INSTANCE;
            entry.instance_count += count;
        } else {
            entry.flags |= 1 << part | if *word == key { LOWER } else { 0 };
            entry.counts[part] += count;
            entry.in_common_file |= FILES_WITHOUT_NAMES.contains(&file);
        }
    }
    Some(Synset {
        words: words.into_iter().map(|(word, _)| word).collect(),
        pointers,
    })
}

/// Pairs of words that WordNet derives from each other (`+`, and `\` from adverb to adjective) and that begin alike.
fn related(synsets: &HashMap<(String, usize), Synset>) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for ((_, part), synset) in synsets {
        for (sign, offset, other, from, to) in &synset.pointers {
            if sign != "+" && !(sign == "\\" && *part == 3) {
                continue;
            }
            let other = "nvar".find(*other).unwrap_or(2);
            let from = from.checked_sub(1).and_then(|number| synset.words.get(number));
            let to = to
                .checked_sub(1)
                .and_then(|number| synsets.get(&(offset.clone(), other))?.words.get(number));
            let (Some(left), Some(right)) = (from, to) else {
                continue;
            };
            let fit = |word: &String| is_word(word) && !word.contains(['-', '.']);
            if fit(left) && fit(right) && left < right && begin_alike(left, right) {
                pairs.insert((left.clone(), right.clone()));
            } else if fit(left) && fit(right) && right < left && begin_alike(left, right) {
                pairs.insert((right.clone(), left.clone()));
            }
        }
    }
    pairs
}

fn begin_alike(left: &str, right: &str) -> bool {
    let same = left
        .bytes()
        .zip(right.bytes())
        .take_while(|(left, right)| left == right)
        .count();
    let shorter = left.len().min(right.len());
    same >= shorter.min(4) || (same >= 3 && 2 * same >= shorter)
}

/// Whether the program's own rules give the lemma (`src/text/lemmas/rules.rs`); what they miss must stay in the list.
fn is_regular(form: &str, lemma: &str, part: u8) -> bool {
    let doubled = || {
        let last = lemma.chars().next_back().filter(|last| !"aeiouwxy".contains(*last))?;
        Some(format!("{lemma}{last}"))
    };
    let endings: &[&str] = match part {
        0 => &["s"],
        1 => &["s", "ed", "ing"],
        _ => &["er", "est"],
    };
    let plain = |stem: &str, ending: &str| form.strip_prefix(stem) == Some(ending);
    endings.iter().any(|ending| {
        let silent_e = *ending != "s" && lemma.strip_suffix('e').is_some_and(|stem| plain(stem, ending));
        let with_double = *ending != "s" && lemma.len() > 2 && doubled().is_some_and(|stem| plain(&stem, ending));
        let y = lemma.strip_suffix('y').is_some_and(|stem| match *ending {
            "s" => plain(stem, "ies"),
            "ing" => false,
            ending => form == format!("{stem}i{ending}"),
        });
        silent_e || with_double || y && part != 1 || (*ending == "s" && plain(lemma, "s") && !lemma.ends_with('s'))
    })
}

//! Looking a word up: under which keys, in which dictionary, and which meanings come first.
//!
//! A dictionary answers under the first key that it has: the headword, then what else the form may be a form of, then
//! the form as it stands, then the other spelling of British and American English. Of a phrase that none of them has, its
//! words are offered. What the word is in its sentence puts
//! the meanings of that part of speech first; within one part a dictionary's own order counts, which in WordNet is that
//! of how often each was met.

use std::cmp::Reverse;

use super::{Dictionary, Entry, Sense, entry_key};
use crate::text::lemmas::{PartOfSpeech, lemma};
use crate::text::{form_key, headword_of};

/// Words of a phrase that are offered.
const PARTS_AT_MOST: usize = 8;

/// A word that is looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Its headword, as the learner has it.
    pub headword: String,
    /// The form that was met.
    pub form: String,
    /// Other headwords that the form may belong to, the likelier first.
    pub candidates: Vec<String>,
    /// What it is in its sentence.
    pub part: Option<PartOfSpeech>,
}

/// What one dictionary says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The dictionary's name.
    pub dictionary: String,
    /// The key under which it was found.
    pub key: String,
    /// What stands there.
    pub entries: Vec<Entry>,
}

impl Sought {
    /// The keys to look under, in order, each once.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        let mut add = |key: String| {
            if !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        };
        add(entry_key(&self.headword));
        for candidate in &self.candidates {
            add(entry_key(candidate));
        }
        add(entry_key(&self.form));
        for other in other_spellings(&entry_key(&self.headword)) {
            add(other);
        }
        keys
    }
}

/// Asks dictionaries, in their order; one that has nothing gives no answer, nor does one that is broken.
#[must_use]
pub fn look_up<'a>(dictionaries: impl IntoIterator<Item = &'a dyn Dictionary>, sought: &Sought) -> Vec<Answer> {
    let keys = sought.keys();
    let answers = dictionaries.into_iter().filter_map(|dictionary| {
        keys.iter().find_map(|key| {
            let entries = dictionary.entries(key).unwrap_or_else(|error| {
                tracing::warn!(%error, "a dictionary could not be asked");
                Vec::new()
            });
            (!entries.is_empty()).then(|| Answer {
                dictionary: dictionary.name().to_owned(),
                key: key.clone(),
                entries: entries
                    .into_iter()
                    .map(|entry| ranked(entry, key, sought.part))
                    .collect(),
            })
        })
    });
    answers.collect()
}

/// The words of a phrase or a compound, each in the form in which one of the dictionaries has it: the last step, where the
/// whole has no entry. `language` is a BCP 47 code.
#[must_use]
pub fn parts(dictionaries: &[&dyn Dictionary], headword: &str, language: &str) -> Vec<String> {
    let key = form_key(headword);
    let words = || key.split([' ', '-']).filter(|word| !word.is_empty());
    let mut found: Vec<String> = Vec::new();
    if words().nth(1).is_none() {
        return found;
    }
    let has = |key: &str| {
        let key = entry_key(key);
        dictionaries
            .iter()
            .any(|dictionary| dictionary.has(&key).unwrap_or(false))
    };
    for word in words().take(PARTS_AT_MOST) {
        let lemma = headword_of(language, word);
        let there = [lemma.as_ref(), word].into_iter().find(|word| has(word));
        if let Some(word) = there.filter(|word| !found.iter().any(|other| other == word)) {
            found.push(word.to_owned());
        }
    }
    found
}

/// Puts the meanings of a part of speech first, then those of the parts that were met more often. What belongs to the
/// meaning before it stays with that.
fn ranked(mut entry: Entry, key: &str, part: Option<PartOfSpeech>) -> Entry {
    for sense in &mut entry.senses {
        // A set of synonyms has examples of each: those of this word come first.
        sense.examples.sort_by_key(|example| !shows(example, key));
    }
    let met = |of: Option<PartOfSpeech>| -> u32 {
        let senses = entry.senses.iter().filter(|sense| sense.part == of);
        senses.map(|sense| sense.tagged).sum()
    };
    let counts: Vec<_> = entry.senses.iter().map(|sense| (sense.part, met(sense.part))).collect();
    let count = |of: Option<PartOfSpeech>| counts.iter().find(|(part, _)| *part == of).map_or(0, |(_, met)| *met);
    let mut groups: Vec<Vec<Sense>> = Vec::new();
    for sense in std::mem::take(&mut entry.senses) {
        match groups.last_mut() {
            Some(group) if sense.depth > 0 => group.push(sense),
            _ => groups.push(vec![sense]),
        }
    }
    groups.sort_by_key(|group| {
        let of = group.first().and_then(|sense| sense.part);
        (of != part || part.is_none(), Reverse(count(of)))
    });
    entry.senses = groups.into_iter().flatten().collect();
    entry
}

/// Whether a sentence has a word in any of its forms.
fn shows(sentence: &str, key: &str) -> bool {
    let mut words = sentence.split(|char: char| !char.is_alphanumeric() && char != '\'' && char != '-');
    words.any(|word| lemma(&form_key(word)) == key)
}

/// Endings that British and American English write differently.
const ENDINGS: [(&str, &str); 14] = [
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("isation", "ization"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("ogue", "og"),
    ("ence", "ense"),
    ("lled", "led"),
];
const PAIRS: [(&str, &str); 8] = [
    ("grey", "gray"),
    ("tyre", "tire"),
    ("programme", "program"),
    ("cheque", "check"),
    ("plough", "plow"),
    ("aluminium", "aluminum"),
    ("jewellery", "jewelry"),
    ("kerb", "curb"),
];

/// How the other side of the ocean may write a word; a spelling that nobody uses is found nowhere.
fn other_spellings(key: &str) -> Vec<String> {
    let mut spellings = Vec::new();
    for (british, american) in PAIRS {
        if key == british {
            spellings.push(american.to_owned());
        } else if key == american {
            spellings.push(british.to_owned());
        }
    }
    for (british, american) in ENDINGS {
        for (from, to) in [(british, american), (american, british)] {
            if let Some(stem) = key.strip_suffix(from).filter(|stem| stem.len() > 2) {
                spellings.push(format!("{stem}{to}"));
            }
        }
    }
    spellings
}

#[cfg(test)]
mod tests;

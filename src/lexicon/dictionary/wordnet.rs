//! WordNet as its own files give it (Debian's `wordnet-base`, the format of wndb(5WN)).
//!
//! Its indexes are sorted, so a word is found by halving the file: some twenty short reads, all of them in the system's
//! own cache after the first. That needs no index of ours, no time and no place, and answers from the first moment on.
//! Only names and offsets of lines are trusted so far as they can be checked; what does not fit is a clear error.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::{Dictionary, DictionaryError, Entry, Run, Sense};
use crate::text::lemmas::PartOfSpeech;

/// Where systems keep it.
pub const USUAL_FOLDERS: [&str; 4] = [
    "/usr/share/wordnet",
    "/usr/share/wordnet-3.0/dict",
    "/usr/local/share/wordnet",
    "/opt/homebrew/opt/wordnet/dict",
];
/// The longest line of its files has 13 kB.
const LINE_AT_MOST: u64 = 64 << 10;
const PIECE: usize = 512;
/// Words that a set of synonyms, or a word's antonyms, may name.
const WORDS_AT_MOST: usize = 24;

const PARTS: [(PartOfSpeech, &str); 4] = [
    (PartOfSpeech::Noun, "noun"),
    (PartOfSpeech::Verb, "verb"),
    (PartOfSpeech::Adjective, "adj"),
    (PartOfSpeech::Adverb, "adv"),
];

/// WordNet, opened.
pub struct WordNet {
    parts: Vec<Files>,
    /// How often each sense was met in tagged text, sorted by sense key; some packages leave it out.
    counts: Option<Lines>,
}

struct Files {
    part: PartOfSpeech,
    index: Lines,
    data: Lines,
}

/// A sorted file of lines.
struct Lines {
    path: PathBuf,
    file: Mutex<File>,
    len: u64,
}

impl WordNet {
    /// Opens the files in a folder.
    ///
    /// # Errors
    /// When one of the eight files with words and meanings cannot be read.
    pub fn open(folder: &Path) -> Result<Self, DictionaryError> {
        let mut parts = Vec::with_capacity(PARTS.len());
        for (part, name) in PARTS {
            parts.push(Files {
                part,
                index: Lines::open(folder.join(format!("index.{name}")))?,
                data: Lines::open(folder.join(format!("data.{name}")))?,
            });
        }
        let counts = Lines::open(folder.join("cntlist.rev")).ok();
        Ok(Self { parts, counts })
    }

    fn senses(&self, files: &Files, lemma: &str) -> Result<Vec<Sense>, DictionaryError> {
        let Some(line) = files.index.find(lemma)? else {
            return Ok(Vec::new());
        };
        let offsets = offsets(&line).ok_or_else(|| files.index.malformed(lemma))?;
        let mut senses = Vec::with_capacity(offsets.len());
        for offset in offsets {
            let line = files.data.line_at(offset)?;
            let synset = Synset::read(&line).ok_or_else(|| files.data.malformed(lemma))?;
            let mut sense = synset.sense(files.part, lemma);
            sense.antonyms = self.antonyms(&synset, lemma)?;
            sense.tagged = self.tagged(&synset, lemma)?;
            senses.push(sense);
        }
        Ok(senses)
    }

    fn antonyms(&self, synset: &Synset<'_>, lemma: &str) -> Result<Vec<String>, DictionaryError> {
        let own = synset.number_of(lemma);
        let mut words = Vec::new();
        for pointer in &synset.pointers {
            let mine = pointer.source == 0 || Some(pointer.source) == own;
            let files = self.parts.iter().find(|files| files.part == pointer.part);
            let Some(files) = files.filter(|_| pointer.kind == "!" && mine && words.len() < WORDS_AT_MOST) else {
                continue;
            };
            let line = files.data.line_at(pointer.offset)?;
            let other = Synset::read(&line).ok_or_else(|| files.data.malformed(lemma))?;
            let word = other.words.get(pointer.target.saturating_sub(1));
            words.extend(word.map(|word| spaced(word.lemma)));
        }
        Ok(words)
    }

    /// The count of the sense key that lexsense(5WN) describes: `stall%2:42:00::`.
    fn tagged(&self, synset: &Synset<'_>, lemma: &str) -> Result<u32, DictionaryError> {
        let Some(counts) = &self.counts else {
            return Ok(0);
        };
        let Some(word) = synset.words.iter().find(|word| word.lemma.eq_ignore_ascii_case(lemma)) else {
            return Ok(0);
        };
        let kind = match synset.kind {
            "n" => 1,
            "v" => 2,
            "a" => 3,
            "r" => 4,
            _ => 5,
        };
        // A satellite's key names the head of its cluster as well, which is why its beginning alone is looked for.
        let key = format!("{lemma}%{kind}:{}:{:02}:", synset.field, word.number);
        let Some(line) = counts.find_beginning(&key)? else {
            return Ok(0);
        };
        Ok(line
            .rsplit(' ')
            .next()
            .and_then(|count| count.parse().ok())
            .unwrap_or(0))
    }
}

impl Dictionary for WordNet {
    fn name(&self) -> &'static str {
        "WordNet"
    }

    fn entries(&self, key: &str) -> Result<Vec<Entry>, DictionaryError> {
        let lemma = key.replace(' ', "_");
        // Lines end a word with a space, and a line break would be one in the middle.
        if lemma.is_empty() || lemma.contains(char::is_control) {
            return Ok(Vec::new());
        }
        let mut senses = Vec::new();
        for files in &self.parts {
            senses.extend(self.senses(files, &lemma)?);
        }
        if senses.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Entry {
            headword: key.to_owned(),
            pronunciation: None,
            senses,
        }])
    }
}

/// The places of a word's meanings: the last fields of its line in an index.
fn offsets(line: &str) -> Option<Vec<u64>> {
    let mut fields = line.split_ascii_whitespace().skip(2);
    let count = fields.next()?.parse::<usize>().ok()?;
    let pointers = fields.next()?.parse::<usize>().ok()?;
    let rest = fields.skip(pointers + 2).map(|field| field.parse::<u64>().ok());
    let offsets = rest.collect::<Option<Vec<_>>>()?;
    (offsets.len() == count).then_some(offsets)
}

/// A line of a data file.
struct Synset<'a> {
    /// Two digits: the lexicographer's file.
    field: &'a str,
    /// One letter.
    kind: &'a str,
    words: Vec<Word<'a>>,
    pointers: Vec<Pointer<'a>>,
    gloss: &'a str,
}

struct Word<'a> {
    lemma: &'a str,
    /// Tells senses of the same spelling in one file apart.
    number: u32,
}

struct Pointer<'a> {
    kind: &'a str,
    offset: u64,
    part: PartOfSpeech,
    /// Which word of this set it concerns, from 1 on; 0 for the whole set.
    source: usize,
    /// Which word of the other.
    target: usize,
}

impl<'a> Synset<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let (head, gloss) = line.split_once(" | ")?;
        let mut fields = head.split_ascii_whitespace().skip(1);
        let (field, kind) = (fields.next()?, fields.next()?);
        let count = usize::from_str_radix(fields.next()?, 16).ok()?;
        let mut words = Vec::with_capacity(count.min(256));
        for _ in 0..count {
            let lemma = fields.next()?;
            let number = u32::from_str_radix(fields.next()?, 16).ok()?;
            // An adjective may say where it stands: `galore(ip)`.
            let lemma = lemma.split('(').next().unwrap_or(lemma);
            words.push(Word { lemma, number });
        }
        let count = fields.next()?.parse::<usize>().ok()?;
        let mut pointers = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            let (kind, offset, part, ends) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
            pointers.push(Pointer {
                kind,
                offset: offset.parse().ok()?,
                part: part_of(part)?,
                source: usize::from_str_radix(ends.get(..2)?, 16).ok()?,
                target: usize::from_str_radix(ends.get(2..4)?, 16).ok()?,
            });
        }
        Some(Self {
            field,
            kind,
            words,
            pointers,
            gloss: gloss.trim(),
        })
    }

    /// Which of its words this is, from 1 on.
    fn number_of(&self, lemma: &str) -> Option<usize> {
        let at = self
            .words
            .iter()
            .position(|word| word.lemma.eq_ignore_ascii_case(lemma))?;
        Some(at + 1)
    }

    fn sense(&self, part: PartOfSpeech, lemma: &str) -> Sense {
        let (meaning, examples) = meaning_and_examples(self.gloss);
        let others = self.words.iter().filter(|word| !word.lemma.eq_ignore_ascii_case(lemma));
        Sense {
            part: Some(part),
            text: vec![Run {
                text: meaning,
                ..Run::default()
            }],
            examples,
            synonyms: others.take(WORDS_AT_MOST).map(|word| spaced(word.lemma)).collect(),
            ..Sense::default()
        }
    }
}

fn part_of(letter: &str) -> Option<PartOfSpeech> {
    Some(match letter {
        "n" => PartOfSpeech::Noun,
        "v" => PartOfSpeech::Verb,
        "a" | "s" => PartOfSpeech::Adjective,
        "r" => PartOfSpeech::Adverb,
        _ => return None,
    })
}

fn spaced(lemma: &str) -> String {
    lemma.replace('_', " ")
}

/// Cuts a gloss: the meaning, then examples in quotation marks, set apart by semicolons.
fn meaning_and_examples(gloss: &str) -> (String, Vec<String>) {
    let Some(first) = gloss.find("; \"").or_else(|| gloss.starts_with('"').then_some(0)) else {
        return (gloss.to_owned(), Vec::new());
    };
    let examples = gloss[first..].split('"').skip(1).step_by(2);
    let examples = examples
        .map(|example| example.trim().to_owned())
        .filter(|example| !example.is_empty());
    (gloss[..first].trim().to_owned(), examples.collect())
}

impl Lines {
    fn open(path: PathBuf) -> Result<Self, DictionaryError> {
        let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
        match opened {
            Ok((len, file)) => Ok(Self {
                path,
                file: Mutex::new(file),
                len,
            }),
            Err(source) => Err(DictionaryError::Io { path, source }),
        }
    }

    /// The line whose first word this is.
    fn find(&self, word: &str) -> Result<Option<String>, DictionaryError> {
        self.find_beginning(&format!("{word} "))
    }

    /// The first line that begins so, found by halving what may hold it.
    fn find_beginning(&self, beginning: &str) -> Result<Option<String>, DictionaryError> {
        // The first line that is not before `beginning` starts in (low, high].
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = low + (high - low) / 2;
            let start = self.start_after(middle)?;
            let before = start < self.len && self.line_at(start)?.as_bytes() < beginning.as_bytes();
            if before {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let start = self.start_after(low)?;
        if start >= self.len {
            return Ok(None);
        }
        let line = self.line_at(start)?;
        Ok(line.starts_with(beginning).then_some(line))
    }

    /// Where the first line begins that does not begin before this place.
    fn start_after(&self, place: u64) -> Result<u64, DictionaryError> {
        if place == 0 {
            return Ok(0);
        }
        let rest = self.piece(place - 1, b'\n')?;
        Ok(place - 1 + rest.len() as u64)
    }

    fn line_at(&self, place: u64) -> Result<String, DictionaryError> {
        let mut line = self.piece(place, b'\n')?;
        line.pop_if(|byte| *byte == b'\n');
        String::from_utf8(line).map_err(|_| self.malformed("a line"))
    }

    /// What stands from a place to the end of its line, the end included.
    fn piece(&self, place: u64, end: u8) -> Result<Vec<u8>, DictionaryError> {
        let failed = |source| DictionaryError::Io {
            path: self.path.clone(),
            source,
        };
        let mut file = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.seek(SeekFrom::Start(place)).map_err(failed)?;
        let mut line = Vec::new();
        let mut buffer = [0; PIECE];
        while (line.len() as u64) < LINE_AT_MOST {
            let count = file.read(&mut buffer).map_err(failed)?;
            let read = &buffer[..count];
            if let Some(at) = read.iter().position(|byte| *byte == end) {
                line.extend_from_slice(&read[..=at]);
                return Ok(line);
            }
            line.extend_from_slice(read);
            if count == 0 {
                return Ok(line);
            }
        }
        Err(self.malformed("a line"))
    }

    fn malformed(&self, what: &str) -> DictionaryError {
        DictionaryError::Malformed {
            path: self.path.clone(),
            why: format!("{what} is not as it should be"),
        }
    }
}

#[cfg(test)]
mod tests;

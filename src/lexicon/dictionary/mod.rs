//! Dictionaries: what a word means, by WordNet where the system has it and by the learner's own files.
//!
//! Every dictionary answers the same question, the entries under some keys, through [`Dictionary`]. WordNet's own files
//! are sorted and are asked as they lie; a file of the learner's is read once, by one reader for each format, into an
//! index of its own in the cache. Nothing here knows the learner's words, and a dictionary that is broken takes no other
//! with it.

mod guess;
mod index;
mod look_up;
mod markup;
mod near;
mod offers;
pub mod read;
mod shelf;
mod wordnet;

use std::path::PathBuf;

pub use guess::{code_of, primary};
pub use index::{About, ENTRY_AT_MOST, Index, IndexWriter, RawEntry};
pub use look_up::{Answer, Sought, look_up, parts};
pub use markup::Markup;
pub use near::near;
pub use offers::{Offer, offer_for};
pub use shelf::{Shelved, WORDNET, place_of_new, sweep};
pub use wordnet::{USUAL_FOLDERS, WordNet};

use crate::text::lemmas::PartOfSpeech;

/// A dictionary that can be asked.
pub trait Dictionary: Send {
    /// What the learner calls it.
    fn name(&self) -> &str;

    /// The entries under one key (see [`entry_key`]), in the dictionary's own order.
    ///
    /// # Errors
    /// When its file cannot be read, or is not what it was.
    fn entries(&self, key: &str) -> Result<Vec<Entry>, DictionaryError>;

    /// Whether something stands under a key.
    ///
    /// # Errors
    /// As for [`Dictionary::entries`].
    fn has(&self, key: &str) -> Result<bool, DictionaryError> {
        Ok(!self.entries(key)?.is_empty())
    }
}

/// What a dictionary says under one headword.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// As the dictionary writes it.
    pub headword: String,
    /// As the dictionary writes it (IPA as a rule), without brackets or slashes.
    pub pronunciation: Option<String>,
    /// In the dictionary's order.
    pub senses: Vec<Sense>,
}

/// One meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// What the word is in this meaning, where the dictionary says so.
    pub part: Option<PartOfSpeech>,
    /// The meaning, in runs of one style each.
    pub text: Vec<Run>,
    /// How deep it lies under another; 0 for a meaning of its own, more for what belongs to the one before.
    pub depth: u8,
    /// Sentences or phrases that show it.
    pub examples: Vec<String>,
    /// Words of the same meaning.
    pub synonyms: Vec<String>,
    /// Words of the opposite meaning.
    pub antonyms: Vec<String>,
    /// How often it was met in tagged text; 0 where nobody counted.
    pub tagged: u32,
}

/// A stretch of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text, without markup.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

impl Sense {
    /// A meaning in plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        let text = Run {
            text: text.into(),
            ..Run::default()
        };
        Self {
            text: vec![text],
            ..Self::default()
        }
    }

    /// The meaning without its styles: what becomes a gloss.
    #[must_use]
    pub fn words(&self) -> String {
        self.text.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The key under which an entry stands: [`form_key`](crate::text::form_key) without accents, with single spaces.
#[must_use]
pub fn entry_key(headword: &str) -> String {
    let key = crate::text::form_key(headword);
    let mut folded = String::with_capacity(key.len());
    for char in unicode_normalization::UnicodeNormalization::nfd(key.as_str()) {
        // A mark on a Latin letter is an accent; elsewhere it may be half of the letter.
        let accent = ('\u{300}'..='\u{36f}').contains(&char);
        let gap = char.is_whitespace();
        if (accent
            && folded
                .chars()
                .next_back()
                .is_some_and(|base| base.is_ascii_alphabetic()))
            || (gap && (folded.is_empty() || folded.ends_with(' ')))
        {
            continue;
        }
        folded.push(if gap { ' ' } else { char });
    }
    folded.truncate(folded.trim_end().len());
    unicode_normalization::UnicodeNormalization::nfc(folded.as_str()).collect()
}

/// Why a dictionary cannot be asked or taken in.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// The system refuses to read or write a file.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not what its name says, or ends too early.
    #[error("{}: {why}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        why: String,
    },
    /// The format, or a variant of it, that this program does not read.
    #[error("{}: {what} cannot be read", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The variant.
        what: &'static str,
    },
    /// The index of a dictionary cannot be used.
    #[error("{}: {source}", path.display())]
    Index {
        /// The index.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The learner cancelled.
    #[error("cancelled")]
    Cancelled,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_leave_case_and_accents_out_and_keep_other_scripts() {
        for (headword, key) in [
            ("Café", "cafe"),
            ("naïve", "naive"),
            ("  put \t off ", "put off"),
            ("ʻokina", "ʻokina"),
            ("が", "が"),
            ("й", "й"),
            ("Straße", "straße"),
            ("谴责", "谴责"),
            ("don’t", "don't"),
        ] {
            assert_eq!(entry_key(headword), key, "{headword}");
        }
    }
}

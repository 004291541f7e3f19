//! Whose each form of a language is, and how that term stands: enough to say of articles that are not open how their words
//! stand, without reading a term.

use std::collections::HashMap;

use super::values::status;
use super::{Store, StoreError};
use crate::study::{Phrase, Status, TermId, has_gap};
use crate::text::{is_own_headword, key_parts};

/// The term of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormOwner {
    /// Its key.
    pub term_id: TermId,
    /// Its status.
    pub status: Option<Status>,
    /// Whether it has a sentence, a gloss or a note.
    pub used: bool,
}

impl FormOwner {
    /// As [`crate::study::Term::is_tracked`].
    #[must_use]
    pub fn is_tracked(&self) -> bool {
        self.used || self.status.is_some()
    }

    /// As [`crate::study::Term::is_vocabulary`].
    #[must_use]
    pub fn is_vocabulary(&self) -> bool {
        self.used || self.status.is_some_and(|status| status != Status::WellKnown)
    }
}

/// The forms of a language.
#[derive(Clone, Debug, Default)]
pub struct FormOwners {
    /// Of single words, by their keys.
    pub words: HashMap<String, FormOwner>,
    /// Of single words, by the keys of their terms' headwords.
    pub headwords: HashMap<String, FormOwner>,
    /// Of phrases and hyphenated compounds; the number of each is its place among the owners.
    pub sequences: Vec<Phrase>,
    /// The terms of the sequences.
    pub sequence_owners: Vec<FormOwner>,
}

impl FormOwners {
    /// The term of a single word, as [`crate::study::Resolution`] finds it.
    #[must_use]
    pub fn of_word(&self, language: &str, key: &str, headword: &str) -> Option<&FormOwner> {
        let of_form = || {
            let owner = self.words.get(headword);
            owner.filter(|_| is_own_headword(language, headword))
        };
        let own = self.words.get(key).or_else(|| self.headwords.get(headword));
        own.or_else(of_form)
    }
}

impl Store {
    /// All forms of a language (BCP 47) that belong to a term.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn form_owners_of(&self, language: &str) -> Result<FormOwners, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/form_owners.sql"))?;
            let mut rows = statement.query([language])?;
            let mut owners = FormOwners::default();
            while let Some(row) = rows.next()? {
                let owner = FormOwner {
                    term_id: TermId(row.get(1)?),
                    status: status(row, 2)?,
                    used: row.get(3)?,
                };
                let form: String = row.get(0)?;
                let is_word: bool = row.get(4)?;
                let parts = key_parts(&form);
                if is_word && parts.len() == 1 {
                    owners.words.insert(form, owner);
                    owners.headwords.insert(row.get(6)?, owner);
                    continue;
                }
                let headword: String = row.get(5)?;
                let phrase = Phrase {
                    term: u32::try_from(owners.sequence_owners.len()).unwrap_or(u32::MAX),
                    words: parts.into_iter().map(str::to_owned).collect(),
                    gap: !is_word && has_gap(&headword),
                };
                owners.sequences.push(phrase);
                owners.sequence_owners.push(owner);
            }
            Ok(owners)
        })
    }
}

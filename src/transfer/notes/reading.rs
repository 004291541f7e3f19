//! Notes read from the JSON that this program writes.
//!
//! The file may come from anywhere: it may be huge, deep, or of other types than it should be. All of it is checked
//! before anything of it is used, the first thing that is wrong is named with the number of its note, and then nothing
//! comes in.

use std::fmt;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};
use uuid::Uuid;

use super::annotations::{Annotation, Selector, Source, Target, URN, colour_name, term_kind_name};
use crate::study::{Anchor, NoteColour, NoteKind, SharedArticle, SharedNote, SharedTerm};
use crate::text::{TermKind, form_key};
use crate::transfer::import::read_bytes;
use crate::transfer::{ReadError, decode};

/// So many bodies, targets and selectors one note may have.
const MOST_PARTS: usize = 4_096;

/// So many notes one file may have.
const MOST_NOTES: usize = 500_000;

/// Longest name of a language (bytes).
const LONGEST_LANGUAGE: usize = 35;

/// Why notes could not be read. Nothing of the file was taken in.
#[derive(Debug, thiserror::Error)]
pub enum NoteFileError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] ReadError),
    /// It is no JSON, or no notes of this program.
    #[error("{}: {detail}", path.display())]
    NotNotes {
        /// The file.
        path: PathBuf,
        /// What was found, with its line and column.
        detail: String,
    },
    /// A note says what no note can say.
    #[error("{}: note {number}: {fault}", path.display())]
    Note {
        /// The file.
        path: PathBuf,
        /// Number of the note, from 1.
        number: usize,
        /// What.
        fault: NoteFault,
    },
}

/// What is wrong with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// It has no UUID, or the UUID of something in it is none.
    #[error("its id is no UUID")]
    Uuid,
    /// It is of no kind that notes have, or has a colour that there is not.
    #[error("its kind or colour is unknown")]
    Kind,
    /// It does not say what it is on.
    #[error("it does not say what it is on")]
    Target,
    /// When it was written is no time.
    #[error("its time is none")]
    Time,
}

/// Whether a file is one of notes, by its name.
#[must_use]
pub fn is_note_file(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Reads a file of notes.
///
/// # Errors
/// [`NoteFileError`], with the file and what to look at.
pub fn read_notes(path: &Path) -> Result<Vec<SharedNote>, NoteFileError> {
    let (bytes, _) = read_bytes(path)?;
    let not_notes = |detail: String| NoteFileError::NotNotes {
        path: path.to_owned(),
        detail,
    };
    let text = decode(&bytes).map_err(|error| not_notes(error.to_string()))?.text;
    let Collection { first } = serde_json::from_str(&text).map_err(|error| not_notes(error.to_string()))?;
    let notes = first.items.into_iter().enumerate().map(|(place, annotation)| {
        shared_note(annotation).map_err(|fault| NoteFileError::Note {
            path: path.to_owned(),
            number: place + 1,
            fault,
        })
    });
    notes.collect()
}

#[derive(serde::Deserialize)]
struct Collection {
    first: Page,
}

#[derive(serde::Deserialize)]
struct Page {
    #[serde(deserialize_with = "notes")]
    items: Vec<Annotation>,
}

fn notes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Annotation>, D::Error> {
    deserializer.deserialize_seq(AtMost(MOST_NOTES, PhantomData))
}

/// A list that may not be longer than any note's.
pub(super) fn few<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(AtMost(MOST_PARTS, PhantomData))
}

/// A list with a limit: a short text of brackets must not become gigabytes of values.
struct AtMost<T>(usize, PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for AtMost<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a list of at most {}", self.0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            if values.len() == self.0 {
                return Err(A::Error::custom(format!("a list of more than {}", self.0)));
            }
            values.push(value);
        }
        Ok(values)
    }
}

fn shared_note(annotation: Annotation) -> Result<SharedNote, NoteFault> {
    let kind = NoteKind::from_name(&annotation.note_kind).ok_or(NoteFault::Kind)?;
    let colour = annotation
        .colour
        .map(|name| NoteColour::ALL.into_iter().find(|colour| colour_name(*colour) == name));
    let colour = colour.map(|colour| colour.ok_or(NoteFault::Kind)).transpose()?;
    let (terms, places): (Vec<Target>, Vec<Target>) = annotation
        .target
        .into_iter()
        .partition(|target| target.kind == "boldface:Term");
    let term = terms.into_iter().next().map(shared_term).transpose()?;
    let place = places.into_iter().next().unwrap_or_default();
    let (anchor, quote) = anchor(&place);
    let article = place.source.map(shared_article).transpose()?;
    let complete = match kind {
        NoteKind::Term => term.is_some(),
        NoteKind::Passage => article.is_some() && anchor.is_some(),
        NoteKind::Article => article.is_some(),
    };
    if !complete || (place.borrowed && kind != NoteKind::Term) {
        return Err(NoteFault::Target);
    }
    let text = annotation.body.into_iter().find(|body| body.purpose != "tagging");
    Ok(SharedNote {
        uuid: uuid(&annotation.id)?,
        kind,
        colour,
        term: term.filter(|_| kind == NoteKind::Term),
        article,
        anchor,
        placed: place.placed.unwrap_or(true),
        quote,
        sentence: place.sentence,
        borrowed: place.borrowed,
        body: text.map(|body| body.value).unwrap_or_default(),
        review: annotation.review,
        created_at: time(&annotation.created)?,
        updated_at: time(&annotation.modified)?,
    })
}

/// The anchor and the quote of a place.
fn anchor(place: &Target) -> (Option<Anchor>, Option<String>) {
    let quoted = place.selector.iter().find_map(|selector| match selector {
        Selector::TextQuoteSelector { exact, prefix, suffix } => Some((exact, prefix, suffix)),
        Selector::TextPositionSelector { .. } => None,
    });
    let anchor = place
        .anchor
        .as_ref()
        .zip(quoted)
        .map(|(position, (exact, prefix, suffix))| Anchor {
            start: position.start,
            end: position.end,
            quote: exact.clone(),
            before: prefix.clone(),
            after: suffix.clone(),
            text_version: position.text_version,
        });
    let quote = place.quote.clone().or_else(|| quoted.map(|(exact, ..)| exact.clone()));
    (anchor, quote)
}

fn shared_term(term: Target) -> Result<SharedTerm, NoteFault> {
    let kind = [TermKind::Word, TermKind::Phrase].into_iter();
    let kind = kind
        .into_iter()
        .find(|kind| term.term_kind.as_deref() == Some(term_kind_name(*kind)));
    let headword = term.label.filter(|headword| !form_key(headword).is_empty());
    let language = term.language.filter(|language| is_language(language));
    Ok(SharedTerm {
        uuid: uuid(&term.id.unwrap_or_default())?,
        language: language.ok_or(NoteFault::Target)?,
        kind: kind.ok_or(NoteFault::Target)?,
        headword: headword.ok_or(NoteFault::Target)?,
        sense: term.sense.trim().to_owned(),
    })
}

fn shared_article(source: Source) -> Result<SharedArticle, NoteFault> {
    if !is_language(&source.language) {
        return Err(NoteFault::Target);
    }
    Ok(SharedArticle {
        uuid: uuid(&source.id)?,
        title: source.label,
        language: source.language,
        path: source.path,
        sha256: source.sha256,
    })
}

fn is_language(code: &str) -> bool {
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plain && (1..=LONGEST_LANGUAGE).contains(&code.len())
}

fn uuid(id: &str) -> Result<String, NoteFault> {
    let uuid = id.strip_prefix(URN).ok_or(NoteFault::Uuid)?;
    let uuid = Uuid::try_parse(uuid).map_err(|_| NoteFault::Uuid)?;
    Ok(uuid.to_string())
}

fn time(iso: &str) -> Result<i64, NoteFault> {
    let time: jiff::Timestamp = iso.parse().map_err(|_| NoteFault::Time)?;
    Ok(time.as_millisecond())
}

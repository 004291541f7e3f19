//! Notes as JSON in the shape of the W3C Web Annotation model: an `AnnotationCollection` with all annotations on its
//! first page.
//!
//! What the model has words for is said in them: what is written is a `TextualBody`, tags are bodies as well, the place
//! is a quote with its two sides and a position in characters. What is only ours (the exact place as block and byte, the
//! kind of note, its colour) stands beside it under names of our own, so that a note that comes back is the same.

use serde::{Deserialize, Serialize};

use super::{Positions, iso};
use crate::study::{NoteColour, NoteKind, SharedNote};
use crate::text::{Place, TermKind, tag_key, tags};

/// Stands before each UUID.
pub(super) const URN: &str = "urn:uuid:";

/// What our own names are short for.
const OURS: &str = "urn:boldface:";

/// The file.
#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: (&'a str, Ours<'a>),
    #[serde(rename = "type")]
    kind: &'a str,
    label: &'a str,
    total: usize,
    first: Page,
}

#[derive(Serialize)]
struct Ours<'a> {
    boldface: &'a str,
}

#[derive(Serialize)]
struct Page {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    items: Vec<Annotation>,
}

/// A note.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Annotation {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) motivation: String,
    pub(super) created: String,
    pub(super) modified: String,
    #[serde(default, deserialize_with = "super::reading::few")]
    pub(super) body: Vec<Body>,
    #[serde(deserialize_with = "super::reading::few")]
    pub(super) target: Vec<Target>,
    #[serde(rename = "boldface:kind")]
    pub(super) note_kind: String,
    #[serde(rename = "boldface:colour", default, skip_serializing_if = "Option::is_none")]
    pub(super) colour: Option<String>,
    #[serde(rename = "boldface:review", default)]
    pub(super) review: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Body {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) value: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<String>,
    pub(super) purpose: String,
}

/// A term, or a place in an article.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Target {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(rename = "boldface:termKind", default, skip_serializing_if = "Option::is_none")]
    pub(super) term_kind: Option<String>,
    #[serde(rename = "boldface:sense", default, skip_serializing_if = "String::is_empty")]
    pub(super) sense: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<Source>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "super::reading::few"
    )]
    pub(super) selector: Vec<Selector>,
    #[serde(rename = "boldface:anchor", default, skip_serializing_if = "Option::is_none")]
    pub(super) anchor: Option<Position>,
    #[serde(rename = "boldface:quote", default, skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<String>,
    #[serde(rename = "boldface:sentence", default, skip_serializing_if = "Option::is_none")]
    pub(super) sentence: Option<String>,
    #[serde(rename = "boldface:placed", default, skip_serializing_if = "Option::is_none")]
    pub(super) placed: Option<bool>,
    #[serde(rename = "boldface:borrowed", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) borrowed: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Source {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) label: String,
    pub(super) language: String,
    #[serde(rename = "boldface:path", default, skip_serializing_if = "String::is_empty")]
    pub(super) path: String,
    #[serde(rename = "boldface:sha256", default, skip_serializing_if = "String::is_empty")]
    pub(super) sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type")]
pub(super) enum Selector {
    TextQuoteSelector {
        exact: String,
        #[serde(default)]
        prefix: String,
        #[serde(default)]
        suffix: String,
    },
    TextPositionSelector {
        start: u64,
        end: u64,
    },
}

/// Where an anchor stands, in our own coordinates.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Position {
    pub(super) start: Place,
    pub(super) end: Place,
    #[serde(rename = "textVersion")]
    pub(super) text_version: u32,
}

/// Notes as the bytes of a file.
pub(in crate::transfer) fn annotations(notes: &[SharedNote], positions: &Positions) -> Vec<u8> {
    let items = notes.iter().map(|note| annotation(note, positions)).collect();
    let collection = Collection {
        context: ("http://www.w3.org/ns/anno.jsonld", Ours { boldface: OURS }),
        kind: "AnnotationCollection",
        label: "Boldface notes",
        total: notes.len(),
        first: Page {
            kind: "AnnotationPage",
            start_index: 0,
            items,
        },
    };
    // Texts, numbers and lists alone: there is nothing that JSON could not say.
    let mut bytes = serde_json::to_vec_pretty(&collection).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

pub(super) const fn colour_name(colour: NoteColour) -> &'static str {
    match colour {
        NoteColour::Yellow => "yellow",
        NoteColour::Green => "green",
        NoteColour::Blue => "blue",
        NoteColour::Violet => "violet",
    }
}

pub(super) const fn term_kind_name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Word => "word",
        TermKind::Phrase => "phrase",
    }
}

/// The tags of a note, without `#`, each once.
pub(super) fn tags_of(body: &str) -> Vec<&str> {
    let mut keys = std::collections::HashSet::new();
    let found = tags(body).into_iter().map(|range| body[range].trim_start_matches('#'));
    found.filter(|tag| keys.insert(tag_key(tag))).collect()
}

fn annotation(note: &SharedNote, positions: &Positions) -> Annotation {
    let highlight = note.kind == NoteKind::Passage && note.body.is_empty();
    let mut body = Vec::new();
    if !note.body.is_empty() {
        body.push(Body {
            kind: "TextualBody".to_owned(),
            value: note.body.clone(),
            format: Some("text/markdown".to_owned()),
            purpose: "commenting".to_owned(),
        });
    }
    body.extend(tags_of(&note.body).into_iter().map(|tag| Body {
        kind: "TextualBody".to_owned(),
        value: tag.to_owned(),
        format: None,
        purpose: "tagging".to_owned(),
    }));
    let mut target = Vec::new();
    if let Some(term) = &note.term {
        target.push(Target {
            kind: "boldface:Term".to_owned(),
            id: Some(format!("{URN}{}", term.uuid)),
            label: Some(term.headword.clone()),
            language: Some(term.language.clone()),
            term_kind: Some(term_kind_name(term.kind).to_owned()),
            sense: term.sense.clone(),
            ..Target::default()
        });
    }
    target.extend(place(note, positions));
    Annotation {
        id: format!("{URN}{}", note.uuid),
        kind: "Annotation".to_owned(),
        motivation: if highlight { "highlighting" } else { "commenting" }.to_owned(),
        created: iso(note.created_at),
        modified: iso(note.updated_at),
        body,
        target,
        note_kind: note.kind.name().to_owned(),
        colour: note.colour.map(|colour| colour_name(colour).to_owned()),
        review: note.review,
    }
}

/// Where a note stands; nothing for one that has neither an article nor words.
fn place(note: &SharedNote, positions: &Positions) -> Option<Target> {
    if note.article.is_none() && note.quote.is_none() && note.sentence.is_none() && note.anchor.is_none() {
        return None;
    }
    let source = note.article.as_ref().map(|article| Source {
        id: format!("{URN}{}", article.uuid),
        kind: "Text".to_owned(),
        label: article.title.clone(),
        language: article.language.clone(),
        path: article.path.clone(),
        sha256: article.sha256.clone(),
    });
    let mut selector = Vec::new();
    let mut own_quote = note.quote.clone();
    if let Some(anchor) = &note.anchor {
        selector.push(Selector::TextQuoteSelector {
            exact: anchor.quote.clone(),
            prefix: anchor.before.clone(),
            suffix: anchor.after.clone(),
        });
        if let Some((start, end)) = positions.get(&note.uuid) {
            selector.push(Selector::TextPositionSelector { start, end });
        }
        own_quote = own_quote.filter(|quote| *quote != anchor.quote);
    }
    Some(Target {
        kind: "SpecificResource".to_owned(),
        source,
        selector,
        anchor: note.anchor.as_ref().map(|anchor| Position {
            start: anchor.start,
            end: anchor.end,
            text_version: anchor.text_version,
        }),
        // A quote that is the anchor's is said once; that there is none is said by `null`'s absence and `placed`.
        quote: own_quote,
        sentence: note.sentence.clone(),
        placed: Some(note.placed),
        borrowed: note.borrowed,
        ..Target::default()
    })
}

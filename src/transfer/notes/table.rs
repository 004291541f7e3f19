//! Notes as a table for spreadsheets.

use super::annotations::{colour_name, tags_of};
use super::iso;
use crate::study::SharedNote;
use crate::transfer::csv::Csv;

const COLUMNS: [&str; 13] = [
    "uuid", "kind", "word", "language", "article", "quote", "sentence", "note", "tags", "colour", "review", "created",
    "modified",
];

/// Notes as the bytes of a file.
pub(in crate::transfer) fn table(notes: &[SharedNote]) -> Vec<u8> {
    let mut csv = Csv::new(COLUMNS);
    for note in notes {
        let term = note.term.as_ref();
        let language = term.map(|term| &term.language);
        let language = language.or(note.article.as_ref().map(|article| &article.language));
        let tags: Vec<String> = tags_of(&note.body).iter().map(|tag| format!("#{tag}")).collect();
        csv.row([
            note.uuid.as_str(),
            note.kind.name(),
            term.map_or("", |term| &term.headword),
            language.map_or("", String::as_str),
            note.article.as_ref().map_or("", |article| &article.title),
            note.quote.as_deref().unwrap_or_default(),
            note.sentence.as_deref().unwrap_or_default(),
            &note.body,
            &tags.join(" "),
            note.colour.map_or("", colour_name),
            if note.review { "yes" } else { "" },
            &iso(note.created_at),
            &iso(note.updated_at),
        ]);
    }
    csv.into_bytes()
}

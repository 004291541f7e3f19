//! What a note is called, and what is told of where it was written.

use eframe::egui::text::{LayoutJob, TextFormat};
use rust_i18n::t;

use super::list::Page;
use crate::app::format;
use crate::study::{NoteKind, NoteRecord};
use crate::text::ByteRange;
use crate::ui::sidebar::sentence_job;
use crate::ui::theme::Theme;
use crate::ui::widgets::serif;
use crate::worker::{NoteEntry, is_lost};

/// Most of a quote that stands as a title (characters).
const TITLE: usize = 90;
/// Most of a passage that stands below its note (characters).
const SENTENCE: usize = 300;

/// What a note is called in the list.
pub(super) fn title(record: &NoteRecord) -> String {
    let of_article = || record.article.as_ref().map(|article| article.title.clone());
    let quote = || {
        let quote = record.quote.as_deref()?;
        let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_matches(['“', '”', '"']);
        let most = if is_told_once(record) { SENTENCE } else { TITLE };
        Some(t!("notes.quoted", quote = format::shortened(words, most)).into_owned())
    };
    let title = match record.kind {
        NoteKind::Term => record.term.as_ref().map(|term| term.headword.clone()),
        NoteKind::Passage => quote(),
        NoteKind::Article => of_article(),
    };
    title.or_else(quote).or_else(of_article).unwrap_or_default()
}

/// The kind of a note, in a word.
pub(super) fn kind(kind: NoteKind) -> String {
    match kind {
        NoteKind::Term => t!("notes.kind_term"),
        NoteKind::Passage => t!("notes.kind_passage"),
        NoteKind::Article => t!("notes.kind_article"),
    }
    .into_owned()
}

/// What a screen reader says of a note before it reads it.
pub(super) fn spoken(entry: &NoteEntry, page: &Page<'_>) -> String {
    let day = format::date(entry.day, page.shown.today);
    format!("{}, {}, {day}", title(&entry.record), kind(entry.record.kind))
}

/// The last line: where the note was written, and what became of the place.
pub(super) fn place(entry: &NoteEntry, page: &Page<'_>) -> Option<String> {
    let record = &entry.record;
    let zone = page.model.zone();
    if let Some(deleted_at) = entry.deleted_at {
        let day = format::day(deleted_at, format::now_ms(), &zone);
        return Some(t!("notes.deleted_on", day = day).into_owned());
    }
    let article = record.article.as_ref()?;
    let title = format::shortened(&article.title, 60);
    Some(if !article.present {
        t!("notes.of_deleted", title = title).into_owned()
    } else if is_lost(record) {
        t!("notes.lost_place", title = title).into_owned()
    } else {
        t!("notes.place", title = title).into_owned()
    })
}

/// Whether what is told of a passage is no more than its title, as for one over several paragraphs.
pub(super) fn is_told_once(record: &NoteRecord) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let quote = record.quote.as_deref().filter(|_| record.kind == NoteKind::Passage);
    let told = record.sentence.as_deref();
    quote.zip(told).is_some_and(|(quote, told)| words(quote) == words(told))
}

/// The sentence with the quote in bold, where there is more of it than the quote; a long passage is cut.
pub(super) fn quoted(sentence: &str, record: &NoteRecord, theme: &Theme) -> LayoutJob {
    let quote = record.quote.as_deref().filter(|quote| quote.trim() != sentence.trim());
    let found = quote.and_then(|quote| Some((sentence.find(quote)?, quote.len())));
    let byte = |byte: usize| u32::try_from(byte).unwrap_or(0);
    if let Some((start, length)) = found.filter(|(_, length)| *length > 0) {
        return sentence_job(sentence, &[ByteRange::new(byte(start), byte(start + length))], theme);
    }
    let mut job = LayoutJob::default();
    let format = TextFormat {
        line_height: Some(21.0),
        ..TextFormat::simple(serif(14.5), theme.ink_second)
    };
    job.append(&format::shortened(sentence, SENTENCE), 0.0, format);
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_told_below_its_title_only_where_there_is_more_of_it() {
        let record = |kind, quote: &str, told: &str| NoteRecord {
            kind,
            quote: Some(quote.to_owned()),
            sentence: Some(told.to_owned()),
            ..NoteRecord::sample(1, "said")
        };
        let two = "towns stall.\n\nThen tides";
        assert!(is_told_once(&record(NoteKind::Passage, two, two)));
        assert!(!is_told_once(&record(
            NoteKind::Passage,
            "towns stall",
            "Many towns stall."
        )));
        assert!(!is_told_once(&record(NoteKind::Term, "stall", "stall")));
        let long = "so many words ".repeat(20);
        let long = record(NoteKind::Passage, &long, &long);
        assert!(is_told_once(&long) && title(&long).chars().count() > 2 * TITLE);
    }
}

//! The notes as they are shown: filtered, sorted and grouped, and what there is to filter by.
//!
//! All of it is worked out here, off the window's thread, whatever the number of notes; the window gets rows of eight
//! bytes and looks at those in view.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::query::{NotesOrder, NotesQuery, NotesWhen};
use crate::study::{ArticleId, NoteKind, NoteRecord};
use crate::text::{form_key, tag_key, tags, tags_above};

/// A note, and what is found and sorted by.
#[derive(Debug)]
pub struct NoteEntry {
    /// The note.
    pub record: NoteRecord,
    /// When it was deleted, if it was (UTC milliseconds).
    pub deleted_at: Option<i64>,
    /// The day on which it was written, by the learner's clock.
    pub day: Date,
    /// Its tags as written, without the `#`.
    pub tags: Vec<String>,
    found_by: String,
    sorted_by: String,
}

impl NoteEntry {
    pub(super) fn new(record: NoteRecord, deleted_at: Option<i64>, zone: &TimeZone) -> Self {
        let title = record.article.as_ref().map(|article| article.title.as_str());
        let headword = record.term.as_ref().map(|term| term.headword.as_str());
        let named = match record.kind {
            NoteKind::Term => headword,
            NoteKind::Passage => record.quote.as_deref(),
            NoteKind::Article => title,
        };
        let parts = [
            headword,
            record.quote.as_deref(),
            Some(&record.body),
            record.sentence.as_deref(),
            title,
        ];
        let all: Vec<&str> = parts.into_iter().flatten().collect();
        let mut written: Vec<String> = Vec::new();
        for range in tags(&record.body) {
            let tag = record.body[range].trim_start_matches('#');
            if !written.iter().any(|other| tag_key(other) == tag_key(tag)) {
                written.push(tag.to_owned());
            }
        }
        Self {
            day: day_of(record.created_at, zone),
            tags: written,
            found_by: form_key(&all.join("\n")),
            sorted_by: form_key(named.unwrap_or_default()),
            record,
            deleted_at,
        }
    }

    fn fits(&self, query: &NotesQuery, words: &[&str], today: Date) -> bool {
        let record = &self.record;
        let article = record.article.as_ref().map(|article| article.article_id);
        let status = record.term.as_ref().and_then(|term| term.status);
        query.article.is_none_or(|wanted| article == Some(wanted))
            && query
                .standing
                .is_none_or(|standing| record.term.is_some() && standing.holds(status))
            && (!query.lost || is_lost(record))
            && (!query.review || record.review)
            && query.when.is_none_or(|when| is_in(self.day, when, today))
            && query
                .tag
                .as_ref()
                .is_none_or(|wanted| self.tags.iter().any(|tag| is_under(tag, wanted)))
            && query.colour.is_none_or(|wanted| record.colour == Some(wanted))
            && words.iter().all(|word| self.found_by.contains(word))
    }
}

/// Whether a tag is the one with this key, or lies under it.
fn is_under(tag: &str, wanted: &str) -> bool {
    tags_above(&tag_key(tag)).any(|above| above == wanted)
}

/// Whether the words that a note is on are not found in their article any more.
#[must_use]
pub fn is_lost(record: &NoteRecord) -> bool {
    record.kind == NoteKind::Passage && !record.placed
}

/// One line of the list; the numbers are places in [`NotesShown::headings`] and [`NotesShown::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesRow {
    /// What the notes below have in common.
    Heading(u32),
    /// A note.
    Note(u32),
}

/// What the notes below a heading have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotesHeading {
    /// The day on which they were written.
    Day(Date),
    /// The title of their article; without one they are on words met nowhere any more.
    Article(Option<String>),
    /// A tag without its `#`; `None`: they have none.
    Tag(Option<String>),
}

/// What there is to filter by, in the whole list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesFacets {
    /// Notes in all.
    pub total: usize,
    /// Tags as written first, without the `#`, and those that they lie under, with their number; the commonest first.
    pub tags: Vec<(String, usize)>,
    /// Articles with their number, the most noted first.
    pub articles: Vec<(ArticleId, String, usize)>,
    /// How many are highlights of each colour.
    pub colours: [usize; 4],
    /// How many have lost their place.
    pub lost: usize,
    /// How many come up in review.
    pub review: usize,
    /// How many lie in the trash.
    pub trash: usize,
    /// How many were written on this day in earlier years.
    pub on_this_day: usize,
    /// Whether all of those were written last year.
    pub last_year: bool,
}

/// The notes as they are shown.
#[derive(Debug)]
pub struct NotesShown {
    /// Of which question.
    pub serial: u64,
    /// What was asked for.
    pub query: NotesQuery,
    /// The lines of the list.
    pub rows: Vec<NotesRow>,
    /// The headings in it.
    pub headings: Vec<NotesHeading>,
    /// All notes, or all of the trash.
    pub entries: Arc<Vec<Arc<NoteEntry>>>,
    /// How many notes fit; one that stands under several tags counts once.
    pub found: usize,
    /// How many of each kind fit, whatever kind is asked for.
    pub kinds: [usize; 3],
    /// What there is to filter by.
    pub facets: Arc<NotesFacets>,
    /// The learner's day.
    pub today: Date,
}

impl NotesShown {
    pub(super) fn of(
        (serial, query): (u64, &NotesQuery),
        entries: &Arc<Vec<Arc<NoteEntry>>>,
        facets: &Arc<NotesFacets>,
        today: Date,
    ) -> Self {
        let text = form_key(&query.text);
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let mut kinds = [0; 3];
        let mut found: Vec<u32> = Vec::new();
        for (entry, number) in entries.iter().zip(0u32..) {
            if entry.fits(query, &words, today) {
                kinds[entry.record.kind as usize] += 1;
                if query.kind.is_none_or(|kind| kind == entry.record.kind) {
                    found.push(number);
                }
            }
        }
        let count = found.len();
        let (rows, headings) = ordered(found, entries, query);
        Self {
            serial,
            query: query.clone(),
            rows,
            headings,
            entries: Arc::clone(entries),
            found: count,
            kinds,
            facets: Arc::clone(facets),
            today,
        }
    }

    /// The note of a line.
    #[must_use]
    pub fn note(&self, row: usize) -> Option<&Arc<NoteEntry>> {
        match self.rows.get(row)? {
            NotesRow::Note(number) => self.entries.get(*number as usize),
            NotesRow::Heading(_) => None,
        }
    }

    /// The line of a note, looked for from `near` on in both directions.
    #[must_use]
    pub fn row_of(&self, note_id: crate::study::NoteId, near: usize) -> Option<usize> {
        let is = |row: &usize| self.note(*row).is_some_and(|entry| entry.record.note_id == note_id);
        let (before, after) = (near.min(self.rows.len()), near..self.rows.len());
        let ahead = after.clone().take(64).find(is);
        ahead
            .or_else(|| (0..before).rev().find(is))
            .or_else(|| after.skip(64).find(is))
    }
}

/// The learner's day of a moment (UTC milliseconds).
pub(super) fn day_of(at_ms: i64, zone: &TimeZone) -> Date {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    zone.to_datetime(at).date()
}

fn is_in(day: Date, when: NotesWhen, today: Date) -> bool {
    let since = |days: i32| today.checked_sub(days.days()).is_ok_and(|first| day >= first);
    match when {
        NotesWhen::Today => day == today,
        NotesWhen::Week => since(6),
        NotesWhen::Month => since(29),
        NotesWhen::Year => since(364),
        NotesWhen::OnThisDay => day.year() < today.year() && (day.month(), day.day()) == (today.month(), today.day()),
    }
}

/// What can be filtered by, in the whole list.
pub(super) fn facets(entries: &[Arc<NoteEntry>], trash: usize, today: Date) -> NotesFacets {
    let mut tags: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut articles: BTreeMap<ArticleId, (String, usize)> = BTreeMap::new();
    let mut facets = NotesFacets {
        total: entries.len(),
        trash,
        last_year: true,
        ..NotesFacets::default()
    };
    for entry in entries {
        // A note with two tags under one is one of it.
        let all = entry.tags.iter().flat_map(|tag| tags_above(tag));
        let all: BTreeMap<String, &str> = all.map(|tag| (tag_key(tag), tag)).collect();
        for (key, tag) in all {
            tags.entry(key).or_insert_with(|| (tag.to_owned(), 0)).1 += 1;
        }
        if let Some(colour) = entry.record.colour {
            facets.colours[colour as usize - 1] += 1;
        }
        if let Some(article) = &entry.record.article {
            let named = articles.entry(article.article_id);
            named.or_insert_with(|| (article.title.clone(), 0)).1 += 1;
        }
        facets.lost += usize::from(is_lost(&entry.record));
        facets.review += usize::from(entry.record.review);
        if is_in(entry.day, NotesWhen::OnThisDay, today) {
            facets.on_this_day += 1;
            facets.last_year &= entry.day.year() + 1 == today.year();
        }
    }
    facets.tags = tags.into_values().collect();
    facets.tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    facets.articles = articles
        .into_iter()
        .map(|(id, (title, count))| (id, title, count))
        .collect();
    facets.articles.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    facets
}

/// Rows in the order that is asked for, with their headings. The numbers come newest first; so do those of the trash, by
/// the day of their deletion.
fn ordered(mut found: Vec<u32>, entries: &[Arc<NoteEntry>], query: &NotesQuery) -> (Vec<NotesRow>, Vec<NotesHeading>) {
    let of = |number: u32| &entries[number as usize];
    let mut list = List::default();
    match query.order {
        _ if query.trash => list.rows = found.into_iter().map(NotesRow::Note).collect(),
        NotesOrder::Newest | NotesOrder::Oldest => {
            if query.order == NotesOrder::Oldest {
                found.reverse();
            }
            for number in found {
                list.add(NotesHeading::Day(of(number).day), number);
            }
        }
        NotesOrder::Alphabet => {
            found.sort_by(|one, other| of(*one).sorted_by.cmp(&of(*other).sorted_by));
            list.rows = found.into_iter().map(NotesRow::Note).collect();
        }
        NotesOrder::Article => {
            let title = |number: u32| of(number).record.article.as_ref().map(|article| article.title.clone());
            let mut keyed: Vec<_> = found.into_iter().map(|number| (title(number), number)).collect();
            // Without an article: last.
            keyed.sort_by(|(one, _), (other, _)| (one.is_none(), one).cmp(&(other.is_none(), other)));
            for (title, number) in keyed {
                list.add(NotesHeading::Article(title), number);
            }
        }
        NotesOrder::Tag => {
            let mut keyed: Vec<(bool, String, u32)> = Vec::new();
            for number in found {
                let tags = &of(number).tags;
                let wanted = |tag: &&String| query.tag.as_ref().is_none_or(|wanted| is_under(tag, wanted));
                keyed.extend(tags.iter().filter(wanted).map(|tag| (false, tag_key(tag), number)));
                if tags.is_empty() {
                    keyed.push((true, String::new(), number));
                }
            }
            keyed.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
            for (none, tag, number) in keyed {
                list.add(NotesHeading::Tag((!none).then_some(tag)), number);
            }
        }
    }
    (list.rows, list.headings)
}

#[derive(Default)]
struct List {
    rows: Vec<NotesRow>,
    headings: Vec<NotesHeading>,
}

impl List {
    fn add(&mut self, heading: NotesHeading, number: u32) {
        if self.headings.last() != Some(&heading) {
            let place = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
            self.rows.push(NotesRow::Heading(place));
            self.headings.push(heading);
        }
        self.rows.push(NotesRow::Note(number));
    }
}

#[cfg(test)]
#[path = "shown_tests.rs"]
mod tests;

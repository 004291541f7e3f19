//! Where notes stand in an article's text: when it is opened, and when it gets another text.

use super::Parsed;
use crate::store::{StandingNote, Store, StoreError};
use crate::study::{Anchor, ArticleId, Locator, MovedNote, NoteKind, NotePlace, NoteRecord};
use crate::text::{Article, Passage, sentence_at};

/// A longer sentence (bytes) is not kept beside a note: a whole chapter may be one.
const LONGEST_SENTENCE: usize = 2_000;

/// A note of an article, and where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedNote {
    /// The note.
    pub note: NoteRecord,
    /// `None`: it is on the whole article, or has lost its place.
    pub place: Option<Passage>,
}

impl PlacedNote {
    /// A note where its anchor says, if that still stands there.
    #[must_use]
    pub fn unmoved(note: NoteRecord, article: &Article) -> Self {
        let anchor = note.anchor.as_ref().filter(|_| note.kind == NoteKind::Passage);
        let place = anchor.filter(|anchor| anchor.is_unmoved(article)).map(Anchor::passage);
        Self { note, place }
    }

    /// A note at its place in an article.
    fn placed(note: NoteRecord, locator: &Locator<'_>) -> Self {
        let anchor = note
            .anchor
            .as_ref()
            .filter(|_| note.kind == NoteKind::Passage && note.placed);
        let place = anchor.and_then(|anchor| locator.locate_passage(anchor));
        Self { note, place }
    }
}

impl Parsed {
    /// The notes as they are now: one that came, or changed, while the text was parsed is among them. So are those that
    /// waited for the article, and were written on another text of it.
    pub(super) fn take_notes(&mut self, notes: Vec<NoteRecord>) {
        let mut found = std::mem::take(&mut self.notes);
        let locator = Locator::new(&self.article);
        let place = |note: NoteRecord| {
            let same = |placed: &PlacedNote| placed.note.note_id == note.note_id && placed.note.anchor == note.anchor;
            match found.iter().position(same) {
                Some(at) => PlacedNote {
                    note,
                    ..found.swap_remove(at)
                },
                None => PlacedNote::placed(note, &locator),
            }
        };
        self.notes = notes.into_iter().map(place).collect();
    }
}

/// The sentence around a passage; its own words where they go over more than one.
#[must_use]
pub fn sentence_around(article: &Article, passage: Passage, language: &str) -> Option<String> {
    let Passage { start, end } = passage;
    let block = article.block(start.block).filter(|_| start.block == end.block)?;
    let sentence = sentence_at(block, start.byte, language);
    let fits = sentence.end >= end.byte && sentence.usize().len() <= LONGEST_SENTENCE;
    fits.then(|| block.slice(sentence).trim().to_owned())
}

/// What a note on a passage keeps of its place.
#[must_use]
pub fn note_place(article_id: ArticleId, article: &Article, passage: Passage, language: &str) -> NotePlace {
    let anchor = Anchor::of_passage(article, passage);
    let sentence = sentence_around(article, passage, language).unwrap_or_else(|| anchor.quote.clone());
    NotePlace {
        article_id,
        anchor,
        sentence,
    }
}

/// Finds each note's place in an article.
pub(super) fn place_notes(notes: Vec<NoteRecord>, article: &Article) -> Vec<PlacedNote> {
    let locator = Locator::new(article);
    notes
        .into_iter()
        .map(|note| PlacedNote::placed(note, &locator))
        .collect()
}

/// Where a note stands in another text than the one it was written on. A word is never taken for a similar one.
pub(super) fn place_of(kind: NoteKind, anchor: &Anchor, locator: &Locator<'_>) -> Option<Passage> {
    if kind == NoteKind::Passage {
        return locator.locate_passage(anchor);
    }
    let found = locator.locate(anchor);
    found.map(|(block, range)| Passage::of(block, range))
}

/// Where the notes of an article are in its new text. What they kept of the old one stays where it still stands.
pub(super) fn moved_notes(
    store: &Store,
    article_id: ArticleId,
    (article, language): (&Article, &str),
    locator: &Locator<'_>,
) -> Result<Vec<MovedNote>, StoreError> {
    let moved = |note: StandingNote| {
        let place = place_of(note.kind, &note.anchor, locator).map(|passage| {
            let mut place = note_place(article_id, article, passage, language);
            if place.anchor.quote == note.anchor.quote && !note.sentence.is_empty() {
                place.sentence = note.sentence;
            }
            place
        });
        MovedNote {
            note_id: note.note_id,
            place,
        }
    };
    Ok(store.standing_notes(article_id)?.into_iter().map(moved).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{ByteRange, parse};
    use crate::worker::parsing::Parse;

    #[test]
    fn a_note_that_waited_for_its_article_finds_its_place_in_another_text_of_it() {
        let old = parse("# The mill\n\nThe old mill stood by the river.\n");
        let note = |id: i64, range: ByteRange| NoteRecord {
            anchor: Some(Anchor::of(&old, 1, range)),
            ..NoteRecord::sample(id, "")
        };
        let parse = Parse {
            article_id: ArticleId(1),
            title: "The mill".to_owned(),
            language: "en".to_owned(),
            origin: String::new(),
            bytes: Vec::new(),
            edits: Vec::new(),
            gloss_edits: Vec::new(),
            notes: Vec::new(),
            learner: "de".to_owned(),
            position: None,
            furthest: None,
            at: None,
            generation: 1,
        };
        let mut parsed = parse.run("# The mill\n\nNew words.\n\nThe old mill stood by the river.\n");
        let lost = NoteRecord {
            placed: false,
            ..note(2, ByteRange::new(4, 12))
        };
        parsed.take_notes(vec![note(1, ByteRange::new(4, 12)), lost]);
        let places: Vec<_> = parsed.notes.iter().map(|note| note.place).collect();
        assert_eq!(places, [Some(Passage::of(2, ByteRange::new(4, 12))), None]);
    }
}

//! The notes of the open article: on its passages, in the order of the text, and on the whole of it.
//!
//! A frame asks only for what is on the screen, and passages overlap. So the placed ones are sorted by where they begin,
//! and beside each stands how far any of those before it reaches: what touches a block is found by one search.

use std::sync::Arc;

use crate::study::{NoteId, NoteKind, NoteRecord};
use crate::text::{Passage, Place};
use crate::worker::PlacedNote;

/// So many lines lie below each other under text that several notes are on.
const LANES: u8 = 3;

/// A note of the open article.
#[derive(Clone, Debug)]
pub struct PageNote {
    /// As stored.
    pub note: Arc<NoteRecord>,
    /// Its passage; `None`: it is on the whole article, or has lost its place.
    pub place: Option<Passage>,
    /// On which line under the text its own is drawn, counted from 0, so that overlapping ones lie apart.
    pub lane: u8,
}

/// The notes of the open article.
#[derive(Clone, Debug, Default)]
pub struct PageNotes {
    /// Those with a place first, in the order of the text.
    list: Vec<PageNote>,
    /// Of each that has a place: the last block that it, or one before it, reaches.
    reach: Vec<u32>,
    serial: u64,
}

impl PageNotes {
    /// The notes of an article that was opened. `serial` is another for every article.
    #[must_use]
    pub fn new(notes: Vec<PlacedNote>, serial: u64) -> Self {
        let page_note = |placed: PlacedNote| PageNote {
            note: Arc::new(placed.note),
            place: placed.place,
            lane: 0,
        };
        let mut this = Self {
            list: notes.into_iter().map(page_note).collect(),
            reach: Vec::new(),
            serial,
        };
        this.sort();
        this
    }

    /// Counts up with every change.
    #[must_use]
    pub const fn serial(&self) -> u64 {
        self.serial
    }

    /// All of them: those on passages in the order of the text, then those without a place.
    #[must_use]
    pub fn all(&self) -> &[PageNote] {
        &self.list
    }

    /// A note by its key.
    #[must_use]
    pub fn get(&self, note_id: NoteId) -> Option<&PageNote> {
        self.list.iter().find(|found| found.note.note_id == note_id)
    }

    /// The note on the article as a whole; of several the oldest.
    #[must_use]
    pub fn of_article(&self) -> Option<&PageNote> {
        let mut notes = self.list.iter().filter(|found| found.note.kind == NoteKind::Article);
        let first = notes.next()?;
        Some(notes.fold(first, |one, other| {
            if other.note.created_at < one.note.created_at {
                other
            } else {
                one
            }
        }))
    }

    /// Takes over a note that came or changed. One whose anchor is as it was stays where it stood.
    pub fn take(&mut self, placed: PlacedNote) {
        self.serial += 1;
        let note = Arc::new(placed.note);
        match self.list.iter_mut().find(|found| found.note.note_id == note.note_id) {
            Some(found) => {
                let kept = found.place.filter(|_| found.note.anchor == note.anchor && note.placed);
                found.place = placed.place.or(kept);
                found.note = note;
            }
            None => self.list.push(PageNote {
                note,
                place: placed.place,
                lane: 0,
            }),
        }
        self.sort();
    }

    /// A note is gone.
    pub fn drop_note(&mut self, note_id: NoteId) {
        let before = self.list.len();
        self.list.retain(|found| found.note.note_id != note_id);
        if self.list.len() != before {
            self.serial += 1;
            self.sort();
        }
    }

    /// Those that touch a block, in the order of the text.
    pub fn in_block(&self, block: u32) -> impl Iterator<Item = &PageNote> {
        let first = self.reach.partition_point(|&reach| reach < block);
        let placed = self.list[..self.reach.len()].iter().skip(first);
        placed
            .take_while(move |found| found.place.is_some_and(|place| place.start.block <= block))
            .filter(move |found| found.place.is_some_and(|place| place.end.block >= block))
    }

    /// The note on a place; of several the one that begins last, which the others leave only this room.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<&PageNote> {
        let here = |found: &&PageNote| found.place.is_some_and(|passage| passage.contains(place));
        self.in_block(place.block).filter(here).last()
    }

    /// The note on exactly this passage.
    #[must_use]
    pub fn on(&self, passage: Passage) -> Option<&PageNote> {
        self.in_block(passage.start.block)
            .find(|found| found.place == Some(passage))
    }

    /// The next note behind a place, or the one before it; round again at the end.
    #[must_use]
    pub fn next(&self, from: Passage, forward: bool) -> Option<&PageNote> {
        let placed = &self.list[..self.reach.len()];
        let key = |found: &PageNote| found.place.map(|place| (place.start, place.end));
        let here = Some((from.start, from.end));
        if forward {
            placed.iter().find(|found| key(found) > here).or(placed.first())
        } else {
            placed.iter().rfind(|found| key(found) < here).or(placed.last())
        }
    }

    /// Where the passages begin, in the order of the text.
    #[must_use]
    pub fn places(&self) -> Arc<[Place]> {
        let placed = self.list.iter().filter_map(|found| found.place);
        placed.map(|place| place.start).collect()
    }

    fn sort(&mut self) {
        self.list.sort_by_key(|found| {
            let place = found.place.map(|place| (place.start, std::cmp::Reverse(place.end)));
            (place.is_none(), place, found.note.created_at, found.note.note_id)
        });
        self.reach.clear();
        // Where the last note of each lane ends.
        let mut ends = [Place::default(); LANES as usize];
        let mut reach = 0;
        for found in &mut self.list {
            let Some(place) = found.place else { break };
            reach = place.end.block.max(reach);
            self.reach.push(reach);
            let free = (0..LANES).find(|&lane| ends[lane as usize] <= place.start);
            found.lane = free.unwrap_or(LANES - 1);
            let end = &mut ends[found.lane as usize];
            *end = place.end.max(*end);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(super) fn note(id: i64, place: Option<Passage>) -> PlacedNote {
        let note = NoteRecord {
            placed: place.is_some(),
            ..NoteRecord::sample(id, "")
        };
        PlacedNote { note, place }
    }

    fn passage((one, other): ((u32, u32), (u32, u32))) -> Passage {
        let place = |(block, byte)| Place { block, byte };
        Passage::between(place(one), place(other))
    }

    proptest! {
        #[test]
        fn what_touches_a_block_is_found_however_passages_overlap(
            places in prop::collection::vec(prop::option::of(((0u32..6, 0u32..9), (0u32..6, 0u32..9))), 0..12),
            gone in 0i64..12,
        ) {
            let notes = places.iter().zip(0i64..).map(|(place, id)| note(id, place.map(passage)));
            let mut page = PageNotes::default();
            for placed in notes {
                page.take(placed);
            }
            page.drop_note(NoteId(gone));
            for block in 0..6 {
                let mut found: Vec<i64> = page.in_block(block).map(|found| found.note.note_id.0).collect();
                found.sort_unstable();
                let touches = |(place, id): (&Option<_>, i64)| {
                    let place = place.map(passage)?;
                    (id != gone && place.start.block <= block && block <= place.end.block).then_some(id)
                };
                let expected: Vec<i64> = places.iter().zip(0..).filter_map(touches).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn overlapping_passages_have_lines_of_their_own() {
        let places = [((0, 0), (0, 20)), ((0, 5), (0, 9)), ((0, 9), (1, 3)), ((2, 0), (2, 4))];
        let notes = places
            .into_iter()
            .zip(1..)
            .map(|(place, id)| note(id, Some(passage(place))));
        let page = PageNotes::new(notes.collect(), 7);
        let lanes: Vec<u8> = page.all().iter().map(|found| found.lane).collect();
        assert_eq!(lanes, [0, 1, 1, 0]);
        let at = |block, byte| page.at(Place { block, byte }).map(|found| found.note.note_id.0);
        assert_eq!(
            [at(0, 0), at(0, 6), at(0, 12), at(1, 5), at(2, 0)],
            [Some(1), Some(2), Some(3), None, Some(4)]
        );
        let next = |from, forward| page.next(passage(from), forward).map(|found| found.note.note_id.0);
        assert_eq!(next(((0, 5), (0, 9)), true), Some(3));
        assert_eq!(next(((0, 5), (0, 9)), false), Some(1));
        assert_eq!(next(((2, 1), (2, 1)), true), Some(1), "round again");
        assert_eq!(next(((0, 0), (0, 0)), false), Some(4));
    }
}

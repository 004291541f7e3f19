//! Notes on passages and on the article: their card beside the text, and what keys and buttons do to them.
//!
//! Nothing is stored of a note before it has a word or a colour. A note that is left without a word, a colour and a mark
//! for review is dropped, in one step of undo with what emptied it.

use std::sync::Arc;
use std::time::Instant;

use rust_i18n::t;

use super::{Boldface, Draft, Effect, Reading};
use crate::store::{Direction, Op};
use crate::study::{NoteColour, NoteEdit, NoteId, NoteKind, NotePlace, NoteRecord, NoteTarget};
use crate::text::{ByteRange, Passage};
use crate::worker::{Change, Committed, PlacedNote, note_place};

/// A longer passage (bytes) is too long for a note: a note on the article is meant.
const LONGEST: u32 = 20_000;

/// The card of a note on a passage or on the article.
#[derive(Clone, Debug)]
pub struct NoteCard {
    /// Which note, or what a new one will be on.
    pub on: NoteTarget,
    /// As stored; `None` before there is something to store.
    pub note: Option<Arc<NoteRecord>>,
    /// The words of the passage; the title of the article.
    pub quote: String,
    /// Where it stands; `None`: on the whole article, or it has lost its place.
    pub place: Option<Passage>,
}

impl NoteCard {
    /// What the note is on.
    #[must_use]
    pub fn kind(&self) -> NoteKind {
        let kind = self.note.as_ref().map(|note| note.kind);
        kind.or(self.on.new_kind()).unwrap_or(NoteKind::Passage)
    }

    /// Whether its passage is not found in the article any more.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.kind() == NoteKind::Passage && self.place.is_none()
    }

    fn of(on: NoteTarget, note: Option<Arc<NoteRecord>>, place: Option<Passage>, title: &str) -> Self {
        let quote = match (&note, &on) {
            (Some(note), _) if note.kind == NoteKind::Passage => note.quote.clone().unwrap_or_default(),
            (None, NoteTarget::Passage(at)) => at.anchor.quote.clone(),
            _ => title.to_owned(),
        };
        Self { on, note, quote, place }
    }
}

/// What is done to the note whose card is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteAction {
    /// Show a note of the open article: its passage is selected, its card stands beside the text.
    Open(NoteId),
    /// Give the passage this colour, or none.
    Colour(Option<NoteColour>),
    /// Let it come up in review, or no longer.
    Review(bool),
    /// Delete it.
    Delete,
    /// Close the card.
    Close,
}

impl Reading {
    /// What a note keeps of a passage; `None` for one that is too long.
    fn note_place(&self, passage: Passage) -> Option<NotePlace> {
        let mut bytes = 0;
        let fits = self.article.parts(passage).all(|(_, _, range)| {
            bytes += range.len();
            bytes <= LONGEST
        });
        fits.then(|| note_place(self.article_id, &self.article, passage, &self.language))
    }

    /// Where a note on the selected word is written.
    pub(super) fn written_at(&self) -> Option<NotePlace> {
        let selection = self.selection?;
        self.note_place(Passage::of(selection.block, selection.range))
    }
}

impl Boldface {
    /// What is asked of the note whose card is shown.
    pub(super) fn act_on_note(&mut self, action: NoteAction, now: Instant) {
        match action {
            NoteAction::Open(note_id) => self.show_page_note(note_id, now),
            NoteAction::Colour(colour) => self.colour_note(colour, now),
            NoteAction::Review(review) => self.edit_shown_note(NoteEdit::Review(review), now),
            NoteAction::Delete => {
                let is_stored = self.model.note_card.as_ref().is_some_and(|card| card.note.is_some());
                // What is being typed goes with it, and comes back with it.
                self.drafts.flush(now);
                self.send_due_drafts(now);
                if is_stored {
                    self.edit_shown_note(NoteEdit::Delete { emptied: false }, now);
                }
                self.drafts.show_page(None);
                self.model.note_card = None;
            }
            NoteAction::Close => {
                self.select(None, now);
                self.effects.push(Effect::FocusPage);
            }
        }
    }

    /// Writes on the selected passage, or goes on with the card that is shown. Returns whether there was one.
    pub(super) fn write_page_note(&mut self, now: Instant) -> bool {
        let Some(reading) = &self.model.reading else {
            return false;
        };
        let here = reading.selection.map(|here| Passage::of(here.block, here.range));
        let noted = here.filter(|_| self.drafts.note.is_none());
        if let Some(found) = noted.and_then(|here| reading.notes.on(here)) {
            // A few words that were highlighted, and are no term: the note is the highlight's.
            let note_id = found.note.note_id;
            self.show_page_note(note_id, now);
            self.effects.push(Effect::FocusNote);
            return true;
        }
        let Some(passage) = reading.passage else {
            let shown = self.model.note_card.is_some();
            if shown {
                self.effects.push(Effect::FocusNote);
            }
            return shown;
        };
        if self.model.note_card.is_none() {
            let Some(place) = reading.note_place(passage) else {
                self.tell(t!("toast.passage_too_long").into_owned(), now);
                return true;
            };
            self.show_note_card(NoteTarget::Passage(Box::new(place)), None, Some(passage));
        }
        self.effects.push(Effect::FocusNote);
        true
    }

    /// Writes on the open article as a whole.
    pub(super) fn write_article_note(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let found = reading.notes.of_article().map(|found| Arc::clone(&found.note));
        let on = found.as_ref().map_or(NoteTarget::Article(reading.article_id), |note| {
            NoteTarget::Note(note.note_id)
        });
        self.select(None, now);
        self.show_note_card(on, found, None);
        self.effects.push(Effect::FocusNote);
    }

    /// Highlights what is selected in the colour that was used last. Again: the next colour; after the fourth, none.
    pub(super) fn highlight(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let Some(passage) = reading.selected() else { return };
        let last = self.settings.highlight;
        let Some(found) = reading.notes.on(passage).map(|found| Arc::clone(&found.note)) else {
            let Some(place) = reading.note_place(passage) else {
                self.tell(t!("toast.passage_too_long").into_owned(), now);
                return;
            };
            let on = NoteTarget::Passage(Box::new(place));
            let edit = NoteEdit::Colour(Some(last));
            self.change(Change::Note { on, edit }, now);
            return;
        };
        let note_id = found.note_id;
        let wanted = found.colour.map_or(Some(last), |colour| {
            let begun = self.cycling.filter(|(of, _)| *of == note_id);
            let (_, first) = *self.cycling.insert(begun.unwrap_or((note_id, colour)));
            Some(colour.next()).filter(|next| *next != first)
        });
        if wanted.is_none() {
            self.cycling = None;
        }
        self.set_colour(NoteTarget::Note(note_id), wanted, now);
    }

    fn colour_note(&mut self, colour: Option<NoteColour>, now: Instant) {
        self.cycling = None;
        if let Some(card) = &self.model.note_card {
            let on = card.on.clone();
            if colour.is_some() || card.note.is_some() {
                self.set_colour(on, colour, now);
            }
        }
    }

    fn set_colour(&mut self, on: NoteTarget, colour: Option<NoteColour>, now: Instant) {
        if let Some(colour) = colour
            && self.settings.highlight != colour
        {
            self.settings.highlight = colour;
            self.settings_changed(now);
        }
        // A note that is being written has its words before it could be deleted for having none.
        self.drafts.flush(now);
        self.send_due_drafts(now);
        let edit = NoteEdit::Colour(colour);
        self.change(Change::Note { on, edit }, now);
    }

    fn edit_shown_note(&mut self, edit: NoteEdit, now: Instant) {
        if let Some(card) = &self.model.note_card {
            let on = card.on.clone();
            self.change(Change::Note { on, edit }, now);
        }
    }

    /// Goes to the next note on a passage, or the one before.
    pub(super) fn go_to_note(&mut self, forward: bool, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let here = reading.caret(forward);
        let here = reading.passage.unwrap_or(Passage::between(here, here));
        match reading.notes.next(here, forward).map(|found| found.note.note_id) {
            Some(note_id) => self.show_page_note(note_id, now),
            None => self.tell(t!("toast.no_notes_here").into_owned(), now),
        }
    }

    /// Selects the passage of a note and shows its card.
    pub(super) fn show_page_note(&mut self, note_id: NoteId, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let Some(found) = reading.notes.get(note_id) else {
            return;
        };
        let (note, place) = (Arc::clone(&found.note), found.place);
        match place {
            Some(passage) => self.select_passage(passage, now),
            None => self.select(None, now),
        }
        self.show_note_card(NoteTarget::Note(note_id), Some(note), place);
        self.show_sidebar(true, now);
        if let (Some(passage), Some(reading)) = (place, &mut self.model.reading) {
            let text = reading
                .article
                .block(passage.start.block)
                .map_or(0, |block| block.text.len());
            let end = u32::try_from(text).unwrap_or(u32::MAX);
            let first = passage.in_block(passage.start.block, end).unwrap_or_default();
            reading.reveal(passage.start.block, ByteRange::new(first.start, first.end));
        }
    }

    /// Shows the card of a note without going to its place.
    pub(super) fn show_note_again(&mut self, note_id: NoteId) {
        let Some(reading) = &self.model.reading else { return };
        if let Some(found) = reading.notes.get(note_id) {
            let (note, place) = (Arc::clone(&found.note), found.place);
            self.show_note_card(NoteTarget::Note(note_id), Some(note), place);
        }
    }

    /// The card of the note that stands on exactly what is selected, if there is one.
    pub(super) fn show_note_of_passage(&mut self) {
        let Some(reading) = &self.model.reading else { return };
        let found = reading.passage.and_then(|passage| reading.notes.on(passage));
        if let Some(found) = found {
            let (note, place) = (Arc::clone(&found.note), found.place);
            self.show_note_card(NoteTarget::Note(note.note_id), Some(note), place);
        }
    }

    fn show_note_card(&mut self, on: NoteTarget, note: Option<Arc<NoteRecord>>, place: Option<Passage>) {
        let Some(reading) = &self.model.reading else { return };
        let body = note.as_ref().map_or("", |note| note.body.as_str());
        self.drafts.show_page(Some((&on, body)));
        self.model.note_card = Some(NoteCard::of(on, note, place, &reading.title));
    }

    /// Closes the card of a note. What was typed is sent; what is left without anything in it is dropped.
    pub(super) fn leave_note_card(&mut self, now: Instant) {
        let Some(card) = self.model.note_card.take() else {
            return;
        };
        let empty = self.drafts.page.as_ref().filter(|draft| draft.text.trim().is_empty());
        let empty = empty.and_then(Draft::note_id);
        self.drafts.show_page(None);
        self.send_due_drafts(now);
        let bare = |note: &Arc<NoteRecord>| note.colour.is_none() && !note.review;
        if let Some(note_id) = empty.filter(|_| card.note.as_ref().is_some_and(bare)) {
            self.drop_empty(note_id, now);
        }
    }

    fn drop_empty(&mut self, note_id: NoteId, now: Instant) {
        let edit = NoteEdit::Delete { emptied: true };
        let on = NoteTarget::Note(note_id);
        self.change(Change::Note { on, edit }, now);
    }

    /// Takes over the notes that a commit touched.
    pub(super) fn take_page_notes(&mut self, committed: &mut Committed, now: Instant) {
        let notes = std::mem::take(&mut committed.notes);
        for note_id in std::mem::take(&mut committed.gone_notes) {
            self.forget_note(note_id);
        }
        for note in notes.into_iter().filter(|note| note.kind != NoteKind::Term) {
            let Some(reading) = &mut self.model.reading else { return };
            let article_id = note.article.as_ref().map(|article| article.article_id);
            if article_id != Some(reading.article_id) {
                continue;
            }
            let note_id = note.note_id;
            let blank = note.body.is_empty() && note.colour.is_none() && !note.review;
            let placed = PlacedNote::unmoved(note, &reading.article);
            reading.notes.take(placed);
            self.refresh_note_card(note_id);
            let shown = self.model.note_card.as_ref().map(|card| &card.on) == Some(&NoteTarget::Note(note_id));
            // Its field was left while it was being made.
            let typed = matches!(committed.op, Op::EditNote { .. }) && committed.direction == Direction::Done;
            if blank && typed && !shown && !self.drafts.is_unsaved() {
                self.drop_empty(note_id, now);
            }
        }
    }

    fn forget_note(&mut self, note_id: NoteId) {
        if let Some(reading) = &mut self.model.reading {
            reading.notes.drop_note(note_id);
        }
        let shown = self.model.note_card.as_ref().map(|card| &card.on) == Some(&NoteTarget::Note(note_id));
        let typed = self.drafts.page.as_ref().is_some_and(Draft::is_unsaved);
        if shown && !typed {
            self.model.note_card = None;
            self.drafts.show_page(None);
        }
    }

    /// The card shows the note as it is now; what was a new one may be this one.
    fn refresh_note_card(&mut self, note_id: NoteId) {
        let Some(reading) = &self.model.reading else { return };
        let Some(found) = reading.notes.get(note_id) else {
            return;
        };
        let (note, place) = (Arc::clone(&found.note), found.place);
        let Some(card) = &self.model.note_card else {
            // Just highlighted: its card stands beside the text, where its colour can be changed.
            if place.is_some() && reading.passage == place {
                self.show_note_card(NoteTarget::Note(note_id), Some(note), place);
            }
            return;
        };
        let is_it = match &card.on {
            NoteTarget::Note(shown) => *shown == note_id,
            NoteTarget::Passage(at) => note.anchor.as_ref() == Some(&at.anchor),
            NoteTarget::Article(_) => note.kind == NoteKind::Article,
            NoteTarget::Term { .. } => false,
        };
        if is_it {
            self.drafts.adopt(note_id);
            self.drafts.reload_page(note_id, &note.body);
            self.model.note_card = Some(NoteCard::of(
                NoteTarget::Note(note_id),
                Some(note),
                place,
                &reading.title,
            ));
        }
    }
}

//! Text as it is typed: when it is written, and what is still unsaved.
//!
//! A draft is sent 500 ms after the last key, 2 s after the first unsaved one at the latest, and at once when its field
//! is left; never while an input method composes. Until the store says `Committed`, the text is kept here, whatever
//! happens to the field, and a failed save is tried again.

use std::time::{Duration, Instant};

use super::DraftField;
use crate::study::{NoteEdit, NoteId, NotePlace, NoteTarget, Term, TermId};
use crate::worker::Change;

const AFTER_LAST_KEY: Duration = Duration::from_millis(500);
const AT_THE_LATEST: Duration = Duration::from_secs(2);
const RETRY: Duration = Duration::from_secs(3);

/// One field's text.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Whose: a term, or what the note on the page is on.
    pub on: NoteTarget,
    /// Which field.
    pub field: DraftField,
    /// As the learner sees it.
    pub text: String,
    note_id: Option<NoteId>,
    saved: String,
    sent: Option<(u64, String)>,
    first_change: Option<Instant>,
    last_change: Option<Instant>,
    failed_at: Option<Instant>,
    session: u64,
    composing: bool,
    left: bool,
}

impl Draft {
    /// The field with one of the term's notes, else with its first.
    fn on(term: &Term, field: DraftField, wanted: Option<NoteId>, session: u64) -> Self {
        let note = term.notes.iter().find(|note| Some(note.note_id) == wanted);
        let note = note.or(term.notes.first());
        let text = match field {
            DraftField::Gloss => term.gloss.clone(),
            DraftField::Note | DraftField::PageNote | DraftField::Listed => {
                note.map(|note| note.body.clone()).unwrap_or_default()
            }
        };
        Self {
            note_id: note.map(|note| note.note_id).filter(|_| field == DraftField::Note),
            ..Self::with(term_target(term.term_id, None), field, text, session)
        }
    }

    fn with(on: NoteTarget, field: DraftField, text: String, session: u64) -> Self {
        Self {
            note_id: match on {
                NoteTarget::Note(note_id) => Some(note_id),
                _ => None,
            },
            on,
            field,
            saved: text.clone(),
            text,
            sent: None,
            first_change: None,
            last_change: None,
            failed_at: None,
            session,
            composing: false,
            left: false,
        }
    }

    /// The term that it is about, if it is about one.
    #[must_use]
    pub const fn term_id(&self) -> Option<TermId> {
        match self.on {
            NoteTarget::Term { term_id, .. } => Some(term_id),
            _ => None,
        }
    }

    /// Whether it is the field of a note on the page.
    fn is_of(&self, on: &NoteTarget) -> bool {
        let same = matches!(on, NoteTarget::Note(note_id) if self.note_id == Some(*note_id));
        self.field == DraftField::PageNote && (same || self.on == *on)
    }

    /// Whether something in it is not on the disk yet.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.text != self.saved
    }

    /// The note that it edits; `None` until the store has made one.
    #[must_use]
    pub const fn note_id(&self) -> Option<NoteId> {
        self.note_id
    }

    /// An input method has begun or ended composing: meanwhile the text holds what is not written yet.
    pub const fn compose(&mut self, composing: bool) {
        self.composing = composing;
    }

    fn due_at(&self) -> Option<Instant> {
        if !self.is_unsaved() || self.sent.is_some() || (self.composing && !self.left) {
            return None;
        }
        let first = self.first_change?;
        if let Some(failed) = self.failed_at {
            return Some(failed + RETRY);
        }
        if self.left {
            return Some(first);
        }
        let last = self.last_change.unwrap_or(first);
        Some((last + AFTER_LAST_KEY).min(first + AT_THE_LATEST))
    }

    fn change(&self) -> Change {
        match (self.field, self.term_id()) {
            (DraftField::Gloss, Some(term_id)) => Change::Gloss {
                term_id,
                text: self.text.clone(),
                session: self.session,
            },
            _ => Change::Note {
                on: self.note_id.map_or_else(|| self.on.clone(), NoteTarget::Note),
                edit: NoteEdit::Write {
                    body: self.text.clone(),
                    session: self.session,
                },
            },
        }
    }
}

const fn term_target(term_id: TermId, at: Option<Box<NotePlace>>) -> NoteTarget {
    NoteTarget::Term { term_id, at }
}

/// The fields of the card that is shown, and those left before their text was safe.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The gloss of the term that is shown.
    pub gloss: Option<Draft>,
    /// The note on the term that is shown.
    pub note: Option<Draft>,
    /// The note on a passage or on the article that is shown.
    pub page: Option<Draft>,
    /// The note that is edited in the list of all notes.
    pub listed: Option<Draft>,
    left: Vec<Draft>,
    sessions: u64,
    /// The term whose fields stay, whatever is selected in the text meanwhile.
    held: Option<TermId>,
}

impl Drafts {
    /// Shows the fields of a term, or none. What was typed before is kept until it is safe. `at` tells where a new note
    /// would be written.
    pub fn show(&mut self, term: Option<&Term>, at: impl FnOnce() -> Option<NotePlace>) {
        let shown = self.note.as_ref().and_then(Draft::term_id);
        if self.held.is_some() && self.held != term.map(|term| term.term_id) {
            return;
        }
        if shown == term.map(|term| term.term_id) {
            return;
        }
        for before in [self.gloss.take(), self.note.take()].into_iter().flatten() {
            self.put_aside(before);
        }
        if let Some(term) = term {
            self.gloss = Some(self.open(term, DraftField::Gloss));
            let mut note = self.open(term, DraftField::Note);
            if note.note_id.is_none() && note.sent.is_none() {
                note.on = term_target(term.term_id, at().map(Box::new));
            }
            self.note = Some(note);
        }
    }

    /// Shows the fields of a term until it is let go of with `None`, whatever is selected in the text.
    pub fn hold(&mut self, term: Option<&Term>) {
        if term.is_none() && self.held.is_none() {
            // What is selected in the text has the fields.
            return;
        }
        self.held = None;
        self.show(term, || None);
        self.held = term.map(|term| term.term_id);
    }

    /// The term whose fields are held.
    #[must_use]
    pub const fn held(&self) -> Option<TermId> {
        self.held
    }

    /// What is not safe yet is kept until it is.
    fn put_aside(&mut self, mut draft: Draft) {
        if draft.is_unsaved() || draft.sent.is_some() {
            draft.left = true;
            draft.composing = false;
            self.left.push(draft);
        }
    }

    fn open(&mut self, term: &Term, field: DraftField) -> Draft {
        let unsaved = self
            .left
            .iter()
            .position(|draft| draft.term_id() == Some(term.term_id) && draft.field == field);
        if let Some(index) = unsaved {
            let mut draft = self.left.swap_remove(index);
            draft.left = false;
            return draft;
        }
        self.sessions += 1;
        Draft::on(term, field, None, self.sessions)
    }

    /// A key was pressed in a field.
    pub fn wrote(&mut self, field: DraftField, now: Instant) {
        if let Some(draft) = self.shown_mut(field) {
            draft.left = false;
            draft.last_change = Some(now);
            draft.first_change.get_or_insert(now);
        }
    }

    /// A field lost the focus: its text is due at once, and what follows is another step of undo.
    pub fn left(&mut self, field: DraftField) {
        self.sessions += 1;
        let session = self.sessions;
        if let Some(draft) = self.shown_mut(field) {
            draft.composing = false;
            if draft.is_unsaved() {
                draft.left = true;
            } else if draft.sent.is_none() {
                draft.session = session;
            }
        }
    }

    /// Makes everything due at once: the window closes, or something is to be undone.
    pub fn flush(&mut self, now: Instant) {
        for draft in self.all_mut() {
            draft.left = true;
            draft.composing = false;
            draft.failed_at = None;
            if draft.is_unsaved() {
                draft.first_change.get_or_insert(now);
            }
        }
    }

    /// The changes that are due, each to be sent under the serial that `number` gives.
    pub fn due(&mut self, now: Instant, mut number: impl FnMut() -> u64) -> Vec<(u64, Change)> {
        let mut changes = Vec::new();
        for draft in self.all_mut() {
            if draft.due_at().is_some_and(|due| due <= now) {
                let serial = number();
                changes.push((serial, draft.change()));
                draft.sent = Some((serial, draft.text.clone()));
                draft.failed_at = None;
            }
        }
        changes
    }

    /// When the next draft is due.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.all().filter_map(Draft::due_at).min()
    }

    /// A change is safe. `note_id` is the key of the term's note, if the store made one.
    pub fn committed(&mut self, serial: u64, note_id: Option<NoteId>, now: Instant) {
        self.sessions += 1;
        let next_session = self.sessions;
        for draft in self.all_mut() {
            let Some((_, text)) = draft.sent.take_if(|(sent, _)| *sent == serial) else {
                continue;
            };
            draft.saved = text;
            if draft.field != DraftField::Gloss {
                draft.note_id = note_id.or(draft.note_id);
            }
            let typed_on = draft.is_unsaved();
            draft.first_change = typed_on.then(|| draft.last_change.unwrap_or(now));
            if !typed_on && draft.left {
                draft.session = next_session;
                draft.left = false;
            }
        }
        self.left.retain(|draft| draft.is_unsaved() || draft.sent.is_some());
    }

    /// A change could not be written: it is tried again.
    pub fn failed(&mut self, serial: u64, now: Instant) {
        for draft in self.all_mut() {
            if draft.sent.take_if(|(sent, _)| *sent == serial).is_some() {
                draft.failed_at = Some(now);
                draft.first_change.get_or_insert(now);
            }
        }
    }

    /// The term changed other than by these fields (undo, redo): shows what is stored, unless something is unsaved.
    pub fn reload(&mut self, term: &Term) {
        for field in [DraftField::Gloss, DraftField::Note] {
            self.sessions += 1;
            let session = self.sessions;
            if let Some(draft) = self.shown_mut(field)
                && draft.term_id() == Some(term.term_id)
                && !draft.is_unsaved()
                && draft.sent.is_none()
            {
                *draft = Draft::on(term, field, draft.note_id, session);
            }
        }
    }

    /// Shows another note of the term that is shown. What was typed before is kept until it is safe.
    pub fn show_note(&mut self, term: &Term, note_id: NoteId) {
        self.sessions += 1;
        let shown = Draft::on(term, DraftField::Note, Some(note_id), self.sessions);
        if let Some(mut before) = self.note.replace(shown)
            && (before.is_unsaved() || before.sent.is_some())
        {
            before.left = true;
            self.left.push(before);
        }
    }

    /// Everything that is not on the disk yet, one text after the other.
    #[must_use]
    pub fn unsaved_text(&self) -> String {
        let texts = self
            .all()
            .filter(|draft| draft.is_unsaved() || draft.sent.is_some())
            .map(|draft| draft.text.as_str());
        texts.collect::<Vec<_>>().join("\n\n")
    }

    /// Whether anything typed is not on the disk yet.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.all().any(|draft| draft.is_unsaved() || draft.sent.is_some())
    }

    fn shown_mut(&mut self, field: DraftField) -> Option<&mut Draft> {
        match field {
            DraftField::Gloss => self.gloss.as_mut(),
            DraftField::Note => self.note.as_mut(),
            DraftField::PageNote => self.page.as_mut(),
            DraftField::Listed => self.listed.as_mut(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Draft> {
        let shown = self
            .gloss
            .iter()
            .chain(&self.note)
            .chain(&self.page)
            .chain(&self.listed);
        shown.chain(&self.left)
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Draft> {
        let shown = self.gloss.iter_mut().chain(&mut self.note);
        let shown = shown.chain(&mut self.page).chain(&mut self.listed);
        shown.chain(&mut self.left)
    }
}

mod elsewhere;
#[cfg(test)]
mod tests;

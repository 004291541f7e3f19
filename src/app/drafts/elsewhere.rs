//! Fields of notes besides the word's card: of the passage or the article that is shown, and in the list of all notes.

use super::{Draft, Drafts};
use crate::app::DraftField;
use crate::study::{NoteId, NoteTarget};

impl Drafts {
    /// Shows the field of a note on a passage or an article with what it says, or none. What was typed before is kept
    /// until it is safe.
    pub fn show_page(&mut self, note: Option<(&NoteTarget, &str)>) {
        let is_shown = |(on, _): (&NoteTarget, &str)| self.page.as_ref().is_some_and(|draft| draft.is_of(on));
        if note.is_some_and(is_shown) {
            return;
        }
        if let Some(before) = self.page.take() {
            self.put_aside(before);
        }
        let Some((on, body)) = note else { return };
        if let Some(index) = self.left.iter().position(|draft| draft.is_of(on)) {
            let mut draft = self.left.swap_remove(index);
            draft.left = false;
            self.page = Some(draft);
            return;
        }
        self.sessions += 1;
        let draft = Draft::with(on.clone(), DraftField::PageNote, body.to_owned(), self.sessions);
        self.page = Some(draft);
    }

    /// The note on the page was changed other than by its field (undo, another window of it): shows what is stored,
    /// unless something is unsaved.
    pub fn reload_page(&mut self, note_id: NoteId, body: &str) {
        self.sessions += 1;
        let session = self.sessions;
        let shown = self.page.as_mut().filter(|draft| draft.note_id == Some(note_id));
        if let Some(draft) = shown.filter(|draft| !draft.is_unsaved() && draft.sent.is_none() && draft.text != body) {
            let (on, text) = (draft.on.clone(), body.to_owned());
            *draft = Draft {
                note_id: Some(note_id),
                ..Draft::with(on, DraftField::PageNote, text, session)
            };
        }
    }

    /// A new note of the field that is shown was made by other means than its text: it is this one.
    pub fn adopt(&mut self, note_id: NoteId) {
        if let Some(draft) = &mut self.page {
            draft.note_id.get_or_insert(note_id);
        }
    }

    /// Edits a note in the list of all notes, or none any more. What was typed before is kept until it is safe.
    pub fn edit_listed(&mut self, note: Option<(NoteId, String)>) {
        if let Some(before) = self.listed.take() {
            self.put_aside(before);
        }
        let Some((note_id, body)) = note else { return };
        let unsaved = |draft: &Draft| draft.note_id == Some(note_id) && draft.field == DraftField::Listed;
        self.listed = Some(if let Some(index) = self.left.iter().position(unsaved) {
            let mut draft = self.left.swap_remove(index);
            draft.left = false;
            draft
        } else {
            self.sessions += 1;
            Draft::with(NoteTarget::Note(note_id), DraftField::Listed, body, self.sessions)
        });
    }

    /// The note that is edited in the list says something else now (undo, redo): shows it, unless something is unsaved.
    pub fn reload_listed(&mut self, note_id: NoteId, body: &str) {
        self.sessions += 1;
        let of_note =
            |draft: &&mut Draft| draft.note_id == Some(note_id) && !draft.is_unsaved() && draft.sent.is_none();
        if let Some(draft) = self.listed.as_mut().filter(of_note) {
            *draft = Draft::with(
                NoteTarget::Note(note_id),
                DraftField::Listed,
                body.to_owned(),
                self.sessions,
            );
        }
    }

    /// Whether a change was sent by the list of all notes.
    #[must_use]
    pub fn is_listed(&self, serial: u64) -> bool {
        let mut listed = self.all().filter(|draft| draft.field == DraftField::Listed);
        listed.any(|draft| draft.sent.as_ref().is_some_and(|(sent, _)| *sent == serial))
    }
}

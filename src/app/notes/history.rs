//! What a note said before: its versions, the one that is looked at, and the way back to it.

use std::time::Instant;

use super::{NotesAction, NotesPlace};
use crate::app::Boldface;
use crate::store::NoteVersion;
use crate::study::NoteId;
use crate::worker::{Change, NotesAsk};

/// The history of a note that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteHistory {
    /// Whose.
    pub note_id: NoteId,
    /// What it says now.
    pub body: String,
    /// What it said before, the newest first.
    pub versions: Vec<NoteVersion>,
    /// The version that is looked at, by its place in the list.
    pub chosen: usize,
    /// Whether the answer has come.
    pub read: bool,
}

impl NoteHistory {
    /// The version that is looked at.
    #[must_use]
    pub fn version(&self) -> Option<&NoteVersion> {
        self.versions.get(self.chosen)
    }
}

impl NotesPlace {
    pub(super) fn take_versions(&mut self, note_id: NoteId, body: Option<String>, versions: Vec<NoteVersion>) {
        if let Some(history) = self.history.as_mut().filter(|history| history.note_id == note_id) {
            history.body = body.unwrap_or_default();
            history.chosen = history.chosen.min(versions.len().saturating_sub(1));
            history.versions = versions;
            history.read = true;
        }
    }
}

impl Boldface {
    pub(super) fn act_on_history(&mut self, action: &NotesAction, now: Instant) {
        match *action {
            NotesAction::History(note_id) => {
                // What was typed last is what it says now.
                self.drafts.flush(now);
                self.send_due_drafts(now);
                self.model.notes.history = Some(NoteHistory {
                    note_id,
                    body: String::new(),
                    versions: Vec::new(),
                    chosen: 0,
                    read: false,
                });
                self.requests.ask_notes(NotesAsk::Versions(note_id));
            }
            NotesAction::Version(place) => {
                if let Some(history) = &mut self.model.notes.history {
                    history.chosen = place.min(history.versions.len().saturating_sub(1));
                }
            }
            NotesAction::Revert => {
                let history = self.model.notes.history.take();
                if let Some((note_id, version)) =
                    history.and_then(|history| Some((history.note_id, history.version()?.clone())))
                {
                    let body = version.body;
                    self.change(Change::RevertNote { note_id, body }, now);
                }
            }
            _ => self.model.notes.history = None,
        }
    }
}

//! The Notes place, and what can be done with a note wherever it is shown: edit, delete, restore, mark, look back.
//!
//! The list itself is made by the notes thread; here is what was asked of it, what it answered, and which note is
//! selected or edited.

mod history;
mod open;

use std::collections::HashMap;
use std::time::Instant;

use rust_i18n::t;

pub use self::history::NoteHistory;
use super::{Action, Boldface, CommandId, DraftField, Effect, View, messages};
use crate::store::{Direction, Leads, Op};
use crate::study::{ArticleId, NoteEdit, NoteId, NoteRecord, NoteTarget, TermId};
use crate::text::tag_key;
use crate::worker::{Change, Committed, Completion, NotesAsk, NotesNews, NotesQuery, NotesShown};

/// Bodies of so many notes that were changed lately are kept beside the list.
const FRESH: usize = 1_000;

/// What is asked of notes.
#[derive(Clone, Debug, PartialEq)]
pub enum NotesAction {
    /// Show these notes.
    Ask(NotesQuery),
    /// Show those with this tag, wherever it was clicked.
    ShowTag(String),
    /// Select a note of the list.
    Select(Option<NoteId>),
    /// Edit a note of the list.
    Edit(NoteId),
    /// Edit none any more.
    Leave,
    /// Open the article at the note's place.
    Open(NoteId),
    /// Put a note into the trash.
    Delete(NoteId),
    /// Take a note out of the trash.
    Restore(NoteId),
    /// Let a note come up in review, or no longer.
    Review(NoteId, bool),
    /// Show what a note said before.
    History(NoteId),
    /// Look at another version, by its place in the list.
    Version(usize),
    /// Let the note say again what the version says that is looked at.
    Revert,
    /// Show the history no longer.
    CloseHistory,
    /// Go to the word or article that a `[[name]]` means.
    Follow(String),
    /// Look for what a name, or a tag, that is being typed may become.
    Complete {
        /// What of it is typed.
        typed: String,
        /// A tag and not a name.
        tag: bool,
    },
}

/// What a name or tag that is being typed may become. It may still be the answer to what was typed a moment ago.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The best first.
    pub found: Vec<Completion>,
    /// What was typed.
    pub typed: String,
    /// Whether that is a tag.
    pub tag: bool,
}

/// The Notes place.
#[derive(Debug, Default)]
pub struct NotesPlace {
    /// What is asked for.
    pub query: NotesQuery,
    /// What is shown; nothing before the first answer. It may still be the answer to the question before.
    pub shown: Option<Box<NotesShown>>,
    /// The note that the keyboard is at.
    pub selected: Option<NoteId>,
    /// The history that is looked at.
    pub history: Option<NoteHistory>,
    /// What the name or tag that is being typed may become.
    pub completions: Completions,
    /// The note that is to come into view with the answer to the question of that serial.
    pub bring: Option<(u64, NoteId)>,
    serial: u64,
    completing: u64,
    /// What is being typed, where no answer has come yet.
    typed: (String, bool),
    watching: bool,
    /// What notes say that were changed since the list was made.
    fresh: HashMap<NoteId, String>,
}

impl NotesPlace {
    /// A note of the list.
    #[must_use]
    pub fn record(&self, note_id: NoteId) -> Option<&NoteRecord> {
        let mut entries = self.shown.as_ref()?.entries.iter();
        let entry = entries.find(|entry| entry.record.note_id == note_id)?;
        Some(&entry.record)
    }

    /// What a note of the list says.
    fn body(&self, note_id: NoteId) -> Option<String> {
        let fresh = self.fresh.get(&note_id).cloned();
        fresh.or_else(|| Some(self.record(note_id)?.body.clone()))
    }

    fn is_trash(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.query.trash)
    }
}

impl Boldface {
    /// Takes in what is asked of notes.
    pub(super) fn act_on_notes(&mut self, action: NotesAction, now: Instant) {
        match action {
            NotesAction::Ask(query) => {
                self.model.notes.query = query;
                self.ask_notes();
            }
            NotesAction::ShowTag(tag) => {
                let order = self.model.notes.query.order;
                let tag = Some(tag_key(&tag));
                self.model.notes.query = NotesQuery {
                    tag,
                    order,
                    ..NotesQuery::default()
                };
                self.show(View::Notes, now);
            }
            NotesAction::Select(note_id) => self.model.notes.selected = note_id,
            NotesAction::Edit(note_id) => self.edit_note(note_id),
            NotesAction::Leave => {
                self.drafts.left(DraftField::Listed);
                self.drafts.edit_listed(None);
                self.send_due_drafts(now);
            }
            NotesAction::Open(note_id) => self.open_note(note_id, now),
            NotesAction::Delete(note_id) => {
                // What was typed last goes into the trash with it.
                self.drafts.flush(now);
                self.send_due_drafts(now);
                self.change_note(note_id, NoteEdit::Delete { emptied: false }, now);
            }
            NotesAction::Restore(note_id) => self.change(Change::RestoreNote(note_id), now),
            NotesAction::Review(note_id, review) => self.change_note(note_id, NoteEdit::Review(review), now),
            NotesAction::Follow(name) => self.requests.ask_notes(NotesAsk::Follow(name)),
            NotesAction::Complete { typed, tag } => {
                let notes = &mut self.model.notes;
                notes.completing += 1;
                let serial = notes.completing;
                notes.typed = (typed.clone(), tag);
                self.requests.ask_notes(NotesAsk::Complete { serial, typed, tag });
            }
            action @ (NotesAction::History(_)
            | NotesAction::Version(_)
            | NotesAction::Revert
            | NotesAction::CloseHistory) => self.act_on_history(&action, now),
        }
    }

    /// Does what a key asks of the selected note; for its history also that of the card.
    pub(super) fn command_note(&mut self, id: CommandId, now: Instant) {
        if self.model.view != View::Notes {
            let shown = self.drafts.page.as_ref().or(self.drafts.note.as_ref());
            if let (CommandId::NoteHistory, Some(note_id)) = (id, shown.and_then(super::Draft::note_id)) {
                self.act_on_history(&NotesAction::History(note_id), now);
            }
            return;
        }
        let Some(note_id) = self.model.notes.selected else {
            return;
        };
        let in_trash = self.model.notes.is_trash();
        let review = self.model.notes.record(note_id).is_some_and(|record| record.review);
        let action = match id {
            CommandId::EditNote if in_trash => NotesAction::Restore(note_id),
            CommandId::EditNote => NotesAction::Edit(note_id),
            CommandId::OpenNote => NotesAction::Open(note_id),
            CommandId::DeleteNote if !in_trash => NotesAction::Delete(note_id),
            CommandId::ReviewNote if !in_trash => NotesAction::Review(note_id, !review),
            CommandId::NoteHistory => NotesAction::History(note_id),
            _ => return,
        };
        self.act(Action::Notes(action), now);
    }

    fn ask_notes(&mut self) {
        let notes = &mut self.model.notes;
        notes.serial += 1;
        let (serial, query) = (notes.serial, notes.query.clone());
        self.requests.ask_notes(NotesAsk::Show { serial, query });
    }

    /// The place is shown from now on, or no longer: then nobody works for it, and nothing is edited in it.
    pub(super) fn show_notes(&mut self, shown: bool, now: Instant) {
        if shown {
            self.model.notes.watching = true;
            self.ask_notes();
        } else if std::mem::take(&mut self.model.notes.watching) {
            self.requests.ask_notes(NotesAsk::Rest);
            self.drafts.edit_listed(None);
            self.send_due_drafts(now);
        }
    }

    /// An article may have been opened over the place.
    pub(super) fn leave_notes(&mut self, now: Instant) {
        if self.model.view != View::Notes && self.model.notes.watching {
            self.show_notes(false, now);
        }
    }

    fn edit_note(&mut self, note_id: NoteId) {
        let notes = &mut self.model.notes;
        if let Some(body) = notes.body(note_id).filter(|_| !notes.is_trash()) {
            notes.selected = Some(note_id);
            notes.completions = Completions::default();
            self.drafts.edit_listed(Some((note_id, body)));
        }
    }

    fn change_note(&mut self, note_id: NoteId, edit: NoteEdit, now: Instant) {
        let on = NoteTarget::Note(note_id);
        self.change(Change::Note { on, edit }, now);
    }

    /// Takes in what the notes thread tells.
    pub(super) fn take_notes(&mut self, news: NotesNews, now: Instant) {
        match news {
            NotesNews::Shown(shown) => {
                if let Some(before) = self.model.notes.shown.replace(shown) {
                    self.requests.ask_notes(NotesAsk::Drop(before));
                }
            }
            NotesNews::Versions {
                note_id,
                body,
                versions,
            } => self.model.notes.take_versions(note_id, body, versions),
            NotesNews::Completions { serial, found } => {
                let notes = &mut self.model.notes;
                if notes.completing == serial {
                    let (typed, tag) = std::mem::take(&mut notes.typed);
                    notes.completions = Completions { found, typed, tag };
                }
            }
            NotesNews::Leads { name, leads } => self.follow(&name, leads, now),
            NotesNews::Failed(error) => self.tell(messages::store_error(&error), now),
        }
    }

    fn follow(&mut self, name: &str, leads: Option<Leads>, now: Instant) {
        match leads {
            Some(Leads::Term(term_id, met)) => {
                if let Some(number) = self.number_on_page(term_id) {
                    self.show(View::Read, now);
                    self.act(Action::GoToTerm(number), now);
                } else if let Some((article_id, anchor)) = met {
                    self.act(Action::OpenArticle(article_id, anchor), now);
                } else {
                    self.tell(t!("notes.term_nowhere", name = name).into_owned(), now);
                }
            }
            Some(Leads::Article(article_id)) => self.open_named(article_id, now),
            None => self.tell(t!("notes.no_such_name", name = name).into_owned(), now),
        }
    }

    fn open_named(&mut self, article_id: ArticleId, now: Instant) {
        self.act(Action::OpenArticle(article_id, None), now);
    }

    pub(in crate::app) fn number_on_page(&self, term_id: TermId) -> Option<crate::study::TermNumber> {
        let reading = self.model.reading.as_ref()?;
        let number = reading.number_of(term_id)?;
        reading.next_place(number).map(|_| number)
    }

    /// A commit touched notes: what was read of them before is no longer true.
    pub(super) fn after_note_change(&mut self, committed: &Committed) {
        let notes = &mut self.model.notes;
        if notes.fresh.len() + committed.notes.len() > FRESH {
            notes.fresh.clear();
        }
        for record in committed.notes.iter().take(FRESH) {
            notes.fresh.insert(record.note_id, record.body.clone());
        }
        let elsewhere = committed.direction != Direction::Done
            || matches!(committed.op, Op::RevertNote { .. } | Op::RestoreNote { .. });
        if elsewhere {
            for record in &committed.notes {
                self.drafts.reload_listed(record.note_id, &record.body);
            }
        }
        let edited = self.drafts.listed.as_ref().and_then(super::Draft::note_id);
        if edited.is_some_and(|note_id| committed.gone_notes.contains(&note_id)) {
            self.drafts.edit_listed(None);
        }
        let looked_at = self.model.notes.history.as_ref().map(|history| history.note_id);
        if let Some(note_id) = looked_at.filter(|note_id| {
            let mut changed = committed.notes.iter();
            changed.any(|record| record.note_id == *note_id)
        }) {
            self.requests.ask_notes(NotesAsk::Versions(note_id));
        }
    }

    /// Gives the keyboard to the search of the notes, while they are shown.
    pub(super) fn find_in_notes(&mut self) -> bool {
        let shown = self.model.view == View::Notes;
        if shown {
            self.effects.push(Effect::FocusNotesSearch);
        }
        shown
    }
}

#[cfg(test)]
mod tests;

//! From a note to where it was written, wherever the note is listed; and to the note itself where that place is gone.

use std::time::Instant;

use rust_i18n::t;

use super::super::{Action, Boldface, Effect, View};
use crate::study::{NoteId, NoteKind, NoteRecord};
use crate::worker::NotesQuery;

impl Boldface {
    /// Opens the article of a note of the list at its place.
    pub(super) fn open_note(&mut self, note_id: NoteId, now: Instant) {
        let Some(record) = self.model.notes.record(note_id).cloned() else {
            return;
        };
        match &record.article {
            None => self.tell(t!("notes.nowhere").into_owned(), now),
            Some(article) if !article.present => {
                self.tell(t!("notes.article_deleted", title = article.title).into_owned(), now);
            }
            Some(_) => self.open_noted(&record, now),
        }
    }

    /// Opens a note that was found: at its place, or in the list where there is no such place any more.
    pub(in crate::app) fn open_found_note(&mut self, record: &NoteRecord, now: Instant) {
        if record.article.as_ref().is_some_and(|article| article.present) {
            self.open_noted(record, now);
        } else {
            self.show_in_list(record.note_id, now);
        }
    }

    /// A note on a passage or an article comes with its card; the card of a word has its notes anyway.
    fn open_noted(&mut self, record: &NoteRecord, now: Instant) {
        let Some(article_id) = record.article.as_ref().map(|article| article.article_id) else {
            return;
        };
        let at = record.anchor.clone().filter(|_| record.placed);
        let with_card = record.kind != NoteKind::Term;
        let open = self.model.reading.as_ref().map(|reading| reading.article_id);
        if !with_card || open != Some(article_id) {
            self.act(Action::OpenArticle(article_id, at), now);
            self.pending_page_note = Some(record.note_id).filter(|_| with_card);
            return;
        }
        self.leave_article(now);
        self.show(View::Read, now);
        if self.is_partial() {
            // It may stand in the rest.
            self.pending_page_note = Some(record.note_id);
        }
        self.show_page_note(record.note_id, now);
        self.effects.push(Effect::FocusPage);
    }

    /// Shows a note among all others, whatever was asked for before.
    fn show_in_list(&mut self, note_id: NoteId, now: Instant) {
        let order = self.model.notes.query.order;
        self.model.notes.query = NotesQuery {
            order,
            ..NotesQuery::default()
        };
        self.show(View::Notes, now);
        let notes = &mut self.model.notes;
        notes.selected = Some(note_id);
        notes.bring = Some((notes.serial, note_id));
    }
}

//! What a commit changed, taken into the model: terms, bold, the card, the lists that show them.

use std::time::Instant;

use super::{BannerKind, Boldface, Effect, View, messages};
use crate::store::{Direction, Op};
use crate::study::TermId;
use crate::worker::{Committed, Request};

impl Boldface {
    pub(super) fn take_committed(&mut self, mut committed: Committed, now: Instant) {
        if committed.serial.is_some() || committed.direction != Direction::Done {
            self.waiting = self.waiting.saturating_sub(1);
        }
        self.model.banners.retain(|banner| banner.about != BannerKind::Unsaved);
        self.model.steps = (committed.undo_depth, committed.redo_depth);
        let listed = committed.serial.is_some_and(|serial| self.drafts.is_listed(serial));
        if let Some(serial) = committed.serial {
            self.drafts.committed(serial, committed.op.note_id(), now);
        }
        if let (Some(issued), Op::SetStatus { .. }) = (committed.issued, &committed.op) {
            self.timings.record_latency(now.saturating_duration_since(issued));
        }
        let stepped = committed.direction != Direction::Done;
        let typed = matches!(
            committed.op,
            Op::EditNote { .. } | Op::EditGloss { .. } | Op::DeleteNote { emptied: true, .. }
        );
        let by_itself = matches!(committed.op, Op::WriteBack { by_itself: true, .. });
        let quiet = (typed || by_itself || super::review::is_quiet(&committed.op)) && !stepped;
        if !quiet {
            let text = messages::committed(&committed);
            match committed.direction {
                Direction::Undone => self.model.toasts.show_undone(text, now),
                Direction::Done | Direction::Redone => {
                    // Where nothing changed there is nothing to undo.
                    let changed = !matches!(committed.op, Op::TakeBack { rows: 0, .. });
                    self.model.toasts.show(text, changed, now);
                    self.after_learned(&committed, now);
                }
            }
        }
        self.after_note_change(&committed);
        self.take_page_notes(&mut committed, now);
        self.after_bold_edit(&committed, now);
        // Who takes an import back and does it again wants to read it again.
        let again = matches!(committed.op, Op::Import { articles: 1, .. }) && committed.direction == Direction::Redone;
        let first = committed.articles.iter().find(|id| !committed.deleted.contains(id));
        let reopened = first.copied().filter(|_| again);
        self.refresh_history();
        self.take_changes(committed, listed, now);
        if let Some(article_id) = reopened {
            self.open_stored(article_id, now);
        }
    }

    fn take_changes(&mut self, committed: Committed, listed: bool, now: Instant) {
        // A gloss may have come from the article: the field shows it; and a note from the list of all notes.
        let stepped = committed.direction != Direction::Done;
        let reload = stepped
            || listed
            || matches!(
                committed.op,
                Op::ToggleBold { .. }
                    | Op::AddTerm { .. }
                    | Op::TakeIn { .. }
                    | Op::TurnBracket { .. }
                    | Op::UpdateArticle { .. }
                    | Op::MergeBolds { .. }
                    | Op::DeleteNote { .. }
                    | Op::RestoreNote { .. }
                    | Op::RevertNote { .. }
            );
        let list_changed = !committed.articles.is_empty();
        let status_alone = !reload
            && committed.gone.is_empty()
            && committed.bold_edits.is_none()
            && matches!(
                &committed.op,
                Op::SetStatus {
                    from: Some(_),
                    status: Some(_),
                    ..
                }
            );
        let shown = |model: &super::Model| model.card.as_ref().and_then(|card| card.term_id);
        let (before, mut contexts_changed) = (shown(&self.model), Vec::new());
        if let Some(reading) = &mut self.model.reading {
            let open = reading.article_id;
            if let Some((_, edits)) = committed.bold_edits.filter(|(article_id, _)| *article_id == open) {
                // What was written to the file is on the page as it was.
                if matches!(committed.op, Op::WriteBack { .. }) && !stepped {
                    reading.rebase(&edits);
                } else {
                    reading.apply_edits(&edits);
                }
            }
            for term_id in committed.gone {
                reading.drop_term(term_id);
            }
            for term in committed.terms {
                if reload {
                    self.drafts.reload(&term);
                }
                contexts_changed.push(term.term_id);
                reading.take_term(term);
            }
        }
        if !(status_alone && self.card_stays()) {
            self.refresh_card(now);
        }
        if std::mem::take(&mut self.pending_note) && self.drafts.note.is_some() {
            self.effects.push(Effect::FocusNote);
        }
        // The word may belong to another term now: two were joined, or parted again.
        let shown = shown(&self.model);
        let changed = |term_id: &TermId| before != shown || !status_alone && contexts_changed.contains(term_id);
        if let Some(term_id) = shown.filter(changed) {
            self.send(Request::Contexts { term_id });
        }
        if list_changed || self.model.view == View::Library {
            self.send(Request::ListArticles);
        }
        self.leave_deleted(&committed.deleted, now);
    }
}

//! What is done with the selected word: a status, bold, a note.

use std::time::Instant;

use rust_i18n::t;

use super::selecting::PHRASE_WORDS;
use super::{Action, Boldface, Effect, Selection};
use crate::study::{NoteId, Status};
use crate::worker::{Change, StatusStep, Target};

impl Boldface {
    /// The field for notes takes another note of the selected term.
    pub(super) fn show_note(&mut self, note_id: NoteId) {
        let term = self.model.reading.as_ref().and_then(|reading| {
            let number = self.model.card.as_ref()?.term?;
            Some(reading.terms.get(number as usize)?.term.clone())
        });
        if let Some(term) = term {
            self.drafts.show_note(&term, note_id);
        }
    }

    /// Nothing is open: what was read last is opened; without anything the place stays.
    pub(super) fn read_again(&mut self, now: Instant) {
        let rows = self.model.library.articles.iter().filter(|row| !row.archived);
        let last = rows
            .max_by_key(|row| (row.opened_at, row.created_at))
            .map(|row| row.article_id);
        if let Some(article_id) = last {
            self.act(Action::OpenArticle(article_id, None), now);
        }
    }

    pub(super) fn selected(&self) -> Option<(Selection, Target)> {
        let reading = self.model.reading.as_ref()?;
        let selection = reading.selection?;
        let term = reading
            .term_at(selection)
            .and_then(|number| reading.terms.get(number as usize));
        let target = match term {
            Some(entry) => Target::Term(entry.term.term_id),
            None => Target::Word(Box::new(reading.pick(selection)?)),
        };
        Some((selection, target))
    }

    /// The status of what is selected; also none for what is no term.
    fn status(&self) -> Option<Status> {
        let reading = self.model.reading.as_ref()?;
        reading.status(reading.term_at(reading.selection?)?)
    }

    pub(super) fn set_status(&mut self, step: StatusStep, now: Instant) {
        let Some((selection, target)) = self.selected() else {
            return;
        };
        let is_term = matches!(target, Target::Term(_));
        let status = self.status();
        let none_yet = status.is_none();
        // What it has already is no change, and what cannot go further neither.
        let same = match step {
            StatusStep::To(wanted) => wanted == status,
            StatusStep::Up => status.is_some() && Some(Status::up(status)) == status,
            StatusStep::Down => status.is_some() && Some(Status::down(status)) == status,
        };
        if same {
            return;
        }
        if step == StatusStep::Down && none_yet {
            self.tell(t!("toast.no_status").into_owned(), now);
        } else if is_term || self.is_phrase(selection, now) {
            self.change(Change::Status { target, step }, now);
        }
    }

    /// Whether what is selected is short enough for a phrase; if not, says so.
    fn is_phrase(&mut self, selection: Selection, now: Instant) -> bool {
        let reading = self.model.reading.as_ref();
        let fits = reading.is_some_and(|reading| reading.words_in(selection) <= PHRASE_WORDS);
        // A phrase is looked for within sentences: one across two would be found nowhere.
        let one = reading.is_some_and(|reading| reading.is_in_one_sentence(selection));
        if !fits {
            self.tell(t!("toast.phrase_too_long").into_owned(), now);
        } else if !one {
            self.tell(t!("toast.phrase_of_two_sentences").into_owned(), now);
        }
        fits && one
    }

    pub(super) fn tell(&mut self, text: String, now: Instant) {
        self.model.toasts.show(text, false, now);
    }

    pub(super) fn toggle_bold(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let Some(selection) = reading.selection else { return };
        if self.model.card.as_ref().is_some_and(|card| card.gapped) {
            self.tell(t!("toast.gap_not_bold").into_owned(), now);
            return;
        }
        let bold = self.model.card.as_ref().is_some_and(|card| card.bold);
        let Some(pick) = reading.pick(selection) else { return };
        if bold || self.is_phrase(selection, now) {
            self.change(Change::ToggleBold { pick, bold: !bold }, now);
        }
    }

    /// Makes what is typed beside the selected bold word its gloss, or text.
    pub(super) fn turn_bracket(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let Some(selection) = reading.selection else { return };
        let Some((turned, then)) = reading.turned_bracket(selection) else {
            self.tell(t!("toast.no_bracket").into_owned(), now);
            return;
        };
        // The article is opened anew: what is being typed, and where one reads, goes to the library first.
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        self.select(Some(then), now);
        self.change(Change::TurnBracket(Box::new(turned)), now);
    }

    /// Opens the list of what is taken for emphasis.
    pub(super) fn show_emphasis(&mut self, now: Instant) {
        let none = self
            .model
            .reading
            .as_ref()
            .is_none_or(|reading| reading.emphasis.is_empty());
        if none {
            self.tell(t!("toast.no_emphasis").into_owned(), now);
            return;
        }
        self.show_vocabulary(true, now);
        if self.model.layout.low {
            // The card stands where the list is.
            self.select(None, now);
        }
        self.effects.push(Effect::Emphasis);
    }

    /// Makes bold words that were taken for emphasis vocabulary.
    pub(super) fn take_one_in(&mut self, selection: Selection, now: Instant) {
        if !self.is_phrase(selection, now) {
            return;
        }
        let pick = self.model.reading.as_ref().and_then(|reading| reading.pick(selection));
        if let Some(pick) = pick {
            self.change(Change::ToggleBold { pick, bold: true }, now);
        }
    }

    pub(super) fn write_note(&mut self, now: Instant) {
        self.note_or_card(true, now);
    }

    /// Shows the card of what is selected and gives its note the keyboard; an untouched word stays one.
    pub(super) fn show_card_of_word(&mut self, now: Instant) {
        self.note_or_card(false, now);
    }

    fn note_or_card(&mut self, makes_terms: bool, now: Instant) {
        if self.write_page_note(now) {
            return;
        }
        if self.drafts.note.is_some() {
            self.unfold_card();
            self.effects.push(Effect::FocusNote);
        } else if !makes_terms {
            let selection = self.model.reading.as_ref().and_then(|reading| reading.selection);
            if selection.is_some() {
                self.model.layout.over = true;
            }
        } else if let Some((selection, _)) = self.selected()
            && self.is_phrase(selection, now)
        {
            // A note needs a term: the word becomes one, and the field opens when that is stored.
            self.set_status(StatusStep::To(Some(Status::New)), now);
            self.pending_note = true;
        }
    }
}

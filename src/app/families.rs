//! The learner's word on headwords and forms, and on all that was left untouched: from the screen to the store.

use std::time::Instant;

use rust_i18n::t;

use super::{Boldface, Effect, HeadwordField, Prompt};
use crate::study::has_gap;
use crate::text::form_key;
use crate::worker::Change;

impl Boldface {
    /// Opens the field for a headword; without a term there is only the form to speak of.
    pub(super) fn edit_headword(&mut self, field: HeadwordField) {
        let Some(card) = &self.model.card else { return };
        let field = if card.term_id.is_some() {
            field
        } else {
            HeadwordField::Form
        };
        self.effects.push(Effect::EditHeadword(field));
    }

    /// Gives the selected term another headword.
    pub(super) fn set_headword(&mut self, headword: String, now: Instant) {
        let Some(card) = &self.model.card else { return };
        match card.term_id {
            Some(term_id) if !headword.trim().is_empty() => {
                self.change(Change::SetHeadword { term_id, headword }, now);
            }
            Some(_) => {}
            None => self.treat_form(headword, now),
        }
    }

    /// From now on the selected form belongs to a headword.
    pub(super) fn treat_form(&mut self, headword: String, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let Some((kind, form)) = reading.selection.and_then(|selection| reading.form_of(selection)) else {
            return;
        };
        if form_key(&headword).is_empty() {
            return;
        }
        let change = Change::TreatForm {
            language: reading.language.clone(),
            kind,
            form,
            headword,
        };
        self.change(change, now);
    }

    /// Marks what was left untouched while reading as well known.
    pub(super) fn finish(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let words = reading.words_to_finish();
        if words.is_empty() {
            self.model
                .toasts
                .show(t!("toast.nothing_to_finish").into_owned(), false, now);
            return;
        }
        let article_id = reading.article_id;
        self.change(Change::Finish { article_id, words }, now);
    }

    /// Lets other words stand between those of the selected phrase, or no longer.
    pub(super) fn toggle_gap(&mut self, now: Instant) {
        let Some(card) = &self.model.card else { return };
        let words: Vec<&str> = card
            .headword
            .split([' ', '…'])
            .filter(|word| !word.is_empty())
            .collect();
        let [first, rest @ ..] = &words[..] else { return };
        if rest.is_empty() {
            self.model.toasts.show(t!("toast.no_phrase").into_owned(), false, now);
            return;
        }
        let Some(term_id) = card.term_id else {
            self.tell(t!("toast.gap_needs_status").into_owned(), now);
            return;
        };
        let between = if has_gap(&card.headword) { " " } else { " … " };
        let headword = format!("{first}{between}{}", rest.join(" "));
        self.change(Change::SetHeadword { term_id, headword }, now);
    }

    /// Takes doubtful bold spans of an import in, all as one step.
    pub(super) fn take_in(&mut self, places: &[usize], now: Instant) {
        if let Some(Prompt::Imported { doubtful, .. }) = self.model.prompt.take() {
            let picks: Vec<_> = places
                .iter()
                .filter_map(|&place| Some(doubtful.get(place)?.pick.clone()))
                .collect();
            if !picks.is_empty() {
                self.change(Change::TakeIn { picks }, now);
            }
        }
    }

    /// Makes the selected form a word of its own.
    pub(super) fn split_form(&mut self, now: Instant) {
        let Some(card) = &self.model.card else { return };
        if card.form_key == form_key(&card.headword) {
            let text = t!("toast.is_headword", word = card.headword).into_owned();
            self.model.toasts.show(text, false, now);
        } else {
            self.treat_form(card.form_key.clone(), now);
        }
    }
}

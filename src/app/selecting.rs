//! Passages: what is selected beyond a phrase, and what is copied of either.

use std::sync::Arc;
use std::time::Instant;

use rust_i18n::t;

use super::{Action, Boldface, CommandId, Effect, Goal, Reading, Selection, format};
use crate::text::{ByteRange, Passage, Place};
use crate::worker::{Copying, PageJob};

/// What is longer (bytes) is written down by the page thread, so that no frame waits for it.
const AT_ONCE: u32 = 64 * 1024;

/// So many words has a phrase at most.
pub(super) const PHRASE_WORDS: usize = 5;

impl Reading {
    /// What is selected, as a passage.
    #[must_use]
    pub fn selected(&self) -> Option<Passage> {
        let word = self
            .selection
            .map(|selection| Passage::of(selection.block, selection.range));
        self.passage.or(word).filter(|passage| !passage.is_empty())
    }

    /// The words that a range touches, if they are few enough for a phrase.
    #[must_use]
    pub fn phrase_in(&self, block: u32, range: ByteRange) -> Option<Selection> {
        let whole = self.article.with_whole_words(Passage::of(block, range));
        let (start, end) = (whole.start.byte, whole.end.byte);
        let tokens = &self.article.block(block)?.tokens;
        let first = tokens.partition_point(|token| token.range.end <= start);
        let last = tokens.partition_point(|token| token.range.start < end);
        if first >= last {
            return None;
        }
        let range = self.article.block(block)?.token_span(first..last);
        let selection = Selection { block, range };
        (self.words_in(selection) <= PHRASE_WORDS).then_some(selection)
    }

    /// Where the reader is: at what is selected as long as it is in view, else where the page begins. `after` tells
    /// which end of it.
    #[must_use]
    pub fn caret(&self, after: bool) -> Place {
        match self.selected().filter(|_| self.selection_seen) {
            Some(passage) if after => passage.end,
            Some(passage) => passage.start,
            None => self.position,
        }
    }
}

impl Boldface {
    /// What the page tells of passages, and what is looked for in it.
    pub(super) fn act_in_text(&mut self, action: Action, now: Instant) {
        match (action, &mut self.model.reading) {
            (Action::SelectPassage(passage), _) => self.select_passage(passage, now),
            (Action::SelectionSettled, _) => self.copy(Copying::Primary, now),
            (Action::SelectionSeen(seen), Some(reading)) => reading.selection_seen = seen,
            (Action::FindText(text), _) => self.find_text(text),
            (Action::FindWith(options), _) => self.find_with(options),
            _ => {}
        }
    }

    /// Selects a passage: nothing of it is a word, so there is no card.
    pub(super) fn select_passage(&mut self, passage: Passage, now: Instant) {
        self.select(None, now);
        if let Some(reading) = &mut self.model.reading {
            reading.passage = Some(passage).filter(|passage| !passage.is_empty());
            reading.selection_seen = true;
        }
        self.show_note_of_passage();
    }

    pub(super) fn select_all(&mut self, now: Instant) {
        if let Some(reading) = &self.model.reading {
            self.select_passage(reading.article.whole(), now);
            self.copy(Copying::Primary, now);
        }
    }

    /// Copies what is selected.
    pub(super) fn copy(&mut self, copy: Copying, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let Some(passage) = reading.selected() else {
            if copy != Copying::Primary {
                self.tell(t!("toast.nothing_selected").into_owned(), now);
            }
            return;
        };
        let article = &reading.article;
        let short = article
            .parts(passage)
            .scan(0, |sum, (_, _, range)| {
                *sum += range.len();
                Some(*sum)
            })
            .all(|sum| sum <= AT_ONCE);
        if copy != Copying::Markdown && short {
            let (text, words) = (article.plain_text(passage), article.words_of(passage));
            self.take_copied(copy, text, words, now);
        } else {
            self.requests.ask_page(PageJob::Copy {
                article_id: reading.article_id,
                article: Arc::clone(article),
                passage,
                copy,
            });
        }
    }

    /// What was written down goes to the clipboard.
    pub(super) fn take_copied(&mut self, copy: Copying, text: String, words: usize, now: Instant) {
        if text.is_empty() {
            return;
        }
        let stem = match copy {
            Copying::Text => "toast.copied",
            Copying::Markdown => "toast.copied_markdown",
            Copying::Primary => {
                self.effects.push(Effect::Primary(text));
                return;
            }
        };
        self.effects.push(Effect::Copy(text));
        self.tell(format::plural(stem, words), now);
    }

    /// Selects the next word that is untouched or unfinished, or the one before, and says when there is none further on.
    pub(super) fn go_to_next(&mut self, goal: Goal, forward: bool, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let found = reading.next_goal(goal, reading.caret(forward), forward);
        let text = match (goal, found, forward) {
            (Goal::Untouched, None, _) => Some(t!("toast.none_untouched")),
            (Goal::Unfinished, None, _) => Some(t!("toast.none_unfinished")),
            (_, Some((_, true)), true) => Some(t!("toast.from_start")),
            (_, Some((_, true)), false) => Some(t!("toast.from_end")),
            (_, Some((_, false)), _) => None,
        };
        if let Some(text) = text {
            self.tell(text.into_owned(), now);
        }
        if let Some(((block, range), _)) = found {
            let whole = self
                .model
                .reading
                .as_ref()
                .and_then(|reading| reading.phrase_in(block, range));
            self.select(whole.or(Some(Selection { block, range })), now);
            if let Some(reading) = &mut self.model.reading {
                reading.reveal(block, range);
            }
        }
    }

    /// Lets the page glide, or no longer.
    pub(super) fn toggle_motion(&mut self, now: Instant) {
        self.settings.less_motion = !self.settings.less_motion;
        self.settings_changed(now);
        let text = if self.settings.less_motion {
            t!("toast.less_motion")
        } else {
            t!("toast.more_motion")
        };
        self.tell(text.into_owned(), now);
    }

    /// Whether a passage is selected where a word is needed; says so then.
    pub(super) fn is_passage(&mut self, id: CommandId, now: Instant) -> bool {
        let is_passage = self
            .model
            .reading
            .as_ref()
            .is_some_and(|reading| reading.passage.is_some());
        let for_both = matches!(id, CommandId::Note | CommandId::OpenCard | CommandId::Highlight);
        let needs_word = super::command(id).scope == super::Scope::Word && !for_both;
        if is_passage && needs_word {
            self.tell(t!("toast.phrase_too_long").into_owned(), now);
        }
        is_passage && needs_word
    }
}

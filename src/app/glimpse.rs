//! A part of a long article, shown while the rest of it is still being read.
//!
//! The part can be scrolled, clicked and looked up at once. What would be stored waits until all of the text is there,
//! which takes a second at most, and is then done as it was meant: with the word that was selected when it was asked for.

use std::time::Instant;

use super::{Action, Boldface, CommandId, NoteAction, Reading, Selection, View};
use crate::study::{ArticleId, NoteId};
use crate::text::{Passage, Place};
use crate::worker::{Opened, Parsed};

/// What was asked for too early: what was selected then, and the action.
pub(super) type Deferred = (Selected, Action);

/// What is selected: a word, a passage, or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selected {
    word: Option<Selection>,
    passage: Option<Passage>,
}

impl Selected {
    fn of(reading: &Reading) -> Self {
        Self {
            word: reading.selection,
            passage: reading.passage,
        }
    }

    /// The same in another text, as far as it has the same words there.
    fn within(self, part: &Reading, whole: &Parsed) -> Self {
        let words = |passage: Passage| {
            let there = whole.article.parts(passage).map(|(_, block, range)| block.slice(range));
            let here = part.article.parts(passage).map(|(_, block, range)| block.slice(range));
            here.eq(there)
        };
        Self {
            word: self.word.filter(|word| words(Passage::of(word.block, word.range))),
            passage: self.passage.filter(|passage| words(*passage)),
        }
    }
}

/// What was seen of an article before all of it was there.
pub(super) struct Seen {
    opening: u64,
    position: Place,
    cut: Option<i32>,
    last: u32,
    selected: Selected,
    /// The note whose card is shown.
    note: Option<NoteId>,
    moved: bool,
}

impl Boldface {
    /// Shows what is seen first of an article.
    pub(super) fn take_glimpse(&mut self, glimpse: Opened, now: Instant) {
        let open = self.model.reading.as_ref().map(|reading| reading.article_id);
        if open == Some(glimpse.parsed.article_id) {
            // All of it is on the page, in another language, say.
            return;
        }
        // A term to go to may stand in the rest.
        let pending = (self.pending_term.take(), self.pending_page_note.take());
        self.take_opened(glimpse, now);
        (self.pending_term, self.pending_page_note) = pending;
        if let Some(note_id) = self.pending_page_note {
            self.show_page_note(note_id, now);
        }
        if let Some(reading) = &mut self.model.reading {
            reading.partial = true;
        }
    }

    /// Whether only a part of the open article is there.
    pub(super) fn is_partial(&self) -> bool {
        self.model.reading.as_ref().is_some_and(|reading| reading.partial)
    }

    /// Puts an action off that cannot be done yet. Returns whether it was.
    pub(super) fn defer(&mut self, action: &Action) -> bool {
        let waits = self.is_partial() && is_stored(action);
        if waits && !self.awaits_note() {
            let selected = self.model.reading.as_ref().map(Selected::of);
            self.deferred.push((selected.unwrap_or_default(), action.clone()));
        }
        waits
    }

    /// Whether the field of a note is to open: what is typed until then is meant for it, and no key of the page. Whoever
    /// selects something else meanwhile is not waiting for it any more.
    fn awaits_note(&self) -> bool {
        let here = self.model.reading.as_ref().map(Selected::of).unwrap_or_default();
        self.deferred.last().is_some_and(|(selected, action)| match action {
            Action::Command(CommandId::Note) => *selected == here && here != Selected::default(),
            Action::Command(CommandId::ArticleNote) => *selected == here,
            _ => false,
        })
    }

    /// What was seen of the article that is now there as a whole, if it was this one.
    pub(super) fn seen_of(&self, whole: &Parsed) -> Option<Seen> {
        let part = self.model.reading.as_ref().filter(|reading| reading.partial)?;
        let has_key = part.article_id != ArticleId(0);
        if (has_key && part.article_id != whole.article_id) || !is_same_text(part, whole) {
            return None;
        }
        let card = self.model.note_card.as_ref();
        Some(Seen {
            opening: part.opening,
            position: part.position,
            cut: part.cut,
            last: part.last_seen,
            selected: Selected::of(part).within(part, whole),
            note: card.and_then(|card| card.note.as_ref()).map(|note| note.note_id),
            moved: part.position != whole.position,
        })
    }

    /// Goes on with the whole of an article where its part was left.
    pub(super) fn go_on(&mut self, seen: &Seen, now: Instant) {
        let Some(reading) = &mut self.model.reading else { return };
        reading.continues = Some(seen.opening);
        (reading.position, reading.cut, reading.last_seen) = (seen.position, seen.cut, seen.last);
        // The part went there already.
        reading.go_to = None;
        if seen.moved {
            self.moved_at.get_or_insert(now);
        }
        let mut last = None;
        for (selected, action) in std::mem::take(&mut self.deferred) {
            self.select_again(selected, now);
            self.act(action, now);
            last = Some(selected);
        }
        // The field that was asked for last stays open.
        if last != Some(seen.selected) {
            self.select_again(seen.selected, now);
            if let Some(note_id) = seen.note {
                self.show_note_again(note_id);
            }
        }
    }

    fn select_again(&mut self, selected: Selected, now: Instant) {
        match selected.passage {
            Some(passage) => self.select_passage(passage, now),
            None => self.select(selected.word, now),
        }
    }

    /// The rest of an article will not come.
    pub(super) fn leave_glimpse(&mut self, now: Instant) {
        if self.is_partial() {
            self.deferred.clear();
            self.select(None, now);
            self.model.reading = None;
            self.model.view = View::Library;
        }
    }
}

/// Whether what is on the page stands at the same place of the whole.
fn is_same_text(part: &Reading, whole: &Parsed) -> bool {
    /// So much of it (bytes) tells: the end of a part may be cut off.
    const TELLS: usize = 200;
    let Place { block, byte } = part.position;
    let (Some(shown), Some(there)) = (part.article.block(block), whole.article.block(block)) else {
        return false;
    };
    let end = shown
        .text
        .floor_char_boundary((byte as usize + TELLS).min(shown.text.len()));
    there.text.starts_with(&shown.text[..end])
}

/// Whether an action changes what is stored of the open article or its file.
fn is_stored(action: &Action) -> bool {
    match action {
        Action::SetStatus(_)
        | Action::SetHeadword(_)
        | Action::TreatForm(_)
        | Action::TakeOneIn(..)
        | Action::TakeIn(_)
        | Action::Note(NoteAction::Colour(_) | NoteAction::Review(_) | NoteAction::Delete)
        | Action::SetLanguage(_) => true,
        Action::Command(id) => matches!(
            id,
            CommandId::Save
                | CommandId::WriteByItself
                | CommandId::WriteToFile
                | CommandId::BringIn
                | CommandId::StatusNone
                | CommandId::StatusNew
                | CommandId::StatusMet
                | CommandId::StatusFamiliar
                | CommandId::StatusNearly
                | CommandId::StatusLearned
                | CommandId::StatusWellKnown
                | CommandId::StatusIgnored
                | CommandId::StatusUp
                | CommandId::StatusDown
                | CommandId::Bold
                | CommandId::Note
                | CommandId::Highlight
                | CommandId::ArticleNote
                | CommandId::Headword
                | CommandId::TreatForm
                | CommandId::SplitForm
                | CommandId::Gloss
                | CommandId::Gap
                | CommandId::Finish
                | CommandId::Language
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::Receiver;

    use super::*;
    use crate::app::reading::fixtures::opened;
    use crate::app::{Settings, Timings};
    use crate::study::Status;
    use crate::text::ByteRange;
    use crate::worker::{Event, Message, Request, Requests};

    const TEXT: &str = "# The harbour\n\nA storm came.\n\nIt went.\n";
    const PART: &str = "# The harbour\n\nA storm came.\n";

    fn app() -> (Boldface, Receiver<Message>) {
        let (requests, sent) = Requests::to_nobody();
        let timings = Timings::new(false, Instant::now());
        (Boldface::new(requests, Settings::default(), None, timings), sent)
    }

    fn glimpse(app: &mut Boldface) {
        let mut part = opened(PART);
        part.parsed.article_id = ArticleId(0);
        app.take(Event::Glimpse(Box::new(part)), Instant::now());
    }

    fn changes(sent: &Receiver<Message>) -> Vec<String> {
        let requests = sent.try_iter().filter_map(|message| match message {
            Message::Request(Request::Change { change, .. }) => Some(format!("{change:?}")),
            Message::Request(Request::SetPosition { position, .. }) => Some(position.anchor.quote),
            _ => None,
        });
        requests.collect()
    }

    fn word(start: u32, end: u32) -> Selection {
        let range = ByteRange::new(start, end);
        Selection { block: 1, range }
    }

    #[test]
    fn what_is_asked_for_early_is_done_when_all_is_there() {
        let (mut app, sent) = app();
        let now = Instant::now();
        glimpse(&mut app);
        assert!(app.is_partial());
        app.act(Action::Select(Some(word(2, 7))), now);
        assert!(app.model.card.is_some(), "a word can be looked up at once");
        app.act(Action::SetStatus(Some(Status::New)), now);
        app.act(Action::Select(Some(word(8, 12))), now);
        app.act(Action::Command(CommandId::StatusLearned), now);
        app.act(Action::Scrolled(Place { block: 1, byte: 2 }, 1, Some(250)), now);
        app.save_position();
        assert!(changes(&sent).is_empty(), "there is no article yet");
        let opening = app.model.reading.as_ref().unwrap().opening;
        app.take(Event::Opened(Box::new(opened(TEXT))), now);
        let changes = changes(&sent);
        assert_eq!(changes.len(), 2, "{changes:?}");
        assert!(
            changes[0].contains("storm") && changes[1].contains("came"),
            "{changes:?}"
        );
        let reading = app.model.reading.as_ref().unwrap();
        assert_eq!(reading.selection, Some(word(8, 12)));
        assert_eq!(reading.position, Place { block: 1, byte: 2 });
        assert_eq!(reading.continues, Some(opening));
        assert!(!reading.partial);
    }

    fn passage(end: u32) -> Passage {
        let place = |byte| Place { block: 1, byte };
        Passage::between(place(0), place(end))
    }

    #[test]
    fn a_highlight_and_a_note_asked_for_early_are_made() {
        let (mut app, sent) = app();
        let now = Instant::now();
        glimpse(&mut app);
        app.act(Action::SelectPassage(passage(7)), now);
        app.act(Action::Command(CommandId::Highlight), now);
        app.act(Action::SelectPassage(passage(12)), now);
        app.act(Action::Command(CommandId::Note), now);
        // The first letters of the note: no key of the page.
        app.act(Action::Command(CommandId::Highlight), now);
        app.act(Action::Command(CommandId::Bold), now);
        assert!(changes(&sent).is_empty());
        app.take(Event::Opened(Box::new(opened(TEXT))), now);
        let changes = changes(&sent);
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert!(changes[0].contains("\"A storm\"") && changes[0].contains("Colour"));
        let reading = app.model.reading.as_ref().unwrap();
        assert_eq!(reading.passage, Some(passage(12)));
        let card = app.model.note_card.as_ref().expect("its field is open");
        assert_eq!(card.quote, "A storm came");
        assert!(app.effects.contains(&crate::app::Effect::FocusNote));
    }

    #[test]
    fn a_note_is_read_and_written_on_the_part_and_goes_on_in_the_whole() {
        let (mut app, sent) = app();
        let now = Instant::now();
        let noted = |text: &str| {
            let mut opened = opened(text);
            let anchor = crate::study::Anchor::of_passage(&opened.parsed.article, passage(7));
            let mut note = crate::study::NoteRecord::sample(7, "as it was");
            note.anchor = Some(anchor);
            opened.parsed.notes = vec![crate::worker::PlacedNote {
                place: Some(passage(7)),
                note,
            }];
            opened
        };
        app.take(Event::Glimpse(Box::new(noted(PART))), now);
        app.act(Action::Note(NoteAction::Open(NoteId(7))), now);
        let draft = app.drafts.page.as_mut().expect("its card is open");
        draft.text.push_str(", and more");
        app.act(Action::Wrote(crate::app::DraftField::PageNote), now);
        app.take(Event::Opened(Box::new(noted(TEXT))), now);
        let changes = changes(&sent);
        assert!(
            changes.len() == 1 && changes[0].contains("as it was, and more"),
            "{changes:?}"
        );
        assert_eq!(app.drafts.page.as_ref().unwrap().text, "as it was, and more");
        assert_eq!(
            app.model.note_card.as_ref().unwrap().on,
            crate::study::NoteTarget::Note(NoteId(7))
        );
    }

    #[test]
    fn another_text_does_not_go_on() {
        let (mut app, sent) = app();
        glimpse(&mut app);
        app.act(Action::Scrolled(Place { block: 1, byte: 0 }, 1, None), Instant::now());
        app.act(Action::Select(Some(word(2, 7))), Instant::now());
        app.act(Action::SetStatus(Some(Status::New)), Instant::now());
        app.take(
            Event::Opened(Box::new(opened("# Another\n\nNo such thing.\n"))),
            Instant::now(),
        );
        let reading = app.model.reading.as_ref().unwrap();
        assert_eq!(
            (reading.continues, reading.selection, reading.partial),
            (None, None, false)
        );
        assert!(changes(&sent).is_empty());
    }

    #[test]
    fn a_whole_text_gives_way_to_no_part() {
        let (mut app, _sent) = app();
        app.take(Event::Opened(Box::new(opened(TEXT))), Instant::now());
        app.take(Event::Glimpse(Box::new(opened(PART))), Instant::now());
        assert!(!app.is_partial());
        assert_eq!(app.model.reading.unwrap().article.blocks.len(), 3);
    }

    #[test]
    fn a_part_whose_rest_does_not_come_goes() {
        let (mut app, _sent) = app();
        glimpse(&mut app);
        app.take(Event::Panicked { during: "jobs" }, Instant::now());
        assert!(app.model.reading.is_none());
        assert_eq!(app.model.view, View::Library);
    }
}

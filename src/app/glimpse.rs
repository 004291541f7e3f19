//! A part of a long article, shown while the rest of it is still being read.
//!
//! The part can be scrolled, clicked and looked up at once. What would be stored waits until all of the text is there,
//! which takes a second at most, and is then done as it was meant: with the word that was selected when it was asked for.

use std::time::Instant;

use super::{Action, Boldface, CommandId, Reading, Selection, View};
use crate::study::ArticleId;
use crate::text::Place;
use crate::worker::{Opened, Parsed};

/// What was asked for too early: the word that was selected then, and the action.
pub(super) type Deferred = (Option<Selection>, Action);

/// What was seen of an article before all of it was there.
pub(super) struct Seen {
    opening: u64,
    position: Place,
    cut: Option<i32>,
    last: u32,
    selection: Option<Selection>,
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
        if waits {
            let selection = self.model.reading.as_ref().and_then(|reading| reading.selection);
            self.deferred.push((selection, action.clone()));
        }
        waits
    }

    /// What was seen of the article that is now there as a whole, if it was this one.
    pub(super) fn seen_of(&self, whole: &Parsed) -> Option<Seen> {
        let part = self.model.reading.as_ref().filter(|reading| reading.partial)?;
        let has_key = part.article_id != ArticleId(0);
        if (has_key && part.article_id != whole.article_id) || !is_same_text(part, whole) {
            return None;
        }
        let same = |selection: &Selection| {
            let words = |block: Option<&crate::text::Block>| block.map(|block| block.slice(selection.range).to_owned());
            words(part.article.block(selection.block)) == words(whole.article.block(selection.block))
        };
        Some(Seen {
            opening: part.opening,
            position: part.position,
            cut: part.cut,
            last: part.last_seen,
            selection: part.selection.filter(same),
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
        for (selection, action) in std::mem::take(&mut self.deferred) {
            self.select(selection, now);
            self.act(action, now);
        }
        self.select(seen.selection, now);
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
        | Action::Note(_)
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

//! The program behind the window: takes actions from the views and events from the threads.
//!
//! Actions that change what is stored become requests; the model changes when their event comes. What only the window
//! can do (a dialog, the zoom, the end) leaves as an [`Effect`].

use std::path::PathBuf;
use std::time::Instant;

use super::attention::Attention;
use super::glimpse::Deferred;
use super::places::Spot;
use super::{Drafts, Model, PathFor, Prompt, Reading, Settings, Timings};
use crate::study::{Anchor, ArticleId, NoteColour, NoteId, Position, TermId};
use crate::text::{ByteRange, Place};
use crate::worker::{Change, Displaced, Request, Requests};

/// What only the window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Show the native dialog for opening files.
    OpenDialog,
    /// Show the native dialog for choosing the folder of an export.
    FolderDialog,
    /// Show the native dialog for this.
    PathDialog(PathFor),
    /// Show the native dialog for where to write an article to.
    SaveDialog(ArticleId),
    /// Ask the system for what is on the clipboard; it comes as an action.
    AskClipboard,
    /// Give the keyboard to the field for the note.
    FocusNote,
    /// Show the field for another headword of the selected term, or of the selected form.
    EditHeadword(HeadwordField),
    /// Give the keyboard to the search field of the sidebar.
    FocusSearch,
    /// Give the keyboard to the field of what is looked for in the article, with all of it selected.
    FocusFind,
    /// Give the keyboard to the field of what is looked for in everything, with all of it selected.
    FocusFindAll,
    /// Give the keyboard to the search of the notes.
    FocusNotesSearch,
    /// Give the keyboard to the page.
    FocusPage,
    /// Open an address in the browser; its kind was checked.
    OpenAddress(String),
    /// Make everything larger or smaller by steps; 0 for the usual size.
    Zoom(i8),
    /// Full screen, or back.
    FullScreen,
    /// Show the picture in view, or the next one, enlarged.
    Enlarge,
    /// Show or hide what is taken for emphasis.
    Emphasis,
    /// Show or hide how much of the article is known.
    Coverage,
    /// Show or hide how the page looks.
    Looks,
    /// Show or hide the settings.
    Settings,
    /// Show or hide the outline of the article.
    Outline,
    /// Show the next footnote, or go back from one.
    Footnote,
    /// Show or hide the command palette.
    Palette,
    /// Show or hide the list of keys.
    Keys,
    /// Bring the window to the front.
    Raise,
    /// End the program.
    Quit,
    /// An article has been painted for the first time.
    ArticleShown(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Tell the system what is selected, for its middle button.
    Primary(String),
}

/// What a field for a headword is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadwordField {
    /// The whole term.
    Term,
    /// Only the selected form.
    Form,
}

/// Whether the window is to close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// It stays.
    #[default]
    Open,
    /// As soon as everything typed is saved.
    WhenSaved,
    /// Although something is unsaved: the learner wants it so.
    Anyway,
}

/// The program behind the window.
pub struct Boldface {
    /// What views read.
    pub model: Model,
    /// What is being typed.
    pub drafts: Drafts,
    /// What the learner set.
    pub settings: Settings,
    /// What the program measured of itself.
    pub timings: Timings,
    /// What the window has to do, oldest first.
    pub effects: Vec<Effect>,
    pub(super) requests: Requests,
    pub(super) settings_path: Option<PathBuf>,
    pub(super) settings_dirty: Option<Instant>,
    pub(super) serial: u64,
    /// How many words were looked up.
    pub(super) looked_up: u64,
    /// It was told that nothing here can speak.
    pub(super) told_of_speech: bool,
    pub(super) waiting: usize,
    pub(super) pending_note: bool,
    /// How many articles were opened.
    pub(super) openings: u64,
    /// Go to this term when the article that is being opened is there.
    pub(super) pending_term: Option<TermId>,
    /// What lost its place in an update: it is listed when the new text is there.
    pub(super) displaced: Option<Displaced>,
    /// Show this note when the article that is being opened is there.
    pub(super) pending_page_note: Option<NoteId>,
    /// The highlight whose colour the key goes through, and the colour that it began with.
    pub(super) cycling: Option<(NoteId, NoteColour)>,
    pub(super) first_files: Vec<PathBuf>,
    /// Whether the window is to close.
    pub ending: Ending,
    pub(super) moved_at: Option<Instant>,
    /// The wish to go back to a place that the page has not obeyed yet.
    pub(super) travelling: Option<u64>,
    /// A place in an article that is being opened because the learner goes back to it.
    pub(super) travel_to: Option<Spot>,
    pub(super) attention: Attention,
    /// What the learner looked at last: number of the opening, first place, last block.
    pub(super) attended: Option<(u64, Place, u32)>,
    pub(super) attended_opening: Option<u64>,
    /// The article whose reading is being followed, and its language.
    pub(super) attended_article: Option<(ArticleId, String)>,
    /// The learner went to another place while an article was being opened: it does not call them back.
    pub(super) wandered: bool,
    /// What was asked for before all of the article was there.
    pub(super) deferred: Vec<Deferred>,
}

impl Boldface {
    /// A program that sends its requests to `requests`.
    #[must_use]
    pub fn new(requests: Requests, settings: Settings, settings_path: Option<PathBuf>, timings: Timings) -> Self {
        let model = Model {
            saved: true,
            ..Model::default()
        };
        requests.use_dictionaries(settings.shelf());
        Self {
            model,
            drafts: Drafts::default(),
            settings,
            timings,
            effects: Vec::new(),
            requests,
            settings_path,
            settings_dirty: None,
            serial: 0,
            looked_up: 0,
            told_of_speech: false,
            waiting: 0,
            pending_note: false,
            openings: 0,
            pending_term: None,
            displaced: None,
            pending_page_note: None,
            cycling: None,
            first_files: Vec::new(),
            ending: Ending::default(),
            moved_at: None,
            travelling: None,
            travel_to: None,
            attention: Attention::default(),
            attended: None,
            attended_opening: None,
            attended_article: None,
            wandered: false,
            deferred: Vec::new(),
        }
    }

    /// Sends a request; a thread that is gone has said so already.
    pub(super) fn send(&self, request: Request) {
        if !self.requests.send(request) {
            tracing::error!("the store thread is gone");
        }
    }

    pub(super) fn change(&mut self, change: Change, now: Instant) {
        self.serial += 1;
        self.waiting += 1;
        self.model.saved = false;
        self.send(Request::Change {
            serial: self.serial,
            change,
            issued: now,
        });
    }

    /// Sends where the open article is being read, if it moved.
    pub(super) fn save_position(&mut self) {
        if self.moved_at.take().is_none() || self.is_partial() {
            return;
        }
        if let Some(reading) = &mut self.model.reading {
            let before = reading.furthest;
            reading.rested(reading.position, reading.last_seen);
            let furthest = reading.furthest.filter(|_| reading.furthest != before);
            let article_id = reading.article_id;
            let position = Position {
                anchor: anchor_from(reading, reading.position),
                cut: reading.cut,
                source_byte: source_byte(reading),
            };
            let furthest = furthest.map(|block| anchor_from(reading, Place { block, byte: 0 }));
            self.send(Request::SetPosition {
                article_id,
                position,
                furthest,
            });
        }
    }

    /// How many changes were sent that are not answered yet.
    #[must_use]
    pub const fn in_flight(&self) -> usize {
        self.waiting
    }

    /// Marks the settings to be written.
    pub fn settings_changed(&mut self, now: Instant) {
        self.settings_dirty.get_or_insert(now);
    }

    pub(super) fn send_due_drafts(&mut self, now: Instant) {
        let mut serial = self.serial;
        let due = self.drafts.due(now, || {
            serial += 1;
            serial
        });
        self.serial = serial;
        for (serial, change) in due {
            self.waiting += 1;
            self.send(Request::Change {
                serial,
                change,
                issued: now,
            });
        }
    }

    /// Does what is due at this time; returns when it wants to be called again.
    pub fn tick(&mut self, now: Instant) -> Option<Instant> {
        const POSITION_AFTER: std::time::Duration = std::time::Duration::from_secs(1);
        self.leave_notes(now);
        self.tick_review(now);
        self.send_due_drafts(now);
        self.model.toasts.expire(now);
        self.model.places.expire(now);
        self.log_due_reading(now);
        self.write_by_itself(now, false);
        if self.moved_at.is_some_and(|moved| now >= moved + POSITION_AFTER) {
            self.save_position();
        }
        if self.settings_dirty.is_some_and(|dirty| now >= dirty + POSITION_AFTER) {
            self.save_settings();
        }
        if let Some(reading) = &mut self.model.reading {
            reading.recount_coverage();
        }
        self.model.saved = self.waiting == 0 && !self.drafts.is_unsaved();
        let due = [self.moved_at, self.settings_dirty]
            .into_iter()
            .flatten()
            .map(|at| at + POSITION_AFTER);
        due.chain(self.drafts.next_due())
            .chain(self.model.toasts.next_end())
            .chain(self.model.places.next_end())
            .chain(self.attention.next_due())
            .chain(self.model.file.next_due())
            .chain(self.model.review.wake)
            .min()
    }

    pub(super) fn save_settings(&mut self) {
        self.settings_dirty = None;
        let Some(path) = self.settings_path.clone() else { return };
        let settings = self.settings.clone();
        self.send(Request::Write(Box::new(move || {
            settings.save(&path).map_err(|error| error.to_string())
        })));
    }

    /// The window closes: everything that is unsaved is sent, then the threads are told to finish.
    pub fn close(&mut self, now: Instant) {
        self.leave_note_card(now);
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        self.log_reading(now);
        if self.settings_dirty.is_some() {
            self.save_settings();
        }
        self.write_by_itself(now, true);
        // What is read or exported now would be waited for, and an import would come to nobody.
        self.requests.cancel_import();
        self.requests.cancel_going_out();
        self.send(Request::Quit);
    }

    /// A native dialog cannot be had: a field for a path serves.
    pub fn ask_for_path(&mut self, why: String, wanted: PathFor) {
        let offered = self.path_in_field(wanted);
        self.model.prompt = Some(Prompt::PathField { why, wanted, offered });
    }
}

/// An anchor on the first word from a place on; on the beginning of a word that is no word any more.
pub(super) fn anchor_from(reading: &Reading, Place { block, byte }: Place) -> Anchor {
    /// More of a word (bytes) tells nothing that its beginning does not.
    const TELLS: u32 = 800;
    let end = reading.article.block(block).map_or(byte, |block| {
        let next = block.tokens.partition_point(|token| token.range.start < byte);
        let end = block.tokens.get(next).map_or(byte, |token| token.range.end);
        if end - byte <= TELLS {
            return end;
        }
        // Far from the place, the next word is none of it.
        let end = block.text.floor_char_boundary((byte + TELLS) as usize);
        u32::try_from(end).unwrap_or(byte)
    });
    Anchor::of(&reading.article, block, ByteRange::new(byte, end))
}

/// Where in the source the block begins that stands at the top of the page.
fn source_byte(reading: &Reading) -> Option<u32> {
    let block = reading.article.block(reading.position.block)?;
    (!block.source.is_empty()).then_some(block.source.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reading::fixtures::opened;

    #[test]
    fn a_place_keeps_no_more_of_a_word_than_tells_it() {
        for (word, kept) in [
            ("a".repeat(1_000_000), 800),
            ("字".repeat(9_000), 798),
            ("storm".to_owned(), 5),
        ] {
            let reading = Reading::new(opened(&format!("# As\n\n{word}\n\nEnd.\n")), 0);
            let anchor = anchor_from(&reading, Place { block: 1, byte: 0 });
            assert!(anchor.quote.len() <= kept, "{}", anchor.quote.len());
            assert!(anchor.is_unmoved(&reading.article), "and is found");
            let place = Place {
                block: 1,
                byte: u32::try_from(word.len() / 6 * 3).unwrap(),
            };
            assert!(anchor_from(&reading, place).quote.len() <= 800);
        }
    }
}

//! The program behind the window: takes actions from the views and events from the threads.
//!
//! Actions that change what is stored become requests; the model changes when their event comes. What only the window
//! can do (a dialog, the zoom, the end) leaves as an [`Effect`].

use std::path::PathBuf;
use std::time::Instant;

use super::{
    Action, Card, CommandId, DraftField, Drafts, LibraryState, Model, Prompt, Selection, Settings, Timings, View,
};
use crate::study::{Anchor, ArticleId, Status};
use crate::text::{ByteRange, Place};
use crate::worker::{Change, Request, Requests, StatusStep, Target};

/// What only the window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Show the native dialog for opening files.
    OpenDialog,
    /// Ask the system for what is on the clipboard; it comes as an action.
    AskClipboard,
    /// Give the keyboard to the field for the note.
    FocusNote,
    /// Give the keyboard to the search field of the sidebar.
    FocusSearch,
    /// Give the keyboard to the page.
    FocusPage,
    /// Open an address in the browser; its kind was checked.
    OpenAddress(String),
    /// Make everything larger or smaller by steps; 0 for the usual size.
    Zoom(i8),
    /// Full screen, or back.
    FullScreen,
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
    pub(super) waiting: usize,
    pub(super) pending_note: bool,
    pub(super) first_files: Vec<PathBuf>,
    /// The window is to close as soon as everything typed is saved.
    pub closing: bool,
    /// The learner wants to quit although something is unsaved.
    pub give_up: bool,
    moved_at: Option<Instant>,
}

impl Boldface {
    /// A program that sends its requests to `requests` and opens `files` as soon as the library is ready.
    #[must_use]
    pub fn new(
        requests: Requests,
        settings: Settings,
        settings_path: Option<PathBuf>,
        timings: Timings,
        files: Vec<PathBuf>,
    ) -> Self {
        let model = Model {
            saved: true,
            ..Model::default()
        };
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
            waiting: 0,
            pending_note: false,
            first_files: files,
            closing: false,
            give_up: false,
            moved_at: None,
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

    /// Takes an action in.
    pub fn act(&mut self, action: Action, now: Instant) {
        match action {
            Action::Command(id) => self.command(id, now),
            Action::Show(view) => self.show(view, now),
            Action::Select(selection) => self.select(selection, now),
            Action::GoToTerm(number) => {
                let place = self
                    .model
                    .reading
                    .as_ref()
                    .and_then(|reading| reading.next_place(number));
                if let Some((block, range)) = place {
                    self.go_to(block, range, now);
                }
            }
            Action::GoToRange(block, range) => self.go_to(block, range, now),
            Action::OpenArticle(article_id, at) => self.open_article(article_id, at, now),
            Action::Scrolled(place) => self.scrolled(place, now),
            Action::OpenLink(address) => self.open_link(address, now),
            Action::SetStatus(status) => self.set_status(StatusStep::To(status), now),
            Action::OpenFiles(paths) => self.open_files(paths),
            Action::Paste(text) => self.send(Request::ImportClipboard { text }),
            Action::AnswerUpdate(question, answer) => {
                self.model.prompt = None;
                self.send(Request::AnswerUpdate { question, answer });
            }
            Action::Dismiss => {
                self.model.prompt = None;
                self.closing = false;
            }
            Action::Wrote(field) => {
                self.drafts.wrote(field, now);
                self.model.saved = false;
            }
            Action::Left(field) => self.drafts.left(field),
            Action::Rename(article_id, title) => {
                let title = title.trim().to_owned();
                if !title.is_empty() {
                    self.change(Change::Rename { article_id, title }, now);
                }
            }
            Action::Archive(article_id, archived) => self.change(Change::Archive { article_id, archived }, now),
            Action::Delete(article_id) => self.change(Change::Delete { article_id }, now),
            Action::CloseBanner(about) => self.model.banners.retain(|banner| banner.about != about),
            Action::QuitAgain => {
                self.model.prompt = None;
                self.drafts.flush(now);
            }
            Action::QuitUnsaved(copy) => {
                if copy {
                    self.effects.push(Effect::Copy(self.drafts.unsaved_text()));
                }
                self.model.prompt = None;
                self.give_up = true;
            }
            Action::DropToast(number) => self.model.toasts.drop_toast(number),
            Action::SidebarWidth(width) => {
                self.settings.sidebar_width = width;
                self.settings_changed(now);
            }
        }
    }

    fn command(&mut self, id: CommandId, now: Instant) {
        match id {
            CommandId::Open => self.effects.push(Effect::OpenDialog),
            CommandId::Paste => self.effects.push(Effect::AskClipboard),
            CommandId::Library => self.show(View::Library, now),
            CommandId::Read => self.show(View::Read, now),
            CommandId::Undo => self.step_back(true, now),
            CommandId::Redo => self.step_back(false, now),
            CommandId::ToggleSidebar => {
                self.settings.sidebar_shown = !self.settings.sidebar_shown;
                self.settings_changed(now);
            }
            CommandId::FullScreen => self.effects.push(Effect::FullScreen),
            CommandId::ZoomIn => self.effects.push(Effect::Zoom(1)),
            CommandId::ZoomOut => self.effects.push(Effect::Zoom(-1)),
            CommandId::ZoomReset => self.effects.push(Effect::Zoom(0)),
            CommandId::Palette => self.effects.push(Effect::Palette),
            CommandId::Keys => self.effects.push(Effect::Keys),
            CommandId::Theme => {
                self.settings.theme = self.settings.theme.next();
                self.settings_changed(now);
            }
            CommandId::Quit => self.effects.push(Effect::Quit),
            CommandId::StatusNone => self.set_status(StatusStep::To(None), now),
            CommandId::StatusNew => self.set_status(StatusStep::To(Some(Status::New)), now),
            CommandId::StatusMet => self.set_status(StatusStep::To(Some(Status::Met)), now),
            CommandId::StatusFamiliar => self.set_status(StatusStep::To(Some(Status::Familiar)), now),
            CommandId::StatusNearly => self.set_status(StatusStep::To(Some(Status::Nearly)), now),
            CommandId::StatusLearned => self.set_status(StatusStep::To(Some(Status::Learned)), now),
            CommandId::StatusWellKnown => self.set_status(StatusStep::To(Some(Status::WellKnown)), now),
            CommandId::StatusIgnored => self.set_status(StatusStep::To(Some(Status::Ignored)), now),
            CommandId::StatusUp => self.set_status(StatusStep::Up, now),
            CommandId::StatusDown => self.set_status(StatusStep::Down, now),
            CommandId::Bold => self.toggle_bold(now),
            CommandId::Note => self.write_note(now),
            CommandId::Search => self.effects.push(Effect::FocusSearch),
            CommandId::Escape => self.escape(now),
        }
    }

    fn escape(&mut self, now: Instant) {
        if self.model.prompt.take().is_none() {
            self.select(None, now);
        }
    }

    fn show(&mut self, view: View, now: Instant) {
        if view != self.model.view {
            self.drafts.flush(now);
        }
        self.model.view = view;
        if view == View::Library {
            self.send(Request::ListArticles);
        }
    }

    /// Selects, gathers the card and opens its fields.
    pub(super) fn select(&mut self, selection: Option<Selection>, now: Instant) {
        let Some(reading) = &mut self.model.reading else { return };
        if reading.selection == selection && self.model.card.is_some() == selection.is_some() {
            return;
        }
        reading.selection = selection;
        self.pending_note = false;
        self.refresh_card(now);
        if let Some(term_id) = self.model.card.as_ref().and_then(|card| card.term_id) {
            self.send(Request::Contexts { term_id });
        }
    }

    /// Gathers the card anew after what it shows has changed.
    pub(super) fn refresh_card(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else {
            self.model.card = None;
            self.drafts.show(None);
            return;
        };
        let before = self.model.card.take();
        let mut card = reading.selection.and_then(|selection| Card::of(reading, selection));
        if let (Some(card), Some(before)) = (&mut card, before)
            && card.term_id == before.term_id
        {
            card.elsewhere = before.elsewhere;
        }
        let number = card.as_ref().and_then(|card| card.term);
        let term = number
            .and_then(|number| reading.terms.get(number as usize))
            .map(|entry| &*entry.term);
        self.drafts.show(term);
        self.model.card = card;
        self.send_due_drafts(now);
    }

    fn go_to(&mut self, block: u32, range: ByteRange, now: Instant) {
        self.select(Some(Selection { block, range }), now);
        if let Some(reading) = &mut self.model.reading {
            reading.go_to(block, range, true);
        }
    }

    fn open_article(&mut self, article_id: ArticleId, at: Option<Anchor>, now: Instant) {
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        self.model.view = View::Read;
        if self
            .model
            .reading
            .as_ref()
            .is_some_and(|reading| reading.article_id == article_id)
            && at.is_none()
        {
            return;
        }
        self.send(Request::Open { article_id, at });
    }

    pub(super) fn open_files(&mut self, paths: Vec<PathBuf>) {
        self.model.prompt = None;
        if paths.is_empty() {
            return;
        }
        if self.model.library.state == LibraryState::Opening {
            self.first_files.extend(paths);
        } else {
            self.send(Request::Import { paths });
        }
    }

    fn open_link(&mut self, address: String, now: Instant) {
        let allowed = ["http://", "https://", "mailto:"].iter().any(|kind| {
            address
                .get(..kind.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(kind))
        });
        if allowed {
            self.effects.push(Effect::OpenAddress(address));
        } else {
            self.model
                .toasts
                .show(rust_i18n::t!("toast.link_refused").into_owned(), false, now);
        }
    }

    fn selected(&self) -> Option<(Selection, Target)> {
        let reading = self.model.reading.as_ref()?;
        let selection = reading.selection?;
        let term = reading
            .term_at(selection)
            .and_then(|number| reading.terms.get(number as usize));
        let target = match term {
            Some(entry) => Target::Term(entry.term.term_id),
            None => Target::Word(reading.pick(selection)?),
        };
        Some((selection, target))
    }

    fn set_status(&mut self, step: StatusStep, now: Instant) {
        let Some((_, target)) = self.selected() else { return };
        if matches!((&target, step), (Target::Word(_), StatusStep::To(None))) {
            return;
        }
        self.change(Change::Status { target, step }, now);
    }

    fn toggle_bold(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let Some(selection) = reading.selection else { return };
        let bold = self.model.card.as_ref().is_some_and(|card| card.bold);
        let Some(pick) = reading.pick(selection) else { return };
        self.change(Change::ToggleBold { pick, bold: !bold }, now);
    }

    fn write_note(&mut self, now: Instant) {
        if self.drafts.note.is_some() {
            self.effects.push(Effect::FocusNote);
        } else if self.selected().is_some() {
            // A note needs a term: the word becomes one, and the field opens when that is stored.
            self.set_status(StatusStep::To(Some(Status::New)), now);
            self.pending_note = true;
        }
    }

    fn step_back(&mut self, undo: bool, now: Instant) {
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.waiting += 1;
        self.send(if undo { Request::Undo } else { Request::Redo });
    }

    fn scrolled(&mut self, place: Place, now: Instant) {
        if let Some(reading) = &mut self.model.reading
            && reading.position != place
        {
            reading.position = place;
            self.moved_at.get_or_insert(now);
        }
    }

    /// Sends where the open article is being read, if it moved.
    pub(super) fn save_position(&mut self) {
        if self.moved_at.take().is_none() {
            return;
        }
        if let Some(reading) = &self.model.reading {
            let Place { block, byte } = reading.position;
            let end = reading.article.block(block).map_or(byte, |block| {
                block
                    .tokens
                    .iter()
                    .find(|token| token.range.start >= byte)
                    .map_or(byte, |token| token.range.end)
            });
            let position = Anchor::of(&reading.article, block, ByteRange::new(byte, end));
            self.send(Request::SetPosition {
                article_id: reading.article_id,
                position,
            });
        }
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
        self.send_due_drafts(now);
        self.model.toasts.expire(now);
        if self.moved_at.is_some_and(|moved| now >= moved + POSITION_AFTER) {
            self.save_position();
        }
        if self.settings_dirty.is_some_and(|dirty| now >= dirty + POSITION_AFTER) {
            self.save_settings();
        }
        self.model.saved = self.waiting == 0 && !self.drafts.is_unsaved();
        let due = [self.moved_at, self.settings_dirty]
            .into_iter()
            .flatten()
            .map(|at| at + POSITION_AFTER);
        due.chain(self.drafts.next_due())
            .chain(self.model.toasts.next_end())
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
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        if self.settings_dirty.is_some() {
            self.save_settings();
        }
        self.send(Request::Quit);
    }

    /// A native dialog cannot be had: a field for a path serves.
    pub fn ask_for_path(&mut self, why: String) {
        self.model.prompt = Some(Prompt::PathField { why });
    }

    /// Whether a field of the card holds text that an input method is still composing.
    pub fn compose(&mut self, field: DraftField, composing: bool) {
        let draft = match field {
            DraftField::Gloss => &mut self.drafts.gloss,
            DraftField::Note => &mut self.drafts.note,
        };
        if let Some(draft) = draft {
            draft.compose(composing);
        }
    }
}

//! Actions, taken in: what is stored becomes a request, what only the screen knows changes at once.

use std::path::PathBuf;
use std::time::Instant;

use super::{
    Action, Boldface, Card, CommandId, Effect, Ending, Goal, HeadwordField, LibraryState, Prompt, Selection, View,
};
use crate::study::{ArticleId, Status, TermNumber};
use crate::text::{ByteRange, Place};
use crate::worker::{Change, Copying, Request, StatusStep};

impl Boldface {
    /// Takes an action in.
    pub fn act(&mut self, action: Action, now: Instant) {
        if self.defer(&action) {
            return;
        }
        match action {
            Action::Command(id) => self.command(id, now),
            Action::Show(view) => self.show(view, now),
            Action::Select(selection) => self.select(selection, now),
            Action::SelectWord(selection) => self.select_as(Some(selection), true, now),
            action @ (Action::SelectPassage(_)
            | Action::SelectionSettled
            | Action::SelectionSeen(_)
            | Action::FindText(_)
            | Action::FindWith(_)) => self.act_in_text(action, now),
            Action::Search(action) => self.act_on_search(action, now),
            Action::GoToTerm(number) => self.go_to_term(number, now),
            Action::GoToRange(block, range) => self.go_to(block, range, now),
            Action::GoToPlace(Place { block, byte }) => {
                if let Some(reading) = &mut self.model.reading {
                    reading.go_to(block, ByteRange::new(byte, byte), false);
                }
            }
            Action::OpenArticle(article_id, at) => self.open_article(article_id, at, now),
            action @ (Action::Jumped(..)
            | Action::BringIntoView(..)
            | Action::DropBookmark(_)
            | Action::CopyAddress(_)
            | Action::OpenLink { .. }
            | Action::OpenAnyway) => self.act_on_place(action, now),
            Action::OpenAtTerm(article_id, term_id) => self.open_at_term(article_id, term_id, now),
            Action::Scrolled(place, last, cut) => self.scrolled((place, cut), last, now),
            Action::Picture(action) => self.act_on_pictures(action),
            Action::SetStatus(status) => self.set_status(StatusStep::To(status), now),
            Action::SetHeadword(headword) => self.set_headword(headword, now),
            Action::TreatForm(headword) => self.treat_form(headword, now),
            Action::TakeOneIn(block, range) => self.take_one_in(Selection { block, range }, now),
            Action::OpenFiles(paths) => self.open_files(paths),
            Action::Paste(text) => self.paste(text),
            Action::AnswerUpdate(question, answer) => {
                self.model.prompt = None;
                self.wandered = false;
                self.send(Request::AnswerUpdate { question, answer });
            }
            Action::Dismiss => {
                self.model.prompt = None;
                self.ending = Ending::Open;
            }
            Action::FollowRow(to) => self.follow_row(to, now),
            Action::TakeIn(places) => self.take_in(&places, now),
            Action::Wrote(field) => {
                self.drafts.wrote(field, now);
                self.model.saved = false;
            }
            Action::Left(field) => self.drafts.left(field),
            Action::Note(action) => self.act_on_note(action, now),
            Action::ShowNote(note_id) => self.show_note(note_id),
            Action::Notes(action) => self.act_on_notes(action, now),
            Action::Review(action) => self.act_on_review(action, now),
            Action::Rename(article_id, title) => self.rename(article_id, &title, now),
            Action::SetLanguage(language) => self.set_language(language, now),
            Action::Archive(article_id, archived) => self.change(Change::Archive { article_id, archived }, now),
            Action::Delete(article_id) => self.change(Change::Delete { article_id }, now),
            Action::SaveTo(article_id, path, replace) => self.save_to(article_id, path, replace),
            Action::SaveArticle(article_id) => self.effects.push(Effect::SaveDialog(article_id)),
            Action::InFront(in_front) => self.send(Request::InFront(in_front)),
            Action::CancelImport => self.requests.cancel_import(),
            Action::Export => self.effects.push(Effect::FolderDialog),
            Action::ExportInto(into) => {
                self.model.prompt = None;
                // A second wish while one is carried out is the same wish.
                if self.model.export.is_none() {
                    self.model.export = Some((0, 0));
                    self.send(Request::Export { into });
                }
            }
            Action::Going(going) => self.act_going(going, now),
            action @ (Action::Dictionary(_) | Action::Meaning(_) | Action::Speak(_)) => self.act_on_words(action, now),
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
                self.ending = Ending::Anyway;
            }
            Action::DropToast(number) => self.model.toasts.drop_toast(number),
            action @ (Action::ListWords(..)
            | Action::SidebarWidth(_)
            | Action::SetPage(_)
            | Action::SetTheme(_)
            | Action::SetPalette(_)) => self.set(action, now),
            Action::Prefer(preference) => self.prefer(preference, now),
        }
    }

    fn command(&mut self, id: CommandId, now: Instant) {
        if self.is_passage(id, now) {
            return;
        }
        match id {
            CommandId::Open => self.effects.push(Effect::OpenDialog),
            CommandId::Paste => self.effects.push(Effect::AskClipboard),
            CommandId::Save | CommandId::WriteByItself | CommandId::WriteToFile | CommandId::BringIn => {
                self.command_file(id, now);
            }
            CommandId::PlaceRows => self.show_rows_again(now),
            CommandId::Library => self.show(View::Library, now),
            CommandId::Read => self.show(View::Read, now),
            CommandId::Notes => self.show(View::Notes, now),
            CommandId::EditNote
            | CommandId::OpenNote
            | CommandId::DeleteNote
            | CommandId::ReviewNote
            | CommandId::NoteHistory => self.command_note(id, now),
            CommandId::Undo => self.step_back(true, now),
            CommandId::Redo => self.step_back(false, now),
            CommandId::ToggleSidebar => self.show_vocabulary(!self.sidebar_shown(), now),
            CommandId::FullScreen => self.effects.push(Effect::FullScreen),
            CommandId::ZoomIn => self.effects.push(Effect::Zoom(1)),
            CommandId::ZoomOut => self.effects.push(Effect::Zoom(-1)),
            CommandId::ZoomReset => self.effects.push(Effect::Zoom(0)),
            CommandId::Palette => self.effects.push(Effect::Palette),
            CommandId::Keys => self.effects.push(Effect::Keys),
            CommandId::Looks => self.effects.push(Effect::Looks),
            CommandId::Settings | CommandId::AddDictionary => self.command_dictionaries(id),
            CommandId::Sense1 | CommandId::Sense2 | CommandId::Sense3 | CommandId::Sense4 => self.choose_nth(id, now),
            CommandId::SayWord | CommandId::SaySentence => self.say_selected(id == CommandId::SayWord, now),
            CommandId::TextLarger => self.resize_text(1.0, now),
            CommandId::TextSmaller => self.resize_text(-1.0, now),
            CommandId::Outline => self.effects.push(Effect::Outline),
            CommandId::Footnote => self.effects.push(Effect::Footnote),
            CommandId::Theme => self.next_theme(now),
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
            CommandId::OpenCard => self.show_card_of_word(now),
            CommandId::Highlight => self.highlight(now),
            CommandId::ArticleNote => self.write_article_note(now),
            CommandId::NextNote => self.go_to_note(true, now),
            CommandId::PreviousNote => self.go_to_note(false, now),
            CommandId::Headword => self.edit_headword(HeadwordField::Term),
            CommandId::TreatForm => self.edit_headword(HeadwordField::Form),
            CommandId::SplitForm => self.split_form(now),
            CommandId::Gloss => self.turn_bracket(now),
            CommandId::Emphasis => self.show_emphasis(now),
            CommandId::Gap => self.toggle_gap(now),
            CommandId::Coverage => self.effects.push(Effect::Coverage),
            CommandId::Finish => self.finish(now),
            CommandId::Pictures => self.toggle_pictures(now),
            CommandId::Enlarge => self.enlarge_picture(now),
            CommandId::Search => self.search(now),
            CommandId::Language => {
                if self.model.view == View::Read && self.model.reading.is_some() {
                    self.model.prompt = Some(Prompt::Language);
                }
            }
            CommandId::Back => self.travel(true, now),
            CommandId::Forward => self.travel(false, now),
            CommandId::Bookmark => self.toggle_bookmark(now),
            CommandId::GoToBookmark => self.go_to_bookmark(now),
            CommandId::OpenLink => self.open_selected_link(now),
            CommandId::CopyAddress => self.copy_address(None, now),
            CommandId::Find => self.open_find(now),
            CommandId::FindNext => self.find_next(true, now),
            CommandId::FindPrevious => self.find_next(false, now),
            CommandId::FindAll => self.find_all(),
            CommandId::Copy => self.copy(Copying::Text, now),
            CommandId::CopyMarkdown => self.copy(Copying::Markdown, now),
            CommandId::SelectAll => self.select_all(now),
            CommandId::NextUntouched => self.go_to_next(Goal::Untouched, true, now),
            CommandId::PreviousUntouched => self.go_to_next(Goal::Untouched, false, now),
            CommandId::NextUnfinished => self.go_to_next(Goal::Unfinished, true, now),
            CommandId::PreviousUnfinished => self.go_to_next(Goal::Unfinished, false, now),
            CommandId::LessMotion => self.toggle_motion(now),
            CommandId::ExportNotes | CommandId::ImportNotes | CommandId::TakeOut | CommandId::History => {
                self.command_going(id);
            }
            CommandId::Card(command) => self.command_card(command, now),
            CommandId::Escape => self.escape(now),
        }
    }

    /// Closes what lies in front, one thing at a time.
    fn escape(&mut self, now: Instant) {
        let layout = self.model.layout;
        let card_alone = layout.low && self.model.has_card();
        if self.model.prompt.take().is_some() {
            return;
        }
        if self.model.find.open && self.model.view == View::Read {
            self.close_find(now);
        } else if layout.narrow && layout.over && !card_alone {
            self.model.layout.over = false;
        } else {
            if !layout.narrow {
                self.model.layout.over = false;
            }
            self.select(None, now);
        }
    }

    /// Whether the vocabulary is shown; in a narrow window, whether it lies over the page.
    #[must_use]
    pub const fn sidebar_shown(&self) -> bool {
        if self.model.layout.narrow {
            self.model.layout.over
        } else {
            self.settings.sidebar_shown
        }
    }

    /// Shows the card of what is selected, or puts it away. Where the vocabulary is hidden it stays so: the card comes
    /// alone.
    pub fn show_sidebar(&mut self, shown: bool, now: Instant) {
        if self.model.layout.narrow || !self.settings.sidebar_shown {
            self.model.layout.over = shown;
            self.model.list_wanted &= shown;
        } else {
            self.show_vocabulary(shown, now);
        }
    }

    /// Shows or hides the vocabulary. What is remembered is how it stands beside the page.
    pub fn show_vocabulary(&mut self, shown: bool, now: Instant) {
        self.model.layout.over = shown && self.model.layout.narrow;
        self.model.list_wanted = self.model.layout.over;
        if !self.model.layout.narrow && self.settings.sidebar_shown != shown {
            self.settings.sidebar_shown = shown;
            self.settings_changed(now);
        }
    }

    fn search(&mut self, now: Instant) {
        if self.model.reading.is_none() {
            return;
        }
        self.show(View::Read, now);
        self.show_vocabulary(true, now);
        if self.model.layout.low {
            // The card stands where the field is.
            self.select(None, now);
        }
        self.effects.push(Effect::FocusSearch);
    }

    pub(super) fn show(&mut self, view: View, now: Instant) {
        if view == View::Read && self.model.reading.is_none() {
            self.read_again(now);
            return;
        }
        if view != self.model.view {
            self.drafts.flush(now);
            if view == View::Read {
                self.look_at_file();
            }
        }
        self.enter(view, now);
        self.model.view = view;
        self.wandered = true;
        if view == View::Library {
            // How far one has read counts for what is presumed known.
            self.save_position();
            self.send(Request::ListArticles);
        }
    }

    /// Selects, gathers the card and opens its fields.
    pub(super) fn select(&mut self, selection: Option<Selection>, now: Instant) {
        self.select_as(selection, false, now);
    }

    /// The same of a single word that may be a part of a phrase and is meant `alone`.
    fn select_as(&mut self, selection: Option<Selection>, alone: bool, now: Instant) {
        self.leave_note_card(now);
        let Some(reading) = &mut self.model.reading else { return };
        reading.passage = None;
        self.model.find.left = true;
        reading.selection_seen |= selection.is_some();
        let same = reading.selection == selection && reading.alone == alone;
        if same && self.model.card.is_some() == selection.is_some() {
            return;
        }
        (reading.selection, reading.alone) = (selection, alone);
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
            self.drafts.show(None, || None);
            self.look_up();
            return;
        };
        let before = self.model.card.take();
        let mut card = reading.selection.and_then(|selection| Card::of(reading, selection));
        if let (Some(card), Some(before)) = (&mut card, before)
            && card.term_id == before.term_id
        {
            card.here = before.here;
            card.elsewhere = before.elsewhere;
            card.met = before.met;
            card.sense_here = before.sense_here.filter(|_| card.selection == before.selection);
        }
        let number = card.as_ref().and_then(|card| card.term);
        let term = number
            .and_then(|number| reading.terms.get(number as usize))
            .map(|entry| &*entry.term);
        self.drafts.show(term, || reading.written_at());
        self.model.card = card;
        self.look_up();
        self.send_due_drafts(now);
    }

    fn go_to_term(&mut self, number: TermNumber, now: Instant) {
        let reading = self.model.reading.as_ref();
        if let Some((block, range)) = reading.and_then(|reading| reading.next_place(number)) {
            self.go_to(block, range, now);
        }
    }

    fn go_to(&mut self, block: u32, range: ByteRange, now: Instant) {
        self.select(Some(Selection { block, range }), now);
        if let Some(reading) = &mut self.model.reading {
            reading.go_to(block, range, true);
        }
    }

    fn rename(&mut self, article_id: ArticleId, title: &str, now: Instant) {
        let title = title.trim().to_owned();
        if !title.is_empty() {
            self.change(Change::Rename { article_id, title }, now);
        }
    }

    fn paste(&mut self, text: String) {
        self.wandered = false;
        self.send(Request::ImportClipboard { text });
    }

    pub(super) fn open_files(&mut self, paths: Vec<PathBuf>) {
        self.model.prompt = None;
        let paths = self.take_dictionaries(paths);
        if paths.is_empty() {
            return;
        }
        self.wandered = false;
        if self.model.library.state == LibraryState::Opening {
            self.first_files.extend(paths);
        } else {
            self.send(Request::Import { paths });
        }
    }

    fn set_language(&mut self, language: String, now: Instant) {
        self.model.prompt = None;
        let Some(reading) = self
            .model
            .reading
            .as_ref()
            .filter(|reading| reading.language != language)
        else {
            return;
        };
        let article_id = reading.article_id;
        // The article is opened anew: what is being typed, and where one reads, goes to the library first.
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        self.change(Change::SetLanguage { article_id, language }, now);
    }

    fn step_back(&mut self, undo: bool, now: Instant) {
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.waiting += 1;
        self.send(if undo { Request::Undo } else { Request::Redo });
    }

    fn scrolled(&mut self, (place, cut): (Place, Option<i32>), last: u32, now: Instant) {
        if let Some(reading) = &mut self.model.reading
            && (reading.position, reading.cut, reading.last_seen) != (place, cut, last)
        {
            (reading.position, reading.cut, reading.last_seen) = (place, cut, last);
            self.moved_at.get_or_insert(now);
        }
    }
}

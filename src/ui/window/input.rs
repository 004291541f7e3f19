//! What comes in from keyboard, clipboard and other windows, as actions.

use std::time::{Duration, Instant};

use eframe::egui::{Context, Event as Input, Key, Popup};

use super::Window;
use crate::app::{Action, CommandId, Effect, LibraryState, View};
use crate::ui::article::page_id;
use crate::ui::notes::notes_id;
use crate::ui::shortcuts::Situation;

/// How long the frame of a key gives the commit that it asked for: half a frame of a screen with 60 a second. On a quick
/// disk the key's own frame shows the change, which saves painting twice; a slow disk holds nothing up, since the frame
/// after the commit shows it then.
const GRACE: Duration = Duration::from_millis(8);

impl Window {
    /// Does what keys, the clipboard and dropped files ask for, before anything is drawn.
    pub(super) fn obey(&mut self, ctx: &Context, actions: impl Iterator<Item = Action>) {
        let now = Instant::now();
        let before = self.app.in_flight();
        let mut any = false;
        for action in actions {
            self.app.act(action, now);
            any = true;
        }
        if !any {
            return;
        }
        while self.app.in_flight() > before {
            let rest = GRACE.saturating_sub(now.elapsed());
            let Ok(event) = self.events.recv_timeout(rest) else {
                break;
            };
            self.app.take(event, Instant::now());
        }
        // The field takes the keyboard in this very frame: what is typed next is a note and no command.
        let wants_note = self.app.effects.contains(&Effect::FocusNote);
        if wants_note && self.app.model.has_card() {
            self.app.show_sidebar(true, now);
            self.views.sidebar.focus_note = true;
        }
        // What only the window can do, and what becomes due, is seen to in the logic of a frame.
        if self.app.effects.is_empty() {
            if let Some(due) = self.app.tick(now) {
                ctx.request_repaint_after(due.saturating_duration_since(now));
            }
        } else {
            ctx.request_repaint();
        }
    }

    /// Whether there is a search in the field that had the keyboard in the last frame.
    fn was_searching(&self) -> bool {
        let sidebar = &self.views.sidebar;
        self.was_typing && sidebar.searching && !sidebar.list.search.is_empty()
    }

    /// Whether something stands in front of the place.
    pub(super) fn in_front(&self) -> bool {
        self.app.model.prompt.is_some()
            || self.app.model.notes.history.is_some()
            || self.views.keys_shown
            || self.views.palette.open
            || self.views.settings.open
            || self.app.model.search.open
            || self.views.article.is_enlarged()
    }

    /// Keys that mean commands, files that were dropped, and what was pasted.
    pub(super) fn input(&mut self, ctx: &Context, out: &mut Vec<Action>) {
        let in_front = self.in_front();
        let typing = ctx.text_edit_focused();
        let reading = self
            .app
            .model
            .reading
            .as_ref()
            .filter(|_| self.app.model.view == View::Read && !in_front);
        let notes = self.app.model.view == View::Notes && !in_front;
        let place = if notes { notes_id() } else { page_id() };
        let situation = Situation {
            reading: reading.is_some(),
            word: reading.is_some_and(|reading| reading.selected().is_some()),
            note: self.app.model.notes.selected.filter(|_| notes),
            enter_taken: self.views.article.shows_footnote() || !ctx.memory(|memory| memory.has_focus(place)),
        };
        // An open menu takes its own keys.
        let menu = Popup::is_any_open(ctx);
        if !in_front && !menu {
            let commands = self.shortcuts.take(ctx, situation);
            for command in commands {
                if command == CommandId::Escape
                    && self
                        .views
                        .close_front(self.was_typing || situation.word || self.app.model.has_card())
                {
                    ctx.request_repaint();
                } else if command == CommandId::Escape && self.was_typing && self.views.find.typing {
                    // The search closes at once: its field and its bar are one.
                    out.push(Action::Command(command));
                } else if command == CommandId::Escape && self.was_searching() {
                    self.views.sidebar.clear_search();
                } else if command == CommandId::Escape && self.views.notes.is_searching() && notes {
                    self.views.notes.clear_search();
                } else if command == CommandId::Escape && self.was_typing {
                    // The first Esc leaves the field, the next one the word.
                    ctx.memory_mut(|memory| memory.request_focus(place));
                } else {
                    out.push(Action::Command(command));
                }
            }
        } else if ctx.input(|input| input.modifiers.command && input.key_pressed(Key::Q)) {
            out.push(Action::Command(CommandId::Quit));
        }
        if situation.reading && !typing && !menu && ctx.input(|input| input.events.contains(&Input::Copy)) {
            out.push(Action::Command(CommandId::Copy));
        }
        let now = Instant::now();
        let (files, pasted, wanted) = ctx.input(|input| {
            let files: Vec<_> = input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_owned())
                .collect();
            let pasted = input.events.iter().find_map(|event| match event {
                Input::Paste(text) => Some(text.clone()),
                _ => None,
            });
            let wanted = self.paste_key.take(&input.events, now);
            (files, pasted, wanted)
        });
        let focused = |event: &Input| match event {
            Input::WindowFocused(focused) => Some(*focused),
            _ => None,
        };
        if let Some(focused) = ctx.input(|input| input.events.iter().rev().find_map(focused)) {
            out.push(Action::InFront(focused));
        }
        if !files.is_empty() {
            out.push(Action::OpenFiles(files));
        }
        if typing || in_front || self.app.model.library.state != LibraryState::Ready {
            return;
        }
        // Without any plain text on the clipboard there may still be a web page on it.
        if let Some(text) = pasted.or(wanted.then(String::new)) {
            out.push(Action::Paste(text));
        }
    }
}

//! The window: takes events in, draws the place that is shown, hands actions on.

mod input;
mod paste;
mod place;
mod review_keys;
mod sidebar_place;
mod views;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use eframe::egui::{self, Color32, Context, OutputCommand, Panel, Ui, ViewportCommand};
use rust_i18n::t;

use self::place::place_ui;
use self::sidebar_place::SidebarPlace;
use self::views::{Painted, Views};
use super::article::{ArticleState, lightbox_ui};
use super::dialog::{Answer, OpenDialog};
use super::notes::history_ui;
use super::palette::palette_ui;
use super::prompts::{prompt_ui, wanted_paths};
use super::search::search_ui;
use super::settings::settings_ui;
use super::shortcuts::Shortcuts;
use super::sidebar::sidebar_ui;
use super::theme::Theme;
use super::turns::Turns;
use super::{keys, shell};
use crate::app::{Action, Boldface, Effect, Ending, PathFor, Settings, View};
use crate::worker::Event;

/// Steps of the size of everything.
const ZOOM_STEP: f32 = 0.1;

/// The window and what only it cares about.
pub struct Window {
    app: Boldface,
    events: Receiver<Event>,
    finish: Option<Box<dyn FnOnce()>>,
    stop: Arc<AtomicBool>,
    theme: Theme,
    views: Views,
    dialog: OpenDialog,
    shortcuts: Shortcuts,
    paste_key: paste::PasteKey,
    /// A text field had the focus in the last frame; egui takes it away before we see the Esc that did it.
    was_typing: bool,
    painted: Painted,
    closing: bool,
    spent: Duration,
    /// For whose language the shapes of characters were chosen.
    shapes: Option<String>,
}

impl Window {
    /// A window around a program whose threads answer on `events`. `finish` waits for the threads; `stop` is set by the
    /// system when the program is to end.
    pub fn new(app: Boldface, events: Receiver<Event>, stop: Arc<AtomicBool>, finish: Box<dyn FnOnce()>) -> Self {
        let mut views = Views::default();
        views.sidebar.list.filter = app.settings.list_filter;
        views.sidebar.list.sort = app.settings.list_sort;
        Self {
            shapes: app.settings.learner_language.clone(),
            app,
            events,
            finish: Some(finish),
            stop,
            theme: Theme::light(),
            views,
            dialog: OpenDialog::default(),
            shortcuts: Shortcuts::default(),
            paste_key: paste::PasteKey::default(),
            was_typing: false,
            painted: Painted::default(),
            closing: false,
            spent: Duration::ZERO,
        }
    }

    /// What the program remembers about itself.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.app.settings
    }

    /// Sets the looks up; once, before the first frame.
    pub fn prepare(&mut self, ctx: &Context) {
        super::fonts::install(ctx, &self.app.settings.learner_language());
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.quit_shortcuts.clear();
            options.theme_preference = egui::ThemePreference::System;
        });
        ctx.add_plugin(Turns::default());
        ctx.set_zoom_factor(self.app.settings.ui_scale);
        self.theme = self.wanted_theme(ctx);
        self.theme.apply(ctx);
    }

    fn wanted_theme(&self, ctx: &Context) -> Theme {
        let settings = &self.app.settings;
        let system_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        Theme::of(settings.theme, settings.palette, system_dark)
    }

    /// Takes in what has happened and does what is due. Runs also while the window is covered.
    pub fn step(&mut self, ctx: &Context, frame: Option<&eframe::Frame>) {
        let now = Instant::now();
        while let Ok(event) = self.events.try_recv() {
            self.app.take(event, now);
        }
        match self.dialog.poll() {
            Some(Answer::Chosen(paths, wanted)) => self.app.act(wanted_paths(paths, wanted), now),
            Some(Answer::Unavailable(wanted)) => self.app.ask_for_path(t!("path.no_dialog").into_owned(), wanted),
            Some(Answer::Cancelled) | None => {}
        }
        if self.stop.load(Ordering::Relaxed) && !self.closing {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        self.close_when_saved(ctx, now);
        if let Some(due) = self.app.tick(now) {
            ctx.request_repaint_after(due.saturating_duration_since(now));
        }
        for effect in std::mem::take(&mut self.app.effects) {
            self.perform(effect, ctx, frame, now);
        }
        self.views.looks.system.poll(ctx);
        let dark = self.theme.dark;
        self.app.model.dark = dark;
        if self.shapes != self.app.settings.learner_language {
            self.shapes.clone_from(&self.app.settings.learner_language);
            super::fonts::follow(ctx, &self.app.settings.learner_language());
        }
        let wanted = self.wanted_theme(ctx);
        if wanted != self.theme {
            self.theme = wanted;
            self.theme.apply(ctx);
        }
    }

    /// Closing waits until what was typed is on the disk; if that fails, the window stays and says so.
    fn close_when_saved(&mut self, ctx: &Context, now: Instant) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.closing {
            self.app.drafts.flush(now);
            self.app.tick(now);
            if self.app.drafts.is_unsaved() && self.app.ending != Ending::Anyway {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.app.ending = Ending::WhenSaved;
            }
        }
        let done = match self.app.ending {
            Ending::Open => false,
            Ending::WhenSaved => !self.app.drafts.is_unsaved(),
            Ending::Anyway => true,
        };
        if done && !self.closing {
            self.closing = true;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn perform(&mut self, effect: Effect, ctx: &Context, frame: Option<&eframe::Frame>, now: Instant) {
        match effect {
            Effect::OpenDialog => self.ask_for_paths(PathFor::Opening, ctx, frame),
            Effect::FolderDialog => self.ask_for_paths(PathFor::Export, ctx, frame),
            Effect::PathDialog(wanted) => self.ask_for_paths(wanted, ctx, frame),
            Effect::SaveDialog(article_id) => self.ask_for_paths(PathFor::Saving(article_id), ctx, frame),
            Effect::AskClipboard => self.app.act(Action::Paste(String::new()), now),
            Effect::FocusNote => {
                self.views.sidebar.focus_note = true;
                self.app.show_sidebar(true, now);
            }
            Effect::EditHeadword(field) => {
                if let Some(card) = &self.app.model.card {
                    self.views.sidebar.family.edit(field, card);
                }
                self.app.show_sidebar(true, now);
            }
            Effect::FocusSearch => self.views.sidebar.focus_search = true,
            Effect::FocusFind => self.views.find.focus = true,
            Effect::FocusFindAll => self.views.search.focus = true,
            Effect::FocusPage => self.views.focus_page = true,
            Effect::FocusNotesSearch => self.views.notes.focus_search = true,
            Effect::OpenAddress(address) => ctx.open_url(egui::OpenUrl::new_tab(address)),
            Effect::Zoom(step) => self.zoom(step, ctx, now),
            Effect::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Effect::Enlarge => self.views.article.enlarge(),
            Effect::Emphasis => self.views.sidebar.emphasis.toggle = true,
            Effect::Coverage => self.views.coverage.toggle = true,
            Effect::Looks => self.views.looks.toggle = true,
            Effect::Settings => self.views.settings.toggle(),
            Effect::Outline => {
                // In a narrow window both would lie over the page.
                if self.app.model.layout.narrow {
                    self.app.show_sidebar(false, now);
                }
                self.views.outline.toggle();
            }
            Effect::Footnote => self.views.article.ask_footnote(),
            Effect::Palette => self.views.palette.toggle(),
            Effect::Keys => self.views.keys_shown = !self.views.keys_shown,
            Effect::Raise => {
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                ctx.send_viewport_cmd(ViewportCommand::Focus);
            }
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::Primary(text) => ctx.send_cmd(OutputCommand::TextSelectionSettled(text)),
            Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Effect::ArticleShown(title) => {
                self.views.article = ArticleState::default();
                self.painted.article = Some(title);
            }
        }
        ctx.request_repaint();
    }

    fn ask_for_paths(&mut self, wanted: PathFor, ctx: &Context, frame: Option<&eframe::Frame>) {
        match frame {
            _ if self.dialog.is_waiting() => {
                self.app.ask_for_path(t!("path.dialog_waits").into_owned(), wanted);
                self.dialog.forget();
            }
            Some(frame) => self.dialog.show(wanted, &self.app.model, frame, ctx),
            None => self.app.ask_for_path(t!("path.no_dialog").into_owned(), wanted),
        }
    }

    fn zoom(&mut self, step: i8, ctx: &Context, now: Instant) {
        let scale = match step {
            0 => 1.0,
            step => (self.app.settings.ui_scale + f32::from(step) * ZOOM_STEP).clamp(0.5, 3.0),
        };
        self.app.settings.ui_scale = scale;
        self.app.settings_changed(now);
        ctx.set_zoom_factor(scale);
    }

    /// The colour under everything, which a frame starts from.
    #[must_use]
    pub fn ground(&self) -> Color32 {
        self.theme.paper
    }

    /// Draws a frame on ground that has been cleared with [`Self::ground`].
    pub fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let mut out = Vec::new();
        self.review_keys(&ctx, &mut out);
        self.input(&ctx, &mut out);
        self.obey(&ctx, out.drain(..));
        let theme = &self.theme;
        let app = &mut self.app;
        shell::rail_ui(ui, &app.model, theme, &mut out);
        let place = SidebarPlace::of(ui, app, self.views.page, self.views.article.wanted_column());
        let mut divider = None;
        if let SidebarPlace::Beside { width, widest } = place {
            let panel = Panel::right("vocabulary").resizable(false).exact_size(width);
            // Only its place: it is filled after the page, so that Tab and a screen reader come to it after the page.
            let panel = panel.frame(egui::Frame::new());
            let shown = panel.show(ui, |ui| ui.set_min_size(ui.available_size()));
            divider = Some((shown.response.rect, widest));
        }
        let looks = (&app.settings, &mut self.views.looks);
        let tools = (app.sidebar_shown(), looks, &mut self.views.notes);
        shell::bar_ui(ui, &app.model, theme, tools, &mut out);
        shell::banners_ui(ui, &app.model, theme, &mut out);
        let file = (&app.model, app.writes_by_itself());
        shell::foot_ui(ui, file, theme, &mut self.views.coverage, &mut out);
        let below = if let SidebarPlace::Below(height) = place {
            let panel = Panel::bottom("card").resizable(false).exact_size(height);
            let panel = panel.frame(egui::Frame::new());
            let shown = panel.show(ui, |ui| ui.set_min_size(ui.available_size()));
            Some(shown.response.rect)
        } else {
            None
        };
        let mut outline_over = None;
        if let (View::Read, Some(reading)) = (app.model.view, &app.model.reading) {
            outline_over = self.views.outline.show(ui, reading, theme, &mut out);
        }
        place_ui(ui, app, theme, &mut self.views, &mut out);
        if let Some((over, reading)) = outline_over.zip(app.model.reading.as_ref()) {
            over.show(&ctx, reading, theme, &mut self.views.outline, &mut out);
        }
        if let Some(place) = divider.map(|(place, _)| place).or(below) {
            let mut first = Vec::new();
            let state = &mut self.views.sidebar;
            let mut ui = ui.new_child(egui::UiBuilder::new().id_salt("vocabulary").max_rect(place));
            sidebar_ui(&mut ui, &app.model, &mut app.drafts, theme, state, &mut first);
            let line = egui::Stroke::new(1.0, theme.line);
            if below.is_some() {
                ui.painter().hline(place.x_range(), place.top() + 0.5, line);
            } else {
                ui.painter().vline(place.left() + 0.5, place.y_range(), line);
            }
            // A field that is left is left before the word that was clicked is selected.
            first.append(&mut out);
            out = first;
        }
        if let Some(sidebar) = divider {
            sidebar_place::divider_ui(ui, theme, sidebar, &mut out);
        }
        let mut over = below;
        if let SidebarPlace::Over(width) = place {
            let page = self.views.page;
            let place = page.with_min_x(page.right() - width);
            sidebar_place::over_ui(&ctx, theme, place, |ui| {
                let state = &mut self.views.sidebar;
                sidebar_ui(ui, &app.model, &mut app.drafts, theme, state, &mut out);
            });
            over = Some(place);
        }
        lightbox_ui(&ctx, app.model.reading.as_ref(), &mut self.views.article);
        search_ui(&ctx, &app.model, theme, &mut self.views.search, &mut out);
        palette_ui(&ctx, theme, &mut self.views.palette, &mut out);
        let what = (&app.model, &app.settings, app.writes_by_itself());
        let states = (&mut self.views.settings, &mut self.views.looks);
        settings_ui(&ctx, what, theme, states, &mut out);
        history_ui(&ctx, &app.model, theme, &mut self.views.notes, &mut out);
        prompt_ui(&ctx, &app.model, theme, &mut self.views.prompts, &mut out);
        if self.views.keys_shown {
            self.views.keys_shown = keys::keys_ui(&ctx, theme);
        }
        self.views.focus_ring.paint(&ctx, theme);
        let now = Instant::now();
        self.open_and_close_over(&ctx, over, &out, now);
        if !out.is_empty() {
            for action in out {
                self.app.act(action, now);
            }
            // What the actions ask of the window is done in the logic of the next frame.
            ctx.request_repaint();
        }
        let (has_keyboard, sign) = ctx.input(|input| (input.focused, !input.events.is_empty()));
        self.app.attend(has_keyboard && !self.in_front(), sign, now);
        self.was_typing = ctx.text_edit_focused();
        // The keys of the page act without a click on it, also after a dialog has closed.
        // Tab from the last widget leads to the first one, which gets the keyboard in the next frame.
        let on_the_way = ctx.input(|input| input.key_pressed(egui::Key::Tab));
        let unfocused = ctx.memory(|memory| memory.focused().is_none()) && !on_the_way;
        if unfocused && self.app.model.view == View::Notes && !self.in_front() {
            self.views.notes.focus_list = true;
            ctx.request_repaint();
        }
        if unfocused && self.app.model.view == View::Read && self.app.model.reading.is_some() && !self.in_front() {
            self.views.focus_page = true;
            ctx.request_repaint();
        }
        self.remember_size(&ctx, now);
    }

    /// Ends the program: waits until everything is on the disk.
    pub fn finish(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.app.close(Instant::now());
        if let Some(finish) = self.finish.take() {
            finish();
        }
        self.app.timings.exit();
    }

    /// Tells the timings of a frame.
    fn measure(&mut self) {
        let spent = std::mem::take(&mut self.spent);
        self.app.timings.record_frame(spent);
        if !self.painted.first_frame {
            self.painted.first_frame = true;
            self.app.timings.first_frame();
        }
        if self.app.model.view == View::Read
            && self.app.model.reading.is_some()
            && let Some(title) = self.painted.article.take()
        {
            self.app.timings.article_painted(&title);
        }
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let start = Instant::now();
        self.step(ctx, Some(frame));
        self.spent += start.elapsed();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let start = Instant::now();
        self.draw(ui);
        self.spent += start.elapsed();
        self.measure();
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.ground().to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end();
    }
}

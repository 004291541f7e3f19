//! The place that is shown, and the size of the window around it.

use std::time::Instant;

use eframe::egui::{self, CentralPanel, Color32, Context, Ui};

use super::Window;
use super::views::Views;
use crate::app::{Action, Boldface, View};
use crate::ui::article::{MarkKind, article_ui, page_id};
use crate::ui::find_bar::find_ui;
use crate::ui::library::library_ui;
use crate::ui::notes::notes_ui;
use crate::ui::overlays;
use crate::ui::progress::progress_ui;
use crate::ui::review::review_ui;
use crate::ui::theme::Theme;

/// Draws the library or the page, with what lies over them, into the rest of `ui`.
pub(super) fn place_ui(ui: &mut Ui, app: &mut Boldface, theme: &Theme, views: &mut Views, out: &mut Vec<Action>) {
    // The window is cleared with the paper's colour: filling the page once more would double the cost of a key's frame
    // where no graphics card helps. The library's list fades at its end into the fill that it stands on.
    let fill = match app.model.view {
        View::Read => Color32::TRANSPARENT,
        View::Library | View::Notes | View::Review | View::Progress => theme.paper,
    };
    let panel = CentralPanel::default().frame(egui::Frame::new().fill(fill));
    panel.show(ui, |ui| {
        if app.model.view == View::Read {
            find_ui(ui, &app.model, theme, &mut views.find, out);
        }
        let place = ui.available_rect_before_wrap();
        views.page = place;
        match (app.model.view, &app.model.reading) {
            (View::Library, _) => library_ui(ui, &app.model, theme, &mut views.library, out),
            (View::Read, Some(reading)) => {
                let style = views.looks.page_style(ui.ctx(), &app.settings.page);
                if std::mem::take(&mut views.focus_page) {
                    ui.memory_mut(|memory| memory.request_focus(page_id()));
                }
                views.article.still = app.settings.less_motion;
                let serial = reading.search_serial();
                views.article.set_marks(MarkKind::Hit, serial, || reading.hit_places());
                let notes = &reading.notes;
                views
                    .article
                    .set_marks(MarkKind::Note, notes.serial(), || notes.places());
                article_ui(ui, reading, theme, &style, &mut views.article, out);
            }
            (View::Notes, _) => {
                let state = (&mut views.notes, &mut views.completing);
                notes_ui(ui, &app.model, &mut app.drafts, theme, state, out);
            }
            (View::Progress, _) => progress_ui(ui, &app.model, theme, out),
            (View::Review, _) => review_ui(ui, &app.model, &mut app.drafts, theme, &mut views.review, out),
            (View::Read, None) => {}
        }
        overlays::toasts_ui(ui, place, &app.model, theme, out);
    });
}

impl Window {
    /// Remembers the size of the window.
    pub(super) fn remember_size(&mut self, ctx: &Context, now: Instant) {
        let (size, maximized) = ctx.input(|input| {
            let viewport = input.viewport();
            (
                viewport.inner_rect.map(|rect| rect.size()),
                viewport.maximized.unwrap_or(false),
            )
        });
        let Some(size) = size else { return };
        // The size is in points of the scale; the file holds it for scale 1.
        let size = size * ctx.zoom_factor();
        let settings = &mut self.app.settings;
        let same = (settings.window_width - size.x).abs() < 1.0 && (settings.window_height - size.y).abs() < 1.0;
        if maximized == settings.window_maximized && (same || maximized) {
            return;
        }
        settings.window_maximized = maximized;
        if !maximized {
            settings.window_width = size.x;
            settings.window_height = size.y;
        }
        self.app.settings_changed(now);
    }
}

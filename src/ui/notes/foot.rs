//! In the foot: what was written on this day in earlier years, which a click brings back.

use eframe::egui::{RichText, Ui};
use rust_i18n::t;

use crate::app::{Action, Model, NotesAction, format};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;
use crate::worker::{NotesQuery, NotesWhen};

/// Draws the line, if there is something to tell.
pub fn foot_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let Some(shown) = &model.notes.shown else { return };
    let facets = &shown.facets;
    if facets.on_this_day == 0 {
        return;
    }
    let key = if facets.last_year {
        "notes.last_year"
    } else {
        "notes.earlier_years"
    };
    let text = RichText::new(format::plural(key, facets.on_this_day)).font(sans(12.5));
    let link = ui.link(text.color(theme.ink_second));
    if link.on_hover_text(t!("notes.on_this_day_hint")).clicked() {
        let query = NotesQuery {
            when: Some(NotesWhen::OnThisDay),
            order: model.notes.query.order,
            ..NotesQuery::default()
        };
        out.push(Action::Notes(NotesAction::Ask(query)));
    }
}

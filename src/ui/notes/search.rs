//! In the bar above the place: how many notes there are, and the field that searches them.

use eframe::egui::{Key, Margin, Rect, RichText, TextEdit, Ui, UiBuilder, Vec2, vec2};
use rust_i18n::t;

use super::NotesViewState;
use crate::app::{Action, Model, NotesAction, format};
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, small_icon_button};

/// `86 notes in 5 articles`, then in fewer words.
pub fn details(model: &Model) -> Vec<String> {
    let Some(shown) = &model.notes.shown else {
        return Vec::new();
    };
    let facets = &shown.facets;
    let notes = format::plural("notes.count", facets.total);
    if facets.articles.is_empty() {
        return vec![notes];
    }
    let articles = format::plural("notes.count_articles", facets.articles.len());
    let all = t!("notes.count_in", notes = notes, articles = articles).into_owned();
    vec![all, notes]
}

/// Draws the field at the right end of the bar.
pub fn search_ui(ui: &mut Ui, model: &Model, theme: &Theme, state: &mut NotesViewState, out: &mut Vec<Action>) {
    let asked = &model.notes.query.text;
    if !state.searching {
        state.search.clone_from(asked);
    }
    let width = (ui.available_width() * 0.4).clamp(150.0, 260.0);
    let field = TextEdit::singleline(&mut state.search)
        .hint_text(RichText::new(t!("notes.search")).color(theme.ink_second))
        .font(sans(13.0))
        .desired_width(width - 37.0)
        .margin(Margin {
            left: 10,
            right: 27,
            top: 6,
            bottom: 6,
        });
    let response = ui.add(field);
    crate::ui::name(&response, &t!("notes.search"));
    if std::mem::take(&mut state.focus_search) {
        response.request_focus();
    }
    state.searching = response.has_focus();
    if !state.search.is_empty() {
        let place = Rect::from_center_size(response.rect.right_center() - vec2(15.0, 0.0), Vec2::splat(20.0));
        let mut inside = ui.new_child(UiBuilder::new().max_rect(place));
        if small_icon_button(&mut inside, theme, Icon::Close, &t!("sidebar.clear")).clicked() {
            state.clear_search();
        }
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        state.focus_list = true;
    }
    if state.search != *asked {
        let mut query = model.notes.query.clone();
        query.text.clone_from(&state.search);
        out.push(Action::Notes(NotesAction::Ask(query)));
    }
}

impl NotesViewState {
    /// Whether something is being searched for in the field that has the keyboard.
    pub fn is_searching(&self) -> bool {
        self.searching && !self.search.is_empty()
    }

    /// Empties the field and gives it the keyboard.
    pub fn clear_search(&mut self) {
        self.search.clear();
        self.searching = true;
        self.focus_search = true;
    }
}

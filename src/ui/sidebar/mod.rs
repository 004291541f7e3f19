//! The vocabulary sidebar: the article's terms above, the card of the selected word below.

mod card;
mod due;
mod emphasis;
mod family;
mod link;
mod list;
mod note;
mod note_card;
mod passages_here;
mod senses;
mod status;
pub(in crate::ui) mod undo;
mod written;

pub(in crate::ui) use card::{after_field, sentence_job};
pub(in crate::ui) use note_card::swatch_ui;

use eframe::egui::{self, Align, Layout, Margin, Panel, Rect, RichText, TextEdit, Ui, UiBuilder, Vec2, vec2};
use rust_i18n::t;

use super::completing::Completing;
use super::icons::Icon;
use super::landmarks::region;
use super::markdown_note::NoteTexts;
use super::theme::Theme;
use super::widgets::{chip, sans, semibold, small_icon_button};
use crate::app::{Action, Drafts, Filter, Model, Reading, Selection, SortOrder, TermList};
use crate::study::TermNumber;

/// Below this height (points) the card takes the place of the list.
pub const LOW: f32 = 640.0;

/// Height of a card with two sentences and a short note.
const CARD: f32 = 420.0;

/// What only the sidebar cares about.
#[derive(Default)]
pub struct SidebarState {
    /// The list of terms.
    pub list: TermList,
    /// Give the keyboard to the search field in the next frame.
    pub focus_search: bool,
    /// Whether the search field has the keyboard.
    pub searching: bool,
    /// Give the keyboard to the field for the note in the next frame.
    pub focus_note: bool,
    /// The field for a headword.
    pub family: family::FamilyState,
    /// The list of what is taken for emphasis.
    pub emphasis: emphasis::EmphasisState,
    /// What is completed while a note is written.
    pub completing: Completing,
    /// The field for the note, while it has the keyboard.
    note_field: Option<egui::Id>,
    /// The notes as they are read.
    texts: NoteTexts,
    card: card::CardState,
    /// What the list was scrolled to last.
    revealed: (Option<Selection>, Option<TermNumber>),
}

impl SidebarState {
    /// Empties the search field and gives it the keyboard.
    pub fn clear_search(&mut self) {
        self.list.search.clear();
        self.focus_search = true;
    }
}

/// Draws the sidebar of the open article.
pub fn sidebar_ui(
    ui: &mut Ui,
    model: &Model,
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    let Some(reading) = &model.reading else { return };
    region(ui, egui::Role::Complementary, &t!("region.vocabulary"));
    state.list.refresh(reading);
    let height = ui.available_height();
    let low = height < LOW || model.layout.low;
    if model.has_card() {
        let frame = egui::Frame::new()
            .fill(theme.paper)
            .inner_margin(Margin::symmetric(16, 14));
        if low {
            egui::CentralPanel::default().frame(frame).show(ui, |ui| {
                any_card_ui(ui, model, reading, drafts, theme, state, out);
            });
            return;
        }
        Panel::bottom("card")
            .frame(frame)
            .resizable(true)
            .default_size((height * 0.5).max(CARD))
            .size_range(180.0..=height - 160.0)
            .show(ui, |ui| {
                any_card_ui(ui, model, reading, drafts, theme, state, out);
            });
    }
    let frame = egui::Frame::new().fill(theme.panel);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        header_ui(ui, reading, theme, state, out);
        list::list_ui(ui, model, reading, theme, state, out);
    });
}

/// The card of the note that is shown, else of the selected word.
fn any_card_ui(
    ui: &mut Ui,
    model: &Model,
    reading: &Reading,
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    if let Some(card) = &model.note_card {
        note_card::note_card_ui(ui, model, card, drafts, theme, state, out);
    } else if let Some(card) = &model.card {
        card::card_ui(ui, model, (reading, card), drafts, theme, state, out);
    }
}

fn header_ui(ui: &mut Ui, reading: &Reading, theme: &Theme, state: &mut SidebarState, out: &mut Vec<Action>) {
    let frame = egui::Frame::new().inner_margin(Margin {
        left: 16,
        right: 16,
        top: 14,
        bottom: 6,
    });
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 8.0);
        ui.horizontal(|ui| {
            ui.label(
                RichText::new(t!("sidebar.vocabulary"))
                    .font(semibold(15.0))
                    .color(theme.ink),
            );
            let total = state.list.count(Filter::All);
            ui.label(
                RichText::new(total.to_string())
                    .font(sans(15.0))
                    .color(theme.ink_second),
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                sort_ui(ui, reading, theme, state, out);
            });
        });
        search_ui(ui, theme, state, out);
        ui.spacing_mut().interact_size.y = 22.0;
        ui.horizontal_wrapped(|ui| {
            for filter in Filter::ALL {
                let text = format!("{} {}", filter.name(), state.list.count(filter));
                if chip(ui, theme, &text, state.list.filter == filter).clicked() {
                    state.list.filter = filter;
                    out.push(Action::ListWords(filter, state.list.sort));
                }
            }
        });
        emphasis::emphasis_ui(ui, reading, theme, &mut state.emphasis, out);
    });
    state.list.refresh(reading);
}

fn search_ui(ui: &mut Ui, theme: &Theme, state: &mut SidebarState, out: &mut Vec<Action>) {
    let hint = RichText::new(t!("sidebar.search")).color(theme.ink_second);
    let field = TextEdit::singleline(&mut state.list.search)
        .hint_text(hint)
        .font(sans(13.0))
        .desired_width(f32::INFINITY)
        .margin(Margin {
            left: 9,
            right: 28,
            top: 5,
            bottom: 5,
        });
    let response = ui.add(field);
    super::name(&response, &t!("sidebar.search"));
    state.searching = response.has_focus();
    if !state.list.search.is_empty() {
        let corner = response.rect.right_center() - vec2(15.0, 0.0);
        let place = Rect::from_center_size(corner, Vec2::splat(20.0));
        let mut inside = ui.new_child(UiBuilder::new().max_rect(place));
        if small_icon_button(&mut inside, theme, Icon::Close, &t!("sidebar.clear")).clicked() {
            state.clear_search();
        }
    }
    if std::mem::take(&mut state.focus_search) {
        response.request_focus();
    }
    if response.lost_focus()
        && ui.input(|input| input.key_pressed(egui::Key::Enter))
        && let Some(&number) = state.list.rows().first()
    {
        out.push(Action::GoToTerm(number));
    }
}

fn sort_ui(ui: &mut Ui, reading: &Reading, theme: &Theme, state: &mut SidebarState, out: &mut Vec<Action>) {
    let text = format!("{} ▾", state.list.sort.name());
    let button = chip(ui, theme, &text, false);
    egui::Popup::menu(&button).show(|ui| {
        let english = reading.language.starts_with("en");
        for sort in SortOrder::ALL.into_iter().filter(|sort| english || !sort.is_estimate()) {
            let mut label = ui.selectable_label(state.list.sort == sort, sort.name());
            if sort.is_estimate() {
                label = label.on_hover_text(t!("sort.estimate_hint"));
            }
            if label.clicked() {
                state.list.sort = sort;
                out.push(Action::ListWords(state.list.filter, sort));
                ui.close();
            }
        }
    });
}

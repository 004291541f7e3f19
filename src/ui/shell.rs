//! What stands around every place: the rail on the left, the bar above, the foot below.

use eframe::egui::{
    self, Align, Align2, Button, Label, Layout, Margin, Panel, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use rust_i18n::t;

use super::coverage::{CoverageState, coverage_ui};
use super::dictionaries::taking_in_ui;
use super::file_foot::{file_ui, least_width};
use super::icons::{self, Icon};
use super::landmarks::region;
use super::looks::{LooksState, looks_ui};
use super::notes::{self, NotesViewState};
use super::reading_foot::{minutes, progress_ui};
use super::theme::Theme;
use super::way_back::way_back_ui;
use super::widgets::{focus_ring, sans, semibold};
use crate::app::{Action, BannerKind, CommandId, Going, LibraryState, Model, Reading, Settings, View, format};
use crate::study::USUAL_PACE;

const RAIL: f32 = 64.0;
const BAR: f32 = 52.0;
const FOOT: f32 = 30.0;
/// A bar that is narrower (points) has no room for everything.
const TIGHT: f32 = 400.0;

/// The rail with the places.
pub fn rail_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    Panel::left("rail")
        .exact_size(RAIL)
        .resizable(false)
        .frame(egui::Frame::new().fill(theme.panel))
        .show(ui, |ui| {
            region(ui, Role::Navigation, &t!("region.places"));
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.add_space(12.0);
            place_ui(
                ui,
                theme,
                Icon::Library,
                &t!("place.library"),
                "Ctrl+1",
                model.view == View::Library,
                View::Library,
                out,
            );
            if model.reading.is_some() {
                place_ui(
                    ui,
                    theme,
                    Icon::Read,
                    &t!("place.read"),
                    "Ctrl+2",
                    model.view == View::Read,
                    View::Read,
                    out,
                );
            }
            super::review::rail_ui(ui, model, theme, out);
            place_ui(
                ui,
                theme,
                Icon::Notes,
                &t!("place.notes"),
                "Ctrl+4",
                model.view == View::Notes,
                View::Notes,
                out,
            );
            super::progress::rail_ui(ui, model, theme, out);
            ui.with_layout(Layout::bottom_up(Align::Center), |ui| {
                ui.add_space(12.0);
                let (rect, response) = ui.allocate_exact_size(vec2(36.0, 36.0), Sense::click());
                if response.hovered() {
                    ui.painter().rect_filled(rect, 8.0, theme.line);
                }
                icons::paint(ui.painter(), Icon::Menu, rect.center(), theme.ink_second);
                focus_ring(ui, theme, &response, rect);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("place.menu")));
                let reading = model.view == View::Read && model.reading.is_some();
                egui::Popup::menu(&response.on_hover_text(t!("place.menu")))
                    .show(|ui| super::palette::menu_ui(ui, reading, out));
                settings_button(ui, theme, out);
            });
        });
}

/// The button above the menu.
fn settings_button(ui: &mut Ui, theme: &Theme, out: &mut Vec<Action>) {
    let (rect, response) = ui.allocate_exact_size(vec2(36.0, 36.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 8.0, theme.line);
    }
    icons::paint(ui.painter(), Icon::Settings, rect.center(), theme.ink_second);
    focus_ring(ui, theme, &response, rect);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("place.settings")));
    if response.on_hover_text(hint(CommandId::Settings)).clicked() {
        out.push(Action::Command(CommandId::Settings));
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call for each place; a struct would only name them twice"
)]
pub(super) fn place_ui(
    ui: &mut Ui,
    theme: &Theme,
    icon: Icon,
    name: &str,
    key: &str,
    on: bool,
    view: View,
    out: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        ui.add_space((RAIL - 52.0) / 2.0);
        let (rect, response) = ui.allocate_exact_size(vec2(52.0, 50.0), Sense::click());
        if on || response.hovered() {
            let fill = if on { theme.line } else { theme.line.gamma_multiply(0.5) };
            ui.painter().rect_filled(rect, 8.0, fill);
        }
        let ink = if on { theme.ink } else { theme.ink_second };
        icons::paint(ui.painter(), icon, rect.center() - vec2(0.0, 8.0), ink);
        ui.painter().text(
            rect.center_bottom() - vec2(0.0, 5.0),
            Align2::CENTER_BOTTOM,
            name,
            sans(11.0),
            ink,
        );
        focus_ring(ui, theme, &response, rect);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
        if response.on_hover_text(format!("{name}  {key}")).clicked() {
            out.push(Action::Show(view));
        }
    });
}

/// The bar above the place.
pub fn bar_ui(
    ui: &mut Ui,
    model: &Model,
    theme: &Theme,
    (words_shown, looks, notes): (bool, (&Settings, &mut LooksState), &mut NotesViewState),
    out: &mut Vec<Action>,
) {
    let tight = ui.available_width() < TIGHT;
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(if tight { 10 } else { 20 }, 0));
    Panel::top("bar").exact_size(BAR).frame(frame).show(ui, |ui| {
        region(ui, Role::Toolbar, &t!("region.bar"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = if tight { 6.0 } else { 10.0 };
            ui.spacing_mut().button_padding = vec2(if tight { 8.0 } else { 12.0 }, 6.0);
            let text = RichText::new(t!("bar.open")).font(sans(13.0));
            if matches!(model.library.state, LibraryState::Unavailable(_)) {
                return;
            }
            if super::review::bar_ui(ui, model, theme, out) || super::progress::bar_ui(ui, model, theme, out) {
                return;
            }
            if model.view == View::Notes {
                let export = ui.add(Button::new(RichText::new(t!("bar.export")).font(sans(13.0))));
                if export.on_hover_text(hint(CommandId::ExportNotes)).clicked() {
                    out.push(Action::Command(CommandId::ExportNotes));
                }
                notes::search_ui(ui, model, theme, notes, out);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| title_ui(ui, model, theme));
                return;
            }
            // In the library it is the one thing to do next.
            let button = if model.view == View::Library {
                Button::new(text.color(theme.paper)).fill(theme.ink)
            } else {
                Button::new(text)
            };
            // Where there is no room for all, what belongs to the page stays; opening has its key and its line in the menu.
            let shows_open = !tight || model.view != View::Read;
            if shows_open && ui.add(button).on_hover_text(hint(CommandId::Open)).clicked() {
                out.push(Action::Command(CommandId::Open));
            }
            if model.view == View::Library {
                let paste = ui.add(Button::new(RichText::new(t!("bar.paste")).font(sans(13.0))));
                if paste.on_hover_text(hint(CommandId::Paste)).clicked() {
                    out.push(Action::Command(CommandId::Paste));
                }
                let search = ui.add(Button::new(RichText::new(t!("bar.search")).font(sans(13.0))));
                if search.on_hover_text(hint(CommandId::FindAll)).clicked() {
                    out.push(Action::Command(CommandId::FindAll));
                }
            } else if model.reading.is_some() {
                let find = ui.add(Button::new(RichText::new(t!("bar.find")).font(sans(13.0))));
                if find.on_hover_text(hint(CommandId::Find)).clicked() {
                    out.push(Action::Command(CommandId::Find));
                }
                let text = if words_shown {
                    t!("bar.hide_words")
                } else {
                    t!("bar.show_words")
                };
                let words = ui.add(Button::new(RichText::new(text).font(sans(13.0))));
                if words.on_hover_text(hint(CommandId::ToggleSidebar)).clicked() {
                    out.push(Action::Command(CommandId::ToggleSidebar));
                }
                looks_ui(ui, looks.0, theme, looks.1, out);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| title_ui(ui, model, theme));
        });
    });
}

fn hint(id: CommandId) -> String {
    let command = crate::app::command(id);
    format!(
        "{}  {}",
        t!(command.name),
        command.keys.first().copied().unwrap_or_default()
    )
}

fn title_ui(ui: &mut Ui, model: &Model, theme: &Theme) {
    let (title, asides) = match (&model.view, &model.reading) {
        (View::Library, _) => {
            let articles = format::plural(
                "library.articles",
                model.library.articles.iter().filter(|row| !row.archived).count(),
            );
            (t!("place.library").into_owned(), vec![articles])
        }
        (View::Read, Some(reading)) => (reading.title.clone(), details(model, reading)),
        (View::Notes, _) => (t!("place.notes").into_owned(), notes::details(model)),
        (View::Read, None) | (View::Review | View::Progress, _) => return,
    };
    let reading = model.reading.as_ref().filter(|_| model.view == View::Read);
    let estimated = reading.is_some_and(|reading| reading.level.is_some());
    ui.spacing_mut().item_spacing.x = 14.0;
    let width = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, theme.ink).size().x;
    let room = ui.available_width() - 14.0;
    if room < 24.0 {
        return;
    }
    let whole = width(&title, semibold(13.5));
    // The shorter ones still stand beside a title that is cut, but not in its place.
    let fits = |aside: &&String| {
        let aside = width(aside, sans(13.0));
        whole + aside <= room || (aside < 150.0 && room - aside > 150.0)
    };
    let aside = asides.iter().find(fits).cloned();
    let all = asides.into_iter().next().unwrap_or_default();
    let left = room - aside.as_deref().map_or(0.0, |aside| width(aside, sans(13.0)));
    ui.scope(|ui| {
        ui.set_max_width(left);
        let text = RichText::new(&title).font(semibold(13.5)).color(theme.ink);
        let label = ui.add(Label::new(text).truncate().show_tooltip_when_elided(false));
        if whole > left || aside.as_ref() != Some(&all) {
            label.on_hover_text(format!("{title}\n{all}"));
        }
    });
    if let Some(aside) = aside {
        let aside = ui.add(Label::new(
            RichText::new(aside).font(sans(13.0)).color(theme.ink_second),
        ));
        if estimated {
            aside.on_hover_text(t!("bar.level_hint"));
        }
    }
}

/// Where the article comes from, how long it takes at the learner's pace, and its level; then in fewer words.
fn details(model: &Model, reading: &Reading) -> Vec<String> {
    let pace = model.paces.get(&reading.language).copied().unwrap_or(USUAL_PACE);
    // How long the rest is, is not known yet.
    let minutes = (!reading.partial).then(|| format::minutes(minutes(reading.words, pace)));
    let level = reading
        .level
        .map(|level| t!("bar.level", level = level.label()).into_owned());
    let origin = Some(&reading.origin).filter(|origin| !origin.is_empty());
    let join = |parts: &[Option<&str>]| parts.iter().flatten().copied().collect::<Vec<_>>().join(" · ");
    vec![
        join(&[origin.map(String::as_str), minutes.as_deref(), level.as_deref()]),
        join(&[minutes.as_deref(), level.as_deref()]),
        minutes.unwrap_or_default(),
    ]
}

/// The foot: how much of the article is known, how it stands to its file, where one is, and whether everything is saved.
pub fn foot_ui(
    ui: &mut Ui,
    (model, by_itself): (&Model, bool),
    theme: &Theme,
    coverage: &mut CoverageState,
    out: &mut Vec<Action>,
) {
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(20, 0));
    Panel::bottom("foot").exact_size(FOOT).frame(frame).show(ui, |ui| {
        region(ui, Role::ContentInfo, &t!("region.foot"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            if matches!(model.library.state, LibraryState::Unavailable(_)) {
                return;
            }
            let saved = if model.banners.iter().any(|banner| banner.about == BannerKind::Unsaved) {
                t!("foot.not_saved")
            } else if model.saved {
                t!("foot.saved")
            } else {
                t!("foot.saving")
            };
            ui.label(RichText::new(saved).font(sans(12.5)).color(theme.ink_second));
            if let Some((done, total)) = model.import {
                let cancel = ui.link(RichText::new(t!("foot.cancel")).font(sans(12.5)).color(theme.accent));
                if cancel.clicked() {
                    out.push(Action::CancelImport);
                }
                let text = t!("foot.importing", done = done, total = total);
                ui.label(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
            }
            taking_in_ui(ui, model, theme, out);
            if let Some((done, total)) = model.going_out {
                let cancel = ui.link(RichText::new(t!("foot.cancel")).font(sans(12.5)).color(theme.accent));
                if cancel.clicked() {
                    out.push(Action::Going(Going::Cancel));
                }
                let text = if total == 0 {
                    t!("foot.going_out")
                } else {
                    t!("foot.going_out_of", done = done, total = total)
                };
                ui.label(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
            }
            if model.view == View::Notes {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    notes::foot_ui(ui, model, theme, out);
                });
            }
            super::review::foot_ui(ui, model, theme);
            super::progress::foot_ui(ui, model, theme);
            if let (View::Read, Some(reading)) = (model.view, &model.reading)
                && !reading.partial
            {
                progress_ui(ui, model, reading, theme);
                language_ui(ui, model, reading, theme, out);
                file_ui(ui, model, by_itself, theme, out);
                let mut rest = ui.available_rect_before_wrap();
                rest.min.x += way_back_ui(ui, rest, model, theme, out);
                coverage_ui(ui, rest, reading, theme, coverage, out);
            }
        });
    });
}

/// The article's language, to be chosen anew.
fn language_ui(ui: &mut Ui, model: &Model, reading: &Reading, theme: &Theme, out: &mut Vec<Action>) {
    /// How much of the article is known, and the gaps between what is told (points).
    const OTHERS: f32 = 120.0;
    let name = format::language(&reading.language);
    let galley = ui.painter().layout_no_wrap(name.clone(), sans(12.5), theme.ink_second);
    let fits = galley.size().x + least_width(ui, model) + OTHERS <= ui.available_width();
    let code = reading.language.split('-').next().unwrap_or_default().to_uppercase();
    let text = RichText::new(if fits { name.clone() } else { code });
    let button = Button::new(text.font(sans(12.5)).color(theme.ink_second)).frame_when_inactive(false);
    let button = ui.add(button);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let hint = t!("foot.language_hint");
    let hint = if fits {
        hint.into_owned()
    } else {
        format!("{name}\n{hint}")
    };
    if button.on_hover_text(hint).clicked() {
        out.push(Action::Command(CommandId::Language));
    }
}

/// Banners: messages that stay until they are closed or no longer true.
pub fn banners_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    for banner in &model.banners {
        let frame = egui::Frame::new()
            .fill(theme.status.familiar)
            .inner_margin(Margin::symmetric(20, 8))
            .stroke(Stroke::NONE);
        Panel::top(egui::Id::unique(("banner", banner.about as u8)))
            .frame(frame)
            .show(ui, |ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui
                        .add(Button::new(RichText::new(t!("banner.close")).font(sans(12.5))))
                        .clicked()
                    {
                        out.push(Action::CloseBanner(banner.about));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(RichText::new(&banner.text).font(sans(13.0)).color(theme.ink)).wrap());
                    });
                });
            });
    }
}

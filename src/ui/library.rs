//! The library: every article, with how many of its words are still to study and when it was opened last.

use eframe::egui::{
    self, Align, Button, Key, Layout, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};
use jiff::tz::TimeZone;
use rust_i18n::t;

use super::icons::Icon;
use super::theme::Theme;
use super::widgets::{chip, focus_ring, icon_button, line, line_right, sans, serif_bold};
use crate::app::{Action, CommandId, Library, LibraryState, Model, format};
use crate::store::ArticleRow;
use crate::study::ArticleId;

const ROW_HEIGHT: f32 = 71.0;
const WIDTH: f32 = 1176.0;

/// What only the library cares about.
#[derive(Default)]
pub struct LibraryViewState {
    archived: bool,
    renaming: Option<(ArticleId, String, bool)>,
    zone: Option<TimeZone>,
}

/// Draws the library.
pub fn library_ui(ui: &mut Ui, model: &Model, theme: &Theme, state: &mut LibraryViewState, out: &mut Vec<Action>) {
    let width = (ui.available_width() - 80.0).min(WIDTH);
    let side = ((ui.available_width() - width) / 2.0).max(16.0);
    egui::Frame::new()
        .inner_margin(Margin {
            left: side_margin(side),
            right: side_margin(side),
            top: 24,
            bottom: 0,
        })
        .show(ui, |ui| {
            match &model.library.state {
                LibraryState::Unavailable(why) => {
                    ui.label(RichText::new(why).font(sans(15.0)).color(theme.ink));
                    if model.library.newer {
                        export_ui(ui, model.export, theme, out);
                    }
                    return;
                }
                LibraryState::Opening => return,
                LibraryState::Ready | LibraryState::ReadOnly(_) => {}
            }
            filters_ui(ui, &model.library, theme, state);
            ui.add_space(8.0);
            let rows: Vec<&ArticleRow> = model
                .library
                .articles
                .iter()
                .filter(|row| row.archived == state.archived)
                .collect();
            let now = format::now().0;
            let zone = state.zone.get_or_insert_with(TimeZone::system).clone();
            ui.spacing_mut().item_spacing.y = 0.0;
            let foot = 118.0;
            let height = list_height(ui.available_height() - foot, rows.len());
            ScrollArea::vertical()
                .id_salt("library")
                .max_height(height)
                .auto_shrink([false, true])
                .show_rows(ui, ROW_HEIGHT, rows.len(), |ui, visible| {
                    for row in &rows[visible] {
                        row_ui(
                            ui,
                            row,
                            theme,
                            &format::day(row.opened_at.unwrap_or(row.created_at), now, &zone),
                            state,
                            out,
                        );
                    }
                });
            drop_ui(ui, theme, rows.is_empty(), out);
        });
}

/// What can still be done with a library that a newer version wrote.
fn export_ui(ui: &mut Ui, under_way: Option<(usize, usize)>, theme: &Theme, out: &mut Vec<Action>) {
    ui.add_space(12.0);
    let small = |text| RichText::new(text).font(sans(13.0)).color(theme.ink_second);
    ui.label(small(t!("export.offer")));
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding = vec2(12.0, 6.0);
        if ui
            .add_enabled(under_way.is_none(), Button::new(t!("export.button")))
            .clicked()
        {
            out.push(Action::Export);
        }
        if let Some((done, total)) = under_way {
            ui.label(small(t!("export.under_way", done = done, total = total)));
            if ui
                .link(RichText::new(t!("foot.cancel")).font(sans(13.0)).color(theme.accent))
                .clicked()
            {
                out.push(Action::CancelImport);
            }
        }
    });
}

/// How high the list is where there is so much room. If it must scroll, the last row in view is half a row, so that one
/// sees that there are more.
#[expect(clippy::cast_precision_loss, reason = "a library has far fewer than 2^23 articles")]
fn list_height(room: f32, rows: usize) -> f32 {
    if ROW_HEIGHT * rows as f32 <= room {
        return room;
    }
    ROW_HEIGHT * ((room / ROW_HEIGHT - 0.5).floor().max(0.5) + 0.5)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
fn side_margin(side: f32) -> i8 {
    side.clamp(0.0, 127.0) as i8
}

fn filters_ui(ui: &mut Ui, library: &Library, theme: &Theme, state: &mut LibraryViewState) {
    let archived = library.articles.iter().filter(|row| row.archived).count();
    ui.horizontal(|ui| {
        for (key, count, wanted) in [
            ("library.current", library.articles.len() - archived, false),
            ("library.archived", archived, true),
        ] {
            let text = format!("{} {}", t!(key), format::number(count));
            if chip(ui, theme, &text, state.archived == wanted).clicked() {
                state.archived = wanted;
            }
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    row: &ArticleRow,
    theme: &Theme,
    opened: &str,
    state: &mut LibraryViewState,
    out: &mut Vec<Action>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &row.title));
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 6.0, theme.panel);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    let inner = rect.shrink2(vec2(6.0, 0.0));
    let menu = Rect::from_center_size(pos2(inner.right() - 14.0, rect.center().y), vec2(28.0, 28.0));
    let when = Rect::from_min_max(
        pos2(menu.left() - 104.0, rect.top()),
        pos2(menu.left() - 10.0, rect.bottom()),
    );
    let counts = Rect::from_min_max(
        pos2(when.left() - 200.0, rect.top()),
        pos2(when.left() - 16.0, rect.bottom()),
    );
    let title = Rect::from_min_max(
        pos2(inner.left(), rect.top() + 10.0),
        pos2(counts.left() - 16.0, rect.bottom() - 10.0),
    );
    let (upper, lower) = title.split_top_bottom_at_fraction(0.56);
    if !rename_ui(ui, upper, row, state, out) {
        line(ui, upper, &row.title, serif_bold(18.0), theme.ink);
    }
    line(ui, lower, &details(row), sans(12.5), theme.ink_second);
    line(ui, counts, &terms(row), sans(13.0), theme.ink_second);
    line_right(ui, when, opened, sans(13.0), theme.ink_second);
    focus_ring(ui, theme, &response, rect);
    let mut corner = ui.new_child(
        UiBuilder::new()
            .max_rect(menu)
            .layout(Layout::left_to_right(Align::Center)),
    );
    let more = icon_button(&mut corner, theme, Icon::More, &t!("library.more", title = row.title));
    menu_ui(&more, row, state, out);
    response.context_menu(|ui| menu_items(ui, row, state, out));
    let entered = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if response.clicked() || entered {
        out.push(Action::OpenArticle(row.article_id, None));
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Delete)) {
        out.push(Action::Delete(row.article_id));
    }
}

fn details(row: &ArticleRow) -> String {
    let mut parts = Vec::new();
    if row.sample {
        parts.push(t!("library.sample").into_owned());
    }
    let origin = crate::worker::origin_name(&row.origin);
    if !origin.is_empty() {
        parts.push(origin);
    }
    parts.push(format::plural("library.words", row.words as usize));
    parts.push(match row.terms {
        0 => t!("library.no_terms").into_owned(),
        terms => format::plural("library.terms", terms as usize),
    });
    parts.join(" · ")
}

fn terms(row: &ArticleRow) -> String {
    let to_study = (row.to_study > 0).then(|| format::plural("library.to_study", row.to_study as usize));
    let known = (row.known > 0).then(|| format::plural("library.known", row.known as usize));
    to_study.into_iter().chain(known).collect::<Vec<_>>().join(" · ")
}

fn menu_ui(button: &egui::Response, row: &ArticleRow, state: &mut LibraryViewState, out: &mut Vec<Action>) {
    egui::Popup::menu(button).show(|ui| menu_items(ui, row, state, out));
}

fn menu_items(ui: &mut Ui, row: &ArticleRow, state: &mut LibraryViewState, out: &mut Vec<Action>) {
    if ui.button(t!("library.open")).clicked() {
        out.push(Action::OpenArticle(row.article_id, None));
        ui.close();
    }
    if ui.button(t!("library.rename")).clicked() {
        state.renaming = Some((row.article_id, row.title.clone(), true));
        ui.close();
    }
    let archive = if row.archived {
        t!("library.unarchive")
    } else {
        t!("library.archive")
    };
    if ui.button(archive).clicked() {
        out.push(Action::Archive(row.article_id, !row.archived));
        ui.close();
    }
    if ui
        .button(t!("library.delete"))
        .on_hover_text(t!("library.delete_hint"))
        .clicked()
    {
        out.push(Action::Delete(row.article_id));
        ui.close();
    }
}

fn rename_ui(ui: &mut Ui, rect: Rect, row: &ArticleRow, state: &mut LibraryViewState, out: &mut Vec<Action>) -> bool {
    let Some((article_id, title, fresh)) = &mut state.renaming else {
        return false;
    };
    if *article_id != row.article_id {
        return false;
    }
    let response = ui.put(
        rect,
        TextEdit::singleline(title)
            .font(serif_bold(17.0))
            .desired_width(rect.width()),
    );
    super::name(&response, &t!("library.rename"));
    if std::mem::take(fresh) {
        response.request_focus();
    }
    if response.lost_focus() {
        if !ui.input(|input| input.key_pressed(Key::Escape)) && *title != row.title {
            out.push(Action::Rename(*article_id, title.clone()));
        }
        state.renaming = None;
    }
    true
}

fn drop_ui(ui: &mut Ui, theme: &Theme, empty: bool, out: &mut Vec<Action>) {
    ui.add_space(22.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 88.0), Sense::hover());
    super::dashed(ui, rect, theme.line);
    let mut inside = ui.new_child(
        UiBuilder::new()
            .max_rect(rect.shrink(12.0))
            .layout(Layout::top_down(Align::Center)),
    );
    let headline = if empty { t!("library.empty") } else { t!("library.drop") };
    inside.add_space(4.0);
    inside.label(RichText::new(headline).font(sans(14.0)).color(theme.ink_second));
    inside.add_space(4.0);
    inside.horizontal(|ui| {
        let width = 150.0;
        ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
        if ui.add(Button::new(t!("command.open"))).clicked() {
            out.push(Action::Command(CommandId::Open));
        }
        if ui.add(Button::new(t!("command.paste_short"))).clicked() {
            out.push(Action::Command(CommandId::Paste));
        }
    });
}

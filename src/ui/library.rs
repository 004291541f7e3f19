//! The library: every article, with how many of its words are still to study and when it was opened last.

mod menu;
mod standing;

use eframe::egui::{
    self, Align, Button, Key, Layout, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use self::menu::{menu_items, menu_ui, rename_ui};
use self::standing::{Columns, Known};
use super::icons::Icon;
use super::landmarks::region;
use super::theme::Theme;
use super::widgets::{chip, focus_ring, icon_button, line, line_right, sans, serif_bold};
use crate::app::{Action, CommandId, Library, LibraryState, Model, format};
use crate::store::ArticleRow;
use crate::study::{ArticleId, Vocabulary};

const ROW_HEIGHT: f32 = 71.0;
const WIDTH: f32 = 1176.0;
/// The place to drop files on: below a list it is one line (points),
const DROP: f32 = 44.0;
/// in an empty library there is room for text and buttons one above the other.
const DROP_ALONE: f32 = 88.0;
/// Above and below it (points).
const DROP_GAP: f32 = 20.0;

/// What only the library cares about.
#[derive(Default)]
pub struct LibraryViewState {
    archived: bool,
    renaming: Option<(ArticleId, String, bool)>,
    /// The article at the top when the list was drawn last.
    first: Option<ArticleId>,
}

/// Draws the library.
pub fn library_ui(ui: &mut Ui, model: &Model, theme: &Theme, state: &mut LibraryViewState, out: &mut Vec<Action>) {
    region(ui, Role::Main, &t!("region.library"));
    let beside = if ui.available_width() < 400.0 { 24.0 } else { 80.0 };
    let width = (ui.available_width() - beside).min(WIDTH);
    let side = ((ui.available_width() - width) / 2.0).max(12.0);
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
            let now = format::now_ms();
            let zone = model.zone();
            ui.spacing_mut().item_spacing.y = 0.0;
            let room = ui.available_height();
            let height = list_height(room - DROP - 1.5 * DROP_GAP, rows.len());
            let mut area = ScrollArea::vertical();
            let first = rows.first().map(|row| row.article_id);
            // What came, or was read just now, is at the top: that is where one looks for it.
            if std::mem::replace(&mut state.first, first) != first {
                area = area.vertical_scroll_offset(0.0);
            }
            area.id_salt("library")
                .max_height(height)
                .auto_shrink([false, true])
                .show_rows(ui, ROW_HEIGHT, rows.len(), |ui, visible| {
                    for row in &rows[visible] {
                        let opened = format::day(row.opened_at.unwrap_or(row.created_at), now, &zone);
                        let number = number_of_title(&model.library.articles, row);
                        let known = Known::of(model, row);
                        row_ui(ui, row, theme, (&opened, number, known), state, out);
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

/// How high the list is where there is so much room: whole rows only, at least one.
#[expect(clippy::cast_precision_loss, reason = "a library has far fewer than 2^23 articles")]
fn list_height(room: f32, rows: usize) -> f32 {
    if ROW_HEIGHT * rows as f32 <= room {
        return room;
    }
    ROW_HEIGHT * (room / ROW_HEIGHT).floor().max(1.0)
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
        if library.known.counted() > 0 {
            standing::all_ui(ui, &library.known, theme);
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    row: &ArticleRow,
    theme: &Theme,
    (opened, number, known): (&str, Option<usize>, Known),
    state: &mut LibraryViewState,
    out: &mut Vec<Action>,
) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
    // By the article: a click that is on its way means it also when the order changes.
    let response = ui.interact(rect, ui.scope_id().with(("row", row.article_id)), Sense::click());
    response.widget_info(|| {
        let name = number.map(|number| t!("library.number_of_title", number = number));
        let name = name.map_or_else(|| row.title.clone(), |name| format!("{}, {name}", row.title));
        WidgetInfo::labeled(Role::Button, true, name)
    });
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 6.0, theme.panel);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    let columns = Columns::of(rect);
    let (upper, lower) = columns.title.split_top_bottom_at_fraction(0.56);
    if !rename_ui(ui, upper.expand2(vec2(8.0, 2.0)), row, state, out) {
        line(ui, upper, &row.title, serif_bold(18.0), theme.ink);
    }
    let mut parts = vec![details(row, number, &known)];
    match columns.counts {
        Some(counts) => {
            line(ui, counts, &terms(known.vocabulary), sans(13.0), theme.ink_second);
        }
        None => parts.insert(0, terms(known.vocabulary)),
    }
    match (columns.known, &known.coverage) {
        (Some(place), Some(coverage)) => standing::known_ui(ui, place, row.article_id, coverage, theme),
        (None, Some(coverage)) => parts.insert(0, standing::known(coverage)),
        (_, None) => {}
    }
    parts.retain(|part| !part.is_empty());
    let mut all = parts.join(" · ");
    line(ui, lower, &all, sans(12.5), theme.ink_second);
    if columns.counts.is_some() {
        all = format!("{} · {all}", terms(known.vocabulary));
    }
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(all));
    if let (None, Some(coverage)) = (columns.known, &known.coverage) {
        standing::on_line(ui, lower, row.article_id, coverage, theme);
    } else if known.level.is_some() {
        let below = ui.interact(lower, ui.scope_id().with(("level", row.article_id)), Sense::hover());
        below.on_hover_text(t!("bar.level_hint"));
    }
    line_right(ui, columns.when, opened, sans(13.0), theme.ink_second);
    focus_ring(ui, theme, &response, rect);
    let mut corner = ui.new_child(
        UiBuilder::new()
            .max_rect(columns.menu)
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

/// The number of an article among those with the same title, the oldest first; nothing where there is no other.
fn number_of_title(articles: &[ArticleRow], row: &ArticleRow) -> Option<usize> {
    let same = articles.iter().filter(|other| other.title == row.title);
    let (mut others, mut number) = (0, 1);
    for other in same.filter(|other| other.article_id != row.article_id) {
        others += 1;
        number += usize::from((other.created_at, other.article_id.0) < (row.created_at, row.article_id.0));
    }
    (others > 0).then_some(number)
}

fn details(row: &ArticleRow, number: Option<usize>, known: &Known) -> String {
    let mut parts = Vec::new();
    if row.sample {
        parts.push(t!("library.sample").into_owned());
    }
    let origin = crate::worker::origin_name(&row.origin);
    if !origin.is_empty() {
        parts.push(origin);
    }
    if let Some(number) = number {
        parts.push(t!("library.number_of_title", number = number).into_owned());
    }
    parts.push(format::plural("library.words", row.words as usize));
    parts.extend(
        known
            .level
            .map(|level| t!("bar.level", level = level.label()).into_owned()),
    );
    parts.extend(row.bookmark.is_some().then(|| t!("library.bookmark").into_owned()));
    parts.push(match known.vocabulary.terms {
        0 => t!("library.no_terms").into_owned(),
        terms => format::plural("library.terms", terms as usize),
    });
    parts.join(" · ")
}

fn terms(vocabulary: Vocabulary) -> String {
    let Vocabulary { to_study, known, .. } = vocabulary;
    let to_study = (to_study > 0).then(|| format::plural("library.to_study", to_study as usize));
    let known = (known > 0).then(|| format::plural("library.known", known as usize));
    to_study.into_iter().chain(known).collect::<Vec<_>>().join(" · ")
}

/// The place to drop files on: one line below the list; in an empty library it is what there is.
fn drop_ui(ui: &mut Ui, theme: &Theme, empty: bool, out: &mut Vec<Action>) {
    let low = !empty || ui.available_height() < DROP_ALONE + 2.0 * DROP_GAP;
    ui.add_space(if low { DROP_GAP / 2.0 } else { DROP_GAP });
    let height = if low {
        DROP
    } else {
        (ui.available_height() - DROP_GAP).clamp(DROP_ALONE, 220.0)
    };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    super::dashed(ui, rect, theme.line);
    let headline = if empty { t!("library.empty") } else { t!("library.drop") };
    let headline = RichText::new(headline).font(sans(14.0)).color(theme.ink_second);
    let buttons = |ui: &mut Ui, out: &mut Vec<Action>| {
        if ui.add(Button::new(t!("command.open"))).clicked() {
            out.push(Action::Command(CommandId::Open));
        }
        if ui.add(Button::new(t!("command.paste_short"))).clicked() {
            out.push(Action::Command(CommandId::Paste));
        }
    };
    let inside = rect.shrink2(vec2(14.0, 8.0));
    if low {
        let row = UiBuilder::new()
            .max_rect(inside)
            .layout(Layout::right_to_left(Align::Center));
        let mut row = ui.new_child(row);
        buttons(&mut row, out);
        row.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(egui::Label::new(headline).truncate());
        });
        return;
    }
    // Measured first, so that text and buttons stand in the middle, on however many lines the text is.
    let font = sans(14.0);
    let galley = ui
        .painter()
        .layout(headline.text().to_owned(), font, theme.ink_second, inside.width());
    let gap = 10.0;
    let top = inside.center().y - (galley.size().y + gap + ui.spacing().interact_size.y) / 2.0;
    let column = Rect::from_min_max(pos2(inside.left(), top), inside.max);
    let column = UiBuilder::new()
        .max_rect(column)
        .layout(Layout::top_down(Align::Center));
    let mut column = ui.new_child(column);
    column.spacing_mut().item_spacing.y = gap;
    column.add(egui::Label::new(headline).wrap());
    column.horizontal(|ui| {
        let width = 150.0;
        ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
        buttons(ui, out);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Origin;

    fn row(id: i64, title: &str, created_at: i64) -> ArticleRow {
        ArticleRow {
            article_id: ArticleId(id),
            title: title.to_owned(),
            language: "en".to_owned(),
            origin: Origin::File("/a/b.md".to_owned()),
            words: 2,
            terms: 0,
            to_study: 0,
            known: 0,
            sample: false,
            archived: false,
            created_at,
            opened_at: None,
            bookmark: None,
        }
    }

    #[test]
    fn articles_with_one_title_are_numbered_by_age() {
        let rows = [row(1, "News", 20), row(2, "News", 10), row(3, "Other", 5)];
        let numbers: Vec<_> = rows.iter().map(|row| number_of_title(&rows, row)).collect();
        assert_eq!(numbers, [Some(2), Some(1), None]);
        let known = Known::of(&Model::default(), &rows[0]);
        assert!(details(&rows[0], numbers[0], &known).contains("no. 2 with this title"));
    }

    #[test]
    fn a_list_that_scrolls_shows_whole_rows() {
        assert!((list_height(500.0, 3) - 500.0).abs() < 0.1);
        assert!((list_height(300.0, 9) - 4.0 * ROW_HEIGHT).abs() < 0.1);
        assert!((list_height(20.0, 9) - ROW_HEIGHT).abs() < 0.1);
    }
}

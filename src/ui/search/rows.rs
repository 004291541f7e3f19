//! The rows of what was found: each a button that leads to its place.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Color32, FontId, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

use crate::app::{Model, SearchHit, format};
use crate::study::NoteKind;
use crate::text::search::Excerpt;
use crate::ui::icons::paint_status;
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, line_right, sans, semibold, serif_bold, status_mark};

/// Around the text of a row (points).
const SIDE: f32 = 10.0;
const ABOVE: f32 = 7.0;
/// Of a title that stands beside something else (characters).
const TITLE: usize = 32;

/// A text with what was looked for in it.
struct Line<'a> {
    excerpt: &'a Excerpt,
    font: FontId,
    marked: FontId,
    ink: Color32,
    rows: usize,
}

impl<'a> Line<'a> {
    fn title(excerpt: &'a Excerpt, ink: Color32) -> Self {
        Self {
            excerpt,
            font: serif_bold(15.5),
            marked: serif_bold(15.5),
            ink,
            rows: 1,
        }
    }

    fn text(excerpt: &'a Excerpt, ink: Color32, rows: usize) -> Self {
        Self {
            excerpt,
            font: sans(13.0),
            marked: semibold(13.0),
            ink,
            rows,
        }
    }

    fn job(&self, theme: &Theme, width: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        job.wrap.max_rows = self.rows;
        job.break_on_newline = false;
        let plain = TextFormat {
            valign: Align::Center,
            ..TextFormat::simple(self.font.clone(), self.ink)
        };
        let marked = TextFormat {
            background: theme.status.familiar,
            color: theme.ink,
            font_id: self.marked.clone(),
            ..plain.clone()
        };
        let text = &self.excerpt.text;
        let mut at = 0;
        for mark in &self.excerpt.marks {
            let range = mark.usize();
            job.append(text.get(at..range.start).unwrap_or_default(), 0.0, plain.clone());
            job.append(text.get(range.clone()).unwrap_or_default(), 0.0, marked.clone());
            at = range.end;
        }
        job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
        job
    }
}

/// Draws a hit.
pub(super) fn row_ui(ui: &mut Ui, model: &Model, theme: &Theme, hit: SearchHit<'_>, chosen: bool) -> Response {
    let width = ui.available_width();
    let mut left = SIDE;
    let (mut aside, mut said) = (String::new(), Vec::new());
    let mut mark = None;
    let mut lines: Vec<Line<'_>> = Vec::new();
    match hit {
        SearchHit::Word(word) => {
            mark = Some(word.status);
            left += 20.0;
            lines.push(Line::title(&word.headword, theme.ink));
            aside = format::status(word.status);
            lines.extend(shown(&word.gloss).map(|gloss| Line::text(gloss, theme.ink, 1)));
            let sentence = word.place.as_ref().and_then(|place| shown(&place.sentence));
            lines.extend(sentence.map(|sentence| Line::text(sentence, theme.ink_second, 1)));
        }
        SearchHit::Note(note) => {
            let record = &note.record;
            let day = format::day(record.updated_at, format::now_ms(), &model.zone());
            let article = record.article.as_ref().map(|article| article.title.as_str());
            aside = article.map_or_else(
                || day.clone(),
                |title| format!("{} · {day}", format::shortened(title, TITLE)),
            );
            lines.extend(shown(&note.body).map(|body| Line::text(body, theme.ink, 2)));
            lines.extend(shown(&note.quote).map(|quote| Line::text(quote, theme.ink_second, 1)));
            said.push(match record.kind {
                NoteKind::Term => t!("search.note_on_word").into_owned(),
                NoteKind::Passage => t!("search.note_on_passage").into_owned(),
                NoteKind::Article => t!("search.note_on_article").into_owned(),
            });
        }
        SearchHit::Article(article) => {
            lines.push(Line::title(&article.title, theme.ink));
            lines.extend(shown(&article.text).map(|text| Line::text(text, theme.ink_second, 2)));
        }
    }
    said.extend(lines.iter().map(|line| line.excerpt.text.clone()));
    said.extend((!aside.is_empty()).then(|| aside.clone()));
    let space = ui
        .painter()
        .layout_no_wrap(aside.clone(), sans(12.0), theme.ink_second)
        .size()
        .x;
    let mut galleys = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        // What stands beside the first line keeps its room.
        let beside = if number == 0 && space > 0.0 { space + 16.0 } else { 0.0 };
        let job = line.job(theme, (width - left - SIDE - beside).max(60.0));
        galleys.push((ui.fonts_mut(|fonts| fonts.layout_job(job)), line.ink));
    }
    let text: f32 = galleys.iter().map(|(galley, _)| galley.size().y + 2.0).sum();
    let (rect, response) = ui.allocate_exact_size(vec2(width, text + 2.0 * ABOVE), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, said.join("\n")));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, 6.0, theme.panel);
    }
    if chosen {
        // Second ink is too faint on anything darker than the panel: a bar says which row Enter takes.
        let bar = Rect::from_min_size(rect.left_top() + vec2(0.0, 4.0), vec2(3.0, rect.height() - 8.0));
        ui.painter().rect_filled(bar, 1.5, theme.accent);
    }
    let mut at = rect.left_top() + vec2(left, ABOVE);
    if let (Some(status), Some((first, _))) = (mark, galleys.first()) {
        let (mark, color) = status_mark(theme, status);
        let center = pos2(rect.left() + SIDE + 6.0, at.y + first.size().y / 2.0);
        paint_status(ui.painter(), mark, center, color);
    }
    if let Some((first, _)) = galleys.first() {
        let beside = Rect::from_min_max(
            at,
            pos2(
                rect.right() - SIDE,
                at.y + first.rows.first().map_or(16.0, |row| row.height()),
            ),
        );
        line_right(ui, beside, &aside, sans(12.0), theme.ink_second);
    }
    for (galley, ink) in galleys {
        let height = galley.size().y;
        ui.painter().galley(at, galley, ink);
        at.y += height + 2.0;
    }
    focus_ring(ui, theme, &response, rect);
    response
}

/// An excerpt that says something.
fn shown(excerpt: &Excerpt) -> Option<&Excerpt> {
    Some(excerpt).filter(|excerpt| !excerpt.text.trim().is_empty())
}

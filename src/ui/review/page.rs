//! Today's page: passages with the words that are due marked. A click says that a word was forgotten, and opens it.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{CursorIcon, Label, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

use crate::app::{Action, CardCommand, CommandId, Model, ReviewAction, format};
use crate::study::TermId;
use crate::text::ByteRange;
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, semibold, serif, serif_bold};
use crate::worker::PagePassage;

const SIZE: f32 = 18.5;
const LINE: f32 = 31.0;

/// Draws the page.
pub(super) fn page_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let Some(page) = &model.review.page.page else { return };
    ui.label(
        RichText::new(t!("review.page_title"))
            .font(serif_bold(24.0))
            .color(theme.ink),
    );
    let hint = format::plural("review.page_hint", page.terms.len());
    ui.add(Label::new(RichText::new(hint).font(sans(13.5)).color(theme.ink_second)).wrap());
    for (number, passage) in page.passages.iter().enumerate() {
        ui.add_space(18.0);
        let title = RichText::new(&passage.title)
            .font(semibold(12.5))
            .color(theme.ink_second);
        let heading = ui.add(Label::new(title).truncate().sense(Sense::CLICK));
        if heading.on_hover_text(t!("review.passage")).clicked() {
            out.push(Action::Review(ReviewAction::OpenPassage(number)));
        }
        passage_ui(ui, (model, passage, number), theme, out);
        for (_, term_id) in &passage.marks {
            if model.review.page.asked == Some(*term_id) && model.review.page.forgotten.contains(term_id) {
                meaning_ui(ui, model, *term_id, theme);
                break;
            }
        }
    }
    ui.add_space(26.0);
    let key = crate::app::command(CommandId::Card(CardCommand::Record)).keys[0];
    let text = RichText::new(format!("{}  {key}", t!("review.page_record"))).font(semibold(14.0));
    let button = eframe::egui::Button::new(text)
        .min_size(vec2(240.0, 44.0))
        .stroke(Stroke::new(2.0, theme.accent))
        .corner_radius(9);
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("review.page_record")));
    if response.clicked() {
        out.push(Action::Command(CommandId::Card(CardCommand::Record)));
    }
    let hint = RichText::new(t!("review.page_record_hint"))
        .font(sans(12.5))
        .color(theme.ink_second);
    ui.add(Label::new(hint).wrap());
}

/// A passage with its marks, each of which can be clicked.
fn passage_ui(
    ui: &mut Ui,
    (model, passage, number): (&Model, &PagePassage, usize),
    theme: &Theme,
    out: &mut Vec<Action>,
) {
    let format = |color| TextFormat {
        font_id: serif(SIZE),
        color,
        line_height: Some(LINE),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    job.append(&passage.text, 0.0, format(theme.ink));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &passage.text));
    let painter = ui.painter().clone();
    for (place, (range, term_id)) in passage.marks.iter().enumerate() {
        let forgotten = model.review.page.forgotten.contains(term_id);
        let rows = rects_of(&galley, &passage.text, *range);
        let (mark, tint) = if forgotten {
            (theme.caution, theme.status.met)
        } else {
            (theme.accent, theme.status.new)
        };
        let mut union = Rect::NOTHING;
        for row in rows {
            let row = row.translate(rect.min.to_vec2());
            painter.rect_filled(row.expand2(vec2(2.0, -3.0)), 3.0, tint);
            let y = row.bottom() - 3.0;
            painter.hline(row.x_range(), y, Stroke::new(if forgotten { 2.5 } else { 1.5 }, mark));
            union = union.union(row);
        }
        mark_ui(
            ui,
            (union, (number, place)),
            &passage.text[range.usize()],
            (*term_id, forgotten),
            theme,
            out,
        );
    }
    painter.galley(rect.min, galley, theme.ink);
}

fn mark_ui(
    ui: &Ui,
    (rect, number): (Rect, (usize, usize)),
    word: &str,
    (term_id, forgotten): (TermId, bool),
    theme: &Theme,
    out: &mut Vec<Action>,
) {
    let response = ui.interact(rect, ui.unique_id().with(("mark", number)), Sense::click());
    let label = if forgotten {
        t!("review.page_forgotten", word = word)
    } else {
        t!("review.page_word", word = word)
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, forgotten, &label));
    crate::ui::widgets::focus_ring(ui, theme, &response, rect.expand(2.0));
    if response.clicked() {
        // From here the keyboard goes on.
        response.request_focus();
    }
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        out.push(Action::Review(ReviewAction::Forgot(term_id)));
    }
}

/// Where a range of the text stands: one rectangle for each row that it takes.
fn rects_of(galley: &eframe::egui::Galley, text: &str, range: ByteRange) -> Vec<Rect> {
    let count = |to: u32| text.get(..to as usize).map_or(0, |part| part.chars().count());
    let (from, to) = (count(range.start), count(range.end));
    let (mut rects, mut at) = (Vec::new(), 0);
    for row in &galley.rows {
        let glyphs = row.glyphs.iter().enumerate();
        let inside = glyphs.filter(|(place, _)| (from..to).contains(&(at + place)));
        let edges = inside.fold(None, |edges: Option<(f32, f32)>, (_, glyph)| {
            Some((edges.map_or(glyph.pos.x, |(left, _)| left), glyph.max_x()))
        });
        if let Some((left, right)) = edges {
            let own = row.rect();
            rects.push(Rect::from_min_max(
                pos2(own.left() + left, own.top()),
                pos2(own.left() + right, own.bottom()),
            ));
        }
        at += row.glyphs.len() + usize::from(row.ends_with_newline);
    }
    rects
}

fn meaning_ui(ui: &mut Ui, model: &Model, term_id: TermId, theme: &Theme) {
    let Some(term) = model.review.page.term(term_id) else {
        return;
    };
    let found = model.review.meaning();
    let sense = found.and_then(|found| found.answers.first()?.entries.first()?.senses.first());
    let sense: Option<String> = sense.map(|sense| sense.text.iter().map(|run| run.text.as_str()).collect());
    let note = term.notes.first().map(|note| note.body.clone());
    let gloss = Some(term.gloss.clone()).filter(|gloss| !gloss.trim().is_empty());
    let says = gloss
        .or(note)
        .or(sense)
        .unwrap_or_else(|| t!("review.no_meaning").into_owned());
    let mut job = LayoutJob::default();
    let format = |font_id, color| TextFormat {
        font_id,
        color,
        ..TextFormat::default()
    };
    job.append(&term.headword, 0.0, format(semibold(14.0), theme.ink));
    job.append(&format!("   {says}"), 0.0, format(sans(14.0), theme.ink));
    eframe::egui::Frame::new()
        .fill(theme.panel)
        .corner_radius(7)
        .inner_margin(eframe::egui::Margin::symmetric(12, 8))
        .show(ui, |ui| ui.add(Label::new(job).wrap()));
}

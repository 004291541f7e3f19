//! A parsed note, laid out at a width: measured without being shown, painted where it is in view. The links in it are
//! widgets of their own.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Color32, CursorIcon, FontId, Galley, Id, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::{Kind, NoteBlock, NoteText, Target};
use crate::app::links::{self, Verdict};
use crate::app::{Action, NotesAction};
use crate::text::Style;
use crate::ui::fonts;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Size of the text and height of its lines (points).
const SIZE: f32 = 14.0;
const ROW: f32 = 21.0;
/// A step of indentation, and the room between blocks (points).
const STEP: f32 = 18.0;
const GAP: f32 = 6.0;

/// A note at a width.
pub struct Laid<'a> {
    parts: Vec<Part<'a>>,
    /// Height of all of it (points).
    pub height: f32,
    /// How much of the width its longest line takes (points).
    pub used: f32,
    width: f32,
}

struct Part<'a> {
    block: &'a NoteBlock,
    galley: Arc<Galley>,
    marker: Option<Arc<Galley>>,
    at: Vec2,
}

impl<'a> Laid<'a> {
    /// Lays a note out in a column of this width (points).
    pub fn of(ui: &Ui, text: &'a NoteText, theme: &Theme, width: f32) -> Self {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let (mut down, mut used) = (0.0, 0.0_f32);
        for block in &text.blocks {
            if !parts.is_empty() {
                down += if block.tight { 1.0 } else { GAP };
            }
            let left = STEP * f32::from(block.depth) + if block.quote { 14.0 } else { 0.0 };
            let padding = if block.kind == Kind::Code { 8.0 } else { 0.0 };
            let mut job = job(block, theme);
            job.wrap.max_width = (width - left - 2.0 * padding).max(40.0);
            let galley = ui.painter().layout_job(job);
            let marker = block.marker.as_ref().map(|marker| {
                ui.painter()
                    .layout_no_wrap(marker.clone(), font(Style::default(), false), theme.ink_second)
            });
            let height = match block.kind {
                Kind::Rule => 11.0,
                Kind::Code => galley.size().y + 2.0 * padding,
                Kind::Text | Kind::Heading => galley.size().y,
            };
            let at = vec2(left + padding, down + padding);
            used = used.max(at.x + galley.size().x + padding);
            parts.push(Part {
                block,
                galley,
                marker,
                at,
            });
            down += height;
        }
        Self {
            parts,
            height: down,
            used,
            width,
        }
    }

    /// Paints it from a point on.
    pub fn paint(&self, painter: &Painter, at: Pos2, theme: &Theme) {
        for part in &self.parts {
            let (block, min) = (part.block, at + part.at);
            let height = part.galley.size().y;
            match block.kind {
                Kind::Rule => {
                    painter.hline(at.x..=at.x + self.width, min.y + 5.0, Stroke::new(1.0, theme.line));
                    continue;
                }
                Kind::Code => {
                    let rect =
                        Rect::from_min_max(min - Vec2::splat(8.0), pos2(at.x + self.width, min.y + height + 8.0));
                    painter.rect_filled(rect, 6.0, theme.panel);
                }
                Kind::Text | Kind::Heading => {}
            }
            if block.quote {
                let x = at.x + STEP * f32::from(block.depth) + 2.0;
                painter.vline(x, min.y..=min.y + height, Stroke::new(2.0, theme.line));
            }
            if let Some(marker) = &part.marker {
                let place = pos2(min.x - STEP + 2.0, min.y + (ROW - marker.size().y) / 2.0);
                painter.galley(place, Arc::clone(marker), theme.ink_second);
            }
            painter.galley(min, Arc::clone(&part.galley), theme.ink);
        }
    }

    /// Paints it from a point on; what was clicked in it becomes an action.
    pub fn show(&self, ui: &Ui, id: Id, at: Pos2, theme: &Theme, out: &mut Vec<Action>) {
        let painter = ui.painter();
        self.paint(painter, at, theme);
        for (number, part) in self.parts.iter().enumerate() {
            let (block, min) = (part.block, at + part.at);
            for (nth, link) in block.links.iter().enumerate() {
                let says = block.text.get(link.range.usize()).unwrap_or_default();
                for (row, rect) in boxes(&part.galley, &block.text, link.range.usize())
                    .into_iter()
                    .enumerate()
                {
                    let rect = rect.translate(min.to_vec2());
                    // One stop for the keyboard, however many lines the link has.
                    let sense = if row == 0 { Sense::click() } else { Sense::CLICK };
                    let response = ui.interact(rect, id.with((number, nth, row)), sense);
                    if row == 0 {
                        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, says));
                    }
                    if response.hovered() || response.has_focus() {
                        let line = rect.bottom() - 3.0;
                        painter.hline(rect.x_range(), line, Stroke::new(1.0, theme.accent));
                    }
                    let response = response.on_hover_cursor(CursorIcon::PointingHand);
                    if response.on_hover_text(click_name(&link.target)).clicked() {
                        out.push(action(&link.target));
                    }
                }
            }
        }
    }
}

/// What a click on a link of a note does.
pub fn click_name(target: &Target) -> String {
    match target {
        Target::Name(name) => t!("notes.go_to_name", name = name),
        Target::Tag(tag) => t!("notes.show_tag", tag = tag),
        Target::Address(address, text) => match links::judge(text, address) {
            Verdict::Refuse => t!("link.never_opened"),
            Verdict::Ask => t!("link.asks", host = links::host(address)),
            Verdict::Open => return links::readable(address),
        },
    }
    .into_owned()
}

fn action(target: &Target) -> Action {
    match target {
        Target::Name(name) => Action::Notes(NotesAction::Follow(name.clone())),
        Target::Tag(tag) => Action::Notes(NotesAction::ShowTag(tag.clone())),
        Target::Address(address, text) => Action::OpenLink {
            address: address.clone(),
            text: text.clone(),
        },
    }
}

fn font(style: Style, heading: bool) -> FontId {
    let bold = heading || style.has(Style::BOLD);
    let family = match (bold, style.has(Style::ITALIC)) {
        _ if style.has(Style::CODE) => return fonts::font(SIZE - 1.0, fonts::MONO),
        (true, true) => fonts::SANS_SEMIBOLD_ITALIC,
        (true, false) => fonts::SANS_SEMIBOLD,
        (false, true) => fonts::SANS_ITALIC,
        (false, false) => return sans(SIZE),
    };
    fonts::font(if heading { SIZE + 1.0 } else { SIZE }, family)
}

fn job(block: &NoteBlock, theme: &Theme) -> LayoutJob {
    let mut job = LayoutJob::default();
    for run in &block.runs {
        let Some(text) = block.text.get(run.range.usize()) else {
            continue;
        };
        let color = if run.link { theme.accent } else { theme.ink };
        let style = if block.kind == Kind::Code {
            run.style.with(Style::CODE)
        } else {
            run.style
        };
        let background = if style.has(Style::MARK) {
            theme.highlight.fill
        } else {
            Color32::TRANSPARENT
        };
        let struck = style.has(Style::STRIKE);
        let format = TextFormat {
            font_id: font(style, block.kind == Kind::Heading),
            color,
            background,
            line_height: Some(ROW),
            strikethrough: if struck { Stroke::new(1.0, color) } else { Stroke::NONE },
            ..TextFormat::default()
        };
        job.append(text, 0.0, format);
    }
    job
}

/// The rectangles that a range of a galley's text (bytes) fills, one for each row that it touches.
fn boxes(galley: &Galley, text: &str, range: Range<usize>) -> Vec<Rect> {
    let chars = |end: usize| text.get(..end).map_or(0, |text| text.chars().count());
    let (start, end) = (chars(range.start), chars(range.end));
    let mut boxes = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let glyphs = &row.glyphs;
        // Clamped: of some scripts there are more glyphs than characters.
        let from = start.saturating_sub(first).min(glyphs.len());
        let to = end.saturating_sub(first).min(glyphs.len());
        if let (Some(left), Some(right)) = (glyphs.get(from), glyphs.get(..to).and_then(<[_]>::last))
            && from < to
        {
            boxes.push(Rect::from_min_max(
                pos2(row.pos.x + left.pos.x, row.min_y()),
                pos2(row.pos.x + right.max_x(), row.max_y()),
            ));
        }
        first += row.char_count_including_newline().0;
        if first >= end {
            break;
        }
    }
    boxes
}

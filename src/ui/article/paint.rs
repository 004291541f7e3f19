//! Painting: everything behind, in and over the text of a piece.
//!
//! egui paints grounds and underlines as high as the line box, which at a generous line height is far from the text;
//! so tints hug the text here, from about its ascent to a little below its baseline.

use eframe::egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::frames::{FrameBar, FrameLook, bars};
use super::hit::RowBox;
use super::layout::{Page, Part, spans_in};
use super::notes::NoteRange;
use super::pictures::Look;
use super::scroll::Visible;
use super::{card, marker};
use crate::study::Status;
use crate::text::{Block, BlockKind, ByteRange, Hit, MediaKind, Style};

/// What is marked in a block, besides its terms.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks<'a> {
    /// What is selected: two stretches of a phrase with a gap.
    pub selection: &'a [ByteRange],
    /// What a selected passage has of it.
    pub passage: Option<ByteRange>,
    /// What was found in it, in order.
    pub hits: &'a [Hit],
    /// The hit that the reader has come to.
    pub hit: Option<ByteRange>,
    /// The link that the keyboard has come to.
    pub link: Option<ByteRange>,
    pub hover: Option<ByteRange>,
    /// What notes are on, in the order of the text.
    pub notes: &'a [NoteRange],
    /// A range that flashes, and how strongly (0 … 1).
    pub flash: Option<(ByteRange, f32)>,
}

/// A piece on the screen.
pub(super) struct Print<'a> {
    pub painter: &'a Painter,
    pub page: Page<'a>,
    pub block: &'a Block,
    pub visible: &'a Visible,
    /// The piece's top left on the screen.
    pub origin: Pos2,
}

impl Print<'_> {
    /// Paints all of it.
    pub fn paint(&self, marks: Marks<'_>) {
        self.frames();
        self.ground(marks);
        for part in &self.visible.laid.parts {
            self.behind(part, marks);
        }
        for (galley, at) in &self.visible.laid.extras {
            self.painter
                .galley(self.origin + *at, galley.clone(), self.page.theme.ink);
        }
        for part in &self.visible.laid.parts {
            self.painter
                .galley(self.origin + part.at, part.galley.clone(), self.page.theme.ink);
        }
        if let Some(part) = self
            .visible
            .laid
            .parts
            .first()
            .filter(|_| self.visible.piece.is_first())
        {
            marker::paint(self.painter, self.page.theme, self.block, part, self.origin + part.at);
        }
        for part in &self.visible.laid.parts {
            self.over(part, marks);
        }
    }

    fn frames(&self) {
        let theme = self.page.theme;
        for bar in bars(
            self.block,
            &self.visible.laid.room,
            self.page.em(),
            self.page.column,
            self.visible.laid.covers,
        ) {
            let FrameBar {
                look,
                left,
                right,
                top,
                bottom,
                begins,
                ends,
            } = bar;
            let rect = Rect::from_min_max(self.origin + vec2(left, top), self.origin + vec2(right, bottom));
            let rule = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
            let (above, below) = (if begins { 6 } else { 0 }, if ends { 6 } else { 0 });
            match look {
                FrameLook::Quote => {
                    let radius = CornerRadius {
                        nw: above.min(2),
                        ne: above.min(2),
                        sw: below.min(2),
                        se: below.min(2),
                    };
                    self.painter
                        .rect_filled(rule, radius, theme.line.lerp_to_gamma(theme.ink_third, 0.4));
                }
                FrameLook::Callout(callout) => {
                    let radius = CornerRadius {
                        nw: above,
                        ne: above,
                        sw: below,
                        se: below,
                    };
                    self.painter.rect_filled(rect, radius, theme.panel);
                    let radius = CornerRadius { ne: 0, se: 0, ..radius };
                    self.painter.rect_filled(rule, radius, theme.callout(callout));
                }
            }
        }
    }

    /// What the block itself stands on.
    fn ground(&self, marks: Marks<'_>) {
        let (theme, room, em) = (self.page.theme, &self.visible.laid.room, self.page.em());
        let rect = Rect::from_min_max(
            self.origin + vec2(room.left, self.visible.laid.top),
            self.origin + vec2(self.page.column - room.right, self.visible.laid.covers - room.below),
        );
        self.shade_block(rect, marks);
        let hair = Stroke::new(1.0, theme.line);
        if room.footnotes_begin && room.gap > 0.0 {
            let y = self.origin.y + room.gap * 0.5;
            self.painter.hline(self.origin.x..=self.origin.x + 4.5 * em, y, hair);
        }
        match &self.block.kind {
            BlockKind::Code(_) => {
                // One that is cut into pieces is one ground.
                let (above, below) = (self.visible.piece.is_first(), !self.visible.piece.cut);
                let (above, below) = (if above { 7 } else { 0 }, if below { 7 } else { 0 });
                let radius = CornerRadius {
                    nw: above,
                    ne: above,
                    sw: below,
                    se: below,
                };
                self.painter.rect_filled(rect, radius, theme.panel);
            }
            BlockKind::TableRow { .. } if self.visible.piece.cut => {}
            BlockKind::Rule => {
                let x = rect.center().x;
                self.painter.hline(
                    x - 2.5 * em..=x + 2.5 * em,
                    rect.top() + 0.5,
                    Stroke::new(1.0, theme.ink_third),
                );
            }
            BlockKind::Media { kind, address } => self.media(*kind, address),
            BlockKind::TableRow { header, .. } => {
                let width = self.visible.laid.strip.map(|strip| strip.width.min(strip.room));
                let right = width.map_or(rect.right(), |width| rect.left() + width);
                let stroke = if *header {
                    Stroke::new(1.5, theme.line.lerp_to_gamma(theme.ink_third, 0.6))
                } else {
                    hair
                };
                self.painter.hline(rect.left()..=right, rect.bottom() - 0.5, stroke);
            }
            BlockKind::Paragraph | BlockKind::Heading(_) => {}
        }
    }

    fn media(&self, kind: MediaKind, address: &str) {
        let Some(plate) = &self.visible.laid.plate else { return };
        let (page, rect) = (self.page, plate.rect.translate(self.origin.to_vec2()));
        match plate.look {
            Look::Card => card::paint(self.painter, page.theme, rect, kind, page.em()),
            Look::Picture => page.gallery.paint(self.painter, page.theme, rect, address),
        }
    }

    fn behind(&self, part: &Part, marks: Marks<'_>) {
        let theme = self.page.theme;
        let origin = self.origin + part.at;
        for span in spans_in(self.block, part.range) {
            if span.style.has(Style::MARK) {
                let fill = theme.highlight.fill;
                part.boxes(span.range, |row| self.fill(text_box(row, part, origin), fill));
            }
            if span.style.has(Style::CODE) {
                let ground = theme.panel.lerp_to_gamma(theme.line, 0.45);
                part.boxes(span.range, |row| {
                    self.painter
                        .rect_filled(text_box(row, part, origin).expand2(vec2(1.5, 0.0)), 4.0, ground);
                });
            }
        }
        self.shades(part, marks);
        self.note_tints(part, marks.notes);
        // Behind the tints, which would turn muddy under it.
        if let Some((range, strength)) = marks.flash {
            let ground = theme.accent.gamma_multiply(0.3 * strength);
            let ring = Stroke::new(2.0, theme.accent.gamma_multiply(0.8 * strength));
            part.boxes(range, |row| {
                let rect = text_box(row, part, origin).expand(4.0);
                self.painter.rect(rect, 5.0, ground, ring, StrokeKind::Inside);
            });
        }
        let mut tints = Vec::new();
        for (term, status) in &self.visible.laid.terms {
            if let Some(tint) = theme.tint(*status) {
                part.boxes(term.range, |row| {
                    tints.push(Shape::rect_filled(text_box(row, part, origin), 2.0, tint));
                });
            }
        }
        // All at once: each call of a painter takes locks, and a page has hundreds of terms.
        self.painter.extend(tints);
        if let Some(range) = marks.hover {
            let faint = theme.ink.gamma_multiply(0.07);
            part.boxes(range, |row| self.fill(text_box(row, part, origin), faint));
        }
    }

    fn over(&self, part: &Part, marks: Marks<'_>) {
        let theme = self.page.theme;
        let origin = self.origin + part.at;
        let mut lines = Vec::new();
        for (term, status) in &self.visible.laid.terms {
            if let Some(Status::Met | Status::Familiar | Status::Nearly) = status {
                part.boxes(term.range, |row| self.underline(row, part, origin, *status, &mut lines));
            }
        }
        self.painter.extend(lines);
        for span in spans_in(self.block, part.range)
            .iter()
            .filter(|span| span.style.has(Style::STRIKE))
        {
            part.boxes(span.range, |row| {
                let y = origin.y + row.baseline - 0.26 * part.size;
                let stroke = Stroke::new((0.06 * part.size).max(1.0), theme.ink_second);
                self.painter
                    .hline(origin.x + row.left..=origin.x + row.right, y, stroke);
            });
        }
        self.note_lines(part, marks.notes);
        self.rings(part, marks);
        for range in marks.selection {
            part.boxes(*range, |row| {
                let outline = text_box(row, part, origin).expand2(vec2(2.0, 3.5));
                self.painter
                    .rect_stroke(outline, 4.0, Stroke::new(2.0, theme.accent), StrokeKind::Middle);
            });
        }
    }

    fn fill(&self, rect: Rect, color: Color32) {
        self.painter.rect_filled(rect, 2.0, color);
    }

    fn underline(&self, row: RowBox, part: &Part, origin: Pos2, status: Option<Status>, lines: &mut Vec<Shape>) {
        let rect = text_box(row, part, origin);
        let width = (0.08 * part.size).max(1.0);
        let y = rect.bottom() - 0.5 * width;
        let color = self.page.theme.mark(status);
        let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
        match status {
            Some(Status::Familiar) => {
                let stroke = Stroke::new(width, color);
                lines.extend(Shape::dashed_line(&line, stroke, 0.25 * part.size, 0.17 * part.size));
            }
            Some(Status::Nearly) => {
                let up = vec2(0.0, -0.06 * part.size);
                let inset = vec2(1.5 + 0.5 * width, 0.0);
                let color = self.page.theme.ink_second;
                let dots = [line[0] + up + inset, line[1] + up - inset];
                lines.extend(Shape::dotted_line(&dots, color, 0.2 * part.size, 0.55 * width));
            }
            _ => {
                lines.push(Shape::hline(line[0].x..=line[1].x, y, Stroke::new(width, color)));
            }
        }
    }
}

/// The box that hugs the text of a row: from about its ascent to a little below its baseline.
pub(super) fn text_box(row: RowBox, part: &Part, origin: Pos2) -> Rect {
    let baseline = origin.y + row.baseline;
    Rect::from_min_max(
        pos2(origin.x + row.left - 1.5, (baseline - 0.84 * part.size).round()),
        pos2(origin.x + row.right + 1.5, (baseline + 0.25 * part.size).round()),
    )
}

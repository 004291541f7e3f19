//! From a block to laid-out text: galleys with their places, and the way between their characters and our bytes.
//!
//! A section begins only where the look changes, since egui shapes each section alone. Where a line may break after a
//! dash, which egui never does there, a space of no width is put into the laid-out text; a [`Part`] knows of these and
//! of everything else that makes a galley's characters other than a block's bytes.

use std::sync::Arc;

use eframe::egui::{Align, Color32, Galley, Ui, Vec2, vec2};

use super::PageStyle;
use super::faces::{Face, Faces};
use super::frames::{self, Room};
use super::pictures::{Gallery, Plate};
use super::pieces::{CUT, LONGEST, Piece, byte};
use super::setting::Setting;
use super::sideways::{Shifts, Strip};
use crate::app::Reading;
use crate::study::{Status, TermRange};
use crate::text::{Block, BlockKind, ByteRange, Span, TableAlign};
use crate::ui::theme::Theme;

/// How far the first line of a paragraph is set in, in sizes of its text.
const INDENT: f32 = 1.3;
/// Left and right of code on its ground, in ems.
const CODE_PAD: f32 = 0.8;

/// What layout and painting look at; nothing of it changes within a frame.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub reading: &'a Reading,
    pub theme: &'a Theme,
    pub style: &'a PageStyle,
    /// How far wide tables are scrolled.
    pub shifts: &'a Shifts,
    /// What is kept of the pictures.
    pub gallery: &'a Gallery,
    /// Width of the column (points).
    pub column: f32,
}

/// Text of a block that was laid out in one go.
pub(super) struct Part {
    pub galley: Arc<Galley>,
    /// From the piece's top left to the galley's origin (points).
    pub at: Vec2,
    /// Which bytes of the block's text.
    pub range: ByteRange,
    /// Size of the text (points).
    pub size: f32,
    /// How far below the top of a row its baseline lies (points).
    pub baseline: f32,
    /// Where breaking spaces were put in (bytes of the galley's text), in order.
    pub joints: Vec<u32>,
}

/// A piece, laid out.
pub(super) struct Laid {
    pub room: Room,
    /// Height with the room around it (points): where the next piece begins.
    pub height: f32,
    /// How far down it reaches (points): more than its height where the next piece lies beside it.
    pub covers: f32,
    /// From the piece's top to what the block itself shows (points).
    pub top: f32,
    pub parts: Vec<Part>,
    /// Text that is not the article's: markers, the second line of a card. From the piece's top left.
    pub extras: Vec<(Arc<Galley>, Vec2)>,
    pub terms: Vec<(TermRange, Option<Status>)>,
    /// The table that it is a row of, or the row of pictures that it is a part of.
    pub strip: Option<Strip>,
    /// Left and right of it in a row of pictures (points from the row's left).
    pub cell: Option<(f32, f32)>,
    /// The picture, or the card that stands for media.
    pub plate: Option<Plate>,
}

/// How the text of a part looks before spans and terms change it.
#[derive(Clone, Copy)]
pub(super) struct Base {
    pub face: Face,
    pub size: f32,
    /// Height of a row (points, whole pixels).
    pub row: f32,
    pub color: Color32,
    pub align: TableAlign,
    /// How far the first line is set in (points).
    pub indent: f32,
    /// The text goes on in another part: its last line is one like the others.
    pub goes_on: bool,
    /// How much earlier lines are broken than the column ends (points).
    pub narrower: f32,
}

impl Page<'_> {
    /// An em of running text (points).
    pub const fn em(&self) -> f32 {
        self.style.text_size
    }

    /// Lays out a piece. Costs little when it was laid out in the last frame, since egui remembers.
    pub fn lay_out(&self, ui: &Ui, faces: &mut Faces, piece: Piece) -> Laid {
        let room = self.room(piece);
        let terms = self.reading.terms_within(piece.block, piece.range).collect();
        let mut laid = Laid {
            terms,
            ..Laid::empty(room)
        };
        let Some(block) = self.reading.article.block(piece.block) else {
            return laid;
        };
        self.callout_label(ui, faces, &mut laid);
        let content = match &block.kind {
            BlockKind::Paragraph | BlockKind::Heading(_) => self.text(ui, faces, block, piece, &mut laid),
            BlockKind::Code(_) => self.code(ui, faces, block, piece, &mut laid),
            BlockKind::Rule => 1.0,
            BlockKind::Media { kind, address } => {
                self.media(ui, faces, (piece.block, block), (*kind, address), &mut laid)
            }
            BlockKind::TableRow { table, header, cells } => {
                let cells = cells.iter().map(|&cell| cut_to(cell, piece.range)).collect::<Vec<_>>();
                self.table_row(ui, faces, block, piece.block, (*table, *header, &cells), &mut laid)
            }
        };
        laid.covers = laid.top + content + laid.room.below;
        let film = self.gallery.films.of_block(piece.block);
        let goes_on = film.is_some_and(|film| !film.is_last(piece.block));
        laid.height = if goes_on { 0.0 } else { laid.covers };
        laid
    }

    /// The room around a piece; a block that is cut has it only at its two ends.
    pub fn room(&self, piece: Piece) -> Room {
        let article = &self.reading.article;
        if let Some(film) = self.gallery.films.of_block(piece.block) {
            // The pictures of a row share the room around it.
            let mut room = frames::room(article, film.first, self.em());
            room.below = frames::room(article, film.last(), self.em()).below;
            return room;
        }
        let mut room = frames::room(article, piece.block, self.em());
        if !piece.is_first() {
            (room.gap, room.above, room.label) = (0.0, 0.0, None);
        }
        if piece.cut {
            room.below = 0.0;
        }
        if piece.is_first() && self.is_set_in(piece.block) {
            room.gap = 0.0;
        }
        room
    }

    /// Whether the first line of a block tells that a new paragraph begins, rather than room above it.
    fn is_set_in(&self, number: u32) -> bool {
        self.style.indented && frames::goes_on(&self.reading.article, number)
    }

    /// The look of a block's running text.
    pub fn base(&self, ui: &Ui, block: &Block, scale: f32) -> Base {
        let (factor, line, face) = match block.kind {
            BlockKind::Heading(1) => (1.7, 1.2, Face::Bold),
            BlockKind::Heading(2) => (1.35, 1.25, Face::Bold),
            BlockKind::Heading(3) => (1.15, 1.3, Face::Bold),
            BlockKind::Heading(4) => (1.0, 1.4, Face::Bold),
            BlockKind::Heading(_) => (0.9, 1.4, Face::Bold),
            BlockKind::Code(_) => (0.76, 1.5, Face::Mono),
            BlockKind::TableRow { .. } => (0.86, 1.4, Face::Regular),
            BlockKind::Media { .. } => (0.68, 1.4, Face::Sans),
            BlockKind::Paragraph | BlockKind::Rule => (1.0, self.style.line_height, Face::Regular),
        };
        let size = self.em() * scale * factor;
        let pixels = ui.pixels_per_point();
        Base {
            face,
            size,
            row: (size * line * pixels).round() / pixels,
            color: self.theme.ink,
            align: TableAlign::Left,
            indent: 0.0,
            goes_on: false,
            narrower: 0.0,
        }
    }

    /// How the running text of a piece is set, and how wide (points); `None` where it is no running text.
    pub fn running(&self, ui: &Ui, block: &Block, piece: Piece, room: &Room) -> Option<(Base, f32)> {
        let mut base = self.base(ui, block, room.scale);
        let width = self.column - room.left - room.right;
        base.narrower = f32::from(piece.narrower) / 4.0;
        base.goes_on = piece.cut && !block.slice(piece.range).ends_with('\n');
        match block.kind {
            BlockKind::Paragraph | BlockKind::Heading(_) => {
                if piece.is_first() && self.is_set_in(piece.block) {
                    base.indent = (INDENT * base.size).round();
                }
                Some((base, width))
            }
            BlockKind::Code(_) => Some((base, width - 2.0 * CODE_PAD * self.em())),
            BlockKind::Rule | BlockKind::Media { .. } | BlockKind::TableRow { .. } => None,
        }
    }

    /// The name of a callout that has no title of its own: its colour alone would not tell.
    fn callout_label(&self, ui: &Ui, faces: &mut Faces, laid: &mut Laid) {
        let Some(label) = laid.room.label else { return };
        let font = faces.font(Face::SansSemibold, 0.68 * self.em());
        let name = frames::callout_name(label.callout);
        let galley = ui.painter().layout_no_wrap(name, font, self.theme.ink_second);
        let at = vec2(label.left, laid.top - frames::LABEL * self.em());
        laid.extras.push((galley, at));
    }

    fn text(&self, ui: &Ui, faces: &mut Faces, block: &Block, piece: Piece, laid: &mut Laid) -> f32 {
        let Some((base, width)) = self.running(ui, block, piece, &laid.room) else {
            return 0.0;
        };
        let part = self.part(ui, faces, (block, piece.shown(block)), base, width, &laid.terms);
        let part = Part {
            at: vec2(laid.room.left, laid.top),
            ..part
        };
        let height = part.galley.size().y;
        if piece.is_first() {
            self.marker(ui, faces, block, &part, laid);
        }
        laid.parts.push(part);
        height
    }

    fn code(&self, ui: &Ui, faces: &mut Faces, block: &Block, piece: Piece, laid: &mut Laid) -> f32 {
        let Some((base, width)) = self.running(ui, block, piece, &laid.room) else {
            return 0.0;
        };
        let (pad_x, pad_y) = (CODE_PAD * self.em(), 0.6 * self.em());
        let above = if piece.is_first() { pad_y } else { 0.0 };
        let below = if piece.cut { 0.0 } else { pad_y };
        let part = self.part(ui, faces, (block, piece.shown(block)), base, width, &laid.terms);
        let height = part.galley.size().y;
        laid.parts.push(Part {
            at: vec2(laid.room.left + pad_x, laid.top + above),
            ..part
        });
        above + height + below
    }

    /// Lays out a range of a block's text; its place is for the caller to say. What is far longer than a piece (the caption
    /// of a picture, say) is cut off.
    pub fn part(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        (block, range): (&Block, ByteRange),
        base: Base,
        width: f32,
        terms: &[(TermRange, Option<Status>)],
    ) -> Part {
        let range = shown(block, range);
        let baseline = faces.baseline(ui, base.face, base.size, base.row);
        let (mut job, joints) = Setting::new(*self, ui, faces, base, baseline).set(block, range, terms);
        job.wrap.max_width = (width - base.narrower).max(base.size);
        job.halign = match base.align {
            TableAlign::Left => Align::LEFT,
            TableAlign::Center => Align::Center,
            TableAlign::Right => Align::RIGHT,
        };
        let mut galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        if self.style.justified && matches!(block.kind, BlockKind::Paragraph) {
            galley = faces
                .justified
                .spread(galley, base.size, (width.max(base.size), base.goes_on));
        }
        Part {
            galley,
            at: Vec2::ZERO,
            range,
            size: base.size,
            baseline,
            joints,
        }
    }
}

impl Laid {
    /// Nothing yet, with room around it.
    pub fn empty(room: Room) -> Self {
        let top = room.gap + room.above;
        Self {
            room,
            height: top,
            covers: top,
            top,
            parts: Vec::new(),
            extras: Vec::new(),
            terms: Vec::new(),
            strip: None,
            cell: None,
            plate: None,
        }
    }
}

/// The spans of a block that share something with a range.
pub(super) fn spans_in(block: &Block, range: ByteRange) -> &[Span] {
    let start = block.spans.partition_point(|span| span.range.end <= range.start);
    let end = block.spans.partition_point(|span| span.range.start < range.end);
    block.spans.get(start..end).unwrap_or_default()
}

/// What a piece has of a cell; empty before or behind it.
fn cut_to(cell: ByteRange, piece: ByteRange) -> ByteRange {
    let start = cell.start.clamp(piece.start, piece.end);
    ByteRange::new(start, cell.end.clamp(start, piece.end.max(start)))
}

/// As much of a range as is laid out in one go. A piece that begins with the line in which its block was cut is longer
/// than any was cut, and none of it may be lost.
fn shown(block: &Block, range: ByteRange) -> ByteRange {
    let most = range.start as usize + LONGEST + CUT;
    if range.end as usize <= most {
        return range;
    }
    ByteRange::new(range.start, byte(block.text.floor_char_boundary(most)))
}

impl Part {
    /// The byte of the galley's text for a byte of the block's; behind a joint there, unless it ends a range.
    pub fn galley_byte(&self, byte: u32, ends: bool) -> usize {
        let byte = byte.clamp(self.range.start, self.range.end) - self.range.start;
        let before = |(nth, joint): &(u32, u32)| if ends { joint - nth < byte } else { joint - nth <= byte };
        let joints = (0u32..).zip(self.joints.iter().copied()).take_while(before).count();
        (byte as usize + joints).min(self.galley.text().len())
    }

    /// The byte of the block's text for a byte of the galley's.
    pub fn block_byte(&self, galley_byte: usize) -> u32 {
        let joints = self.joints.partition_point(|&joint| (joint as usize) < galley_byte);
        (self.range.start + byte(galley_byte - joints.min(galley_byte))).min(self.range.end)
    }
}

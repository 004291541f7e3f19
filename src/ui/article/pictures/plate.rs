//! A picture on the page with its caption under it, or the card that stands for it.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Rect, Ui, Vec2, pos2, vec2};
use rust_i18n::t;

use super::super::card;
use super::super::faces::{Face, Faces};
use super::super::layout::{Laid, Page, Part};
use super::super::pieces::byte_range;
use super::controls::{Control, controls};
use crate::app::pictures::picture_error;
use crate::text::{Block, MediaKind};
use crate::ui::widgets::sans;
use crate::worker::{PictureSize, PictureState};

/// Room inside a card, in ems.
const PAD: f32 = 0.95;
/// From the card's left to its text, in ems.
const TEXT_LEFT: f32 = 2.75;
/// Room between a picture and its caption, in ems.
const CAPTION_GAP: f32 = 0.4;
/// A picture is at most so high, in widths of its column.
const HIGHEST: f32 = 1.2;
/// A picture narrower than this, in widths of its column, is small.
const SMALL: f32 = 0.45;
/// Below this width, in ems, the buttons of a card stand under its text.
const NARROW: f32 = 21.0;

/// What a block of media shows besides its words.
#[derive(Clone, Debug)]
pub(in super::super) struct Plate {
    /// From the piece's top left (points).
    pub rect: Rect,
    /// What it looks like.
    pub look: Look,
    /// What can be done with it, and where the buttons for that stand.
    pub controls: &'static [Control],
    /// From the piece's top left (points).
    pub controls_rect: Rect,
}

/// What a plate looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Look {
    /// A card with an icon.
    Card,
    /// The picture itself.
    Picture,
}

/// Where a plate goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// From the piece's top left (points).
    pub at: Vec2,
    /// Room for it (points).
    pub width: f32,
    /// In a row of pictures: how high the picture is.
    pub row: Option<f32>,
    /// It stands alone, or first in its row.
    pub first: bool,
}

/// The size at which a picture is shown (points): as wide as the column, never larger than it is.
pub(super) fn single(size: PictureSize, width: f32) -> Vec2 {
    fitted(size, vec2(width, width * HIGHEST))
}

/// The largest size of a picture's shape that fits, not larger than a point for each of its points.
pub(super) fn fitted(size: PictureSize, room: Vec2) -> Vec2 {
    #[expect(clippy::cast_precision_loss, reason = "sides have at most 8192 points")]
    let natural = vec2(size.width as f32, size.height as f32);
    let scale = (room.x / natural.x).min(room.y / natural.y).min(1.0);
    (natural * scale).round().max(Vec2::splat(1.0))
}

impl Page<'_> {
    /// Lays out what stands for media, and its words. Returns its height (points).
    pub(in super::super) fn media(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        (number, block): (u32, &Block),
        (kind, address): (MediaKind, &str),
        laid: &mut Laid,
    ) -> f32 {
        if let Some(film) = self.gallery.films.of_block(number) {
            return self.film_cell(ui, faces, film, (number, block), laid);
        }
        let stand = Stand {
            at: vec2(laid.room.left, laid.top),
            width: self.column - laid.room.left - laid.room.right,
            row: None,
            first: true,
        };
        self.plate(ui, faces, block, (kind, address), stand, laid)
    }

    /// Lays out a picture or a card where it stands. Returns its height (points).
    pub(super) fn plate(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        block: &Block,
        (kind, address): (MediaKind, &str),
        stand: Stand,
        laid: &mut Laid,
    ) -> f32 {
        match self.ready(address).filter(|_| kind == MediaKind::Picture) {
            Some(size) => self.picture(ui, faces, block, size, stand, laid),
            None => self.card(ui, faces, block, (kind, address), stand, laid),
        }
    }

    fn picture(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        block: &Block,
        size: PictureSize,
        Stand { at, width, row, .. }: Stand,
        laid: &mut Laid,
    ) -> f32 {
        let shown = row.map_or_else(|| single(size, width), |row| fitted(size, vec2(width, row)));
        let height = row.unwrap_or(shown.y);
        // In the middle of its room, but a small one where the text begins; whole points keep it sharp.
        let rest = (vec2(width, height) - shown) / 2.0;
        let small = row.is_none() && shown.x < SMALL * width;
        let inset = if small { 0.0 } else { rest.x.round() };
        let corner = at + vec2(inset, rest.y.round());
        laid.plate = Some(Plate {
            rect: Rect::from_min_size(corner.to_pos2(), shown),
            look: Look::Picture,
            controls: &[],
            controls_rect: Rect::NOTHING,
        });
        if block.text.is_empty() {
            return height;
        }
        let gap = (CAPTION_GAP * self.em()).round();
        let base = self.base(ui, block, 1.0);
        let range = byte_range(0, block.text.len());
        // As wide as the picture, if that is wide enough for words.
        let (left, width) = if row.is_none() && !small {
            (inset, shown.x)
        } else {
            (0.0, width)
        };
        let part = self.part(ui, faces, (block, range), base, width, &laid.terms);
        let caption = part.galley.size().y;
        laid.parts.push(Part {
            at: at + vec2(left, height + gap),
            ..part
        });
        height + gap + caption
    }

    fn card(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        block: &Block,
        (kind, address): (MediaKind, &str),
        stand: Stand,
        laid: &mut Laid,
    ) -> f32 {
        let em = self.em();
        let base = self.base(ui, block, 1.0);
        let controls = controls(self.reading, (kind, address), stand.first);
        let narrow = stand.width < NARROW * em;
        let beside = if narrow { 0.0 } else { controls_width(ui, controls) };
        let left = stand.at.x + TEXT_LEFT * em;
        let width = (stand.width - (TEXT_LEFT + PAD) * em - beside).max(4.0 * em);
        let mut down = PAD * em;
        if !block.text.is_empty() {
            let range = byte_range(0, block.text.len());
            let part = self.part(ui, faces, (block, range), base, width, &laid.terms);
            let height = part.galley.size().y;
            laid.parts.push(Part {
                at: vec2(left, stand.at.y + down),
                ..part
            });
            down += height;
        }
        let standing = self.standing(kind, address);
        let origin = card::origin(kind, address, standing.is_some());
        for (text, rows) in [(Some(origin), 1), (standing, 3)] {
            let Some(text) = text else { continue };
            let mut line = LayoutJob::default();
            let format = TextFormat::simple(faces.font(Face::Sans, base.size * 0.92), self.theme.ink_second);
            let format = TextFormat {
                line_height: Some(base.row),
                ..format
            };
            line.append(&text, 0.0, format);
            line.wrap.max_width = width;
            line.wrap.max_rows = rows;
            line.wrap.break_anywhere = rows == 1;
            let line = ui.fonts_mut(|fonts| fonts.layout_job(line));
            let height = line.size().y;
            laid.extras.push((line, vec2(left, stand.at.y + down)));
            down += height;
        }
        let corner = stand.at.to_pos2();
        let controls_rect = if controls.is_empty() {
            Rect::NOTHING
        } else if narrow {
            let top = corner.y + down + 0.5 * em;
            down += 0.5 * em + BUTTON;
            Rect::from_min_size(pos2(left, top), vec2(width, BUTTON))
        } else {
            // Beside the text, in the middle of the card.
            let right = corner.x + stand.width - PAD * em;
            let middle = corner.y + f32::midpoint(down, PAD * em);
            Rect::from_x_y_ranges(
                right - beside + BUTTON_GAP..=right,
                middle - BUTTON / 2.0..=middle + BUTTON / 2.0,
            )
        };
        let height = down + PAD * em;
        laid.plate = Some(Plate {
            rect: Rect::from_min_size(corner, vec2(stand.width, height)),
            look: Look::Card,
            controls,
            controls_rect,
        });
        height
    }

    /// What is said on a card of how the picture stands.
    fn standing(&self, kind: MediaKind, address: &str) -> Option<String> {
        if kind != MediaKind::Picture {
            return None;
        }
        match self.reading.pictures.state(address)? {
            PictureState::Failed(error) => Some(picture_error(error)),
            PictureState::Waiting => Some(t!("picture.waiting").into_owned()),
            PictureState::Fetching { done: 0, .. } => Some(t!("picture.fetching").into_owned()),
            PictureState::Fetching { done, total: None } => Some(t!("picture.fetched", done = done >> 10).into_owned()),
            PictureState::Fetching {
                done,
                total: Some(total),
            } => Some(t!("picture.fetched_of", done = done >> 10, total = total >> 10).into_owned()),
            PictureState::Unasked | PictureState::Ready(_) => None,
        }
    }

    /// The size at which the picture of a block is shown (points).
    pub(super) fn shown_size(&self, number: u32, size: PictureSize) -> Vec2 {
        let room = super::super::frames::room(&self.reading.article, number, self.em());
        let width = self.column - room.left - room.right;
        match self.gallery.films.of_block(number) {
            Some(_) => fitted(size, vec2(width, super::films::row_height(width))),
            None => single(size, width),
        }
    }

    /// About how high the media of a block is with its words (points), before anything is laid out; exact for a picture
    /// without words.
    pub(in super::super) fn media_estimate(&self, number: u32, advance: f32) -> f32 {
        let em = self.em();
        let Some(block) = self.reading.article.block(number) else {
            return 0.0;
        };
        let room = super::super::frames::room(&self.reading.article, number, em);
        let width = (self.column - room.left - room.right).max(4.0 * em);
        let words = |width: f32| {
            #[expect(clippy::cast_precision_loss)]
            let rows = (block.text.len() as f32 * advance * 0.72 / width).ceil();
            rows * 0.68 * 1.4 * em
        };
        let address = crate::app::pictures::picture_address(&block.kind);
        if let Some(film) = self.gallery.films.of_block(number) {
            // The last of a row has the height of all.
            return if film.is_last(number) {
                super::films::row_height(width) + words(0.8 * width)
            } else {
                0.0
            };
        }
        match address.and_then(|address| self.ready(address)) {
            Some(size) if block.text.is_empty() => single(size, width).y,
            Some(size) => single(size, width).y + (CAPTION_GAP * em).round() + words(width),
            None => words(width - (TEXT_LEFT + PAD) * em) + 2.9 * em,
        }
    }
}

/// Height of a button (points).
pub(super) const BUTTON: f32 = 30.0;
/// Room inside a button, left and right (points).
pub(super) const BUTTON_PAD: f32 = 12.0;
/// Room between two buttons (points).
pub(super) const BUTTON_GAP: f32 = 8.0;

/// Room for the buttons of a card, side by side, and the gap to the text before them (points).
fn controls_width(ui: &Ui, controls: &[Control]) -> f32 {
    let width = |control: &Control| {
        let text = ui
            .painter()
            .layout_no_wrap(control.name(), sans(13.0), eframe::egui::Color32::BLACK);
        text.size().x + 2.0 * BUTTON_PAD + 2.0 + BUTTON_GAP
    };
    controls.iter().map(width).sum::<f32>().ceil()
}

//! Pictures on the page: shown in line once their size is known, cards until then.
//!
//! How high a picture stands is reckoned from its header and the width of the column, so the height is exact before the
//! pixels are there. Pixels come from another thread, are uploaded one picture a frame, and are let go when they are far
//! from the view (`textures`). Pictures that follow each other form a row that scrolls sideways (`films`). What can be
//! done with a picture is a button or the picture itself (`controls`); a click shows it alone (`lightbox`).

mod controls;
mod films;
mod lightbox;
mod plate;
#[cfg(test)]
mod tests;
mod textures;

use std::ops::Range;

use eframe::egui::{Color32, Context, Painter, Rect, Ui};

pub(super) use self::films::Films;
pub use self::lightbox::lightbox_ui;
pub(super) use self::plate::{Look, Plate};

use self::films::FilmStyle;
use self::lightbox::Lightbox;
use self::textures::Textures;
use super::PageStyle;
use super::layout::Page;
use crate::app::pictures::picture_address;
use crate::app::{Action, PictureAction, Reading};
use crate::ui::theme::Theme;
use crate::worker::{PictureSize, PictureState, WantedPicture};

/// So many pictures are asked for at a time.
const WANTED: usize = 16;

/// What the page keeps of its pictures.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    pub films: Films,
    textures: Textures,
    lightbox: Option<Lightbox>,
    /// Show a picture enlarged as soon as it is known which are in view.
    enlarge: bool,
    /// Which revision of the pictures the heights are of.
    revision: u64,
}

impl Gallery {
    /// For another article.
    pub fn of(reading: &Reading) -> Self {
        Self {
            films: Films::of(&reading.article),
            ..Self::default()
        }
    }

    /// At the beginning of a frame: takes in what came. Returns whether pictures may have other heights than before.
    pub fn begin(&mut self, ui: &Ui, reading: &Reading, style: &PageStyle, column: f32, out: &mut Vec<Action>) -> bool {
        if reading.pictures.is_empty() {
            return false;
        }
        self.take(ui.ctx(), reading, out);
        self.films.fit(FilmStyle {
            style: *style,
            column,
            pixels_per_point: ui.pixels_per_point(),
            revision: reading.pictures.revision,
            generation: reading.generation,
        });
        std::mem::replace(&mut self.revision, reading.pictures.revision) != reading.pictures.revision
    }

    /// Uploads what came; one picture a frame, since each takes a moment.
    fn take(&mut self, ctx: &Context, reading: &Reading, out: &mut Vec<Action>) {
        let Some(arrived) = reading.pictures.arrived.first() else {
            return;
        };
        if arrived.enlarged {
            if let Some(lightbox) = &mut self.lightbox {
                lightbox.take(ctx, arrived);
            }
        } else {
            self.textures.take(ctx, arrived);
        }
        out.push(Action::Picture(PictureAction::Taken(arrived.clone())));
    }

    /// Shows the picture in view, or the nearest one, as soon as the page knows which that is.
    pub fn enlarge_in_view(&mut self) {
        self.enlarge = true;
    }

    /// Paints a picture, or the ground on which it will stand.
    pub fn paint(&self, painter: &Painter, theme: &Theme, rect: Rect, address: &str) {
        match self.textures.get(address) {
            Some(texture) => {
                painter.image(texture.id(), rect, textures::WHOLE, Color32::WHITE);
            }
            None => {
                painter.rect_filled(rect, 2.0, theme.panel);
            }
        }
    }

    /// Whether a picture is shown enlarged.
    pub const fn is_enlarged(&self) -> bool {
        self.lightbox.is_some()
    }
}

impl Page<'_> {
    /// The size of a picture that can be shown.
    fn ready(&self, address: &str) -> Option<PictureSize> {
        match self.reading.pictures.state(address) {
            Some(PictureState::Ready(size)) => Some(*size),
            _ => None,
        }
    }
}

/// What lies in view, and around it, by block.
pub(super) struct Nearby {
    /// In view.
    pub seen: Range<u32>,
    /// To be asked for now.
    pub near: Range<u32>,
    /// To be kept.
    pub kept: Range<u32>,
}

/// After a frame is laid out: asks for the pictures that are near, lets those go that are far.
pub(super) fn keep_up(ui: &Ui, page: Page<'_>, nearby: &Nearby, out: &mut Vec<Action>) -> Vec<Box<str>> {
    if page.reading.pictures.is_empty() {
        return Vec::new();
    }
    let blocks = &page.reading.article.blocks;
    let addresses = |range: &Range<u32>| {
        let numbers = range.start..range.end.min(u32::try_from(blocks.len()).unwrap_or(u32::MAX));
        numbers.filter_map(|number| Some((number, picture_address(&blocks.get(number as usize)?.kind)?)))
    };
    let mut wanted: Vec<WantedPicture> = Vec::new();
    if let Some(lightbox) = &page.gallery.lightbox {
        wanted.extend(lightbox.wanted(ui, page.reading));
    }
    let pixels = ui.pixels_per_point();
    let largest = u32::try_from(ui.input(|input| input.max_texture_side)).unwrap_or(2048);
    let before = nearby.near.start..nearby.seen.start;
    for (number, address) in addresses(&nearby.seen)
        .chain(addresses(&(nearby.seen.end..nearby.near.end)))
        .chain(addresses(&before))
    {
        let Some(natural) = page.ready(address) else { continue };
        let shown = page.shown_size(number, natural);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "points on a screen"
        )]
        let side = |points: f32| ((points * pixels).round() as u32).clamp(1, largest);
        let fit = (side(shown.x), side(shown.y));
        let known = wanted.iter().any(|other| *other.address == *address && !other.enlarged);
        let arrived = page
            .reading
            .pictures
            .arrived
            .iter()
            .any(|arrived| *arrived.address == *address && !arrived.enlarged);
        if known || arrived || page.gallery.textures.serves(address, natural.within(fit)) {
            continue;
        }
        wanted.push(WantedPicture {
            address: address.into(),
            fit,
            enlarged: false,
        });
        if wanted.len() >= WANTED {
            break;
        }
    }
    if wanted != page.reading.pictures.wanted {
        out.push(Action::Picture(PictureAction::Want(wanted)));
    }
    let kept: std::collections::HashSet<&str> = addresses(&nearby.kept).map(|(_, address)| address).collect();
    page.gallery.textures.others(&kept)
}

impl Gallery {
    /// At the end of a frame: lets the pictures go that [`keep_up`] found to be far, and opens the one that is to be
    /// enlarged.
    pub fn end(&mut self, ui: &Ui, reading: &Reading, far: &[Box<str>], seen: &Range<u32>, enlarge: Option<u32>) {
        self.textures.forget(far);
        let asked = std::mem::take(&mut self.enlarge).then(|| lightbox::nearest(reading, seen));
        if let Some(block) = enlarge.or(asked.flatten()) {
            self.lightbox = Some(Lightbox::new(block));
            ui.ctx().request_repaint();
        }
    }
}

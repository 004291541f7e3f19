//! A picture by itself, over the whole window: as large as fits, or point for point.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align, Align2, Color32, Context, CursorIcon, Id, Key, Modal, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke,
    TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::controls::spoken_name;
use super::textures::{Textures, WHOLE, upload};
use crate::app::Reading;
use crate::app::pictures::picture_address;
use crate::ui::article::ArticleState;
use crate::ui::widgets::sans;
use crate::worker::{DecodedPicture, PictureSize, PictureState, WantedPicture};

/// An enlarged picture has no longer side than this, whatever the graphics card could hold (points): it takes memory.
const LARGEST: u32 = 4096;
/// Above and below the picture (points).
const MARGIN: Vec2 = vec2(56.0, 60.0);
/// Behind the picture, in every theme.
const GROUND: Color32 = Color32::from_rgb(0x14, 0x13, 0x12);
/// Text on it.
const INK: Color32 = Color32::from_rgb(0xE9, 0xE5, 0xDC);
/// Text of less weight on it.
const INK_SECOND: Color32 = Color32::from_rgb(0xB4, 0xAE, 0xA1);

/// The picture that is shown alone.
pub(super) struct Lightbox {
    block: u32,
    texture: Option<(Box<str>, TextureHandle, PictureSize)>,
    /// Point for point; how far it is moved from the middle (points).
    actual: Option<Vec2>,
    fresh: bool,
}

impl std::fmt::Debug for Lightbox {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Lightbox").field(&self.block).finish()
    }
}

/// The blocks whose pictures can be shown, in order.
fn shown(reading: &Reading) -> impl DoubleEndedIterator<Item = u32> {
    let blocks = (0u32..).zip(&reading.article.blocks);
    let blocks: Vec<u32> = blocks
        .filter(|(_, block)| natural(reading, picture_address(&block.kind)).is_some())
        .map(|(number, _)| number)
        .collect();
    blocks.into_iter()
}

fn natural(reading: &Reading, address: Option<&str>) -> Option<PictureSize> {
    match reading.pictures.state(address?) {
        Some(PictureState::Ready(size)) => Some(*size),
        _ => None,
    }
}

/// The first picture in view, else the next below, else the last above.
pub(super) fn nearest(reading: &Reading, seen: &Range<u32>) -> Option<u32> {
    let below = shown(reading).find(|block| *block >= seen.start);
    below.or_else(|| shown(reading).next_back())
}

impl Lightbox {
    pub fn new(block: u32) -> Self {
        Self {
            block,
            texture: None,
            actual: None,
            fresh: true,
        }
    }

    /// The enlarged picture has come.
    pub fn take(&mut self, ctx: &Context, picture: &Arc<DecodedPicture>) {
        self.texture = Some((picture.address.clone(), upload(ctx, picture), picture.size));
    }

    /// The picture as it is to be enlarged, if it is not there yet.
    pub fn wanted(&self, ui: &Ui, reading: &Reading) -> Option<WantedPicture> {
        let address = picture_address(&reading.article.block(self.block)?.kind)?;
        natural(reading, Some(address))?;
        let there = self.texture.as_ref().is_some_and(|(known, ..)| **known == *address);
        let arrived = reading
            .pictures
            .arrived
            .iter()
            .any(|arrived| arrived.enlarged && *arrived.address == *address);
        if there || arrived {
            return None;
        }
        let side = u32::try_from(ui.input(|input| input.max_texture_side))
            .unwrap_or(2048)
            .min(LARGEST);
        Some(WantedPicture {
            address: address.into(),
            fit: (side, side),
            enlarged: true,
        })
    }

    fn go(&mut self, block: Option<u32>) {
        if let Some(block) = block {
            self.block = block;
            self.actual = None;
            self.texture = None;
        }
    }
}

/// Draws the enlarged picture, if there is one, and takes its keys.
pub fn lightbox_ui(ctx: &Context, reading: Option<&Reading>, state: &mut ArticleState) {
    let gallery = &mut state.gallery;
    let Some(lightbox) = &mut gallery.lightbox else { return };
    let found = reading.and_then(|reading| {
        let block = reading.article.block(lightbox.block)?;
        let size = natural(reading, picture_address(&block.kind))?;
        Some((reading, size))
    });
    let Some((reading, size)) = found else {
        gallery.lightbox = None;
        return;
    };
    let mut view = View {
        reading,
        textures: &gallery.textures,
        lightbox,
        size,
    };
    let modal = Modal::new(Id::unique("lightbox"))
        .frame(eframe::egui::Frame::NONE)
        .backdrop_color(GROUND)
        .show(ctx, |ui| view.ui(ui));
    if modal.should_close() || modal.inner {
        gallery.lightbox = None;
        ctx.request_repaint();
    }
}

struct View<'a> {
    reading: &'a Reading,
    textures: &'a Textures,
    lightbox: &'a mut Lightbox,
    size: PictureSize,
}

impl View<'_> {
    /// Returns whether it is to close.
    fn ui(&mut self, ui: &mut Ui) -> bool {
        let window = ui.ctx().content_rect();
        ui.set_min_size(window.size());
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Dialog);
            node.set_label(t!("picture.overlay").into_owned());
        });
        let all: Vec<u32> = shown(self.reading).collect();
        let at = all.iter().position(|block| *block == self.lightbox.block).unwrap_or(0);
        let (before, after) = (
            at.checked_sub(1).and_then(|at| all.get(at)).copied(),
            all.get(at + 1).copied(),
        );
        let room = window.shrink2(MARGIN);
        self.picture_ui(ui, window, room);
        self.caption_ui(ui, window, (at + 1, all.len()));
        let mut close = false;
        let mut go = None;
        let buttons = [
            (
                "picture.previous",
                Sign::Back,
                room.left_center() - vec2(MARGIN.x / 2.0, 0.0),
                before.is_some(),
            ),
            (
                "picture.next",
                Sign::Forward,
                room.right_center() + vec2(MARGIN.x / 2.0, 0.0),
                after.is_some(),
            ),
            (
                "picture.close",
                Sign::Close,
                pos2(window.right() - MARGIN.x / 2.0, window.top() + MARGIN.y / 2.0),
                true,
            ),
        ];
        for (number, (name, sign, center, on)) in buttons.into_iter().enumerate() {
            if on && round_button(ui, &t!(name), sign, center).clicked() {
                match number {
                    0 => go = before,
                    1 => go = after,
                    _ => close = true,
                }
            }
        }
        let (back, forward) = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowLeft), pressed(Key::ArrowRight))
        });
        if back {
            go = before;
        } else if forward {
            go = after;
        }
        if go.is_some() {
            self.lightbox.go(go);
            ui.ctx().request_repaint();
        }
        close
    }

    /// The picture, which a click shows point for point, and a drag moves about then.
    fn picture_ui(&mut self, ui: &mut Ui, window: Rect, room: Rect) {
        let pixels = ui.pixels_per_point();
        let address = self
            .reading
            .article
            .block(self.lightbox.block)
            .and_then(|block| picture_address(&block.kind));
        let address = address.unwrap_or_default();
        let large = self.lightbox.texture.as_ref().filter(|(known, ..)| **known == *address);
        // Larger than what can be held it is not shown point for point.
        let points = large.map_or_else(|| self.size.within((LARGEST, LARGEST)), |(.., size)| *size);
        #[expect(clippy::cast_precision_loss, reason = "sides have at most 8192 points")]
        let natural = vec2(points.width as f32, points.height as f32);
        let actual = natural / pixels;
        let scale = (room.width() / natural.x).min(room.height() / natural.y).min(2.0);
        let fitted = natural * scale;
        let shown = if self.lightbox.actual.is_some() { actual } else { fitted };
        let over = ((shown - window.size()) / 2.0).max(Vec2::ZERO);
        let moved = self.lightbox.actual.unwrap_or_default().clamp(-over, over);
        let center = if self.lightbox.actual.is_some() {
            window.center()
        } else {
            room.center()
        };
        let rect = Rect::from_center_size(center + moved, shown);
        let texture = large
            .map(|(_, texture, _)| texture)
            .or_else(|| self.textures.get(address));
        let painter = ui.painter().clone();
        match texture {
            Some(texture) => painter.image(texture.id(), on_pixels(rect, pixels), WHOLE, Color32::WHITE),
            None => painter.rect_filled(rect, 0.0, Color32::from_white_alpha(10)),
        };
        let response = ui.interact(window, Id::unique("enlarged picture"), Sense::click_and_drag());
        let name = self
            .reading
            .article
            .block(self.lightbox.block)
            .map(spoken_name)
            .unwrap_or_default();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        response.ctx.accesskit_node_builder(response.id, |node| {
            let how = if self.lightbox.actual.is_some() {
                t!("picture.actual")
            } else {
                t!("picture.whole")
            };
            node.set_description(how.into_owned());
        });
        if std::mem::take(&mut self.lightbox.fresh) {
            response.request_focus();
        }
        if response.has_focus() {
            let filter = eframe::egui::EventFilter {
                horizontal_arrows: true,
                ..eframe::egui::EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        self.move_about(ui, &response, rect, moved, actual);
    }

    fn move_about(&mut self, ui: &Ui, response: &Response, rect: Rect, moved: Vec2, actual: Vec2) {
        let larger = actual - rect.size();
        if response.clicked() && (self.lightbox.actual.is_some() || larger.length() > 8.0) {
            // What was clicked stays under the pointer.
            let window = response.rect;
            let pointer = response.interact_pointer_pos().unwrap_or(rect.center());
            let scale = actual / rect.size().max(Vec2::splat(1.0));
            let from_center = (pointer - rect.center()) * scale;
            self.lightbox.actual = match self.lightbox.actual {
                Some(_) => None,
                None => Some(pointer - window.center() - from_center),
            };
            ui.ctx().request_repaint();
            return;
        }
        if self.lightbox.actual.is_none() {
            if larger.length() > 8.0 {
                ui.set_cursor_icon(CursorIcon::ZoomIn);
            }
            return;
        }
        let wheel = ui.input(|input| input.smooth_scroll_delta);
        self.lightbox.actual = Some(moved + response.drag_delta() + wheel);
        ui.set_cursor_icon(if response.dragged() {
            CursorIcon::Grabbing
        } else {
            CursorIcon::ZoomOut
        });
    }

    fn caption_ui(&self, ui: &Ui, window: Rect, (number, count): (usize, usize)) {
        let painter = ui.painter();
        let strip = Rect::from_min_max(pos2(window.left(), window.bottom() - MARGIN.y), window.max);
        let place = t!("picture.place", number = number, count = count);
        let caption = self
            .reading
            .article
            .block(self.lightbox.block)
            .map_or("", |block| &*block.text);
        if count > 1 {
            let at = pos2(window.left() + MARGIN.x / 2.0, window.top() + MARGIN.y / 2.0);
            painter.text(at, Align2::LEFT_CENTER, place, sans(13.0), INK_SECOND);
        }
        if caption.is_empty() {
            return;
        }
        let mut job = LayoutJob::simple(caption.to_owned(), sans(14.0), INK, strip.width() - 2.0 * MARGIN.x);
        job.wrap.max_rows = 4;
        job.halign = Align::Center;
        let galley = painter.layout_job(job);
        let height = galley.size().y;
        let top = (strip.bottom() - height - 10.0).min(strip.center().y - height / 2.0);
        // Over a picture that reaches as far down it must be legible, too.
        painter.rect_filled(strip.with_min_y(top - 8.0), 0.0, GROUND.gamma_multiply(0.85));
        painter.galley(pos2(strip.center().x, top), galley, INK);
    }
}

/// A rectangle whose corners lie on pixels: a picture shown point for point stays sharp.
fn on_pixels(rect: Rect, pixels_per_point: f32) -> Rect {
    let min = (rect.min.to_vec2() * pixels_per_point).round() / pixels_per_point;
    Rect::from_min_size(min.to_pos2(), rect.size())
}

/// What a round button shows.
#[derive(Clone, Copy)]
enum Sign {
    Back,
    Forward,
    Close,
}

fn round_button(ui: &Ui, name: &str, sign: Sign, center: Pos2) -> Response {
    let rect = Rect::from_center_size(center, Vec2::splat(40.0));
    let response = ui.interact(rect, Id::unique(("enlarged picture", name)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let lit = response.hovered() || response.has_focus();
    let fill = if lit {
        Color32::from_white_alpha(36)
    } else {
        GROUND.gamma_multiply(0.7)
    };
    ui.painter().circle_filled(center, 20.0, fill);
    if response.has_focus() {
        ui.painter().circle_stroke(center, 20.0, Stroke::new(2.0, INK));
    }
    let stroke = Stroke::new(1.8, INK);
    let line = |points: &[(f32, f32)]| {
        let points = points.iter().map(|&(x, y)| center + vec2(x, y)).collect();
        ui.painter().line(points, stroke);
    };
    match sign {
        Sign::Back => line(&[(3.0, -7.0), (-4.0, 0.0), (3.0, 7.0)]),
        Sign::Forward => line(&[(-3.0, -7.0), (4.0, 0.0), (-3.0, 7.0)]),
        Sign::Close => {
            line(&[(-6.0, -6.0), (6.0, 6.0)]);
            line(&[(-6.0, 6.0), (6.0, -6.0)]);
        }
    }
    response.on_hover_text(name)
}

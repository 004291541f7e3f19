//! The ring around what has the keyboard, for whoever goes by `Tab`: one for all widgets, painted over them at the end of
//! the frame. It goes with the next press of the pointer, as on the web; what a key leads to by itself (the page, the
//! field of a note) needs none.

use eframe::egui::{Context, CornerRadius, Event, Key, Memory, Painter, Rect, Stroke, StrokeKind};

use super::article::page_id;
use super::theme::Theme;

/// Width of the ring (points).
const WIDTH: f32 = 2.0;
/// Between a text and its ring (points).
const GAP: f32 = 1.0;
/// What is lower is a text without a frame of its own (points).
const TEXT: f32 = 20.0;

/// Whether the keyboard is used to go about.
#[derive(Default)]
pub struct FocusRing {
    by_keys: bool,
}

impl FocusRing {
    /// Paints it, where there is to be one.
    pub fn paint(&mut self, ctx: &Context, theme: &Theme) {
        ctx.input(|input| {
            for event in &input.events {
                match event {
                    Event::Key {
                        key: Key::Tab,
                        pressed: true,
                        ..
                    } => self.by_keys = true,
                    Event::PointerButton { pressed: true, .. } => self.by_keys = false,
                    _ => {}
                }
            }
        });
        let focused = ctx.memory(Memory::focused).filter(|_| self.by_keys);
        let Some(response) = focused.and_then(|id| ctx.read_response(id)) else {
            return;
        };
        // A ring inside a word of text would lie on its letters.
        let rect = if response.rect.height() < TEXT && response.id != page_id() {
            response.rect.expand(GAP + WIDTH)
        } else {
            response.rect
        };
        let seen = response.interact_rect.expand(GAP + WIDTH);
        ring(&ctx.layer_painter(response.layer_id), theme, rect, seen);
    }
}

fn ring(painter: &Painter, theme: &Theme, rect: Rect, seen: Rect) {
    let painter = painter.with_clip_rect(seen);
    painter.rect_stroke(
        rect,
        CornerRadius::same(6),
        Stroke::new(WIDTH, theme.accent),
        StrokeKind::Inside,
    );
}

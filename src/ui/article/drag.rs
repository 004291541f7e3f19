//! Selecting with the mouse: dragging over words, double and triple clicks, clicks with Shift; and the page that scrolls
//! by itself while a selection is dragged over its edge, the faster the farther.

use eframe::egui::{Pos2, Rect, Response, Ui};

use super::desk::Desk;
use super::reach::{Chosen, Grain, Reach};
use super::scroll::{Scroll, Sheet};
use crate::app::Action;
use crate::text::{Passage, Place};

/// So near to the edge (points) the page begins to scroll.
const EDGE: f32 = 14.0;
/// How fast it scrolls (points in a second), for each point beyond.
const PER_POINT: f32 = 14.0;
/// At most (points in a second).
const FASTEST: f32 = 6000.0;

/// What the mouse is doing.
#[derive(Clone, Debug, Default)]
pub(super) struct Mouse {
    /// The selection as it is being dragged, or as keys extend it.
    pub reach: Option<Reach>,
    /// A selection is being dragged, and whether it has changed since.
    dragging: Option<bool>,
    grain: Grain,
    /// The last press: when, where, and how many there were in a row.
    press: Option<(f64, Pos2, u32)>,
    /// Where the pointer was last; it may have left the window since.
    pointer: Pos2,
}

impl Mouse {
    /// Counts presses in a row, since egui tells of a second click only when it is over.
    fn count_presses(&mut self, ui: &Ui) {
        let options = ui.options(|options| options.input_options);
        let pressed = ui.input(|input| {
            let pressed = input.pointer.primary_pressed();
            pressed
                .then(|| input.pointer.interact_pos().map(|at| (input.time, at)))
                .flatten()
        });
        let Some((time, at)) = pressed else { return };
        let count = match self.press {
            Some((last, place, count))
                if time - last < options.max_double_click_delay
                    && place.distance(at) < options.max_click_dist.max(4.0) =>
            {
                count % 3 + 1
            }
            _ => 1,
        };
        self.press = Some((time, at, count));
        self.grain = match count {
            1 => Grain::Unit,
            2 => Grain::Word,
            _ => Grain::Sentence,
        };
    }

    /// Scrolls while a selection is dragged over the edge of the view. Returns whether it did.
    pub fn scroll(&mut self, ui: &Ui, view: Rect, sheet: &mut Sheet<'_>, scroll: &mut Scroll) -> bool {
        let (down, pointer, time) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.primary_down(), pointer.latest_pos(), input.stable_dt.min(0.05))
        });
        self.pointer = pointer.unwrap_or(self.pointer);
        if self.dragging.is_none() || !down {
            return false;
        }
        let beyond = (self.pointer.y - (view.bottom() - EDGE)).max(0.0) - (view.top() + EDGE - self.pointer.y).max(0.0);
        if beyond == 0.0 {
            return false;
        }
        scroll.glide = 0.0;
        let speed = (beyond * PER_POINT).clamp(-FASTEST, FASTEST);
        scroll.by(sheet, speed * time);
        ui.ctx().request_repaint();
        true
    }
}

impl Desk<'_> {
    /// What is taken at the place nearest to a point of the screen.
    fn end_at(&self, pointer: Pos2, grain: Grain) -> Option<Passage> {
        let reading = self.page.reading;
        let view = self.view.shrink2(eframe::egui::vec2(0.0, 1.0));
        let pointer = pointer.clamp(view.min, view.max);
        let distance = |rect: Rect| (rect.top() - pointer.y).max(pointer.y - rect.bottom()).max(0.0);
        let mut near: Vec<_> = self
            .seen
            .iter()
            .filter(|visible| !visible.laid.parts.is_empty())
            .collect();
        near.sort_by(|one, other| distance(self.rect(one)).total_cmp(&distance(self.rect(other))));
        let visible = *near.first()?;
        let point = pointer - self.rect(visible).min;
        let block = visible.piece.block;
        let text = reading.article.block(block)?;
        let exact = visible.laid.parts.iter().find_map(|part| part.byte_at(point - part.at));
        if let Some(byte) = exact.filter(|&byte| text.token_at(byte).is_some()) {
            return Some(grain.around(reading, Place { block, byte }));
        }
        let byte = visible.laid.caret_near(point)?;
        let place = Place { block, byte };
        Some(if grain == Grain::Sentence {
            grain.around(reading, place)
        } else {
            Passage::between(place, place)
        })
    }

    /// Selects while the pointer is dragged. Ask before [`Desk::clicked`].
    pub fn drag(&self, ui: &Ui, response: &Response, mouse: &mut Mouse, out: &mut Vec<Action>) {
        let reading = self.page.reading;
        if response.contains_pointer() || response.is_pointer_button_down_on() {
            mouse.count_presses(ui);
        }
        let primary = eframe::egui::PointerButton::Primary;
        if response.drag_started_by(primary) {
            let (pressed, shift) = ui.input(|input| (input.pointer.press_origin(), input.modifiers.shift));
            let kept = Reach::still(mouse.reach, reading).filter(|_| shift);
            mouse.grain = kept.map_or(mouse.grain, |reach| reach.grain());
            let begun = pressed.and_then(|pressed| self.end_at(pressed, mouse.grain));
            mouse.reach = begun.map(|begun| kept.map_or(Reach::from(begun, mouse.grain), |reach| reach.to(begun)));
            mouse.dragging = mouse.reach.map(|_| false);
            response.request_focus();
        }
        let Some(changed) = mouse.dragging else { return };
        if !response.dragged_by(primary) {
            mouse.dragging = None;
            if changed {
                out.push(Action::SelectionSettled);
            }
            return;
        }
        let reach = mouse.reach.zip(self.end_at(mouse.pointer, mouse.grain));
        let Some(reach) = reach.map(|(reach, head)| reach.to(head)) else {
            return;
        };
        mouse.reach = Some(reach);
        let chosen = reach.chosen(reading);
        if chosen != Chosen::Nothing && !chosen.is_selected(reading) {
            out.push(chosen.action());
            mouse.dragging = Some(true);
        }
    }

    /// Selects a word that was clicked twice, a sentence that was clicked three times, and everything up to what is
    /// clicked with Shift. Returns whether the click was one of these.
    pub fn clicked(&self, ui: &Ui, response: &Response, mouse: &mut Mouse, out: &mut Vec<Action>) -> bool {
        let reading = self.page.reading;
        let (clicked, shift) = ui.input(|input| (input.pointer.primary_clicked(), input.modifiers.shift));
        if !response.clicked() || !clicked {
            return false;
        }
        // On a slow machine several clicks fall into one frame: egui has counted them.
        if response.triple_clicked() {
            mouse.grain = Grain::Sentence;
        } else if response.double_clicked() {
            mouse.grain = Grain::Word;
        }
        let kept = Reach::still(mouse.reach, reading).filter(|_| shift);
        let grain = kept.map_or(mouse.grain, |reach| reach.grain());
        let Some(end) = response.interact_pointer_pos().and_then(|at| self.end_at(at, grain)) else {
            return false;
        };
        let reach = match kept {
            Some(reach) => reach.to(end),
            None if mouse.grain == Grain::Unit => return false,
            None => Reach::from(end, mouse.grain),
        };
        let chosen = reach.chosen(reading);
        if chosen == Chosen::Nothing {
            return false;
        }
        response.request_focus();
        mouse.reach = Some(reach);
        if !chosen.is_selected(reading) {
            out.push(chosen.action());
        }
        out.push(Action::SelectionSettled);
        true
    }
}

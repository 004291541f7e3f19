//! How the page is moved: by wheel and keys, by what is selected, and to where something else leads; and the flash that
//! shows the place.

use eframe::egui::{EventFilter, Id, Response, Ui};

use super::caret::{Caret, LinkHere};
use super::footnotes::Turn;
use super::keys::Keys;
use super::scroll::{Scroll, Sheet};
use super::sideways::Shifts;
use crate::app::{Action, GoTo};
use crate::text::{ByteRange, Place};

/// How long a place flashes (seconds).
const FLASH: f64 = 0.8;

/// A place that flashes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flash {
    pub block: u32,
    pub range: ByteRange,
    /// When it began (seconds); set in the frame that shows it first.
    pub began: Option<f64>,
}

impl Flash {
    fn of(go: GoTo) -> Option<Self> {
        go.flash.then_some(Self {
            block: go.block,
            range: go.range,
            began: None,
        })
    }
}

/// What follows the page where it goes.
pub(super) struct Wishes<'a> {
    pub caret: &'a mut Caret,
    pub shifts: &'a mut Shifts,
    pub flash: &'a mut Option<Flash>,
    /// The wish to go to a place that was obeyed last.
    pub went_to: &'a mut Option<u64>,
    /// Nothing glides.
    pub still: bool,
    /// The view is lower than it was: what is selected may have been cut off.
    pub lower: bool,
}

impl Wishes<'_> {
    /// Goes where the keys lead, a footnote, and whoever wants the page to be at a place. Returns whether the page was
    /// moved, and which wish was obeyed.
    pub fn follow(
        self,
        (sheet, scroll): (&mut Sheet<'_>, &mut Scroll),
        (keys, link): (Keys, Option<LinkHere>),
        turn: Option<Turn>,
        out: &mut Vec<Action>,
    ) -> (bool, Option<u64>) {
        let mut moved = false;
        let reading = sheet.page.reading;
        if let Some(selection) = reading.selection.filter(|_| self.lower && reading.selection_seen) {
            scroll.reveal(sheet, selection.block, selection.range, true);
            moved = true;
        }
        if let Some(selection) = self.caret.steer((sheet, scroll), keys, link, out) {
            scroll.reveal(sheet, selection.block, selection.range, self.still);
            self.shifts.want(selection.block, selection.range);
            moved = true;
        }
        if let Some(turn) = turn {
            let (block, range) = turn.follow(scroll, sheet);
            self.shifts.want(block, range);
            let began = None;
            *self.flash = turn.flashes().then_some(Flash { block, range, began });
            moved = true;
        }
        let went_to = *self.went_to;
        let wish = sheet.page.reading.go_to;
        let Some(go) = wish.filter(|go| went_to.is_none_or(|serial| serial != go.serial)) else {
            return (moved, None);
        };
        *self.went_to = Some(go.serial);
        self.caret.strayed = !go.soft;
        if go.exact {
            let (block, byte) = (go.block, go.range.start);
            scroll.restore(sheet, Place { block, byte }, go.cut);
        } else if go.soft {
            scroll.reveal(sheet, go.block, go.range, self.still);
        } else {
            scroll.go_to(sheet, go.block, go.range);
        }
        self.shifts.want(go.block, go.range);
        *self.flash = Flash::of(go);
        (true, Some(go.serial))
    }
}

/// The page's keys, while it has the focus.
pub(super) fn keys(ui: &Ui, id: Id) -> Keys {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return Keys::default();
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
        tab: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(Keys::take)
}

/// Wheel, keys, and what is left of a soft movement. Returns whether the page was scrolled.
pub(super) fn scroll_by_input(
    ui: &Ui,
    sheet: &mut Sheet<'_>,
    scroll: &mut Scroll,
    response: &Response,
    keys: Keys,
    still: bool,
) -> bool {
    let line = (sheet.page.em() * sheet.page.style.line_height).round();
    let mut moved = false;
    if response.contains_pointer() {
        let wheel = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
        if wheel != 0.0 {
            scroll.glide = 0.0;
            scroll.by(sheet, -wheel);
            moved = true;
        }
    }
    if keys.ends != 0 {
        if keys.ends > 0 {
            scroll.run_out(sheet);
        } else {
            scroll.rewind();
        }
        moved = true;
    }
    #[expect(clippy::cast_precision_loss)]
    let (lines, screens) = (keys.lines as f32, keys.screens as f32);
    let wanted = lines * 3.0 * line + screens * (sheet.height - 2.0 * line).max(line);
    if wanted != 0.0 {
        // What was still to be moved is done at once: movements do not queue up.
        let rest = std::mem::replace(&mut scroll.glide, wanted);
        scroll.by(sheet, rest);
    }
    if scroll.glide != 0.0 {
        let step = soft_step(ui, scroll.glide, still);
        scroll.glide -= step;
        scroll.by(sheet, step);
        ui.ctx().request_repaint();
        moved = true;
    }
    moved
}

/// How much of a soft movement to make in this frame (points).
fn soft_step(ui: &Ui, glide: f32, still: bool) -> f32 {
    let time = ui.input(|input| input.stable_dt.min(0.05));
    if still || glide.abs() < 1.0 {
        return glide;
    }
    glide * (1.0 - (-22.0 * time).exp())
}

/// How strongly the flash shows now (0 … 1); asks for frames only while it fades.
pub(super) fn flash(ui: &Ui, flash: &mut Option<Flash>) -> Option<(u32, ByteRange, f32)> {
    let now = ui.input(|input| input.time);
    let current = flash.as_mut()?;
    let age = now - *current.began.get_or_insert(now);
    if age >= FLASH {
        *flash = None;
        return None;
    }
    ui.ctx().request_repaint();
    #[expect(clippy::cast_possible_truncation)]
    let strength = 1.0 - (age / FLASH) as f32;
    Some((current.block, current.range, strength))
}

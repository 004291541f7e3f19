//! The article pane: the page that is read.
//!
//! A text may have a million words, every word can be clicked, and a frame costs only what is visible. So the article
//! stays as it was parsed (blocks of text with ranges); what is in view is laid out anew each frame, which egui
//! remembers and answers from memory; the place is a piece and an offset in it (`scroll`); and the pointer is followed
//! to a word by hand (`hit`), with one widget for the whole page.
//!
//! [`article_ui`] draws; [`ArticleState`] is what the view keeps to itself. What the reader wants goes out as
//! [`Action`]s, and what is painted is only what the [`Reading`] says.

mod access;
#[cfg(test)]
mod book_tests;
mod card;
mod credits;
mod dashes;
mod desk;
mod end;
mod faces;
#[cfg(test)]
mod fixtures;
mod frames;
mod heights;
mod hit;
#[cfg(test)]
mod hostile_tests;
mod keys;
mod layout;
mod links;
mod marker;
mod marks;
mod paint;
mod pieces;
mod scroll;
mod scrollbar;
mod setting;
mod sideways;
mod table;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{EventFilter, Id, Rect, Response, Sense, Ui, pos2, vec2};

use self::desk::Desk;
use self::faces::Faces;
use self::keys::Keys;
use self::layout::Page;
pub use self::marks::MarkKind;
use self::marks::Marks;
use self::scroll::{Scroll, Sheet};
use self::scrollbar::{Grasp, Moved, ScrollBar};
use self::sideways::Shifts;
use super::theme::Theme;
use crate::app::{Action, Reading, Selection};
use crate::text::{ByteRange, Place};

/// How the page is set; the reader chooses it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Size of running text (points).
    pub text_size: f32,
    /// Distance of lines, in text sizes.
    pub line_height: f32,
    /// Width of the column, in characters of usual width.
    pub column_chars: f32,
}

impl Default for PageStyle {
    fn default() -> Self {
        Self {
            text_size: 20.0,
            line_height: 1.55,
            column_chars: 66.0,
        }
    }
}

/// How long a place flashes (seconds).
const FLASH: f64 = 0.8;

/// What the page keeps between frames; nothing of it is stored.
#[derive(Debug, Default)]
pub struct ArticleState {
    /// Number of the opening that the rest speaks of.
    opening: Option<u64>,
    scroll: Scroll,
    faces: Faces,
    pixels_per_point: f32,
    went_to: Option<u64>,
    flash: Option<Flash>,
    shifts: Shifts,
    /// How the scroll bar is held.
    grasp: Option<Grasp>,
    marks: Marks,
    /// The word at which a phrase is being dragged from.
    dragged_from: Option<Selection>,
}

#[derive(Clone, Copy, Debug)]
struct Flash {
    block: u32,
    range: ByteRange,
    /// When it began (seconds); set in the frame that shows it first.
    began: Option<f64>,
}

impl ArticleState {
    /// The first visible place.
    #[must_use]
    pub const fn first_visible(&self) -> Place {
        self.scroll.first()
    }

    /// Sets the marks of a kind on the scroll bar: `places`, in the order of the text, are asked for only when `serial` is
    /// another than it was. Those of unfinished terms come from the article itself.
    pub fn set_marks(&mut self, kind: MarkKind, serial: u64, places: impl FnOnce() -> Arc<[Place]>) {
        self.marks.set(kind, serial, places);
    }

    /// Starts anew when another article, or another text of the same one, is open.
    fn follow(&mut self, reading: &Reading) {
        if self.opening == Some(reading.opening) {
            return;
        }
        let goes_on = self.opening.is_some() && self.opening == reading.continues;
        self.opening = Some(reading.opening);
        self.went_to = None;
        if goes_on {
            self.scroll.go_on(&reading.article);
            return;
        }
        self.scroll = Scroll::open(&reading.article, reading.position);
        self.flash = None;
        self.shifts = Shifts::default();
        self.grasp = None;
    }
}

/// Draws the page of an open article into the rest of `ui` and takes the reader's wishes from pointer and keys.
pub fn article_ui(
    ui: &mut Ui,
    reading: &Reading,
    theme: &Theme,
    style: &PageStyle,
    state: &mut ArticleState,
    out: &mut Vec<Action>,
) {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    if area.width() < 80.0 || area.height() < 20.0 {
        return;
    }
    state.follow(reading);
    let pixels = ui.pixels_per_point();
    if (state.pixels_per_point - pixels).abs() > f32::EPSILON {
        state.pixels_per_point = pixels;
        state.faces.forget();
    }
    let view = area.with_max_x(area.right() - scrollbar::WIDTH);
    let column = column(ui, &mut state.faces, style, view);
    // What the page reads, it reads as it was when the frame began.
    let before = state.shifts.clone();
    let page = Page {
        reading,
        theme,
        style,
        shifts: &before,
        column: column.width(),
    };

    let id = page_id();
    let keys = keys(ui, id);
    let response = ui.interact(view, id, Sense::click_and_drag());
    let strip = area.with_min_x(view.right());

    let mut seen = Vec::new();
    let mut sheet = Sheet {
        ui,
        page,
        faces: &mut state.faces,
        height: view.height(),
    };
    let scroll = &mut state.scroll;
    scroll.fit(&mut sheet);
    let marks = (reading, &mut state.marks);
    let (bar, barred) = ScrollBar::interact(ui, id.with("bar"), strip, marks, scroll, &mut state.grasp);
    if let Moved::To(place) = barred {
        scroll.show(&mut sheet, place);
    }
    let mut moved = barred != Moved::No;
    moved |= scroll_by_input(ui, &mut sheet, scroll, &response, keys);
    if let Some(selection) = keys.selection(reading, scroll.first()) {
        out.push(Action::Select(Some(selection)));
        scroll.reveal(&mut sheet, selection.block, selection.range);
        state.shifts.want(selection.block, selection.range);
        moved = true;
    }
    if let Some(go) = reading
        .go_to
        .filter(|go| state.went_to.is_none_or(|serial| serial != go.serial))
    {
        state.went_to = Some(go.serial);
        scroll.go_to(&mut sheet, go.block, go.range);
        state.shifts.want(go.block, go.range);
        state.flash = go.flash.then_some(Flash {
            block: go.block,
            range: go.range,
            began: None,
        });
        moved = true;
    }
    scroll.visible(&mut sheet, &mut seen);
    let moved = moved && scroll.remember(&seen);
    let whole = seen
        .iter()
        .rfind(|visible| !visible.piece.cut && visible.top + visible.laid.height <= view.height());
    let last = whole.map_or(scroll.first().block.saturating_sub(1), |visible| visible.piece.block);
    if moved || last != reading.last_seen {
        out.push(Action::Scrolled(scroll.first(), last));
    }

    let desk = Desk {
        page,
        view,
        left: column.left(),
        seen: &seen,
    };
    let hover = desk.hover(ui, &response);
    desk.drag(&response, &mut state.dragged_from, out);
    if let Some(to) = desk.click(ui, &response, hover, out) {
        let mut sheet = Sheet {
            ui,
            page,
            faces: &mut state.faces,
            height: view.height(),
        };
        state.scroll.go_to(&mut sheet, to, ByteRange::default());
        ui.ctx().request_repaint();
    }
    let flash = flash(ui, &mut state.flash);
    desk.paint(ui, hover, flash);
    if access::name_page(ui, id, &reading.article.title) {
        for visible in &seen {
            access::expose(ui, id, page, visible, desk.rect(visible), out);
        }
    }
    desk.finish_ui(ui, out);
    desk.sideways(ui, id, &response, &mut state.shifts);
    if let Some(bar) = bar {
        bar.paint(ui, theme, &state.marks, &state.scroll, view.height());
    }
}

/// The page's name among widgets: whoever wants to give it the keyboard needs it.
#[must_use]
pub fn page_id() -> Id {
    Id::unique("page")
}

/// The column of text in the view: so many characters wide, in the middle, on whole points.
fn column(ui: &Ui, faces: &mut Faces, style: &PageStyle, view: Rect) -> Rect {
    // Lines of ragged text are on average a little shorter than the column.
    let wanted = style.column_chars * 1.05 * faces.advance(ui, style.text_size);
    let margin = (view.width() * 0.06).clamp(16.0, 56.0);
    let width = wanted.min(view.width() - 2.0 * margin).max(40.0).floor();
    let left = (view.left() + (view.width() - width) / 2.0).round();
    Rect::from_min_size(pos2(left, view.top()), vec2(width, view.height()))
}

/// The page's keys, while it has the focus.
fn keys(ui: &Ui, id: Id) -> Keys {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return Keys::default();
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
        tab: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(Keys::take)
}

/// Wheel, keys, and what is left of a soft movement. Returns whether the page was scrolled.
fn scroll_by_input(ui: &Ui, sheet: &mut Sheet<'_>, scroll: &mut Scroll, response: &Response, keys: Keys) -> bool {
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
    if keys.start || keys.end {
        if keys.end {
            scroll.run_out();
        } else {
            scroll.rewind();
        }
        moved = true;
    }
    #[expect(clippy::cast_precision_loss)]
    let (lines, screens) = (keys.lines as f32, keys.screens as f32);
    scroll.glide += lines * 3.0 * line + screens * (sheet.height - 2.0 * line).max(line);
    if scroll.glide != 0.0 {
        let step = soft_step(ui, scroll.glide);
        scroll.glide -= step;
        scroll.by(sheet, step);
        ui.ctx().request_repaint();
        moved = true;
    }
    moved
}

/// How much of a soft movement to make in this frame (points).
fn soft_step(ui: &Ui, glide: f32) -> f32 {
    let time = ui.input(|input| input.stable_dt.min(0.05));
    if glide.abs() < 1.0 {
        return glide;
    }
    glide * (1.0 - (-22.0 * time).exp())
}

/// How strongly the flash shows now (0 … 1); asks for frames only while it fades.
fn flash(ui: &Ui, flash: &mut Option<Flash>) -> Option<(u32, ByteRange, f32)> {
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

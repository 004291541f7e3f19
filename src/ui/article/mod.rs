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
mod bookmark;
mod card;
mod caret;
mod credits;
mod dashes;
mod desk;
mod drag;
mod end;
mod faces;
#[cfg(test)]
mod fixtures;
mod focus;
mod footnotes;
mod frames;
mod glosses;
pub(in crate::ui) mod heights;
mod hit;
#[cfg(test)]
mod hostile_tests;
mod jumps;
mod justify;
mod keys;
mod layout;
mod links;
mod marker;
mod marks;
mod menu;
mod moves;
mod near;
mod notes;
mod paint;
mod pictures;
mod pieces;
#[cfg(test)]
mod pieces_tests;
#[cfg(test)]
mod position_tests;
mod reach;
mod scroll;
mod scrollbar;
#[cfg(test)]
mod seam_tests;
#[cfg(test)]
mod selection_tests;
mod setting;
mod shades;
mod sideways;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

pub(in crate::ui) use self::end::which;
pub use self::notes::paint_line as paint_note_line;
pub use self::pictures::lightbox_ui;

use eframe::egui::{Id, Rect, Sense, Ui, pos2, vec2};

use self::caret::Caret;
use self::desk::Desk;
use self::faces::Faces;
pub use self::faces::TextFace;
use self::footnotes::Footnotes;
use self::layout::Page;
pub use self::marks::MarkKind;
use self::marks::Marks;
use self::moves::{Flash, Wishes, flash, keys, scroll_by_input};
use self::pictures::Gallery;
use self::scroll::{Scroll, Sheet, Visible};
use self::scrollbar::{Grasp, Moved, ScrollBar};
use self::sideways::Shifts;
use super::theme::Theme;
use crate::app::{Action, Reading};
use crate::text::Place;

/// How the page is set; the reader chooses it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageStyle {
    /// Size of running text (points).
    pub text_size: f32,
    /// Distance of lines, in text sizes.
    pub line_height: f32,
    /// Width of the column, in characters of usual width.
    pub column_chars: f32,
    /// What running text is set in.
    pub face: TextFace,
    /// Paragraphs begin with a line that is set in, rather than with room above.
    pub indented: bool,
    /// Lines end at the right edge together.
    pub justified: bool,
}

impl Default for PageStyle {
    fn default() -> Self {
        Self {
            text_size: 20.0,
            line_height: 1.55,
            column_chars: 66.0,
            face: TextFace::Serif,
            indented: false,
            justified: false,
        }
    }
}

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
    gallery: Gallery,
    /// How the scroll bar is held.
    grasp: Option<Grasp>,
    marks: Marks,
    footnotes: Footnotes,
    /// The keyboard on the page, and the selection while it is being made.
    caret: Caret,
    /// Nothing glides: what moves is there at once.
    pub still: bool,
    /// Height of the view in the last frame (points).
    height: f32,
    /// How wide the column would be if there were room (points).
    wanted: f32,
}

impl ArticleState {
    /// Takes the faces that the reader chose, at the scale of the screen.
    fn set_in(&mut self, ui: &Ui, style: &PageStyle) {
        self.faces.set_text(style.face);
        self.faces.justified.begin_frame();
        let pixels = ui.pixels_per_point();
        if (self.pixels_per_point - pixels).abs() > f32::EPSILON {
            self.pixels_per_point = pixels;
            self.faces.forget();
        }
    }

    /// How wide the column of text would be if there were room (points).
    #[must_use]
    pub const fn wanted_column(&self) -> f32 {
        self.wanted
    }

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

    /// Shows the next footnote, or goes back from the one that is read.
    pub fn ask_footnote(&mut self) {
        self.footnotes.ask();
    }

    /// Puts the footnote that is pinned away. Returns whether there was one.
    pub fn close_footnote(&mut self) -> bool {
        self.footnotes.close()
    }

    /// Whether a footnote is pinned, which takes `Enter` for itself.
    #[must_use]
    pub const fn shows_footnote(&self) -> bool {
        self.footnotes.is_pinned()
    }

    /// Shows the picture in view, or the nearest one, enlarged.
    pub fn enlarge(&mut self) {
        self.gallery.enlarge_in_view();
    }

    /// Whether a picture is shown enlarged, over everything.
    #[must_use]
    pub const fn is_enlarged(&self) -> bool {
        self.gallery.is_enlarged()
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
        self.scroll = Scroll::open(&reading.article, reading.position, reading.cut);
        self.flash = None;
        self.shifts = Shifts::default();
        self.footnotes = Footnotes::default();
        self.gallery = Gallery::of(reading);
        self.grasp = None;
        self.caret = Caret::default();
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
    state.set_in(ui, style);
    let view = area.with_max_x(area.right() - scrollbar::WIDTH);
    let (column, wanted) = column(ui, &mut state.faces, style, view);
    state.wanted = wanted;
    let has_pictures = state.gallery.begin(ui, reading, style, column.width(), out);
    // What the page reads, it reads as it was when the frame began.
    let before = state.shifts.clone();
    let page = Page {
        reading,
        theme,
        style,
        shifts: &before,
        gallery: &state.gallery,
        column: column.width(),
    };

    let id = page_id();
    // `Enter` is the pinned footnote's first.
    let turn = state.footnotes.turn(ui, reading, state.scroll.first());
    let keys = keys(ui, id);
    let link = state.caret.link_by_keys(ui, reading, keys, out);
    let response = ui.interact(view, id, Sense::click_and_drag());
    state.caret.focus.follow(ui, &response);
    let strip = area.with_min_x(view.right());
    let watch = jumps::Watch::begin(&state.scroll);

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
    moved |= has_pictures && scroll.pictures_changed(&mut sheet);
    let still = state.still || keys.held;
    moved |= scroll_by_input(ui, &mut sheet, scroll, &response, keys, still);
    moved |= state.caret.mouse.scroll(ui, view, &mut sheet, scroll);
    state.caret.strayed |= moved;
    let wishes = Wishes {
        caret: &mut state.caret,
        shifts: &mut state.shifts,
        flash: &mut state.flash,
        went_to: &mut state.went_to,
        still,
        lower: view.height() < std::mem::replace(&mut state.height, view.height()),
    };
    let (went, obeyed) = wishes.follow((&mut sheet, scroll), (keys, link), turn, out);
    moved |= went;
    scroll.visible(&mut sheet, &mut seen);
    let moved = moved && scroll.remember(&seen);
    watch.end(scroll, view.height(), obeyed, out);
    let last = last_whole(&seen, view.height()).unwrap_or(scroll.first().block.saturating_sub(1));
    if moved || last != reading.last_seen {
        out.push(Action::Scrolled(scroll.first(), last, scroll.cut()));
    }

    let desk = Desk {
        page,
        view,
        left: column.left(),
        seen: &seen,
    };
    let hover = desk.hover(ui, &response);
    desk.drag(ui, &response, &mut state.caret.mouse, out);
    let over = hover.and_then(|hover| hover.reference(reading));
    state.footnotes.point(ui, &desk, over, &response);
    if !desk.clicked(ui, &response, &mut state.caret.mouse, out) {
        let clicked = desk.click(ui, &response, hover, out);
        state.footnotes.pin(clicked);
    }
    let flash = flash(ui, &mut state.flash);
    desk.menu(&response, hover, out);
    desk.hover_note(&response, hover);
    desk.hover_gloss(ui, &response, hover, out);
    let link = state.caret.link_here(reading);
    desk.paint(ui, hover, link, flash);
    state.caret.tell(ui, &desk, &response, out);
    desk.expose(ui, id, out);
    desk.bookmark_ui(ui, out);
    desk.notes_ui(ui, out);
    desk.finish_ui(ui, out);
    let enlarge = desk.pictures_ui(ui, id, &mut state.shifts, out);
    desk.sideways(ui, id, &response, &mut state.shifts);
    state.footnotes.paint(ui, &desk, &mut state.faces);
    if let Some(bar) = bar {
        bar.paint(ui, theme, &state.marks, &state.scroll, view.height());
    }
    let nearby = state.scroll.nearby(page, view.height());
    let far = pictures::keep_up(ui, page, &nearby, out);
    state.gallery.end(ui, reading, &far, &nearby.seen, enlarge);
}

/// The last block that stands whole in the view.
fn last_whole(seen: &[Visible], height: f32) -> Option<u32> {
    let is_whole = |visible: &&Visible| !visible.piece.cut && visible.top + visible.laid.covers <= height;
    seen.iter().rfind(is_whole).map(|visible| visible.piece.block)
}

/// The page's name among widgets: whoever wants to give it the keyboard needs it.
#[must_use]
pub fn page_id() -> Id {
    Id::unique("page")
}

/// The column of text in the view: so many characters wide, in the middle, on whole points. And how wide it would be
/// if there were room.
fn column(ui: &Ui, faces: &mut Faces, style: &PageStyle, view: Rect) -> (Rect, f32) {
    // Lines of ragged text end half a word before the edge, and what is studied is broader than the rest.
    let wanted = style.column_chars * 1.12 * faces.advance(ui, style.text_size);
    let margin = (view.width() * 0.06).clamp(16.0, 56.0);
    let width = wanted.min(view.width() - 2.0 * margin).max(40.0).floor();
    let left = (view.left() + (view.width() - width) / 2.0).round();
    let column = Rect::from_min_size(pos2(left, view.top()), vec2(width, view.height()));
    (column, wanted)
}

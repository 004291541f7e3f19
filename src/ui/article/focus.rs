//! A frame around the page where the focus of the keyboard would be invisible, and whether what is selected is in view.

use eframe::egui::{Key, Rect, Response, Stroke, StrokeKind, Ui};

use super::desk::Desk;
use crate::app::Action;
use crate::ui::theme::Theme;

/// Whether the keyboard brought the focus to the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Focus {
    /// Frames since `Tab` was pressed; egui moves the focus one later.
    tab: u8,
    shown: bool,
}

impl Focus {
    /// Takes in how the focus came and went.
    pub fn follow(&mut self, ui: &Ui, response: &Response) {
        let (tab, pressed) = ui.input(|input| (input.key_pressed(Key::Tab), input.pointer.any_pressed()));
        self.tab = if tab { 3 } else { self.tab.saturating_sub(1) };
        if response.gained_focus() && self.tab > 0 {
            self.shown = true;
        }
        if pressed || !response.has_focus() {
            self.shown = false;
        }
    }

    /// A frame around the page, while no word and no link shows where the keyboard is.
    pub fn paint(self, ui: &Ui, theme: &Theme, view: Rect, response: &Response, selected: bool) {
        if self.shown && !selected && response.has_focus() {
            let stroke = Stroke::new(2.0, theme.accent);
            ui.painter()
                .rect_stroke(view.shrink(3.0), 5.0, stroke, StrokeKind::Inside);
        }
    }
}

impl Desk<'_> {
    /// Tells when what is selected has come into view, or was scrolled out of it.
    /// It counts as seen until the page is moved by hand: it may be on its way there.
    pub fn tell_whether_seen(&self, strayed: bool, out: &mut Vec<Action>) {
        let reading = self.page.reading;
        let Some(passage) = reading.selected() else { return };
        let in_view = |visible: &&super::scroll::Visible| {
            let block = visible.piece.block;
            let range = passage.in_block(block, visible.piece.range.end);
            let Some(range) = range.filter(|range| range.overlaps(visible.piece.range)) else {
                return false;
            };
            let top = self.rect(visible).top();
            let mut seen = false;
            for part in &visible.laid.parts {
                part.boxes(range, |row| {
                    let y = top + part.at.y + 0.5 * (row.top + row.bottom);
                    seen |= self.view.y_range().contains(y);
                });
            }
            seen
        };
        let seen = self.seen.iter().any(|visible| in_view(&visible));
        let known = reading.selection_seen;
        if seen != known && (seen || strayed) {
            out.push(Action::SelectionSeen(seen));
        }
    }
}

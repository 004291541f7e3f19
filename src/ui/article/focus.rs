//! The keyboard on the page: the way from link to link, a frame where the focus would be invisible, and whether what is
//! selected is in view.

use eframe::egui::{FocusDirection, Key, Rect, Response, Stroke, StrokeKind, Ui};

use super::ArticleState;
use super::desk::Desk;
use super::keys::Keys;
use super::{links, walk};
use crate::app::{Action, Reading, Selection};
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

impl ArticleState {
    /// The link that keys lead to, and the word that is selected of it: its first one. Where there is no further link,
    /// the focus goes on to what comes after the page.
    pub(super) fn link_by_keys(
        &self,
        ui: &Ui,
        reading: &Reading,
        keys: Keys,
    ) -> Option<(Selection, Option<Selection>)> {
        if keys.links == 0 {
            return None;
        }
        let forward = keys.links > 0;
        let here = self
            .link
            .filter(|(_, of_it)| *of_it == reading.selection && reading.selection_seen);
        let mut from = here.map_or_else(
            || reading.caret(forward),
            |(link, _)| crate::text::Place {
                block: link.block,
                byte: if forward { link.range.end } else { link.range.start },
            },
        );
        let mut found = None;
        for _ in 0..keys.links.unsigned_abs() {
            let Some(link) = walk::link(reading, from, forward) else {
                break;
            };
            from.block = link.block;
            from.byte = if forward { link.range.end } else { link.range.start };
            found = Some(link);
        }
        let Some(link) = found else {
            let direction = if forward {
                FocusDirection::Next
            } else {
                FocusDirection::Previous
            };
            ui.memory_mut(|memory| memory.move_focus(direction));
            return None;
        };
        let tokens = &reading.article.block(link.block)?.tokens;
        let token = tokens.partition_point(|token| token.range.end <= link.range.start);
        let in_link = tokens.get(token).filter(|token| token.range.overlaps(link.range));
        Some((link, in_link.and_then(|_| walk::unit_at(reading, link.block, token))))
    }
}

impl ArticleState {
    /// What follows a link that has no word, and so no card: the number of a footnote. Of others `Enter` is the note's.
    pub(super) fn follow_link(&self, reading: &Reading, keys: Keys) -> Option<Action> {
        let (link, of_it) = self.link.filter(|_| keys.follow && reading.selection.is_none())?;
        let address = links::at(reading, link.block, link.range.start)?;
        of_it.is_none().then(|| Action::OpenLink {
            address: address.to_owned(),
            text: links::text(reading, link.block, link.range.start),
        })
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

//! The keyboard on the page: from word to word, from link to link, and the selection that keys extend.

use eframe::egui::{FocusDirection, Key, Response, Ui};

use super::desk::Desk;
use super::drag::Mouse;
use super::focus::Focus;
use super::keys::{Extend, Keys};
use super::reach::{Grain, Reach, walked};
use super::scroll::{Scroll, Sheet};
use super::walk::{self, unit_around};
use crate::app::{Action, Reading, Selection};
use crate::text::{ByteRange, Passage, Place};

/// A link, and the word of it that is selected with it: its first one, if it has any.
pub(super) type LinkHere = (Selection, Option<Selection>);

/// What the page keeps of keyboard and mouse between frames.
#[derive(Clone, Debug, Default)]
pub(super) struct Caret {
    /// The selection while it is being made.
    pub mouse: Mouse,
    /// The keyboard brought the focus here, so that it is shown.
    pub focus: Focus,
    /// The page was moved by hand since something was selected.
    pub strayed: bool,
    /// How far from the left keys extend the selection from line to line (points).
    column: Option<f32>,
    /// Keys have extended the selection, and Shift is still down.
    reaching: bool,
    link: Option<LinkHere>,
}

impl Caret {
    /// The link that the keyboard has come to.
    pub fn link_here(&self, reading: &Reading) -> Option<Selection> {
        let (link, word) = self.link?;
        (word == reading.selection && reading.passage.is_none()).then_some(link)
    }

    /// The link that keys lead to. Where there is no further one, the focus goes on to what comes after the page.
    pub fn link_by_keys(&mut self, ui: &Ui, reading: &Reading, keys: Keys, out: &mut Vec<Action>) -> Option<LinkHere> {
        let left = ui.input(|input| input.pointer.any_pressed() || input.key_down(Key::Escape));
        if left {
            self.link = None;
        }
        // Of a link that has no word, and so no card: the number of a footnote. Of others `Enter` is the note's.
        let wordless = self
            .link_here(reading)
            .filter(|_| keys.follow && reading.selection.is_none());
        if let Some(link) = wordless
            && let Some(link) = reading.link_at(link.block, link.range.start)
        {
            out.push(Action::OpenLink {
                address: link.address,
                text: link.text,
            });
        }
        if keys.links == 0 {
            return None;
        }
        let forward = keys.links > 0;
        let end = |range: ByteRange| if forward { range.end } else { range.start };
        let here = self
            .link_here(reading)
            .filter(|_| !self.strayed || reading.selection_seen);
        let mut from = here.map_or_else(
            || reading.caret(forward),
            |link| Place {
                block: link.block,
                byte: end(link.range),
            },
        );
        let mut found = None;
        for _ in 0..keys.links.unsigned_abs() {
            let Some(link) = walk::link(reading, from, forward) else {
                break;
            };
            from = Place {
                block: link.block,
                byte: end(link.range),
            };
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

    /// Selects what keys lead to. Returns what is to be brought into view.
    pub fn steer(
        &mut self,
        (sheet, scroll): (&mut Sheet<'_>, &mut Scroll),
        keys: Keys,
        link: Option<LinkHere>,
        out: &mut Vec<Action>,
    ) -> Option<Selection> {
        let reading = sheet.page.reading;
        let walked = walked(reading, keys.words, keys.terms);
        if let Some(selection) = walked {
            out.push(Action::Select(Some(selection)));
        }
        if let Some((_, word)) = link {
            out.push(Action::Select(word));
            self.link = link;
        }
        let reached = self.extended(sheet, scroll, keys.reach);
        if let Some(reach) = reached {
            let chosen = reach.chosen(reading);
            if !chosen.is_selected(reading) {
                out.push(chosen.action());
            }
            self.reaching = true;
        }
        if self.reaching && !keys.shift {
            self.reaching = false;
            out.push(Action::SelectionSettled);
        }
        let end = reached
            .map(|reach| reach.caret())
            .map(|Place { block, byte }| Selection {
                block,
                range: ByteRange::new(byte.saturating_sub(1), byte),
            });
        let to = end.or(link.map(|(link, _)| link)).or(walked);
        self.strayed &= to.is_none();
        to
    }

    /// Where the moving end of the selection has come to.
    fn extended(&mut self, sheet: &mut Sheet<'_>, scroll: &mut Scroll, keys: Extend) -> Option<Reach> {
        if keys == Extend::default() {
            return None;
        }
        let reading = sheet.page.reading;
        let first = || {
            let word = walk::word(reading, reading.caret(true), true);
            word.map(|word| Reach::from(Passage::of(word.block, word.range), Grain::Unit))
        };
        let mut reach = Reach::still(self.mouse.reach, reading).or_else(first)?;
        reach = reach.step(reading, walk::term, keys.terms);
        reach = reach.step(reading, walk::word, keys.words);
        let column = self.column.take();
        if keys.lines != 0 {
            let (place, x) = scroll.lines_away(sheet, reach.caret(), column, keys.lines)?;
            self.column = Some(x);
            reach = reach.to(unit_around(reading, place));
        }
        if keys.screens != 0 {
            let screen = sheet.height - 2.0 * sheet.page.em() * sheet.page.style.line_height;
            #[expect(clippy::cast_precision_loss)]
            let points = keys.screens as f32 * screen;
            let place = scroll.points_away(sheet, reach.caret(), points)?;
            reach = reach.to(unit_around(reading, place));
        }
        let whole = reading.article.whole();
        if keys.ends < 0 {
            reach = reach.to(Passage::between(whole.start, whole.start));
        }
        if keys.ends > 0 {
            reach = reach.to(Passage::between(whole.end, whole.end));
        }
        self.mouse.reach = Some(reach);
        Some(reach)
    }

    /// Tells what has become of the selection, and shows where the keyboard is.
    pub fn tell(&self, ui: &Ui, desk: &Desk<'_>, response: &Response, out: &mut Vec<Action>) {
        desk.tell_whether_seen(self.strayed, out);
        let reading = desk.page.reading;
        let shown = reading.selected().is_some() || self.link_here(reading).is_some();
        self.focus.paint(ui, desk.page.theme, desk.view, response, shown);
    }
}

//! Tables that are wider than the page: each scrolls sideways by itself, with the wheel or by its own small bar.

use std::collections::HashMap;

use eframe::egui::{CornerRadius, Id, Pos2, Rect, Response, Sense, Ui, pos2, vec2};

use super::desk::Desk;
use super::scroll::Visible;
use crate::text::ByteRange;

/// Height of the zone in which a bar can be grabbed (points).
const BAR: f32 = 10.0;
/// A handle is at least so wide (points).
const HANDLE: f32 = 32.0;
/// What stays between a word that was gone to and the edge (points).
const MARGIN: f32 = 12.0;

/// The table of a row, as wide as it is and as wide as it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Strip {
    /// Number of the table in the article.
    pub table: u32,
    /// From the column's left to the table (points).
    pub left: f32,
    /// Width of the table (points).
    pub width: f32,
    /// Room for it (points).
    pub room: f32,
}

impl Strip {
    /// How far it can be scrolled (points); 0 when all of it is in view.
    pub fn way(self) -> f32 {
        let way = self.width - self.room;
        // Columns that share the room add up to it only nearly.
        if way < 0.5 { 0.0 } else { way }
    }
}

/// How far the tables of the article are scrolled to the right (points), by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Shifts {
    tables: HashMap<u32, f32>,
    /// What is to be brought into view as soon as its row is there.
    wanted: Option<Wanted>,
}

#[derive(Clone, Copy, Debug)]
struct Wanted {
    block: u32,
    range: ByteRange,
    /// It was looked for once: a cell far to the side is laid out only because it is wanted.
    again: bool,
}

impl Shifts {
    /// How far a table is scrolled now.
    pub fn of(&self, strip: Strip) -> f32 {
        let shift = self.tables.get(&strip.table).copied().unwrap_or_default();
        shift.clamp(0.0, strip.way())
    }

    fn by(&mut self, strip: Strip, points: f32) {
        let shift = (self.of(strip) + points).clamp(0.0, strip.way());
        self.tables.insert(strip.table, shift);
    }

    /// Brings a range into view, if it is in a table.
    pub fn want(&mut self, block: u32, range: ByteRange) {
        let again = false;
        self.wanted = Some(Wanted { block, range, again });
    }

    /// Whether a cell holds what is to be brought into view.
    pub fn wants(&self, block: u32, cell: ByteRange) -> bool {
        self.wanted
            .is_some_and(|wanted| wanted.block == block && wanted.range.overlaps(cell))
    }
}

impl Desk<'_> {
    /// Where on the screen a row may show something, if its table is wider than the page.
    pub fn window_of(&self, visible: &Visible) -> Option<Rect> {
        let strip = visible.laid.strip.filter(|strip| strip.way() > 0.0)?;
        let rect = self.rect(visible);
        let left = rect.left() + strip.left;
        Some(Rect::from_x_y_ranges(left..=left + strip.room, rect.y_range()))
    }

    /// Takes the wheel over wide tables, draws their bars, and brings what was gone to into view.
    pub fn sideways(&self, ui: &Ui, page: Id, response: &Response, shifts: &mut Shifts) {
        self.show_wanted(ui, shifts);
        let mut done = Vec::new();
        for visible in self.seen.iter().rev() {
            let Some((strip, window)) = visible.laid.strip.zip(self.window_of(visible)) else {
                continue;
            };
            let pointer = response.hover_pos().filter(|_| response.contains_pointer());
            if pointer.is_some_and(|pointer| window.contains(pointer)) {
                let wheel = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.x));
                if wheel != 0.0 {
                    shifts.by(strip, -wheel);
                    ui.ctx().request_repaint();
                }
            }
            // One bar below the last row in view; that of a row of pictures would lie on a picture until its end is there.
            let bar_fits = visible.laid.cell.is_none() || window.bottom() < self.view.bottom();
            if bar_fits && !done.contains(&strip.table) {
                done.push(strip.table);
                let top = (window.bottom() + 1.0).min(self.view.bottom() - BAR);
                self.bar(
                    ui,
                    page.with(("table", strip.table)),
                    strip,
                    pos2(window.left(), top),
                    shifts,
                );
            }
        }
    }

    fn bar(&self, ui: &Ui, id: Id, strip: Strip, at: Pos2, shifts: &mut Shifts) {
        let handle = (strip.room * strip.room / strip.width).max(HANDLE).min(strip.room);
        let free = (strip.room - handle).max(1.0);
        let groove = Rect::from_min_size(at, vec2(strip.room, BAR));
        let response = ui.interact(groove, id, Sense::click_and_drag());
        let drag = response.drag_delta().x;
        if drag != 0.0 {
            shifts.by(strip, drag * strip.way() / free);
            ui.ctx().request_repaint();
        }
        let left = at.x + shifts.of(strip) / strip.way() * free;
        if let Some(clicked) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            let way = (clicked.x - handle / 2.0 - left) * strip.way() / free;
            shifts.by(strip, way);
            ui.ctx().request_repaint();
        }
        let strong = response.hovered() || response.dragged();
        let height = if strong { 6.0 } else { 4.0 };
        let rect = Rect::from_center_size(pos2(left + handle / 2.0, groove.center().y), vec2(handle, height));
        let theme = self.page.theme;
        let color = if strong {
            theme.ink_third
        } else {
            theme.line.lerp_to_gamma(theme.ink_third, 0.5)
        };
        ui.painter_at(self.view).rect_filled(rect, CornerRadius::same(3), color);
    }

    fn show_wanted(&self, ui: &Ui, shifts: &mut Shifts) {
        let Some(Wanted { block, range, again }) = shifts.wanted else {
            return;
        };
        let mut rows = self.seen.iter().filter(|visible| visible.piece.block == block);
        let Some(visible) = rows.next() else { return };
        shifts.wanted = None;
        let Some(strip) = visible.laid.strip.filter(|strip| strip.way() > 0.0) else {
            return;
        };
        let mut found: Option<(f32, f32)> = None;
        for part in &visible.laid.parts {
            part.boxes(range, |row| {
                let (left, right) = (part.at.x - strip.left + row.left, part.at.x - strip.left + row.right);
                found = Some(found.map_or((left, right), |(first, last)| (first.min(left), last.max(right))));
            });
        }
        let Some((left, right)) = visible.laid.cell.or(found) else {
            if !again {
                let again = true;
                shifts.wanted = Some(Wanted { block, range, again });
                ui.ctx().request_repaint();
            }
            return;
        };
        let points = if left < MARGIN {
            left - MARGIN
        } else {
            (right + MARGIN - strip.room).max(0.0)
        };
        if points != 0.0 {
            shifts.by(strip, points);
            ui.ctx().request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase};
    use egui_kittest::kittest::Queryable;

    use super::super::fixtures::reading;
    use super::super::tests::window;
    use super::*;
    use crate::text::parse;

    const TABLE: &str = "| Ship | Flag | Owner | Cargo | Captain | Destination | Remarks |\n|-|-|-|-|-|-|-|\n\
        | The Slow Boat | Norway | Northern Freight and Towing | timber, salted fish, rope | Ingrid Halvorsen \
        | Rotterdam by way of Bergen | repaired twice after the winter storm |\n\nBelow.\n";

    fn wheel(sideways: f32) -> Event {
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(-sideways, 0.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        }
    }

    #[test]
    fn a_wide_table_is_scrolled_with_the_wheel_and_with_its_bar_and_the_page_stays() {
        let mut window = window(reading(parse(TABLE), &[]), vec2(600.0, 500.0));
        let left = |window: &egui_kittest::Harness<'_, _>, word: &str| window.get_by_label(word).rect().left();
        let (remarks, below, ship) = (
            left(&window, "Remarks"),
            left(&window, "Below"),
            window.get_by_label("Ship").rect(),
        );
        assert!(remarks > 620.0, "it is out of sight: {remarks}");
        window.event(Event::PointerMoved(ship.center()));
        window.event(wheel(150.0));
        window.run();
        assert!((remarks - left(&window, "Remarks") - 150.0).abs() < 2.0);
        assert!((below - left(&window, "Below")).abs() < 0.1);
        window.event(wheel(9000.0));
        window.run();
        let end = left(&window, "Remarks");
        assert!((300.0..560.0).contains(&end), "{end}");
        window.event(wheel(-9000.0));
        window.run();
        assert!((left(&window, "Ship") - ship.left()).abs() < 0.1);

        let bar = pos2(ship.left() + 20.0, window.get_by_label("Below").rect().top() - 12.0);
        window.event(Event::PointerMoved(bar));
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        window.event(button(bar, true));
        window.step();
        window.event(Event::PointerMoved(bar + vec2(400.0, 0.0)));
        window.step();
        window.event(button(bar + vec2(400.0, 0.0), false));
        window.run();
        assert!(
            (left(&window, "Remarks") - end).abs() < 40.0,
            "{} {end}",
            left(&window, "Remarks")
        );
    }

    #[test]
    fn a_word_that_is_gone_to_comes_into_view() {
        let mut window = window(reading(parse(TABLE), &[]), vec2(600.0, 500.0));
        window.get_by_label("Destination").click_accesskit();
        window.run();
        window.event(Event::PointerMoved(pos2(300.0, 450.0)));
        let page = super::super::page_id();
        window.ctx.memory_mut(|memory| memory.request_focus(page));
        window.run();
        window.key_press(Key::ArrowRight);
        window.run();
        let remarks = window.get_by_label("Remarks").rect();
        assert!(remarks.right() < 580.0, "{remarks}");
    }

    #[test]
    fn a_word_far_to_the_side_of_a_giant_table_comes_into_view() {
        let row = |cell: &str| {
            (0..400)
                .flat_map(|number| [format!("|{cell}"), number.to_string()])
                .collect::<String>()
                + "|\n"
        };
        let source = format!("{}{}{}", row("head"), "|-".repeat(400) + "|\n", row("cell"));
        let mut window = window(reading(parse(&source), &[]), vec2(600.0, 500.0));
        assert!(
            window.query_by_label("cell399").is_none(),
            "what is far away is not laid out"
        );
        let block = &window.state().reading.article.blocks[1];
        let start = u32::try_from(block.text.find("cell399").unwrap()).unwrap();
        let state = window.state_mut();
        state.reading.go_to(1, ByteRange::new(start, start + 7), true);
        window.run();
        let cell = window.get_by_label("cell399").rect();
        assert!(cell.left() > 0.0 && cell.right() < 600.0, "{cell}");
        assert!(window.query_by_label("cell0").is_none());
    }

    #[test]
    fn a_callout_without_a_title_is_named() {
        let text = "> [!warning]\n> Mind the stones.\n\n> [!tip] My own\n> Bring a coat.\n";
        let window = window(reading(parse(text), &[]), vec2(600.0, 500.0));
        let name = window.get_by_label("Warning").rect();
        assert!(name.top() < window.get_by_label("Mind").rect().top());
        assert!(window.query_by_label("Tip").is_none());
    }
}

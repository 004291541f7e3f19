//! The outline: the headings of the open article, the one that is read marked, each a click away.
//!
//! It stands beside the page where there is room, else over its left edge. A book may have thousands of headings: they
//! are gathered once for each opening, and only the rows in view are drawn.

use eframe::egui::{
    self, Align, Area, Id, Key, Layout, Margin, Order, Panel, Rect, RichText, Role, ScrollArea, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::icons::Icon;
use super::theme::Theme;
use super::widgets::{focus_ring, icon_button, line, sans, semibold};
use crate::app::{Action, Reading};
use crate::text::{Block, BlockKind, Place, Style};

/// Width of the outline (points).
const WIDTH: f32 = 252.0;
/// What the page keeps beside it at least (points).
const PAGE: f32 = 520.0;
const ROW: f32 = 28.0;
/// How much farther in each level stands (points).
const STEP: f32 = 14.0;

/// A heading.
struct Heading {
    block: u32,
    /// 0 for the highest level that the article has.
    depth: u8,
    title: String,
}

/// Whether it is shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    No,
    /// From this frame on: its field takes the keyboard.
    Now,
    Yes,
}

/// What only the outline cares about.
#[derive(Default)]
pub struct OutlineState {
    shown: Shown,
    /// It lies over the page, and goes when a heading was chosen.
    over: bool,
    /// Its field had the keyboard in the last frame.
    has_keyboard: bool,
    search: String,
    chosen: usize,
    /// The heading that was being read in the last frame.
    followed: Option<usize>,
    /// The headings of that opening.
    headings: Option<(u64, Vec<Heading>)>,
}

impl OutlineState {
    /// Opens or closes it.
    pub fn toggle(&mut self) {
        self.shown = if self.shown == Shown::No { Shown::Now } else { Shown::No };
        self.followed = None;
        self.search.clear();
    }

    /// Closes it.
    fn close(&mut self) {
        self.followed = None;
        self.shown = Shown::No;
    }

    /// `Esc`: closes it, unless the key is meant for something else (`busy`) and it only stands beside the page. Returns
    /// whether it was closed.
    pub fn escape(&mut self, busy: bool) -> bool {
        let closes = self.shown != Shown::No && (!busy || self.over || self.has_keyboard);
        if closes {
            self.close();
        }
        closes
    }

    /// Draws it, if it is open: beside the page, or over it. Returns where it lies over the page.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        reading: &Reading,
        theme: &Theme,
        out: &mut Vec<Action>,
    ) -> Option<OutlineOver> {
        if self.shown == Shown::No {
            return None;
        }
        let room = ui.available_rect_before_wrap();
        self.over = room.width() < WIDTH + PAGE;
        if self.over {
            let width = WIDTH.min(room.width() - 40.0);
            return Some(OutlineOver(room.with_max_x(room.left() + width)));
        }
        let frame = egui::Frame::new().fill(theme.panel);
        let panel = Panel::left("outline").resizable(false).exact_size(WIDTH).frame(frame);
        panel.show(ui, |ui| self.contents(ui, reading, theme, out));
        None
    }
}

/// The outline over the page, to be drawn after it.
pub struct OutlineOver(Rect);

impl OutlineOver {
    /// Draws it.
    pub fn show(
        self,
        ctx: &egui::Context,
        reading: &Reading,
        theme: &Theme,
        state: &mut OutlineState,
        out: &mut Vec<Action>,
    ) {
        let Self(rect) = self;
        let area = Area::new(Id::unique("outline over"))
            .order(Order::Middle)
            .fixed_pos(rect.min)
            .constrain(false)
            .movable(false);
        let shown = area.show(ctx, |ui| {
            ui.set_min_size(rect.size());
            ui.set_max_size(rect.size());
            let shadow = ctx.global_style().visuals.popup_shadow;
            ui.painter().add(shadow.as_shape(rect, 0));
            ui.painter().rect_filled(rect, 0.0, theme.panel);
            let mut inside = ui.new_child(UiBuilder::new().max_rect(rect));
            state.contents(&mut inside, reading, theme, out);
        });
        let elsewhere = ctx.input(|input| {
            let at = input.pointer.interact_pos();
            input.pointer.any_pressed() && at.is_some_and(|at| !shown.response.rect.contains(at))
        });
        if elsewhere {
            state.close();
        }
    }
}

impl OutlineState {
    fn contents(&mut self, ui: &mut Ui, reading: &Reading, theme: &Theme, out: &mut Vec<Action>) {
        let edge = ui.max_rect();
        ui.painter()
            .vline(edge.right() - 0.5, edge.y_range(), egui::Stroke::new(1.0, theme.line));
        if self
            .headings
            .as_ref()
            .is_none_or(|(opening, _)| *opening != reading.opening)
        {
            self.headings = Some((reading.opening, gather(&reading.article.blocks)));
        }
        egui::Frame::new()
            .inner_margin(Margin::symmetric(12, 10))
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(RichText::new(t!("outline.title")).font(semibold(14.0)).color(theme.ink));
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if icon_button(ui, theme, Icon::Close, &t!("outline.close")).clicked() {
                            self.close();
                        }
                    });
                });
                let field = TextEdit::singleline(&mut self.search)
                    .hint_text(RichText::new(t!("outline.search")).color(theme.ink_second))
                    .desired_width(f32::INFINITY)
                    .margin(Margin::symmetric(10, 5));
                let field = ui.add(field);
                super::name(&field, &t!("outline.search"));
                if self.shown == Shown::Now {
                    field.request_focus();
                }
                self.has_keyboard = field.has_focus();
                self.list(ui, reading, theme, &field, out);
            });
        if self.shown == Shown::Now {
            self.shown = Shown::Yes;
        }
    }

    fn list(&mut self, ui: &mut Ui, reading: &Reading, theme: &Theme, field: &egui::Response, out: &mut Vec<Action>) {
        let headings = self.headings.as_ref().map_or(&[][..], |(_, headings)| headings);
        let wanted = self.search.trim().to_lowercase();
        let fits = |at: &usize| wanted.is_empty() || headings[*at].title.to_lowercase().contains(&wanted);
        let found: Vec<usize> = (0..headings.len()).filter(fits).collect();
        let current = headings
            .partition_point(|heading| heading.block <= reading.position.block)
            .checked_sub(1);
        let row_of = |heading: Option<usize>| heading.and_then(|heading| found.iter().position(|at| *at == heading));
        let mut reveal = None;
        if self.followed != current || self.shown == Shown::Now {
            self.followed = current;
            reveal = row_of(current);
            self.chosen = reveal.unwrap_or(0);
        }
        if field.changed() {
            self.chosen = 0;
            reveal = Some(0);
        }
        if field.has_focus() {
            let (down, up) = ui.input(|input| (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)));
            if down || up {
                let next = if down {
                    self.chosen + 1
                } else {
                    self.chosen.saturating_sub(1)
                };
                self.chosen = next.min(found.len().saturating_sub(1));
                reveal = Some(self.chosen);
            }
        }
        let mut gone_to = None;
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            gone_to = found.get(self.chosen).copied();
        }
        if found.is_empty() {
            let text = if headings.is_empty() {
                t!("outline.none")
            } else {
                t!("outline.none_found")
            };
            ui.add_space(8.0);
            ui.label(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
        }
        let height = ui.available_height();
        let mut area = ScrollArea::vertical().auto_shrink([false, false]).max_height(height);
        if let Some(row) = reveal {
            #[expect(clippy::cast_precision_loss)]
            let top = row as f32 * ROW - 0.4 * height;
            area = area.vertical_scroll_offset(top.max(0.0));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, ROW, found.len(), |ui, rows| {
            for row in rows {
                let Some(&at) = found.get(row) else { continue };
                let chosen = row == self.chosen && field.has_focus();
                if row_ui(ui, theme, &headings[at], Some(at) == current, chosen) {
                    gone_to = Some(at);
                }
            }
        });
        let Some(heading) = gone_to.and_then(|at| headings.get(at)) else {
            return;
        };
        out.push(Action::GoToPlace(Place {
            block: heading.block,
            byte: 0,
        }));
        ui.memory_mut(|memory| memory.request_focus(super::article::page_id()));
        if self.over {
            self.close();
        }
    }
}

fn row_ui(ui: &mut Ui, theme: &Theme, heading: &Heading, current: bool, chosen: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if chosen || response.hovered() {
        let fill = if chosen {
            theme.line
        } else {
            theme.line.gamma_multiply(0.5)
        };
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    if current {
        let bar = Rect::from_center_size(pos2(rect.left() + 1.5, rect.center().y), vec2(3.0, 16.0));
        ui.painter().rect_filled(bar, 1.5, theme.accent);
    }
    let ink = if current { theme.ink } else { theme.ink_second };
    let font = if current { semibold(13.0) } else { sans(13.0) };
    let left = rect.left() + 10.0 + STEP * f32::from(heading.depth.min(5));
    let inner = Rect::from_min_max(pos2(left, rect.top()), rect.max - vec2(6.0, 0.0));
    line(ui, inner, &heading.title, font, ink);
    focus_ring(ui, theme, &response, rect);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, current, heading.title.as_str()));
    response.clicked()
}

/// The headings, with their levels counted from the highest that there is. The title alone at the top (a single first
/// level) counts as one of them, so that it leads back to the beginning.
fn gather(blocks: &[Block]) -> Vec<Heading> {
    let numbered = blocks.iter().zip(0..);
    let mut headings: Vec<Heading> = numbered
        .filter_map(|(block, number)| match block.kind {
            BlockKind::Heading(level) => Some(Heading {
                block: number,
                depth: level,
                title: title(block),
            }),
            _ => None,
        })
        .filter(|heading| !heading.title.is_empty())
        .collect();
    let highest = headings.iter().map(|heading| heading.depth).min().unwrap_or_default();
    for heading in &mut headings {
        heading.depth -= highest;
    }
    headings
}

/// The text of a heading on one line, without the numbers of its footnotes.
fn title(block: &Block) -> String {
    let mut title = String::new();
    let mut from = 0;
    let notes = block.spans.iter().filter(|span| span.style.has(Style::FOOTNOTE));
    for range in notes.map(|span| span.range.usize()) {
        title.push_str(block.text.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    title.push_str(block.text.get(from..).unwrap_or_default());
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn headings_are_gathered_with_their_depth() {
        let article = parse("## One[^1]\n\ntext\n\n### Two *b*\n\n## Three\n\n#\n\n[^1]: note\n");
        let found = gather(&article.blocks);
        let found: Vec<_> = found
            .iter()
            .map(|heading| (heading.depth, heading.title.as_str()))
            .collect();
        assert_eq!(found, [(0, "One"), (1, "Two b"), (0, "Three")]);
    }
}

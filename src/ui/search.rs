//! The search of everything, in front of the window: one field, and what is found as it is typed.

mod rows;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    self, Align, Align2, Area, Context, Event, Id, Key, Label, Layout, Margin, Modifiers, Order, Pos2, Rect, RichText,
    ScrollArea, TextEdit, Ui, vec2,
};
use rust_i18n::t;

use self::rows::row_ui;
use super::landmarks::dialog;
use super::theme::Theme;
use super::widgets::{sans, semibold};
use crate::app::{Action, HitKind, Model, Search, SearchAction, format};
use crate::worker::SearchFound;

/// Of the window's width it takes so much at most (points).
const WIDTH: f32 = 760.0;
/// Of what can be typed (points).
const EXAMPLES: f32 = 124.0;
/// From the top of the window (points).
const TOP: f32 = 56.0;

/// What only the search's view cares about.
#[derive(Default)]
pub struct SearchState {
    /// Give the keyboard to the field, with all of it selected.
    pub focus: bool,
    text: String,
    chosen: usize,
    /// Serial of the answer that the list was drawn for.
    drawn: u64,
    /// The list was gone through by keys: the chosen row comes into view.
    moved: bool,
}

/// Draws the search, if it is open.
pub fn search_ui(ctx: &Context, model: &Model, theme: &Theme, state: &mut SearchState, out: &mut Vec<Action>) {
    let search = &model.search;
    if !search.open {
        return;
    }
    let screen = ctx.content_rect();
    let width = WIDTH.min(screen.width() - 40.0);
    let top = TOP.min(screen.height() * 0.06);
    let area = Area::new(Id::unique("search everything"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_TOP)
        .constrain(false);
    let place = Pos2::new(screen.center().x, screen.top() + top);
    let shown = area.fixed_pos(place).show(ctx, |ui| {
        let frame = egui::Frame::window(ui.style())
            .fill(theme.paper)
            .inner_margin(Margin::same(12))
            .corner_radius(10);
        frame.show(ui, |ui| {
            dialog(ui, &t!("region.search"));
            ui.set_width(width - 24.0);
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            keys(ui, search, state, out);
            field_ui(ui, search, theme, state, out);
            let room = screen.bottom() - ui.cursor().top() - 44.0;
            body_ui(ui, model, theme, (state, room.max(120.0)), out);
        });
    });
    let elsewhere = pressed_outside(ctx, shown.response.rect);
    if elsewhere || ctx.input(|input| input.key_pressed(Key::Escape)) {
        out.push(Action::Search(SearchAction::Close));
    }
}

fn pressed_outside(ctx: &Context, rect: Rect) -> bool {
    ctx.input(|input| {
        let at = input.pointer.interact_pos();
        input.pointer.any_pressed() && at.is_some_and(|at| !rect.contains(at))
    })
}

/// Up, down and Enter belong to the list while the field has the keyboard.
fn keys(ui: &Ui, search: &Search, state: &mut SearchState, out: &mut Vec<Action>) {
    if let Some(found) = search.found.as_ref().filter(|found| found.serial != state.drawn) {
        state.drawn = found.serial;
        state.chosen = state.chosen.min(search.listed().saturating_sub(1));
    }
    let typing = ui.ctx().memory(|memory| memory.has_focus(field_id()));
    if !typing {
        return;
    }
    let listed = search.listed();
    ui.input_mut(|input| {
        // Once more: what is typed next takes the place of what was.
        state.focus |= input.consume_key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        let before = state.chosen;
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            state.chosen = (state.chosen + 1).min(listed.saturating_sub(1));
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            state.chosen = state.chosen.saturating_sub(1);
        }
        state.moved |= before != state.chosen;
        // While a word is being put together, Enter takes it.
        let composing = input.events.iter().any(|event| matches!(event, Event::Ime(_)));
        if !composing && listed > 0 && input.consume_key(Modifiers::NONE, Key::Enter) {
            out.push(Action::Search(SearchAction::Open(state.chosen)));
        }
    });
}

fn field_id() -> Id {
    Id::unique("search everything field")
}

fn field_ui(ui: &mut Ui, search: &Search, theme: &Theme, state: &mut SearchState, out: &mut Vec<Action>) {
    if state.text != search.text {
        state.text.clone_from(&search.text);
    }
    let edit = TextEdit::singleline(&mut state.text)
        .id(field_id())
        .hint_text(RichText::new(t!("search.hint")).color(theme.ink_second))
        .font(sans(16.0))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(12, 9))
        .return_key(None)
        .show(ui);
    let response = edit.response.response;
    super::name(&response, &t!("search.hint"));
    if std::mem::take(&mut state.focus) {
        response.request_focus();
        let all = CCursorRange::two(CCursor::default(), CCursor::new(state.text.chars().count()));
        let mut cursor = edit.state;
        cursor.cursor.set_char_range(Some(all));
        cursor.store(ui.ctx(), response.id);
    }
    if response.changed() {
        state.chosen = 0;
        out.push(Action::Search(SearchAction::Type(state.text.clone())));
    }
}

fn body_ui(ui: &mut Ui, model: &Model, theme: &Theme, (state, room): (&mut SearchState, f32), out: &mut Vec<Action>) {
    let search = &model.search;
    status_ui(ui, search, theme);
    if search.text.trim().is_empty() {
        return help_ui(ui, theme);
    }
    let moved = std::mem::take(&mut state.moved);
    let scroll = ScrollArea::vertical().id_salt("search hits").max_height(room);
    // The window in front has the height of the frame before, which may have held less.
    let scroll = scroll.min_scrolled_height(room);
    scroll.auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut place = 0;
        for kind in HitKind::ALL {
            let (hits, count) = search.hits(kind);
            if hits.is_empty() {
                continue;
            }
            heading_ui(ui, search, theme, (kind, count), out);
            for hit in hits {
                let chosen = place == state.chosen;
                let row = row_ui(ui, model, theme, hit, chosen);
                if chosen && moved {
                    row.scroll_to_me(None);
                }
                if row.clicked() {
                    out.push(Action::Search(SearchAction::Open(place)));
                }
                place += 1;
            }
            ui.add_space(8.0);
        }
    });
}

/// Above the hits of a kind: its name, how many there are, and a way to all of them.
fn heading_ui(ui: &mut Ui, search: &Search, theme: &Theme, (kind, count): (HitKind, usize), out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        ui.add_space(8.0);
        let name = match kind {
            HitKind::Word => t!("search.words"),
            HitKind::Note => t!("search.notes"),
            HitKind::Article => t!("search.articles"),
        };
        ui.label(RichText::new(&*name).font(semibold(12.0)).color(theme.ink_second));
        let number = format::number(count);
        let many = if count >= SearchFound::MOST {
            t!("search.or_more", count = number).into_owned()
        } else {
            number
        };
        ui.label(RichText::new(many).font(sans(12.0)).color(theme.ink_second));
        if search.has_more(kind) {
            let more = ui.link(RichText::new(t!("search.more")).font(sans(12.0)).color(theme.accent));
            super::name(&more, &t!("search.more_of", kind = name));
            if more.clicked() {
                out.push(Action::Search(SearchAction::More(kind)));
            }
        }
    });
}

/// One line: what there is to say of the search as a whole. Screen readers speak it without being asked.
fn status_ui(ui: &mut Ui, search: &Search, theme: &Theme) {
    let mut parts: Vec<String> = Vec::new();
    if let (Some(found), false) = (&search.found, search.text.trim().is_empty()) {
        if found.failed {
            parts.push(t!("search.failed").into_owned());
        } else if search.listed() == 0 && !search.searching {
            parts.push(t!("search.none").into_owned());
        }
    } else if search.searching {
        parts.push(t!("search.searching").into_owned());
    }
    if let Some((done, total)) = search.progress {
        let (done, total) = (format::number(done), format::number(total));
        parts.push(t!("search.indexing", done = done, total = total).into_owned());
    }
    if parts.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let text = RichText::new(parts.join(" · "))
            .font(sans(13.0))
            .color(theme.ink_second);
        let label = ui.add(Label::new(text).wrap());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
    });
    ui.add_space(4.0);
}

/// What can be typed, while nothing is.
fn help_ui(ui: &mut Ui, theme: &Theme) {
    let rows = [
        ("stall", t!("search.help_word")),
        ("\"air defence\"", t!("search.help_phrase")),
        ("-drone", t!("search.help_without")),
        ("tag:grammar", t!("search.help_tag")),
        ("in:notes", t!("search.help_in")),
        ("status:learning", t!("search.help_status")),
    ];
    ui.add_space(6.0);
    ui.spacing_mut().interact_size.y = 22.0;
    for (example, meaning) in rows {
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            let example = RichText::new(example).font(semibold(13.0)).color(theme.ink);
            let column = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(EXAMPLES, 20.0), column, |ui| {
                ui.set_min_width(EXAMPLES);
                ui.label(example);
            });
            ui.add(Label::new(RichText::new(meaning).font(sans(13.0)).color(theme.ink_second)).wrap());
        });
    }
    ui.add_space(4.0);
}

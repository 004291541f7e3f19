//! The command palette and the menu: both list the command table.

use eframe::egui::{self, Align2, Area, Key, Margin, Order, RichText, ScrollArea, TextEdit, Ui, vec2};
use rust_i18n::t;

use super::landmarks::dialog;
use super::theme::Theme;
use super::widgets::{line, line_right, sans};
use crate::app::{Action, COMMANDS, Command, Scope};

/// What only the palette cares about.
#[derive(Default)]
pub struct PaletteState {
    /// Whether it is shown.
    pub open: bool,
    search: String,
    chosen: usize,
    fresh: bool,
}

impl PaletteState {
    /// Shows or hides it.
    pub fn toggle(&mut self) {
        *self = Self {
            open: !self.open,
            fresh: true,
            ..Self::default()
        };
    }
}

/// The menu on the rail: every command that needs no word, and those for an article while one is read.
pub fn menu_ui(ui: &mut Ui, reading: bool, out: &mut Vec<Action>) {
    let fits = |scope: Scope| scope == Scope::Anywhere || (reading && scope == Scope::Read);
    ui.set_width(300.0);
    let height = ui.ctx().content_rect().height() - 40.0;
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for command in COMMANDS.iter().filter(|command| command.listed && fits(command.scope)) {
            let key = command.keys.first().copied().unwrap_or_default();
            let button = egui::Button::new(RichText::new(t!(command.name)).font(sans(13.0)))
                .shortcut_text(RichText::new(key).font(sans(12.0)))
                .frame(false)
                .min_size(vec2(ui.available_width(), 26.0));
            if ui.add(button).clicked() {
                out.push(Action::Command(command.id));
                ui.close();
            }
        }
    });
}

/// The palette: type a part of a name, press Enter.
pub fn palette_ui(ctx: &egui::Context, theme: &Theme, state: &mut PaletteState, out: &mut Vec<Action>) {
    if !state.open {
        return;
    }
    let screen = ctx.content_rect();
    let width = 480.0_f32.min(screen.width() - 40.0);
    let area = Area::new(egui::Id::unique("palette"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_TOP);
    let shown = area.fixed_pos(screen.center_top() + vec2(0.0, 80.0)).show(ctx, |ui| {
        let frame = egui::Frame::window(ui.style())
            .fill(theme.paper)
            .inner_margin(Margin::same(10))
            .corner_radius(10);
        frame.show(ui, |ui| {
            dialog(ui, &t!("region.palette"));
            ui.set_width(width);
            let field = TextEdit::singleline(&mut state.search)
                .hint_text(RichText::new(t!("palette.hint")).color(theme.ink_second))
                .desired_width(f32::INFINITY)
                .margin(Margin::symmetric(10, 7));
            let response = ui.add(field);
            super::name(&response, &t!("palette.hint"));
            if std::mem::take(&mut state.fresh) {
                response.request_focus();
            }
            if response.changed() {
                state.chosen = 0;
            }
            let found = found(&state.search);
            let before = state.chosen;
            ui.input(|input| {
                if input.key_pressed(Key::ArrowDown) {
                    state.chosen = (state.chosen + 1).min(found.len().saturating_sub(1));
                }
                if input.key_pressed(Key::ArrowUp) {
                    state.chosen = state.chosen.saturating_sub(1);
                }
            });
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let moved = state.chosen != before;
            list_ui(ui, theme, state, &found, (entered, moved), out);
        });
    });
    let escaped = ctx.input(|input| input.key_pressed(Key::Escape));
    let elsewhere = ctx.input(|input| {
        input.pointer.any_pressed()
            && input
                .pointer
                .interact_pos()
                .is_some_and(|at| !shown.response.rect.contains(at))
    });
    if escaped || elsewhere {
        state.open = false;
    }
}

fn found(search: &str) -> Vec<&'static Command> {
    let wanted = search.to_lowercase();
    let fits = |command: &&Command| command.listed && t!(command.name).to_lowercase().contains(wanted.trim());
    COMMANDS.iter().filter(fits).collect()
}

fn list_ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut PaletteState,
    found: &[&Command],
    (entered, moved): (bool, bool),
    out: &mut Vec<Action>,
) {
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, command) in found.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), egui::Sense::click());
            let chosen = index == state.chosen;
            if chosen || response.hovered() {
                let fill = if chosen { theme.line } else { theme.panel };
                ui.painter().rect_filled(rect, 6.0, fill);
            }
            if chosen && moved {
                response.scroll_to_me(None);
            }
            let inner = rect.shrink2(vec2(10.0, 0.0));
            line(ui, inner, &t!(command.name), sans(13.5), theme.ink);
            line_right(
                ui,
                inner,
                command.keys.first().copied().unwrap_or_default(),
                sans(12.0),
                theme.ink_second,
            );
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, t!(command.name)));
            if response.clicked() || (chosen && entered) {
                out.push(Action::Command(command.id));
                state.open = false;
            }
        }
    });
}

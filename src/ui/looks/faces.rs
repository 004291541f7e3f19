//! The faces of the system, to choose one to read in: type a part of a name, press Enter.

use eframe::egui::{Key, Margin, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use crate::ui::system_faces::SystemFaces;
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, line, sans, semibold};

const ROW: f32 = 26.0;
/// Height of the list (points).
const HEIGHT: f32 = 5.5 * ROW;

/// What only the list cares about.
#[derive(Default)]
pub struct FacesState {
    search: String,
    chosen: usize,
    /// The list was shown in the last frame.
    shown: Option<u64>,
}

/// Draws the list; sets `current` when another face is chosen.
pub fn faces_ui(ui: &mut Ui, theme: &Theme, current: &mut String, state: &mut FacesState, system: &mut SystemFaces) {
    let Some(names) = system.names(ui.ctx()) else {
        ui.label(
            RichText::new(t!("looks.gathering"))
                .font(sans(12.5))
                .color(theme.ink_second),
        );
        return;
    };
    let frame = ui.ctx().cumulative_frame_nr();
    let fresh = state.shown.is_none_or(|shown| shown + 1 < frame);
    state.shown = Some(frame);
    if system.is_missing(current) {
        let text = t!("looks.missing_face", name = current);
        ui.label(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
    }
    let hint = t!("looks.search_faces", count = names.len());
    let field = TextEdit::singleline(&mut state.search)
        .hint_text(RichText::new(hint.as_ref()).color(theme.ink_second))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 5));
    let field = ui.add(field);
    crate::ui::name(&field, &hint);
    let wanted = state.search.trim().to_lowercase();
    let found: Vec<&String> = names
        .iter()
        .filter(|name| name.to_lowercase().contains(&wanted))
        .collect();
    if fresh {
        state.chosen = found.iter().position(|name| *name == current).unwrap_or(0);
    }
    if field.changed() {
        state.chosen = 0;
    }
    let before = state.chosen;
    let typing = field.has_focus();
    if typing {
        let (down, up) = ui.input(|input| (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)));
        state.chosen = (state.chosen + usize::from(down)).min(found.len().saturating_sub(1));
        state.chosen = state.chosen.saturating_sub(usize::from(up));
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        if let Some(name) = found.get(state.chosen) {
            (*name).clone_into(current);
        }
        field.request_focus();
    }
    let mut area = ScrollArea::vertical()
        .max_height(HEIGHT)
        .min_scrolled_height(HEIGHT)
        .auto_shrink([false, true]);
    if fresh || before != state.chosen {
        #[expect(clippy::cast_precision_loss)]
        let top = state.chosen as f32 * ROW - 2.0 * ROW;
        area = area.vertical_scroll_offset(top.max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, ROW, found.len(), |ui, rows| {
        for at in rows {
            let Some(name) = found.get(at) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let next = at == state.chosen && (typing || *name == current);
            if next || response.hovered() {
                let fill = if next { theme.line } else { theme.panel };
                ui.painter().rect_filled(rect, 6.0, fill);
            }
            let on = *name == current;
            let font = if on { semibold(13.0) } else { sans(13.0) };
            line(ui, rect.shrink2(vec2(10.0, 0.0)), name, font, theme.ink);
            focus_ring(ui, theme, &response, rect);
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, name.as_str()));
            if response.clicked() {
                state.chosen = at;
                (*name).clone_into(current);
            }
        }
    });
    ui.spacing_mut().item_spacing.y = 7.0;
}

//! The buttons of the card that set the status.

use eframe::egui::{Align2, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use crate::app::{Action, format};
use crate::study::Status;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

const GAP: f32 = 3.0;
const HEIGHT: f32 = 38.0;
/// Left and right of a name together, at least (points).
const PADDING: f32 = 2.0;
/// Width of the button that takes the status away (points).
const NONE: f32 = 20.0;
/// Sizes of the names, of which the first that fits is taken (points).
const SIZES: [f32; 4] = [11.5, 11.0, 10.5, 10.0];

/// What a button sets; the last one takes the status away.
fn choices() -> impl Iterator<Item = Option<Status>> {
    Status::ALL.into_iter().map(Some).chain([None])
}

/// Draws the buttons: in one row, or in two where the names do not fit into one.
pub(super) fn status_ui(ui: &mut Ui, is_term: bool, status: Option<Status>, theme: &Theme, out: &mut Vec<Action>) {
    let names: Vec<(Option<Status>, String)> = choices()
        .map(|choice| {
            let name = choice.map_or_else(|| "–".to_owned(), format::status_verb);
            (choice, name)
        })
        .collect();
    let widest = |size: f32| {
        let width = |(_, name): &(Option<Status>, String)| {
            let galley = ui.painter().layout_no_wrap(name.clone(), sans(size), theme.ink);
            galley.size().x
        };
        names.iter().map(width).fold(0.0, f32::max)
    };
    // All are equally wide; the one that takes the status away says least and needs least.
    #[expect(clippy::cast_precision_loss, reason = "eight buttons")]
    let others = names.len() as f32 - 1.0;
    let beside = ((ui.available_width() - NONE - GAP * others) / others).floor();
    let size = SIZES.into_iter().find(|&size| widest(size) + PADDING <= beside);
    let (rows, (size, width, none)) = if let Some(size) = size {
        (vec![&names[..]], (size, beside, NONE))
    } else {
        let half = names.len().div_ceil(2);
        #[expect(clippy::cast_precision_loss, reason = "four buttons")]
        let count = half as f32;
        let width = ((ui.available_width() - GAP * (count - 1.0)) / count).floor();
        let size = SIZES.into_iter().find(|&size| widest(size) + PADDING <= width);
        (names.chunks(half).collect(), (size.unwrap_or(SIZES[3]), width, width))
    };
    for row in rows {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (choice, name) in row {
                let on = status == *choice && (choice.is_some() || is_term);
                let width = if choice.is_some() { width } else { none };
                if button_ui(ui, theme, (*choice, name), (size, width), on) {
                    // A second click on the status that is set takes it away.
                    out.push(Action::SetStatus(if on { None } else { *choice }));
                }
            }
        });
    }
}

fn button_ui(
    ui: &mut Ui,
    theme: &Theme,
    (choice, name): (Option<Status>, &str),
    (size, width): (f32, f32),
    on: bool,
) -> bool {
    let galley = ui.painter().layout_no_wrap(name.to_owned(), sans(size), theme.ink);
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let fill = if on {
        theme.tint(choice).unwrap_or(theme.line)
    } else if response.hovered() {
        theme.panel
    } else {
        theme.paper
    };
    let edge = if response.has_focus() {
        Stroke::new(2.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.line)
    };
    ui.painter().rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    let key = choice.map_or("0", format::status_key);
    let (upper, lower) = rect.shrink2(vec2(1.0, 5.0)).split_top_bottom_at_fraction(0.55);
    ui.painter()
        .galley(upper.center() - galley.size() / 2.0, galley, theme.ink);
    ui.painter()
        .text(lower.center(), Align2::CENTER_CENTER, key, sans(10.0), theme.ink_second);
    let label = choice.map_or_else(|| format::status(None), format::status_verb);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, label.as_str()));
    let hint = t!("card.status_hint", status = label, key = key);
    response.on_hover_text(hint).clicked()
}

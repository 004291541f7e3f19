//! The buttons of the card that set the status.

use eframe::egui::{Align2, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use crate::app::{Action, format};
use crate::study::Status;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

const GAP: f32 = 4.0;
const HEIGHT: f32 = 38.0;
/// Left and right of a name together, at least (points).
const PADDING: f32 = 4.0;

/// A name counts as at least so wide (points).
const NAME: f32 = 14.0;

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
    let width = |size: f32, names: &[(Option<Status>, String)]| -> f32 {
        let width = |name: &String| {
            let galley = ui.painter().layout_no_wrap(name.clone(), sans(size), theme.ink);
            galley.size().x.max(NAME)
        };
        names.iter().map(|(_, name)| width(name)).sum()
    };
    let rest = |size: f32, names: &[(Option<Status>, String)]| {
        #[expect(clippy::cast_precision_loss, reason = "eight buttons")]
        let count = names.len() as f32;
        (ui.available_width() - GAP * (count - 1.0) - width(size, names)) / count
    };
    let size = if rest(11.5, &names) >= PADDING + 2.0 {
        11.5
    } else {
        10.5
    };
    let rows: Vec<&[(Option<Status>, String)]> = if rest(size, &names) >= PADDING {
        vec![&names]
    } else {
        names.chunks(names.len().div_ceil(2)).collect()
    };
    // Each is as wide as its name and an equal share of the rest, so that no name touches an edge.
    let rows: Vec<_> = rows.iter().map(|row| (*row, rest(size, row).floor())).collect();
    for (row, padding) in rows {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (choice, name) in row {
                let on = status == *choice && (choice.is_some() || is_term);
                if button_ui(ui, theme, (*choice, name), (size, padding), on) {
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
    (size, padding): (f32, f32),
    on: bool,
) -> bool {
    let galley = ui.painter().layout_no_wrap(name.to_owned(), sans(size), theme.ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x.max(NAME) + padding, HEIGHT), Sense::click());
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

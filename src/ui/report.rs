//! The report of a folder that was imported: bold that was taken for emphasis, from all its files in one list, to be
//! taken in or left.

use std::collections::{BTreeSet, HashMap};

use eframe::egui::{Button, Checkbox, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::{line, sans, semibold};
use crate::app::{Action, format};
use crate::text::Emphasis;
use crate::worker::Doubtful;

const ROW_HEIGHT: f32 = 26.0;

/// What only the report cares about.
#[derive(Default)]
pub struct ReportState {
    ticked: BTreeSet<usize>,
    /// The places of the list that say the same for the same reason, in the order of the first: one row each.
    groups: Vec<Vec<usize>>,
}

/// What a page repeats (`Write to`) would fill the list with equal rows.
fn groups(doubtful: &[Doubtful]) -> Vec<Vec<usize>> {
    let mut numbers = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, one) in doubtful.iter().enumerate() {
        let number = *numbers.entry((words(one), one.reason)).or_insert(groups.len());
        match groups.get_mut(number) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups
}

fn words(doubtful: &Doubtful) -> String {
    doubtful.pick.form.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Draws the list, if there is anything in it, and the buttons.
pub fn report_ui(
    ui: &mut Ui,
    theme: &Theme,
    doubtful: &[Doubtful],
    fresh: bool,
    state: &mut ReportState,
    out: &mut Vec<Action>,
) {
    if fresh {
        state.ticked.clear();
        state.groups = groups(doubtful);
    }
    if doubtful.is_empty() {
        let close = ui.add(Button::new(t!("report.close")));
        if fresh {
            close.request_focus();
        }
        if close.clicked() {
            out.push(Action::Dismiss);
        }
        return;
    }
    let text = format::plural("import.doubtful", doubtful.len());
    ui.label(RichText::new(text).font(sans(13.5)).color(theme.ink_second));
    let room = (ui.ctx().content_rect().height() - 260.0).clamp(3.0 * ROW_HEIGHT, 320.0);
    let groups = std::mem::take(&mut state.groups);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("doubtful")
            .max_height(room)
            .auto_shrink([false, true])
            .show_rows(ui, ROW_HEIGHT, groups.len(), |ui, visible| {
                for group in &groups[visible] {
                    row_ui(ui, theme, doubtful, group, state);
                }
            });
    });
    state.groups = groups;
    ui.horizontal_wrapped(|ui| {
        let ticked = state.ticked.len();
        let text = RichText::new(format::plural("import.take_in", ticked)).font(semibold(13.0));
        if ui.add_enabled(ticked > 0, Button::new(text)).clicked() {
            out.push(Action::TakeIn(state.ticked.iter().copied().collect()));
        }
        let leave = ui.add(Button::new(t!("import.leave")));
        if fresh {
            leave.request_focus();
        }
        if leave.clicked() {
            out.push(Action::Dismiss);
        }
        let all = ticked == doubtful.len();
        let text = if all {
            t!("import.tick_none")
        } else {
            t!("import.tick_all")
        };
        if ui
            .link(RichText::new(text).font(sans(13.0)).color(theme.accent))
            .clicked()
        {
            state.ticked = if all {
                BTreeSet::new()
            } else {
                (0..doubtful.len()).collect()
            };
        }
    });
}

fn row_ui(ui: &mut Ui, theme: &Theme, all: &[Doubtful], group: &[usize], state: &mut ReportState) {
    let Some((place, doubtful)) = group.first().and_then(|&place| Some((place, all.get(place)?))) else {
        return;
    };

    let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
    let words = words(doubtful);
    let where_from = match group.len() {
        1 => doubtful.file.clone(),
        places => format::plural("import.doubt_places", places),
    };
    let aside = t!("import.doubt_row", reason = reason(doubtful.reason), file = where_from);
    let mut inside = ui.new_child(UiBuilder::new().id_salt(place).max_rect(row));
    let mut ticked = state.ticked.contains(&place);
    let tick = inside.put(
        Rect::from_min_max(row.min, pos2(row.left() + 22.0, row.bottom())),
        Checkbox::without_text(&mut ticked),
    );
    super::name(&tick, &format!("{words}, {aside}"));
    let text = Rect::from_min_max(
        pos2(row.left() + 28.0, row.top()),
        pos2(row.right() - 12.0, row.bottom()),
    );
    let (left, right) = text.split_left_right_at_fraction(0.5);
    line(
        ui,
        left.with_max_x(left.right() - 8.0),
        &words,
        semibold(13.5),
        theme.ink,
    );
    line(ui, right, &aside, sans(12.5), theme.ink_second);
    let beside = inside.interact(text, inside.scope_id().with("beside"), Sense::click());
    if beside.on_hover_text(doubtful.pick.sentence.as_str()).clicked() {
        ticked = !ticked;
    }
    if ticked {
        state.ticked.extend(group);
    } else {
        state.ticked.retain(|place| !group.contains(place));
    }
}

fn reason(reason: Emphasis) -> String {
    match reason {
        Emphasis::Long => t!("import.doubt_long"),
        Emphasis::Speaker => t!("import.doubt_speaker"),
        Emphasis::Furniture => t!("import.doubt_furniture"),
        Emphasis::Block | Emphasis::Heading | Emphasis::Number | Emphasis::NoWord => t!("import.doubt_block"),
    }
    .into_owned()
}

//! Below the card: the button that shows the answer, or the four grades with what each leads to.

use eframe::egui::{Align2, Label, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use crate::app::{Action, CardCommand, CommandId, Model, command};
use crate::store::ReviewCard;
use crate::study::review::{CardKind, Wait, interval_words};
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, sans, semibold};

const HEIGHT: f32 = 58.0;
const GAP: f32 = 10.0;

/// How long a card waits, as it is told.
pub(super) fn wait_words(wait: Wait) -> String {
    let (count, unit) = interval_words(wait);
    match unit {
        "min" => t!("review.waits.min", count = count),
        "h" => t!("review.waits.h", count = count),
        "d" => t!("review.waits.d", count = count),
        "mo" => t!("review.waits.mo", count = count),
        _ => t!("review.waits.y", count = count),
    }
    .into_owned()
}

/// Draws them.
pub(super) fn grades_ui(ui: &mut Ui, (model, card): (&Model, &ReviewCard), theme: &Theme, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.x = GAP;
    let width = ui.available_width();
    if model.review.shown {
        let grades = [
            (t!("review.again"), CardCommand::Again),
            (t!("review.hard"), CardCommand::Hard),
            (t!("review.good"), CardCommand::Good),
            (t!("review.easy"), CardCommand::Easy),
        ];
        ui.horizontal(|ui| {
            for ((name, id), wait) in grades.into_iter().zip(card.waits) {
                let key = command(CommandId::Card(id)).keys.first().copied().unwrap_or_default();
                let below = format!("{} · {key}", wait_words(wait));
                let each = ((width - 3.0 * GAP) / 4.0).floor();
                button_ui(ui, each, (&name, &below), id, theme, out);
            }
        });
    } else {
        button_ui(
            ui,
            width,
            (&t!("review.show"), &t!("review.show_key")),
            CardCommand::Show,
            theme,
            out,
        );
    }
    ui.add_space(14.0);
    let keys = if model.review.kind() == Some(CardKind::Typing) && !model.review.shown {
        t!("review.keys_typing")
    } else {
        t!("review.keys")
    };
    ui.vertical_centered(|ui| {
        ui.add(Label::new(RichText::new(keys).font(sans(12.5)).color(theme.ink_second)).wrap());
    });
}

fn button_ui(
    ui: &mut Ui,
    width: f32,
    (name, below): (&str, &str),
    id: CardCommand,
    theme: &Theme,
    out: &mut Vec<Action>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let usual = matches!(id, CardCommand::Good | CardCommand::Show);
    let fill = if response.hovered() { theme.panel } else { theme.paper };
    let (stroke, color) = if usual { (2.0, theme.accent) } else { (1.0, theme.line) };
    ui.painter()
        .rect(rect, 9.0, fill, Stroke::new(stroke, color), StrokeKind::Inside);
    let ink = if id == CardCommand::Again {
        theme.caution
    } else {
        theme.ink
    };
    let ink = if id == CardCommand::Again && theme.dark {
        theme.ink
    } else {
        ink
    };
    let middle = rect.center();
    ui.painter().text(
        middle - vec2(0.0, 9.0),
        Align2::CENTER_CENTER,
        name,
        semibold(14.0),
        ink,
    );
    ui.painter().text(
        middle + vec2(0.0, 10.0),
        Align2::CENTER_CENTER,
        below,
        sans(12.0),
        theme.ink_second,
    );
    focus_ring(ui, theme, &response, rect);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}, {below}")));
    if response.clicked() {
        out.push(Action::Command(CommandId::Card(id)));
    }
}

//! The card itself: where it is from, the question, and after it the answer.

use eframe::egui::{Frame, Label, Margin, RichText, Role, Sense, Stroke, Ui, vec2};
use rust_i18n::t;

use super::{ReviewState, answer, question};
use crate::app::{Action, CardCommand, CommandId, Drafts, Model};
use crate::store::ReviewCard;
use crate::ui::landmarks::region;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Draws the card.
pub(super) fn card_ui(
    ui: &mut Ui,
    (model, card): (&Model, &ReviewCard),
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut ReviewState,
    out: &mut Vec<Action>,
) {
    let side = if ui.available_width() < 480.0 { 20 } else { 40 };
    let frame = Frame::new()
        .fill(theme.paper.lerp_to_gamma(
            if theme.dark {
                theme.line
            } else {
                eframe::egui::Color32::WHITE
            },
            if theme.dark { 0.2 } else { 0.8 },
        ))
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(14)
        .inner_margin(Margin::symmetric(side, 30));
    frame.show(ui, |ui| {
        region(ui, Role::Group, &t!("review.card"));
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        source_ui(ui, card, theme, out);
        pin_ui(ui, model, theme, out);
        ui.add_space(6.0);
        question::question_ui(ui, (model, card), theme, state, out);
        if !model.review.shown {
            return;
        }
        ui.add_space(12.0);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter()
            .hline(line.x_range(), line.center().y, Stroke::new(1.0, theme.line));
        ui.add_space(14.0);
        answer::answer_ui(ui, (model, card), drafts, theme, state, out);
    });
}

/// Of several sentences one can be pinned.
fn pin_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let Some((_, pinned)) = model.review.pin() else { return };
    let text = if pinned { t!("review.pinned") } else { t!("review.pin") };
    let id = CommandId::Card(CardCommand::Pin);
    let link = ui.link(RichText::new(text).font(sans(12.5)).color(theme.accent));
    let hint = format!("{}  {}", t!("review.pin_hint"), crate::app::command(id).keys[0]);
    if link.on_hover_text(hint).clicked() {
        out.push(Action::Command(id));
    }
}

/// Article and paragraph, which lead there.
fn source_ui(ui: &mut Ui, card: &ReviewCard, theme: &Theme, out: &mut Vec<Action>) {
    let text = match (&card.sentence, &card.note) {
        (Some(sentence), _) => {
            let number = sentence.anchor.start.block + 1;
            t!("review.paragraph", title = sentence.title, number = number).into_owned()
        }
        (None, Some(face)) => {
            let title = face.note.article.as_ref().map(|article| article.title.clone());
            title.unwrap_or_else(|| t!("review.of_note").into_owned())
        }
        (None, None) => return,
    };
    let label = Label::new(RichText::new(text).font(sans(12.5)).color(theme.ink_second))
        .truncate()
        .sense(Sense::CLICK);
    let key = crate::app::command(CommandId::Card(CardCommand::Open))
        .keys
        .first()
        .copied()
        .unwrap_or_default();
    let hint = format!("{}  {key}", t!("review.open"));
    let response = ui
        .add(label)
        .on_hover_text(hint)
        .on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
    if response.clicked() {
        out.push(Action::Command(CommandId::Card(CardCommand::Open)));
    }
}

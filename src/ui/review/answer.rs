//! The answer of a card: headword, sound, meanings, and the learner's note, which is written here as well.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, CursorIcon, Id, Label, Margin, RichText, Role, TextEdit, Ui, WidgetInfo};
use rust_i18n::t;

use super::ReviewState;
use super::question::meaning_of;
use crate::app::{Action, CardCommand, CommandId, DraftField, Drafts, Model, Spelled, spelled};
use crate::lexicon::dictionary::Sense;
use crate::store::ReviewCard;
use crate::study::review::CardKind;
use crate::ui::sidebar::after_field;
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, focus_ring, sans, semibold, serif, serif_bold};

/// Draws the answer.
pub(super) fn answer_ui(
    ui: &mut Ui,
    (model, card): (&Model, &ReviewCard),
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut ReviewState,
    out: &mut Vec<Action>,
) {
    if let Some(face) = &card.note {
        ui.add(Label::new(RichText::new(&face.note.body).font(sans(15.0)).color(theme.ink)).wrap());
        return;
    }
    let Some(term) = &card.term else { return };
    if card.kind == CardKind::Typing {
        typed_ui(ui, model, theme);
    }
    let found = model.review.meaning();
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(&term.headword).font(serif_bold(24.0)).color(theme.ink));
        if let Some(sounds) = model.review.sounds() {
            ui.label(RichText::new(sounds).font(serif(16.0)).color(theme.ink_second));
        }
    });
    let senses = model.review.senses();
    if !term.gloss.trim().is_empty() {
        ui.add(Label::new(RichText::new(&term.gloss).font(sans(15.0)).color(theme.ink)).wrap());
    }
    senses_ui(ui, card, &senses, theme, out);
    let has_note = drafts.note.as_ref().is_some_and(|draft| !draft.text.trim().is_empty());
    if senses.is_empty() && meaning_of(model, card).is_none() && !has_note && found.is_some() {
        ui.label(
            RichText::new(t!("review.no_meaning"))
                .font(sans(13.0))
                .color(theme.ink_second),
        );
    }
    note_ui(ui, model, drafts, theme, state, out);
}

/// The meanings, each to be chosen by a click or its key; a chosen one that no dictionary says any more comes first.
fn senses_ui(ui: &mut Ui, card: &ReviewCard, senses: &[&Sense], theme: &Theme, out: &mut Vec<Action>) {
    let chosen = card.chosen_sense();
    let is_chosen = |sense: &Sense| chosen == Some(sense.words().trim());
    if let Some(chosen) = chosen.filter(|_| !senses.iter().any(|sense| is_chosen(sense))) {
        let text = RichText::new(format!("✓ {chosen}")).font(sans(13.5)).color(theme.ink);
        ui.add(Label::new(text).wrap());
    }
    for (number, sense) in (1..).zip(senses) {
        let format = |font, color| TextFormat {
            font_id: font,
            color,
            line_height: Some(21.0),
            ..TextFormat::default()
        };
        let on = is_chosen(sense);
        let mut job = LayoutJob::default();
        if on {
            job.append("✓ ", 0.0, format(semibold(13.5), theme.accent));
        }
        job.append(&format!("{number}"), 0.0, format(semibold(13.5), theme.ink));
        job.append(&format!(" {}", sense.words()), 0.0, format(sans(13.5), theme.ink));
        let said = job.text.clone();
        let label = ui.add(Label::new(job).wrap().sense(egui::Sense::click()));
        label.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
        focus_ring(ui, theme, &label, label.rect.expand(2.0));
        let label = label.on_hover_cursor(CursorIcon::PointingHand);
        if label.on_hover_text(t!("card.choose_sense_key", key = number)).clicked() {
            out.push(Action::Command(CommandId::Card(CardCommand::Sense(number))));
        }
    }
    if card.state.reviews == 0 && chosen.is_none() && senses.len() > 1 {
        let hint = RichText::new(t!("review.choose_sense", count = senses.len())).font(sans(12.5));
        ui.label(hint.color(theme.ink_second));
    }
}

/// What was typed, letter by letter.
fn typed_ui(ui: &mut Ui, model: &Model, theme: &Theme) {
    let Some(wanted) = model.review.wanted() else { return };
    let Some(letters) = spelled(&model.review.typed, wanted) else {
        ui.label(
            RichText::new(t!("review.typed_right"))
                .font(semibold(13.5))
                .color(theme.known),
        );
        return;
    };
    let mut job = LayoutJob::default();
    for letter in letters {
        let (char, color, strike, underline) = match letter {
            Spelled::Right(char) => (char, theme.known, false, false),
            Spelled::Wrong(char) => (char, theme.ink_second, true, false),
            Spelled::Missing(char) => (char, theme.accent, false, true),
        };
        let line = |on| {
            if on {
                eframe::egui::Stroke::new(1.5, color)
            } else {
                eframe::egui::Stroke::NONE
            }
        };
        let format = TextFormat {
            font_id: serif(20.0),
            color,
            strikethrough: line(strike),
            underline: line(underline),
            ..TextFormat::default()
        };
        job.append(&char.to_string(), 0.0, format);
    }
    ui.add(Label::new(job).wrap());
    let wanted = t!("review.typed_was", word = wanted);
    ui.label(RichText::new(wanted).font(sans(13.0)).color(theme.ink_second));
}

/// The learner's note: a field at once.
fn note_ui(
    ui: &mut Ui,
    model: &Model,
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut ReviewState,
    out: &mut Vec<Action>,
) {
    let Some(draft) = &mut drafts.note else { return };
    caption(ui, theme, &t!("review.my_note"));
    let rows = draft.text.lines().count().clamp(1, 10);
    let hint = RichText::new(t!("review.note_hint")).color(theme.ink_second);
    let id = Id::unique(("review note", draft.term_id()));
    let field = TextEdit::multiline(&mut draft.text)
        .id(id)
        .hint_text(hint)
        .font(sans(14.0))
        .desired_width(f32::INFINITY)
        .desired_rows(rows)
        .background_color(theme.paper)
        .margin(Margin::symmetric(10, 7));
    let response = ui.add(field);
    crate::ui::name(&response, &t!("review.my_note"));
    if state.focused_note != model.review.focus_note {
        state.focused_note = model.review.focus_note;
        response.request_focus();
    }
    after_field(ui, drafts, DraftField::Note, &response, out);
}

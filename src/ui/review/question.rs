//! The question of a card, of each kind.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Button, Color32, FontId, Label, RichText, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use super::ReviewState;
use crate::app::{Action, CardCommand, CommandId, Model, ReviewAction};
use crate::store::{ReviewCard, ShownSentence};
use crate::study::review::CardKind;
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, serif, serif_bold};

/// Size of the sentence and height of its lines (points).
const SIZE: f32 = 22.0;
const LINE: f32 = 36.0;

/// Draws the question.
pub(super) fn question_ui(
    ui: &mut Ui,
    (model, card): (&Model, &ReviewCard),
    theme: &Theme,
    state: &mut ReviewState,
    out: &mut Vec<Action>,
) {
    if let Some(face) = &card.note {
        let note = &face.note;
        let text = note.sentence.as_deref().or(note.quote.as_deref());
        let term = note.term.as_ref().map(|term| term.headword.as_str());
        let title = note.article.as_ref().map(|article| article.title.as_str());
        let text = text.or(term).or(title).unwrap_or_default();
        plain_ui(ui, text, theme);
        return;
    }
    let Some(term) = &card.term else { return };
    let shown = model.review.shown;
    let sentence = card.sentence.as_ref();
    let kind = model.review.kind().unwrap_or(card.kind);
    match (kind, sentence) {
        (CardKind::Meaning, _) if !shown => {
            ui.label(
                RichText::new(t!("review.which_word"))
                    .font(sans(13.0))
                    .color(theme.ink_second),
            );
            plain_ui(
                ui,
                &meaning_of(model, card).unwrap_or_else(|| t!("review.no_meaning").into_owned()),
                theme,
            );
        }
        (CardKind::Listening, _) if !shown && !model.review.hint => listen_ui(ui, theme, out),
        (CardKind::Cloze | CardKind::Typing, Some(sentence)) if !shown => {
            sentence_ui(ui, sentence, (true, true), theme);
        }
        (CardKind::Typing, None) if !shown => {
            plain_ui(ui, &meaning_of(model, card).unwrap_or_default(), theme);
        }
        (_, Some(sentence)) => sentence_ui(ui, sentence, (false, !shown), theme),
        (_, None) => plain_ui(ui, &term.headword, theme),
    }
    if shown {
        return;
    }
    if kind == CardKind::Typing {
        typing_ui(ui, (model, card), theme, state, out);
    }
    if matches!(kind, CardKind::Cloze | CardKind::Typing) {
        hint_ui(ui, (model, card), theme, out);
    }
}

/// The learner's gloss, else the meaning that they chose, else the first meaning of a dictionary.
pub(super) fn meaning_of(model: &Model, card: &ReviewCard) -> Option<String> {
    let gloss = card.term.as_ref().map(|term| term.gloss.clone());
    let chosen = || card.chosen_sense().map(str::to_owned);
    let gloss = gloss.filter(|gloss| !gloss.trim().is_empty()).or_else(chosen);
    gloss.or_else(|| {
        let found = model.review.meaning()?;
        let sense = found
            .answers
            .iter()
            .flat_map(|answer| &answer.entries)
            .flat_map(|entry| &entry.senses)
            .next()?;
        Some(sense.text.iter().map(|run| run.text.as_str()).collect())
    })
}

pub(super) fn plain_ui(ui: &mut Ui, text: &str, theme: &Theme) {
    let text = RichText::new(text)
        .font(serif(SIZE))
        .color(theme.ink)
        .line_height(Some(LINE));
    ui.add(Label::new(text).wrap());
}

/// What is asked of a sentence that was said: it can be said again, or read.
fn listen_ui(ui: &mut Ui, theme: &Theme, out: &mut Vec<Action>) {
    ui.add(
        Label::new(
            RichText::new(t!("review.listen_for"))
                .font(sans(13.0))
                .color(theme.ink_second),
        )
        .wrap(),
    );
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let rows = [
            (t!("review.say_again"), CardCommand::Listen),
            (t!("review.read_it"), CardCommand::Hint),
        ];
        for (text, id) in rows {
            let key = crate::app::command(CommandId::Card(id)).keys[0];
            let button = Button::new(RichText::new(text).font(sans(14.0))).min_size(vec2(0.0, 32.0));
            if ui.add(button).on_hover_text(key).clicked() {
                out.push(Action::Command(CommandId::Card(id)));
            }
        }
    });
}

/// The sentence, with the word marked or a gap in its place. While it is asked about, without glosses.
fn sentence_ui(ui: &mut Ui, sentence: &ShownSentence, (gap, asked): (bool, bool), theme: &Theme) {
    let format = |font: FontId, color: Color32| TextFormat {
        font_id: font,
        color,
        line_height: Some(LINE),
        ..TextFormat::default()
    };
    let (text, offset) = if asked {
        sentence.without_glosses()
    } else {
        (sentence.text.clone(), sentence.offset)
    };
    let start = (offset as usize).min(text.len());
    let end = (start + sentence.form.len()).min(text.len());
    let (Some(before), Some(form), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        plain_ui(ui, &text, theme);
        return;
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    job.append(before, 0.0, format(serif(SIZE), theme.ink));
    let hidden = "\u{2007}".repeat(form.chars().count().clamp(4, 14));
    let marked = if gap { hidden.as_str() } else { form };
    job.append(marked, 0.0, format(serif_bold(SIZE), theme.accent));
    job.append(after, 0.0, format(serif(SIZE), theme.ink));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
    // The toolkit underlines at the bottom of the line box: the line is drawn here, under each row that the word takes.
    let (mut at, from) = (0, before.chars().count());
    let to = from + marked.chars().count();
    for row in &galley.rows {
        let glyphs = row
            .glyphs
            .iter()
            .enumerate()
            .filter(|(place, _)| (from..to).contains(&(at + place)));
        let edges = glyphs.fold(None, |edges: Option<(f32, f32)>, (_, glyph)| {
            let left = edges.map_or(glyph.pos.x, |(left, _)| left);
            Some((left, glyph.max_x()))
        });
        if let Some((left, right)) = edges {
            let y = rect.top() + row.rect().bottom() - 3.0;
            let x = (rect.left() + row.rect().left() + left - 2.0)..=(rect.left() + row.rect().left() + right + 2.0);
            ui.painter().hline(x, y, Stroke::new(2.0, theme.accent));
        }
        at += row.glyphs.len() + usize::from(row.ends_with_newline);
    }
    ui.painter().galley(rect.min, galley, theme.ink);
    let told = if gap {
        format!("{before}[{}]{after}", t!("review.gap"))
    } else {
        text.clone()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
}

fn typing_ui(
    ui: &mut Ui,
    (model, card): (&Model, &ReviewCard),
    theme: &Theme,
    state: &mut ReviewState,
    out: &mut Vec<Action>,
) {
    let mut typed = model.review.typed.clone();
    let field = TextEdit::singleline(&mut typed)
        .font(serif(20.0))
        .desired_width(320.0)
        .background_color(theme.paper)
        .margin(eframe::egui::Margin::symmetric(10, 8));
    let response = ui.add(field);
    crate::ui::name(&response, &t!("review.type_here"));
    if response.changed() {
        out.push(Action::Review(ReviewAction::Typed(typed)));
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    if entered {
        out.push(Action::Command(CommandId::Card(CardCommand::Show)));
    }
    let this = (card.key, card.state.reviews);
    if state.asked_for != Some(this) {
        state.asked_for = Some(this);
        response.request_focus();
    }
}

fn hint_ui(ui: &mut Ui, (model, card): (&Model, &ReviewCard), theme: &Theme, out: &mut Vec<Action>) {
    if model.review.hint {
        let text = meaning_of(model, card).unwrap_or_else(|| t!("review.no_meaning").into_owned());
        ui.add(Label::new(RichText::new(text).font(sans(13.5)).color(theme.ink_second)).wrap());
    } else if ui
        .link(RichText::new(t!("review.hint")).font(sans(12.5)).color(theme.accent))
        .on_hover_text("H")
        .clicked()
    {
        out.push(Action::Command(CommandId::Card(CardCommand::Hint)));
    }
}

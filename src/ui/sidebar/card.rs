//! The card of the selected word: headword, forms, status, sentences, gloss and note.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Color32, Event, ImeEvent, Label, Margin, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};
use rust_i18n::t;

use super::note::note_ui;
use super::status::status_ui;
use super::{SidebarState, family, link, passages_here, senses, undo};
use crate::app::{Action, Card, CommandId, DraftField, Drafts, FindOptions, Model, Reading, ReviewAction, format};
use crate::study::ContextId;
use crate::text::ByteRange;
use crate::ui::icons::Icon;
use crate::ui::landmarks::region;
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, icon_button, sans, serif, serif_bold};

/// So many characters of a bracket are shown.
const BRACKET: usize = 30;

const SENTENCES_AT_FIRST: usize = 2;

/// What only the card cares about.
#[derive(Default)]
pub struct CardState {
    all_sentences: Option<crate::app::Selection>,
    senses: senses::SensesState,
}

/// Draws the card.
pub fn card_ui(
    ui: &mut Ui,
    model: &Model,
    (reading, card): (&Reading, &Card),
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    ScrollArea::vertical()
        // Each word's card begins at its top.
        .id_salt(("card", card.selection.block, card.selection.range))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            region(ui, Role::Region, &t!("region.card", word = card.headword));
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            head_ui(ui, card, theme, out);
            senses::sound_ui(ui, &model.meaning, theme, out);
            link::link_ui(ui, reading, card, theme, out);
            family::field_ui(ui, card, theme, state, out);
            let status = card.term.and_then(|number| reading.status(number));
            status_ui(ui, card.term.is_some(), status, theme, out);
            family::name_ui(ui, card, status, theme, out);
            family::facts_ui(ui, card, model, theme);
            ui.add_space(4.0);
            passages_here::passages_ui(ui, reading, card, theme, out);
            let folded = super::due::due_ui(ui, model, card, theme, out);
            if !folded {
                senses::senses_ui(ui, (model, reading, card), theme, &mut state.card.senses, out);
            }
            here_ui(ui, card, theme, &mut state.card, out);
            family::relatives_ui(ui, reading, card, theme, out);
            if !folded {
                own_ui(ui, (model, reading, card), drafts, theme, state, out);
            }
            if !folded {
                // A sentence may have the gloss that was typed beside the word.
                elsewhere_ui(ui, card, theme, out);
            }
            family::met_ui(ui, reading, card, theme, out);
            ui.add_space(8.0);
        });
}

/// What the learner wrote about the word.
fn own_ui(
    ui: &mut Ui,
    (model, reading, card): (&Model, &Reading, &Card),
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    if card.term.is_none() {
        ui.add_space(6.0);
        ui.label(
            RichText::new(t!("card.not_a_term"))
                .font(sans(12.5))
                .color(theme.ink_second),
        );
        return;
    }
    gloss_ui(ui, drafts, theme, out);
    note_ui(ui, model, drafts, theme, state, out);
    let term = card.term.and_then(|number| reading.terms.get(number as usize));
    let shown = drafts.note.as_ref().and_then(crate::app::Draft::note_id);
    let notes = term.map_or(&[][..], |entry| &entry.term.notes);
    family::other_notes_ui(ui, notes, shown, theme, out);
}

fn head_ui(ui: &mut Ui, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    ui.horizontal_top(|ui| {
        let close = 68.0;
        let width = ui.available_width() - close;
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.add(Label::new(RichText::new(&card.headword).font(serif_bold(24.0)).color(theme.ink)).wrap());
        });
        family::menu_ui(ui, card, theme, out);
        if icon_button(ui, theme, Icon::Close, &t!("card.close")).clicked() {
            out.push(Action::Select(None));
        }
    });
    // A single form that is the headword itself would only say it twice.
    let told = card.forms.len() > 1
        || card
            .forms
            .iter()
            .any(|(form, count)| *count > 1 || *form != card.headword);
    let forms = told.then(|| format::forms(&card.forms));
    let bold = card.bold.then(|| t!("card.bold_here").into_owned());
    let line = forms.into_iter().chain(bold).collect::<Vec<_>>().join(" · ");
    ui.horizontal_wrapped(|ui| {
        if !line.is_empty() {
            ui.label(RichText::new(line).font(sans(12.5)).color(theme.ink_second));
        }
        if card.gapped {
            return;
        }
        let text = if card.bold {
            t!("card.unbold")
        } else {
            t!("card.make_bold")
        };
        let link = family::whole_link(ui, &text, theme);
        if link.on_hover_text(t!("card.bold_hint")).clicked() {
            out.push(Action::Command(CommandId::Bold));
        }
    });
    bracket_ui(ui, card, theme, out);
}

/// What stands beside the bold word, and the way to make it the other of gloss and text.
fn bracket_ui(ui: &mut Ui, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    let Some((text, is_gloss)) = &card.bracket else { return };
    let text = format::shortened(text, BRACKET);
    let (says, link) = if *is_gloss {
        (t!("card.bracket_is_gloss", text = text), t!("card.make_text"))
    } else {
        (t!("card.bracket_is_text", text = text), t!("card.make_gloss"))
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(says).font(sans(12.5)).color(theme.ink_second));
        let link = family::whole_link(ui, &link, theme);
        if link.on_hover_text(t!("card.bracket_hint")).clicked() {
            out.push(Action::Command(CommandId::Gloss));
        }
    });
}

fn here_ui(ui: &mut Ui, card: &Card, theme: &Theme, state: &mut CardState, out: &mut Vec<Action>) {
    if card.sentences.is_empty() {
        return;
    }
    caption(ui, theme, &format::in_this_article(card.places));
    let all = state.all_sentences == Some(card.selection);
    let shown = if all { card.sentences.len() } else { SENTENCES_AT_FIRST };
    for sentence in card.sentences.iter().take(shown) {
        let job = sentence_job(&sentence.text, &sentence.words, theme);
        if sentence_link(ui, job, &sentence.text).clicked() {
            out.push(Action::GoToRange(sentence.block, sentence.range));
        }
        pin_ui(ui, card.pin_of(sentence), theme, out);
    }
    let quoted: usize = card.sentences.iter().map(|sentence| sentence.places).sum();
    if all && card.places > quoted {
        // The rest is one step from the next: found, marked on the scroll bar, gone through with a key.
        let rest = format::more_places(card.places - quoted);
        let link = ui.link(RichText::new(rest).font(sans(12.5)).color(theme.accent));
        if link.on_hover_text(t!("command.find")).clicked() {
            out.push(Action::Command(CommandId::Find));
            out.push(Action::FindText(card.headword.clone()));
            out.push(Action::FindWith(FindOptions {
                any_form: true,
                ..FindOptions::default()
            }));
        }
    }
    if card.sentences.len() > shown {
        let more = format::more_sentences(card.sentences.len() - shown);
        if ui
            .link(RichText::new(more).font(sans(12.5)).color(theme.accent))
            .clicked()
        {
            state.all_sentences = Some(card.selection);
        }
    }
}

fn elsewhere_ui(ui: &mut Ui, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    if card.elsewhere.is_empty() {
        return;
    }
    caption(ui, theme, &t!("card.elsewhere"));
    for context in card.elsewhere.iter().take(20) {
        let end = context
            .offset
            .saturating_add(u32::try_from(context.form.len()).unwrap_or(0));
        let job = sentence_job(&context.sentence, &[ByteRange::new(context.offset, end)], theme);
        if sentence_link(ui, job, &context.sentence)
            .on_hover_text(&context.article_title)
            .clicked()
        {
            out.push(Action::OpenArticle(context.article_id, Some(context.anchor.clone())));
        }
        ui.label(
            RichText::new(&context.article_title)
                .font(sans(11.5))
                .color(theme.ink_second),
        );
        pin_ui(ui, card.pin_elsewhere(context), theme, out);
    }
}

/// Lets review show a sentence, and no other of the word; or all in turn again.
fn pin_ui(ui: &mut Ui, pin: Option<(ContextId, bool)>, theme: &Theme, out: &mut Vec<Action>) {
    let Some((context_id, pinned)) = pin else { return };
    let text = if pinned { t!("review.pinned") } else { t!("review.pin") };
    let link = ui.link(RichText::new(text).font(sans(11.5)).color(theme.accent));
    if link.on_hover_text(t!("review.pin_hint")).clicked() {
        out.push(Action::Review(ReviewAction::Pin(context_id, !pinned)));
    }
}

fn sentence_link(ui: &mut Ui, job: LayoutJob, name: &str) -> egui::Response {
    let response = ui.add(Label::new(job).wrap().sense(Sense::click()));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A long sentence is cut so that the words stay in it.
pub(in crate::ui) fn sentence_job(sentence: &str, words: &[ByteRange], theme: &Theme) -> LayoutJob {
    const AROUND: usize = 90;
    let start = words.first().map_or(0, |word| word.start as usize);
    let end = words.last().map_or(0, |word| word.end as usize).min(sentence.len());
    let (Some(before), Some(after)) = (sentence.get(..start), sentence.get(end..)) else {
        return LayoutJob::simple(sentence.to_owned(), serif(14.5), theme.ink_second, f32::INFINITY);
    };
    let cut = before
        .char_indices()
        .rev()
        .nth(AROUND)
        .map_or(0, |(at, _)| before[at..].find(' ').map_or(at, |space| at + space));
    let stop = after
        .char_indices()
        .nth(AROUND)
        .map_or(after.len(), |(at, _)| after[..at].rfind(' ').unwrap_or(at));
    let format = |font, color| TextFormat {
        font_id: font,
        color,
        line_height: Some(21.0),
        ..TextFormat::default()
    };
    let quiet = || format(serif(14.5), theme.ink_second);
    let mut job = LayoutJob::default();
    if cut > 0 {
        job.append("… ", 0.0, quiet());
    }
    job.append(before[cut..].trim_start(), 0.0, quiet());
    let mut at = start;
    for word in words.iter().map(|word| word.usize()) {
        job.append(sentence.get(at..word.start).unwrap_or_default(), 0.0, quiet());
        let form = sentence.get(word.start..word.end.min(end)).unwrap_or_default();
        job.append(form, 0.0, format(serif_bold(14.5), theme.ink));
        at = word.end.min(end);
    }
    job.append(&after[..stop], 0.0, quiet());
    if stop < after.len() {
        job.append(" …", 0.0, quiet());
    }
    job
}

fn gloss_ui(ui: &mut Ui, drafts: &mut Drafts, theme: &Theme, out: &mut Vec<Action>) {
    let Some(draft) = &mut drafts.gloss else { return };
    caption(ui, theme, &t!("card.gloss"));
    let id = egui::Id::unique(("gloss", draft.term_id()));
    let field = TextEdit::singleline(&mut draft.text)
        .id(id)
        .hint_text(RichText::new(t!("card.gloss_hint")).color(theme.ink_second))
        .font(sans(14.0))
        .desired_width(f32::INFINITY)
        .background_color(field_color(theme))
        .margin(Margin::symmetric(10, 6));
    let response = undo::field(ui, field);
    super::super::name(&response, &t!("card.gloss"));
    after_field(ui, drafts, DraftField::Gloss, &response, out);
}

pub(super) const fn field_color(theme: &Theme) -> Color32 {
    theme.paper
}

/// Tells the draft what happened to its field: keys, an input method, the loss of the focus.
pub(in crate::ui) fn after_field(
    ui: &Ui,
    drafts: &mut Drafts,
    field: DraftField,
    response: &egui::Response,
    out: &mut Vec<Action>,
) {
    let draft = match field {
        DraftField::Gloss => drafts.gloss.as_mut(),
        DraftField::Note => drafts.note.as_mut(),
        DraftField::PageNote => drafts.page.as_mut(),
        DraftField::Listed => drafts.listed.as_mut(),
    };
    if let Some(draft) = draft.filter(|_| response.has_focus() || response.lost_focus()) {
        ui.input(|input| {
            for event in &input.events {
                match event {
                    Event::Ime(ImeEvent::Preedit { text, .. }) => draft.compose(!text.is_empty()),
                    Event::Ime(_) => draft.compose(false),
                    _ => {}
                }
            }
        });
    }
    if response.changed() {
        out.push(Action::Wrote(field));
    }
    if response.lost_focus() {
        out.push(Action::Left(field));
    }
}

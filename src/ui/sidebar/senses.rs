//! In the card of a word: what the dictionaries say, the likeliest meanings first, the rest folded.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{CursorIcon, Id, Label, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo};
use rust_i18n::t;

use crate::app::{Action, Card, CommandId, Meaning, MeaningAction, Model, Reading, Sounds, command, format};
use crate::lexicon::dictionary::Sense as Meant;
use crate::lexicon::sound::Sound;
use crate::text::lemmas::PartOfSpeech;
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, focus_ring, sans, semibold, serif};

/// So many meanings of a dictionary are shown at first.
const FIRST: usize = 4;
/// So many of the first meanings have a key.
const KEYS: usize = 4;
/// So many words of the same meaning are named.
const SYNONYMS: usize = 5;

/// What only these meanings care about.
#[derive(Default)]
pub struct SensesState {
    /// The word whose meanings are all shown.
    unfolded: Option<u64>,
}

/// Draws the meanings of the selected word, each to be chosen; nothing while none are known.
pub(super) fn senses_ui(
    ui: &mut Ui,
    (model, reading, card): (&Model, &Reading, &Card),
    theme: &Theme,
    state: &mut SensesState,
    out: &mut Vec<Action>,
) {
    let meaning = &model.meaning;
    let Some(answers) = meaning.answers() else { return };
    if let Some(word) = meaning.instead_of(&card.headword) {
        ui.horizontal_wrapped(|ui| {
            quiet(ui, theme, &t!("card.instead", word = word));
            let back = RichText::new(t!("card.back_to", word = card.headword)).font(sans(12.5));
            if ui.link(back.color(theme.accent)).clicked() {
                out.push(Action::Meaning(MeaningAction::LookUp(card.headword.clone())));
            }
        });
    }
    if answers.is_empty() {
        if meaning.has_dictionary() {
            caption(ui, theme, &t!("card.meaning"));
            quiet(ui, theme, &t!("card.no_entry"));
            words_ui(ui, theme, &t!("card.parts"), meaning.parts(), out);
            words_ui(ui, theme, &t!("card.near"), meaning.near(), out);
        }
        add_ui(ui, model, theme, out);
        return;
    }
    let all = state.unfolded == Some(meaning.serial());
    let chosen = card.chosen_sense(reading);
    let is_term = card.term.is_some();
    let (mut hidden, mut number) = (0, 0);
    for answer in answers {
        caption(ui, theme, &t!("card.meaning_in", dictionary = answer.dictionary));
        let senses: Vec<&Meant> = answer.entries.iter().flat_map(|entry| &entry.senses).collect();
        let shown = if all { senses.len() } else { FIRST.min(senses.len()) };
        hidden += senses.len() - shown;
        let mut part = None;
        for (place, sense) in senses[..shown].iter().enumerate() {
            if sense.part != part {
                part = sense.part;
                if let Some(part) = part {
                    quiet(ui, theme, &part_name(part));
                }
            }
            // The first of each dictionary have the numbers that the keys mean.
            let key = (place < FIRST).then(|| {
                number += 1;
                number
            });
            let words = sense.words();
            let on = chosen == Some(words.trim());
            if sense_ui(
                ui,
                sense,
                theme,
                (on, key.filter(|key| *key <= KEYS && is_term), is_term),
            ) {
                out.push(Action::Meaning(MeaningAction::Choose(words)));
            }
        }
    }
    if hidden > 0 {
        let more = RichText::new(format::more_meanings(hidden))
            .font(sans(12.5))
            .color(theme.accent);
        if ui.link(more).clicked() {
            state.unfolded = Some(meaning.serial());
        }
    }
    add_ui(ui, model, theme, out);
}

/// How the word is spoken, and who says so; a click says it aloud.
pub(super) fn sound_ui(ui: &mut Ui, meaning: &Meaning, theme: &Theme, out: &mut Vec<Action>) {
    let (said, by) = match meaning.sounds() {
        Sounds::Own(sound) => (format!("/{}/", sound.trim_matches('/')), String::new()),
        Sounds::American(sounds) => {
            let one = |sound: &Sound| match sound.part {
                Some(part) => format!("{} /{}/", part_name(part), sound.ipa),
                None => format!("/{}/", sound.ipa),
            };
            let all = sounds.iter().map(one).collect::<Vec<_>>().join("  ");
            (all, t!("card.american").into_owned())
        }
        Sounds::Engine(ipa) => (format!("/{ipa}/"), t!("card.by_engine").into_owned()),
        Sounds::Unknown => return,
    };
    ui.horizontal_wrapped(|ui| {
        let say = command(CommandId::SayWord);
        let link = ui.link(RichText::new(&said).font(sans(13.5)).color(theme.ink));
        let keys = say.keys.first().copied().unwrap_or_default();
        if link.on_hover_text(format!("{}  {keys}", t!(say.name))).clicked() {
            out.push(Action::Command(CommandId::SayWord));
        }
        if !by.is_empty() {
            quiet(ui, theme, &by);
        }
    });
}

/// Words that can be looked up in the place of this one, each with a click.
fn words_ui(ui: &mut Ui, theme: &Theme, why: &str, words: &[String], out: &mut Vec<Action>) {
    if words.is_empty() {
        return;
    }
    // Names of their own: a link keeps the keyboard when how the word is spoken comes in above it.
    let own = UiBuilder::new().scope_id(Id::unique(("other words", why)));
    ui.scope_builder(own, |ui| {
        ui.horizontal_wrapped(|ui| {
            quiet(ui, theme, why);
            for word in words {
                let link = ui.link(RichText::new(word).font(sans(12.5)).color(theme.accent));
                if link.on_hover_text(t!("card.near_hint")).clicked() {
                    out.push(Action::Meaning(MeaningAction::LookUp(word.clone())));
                }
            }
        });
    });
}

/// One quiet line where no dictionary explains in the learner's own language: what to get, and where.
fn add_ui(ui: &mut Ui, model: &Model, theme: &Theme, out: &mut Vec<Action>) {
    let Some(offer) = model.meaning.offer() else { return };
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        let add = ui.link(
            RichText::new(t!("card.add_dictionary"))
                .font(sans(12.5))
                .color(theme.accent),
        );
        if add.on_hover_text(t!("card.add_dictionary_hint")).clicked() {
            out.push(Action::Command(CommandId::AddDictionary));
        }
        let text = t!(
            "card.offer",
            name = offer.name,
            size = offer.size,
            licence = offer.licence
        );
        let page = ui.link(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
        if page.on_hover_text(offer.address).clicked() {
            out.push(Action::OpenLink {
                address: offer.address.to_owned(),
                text: String::new(),
            });
        }
    });
    crate::ui::dictionaries::downloaded_ui(ui, model, theme, out);
}

fn part_name(part: PartOfSpeech) -> String {
    match part {
        PartOfSpeech::Noun => t!("part.noun"),
        PartOfSpeech::Verb => t!("part.verb"),
        PartOfSpeech::Adjective => t!("part.adjective"),
        PartOfSpeech::Adverb => t!("part.adverb"),
    }
    .into_owned()
}

fn quiet(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.label(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
}

/// A meaning; whether it was clicked. `on`: it is the chosen one; `key`: the number of the key that chooses it.
fn sense_ui(ui: &mut Ui, sense: &Meant, theme: &Theme, (on, key, is_term): (bool, Option<usize>, bool)) -> bool {
    let format = |font, color, italics| TextFormat {
        font_id: font,
        color,
        italics,
        line_height: Some(20.0),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    let indent = 10.0 * f32::from(sense.depth);
    if on {
        job.append("✓ ", 0.0, format(semibold(13.0), theme.accent, false));
    }
    for run in &sense.text {
        let font = if run.bold {
            crate::ui::widgets::serif_bold(14.5)
        } else {
            serif(14.5)
        };
        let lead = if job.is_empty() { indent } else { 0.0 };
        job.append(&run.text, lead, format(font, theme.ink, run.italic));
    }
    if let Some(example) = sense.examples.first() {
        let text = format!(" · {example}");
        job.append(&text, 0.0, format(serif(14.0), theme.ink_second, false));
    }
    let mut others = Vec::new();
    if !sense.synonyms.is_empty() {
        let named = sense
            .synonyms
            .iter()
            .take(SYNONYMS)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        others.push(format!("≈ {named}"));
    }
    if !sense.antonyms.is_empty() {
        others.push(format!("↔ {}", sense.antonyms.join(", ")));
    }
    if !others.is_empty() {
        let text = format!("\n{}", others.join("   "));
        job.append(&text, 0.0, format(sans(12.0), theme.ink_second, false));
    }
    if !is_term {
        ui.add(Label::new(job).wrap().selectable(true));
        return false;
    }
    let said = job.text.clone();
    let response = ui.add(Label::new(job).wrap().selectable(false).sense(Sense::click()));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
    focus_ring(ui, theme, &response, response.rect.expand(2.0));
    let hint = match key {
        _ if on => t!("card.sense_chosen").into_owned(),
        Some(key) => t!("card.choose_sense_key", key = key).into_owned(),
        None => t!("card.choose_sense").into_owned(),
    };
    let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint);
    response.clicked()
}

//! In the card of a word: what the dictionaries say, the likeliest meanings first, the rest folded.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Label, RichText, Ui};
use rust_i18n::t;

use crate::app::{Meaning, format};
use crate::lexicon::dictionary::{Answer, Sense};
use crate::text::lemmas::PartOfSpeech;
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, sans, serif};

/// So many meanings of a dictionary are shown at first.
const FIRST: usize = 4;
/// So many words of the same meaning are named.
const SYNONYMS: usize = 5;

/// What only these meanings care about.
#[derive(Default)]
pub struct SensesState {
    /// The word whose meanings are all shown.
    unfolded: Option<u64>,
}

/// Draws the meanings of the selected word; nothing while none are known.
pub(super) fn senses_ui(ui: &mut Ui, meaning: &Meaning, theme: &Theme, state: &mut SensesState) {
    let Some(answers) = meaning.answers() else { return };
    if answers.is_empty() {
        if meaning.has_dictionary() {
            caption(ui, theme, &t!("card.meaning"));
            quiet(ui, theme, &t!("card.no_entry"));
        }
        return;
    }
    let all = state.unfolded == Some(meaning.serial());
    let mut hidden = 0;
    for answer in answers {
        caption(ui, theme, &heading(answer));
        let senses: Vec<&Sense> = answer.entries.iter().flat_map(|entry| &entry.senses).collect();
        let shown = if all { senses.len() } else { FIRST.min(senses.len()) };
        hidden += senses.len() - shown;
        let mut part = None;
        for sense in &senses[..shown] {
            if sense.part != part {
                part = sense.part;
                if let Some(part) = part {
                    quiet(ui, theme, &part_name(part));
                }
            }
            sense_ui(ui, sense, theme);
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
}

fn heading(answer: &Answer) -> String {
    let sound = answer.entries.iter().find_map(|entry| entry.pronunciation.as_deref());
    let name = answer.dictionary.as_str();
    match sound {
        Some(sound) => t!("card.meaning_and_sound", dictionary = name, sound = sound).into_owned(),
        None => t!("card.meaning_in", dictionary = name).into_owned(),
    }
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

fn sense_ui(ui: &mut Ui, sense: &Sense, theme: &Theme) {
    let format = |font, color, italics| TextFormat {
        font_id: font,
        color,
        italics,
        line_height: Some(20.0),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    let indent = 10.0 * f32::from(sense.depth);
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
    ui.add(Label::new(job).wrap().selectable(true));
}

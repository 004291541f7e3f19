//! Which forms belong together, on the card: another headword, a form treated as another word's, a form split off.

use eframe::egui::{self, Key, Margin, Popup, RichText, TextEdit, Ui};
use rust_i18n::t;

use super::SidebarState;
use crate::app::{Action, Card, CommandId, HeadwordField, Model, Reading, Selection, command, format};
use crate::study::{Note, NoteId, Status, has_gap};
use crate::text::{form_key, plain_note};
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, icon_button, sans};

/// The field that is open, if any.
#[derive(Default)]
pub struct FamilyState {
    field: Option<Field>,
}

struct Field {
    about: HeadwordField,
    selection: Selection,
    text: String,
    /// The keyboard was given to it.
    focused: bool,
}

impl FamilyState {
    /// Opens the field in the next frame, with what is there now.
    pub fn edit(&mut self, about: HeadwordField, card: &Card) {
        self.field = Some(Field {
            about,
            selection: card.selection,
            text: card.headword.clone(),
            focused: false,
        });
    }
}

/// The button with what can be said of the word's forms.
pub fn menu_ui(ui: &mut Ui, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    let button = icon_button(ui, theme, Icon::More, &t!("card.forms"));
    Popup::menu(&button).show(|ui| {
        let mut item = |ui: &mut Ui, id: CommandId, text: String| {
            let keys = command(id).keys.first().copied().unwrap_or_default();
            if ui.add(egui::Button::new(text).shortcut_text(keys)).clicked() {
                out.push(Action::Command(id));
                ui.close();
            }
        };
        if card.term_id.is_some() {
            item(ui, CommandId::Headword, t!("card.change_headword").into_owned());
            // A phrase is found by its words in any form: none of its forms can be split off.
            if card.words.is_empty() && card.form_key != form_key(&card.headword) {
                let text = t!("card.split_form", form = card.form_key);
                item(ui, CommandId::SplitForm, text.into_owned());
            }
        }
        if card.term_id.is_some() && card.headword.contains(' ') {
            let key = if has_gap(&card.headword) {
                "card.no_gap"
            } else {
                "card.gap"
            };
            item(ui, CommandId::Gap, t!(key).into_owned());
        }
        let text = t!("card.treat_form", form = card.form_key);
        item(ui, CommandId::TreatForm, text.into_owned());
        for headword in &card.other_headwords {
            let text = t!("card.take_as", form = card.form_key, headword = headword);
            if ui.button(text).clicked() {
                out.push(Action::TreatForm(headword.clone()));
                ui.close();
            }
        }
    });
}

/// What is known of the word: level and rank, when it was saved and how often it was met.
pub fn facts_ui(ui: &mut Ui, card: &Card, model: &Model, theme: &Theme) {
    let level = format::level_and_rank(card.level, card.rank);
    let saved = card.saved_at.map(|saved_at| {
        let day = format::day(saved_at, format::now_ms(), &model.zone());
        t!("card.saved", day = day).into_owned()
    });
    let times: u32 = card.met.iter().map(|met| met.count).sum();
    let met = (times > 0).then(|| format::met(times as usize, card.met.len()));
    let facts: Vec<String> = [level, saved, met].into_iter().flatten().collect();
    if !facts.is_empty() {
        let all = facts.join(" · ");
        // Lines end between two facts, behind the dot.
        let kept = facts.iter().map(|fact| fact.replace(' ', NO_BREAK));
        let kept = kept.collect::<Vec<_>>().join("\u{a0}· ");
        let text = RichText::new(kept).font(sans(12.5)).color(theme.ink_second);
        let label = ui.add(egui::Label::new(text).wrap());
        label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &all));
        label.on_hover_text(t!("card.level_hint"));
    }
}

const NO_BREAK: &str = "\u{a0}";

/// That a word is a name and is not counted, and the way to make it one that is.
pub fn name_ui(ui: &mut Ui, card: &Card, status: Option<Status>, theme: &Theme, out: &mut Vec<Action>) {
    if !card.is_name || status.is_some() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(
            RichText::new(t!("card.is_name"))
                .font(sans(12.5))
                .color(theme.ink_second),
        );
        if whole_link(ui, &t!("card.make_word"), theme)
            .on_hover_text(t!("card.make_word_hint"))
            .clicked()
        {
            out.push(Action::Command(CommandId::StatusNew));
        }
    });
}

/// A link that goes to the next line whole where this one has no room for it.
pub fn whole_link(ui: &mut Ui, text: &str, theme: &Theme) -> egui::Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), sans(12.5), theme.accent);
    if galley.size().x > ui.available_size_before_wrap().x {
        ui.end_row();
    }
    ui.link(RichText::new(text).font(sans(12.5)).color(theme.accent))
}

/// The words of a phrase, and words of the same stem.
pub fn relatives_ui(ui: &mut Ui, reading: &Reading, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    let quiet = |text: String| RichText::new(text).font(sans(12.5)).color(theme.ink_second);
    let accent = |text: &str| RichText::new(text).font(sans(12.5)).color(theme.accent);
    if card.words.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            ui.label(quiet(t!("card.words").into_owned()));
            for (word, selection) in &card.words {
                if ui.link(accent(word)).clicked() {
                    out.push(Action::SelectWord(*selection));
                }
            }
        });
    }
    if let Some((phrase, selection)) = &card.phrase {
        ui.horizontal_wrapped(|ui| {
            ui.label(quiet(t!("card.part_of").into_owned()));
            if ui.link(accent(phrase)).clicked() {
                out.push(Action::Select(Some(*selection)));
            }
        });
    }
    if card.relatives.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(quiet(t!("card.relatives").into_owned()));
        for relative in &card.relatives {
            let Some((block, range)) = reading.first_place_of(relative) else {
                ui.label(quiet((*relative).to_owned()));
                continue;
            };
            if ui
                .link(accent(relative))
                .on_hover_text(t!("card.relative_hint"))
                .clicked()
            {
                out.push(Action::GoToRange(block, range));
            }
        }
    });
}

/// The other notes of a term that was joined with another: a click brings one into the field.
pub fn other_notes_ui(ui: &mut Ui, notes: &[Note], shown: Option<NoteId>, theme: &Theme, out: &mut Vec<Action>) {
    for note in notes
        .iter()
        .filter(|note| shown.is_some_and(|shown| shown != note.note_id))
    {
        caption(ui, theme, &t!("card.other_note"));
        let body = plain_note(&note.body);
        let text = RichText::new(&body).font(sans(13.5)).color(theme.ink);
        let response = ui.add(egui::Label::new(text).wrap().sense(egui::Sense::click()));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &body));
        if response.on_hover_text(t!("card.other_note_hint")).clicked() {
            out.push(Action::ShowNote(note.note_id));
        }
    }
}

/// Other articles in which the term was met.
pub fn met_ui(ui: &mut Ui, reading: &Reading, card: &Card, theme: &Theme, out: &mut Vec<Action>) {
    let others: Vec<_> = card
        .met
        .iter()
        .filter(|met| met.article_id != reading.article_id)
        .collect();
    let (Some(term_id), false) = (card.term_id, others.is_empty()) else {
        return;
    };
    caption(ui, theme, &t!("card.met_in"));
    for met in others.into_iter().take(MET) {
        let text = t!("card.form_times", form = met.title, count = met.count);
        let link = ui.link(RichText::new(&*text).font(sans(13.0)).color(theme.accent));
        if link.clicked() {
            out.push(Action::OpenAtTerm(met.article_id, term_id));
        }
    }
}

/// Most articles listed in which a term was met.
const MET: usize = 20;

/// The field for a headword, while it is open.
pub fn field_ui(ui: &mut Ui, card: &Card, theme: &Theme, state: &mut SidebarState, out: &mut Vec<Action>) {
    let Some(field) = state
        .family
        .field
        .as_mut()
        .filter(|field| field.selection == card.selection)
    else {
        state.family.field = None;
        return;
    };
    let (name, hint) = match field.about {
        HeadwordField::Term => (t!("card.headword"), t!("card.headword_hint")),
        HeadwordField::Form => (
            t!("card.form_headword", form = card.form_key),
            t!("card.form_headword_hint"),
        ),
    };
    ui.label(RichText::new(&*name).font(sans(12.5)).color(theme.ink_second));
    let edit = TextEdit::singleline(&mut field.text)
        .id(egui::Id::unique("headword"))
        .font(sans(14.0))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6));
    let response = ui.add(edit);
    super::super::name(&response, &name);
    ui.add(egui::Label::new(RichText::new(&*hint).font(sans(12.0)).color(theme.ink_second)).wrap());
    if !std::mem::replace(&mut field.focused, true) {
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
        // What is typed takes the place of what was there.
        let mut edit = egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        let end = egui::text::CCursor::new(field.text.chars().count());
        let all = egui::text::CCursorRange::two(egui::text::CCursor::default(), end);
        edit.cursor.set_char_range(Some(all));
        edit.store(ui.ctx(), response.id);
        return;
    }
    let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    if response.lost_focus() || escape {
        let text = field.text.trim().to_owned();
        if enter && !escape && !text.is_empty() {
            out.push(match field.about {
                HeadwordField::Term => Action::SetHeadword(text),
                HeadwordField::Form => Action::TreatForm(text),
            });
        }
        state.family.field = None;
    }
}

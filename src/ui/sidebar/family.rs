//! Which forms belong together, on the card: another headword, a form treated as another word's, a form split off.

use eframe::egui::{self, Key, Margin, Popup, RichText, TextEdit, Ui};
use rust_i18n::t;

use super::SidebarState;
use crate::app::{Action, Card, CommandId, HeadwordField, Selection, command};
use crate::text::form_key;
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{icon_button, sans};

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
            if card.form_key != form_key(&card.headword) {
                let text = t!("card.split_form", form = card.form_key);
                item(ui, CommandId::SplitForm, text.into_owned());
            }
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

//! The dictionaries: the list in the order in which they are asked, changed by dragging and by keys; each with what it is
//! and for which languages it is asked.

use eframe::egui::{
    Align, Button, ComboBox, CursorIcon, EventFilter, Key, Label, Layout, Margin, Rect, Response, RichText, Role,
    Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::Table;
use super::rows::name_of;
use crate::app::{Action, CommandId, DictionaryAction, command, format};
use crate::lexicon::dictionary::{Shelved, WORDNET, offer_for, primary};
use crate::ui::dictionaries::{downloaded_ui, taking_in_ui};
use crate::ui::widgets::{chip, focus_ring, sans, semibold};

/// Width of the place by which a row is dragged (points).
const GRIP: f32 = 18.0;

/// Draws the list, and what adds to it.
pub(super) fn dictionaries_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let shelf = table.settings.shelf();
    let mut rects: Vec<Rect> = Vec::new();
    let mut grips: Vec<Response> = Vec::new();
    for (place, shelved) in shelf.iter().enumerate() {
        let row = ui.horizontal_top(|ui| {
            let grip = grip_ui(ui, table, shelved, (place, shelf.len()));
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(6.0, 3.0);
                row_ui(ui, table, shelved, (place, shelf.len()));
            });
            grip
        });
        ui.add_space(2.0);
        let line = row.response.rect.bottom() + 4.0;
        let stroke = Stroke::new(1.0, table.theme.line.gamma_multiply(0.6));
        ui.painter().hline(row.response.rect.x_range(), line, stroke);
        rects.push(row.response.rect);
        grips.push(row.inner);
    }
    drag_ui(ui, table, &shelf, (&rects, &grips));
    taking_in_ui(ui, table.model, table.theme, table.out);
    let row = command(CommandId::AddDictionary);
    let add = ui.add(Button::new(RichText::new(t!("dictionary.add")).font(sans(13.0))));
    crate::ui::name(&add, &t!(row.name));
    downloaded_ui(ui, table.model, table.theme, table.out);
    offer_ui(ui, table, &shelf);
    if add
        .on_hover_text(row.keys.first().copied().unwrap_or_default())
        .clicked()
    {
        table.out.push(Action::Command(CommandId::AddDictionary));
    }
}

/// What to get, where none explains in the learner's own language; its page opens in the browser.
fn offer_ui(ui: &mut Ui, table: &mut Table<'_>, shelf: &[Shelved]) {
    let learner = table.settings.learner_language();
    if shelf.iter().any(|shelved| shelved.explains_in(&learner)) {
        return;
    }
    let offer = offer_for(&learner);
    let text = t!(
        "card.offer",
        name = offer.name,
        size = offer.size,
        licence = offer.licence
    );
    let text = t!("dictionary.get", what = text);
    let page = ui.link(RichText::new(text).font(sans(12.5)).color(table.theme.accent));
    if page.on_hover_text(offer.address).clicked() {
        table.out.push(Action::OpenLink {
            address: offer.address.to_owned(),
            text: String::new(),
        });
    }
}

/// Six dots: what the row is dragged by, and with the keyboard moved by the arrows.
fn grip_ui(ui: &mut Ui, table: &mut Table<'_>, shelved: &Shelved, (place, count): (usize, usize)) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(GRIP, 26.0), Sense::click_and_drag());
    for row in 0_u8..3 {
        for column in 0_u8..2 {
            let dot = rect.center() + vec2(f32::from(column) * 5.0 - 2.5, f32::from(row) * 5.0 - 5.0);
            ui.painter().circle_filled(dot, 1.3, table.theme.ink_second);
        }
    }
    focus_ring(ui, table.theme, &response, rect);
    let label = t!("dictionary.grip", name = shelved.name, place = place + 1, count = count);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*label));
    if response.has_focus() {
        let arrows = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let (up, down) = ui.input(|input| (input.key_pressed(Key::ArrowUp), input.key_pressed(Key::ArrowDown)));
        let to = if up {
            place.checked_sub(1)
        } else {
            Some(place + 1).filter(|to| down && *to < count)
        };
        if let Some(to) = to {
            put(table, &shelved.id, to);
        }
    }
    response
        .on_hover_cursor(CursorIcon::Grab)
        .on_hover_text(t!("dictionary.grip_hint"))
}

fn put(table: &mut Table<'_>, id: &str, place: usize) {
    table
        .out
        .push(Action::Dictionary(DictionaryAction::Move(id.to_owned(), place)));
}

/// Shows where a dragged row would come to stand, and puts it there.
fn drag_ui(ui: &Ui, table: &mut Table<'_>, shelf: &[Shelved], (rects, grips): (&[Rect], &[Response])) {
    let Some(from) = grips.iter().position(|grip| grip.dragged() || grip.drag_stopped()) else {
        return;
    };
    let Some(pointer) = grips[from].interact_pointer_pos() else {
        return;
    };
    // Before the first row whose middle is below the pointer.
    let gap = rects
        .iter()
        .position(|rect| pointer.y < rect.center().y)
        .unwrap_or(rects.len());
    if grips[from].drag_stopped() {
        let to = if gap > from { gap - 1 } else { gap };
        if to != from {
            put(table, &shelf[from].id, to);
        }
        return;
    }
    let edge = match rects.get(gap) {
        Some(rect) => rect.top() - 3.0,
        None => rects.last().map_or(0.0, |rect| rect.bottom() + 3.0),
    };
    let line = rects[from].x_range();
    ui.painter().hline(line, edge, Stroke::new(2.0, table.theme.accent));
    ui.painter()
        .circle_filled(pos2(line.min, edge), 3.0, table.theme.accent);
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
}

fn row_ui(ui: &mut Ui, table: &mut Table<'_>, shelved: &Shelved, place: (usize, usize)) {
    let is_there = table.model.dictionaries.is_there(&shelved.id) != Some(false);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        buttons_ui(ui, table, shelved, place);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let ink = if is_there {
                table.theme.ink
            } else {
                table.theme.ink_second
            };
            let name = RichText::new(&shelved.name).font(semibold(13.5)).color(ink);
            ui.add(Label::new(name).truncate());
        });
    });
    let quiet = |text: String| RichText::new(text).font(sans(12.0)).color(table.theme.ink_second);
    if !is_there {
        let why = if shelved.id == WORDNET {
            t!("dictionary.no_wordnet").into_owned()
        } else {
            t!("dictionary.gone", path = shelved.source.display()).into_owned()
        };
        ui.add(Label::new(quiet(why)).wrap());
    }
    let mut facts = Vec::new();
    if shelved.entries > 0 {
        let count = usize::try_from(shelved.entries).unwrap_or(usize::MAX);
        facts.push(format::plural("dictionary.entries", count));
    }
    if !shelved.licence.is_empty() {
        facts.push(shelved.licence.clone());
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if shelved.id == WORDNET {
            let between = t!("dictionary.between", words = name_of("en"), meanings = name_of("en"));
            ui.label(quiet(between.into_owned()));
        } else {
            between_ui(ui, table, shelved);
        }
        if !facts.is_empty() {
            ui.add(Label::new(quiet(facts.join(" · "))).wrap());
        }
    });
    if shelved.id == WORDNET {
        wordnet_ui(ui, table, shelved);
    }
    asked_for_ui(ui, table, shelved);
}

/// Where WordNet lies: in a folder that the learner types or chooses, else where the system has it.
fn wordnet_ui(ui: &mut Ui, table: &mut Table<'_>, shelved: &Shelved) {
    let found = table.model.dictionaries.wordnet_folder();
    let named = shelved.source.display().to_string();
    let is_wrong = !named.is_empty() && found.is_some_and(|found| !found.starts_with(&shelved.source));
    let place = found.map_or_else(String::new, |found| found.display().to_string());
    ui.horizontal(|ui| {
        let choose = RichText::new(t!("dictionary.choose_folder")).font(sans(12.5));
        let name = t!("dictionary.wordnet_folder");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let choose = ui.add(Button::new(choose));
            crate::ui::name(&choose, &format!("{name}: {}", t!("dictionary.choose_folder")));
            if choose.clicked() {
                table.out.push(Action::Dictionary(DictionaryAction::ChooseWordNet));
            }
            let text = table.state.wordnet.get_or_insert_with(|| named.clone());
            let hint = if place.is_empty() { name.as_ref() } else { &place };
            let field = TextEdit::singleline(text)
                .hint_text(RichText::new(hint).color(table.theme.ink_second))
                .font(sans(12.5))
                .desired_width(f32::INFINITY)
                .margin(Margin::symmetric(8, 4));
            let field = ui.add(field);
            crate::ui::name(&field, &name);
            if field.lost_focus() && text.trim() != named {
                let folder = crate::ui::prompts::home(text.trim());
                table.out.push(Action::Dictionary(DictionaryAction::WordNetIn(folder)));
            }
            // What was chosen in a dialog, or typed to the end.
            if !field.has_focus() {
                table.state.wordnet = None;
            }
        });
    });
    if is_wrong {
        let text = t!("dictionary.not_wordnet", path = named, place = place);
        let text = RichText::new(text).font(sans(12.0)).color(table.theme.ink_second);
        ui.add(Label::new(text).wrap());
    }
}

fn buttons_ui(ui: &mut Ui, table: &mut Table<'_>, shelved: &Shelved, (place, count): (usize, usize)) {
    ui.spacing_mut().button_padding = vec2(8.0, 3.0);
    let button = |ui: &mut Ui, text: String, enabled: bool, name: String| {
        let button = ui.add_enabled(enabled, Button::new(RichText::new(text).font(sans(12.5))));
        crate::ui::name(&button, &name);
        button.clicked()
    };
    let own = shelved.id != WORDNET;
    let named = |key: &str| format!("{}: {}", t!(key), shelved.name);
    if own && button(ui, t!("settings.remove").into_owned(), true, named("settings.remove")) {
        table
            .out
            .push(Action::Dictionary(DictionaryAction::Remove(shelved.id.clone())));
    }
    if shelved.columns.is_some()
        && button(
            ui,
            t!("dictionary.columns").into_owned(),
            true,
            named("dictionary.columns"),
        )
    {
        table
            .out
            .push(Action::Dictionary(DictionaryAction::AskColumns(shelved.id.clone())));
    }
    if count > 1 {
        if button(ui, "↓".to_owned(), place + 1 < count, named("dictionary.down")) {
            put(table, &shelved.id, place + 1);
        }
        if button(ui, "↑".to_owned(), place > 0, named("dictionary.up")) {
            put(table, &shelved.id, place - 1);
        }
    }
}

/// The two languages; each can be chosen anew, since they are guessed.
fn between_ui(ui: &mut Ui, table: &mut Table<'_>, shelved: &Shelved) {
    let (mut language, mut meanings) = (shelved.language.clone(), shelved.meanings.clone());
    for (chosen, key) in [
        (&mut language, "dictionary.words_in"),
        (&mut meanings, "dictionary.meanings_in"),
    ] {
        let shown = RichText::new(name_of(chosen)).font(sans(12.0));
        let combo = ComboBox::from_id_salt((key, &shelved.id))
            .selected_text(shown)
            .width(40.0);
        let shown = combo.show_ui(ui, |ui| {
            let mut all: Vec<(&str, String)> = format::LANGUAGES.iter().map(|code| (*code, name_of(code))).collect();
            all.sort_by(|one, other| one.1.cmp(&other.1));
            for (code, name) in all {
                if ui
                    .selectable_label(chosen == code, RichText::new(name).font(sans(13.0)))
                    .clicked()
                {
                    code.clone_into(chosen);
                }
            }
        });
        crate::ui::name(
            &shown.response,
            &format!("{}: {}, {}", t!(key), name_of(chosen), shelved.name),
        );
        if key == "dictionary.words_in" {
            ui.label(RichText::new("→").font(sans(12.0)).color(table.theme.ink_second));
        }
    }
    if (&language, &meanings) != (&shelved.language, &shelved.meanings) {
        let between = DictionaryAction::Between(shelved.id.clone(), language, meanings);
        table.out.push(Action::Dictionary(between));
    }
}

/// For which languages it is asked: its own, and those that there are articles in.
fn asked_for_ui(ui: &mut Ui, table: &mut Table<'_>, shelved: &Shelved) {
    let mut languages: Vec<String> = vec![primary(&shelved.language).to_owned()];
    let articles = table.model.library.articles.iter().map(|row| row.language.as_str());
    for language in shelved.asked_for.iter().map(String::as_str).chain(articles) {
        let language = primary(language);
        if !language.is_empty() && !languages.iter().any(|other| other == language) {
            languages.push(language.to_owned());
        }
    }
    languages.retain(|language| !language.is_empty());
    ui.horizontal_wrapped(|ui| {
        ui.label(
            RichText::new(t!("dictionary.asked_for"))
                .font(sans(12.0))
                .color(table.theme.ink_second),
        );
        for language in languages {
            let on = shelved.is_asked_for(&language);
            let name = name_of(&language);
            let pill = chip(ui, table.theme, &name, on);
            let label = format!("{} {name}: {}", t!("dictionary.asked_for"), shelved.name);
            pill.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &label));
            if pill.clicked() {
                let ask = DictionaryAction::AskFor(shelved.id.clone(), language, !on);
                table.out.push(Action::Dictionary(ask));
            }
        }
    });
}

//! The rows of the settings: one table, from which the view is drawn.

use std::path::{Path, PathBuf};

use eframe::egui::{Align, Button, Label, Layout, Margin, RichText, ScrollArea, TextEdit, Ui};
use rust_i18n::t;

use super::Table;
use super::dictionaries::dictionaries_ui;
use super::speech::{speech_rate_ui, voice_ui};
use crate::app::{Action, CommandId, Preference, command, format};
use crate::ui::looks::{faces_choice_ui, palettes_ui, paragraphs_ui, steppers_ui, themes_ui, usual_ui};
use crate::ui::widgets::sans;

/// A setting.
pub(super) struct Row {
    /// Key of its section's name.
    pub section: &'static str,
    /// Key of its name.
    pub name: &'static str,
    /// Key of what is to be said of it.
    pub hint: Option<&'static str>,
    /// What it is drawn with says its name.
    pub own_name: bool,
    /// Whether there is anything to set.
    pub fits: fn(&Table<'_>) -> bool,
    /// Draws what it is set with.
    pub control: fn(&mut Ui, &mut Table<'_>),
}

const ROW: Row = Row {
    section: "settings.look",
    name: "settings.look",
    hint: None,
    own_name: false,
    fits: |_| true,
    control: |_, _| {},
};

/// All settings, in the order in which they are shown.
pub(super) const ROWS: &[Row] = &[
    Row {
        own_name: true,
        control: theme_ui,
        ..ROW
    },
    Row {
        section: "settings.page",
        own_name: true,
        control: page_ui,
        ..ROW
    },
    Row {
        section: "settings.window",
        name: "settings.scale",
        control: scale_ui,
        ..ROW
    },
    Row {
        section: "settings.window",
        name: "settings.motion",
        control: |ui, table| {
            let on = table.settings.less_motion;
            check_ui(ui, table, ("settings.less_motion", on), CommandId::LessMotion);
        },
        ..ROW
    },
    Row {
        section: "settings.window",
        name: "region.vocabulary",
        control: |ui, table| {
            let on = table.settings.sidebar_shown;
            check_ui(ui, table, ("settings.beside", on), CommandId::ToggleSidebar);
        },
        fits: |table| !table.model.layout.narrow,
        ..ROW
    },
    Row {
        section: "settings.languages",
        name: "settings.own_language",
        hint: Some("settings.own_language_hint"),
        control: language_ui,
        ..ROW
    },
    Row {
        section: "settings.dictionaries",
        own_name: true,
        control: dictionaries_ui,
        ..ROW
    },
    Row {
        section: "settings.speech",
        name: "settings.speech_rate",
        control: speech_rate_ui,
        ..ROW
    },
    Row {
        section: "settings.speech",
        name: "settings.voice",
        hint: Some("settings.voice_hint"),
        control: voice_ui,
        ..ROW
    },
    Row {
        section: "review.title",
        own_name: true,
        fits: |table| table.model.review.news.is_some(),
        control: super::review::review_ui,
        ..ROW
    },
    Row {
        section: "settings.files",
        name: "settings.by_itself",
        hint: Some("settings.by_itself_hint"),
        control: folders_ui,
        ..ROW
    },
    Row {
        section: "settings.files",
        name: "settings.pictures",
        hint: Some("settings.pictures_hint"),
        control: pictures_ui,
        ..ROW
    },
    Row {
        section: "settings.data",
        name: "settings.library_file",
        fits: |table| table.model.paths.is_some(),
        control: |ui, table| {
            path_ui(
                ui,
                table,
                table.model.paths.as_ref().map(|paths| paths.library().to_owned()),
            );
        },
        ..ROW
    },
    Row {
        section: "settings.data",
        name: "settings.backups",
        fits: |table| table.model.paths.is_some(),
        control: |ui, table| {
            path_ui(ui, table, table.model.paths.as_ref().map(crate::app::Paths::backups));
        },
        ..ROW
    },
    Row {
        section: "settings.data",
        name: "settings.settings_file",
        fits: |table| table.model.paths.is_some(),
        control: |ui, table| {
            path_ui(
                ui,
                table,
                table.model.paths.as_ref().map(crate::app::Paths::settings_file),
            );
        },
        ..ROW
    },
    Row {
        section: "settings.data",
        name: "settings.cache",
        hint: Some("settings.cache_hint"),
        fits: |table| table.model.paths.is_some(),
        control: |ui, table| {
            path_ui(
                ui,
                table,
                table.model.paths.as_ref().map(|paths| paths.cache().to_owned()),
            );
        },
        ..ROW
    },
    Row {
        section: "settings.data",
        name: "settings.take_out",
        control: |ui, table| {
            let row = command(CommandId::TakeOut);
            if ui
                .add(Button::new(RichText::new(t!(row.name)).font(sans(13.0))))
                .clicked()
            {
                table.out.push(Action::Command(CommandId::TakeOut));
                table.state.open = false;
            }
        },
        ..ROW
    },
];

fn theme_ui(ui: &mut Ui, table: &mut Table<'_>) {
    if let Some(choice) = themes_ui(ui, table.theme, table.settings.theme, false) {
        table.out.push(Action::SetTheme(choice));
    }
    if let Some(palette) = palettes_ui(ui, table.theme, table.settings) {
        table.out.push(Action::SetPalette(palette));
    }
}

fn page_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let mut page = table.settings.page.clone();
    steppers_ui(ui, table.theme, &mut page);
    faces_choice_ui(ui, table.theme, table.settings, &mut page, table.looks);
    paragraphs_ui(ui, table.theme, &mut page);
    usual_ui(ui, table.theme, table.settings, &mut page, table.out);
    if page != table.settings.page {
        table.out.push(Action::SetPage(page));
    }
}

/// Less, so much, more; and back to what the system has.
fn scale_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let shown = percent(table.settings.ui_scale);
    ui.horizontal(|ui| {
        let mut button = |ui: &mut Ui, text: &str, id: CommandId| {
            let row = command(id);
            let button = ui.add(Button::new(RichText::new(text).font(sans(13.0))));
            crate::ui::name(&button, &t!(row.name));
            let keys = row.keys.first().copied().unwrap_or_default();
            if button.on_hover_text(format!("{}  {keys}", t!(row.name))).clicked() {
                table.out.push(Action::Command(id));
            }
        };
        button(ui, "−", CommandId::ZoomOut);
        ui.label(RichText::new(&shown).font(sans(13.0)).color(table.theme.ink));
        button(ui, "+", CommandId::ZoomIn);
        if shown != percent(1.0) {
            button(ui, &percent(1.0), CommandId::ZoomReset);
        }
    });
}

pub(super) fn percent(scale: f32) -> String {
    t!("foot.percent", percent = format!("{:.0}", scale * 100.0)).into_owned()
}

fn check_ui(ui: &mut Ui, table: &mut Table<'_>, (name, on): (&str, bool), id: CommandId) {
    let mut now = on;
    let check = ui.checkbox(&mut now, RichText::new(t!(name)).font(sans(13.0)));
    let keys = command(id).keys.first().copied().unwrap_or_default();
    let check = if keys.is_empty() {
        check
    } else {
        check.on_hover_text(keys)
    };
    if check.clicked() {
        table.out.push(Action::Command(id));
    }
}

/// The learner's own language: a button that says it, and the list under it.
fn language_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let set = table.settings.learner_language.clone();
    let system = || {
        t!(
            "settings.as_system",
            language = name_of(&table.settings.learner_language())
        )
    };
    let shown = set.as_deref().map_or_else(|| system().into_owned(), name_of);
    let text = format!("{shown} ▾");
    let button = ui.add(Button::new(RichText::new(text).font(sans(13.0))));
    crate::ui::name(&button, &format!("{}: {shown}", t!("settings.own_language")));
    if button.clicked() {
        table.state.languages = table.state.languages.is_none().then(String::new);
    }
    let Some(search) = &mut table.state.languages else {
        return;
    };
    let field = TextEdit::singleline(search)
        .hint_text(RichText::new(t!("languages.search")).color(table.theme.ink_second))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 5));
    let field = ui.add(field);
    crate::ui::name(&field, &t!("languages.search"));
    if button.clicked() {
        field.request_focus();
    }
    let wanted = search.trim().to_lowercase();
    let mut all: Vec<(Option<String>, String)> = format::LANGUAGES
        .iter()
        .flat_map(|code| {
            if *code == "zh" {
                vec!["zh-Hans", "zh-Hant"]
            } else {
                vec![*code]
            }
        })
        .map(|code| (Some(code.to_owned()), name_of(code)))
        .collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    all.insert(0, (None, t!("looks.theme_system").into_owned()));
    let found = all
        .into_iter()
        .filter(|(_, name)| name.to_lowercase().contains(&wanted));
    let mut chosen = None;
    ScrollArea::vertical()
        .id_salt("own language")
        .max_height(150.0)
        .show(ui, |ui| {
            for (code, name) in found {
                let on = code == set;
                if ui.selectable_label(on, RichText::new(name).font(sans(13.0))).clicked() {
                    chosen = Some(code);
                }
            }
        });
    if let Some(code) = chosen {
        table.out.push(Action::Prefer(Preference::Language(code)));
        table.state.languages = None;
    }
}

/// The name of a language, also of one that is written in two ways.
pub(super) fn name_of(code: &str) -> String {
    match code {
        "zh-Hans" => t!("settings.chinese_simplified").into_owned(),
        "zh-Hant" => t!("settings.chinese_traditional").into_owned(),
        code => format::language(code.split('-').next().unwrap_or(code)),
    }
}

/// The folders whose articles are written back by themselves, and that of the open article.
fn folders_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let folders: Vec<PathBuf> = table.settings.write_back_folders.clone();
    let standing = table.model.file.standing.as_ref();
    let here = standing.and_then(|standing| standing.path.parent()).map(Path::to_owned);
    for folder in &folders {
        let shown = folder.display().to_string();
        let remove = with_button(ui, table, &shown, "settings.remove");
        if remove {
            table.out.push(Action::Prefer(Preference::NotByItself(folder.clone())));
        }
    }
    if folders.is_empty() {
        let none = RichText::new(t!("settings.no_folders")).font(sans(13.0));
        ui.label(none.color(table.theme.ink_second));
    }
    if let Some(here) = here.filter(|_| !table.by_itself) {
        let text = t!("settings.add_folder", folder = here.display());
        let button = Button::new(RichText::new(text).font(sans(13.0))).truncate();
        if ui.add(button).clicked() {
            table.out.push(Action::Command(CommandId::WriteByItself));
        }
    }
}

fn pictures_ui(ui: &mut Ui, table: &mut Table<'_>) {
    let reading = table.model.reading.as_ref();
    let remote = reading.map_or(0, |reading| reading.pictures.remote());
    let Some(reading) = reading.filter(|_| remote > 0) else {
        let none = RichText::new(t!("settings.no_pictures")).font(sans(13.0));
        ui.label(none.color(table.theme.ink_second));
        return;
    };
    let on = reading.pictures.unasked() == 0 || reading.pictures.allowed.all;
    check_ui(ui, table, ("settings.show_pictures", on), CommandId::Pictures);
}

/// A path, and a button that copies it.
fn path_ui(ui: &mut Ui, table: &mut Table<'_>, path: Option<PathBuf>) {
    let Some(path) = path else { return };
    let shown = path.display().to_string();
    if with_button(ui, table, &shown, "settings.copy") {
        table.out.push(Action::Prefer(Preference::CopyPath(path)));
    }
}

/// A text that is cut where there is no room, and a button behind it.
fn with_button(ui: &mut Ui, table: &Table<'_>, text: &str, button: &str) -> bool {
    let size = eframe::egui::vec2(ui.available_width(), 28.0);
    let row = ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let pressed = ui.add(Button::new(RichText::new(t!(button)).font(sans(12.5))));
        crate::ui::name(&pressed, &format!("{}: {text}", t!(button)));
        let shown = RichText::new(text).font(sans(13.0)).color(table.theme.ink);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(shown).truncate());
        });
        pressed.clicked()
    });
    row.inner
}

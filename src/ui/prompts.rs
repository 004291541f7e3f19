//! What stands in front of everything: a question, a field for a path, a report.

use std::mem::{Discriminant, discriminant};
use std::path::{Path, PathBuf};

use eframe::egui::{self, Button, Key, Margin, Modal, RichText, ScrollArea, TextEdit, Ui, vec2};
use rust_i18n::t;

use super::dictionaries::columns_ui;
use super::history::history_ui;
use super::landmarks::dialog;
use super::languages::{LanguagesState, languages_ui};
use super::notes_out::{export_notes_ui, replace_notes_ui};
use super::report::{ReportState, report_ui};
use super::rows::rows_ui;
use super::theme::Theme;
use super::widgets::{sans, semibold, serif_bold};
use crate::app::{Action, ColumnsAsked, CommandId, DictionaryAction, Going, Model, PathFor, Prompt, links};
use crate::study::ArticleId;
use crate::transfer::NoteShape;
use crate::worker::UpdateAnswer;

/// What only the prompts care about.
#[derive(Default)]
pub struct PromptState {
    path: String,
    wanted: Option<PathFor>,
    languages: LanguagesState,
    report: ReportState,
    columns: Option<ColumnsAsked>,
    /// What was shown in the last frame: one that follows another takes the keyboard as well.
    shown: Option<Discriminant<Prompt>>,
}

/// Draws the prompt, if there is one.
pub fn prompt_ui(ctx: &egui::Context, model: &Model, theme: &Theme, state: &mut PromptState, out: &mut Vec<Action>) {
    let Some(prompt) = &model.prompt else {
        state.shown = None;
        return;
    };
    let kind = Some(discriminant(prompt));
    let fresh = std::mem::replace(&mut state.shown, kind) != kind;
    let frame = egui::Frame::window(&ctx.global_style())
        .fill(theme.paper)
        .inner_margin(Margin::same(22))
        .corner_radius(10);
    let modal = Modal::new(egui::Id::unique("prompt")).frame(frame).show(ctx, |ui| {
        ui.set_max_width(520.0_f32.min(ctx.content_rect().width() - 80.0));
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        ui.spacing_mut().button_padding = vec2(12.0, 6.0);
        match prompt {
            Prompt::Update { question, title, path } => {
                heading(ui, theme, &t!("update.title"));
                text(ui, theme, &t!("update.text", title = title, path = path.display()));
                ui.horizontal(|ui| {
                    let answers = [
                        ("update.update", UpdateAnswer::Update),
                        ("update.keep_both", UpdateAnswer::KeepBoth),
                        ("update.cancel", UpdateAnswer::Cancel),
                    ];
                    for (index, (key, answer)) in answers.into_iter().enumerate() {
                        let button = ui.add(Button::new(RichText::new(t!(key)).font(if index == 0 {
                            semibold(13.0)
                        } else {
                            sans(13.0)
                        })));
                        if fresh && index == 0 {
                            button.request_focus();
                        }
                        if button.clicked() {
                            out.push(Action::AnswerUpdate(*question, answer));
                        }
                    }
                });
            }
            Prompt::Unsaved { why } => {
                heading(ui, theme, &t!("close.title"));
                text(ui, theme, why);
                ui.horizontal(|ui| {
                    let answers = [
                        ("close.again", Action::QuitAgain),
                        ("close.copy", Action::QuitUnsaved(true)),
                        ("close.quit", Action::QuitUnsaved(false)),
                    ];
                    for (key, answer) in answers {
                        if ui.add(Button::new(t!(key))).clicked() {
                            out.push(answer);
                        }
                    }
                });
            }
            Prompt::Link { text, address } => link_ui(ui, theme, text, address, fresh, out),
            Prompt::Language => {
                dialog(ui, &t!("languages.title"));
                let current = model.reading.as_ref().map_or("", |reading| &reading.language);
                languages_ui(ui, theme, current, fresh, &mut state.languages, out);
            }
            Prompt::PathField { why, wanted, offered } => {
                // What was typed stays while one wants the same.
                if state.wanted.replace(*wanted) != Some(*wanted) {
                    state.path.clone_from(offered);
                }
                path_ui(ui, theme, (why, *wanted), fresh, state, out);
            }
            Prompt::ExportNotes => export_notes_ui(ui, theme, fresh, out),
            Prompt::ReplaceNotes { shape, path } => replace_notes_ui(ui, theme, (*shape, path), fresh, out),
            Prompt::History => history_ui(ui, model, theme, fresh, out),
            Prompt::Replace { article_id, path } => replace_ui(ui, theme, (*article_id, path), fresh, out),
            Prompt::Columns(asked) => columns_ui(ui, theme, asked, fresh, &mut state.columns, out),
            Prompt::Imported {
                headline,
                problems,
                doubtful,
            } => {
                heading(ui, theme, headline);
                problems_ui(ui, theme, problems);
                report_ui(ui, theme, doubtful, fresh, &mut state.report, out);
            }
            Prompt::Rows { lists } => rows_ui(ui, theme, lists, fresh, out),
            Prompt::Report { headline, problems } => plain_report_ui(ui, theme, (headline, problems), fresh, out),
        }
    });
    if modal.should_close() {
        out.push(match prompt {
            Prompt::Update { question, .. } => Action::AnswerUpdate(*question, UpdateAnswer::Cancel),
            _ => Action::Dismiss,
        });
    }
}

fn plain_report_ui(
    ui: &mut Ui,
    theme: &Theme,
    (headline, problems): (&str, &[String]),
    fresh: bool,
    out: &mut Vec<Action>,
) {
    heading(ui, theme, headline);
    problems_ui(ui, theme, problems);
    let close = ui.add(Button::new(t!("report.close")));
    if fresh {
        close.request_focus();
    }
    if close.clicked() {
        out.push(Action::Dismiss);
    }
}

fn heading(ui: &mut Ui, theme: &Theme, text: &str) {
    dialog(ui, text);
    ui.label(RichText::new(text).font(serif_bold(18.0)).color(theme.ink));
}

fn text(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add(egui::Label::new(RichText::new(text).font(sans(13.5)).color(theme.ink_second)).wrap());
}

/// Whether an article may take the place of another file.
fn replace_ui(ui: &mut Ui, theme: &Theme, (article_id, path): (ArticleId, &Path), fresh: bool, out: &mut Vec<Action>) {
    heading(ui, theme, &t!("save.replace_title"));
    text(ui, theme, &t!("save.replace_text", path = path.display()));
    ui.horizontal(|ui| {
        if ui.add(Button::new(t!("save.replace"))).clicked() {
            out.push(Action::SaveTo(article_id, path.to_owned(), true));
        }
        let cancel = ui.add(Button::new(t!("save.cancel")));
        if fresh {
            cancel.request_focus();
        }
        if cancel.clicked() {
            out.push(Action::Dismiss);
        }
    });
}

fn problems_ui(ui: &mut Ui, theme: &Theme, problems: &[String]) {
    ScrollArea::vertical()
        .id_salt("problems")
        .max_height(320.0)
        .show(ui, |ui| {
            for problem in problems {
                text(ui, theme, problem);
            }
        });
}

/// Both what the text says and where it leads, so that one sees the difference.
fn link_ui(ui: &mut Ui, theme: &Theme, said: &str, address: &str, fresh: bool, out: &mut Vec<Action>) {
    heading(ui, theme, &t!("link.title", host = links::host(address)));
    let pair = |ui: &mut Ui, name: &str, shown: String| {
        ui.label(RichText::new(name).font(sans(11.5)).color(theme.ink_second));
        let shown = RichText::new(shown).font(sans(14.0)).color(theme.ink);
        ui.add(egui::Label::new(shown).wrap());
    };
    pair(ui, &t!("link.text"), links::readable(said));
    pair(ui, &t!("link.address"), links::readable(address));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let open = ui.add(Button::new(t!("link.open")));
        if open.clicked() {
            out.push(Action::OpenAnyway);
        }
        let cancel = ui.add(Button::new(RichText::new(t!("link.cancel")).font(semibold(13.0))));
        if fresh {
            cancel.request_focus();
        }
        if cancel.clicked() {
            out.push(Action::Dismiss);
        }
    });
}

/// What chosen paths are wanted for, as an action. Whoever chose a file in a dialog was asked whether to replace it.
pub fn wanted_paths(paths: Vec<PathBuf>, wanted: PathFor) -> Action {
    match (wanted, paths.first()) {
        (PathFor::Export, Some(folder)) => Action::ExportInto(folder.clone()),
        (PathFor::Everything, Some(folder)) => Action::Going(Going::EverythingInto(folder.clone())),
        (PathFor::Notes(shape), Some(path)) => Action::Going(Going::NotesTo(shape, path.clone(), true)),
        (PathFor::Dictionary, _) => Action::Dictionary(DictionaryAction::Files(paths)),
        (PathFor::WordNet, Some(folder)) => Action::Dictionary(DictionaryAction::WordNetIn(folder.clone())),
        (PathFor::Saving(article_id), Some(file)) => Action::SaveTo(article_id, file.clone(), true),
        _ => Action::OpenFiles(paths),
    }
}

fn path_ui(
    ui: &mut Ui,
    theme: &Theme,
    (why, wanted): (&str, PathFor),
    fresh: bool,
    state: &mut PromptState,
    out: &mut Vec<Action>,
) {
    let (title, hint, open, again) = match wanted {
        PathFor::Opening => (
            t!("path.title"),
            t!("path.hint"),
            t!("path.open"),
            Action::Command(CommandId::Open),
        ),
        PathFor::Export => (
            t!("path.title_export"),
            t!("path.hint_export"),
            t!("path.export"),
            Action::Export,
        ),
        PathFor::Everything => (
            t!("command.take_out"),
            t!("path.hint_export"),
            t!("path.export"),
            Action::Command(CommandId::TakeOut),
        ),
        PathFor::NotesIn => (
            t!("command.import_notes"),
            t!("path.hint_notes"),
            t!("path.open"),
            Action::Command(CommandId::ImportNotes),
        ),
        PathFor::Notes(shape) => (
            t!("command.export_notes"),
            if shape == NoteShape::Folder {
                t!("path.hint_export")
            } else {
                t!("path.hint_save")
            },
            t!("path.export"),
            Action::Going(Going::Notes(shape)),
        ),
        PathFor::Dictionary => (
            t!("command.add_dictionary"),
            t!("path.hint_dictionary"),
            t!("path.open"),
            Action::Command(CommandId::AddDictionary),
        ),
        PathFor::WordNet => (
            t!("dictionary.wordnet_folder"),
            t!("path.hint_export"),
            t!("path.open"),
            Action::Dictionary(DictionaryAction::ChooseWordNet),
        ),
        PathFor::Saving(article_id) => (
            t!("path.title_save"),
            t!("path.hint_save"),
            t!("path.save"),
            Action::SaveArticle(article_id),
        ),
    };
    heading(ui, theme, &title);
    text(ui, theme, why);
    let field = TextEdit::singleline(&mut state.path)
        .hint_text(RichText::new(hint).color(theme.ink_second))
        .font(sans(14.0))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6));
    let response = ui.add(field);
    super::name(&response, &title);
    if fresh {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.horizontal(|ui| {
        let path = state.path.trim().to_owned();
        let go = ui
            .add_enabled(!path.is_empty(), Button::new(RichText::new(open).font(semibold(13.0))))
            .clicked();
        if (go || entered) && !path.is_empty() {
            out.push(match wanted {
                PathFor::Saving(article_id) => Action::SaveTo(article_id, home(&path), false),
                PathFor::Notes(shape) => Action::Going(Going::NotesTo(shape, home(&path), false)),
                _ => wanted_paths(vec![home(&path)], wanted),
            });
            state.path.clear();
            state.wanted = None;
        }
        if ui.add(Button::new(t!("path.again"))).clicked() {
            out.push(Action::Dismiss);
            out.push(again);
        }
        if ui.add(Button::new(t!("path.cancel"))).clicked() {
            out.push(Action::Dismiss);
        }
    });
}

/// `~/` stands for the home folder, as in a shell.
pub fn home(path: &str) -> PathBuf {
    let folder = directories::BaseDirs::new();
    match (path.strip_prefix("~/"), folder) {
        (Some(rest), Some(folder)) => folder.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}

//! What can be done with an article of the list: its menu, and the field in which it is renamed.

use eframe::egui::{self, Key, Margin, Rect, TextEdit, Ui, UiBuilder};
use rust_i18n::t;

use super::LibraryViewState;
use crate::app::Action;
use crate::store::ArticleRow;
use crate::ui::name;
use crate::ui::widgets::serif_bold;

pub(super) fn menu_ui(button: &egui::Response, row: &ArticleRow, state: &mut LibraryViewState, out: &mut Vec<Action>) {
    egui::Popup::menu(button).show(|ui| menu_items(ui, row, state, out));
}

pub(super) fn menu_items(ui: &mut Ui, row: &ArticleRow, state: &mut LibraryViewState, out: &mut Vec<Action>) {
    if ui.button(t!("library.open")).clicked() {
        out.push(Action::OpenArticle(row.article_id, None));
        ui.close();
    }
    if let Some(bookmark) = &row.bookmark {
        if ui.button(t!("library.open_at_bookmark")).clicked() {
            out.push(Action::OpenArticle(row.article_id, Some(bookmark.clone())));
            ui.close();
        }
        if ui.button(t!("library.drop_bookmark")).clicked() {
            out.push(Action::DropBookmark(row.article_id));
            ui.close();
        }
    }
    if ui.button(t!("command.save")).clicked() {
        out.push(Action::SaveArticle(row.article_id));
        ui.close();
    }
    if ui.button(t!("library.rename")).clicked() {
        state.renaming = Some((row.article_id, row.title.clone(), true));
        ui.close();
    }
    let archive = if row.archived {
        t!("library.unarchive")
    } else {
        t!("library.archive")
    };
    if ui.button(archive).clicked() {
        out.push(Action::Archive(row.article_id, !row.archived));
        ui.close();
    }
    if ui
        .button(t!("library.delete"))
        .on_hover_text(t!("library.delete_hint"))
        .clicked()
    {
        out.push(Action::Delete(row.article_id));
        ui.close();
    }
}

pub(super) fn rename_ui(
    ui: &mut Ui,
    rect: Rect,
    row: &ArticleRow,
    state: &mut LibraryViewState,
    out: &mut Vec<Action>,
) -> bool {
    let Some((article_id, title, fresh)) = &mut state.renaming else {
        return false;
    };
    if *article_id != row.article_id {
        return false;
    }
    // In a child, since to put something moves the place of the next row.
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect));
    let response = inside.put(
        rect,
        TextEdit::singleline(title)
            .font(serif_bold(18.0))
            .margin(Margin::symmetric(7, 1))
            .desired_width(rect.width() - 14.0),
    );
    name(&response, &t!("library.rename"));
    if std::mem::take(fresh) {
        response.request_focus();
    }
    if response.lost_focus() {
        if !ui.input(|input| input.key_pressed(Key::Escape)) && *title != row.title {
            out.push(Action::Rename(*article_id, title.clone()));
        }
        state.renaming = None;
    }
    true
}

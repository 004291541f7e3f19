//! A list of places in front of everything, see [`crate::app::PlaceRow`]: each row is a link with what there is to say.

use eframe::egui::{Button, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};
use rust_i18n::t;

use super::landmarks::dialog;
use super::theme::Theme;
use super::widgets::{sans, semibold, serif_bold};
use crate::app::{Action, PlaceRow};

/// Draws the lists; `fresh` when they have just come up.
pub fn rows_ui(ui: &mut Ui, theme: &Theme, lists: &[(String, Vec<PlaceRow>)], fresh: bool, out: &mut Vec<Action>) {
    ui.set_width(480.0_f32.min(ui.ctx().content_rect().width() - 80.0));
    let room = (ui.ctx().content_rect().height() - 200.0).clamp(80.0, 420.0);
    ScrollArea::vertical().id_salt("rows").max_height(room).show(ui, |ui| {
        for (headline, rows) in lists {
            dialog(ui, headline);
            ui.label(RichText::new(headline).font(serif_bold(18.0)).color(theme.ink));
            for row in rows {
                ui.add_space(4.0);
                row_ui(ui, theme, row, out);
            }
            ui.add_space(6.0);
        }
    });
    let close = ui.add(Button::new(RichText::new(t!("report.close")).font(semibold(13.0))));
    if fresh {
        close.request_focus();
    }
    if close.clicked() {
        out.push(Action::Dismiss);
    }
}

fn row_ui(ui: &mut Ui, theme: &Theme, row: &PlaceRow, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let link = ui.link(RichText::new(&row.name).font(semibold(14.0)).color(theme.accent));
    link.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{}, {}", row.name, row.about)));
    if link.clicked() {
        out.push(Action::FollowRow(row.to.clone()));
    }
    let about = RichText::new(&row.about).font(sans(13.0)).color(theme.ink_second);
    ui.add(Label::new(about).wrap());
}

//! The list of keys (`F1`): the command table, and the keys of the page itself.

use eframe::egui::{self, Button, Label, Margin, Modal, RichText, ScrollArea, Ui};
use rust_i18n::t;

use super::landmarks::dialog;
use super::theme::Theme;
use super::widgets::{sans, semibold, serif_bold};
use crate::app::{COMMANDS, Scope};

/// Width of the column of keys (points).
const KEYS: f32 = 124.0;

/// Keys that the page and the list handle themselves.
const PAGE: [(&str, &str); 9] = [
    ("← →", "keys.words"),
    ("Shift+← Shift+→", "keys.extend"),
    ("Ctrl+Shift+← Ctrl+Shift+→", "keys.extend_terms"),
    ("Shift+↑ ↓ PageUp PageDown Home End", "keys.extend_far"),
    ("Ctrl+← Ctrl+→", "keys.terms"),
    ("Tab Shift+Tab", "keys.links"),
    ("↑ ↓ Space PageUp PageDown", "keys.scroll"),
    ("Home End  Ctrl+Home Ctrl+End", "keys.ends"),
    ("2×  3×", "keys.drag"),
];

/// Draws the list of keys; returns whether it stays open.
pub fn keys_ui(ctx: &egui::Context, theme: &Theme) -> bool {
    let frame = egui::Frame::window(&ctx.global_style())
        .fill(theme.paper)
        .inner_margin(Margin::same(22))
        .corner_radius(10);
    let modal = Modal::new(egui::Id::unique("keys")).frame(frame).show(ctx, |ui| {
        dialog(ui, &t!("region.keys"));
        ui.set_width(640.0_f32.min(ctx.content_rect().width() - 80.0));
        ui.label(
            RichText::new(t!("command.keys"))
                .font(serif_bold(18.0))
                .color(theme.ink),
        );
        ScrollArea::vertical()
            .max_height(ctx.content_rect().height() - 220.0)
            .show(ui, |ui| {
                ui.columns(2, |columns| {
                    group_ui(&mut columns[0], theme, &t!("keys.read"), Scope::Word);
                    group_ui(&mut columns[1], theme, &t!("keys.anywhere"), Scope::Anywhere);
                    group_ui(&mut columns[1], theme, &t!("keys.notes"), Scope::Notes);
                    group_ui(&mut columns[1], theme, &t!("review.title"), Scope::Review);
                });
            });
        ui.add_space(8.0);
        let close = ui.add(Button::new(t!("report.close")));
        close.clicked()
    });
    !(modal.inner || modal.should_close())
}

fn group_ui(ui: &mut Ui, theme: &Theme, title: &str, scope: Scope) {
    ui.add_space(6.0);
    ui.label(RichText::new(title).font(semibold(13.5)).color(theme.ink));
    ui.spacing_mut().item_spacing.y = 6.0;
    let mut row = |keys: &str, name: &str| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().interact_size.y = 16.0;
            let keys = RichText::new(keys).font(semibold(12.5)).color(theme.ink);
            cell(ui, KEYS, keys);
            let rest = ui.available_width();
            cell(
                ui,
                rest,
                RichText::new(t!(name)).font(sans(12.5)).color(theme.ink_second),
            );
        });
    };
    if scope == Scope::Word {
        for (keys, name) in PAGE {
            row(keys, name);
        }
    }
    for command in COMMANDS
        .iter()
        .filter(|command| command.scope == scope || (command.scope, scope) == (Scope::Read, Scope::Word))
    {
        row(&command.keys.join("  "), command.name);
    }
}

/// A text in a column of its own, on as many lines as it needs.
fn cell(ui: &mut Ui, width: f32, text: RichText) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.add(Label::new(text).wrap());
    });
}

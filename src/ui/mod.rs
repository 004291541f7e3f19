//! The window and its views. A view is a function: it reads the model, changes only what it alone cares about, and
//! pushes actions for the rest.

pub mod article;
mod completing;
mod coverage;
mod dialog;
mod dictionaries;
mod file_foot;
mod find_bar;
mod focus;
pub mod fonts;
mod history;
mod icons;
mod keys;
mod landmarks;
mod languages;
pub mod library;
mod looks;
mod markdown_note;
mod notes;
mod notes_out;
mod outline;
mod overlays;
mod palette;
mod progress;
mod prompts;
mod reading_foot;
mod report;
mod review;
mod rows;
mod run;
mod search;
mod settings;
mod shell;
mod shortcuts;
pub mod sidebar;
mod system_faces;
pub mod theme;
mod turns;
mod way_back;
mod widgets;
mod window;

pub use run::run;
pub use turns::Turns;
pub use window::Window;

use eframe::egui::{Color32, Rect, Response, Shape, Stroke, Ui};

/// Gives a text field the name by which a screen reader calls it.
fn name(response: &Response, label: &str) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_label(label));
}

/// A dashed frame.
fn dashed(ui: &Ui, rect: Rect, color: Color32) {
    let rect = rect.shrink(0.5);
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    ui.painter()
        .extend(Shape::dashed_line(&corners, Stroke::new(1.0, color), 4.0, 4.0));
}

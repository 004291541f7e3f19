//! The parts of the window as a screen reader meets them: each has a role and a name, so that one can go from part to
//! part and knows where one is.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Ui, UiKind, accesskit};

/// Makes what `ui` holds a part of its own.
pub fn region(ui: &Ui, role: Role, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
        node.set_bounds(bounds(ui.max_rect()));
    });
}

/// Names the dialog that `ui` stands in.
pub fn dialog(ui: &Ui, name: &str) {
    let mut around = ui.stack().iter();
    let modal = around.find(|around| around.kind() == Some(UiKind::Modal));
    let id = modal.map_or(ui.unique_id(), |modal| modal.unique_id);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Dialog);
        node.set_label(name);
        node.set_modal();
        node.set_bounds(bounds(ui.max_rect()));
    });
}

/// A rectangle of the window (points) as a screen reader is told of it.
pub fn bounds(rect: Rect) -> accesskit::Rect {
    let [x0, y0, x1, y1] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
    accesskit::Rect { x0, y0, x1, y1 }
}

//! What the learner sets by using it: how the page looks, how the list is sorted. It goes to the settings file.

use std::time::Instant;

use super::{Action, Boldface};

impl Boldface {
    /// Takes an action in that changes a setting; others change none.
    pub(super) fn set(&mut self, action: Action, now: Instant) {
        let settings = &mut self.settings;
        match action {
            Action::ListWords(filter, sort) => (settings.list_filter, settings.list_sort) = (filter, sort),
            Action::SidebarWidth(width) => settings.sidebar_width = width,
            Action::SetPage(page) => settings.page = page.in_range(),
            Action::SetTheme(theme) => settings.theme = theme,
            Action::SetPalette(palette) => settings.palette = palette,
            _ => return,
        }
        self.settings_changed(now);
    }

    /// Makes the text of the page larger, or smaller.
    pub(super) fn resize_text(&mut self, points: f32, now: Instant) {
        let mut page = self.settings.page.clone();
        page.text_size = page.text_size.round() + points;
        self.set(Action::SetPage(page), now);
    }
}

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

    /// Takes the next of the themes, and names it.
    pub(super) fn next_theme(&mut self, now: Instant) {
        let theme = self.settings.theme.next_seen(self.model.dark);
        self.set(Action::SetTheme(theme), now);
        let text = rust_i18n::t!("toast.theme", name = rust_i18n::t!(theme.name()));
        self.tell(text.into_owned(), now);
    }

    /// Makes the text of the page larger, or smaller.
    pub(super) fn resize_text(&mut self, points: f32, now: Instant) {
        let mut page = self.settings.page.clone();
        page.text_size = page.text_size.round() + points;
        self.set(Action::SetPage(page), now);
    }
}

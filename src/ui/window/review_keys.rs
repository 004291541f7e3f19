//! The keys of the Review place.

use eframe::egui::{Context, Popup};

use super::Window;
use crate::app::{Action, CardCommand, CommandId, Scope, View};

impl Window {
    /// Takes the keys that mean something to the card that is shown.
    pub(super) fn review_keys(&mut self, ctx: &Context, out: &mut Vec<Action>) {
        if self.app.model.view != View::Review || self.in_front() || ctx.text_edit_focused() || Popup::is_any_open(ctx)
        {
            return;
        }
        // A button that has the keyboard is pressed by these two.
        let free = ctx.memory(|memory| memory.focused().is_none());
        let fits = |id| free || id != CommandId::Card(CardCommand::Show);
        let commands = self.shortcuts.take_of(ctx, Scope::Review, fits);
        out.extend(commands.into_iter().map(Action::Command));
    }
}

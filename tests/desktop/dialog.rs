//! The desktop's own file dialog, driven as a person would.

use std::time::Duration;

use super::display::Desktop;
use super::wait::{until, within};

/// The classes that the two programs give to their windows.
const CLASSES: &str = "xdg-desktop-portal-gtk|zenity";

/// An open file dialog.
pub struct Dialog<'a> {
    desktop: &'a Desktop,
    window: String,
}

impl<'a> Dialog<'a> {
    /// Waits until a real file dialog is on the display, and gives it the keyboard.
    pub fn wait(desktop: &'a Desktop) -> Self {
        let window = until("the file dialog opens", || desktop.windows("--class", CLASSES).pop());
        desktop.activate(&window);
        Self { desktop, window }
    }

    /// Types the path and confirms it.
    pub fn choose(self, path: &str) {
        // Ctrl+L opens the field for a path. What it holds is read back through the clipboard before it is confirmed,
        // since the field completes and the dialog takes its time.
        until("the dialog holds the path", || {
            self.desktop.keys(&["ctrl+l", "ctrl+a"]);
            self.desktop.type_text(path);
            within(Duration::from_secs(3), || {
                self.desktop.keys(&["ctrl+a", "ctrl+c"]);
                (self.desktop.clipboard().as_deref() == Some(path)).then_some(())
            })
        });
        self.desktop.keys(&["End", "Return"]);
        self.wait_until_gone();
    }

    /// Closes it without a choice.
    pub fn cancel(self) {
        self.desktop.keys(&["Escape"]);
        self.wait_until_gone();
    }

    fn wait_until_gone(&self) {
        until("the file dialog closes", || {
            (!self.desktop.windows("--class", CLASSES).contains(&self.window)).then_some(())
        });
    }
}

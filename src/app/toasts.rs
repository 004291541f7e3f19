//! Toasts: each change names itself for a while and can be undone there.

use std::time::{Duration, Instant};

const SHOWN_FOR: Duration = Duration::from_millis(4500);
const AT_MOST: usize = 1;

/// A short message.
#[derive(Clone, Debug)]
pub struct Toast {
    /// Counts up.
    pub number: u64,
    /// What happened.
    pub text: String,
    /// Whether it offers to undo: only the newest change does.
    pub undo: bool,
    /// Whether it offers to do again what was taken back.
    pub redo: bool,
    until: Instant,
}

/// The toasts on the screen, oldest first.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    count: u64,
}

impl Toasts {
    /// The toasts, oldest first.
    #[must_use]
    pub fn shown(&self) -> &[Toast] {
        &self.shown
    }

    /// Shows a message. With `undo`, no older toast offers to undo any more.
    pub fn show(&mut self, text: String, undo: bool, now: Instant) {
        self.count += 1;
        for toast in &mut self.shown {
            (toast.undo, toast.redo) = (false, false);
        }
        self.shown.push(Toast {
            number: self.count,
            text,
            undo,
            redo: false,
            until: now + SHOWN_FOR,
        });
        let extra = self.shown.len().saturating_sub(AT_MOST);
        self.shown.drain(..extra);
    }

    /// Shows that something was taken back, and offers to do it again.
    pub fn show_undone(&mut self, text: String, now: Instant) {
        self.show(text, false, now);
        if let Some(toast) = self.shown.last_mut() {
            toast.redo = true;
        }
    }

    /// Takes one away.
    pub fn drop_toast(&mut self, number: u64) {
        self.shown.retain(|toast| toast.number != number);
    }

    /// Takes away those that were shown long enough.
    pub fn expire(&mut self, now: Instant) {
        self.shown.retain(|toast| now < toast.until);
    }

    /// When the next one is to go.
    #[must_use]
    pub fn next_end(&self) -> Option<Instant> {
        self.shown.iter().map(|toast| toast.until).min()
    }
}

//! Toasts: each change names itself for a while and can be undone there.

use std::time::{Duration, Instant};

const SHOWN_FOR: Duration = Duration::from_millis(4500);
/// One with a choice that is more than a way back.
const READ_FOR: Duration = Duration::from_secs(12);
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
    /// Whether it offers to learn words again.
    pub again: bool,
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
            again: false,
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

    /// The newest message goes on, and offers to learn words again.
    pub fn offer_again(&mut self, more: &str, now: Instant) {
        if let Some(toast) = self.shown.last_mut() {
            if !toast.text.is_empty() && !more.is_empty() {
                toast.text.push_str(" · ");
            }
            toast.text.push_str(more);
            toast.again = true;
            toast.until = now + READ_FOR;
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

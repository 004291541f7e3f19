//! A paste without text. egui's window code turns `Ctrl+V` into the text of the clipboard and keeps the key press to
//! itself; where there is a web page on the clipboard and no plain text beside it, nothing comes at all. What is left is
//! the release of a `V` whose press nobody saw. Whether `Ctrl` is said to be down then cannot be relied on: on X11 it is
//! asked for when the release is read, and a quick hand has let it go by then.

use std::time::{Duration, Instant};

use eframe::egui::{Event, Key};

/// A text that was pasted explains a release for so long.
const EXPLAINED: Duration = Duration::from_secs(2);
/// A key pressed in another window may be let go in this one.
const SETTLED: Duration = Duration::from_millis(250);

/// What is known of the key `V`.
#[derive(Default)]
pub(super) struct PasteKey {
    pressed: bool,
    pasted_at: Option<Instant>,
    focused_at: Option<Instant>,
}

impl PasteKey {
    /// Takes the events of a frame in; says whether the clipboard was to be pasted although no text came.
    pub(super) fn take(&mut self, events: &[Event], now: Instant) -> bool {
        let since = |at: Option<Instant>, span| at.is_none_or(|at| now.duration_since(at) >= span);
        let mut wanted = false;
        for event in events {
            match event {
                Event::WindowFocused(_) => {
                    *self = Self {
                        focused_at: Some(now),
                        ..Self::default()
                    };
                }
                Event::Paste(_) => self.pasted_at = Some(now),
                Event::Key {
                    key: Key::V,
                    pressed: true,
                    ..
                } => self.pressed = true,
                Event::Key { key: Key::V, .. } if !std::mem::take(&mut self.pressed) => {
                    wanted |= since(self.focused_at, SETTLED) && since(self.pasted_at, EXPLAINED);
                }
                _ => {}
            }
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::Modifiers;

    fn v(pressed: bool) -> Event {
        Event::Key {
            key: Key::V,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn settled() -> (PasteKey, Instant) {
        (PasteKey::default(), Instant::now())
    }

    #[test]
    fn a_release_without_a_press_is_a_paste() {
        let (mut key, now) = settled();
        assert!(key.take(&[v(false)], now));
        assert!(!key.take(&[v(true), v(false)], now), "an ordinary v");
        assert!(!key.take(&[v(true)], now));
        assert!(!key.take(&[v(false)], now), "an ordinary v, over two frames");
    }

    #[test]
    fn text_that_came_explains_the_release() {
        let (mut key, now) = settled();
        let pasted = Event::Paste("text".to_owned());
        assert!(!key.take(&[pasted], now));
        assert!(!key.take(&[v(false)], now + Duration::from_millis(90)));
        assert!(key.take(&[v(false)], now + EXPLAINED));
    }

    #[test]
    fn a_key_of_another_window_pastes_nothing() {
        let (mut key, now) = settled();
        assert!(!key.take(&[Event::WindowFocused(true)], now));
        assert!(!key.take(&[v(false)], now + SETTLED / 2), "it has just come back");
        assert!(key.take(&[v(false)], now + SETTLED));
    }
}

//! One thing after the other: what fell into one frame but belongs to different widgets is given to egui in turns.
//!
//! egui looks at the pointer first and hands keys to whatever has the focus then. So a letter typed just before a click
//! elsewhere was lost with the focus, a status key pressed just after a click went to the word selected before, and a
//! letter typed just after `N` never reached the note. On a slow machine such pairs fall into one frame easily. Here a
//! frame takes events only as far as the focus and the selection are certain; the rest waits for the next frame, which
//! is asked for at once.

use eframe::egui::{Context, Event, Key, Plugin, RawInput, Ui};

/// Splits the events of a frame into turns.
#[derive(Default)]
pub struct Turns {
    waiting: Vec<Event>,
}

impl Plugin for Turns {
    fn debug_name(&self) -> &'static str {
        "turns"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let mut events = std::mem::take(&mut self.waiting);
        events.append(&mut input.events);
        self.waiting = events.split_off(first_turn(&events, ctx.text_edit_focused()));
        input.events = events;
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        if !self.waiting.is_empty() {
            ui.request_repaint();
        }
    }
}

/// How many of the events can be taken at once; at least one, if there are any. `typing`: a text field has the focus.
fn first_turn(events: &[Event], typing: bool) -> usize {
    let (mut keys, mut clicks) = (false, false);
    // A key after which the focus may be elsewhere, and whether it was let go.
    let mut last: Option<(Key, bool)> = None;
    for (place, event) in events.iter().enumerate() {
        match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                // A key that is held repeats itself: that is no new wish.
                let another = last.is_some_and(|(before, released)| before != *key || released);
                if clicks || another {
                    return place;
                }
                let leaves = matches!(key, Key::Escape | Key::Tab) || modifiers.command || modifiers.alt;
                if !typing || leaves {
                    last = Some((*key, false));
                }
                keys = true;
            }
            Event::Key { key, .. } => {
                if let Some((before, released)) = &mut last
                    && before == key
                {
                    *released = true;
                }
            }
            Event::Text(_) | Event::Ime(_) if clicks => return place,
            Event::Paste(_) | Event::Cut | Event::Copy if clicks || last.is_some() => return place,
            Event::Text(_) | Event::Ime(_) | Event::Paste(_) | Event::Cut | Event::Copy => keys = true,
            Event::PointerButton { .. } if keys => return place,
            Event::PointerButton { .. } => clicks = true,
            _ => {}
        }
    }
    events.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Modifiers, PointerButton, pos2};

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn click(pressed: bool) -> Event {
        Event::PointerButton {
            pos: pos2(1.0, 1.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn letters_and_clicks_take_turns() {
        let typed = [
            key(Key::A, true),
            text("a"),
            key(Key::A, false),
            click(true),
            click(false),
        ];
        assert_eq!(first_turn(&typed, true), 3);
        let clicked = [click(true), click(false), key(Key::Num5, true), text("5")];
        assert_eq!(first_turn(&clicked, false), 2);
        assert_eq!(first_turn(&[click(true), click(false)], true), 2);
        assert_eq!(first_turn(&[click(true), text("a")], true), 1);
        assert_eq!(first_turn(&[], true), 0);
    }

    #[test]
    fn fast_typing_in_a_field_is_one_turn() {
        let typed = [
            key(Key::A, true),
            text("a"),
            key(Key::B, true),
            text("b"),
            key(Key::A, false),
            key(Key::B, false),
        ];
        assert_eq!(first_turn(&typed, true), typed.len());
    }

    #[test]
    fn after_a_key_that_may_move_the_focus_the_next_one_waits() {
        let opened = [key(Key::N, true), text("n"), key(Key::K, true), text("k")];
        assert_eq!(first_turn(&opened, false), 2);
        let twice = [
            key(Key::N, true),
            text("n"),
            key(Key::N, false),
            key(Key::N, true),
            text("n"),
        ];
        assert_eq!(first_turn(&twice, false), 3);
        let held = [
            key(Key::ArrowDown, true),
            key(Key::ArrowDown, true),
            key(Key::ArrowDown, true),
        ];
        assert_eq!(first_turn(&held, false), 3);
        let left = [text("a"), key(Key::Escape, true), key(Key::Num5, true)];
        assert_eq!(first_turn(&left, true), 2);
        let pasted = [key(Key::N, true), text("n"), Event::Paste("p".to_owned())];
        assert_eq!(first_turn(&pasted, false), 2);
    }
}

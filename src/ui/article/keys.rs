//! Keys of the page, which act only while it has the focus.

use eframe::egui::{Event, InputState, Key, Modifiers};

/// What the keys of a frame ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Keys {
    /// Words to go, forward or back.
    pub words: i32,
    /// Terms to go, forward or back.
    pub terms: i32,
    /// Links to go, forward or back.
    pub links: i32,
    /// How the selection is to be extended.
    pub reach: Extend,
    /// Follow the link that was gone to.
    pub follow: bool,
    /// Lines to scroll.
    pub lines: i32,
    /// Screens to scroll.
    pub screens: i32,
    /// To the end of the article (1) or its beginning (-1).
    pub ends: i32,
    /// A key is held down: what moves is there at once.
    pub held: bool,
    /// The shift key is down: the selection is not finished.
    pub shift: bool,
}

/// By how much the selection is to be extended.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Extend {
    /// Words, forward or back.
    pub words: i32,
    /// Terms.
    pub terms: i32,
    /// Lines.
    pub lines: i32,
    /// Screens.
    pub screens: i32,
    /// To the end of the article (1) or its beginning (-1).
    pub ends: i32,
}

impl Keys {
    /// Takes the page's keys out of the input. Modified keys first: egui's matching ignores surplus modifiers.
    pub fn take(input: &mut InputState) -> Self {
        let held = input.events.iter().any(|event| {
            matches!(
                event,
                Event::Key {
                    pressed: true,
                    repeat: true,
                    ..
                }
            )
        });
        let shift = input.modifiers.shift;
        let mut count = |modifiers, key| i32::try_from(input.count_and_consume_key(modifiers, key)).unwrap_or(0);
        let mut pair =
            |modifiers: Modifiers, forward: Key, back: Key| count(modifiers, forward) - count(modifiers, back);
        let far = Modifiers::COMMAND | Modifiers::SHIFT;
        let mut reach = Extend {
            terms: pair(far, Key::ArrowRight, Key::ArrowLeft),
            ..Extend::default()
        };
        let terms = pair(Modifiers::COMMAND, Key::ArrowRight, Key::ArrowLeft);
        reach.words = pair(Modifiers::SHIFT, Key::ArrowRight, Key::ArrowLeft);
        reach.lines = pair(Modifiers::SHIFT, Key::ArrowDown, Key::ArrowUp);
        reach.screens = pair(Modifiers::SHIFT, Key::PageDown, Key::PageUp);
        let words = pair(Modifiers::NONE, Key::ArrowRight, Key::ArrowLeft);
        let lines = pair(Modifiers::NONE, Key::ArrowDown, Key::ArrowUp);
        let pages = pair(Modifiers::NONE, Key::PageDown, Key::PageUp);
        // With Ctrl they lead to the same places, as elsewhere where there are lines with an end of their own.
        let mut ends = |shift: Modifiers| {
            let far = pair(Modifiers::COMMAND | shift, Key::End, Key::Home);
            far + pair(shift, Key::End, Key::Home)
        };
        reach.ends = ends(Modifiers::SHIFT).signum();
        let ends = ends(Modifiers::NONE);
        let links_back = count(Modifiers::SHIFT, Key::Tab);
        let spaces_back = count(Modifiers::SHIFT, Key::Space);
        Self {
            words,
            terms,
            links: count(Modifiers::NONE, Key::Tab) - links_back,
            reach,
            follow: count(Modifiers::NONE, Key::Enter) > 0,
            lines,
            screens: pages + count(Modifiers::NONE, Key::Space) - spaces_back,
            ends: ends.signum(),
            held,
            shift,
        }
    }
}

//! From keys pressed to commands: reads the command table, most specific keys first.

use eframe::egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use crate::app::{COMMANDS, CommandId, Scope, repeats};
use crate::study::NoteId;

/// The key that a name of the table means: `Ctrl+Shift+Z`, `=`, `F1`.
fn shortcut(name: &str) -> Option<KeyboardShortcut> {
    // The last part may itself be a plus sign.
    let (modifiers, key) = match name.strip_suffix("++") {
        Some(modifiers) => (modifiers, "+"),
        None => name
            .rsplit_once('+')
            .filter(|(_, key)| !key.is_empty())
            .unwrap_or(("", name)),
    };
    let mut wanted = Modifiers::NONE;
    for modifier in modifiers.split('+').filter(|part| !part.is_empty()) {
        wanted |= match modifier {
            "Ctrl" => Modifiers::COMMAND,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            _ => return None,
        };
    }
    let key = match key {
        "+" => Key::Plus,
        "-" => Key::Minus,
        "=" => Key::Equals,
        "Esc" => Key::Escape,
        "←" => Key::ArrowLeft,
        "→" => Key::ArrowRight,
        name => Key::from_name(name)?,
    };
    Some(KeyboardShortcut::new(wanted, key))
}

/// The keys of all commands.
pub struct Shortcuts {
    keys: Vec<(KeyboardShortcut, CommandId, Scope)>,
}

impl Default for Shortcuts {
    fn default() -> Self {
        let by_event = |id| matches!(id, CommandId::Paste | CommandId::Copy);
        let rows = COMMANDS.iter().filter(|command| !by_event(command.id));
        let mut keys: Vec<_> = rows
            .flat_map(|command| {
                command
                    .keys
                    .iter()
                    .filter_map(|name| Some((shortcut(name)?, command.id, command.scope)))
            })
            .collect();
        let specific =
            |modifiers: Modifiers| u8::from(modifiers.shift) + u8::from(modifiers.alt) + u8::from(modifiers.command);
        keys.sort_by_key(|(shortcut, ..)| std::cmp::Reverse(specific(shortcut.modifiers)));
        Self { keys }
    }
}

/// What has to hold for keys of a scope to act.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// The page is shown and nothing stands in front of it.
    pub reading: bool,
    /// A word is selected.
    pub word: bool,
    /// The note that is selected in the list of all notes, while nothing stands in front of it.
    pub note: Option<NoteId>,
    /// The widget with the focus takes `Enter` for itself.
    pub enter_taken: bool,
}

impl Shortcuts {
    /// Takes the keys of this frame that mean a command.
    pub fn take(&self, ctx: &Context, situation: Situation) -> Vec<CommandId> {
        let typing = ctx.text_edit_focused();
        let acts = |scope: Scope| match scope {
            Scope::Anywhere => true,
            Scope::Read => situation.reading && !typing,
            Scope::Notes => situation.note.is_some() && !typing,
            // The place takes them itself: what they mean depends on what it shows.
            Scope::Review => false,
            Scope::Word => situation.reading && situation.word && !typing,
        };
        ctx.input_mut(|input| {
            if !input
                .events
                .iter()
                .any(|event| matches!(event, Event::Key { pressed: true, .. }))
            {
                return Vec::new();
            }
            let mut commands = Vec::new();
            for (shortcut, id, scope) in &self.keys {
                // A text field undoes its own changes.
                let own = typing && matches!(id, CommandId::Undo | CommandId::Redo);
                let enter = situation.enter_taken && shortcut.logical_key == Key::Enter;
                // A key that is held down is one wish, except where it leads on and on.
                let anew = repeats(*id) || is_pressed_anew(&input.events, shortcut.logical_key);
                if acts(*scope) && !own && !enter && input.consume_shortcut(shortcut) {
                    commands.extend(anew.then_some(*id));
                    // The letter of the key is not also text for the field that the command opens.
                    input.events.retain(|event| !matches!(event, Event::Text(_)));
                }
            }
            commands
        })
    }
}

impl Shortcuts {
    /// Takes the keys of this frame that mean a command of a scope and fit.
    pub fn take_of(&self, ctx: &Context, scope: Scope, fits: impl Fn(CommandId) -> bool) -> Vec<CommandId> {
        ctx.input_mut(|input| {
            let mut commands = Vec::new();
            let own = self.keys.iter().filter(|(_, id, of)| *of == scope && fits(*id));
            for (shortcut, id, _) in own {
                let anew = is_pressed_anew(&input.events, shortcut.logical_key);
                if input.consume_shortcut(shortcut) {
                    commands.extend(anew.then_some(*id));
                    input.events.retain(|event| !matches!(event, Event::Text(_)));
                }
            }
            commands
        })
    }
}

/// Whether a key was pressed and not only held.
fn is_pressed_anew(events: &[Event], wanted: Key) -> bool {
    events
        .iter()
        .any(|event| matches!(event, Event::Key { key, pressed: true, repeat: false, .. } if *key == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_a_key() {
        for command in COMMANDS {
            for name in command.keys {
                assert!(shortcut(name).is_some(), "{name}");
            }
        }
        assert_eq!(
            shortcut("Ctrl++"),
            Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus))
        );
        assert_eq!(
            shortcut("Ctrl+Shift+Z"),
            Some(KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z))
        );
        assert_eq!(shortcut("-"), Some(KeyboardShortcut::new(Modifiers::NONE, Key::Minus)));
    }
}

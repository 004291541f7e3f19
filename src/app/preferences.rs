//! What the learner sets in the settings view and nowhere else.

use std::path::PathBuf;
use std::time::Instant;

use rust_i18n::t;

use super::{Boldface, Effect};

/// A setting, and what it is to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Preference {
    /// The learner's own language (BCP 47 code); `None` follows the system.
    Language(Option<String>),
    /// Articles from this folder are no longer written back by themselves.
    NotByItself(PathBuf),
    /// How fast is spoken; 1 is as the engine has it.
    SpeechRate(f32),
    /// The speech engine's name of the voice; empty for that of the language.
    Voice(String),
    /// Put the place of a file or folder on the clipboard.
    CopyPath(PathBuf),
}

impl Boldface {
    /// Takes a setting over.
    pub(super) fn prefer(&mut self, preference: Preference, now: Instant) {
        match preference {
            Preference::Language(language) => {
                self.settings.learner_language = language;
                self.explain_anew();
            }
            Preference::NotByItself(folder) => self.settings.write_back_folders.retain(|other| *other != folder),
            Preference::SpeechRate(rate) => self.settings.speech_rate = rate.clamp(0.5, 2.0),
            // A name of a voice is a word or two.
            Preference::Voice(voice) => self.settings.voice = voice.trim().chars().take(80).collect(),
            Preference::CopyPath(path) => {
                let path = path.display().to_string();
                self.tell(t!("settings.copied", path = path).into_owned(), now);
                self.effects.push(Effect::Copy(path));
                return;
            }
        }
        self.settings_changed(now);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use crate::app::{Action, Boldface, Preference, Settings, Timings};
    use crate::worker::Requests;

    #[test]
    fn a_preference_is_a_setting_at_once() {
        let (requests, _inbox) = Requests::to_nobody();
        let mut settings = Settings::default();
        settings.write_back_folders = vec!["/one".into(), "/two".into()];
        let now = Instant::now();
        let mut app = Boldface::new(requests, settings, None, Timings::new(false, now));
        app.act(Action::Prefer(Preference::NotByItself("/one".into())), now);
        app.act(Action::Prefer(Preference::Language(Some("de".to_owned()))), now);
        assert_eq!(app.settings.write_back_folders, [std::path::PathBuf::from("/two")]);
        assert_eq!(app.settings.learner_language(), "de");
    }
}

//! What the program remembers about itself: `settings.toml`. What is the learner's is in the library, not here.
//!
//! A settings file must never stand between a learner and their words. So each value is read by itself: one that is
//! wrong falls back to its default, one that is out of range is moved into it, and keys of a newer program are kept as
//! they are. A file that is no TOML at all is set aside, and the program starts with its defaults and a notice.

mod colours;
mod file;
mod page;

use std::io;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::{Filter, SortOrder};
use crate::lexicon::dictionary::Shelved;
use crate::study::NoteColour;

pub use colours::{Palette, Theme};
pub use page::{COLUMNS, LINE_HEIGHTS, PageFace, PageSettings, Paragraphs, TEXT_SIZES};

/// The settings. Change the fields freely; values out of range are put right when they are saved and loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Width of the window, in points.
    pub window_width: f32,
    /// Height of the window, in points.
    pub window_height: f32,
    /// Whether the window fills the screen.
    pub window_maximized: bool,
    /// Width of the sidebar, in points.
    pub sidebar_width: f32,
    /// Whether the sidebar is shown.
    pub sidebar_shown: bool,
    /// Which words the sidebar lists.
    pub list_filter: Filter,
    /// In which order it lists them.
    pub list_sort: SortOrder,
    /// Light, dark, …
    pub theme: Theme,
    /// The colours of words.
    pub palette: Palette,
    /// How the article's page is set.
    pub page: PageSettings,
    /// Nothing glides: what moves is there at once.
    pub less_motion: bool,
    /// The colour in which a passage was highlighted last.
    pub highlight: NoteColour,
    /// Scale of everything; 1 is as the system has it.
    pub ui_scale: f32,
    /// BCP 47 code of the learner's own language; `None` follows the system.
    pub learner_language: Option<String>,
    /// Folders whose articles are written back by themselves.
    pub write_back_folders: Vec<PathBuf>,
    /// The learner's dictionaries, in the order in which they are asked.
    pub dictionaries: Vec<Shelved>,
    /// The speech engine's name of the voice; empty for that of the language.
    pub voice: String,
    /// How fast is spoken; 1 is as the engine has it.
    pub speech_rate: f32,
    /// The study day of the last notification, counted from 1970.
    pub notified_day: i64,
    /// What a newer program, or a person, wrote here; kept as it is.
    other: Table,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            window_width: 1200.0,
            window_height: 800.0,
            window_maximized: false,
            sidebar_width: 372.0,
            sidebar_shown: true,
            list_filter: Filter::default(),
            list_sort: SortOrder::default(),
            theme: Theme::System,
            palette: Palette::default(),
            page: PageSettings::default(),
            less_motion: false,
            highlight: NoteColour::Yellow,
            ui_scale: 1.0,
            learner_language: None,
            write_back_folders: Vec::new(),
            dictionaries: Vec::new(),
            voice: String::new(),
            speech_rate: 1.0,
            notified_day: 0,
            other: Table::new(),
        }
    }
}

/// What happened to a settings file that could not be read. The program runs with defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsNotice {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub reason: String,
    /// Where it lies now; `None` when it could not be moved and is still in its place.
    pub kept_as: Option<PathBuf>,
}

/// Why settings could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It is not TOML.
    #[error("{0}")]
    NotToml(String),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Settings {
    /// Reads settings from the text of a settings file.
    ///
    /// # Errors
    /// Only when the text is not TOML; wrong and missing values take their defaults.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let parsed = text.trim_start_matches('\u{feff}').parse::<Table>();
        let mut table = parsed.map_err(|error| SettingsError::NotToml(error.message().to_owned()))?;
        let fallback = Self::default();
        let mut window = section(&mut table, "window");
        let mut sidebar = section(&mut table, "sidebar");
        let mut reading = section(&mut table, "reading");
        let mut settings = Self {
            window_width: take(&mut window, "width", fallback.window_width),
            window_height: take(&mut window, "height", fallback.window_height),
            window_maximized: take(&mut window, "maximized", fallback.window_maximized),
            sidebar_width: take(&mut sidebar, "width", fallback.sidebar_width),
            sidebar_shown: take(&mut sidebar, "shown", fallback.sidebar_shown),
            list_filter: take(&mut sidebar, "filter", fallback.list_filter),
            list_sort: take(&mut sidebar, "sort", fallback.list_sort),
            theme: take(&mut table, "theme", fallback.theme),
            palette: take(&mut table, "palette", fallback.palette),
            page: PageSettings::take(&mut reading),
            less_motion: take(&mut reading, "less_motion", fallback.less_motion),
            highlight: NoteColour::from_number(take(&mut reading, "highlight", 0)).unwrap_or(fallback.highlight),
            ui_scale: take(&mut table, "ui_scale", fallback.ui_scale),
            learner_language: take(&mut table, "learner_language", fallback.learner_language),
            write_back_folders: take(&mut table, "write_back_folders", fallback.write_back_folders),
            dictionaries: super::dictionaries::take(&mut table),
            voice: take(&mut table, "voice", fallback.voice),
            speech_rate: take(&mut table, "speech_rate", fallback.speech_rate),
            notified_day: take(&mut table, "notified_day", fallback.notified_day),
            other: Table::new(),
        };
        for (name, rest) in [("window", window), ("sidebar", sidebar), ("reading", reading)] {
            if !rest.is_empty() {
                table.insert(name.to_owned(), Value::Table(rest));
            }
        }
        settings.other = table;
        settings.put_in_range();
        Ok(settings)
    }

    /// The settings as the text of a settings file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut settings = self.clone();
        settings.put_in_range();
        let mut table = std::mem::take(&mut settings.other);
        put(&mut table, "theme", settings.theme);
        put(&mut table, "palette", settings.palette);
        put(&mut table, "ui_scale", rounded(settings.ui_scale));
        if let Some(language) = &settings.learner_language {
            put(&mut table, "learner_language", language);
        }
        if !settings.write_back_folders.is_empty() {
            put(&mut table, "write_back_folders", &settings.write_back_folders);
        }
        if !settings.voice.is_empty() {
            put(&mut table, "voice", &settings.voice);
        }
        if (settings.speech_rate - 1.0).abs() > 0.001 {
            put(&mut table, "speech_rate", rounded(settings.speech_rate));
        }
        if settings.notified_day != 0 {
            put(&mut table, "notified_day", settings.notified_day);
        }
        if !settings.dictionaries.is_empty() {
            put(&mut table, "dictionaries", &settings.dictionaries);
        }
        let name = |value: Result<Value, _>| value.unwrap_or_else(|_: toml::ser::Error| "".into());
        let sections: [(&str, &[(&str, Value)]); 2] = [
            (
                "window",
                &[
                    ("width", rounded(settings.window_width).into()),
                    ("height", rounded(settings.window_height).into()),
                    ("maximized", settings.window_maximized.into()),
                ],
            ),
            (
                "sidebar",
                &[
                    ("width", rounded(settings.sidebar_width).into()),
                    ("shown", settings.sidebar_shown.into()),
                    ("filter", name(Value::try_from(settings.list_filter))),
                    ("sort", name(Value::try_from(settings.list_sort))),
                ],
            ),
        ];
        for (name, values) in sections {
            let mut section = section(&mut table, name);
            section.extend(values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
            table.insert(name.to_owned(), Value::Table(section));
        }
        let mut reading = section(&mut table, "reading");
        settings.page.put(&mut reading);
        if settings.highlight != NoteColour::Yellow {
            put(&mut reading, "highlight", settings.highlight.number());
        }
        table.insert("reading".to_owned(), Value::Table(reading));
        table.to_string()
    }

    /// BCP 47 code of the learner's language: the setting, else the system's, else English.
    #[must_use]
    pub fn learner_language(&self) -> String {
        let system = || sys_locale::get_locale().filter(|locale| is_language(locale));
        self.learner_language
            .clone()
            .or_else(system)
            .unwrap_or_else(|| "en".to_owned())
    }

    fn put_in_range(&mut self) {
        let fallback = Self::default();
        let ranges = [
            (&mut self.window_width, 480.0, 16_384.0, fallback.window_width),
            (&mut self.window_height, 320.0, 16_384.0, fallback.window_height),
            (&mut self.sidebar_width, 200.0, 1_000.0, fallback.sidebar_width),
            (&mut self.ui_scale, 0.5, 4.0, fallback.ui_scale),
            (&mut self.speech_rate, 0.5, 2.0, fallback.speech_rate),
        ];
        for (value, low, high, default) in ranges {
            *value = if value.is_nan() {
                default
            } else {
                value.clamp(low, high)
            };
        }
        self.page = std::mem::take(&mut self.page).in_range();
        self.learner_language = self.learner_language.take().filter(|language| is_language(language));
    }
}

/// Whether it looks like a BCP 47 code: `C` and `POSIX` name no language.
fn is_language(code: &str) -> bool {
    let primary = code.split('-').next().unwrap_or_default();
    let parts_fit = code
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic()) && parts_fit
}

/// Takes a section out of a table; empty when there is none. Something else of that name stays where it is.
fn section(table: &mut Table, name: &str) -> Table {
    match table.remove(name) {
        Some(Value::Table(section)) => section,
        _ => Table::new(),
    }
}

fn take<T: DeserializeOwned>(table: &mut Table, key: &str, fallback: T) -> T {
    table
        .remove(key)
        .and_then(|value| value.try_into().ok())
        .unwrap_or(fallback)
}

fn put(table: &mut Table, key: &str, value: impl Serialize) {
    if let Ok(value) = Value::try_from(value) {
        table.insert(key.to_owned(), value);
    }
}

/// Two digits after the point: enough for points and scales, and `1.1` stays `1.1` in the file.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f32, b: f32) -> bool {
        (a - b).abs() < 0.005
    }

    #[test]
    fn unknown_keys_survive() {
        let text = "colour_of_ink = 'blue'\n[window]\nwidth = 900\nmonitor = 2\n[later]\nkey = [1, 2]\n";
        let settings = Settings::parse(text).unwrap();
        assert!(close(settings.window_width, 900.0));
        let again: Table = settings.to_toml().parse().unwrap();
        assert_eq!(again["colour_of_ink"].as_str(), Some("blue"));
        assert_eq!(again["window"]["monitor"].as_integer(), Some(2));
        assert_eq!(again["later"]["key"].as_array().map(Vec::len), Some(2));
        assert_eq!(again["window"]["width"].as_float(), Some(900.0));
    }

    #[test]
    fn one_wrong_value_costs_only_itself() {
        let text = "theme = 'purple'\nui_scale = 'big'\nwindow = 7\n[sidebar]\nshown = false\nwidth = 300\n";
        let settings = Settings::parse(text).unwrap();
        assert_eq!(settings.theme, Theme::System);
        assert!(close(settings.ui_scale, 1.0));
        assert!(close(settings.window_width, Settings::default().window_width));
        assert!(!settings.sidebar_shown && close(settings.sidebar_width, 300.0));
    }

    #[test]
    fn values_out_of_range_are_moved_into_it() {
        let text = "ui_scale = 900.0\nlearner_language = '../../x'\n[window]\nwidth = -3\nheight = nan\n[reading]\ntext_size = inf\n";
        let settings = Settings::parse(text).unwrap();
        assert!(close(settings.ui_scale, 4.0));
        assert!(close(settings.window_width, 480.0));
        assert!(close(settings.window_height, Settings::default().window_height));
        assert!(close(settings.page.text_size, 48.0));
        assert_eq!(settings.learner_language, None);
    }

    #[test]
    fn the_language_is_the_learners_own_first() {
        let own = Settings {
            learner_language: Some("uk".to_owned()),
            ..Settings::default()
        };
        assert_eq!(own.learner_language(), "uk");
        assert!(is_language(&Settings::default().learner_language()));
        assert!(!is_language("C") && !is_language("POSIX") && !is_language("") && is_language("pt-BR"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic_and_what_was_read_is_stable(text in "(?s).{0,200}") {
            if let Ok(settings) = Settings::parse(&text) {
                let again = Settings::parse(&settings.to_toml()).unwrap();
                proptest::prop_assert_eq!(again.to_toml(), settings.to_toml());
            }
        }
    }
}

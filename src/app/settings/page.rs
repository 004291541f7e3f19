//! How the article's page is set: what the reader chooses under "Aa".

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::{put, rounded, take};

/// The face of running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageFace {
    /// Our serif.
    #[default]
    Serif,
    /// Our sans.
    Sans,
    /// One whose letters are hard to mistake for each other.
    Easy,
    /// One that is installed on this computer: [`PageSettings::system_face`].
    System,
}

/// How paragraphs are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paragraphs {
    /// Room between them.
    #[default]
    Spaced,
    /// The first line of each is set in, as in a novel.
    Indented,
}

/// How the article's page is set.
#[derive(Clone, Debug, PartialEq)]
pub struct PageSettings {
    /// Size of running text (points).
    pub text_size: f32,
    /// Distance of lines, in text sizes.
    pub line_height: f32,
    /// Width of the column, in characters of usual width.
    pub column_chars: f32,
    /// The face of running text.
    pub face: PageFace,
    /// Name of the family for [`PageFace::System`]; may be one that is not there any more.
    pub system_face: String,
    /// How paragraphs are told apart.
    pub paragraphs: Paragraphs,
    /// Whether lines end at the right edge together.
    pub justified: bool,
}

impl Default for PageSettings {
    fn default() -> Self {
        Self {
            text_size: 20.0,
            line_height: 1.55,
            column_chars: 66.0,
            face: PageFace::default(),
            system_face: String::new(),
            paragraphs: Paragraphs::default(),
            justified: false,
        }
    }
}

/// Smallest and largest size of text (points).
pub const TEXT_SIZES: (f32, f32) = (10.0, 48.0);
/// Least and greatest distance of lines (text sizes).
pub const LINE_HEIGHTS: (f32, f32) = (1.2, 2.2);
/// Narrowest and widest column (characters).
pub const COLUMNS: (f32, f32) = (36.0, 110.0);

impl PageSettings {
    /// Takes what it knows out of a section of the settings file.
    pub(super) fn take(section: &mut Table) -> Self {
        let fallback = Self::default();
        Self {
            text_size: take(section, "text_size", fallback.text_size),
            line_height: take(section, "line_height", fallback.line_height),
            column_chars: take(section, "column", fallback.column_chars),
            face: take(section, "face", fallback.face),
            system_face: take(section, "system_face", fallback.system_face),
            paragraphs: take(section, "paragraphs", fallback.paragraphs),
            justified: take(section, "justified", fallback.justified),
        }
    }

    /// Puts it into a section of the settings file.
    pub(super) fn put(&self, section: &mut Table) {
        put(section, "text_size", rounded(self.text_size));
        put(section, "line_height", rounded(self.line_height));
        put(section, "column", rounded(self.column_chars));
        put(section, "face", self.face);
        if !self.system_face.is_empty() {
            section.insert("system_face".to_owned(), Value::from(self.system_face.as_str()));
        }
        put(section, "paragraphs", self.paragraphs);
        put(section, "justified", self.justified);
    }

    /// Values out of range are moved into it.
    #[must_use]
    pub fn in_range(mut self) -> Self {
        let fallback = Self::default();
        for (value, (low, high), usual) in [
            (&mut self.text_size, TEXT_SIZES, fallback.text_size),
            (&mut self.line_height, LINE_HEIGHTS, fallback.line_height),
            (&mut self.column_chars, COLUMNS, fallback.column_chars),
        ] {
            *value = if value.is_nan() { usual } else { value.clamp(low, high) };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;

    #[test]
    fn the_page_is_remembered() {
        let page = PageSettings {
            text_size: 22.0,
            line_height: 1.7,
            column_chars: 58.0,
            face: PageFace::System,
            system_face: "Gentium Plus".to_owned(),
            paragraphs: Paragraphs::Indented,
            justified: true,
        };
        let settings = Settings {
            page: page.clone(),
            ..Settings::default()
        };
        assert_eq!(Settings::parse(&settings.to_toml()).unwrap().page, page);
    }

    #[test]
    fn what_is_out_of_range_or_wrong_costs_only_itself() {
        let text = "[reading]\ntext_size = nan\nline_height = 90\ncolumn = -1\nface = 'wooden'\njustified = true\n";
        let page = Settings::parse(text).unwrap().page;
        assert_eq!(
            page,
            PageSettings {
                line_height: LINE_HEIGHTS.1,
                column_chars: COLUMNS.0,
                justified: true,
                ..PageSettings::default()
            }
        );
    }
}

//! Which colours the program has: the theme of the whole window, and the palette of the words in it.

use serde::{Deserialize, Serialize};

/// The colours of paper and ink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light or dark, as the system has it.
    #[default]
    System,
    /// Warm white.
    Light,
    /// Yellowed paper, brown ink.
    Sepia,
    /// Light ink on dark paper.
    Dark,
    /// Black on white; white on black where the system is dark.
    Contrast,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::System, Self::Light, Self::Sepia, Self::Dark, Self::Contrast];

    /// The next one, round in a circle.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Sepia,
            Self::Sepia => Self::Dark,
            Self::Dark => Self::Contrast,
            Self::Contrast => Self::System,
        }
    }

    /// The next one that looks otherwise than the window does now, as far as that can be told: a key that changes
    /// nothing seems broken.
    #[must_use]
    pub const fn next_seen(self, dark: bool) -> Self {
        match (self.next(), dark) {
            (Self::Light, false) => Self::Sepia,
            (next, _) => next,
        }
    }

    /// Key of its name in the locale.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "looks.theme_system",
            Self::Light => "looks.theme_light",
            Self::Sepia => "looks.theme_sepia",
            Self::Dark => "looks.theme_dark",
            Self::Contrast => "looks.theme_contrast",
        }
    }
}

/// The colours that tell the status of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Palette {
    /// Blue, orange, cream.
    #[default]
    Standard,
    /// Blue and yellow far apart: for eyes that take red for green.
    BlueYellow,
    /// Rose and teal far apart: for eyes that take blue for green.
    RoseTeal,
    /// One colour in steps of lightness: for eyes that see few colours, and for electronic paper.
    Shades,
}

impl Palette {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Standard, Self::BlueYellow, Self::RoseTeal, Self::Shades];
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;

    #[test]
    fn colours_are_remembered() {
        for theme in Theme::ALL {
            for palette in Palette::ALL {
                let settings = Settings {
                    theme,
                    palette,
                    ..Settings::default()
                };
                let again = Settings::parse(&settings.to_toml()).unwrap();
                assert_eq!((again.theme, again.palette), (theme, palette));
            }
        }
    }

    #[test]
    fn the_key_goes_round_all_themes() {
        let mut theme = Theme::default();
        for expected in Theme::ALL {
            assert_eq!(theme, expected);
            theme = theme.next();
        }
        assert_eq!(theme, Theme::default());
    }
}

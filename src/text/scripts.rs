//! Scripts, as far as they tell the learner's language from the article's.

use super::Article;

/// How many letters of an article are looked at.
const SAMPLE: usize = 4000;

/// A set of scripts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scripts(u16);

impl Scripts {
    pub const LATIN: Self = Self(1);
    const CYRILLIC: Self = Self(1 << 1);
    const GREEK: Self = Self(1 << 2);
    const HAN: Self = Self(1 << 3);
    const KANA: Self = Self(1 << 4);
    const HANGUL: Self = Self(1 << 5);
    const ARABIC: Self = Self(1 << 6);
    const HEBREW: Self = Self(1 << 7);
    const INDIC: Self = Self(1 << 8);
    const THAI: Self = Self(1 << 9);
    /// Every script not named here.
    const OTHER: Self = Self(1 << 10);

    /// The scripts of both.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two have a script in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The script of a letter; empty for what is none.
    pub fn of(char: char) -> Self {
        match char {
            'a'..='z' | 'A'..='Z' => Self::LATIN,
            _ if char.is_ascii() || !char.is_alphabetic() => Self::default(),
            '\u{80}'..='\u{2af}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{2c60}'..='\u{2c7f}'
            | '\u{a720}'..='\u{a7ff}'
            | '\u{ff21}'..='\u{ff5a}' => Self::LATIN,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::GREEK,
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' => Self::CYRILLIC,
            '\u{590}'..='\u{5ff}' => Self::HEBREW,
            '\u{600}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
                Self::ARABIC
            }
            '\u{900}'..='\u{dff}' => Self::INDIC,
            '\u{e00}'..='\u{e7f}' => Self::THAI,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}' => Self::HANGUL,
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => Self::KANA,
            '\u{2e80}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Self::HAN
            }
            _ => Self::OTHER,
        }
    }

    /// The scripts in which a language (a BCP 47 code) is written; nothing when no language is named.
    pub fn of_language(language: &str) -> Option<Self> {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        Some(match primary {
            "" => return None,
            "zh" | "yue" => Self::HAN,
            "ja" => Self::HAN.with(Self::KANA),
            "ko" => Self::HANGUL.with(Self::HAN),
            "ru" | "uk" | "be" | "bg" | "mk" | "kk" | "ky" | "mn" | "tg" | "tt" => Self::CYRILLIC,
            "sr" | "uz" | "az" | "bs" => Self::CYRILLIC.with(Self::LATIN),
            "el" => Self::GREEK,
            "ar" | "fa" | "ur" | "ps" | "ug" | "ckb" => Self::ARABIC,
            "he" | "yi" => Self::HEBREW,
            "hi" | "mr" | "ne" | "sa" | "bn" | "gu" | "pa" | "or" | "ta" | "te" | "kn" | "ml" | "si" => Self::INDIC,
            "th" => Self::THAI,
            "my" | "km" | "lo" | "ka" | "hy" | "am" | "ti" | "bo" | "dv" => Self::OTHER,
            _ => Self::LATIN,
        })
    }

    /// The scripts in which most of an article is written.
    pub fn of_article(article: &Article) -> Self {
        let mut counts = [0usize; 16];
        let letters = article.blocks.iter().flat_map(|block| block.text.chars()).map(Self::of);
        for script in letters.filter(|script| script.0 != 0).take(SAMPLE) {
            counts[script.0.trailing_zeros() as usize] += 1;
        }
        let count = |script: Self| counts[script.0.trailing_zeros() as usize];
        let most = (0..counts.len()).max_by_key(|&index| counts[index]).unwrap_or_default();
        if counts[most] == 0 {
            return Self::LATIN;
        }
        let (han, kana) = (count(Self::HAN), count(Self::KANA));
        match Self(1 << most) {
            Self::HAN | Self::KANA if kana * 10 > han => Self::HAN.with(Self::KANA),
            Self::HANGUL => Self::HANGUL.with(Self::HAN),
            script => script,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn letters_and_languages_agree() {
        for (text, language) in [
            ("rebuke’s é", "en-GB"),
            ("упрёк", "ru"),
            ("谴责", "zh-Hans"),
            ("漢字かな", "ja"),
            ("꾸짖다", "ko"),
            ("توبيخ", "ar"),
            ("תוכחה", "he"),
            ("फटकार", "hi"),
            ("ตำหนิ", "th"),
            ("επίπληξη", "el"),
            ("საყვედური", "ka"),
        ] {
            let scripts = Scripts::of_language(language).unwrap();
            let letters = text.chars().map(Scripts::of).filter(|script| script.0 != 0);
            assert!(
                letters.clone().count() > 0 && letters.clone().all(|script| scripts.meets(script)),
                "{text}"
            );
            assert!(Scripts::of_article(&parse(text)).meets(scripts), "{text}");
        }
        assert_eq!(Scripts::of_language(""), None);
        assert!(!Scripts::of_article(&parse("Mostly words and 谴责")).meets(Scripts::HAN));
        assert_eq!(Scripts::of('7'), Scripts::default());
    }
}

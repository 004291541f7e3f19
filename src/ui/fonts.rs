//! Faces: the files the program brings along, and what serves when they lack a sign.
//!
//! egui has no synthetic bold and only skews for italic, so every style is a real face and a family of its own. Our
//! faces hold Latin, Greek, Cyrillic, phonetic signs and symbols; Chinese, Japanese and Korean come from the system,
//! with the shapes of the learner's own language, since one code point is drawn differently in each.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use eframe::egui::{self, FontData, FontDefinitions, FontFamily, FontId};
use egui_system_font_provider::SystemFontProvider;

use crate::text::packed::{packed, unpack};

/// Running text.
pub const SERIF: &str = "serif";
/// Running text, bold.
pub const SERIF_BOLD: &str = "serif-bold";
/// Running text, italic.
pub const SERIF_ITALIC: &str = "serif-italic";
/// Running text, bold italic.
pub const SERIF_BOLD_ITALIC: &str = "serif-bold-italic";
/// Tools; the same as [`FontFamily::Proportional`].
pub const SANS: &str = "sans";
/// Tools, semi-bold.
pub const SANS_SEMIBOLD: &str = "sans-semibold";
/// Sans, italic.
pub const SANS_ITALIC: &str = "sans-italic";
/// Sans, semi-bold italic.
pub const SANS_SEMIBOLD_ITALIC: &str = "sans-semibold-italic";
/// A face whose letters are hard to mistake for each other.
pub const EASY: &str = "easy";
/// The same, bold.
pub const EASY_BOLD: &str = "easy-bold";
/// The same, italic.
pub const EASY_ITALIC: &str = "easy-italic";
/// The same, bold italic.
pub const EASY_BOLD_ITALIC: &str = "easy-bold-italic";
/// Code; the same as [`FontFamily::Monospace`].
pub const MONO: &str = "mono";

/// A family by its name here; size in points.
#[must_use]
pub fn font(size: f32, family: &'static str) -> FontId {
    FontId::new(size, FontFamily::Name(family.into()))
}

/// Installs our faces and, behind them, the system's, chosen for a reader of `learner_language` (BCP 47).
///
/// The window must switch off eframe's own fallback (see [`without_default_fallback`]), which would otherwise be
/// asked as well and choose by the system's language.
pub fn install(ctx: &egui::Context, learner_language: &str) {
    install_faces(ctx);
    follow(ctx, learner_language);
}

/// From now on the system's faces are chosen for a reader of another language (BCP 47).
pub fn follow(ctx: &egui::Context, learner_language: &str) {
    let system = SystemFontProvider::new().with_locale(Some(shapes_of(learner_language)));
    ctx.set_font_providers(vec![Arc::new(system)]);
}

/// Installs our faces alone: the same text looks the same on every machine.
pub fn install_faces(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

/// Switches off eframe's own choice of system fonts.
pub fn without_default_fallback(options: &mut eframe::NativeOptions) {
    options.system_font_fallback = false;
}

/// The tag under which system fonts are asked for: Chinese by script, since the region alone is often taken for the
/// default and then drawn in Japanese shapes.
fn shapes_of(language: &str) -> &str {
    let lower = language.to_ascii_lowercase().replace('_', "-");
    if lower != "zh" && !lower.starts_with("zh-") {
        return language;
    }
    let traditional = ["hant", "tw", "hk", "mo"];
    if lower.split('-').any(|part| traditional.contains(&part)) {
        "zh-Hant"
    } else {
        "zh-Hans"
    }
}

/// Our files, packed, by the names under which families call for them.
const FILES: [(&str, &[u8]); 13] = [
    (SERIF, packed!("BoldfaceSerif-Regular.ttf")),
    (SERIF_BOLD, packed!("BoldfaceSerif-Bold.ttf")),
    (SERIF_ITALIC, packed!("BoldfaceSerif-Italic.ttf")),
    (SERIF_BOLD_ITALIC, packed!("BoldfaceSerif-BoldItalic.ttf")),
    (SANS, packed!("BoldfaceSans-Regular.otf")),
    (SANS_SEMIBOLD, packed!("BoldfaceSans-SemiBold.otf")),
    (SANS_ITALIC, packed!("BoldfaceSans-Italic.otf")),
    (SANS_SEMIBOLD_ITALIC, packed!("BoldfaceSans-SemiBoldItalic.otf")),
    (EASY, packed!("BoldfaceEasy-Regular.ttf")),
    (EASY_BOLD, packed!("BoldfaceEasy-Bold.ttf")),
    (EASY_ITALIC, packed!("BoldfaceEasy-Italic.ttf")),
    (EASY_BOLD_ITALIC, packed!("BoldfaceEasy-BoldItalic.ttf")),
    (MONO, packed!("BoldfaceMono-Regular.ttf")),
];

/// The files as they are, in the order of [`FILES`].
static UNPACKED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| FILES.map(|(_, packed)| unpack(packed)).into());

/// Unpacks the files on a thread of its own, so that they are there when the window asks for them.
pub fn unpack_ahead() {
    let thread = std::thread::Builder::new().name("unpack".to_owned());
    // Without a thread the first use unpacks them.
    let _ = thread.spawn(|| LazyLock::force(&UNPACKED).len());
}

/// Families, and the files that serve them, in the order in which they are asked for a sign.
const FAMILIES: [(&str, &[&str]); 13] = [
    (SERIF, &[SERIF, SANS, MONO]),
    (SERIF_BOLD, &[SERIF_BOLD, SERIF, SANS_SEMIBOLD, MONO]),
    (SERIF_ITALIC, &[SERIF_ITALIC, SERIF, SANS, MONO]),
    (
        SERIF_BOLD_ITALIC,
        &[SERIF_BOLD_ITALIC, SERIF_BOLD, SERIF, SANS_SEMIBOLD, MONO],
    ),
    (SANS, &[SANS, SERIF, MONO]),
    (SANS_SEMIBOLD, &[SANS_SEMIBOLD, SANS, SERIF, MONO]),
    (SANS_ITALIC, &[SANS_ITALIC, SANS, SERIF_ITALIC, SERIF, MONO]),
    (
        SANS_SEMIBOLD_ITALIC,
        &[SANS_SEMIBOLD_ITALIC, SANS_SEMIBOLD, SERIF_BOLD_ITALIC, SERIF, MONO],
    ),
    (EASY, &[EASY, SERIF, SANS, MONO]),
    (EASY_BOLD, &[EASY_BOLD, SERIF_BOLD, SERIF, SANS_SEMIBOLD, MONO]),
    (EASY_ITALIC, &[EASY_ITALIC, SERIF_ITALIC, SERIF, SANS, MONO]),
    (
        EASY_BOLD_ITALIC,
        &[EASY_BOLD_ITALIC, SERIF_BOLD_ITALIC, SERIF, SANS_SEMIBOLD, MONO],
    ),
    (MONO, &[MONO, SERIF, SANS]),
];

fn definitions() -> FontDefinitions {
    let files = FILES.iter().zip(UNPACKED.iter());
    let font_data = files.map(|((name, _), file)| ((*name).to_owned(), Arc::new(FontData::from_static(file))));
    let chain = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let named = FAMILIES.map(|(name, names)| (FontFamily::Name(name.into()), chain(names)));
    let mut families = BTreeMap::from(named);
    families.insert(FontFamily::Proportional, chain(&[SANS, SERIF, MONO]));
    families.insert(FontFamily::Monospace, chain(&[MONO, SERIF, SANS]));
    FontDefinitions {
        font_data: font_data.collect(),
        families,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_has_the_signs_that_it_must_draw_itself() {
        let mut fonts = egui::epaint::text::Fonts::new(egui::epaint::text::TextOptions::default(), definitions());
        let mut fonts = fonts.with_pixels_per_point(1.0);
        for (family, _) in FAMILIES {
            for char in "aÉßœŁжΩ ˈbætɚθʃŋ “”‘’—–…•·×→ﬁ²½€".chars() {
                assert!(fonts.has_glyph(&font(16.0, family), char), "{family} has no {char}");
            }
        }
        assert!(!fonts.has_glyph(&font(16.0, SERIF), '猛'), "Chinese is the system's");
    }

    #[test]
    fn chinese_is_asked_for_by_script() {
        for (language, tag) in [
            ("zh", "zh-Hans"),
            ("zh_CN", "zh-Hans"),
            ("zh-TW", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("ja", "ja"),
            ("zha", "zha"),
        ] {
            assert_eq!(shapes_of(language), tag);
        }
    }
}

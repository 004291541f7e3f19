//! Whether colours can be read and told apart, computed from the tokens of every theme and palette.
//!
//! Eyes that lack one kind of cone are simulated with the matrices of G. M. Machado, M. M. Oliveira and L. A. F.
//! Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15(6), 2009), for
//! full severity, on linear sRGB. Distances are ΔE*ab of CIE 1976, of which about 2.3 can just be noticed.

use eframe::egui::Color32;

use super::{StatusColors, Theme};
use crate::app::{Palette, ThemeChoice};
use crate::study::{NoteColour, Status};

type Rgb = [f64; 3];
type Matrix = [Rgb; 3];

const USUAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
const PROTANOPIA: Matrix = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const DEUTERANOPIA: Matrix = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];
const TRITANOPIA: Matrix = [
    [1.255_528, -0.076_749, -0.178_779],
    [-0.078_411, 0.930_809, 0.147_602],
    [0.004_733, 0.691_367, 0.303_900],
];

/// Three times what can just be noticed.
const APART: f64 = 7.0;

fn linear(color: Color32) -> Rgb {
    [color.r(), color.g(), color.b()].map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn times(matrix: &Matrix, rgb: Rgb) -> Rgb {
    matrix.map(|row| row.iter().zip(rgb).map(|(factor, value)| factor * value).sum())
}

/// Relative luminance and contrast as the Web Content Accessibility Guidelines 2.2 define them.
fn contrast(one: Color32, other: Color32) -> f64 {
    let luminance = |color| {
        let [red, green, blue] = linear(color);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// CIE L*a*b* of linear sRGB, for the white point D65.
fn lab(rgb: Rgb) -> [f64; 3] {
    const TO_XYZ: Matrix = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    let curve = |value: f64| {
        if value > 216.0 / 24_389.0 {
            value.cbrt()
        } else {
            (24_389.0 / 27.0 * value + 16.0) / 116.0
        }
    };
    let [x, y, z] = times(&TO_XYZ, rgb);
    let [x, y, z] = [curve(x / 0.950_47), curve(y), curve(z / 1.088_83)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far apart two colours are to eyes of that kind (ΔE*ab).
fn distance(eyes: &Matrix, one: Color32, other: Color32) -> f64 {
    let seen = |color| lab(times(eyes, linear(color)).map(|value| value.clamp(0.0, 1.0)));
    let squares = seen(one)
        .into_iter()
        .zip(seen(other))
        .map(|(one, other)| (one - other).powi(2));
    squares.sum::<f64>().sqrt()
}

fn every_theme() -> impl Iterator<Item = (String, Palette, Theme)> {
    let choices = ThemeChoice::ALL
        .into_iter()
        .flat_map(|choice| [(choice, false), (choice, true)]);
    choices.flat_map(|(choice, dark)| {
        let name = move |palette| format!("{choice:?} {palette:?}, system dark: {dark}");
        Palette::ALL.map(|palette| (name(palette), palette, Theme::of(choice, palette, dark)))
    })
}

#[test]
fn the_measures_are_right() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
    assert!((distance(&USUAL, Color32::BLACK, Color32::WHITE) - 100.0).abs() < 0.01);
    let (red, green) = (Color32::from_rgb(0x9C, 0x7A, 0x3C), Color32::from_rgb(0x7C, 0x8A, 0x40));
    assert!(
        distance(&DEUTERANOPIA, red, green) < 0.5 * distance(&USUAL, red, green),
        "a red and a green that such eyes take for each other"
    );
    let grey = Color32::from_gray(0x80);
    for eyes in [PROTANOPIA, DEUTERANOPIA, TRITANOPIA] {
        let seen = times(&eyes, linear(grey));
        assert!((seen[0] - seen[2]).abs() < 0.001, "grey is grey to all eyes");
    }
}

#[test]
fn text_can_be_read_on_every_ground_of_every_theme_and_palette() {
    for (name, _, theme) in every_theme() {
        let StatusColors {
            new,
            met,
            familiar,
            link_on_tint,
            ..
        } = theme.status;
        let least = |text: Color32, ground: Color32, least: f64| {
            let found = contrast(text, ground);
            assert!(found >= least, "{name}: {text:?} on {ground:?}: {found:.2}");
        };
        for ground in [theme.paper, theme.panel] {
            for text in [theme.ink, theme.ink_second, theme.accent] {
                least(text, ground, 4.5);
            }
        }
        for ground in [new, met, familiar, theme.highlight.fill] {
            least(theme.ink, ground, 4.5);
            least(link_on_tint, ground, 4.5);
        }
        least(theme.known, theme.paper, 4.5);
        // What is chosen in a list stands on it.
        least(theme.ink, theme.line, 4.5);
        let underlined = [Status::Met, Status::Familiar, Status::Nearly];
        for status in underlined {
            least(theme.mark(Some(status)), theme.paper, 2.4);
        }
    }
}

#[test]
fn a_passage_with_a_note_can_be_read_and_its_line_seen() {
    let colours = NoteColour::ALL.map(Some).into_iter().chain([None]);
    let colours: Vec<_> = colours.collect();
    for (name, _, theme) in every_theme() {
        let mut styles = Vec::new();
        for &colour in &colours {
            let look = theme.note(colour);
            for text in [theme.ink, theme.ink_second, theme.accent, theme.status.link_on_tint] {
                let found = contrast(text, look.fill);
                assert!(
                    found >= 4.5,
                    "{name}, {colour:?}: {text:?} on {:?}: {found:.2}",
                    look.fill
                );
            }
            // The plain one is a token of the design.
            let least = if colour.is_some() { 3.0 } else { 2.4 };
            let found = contrast(look.line, look.fill);
            assert!(found >= least, "{name}, {colour:?}: its line: {found:.2}");
            assert!(!styles.contains(&look.style), "{name}: two lines alike");
            styles.push(look.style);
            assert!(
                distance(&USUAL, look.fill, theme.paper) >= APART,
                "{name}, {colour:?}: no tint"
            );
        }
    }
}

#[test]
fn high_contrast_is_higher() {
    for (dark, palette) in [false, true]
        .into_iter()
        .flat_map(|dark| Palette::ALL.map(|palette| (dark, palette)))
    {
        let theme = Theme::of(ThemeChoice::Contrast, palette, dark);
        for ground in [theme.paper, theme.panel] {
            assert!(contrast(theme.ink, ground) >= 15.0);
            assert!(contrast(theme.ink_second, ground) >= 7.0 && contrast(theme.accent, ground) >= 7.0);
        }
        assert!(contrast(theme.line, theme.paper) >= 3.0, "borders can be seen");
        assert!(
            theme
                .status
                .marks
                .into_iter()
                .all(|mark| contrast(mark, theme.paper) >= 3.0)
        );
    }
}

#[test]
fn words_can_be_told_apart_by_all_eyes() {
    for (name, palette, theme) in every_theme() {
        let tints = [theme.paper, theme.status.new, theme.status.met, theme.status.familiar];
        let kinds = [
            ("usual", USUAL),
            ("protanopia", PROTANOPIA),
            ("deuteranopia", DEUTERANOPIA),
            ("tritanopia", TRITANOPIA),
        ];
        for (eyes, matrix) in kinds {
            for colors in [tints, theme.status.marks] {
                for (at, one) in colors.iter().enumerate() {
                    for other in &colors[at + 1..] {
                        let found = distance(&matrix, *one, *other);
                        // The standard palette is for usual eyes.
                        let safe = palette != Palette::Standard || eyes == "usual";
                        assert!(
                            !safe || found >= APART,
                            "{name}, {eyes}: {one:?} and {other:?}: {found:.1}"
                        );
                    }
                }
            }
        }
    }
}

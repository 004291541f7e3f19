//! Every character of a block that is laid out in pieces is drawn, and drawn once.

use eframe::egui::{Ui, vec2};
use egui_kittest::Harness;

use super::fixtures::{article, paragraph, reading};
use super::layout::Page;
use super::pictures::Gallery;
use super::scroll::{Scroll, Sheet, Visible};
use super::sideways::Shifts;
use super::*;
use crate::ui::fonts;

/// The characters that are drawn of a piece; of signs that are made of several, those that were laid out.
fn drawn(visible: &Visible) -> String {
    let mut text = String::new();
    for part in &visible.laid.parts {
        if !part.galley.text().is_ascii() {
            text.push_str(part.galley.text());
            continue;
        }
        for row in &part.galley.rows {
            text.extend(row.glyphs.iter().map(|glyph| glyph.chr));
            if row.ends_with_newline {
                text.push('\n');
            }
        }
    }
    text
}

/// What is wrong with the last screens of a text at each of these widths of the column (points), of so many columns.
fn wrong(text: &str, columns: std::ops::Range<u16>, justified: bool) -> Vec<String> {
    let reading = reading(article(vec![paragraph("Tail"), paragraph(text)]), &[]);
    let style = PageStyle {
        justified,
        ..PageStyle::default()
    };
    let (gallery, shifts, theme) = (Gallery::default(), Shifts::default(), Theme::light());
    let draw = move |ui: &mut Ui, faults: &mut Vec<String>| {
        faults.clear();
        for column in columns.clone() {
            let page = Page {
                reading: &reading,
                theme: &theme,
                style: &style,
                shifts: &shifts,
                gallery: &gallery,
                column: f32::from(column),
            };
            let mut faces = Faces::default();
            let mut sheet = Sheet {
                ui,
                page,
                faces: &mut faces,
                height: 800.0,
            };
            let mut scroll = Scroll::open(&reading.article, Place::default(), None);
            scroll.fit(&mut sheet);
            scroll.run_out(&mut sheet);
            let mut seen = Vec::new();
            for _ in 0..6 {
                scroll.visible(&mut sheet, &mut seen);
                for pair in seen.windows(2) {
                    let (one, next) = (pair[0].piece, pair[1].piece);
                    if one.block == next.block && one.range.end != next.range.start {
                        faults.push(format!("{column}: {one:?} and {next:?} do not meet"));
                    }
                }
                for visible in &seen {
                    let piece = visible.piece;
                    let whole = reading.article.blocks[piece.block as usize].slice(piece.range);
                    let glyphs = drawn(visible);
                    if glyphs
                        .chars()
                        .filter(|char| !char.is_whitespace())
                        .ne(whole.chars().filter(|char| !char.is_whitespace()))
                    {
                        let end: String = glyphs
                            .chars()
                            .rev()
                            .take(20)
                            .collect::<Vec<_>>()
                            .into_iter()
                            .rev()
                            .collect();
                        faults.push(format!("{column}: {piece:?} ends with {end:?}"));
                    }
                }
                scroll.by(&mut sheet, -700.0);
            }
        }
    };
    let harness = Harness::builder()
        .with_size(vec2(900.0, 800.0))
        .with_context_setup(fonts::install_faces)
        .build_ui_state(draw, Vec::new());
    harness.state().clone()
}

#[test]
fn every_character_of_a_long_block_is_drawn_once() {
    let english = |text: &str, bytes: usize| text.chars().cycle().take(bytes).collect::<String>();
    let texts = [
        // The last piece is as long as one may be, and begins some letters earlier: with its line.
        english("abcdefghij", 3 * 1_300 + 4_000),
        english("abcdefghij", 3 * 1_300 + 3_980),
        english("abcdefghij", 3 * 1_300 + 2_701),
        "é".repeat(3_950),
        english("The storm stalled far off, and nobody knew why it did. ", 9_000),
        english("the storm stalled far off and nobody knew why it did ", 7_800),
    ];
    for text in texts {
        for columns in [300..308, 560..568, 604..608, 720..722] {
            for justified in [false, true] {
                let wrong = wrong(&text, columns.clone(), justified);
                assert!(wrong.is_empty(), "{wrong:#?}");
            }
        }
    }
}

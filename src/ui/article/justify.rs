//! Lines that end at the right edge together.
//!
//! egui would stretch the breaking spaces of no width as well (`rocket-` would stand apart from `propelled`), and let
//! two long words drift to the two edges. So rows that are laid out are spread here: only spaces grow, by whole
//! pixels, and a row that would need too much stays as it is. What was spread is kept for as long as egui keeps the
//! galley that it was made from, which is as long as its block is in view.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::Galley;
use eframe::egui::epaint::text::{Glyph, PlacedRow};

/// How much wider a space may become at most, in sizes of the text.
const MOST: f32 = 0.9;
/// What is narrower, in sizes of the text, is no space but a place to break a line.
const JOINT: f32 = 0.05;

/// Galleys that were spread, by the address of the one each was made from.
#[derive(Debug, Default)]
pub(super) struct Justified {
    kept: HashMap<(usize, bool), Kept>,
    frame: u64,
}

#[derive(Debug)]
struct Kept {
    /// Held, so that no other galley comes to lie at its address.
    from: Arc<Galley>,
    spread: Arc<Galley>,
    used: u64,
}

impl Justified {
    /// Drops what the last frame did not use.
    pub fn begin_frame(&mut self) {
        let last = self.frame;
        self.kept.retain(|_, kept| kept.used == last);
        self.frame += 1;
    }

    /// The galley with its rows so wide (points); the last one too where the text goes on below it. `size` is that of its
    /// text (points).
    pub fn spread(&mut self, galley: Arc<Galley>, size: f32, (width, goes_on): (f32, bool)) -> Arc<Galley> {
        let key = (Arc::as_ptr(&galley).addr(), goes_on);
        let kept = self.kept.entry(key).or_insert_with(|| Kept {
            spread: Arc::new(spread(&galley, size, width, goes_on)),
            from: galley,
            used: 0,
        });
        debug_assert!(kept.from.job.wrap.max_width.is_finite(), "a page has an edge");
        kept.used = self.frame;
        kept.spread.clone()
    }
}

fn spread(galley: &Galley, size: f32, width: f32, goes_on: bool) -> Galley {
    let mut spread = galley.clone();
    let ends = usize::from(!goes_on);
    let rows = spread.rows.len().saturating_sub(ends);
    for row in spread.rows.iter_mut().take(rows) {
        if !row.ends_with_newline {
            spread_row(row, width, size, galley.pixels_per_point);
        }
    }
    let bounds = |row: &PlacedRow| row.row.visuals.mesh_bounds.translate(row.pos.to_vec2());
    spread.mesh_bounds = spread
        .rows
        .iter()
        .map(bounds)
        .fold(galley.mesh_bounds, |all, row| all | row);
    spread.rect.max.x = spread.rect.max.x.max(width);
    spread
}

fn is_space(glyph: &Glyph, size: f32) -> bool {
    glyph.chr.is_whitespace() && glyph.advance_width > JOINT * size
}

fn spread_row(placed: &mut PlacedRow, width: f32, size: f32, pixels: f32) {
    let glyphs = &placed.row.glyphs;
    let ink = |glyph: &Glyph| !glyph.chr.is_whitespace();
    let (Some(first), Some(last)) = (glyphs.iter().position(ink), glyphs.iter().rposition(ink)) else {
        return;
    };
    let within = &glyphs[first..=last];
    let spaces = within.iter().filter(|glyph| is_space(glyph, size)).count();
    let free = width - placed.pos.x - glyphs[last].max_x();
    #[expect(clippy::cast_precision_loss)]
    let each = free / spaces.max(1) as f32;
    // A tab is a place in the line, not a space between words.
    if spaces == 0 || free <= 0.0 || each > MOST * size || within.iter().any(|glyph| glyph.chr == '\t') {
        return;
    }
    let row = Arc::make_mut(&mut placed.row);
    let mut shift = 0.0;
    for glyph in &mut row.glyphs[first..] {
        let by = (shift * pixels).round() / pixels;
        glyph.pos.x += by;
        if !glyph.uv_rect.is_nothing() {
            let vertices = glyph.first_vertex as usize;
            for vertex in row.visuals.mesh.vertices.iter_mut().skip(vertices).take(4) {
                vertex.pos.x += by;
            }
        }
        if is_space(glyph, size) {
            shift += each;
        }
    }
    row.size.x = width - placed.pos.x;
    row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
}

#[cfg(test)]
mod tests {
    use eframe::egui::Vec2;

    use egui_kittest::kittest::Queryable;

    use super::super::fixtures::{article, paragraph, reading};
    use super::super::tests::{rows, window};

    const TEXT: &str = "The storm-battered boats came home at dusk, and the harbour—so quiet in the morning—was full of voices, \
        of ropes and lamps, of people who had waited since noon. Nobody slept that night.";

    /// Left and right edges of the rows.
    fn edges(justified: bool, text: &str, width: f32) -> Vec<(f32, f32)> {
        let mut window = window(reading(article(vec![paragraph(text)]), &[]), Vec2::new(width, 500.0));
        window.state_mut().style.justified = justified;
        window.run();
        rows(&window)
    }

    #[test]
    fn all_rows_but_the_last_end_at_the_edge() {
        let ragged = edges(false, TEXT, 560.0);
        let justified = edges(true, TEXT, 560.0);
        assert_eq!(ragged.len(), justified.len(), "the lines are the same");
        let widest = |rows: &[(f32, f32)]| rows.iter().map(|row| row.1).fold(0.0, f32::max);
        assert!(ragged.iter().any(|row| widest(&ragged) - row.1 > 12.0));
        let (last, others) = justified.split_last().unwrap();
        for (_, right) in others {
            // A full stop or a dash at the end of a line is no part of its last word.
            assert!((right - widest(&justified)).abs() <= 9.0, "{justified:?}");
        }
        assert!(widest(&justified) - last.1 > 12.0, "the last one ends where it ends");
        let full = |rows: &[(f32, f32)]| rows.iter().filter(|row| widest(rows) - row.1 <= 1.0).count();
        assert!(full(&justified) > full(&ragged) + 1, "{justified:?}");
    }

    #[test]
    fn too_few_words_are_not_driven_apart() {
        let text = "incomprehensibilities internationalization counterrevolutionaries unconstitutionality";
        assert_eq!(edges(false, text, 420.0), edges(true, text, 420.0));
    }

    #[test]
    fn breaking_spaces_of_no_width_stay_so() {
        let compound = |justified: bool| {
            let text = "The rain-washed quays, all well-built, were half-empty by the late-night bells of the town.";
            let mut window = window(reading(article(vec![paragraph(text)]), &[]), Vec2::new(560.0, 500.0));
            window.state_mut().style.justified = justified;
            window.run();
            window.get_by_label("rain-washed").rect().width()
        };
        assert!((compound(true) - compound(false)).abs() < 1.0);
    }
}

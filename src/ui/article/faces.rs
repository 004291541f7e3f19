//! The faces of the page, and the few measures of them that layout needs.
//!
//! egui centres each face of a row in its own line height, so two faces side by side stand on different baselines
//! unless their line heights are chosen for it; [`Faces::on_baseline`] does that, and raises the numbers of footnotes.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Color32, FontFamily, FontId, Ui};

use super::justify::Justified;
use super::table::KnownColumns;
use crate::ui::fonts;
use crate::ui::system_faces::OWN;

/// What running text is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextFace {
    /// Our serif.
    #[default]
    Serif,
    /// Our sans.
    Sans,
    /// One whose letters are hard to mistake for each other.
    Easy,
    /// One of the system's.
    Own {
        /// Which; another number means another face.
        serial: u32,
        /// It has no italic, so the regular is slanted.
        slanted: bool,
    },
}

impl TextFace {
    /// Its families: regular, bold, italic, bold italic.
    const fn families(self) -> [&'static str; 4] {
        match self {
            Self::Serif => [
                fonts::SERIF,
                fonts::SERIF_BOLD,
                fonts::SERIF_ITALIC,
                fonts::SERIF_BOLD_ITALIC,
            ],
            Self::Sans => [
                fonts::SANS,
                fonts::SANS_SEMIBOLD,
                fonts::SANS_ITALIC,
                fonts::SANS_SEMIBOLD_ITALIC,
            ],
            Self::Easy => [
                fonts::EASY,
                fonts::EASY_BOLD,
                fonts::EASY_ITALIC,
                fonts::EASY_BOLD_ITALIC,
            ],
            Self::Own { .. } => OWN,
        }
    }

    /// What a size is multiplied with, so that the small letters of all faces are about as high as the serif's.
    const fn scale(self) -> f32 {
        match self {
            Self::Serif | Self::Own { .. } => 1.0,
            Self::Sans => 0.92,
            Self::Easy => 0.96,
        }
    }
}

/// A face of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
    Italic,
    BoldItalic,
    Mono,
    Sans,
    SansSemibold,
}

impl Face {
    /// The face of running text of that weight and slope.
    pub const fn text(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }
}

/// Vertical measures of a face at a size (points).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Metrics {
    pub ascent: f32,
    pub height: f32,
}

/// Families by face, and what was measured of them.
#[derive(Debug)]
pub(super) struct Faces {
    text: TextFace,
    families: [FontFamily; 7],
    measured: Vec<(Face, f32, Metrics)>,
    advance: Option<(f32, f32)>,
    /// Rows that end at the right edge together.
    pub justified: Justified,
    /// The columns of the table that was laid out last: a row does not ask for them anew.
    pub columns: Option<KnownColumns>,
}

impl Default for Faces {
    fn default() -> Self {
        Self::of(TextFace::default())
    }
}

/// English as it is, to measure the usual width of a character by.
const SAMPLE: &str = "when the rain had gone, the harbour lay still and people came out of their houses to look at it";

impl Faces {
    fn of(text: TextFace) -> Self {
        let [regular, bold, italic, bold_italic] = text.families();
        let names = [
            regular,
            bold,
            italic,
            bold_italic,
            fonts::MONO,
            fonts::SANS,
            fonts::SANS_SEMIBOLD,
        ];
        Self {
            text,
            families: names.map(|name| FontFamily::Name(name.into())),
            measured: Vec::new(),
            advance: None,
            justified: Justified::default(),
            columns: None,
        }
    }

    /// Takes what the reader chose for running text.
    pub fn set_text(&mut self, text: TextFace) {
        if self.text != text {
            *self = Self::of(text);
        }
    }

    /// Whether the face is made by slanting another.
    pub fn is_slanted(&self, face: Face) -> bool {
        matches!(face, Face::Italic | Face::BoldItalic) && matches!(self.text, TextFace::Own { slanted: true, .. })
    }

    /// Forgets what was measured; for when the scale of the screen changes.
    pub fn forget(&mut self) {
        self.measured.clear();
        self.advance = None;
        self.columns = None;
    }

    /// The face at a size (points).
    pub fn font(&self, face: Face, size: f32) -> FontId {
        let is_text = matches!(face, Face::Regular | Face::Bold | Face::Italic | Face::BoldItalic);
        let scale = if is_text { self.text.scale() } else { 1.0 };
        FontId::new(size * scale, self.families[face as usize].clone())
    }

    /// The usual width of a character of running text (points).
    #[expect(clippy::float_cmp, reason = "a size is the same or another")]
    pub fn advance(&mut self, ui: &Ui, size: f32) -> f32 {
        if let Some((_, advance)) = self.advance.filter(|(known, _)| *known == size) {
            return advance;
        }
        let font = self.font(Face::Regular, size);
        let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(SAMPLE.to_owned(), font, Color32::BLACK));
        #[expect(clippy::cast_precision_loss)]
        let advance = galley.size().x / SAMPLE.len() as f32;
        self.advance = Some((size, advance));
        advance
    }

    /// Vertical measures of a face at a size (points).
    #[expect(clippy::float_cmp, reason = "a size is the same or another")]
    pub fn metrics(&mut self, ui: &Ui, face: Face, size: f32) -> Metrics {
        if let Some((.., metrics)) = self
            .measured
            .iter()
            .find(|(known, at, _)| *known == face && *at == size)
        {
            return *metrics;
        }
        let format = TextFormat::simple(self.font(face, size), Color32::BLACK);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(LayoutJob::single_section("x".to_owned(), format)));
        let glyph = galley.rows.first().and_then(|row| row.glyphs.first());
        let metrics = glyph.map(|glyph| Metrics {
            ascent: glyph.font_ascent,
            height: glyph.font_height,
        });
        let metrics = metrics.unwrap_or_default();
        self.measured.push((face, size, metrics));
        metrics
    }

    /// How far below the top of a row of that height its baseline lies (points).
    pub fn baseline(&mut self, ui: &Ui, face: Face, size: f32, row_height: f32) -> f32 {
        let Metrics { ascent, height } = self.metrics(ui, face, size);
        ascent + 0.5 * (row_height - height)
    }

    /// The line height and alignment that put a face on a baseline of a row, both given in points.
    pub fn on_baseline(&mut self, ui: &Ui, (face, size): (Face, f32), row_height: f32, baseline: f32) -> (f32, Align) {
        let Metrics { ascent, height } = self.metrics(ui, face, size);
        let from_top = 2.0 * (baseline - ascent) + height;
        if from_top <= row_height {
            (from_top, Align::TOP)
        } else {
            (2.0 * row_height - from_top, Align::BOTTOM)
        }
    }
}

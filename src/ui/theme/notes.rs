//! The colours of notes on passages, and the line that each has besides, so that no colour stands alone.

use eframe::egui::Color32;

use super::palettes::Ground;
use super::{Theme, rgb};
use crate::study::NoteColour;

/// How a passage is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteLook {
    /// Behind its text.
    pub fill: Color32,
    /// The line under it, and its mark in the margin.
    pub line: Color32,
    /// How that line is drawn.
    pub style: LineStyle,
}

/// How the line under a passage is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStyle {
    /// One line.
    Solid,
    /// Long dashes.
    Dashed,
    /// A wave.
    Waved,
    /// A dash and a dot by turns.
    DashDotted,
    /// Two thin lines.
    Double,
}

impl Theme {
    /// How a passage with a note of this colour is marked; `None`: one that was only written on.
    #[must_use]
    pub const fn note(&self, colour: Option<NoteColour>) -> NoteLook {
        let Some(colour) = colour else {
            return NoteLook {
                fill: self.highlight.fill,
                line: self.highlight.line,
                style: LineStyle::Solid,
            };
        };
        let rows: [[u32; 2]; 4] = match self.ground() {
            Ground::Light => [
                [0xFF_F0_A8, 0x9C_7A_00],
                [0xDA_F0_CC, 0x4F_85_34],
                [0xCC_EE_EF, 0x1F_7C_86],
                [0xF6_E0_F6, 0x94_4C_A4],
            ],
            Ground::Sepia => [
                [0xF5_E2_8E, 0x8A_6A_00],
                [0xDC_E6_B8, 0x4E_76_2C],
                [0xC6_E4_DD, 0x1C_6C_70],
                [0xF2_DA_E4, 0x8C_45_80],
            ],
            Ground::Dark => [
                [0x3E_36_0A, 0xC9_AE_3C],
                [0x22_38_1C, 0x7F_B3_66],
                [0x0F_38_3A, 0x58_B3_B8],
                [0x3F_26_47, 0xC0_86_CF],
            ],
            Ground::White => [
                [0xFF_EF_70, 0x7A_5C_00],
                [0xCF_F2_BA, 0x2A_66_10],
                [0xB4_F2_F2, 0x00_5E_68],
                [0xF4_D0_FB, 0x7A_1F_A0],
            ],
            Ground::Black => [
                [0x48_3E_00, 0xF2_DC_4A],
                [0x1C_42_12, 0x8F_E0_70],
                [0x00_3F_44, 0x5F_D6_DE],
                [0x4A_1F_5C, 0xE3_A2_F7],
            ],
        };
        let (row, style) = match colour {
            NoteColour::Yellow => (rows[0], LineStyle::Dashed),
            NoteColour::Green => (rows[1], LineStyle::Waved),
            NoteColour::Blue => (rows[2], LineStyle::DashDotted),
            NoteColour::Violet => (rows[3], LineStyle::Double),
        };
        NoteLook {
            fill: rgb(row[0]),
            line: rgb(row[1]),
            style,
        }
    }
}

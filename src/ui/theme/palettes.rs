//! The colours of words, for eyes that see colours in their own way.
//!
//! About one man in twelve takes some reds for greens, and a few people some blues for greens. Each palette but the
//! standard one keeps New, Met, Familiar and the bare paper apart for all of them; the test in [`super::vision`]
//! shows each colour as such eyes see it. The second cues (weight and the kind of underline) stay the same in all.

use eframe::egui::Color32;

use super::{StatusColors, Theme, rgb};
use crate::app::Palette;

/// The grounds on which a palette has tints of its own.
#[derive(Clone, Copy)]
pub(super) enum Ground {
    Light,
    Sepia,
    Dark,
    White,
    Black,
}

impl Theme {
    /// This theme with the colours of words of a palette.
    #[must_use]
    pub const fn with_palette(mut self, palette: Palette) -> Self {
        let ground = self.ground();
        let rows = match palette {
            Palette::Standard => return self,
            Palette::BlueYellow => blue_yellow(ground),
            Palette::RoseTeal => rose_teal(ground),
            Palette::Shades => shades(ground),
        };
        let [new, met, familiar, marks @ ..] = rows;
        self.status = StatusColors {
            new: rgb(new),
            met: rgb(met),
            familiar: rgb(familiar),
            marks: [rgb(marks[0]), rgb(marks[1]), rgb(marks[2]), rgb(marks[3])],
            link_on_tint: link_on_tint(ground),
        };
        self
    }

    pub(super) const fn ground(&self) -> Ground {
        match (self.dark, self.paper.r(), self.paper.b()) {
            (true, 0, _) => Ground::Black,
            (true, ..) => Ground::Dark,
            (false, 0xFF, _) => Ground::White,
            (false, _, 0xE0..) => Ground::Light,
            (false, ..) => Ground::Sepia,
        }
    }
}

/// Links that stand on a tint: darker, or lighter, than elsewhere.
const fn link_on_tint(ground: Ground) -> Color32 {
    rgb(match ground {
        Ground::Light => 0x16_3A_5F,
        Ground::Sepia => 0x14_34_54,
        Ground::Dark => 0xC4_DF_F8,
        Ground::White => 0x00_22_52,
        Ground::Black => 0xD6_EB_FF,
    })
}

/// Tints of New, Met and Familiar, then the marks of New, Met, Familiar and Nearly.
type Row = [u32; 7];

const fn blue_yellow(ground: Ground) -> Row {
    match ground {
        Ground::Light => [
            0x97_C6_F4, 0xF7_DA_7E, 0xF4_EB_CB, 0x1F_74_BF, 0xA5_77_10, 0x96_87_44, 0x63_63_63,
        ],
        Ground::Sepia => [
            0x88_B6_E6, 0xF1_C9_61, 0xF0_DF_AB, 0x16_66_AA, 0x93_69_0D, 0x8C_7B_38, 0x4C_4A_46,
        ],
        Ground::Dark => [
            0x21_4F_7C, 0x6A_55_14, 0x3E_36_1E, 0x67_AA_ED, 0xE3_B8_42, 0xAC_9E_74, 0x80_80_80,
        ],
        Ground::White => [
            0x8C_C3_FC, 0xFC_E2_60, 0xF9_F2_C4, 0x00_5A_BA, 0x99_6B_00, 0x8E_7A_2C, 0x4D_4D_4D,
        ],
        Ground::Black => [
            0x0B_4C_92, 0x6F_5C_00, 0x3C_32_0D, 0x59_AA_F8, 0xFB_D5_30, 0xBF_B1_7E, 0x8C_8C_8C,
        ],
    }
}

const fn rose_teal(ground: Ground) -> Row {
    match ground {
        Ground::Light => [
            0x68_B2_AE, 0xFF_AF_C7, 0xF2_DC_DC, 0x00_5B_5C, 0xCF_4A_66, 0xBA_7B_80, 0x5A_56_50,
        ],
        Ground::Sepia => [
            0x76_AF_AA, 0xFB_AB_A4, 0xE2_CB_C3, 0x1F_52_52, 0xBE_3F_68, 0xBC_7A_70, 0x4C_46_3E,
        ],
        Ground::Dark => [
            0x0A_62_65, 0x90_2E_49, 0x43_2C_33, 0x9D_DB_D7, 0xF5_7F_9F, 0xAF_80_83, 0x77_70_6A,
        ],
        Ground::White => [
            0x5F_B0_AB, 0xFF_B0_C6, 0xF4_DA_DF, 0x00_58_5A, 0xE8_5A_80, 0xA0_5A_50, 0x1E_1E_1E,
        ],
        Ground::Black => [
            0x07_72_72, 0x8D_2E_48, 0x45_22_2B, 0x6D_FB_F2, 0xFF_88_A6, 0xA7_75_7E, 0x60_60_60,
        ],
    }
}

const fn shades(ground: Ground) -> Row {
    match ground {
        Ground::Light => [
            0xB7_B3_AB, 0xD2_CD_C5, 0xE8_E3_DB, 0x4B_47_41, 0x67_63_5C, 0x84_80_78, 0x9C_98_90,
        ],
        Ground::Sepia => [
            0xB2_A6_93, 0xCB_BD_A7, 0xE2_D4_BD, 0x4B_41_30, 0x64_59_48, 0x7B_70_5E, 0x90_85_72,
        ],
        Ground::Dark => [
            0x5F_5C_56, 0x46_43_3E, 0x32_2F_29, 0xDB_D7_D0, 0xBB_B7_B0, 0x9B_98_91, 0x7F_7B_75,
        ],
        Ground::White => [
            0xB0_B0_B0, 0xCE_CE_CE, 0xE8_E8_E8, 0x22_22_22, 0x42_42_42, 0x63_63_63, 0x86_86_86,
        ],
        Ground::Black => [
            0x63_63_63, 0x42_42_42, 0x26_26_26, 0xEE_EE_EE, 0xCA_CA_CA, 0xA8_A8_A8, 0x86_86_86,
        ],
    }
}

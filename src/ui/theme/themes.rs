//! The tokens of every theme.

use super::{Highlight, StatusColors, Theme, rgb};
use crate::app::{Palette, ThemeChoice};

impl Theme {
    /// What the reader chose, where the system is dark or light.
    #[must_use]
    pub const fn of(choice: ThemeChoice, palette: Palette, system_dark: bool) -> Self {
        let theme = match choice {
            ThemeChoice::Sepia => Self::sepia(),
            ThemeChoice::Dark => Self::dark(),
            ThemeChoice::Contrast if system_dark => Self::white_on_black(),
            ThemeChoice::Contrast => Self::black_on_white(),
            ThemeChoice::System if system_dark => Self::dark(),
            ThemeChoice::Light | ThemeChoice::System => Self::light(),
        };
        theme.with_palette(palette)
    }

    /// Warm paper, dark ink.
    #[must_use]
    pub const fn light() -> Self {
        Self {
            dark: false,
            paper: rgb(0xFB_F9_F4),
            panel: rgb(0xF4_F1_EA),
            line: rgb(0xE3_DE_D3),
            ink: rgb(0x24_22_1E),
            ink_second: rgb(0x6B_66_5C),
            ink_third: rgb(0x9A_94_88),
            accent: rgb(0x2F_5D_8A),
            known: rgb(0x3E_7B_57),
            status: StatusColors {
                new: rgb(0xCF_E3_F5),
                met: rgb(0xF6_C9_A8),
                familiar: rgb(0xFB_E9_CB),
                marks: [rgb(0x5B_9B_D5), rgb(0xC9_71_35), rgb(0xC9_99_3F), rgb(0x9A_94_88)],
                link_on_tint: rgb(0x2F_5D_8A),
            },
            highlight: Highlight {
                fill: rgb(0xE9_E3_F6),
                line: rgb(0x8E_7C_C3),
            },
            warning: rgb(0xD1_92_2E),
            caution: rgb(0xB8_54_3B),
        }
    }

    /// Paper that has yellowed, brown ink: easy on the eyes by lamplight.
    #[must_use]
    pub const fn sepia() -> Self {
        Self {
            dark: false,
            paper: rgb(0xF5_EC_D9),
            panel: rgb(0xED_E2_CA),
            line: rgb(0xDB_CC_AE),
            ink: rgb(0x3A_2E_20),
            ink_second: rgb(0x6E_5B_42),
            ink_third: rgb(0x9C_89_6B),
            accent: rgb(0x2C_56_7C),
            known: rgb(0x3A_70_49),
            status: StatusColors {
                new: rgb(0xB9_D5_E8),
                met: rgb(0xF2_BA_93),
                familiar: rgb(0xF6_DF_AE),
                marks: [rgb(0x39_77_A8), rgb(0xB2_5D_25), rgb(0xA9_7E_2C), rgb(0x8A_78_5C)],
                link_on_tint: rgb(0x26_4C_70),
            },
            highlight: Highlight {
                fill: rgb(0xE3_D6_E6),
                line: rgb(0x86_6B_B0),
            },
            warning: rgb(0xB5_7A_1E),
            caution: rgb(0xA8_48_30),
        }
    }

    /// Dark paper, warm light ink.
    #[must_use]
    pub const fn dark() -> Self {
        Self {
            dark: true,
            paper: rgb(0x1D_1C_1A),
            panel: rgb(0x26_25_22),
            line: rgb(0x38_36_31),
            ink: rgb(0xE6_E1_D6),
            ink_second: rgb(0xA9_A3_96),
            ink_third: rgb(0x7D_77_6B),
            accent: rgb(0x8D_B8_E2),
            known: rgb(0x7F_C0_9A),
            status: StatusColors {
                new: rgb(0x2B_4A_66),
                met: rgb(0x7A_45_24),
                familiar: rgb(0x4A_3D_22),
                marks: [rgb(0x7F_B3_E3), rgb(0xE0_95_5F), rgb(0xD9_B2_5F), rgb(0x7D_77_6B)],
                link_on_tint: rgb(0xB4_D5_F4),
            },
            highlight: Highlight {
                fill: rgb(0x37_30_4A),
                line: rgb(0x8E_7C_C3),
            },
            warning: rgb(0xD9_A4_4A),
            caution: rgb(0xD9_7A_62),
        }
    }

    /// High contrast on a light ground.
    #[must_use]
    pub const fn black_on_white() -> Self {
        Self {
            dark: false,
            paper: rgb(0xFF_FF_FF),
            panel: rgb(0xF2_F2_F2),
            line: rgb(0x8C_8C_8C),
            ink: rgb(0x00_00_00),
            ink_second: rgb(0x2E_2E_2E),
            ink_third: rgb(0x5C_5C_5C),
            accent: rgb(0x00_3C_8A),
            known: rgb(0x0B_5A_2C),
            status: StatusColors {
                new: rgb(0xB1_DD_FF),
                met: rgb(0xFD_C4_95),
                familiar: rgb(0xFC_EC_C0),
                marks: [rgb(0x00_65_B4), rgb(0xAB_44_00), rgb(0x8A_62_00), rgb(0x4D_4D_4D)],
                link_on_tint: rgb(0x00_2F_6E),
            },
            highlight: Highlight {
                fill: rgb(0xE2_D6_FA),
                line: rgb(0x5A_3F_A8),
            },
            warning: rgb(0x8A_5A_00),
            caution: rgb(0xA0_22_10),
        }
    }

    /// High contrast on a dark ground.
    #[must_use]
    pub const fn white_on_black() -> Self {
        Self {
            dark: true,
            paper: rgb(0x00_00_00),
            panel: rgb(0x14_14_14),
            line: rgb(0x70_70_70),
            ink: rgb(0xFF_FF_FF),
            ink_second: rgb(0xD6_D6_D6),
            ink_third: rgb(0xA6_A6_A6),
            accent: rgb(0x8F_C7_FF),
            known: rgb(0x8C_E0_AE),
            status: StatusColors {
                new: rgb(0x11_4B_75),
                met: rgb(0x80_42_1A),
                familiar: rgb(0x4C_3A_13),
                marks: [rgb(0x78_BF_F9), rgb(0xF3_9D_5E), rgb(0xEB_C6_69), rgb(0x9E_9E_9E)],
                link_on_tint: rgb(0xC9_E4_FF),
            },
            highlight: Highlight {
                fill: rgb(0x3B_2E_66),
                line: rgb(0xB3_A1_F0),
            },
            warning: rgb(0xFF_C2_5C),
            caution: rgb(0xFF_93_7A),
        }
    }
}

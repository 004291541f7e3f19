//! Colours: one set of tokens for each theme, from which page and tools take all of theirs.
//!
//! Text that must be read has a contrast of at least 4.5 : 1 wherever it may stand; the test in `vision` computes
//! it from the tokens, so a new theme cannot miss it unseen.

mod notes;
mod palettes;
mod themes;
#[cfg(test)]
mod vision;

use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2};

pub use notes::{LineStyle, NoteLook};

use super::fonts;
use crate::study::Status;
use crate::text::Callout;

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Light text on dark paper.
    pub dark: bool,
    /// Behind what is read, and the fill of buttons.
    pub paper: Color32,
    /// Behind the tools, callouts, code and cards.
    pub panel: Color32,
    /// Hair lines and borders.
    pub line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight; on paper and panel, not on tints.
    pub ink_second: Color32,
    /// Decoration only, never text.
    pub ink_third: Color32,
    /// Links, the selected, the active.
    pub accent: Color32,
    /// Known words: rings, bars, and text on paper.
    pub known: Color32,
    /// Colours of the statuses.
    pub status: StatusColors,
    /// A highlighted passage.
    pub highlight: Highlight,
    /// Rules of callouts that warn.
    pub warning: Color32,
    /// Rules of callouts that warn strongly.
    pub caution: Color32,
}

/// Colours of words and their statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusColors {
    /// Tint of 1 New.
    pub new: Color32,
    /// Tint of 2 Met.
    pub met: Color32,
    /// Tint of 3 Familiar.
    pub familiar: Color32,
    /// Underlines and marks in lists: New, Met, Familiar, Nearly.
    pub marks: [Color32; 4],
    /// Links that stand on a tint.
    pub link_on_tint: Color32,
}

/// Colours of a highlighted passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Behind the text.
    pub fill: Color32,
    /// Under it.
    pub line: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

impl Theme {
    /// What stands behind a word of that status; `None` for 4 and for what is not studied.
    #[must_use]
    pub const fn tint(&self, status: Option<Status>) -> Option<Color32> {
        match status {
            Some(Status::New) => Some(self.status.new),
            Some(Status::Met) => Some(self.status.met),
            Some(Status::Familiar) => Some(self.status.familiar),
            _ => None,
        }
    }

    /// The colour of underlines and of marks in lists.
    #[must_use]
    pub const fn mark(&self, status: Option<Status>) -> Color32 {
        let [new, met, familiar, nearly] = self.status.marks;
        match status {
            Some(Status::New) => new,
            Some(Status::Met) => met,
            Some(Status::Familiar) => familiar,
            Some(Status::Nearly) => nearly,
            Some(Status::Learned | Status::WellKnown) => self.known,
            Some(Status::Ignored) | None => self.ink_third,
        }
    }

    /// The rule of a callout.
    #[must_use]
    pub const fn callout(&self, callout: Callout) -> Color32 {
        match callout {
            Callout::Note => self.accent,
            Callout::Tip => self.known,
            Callout::Important => self.highlight.line,
            Callout::Warning => self.warning,
            Callout::Caution => self.caution,
        }
    }

    /// Gives egui's widgets this theme: paper buttons with a hair line, round corners, no heavy borders.
    pub fn apply(&self, ctx: &egui::Context) {
        ctx.set_theme(if self.dark {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        });
        ctx.all_styles_mut(|style| {
            style.visuals = self.visuals();
            style.text_styles = text_styles();
            // Each frame of a fade is a frame that a key has to wait for.
            style.animation_time = 0.0;
            let spacing = &mut style.spacing;
            spacing.item_spacing = Vec2::new(8.0, 6.0);
            spacing.button_padding = Vec2::new(10.0, 5.0);
            spacing.interact_size = Vec2::new(28.0, 28.0);
            spacing.menu_margin = Margin::same(6);
            spacing.window_margin = Margin::same(14);
            // Where there is more than is seen a thin bar says so, in a strip of its own beside what scrolls.
            spacing.scroll = egui::style::ScrollStyle {
                bar_width: 8.0,
                floating_width: 4.0,
                floating_allocated_width: 9.0,
                dormant_handle_opacity: 0.4,
                active_handle_opacity: 0.7,
                dormant_background_opacity: 0.0,
                active_background_opacity: 0.0,
                interact_background_opacity: 0.0,
                ..egui::style::ScrollStyle::floating()
            };
            style.interaction.selectable_labels = false;
        });
    }

    fn visuals(&self) -> egui::Visuals {
        let mut visuals = if self.dark {
            egui::Visuals::dark()
        } else {
            egui::Visuals::light()
        };
        visuals.weak_text_color = Some(self.ink_second);
        visuals.hyperlink_color = self.accent;
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.paper;
        visuals.window_stroke = Stroke::new(1.0, self.line);
        visuals.window_corner_radius = CornerRadius::same(10);
        visuals.menu_corner_radius = CornerRadius::same(8);
        visuals.faint_bg_color = self.panel;
        visuals.extreme_bg_color = self.paper;
        visuals.text_edit_bg_color = Some(self.paper);
        visuals.code_bg_color = self.panel;
        visuals.warn_fg_color = self.ink;
        visuals.error_fg_color = self.ink;
        visuals.selection.bg_fill = self.status.new;
        visuals.selection.stroke = Stroke::new(1.0, self.accent);
        visuals.text_cursor.stroke = Stroke::new(1.5, self.accent);
        visuals.striped = false;
        visuals.indent_has_left_vline = false;
        let shadow = Shadow {
            offset: [0, 6],
            blur: 18,
            spread: 0,
            color: Color32::from_black_alpha(if self.dark { 90 } else { 28 }),
        };
        visuals.window_shadow = shadow;
        visuals.popup_shadow = shadow;
        self.widgets(&mut visuals.widgets);
        visuals
    }

    fn widgets(&self, widgets: &mut egui::style::Widgets) {
        let hovered = self.panel.lerp_to_gamma(self.line, 0.45);
        let pressed = self.panel.lerp_to_gamma(self.line, 0.9);
        let looks = [
            (&mut widgets.noninteractive, self.panel, self.line),
            (&mut widgets.inactive, self.paper, self.line),
            (&mut widgets.hovered, hovered, self.ink_third),
            (&mut widgets.active, pressed, self.ink_third),
            (&mut widgets.open, hovered, self.line),
        ];
        for (look, fill, line) in looks {
            look.weak_bg_fill = fill;
            look.bg_fill = fill;
            look.bg_stroke = Stroke::new(1.0, line);
            look.fg_stroke = Stroke::new(1.0, self.ink);
            look.corner_radius = CornerRadius::same(7);
            look.expansion = 0.0;
        }
    }
}

fn text_styles() -> std::collections::BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Small, FontId::new(11.5, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(13.5, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(13.0, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
        (TextStyle::Heading, fonts::font(16.0, fonts::SANS_SEMIBOLD)),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_to_study_are_tinted() {
        let theme = Theme::light();
        let tinted: Vec<Status> = Status::ALL
            .into_iter()
            .filter(|&status| theme.tint(Some(status)).is_some())
            .collect();
        assert_eq!(tinted, [Status::New, Status::Met, Status::Familiar]);
        assert_eq!(theme.tint(None), None);
    }

    #[test]
    fn widgets_take_the_theme() {
        let ctx = egui::Context::default();
        Theme::dark().apply(&ctx);
        assert_eq!(ctx.global_style().visuals.panel_fill, Theme::dark().panel);
        assert!(ctx.global_style().visuals.dark_mode);
        Theme::light().apply(&ctx);
        assert_eq!(
            ctx.global_style().visuals.widgets.inactive.weak_bg_fill,
            Theme::light().paper
        );
    }
}

//! The list of languages, to say in which one the open article is: type a part of a name, press Enter.

use eframe::egui::{self, Key, Margin, RichText, ScrollArea, Sense, TextEdit, Ui, vec2};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::{focus_ring, line, sans, semibold, serif_bold};
use crate::app::{Action, format};

const ROW: f32 = 28.0;

/// What only the list cares about.
#[derive(Default)]
pub struct LanguagesState {
    search: String,
    chosen: usize,
}

/// Draws the list; `fresh` when it has just been opened.
pub fn languages_ui(
    ui: &mut Ui,
    theme: &Theme,
    current: &str,
    fresh: bool,
    state: &mut LanguagesState,
    out: &mut Vec<Action>,
) {
    ui.set_width(360.0_f32.min(ui.available_width()));
    let heading = RichText::new(t!("languages.title")).font(serif_bold(18.0));
    ui.label(heading.color(theme.ink));
    let text = RichText::new(t!("languages.text")).font(sans(12.5));
    ui.add(egui::Label::new(text.color(theme.ink_second)).wrap());
    if fresh {
        *state = LanguagesState::default();
    }
    let field = TextEdit::singleline(&mut state.search)
        .hint_text(RichText::new(t!("languages.search")).color(theme.ink_second))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6));
    let field = ui.add(field);
    super::name(&field, &t!("languages.search"));
    let found = found(&state.search, current);
    if fresh {
        field.request_focus();
        state.chosen = found.iter().position(|(code, _)| code == current).unwrap_or(0);
    }
    if field.changed() {
        state.chosen = 0;
    }
    let before = state.chosen;
    ui.input(|input| {
        if input.key_pressed(Key::ArrowDown) {
            state.chosen = (state.chosen + 1).min(found.len().saturating_sub(1));
        }
        if input.key_pressed(Key::ArrowUp) {
            state.chosen = state.chosen.saturating_sub(1);
        }
    });
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let reveal = fresh || before != state.chosen;
    let height = (ui.ctx().content_rect().height() - 300.0).clamp(2.0 * ROW, 320.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, (code, name)) in found.iter().enumerate() {
                let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                let chosen = index == state.chosen;
                if chosen || response.hovered() {
                    ui.painter()
                        .rect_filled(rect, 6.0, if chosen { theme.line } else { theme.panel });
                }
                let on = code == current;
                let font = if on { semibold(13.5) } else { sans(13.5) };
                line(ui, rect.shrink2(vec2(12.0, 0.0)), name, font, theme.ink);
                if on {
                    let center = rect.right_center() - vec2(16.0, 0.0);
                    ui.painter().circle_filled(center, 3.5, theme.accent);
                }
                focus_ring(ui, theme, &response, rect);
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, on, name.as_str()));
                if chosen && reveal {
                    response.scroll_to_me(None);
                }
                if response.clicked() || (chosen && entered) {
                    out.push(Action::SetLanguage(code.clone()));
                }
            }
        });
}

/// Code and name of the languages whose name or code holds what is searched for, by name; the article's own is there
/// even if it has no name.
fn found(search: &str, current: &str) -> Vec<(String, String)> {
    let wanted = search.trim().to_lowercase();
    let mut codes: Vec<&str> = format::LANGUAGES.to_vec();
    if !codes.contains(&current) {
        codes.push(current);
    }
    let mut found: Vec<(String, String)> = codes
        .into_iter()
        .map(|code| (code.to_owned(), format::language(code)))
        .filter(|(code, name)| wanted == *code || name.to_lowercase().contains(&wanted))
        .collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_name_and_is_found_by_it() {
        for code in format::LANGUAGES {
            assert_ne!(format::language(code), code);
        }
        assert_eq!(found("germ", "en"), [("de".to_owned(), "German".to_owned())]);
        assert_eq!(found("de", "en").first().map(|(code, _)| code.as_str()), Some("de"));
        assert!(found("", "tlh").contains(&("tlh".to_owned(), "tlh".to_owned())));
    }
}

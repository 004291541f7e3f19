//! The list of terms. Only the rows in view are drawn.

use eframe::egui::{Align, Key, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

use super::SidebarState;
use crate::app::{Action, MeaningAction, Model, Reading, TermEntry, own_gloss};
use crate::text::{Block, BlockKind, ByteRange, Style, key_parts};
use crate::ui::icons;
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, line, line_right, sans, semibold, status_mark};

const ROW_HEIGHT: f32 = 46.0;

/// Draws the rows.
pub fn list_ui(
    ui: &mut Ui,
    model: &Model,
    reading: &Reading,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    if state.list.rows().is_empty() {
        empty_ui(ui, theme, state);
        return;
    }
    let selected = model.card.as_ref().and_then(|card| card.term);
    let reveal = selected
        .filter(|_| state.revealed != (reading.selection, selected))
        .and_then(|number| state.list.rows().iter().position(|row| *row == number));
    state.revealed = (reading.selection, selected);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical()
        .id_salt(("terms", reading.opening, state.list.sort as u8))
        .auto_shrink([false, false]);
    if let Some(row) = reveal {
        // Scrolled only as far as needed: a row that is in view stays where it is.
        let top = row_top(row);
        let seen = ui.memory(|memory| memory.data.get_temp::<(f32, f32)>(ui.scope_id().with("seen")));
        // The card may just have come, so that only the room that there is now counts.
        let (offset, height) = (seen.map_or(0.0, |(offset, _)| offset), ui.available_height());
        if top < offset || top + ROW_HEIGHT > offset + height {
            area = area.vertical_scroll_offset((top - (height - ROW_HEIGHT) / 2.0).max(0.0));
        }
    }
    let rows = state.list.rows().len();
    let mut wanted = Vec::new();
    let shown = area.show_rows(ui, ROW_HEIGHT, rows, |ui, visible| {
        for index in visible {
            let number = state.list.rows()[index];
            let Some(entry) = reading.terms.get(number as usize) else {
                continue;
            };
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
            // By the word, not by its place: a click that is on its way means it also when the order changes.
            let response = ui.interact(rect, ui.scope_id().with(("row", number)), Sense::click());
            let on = selected == Some(number);
            if on || response.hovered() {
                ui.painter().rect_filled(
                    rect,
                    0.0,
                    if on {
                        theme.paper
                    } else {
                        theme.line.gamma_multiply(0.5)
                    },
                );
            }
            if on {
                let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
                ui.painter().rect_filled(bar, 0.0, theme.accent);
            }
            let line = gloss_of(reading, entry).filter(|_| !model.review.hides(entry.term.term_id));
            if gloss_of(reading, entry).is_none() && !reading.glosses.was_asked(entry.term.term_id) {
                wanted.push(number);
            }
            row_ui(ui, rect, reading, (entry, line.as_ref()), theme);
            focus_ring(ui, theme, &response, rect);
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, label(entry)));
            if let Some(gloss) = &line {
                let said = description(gloss);
                ui.ctx()
                    .accesskit_node_builder(response.id, |node| node.set_description(said));
            }
            let entered = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if response.clicked() || entered {
                out.push(Action::GoToTerm(number));
            }
        }
    });
    if !wanted.is_empty() {
        out.push(Action::Meaning(MeaningAction::Want(wanted)));
    }
    let seen = (shown.state.clamped_offset().y, shown.inner_rect.height());
    ui.memory_mut(|memory| memory.data.insert_temp(ui.scope_id().with("seen"), seen));
}

#[expect(clippy::cast_precision_loss, reason = "a list has far fewer than 2^23 rows")]
fn row_top(row: usize) -> f32 {
    row as f32 * ROW_HEIGHT
}

/// What a screen reader says of a row.
fn label(entry: &TermEntry) -> String {
    let status = crate::app::format::status(entry.term.status);
    format!("{}, {status}", entry.term.headword)
}

/// What a screen reader may say after it.
fn description(gloss: &Gloss<'_>) -> String {
    match gloss {
        Gloss::Own(own) => (*own).to_owned(),
        Gloss::Guess(guess) => format!("{guess}?"),
    }
}

/// What stands under a word.
enum Gloss<'a> {
    /// The learner's own.
    Own(&'a str),
    /// The first meaning of the dictionaries.
    Guess(&'a str),
}

fn gloss_of<'a>(reading: &'a Reading, entry: &'a TermEntry) -> Option<Gloss<'a>> {
    let guess = || reading.glosses.guess(entry.term.term_id).map(Gloss::Guess);
    own_gloss(entry).map(Gloss::Own).or_else(guess)
}

fn row_ui(ui: &Ui, rect: Rect, reading: &Reading, (entry, gloss): (&TermEntry, Option<&Gloss<'_>>), theme: &Theme) {
    let (mark, color) = status_mark(theme, entry.term.status);
    icons::paint_status(
        ui.painter(),
        mark,
        pos2(rect.left() + 20.5, rect.center().y - 8.0),
        color,
    );
    let text = Rect::from_min_max(
        pos2(rect.left() + 36.0, rect.top() + 4.0),
        pos2(rect.right() - 16.0, rect.bottom() - 4.0),
    );
    let (upper, lower) = text.split_top_bottom_at_fraction(0.5);
    let quiet = entry.term.status.is_some_and(|status| !status.is_to_study());
    let aside = aside(reading, entry);
    let taken = line_right(ui, upper, &aside, sans(12.0), theme.ink_second);
    let head = Rect::from_min_max(upper.min, pos2(upper.right() - taken - 8.0, upper.bottom()));
    let (font, ink) = if quiet {
        (sans(14.0), theme.ink_second)
    } else {
        (semibold(14.0), theme.ink)
    };
    line(ui, head, &entry.term.headword, font, ink);
    match gloss {
        Some(Gloss::Own(own)) => {
            line(ui, lower, own, sans(12.5), theme.ink_second);
        }
        Some(Gloss::Guess(guess)) => guess_ui(ui, lower, guess, theme),
        None => snippet_ui(ui, lower, reading, entry, theme),
    }
}

/// A meaning that nobody chose: lighter, with a question mark that stays where there is no room for all of it.
fn guess_ui(ui: &Ui, rect: Rect, guess: &str, theme: &Theme) {
    let ink = theme.ink_second.gamma_multiply(0.78);
    let room = rect.with_max_x(rect.right() - 12.0);
    let width = line(ui, room, guess, sans(12.5), ink);
    let mark = rect.with_min_x(rect.left() + width + 3.0);
    line(ui, mark, "?", sans(12.5), ink);
}

/// The form met, where it is another than the headword, or how often it occurs.
fn aside(reading: &Reading, entry: &TermEntry) -> String {
    if entry.places.len() > 1 {
        return t!("sidebar.times", count = entry.places.len()).into_owned();
    }
    let form = entry
        .places
        .first()
        .and_then(|&place| reading.index.key_at(place))
        .and_then(|key| reading.index.keys().get(key as usize));
    match form {
        Some(form)
            if key_parts(&entry.term.headword.to_lowercase()).len() == 1
                && **form != *entry.term.headword.to_lowercase() =>
        {
            form.to_string()
        }
        _ => String::new(),
    }
}

/// A few words around the first place: cut from the block, no sentence is looked for while drawing.
fn snippet_ui(ui: &Ui, rect: Rect, reading: &Reading, entry: &TermEntry, theme: &Theme) {
    let Some(&place) = entry.places.first() else { return };
    let (number, token) = reading.index.block_of(place);
    let Some(block) = reading.article.block(number) else {
        return;
    };
    let text = snippet(block, token);
    line(ui, rect, &text, sans(12.5), theme.ink_second);
}

/// From two words before a token to nine after it; of a table, not beyond its cell; without the numbers of footnotes.
fn snippet(block: &Block, token: usize) -> String {
    let Some(here) = block.tokens.get(token) else {
        return String::new();
    };
    let whole = ByteRange::new(0, u32::try_from(block.text.len()).unwrap_or(u32::MAX));
    let cell = match &block.kind {
        BlockKind::TableRow { cells, .. } => cells.iter().find(|cell| cell.overlaps(here.range)).copied(),
        _ => None,
    };
    let room = cell.unwrap_or(whole);
    let first = &block.tokens[token.saturating_sub(2)];
    let last = &block.tokens[(token + 9).min(block.tokens.len() - 1)];
    let start = first.range.start.max(room.start);
    let end = last.range.end.min(room.end);
    let mut text = String::from(if start > room.start { "… " } else { "" });
    let mut at = start;
    let notes = block.spans.iter().filter(|span| span.style.has(Style::FOOTNOTE));
    for note in notes
        .map(|span| span.range)
        .filter(|note| note.start >= start && note.end <= end)
    {
        text.push_str(block.slice(ByteRange::new(at, note.start)));
        at = note.end;
    }
    text.push_str(block.slice(ByteRange::new(at, end)));
    text.replace('\n', " ")
}

fn empty_ui(ui: &mut Ui, theme: &Theme, state: &SidebarState) {
    let nothing = state.list.count(crate::app::Filter::All) == 0;
    let text = if nothing {
        t!("sidebar.empty")
    } else {
        t!("sidebar.none_found")
    };
    ui.with_layout(eframe::egui::Layout::top_down(Align::Center), |ui| {
        ui.add_space(32.0);
        ui.set_max_width((ui.available_width() - 48.0).max(80.0));
        ui.label(
            eframe::egui::RichText::new(text)
                .font(sans(13.0))
                .color(theme.ink_second),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn snippet_of(source: &str, word: &str) -> String {
        let article = parse(source);
        let found = article.blocks.iter().find_map(|block| {
            let token = block.tokens.iter().position(|token| block.slice(token.range) == word)?;
            Some(snippet(block, token))
        });
        found.expect("the word is there")
    }

    #[test]
    fn a_snippet_stays_in_its_cell() {
        let table = "| word | meaning | number |\n|---|---|---|\n| **harbour** | where ships lie | 12 |\n";
        assert_eq!(snippet_of(table, "harbour"), "harbour");
        assert_eq!(snippet_of(table, "ships"), "where ships lie");
    }

    #[test]
    fn a_snippet_has_no_numbers_of_footnotes() {
        let source = "A calm day with a storm[^1] in it.\n\n[^1]: A note.\n";
        assert_eq!(snippet_of(source, "storm"), "… with a storm in it");
    }
}

//! What is bold in the article and taken for emphasis: a line under the head of the list, and the spans in a popup, each
//! a click away and another from being taken in.

use eframe::egui::{
    Align, Button, Id, Label, Layout, Popup, PopupCloseBehavior, RectAlign, RichText, Role, ScrollArea, Sense, Ui,
    WidgetInfo, vec2,
};
use rust_i18n::t;

use crate::app::{Action, CommandId, Reading, Selection, command, format};
use crate::text::{Candidate, Emphasis, Verdict};
use crate::ui::landmarks::dialog;
use crate::ui::theme::Theme;
use crate::ui::widgets::{sans, serif};

/// Longest phrase that can be taken in, in words.
const LONGEST: usize = 5;

/// What only this list cares about.
#[derive(Default)]
pub struct EmphasisState {
    /// Open or close the popup in the next frame.
    pub toggle: bool,
    /// The rows, and what they were gathered for.
    rows: Option<(Key, Vec<Row>)>,
}

/// Opening and generation of the article.
type Key = (u64, u64);

struct Row {
    candidate: Candidate,
    /// On one line.
    words: String,
    reason: String,
    /// Why it cannot be taken in: the key of a text.
    unfit: Option<&'static str>,
}

/// Draws the line, if there is any emphasis; a click opens the list.
pub fn emphasis_ui(ui: &mut Ui, reading: &Reading, theme: &Theme, state: &mut EmphasisState, out: &mut Vec<Action>) {
    if reading.emphasis.is_empty() {
        state.toggle = false;
        return;
    }
    let text = format::plural("emphasis.taken", reading.emphasis.len());
    let keys = command(CommandId::Emphasis).keys.first().copied().unwrap_or_default();
    let link = ui.link(RichText::new(text).font(sans(12.5)).color(theme.ink_second));
    let link = link.on_hover_text(keys);
    let id = Id::unique("emphasis popup");
    if std::mem::take(&mut state.toggle) {
        Popup::toggle_id(ui.ctx(), id);
        link.request_focus();
    }
    Popup::from_toggle_button_response(&link)
        .id(id)
        .align(RectAlign::BOTTOM_START)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| popup_ui(ui, reading, theme, state, out));
}

fn popup_ui(ui: &mut Ui, reading: &Reading, theme: &Theme, state: &mut EmphasisState, out: &mut Vec<Action>) {
    dialog(ui, &t!("command.emphasis"));
    ui.set_width(320.0);
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let wanted = (reading.opening, reading.generation);
    if state.rows.as_ref().is_none_or(|(made_for, _)| *made_for != wanted) {
        state.rows = Some((wanted, gather(reading)));
    }
    let explained = RichText::new(t!("emphasis.explained"))
        .font(sans(12.0))
        .color(theme.ink_second);
    ui.add(Label::new(explained).wrap());
    let Some((_, rows)) = &state.rows else { return };
    ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        for row in rows {
            ui.separator();
            row_ui(ui, row, theme, out);
        }
    });
}

fn row_ui(ui: &mut Ui, row: &Row, theme: &Theme, out: &mut Vec<Action>) {
    let (block, range) = (row.candidate.block, row.candidate.range);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = Button::new(RichText::new(t!("emphasis.take_in")).font(sans(12.5)));
            let take_in = ui.add_enabled(row.unfit.is_none(), button);
            let name = t!("emphasis.take_in_words", words = row.words);
            take_in.widget_info(|| WidgetInfo::labeled(Role::Button, row.unfit.is_none(), &*name));
            let take_in = match row.unfit {
                Some(why) => take_in.on_disabled_hover_text(t!(why)),
                None => take_in,
            };
            if take_in.clicked() {
                out.push(Action::TakeOneIn(block, range));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                let words = RichText::new(&row.words).font(serif(15.0)).color(theme.accent);
                let go = ui.add(Label::new(words).truncate().sense(Sense::click()));
                let name = t!("emphasis.go_to", words = row.words);
                go.widget_info(|| WidgetInfo::labeled(Role::Link, true, &*name));
                let go = go.on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
                if go.clicked() {
                    out.push(Action::GoToRange(block, range));
                    ui.close();
                }
                ui.label(RichText::new(&row.reason).font(sans(12.0)).color(theme.ink_second));
            });
        });
    });
}

fn gather(reading: &Reading) -> Vec<Row> {
    let row = |candidate: &Candidate| {
        let selection = Selection {
            block: candidate.block,
            range: candidate.range,
        };
        let words = reading.article.block(candidate.block)?.slice(candidate.range);
        Some(Row {
            candidate: *candidate,
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            reason: reason(candidate.verdict)?,
            unfit: match candidate.verdict {
                Verdict::Emphasis(Emphasis::Number) => Some("emphasis.no_word"),
                _ if reading.words_in(selection) > LONGEST => Some("emphasis.too_long"),
                _ => None,
            },
        })
    };
    reading.emphasis.iter().filter_map(row).collect()
}

/// Why bold words are emphasis, in the learner's words.
fn reason(verdict: Verdict) -> Option<String> {
    let key = match verdict {
        Verdict::Emphasis(Emphasis::Heading) => "emphasis.heading",
        Verdict::Emphasis(Emphasis::Block) => "emphasis.block",
        Verdict::Emphasis(Emphasis::Long) => "emphasis.long",
        Verdict::Emphasis(Emphasis::Speaker) => "emphasis.speaker",
        Verdict::Emphasis(Emphasis::Furniture) => "emphasis.furniture",
        Verdict::Emphasis(Emphasis::Number) => "emphasis.number",
        Verdict::Emphasis(Emphasis::NoWord) | Verdict::Vocabulary => return None,
    };
    Some(t!(key).into_owned())
}

//! How much of the open article is known: a line and a bar in the foot, and all of it in a popup above them.

use eframe::egui::{
    self, Align, Button, Color32, CornerRadius, Layout, Popup, PopupCloseBehavior, Rect, RectAlign, RichText, Role,
    ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::article::which;
use super::landmarks::dialog;
use super::theme::Theme;
use super::widgets::{focus_ring, line, sans, semibold};
use crate::app::{Action, Ahead, CommandId, Reading, command, format};
use crate::study::{Coverage, Status, Tally};

/// Most words listed before one reads.
const LISTED: usize = 60;
/// What the popup holds besides them, and what stands below it (points).
const REST: f32 = 480.0;

/// What only this view cares about.
#[derive(Default)]
pub struct CoverageState {
    /// Open or close the popup in the next frame.
    pub toggle: bool,
    /// The words before one reads, and the opening and generation that they were gathered for.
    ahead: Option<((u64, u64), Vec<Ahead>)>,
}

/// Draws the line and the bar into the foot; a click opens the popup.
pub fn coverage_ui(
    ui: &mut Ui,
    rect: Rect,
    reading: &Reading,
    theme: &Theme,
    state: &mut CoverageState,
    out: &mut Vec<Action>,
) {
    const GAP: f32 = 12.0;
    let coverage = &reading.coverage;
    let text = sentence(coverage);
    let galley_of = |text: &str| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), sans(12.5), theme.ink_second)
    };
    let (mut shown, mut galley) = (text.clone(), galley_of(&text));
    if galley.size().x > rect.width() {
        shown = t!("coverage.known_short", percent = coverage.known_percent()).into_owned();
        galley = galley_of(&shown);
    }
    if galley.size().x > rect.width() {
        shown = t!("foot.percent", percent = coverage.known_percent()).into_owned();
        galley = galley_of(&shown);
    }
    // The words come first: the bar takes what they leave, and goes when that tells nothing any more.
    let width = (rect.width() - galley.size().x - 2.0 * GAP).min(170.0);
    let bar = (width >= 40.0)
        .then(|| Rect::from_center_size(pos2(rect.left() + width / 2.0, rect.center().y), vec2(width, 6.0)));
    let left = bar.map_or(rect.left(), |bar| bar.right() + GAP);
    let rest = Rect::from_min_max(pos2(left, rect.top()), rect.max);
    let all = Rect::from_min_max(
        rect.min,
        pos2((left + galley.size().x).min(rect.right()), rect.bottom()),
    );
    let response = ui.interact(all, ui.scope_id().with("coverage"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text.as_str()));
    if let Some(bar) = bar {
        bar_of(ui, bar, coverage, theme);
    }
    if rest.width() > 40.0 {
        let ink = if response.hovered() {
            theme.ink
        } else {
            theme.ink_second
        };
        line(ui, rest, &shown, sans(12.5), ink);
    }
    focus_ring(ui, theme, &response, all.expand2(vec2(4.0, 0.0)));
    let id = ui.scope_id().with("coverage popup");
    if std::mem::take(&mut state.toggle) {
        Popup::toggle_id(ui.ctx(), id);
        // Tab goes on from here into what opens.
        response.request_focus();
    }
    Popup::from_toggle_button_response(&response)
        .id(id)
        .align(RectAlign::TOP_START)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(egui::Frame::popup(ui.style()).inner_margin(14))
        .show(|ui| popup_ui(ui, reading, theme, state, out));
}

/// `You know 62 %, and 21 % presumably`.
fn sentence(coverage: &Coverage) -> String {
    let known = coverage.known_percent();
    match coverage.presumed_percent() {
        0 => t!("coverage.known", percent = known).into_owned(),
        presumed => t!("coverage.known_and_presumed", percent = known, presumed = presumed).into_owned(),
    }
}

fn parts(coverage: &Coverage, theme: &Theme) -> [(&'static str, Tally, Color32); 4] {
    [
        ("coverage.part_known", coverage.known, theme.known),
        (
            "coverage.part_presumed",
            coverage.presumed,
            theme.known.gamma_multiply(0.45),
        ),
        (
            "coverage.part_to_study",
            coverage.to_study,
            theme.mark(Some(Status::New)),
        ),
        ("coverage.part_untouched", coverage.untouched, theme.line),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a share of a bar")]
pub(super) fn bar_of(ui: &Ui, bar: Rect, coverage: &Coverage, theme: &Theme) {
    let total = coverage.counted().max(1) as f32;
    ui.painter().rect_filled(bar, 3.0, theme.line);
    let mut left = bar.left();
    for (_, tally, color) in parts(coverage, theme)
        .into_iter()
        .filter(|(_, tally, _)| tally.running > 0)
    {
        let part = bar.width() * (tally.running as f32 / total);
        let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(part, bar.height()));
        left += part;
        // One bar: round at its ends, straight where two colours meet.
        let end = |is_end: bool| if is_end { 3 } else { 0 };
        let (first, last) = (end(rect.left() <= bar.left()), end(left >= bar.right() - 0.5));
        let corners = CornerRadius {
            nw: first,
            sw: first,
            ne: last,
            se: last,
        };
        ui.painter().rect_filled(rect, corners, color);
    }
}

fn popup_ui(ui: &mut Ui, reading: &Reading, theme: &Theme, state: &mut CoverageState, out: &mut Vec<Action>) {
    dialog(ui, &t!("command.coverage"));
    ui.set_width(340.0);
    ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
    let coverage = &reading.coverage;
    let headline = t!(
        "coverage.of_article",
        percent = coverage.known_percent(),
        presumed = coverage.presumed_percent()
    );
    parts_ui(ui, &headline, coverage, theme);
    ui.add(
        egui::Label::new(
            RichText::new(t!("coverage.explained"))
                .font(sans(12.0))
                .color(theme.ink_second),
        )
        .wrap(),
    );
    if reading.to_finish() > 0 {
        let text = format::plural("coverage.finish", reading.to_finish());
        let keys = command(CommandId::Finish).keys.first().copied().unwrap_or_default();
        let button = ui.add(Button::new(text).shortcut_text(keys));
        if button.on_hover_text(which(reading)).clicked() {
            out.push(Action::Command(CommandId::Finish));
            ui.close();
        }
    }
    ahead_ui(ui, reading, theme, state, out);
}

/// The sentence, the bar, and how many words each part is, running and different ones; they add up to the last line.
pub(super) fn parts_ui(ui: &mut Ui, headline: &str, coverage: &Coverage, theme: &Theme) {
    let headline = RichText::new(headline).font(semibold(15.0)).color(theme.ink);
    ui.add(egui::Label::new(headline).wrap());
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    bar_of(ui, bar, coverage, theme);
    for (key, tally, color) in parts(coverage, theme) {
        tally_ui(ui, &t!(key), tally, Some(color), theme);
    }
    for (key, tally) in [
        ("coverage.part_names", coverage.names),
        ("coverage.part_ignored", coverage.ignored),
        ("coverage.part_uncounted", coverage.uncounted),
    ] {
        if tally.running > 0 {
            tally_ui(ui, &t!(key), tally, None, theme);
        }
    }
    let all = format::plural("library.words", coverage.running_words() as usize);
    row_ui(ui, &t!("coverage.all"), &all, None, theme);
}

fn tally_ui(ui: &mut Ui, name: &str, tally: Tally, color: Option<Color32>, theme: &Theme) {
    let count = t!(
        "coverage.tally",
        words = format::plural("library.words", tally.running as usize),
        distinct = format::number(tally.distinct as usize)
    );
    row_ui(ui, name, &count, color, theme);
}

fn row_ui(ui: &mut Ui, name: &str, count: &str, color: Option<Color32>, theme: &Theme) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {count}")));
    if let Some(color) = color {
        ui.painter()
            .circle_filled(pos2(rect.left() + 6.0, rect.center().y), 4.5, color);
    }
    let text = rect.with_min_x(rect.left() + 20.0);
    line(ui, text, name, sans(13.0), theme.ink);
    let mut right = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::right_to_left(Align::Center)),
    );
    right.label(RichText::new(count).font(sans(12.5)).color(theme.ink_second));
}

/// The words that nobody touched, the most frequent of the article first: what is worth a look before one reads.
fn ahead_ui(ui: &mut Ui, reading: &Reading, theme: &Theme, state: &mut CoverageState, out: &mut Vec<Action>) {
    let wanted = (reading.opening, reading.generation);
    if state.ahead.as_ref().is_none_or(|(made_for, _)| *made_for != wanted) {
        state.ahead = Some((wanted, reading.ahead(LISTED)));
    }
    let Some((_, words)) = state.ahead.as_ref().filter(|(_, words)| !words.is_empty()) else {
        return;
    };
    ui.add_space(4.0);
    ui.separator();
    ui.label(
        RichText::new(t!("coverage.ahead"))
            .font(semibold(13.0))
            .color(theme.ink),
    );
    let how = RichText::new(t!("coverage.ahead_hint"))
        .font(sans(12.0))
        .color(theme.ink_second);
    ui.add(egui::Label::new(how).wrap());
    ui.add_space(2.0);
    // In a low window the rest of the popup needs its room first.
    let height = (ui.ctx().content_rect().height() - REST).clamp(60.0, 190.0);
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    area.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            for word in words {
                let text = if word.count > 1 {
                    t!("card.form_times", form = word.word, count = word.count).into_owned()
                } else {
                    word.word.clone()
                };
                let button = Button::new(RichText::new(text).font(sans(12.5)));
                if ui.add(button).clicked()
                    && let Some((block, range)) = reading.token_at(word.place)
                {
                    out.push(Action::GoToRange(block, range));
                }
            }
        });
    });
}

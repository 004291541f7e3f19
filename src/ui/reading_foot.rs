//! In the foot: how far one has come in the article, and how long the rest takes at one's own pace.

use eframe::egui::{Label, RichText, Role, Ui, WidgetInfo};
use rust_i18n::t;

use super::file_foot::{is_told, whole_width};
use super::theme::Theme;
use super::widgets::sans;
use crate::app::{Model, Progress, Reading, format};
use crate::study::USUAL_PACE;

/// What else the foot tells needs so much (points),
const OTHERS: f32 = 290.0;
/// and beside a line on the article's file, which comes to it, so much: paragraph and words are left out before what is
/// presumed known is.
const BESIDE_FILE: f32 = 380.0;

/// Draws it in as many words as there is room for; all of them on hover and for a screen reader.
pub fn progress_ui(ui: &mut Ui, model: &Model, reading: &Reading, theme: &Theme) {
    let progress = reading.progress();
    let pace = model.paces.get(&reading.language).copied().unwrap_or(USUAL_PACE);
    let texts = texts(&progress, pace);
    let others = if is_told(model) {
        BESIDE_FILE + whole_width(ui, model)
    } else {
        OTHERS
    };
    let room = ui.available_width() - others;
    let fits = |text: &&String| {
        let galley = ui
            .painter()
            .layout_no_wrap((*text).clone(), sans(12.5), theme.ink_second);
        galley.size().x <= room
    };
    let shown = texts.iter().find(fits).or(texts.last());
    let Some((shown, all)) = shown.zip(texts.first()) else {
        return;
    };
    let text = RichText::new(shown).font(sans(12.5)).color(theme.ink_second);
    let label = ui.add(Label::new(text).selectable(false));
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, all));
    let known = model
        .paces
        .get(&reading.language)
        .is_some_and(|pace| is_measured(*pace));
    let pace = whole(pace);
    let how = if known {
        t!("foot.measured_pace", pace = pace)
    } else {
        t!("foot.usual_pace", pace = pace)
    };
    label.on_hover_text(format!("{all}\n{how}"));
}

/// The longest first.
fn texts(progress: &Progress, pace: f32) -> [String; 3] {
    let percent = progress.percent.map(|percent| t!("foot.percent", percent = percent));
    let percent = percent.as_deref();
    let paragraph = t!(
        "foot.paragraph",
        number = progress.paragraph,
        count = progress.paragraphs
    );
    let words = format::plural("foot.words_left", progress.words_left);
    let minutes = minutes_left(progress.words_left, pace);
    let join = |parts: &[Option<&str>]| parts.iter().flatten().copied().collect::<Vec<_>>().join(" · ");
    [
        join(&[percent, Some(&paragraph), Some(&words), Some(&minutes)]),
        join(&[percent, Some(&paragraph), Some(&minutes)]),
        join(&[percent, Some(&minutes)]),
    ]
}

/// `6 min left`; less than one minute is told so.
fn minutes_left(words: usize, pace: f32) -> String {
    match minutes(words, pace) {
        0 => t!("foot.at_the_end").into_owned(),
        minutes => t!("foot.minutes_left", time = format::minutes(minutes)).into_owned(),
    }
}

/// How many minutes so many words take, rounded up.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rough time, and never negative"
)]
pub fn minutes(words: usize, pace: f32) -> usize {
    (words as f32 / pace.max(1.0)).ceil() as usize
}

fn is_measured(pace: f32) -> bool {
    (pace - USUAL_PACE).abs() > f32::EPSILON
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a pace is between 20 and 600"
)]
fn whole(pace: f32) -> u32 {
    pace.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_less_where_there_is_less_room() {
        let progress = Progress {
            percent: Some(42),
            paragraph: 3,
            paragraphs: 41,
            words_left: 1204,
        };
        let [full, middle, short] = texts(&progress, 130.0);
        assert_eq!(full, "42 % · Paragraph 3 of 41 · 1,204 words · 10 min left");
        assert_eq!(middle, "42 % · Paragraph 3 of 41 · 10 min left");
        assert_eq!(short, "42 % · 10 min left");
    }

    #[test]
    fn hours_and_ends_are_told_as_such() {
        assert_eq!(minutes_left(0, 130.0), "0 min left");
        assert_eq!(minutes_left(1, 130.0), "1 min left");
        assert_eq!(minutes_left(130 * 150, 130.0), "2 h 30 min left");
        assert_eq!(minutes_left(130 * 60 * 40, 130.0), "40 h left");
    }
}

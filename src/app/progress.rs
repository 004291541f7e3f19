//! Progress, as figures that are drawn, read as tables and copied: made once when the counts come, not in each frame.

mod lists;

use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_i18n::t;

use self::lists::{calendar, finished, hardest, streak};
use super::{Boldface, Effect, format};
use crate::store::Progress;
use crate::study::review::sure_between;
use crate::transfer::Csv;
use crate::worker::{Request, ReviewAsk};

/// More days than that are drawn by weeks.
const DAYS_DRAWN: usize = 100;

/// How far back figures go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// 30 days.
    #[default]
    Month,
    /// 365 days.
    Year,
    /// Everything.
    All,
}

/// What is asked of Progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressAction {
    /// Go so far back.
    Span(Span),
    /// Show tables, or drawings.
    Tables(bool),
    /// Put a figure on the clipboard as CSV.
    Copy(usize),
}

/// How a figure is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// Lines over days: solid, dashed, dotted in this order.
    Lines(Vec<Vec<f64>>),
    /// Bars, of which a part may be darker.
    Bars(Vec<(f64, f64)>),
    /// A square for each day, weeks as columns; the first is a Monday.
    Calendar(Vec<u32>),
    /// Shares with their bands, and the one that is wanted: low, share, high.
    Shares(Vec<(f64, f64, f64)>, f64),
    /// Lines of text.
    List,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its title.
    pub title: String,
    /// What it says in words.
    pub caption: String,
    /// Names of the columns of its table.
    pub columns: Vec<String>,
    /// Its table.
    pub rows: Vec<Vec<String>>,
    /// Its drawing.
    pub drawing: Drawing,
    /// What stands at the left and the right end of the drawing; empty where time does not run along it.
    pub ends: (String, String),
}

/// The Progress place.
#[derive(Debug, Default)]
pub struct ProgressPlace {
    /// The figures; nothing before they were counted.
    pub figures: Vec<Figure>,
    /// One line of what matters most.
    pub headline: String,
    /// How words were counted.
    pub foot: String,
    /// How far back they go.
    pub span: Span,
    /// Tables are shown and no drawings.
    pub tables: bool,
    counted: Option<Box<Progress>>,
}

impl Boldface {
    /// Asks for the figures.
    pub(super) fn ask_progress(&self) {
        self.send(Request::Review(ReviewAsk::Progress));
    }

    pub(super) fn act_on_progress(&mut self, action: ProgressAction, now: Instant) {
        match action {
            ProgressAction::Span(span) => {
                self.model.progress.span = span;
                self.draw_progress();
            }
            ProgressAction::Tables(tables) => self.model.progress.tables = tables,
            ProgressAction::Copy(number) => {
                let Some(figure) = self.model.progress.figures.get(number) else {
                    return;
                };
                let mut csv = Csv::new(&figure.columns);
                for row in &figure.rows {
                    csv.row(row);
                }
                let text = String::from_utf8(csv.into_bytes()).unwrap_or_default();
                let title = figure.title.clone();
                self.effects
                    .push(Effect::Copy(text.trim_start_matches('\u{feff}').to_owned()));
                let told = t!("progress.copied", title = title).into_owned();
                self.model.toasts.show(told, false, now);
            }
        }
    }

    /// Takes the counts in.
    pub(super) fn take_progress(&mut self, progress: Box<Progress>) {
        self.model.progress.counted = Some(progress);
        self.draw_progress();
    }

    fn draw_progress(&mut self) {
        let Some(progress) = self.model.progress.counted.take() else {
            return;
        };
        let model = &self.model;
        let settings = model
            .review
            .news
            .as_ref()
            .map(|news| news.settings.clone())
            .unwrap_or_default();
        let wanted = f64::from(settings.schedule.retention);
        let from = first_day(&progress, model.progress.span);
        let figures = vec![
            words(&progress, from),
            due(&progress),
            read(&progress, from),
            reviews(&progress, from),
            retention(&progress, wanted),
            calendar(&progress),
            finished(&progress, model),
            hardest(&progress),
        ];
        let mut headline = vec![
            format::plural("progress.known", progress.known.0 as usize),
            format::plural("progress.to_study", progress.to_study.0 as usize),
        ];
        let streak = streak(&progress);
        if settings.streak && streak > 0 {
            headline.push(format::plural("progress.streak", streak));
        }
        let place = &mut self.model.progress;
        place.headline = headline.join(" · ");
        place.foot = t!(
            "progress.foot",
            known = format::number(progress.known.1 as usize),
            to_study = format::number(progress.to_study.1 as usize)
        )
        .into_owned();
        place.figures = figures;
        place.counted = Some(progress);
    }
}

/// The date of a study day.
fn date(day: i64) -> String {
    let epoch = Date::constant(1970, 1, 1);
    epoch
        .checked_add(day.days())
        .map_or_else(|_| String::new(), |date| date.to_string())
}

fn first_day(progress: &Progress, span: Span) -> i64 {
    let first = progress.words.first().map(|(day, _)| *day);
    let first = first.into_iter().chain(progress.days.keys().next().copied()).min();
    let all = first.unwrap_or(progress.today).min(progress.today - 6);
    match span {
        Span::Month => progress.today - 29,
        Span::Year => progress.today - 364,
        Span::All => all,
    }
}

fn column(key: &str) -> String {
    t!(key).into_owned()
}

fn figure(key: &str, caption: String, columns: &[&str], rows: Vec<Vec<String>>, drawing: Drawing) -> Figure {
    let (drawing, caption) = match drawing {
        // Of a year of days one would see a fence.
        Drawing::Bars(bars) if bars.len() > DAYS_DRAWN => {
            let weeks = bars
                .chunks(7)
                .map(|week| week.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.0, sum.1 + day.1)));
            (
                Drawing::Bars(weeks.collect()),
                t!("progress.weekly", caption = caption).into_owned(),
            )
        }
        drawing => (drawing, caption),
    };
    // Time runs from the first row to the last.
    let first = |row: Option<&Vec<String>>| row.and_then(|row| row.first()).cloned().unwrap_or_default();
    let ends = match drawing {
        Drawing::List => Default::default(),
        _ => (first(rows.first()), first(rows.last())),
    };
    Figure {
        ends,
        title: column(key),
        caption,
        columns: columns.iter().map(|key| column(key)).collect(),
        rows,
        drawing,
    }
}

#[expect(clippy::cast_precision_loss, reason = "words of a person")]
fn words(progress: &Progress, from: i64) -> Figure {
    let (mut lines, mut rows) = (vec![Vec::new(); 3], Vec::new());
    let mut at = 0;
    let mut now = [0; 3];
    for day in from..=progress.today {
        while let Some((_, sums)) = progress.words.get(at).filter(|(changed, _)| *changed <= day) {
            now = *sums;
            at += 1;
        }
        let [new, learning, known] = now;
        for (line, value) in lines.iter_mut().zip([known, learning, new]) {
            line.push(value as f64);
        }
        rows.push(vec![
            date(day),
            known.to_string(),
            learning.to_string(),
            new.to_string(),
        ]);
    }
    figure(
        "progress.words",
        column("progress.words_caption"),
        &[
            "progress.day",
            "progress.col_known",
            "progress.col_learning",
            "progress.col_new",
        ],
        rows,
        Drawing::Lines(lines),
    )
}

fn due(progress: &Progress) -> Figure {
    let rows = (progress.today..).zip(&progress.due);
    let rows = rows.map(|(day, (all, today))| vec![date(day), all.to_string(), today.to_string()]);
    let rest: u32 = progress.due.iter().skip(2).map(|(all, _)| all).sum();
    let later = u32::try_from(progress.due.len().saturating_sub(2)).unwrap_or(1).max(1);
    let count = |day: usize| progress.due.get(day).map_or(0, |(all, _)| *all);
    let caption = t!(
        "progress.due_caption",
        today = count(0),
        tomorrow = count(1),
        later = rest.div_ceil(later)
    );
    let bars = progress
        .due
        .iter()
        .map(|&(all, today)| (f64::from(all), f64::from(today)));
    figure(
        "progress.due",
        caption.into_owned(),
        &["progress.day", "progress.col_due", "progress.col_from_today"],
        rows.collect(),
        Drawing::Bars(bars.collect()),
    )
}

fn read(progress: &Progress, from: i64) -> Figure {
    let day = |day: i64| progress.days.get(&day).copied().unwrap_or_default();
    let rows: Vec<_> = (from..=progress.today)
        .map(|number| vec![date(number), day(number).words_read.to_string()])
        .collect();
    let sum: u32 = (from..=progress.today).map(|number| day(number).words_read).sum();
    let bars = (from..=progress.today).map(|number| (f64::from(day(number).words_read), 0.0));
    figure(
        "progress.read",
        format::plural("progress.read_caption", sum as usize),
        &["progress.day", "progress.col_words"],
        rows,
        Drawing::Bars(bars.collect()),
    )
}

fn reviews(progress: &Progress, from: i64) -> Figure {
    let day = |day: i64| progress.days.get(&day).copied().unwrap_or_default();
    let span = from..=progress.today;
    let rows: Vec<_> = span
        .clone()
        .map(|number| {
            vec![
                date(number),
                day(number).cards.to_string(),
                day(number).passing.to_string(),
            ]
        })
        .collect();
    let sum: u32 = span.clone().map(|number| day(number).cards + day(number).passing).sum();
    let bars = span.map(|number| {
        let (cards, passing) = (f64::from(day(number).cards), f64::from(day(number).passing));
        (cards + passing, passing)
    });
    figure(
        "progress.reviews",
        format::plural("progress.reviews_caption", sum as usize),
        &["progress.day", "progress.col_cards", "progress.col_passing"],
        rows,
        Drawing::Bars(bars.collect()),
    )
}

fn retention(progress: &Progress, wanted: f64) -> Figure {
    let mut months: Vec<(String, u32, u32)> = Vec::new();
    for (day, figures) in &progress.days {
        let month: String = date(*day).chars().take(7).collect();
        if months.last().is_none_or(|(last, ..)| *last != month) {
            months.push((month, 0, 0));
        }
        if let Some((_, of, hits)) = months.last_mut() {
            *of += figures.recalled.0;
            *hits += figures.recalled.1;
        }
    }
    months.retain(|(_, of, _)| *of > 0);
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let (mut shares, mut rows) = (Vec::new(), Vec::new());
    for (month, of, hits) in &months {
        let (low, high) = sure_between(*hits, *of).unwrap_or_default();
        let share = f64::from(*hits) / f64::from(*of);
        shares.push((low, share, high));
        rows.push(vec![
            month.clone(),
            percent(share),
            percent(low),
            percent(high),
            of.to_string(),
        ]);
    }
    let caption = if let (Some((low, share, high)), Some((_, of, _))) = (shares.last(), months.last()) {
        t!(
            "progress.retention_caption",
            share = percent(*share),
            wanted = percent(wanted),
            count = of,
            low = percent(*low),
            high = percent(*high)
        )
    } else {
        t!("progress.retention_none")
    };
    figure(
        "progress.retention",
        caption.into_owned(),
        &[
            "progress.month",
            "progress.col_retention",
            "progress.col_low",
            "progress.col_high",
            "progress.col_answers",
        ],
        rows,
        Drawing::Shares(shares, wanted),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_days_is_drawn_by_weeks_and_stays_a_table_of_days() {
        let mut progress = Progress {
            today: 20_000,
            ..Progress::default()
        };
        for day in 19_636..=20_000 {
            progress.days.entry(day).or_default().words_read = 2;
        }
        let year = read(&progress, progress.today - 364);
        assert_eq!((year.rows.len(), year.ends.1.as_str()), (365, "2024-10-04"));
        let Drawing::Bars(bars) = year.drawing else {
            panic!("no bars")
        };
        assert_eq!((bars.len(), bars[0], bars[52]), (53, (14.0, 0.0), (2.0, 0.0)));
        let Drawing::Bars(bars) = read(&progress, progress.today - 29).drawing else {
            panic!("no bars")
        };
        assert_eq!(bars.len(), 30);
    }
}

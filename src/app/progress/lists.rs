//! The calendar, the articles that were read, the hardest words, the streak.

use super::{Drawing, Figure, column, date, figure};
use crate::app::{Model, format};
use crate::store::Progress;

/// Half a year of days, the first a Monday.
pub(super) fn calendar(progress: &Progress) -> Figure {
    // Day 0 was a Thursday.
    let monday = progress.today - (progress.today + 3).rem_euclid(7);
    let first = monday - 25 * 7;
    let count = |day: i64| progress.days.get(&day).map_or(0, |day| day.cards + day.passing);
    let days: Vec<u32> = (first..=progress.today).map(count).collect();
    let rows = (first..=progress.today).zip(&days).filter(|(_, count)| **count > 0);
    let rows: Vec<_> = rows.map(|(day, count)| vec![date(day), count.to_string()]).collect();
    let active = rows.len();
    let drawn = figure(
        "progress.calendar",
        format::plural("progress.calendar_caption", active),
        &["progress.day", "progress.col_cards"],
        rows,
        Drawing::Calendar(days),
    );
    Figure {
        ends: (date(first), date(progress.today)),
        ..drawn
    }
}

pub(super) fn finished(progress: &Progress, model: &Model) -> Figure {
    let rows = progress.finished.iter().map(|(article_id, title)| {
        let coverage = model.library.coverage.get(article_id);
        let known = coverage.map_or_else(String::new, |coverage| format!("{} %", coverage.known_percent()));
        vec![title.clone(), known]
    });
    figure(
        "progress.finished",
        format::plural("progress.finished_caption", progress.finished.len()),
        &["progress.col_article", "progress.col_coverage"],
        rows.collect(),
        Drawing::List,
    )
}

pub(super) fn hardest(progress: &Progress) -> Figure {
    let rows: Vec<_> = progress
        .hardest
        .iter()
        .map(|(headword, lapses)| vec![headword.clone(), lapses.to_string()])
        .collect();
    let caption = if rows.is_empty() {
        column("progress.hardest_none")
    } else {
        column("progress.hardest_caption")
    };
    figure(
        "progress.hardest",
        caption,
        &["progress.col_word", "progress.col_lapses"],
        rows,
        Drawing::List,
    )
}

/// So many days up to today, or to yesterday, without a gap.
pub(super) fn streak(progress: &Progress) -> usize {
    let active = |day: &i64| progress.days.get(day).is_some_and(|day| day.cards + day.passing > 0);
    let last = if active(&progress.today) {
        progress.today
    } else {
        progress.today - 1
    };
    (0..36_500).map(|back| last - back).take_while(active).count()
}

//! What the learner has come to, in figures: read from the logs alone, so that they are honest about the past.
//!
//! Answers that were taken back count for nothing. The rows that name another are few, so the log is counted through its
//! index as if there were none, and what they take back is subtracted.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::Failure;
use super::values::status;
use super::{Now, Store, StoreError};
use crate::study::review::{Moment, ReviewSource};
use crate::study::{ArticleId, Status};

/// So many days are foretold.
pub const FORETOLD: i64 = 30;

/// What was done on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayFigures {
    /// Answers to cards, without cramming.
    pub cards: u32,
    /// Words recalled in passing.
    pub passing: u32,
    /// Cards that had been learned: answers, and how many of them were recalled.
    pub recalled: (u32, u32),
    /// Words read.
    pub words_read: u32,
}

/// What the learner has come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The study day on which this was counted.
    pub today: i64,
    /// At the end of each day on which something changed: how many terms are New, Learning (2 to 4), and known (5, 99).
    pub words: Vec<(i64, [i64; 3])>,
    /// What was done each day.
    pub days: BTreeMap<i64, DayFigures>,
    /// How many cards come back in so many days from now: all of them, and those that were answered today.
    pub due: Vec<(u32, u32)>,
    /// Articles of which nine tenths were read, with their titles; the latest first.
    pub finished: Vec<(ArticleId, String)>,
    /// The hardest words: headword, how often forgotten.
    pub hardest: Vec<(String, u32)>,
    /// Words known, and their forms.
    pub known: (u32, u32),
    /// Words to study, and their forms.
    pub to_study: (u32, u32),
}

impl Store {
    /// Counts what the learner has come to.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn progress(&self, now: Now) -> Result<Progress, StoreError> {
        self.read(|conn| {
            let today = Moment::from(now).day();
            let mut days = BTreeMap::new();
            count_reviews(conn, &mut days)?;
            let mut statement = conn.prepare_cached("SELECT day, sum(words) FROM reading_log GROUP BY day")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                days.entry(row.get(0)?).or_insert_with(DayFigures::default).words_read = row.get(1)?;
            }
            Ok(Progress {
                today,
                words: words(conn)?,
                days,
                due: due(conn, today)?,
                finished: finished(conn)?,
                hardest: hardest(conn)?,
                known: forms(conn, "5, 99")?,
                to_study: forms(conn, "1, 2, 3, 4")?,
            })
        })
    }
}

fn count_reviews(conn: &Connection, days: &mut BTreeMap<i64, DayFigures>) -> Result<(), Failure> {
    let all = "SELECT day, source, phase, grade, count(*) FROM reviews WHERE reverts IS NULL
               GROUP BY day, source, phase, grade";
    let taken_back = "SELECT day, source, phase, grade, count(*) FROM reviews
                      WHERE id IN (SELECT reverts FROM reviews WHERE reverts IS NOT NULL)
                      GROUP BY day, source, phase, grade";
    for (sql, takes) in [(all, false), (taken_back, true)] {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let day: &mut DayFigures = days.entry(row.get(0)?).or_default();
            let source = row.get_ref(1)?.as_str().ok().and_then(ReviewSource::from_name);
            let learned = row.get_ref(2)?.as_str() == Ok("review");
            let (grade, count) = (row.get::<_, u8>(3)?, row.get::<_, u32>(4)?);
            let put = |figure: &mut u32| {
                *figure = if takes {
                    figure.saturating_sub(count)
                } else {
                    *figure + count
                };
            };
            match source {
                Some(ReviewSource::Card) => {
                    put(&mut day.cards);
                    if learned {
                        put(&mut day.recalled.0);
                        if grade > 1 {
                            put(&mut day.recalled.1);
                        }
                    }
                }
                Some(source) if source.in_passing() => put(&mut day.passing),
                _ => {}
            }
        }
    }
    Ok(())
}

/// How many words stood where, after each day on which one moved.
fn words(conn: &Connection) -> Result<Vec<(i64, [i64; 3])>, Failure> {
    let group = |status: Option<Status>| match status {
        Some(Status::New) => Some(0),
        Some(Status::Met | Status::Familiar | Status::Nearly) => Some(1),
        Some(Status::Learned | Status::WellKnown) => Some(2),
        _ => None,
    };
    let mut changes: BTreeMap<i64, [i64; 3]> = BTreeMap::new();
    let sql = "SELECT (at + utc_offset_minutes * 60000 - 14400000) / 86400000 AS day, from_status, to_status, count(*)
               FROM status_log GROUP BY day, from_status, to_status";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let day = changes.entry(row.get(0)?).or_default();
        let count: i64 = row.get(3)?;
        if let Some(group) = group(status(row, 1)?) {
            day[group] -= count;
        }
        if let Some(group) = group(status(row, 2)?) {
            day[group] += count;
        }
    }
    let mut sums = [0; 3];
    let after = changes.into_iter().map(|(day, change)| {
        for (sum, change) in sums.iter_mut().zip(change) {
            *sum += change;
        }
        (day, sums)
    });
    Ok(after.collect())
}

fn due(conn: &Connection, today: i64) -> Result<Vec<(u32, u32)>, Failure> {
    let sql = "SELECT max(due_day, ?1), count(*), count(*) FILTER (WHERE (last_at + last_offset * 60000 - 14400000) / 86400000 = ?1)
               FROM cards
               WHERE active = 1 AND due_day <= ?1 + ?2 AND due_day IS NOT NULL AND deleted_at IS NULL AND set_aside_at IS NULL
               GROUP BY 1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((today, FORETOLD - 1))?;
    let mut due = vec![(0, 0); usize::try_from(FORETOLD).unwrap_or(0)];
    while let Some(row) = rows.next()? {
        let day = usize::try_from(row.get::<_, i64>(0)? - today).unwrap_or(0);
        if let Some(place) = due.get_mut(day) {
            *place = (row.get(1)?, row.get(2)?);
        }
    }
    Ok(due)
}

fn finished(conn: &Connection) -> Result<Vec<(ArticleId, String)>, Failure> {
    let sql = "SELECT articles.id, title FROM articles JOIN (
                   SELECT article_id, sum(words) AS words, max(day) AS day
                   FROM (SELECT article_id, block, max(words) AS words, max(day) AS day FROM reading_log GROUP BY article_id, block)
                   GROUP BY article_id) AS read ON read.article_id = articles.id
               WHERE deleted_at IS NULL AND articles.words > 0 AND read.words * 10 >= articles.words * 9
               ORDER BY day DESC, articles.id DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn hardest(conn: &Connection) -> Result<Vec<(String, u32)>, Failure> {
    let sql = "SELECT headword, lapses FROM cards JOIN terms ON terms.id = cards.term_id
               WHERE cards.deleted_at IS NULL AND terms.deleted_at IS NULL AND lapses > 0 AND active > 0
               ORDER BY lapses DESC, difficulty DESC, headword LIMIT 10";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn forms(conn: &Connection, statuses: &str) -> Result<(u32, u32), Failure> {
    let words = format!("SELECT count(*) FROM terms WHERE deleted_at IS NULL AND status IN ({statuses})");
    let forms = format!(
        "SELECT count(*) FROM forms JOIN terms ON terms.id = term_id
         WHERE forms.deleted_at IS NULL AND terms.deleted_at IS NULL AND status IN ({statuses})"
    );
    let count = |sql: &str| conn.prepare_cached(sql)?.query_one([], |row| row.get::<_, u32>(0));
    Ok((count(&words)?, count(&forms)?))
}

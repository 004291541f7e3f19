//! What comes today, read through the indexes: the cost does not grow with the library.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use super::error::Failure;
use super::study_settings;
use super::values::{json_array, kind};
use super::{Now, Store, StoreError};
use crate::study::review::{Candidate, CardKey, CardOrder, Moment, Spent, StudySettings, plan};
use crate::study::{ArticleId, NoteId, TermId};
use crate::text::{TermKind, key_parts};

/// A step that is at most so far off is taken at once when nothing else is left.
const AHEAD_MS: i64 = 20 * 60_000;
/// More candidates than the day takes, since siblings fall out.
const SPARE: u32 = 40;

/// What a session is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewRange {
    /// What is due today.
    #[default]
    Today,
    /// The words of an article, due or not, which were not answered since this moment (UTC milliseconds). With `cram`
    /// the schedule stays as it is.
    Article {
        /// Which.
        article_id: ArticleId,
        /// When the session began.
        since: i64,
        /// Whether the schedule is left alone.
        cram: bool,
    },
}

/// What comes up now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewDay {
    /// Cards that are due, in order.
    pub due: Vec<CardKey>,
    /// First-time words, in order.
    pub fresh: Vec<CardKey>,
    /// Cards in the steps of the first minutes, with the moments when they come back (UTC milliseconds).
    pub steps: Vec<(CardKey, i64)>,
    /// How many are due in all, beyond today's limit as well.
    pub waiting: u32,
    /// How many answers were given today.
    pub done: u32,
    /// Cards that were set aside.
    pub aside: Vec<CardKey>,
    /// No review today: the learner set a pause.
    pub paused: bool,
}

impl ReviewDay {
    /// How many cards are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.due.len() + self.fresh.len() + self.steps.len()
    }

    /// The card that comes now; `None` when nothing is left for now.
    #[must_use]
    pub fn next(&self, now: Now) -> Option<CardKey> {
        let step = self.steps.first().copied();
        // A step from the future of a clock that was set back does not wait for it.
        let soon = |at: i64, ahead: i64| at <= now.utc_ms + ahead || at > now.utc_ms + 2 * 86_400_000;
        let first = step.filter(|&(_, at)| soon(at, 0)).map(|(key, _)| key);
        first
            .or_else(|| self.due.first().copied())
            .or_else(|| self.fresh.first().copied())
            .or_else(|| step.filter(|&(_, at)| soon(at, AHEAD_MS)).map(|(key, _)| key))
    }
}

impl Store {
    /// What comes up now in a session.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn review_day(&self, range: ReviewRange, now: Now) -> Result<ReviewDay, StoreError> {
        self.read(|conn| {
            let settings = study_settings::read(conn)?;
            match range {
                ReviewRange::Today => today(conn, &settings, now),
                ReviewRange::Article {
                    article_id,
                    since,
                    cram,
                } => of_article(conn, article_id, (since, cram), now),
            }
        })
    }

    /// All cards of the terms that are due today, in the order of their urgency, up to the limit of the day: what
    /// today's page looks for.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn due_terms(&self, now: Now) -> Result<Vec<TermId>, StoreError> {
        let day = self.review_day(ReviewRange::Today, now)?;
        let terms = day.due.into_iter().filter_map(|key| match key {
            CardKey::Term(term_id) => Some(term_id),
            CardKey::Note(_) => None,
        });
        Ok(terms.collect())
    }
}

fn today(conn: &Connection, settings: &StudySettings, now: Now) -> Result<ReviewDay, Failure> {
    let day = Moment::from(now).day();
    let queue = &settings.queue;
    let by_article = queue.order == CardOrder::Article;
    let most = if queue.learned { 2 } else { 1 };
    let (spent, done) = spent(conn, day)?;
    let (mut due, mut waiting) = (Vec::new(), 0);
    for active in 1..=most {
        let mut statement = conn.prepare_cached(include_str!("sql/cards_due.sql"))?;
        let rows = statement.query_map((active, day, queue.reviews + SPARE), |row| {
            Ok((
                key(row)?,
                row.get::<_, Option<f32>>(2)?.unwrap_or(0.0),
                row.get::<_, i64>(3)?,
            ))
        })?;
        due.extend(rows.collect::<Result<Vec<_>, _>>()?);
        let sql = "SELECT count(*) FROM (SELECT 1 FROM cards
                   WHERE active = ?1 AND due_day <= ?2 AND due_day IS NOT NULL AND deleted_at IS NULL AND set_aside_at IS NULL
                   LIMIT 9999)";
        waiting += conn
            .prepare_cached(sql)?
            .query_one((active, day), |row| row.get::<_, u32>(0))?;
    }
    due.sort_by_key(|&(_, _, due_day)| due_day);
    let first_times = fresh(conn, queue.first_times.saturating_sub(spent.first_times) + SPARE)?;
    let phrases = phrases_among(conn, due.iter().map(|(key, ..)| key).chain(&first_times))?;
    let with = (&phrases, by_article);
    let due = due
        .into_iter()
        .map(|(key, difficulty, _)| candidate(conn, key, difficulty, with));
    let due = due.collect::<Result<Vec<_>, _>>()?;
    let fresh = first_times.into_iter().map(|key| candidate(conn, key, 0.0, with));
    let fresh = fresh.collect::<Result<Vec<_>, _>>()?;
    let planned = plan(due, fresh, (queue, &spent), day);
    let paused = queue.pause.is_some_and(|pause| pause.holds(day));
    Ok(ReviewDay {
        due: planned.due,
        fresh: planned.fresh,
        steps: if paused { Vec::new() } else { steps(conn, most)? },
        waiting,
        done,
        aside: aside(conn)?,
        paused,
    })
}

fn key(row: &rusqlite::Row<'_>) -> Result<CardKey, rusqlite::Error> {
    Ok(match row.get::<_, Option<i64>>(0)? {
        Some(term_id) => CardKey::Term(TermId(term_id)),
        None => CardKey::Note(NoteId(row.get(1)?)),
    })
}

fn steps(conn: &Connection, most: u8) -> Result<Vec<(CardKey, i64)>, Failure> {
    let sql = "SELECT term_id, note_id, due_at FROM cards
               WHERE due_at IS NOT NULL AND deleted_at IS NULL AND set_aside_at IS NULL AND active BETWEEN 1 AND ?1
               ORDER BY due_at, id LIMIT 999";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([most], |row| Ok((key(row)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn aside(conn: &Connection) -> Result<Vec<CardKey>, Failure> {
    let sql = "SELECT term_id, note_id FROM cards
               WHERE set_aside_at IS NOT NULL AND deleted_at IS NULL AND active > 0 ORDER BY set_aside_at DESC LIMIT 200";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], key)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// First-time words, most often bolded first, after the notes that were never reviewed.
fn fresh(conn: &Connection, limit: u32) -> Result<Vec<CardKey>, Failure> {
    let mut statement = conn.prepare_cached(include_str!("sql/notes_to_start.sql"))?;
    let notes = statement.query_map([limit], |row| Ok(CardKey::Note(NoteId(row.get(0)?))))?;
    let mut fresh: Vec<CardKey> = notes.collect::<Result<_, _>>()?;
    let sql = "SELECT id FROM terms WHERE carded = 0 AND deleted_at IS NULL AND status IN (1, 2, 3, 4)
               ORDER BY bolded DESC, id LIMIT ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let terms = statement.query_map([limit], |row| Ok(CardKey::Term(TermId(row.get(0)?))))?;
    fresh.extend(terms.collect::<Result<Vec<_>, _>>()?);
    Ok(fresh)
}

/// What was done of a day's limits, and how many answers there were.
fn spent(conn: &Connection, day: i64) -> Result<(Spent, u32), Failure> {
    let mut statement = conn.prepare_cached(include_str!("sql/reviews_of_day.sql"))?;
    let mut rows = statement.query([day])?;
    let (mut spent, mut answers) = (Spent::default(), 0);
    let mut first_times = HashSet::new();
    let mut reviews = HashSet::new();
    while let Some(row) = rows.next()? {
        let card_id: i64 = row.get(0)?;
        answers += 1;
        match row.get_ref(1)?.as_str() {
            Ok("new") => first_times.insert(card_id),
            Ok("review") => reviews.insert(card_id),
            _ => false,
        };
        if let Some(term_id) = row.get::<_, Option<i64>>(2)? {
            spent.families.insert(TermId(term_id));
            if row.get(3)? {
                spent.families.extend(family(conn, TermId(term_id))?);
            }
        }
    }
    let count = |set: &HashSet<i64>| u32::try_from(set.len()).unwrap_or(u32::MAX);
    (spent.first_times, spent.reviews) = (count(&first_times), count(&reviews));
    Ok((spent, answers))
}

/// The phrases among the terms of cards: only they have siblings.
fn phrases_among<'a>(conn: &Connection, keys: impl Iterator<Item = &'a CardKey>) -> Result<HashSet<TermId>, Failure> {
    let ids = keys.filter_map(|key| match key {
        CardKey::Term(term_id) => Some(term_id.0),
        CardKey::Note(_) => None,
    });
    let sql = "SELECT id FROM terms WHERE id IN (SELECT value FROM json_each(?1)) AND kind = 'phrase'";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([json_array(ids)], |row| row.get(0).map(TermId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn candidate(
    conn: &Connection,
    key: CardKey,
    difficulty: f32,
    (phrases, by_article): (&HashSet<TermId>, bool),
) -> Result<Candidate<CardKey>, Failure> {
    let (family, article_id) = match key {
        CardKey::Term(term_id) => {
            let article_id = if by_article {
                let sql =
                    "SELECT article_id FROM contexts WHERE term_id = ?1 AND deleted_at IS NULL ORDER BY id LIMIT 1";
                let found = conn.prepare_cached(sql)?.query_one([term_id.0], |row| row.get(0));
                found.optional()?.map(ArticleId)
            } else {
                None
            };
            let family = if phrases.contains(&term_id) {
                family(conn, term_id)?
            } else {
                vec![term_id]
            };
            (family, article_id)
        }
        CardKey::Note(note_id) => {
            let sql = "SELECT article_id FROM notes WHERE id = ?1";
            let found: Option<i64> = conn.prepare_cached(sql)?.query_one([note_id.0], |row| row.get(0))?;
            (Vec::new(), found.map(ArticleId))
        }
    };
    Ok(Candidate {
        key,
        difficulty,
        article_id,
        family,
    })
}

/// A term, and for a phrase the terms of its words.
fn family(conn: &Connection, term_id: TermId) -> Result<Vec<TermId>, Failure> {
    let sql = "SELECT kind, language, headword_key FROM terms WHERE id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_one([term_id.0], |row| {
        Ok((kind(row, 0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    });
    let mut family = vec![term_id];
    if let Some((TermKind::Phrase, language, key)) = found.optional()? {
        let mut statement = conn.prepare_cached(include_str!("sql/form_owner.sql"))?;
        for part in key_parts(&key) {
            let owner = statement.query_one((&language, part), |row| row.get(0));
            family.extend(owner.optional()?.map(TermId));
        }
    }
    Ok(family)
}

/// The words of an article that were not answered since a session began; what was forgotten comes again at the end.
fn of_article(
    conn: &Connection,
    article_id: ArticleId,
    (since, cram): (i64, bool),
    now: Now,
) -> Result<ReviewDay, Failure> {
    let mut statement = conn.prepare_cached(include_str!("sql/article_cards.sql"))?;
    let mut rows = statement.query((article_id.0, since, cram))?;
    let mut day = ReviewDay::default();
    let mut again = Vec::new();
    while let Some(row) = rows.next()? {
        let key = CardKey::Term(TermId(row.get(0)?));
        match (row.get::<_, Option<i64>>(1)?, row.get::<_, Option<i64>>(2)?) {
            (None, _) => day.due.push(key),
            (Some(1), at) => again.push((key, at.unwrap_or(0))),
            (Some(_), _) => day.done += 1,
        }
    }
    again.sort_by_key(|&(_, at)| at);
    day.steps = again
        .into_iter()
        .map(|(key, at)| (key, at.max(now.utc_ms) + 1))
        .collect();
    day.waiting = u32::try_from(day.due.len()).unwrap_or(u32::MAX);
    Ok(day)
}

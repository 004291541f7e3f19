//! The log of every answer: append-only, so that what is taken back is a row as well.
//!
//! A row that takes another back names it, and the one it names counts no more. Done again, the answer is a row of its
//! own: so a row counts exactly if it names none and none names it.

use rusqlite::Connection;

use super::cards::{Answer, phase_name};
use super::error::Failure;
use super::transact::Tx;
use super::{Store, StoreError};
use crate::study::CardId;
use crate::study::review::{ENOUGH_ANSWERS, Grade, LoggedReview, Moment, Phase, ReviewSource};

/// A row of the log, as it leaves the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReview {
    /// The same on every machine.
    pub uuid: String,
    /// UUID of the term; empty for a note.
    pub term_uuid: String,
    /// UUID of the note; empty for a term.
    pub note_uuid: String,
    /// Headword of the term.
    pub headword: String,
    /// BCP 47 code of its language.
    pub language: String,
    /// From 1 to 4.
    pub grade: u8,
    /// `card`, `page`, `reading` or `cram`.
    pub source: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// What the learner's wall clock was ahead of UTC then, in minutes.
    pub offset_minutes: i32,
    /// UUID of the row that this one takes back; empty for all others.
    pub reverts: String,
}

/// A card, as it leaves the library.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCard {
    /// The same on every machine.
    pub uuid: String,
    /// UUID of the term; empty for a note.
    pub term_uuid: String,
    /// UUID of the note; empty for a term.
    pub note_uuid: String,
    /// Headword of the term.
    pub headword: String,
    /// `new`, `learning`, `review` or `relearning`.
    pub phase: String,
    /// Days after which the word is recalled with a likelihood of 0.9.
    pub stability: Option<f64>,
    /// From 1 to 10.
    pub difficulty: Option<f64>,
    /// When it comes back, UTC milliseconds, if that is minutes off.
    pub due_at: Option<i64>,
    /// On which study day it comes back.
    pub due_day: Option<i64>,
    /// How often it was answered.
    pub reviews: u32,
    /// How often it was forgotten.
    pub lapses: u32,
    /// Whether it waits for the learner's word.
    pub set_aside: bool,
}

impl Tx<'_> {
    /// Appends an answer.
    pub(super) fn log_review(
        &self,
        card_id: CardId,
        answer: Answer,
        phase: Phase,
        elapsed_days: Option<u32>,
    ) -> Result<(), Failure> {
        let row = (
            self.uuid(),
            card_id.0,
            answer.grade.number(),
            answer.source.name(),
            self.now.utc_ms,
            self.now.offset_minutes,
            Moment::from(self.now).day(),
            phase_name(phase).0,
            elapsed_days,
        );
        self.insert(include_str!("sql/review_insert.sql"), row)?;
        Ok(())
    }

    /// Takes a row back by one that names it; of a row that took one back, by that one anew.
    pub(super) fn take_back_review(&self, log_id: i64) -> Result<(), Failure> {
        let sql = "SELECT reverts FROM reviews WHERE id = ?1";
        let reverted: Option<i64> = self.conn.prepare_cached(sql)?.query_one([log_id], |row| row.get(0))?;
        let (anew, reverts) = reverted.map_or((log_id, Some(log_id)), |anew| (anew, None));
        let row = (anew, self.uuid(), reverts);
        self.update("reviews", anew, include_str!("sql/review_again.sql"), row)
    }
}

/// The rows that count of a card and of those that it took over.
pub(super) fn log_of(conn: &Connection, card_id: CardId) -> Result<Vec<LoggedReview>, Failure> {
    let mut statement = conn.prepare_cached(include_str!("sql/review_log.sql"))?;
    let rows = statement.query_map([card_id.0], |row| {
        let at = Moment {
            utc_ms: row.get(0)?,
            offset_minutes: row.get(1)?,
        };
        let source = row.get_ref(3)?.as_str().ok().and_then(ReviewSource::from_name);
        Ok(Grade::from_number(row.get(2)?)
            .zip(source)
            .map(|(grade, source)| LoggedReview { at, grade, source }))
    })?;
    let rows: Vec<Option<LoggedReview>> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

impl Store {
    /// The state of a card as its log has it.
    #[cfg(test)]
    pub(super) fn replayed(
        &self,
        key: crate::study::review::CardKey,
    ) -> Result<crate::study::review::CardState, StoreError> {
        self.read(|conn| {
            let Some(card) = super::cards::card_of(conn, key)? else {
                return Ok(crate::study::review::CardState::default());
            };
            let scheduler = super::study_settings::scheduler(conn)?;
            let log = log_of(conn, card.card_id)?;
            let state = crate::study::review::replay(&scheduler, &log, 0);
            state.map_err(|error| Failure::Corrupt(error.to_string()))
        })
    }

    /// How many answers to cards there are, counted up to [`ENOUGH_ANSWERS`].
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn card_answers(&self) -> Result<u32, StoreError> {
        self.read(|conn| {
            let sql = "SELECT count(*) FROM
                       (SELECT 1 FROM reviews WHERE reverts IS NULL AND day IS NOT NULL AND source = 'card' LIMIT ?1)";
            Ok(conn
                .prepare_cached(sql)?
                .query_one([ENOUGH_ANSWERS], |row| row.get(0))?)
        })
    }

    /// The logs of all cards, each the oldest first: what the optimiser reads.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn card_logs(&self) -> Result<Vec<Vec<LoggedReview>>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare(include_str!("sql/card_logs.sql"))?;
            let mut rows = statement.query([])?;
            let (mut logs, mut of): (Vec<Vec<LoggedReview>>, _) = (Vec::new(), None);
            while let Some(row) = rows.next()? {
                let card: i64 = row.get(0)?;
                if of != Some(card) {
                    of = Some(card);
                    logs.push(Vec::new());
                }
                let at = Moment {
                    utc_ms: row.get(1)?,
                    offset_minutes: row.get(2)?,
                };
                if let (Some(grade), Some(log)) = (Grade::from_number(row.get(3)?), logs.last_mut()) {
                    let source = ReviewSource::Card;
                    log.push(LoggedReview { at, grade, source });
                }
            }
            Ok(logs)
        })
    }

    /// All cards.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn kept_cards(&self) -> Result<Vec<KeptCard>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare(include_str!("sql/kept_cards.sql"))?;
            let rows = statement.query_map([], |row| {
                Ok(KeptCard {
                    uuid: row.get(0)?,
                    term_uuid: row.get(1)?,
                    note_uuid: row.get(2)?,
                    headword: row.get(3)?,
                    phase: row.get(4)?,
                    stability: row.get(5)?,
                    difficulty: row.get(6)?,
                    due_at: row.get(7)?,
                    due_day: row.get(8)?,
                    reviews: row.get(9)?,
                    lapses: row.get(10)?,
                    set_aside: row.get(11)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The whole log of reviews, oldest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn kept_reviews(&self) -> Result<Vec<KeptReview>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare(include_str!("sql/kept_reviews.sql"))?;
            let rows = statement.query_map([], |row| {
                Ok(KeptReview {
                    uuid: row.get(0)?,
                    term_uuid: row.get(1)?,
                    note_uuid: row.get(2)?,
                    headword: row.get(3)?,
                    language: row.get(4)?,
                    grade: row.get(5)?,
                    source: row.get(6)?,
                    at: row.get(7)?,
                    offset_minutes: row.get(8)?,
                    reverts: row.get(9)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

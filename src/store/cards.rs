//! Cards: what the memory of a term or a note has come to, and what an answer makes of it.

use rusqlite::{OptionalExtension, Row};

use super::error::Failure;
use super::transact::Tx;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::review::{
    CardKey, CardState, Due, Grade, Memory, Moment, Phase, ReviewSource, Scheduler, days_between, replay,
};
use crate::study::{CardId, Status, TermId};

/// An answer to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the card is of.
    pub key: CardKey,
    /// How well it was recalled.
    pub grade: Grade,
    /// Where.
    pub source: ReviewSource,
}

/// A card as a change sees it.
pub(super) struct CardRow {
    pub(super) card_id: CardId,
    pub(super) state: CardState,
    pub(super) set_aside: bool,
}

/// The columns of a state, in the order of [`card_row`].
pub(super) const CARD: &str = "cards.id, phase, step, stability, difficulty, due_at, due_day, last_at, last_offset, \
                               reviews, lapses, set_aside_at IS NOT NULL";

impl From<Now> for Moment {
    fn from(now: Now) -> Self {
        Self {
            utc_ms: now.utc_ms,
            offset_minutes: now.offset_minutes,
        }
    }
}

impl Store {
    /// Takes an answer in: the card's new state and the row of its log, as one step.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the term or the note is gone; else when the library cannot be written to.
    pub fn answer(&mut self, answer: Answer, now: Now) -> Result<Committed, StoreError> {
        let Answer { key, grade, source } = answer;
        let op = Op::Answer {
            key,
            headword: String::new(),
            grade,
            source,
            set_aside: false,
            learned: false,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let scheduler = tx.scheduler()?;
            let (headword, status) = tx.name_of_card(key)?;
            let set_aside = tx.answer(&scheduler, answer)?;
            tx.op = Op::Answer {
                key,
                headword,
                grade,
                source,
                set_aside,
                learned: grade == Grade::Again && status == Some(Status::Learned),
            };
            Ok(())
        })?;
        Ok(committed)
    }

    /// Records words of today's page as recalled in passing, as one step.
    ///
    /// # Errors
    /// As [`Store::answer`].
    pub fn record_page(&mut self, keys: &[CardKey], now: Now) -> Result<Committed, StoreError> {
        let (committed, ()) = self.transact(Op::ReadPage { words: 0 }, now, |tx| {
            let scheduler = tx.scheduler()?;
            for &key in keys {
                let (grade, source) = (Grade::Good, ReviewSource::Page);
                tx.answer(&scheduler, Answer { key, grade, source })?;
            }
            let words = u32::try_from(keys.len()).unwrap_or(u32::MAX);
            tx.op = Op::ReadPage { words };
            Ok(())
        })?;
        Ok(committed)
    }

    /// Sets a card aside, or lets it come up again.
    ///
    /// # Errors
    /// As [`Store::answer`].
    pub fn set_aside(&mut self, key: CardKey, aside: bool, now: Now) -> Result<Committed, StoreError> {
        let op = Op::SetAside {
            headword: String::new(),
            aside,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let (headword, _) = tx.name_of_card(key)?;
            let card = tx.ensure_card(key)?;
            let sql = "UPDATE cards SET set_aside_at = ?2, lapses = CASE WHEN ?2 IS NULL THEN 0 ELSE lapses END WHERE id = ?1";
            let since = aside.then_some(tx.now.utc_ms);
            tx.update("cards", card.card_id.0, sql, (card.card_id.0, since))?;
            tx.op = Op::SetAside { headword, aside };
            Ok(())
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    /// The scheduler as the library sets it. Parameters that cannot be used are as good as none.
    pub(super) fn scheduler(&self) -> Result<Scheduler, Failure> {
        super::study_settings::scheduler(self.conn)
    }

    /// Answers a card; says whether it was set aside.
    fn answer(&self, scheduler: &Scheduler, answer: Answer) -> Result<bool, Failure> {
        let Answer { key, grade, source } = answer;
        let card = self.ensure_card(key)?;
        let now = Moment::from(self.now);
        let elapsed = card.state.last.map(|last| days_between(last, now));
        self.log_review(card.card_id, answer, card.state.phase, elapsed)?;
        if source == ReviewSource::Cram {
            return Ok(false);
        }
        let seed = seed(card.card_id, card.state.reviews);
        let given = (grade, source.in_passing());
        let state = scheduler
            .answer(&card.state, given, now, seed)
            .map_err(|error| Failure::Corrupt(error.to_string()))?;
        let limit = scheduler.settings().set_aside_after;
        let aside = limit > 0 && state.lapses >= limit && state.lapses > card.state.lapses && !card.set_aside;
        self.write_state(card.card_id, &state)?;
        if aside {
            let sql = "UPDATE cards SET set_aside_at = ?2 WHERE id = ?1";
            self.update("cards", card.card_id.0, sql, (card.card_id.0, self.now.utc_ms))?;
        }
        Ok(aside)
    }

    /// The card of a term or a note; a new one where there is none.
    pub(super) fn ensure_card(&self, key: CardKey) -> Result<CardRow, Failure> {
        self.name_of_card(key)?;
        if let Some(card) = card_of(self.conn, key)? {
            return Ok(card);
        }
        let (term_id, note_id) = columns(key);
        // One that was taken back keeps its UUID.
        let sql = "SELECT id FROM cards WHERE (term_id = ?1 OR note_id = ?2) AND joined_into IS NULL ORDER BY id DESC";
        let gone = self
            .conn
            .prepare_cached(sql)?
            .query_row((term_id, note_id), |row| row.get(0));
        let card_id: i64 = if let Some(card_id) = gone.optional()? {
            let sql =
                "UPDATE cards SET deleted_at = NULL, phase = 'new', step = 0, stability = NULL, difficulty = NULL,
                       due_at = NULL, due_day = NULL, last_at = NULL, last_offset = NULL, reviews = 0, lapses = 0,
                       set_aside_at = NULL WHERE id = ?1";
            self.update("cards", card_id, sql, [card_id])?;
            card_id
        } else {
            let sql = "INSERT INTO cards (uuid, term_id, note_id, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)";
            self.insert(sql, (self.uuid(), term_id, note_id, self.now.utc_ms))?
        };
        Ok(CardRow {
            card_id: CardId(card_id),
            state: CardState::default(),
            set_aside: false,
        })
    }

    /// Headword and status of a card's term; what a note is on.
    pub(super) fn name_of_card(&self, key: CardKey) -> Result<(String, Option<Status>), Failure> {
        match key {
            CardKey::Term(term_id) => {
                let term = self.term(term_id)?;
                Ok((term.headword, term.status))
            }
            CardKey::Note(note_id) => {
                let note = self.note_row(note_id)?;
                if note.deleted {
                    return Err(super::note_edits::no_such_note(note_id));
                }
                Ok((self.name_of(&note)?, None))
            }
        }
    }

    fn write_state(&self, card_id: CardId, state: &CardState) -> Result<(), Failure> {
        let (phase, step) = phase_name(state.phase);
        let (due_at, due_day) = match state.due {
            Some(Due::At(at)) => (Some(at), None),
            Some(Due::Day(day)) => (None, Some(day)),
            None => (None, None),
        };
        let row = (
            card_id.0,
            phase,
            step,
            state.memory.map(|memory| memory.stability),
            state.memory.map(|memory| memory.difficulty),
            due_at,
            due_day,
            state.last.map(|last| last.utc_ms),
            state.last.map(|last| last.offset_minutes),
            state.reviews,
            state.lapses,
            self.now.utc_ms,
        );
        self.update("cards", card_id.0, include_str!("sql/card_state.sql"), row)
    }

    /// A term takes over the card of another; where both have one, its state is replayed from both logs.
    pub(super) fn join_cards(&self, from: TermId, into: TermId) -> Result<(), Failure> {
        // The step to an older format joins terms as well.
        let has_cards = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'cards'";
        if !self.conn.prepare_cached(has_cards)?.exists([])? {
            return Ok(());
        }
        let Some(old) = card_of(self.conn, CardKey::Term(from))? else {
            return Ok(());
        };
        let Some(new) = card_of(self.conn, CardKey::Term(into))? else {
            let sql = "UPDATE cards SET term_id = ?2 WHERE id = ?1";
            return self.update("cards", old.card_id.0, sql, (old.card_id.0, into.0));
        };
        let sql = "UPDATE cards SET deleted_at = ?3, joined_into = ?2 WHERE id = ?1";
        let row = (old.card_id.0, new.card_id.0, self.now.utc_ms);
        self.update("cards", old.card_id.0, sql, row)?;
        let log = super::review_log::log_of(self.conn, new.card_id)?;
        let seed = seed(new.card_id, 0);
        let state = replay(&self.scheduler()?, &log, seed).map_err(|error| Failure::Corrupt(error.to_string()))?;
        self.write_state(new.card_id, &state)
    }
}

/// The live card of a term or a note.
pub(super) fn card_of(conn: &rusqlite::Connection, key: CardKey) -> Result<Option<CardRow>, Failure> {
    let (which, id) = match key {
        CardKey::Term(term_id) => ("term_id", term_id.0),
        CardKey::Note(note_id) => ("note_id", note_id.0),
    };
    let sql = format!("SELECT {CARD} FROM cards WHERE {which} = ?1 AND deleted_at IS NULL");
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_one([id], card_row).optional()?)
}

/// The columns `term_id` and `note_id` of a card.
const fn columns(key: CardKey) -> (Option<i64>, Option<i64>) {
    match key {
        CardKey::Term(term_id) => (Some(term_id.0), None),
        CardKey::Note(note_id) => (None, Some(note_id.0)),
    }
}

/// What the spread of an interval is drawn from: the same before and after the answer.
#[expect(clippy::cast_sign_loss, reason = "bits to be mixed")]
pub(super) const fn seed(card_id: CardId, reviews: u32) -> u64 {
    // Before the first answer there is no card yet to draw from.
    if reviews == 0 {
        return 0;
    }
    ((card_id.0 as u64) << 20) ^ reviews as u64
}

pub(super) const fn phase_name(phase: Phase) -> (&'static str, u8) {
    match phase {
        Phase::New => ("new", 0),
        Phase::Learning(step) => ("learning", step),
        Phase::Review => ("review", 0),
        Phase::Relearning(step) => ("relearning", step),
    }
}

pub(super) fn card_row(row: &Row<'_>) -> Result<CardRow, rusqlite::Error> {
    let step = row.get(2)?;
    let phase = match row.get_ref(1)?.as_str() {
        Ok("learning") => Phase::Learning(step),
        Ok("review") => Phase::Review,
        Ok("relearning") => Phase::Relearning(step),
        _ => Phase::New,
    };
    let memory = row.get::<_, Option<f32>>(3)?.zip(row.get::<_, Option<f32>>(4)?);
    let (due_at, due_day) = (row.get::<_, Option<i64>>(5)?, row.get::<_, Option<i64>>(6)?);
    let last = row.get::<_, Option<i64>>(7)?.zip(row.get::<_, Option<i32>>(8)?);
    Ok(CardRow {
        card_id: CardId(row.get(0)?),
        state: CardState {
            phase,
            memory: memory.map(|(stability, difficulty)| Memory { stability, difficulty }),
            due: due_at.map(Due::At).or(due_day.map(Due::Day)),
            last: last.map(|(utc_ms, offset_minutes)| Moment { utc_ms, offset_minutes }),
            reviews: row.get(9)?,
            lapses: row.get(10)?,
        },
        set_aside: row.get(11)?,
    })
}

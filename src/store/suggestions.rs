//! Words whose memory has outgrown their status: the learner is told, and moves them with one key.

use super::error::Failure;
use super::status_log::Source;
use super::values::status;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::review::{Moment, start_of};
use crate::study::{Status, TermId};

/// A word that is ready to move up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyTerm {
    /// The term.
    pub term_id: TermId,
    /// Its headword.
    pub headword: String,
    /// What its status is.
    pub from: Status,
    /// What it would be: one step on, or back in learning.
    pub to: Status,
}

/// How long a word is remembered (days of stability) when it is ready for the next status.
const fn ready_at(status: Status) -> Option<f32> {
    match status {
        Status::New => Some(2.0),
        Status::Met => Some(7.0),
        Status::Familiar => Some(21.0),
        Status::Nearly => Some(90.0),
        _ => None,
    }
}

impl Store {
    /// The words answered on the study day of `now` that are ready to move up.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn ready_terms(&self, now: Now) -> Result<Vec<ReadyTerm>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/ready_terms.sql"))?;
            let day = Moment::from(now).day();
            let rows = statement.query_map((day, start_of(day, now.offset_minutes)), |row| {
                Ok((
                    TermId(row.get(0)?),
                    row.get::<_, String>(1)?,
                    status(row, 2)?,
                    row.get::<_, f32>(3)?,
                ))
            })?;
            let mut ready = Vec::new();
            for row in rows {
                let (term_id, headword, status, stability) = row?;
                let Some(from) = status else { continue };
                if ready_at(from).is_some_and(|days| stability >= days) {
                    let to = Status::up(status);
                    ready.push(ReadyTerm {
                        term_id,
                        headword,
                        from,
                        to,
                    });
                }
            }
            Ok::<_, Failure>(ready)
        })
    }

    /// Moves words up one status, or back, as one step. Those that the learner moved meanwhile stay.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn move_up(&mut self, terms: &[ReadyTerm], now: Now) -> Result<Committed, StoreError> {
        let (committed, ()) = self.transact(Op::MoveUp { words: 0 }, now, |tx| {
            let mut words = 0;
            for ready in terms {
                let Ok(term) = tx.term(ready.term_id) else { continue };
                if term.status == Some(ready.from) {
                    tx.set_status(&term, Some(ready.to), Source::Learner)?;
                    words += 1;
                }
            }
            let back = terms.iter().any(|term| term.from == Status::Learned);
            tx.op = if back {
                Op::LearnAgain { words }
            } else {
                Op::MoveUp { words }
            };
            Ok(())
        })?;
        Ok(committed)
    }
}

//! The sentence of a term that review shows: the pinned one, else each in its turn.

use rusqlite::OptionalExtension;

use super::transact::Tx;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{ContextId, TermId};

impl Store {
    /// Pins a sentence in the place of any other of its term, or lets all take turns again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the sentence is gone; else when the library cannot be written to.
    pub fn pin_sentence(&mut self, context_id: ContextId, pinned: bool, now: Now) -> Result<Committed, StoreError> {
        let op = Op::PinSentence {
            headword: String::new(),
            pinned,
        };
        let (committed, ()) = self.transact(op, now, |tx: &mut Tx<'_>| {
            let sql = "SELECT term_id FROM contexts WHERE id = ?1 AND deleted_at IS NULL";
            let mut statement = tx.conn.prepare_cached(sql)?;
            let term_id = statement.query_one([context_id.0], |row| row.get(0).map(TermId));
            // One that is gone leaves a term that is not there.
            let term_id = term_id.optional()?.unwrap_or(TermId(0));
            let headword = tx.term(term_id)?.headword;
            let sql = "SELECT id FROM contexts WHERE term_id = ?1 AND pinned";
            let mut statement = tx.conn.prepare_cached(sql)?;
            let before: Vec<i64> = statement
                .query_map([term_id.0], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let others = before.into_iter().map(|id| (id, false));
            let this = std::iter::once((context_id.0, pinned));
            for (id, pinned) in others.filter(|&(id, _)| id != context_id.0).chain(this) {
                let sql = "UPDATE contexts SET pinned = ?2 WHERE id = ?1";
                tx.update("contexts", id, sql, (id, pinned))?;
            }
            tx.op = Op::PinSentence { headword, pinned };
            Ok(())
        })?;
        Ok(committed)
    }
}

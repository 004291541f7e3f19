//! The meaning that the learner chose of what a dictionary says.
//!
//! It belongs to the sentence in which it was chosen (columns of troops, columns of a temple); the term has the one that
//! was chosen last. It is kept as text: a dictionary may go, and what was learnt stays.

use super::contexts::same_place;
use super::error::Failure;
use super::transact::Tx;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Anchor, ArticleId, TermId};

impl Store {
    /// Chooses a meaning for a term, and for its context at a place if there is one; an empty one takes the choice back.
    ///
    /// # Errors
    /// As [`Store::set_status`].
    pub fn choose_sense(
        &mut self,
        term_id: TermId,
        sense: &str,
        place: Option<(ArticleId, &Anchor)>,
        now: Now,
    ) -> Result<Committed, StoreError> {
        let sense = sense.trim();
        let op = Op::ChooseSense {
            term_id,
            headword: String::new(),
            chosen: !sense.is_empty(),
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let headword = tx.term(term_id)?.headword;
            tx.op = Op::ChooseSense {
                term_id,
                headword,
                chosen: !sense.is_empty(),
            };
            let sql = "UPDATE terms SET sense = ?2, updated_at = ?3 WHERE id = ?1 AND sense <> ?2";
            tx.conn.prepare_cached(sql)?.execute((term_id.0, sense, now.utc_ms))?;
            let Some((article_id, anchor)) = place else {
                return Ok(());
            };
            for context in tx.context_places(article_id)? {
                if context.live && context.term_id == term_id && same_place(&context.anchor, anchor) {
                    let sql = "UPDATE contexts SET sense = ?2 WHERE id = ?1";
                    tx.update("contexts", context.context_id, sql, (context.context_id, sense))?;
                }
            }
            Ok(())
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    /// Of two terms that become one: the meaning of the one that stays, else that of the one that goes.
    pub(super) fn join_senses(&self, from: TermId, into: TermId) -> Result<(), Failure> {
        // The upgrade to version 2 joins terms as well, and there was no such column then.
        let is_there = "SELECT 1 FROM pragma_table_info('terms') WHERE name = 'sense'";
        if !self.conn.prepare_cached(is_there)?.exists([])? {
            return Ok(());
        }
        let sql = "UPDATE terms SET sense = (SELECT sense FROM terms WHERE id = ?1)
                   WHERE id = ?2 AND sense = '' AND (SELECT sense FROM terms WHERE id = ?1) <> ''";
        self.conn.prepare_cached(sql)?.execute((from.0, into.0))?;
        Ok(())
    }
}

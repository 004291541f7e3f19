//! An article whose language was taken for another one.

use super::error::Failure;
use super::import::NewTerm;
use super::status_log::Source;
use super::terms::TermRow;
use super::transact::Tx;
use super::values::kind;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{ArticleId, TermId};
use crate::text::{TermKind, form_key, headword_of_term};

impl Store {
    /// Says that an article is in another language: its contexts move to the terms with the same key there, and terms
    /// that nothing else keeps go.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the article was deleted; else when the library cannot be written to.
    pub fn set_language(&mut self, article_id: ArticleId, language: &str, now: Now) -> Result<Committed, StoreError> {
        let op = Op::SetLanguage {
            article_id,
            title: String::new(),
            language: language.to_owned(),
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let title = tx.title(article_id)?;
            tx.op = Op::SetLanguage {
                article_id,
                title,
                language: language.to_owned(),
            };
            if tx.language(article_id)? == language {
                return Ok(());
            }
            let sql = "UPDATE articles SET language = ?2, updated_at = ?3 WHERE id = ?1";
            tx.update("articles", article_id.0, sql, (article_id.0, language, now.utc_ms))?;
            tx.move_contexts(article_id, language)
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    fn move_contexts(&self, article_id: ArticleId, language: &str) -> Result<(), Failure> {
        let mut left = Vec::new();
        for place in self.context_places(article_id)?.into_iter().filter(|place| place.live) {
            let (old, kind) = (self.term(place.term_id)?, self.kind(place.term_id)?);
            let form = place.anchor.quote;
            let headword = headword_of_term(language, kind, &form_key(&form));
            let (forms, contexts) = (vec![form], Vec::new());
            let same = NewTerm {
                kind,
                headword,
                gloss: None,
                forms,
                status: old.status,
                contexts,
            };
            let new = self.resolve(language, &same)?;
            self.give_status(&new, old.status, Source::Import)?;
            let sql = "UPDATE contexts SET term_id = ?2 WHERE id = ?1";
            self.update("contexts", place.context_id, sql, (place.context_id, new.term_id.0))?;
            left.push(old);
        }
        left.sort_by_key(|term: &TermRow| term.term_id);
        left.dedup_by_key(|term| term.term_id);
        for term in left {
            self.drop_if_bare(&term)?;
        }
        Ok(())
    }

    fn kind(&self, term_id: TermId) -> Result<TermKind, Failure> {
        let mut statement = self.conn.prepare_cached("SELECT kind FROM terms WHERE id = ?1")?;
        Ok(statement.query_one([term_id.0], |row| kind(row, 0))?)
    }
}

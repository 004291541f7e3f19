//! Finishing an article: the words that were left untouched while reading become well known, as one step.

use super::error::Failure;
use super::import::NewTerm;
use super::status_log::Source;
use super::transact::Tx;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{ArticleId, Status};
use crate::text::TermKind;

/// A word that nobody touched, with the forms of it that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UntouchedWord {
    /// The headword, as it is shown.
    pub headword: String,
    /// Keys of the forms.
    pub forms: Vec<String>,
}

impl Store {
    /// Marks words of an article as well known, without a context; one that has a status by now keeps it.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the article was deleted; else when the library cannot be written to.
    pub fn finish(
        &mut self,
        article_id: ArticleId,
        words: &[UntouchedWord],
        now: Now,
    ) -> Result<Committed, StoreError> {
        let op = Op::Finish {
            article_id,
            title: String::new(),
            words: 0,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let (title, language) = (tx.title(article_id)?, tx.language(article_id)?);
            let mut marked = 0;
            for word in words {
                marked += u32::from(tx.mark_known(&language, word)?);
            }
            tx.op = Op::Finish {
                article_id,
                title,
                words: marked,
            };
            Ok(())
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    fn mark_known(&self, language: &str, word: &UntouchedWord) -> Result<bool, Failure> {
        let new = NewTerm {
            kind: TermKind::Word,
            headword: word.headword.clone(),
            forms: word.forms.clone(),
            gloss: None,
            status: None,
            contexts: Vec::new(),
        };
        let term = self.resolve(language, &new)?;
        if term.status.is_some() {
            return Ok(false);
        }
        self.set_status(&term, Some(Status::WellKnown), Source::Finish)?;
        Ok(true)
    }
}

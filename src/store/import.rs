//! Import: articles with their terms, as one step.

use super::articles::Origin;
use super::contexts::ContextPlace;
use super::error::Failure;
use super::glosses::TypedGlosses;
use super::status_log::Source;
use super::transact::Tx;
use super::{BoldAction, Committed, Now, Op, Store, StoreError};
use crate::study::{Anchor, ArticleId, ContextOrigin, Status};
use crate::text::TermKind;

/// An article, parsed and ready to be stored.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// As the library shows it.
    pub title: String,
    /// BCP 47 code of its language (`en`).
    pub language: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The source, byte for byte.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// Running words.
    pub words: u32,
    /// Whether it is a sample: it stays out of counts until its words are given a status.
    pub sample: bool,
    /// Its vocabulary, in the order of the text.
    pub terms: Vec<NewTerm>,
}

/// A term of an article, which the library may know already.
#[derive(Clone, Debug)]
pub struct NewTerm {
    /// Word or phrase.
    pub kind: TermKind,
    /// As it is shown.
    pub headword: String,
    /// The forms met, as they stand in the text.
    pub forms: Vec<String>,
    /// The status that it gets unless it has one; `None` for a sample's.
    pub status: Option<Status>,
    /// The gloss that was typed beside it, which it gets unless it has one.
    pub gloss: Option<String>,
    /// Where it is bold.
    pub contexts: Vec<NewContext>,
}

/// An occurrence of a term.
#[derive(Clone, Debug)]
pub struct NewContext {
    /// Where the form stands.
    pub anchor: Anchor,
    /// The form as it stands there.
    pub form: String,
    /// The sentence around it.
    pub sentence: String,
    /// Where the form begins in the sentence (bytes).
    pub offset: u32,
}

/// What became of an article that was to be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It is new.
    New(ArticleId),
    /// The same bytes were there, deleted, and are back.
    Back(ArticleId),
    /// The same bytes are there already.
    There(ArticleId),
}

impl Imported {
    /// The article.
    #[must_use]
    pub const fn article_id(self) -> ArticleId {
        match self {
            Self::New(article_id) | Self::Back(article_id) | Self::There(article_id) => article_id,
        }
    }
}

impl Store {
    /// Imports articles in one transaction. Calls with the same `batch` number, one after the other, are one step.
    ///
    /// # Errors
    /// When the library cannot be written to; then none of them is imported.
    pub fn import(
        &mut self,
        articles: &[NewArticle],
        batch: u64,
        now: Now,
    ) -> Result<(Committed, Vec<Imported>), StoreError> {
        let op = Op::Import {
            articles: 0,
            title: String::new(),
            batch,
        };
        self.transact(op, now, |tx| {
            let mut imported = Vec::with_capacity(articles.len());
            let (mut count, mut first) = (0, None);
            for article in articles {
                let outcome = tx.import_one(article)?;
                if !matches!(outcome, Imported::There(_)) {
                    count += 1;
                    first.get_or_insert(&article.title);
                }
                imported.push(outcome);
            }
            let title = first
                .or(articles.first().map(|article| &article.title))
                .cloned()
                .unwrap_or_default();
            tx.op = Op::Import {
                articles: count,
                title,
                batch,
            };
            Ok(imported)
        })
    }
}

impl Tx<'_> {
    fn import_one(&self, new: &NewArticle) -> Result<Imported, Failure> {
        match self.article_of_bytes(&new.sha256)? {
            Some((article_id, true)) => Ok(Imported::There(article_id)),
            Some((article_id, false)) => {
                self.restore_article(article_id)?;
                self.import_terms(article_id, &new.language, &new.terms)?;
                Ok(Imported::Back(article_id))
            }
            None => {
                let article_id = self.insert_article(new)?;
                self.import_terms(article_id, &new.language, &new.terms)?;
                Ok(Imported::New(article_id))
            }
        }
    }

    /// Gives an article terms and contexts that it does not have yet; what the learner dropped there stays dropped.
    pub(super) fn import_terms(&self, article_id: ArticleId, language: &str, terms: &[NewTerm]) -> Result<(), Failure> {
        let places: Vec<ContextPlace> = self.context_places(article_id)?;
        let dropped = self.live_bold_edits(article_id, BoldAction::Drop)?;
        let mut typed = TypedGlosses::default();
        for term in terms {
            let is_dropped = |context: &NewContext| dropped.iter().any(|edit| edit.is_at(&context.anchor));
            let mut contexts = term.contexts.iter().filter(|context| !is_dropped(context)).peekable();
            if contexts.peek().is_none() && !term.contexts.is_empty() {
                continue;
            }
            let row = self.resolve(language, term)?;
            self.give_status(&row, term.status, Source::Import)?;
            typed.add(row.term_id, term.gloss.as_deref());
            for context in contexts {
                self.ensure_context(article_id, row.term_id, context, ContextOrigin::Bold, &places)?;
            }
        }
        self.give_glosses(&typed)
    }
}

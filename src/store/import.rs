//! Import: articles with their terms, as one step.

use std::collections::HashMap;

use super::articles::Origin;
use super::contexts::ContextPlace;
use super::error::Failure;
use super::glosses::TypedGlosses;
use super::status_log::Source;
use super::terms::TermRow;
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
    /// When it was met first, UTC milliseconds, if that was before now: the time of its file.
    pub met_at: Option<i64>,
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

/// The terms that an import has met, by language, kind, headword and forms: how each stands, and its earliest date.
pub(super) type Met = HashMap<(String, TermKind, String, Vec<String>), (TermRow, i64)>;

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
            let mut met = Met::new();
            for article in articles {
                let outcome = tx.import_one(article, &mut met)?;
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
    fn import_one(&mut self, new: &NewArticle, met: &mut Met) -> Result<Imported, Failure> {
        let there = self.article_of_bytes(&new.sha256)?;
        if let Some((article_id, true)) = there {
            return Ok(Imported::There(article_id));
        }
        let now = self.now.utc_ms;
        self.met_at = new.met_at.unwrap_or(now).min(now);
        let imported = match there {
            Some((article_id, _)) => {
                self.restore_article(article_id)?;
                Imported::Back(article_id)
            }
            None => Imported::New(self.arrive_or_insert(new)?),
        };
        self.import_terms(imported.article_id(), &new.language, &new.terms, met)?;
        self.met_at = now;
        Ok(imported)
    }

    /// The term that a word belongs to, with its status and its earliest date. Asked once in an import: most words of a
    /// folder stand in many of its files.
    fn resolve_once(&self, language: &str, new: &NewTerm, met: &mut Met) -> Result<TermRow, Failure> {
        let key = (language.to_owned(), new.kind, new.headword.clone(), new.forms.clone());
        let (row, earliest) = if let Some(known) = met.get(&key).cloned() {
            known
        } else {
            let row = self.resolve(language, new)?;
            self.give_status(&row, new.status, Source::Import)?;
            let given = new.status.filter(|_| !row.by_learner);
            let status = row.status.or(given);
            (TermRow { status, ..row }, i64::MAX)
        };
        if self.met_at < earliest.min(self.now.utc_ms) {
            // A term that was saved before keeps the earliest of its dates.
            let sql = "UPDATE terms SET created_at = ?2 WHERE id = ?1 AND created_at > ?2";
            self.conn.prepare_cached(sql)?.execute((row.term_id.0, self.met_at))?;
        }
        met.insert(key, (row.clone(), self.met_at.min(earliest)));
        Ok(row)
    }

    /// Gives an article terms and contexts that it does not have yet; what the learner dropped there stays dropped.
    pub(super) fn import_terms(
        &self,
        article_id: ArticleId,
        language: &str,
        terms: &[NewTerm],
        met: &mut Met,
    ) -> Result<(), Failure> {
        let places: Vec<ContextPlace> = self.context_places(article_id)?;
        let dropped = self.live_bold_edits(article_id, BoldAction::Drop)?;
        let mut typed = TypedGlosses::default();
        for term in terms {
            let is_dropped = |context: &NewContext| dropped.iter().any(|edit| edit.is_at(&context.anchor));
            let mut contexts = term.contexts.iter().filter(|context| !is_dropped(context)).peekable();
            if contexts.peek().is_none() && !term.contexts.is_empty() {
                continue;
            }
            let row = self.resolve_once(language, term, met)?;
            typed.add(row.term_id, term.gloss.as_deref());
            for context in contexts {
                self.ensure_context(article_id, row.term_id, context, ContextOrigin::Bold, &places)?;
            }
        }
        self.give_glosses(&typed)
    }
}

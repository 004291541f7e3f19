//! What `[[…]]` in a note may name: a headword or the title of an article.

use rusqlite::OptionalExtension;

use super::values::anchor_if_any;
use super::{Store, StoreError};
use crate::study::{Anchor, ArticleId, TermId};
use crate::text::form_key;

/// Something that a note can link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it is written between the brackets.
    pub name: String,
    /// What it is.
    pub kind: NamedKind,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedKind {
    /// A word or phrase.
    Term,
    /// An article.
    Article,
}

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To a term, and to where it was met last, if it was.
    Term(TermId, Option<(ArticleId, Option<Anchor>)>),
    /// To an article.
    Article(ArticleId),
}

impl Store {
    /// Headwords and titles that hold what is typed, at most so many, those that begin with it first; of nothing typed the
    /// headwords that changed last.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn completions(&self, typed: &str, most: usize) -> Result<Vec<Named>, StoreError> {
        let key = form_key(typed);
        self.read(|conn| {
            let sql = if key.is_empty() {
                "SELECT headword, 0 FROM terms WHERE deleted_at IS NULL AND ?1 = '' ORDER BY updated_at DESC, id DESC LIMIT ?2"
            } else {
                include_str!("sql/completions.sql")
            };
            let mut statement = conn.prepare_cached(sql)?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let rows = statement.query_map((key, most), |row| {
                let is_title: bool = row.get(1)?;
                Ok(Named {
                    name: row.get(0)?,
                    kind: if is_title { NamedKind::Article } else { NamedKind::Term },
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Where the name in a note's `[[…]]` leads: to the term with that headword or form, else to the article with that
    /// title; `None` when there is neither.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn named(&self, name: &str) -> Result<Option<Leads>, StoreError> {
        let key = form_key(name);
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/named_term.sql"))?;
            let term = statement.query_one([&key], |row| {
                let article: Option<i64> = row.get(1)?;
                let anchor = anchor_if_any(row, 2)?;
                Ok((TermId(row.get(0)?), article.map(ArticleId), anchor))
            });
            if let Some((term_id, article, anchor)) = term.optional()? {
                return Ok(Some(Leads::Term(
                    term_id,
                    article.map(|article_id| (article_id, anchor)),
                )));
            }
            let mut statement = conn.prepare_cached("SELECT id, title FROM articles WHERE deleted_at IS NULL")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if form_key(&row.get::<_, String>(1)?) == key {
                    return Ok(Some(Leads::Article(ArticleId(row.get(0)?))));
                }
            }
            Ok(None)
        })
    }
}

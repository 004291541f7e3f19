//! Contexts: the sentences in which a term was bold or picked.

use rusqlite::Row;

use super::error::Failure;
use super::import::NewContext;
use super::transact::Tx;
use super::values::{anchor, anchor_json, origin, origin_name};
use super::{Store, StoreError};
use crate::study::{Anchor, ArticleId, Context, ContextId, ContextOrigin, TermId};

/// A context of an article as a change sees it, dropped ones included.
#[derive(Clone, Debug)]
pub(super) struct ContextPlace {
    pub(super) context_id: i64,
    pub(super) term_id: TermId,
    pub(super) anchor: Anchor,
    pub(super) live: bool,
}

impl Store {
    /// The contexts of a term in all articles, the newest first and those of one import in the order of the text.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn contexts_of_term(&self, term_id: TermId) -> Result<Vec<Context>, StoreError> {
        self.contexts(include_str!("sql/contexts_of_term.sql"), term_id.0)
    }

    /// The contexts in an article, in the order in which they came.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn contexts_of_article(&self, article_id: ArticleId) -> Result<Vec<Context>, StoreError> {
        self.contexts(include_str!("sql/contexts_of_article.sql"), article_id.0)
    }

    fn contexts(&self, sql: &str, owner: i64) -> Result<Vec<Context>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(sql)?;
            let rows = statement.query_map([owner], context)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Tx<'_> {
    /// Adds a context.
    pub(super) fn add_context(
        &self,
        article_id: ArticleId,
        term_id: TermId,
        new: &NewContext,
        origin: ContextOrigin,
    ) -> Result<(), Failure> {
        let anchor = anchor_json(&new.anchor)?;
        let (article, term, origin) = (article_id.0, term_id.0, origin_name(origin));
        let row = (
            self.uuid(),
            article,
            term,
            anchor,
            &new.form,
            &new.sentence,
            new.offset,
            origin,
            self.met_at,
        );
        self.insert(include_str!("sql/context_insert.sql"), row)?;
        Ok(())
    }

    /// All contexts that an article ever had, in the order in which they came.
    pub(super) fn context_places(&self, article_id: ArticleId) -> Result<Vec<ContextPlace>, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/context_places.sql"))?;
        let rows = statement.query_map([article_id.0], |row| {
            Ok(ContextPlace {
                context_id: row.get(0)?,
                term_id: TermId(row.get(1)?),
                anchor: anchor(row, 2)?,
                live: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a term has a context anywhere.
    pub(super) fn has_contexts(&self, term_id: TermId) -> Result<bool, Failure> {
        let sql = "SELECT 1 FROM contexts WHERE term_id = ?1 AND deleted_at IS NULL";
        Ok(self.conn.prepare_cached(sql)?.exists([term_id.0])?)
    }

    /// Drops a context.
    pub(super) fn drop_context(&self, context_id: i64) -> Result<(), Failure> {
        let sql = "UPDATE contexts SET deleted_at = ?2 WHERE id = ?1";
        self.update("contexts", context_id, sql, (context_id, self.now.utc_ms))
    }

    /// Adds a context where there is none; one that was dropped there comes back, for the reason that there is now: what
    /// was bold and is picked after it was unbolded must not go when the source is updated.
    pub(super) fn ensure_context(
        &self,
        article_id: ArticleId,
        term_id: TermId,
        new: &NewContext,
        origin: ContextOrigin,
        places: &[ContextPlace],
    ) -> Result<(), Failure> {
        let here = |place: &&ContextPlace| place.term_id == term_id && same_place(&place.anchor, &new.anchor);
        if places.iter().any(|place| place.live && here(&place)) {
            return Ok(());
        }
        match places.iter().rfind(here) {
            Some(place) => {
                let sql = "UPDATE contexts SET deleted_at = NULL, origin = ?2 WHERE id = ?1";
                let row = (place.context_id, origin_name(origin));
                self.update("contexts", place.context_id, sql, row)
            }
            None => self.add_context(article_id, term_id, new, origin),
        }
    }
}

/// Whether two anchors of one article stand at the same place. One that an update could not place speaks of an older
/// text, and what stands at its position now is another word: so the quote and its sides count as well.
pub(super) fn same_place(one: &Anchor, other: &Anchor) -> bool {
    let same_words = one.quote == other.quote && one.before == other.before && one.after == other.after;
    one.start == other.start && one.end == other.end && same_words
}

fn context(row: &Row<'_>) -> Result<Context, rusqlite::Error> {
    Ok(Context {
        context_id: ContextId(row.get(0)?),
        article_id: ArticleId(row.get(1)?),
        article_title: row.get(2)?,
        term_id: TermId(row.get(3)?),
        anchor: anchor(row, 4)?,
        form: row.get(5)?,
        sentence: row.get(6)?,
        offset: row.get(7)?,
        origin: origin(row, 8)?,
        sense: row.get(9)?,
        pinned: row.get(10)?,
    })
}

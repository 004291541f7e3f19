//! Places in an article: where it was read last, when it was opened, and the bookmark.

use super::values::anchor_json;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Anchor, ArticleId, Position};

impl Store {
    /// Puts the bookmark of an article to a place, or takes it away.
    ///
    /// # Errors
    /// As [`Store::rename_article`].
    pub fn set_bookmark(
        &mut self,
        article_id: ArticleId,
        place: Option<&Anchor>,
        now: Now,
    ) -> Result<Committed, StoreError> {
        let op = |title| Op::SetBookmark {
            article_id,
            title,
            set: place.is_some(),
        };
        let (committed, ()) = self.transact(op(String::new()), now, |tx| {
            tx.op = op(tx.title(article_id)?);
            let sql = "UPDATE articles SET bookmark = ?2, updated_at = ?3 WHERE id = ?1";
            let place = place.map(anchor_json).transpose()?;
            tx.update("articles", article_id.0, sql, (article_id.0, place, now.utc_ms))
        })?;
        Ok(committed)
    }

    /// Keeps where an article was read last, and how far. Not on the undo stack.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn set_position(
        &mut self,
        article_id: ArticleId,
        position: &Position,
        furthest: Option<&Anchor>,
    ) -> Result<(), StoreError> {
        self.quietly(|conn| {
            let furthest = furthest.map(anchor_json).transpose()?;
            let mut statement = conn.prepare_cached(include_str!("sql/article_position.sql"))?;
            statement.execute((article_id.0, serde_json::to_string(position)?, furthest))?;
            Ok(())
        })
    }

    /// Keeps that an article was opened. Not on the undo stack.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn touch_opened(&mut self, article_id: ArticleId, now: Now) -> Result<(), StoreError> {
        self.quietly(|conn| {
            let mut statement = conn.prepare_cached("UPDATE articles SET opened_at = ?2 WHERE id = ?1")?;
            statement.execute((article_id.0, now.utc_ms))?;
            Ok(())
        })
    }
}

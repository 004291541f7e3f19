//! Small looks into the library that need no whole row.

use rusqlite::OptionalExtension;

use super::{BoldEdit, Store, StoreError, bold};
use crate::study::ArticleId;

impl Store {
    /// Forgets the newest step: what the program did by itself is not for the learner to take back.
    pub fn forget_newest_step(&mut self) {
        self.history.undo.pop_back();
    }

    /// The title of an article; `None` when it was deleted.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article_title(&self, article_id: ArticleId) -> Result<Option<String>, StoreError> {
        self.read(|conn| {
            let mut statement =
                conn.prepare_cached("SELECT title FROM articles WHERE id = ?1 AND deleted_at IS NULL")?;
            Ok(statement.query_one([article_id.0], |row| row.get(0)).optional()?)
        })
    }

    /// What the learner bolded and unbolded in an article.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn bold_edits(&self, article_id: ArticleId) -> Result<Vec<BoldEdit>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/bold_edits.sql"))?;
            let rows = statement.query_map([article_id.0], bold::bold_edit)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

//! Where an article came from, without its text.

use rusqlite::OptionalExtension;

use super::articles::origin;
use super::{Origin, Store, StoreError};
use crate::study::ArticleId;

impl Store {
    /// The UUID of an article and where it came from; `None` when it was deleted.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article_home(&self, article_id: ArticleId) -> Result<Option<(String, Origin)>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/article_home.sql"))?;
            let home = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, origin(row, 1, 2)?));
            Ok(statement.query_one([article_id.0], home).optional()?)
        })
    }
}

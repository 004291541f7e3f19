//! What of an article has lost its place in its text.

use std::collections::HashSet;

use super::{Store, StoreError};
use crate::study::{ArticleId, ContextId, NoteId};

/// The sentences kept of an article, and the notes on its passages, whose words are not in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// Contexts.
    pub contexts: HashSet<ContextId>,
    /// Notes.
    pub notes: HashSet<NoteId>,
}

impl Unplaced {
    /// What is in this one and was not before.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        Self {
            contexts: &self.contexts - &before.contexts,
            notes: &self.notes - &before.notes,
        }
    }

    /// Whether everything has its place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contexts.is_empty() && self.notes.is_empty()
    }
}

impl Store {
    /// What of an article has no place in its text.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn unplaced(&self, article_id: ArticleId) -> Result<Unplaced, StoreError> {
        self.read(|conn| {
            let ids = |sql: &str| -> Result<Vec<i64>, rusqlite::Error> {
                let mut statement = conn.prepare_cached(sql)?;
                let rows = statement.query_map([article_id.0], |row| row.get(0))?;
                rows.collect()
            };
            let contexts = ids("SELECT id FROM contexts WHERE article_id = ?1 AND NOT placed AND deleted_at IS NULL")?;
            let notes = ids("SELECT id FROM notes
                 WHERE article_id = ?1 AND kind = 'passage' AND NOT placed AND deleted_at IS NULL")?;
            Ok(Unplaced {
                contexts: contexts.into_iter().map(ContextId).collect(),
                notes: notes.into_iter().map(NoteId).collect(),
            })
        })
    }
}

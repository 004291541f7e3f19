//! Small looks into the library that need no whole row.

use std::collections::HashMap;

use rusqlite::OptionalExtension;

use super::articles::origin;
use super::values::anchor_if_any;
use super::{BoldEdit, Origin, PostedArticle, Store, StoreError, bold};
use crate::study::{ArticleId, TermId};

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

    /// Where an article comes from; `None` when it does not exist or was deleted.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn article_origin(&self, article_id: ArticleId) -> Result<Option<Origin>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT origin_kind, origin_path FROM articles WHERE id = ?1 AND deleted_at IS NULL";
            let mut statement = conn.prepare_cached(sql)?;
            Ok(statement
                .query_one([article_id.0], |row| origin(row, 0, 1))
                .optional()?)
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

    /// Every article that is not deleted, with the number of its source and of the furthest block that was read. Its
    /// rules are the keys of its gloss edits.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn posted_articles(&self) -> Result<Vec<(PostedArticle, Option<u32>)>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT id, source_id, language, furthest, coalesce((SELECT group_concat(gloss.id, ' ')
                    FROM (SELECT id FROM gloss_edits WHERE article_id = articles.id AND deleted_at IS NULL ORDER BY id)
                    AS gloss), '') FROM articles
                 WHERE deleted_at IS NULL AND source_id IS NOT NULL ORDER BY id",
            )?;
            let rows = statement.query_map([], |row| {
                let article = PostedArticle {
                    article_id: ArticleId(row.get(0)?),
                    source: row.get(1)?,
                    language: row.get(2)?,
                    rules: row.get(4)?,
                };
                Ok((article, anchor_if_any(row, 3)?.map(|anchor| anchor.start.block)))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Whose these forms are; forms of no term are missing.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn form_owners<'a>(
        &self,
        language: &str,
        form_keys: impl Iterator<Item = &'a str>,
    ) -> Result<HashMap<String, TermId>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/form_owner.sql"))?;
            let mut owners = HashMap::new();
            for key in form_keys {
                let owner = statement.query_one((language, key), |row| row.get(0));
                if let Some(owner) = owner.optional()? {
                    owners.insert(key.to_owned(), TermId(owner));
                }
            }
            Ok(owners)
        })
    }
}

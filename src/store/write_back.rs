//! An article and its file, brought together: the bold edits that were written to the file are edits no more, and what
//! was bolded in the file comes in.
//!
//! Both leave the library as if the file had been imported as it is now, with what was done here still on top of it.

use super::articles::{BoldAction, BoldEdit};
use super::contexts::ContextPlace;
use super::error::Failure;
use super::transact::Tx;
use super::update::ArticleUpdate;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::ArticleId;

/// What was written to an article's own file.
#[derive(Clone, Debug)]
pub struct WrittenBack {
    /// The article.
    pub article_id: ArticleId,
    /// The bytes that the file has now.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// The edits that are in them.
    pub applied: Vec<BoldEdit>,
    /// Nobody asked for it: it is one step with what was done before.
    pub by_itself: bool,
    /// The merge that was made for it (its `batch`), with which it is one step.
    pub merged: Option<u64>,
}

/// What an article takes over from its file, of which only the bold (or the name) has changed.
#[derive(Clone, Debug)]
pub struct BoldsFromFile {
    /// The new bytes, and the new places of everything that stays.
    pub update: ArticleUpdate,
    /// Where the file is now, if it has moved.
    pub path: Option<String>,
    /// How many bolds came in.
    pub came: u32,
    /// How many bolds went.
    pub went: u32,
    /// Merges of one import share this number and are one step.
    pub batch: u64,
}

impl Store {
    /// Takes in that bold edits were written to the article's file. Those that were taken back while the file was being
    /// written become edits the other way.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the article was deleted; else when the library cannot be written to.
    pub fn write_back(&mut self, written: &WrittenBack, now: Now) -> Result<Committed, StoreError> {
        let article_id = written.article_id;
        let op = Op::WriteBack {
            article_id,
            title: String::new(),
            bolds: u32::try_from(written.applied.len()).unwrap_or(u32::MAX),
            by_itself: written.by_itself,
            merged: written.merged,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let name = tx.title(article_id)?;
            if let Op::WriteBack { title, .. } = &mut tx.op {
                *title = name;
            }
            tx.set_source(article_id, &written.bytes, &written.sha256)?;
            let live = tx.all_bold_edits(article_id)?;
            let is_live = |edit: &BoldEdit| live.iter().any(|other| other.bold_edit_id == edit.bold_edit_id);
            let (cleared, undone): (Vec<_>, Vec<_>) = written.applied.iter().partition(|edit| is_live(edit));
            tx.clear_edits(article_id, &cleared)?;
            for edit in undone {
                let other = match edit.action {
                    BoldAction::Add => BoldAction::Drop,
                    BoldAction::Drop => BoldAction::Add,
                };
                tx.add_edit(article_id, &edit.anchor, other)?;
            }
            Ok(())
        })?;
        Ok(committed)
    }

    /// Takes the bold of the article's file in.
    ///
    /// # Errors
    /// As [`Store::write_back`].
    pub fn merge_bolds(&mut self, merge: &BoldsFromFile, now: Now) -> Result<Committed, StoreError> {
        let article_id = merge.update.article_id;
        let op = Op::MergeBolds {
            article_id,
            title: String::new(),
            came: merge.came,
            went: merge.went,
            batch: merge.batch,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let name = tx.apply_update(&merge.update)?;
            if let Some(path) = &merge.path {
                let sql = "UPDATE articles SET origin_kind = 'file', origin_path = ?2 WHERE id = ?1";
                tx.update("articles", article_id.0, sql, (article_id.0, path))?;
            }
            if let Op::MergeBolds { title, .. } = &mut tx.op {
                *title = name;
            }
            Ok(())
        })?;
        Ok(committed)
    }

    /// Live articles about as long as a text of so many running words and bytes, the one opened last first: those among
    /// which a file under another name is looked for. (In scripts without spaces the count of words depends on the bold.)
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn articles_of_length(&self, words: u32, bytes: usize, at_most: u32) -> Result<Vec<ArticleId>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/articles_of_length.sql"))?;
            let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
            let rows = statement.query_map((words, bytes, at_most), |row| row.get(0).map(ArticleId))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Tx<'_> {
    pub(super) fn all_bold_edits(&self, article_id: ArticleId) -> Result<Vec<BoldEdit>, Failure> {
        let mut edits = self.live_bold_edits(article_id, BoldAction::Add)?;
        edits.extend(self.live_bold_edits(article_id, BoldAction::Drop)?);
        Ok(edits)
    }

    /// Edits that the source says itself now. What was bolded here is bold in the source: should the asterisks go there
    /// one day, the context goes with them.
    pub(super) fn clear_edits(&self, article_id: ArticleId, edits: &[&BoldEdit]) -> Result<(), Failure> {
        for edit in edits {
            self.drop_bold_edit(edit.bold_edit_id)?;
        }
        let added = |place: &ContextPlace| {
            let mut added = edits.iter().filter(|edit| edit.action == BoldAction::Add);
            place.live && added.any(|edit| edit.is_at(&place.anchor))
        };
        for place in self.context_places(article_id)?.iter().filter(|place| added(place)) {
            let sql = "UPDATE contexts SET origin = 'bold' WHERE id = ?1";
            self.update("contexts", place.context_id, sql, [place.context_id])?;
        }
        Ok(())
    }
}

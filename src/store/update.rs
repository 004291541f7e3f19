//! An article whose file has changed: new bytes, and everything on the old ones finds its new place.

use super::articles::{BoldAction, BoldEdit};
use super::error::Failure;
use super::import::{Met, NewTerm};
use super::transact::Tx;
use super::values::anchor_json;
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Anchor, ArticleId, BoldEditId, ContextId, GlossEditId, MovedNote};

/// New bytes of an article, with what the caller found of the old text in the new.
#[derive(Clone, Debug)]
pub struct ArticleUpdate {
    /// The article.
    pub article_id: ArticleId,
    /// Its title from now on; `None`: as it was.
    pub title: Option<String>,
    /// The source, byte for byte.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// Running words.
    pub words: u32,
    /// Where the contexts are now; those not named stay as they are.
    pub contexts: Vec<MovedContext>,
    /// Where the bold edits are now; those not named stay as they are.
    pub bold_edits: Vec<MovedBoldEdit>,
    /// Bold edits that say no more than the new source does, or that gave way to it.
    pub gone: Vec<BoldEditId>,
    /// Bold edits that hold what was done here against the new source.
    pub new: Vec<NewBoldEdit>,
    /// How many bolds have lost their words.
    pub lost: u32,
    /// Where what was said of brackets is now; those not named stay as they are.
    pub gloss_edits: Vec<(GlossEditId, Anchor)>,
    /// Where the notes are now; those not named stay as they are.
    pub notes: Vec<MovedNote>,
    /// The vocabulary of the new text. What has a context at its place already gets no second one.
    pub terms: Vec<NewTerm>,
    /// Where it was read last, in the new text.
    pub position: Option<Anchor>,
    /// The furthest place read, in the new text.
    pub furthest: Option<Anchor>,
    /// The bookmark, in the new text; `None`: it stays as it is.
    pub bookmark: Option<Anchor>,
}

/// Where something on the old text is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewPlace {
    /// Here.
    At(Anchor),
    /// Not to be found: it is kept with what it says.
    Lost,
    /// Found, but no longer bold: a context goes, and the term with it if nothing else keeps it.
    Unbold,
}

/// A bold edit that is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBoldEdit {
    /// Where.
    pub anchor: Anchor,
    /// Which way.
    pub action: BoldAction,
}

/// A context's new place.
#[derive(Clone, Debug)]
pub struct MovedContext {
    /// The context.
    pub context_id: ContextId,
    /// Where it is now.
    pub place: NewPlace,
}

/// A bold edit's new place.
#[derive(Clone, Debug)]
pub struct MovedBoldEdit {
    /// The edit.
    pub bold_edit_id: BoldEditId,
    /// Where it is now; `None`: not to be found, and kept as it is.
    pub anchor: Option<Anchor>,
}

impl Store {
    /// Gives an article new bytes; its terms, statuses and notes stay.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the article was deleted; else when the library cannot be written to.
    pub fn update_article(&mut self, update: &ArticleUpdate, now: Now) -> Result<Committed, StoreError> {
        let article_id = update.article_id;
        let op = Op::UpdateArticle {
            article_id,
            title: String::new(),
            lost: update.lost,
            lost_notes: 0,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let lost_before = tx.lost_notes(article_id)?;
            let title = tx.apply_update(update)?;
            tx.op = Op::UpdateArticle {
                article_id,
                title,
                lost: update.lost,
                lost_notes: tx.lost_notes(article_id)?.saturating_sub(lost_before),
            };
            Ok(())
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    /// Gives an article its new bytes and everything its new place; says what the article is called.
    pub(super) fn apply_update(&self, update: &ArticleUpdate) -> Result<String, Failure> {
        let article_id = update.article_id;
        let title = update.title.clone().map_or_else(|| self.title(article_id), Ok)?;
        let language = self.language(article_id)?;
        let live = self.all_bold_edits(article_id)?;
        let is_gone = |edit: &&BoldEdit| update.gone.contains(&edit.bold_edit_id);
        self.clear_edits(article_id, &live.iter().filter(is_gone).collect::<Vec<_>>())?;
        for new in &update.new {
            self.add_edit(article_id, &new.anchor, new.action)?;
        }
        self.set_source(article_id, &update.bytes, &update.sha256)?;
        let row = (article_id.0, &title, update.words, self.now.utc_ms);
        self.update("articles", article_id.0, include_str!("sql/article_update.sql"), row)?;
        let places = [
            ("position", &update.position),
            ("furthest", &update.furthest),
            ("bookmark", &update.bookmark),
        ];
        for (column, place) in places {
            if let Some(place) = place {
                let sql = format!("UPDATE articles SET {column} = ?2 WHERE id = ?1");
                self.update("articles", article_id.0, &sql, (article_id.0, anchor_json(place)?))?;
            }
        }
        for moved in &update.bold_edits {
            self.move_bold_edit(moved)?;
        }
        for (gloss_edit_id, anchor) in &update.gloss_edits {
            self.move_gloss_edit(*gloss_edit_id, anchor)?;
        }
        for moved in &update.notes {
            self.move_note(moved)?;
        }
        let mut unbolded = Vec::new();
        for moved in &update.contexts {
            self.move_context(moved)?;
            if moved.place == NewPlace::Unbold {
                unbolded.push(moved.context_id);
            }
        }
        self.import_terms(article_id, &language, &update.terms, &mut Met::new())?;
        self.drop_bare_terms_of(&unbolded)?;
        Ok(title)
    }

    fn move_context(&self, moved: &MovedContext) -> Result<(), Failure> {
        let context_id = moved.context_id.0;
        match &moved.place {
            NewPlace::At(anchor) => {
                let sql = "UPDATE contexts SET anchor = ?2, placed = 1 WHERE id = ?1";
                self.update("contexts", context_id, sql, (context_id, anchor_json(anchor)?))
            }
            NewPlace::Lost => self.update(
                "contexts",
                context_id,
                "UPDATE contexts SET placed = 0 WHERE id = ?1",
                [context_id],
            ),
            NewPlace::Unbold => self.drop_context(context_id),
        }
    }

    fn move_bold_edit(&self, moved: &MovedBoldEdit) -> Result<(), Failure> {
        let Some(anchor) = &moved.anchor else { return Ok(()) };
        let row = (moved.bold_edit_id.0, anchor_json(anchor)?);
        self.update(
            "bold_edits",
            moved.bold_edit_id.0,
            "UPDATE bold_edits SET anchor = ?2 WHERE id = ?1",
            row,
        )
    }

    fn drop_bare_terms_of(&self, context_ids: &[ContextId]) -> Result<(), Failure> {
        for context_id in context_ids {
            let mut statement = self.conn.prepare_cached("SELECT term_id FROM contexts WHERE id = ?1")?;
            let term_id = statement.query_one([context_id.0], |row| row.get(0).map(crate::study::TermId))?;
            match self.term(term_id) {
                Ok(term) => self.drop_if_bare(&term).map(drop)?,
                // Two of its contexts went, and it went with the first.
                Err(Failure::NoSuchRow { .. }) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    }
}

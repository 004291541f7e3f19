//! Glosses typed beside bold words: how they come to their terms, and the learner's word on single brackets.
//!
//! A gloss that was typed in an article is the term's gloss only where the learner wrote none on the card. Where the
//! rules take a bracket for what it is not, the learner's word is a row of its own, anchored to the bracket, and comes
//! before every rule.

use std::collections::BTreeMap;

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};

use super::bold::Occurrence;
use super::contexts::same_place;
use super::error::Failure;
use super::status_log::Source;
use super::transact::Tx;
use super::values::{anchor, anchor_json, origin};
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Anchor, ArticleId, ContextOrigin, GlossEditId, Status, TermId};

/// The learner's word on one bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossEdit {
    /// Key.
    pub gloss_edit_id: GlossEditId,
    /// Where the bracket stands.
    pub anchor: Anchor,
    /// Whether it is a gloss, else it is text.
    pub is_gloss: bool,
}

/// A bracket that becomes a gloss, or text.
#[derive(Clone, Debug)]
pub struct Bracket {
    /// The article.
    pub article_id: ArticleId,
    /// Where the bracket stands.
    pub anchor: Anchor,
    /// What is in it.
    pub text: String,
    /// What it becomes.
    pub is_gloss: bool,
    /// Whether another bracket says the same of the same word, so that it stays the word's gloss.
    pub said_again: bool,
    /// The vocabulary that the bold beside it was; `None`: emphasis.
    pub before: Option<Occurrence>,
    /// The vocabulary that the bold beside it is then.
    pub after: Option<Occurrence>,
}

impl Store {
    /// Says that a bracket beside a bold word is its gloss, or that it is text. The bold words beside it may be others
    /// then (a bracket within the bold): their context goes, and the new one comes.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the article was deleted; else when the library cannot be written to.
    pub fn turn_bracket(&mut self, bracket: &Bracket, now: Now) -> Result<Committed, StoreError> {
        let op = Op::TurnBracket {
            article_id: bracket.article_id,
            text: bracket.text.clone(),
            is_gloss: bracket.is_gloss,
        };
        let (committed, ()) = self.transact(op, now, |tx| tx.turn_bracket(bracket))?;
        Ok(committed)
    }
}

/// The glosses that terms get from an article, kept back until all are known.
#[derive(Default)]
pub(super) struct TypedGlosses(BTreeMap<TermId, Vec<String>>);

impl TypedGlosses {
    pub fn add(&mut self, term_id: TermId, gloss: Option<&str>) {
        let Some(gloss) = gloss.map(str::trim).filter(|gloss| !gloss.is_empty()) else {
            return;
        };
        let glosses = self.0.entry(term_id).or_default();
        if !glosses.iter().any(|other| other == gloss) {
            glosses.push(gloss.to_owned());
        }
    }
}

impl Tx<'_> {
    /// Gives terms that have no gloss the ones that were typed.
    pub(super) fn give_glosses(&self, typed: &TypedGlosses) -> Result<(), Failure> {
        for (term_id, glosses) in &typed.0 {
            self.give_gloss(*term_id, &glosses.join("; "))?;
        }
        Ok(())
    }

    /// Gives a term a gloss unless it has one.
    pub(super) fn give_gloss(&self, term_id: TermId, gloss: &str) -> Result<(), Failure> {
        if self.gloss(term_id)?.trim().is_empty() {
            self.write_gloss(term_id, gloss)?;
        }
        Ok(())
    }

    /// Takes a typed gloss away from a term; what else it says stays.
    pub(super) fn take_gloss(&self, term_id: TermId, gloss: &str) -> Result<(), Failure> {
        let before = self.gloss(term_id)?;
        let gloss = gloss.trim();
        // What was typed may hold the separator itself.
        let kept = if before.trim() == gloss {
            String::new()
        } else {
            let parts = before.split("; ").filter(|part| part.trim() != gloss);
            parts.collect::<Vec<_>>().join("; ")
        };
        self.write_gloss(term_id, &kept)
    }

    fn gloss(&self, term_id: TermId) -> Result<String, Failure> {
        let mut statement = self.conn.prepare_cached("SELECT gloss FROM terms WHERE id = ?1")?;
        let gloss = statement.query_one([term_id.0], |row| row.get(0)).optional()?;
        Ok(gloss.unwrap_or_default())
    }

    fn write_gloss(&self, term_id: TermId, gloss: &str) -> Result<(), Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/term_gloss.sql"))?;
        statement.execute((term_id.0, gloss, self.now.utc_ms))?;
        Ok(())
    }

    pub(super) fn move_gloss_edit(&self, gloss_edit_id: GlossEditId, anchor: &Anchor) -> Result<(), Failure> {
        let sql = "UPDATE gloss_edits SET anchor = ?2 WHERE id = ?1";
        let row = (gloss_edit_id.0, anchor_json(anchor)?);
        self.update("gloss_edits", gloss_edit_id.0, sql, row)
    }

    fn turn_bracket(&self, bracket: &Bracket) -> Result<(), Failure> {
        let article_id = bracket.article_id;
        // A deleted article has no brackets to speak of.
        self.language(article_id)?;
        self.say_of_bracket(bracket)?;
        let old = bracket.before.as_ref().map(|old| self.term_beside(old)).transpose()?;
        let same = |(old, new): (&Occurrence, &Occurrence)| same_place(&old.context.anchor, &new.context.anchor);
        if !bracket.before.as_ref().zip(bracket.after.as_ref()).is_some_and(same) {
            let origin = match &bracket.before {
                Some(before) => self.leave(before)?,
                None => ContextOrigin::Bold,
            };
            if let Some(after) = &bracket.after {
                let term = self.term_at(after)?;
                self.add_occurrence(&term, after, origin)?;
                self.give_status(&term, Some(Status::New), Source::Bold)?;
            }
        }
        if bracket.is_gloss {
            if let Some(after) = &bracket.after {
                self.give_gloss(self.term_at(after)?.term_id, &bracket.text)?;
            }
        } else if let Some(Some(term_id)) = old
            && !bracket.said_again
        {
            self.take_gloss(term_id, &bracket.text)?;
        }
        // Only now: a gloss would have kept it.
        if let Some(Some(term_id)) = old {
            self.drop_if_bare(&self.term(term_id)?)?;
        }
        Ok(())
    }

    fn say_of_bracket(&self, bracket: &Bracket) -> Result<(), Failure> {
        for edit in gloss_edits(self.conn, bracket.article_id)? {
            if same_place(&edit.anchor, &bracket.anchor) {
                let sql = "UPDATE gloss_edits SET deleted_at = ?2 WHERE id = ?1";
                let row = (edit.gloss_edit_id.0, self.now.utc_ms);
                self.update("gloss_edits", edit.gloss_edit_id.0, sql, row)?;
            }
        }
        let action = if bracket.is_gloss { "gloss" } else { "text" };
        let row = (
            self.uuid(),
            bracket.article_id.0,
            anchor_json(&bracket.anchor)?,
            action,
            self.now.utc_ms,
        );
        self.insert(include_str!("sql/gloss_edit_insert.sql"), row)?;
        Ok(())
    }

    /// The term that an occurrence belongs to: the one of the context there, else the one of its form.
    fn term_beside(&self, occurrence: &Occurrence) -> Result<Option<TermId>, Failure> {
        let places = self.context_places(occurrence.article_id)?;
        let here = |place: &&super::contexts::ContextPlace| {
            place.live && same_place(&place.anchor, &occurrence.context.anchor)
        };
        if let Some(place) = places.iter().find(here) {
            return Ok(Some(place.term_id));
        }
        let language = self.language(occurrence.article_id)?;
        let key = crate::text::form_key(&occurrence.context.form);
        self.owner(&language, occurrence.kind, std::iter::once(key))
    }

    /// Drops the contexts of an occurrence; says how the last of them had come.
    fn leave(&self, occurrence: &Occurrence) -> Result<ContextOrigin, Failure> {
        let mut last = ContextOrigin::Bold;
        for place in self.context_places(occurrence.article_id)? {
            if place.live && same_place(&place.anchor, &occurrence.context.anchor) {
                let mut statement = self.conn.prepare_cached("SELECT origin FROM contexts WHERE id = ?1")?;
                last = statement.query_one([place.context_id], |row| origin(row, 0))?;
                self.drop_context(place.context_id)?;
            }
        }
        Ok(last)
    }
}

/// What the learner said of the brackets of an article.
pub(super) fn gloss_edits(conn: &Connection, article_id: ArticleId) -> Result<Vec<GlossEdit>, Failure> {
    let mut statement = conn.prepare_cached(include_str!("sql/gloss_edits.sql"))?;
    let edits = statement.query_map([article_id.0], gloss_edit)?;
    Ok(edits.collect::<Result<_, _>>()?)
}

/// Reads a row of `gloss_edits.sql`.
fn gloss_edit(row: &Row<'_>) -> Result<GlossEdit, rusqlite::Error> {
    let is_gloss = match row.get_ref(2)?.as_str()? {
        "gloss" => true,
        "text" => false,
        _ => return Err(rusqlite::Error::InvalidColumnType(2, "action".to_owned(), Type::Text)),
    };
    Ok(GlossEdit {
        gloss_edit_id: GlossEditId(row.get(0)?),
        anchor: anchor(row, 1)?,
        is_gloss,
    })
}

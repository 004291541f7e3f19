//! Bolding and unbolding one occurrence, and making a word a term.
//!
//! The source stays as it is; what the learner bolds or unbolds within the program is a row of its own.

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row};

use super::articles::{BoldAction, BoldEdit};
use super::contexts::same_place;
use super::error::Failure;
use super::import::{NewContext, NewTerm};
use super::status_log::Source;
use super::terms::TermRow;
use super::transact::Tx;
use super::values::{anchor, anchor_json};
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Anchor, ArticleId, BoldEditId, ContextOrigin, Status, TermId};
use crate::text::{TermKind, form_key};

/// A word or phrase at its place in an article.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The article.
    pub article_id: ArticleId,
    /// Word or phrase.
    pub kind: TermKind,
    /// The headword that it gets if no term has the form.
    pub headword: String,
    /// The form, where it stands, and its sentence.
    pub context: NewContext,
    /// Whether the article's own source has it in bold.
    pub in_source: bool,
    /// Whether that bold is taken for emphasis by the rules, so that only the learner's word makes it vocabulary.
    pub emphasis: bool,
    /// The gloss that was typed beside it.
    pub gloss: Option<String>,
}

/// How things stand after a word was bolded or unbolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StillBold {
    /// The term, if the word belongs to one.
    pub term_id: Option<TermId>,
    /// In how many articles the term is bold now.
    pub articles: u32,
    /// Whether it is a term no more, as nothing kept it.
    pub dropped: bool,
}

impl Store {
    /// Makes a word a term, with this occurrence as its context and a status that counts as the learner's.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the article was deleted; else when the library cannot be written to.
    pub fn add_term(
        &mut self,
        occurrence: &Occurrence,
        status: Option<Status>,
        now: Now,
    ) -> Result<(Committed, TermId), StoreError> {
        let op = Op::AddTerm {
            term_id: TermId(0),
            headword: String::new(),
            status,
        };
        self.transact(op, now, |tx| {
            let term = tx.term_at(occurrence)?;
            tx.add_occurrence(&term, occurrence, ContextOrigin::Picked)?;
            tx.set_status(&term, status, Source::Learner)?;
            tx.op = if term.is_new {
                Op::AddTerm {
                    term_id: term.term_id,
                    headword: term.headword,
                    status,
                }
            } else {
                Op::SetStatus {
                    term_id: term.term_id,
                    headword: term.headword,
                    from: term.status,
                    status,
                }
            };
            Ok(term.term_id)
        })
    }

    /// Makes one occurrence bold, or takes its bold away. Bold makes it a term with status 1 unless it has one.
    ///
    /// # Errors
    /// As [`Store::add_term`].
    pub fn set_bold(
        &mut self,
        occurrence: &Occurrence,
        bold: bool,
        now: Now,
    ) -> Result<(Committed, StillBold), StoreError> {
        let op = Op::ToggleBold {
            term_id: None,
            headword: occurrence.headword.clone(),
            bold,
            articles: 0,
        };
        self.transact(op, now, |tx| {
            if bold {
                tx.bold(occurrence)
            } else {
                tx.unbold(occurrence)
            }
        })
    }

    /// Makes occurrences bold that the rules took for emphasis, in any articles, as one step. They were met when their
    /// articles were.
    ///
    /// # Errors
    /// As [`Store::add_term`]; then none of them is.
    pub fn take_in(&mut self, occurrences: &[Occurrence], now: Now) -> Result<Committed, StoreError> {
        let words = u32::try_from(occurrences.len()).unwrap_or(u32::MAX);
        let (committed, ()) = self.transact(Op::TakeIn { words }, now, |tx| {
            for occurrence in occurrences {
                tx.met_at = tx.article_met_at(occurrence.article_id)?;
                tx.bold(occurrence)?;
            }
            tx.op = Op::TakeIn { words };
            Ok(())
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    fn bold(&mut self, occurrence: &Occurrence) -> Result<StillBold, Failure> {
        let (article_id, anchor) = (occurrence.article_id, &occurrence.context.anchor);
        let term = self.term_at(occurrence)?;
        // With the learner's own edit gone, it is bold because the source says so, as it was before.
        let was_dropped = self.take_back_edits(article_id, anchor, BoldAction::Drop)?;
        if !was_dropped || occurrence.emphasis {
            self.add_edit(article_id, anchor, BoldAction::Add)?;
        }
        let origin = if was_dropped || occurrence.emphasis {
            ContextOrigin::Bold
        } else {
            ContextOrigin::Picked
        };
        self.add_occurrence(&term, occurrence, origin)?;
        self.give_status(&term, Some(Status::New), Source::Bold)?;
        if let Some(gloss) = &occurrence.gloss {
            self.give_gloss(term.term_id, gloss)?;
        }
        let (term_id, articles) = (term.term_id, self.bold_articles(term.term_id)?);
        self.op = if term.is_new {
            Op::AddTerm {
                term_id,
                headword: term.headword,
                status: Some(Status::New),
            }
        } else {
            Op::ToggleBold {
                term_id: Some(term_id),
                headword: term.headword,
                bold: true,
                articles,
            }
        };
        Ok(StillBold {
            term_id: Some(term_id),
            articles,
            dropped: false,
        })
    }

    fn unbold(&mut self, occurrence: &Occurrence) -> Result<StillBold, Failure> {
        let (article_id, anchor) = (occurrence.article_id, &occurrence.context.anchor);
        let language = self.language(article_id)?;
        // Emphasis that was taken in is bold in the source as well: without a word against that it would be bold again.
        if !self.take_back_edits(article_id, anchor, BoldAction::Add)? || occurrence.in_source {
            self.add_edit(article_id, anchor, BoldAction::Drop)?;
        }
        let mut here = None;
        for place in self.context_places(article_id)? {
            if place.live && same_place(&place.anchor, anchor) {
                self.drop_context(place.context_id)?;
                here = Some(place.term_id);
            }
        }
        let keys = [form_key(&occurrence.context.form), form_key(&occurrence.headword)];
        let Some(term_id) = here.map_or_else(
            || self.owner(&language, occurrence.kind, keys.into_iter()),
            |it| Ok(Some(it)),
        )?
        else {
            return Ok(StillBold {
                term_id: None,
                articles: 0,
                dropped: false,
            });
        };
        let term = self.term(term_id)?;
        // A gloss that was typed here goes with its word, so that it alone keeps none.
        if let Some(gloss) = occurrence.gloss.as_ref().filter(|_| here.is_some())
            && !self.has_contexts(term_id)?
        {
            self.take_gloss(term_id, gloss)?;
        }
        let (articles, dropped) = (self.bold_articles(term_id)?, self.drop_if_bare(&term)?);
        self.op = if dropped {
            Op::DropTerm {
                term_id,
                headword: term.headword,
            }
        } else {
            Op::ToggleBold {
                term_id: Some(term_id),
                headword: term.headword,
                bold: false,
                articles,
            }
        };
        Ok(StillBold {
            term_id: Some(term_id),
            articles,
            dropped,
        })
    }

    pub(super) fn term_at(&self, occurrence: &Occurrence) -> Result<TermRow, Failure> {
        let language = self.language(occurrence.article_id)?;
        let new = NewTerm {
            kind: occurrence.kind,
            headword: occurrence.headword.clone(),
            forms: vec![occurrence.context.form.clone()],
            status: None,
            gloss: None,
            contexts: Vec::new(),
        };
        self.resolve(&language, &new)
    }

    pub(super) fn add_occurrence(
        &self,
        term: &TermRow,
        occurrence: &Occurrence,
        origin: ContextOrigin,
    ) -> Result<(), Failure> {
        let (article_id, context) = (occurrence.article_id, &occurrence.context);
        let places = self.context_places(article_id)?;
        self.ensure_context(article_id, term.term_id, context, origin, &places)
    }

    fn article_met_at(&self, article_id: ArticleId) -> Result<i64, Failure> {
        let sql = "SELECT created_at FROM articles WHERE id = ?1";
        let met_at = self
            .conn
            .prepare_cached(sql)?
            .query_one([article_id.0], |row| row.get(0));
        Ok(met_at.optional()?.unwrap_or(self.now.utc_ms))
    }

    fn bold_articles(&self, term_id: TermId) -> Result<u32, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/bold_articles.sql"))?;
        Ok(statement.query_one([term_id.0], |row| row.get(0))?)
    }

    /// The bold edits of one kind that an article has.
    pub(super) fn live_bold_edits(&self, article_id: ArticleId, action: BoldAction) -> Result<Vec<BoldEdit>, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/bold_edits.sql"))?;
        let edits = statement
            .query_map([article_id.0], bold_edit)?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(edits.into_iter().filter(|edit| edit.action == action).collect())
    }

    pub(super) fn add_edit(&self, article_id: ArticleId, anchor: &Anchor, action: BoldAction) -> Result<(), Failure> {
        if self
            .live_bold_edits(article_id, action)?
            .iter()
            .any(|edit| edit.is_at(anchor))
        {
            return Ok(());
        }
        let name = if action == BoldAction::Add { "add" } else { "drop" };
        let row = (self.uuid(), article_id.0, anchor_json(anchor)?, name, self.now.utc_ms);
        self.insert(include_str!("sql/bold_edit_insert.sql"), row)?;
        Ok(())
    }

    /// Takes the edits of one kind at a place back; says whether there were any.
    fn take_back_edits(&self, article_id: ArticleId, anchor: &Anchor, action: BoldAction) -> Result<bool, Failure> {
        let mut any = false;
        for edit in self
            .live_bold_edits(article_id, action)?
            .iter()
            .filter(|edit| edit.is_at(anchor))
        {
            self.drop_bold_edit(edit.bold_edit_id)?;
            any = true;
        }
        Ok(any)
    }

    pub(super) fn drop_bold_edit(&self, bold_edit_id: BoldEditId) -> Result<(), Failure> {
        let sql = "UPDATE bold_edits SET deleted_at = ?2 WHERE id = ?1";
        self.update("bold_edits", bold_edit_id.0, sql, (bold_edit_id.0, self.now.utc_ms))
    }
}

impl BoldEdit {
    /// Whether it stands at the place of an anchor of the same article.
    pub(super) fn is_at(&self, anchor: &Anchor) -> bool {
        same_place(&self.anchor, anchor)
    }
}

/// Reads a row of `bold_edits.sql`.
pub(super) fn bold_edit(row: &Row<'_>) -> Result<BoldEdit, rusqlite::Error> {
    let action = match row.get_ref(2)?.as_str()? {
        "add" => BoldAction::Add,
        "drop" => BoldAction::Drop,
        _ => return Err(rusqlite::Error::InvalidColumnType(2, "action".to_owned(), Type::Text)),
    };
    Ok(BoldEdit {
        bold_edit_id: BoldEditId(row.get(0)?),
        anchor: anchor(row, 1)?,
        action,
    })
}

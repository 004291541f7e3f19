//! The learner's word on which forms belong together: another headword, two terms joined, a form split off.
//!
//! Where the rules of a language go wrong, what the learner says is stored as a form of its own (`source = 'learner'`)
//! and comes before every rule, in every article. Contexts go with their form, notes stay together, and what a joined
//! term leaves behind is a tombstone, so that one undo brings it back.

use rusqlite::OptionalExtension;

use super::error::Failure;
use super::import::NewTerm;
use super::status_log::Source;
use super::terms::{TermRow, first_key};
use super::transact::Tx;
use super::values::{kind, kind_name, status, status_number};
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Standing, TermId};
use crate::text::{TermKind, form_key, is_own_headword};

/// What joining and splitting need to know of a term.
struct Member {
    row: TermRow,
    language: String,
    kind: TermKind,
    gloss: String,
    standing: Standing,
}

impl Store {
    /// Gives a term another headword; a term that has it already is joined with this one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the term was dropped; else when the library cannot be written to.
    pub fn set_headword(&mut self, term_id: TermId, headword: &str, now: Now) -> Result<Committed, StoreError> {
        let headword = headword.split_whitespace().collect::<Vec<_>>().join(" ");
        let op = Op::SetHeadword {
            term_id,
            from: String::new(),
            headword: headword.clone(),
        };
        let (committed, _) = self.transact(op, now, |tx| tx.rename_or_join(term_id, &headword))?;
        Ok(committed)
    }

    /// Joins two terms of one language into the second: forms, contexts and notes of both are its own, and so is the
    /// status that [`Standing::joined`] says.
    ///
    /// # Errors
    /// As [`Store::set_headword`].
    pub fn join_terms(&mut self, from: TermId, into: TermId, now: Now) -> Result<Committed, StoreError> {
        let op = Op::JoinTerms {
            term_id: into,
            headword: String::new(),
            other: String::new(),
            status: None,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            tx.op = Op::JoinTerms {
                term_id: into,
                headword: tx.term(into)?.headword,
                other: tx.term(from)?.headword,
                status: None,
            };
            tx.join_into(from, into)?;
            tx.name_status(into)
        })?;
        Ok(committed)
    }

    /// Says that a form always belongs to a headword, whatever the rules say: in all articles, from now on. A form
    /// that is its own headword is split off from its term and keeps the status. Gives the form's term.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn treat_form(
        &mut self,
        language: &str,
        kind: TermKind,
        form: &str,
        headword: &str,
        now: Now,
    ) -> Result<(Committed, TermId), StoreError> {
        let op = Op::TreatForm {
            term_id: TermId(0),
            form: form_key(form),
            headword: headword.to_owned(),
        };
        self.transact(op, now, |tx| {
            let target = tx.treat_form(language, kind, form, headword)?;
            tx.op = Op::TreatForm {
                term_id: target.term_id,
                form: form_key(form),
                headword: target.headword,
            };
            Ok(target.term_id)
        })
    }
}

impl Tx<'_> {
    /// The step says which status two terms have that were joined.
    fn name_status(&mut self, term_id: TermId) -> Result<(), Failure> {
        let now = self.term(term_id)?.status;
        if let Op::JoinTerms { status, .. } = &mut self.op {
            *status = now;
        }
        Ok(())
    }

    /// Gives a term another headword, or joins it with the term that has it; gives the term that has it then.
    pub(super) fn rename_or_join(&mut self, term_id: TermId, headword: &str) -> Result<TermId, Failure> {
        let term = self.member(term_id)?;
        let key = form_key(headword);
        self.op = Op::SetHeadword {
            term_id,
            from: term.row.headword.clone(),
            headword: headword.to_owned(),
        };
        if key.is_empty() || headword == term.row.headword {
            return Ok(term_id);
        }
        if let Some((other, dropped)) = self.by_headword(&term.language, term.kind, &key)?
            && other != term_id
        {
            if dropped {
                self.revive_term(other)?;
            }
            let into = self.member(other)?;
            self.op = Op::JoinTerms {
                term_id: other,
                headword: into.row.headword.clone(),
                other: term.row.headword.clone(),
                status: None,
            };
            self.join(&term, &into)?;
            self.name_status(other)?;
            return Ok(other);
        }
        // What had the old headword for its headword is still this term's.
        self.keep_headword(&term)?;
        let sql = "UPDATE terms SET headword = ?2, headword_key = ?3, updated_at = ?4 WHERE id = ?1";
        self.update("terms", term_id.0, sql, (term_id.0, headword, &key, self.now.utc_ms))?;
        if self
            .owner(&term.language, term.kind, std::iter::once(key.clone()))?
            .is_none()
        {
            self.own_form(&term.row, &term.language, term.kind, &key)?;
        }
        Ok(term_id)
    }

    /// Joins a term into another.
    pub(super) fn join_into(&self, from: TermId, into: TermId) -> Result<(), Failure> {
        self.join(&self.member(from)?, &self.member(into)?)
    }

    /// Gives everything that one term has to another.
    fn join(&self, from: &Member, into: &Member) -> Result<(), Failure> {
        let (old, new) = (from.row.term_id, into.row.term_id);
        if old == new || from.kind != into.kind || from.language != into.language {
            return Ok(());
        }
        self.keep_headword(from)?;
        for table in ["forms", "contexts"] {
            let sql = format!("UPDATE {table} SET term_id = ?2 WHERE term_id = ?1 AND deleted_at IS NULL");
            self.conn.prepare_cached(&sql)?.execute((old.0, new.0))?;
        }
        // Deleted notes as well: one that comes back belongs to what its term is then.
        let sql = "UPDATE notes SET term_id = ?2 WHERE term_id = ?1";
        self.conn.prepare_cached(sql)?.execute((old.0, new.0))?;
        self.join_cards(old, new)?;
        let gloss = match (from.gloss.trim(), into.gloss.trim()) {
            (one, other) if one.is_empty() || one == other => other.to_owned(),
            (one, "") => one.to_owned(),
            (one, other) => format!("{other}; {one}"),
        };
        let mut statement = self.conn.prepare_cached(include_str!("sql/term_gloss.sql"))?;
        statement.execute((new.0, &gloss, self.now.utc_ms))?;
        self.join_senses(old, new)?;
        self.stand(&into.row, from.standing.joined(into.standing))?;
        self.set_status(&from.row, None, Source::Join)?;
        let sql = "UPDATE terms SET gloss = '', deleted_at = ?2 WHERE id = ?1";
        self.update("terms", old.0, sql, (old.0, self.now.utc_ms))
    }

    /// Gives a term a standing: status, who set it, and when.
    fn stand(&self, term: &TermRow, standing: Standing) -> Result<(), Failure> {
        let Standing { status, by_learner, at } = standing;
        let sql = "UPDATE terms SET status = ?2, status_by_learner = ?3, status_at = ?4, updated_at = ?5 WHERE id = ?1";
        let row = (term.term_id.0, status_number(status), by_learner, at, self.now.utc_ms);
        self.update("terms", term.term_id.0, sql, row)?;
        if term.status == status {
            return Ok(());
        }
        self.log_status(term.term_id, term.status, status, Source::Join)
    }

    fn treat_form(&mut self, language: &str, kind: TermKind, form: &str, headword: &str) -> Result<TermRow, Failure> {
        let (form, key) = (form_key(form), form_key(headword));
        let old = self.owner(language, kind, std::iter::once(form.clone()))?;
        let old = old.map(|term_id| self.member(term_id)).transpose()?;
        // A headword that is treated as a form of another one takes its whole term along.
        if let Some(old) = old.as_ref().filter(|old| form == form_key(&old.row.headword)) {
            let term_id = self.rename_or_join(old.row.term_id, headword)?;
            return self.term(term_id);
        }
        let target = match self.by_headword(language, kind, &key)? {
            Some((term_id, dropped)) => {
                if dropped {
                    self.revive_term(term_id)?;
                }
                self.term(term_id)?
            }
            None => self.resolve_new(language, &bare(kind, headword), &key)?,
        };
        if old.as_ref().is_some_and(|old| old.row.term_id == target.term_id) {
            self.own_form(&target, language, kind, &form)?;
            return Ok(target);
        }
        self.own_form(&target, language, kind, &form)?;
        let Some(old) = old else { return Ok(target) };
        self.move_contexts_of_form(&old.row, &target, &form)?;
        // Split off, it stands where it stood; joined to a term that has a standing of its own, it takes that one.
        if target.status.is_none() && !target.by_learner {
            self.stand(&target, old.standing)?;
        }
        if self.has_forms(old.row.term_id)? {
            self.drop_if_bare(&self.term(old.row.term_id)?)?;
        } else {
            self.join_into(old.row.term_id, target.term_id)?;
        }
        self.term(target.term_id)
    }

    /// Makes a form a term's own by the learner's word, taking it from whichever term has it.
    fn own_form(&self, term: &TermRow, language: &str, kind: TermKind, form: &str) -> Result<(), Failure> {
        let sql = "UPDATE forms SET term_id = ?5, source = 'learner'
                   WHERE language = ?1 AND first_key = ?2 AND form_key = ?3 AND kind = ?4 AND deleted_at IS NULL";
        let key = (language, first_key(form), form, kind_name(kind), term.term_id.0);
        if self.conn.prepare_cached(sql)?.execute(key)? == 0 {
            self.insert_form(term.term_id, language, kind, form, "learner")?;
        }
        Ok(())
    }

    /// Makes a term's headword a form of its own, so that it stays one under another headword; what is a form of another
    /// term stays that.
    fn keep_headword(&self, term: &Member) -> Result<(), Failure> {
        let key = form_key(&term.row.headword);
        match self.owner(&term.language, term.kind, std::iter::once(key.clone()))? {
            Some(owner) if owner != term.row.term_id => Ok(()),
            None if term.kind == TermKind::Word && !is_own_headword(&term.language, &key) => Ok(()),
            _ => self.own_form(&term.row, &term.language, term.kind, &key),
        }
    }

    fn move_contexts_of_form(&self, from: &TermRow, to: &TermRow, form: &str) -> Result<(), Failure> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, form FROM contexts WHERE term_id = ?1 AND deleted_at IS NULL")?;
        let rows = statement.query_map([from.term_id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
        for (context_id, _) in rows.into_iter().filter(|(_, other)| form_key(other) == form) {
            let sql = "UPDATE contexts SET term_id = ?2 WHERE id = ?1";
            self.update("contexts", context_id, sql, (context_id, to.term_id.0))?;
        }
        Ok(())
    }

    fn has_forms(&self, term_id: TermId) -> Result<bool, Failure> {
        let sql = "SELECT 1 FROM forms WHERE term_id = ?1 AND deleted_at IS NULL";
        Ok(self.conn.prepare_cached(sql)?.exists([term_id.0])?)
    }

    /// The term of a headword, and whether it is a tombstone.
    pub(super) fn by_headword(
        &self,
        language: &str,
        kind: TermKind,
        headword_key: &str,
    ) -> Result<Option<(TermId, bool)>, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/term_by_headword.sql"))?;
        let found = statement.query_one((language, kind_name(kind), headword_key), |row| {
            Ok((TermId(row.get(0)?), row.get(1)?))
        });
        Ok(found.optional()?)
    }

    fn member(&self, term_id: TermId) -> Result<Member, Failure> {
        let row = self.term(term_id)?;
        let sql = "SELECT language, kind, gloss, status, status_by_learner, status_at FROM terms WHERE id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_one([term_id.0], |found| {
            Ok(Member {
                row,
                language: found.get(0)?,
                kind: kind(found, 1)?,
                gloss: found.get(2)?,
                standing: Standing {
                    status: status(found, 3)?,
                    by_learner: found.get(4)?,
                    at: found.get(5)?,
                },
            })
        })?)
    }
}

fn bare(kind: TermKind, headword: &str) -> NewTerm {
    NewTerm {
        kind,
        headword: headword.to_owned(),
        forms: Vec::new(),
        gloss: None,
        status: None,
        contexts: Vec::new(),
    }
}

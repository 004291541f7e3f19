//! Terms and their forms.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::Failure;
use super::import::NewTerm;
use super::status_log::Source;
use super::transact::Tx;
use super::values::{json_array, kind, kind_name, status, status_number};
use super::{Committed, Now, Op, Store, StoreError};
use crate::study::{Note, Status, Term, TermId};
use crate::text::{TermKind, form_key, is_own_headword, key_parts};

/// What a change needs to know of a term.
#[derive(Clone, Debug)]
pub(super) struct TermRow {
    pub(super) term_id: TermId,
    pub(super) headword: String,
    pub(super) status: Option<Status>,
    /// Whether the learner set the status (also to none).
    pub(super) by_learner: bool,
    /// Whether it was no term before this change.
    pub(super) is_new: bool,
}

impl Store {
    /// The terms of a language that may occur in a text with these token keys, in the order of their keys: single words
    /// by their forms; phrases and compounds whose first token is among the keys (the rest is for the caller to see).
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn terms_for<K: AsRef<str>>(&self, language: &str, keys: &[K]) -> Result<Vec<Term>, StoreError> {
        self.read(|conn| {
            let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
            let keys = serde_json::to_string(&keys)?;
            let mut statement = conn.prepare_cached(include_str!("sql/terms_by_first_key.sql"))?;
            let ids = statement
                .query_map((language, keys), |row| row.get(0))?
                .collect::<Result<Vec<i64>, _>>()?;
            load(conn, ids)
        })
    }

    /// The terms with these keys, in the order of the keys; those that were dropped are missing.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn terms(&self, term_ids: &[TermId]) -> Result<Vec<Term>, StoreError> {
        self.read(|conn| load(conn, term_ids.iter().map(|term_id| term_id.0)))
    }

    /// Gives a term a status; `None` takes it away.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when the term was dropped; else when the library cannot be written to.
    pub fn set_status(&mut self, term_id: TermId, status: Option<Status>, now: Now) -> Result<Committed, StoreError> {
        self.change_status(term_id, now, |_| status)
    }

    /// Moves a term one step up the scale, from whatever it is now.
    ///
    /// # Errors
    /// As [`Store::set_status`].
    pub fn raise_status(&mut self, term_id: TermId, now: Now) -> Result<Committed, StoreError> {
        self.change_status(term_id, now, |status| Some(Status::up(status)))
    }

    /// Moves a term one step down the scale, from whatever it is now.
    ///
    /// # Errors
    /// As [`Store::set_status`].
    pub fn lower_status(&mut self, term_id: TermId, now: Now) -> Result<Committed, StoreError> {
        self.change_status(term_id, now, |status| Some(Status::down(status)))
    }

    fn change_status(
        &mut self,
        term_id: TermId,
        now: Now,
        change: impl FnOnce(Option<Status>) -> Option<Status>,
    ) -> Result<Committed, StoreError> {
        let op = Op::SetStatus {
            term_id,
            headword: String::new(),
            from: None,
            status: None,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let term = tx.term(term_id)?;
            let status = change(term.status);
            tx.op = Op::SetStatus {
                term_id,
                headword: term.headword.clone(),
                from: term.status,
                status,
            };
            tx.set_status(&term, status, Source::Learner)
        })?;
        Ok(committed)
    }

    /// Writes a term's gloss. All of one editing `session` is one step.
    ///
    /// # Errors
    /// As [`Store::set_status`].
    pub fn set_gloss(&mut self, term_id: TermId, gloss: &str, session: u64, now: Now) -> Result<Committed, StoreError> {
        let op = Op::EditGloss {
            term_id,
            headword: String::new(),
            session,
        };
        let (committed, ()) = self.transact(op, now, |tx| {
            let headword = tx.term(term_id)?.headword;
            tx.op = Op::EditGloss {
                term_id,
                headword,
                session,
            };
            let mut statement = tx.conn.prepare_cached(include_str!("sql/term_gloss.sql"))?;
            statement.execute((term_id.0, gloss.trim(), now.utc_ms))?;
            Ok(())
        })?;
        Ok(committed)
    }
}

impl Tx<'_> {
    /// A term that was not dropped.
    pub(super) fn term(&self, term_id: TermId) -> Result<TermRow, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/term_row.sql"))?;
        let row = statement.query_one([term_id.0], term_row).optional()?;
        row.ok_or(Failure::NoSuchRow {
            table: "terms",
            row_id: term_id.0,
        })
    }

    /// Gives a term a status, and logs it.
    pub(super) fn set_status(&self, term: &TermRow, status: Option<Status>, source: Source) -> Result<(), Failure> {
        let by_learner = matches!(source, Source::Learner | Source::Finish);
        if term.status == status && term.by_learner == by_learner {
            return Ok(());
        }
        let row = (term.term_id.0, status_number(status), self.now.utc_ms, by_learner);
        self.update("terms", term.term_id.0, include_str!("sql/term_status.sql"), row)?;
        if term.status == status {
            return Ok(());
        }
        self.log_status(term.term_id, term.status, status, source)
    }

    /// Gives a term a status unless it has one, or the learner took it away.
    pub(super) fn give_status(&self, term: &TermRow, status: Option<Status>, source: Source) -> Result<(), Failure> {
        match status {
            Some(_) if term.status.is_none() && !term.by_learner => self.set_status(term, status, source),
            _ => Ok(()),
        }
    }

    /// The term that a word belongs to: the one that has one of its forms, else the one that has its headword among its
    /// forms, else the one of that headword, dropped ones included, else a new one. A headword that is a form of another
    /// word itself (`rose` of `roses`) leads to that other one only where the learner said so.
    pub(super) fn resolve(&self, language: &str, new: &NewTerm) -> Result<TermRow, Failure> {
        let headword_key = form_key(&new.headword);
        let forms = new.forms.iter().map(|form| form_key(form));
        // A word without a form is all headword.
        let leads = new.forms.is_empty() || self.leads(language, new.kind, &headword_key)?;
        let leads = leads.then(|| headword_key.clone());
        if let Some(term_id) = self.owner(language, new.kind, forms.chain(leads))? {
            for form in &new.forms {
                self.ensure_form(term_id, language, new.kind, form)?;
            }
            return self.term(term_id);
        }
        match self.by_headword(language, new.kind, &headword_key)? {
            Some((term_id, dropped)) => {
                if dropped {
                    self.revive_term(term_id)?;
                }
                self.with_forms(term_id, language, new, dropped)
            }
            None => self.resolve_new(language, new, &headword_key),
        }
    }

    /// Whether the owner of a headword's own form is the term of what has that headword.
    fn leads(&self, language: &str, kind: TermKind, headword_key: &str) -> Result<bool, Failure> {
        if kind == TermKind::Phrase || is_own_headword(language, headword_key) {
            return Ok(true);
        }
        let sql = "SELECT 1 FROM forms
                   WHERE language = ?1 AND form_key = ?2 AND kind = 'word' AND source = 'learner' AND deleted_at IS NULL";
        Ok(self.conn.prepare_cached(sql)?.exists((language, headword_key))?)
    }

    /// A term that there never was.
    pub(super) fn resolve_new(&self, language: &str, new: &NewTerm, headword_key: &str) -> Result<TermRow, Failure> {
        let row = (
            self.uuid(),
            language,
            kind_name(new.kind),
            &new.headword,
            headword_key,
            self.met_at,
            self.now.utc_ms,
        );
        let term_id = TermId(self.insert(include_str!("sql/term_insert.sql"), row)?);
        self.with_forms(term_id, language, new, true)
    }

    fn with_forms(&self, term_id: TermId, language: &str, new: &NewTerm, is_new: bool) -> Result<TermRow, Failure> {
        let own = || is_own_headword(language, &form_key(&new.headword));
        let named = new.kind == TermKind::Phrase || new.forms.is_empty() || own();
        for form in named.then_some(&new.headword).into_iter().chain(&new.forms) {
            self.ensure_form(term_id, language, new.kind, form)?;
        }
        let term = self.term(term_id)?;
        Ok(TermRow { is_new, ..term })
    }

    /// The term that has one of these forms.
    pub(super) fn owner(
        &self,
        language: &str,
        kind: TermKind,
        keys: impl Iterator<Item = String>,
    ) -> Result<Option<TermId>, Failure> {
        let mut statement = self.conn.prepare_cached(match kind {
            TermKind::Word => include_str!("sql/form_owner.sql"),
            TermKind::Phrase => include_str!("sql/phrase_owner.sql"),
        })?;
        for key in keys {
            let owner = match kind {
                TermKind::Word => statement.query_one((language, &key), |row| row.get(0)),
                TermKind::Phrase => statement.query_one((language, &key, first_key(&key)), |row| row.get(0)),
            };
            if let Some(owner) = owner.optional()? {
                return Ok(Some(TermId(owner)));
            }
        }
        Ok(None)
    }

    /// Brings a dropped term back, without the status that it had.
    pub(super) fn revive_term(&self, term_id: TermId) -> Result<(), Failure> {
        let row = (term_id.0, self.now.utc_ms);
        self.update("terms", term_id.0, include_str!("sql/term_revive.sql"), row)?;
        let mut statement = self.conn.prepare_cached(include_str!("sql/forms_revive.sql"))?;
        statement.execute([term_id.0])?;
        Ok(())
    }

    fn ensure_form(&self, term_id: TermId, language: &str, kind: TermKind, form: &str) -> Result<(), Failure> {
        let key = form_key(form);
        if key.is_empty() || self.owner(language, kind, std::iter::once(key.clone()))?.is_some() {
            return Ok(());
        }
        self.insert_form(term_id, language, kind, &key, "automatic")
    }

    /// Adds a form that no term has.
    pub(super) fn insert_form(
        &self,
        term_id: TermId,
        language: &str,
        kind: TermKind,
        key: &str,
        source: &str,
    ) -> Result<(), Failure> {
        let row = (
            self.uuid(),
            term_id.0,
            language,
            kind_name(kind),
            key,
            first_key(key),
            source,
            self.now.utc_ms,
        );
        self.insert(include_str!("sql/form_insert.sql"), row)?;
        Ok(())
    }

    /// Drops a term when nothing keeps it: no context, no note, no gloss, no status of the learner's. Says whether.
    pub(super) fn drop_if_bare(&self, term: &TermRow) -> Result<bool, Failure> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/term_is_bare.sql"))?;
        if !statement.exists([term.term_id.0])? {
            return Ok(false);
        }
        if term.status.is_some() {
            self.set_status(term, None, Source::Drop)?;
        }
        // What the learner said of its forms still holds: it stays as a word without a standing.
        let mut statement = self
            .conn
            .prepare_cached("SELECT 1 FROM forms WHERE term_id = ?1 AND source = 'learner' AND deleted_at IS NULL")?;
        if statement.exists([term.term_id.0])? {
            return Ok(true);
        }
        let row = (term.term_id.0, self.now.utc_ms);
        self.conn
            .prepare_cached("UPDATE forms SET deleted_at = ?2 WHERE term_id = ?1 AND deleted_at IS NULL")?
            .execute(row)?;
        self.update(
            "terms",
            term.term_id.0,
            "UPDATE terms SET deleted_at = ?2 WHERE id = ?1",
            row,
        )?;
        Ok(true)
    }
}

/// Key of the first token of a form.
pub(super) fn first_key(key: &str) -> &str {
    key_parts(key).first().copied().unwrap_or(key)
}

fn term_row(row: &Row<'_>) -> Result<TermRow, rusqlite::Error> {
    Ok(TermRow {
        term_id: TermId(row.get(0)?),
        headword: row.get(1)?,
        status: status(row, 2)?,
        by_learner: row.get(3)?,
        is_new: false,
    })
}

/// Terms with their forms and notes, in the order of their keys.
pub(super) fn load(conn: &Connection, ids: impl IntoIterator<Item = i64>) -> Result<Vec<Term>, Failure> {
    let ids = json_array(ids);
    let mut statement = conn.prepare_cached(include_str!("sql/terms.sql"))?;
    let rows = statement.query_map([&ids], |row| {
        Ok(Term {
            term_id: TermId(row.get(0)?),
            language: row.get(1)?,
            kind: kind(row, 2)?,
            headword: row.get(3)?,
            status: status(row, 4)?,
            gloss: row.get(5)?,
            contexts: row.get(6)?,
            saved_at: row.get(7)?,
            sense: row.get(8)?,
            forms: Vec::new(),
            notes: Vec::new(),
        })
    })?;
    let mut terms = rows.collect::<Result<Vec<_>, _>>()?;
    let place: HashMap<i64, usize> = terms
        .iter()
        .enumerate()
        .map(|(place, term)| (term.term_id.0, place))
        .collect();
    let mut statement = conn.prepare_cached(include_str!("sql/forms_of_terms.sql"))?;
    let mut rows = statement.query([&ids])?;
    while let Some(row) = rows.next()? {
        if let Some(&place) = place.get(&row.get(0)?) {
            terms[place].forms.push(row.get(1)?);
        }
    }
    let mut statement = conn.prepare_cached(include_str!("sql/notes_of_terms.sql"))?;
    let mut rows = statement.query([&ids])?;
    while let Some(row) = rows.next()? {
        if let Some(&place) = place.get(&row.get(0)?) {
            terms[place].notes.push(Note {
                note_id: crate::study::NoteId(row.get(1)?),
                body: row.get(2)?,
                updated_at: row.get(3)?,
            });
        }
    }
    Ok(terms)
}

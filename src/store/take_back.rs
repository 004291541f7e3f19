//! Taking back what was deleted or swept, in a later session.
//!
//! The undo stack knows that nothing came after the step that it takes back; here anything may have. So each column goes
//! back to what it was only where it is still as the change left it, and afterwards every word that was touched is
//! mended: what is live hangs on what is live, has a form, and stands where its log says. All of it is one change like
//! any other, so that `Ctrl+Z` takes it back.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;
use rusqlite::types::Value;

use super::error::Failure;
use super::past::{Images, RowImage, json, row, seal, value};
use super::transact::Tx;
use super::undo::columns_of;
use super::values::kind;
use super::{Committed, Now, Op, PastDeed, Store, StoreError};
use crate::study::{PastId, TermId};
use crate::text::form_key;

/// Columns that say together how a term stands: they go back together or not at all.
const STANDING: [&str; 3] = ["status", "status_at", "status_by_learner"];

/// What became of an entry that was taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Rows that are as they were before.
    pub restored: u32,
    /// Rows that changed since, and stay as they are.
    pub kept: u32,
}

/// A taking back under way.
#[derive(Default)]
struct Restoring {
    outcome: TakenBack,
    /// Terms that are to be mended.
    touched: BTreeSet<i64>,
    /// Terms that there were not before the change.
    brought: BTreeSet<i64>,
    /// Rows that were tombstones before the change: table, row, since when.
    buried: Vec<(&'static str, i64, Value)>,
    /// Rows of the status log that the change wrote.
    log: Vec<i64>,
}

impl Store {
    /// Takes an entry of the History list back. What has changed since stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] when there is no such entry, or it was taken back already; else when the library cannot
    /// be written to.
    pub fn take_back(&mut self, past_id: PastId, now: Now) -> Result<(Committed, TakenBack), StoreError> {
        let missing = StoreError::NoSuchRow {
            table: "history",
            row_id: past_id.0,
        };
        let past = self.past()?.into_iter().find(|past| past.past_id == past_id);
        let PastDeed { kind, title, .. } = past.filter(|past| !past.taken_back).ok_or(missing)?;
        let op = Op::TakeBack { kind, title, rows: 0 };
        self.transact(op, now, |tx| {
            let sql = "SELECT images FROM history WHERE id = ?1";
            let images: String = tx.conn.query_one(sql, [past_id.0], |row| row.get(0))?;
            let outcome = tx.restore_images(serde_json::from_str(&images)?)?;
            let sql = "UPDATE history SET deleted_at = ?2 WHERE id = ?1";
            tx.update("history", past_id.0, sql, (past_id.0, now.utc_ms))?;
            if let Op::TakeBack { rows, .. } = &mut tx.op {
                *rows = outcome.restored;
            }
            Ok(outcome)
        })
    }
}

impl Tx<'_> {
    fn restore_images(&self, images: Images) -> Result<TakenBack, Failure> {
        let mut restoring = Restoring {
            log: images.log,
            ..Restoring::default()
        };
        for image in images.rows.iter().rev() {
            self.restore_image(image, &mut restoring)?;
        }
        // Mending one may touch another: what joins it has its forms.
        for term_id in std::mem::take(&mut restoring.touched) {
            self.mend(TermId(term_id), &restoring)?;
        }
        // An older entry knows a tombstone by its date.
        for (table, row_id, since) in &restoring.buried {
            let sql = format!("UPDATE {table} SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NOT NULL");
            self.conn.prepare_cached(&sql)?.execute((row_id, since))?;
        }
        Ok(restoring.outcome)
    }

    fn restore_image(&self, image: &RowImage, restoring: &mut Restoring) -> Result<(), Failure> {
        let Some((table, columns)) = columns_of(self.conn, &image.table)? else {
            return Ok(());
        };
        let Some(current) = row(self.conn, table, &columns, image.id)? else {
            restoring.outcome.kept += 1;
            return Ok(());
        };
        let slot = |name: &str| columns.iter().position(|column| column == name);
        if table == "terms" {
            restoring.touched.insert(image.id);
        } else if let Some(Value::Integer(term_id)) = slot("term_id").and_then(|slot| current.get(slot)) {
            restoring.touched.insert(*term_id);
        }
        if image.new && table != "terms" {
            return self.remove_new(image, table, (&columns, &current), restoring);
        }
        let is_same = |name: &str| {
            let image = image.columns.iter().find(|(column, ..)| column == name);
            image.is_none_or(|(_, _, after)| slot(name).is_some_and(|slot| json(&current[slot]) == *after))
        };
        let stands = table != "terms" || STANDING.iter().all(|name| is_same(name));
        let (mut sets, mut values) = (Vec::new(), vec![Value::Integer(image.id)]);
        let mut kept = false;
        for (name, before, after) in &image.columns {
            if before == after {
                continue;
            }
            if slot(name).is_none() || !is_same(name) || (STANDING.contains(&name.as_str()) && !stands) {
                kept = true;
            } else if name == "deleted_at" && !before.is_null() {
                // What it brought to life goes again only if nothing keeps it.
                restoring.brought.extend((table == "terms").then_some(image.id));
                restoring.buried.push((table, image.id, value(before)));
            } else if name == "deleted_at" && !self.has_room(table, image.id)? {
                kept = true;
            } else {
                values.push(value(before));
                sets.push(format!("{name} = ?{}", values.len()));
            }
        }
        restoring
            .brought
            .extend((image.new && table == "terms").then_some(image.id));
        if kept {
            restoring.outcome.kept += 1;
        }
        if sets.is_empty() {
            return Ok(());
        }
        let sql = format!("UPDATE {table} SET {} WHERE id = ?1", sets.join(", "));
        self.update(table, image.id, &sql, rusqlite::params_from_iter(values))?;
        restoring.outcome.restored += u32::from(!kept);
        let owner = slot("term_id").zip(row(self.conn, table, &columns, image.id)?);
        if let Some((slot, now)) = owner
            && let Some(Value::Integer(term_id)) = now.get(slot)
        {
            restoring.touched.insert(*term_id);
        }
        Ok(())
    }

    /// Removes a row that the change made, if it is still as it was then.
    fn remove_new(
        &self,
        image: &RowImage,
        table: &'static str,
        (columns, current): (&[String], &[Value]),
        restoring: &mut Restoring,
    ) -> Result<(), Failure> {
        let needed = table == "forms" && self.is_form_met(image.id)?;
        if needed || seal(current) != image.seal || !columns.iter().any(|column| column == "deleted_at") {
            restoring.outcome.kept += 1;
            return Ok(());
        }
        let sql = format!("UPDATE {table} SET deleted_at = ?2 WHERE id = ?1");
        self.update(table, image.id, &sql, (image.id, self.now.utc_ms))?;
        restoring.outcome.restored += 1;
        Ok(())
    }

    /// Whether a row may come back: an article needs its source, and a form none that is live and the same.
    fn has_room(&self, table: &str, row_id: i64) -> Result<bool, Failure> {
        let sql = match table {
            "articles" => "SELECT 1 FROM articles WHERE id = ?1 AND source_id IS NULL",
            "forms" => {
                "SELECT 1 FROM forms AS gone JOIN forms AS live USING (language, first_key, form_key, kind)
                 WHERE gone.id = ?1 AND live.deleted_at IS NULL"
            }
            "cards" => {
                "SELECT 1 FROM cards AS gone JOIN cards AS live ON live.term_id = gone.term_id
                 WHERE gone.id = ?1 AND live.deleted_at IS NULL"
            }
            _ => return Ok(true),
        };
        Ok(!self.conn.prepare_cached(sql)?.exists([row_id])?)
    }

    /// Whether its term was met in a form.
    fn is_form_met(&self, form_id: i64) -> Result<bool, Failure> {
        let sql = "SELECT forms.form_key, contexts.form FROM forms JOIN contexts USING (term_id)
                   WHERE forms.id = ?1 AND contexts.deleted_at IS NULL";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([form_id])?;
        while let Some(row) = rows.next()? {
            if form_key(&row.get::<_, String>(1)?) == row.get::<_, String>(0)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes a term sound again: alive if anything hangs on it, standing where its log says, with a form, and gone if it
    /// came with the change and nothing keeps it.
    fn mend(&self, term_id: TermId, restoring: &Restoring) -> Result<(), Failure> {
        let sql = "SELECT deleted_at IS NULL,
                          EXISTS (SELECT 1 FROM contexts WHERE term_id = ?1 AND deleted_at IS NULL)
                       OR EXISTS (SELECT 1 FROM notes WHERE term_id = ?1 AND deleted_at IS NULL)
                   FROM terms WHERE id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_one([term_id.0], |row| Ok((row.get::<_, bool>(0)?, row.get::<_, bool>(1)?)));
        match found.optional()? {
            None | Some((false, false)) => {
                let sql = "UPDATE forms SET deleted_at = ?2 WHERE term_id = ?1 AND deleted_at IS NULL";
                self.conn.prepare_cached(sql)?.execute((term_id.0, self.now.utc_ms))?;
                return Ok(());
            }
            Some((false, true)) => self.revive_term(term_id)?,
            Some((true, _)) => {}
        }
        self.log_restored_status(term_id, &restoring.log)?;
        if restoring.brought.contains(&term_id.0) && self.drop_if_bare(&self.term(term_id)?)? {
            return Ok(());
        }
        self.mend_forms(term_id)
    }

    /// A term without a form gets its own back; where another term has it now, the two are one.
    fn mend_forms(&self, term_id: TermId) -> Result<(), Failure> {
        let has_forms = "SELECT 1 FROM forms WHERE term_id = ?1 AND deleted_at IS NULL";
        if self.conn.prepare_cached(has_forms)?.exists([term_id.0])? {
            return Ok(());
        }
        self.conn
            .prepare_cached(include_str!("sql/forms_revive.sql"))?
            .execute([term_id.0])?;
        if self.conn.prepare_cached(has_forms)?.exists([term_id.0])? {
            return Ok(());
        }
        let sql = "SELECT language, kind, headword_key FROM terms WHERE id = ?1";
        let (language, kind, key) = self.conn.query_one(sql, [term_id.0], |row| {
            Ok((row.get::<_, String>(0)?, kind(row, 1)?, row.get::<_, String>(2)?))
        })?;
        match self.owner(&language, kind, std::iter::once(key.clone()))? {
            Some(owner) => self.join_into(term_id, owner),
            None => self.insert_form(term_id, &language, kind, &key, "automatic"),
        }
    }

    /// Logs a status that went back to what it was, and names the row that it takes back.
    fn log_restored_status(&self, term_id: TermId, log: &[i64]) -> Result<(), Failure> {
        let sql = "SELECT terms.status, newest.to_status, newest.id
                   FROM terms LEFT JOIN status_log AS newest ON newest.id = (
                       SELECT id FROM status_log WHERE term_id = ?1 ORDER BY id DESC LIMIT 1)
                   WHERE terms.id = ?1";
        let (status, logged, newest) = self.conn.query_one(sql, [term_id.0], |row| {
            Ok((
                row.get::<_, Option<u8>>(0)?,
                row.get::<_, Option<u8>>(1)?,
                row.get::<_, Option<i64>>(2)?,
            ))
        })?;
        if status == logged {
            return Ok(());
        }
        let reverts = newest.filter(|newest| log.contains(newest));
        let (at, offset) = (self.now.utc_ms, self.now.offset_minutes);
        let sql =
            "INSERT INTO status_log (uuid, term_id, from_status, to_status, source, at, utc_offset_minutes, reverts)
                   VALUES (?1, ?2, ?3, ?4, 'undo', ?5, ?6, ?7)";
        self.insert(sql, (self.uuid(), term_id.0, logged, status, at, offset, reverts))?;
        Ok(())
    }
}

//! The step to version 2: terms that version 1 kept under the forms as they were met become families.
//!
//! `stalls` and `stalled` become `stall`, with the forms, contexts, notes and glosses of both. It happens once: later
//! tables of headwords never rename or join terms by themselves.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::Failure;
use super::transact::Tx;
use super::values::kind;
use super::{Now, Op};
use crate::study::TermId;
use crate::text::{TermKind, headword_of_term};

/// Joins every live term with those of the same headword.
pub(super) fn join_families(conn: &Connection, now: Now) -> Result<(), Failure> {
    let mut statement =
        conn.prepare("SELECT id, language, kind, headword_key FROM terms WHERE deleted_at IS NULL ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok((TermId(row.get(0)?), row.get(1)?, kind(row, 2)?, row.get(3)?))
    })?;
    let mut families: BTreeMap<(String, TermKind, String), Vec<(TermId, bool)>> = BTreeMap::new();
    for row in rows {
        let (term_id, language, kind, key): (TermId, String, TermKind, String) = row?;
        let headword = headword_of_term(&language, kind, &key);
        let is_head = key == headword;
        families
            .entry((language, kind, headword))
            .or_default()
            .push((term_id, is_head));
    }
    let mut tx = Tx {
        conn,
        now,
        met_at: now.utc_ms,
        op: Op::Import {
            articles: 0,
            title: String::new(),
            batch: 0,
        },
    };
    for ((_, _, headword), members) in families {
        let head = members.iter().find(|(_, is_head)| *is_head).or(members.first());
        let Some(&(head, is_head)) = head else { continue };
        let head = if is_head {
            head
        } else {
            tx.rename_or_join(head, &headword)?
        };
        for (term_id, _) in members.into_iter().filter(|(term_id, _)| *term_id != head) {
            if tx.term(term_id).is_ok() {
                tx.join_into(term_id, head)?;
            }
        }
    }
    // None of this is the learner's word.
    conn.execute("UPDATE forms SET source = 'automatic'", [])?;
    Ok(())
}

//! The schema and the steps that lead to it.
//!
//! A new library is made by the same steps as an old one is brought up to date, all of them in one transaction: after a
//! crash at any moment the file is the old one or the new one.

use rusqlite::{Connection, TransactionBehavior};

use super::Now;
use super::error::Failure;
use super::join_families::join_families;

/// `Bold` in ASCII: says that an SQLite file is ours.
pub(super) const APPLICATION_ID: i32 = 0x426f_6c64;

/// What a step does in code, within its transaction.
type Then = fn(&Connection, Now) -> Result<(), Failure>;

/// One step from the format before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Upgrade {
    /// The format after the step (`user_version`).
    pub(super) to: i32,
    /// What the step does.
    pub(super) sql: &'static str,
    /// What it does beyond that, where it takes more than SQL.
    pub(super) then: Option<Then>,
}

/// All steps, in order. A released step is never edited.
pub(super) const UPGRADES: &[Upgrade] = &[
    Upgrade {
        to: 1,
        sql: include_str!("sql/schema-1.sql"),
        then: None,
    },
    Upgrade {
        to: 2,
        sql: include_str!("sql/schema-2.sql"),
        then: Some(join_families),
    },
    Upgrade {
        to: 3,
        sql: include_str!("sql/schema-3.sql"),
        then: None,
    },
];

/// The format that a chain of steps leads to.
pub(super) fn newest(steps: &[Upgrade]) -> i32 {
    steps.last().map_or(0, |step| step.to)
}

/// Reads `user_version`.
pub(super) fn version(conn: &Connection) -> Result<i32, rusqlite::Error> {
    conn.query_one("PRAGMA user_version", [], |row| row.get(0))
}

/// Takes all steps that the file has not taken yet, in one transaction; `finish` runs before it is committed.
///
/// Foreign keys are off meanwhile, as rebuilding a table needs it, and are checked as a whole at the end.
pub(super) fn upgrade(
    conn: &mut Connection,
    steps: &[Upgrade],
    now: Now,
    finish: impl FnOnce(&Connection) -> Result<(), Failure>,
) -> Result<(), Failure> {
    conn.pragma_update(None, "foreign_keys", false)?;
    let result = upgrade_unchecked(conn, steps, now, finish);
    conn.pragma_update(None, "foreign_keys", true)?;
    result
}

fn upgrade_unchecked(
    conn: &mut Connection,
    steps: &[Upgrade],
    now: Now,
    finish: impl FnOnce(&Connection) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again under the write lock: another program may have upgraded meanwhile.
    let from = version(&tx)?;
    for step in steps.iter().filter(|step| step.to > from) {
        tx.execute_batch(step.sql)?;
        if let Some(then) = step.then {
            then(&tx, now)?;
        }
        tx.pragma_update(None, "user_version", step.to)?;
    }
    if from == 0 {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    finish(&tx)?;
    if tx.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Failure::Corrupt("rows point at rows that are not there".to_owned()));
    }
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Now = Now {
        utc_ms: 0,
        offset_minutes: 0,
    };
    const FIRST: Upgrade = Upgrade {
        to: 1,
        sql: "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT) STRICT;",
        then: None,
    };
    const SECOND: Upgrade = Upgrade {
        to: 2,
        sql: "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x; CREATE TABLE b (z) ;",
        then: None,
    };
    const FAILING: Upgrade = Upgrade {
        to: 3,
        sql: "UPDATE a SET y = 'lost'; DROP TABLE b; INSERT INTO none VALUES (1);",
        then: None,
    };
    const DANGLING: Upgrade = Upgrade {
        to: 3,
        sql: "CREATE TABLE c (a_id INTEGER REFERENCES a (id)); INSERT INTO c VALUES (77);",
        then: None,
    };

    fn dump(conn: &Connection) -> (i32, Vec<String>) {
        let mut statement = conn.prepare("SELECT sql FROM sqlite_schema ORDER BY name").unwrap();
        let mut lines: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let mut statement = conn.prepare("SELECT quote(y) FROM a").unwrap();
        lines.extend(statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap));
        (version(conn).unwrap(), lines)
    }

    fn at_two() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        upgrade(&mut conn, &[FIRST], NOW, |_| Ok(())).unwrap();
        conn.execute("INSERT INTO a (x) VALUES ('kept')", []).unwrap();
        upgrade(&mut conn, &[FIRST, SECOND], NOW, |_| Ok(())).unwrap();
        conn
    }

    #[test]
    fn steps_are_taken_once_and_in_order() {
        let mut conn = at_two();
        let before = dump(&conn);
        assert_eq!(before.0, 2);
        assert!(before.1.contains(&"'kept'".to_owned()));
        upgrade(&mut conn, &[FIRST, SECOND], NOW, |_| Ok(())).unwrap();
        assert_eq!(dump(&conn), before);
    }

    #[test]
    fn a_failing_step_leaves_the_old_file() {
        for bad in [FAILING, DANGLING] {
            let mut conn = at_two();
            let before = dump(&conn);
            assert!(upgrade(&mut conn, &[FIRST, SECOND, bad], NOW, |_| Ok(())).is_err());
            assert_eq!(dump(&conn), before);
        }
    }

    #[test]
    fn a_failing_end_leaves_the_old_file() {
        let mut conn = Connection::open_in_memory().unwrap();
        assert!(upgrade(&mut conn, UPGRADES, NOW, |_| Err(Failure::Corrupt(String::new()))).is_err());
        assert_eq!(version(&conn).unwrap(), 0);
        assert!(!conn.prepare("SELECT 1 FROM sqlite_schema").unwrap().exists([]).unwrap());
    }

    #[test]
    fn logs_and_sources_cannot_be_rewritten() {
        let mut conn = Connection::open_in_memory().unwrap();
        upgrade(&mut conn, UPGRADES, NOW, |_| Ok(())).unwrap();
        conn.execute_batch(
            "INSERT INTO terms (id, uuid, language, kind, headword, headword_key, created_at, updated_at)
             VALUES (1, 'u', 'en', 'word', 'a', 'a', 0, 0);
             INSERT INTO status_log (id, uuid, term_id, to_status, source, at, utc_offset_minutes)
             VALUES (1, 'v', 1, 1, 'import', 0, 0);
             INSERT INTO articles (id, uuid, language, title, origin_kind, created_at, updated_at)
             VALUES (1, 'w', 'en', 't', 'file', 0, 0);
             INSERT INTO article_source (id, article_id, bytes, sha256, imported_at) VALUES (1, 1, x'00', zeroblob(32), 0);",
        )
        .unwrap();
        assert!(conn.execute("UPDATE status_log SET at = 1", []).is_err());
        assert!(conn.execute("DELETE FROM status_log", []).is_err());
        assert!(conn.execute("UPDATE article_source SET bytes = x'01'", []).is_err());
        assert!(conn.execute("UPDATE terms SET status = 6", []).is_err());
    }
}

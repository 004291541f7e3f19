//! Which tables can be undone, and what of them.

use rusqlite::Connection;

/// A table whose changes can be undone. Rows are never deleted from it but by the sweep.
pub(super) struct Table {
    pub name: &'static str,
    /// Columns that no image holds.
    pub quiet: &'static [&'static str],
    /// Columns that say whose row it is.
    pub owners: &'static [(&'static str, Owner)],
    /// Columns that no two rows share, tombstones among them; the last of them is text.
    pub unique: &'static [&'static str],
}

impl Table {
    /// The columns that images hold.
    pub fn columns(&self, conn: &Connection) -> Result<Vec<String>, rusqlite::Error> {
        let mut statement =
            conn.prepare_cached("SELECT name FROM pragma_table_info(?1) WHERE name <> 'id' ORDER BY cid")?;
        let names = statement.query_map([self.name], |row| row.get::<_, String>(0))?;
        let names = names.filter(|name| !name.as_ref().is_ok_and(|name| self.quiet.contains(&name.as_str())));
        names.collect()
    }
}

/// Name of an undoable table and the columns that its images hold; `None` for another table.
pub(in crate::store) fn columns_of(
    conn: &Connection,
    table: &str,
) -> Result<Option<(&'static str, Vec<String>)>, rusqlite::Error> {
    let found = TABLES.iter().find(|known| known.name == table);
    found.map(|table| Ok((table.name, table.columns(conn)?))).transpose()
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Term,
    Article,
    Note,
}

pub(super) const TABLES: [Table; 10] = [
    Table {
        name: "articles",
        quiet: &["position", "furthest", "opened_at", "file_id"],
        owners: &[("id", Owner::Article)],
        unique: &[],
    },
    Table {
        name: "terms",
        quiet: &["bolded", "carded"],
        owners: &[("id", Owner::Term)],
        unique: &["language", "kind", "headword_key"],
    },
    Table {
        name: "forms",
        quiet: &[],
        owners: &[("term_id", Owner::Term)],
        unique: &[],
    },
    Table {
        name: "contexts",
        quiet: &[],
        owners: &[("term_id", Owner::Term), ("article_id", Owner::Article)],
        unique: &[],
    },
    Table {
        name: "bold_edits",
        quiet: &[],
        owners: &[("article_id", Owner::Article)],
        unique: &[],
    },
    Table {
        name: "gloss_edits",
        quiet: &[],
        owners: &[("article_id", Owner::Article)],
        unique: &[],
    },
    Table {
        name: "notes",
        quiet: &[],
        owners: &[
            ("id", Owner::Note),
            ("term_id", Owner::Term),
            ("article_id", Owner::Article),
        ],
        unique: &[],
    },
    Table {
        name: "cards",
        quiet: &["active"],
        owners: &[],
        unique: &[],
    },
    Table {
        name: "study_settings",
        quiet: &[],
        owners: &[],
        unique: &[],
    },
    // What an entry says never changes; only whether it was taken back.
    Table {
        name: "history",
        quiet: &[
            "uuid",
            "kind",
            "title",
            "detail",
            "count",
            "images",
            "at",
            "utc_offset_minutes",
        ],
        owners: &[],
        unique: &[],
    },
];

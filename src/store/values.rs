//! How values of the study room are written into rows and read out of them.

use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Error, Row};

use super::error::Failure;
use crate::study::{Anchor, ContextOrigin, Position, Status};
use crate::text::TermKind;

/// As the column `kind` has it.
pub(super) const fn kind_name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Word => "word",
        TermKind::Phrase => "phrase",
    }
}

/// Reads a column `kind`.
pub(super) fn kind(row: &Row<'_>, column: usize) -> Result<TermKind, Error> {
    match row.get_ref(column)?.as_str() {
        Ok("word") => Ok(TermKind::Word),
        Ok("phrase") => Ok(TermKind::Phrase),
        _ => Err(unreadable(column, Type::Text)),
    }
}

/// As the column `status` has it.
pub(super) fn status_number(status: Option<Status>) -> Option<u8> {
    status.map(Status::number)
}

/// Reads a column `status`.
pub(super) fn status(row: &Row<'_>, column: usize) -> Result<Option<Status>, Error> {
    let Some(number) = row.get::<_, Option<i64>>(column)? else {
        return Ok(None);
    };
    Status::from_number(number)
        .map(Some)
        .ok_or_else(|| unreadable(column, Type::Integer))
}

/// As the column `origin` of a context has it.
pub(super) const fn origin_name(origin: ContextOrigin) -> &'static str {
    match origin {
        ContextOrigin::Bold => "bold",
        ContextOrigin::Picked => "picked",
    }
}

/// Reads a column `origin` of a context.
pub(super) fn origin(row: &Row<'_>, column: usize) -> Result<ContextOrigin, Error> {
    Ok(if row.get_ref(column)?.as_str() == Ok("bold") {
        ContextOrigin::Bold
    } else {
        ContextOrigin::Picked
    })
}

/// An anchor as JSON.
pub(super) fn anchor_json(anchor: &Anchor) -> Result<String, Failure> {
    Ok(serde_json::to_string(anchor)?)
}

/// Reads a column with an anchor.
pub(super) fn anchor(row: &Row<'_>, column: usize) -> Result<Anchor, Error> {
    let json = row.get_ref(column)?.as_str()?;
    serde_json::from_str(json).map_err(|error| Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

/// Reads a column that may hold an anchor. One that cannot be read is as good as none.
pub(super) fn anchor_if_any(row: &Row<'_>, column: usize) -> Result<Option<Anchor>, Error> {
    Ok(row
        .get_ref(column)?
        .as_str_or_null()?
        .and_then(|json| serde_json::from_str(json).ok()))
}

/// Reads a column that may hold a position. One that cannot be read is as good as none.
pub(super) fn position_if_any(row: &Row<'_>, column: usize) -> Result<Option<Position>, Error> {
    Ok(row
        .get_ref(column)?
        .as_str_or_null()?
        .and_then(|json| serde_json::from_str(json).ok()))
}

pub(super) fn unreadable(column: usize, kind: Type) -> Error {
    Error::FromSqlConversionFailure(column, kind, Box::new(FromSqlError::InvalidType))
}

/// A query over all rows or over those of some keys (`?1 IS NULL OR id IN …`), made for the one or the other: with the
/// choice left in it SQLite would read every row to find a few.
pub(super) fn all_or_some(sql: &str, some: bool) -> String {
    sql.replace("?1 IS NULL OR ", if some { "" } else { "1 OR " })
}

/// Keys as a JSON array, which `json_each` makes a table of.
pub(super) fn json_array(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

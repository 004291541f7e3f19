//! Looking at a file before anything is done with it: is it a library, whose, how old, and is it whole?
//!
//! The first bytes are read as bytes: a file that is not ours, or newer than we are, is never opened for writing, and an
//! SQLite connection may write beside it. A few damaged bytes must not make a library somebody else's file either.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::disk::{beside, folder_of, length};
use super::log_peek::version_in_log;
use super::schema::{APPLICATION_ID, newest};
use super::{OpenError, StoreError, error, schema};

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing; a library can be made there.
    Nothing,
    /// An empty file, or an SQLite file without a table.
    Empty,
    /// Somebody else's file.
    Foreign,
    /// A library of a newer format.
    Newer(i32),
    /// A library of this format or an older one.
    Library(i32),
    /// A library that cannot be read; why.
    Damaged(String),
}

/// Looks at a path. Touches nothing.
pub(super) fn inspect(path: &Path, steps: &[schema::Upgrade]) -> Result<Found, OpenError> {
    // A pipe would be waited for without end.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Ok(Found::Foreign);
    }
    let lone_log = || length(&beside(path, "-wal")) > 0;
    let header = match read_header(path) {
        Ok(header) => header,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match folder_of(path).try_exists() {
                Ok(true) if lone_log() => Ok(Found::Damaged("the file is missing, its -wal is there".to_owned())),
                Ok(true) => Ok(Found::Nothing),
                _ => Err(OpenError::NoFolder { path: path.to_owned() }),
            };
        }
        Err(error) => return Err(error::io(error, path).into()),
    };
    let number = |at: usize| {
        header
            .get(at..at + 4)
            .map(|four| i32::from_be_bytes([four[0], four[1], four[2], four[3]]))
    };
    let ours = number(68) == Some(APPLICATION_ID);
    match (header.starts_with(MAGIC), header.len() == HEADER) {
        _ if header.is_empty() && lone_log() => Ok(Found::Damaged("the file is empty, its -wal is not".to_owned())),
        _ if header.is_empty() => Ok(Found::Empty),
        (true, false) => Ok(Found::Damaged("the file is cut off".to_owned())),
        (true, true) if ours => inspect_library(path, number(60).unwrap_or(0), steps),
        (true, true) => Ok(inspect_stranger(path)),
        (false, _) if ours => Ok(Found::Damaged("the first bytes are damaged".to_owned())),
        (false, _) => Ok(Found::Foreign),
    }
}

fn read_header(path: &Path) -> io::Result<Vec<u8>> {
    let mut header = Vec::with_capacity(HEADER);
    File::open(path)?.take(HEADER as u64).read_to_end(&mut header)?;
    Ok(header)
}

fn inspect_library(path: &Path, in_file: i32, steps: &[schema::Upgrade]) -> Result<Found, OpenError> {
    if let Some(newer) = [Some(in_file), version_in_log(path)]
        .into_iter()
        .flatten()
        .find(|version| *version > newest(steps))
    {
        return Ok(Found::Newer(newer));
    }
    // What the log holds counts too; where the connection cannot be made (no right to write beside), the file does.
    let read = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .and_then(|conn| schema::version(&conn))
        .map_err(|error| error::sqlite(error, path));
    match read {
        Ok(version) if version > newest(steps) => Ok(Found::Newer(version)),
        Ok(version) if version < 1 => Ok(Found::Damaged(format!("it says that its format is {version}"))),
        Ok(version) => Ok(Found::Library(version)),
        Err(StoreError::Corrupt { detail, .. }) => Ok(Found::Damaged(detail)),
        Err(_) if in_file >= 1 => Ok(Found::Library(in_file)),
        Err(error) => Err(error.into()),
    }
}

/// An SQLite file that does not say it is ours: somebody else's, an empty one, or ours with a damaged mark.
fn inspect_stranger(path: &Path) -> Found {
    let tables = open_untouched(path).and_then(|conn| {
        let mut statement = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
        statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()
    });
    let Ok(tables) = tables else { return Found::Foreign };
    let all = ["library", "articles", "article_source", "terms", "status_log"];
    if all.iter().all(|name| tables.iter().any(|table| table == name)) {
        return Found::Damaged("its mark is damaged".to_owned());
    }
    if tables.is_empty() {
        Found::Empty
    } else {
        Found::Foreign
    }
}

/// Opens a file for reading so that not even a file beside it is made or read.
pub(super) fn open_untouched(path: &Path) -> Result<Connection, rusqlite::Error> {
    let mut uri = "file:".to_owned();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b':' | b'\\' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    uri += "?immutable=1";
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags)
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0')
}

/// The UUID of a library that may be damaged, if it can be read.
pub(super) fn uuid_of(path: &Path) -> Option<String> {
    let uuid = open_untouched(path)
        .ok()?
        .query_one("SELECT uuid FROM library", [], |row| row.get::<_, String>(0))
        .ok()?;
    uuid::Uuid::try_parse(&uuid).ok().map(|uuid| uuid.to_string())
}

/// Whether a copy of a library is whole.
pub(super) fn is_whole(path: &Path) -> bool {
    let check = || {
        let conn = open_untouched(path)?;
        let id: i32 = conn.query_one("PRAGMA application_id", [], |row| row.get(0))?;
        let result: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok::<_, rusqlite::Error>(id == APPLICATION_ID && result == "ok")
    };
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) && check().unwrap_or(false)
}

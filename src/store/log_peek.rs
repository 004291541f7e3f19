//! The format of a library as its write-ahead log has it, read as bytes.
//!
//! A newer program that died may have left its upgrade in the log alone, while the database file still says the old
//! format. Asking SQLite would write the log's index (-shm) anew, and a newer library is not to be touched at all. The
//! layout is SQLite's documented one (sqlite.org/walformat.html): a header of 32 bytes, then frames of 24 bytes and a page.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use super::disk::beside;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// The database's own header at the beginning of page 1.
const PAGE_1_HEADER: usize = 100;
const USER_VERSION: usize = 60;

/// `user_version` as the last commit in the log has it; `None` when the log says nothing about it.
///
/// Checksums are not looked at: frames of an earlier round of the log have another salt, and what a crash cut off has no
/// commit after it.
pub(super) fn version_in_log(library: &Path) -> Option<i32> {
    let log = File::open(beside(library, "-wal")).ok()?;
    let mut committed = None;
    // A log ends where it ends: what was read until then counts.
    read_frames(&mut BufReader::new(log), &mut committed).ok();
    committed
}

fn read_frames(log: &mut BufReader<File>, committed: &mut Option<i32>) -> io::Result<()> {
    let mut header = [0; HEADER];
    log.read_exact(&mut header)?;
    let page_size = match number(&header, 8) {
        // 65,536 does not fit into the two bytes that the database itself has for it.
        1 => 65_536,
        size => size as usize,
    };
    if number(&header, 0) & !1 != 0x377f_0682 || !(512..=65_536).contains(&page_size) {
        return Ok(());
    }
    let mut seen = None;
    loop {
        let mut frame = [0; FRAME_HEADER];
        log.read_exact(&mut frame)?;
        if frame[8..16] != header[16..24] {
            return Ok(());
        }
        let mut rest = page_size;
        if number(&frame, 0) == 1 {
            let mut page = [0; PAGE_1_HEADER];
            log.read_exact(&mut page)?;
            rest -= PAGE_1_HEADER;
            seen = Some(number(&page, USER_VERSION).cast_signed());
        }
        log.seek_relative(i64::try_from(rest).unwrap_or(0))?;
        // A frame with the size of the database ends a commit.
        if number(&frame, 4) != 0 {
            *committed = seen.or(*committed);
        }
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4]
        .iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn the_last_commit_counts_and_what_is_cut_off_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        assert_eq!(version_in_log(&path), None);
        let conn = Connection::open(&path).unwrap();
        let check = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (x);";
        conn.execute_batch(check).unwrap();
        assert_eq!(version_in_log(&path), Some(0));
        conn.execute_batch("PRAGMA user_version = 3; INSERT INTO t VALUES (zeroblob(9000));")
            .unwrap();
        assert_eq!(version_in_log(&path), Some(3));
        let log = beside(&path, "-wal");
        let bytes = std::fs::read(&log).unwrap();
        conn.execute_batch("PRAGMA user_version = 4").unwrap();
        assert_eq!(version_in_log(&path), Some(4));
        std::fs::write(&log, &bytes[..bytes.len() - 1]).unwrap();
        assert_eq!(
            version_in_log(&path),
            Some(3),
            "the last page belongs to another commit"
        );
        let mut stale = bytes.clone();
        stale[16] ^= 1;
        std::fs::write(&log, &stale).unwrap();
        assert_eq!(version_in_log(&path), None, "frames of another round");
        std::fs::write(&log, [7; 40]).unwrap();
        assert_eq!(version_in_log(&path), None);
    }
}

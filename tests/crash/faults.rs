//! The disk refuses a write or a flush: the change is refused with an error, and what was acknowledged before is there.
//!
//! System calls on the library's files are made to fail by `strace`, which has to be allowed to trace.

use std::path::Path;
use std::process::Command;

use boldface::store::{Now, Outcome, Store};

use super::journal::Journal;
use super::{child, rounds};

const AFTER: Now = Now {
    utc_ms: 1_800_000_000_000,
    offset_minutes: 0,
};
const CALLS: &str = "pwrite64,write,fsync,fdatasync,ftruncate";

fn strace(library: &Path, arguments: &[&str]) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null"]);
    // Only what happens to the library's own files: what the child says must get through.
    for suffix in ["", "-wal", "-journal"] {
        strace.arg("-P").arg(format!("{}{suffix}", library.display()));
    }
    strace.args(arguments);
    strace
}

fn can_trace() -> bool {
    let tried = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "inject=fsync:error=EIO:when=9999",
            "true",
        ])
        .output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// `BOLDFACE_FAULTS` says how often; 400 is the gate before a release.
#[test]
fn no_acknowledged_change_is_lost_when_the_disk_refuses() {
    if !can_trace() {
        println!("skipped: strace is not installed or may not trace here");
        return;
    }
    let (mut refused, mut acknowledged) = (0, 0);
    let faults = rounds("BOLDFACE_FAULTS", 12);
    for round in 0..faults {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.db");
        let backups = folder.path().join("backups");
        // Every second time on a library that is there, and every third time the disk stays full.
        if round % 2 == 1 {
            drop(Store::open(&library, &backups, AFTER).unwrap());
        }
        let error = if round % 4 < 2 { "ENOSPC" } else { "EIO" };
        let stays = if round % 3 == 2 { "+" } else { "" };
        let when = 1 + round * 7 % 150;
        let inject = format!("inject={CALLS}:error={error}:when={when}{stays}");
        let trace = format!("trace={CALLS}");
        let strace = strace(&library, &["-e", &trace, "-e", &inject]);
        let output = child(Some(strace), &library, round + 1, 40).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let context = || format!("{inject}\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "a panic: {}", context());
        let mut journal = Journal::default();
        journal.take(&said);
        assert!(journal.ended || !journal.opened, "{}", context());
        let opened = Store::open(&library, &backups, AFTER)
            .unwrap_or_else(|error| panic!("it does not open again: {error}\n{}", context()));
        assert!(
            matches!(opened.outcome, Outcome::Found | Outcome::Created),
            "{:?}\n{}",
            opened.outcome,
            context()
        );
        drop(opened);
        if journal.opened {
            journal.compare(&library);
        }
        refused += journal.refused;
        acknowledged += journal.acknowledged;
    }
    println!("{faults} faults, {refused} changes refused with an error, {acknowledged} acknowledged, 0 lost");
    assert!(
        refused >= faults / 2,
        "the faults did not reach the library: {refused} of {faults}"
    );
}

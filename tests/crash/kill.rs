//! `kill -9` at any moment: what was acknowledged is there, and the library opens as it is.

use std::io::Read;
use std::thread::sleep;
use std::time::Duration;

use boldface::store::{Now, Outcome, Store};

use super::journal::Journal;
use super::{Numbers, child, rounds};

const AFTER: Now = Now {
    utc_ms: 1_800_000_000_000,
    offset_minutes: 0,
};

/// `BOLDFACE_KILLS` says how often; 1,000 is the gate before a release.
#[test]
fn no_acknowledged_change_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let mut journal = Journal::default();
    let mut numbers = Numbers::new(7);
    let kills = rounds("BOLDFACE_KILLS", 25);
    let mut in_flight = 0;
    for round in 0..kills {
        let mut process = child(None, &library, round + 1, 100_000).spawn().unwrap();
        let mut out = process.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            out.read_to_end(&mut bytes).map(|_| bytes)
        });
        // From the middle of making or opening the library to the middle of a backup.
        sleep(Duration::from_millis(5 + numbers.below(400)));
        process.kill().unwrap();
        let output = process.wait_with_output().unwrap();
        assert!(!output.status.success(), "it ended before it was killed");
        let said = String::from_utf8(reader.join().unwrap().unwrap()).unwrap();
        journal.take(&said);
        assert_eq!(journal.refused, 0, "{said}");
        in_flight += u64::from(journal.opened);
        let opened = Store::open(&library, &folder.path().join("backups"), AFTER).unwrap();
        assert!(
            matches!(opened.outcome, Outcome::Found | Outcome::Created),
            "round {round}: {:?}",
            opened.outcome
        );
        drop(opened);
        journal.compare(&library);
    }
    println!(
        "{kills} kills, {in_flight} of them in use, {} changes acknowledged, 0 lost",
        journal.acknowledged
    );
    assert!(
        in_flight > kills / 3,
        "killed too early to tell: {in_flight} of {kills}"
    );
    assert!(journal.acknowledged > kills, "{} changes", journal.acknowledged);
}

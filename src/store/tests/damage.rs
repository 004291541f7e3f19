//! Damage: the way back is open, and what was damaged is kept.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::opening::titles;
use crate::store::testing::{Library, at, cases, import};
use crate::store::{Backups, OpenError, Opened, Outcome, Store, StoreError};

/// A library with a backup that holds `One`; `Two` came after it.
fn with_a_backup() -> Library {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath", "rebuke"]);
    Backups::new(&library.backups, store.library_uuid())
        .make(&store, at(0))
        .unwrap();
    import(&mut store, "Two", &["siege"]);
    library
}

fn evidence_of(outcome: &Outcome) -> &Path {
    match outcome {
        Outcome::Recovered { evidence, .. } => evidence,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_damaged_library_gives_way_to_its_newest_whole_backup() {
    type Damage<'a> = &'a dyn Fn(&mut Vec<u8>);
    let damage: [Damage<'_>; 6] = [
        &|bytes| bytes.truncate(bytes.len() / 2),
        &|bytes| bytes.truncate(60),
        &|bytes| bytes.clear(),
        &|bytes| bytes[..16].fill(b'x'),
        &|bytes| bytes[68..72].fill(0),
        &|bytes| bytes[100..8_000].fill(0xff),
    ];
    for spoil in damage {
        let library = with_a_backup();
        let mut bytes = fs::read(&library.path).unwrap();
        spoil(&mut bytes);
        fs::write(&library.path, &bytes).unwrap();
        let opened = library.opened();
        assert_eq!(
            fs::read(evidence_of(&opened.outcome).join("library.db")).unwrap(),
            bytes
        );
        let Outcome::Recovered {
            restored: Some(restored),
            ..
        } = &opened.outcome
        else {
            panic!("{:?}", opened.outcome)
        };
        assert_eq!(restored.made_at, at(0).utc_ms / 1_000 * 1_000);
        assert_eq!(titles(&opened.store), ["One"]);
        drop(opened);
        assert_eq!(library.opened().outcome, Outcome::Found);
    }
}

#[test]
fn without_a_backup_an_empty_library_takes_its_place() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    drop(store);
    let mut bytes = fs::read(&library.path).unwrap();
    bytes[..16].fill(0);
    fs::write(&library.path, &bytes).unwrap();
    let opened = library.opened();
    assert!(matches!(opened.outcome, Outcome::Recovered { restored: None, .. }));
    assert_eq!(
        fs::read(evidence_of(&opened.outcome).join("library.db")).unwrap(),
        bytes
    );
    assert!(titles(&opened.store).is_empty());
}

#[test]
fn a_backup_made_while_the_clock_was_wrong_does_not_win() {
    const YEAR: i64 = 365 * 86_400_000;
    let library = Library::new();
    let mut store = library.open();
    let backups = Backups::new(&library.backups, store.library_uuid());
    import(&mut store, "One", &["swath"]);
    backups.make(&store, at(YEAR)).unwrap();
    import(&mut store, "Two", &["siege"]);
    backups.make(&store, at(0)).unwrap();
    drop(store);
    fs::write(&library.path, b"SQLite format 3\0").unwrap();
    assert_eq!(titles(&library.opened().store), ["One", "Two"]);
    // A clock that is set back makes all of them come from the future; the newest is the newest still.
    fs::write(&library.path, b"SQLite format 3\0").unwrap();
    let opened = Store::open(&library.path, &library.backups, at(-YEAR)).unwrap();
    assert_eq!(titles(&opened.store), ["One"]);
}

#[test]
fn a_clock_set_back_a_year_stops_nothing() {
    const YEAR: i64 = 365 * 86_400_000;
    let library = with_a_backup();
    let mut store = Store::open(&library.path, &library.backups, at(-YEAR)).unwrap().store;
    let backups = Backups::new(&library.backups, store.library_uuid());
    let newest = backups.list().first().map(|backup| backup.made_at);
    store.sweep(at(-YEAR)).unwrap();
    for row in store.articles().unwrap() {
        store.delete_article(row.article_id, at(-YEAR)).unwrap();
        store.undo(at(-YEAR)).unwrap();
    }
    assert!(store.take_backup_due(newest, at(-YEAR)).unwrap());
    let made = backups.make(&store, at(-YEAR)).unwrap();
    backups.thin(at(-YEAR)).unwrap();
    assert!(made.path.exists());
    assert_eq!(titles(&store), ["One", "Two"]);
}

#[test]
fn a_library_that_was_deleted_comes_back_from_its_backup() {
    let library = with_a_backup();
    fs::remove_file(&library.path).unwrap();
    let opened = library.opened();
    let Outcome::Restored(restored) = &opened.outcome else {
        panic!("{:?}", opened.outcome)
    };
    assert_eq!(restored.made_at, at(0).utc_ms / 1_000 * 1_000);
    assert_eq!(titles(&opened.store), ["One"]);
    drop(opened);
    assert_eq!(library.opened().outcome, Outcome::Found);
}

#[test]
fn a_library_beside_which_nothing_can_be_made_can_be_read() {
    let library = with_a_backup();
    // No index of the log can be made: what a folder without the right to write does, and what also stops the superuser.
    fs::create_dir(library.folder.path().join("library.db-shm")).unwrap();
    let mut store = Store::open_read_only(&library.path).unwrap();
    assert_eq!(titles(&store), ["One", "Two"]);
    let article_id = store.articles().unwrap()[0].article_id;
    assert!(matches!(
        store.delete_article(article_id, at(1)),
        Err(StoreError::ReadOnly { .. })
    ));
}

#[test]
fn a_backup_that_is_damaged_too_is_passed_over() {
    let library = with_a_backup();
    let store = library.open();
    let backups = Backups::new(&library.backups, store.library_uuid());
    let newer = backups.make(&store, at(3_600_000)).unwrap();
    drop(store);
    let mut bytes = fs::read(&newer.path).unwrap();
    bytes[5_000..9_000].fill(0xff);
    fs::write(&newer.path, bytes).unwrap();
    fs::write(&library.path, b"SQLite format 3\0").unwrap();
    assert_eq!(titles(&library.opened().store), ["One"]);
}

#[test]
fn a_log_without_its_database_is_evidence_and_not_replayed() {
    let library = with_a_backup();
    let mut store = library.open();
    import(&mut store, "Three", &["awe"]);
    let log = library.folder.path().join("library.db-wal");
    let bytes = fs::read(&log).unwrap();
    assert!(!bytes.is_empty());
    drop(store);
    fs::remove_file(&library.path).unwrap();
    fs::write(&log, &bytes).unwrap();
    let opened = library.opened();
    assert_eq!(
        fs::read(evidence_of(&opened.outcome).join("library.db-wal")).unwrap(),
        bytes
    );
    assert_eq!(titles(&opened.store), ["One"]);
    // Two recoveries within one second do not meet in one folder.
    drop(opened);
    let second = Store::recover(&library.path, &library.backups, at(0)).unwrap();
    assert_eq!(
        evidence_of(&second.outcome).file_name().unwrap().to_str().unwrap(),
        "corrupt-2026-03-01T14-05-09Z-2"
    );
}

/// Everything that can be read, and some that can be written.
fn use_it(store: &mut Store) -> Result<(), StoreError> {
    store.quick_check()?;
    for row in store.articles()? {
        store.article(row.article_id)?;
        store.contexts_of_article(row.article_id)?;
        store.rename_article(row.article_id, "Again", at(9))?;
    }
    for term in store.terms_for("en", &["swath", "rebuke", "siege"])? {
        store.contexts_of_term(term.term_id)?;
        store.status_log(term.term_id)?;
        store.raise_status(term.term_id, at(9))?;
    }
    store.undo(at(10))?;
    Ok(())
}

proptest! {
    #![proptest_config(cases(200))]

    /// The rows of RELIABILITY's table: no panic, the bytes are still somewhere, and the way back is open.
    #[test]
    fn flipped_bits_are_survived(flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8u32), 1..5), in_log: bool) {
        let library = with_a_backup();
        let mut store = library.open();
        store.conn.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
        import(&mut store, "Three", &["awe"]);
        let name = if in_log { "library.db-wal" } else { "library.db" };
        let (database, log) = (fs::read(&library.path).unwrap(), fs::read(library.folder.path().join("library.db-wal")).unwrap());
        drop(store);
        fs::write(&library.path, database).unwrap();
        fs::write(library.folder.path().join("library.db-wal"), log).unwrap();
        let target = library.folder.path().join(name);
        let mut bytes = fs::read(&target).unwrap();
        for (place, bit) in flips {
            let place = place.index(bytes.len());
            bytes[place] ^= 1 << bit;
        }
        fs::write(&target, &bytes).unwrap();
        let outcome = match Store::open(&library.path, &library.backups, at(5)) {
            Ok(Opened { mut store, outcome }) => match use_it(&mut store) {
                Ok(()) => outcome,
                Err(error) => {
                    prop_assert!(error.is_corrupt(), "{error:?}");
                    drop(store);
                    Store::recover(&library.path, &library.backups, at(6)).unwrap().outcome
                }
            },
            Err(OpenError::Newer { .. } | OpenError::NotALibrary { .. }) => {
                prop_assert_eq!(fs::read(&target).unwrap(), bytes);
                return Ok(());
            }
            Err(error) => return Err(TestCaseError::fail(format!("{error:?}"))),
        };
        match outcome {
            Outcome::Found => {}
            Outcome::Recovered { evidence, restored } => {
                prop_assert!(evidence.join("library.db").exists());
                prop_assert!(restored.is_some());
            }
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        }
    }
}

//! What is at the path may be anything.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rusqlite::Connection;

use crate::store::schema::{UPGRADES, Upgrade};
use crate::store::testing::{Library, at, import};
use crate::store::{Backups, OpenError, Opened, Outcome, Store, StoreError};

fn refusal(library: &Library) -> OpenError {
    match Store::open(&library.path, &library.backups, at(0)) {
        Err(error) => error,
        Ok(opened) => panic!("opened: {:?}", opened.outcome),
    }
}

/// Names and bytes of everything in the library's folder, the backups left out.
fn folder(library: &Library) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![library.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path == library.backups {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn titles(store: &Store) -> Vec<String> {
    let mut titles: Vec<String> = store.articles().unwrap().into_iter().map(|row| row.title).collect();
    titles.sort();
    titles
}

#[test]
fn a_library_is_made_found_and_keeps_its_identity() {
    let library = Library::new();
    let Opened { mut store, outcome } = library.opened();
    assert_eq!(outcome, Outcome::Created);
    import(&mut store, "One", &["swath"]);
    let uuid = store.library_uuid().to_owned();
    let pragma = |name: &str| -> String {
        store
            .conn
            .query_row(&format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"), [], |row| {
                row.get(0)
            })
            .unwrap()
    };
    assert_eq!(
        (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")),
        ("wal".into(), "2".into(), "1".into())
    );
    assert_eq!(
        (pragma("user_version"), pragma("application_id")),
        ("1".into(), 0x426f_6c64.to_string())
    );
    store.quick_check().unwrap();
    drop(store);
    let Opened { store, outcome } = library.opened();
    assert_eq!(outcome, Outcome::Found);
    assert_eq!(store.library_uuid(), uuid);
    assert_eq!(titles(&store), ["One"]);
}

#[test]
fn a_reader_sees_what_is_committed_and_cannot_write() {
    let library = Library::new();
    assert!(Store::open_read_only(&library.path).is_err());
    let mut store = library.open();
    let mut reader = Store::open_read_only(&library.path).unwrap();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    assert_eq!(titles(&reader), ["One"]);
    reader.quick_check().unwrap();
    assert!(matches!(
        reader.delete_article(article_id, at(3)),
        Err(StoreError::ReadOnly { .. })
    ));
    assert!(matches!(
        reader.touch_opened(article_id, at(3)),
        Err(StoreError::ReadOnly { .. })
    ));
}

#[test]
fn other_peoples_files_are_left_alone() {
    let sqlite = |library: &Library, wal: bool| {
        let conn = Connection::open(&library.path).unwrap();
        if wal {
            conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
        }
        conn.execute_batch("CREATE TABLE library (x); INSERT INTO library VALUES (1); PRAGMA user_version = 7")
            .unwrap();
    };
    let cases: [&dyn Fn(&Library); 5] = [
        &|library| fs::write(&library.path, "# Shopping\n\n- milk\n").unwrap(),
        &|library| {
            fs::write(
                &library.path,
                (0..9_000u32).flat_map(|n| (n * n).to_le_bytes()).collect::<Vec<_>>(),
            )
            .unwrap();
        },
        &|library| sqlite(library, false),
        &|library| sqlite(library, true),
        &|library| fs::create_dir(&library.path).unwrap(),
    ];
    for make in cases {
        let library = Library::new();
        make(&library);
        let before = folder(&library);
        assert!(matches!(refusal(&library), OpenError::NotALibrary { .. }));
        assert!(Store::open_read_only(&library.path).is_err());
        assert_eq!(folder(&library), before);
    }
}

#[test]
fn a_newer_library_is_left_alone() {
    let library = Library::new();
    drop(library.open());
    let conn = Connection::open(&library.path).unwrap();
    conn.execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(conn);
    let before = folder(&library);
    assert!(matches!(refusal(&library), OpenError::Newer { version: 99, .. }));
    assert!(matches!(
        Store::open_read_only(&library.path),
        Err(OpenError::Newer { version: 99, .. })
    ));
    assert_eq!(folder(&library), before);
}

#[test]
fn a_newer_format_that_only_the_log_knows_of_is_left_alone() {
    let library = Library::new();
    drop(library.open());
    let conn = Connection::open(&library.path).unwrap();
    conn.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99")
        .unwrap();
    // The newer program was killed: its log is still there.
    let copy = Library::new();
    for name in ["library.db", "library.db-wal"] {
        fs::copy(library.folder.path().join(name), copy.folder.path().join(name)).unwrap();
    }
    let (before, log) = (
        fs::read(&copy.path).unwrap(),
        fs::read(copy.folder.path().join("library.db-wal")).unwrap(),
    );
    assert!(matches!(refusal(&copy), OpenError::Newer { version: 99, .. }));
    assert_eq!(fs::read(&copy.path).unwrap(), before);
    assert_eq!(fs::read(copy.folder.path().join("library.db-wal")).unwrap(), log);
    drop(conn);
}

#[test]
fn missing_folders_are_named_and_empty_files_filled() {
    let library = Library::new();
    let nowhere = library.folder.path().join("none").join("library.db");
    assert!(matches!(
        Store::open(&nowhere, &library.backups, at(0)),
        Err(OpenError::NoFolder { .. })
    ));
    fs::write(&library.path, b"").unwrap();
    assert_eq!(library.opened().outcome, Outcome::Created);
}

#[test]
fn an_older_library_is_copied_and_brought_up_to_date() {
    const NEXT: Upgrade = Upgrade {
        to: 2,
        sql: "ALTER TABLE articles ADD COLUMN mood TEXT; UPDATE articles SET mood = 'fair';",
    };
    const BAD: Upgrade = Upgrade {
        to: 2,
        sql: "UPDATE articles SET title = 'lost'; SELECT nothing FROM nowhere;",
    };
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    drop(store);
    assert!(Store::open_with(&library.path, &library.backups, at(1), &[UPGRADES[0], BAD]).is_err());
    assert_eq!(titles(&library.open()), ["One"]);
    let opened = Store::open_with(&library.path, &library.backups, at(60_000), &[UPGRADES[0], NEXT]).unwrap();
    let Outcome::Upgraded { from: 1, backup } = opened.outcome.clone() else {
        panic!("{:?}", opened.outcome)
    };
    let mood: String = opened
        .store
        .conn
        .query_row("SELECT mood FROM articles", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mood, "fair");
    drop(opened);
    assert_eq!(titles(&Store::open_read_only(&backup).unwrap()), ["One"]);
    assert!(matches!(refusal(&library), OpenError::Newer { version: 2, .. }));
}

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
    let damage: [&dyn Fn(&mut Vec<u8>); 6] = [
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

#[cfg(unix)]
#[test]
fn a_read_only_library_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let library = Library::new();
    drop(library.open());
    fs::set_permissions(&library.path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(library.folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let opened = Store::open(&library.path, &library.backups, at(0));
    fs::set_permissions(library.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser may write everywhere.
    match opened {
        Err(OpenError::Store(StoreError::ReadOnly { .. })) => {}
        Ok(opened) => assert_eq!(opened.outcome, Outcome::Found),
        Err(error) => panic!("{error}"),
    }
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
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    /// The rows of RELIABILITY's table: no panic, the bytes are still somewhere, and the way back is open.
    #[test]
    fn flipped_bits_are_survived(flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8u32), 1..5), in_log: bool) {
        let library = with_a_backup();
        let mut store = library.open();
        store.conn.pragma_update(None, "synchronous", "OFF").unwrap();
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

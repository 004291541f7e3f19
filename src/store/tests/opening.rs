//! What is at the path may be anything.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::store::schema::{UPGRADES, Upgrade, newest};
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

pub(super) fn titles(store: &Store) -> Vec<String> {
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
        (newest(UPGRADES).to_string(), 0x426f_6c64.to_string())
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

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_library_itself() {
    use std::os::unix::fs::symlink;

    use crate::store::{LibraryLock, real_path};

    let library = Library::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.db");
    symlink(&library.path, &link).unwrap();
    // One that leads nowhere yet becomes the library that it names.
    let opened = Store::open(&link, &library.backups, at(0)).unwrap();
    assert_eq!(opened.outcome, Outcome::Created);
    assert_eq!(opened.store.path(), library.path.canonicalize().unwrap());
    drop(opened);
    let owner = LibraryLock::acquire(&library.path).unwrap();
    assert!(owner.is_some());
    assert!(
        LibraryLock::acquire(&link).unwrap().is_none(),
        "the same library under another name"
    );
    drop(owner);
    // What is set aside is the damaged file and not the link to it.
    fs::write(&library.path, b"SQLite format 3\0").unwrap();
    let opened = Store::open(&link, &library.backups, at(0)).unwrap();
    assert!(matches!(opened.outcome, Outcome::Recovered { .. }));
    assert!(link.is_symlink());
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);

    let circle = elsewhere.path().join("circle.db");
    symlink(&circle, &circle).unwrap();
    assert!(Store::open(&circle, &library.backups, at(0)).is_err());
    let nowhere = elsewhere.path().join("nowhere.db");
    symlink("not there/library.db", &nowhere).unwrap();
    assert!(matches!(
        Store::open(&nowhere, &library.backups, at(0)),
        Err(OpenError::NoFolder { .. })
    ));
    assert_eq!(real_path(&nowhere), elsewhere.path().join("not there/library.db"));
}

#[test]
fn a_folder_in_the_place_of_a_library_stays_where_it_is() {
    let library = Library::new();
    let store = library.open();
    Backups::new(&library.backups, store.library_uuid())
        .make(&store, at(0))
        .unwrap();
    drop(store);
    fs::remove_file(&library.path).unwrap();
    fs::create_dir(&library.path).unwrap();
    fs::write(library.path.join("letter.txt"), "dear").unwrap();
    assert!(matches!(refusal(&library), OpenError::NotALibrary { .. }));
    assert!(library.path.join("letter.txt").exists());
    fs::remove_dir_all(&library.path).unwrap();
    if std::process::Command::new("mkfifo")
        .arg(&library.path)
        .status()
        .is_ok_and(|done| done.success())
    {
        assert!(
            matches!(refusal(&library), OpenError::NotALibrary { .. }),
            "a pipe is not waited for"
        );
    }
}

#[test]
fn an_older_library_is_copied_and_brought_up_to_date() {
    let newest = newest(UPGRADES);
    let with = |step: Upgrade| [UPGRADES, &[step]].concat();
    let next = Upgrade {
        to: newest + 1,
        sql: "ALTER TABLE articles ADD COLUMN mood TEXT; UPDATE articles SET mood = 'fair';",
        then: None,
    };
    let bad = Upgrade {
        to: newest + 1,
        sql: "UPDATE articles SET title = 'lost'; SELECT nothing FROM nowhere;",
        then: None,
    };
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    drop(store);
    let failed = Store::open_with(&library.path, &library.backups, at(1), &with(bad));
    assert!(matches!(failed, Err(OpenError::Store(StoreError::Upgrade { .. }))));
    assert_eq!(titles(&library.open()), ["One"]);
    let opened = Store::open_with(&library.path, &library.backups, at(60_000), &with(next)).unwrap();
    let Outcome::Upgraded { from, backup } = opened.outcome.clone() else {
        panic!("{:?}", opened.outcome)
    };
    assert_eq!(from, newest);
    let mood: String = opened
        .store
        .conn
        .query_row("SELECT mood FROM articles", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mood, "fair");
    drop(opened);
    assert_eq!(titles(&Store::open_read_only(&backup).unwrap()), ["One"]);
    assert!(matches!(refusal(&library), OpenError::Newer { version, .. } if version == newest + 1));
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

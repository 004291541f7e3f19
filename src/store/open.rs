//! Opening a library: making it, bringing it up to date, or recovering it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::disk::{Identity, beside, folder_of, length, real_path, sync_folder};
use super::error::Failure;
use super::history::History;
use super::inspect::{Found, inspect, open_untouched};
use super::recover::{Restored, bring_back, recover};
use super::schema::{UPGRADES, Upgrade, newest, upgrade};
use super::transact::uuid;
use super::undo::Recorder;
use super::{Backups, Now, OpenError, Store, StoreError, error};

/// An open library, and what it took to open it.
pub struct Opened {
    /// The library.
    pub store: Store,
    /// What it took.
    pub outcome: Outcome,
}

/// What opening a library took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: it was there.
    Found,
    /// There was none, and an empty one was made.
    Created,
    /// It was of an older format and was brought up to date.
    Upgraded {
        /// The older format.
        from: i32,
        /// The copy made before.
        backup: PathBuf,
    },
    /// It was damaged.
    Recovered {
        /// The folder that the damaged files were moved to.
        evidence: PathBuf,
        /// The backup that took its place; `None`: no backup was whole, and the library is empty.
        restored: Option<Restored>,
    },
    /// It was not there any more, and this backup took its place.
    Restored(Restored),
}

impl Store {
    /// Opens the library at `path`, or makes one. `backups` is the folder of all libraries' backups.
    ///
    /// The caller holds the library's [`super::LibraryLock`].
    ///
    /// # Errors
    /// [`OpenError::NotALibrary`] and [`OpenError::Newer`] leave every byte as it was.
    pub fn open(path: &Path, backups: &Path, now: Now) -> Result<Opened, OpenError> {
        Self::open_with(path, backups, now, UPGRADES)
    }

    /// Moves a damaged library aside and opens what can be had in its place. The caller has closed it.
    ///
    /// # Errors
    /// When files cannot be moved or written; nothing is ever deleted.
    pub fn recover(path: &Path, backups: &Path, now: Now) -> Result<Opened, OpenError> {
        Self::recover_with(&real_path(path), backups, now, UPGRADES)
    }

    /// Opens a library for reading only, beside the [`Store`] that writes. Requests that change something fail.
    ///
    /// # Errors
    /// As [`Store::open`]; a missing library is an error here, and a damaged one stays where it is.
    pub fn open_read_only(path: &Path) -> Result<Self, OpenError> {
        let path = real_path(path);
        match inspect(&path, UPGRADES)? {
            Found::Library(_) => {}
            Found::Newer(version) => return Err(OpenError::Newer { path, version }),
            Found::Damaged(detail) => return Err(StoreError::Corrupt { path, detail }.into()),
            Found::Nothing => return Err(StoreError::Gone { path }.into()),
            Found::Empty | Found::Foreign => return Err(OpenError::NotALibrary { path }),
        }
        Ok(Self::open_reader(&path)?)
    }

    /// Opens a second connection, for reading only, to a library that this process has open already.
    ///
    /// Unlike [`Store::open_read_only`] it does not look at the file beforehand: POSIX takes all locks of a process on a
    /// file away when the process closes any handle to it. SQLite keeps count of its own handles and not of ours, and a
    /// library without locks loses its log to the next program that looks into it (sqlite.org/howtocorrupt.html, 2.2).
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn open_reader(path: &Path) -> Result<Self, StoreError> {
        let path = real_path(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&path, flags).map_err(|error| error::sqlite(error, &path))?;
        match Self::assemble(conn, path.clone()) {
            // Even a reader makes a file beside a library with a log. Where it may not, and there is nothing in the log,
            // the database alone is the library.
            Err(error) if !error.is_corrupt() && length(&beside(&path, "-wal")) == 0 => {
                let conn = open_untouched(&path).map_err(|error| error::sqlite(error, &path))?;
                Self::assemble(conn, path)
            }
            assembled => assembled,
        }
    }

    pub(super) fn open_with(path: &Path, backups: &Path, now: Now, steps: &[Upgrade]) -> Result<Opened, OpenError> {
        let path = real_path(path);
        let known = || Backups::know(backups, &path);
        match inspect(&path, steps)? {
            Found::Newer(version) => Err(OpenError::Newer { path, version }),
            // A folder or a pipe never was a library, whatever was there before it.
            Found::Foreign if !path.is_file() || !known() => Err(OpenError::NotALibrary { path }),
            Found::Nothing => match bring_back(&path, backups, now, steps)? {
                Some(restored) => Ok(Opened {
                    outcome: Outcome::Restored(restored),
                    ..Self::open_with(&path, backups, now, steps)?
                }),
                None => Ok(Opened {
                    store: Self::create(&path, now, steps)?,
                    outcome: Outcome::Created,
                }),
            },
            Found::Empty if !known() => Ok(Opened {
                store: Self::create(&path, now, steps)?,
                outcome: Outcome::Created,
            }),
            // Where copies of a library that was here exist, whatever is here now is what became of it.
            Found::Foreign | Found::Empty | Found::Damaged(_) => Self::recover_with(&path, backups, now, steps),
            Found::Library(version) => match Self::open_library(&path, version, backups, now, steps) {
                Err(error) if error.is_corrupt() => Self::recover_with(&path, backups, now, steps),
                opened => Ok(opened?),
            },
        }
    }

    fn create(path: &Path, now: Now, steps: &[Upgrade]) -> Result<Self, StoreError> {
        let mut conn = connect(path)?;
        let make = |conn: &mut Connection| {
            upgrade(conn, steps, now, |tx| {
                tx.execute(
                    "INSERT OR IGNORE INTO library (id, uuid, created_at) VALUES (1, ?1, ?2)",
                    (uuid(now), now.utc_ms),
                )?;
                Ok(())
            })?;
            // From here on the file itself says that it is ours, whatever becomes of the log.
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(())
        };
        make(&mut conn).map_err(|failure: Failure| failure.at(path))?;
        sync_folder(folder_of(path)).map_err(|error| error::io(error, path))?;
        Self::assemble(conn, path.to_owned())
    }

    fn open_library(
        path: &Path,
        version: i32,
        backups: &Path,
        now: Now,
        steps: &[Upgrade],
    ) -> Result<Opened, StoreError> {
        let mut conn = connect(path)?;
        let mut outcome = Outcome::Found;
        if version < newest(steps) {
            let uuid = library_uuid(&conn).map_err(|failure| failure.at(path))?;
            let backup = Backups::new(backups, &uuid).make_from(&conn, path, now)?.path;
            upgrade(&mut conn, steps, now, |_| Ok(())).map_err(|failure| failure.in_upgrade(path))?;
            outcome = Outcome::Upgraded { from: version, backup };
        }
        Ok(Opened {
            store: Self::assemble(conn, path.to_owned())?,
            outcome,
        })
    }

    fn recover_with(path: &Path, backups: &Path, now: Now, steps: &[Upgrade]) -> Result<Opened, OpenError> {
        let (evidence, restored) = recover(path, backups, now, steps)?;
        let store = match inspect(path, steps)? {
            Found::Library(version) => Self::open_library(path, version, backups, now, steps)?.store,
            _ => Self::create(path, now, steps)?,
        };
        Ok(Opened {
            store,
            outcome: Outcome::Recovered { evidence, restored },
        })
    }

    fn assemble(conn: Connection, path: PathBuf) -> Result<Self, StoreError> {
        let prepare = || {
            conn.busy_timeout(Duration::from_secs(5))?;
            conn.set_prepared_statement_cache_capacity(256);
            conn.pragma_update(None, "temp_store", "MEMORY")?;
            Ok((Recorder::install(&conn)?, library_uuid(&conn)?))
        };
        let (recorder, library_uuid) = prepare().map_err(|failure: Failure| failure.at(&path))?;
        let identity = Identity::of(&path).map_err(|error| error::io(error, &path))?;
        Ok(Self {
            conn,
            path,
            library_uuid,
            identity,
            recorder,
            history: History::default(),
            changed: false,
            folded_at: 0,
        })
    }

    /// Looks through the whole file for damage: 83 ms for 28 MB, so in the background, on a read-only store.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] says what was found: the library should be closed and recovered.
    pub fn quick_check(&self) -> Result<(), StoreError> {
        let result: String = self.read(|conn| Ok(conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?))?;
        if result == "ok" {
            Ok(())
        } else {
            Err(StoreError::Corrupt {
                path: self.path.clone(),
                detail: result,
            })
        }
    }
}

/// A connection that may write.
fn connect(path: &Path) -> Result<Connection, StoreError> {
    let open = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(Duration::from_secs(5))?;
        // A library may come from somewhere else: what its schema says is not trusted.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "cell_size_check", true)?;
        // A folder of articles fits in, so that an import writes each page once; a library takes what it needs.
        conn.pragma_update(None, "cache_size", -32 << 10)?;
        // A large import must not leave a large log behind for good.
        conn.pragma_update(None, "journal_size_limit", 16 << 20)?;
        // The log is folded in when nothing else is to be done (see `log`); a commit does it only where it has grown to
        // that limit, in pages.
        conn.pragma_update(None, "wal_autocheckpoint", 4_000)?;
        Ok((conn.is_readonly("main")?, conn))
    };
    match open() {
        Ok((false, conn)) => Ok(conn),
        Ok((true, _)) => Err(StoreError::ReadOnly { path: path.to_owned() }),
        Err(error) => Err(error::sqlite(error, path)),
    }
}

fn library_uuid(conn: &Connection) -> Result<String, Failure> {
    let uuid: String = conn.query_one("SELECT uuid FROM library", [], |row| row.get(0))?;
    // It becomes the name of a folder.
    match uuid::Uuid::try_parse(&uuid) {
        Ok(uuid) => Ok(uuid.to_string()),
        Err(_) => Err(Failure::Corrupt("the library's UUID is none".to_owned())),
    }
}

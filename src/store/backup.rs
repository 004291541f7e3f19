//! Backups: verified copies of the whole library, thinned as they grow old.
//!
//! A copy is made with `VACUUM INTO`, which sees one moment of the library and does not hold up its writer, into a file
//! of another name; it gets its own name only when it is on the disk and has passed SQLite's integrity check. Each
//! library has a folder, named by its UUID, in the folder of all backups; a text file in it says which library it is,
//! for the day when the library itself cannot tell any more.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::disk::{free_name, sync_file, sync_folder, time_name, time_of_name};
use super::inspect::is_whole;
use super::{Now, Store, StoreError, error};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const APART_MS: u64 = 30 * 60 * 1_000;
const LABEL: &str = "library.txt";
const PARTIAL: &str = ".partial";

/// A copy of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub path: PathBuf,
    /// When it was made, UTC milliseconds (to the second).
    pub made_at: i64,
}

/// The backups of one library.
#[derive(Clone, Debug)]
pub struct Backups {
    folder: PathBuf,
}

impl Backups {
    /// The backups of the library with this UUID, in the folder of all backups.
    #[must_use]
    pub fn new(root: &Path, library_uuid: &str) -> Self {
        Self {
            folder: root.join(library_uuid),
        }
    }

    /// Copies the library as it is now. `store` may be a read-only one; the writer is not held up.
    ///
    /// # Errors
    /// When the copy cannot be written or is not whole; nothing is left of it then.
    pub fn make(&self, store: &Store, now: Now) -> Result<Backup, StoreError> {
        self.make_from(&store.conn, &store.path, now)
    }

    pub(super) fn make_from(&self, conn: &Connection, library: &Path, now: Now) -> Result<Backup, StoreError> {
        let io = |source| error::io(source, &self.folder);
        fs::create_dir_all(&self.folder).map_err(io)?;
        self.label(library).map_err(io)?;
        let name = time_name(now.utc_ms);
        let partial = self.folder.join(format!("{name}{PARTIAL}"));
        let copied = self.copy(conn, library, &partial);
        if copied.is_err() {
            // What is left of a failed copy is no evidence of anything; if it stays, the next thinning takes it.
            let _ = fs::remove_file(&partial);
        }
        copied?;
        let path = free_name(&self.folder, &name, ".db");
        fs::rename(&partial, &path).map_err(io)?;
        sync_folder(&self.folder).map_err(io)?;
        Ok(Backup {
            made_at: time_of_name(&name).unwrap_or(now.utc_ms),
            path,
        })
    }

    fn copy(&self, conn: &Connection, library: &Path, partial: &Path) -> Result<(), StoreError> {
        let io = |source| error::io(source, &self.folder);
        if partial.exists() {
            fs::remove_file(partial).map_err(io)?;
        }
        let Some(target) = partial.to_str() else {
            return Err(io(std::io::Error::other(
                "SQLite cannot name a folder that is not UTF-8",
            )));
        };
        let failed = |detail| StoreError::Backup {
            path: partial.to_owned(),
            detail,
        };
        conn.execute("VACUUM INTO ?1", [target]).map_err(|source| {
            if error::is_damage(&source) {
                return error::sqlite(source, library);
            }
            match error::sqlite(source, partial) {
                StoreError::Corrupt { detail, .. } => failed(detail),
                error => error,
            }
        })?;
        sync_file(partial).map_err(io)?;
        if is_whole(partial) {
            Ok(())
        } else {
            Err(failed("the copy did not pass its check".to_owned()))
        }
    }

    /// Says in the folder which library it belongs to.
    fn label(&self, library: &Path) -> std::io::Result<()> {
        let (label, path) = (self.folder.join(LABEL), library.to_string_lossy());
        if fs::read_to_string(&label).is_ok_and(|text| text == path) {
            return Ok(());
        }
        fs::write(&label, path.as_bytes())
    }

    /// All backups, newest first.
    #[must_use]
    pub fn list(&self) -> Vec<Backup> {
        let mut backups: Vec<Backup> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let made_at = time_of_name(path.file_name()?.to_str()?)?;
                (path.extension()? == "db").then_some(Backup { path, made_at })
            })
            .collect();
        backups.sort_by(|a, b| (b.made_at, &b.path).cmp(&(a.made_at, &a.path)));
        backups
    }

    /// The newest backup that passes its integrity check.
    #[must_use]
    pub fn newest_good(&self) -> Option<Backup> {
        self.list().into_iter().find(|backup| is_whole(&backup.path))
    }

    /// Removes the backups that have become too many (see [`thin`]) and what is left of copies that failed. Gives how
    /// many backups went.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub fn thin(&self, now: Now) -> Result<usize, StoreError> {
        let io = |source| error::io(source, &self.folder);
        let backups = self.list();
        let times: Vec<i64> = backups.iter().map(|backup| backup.made_at).collect();
        let surplus = thin(&times, now.utc_ms);
        let mut removed = 0;
        for backup in backups.iter().filter(|backup| surplus.contains(&backup.made_at)) {
            fs::remove_file(&backup.path).map_err(io)?;
            removed += 1;
        }
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let made_at = name
                .to_str()
                .filter(|name| name.contains(PARTIAL))
                .and_then(time_of_name);
            if made_at.is_some_and(|made_at| made_at < now.utc_ms - HOUR_MS) {
                fs::remove_file(entry.path()).map_err(io)?;
            }
        }
        Ok(removed)
    }

    /// Whether there are backups of a library that was at `path`.
    pub(super) fn know(root: &Path, path: &Path) -> bool {
        Self::labelled(root, path)
            .iter()
            .any(|backups| !backups.list().is_empty())
    }

    fn labelled(root: &Path, path: &Path) -> Vec<Self> {
        let path = path.to_string_lossy();
        let folders = fs::read_dir(root)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path());
        let labelled = |folder: &PathBuf| fs::read_to_string(folder.join(LABEL)).is_ok_and(|text| text == path);
        folders.filter(labelled).map(|folder| Self { folder }).collect()
    }

    /// The newest usable and whole backup of a library: of the one with that UUID, else of those that were at `path`.
    ///
    /// A backup from the future was made while the clock was wrong, and may be older than all others: it comes last.
    pub(super) fn newest_whole(
        root: &Path,
        path: &Path,
        uuid: Option<&str>,
        now: Now,
        usable: impl Fn(&Backup) -> bool,
    ) -> Option<Backup> {
        let newest_first = |backup: &Backup| (backup.made_at > now.utc_ms + DAY_MS, std::cmp::Reverse(backup.made_at));
        let mut own = uuid.map(|uuid| Self::new(root, uuid).list()).unwrap_or_default();
        own.sort_by_key(newest_first);
        let mut there: Vec<Backup> = Self::labelled(root, path).iter().flat_map(Self::list).collect();
        there.sort_by_key(newest_first);
        own.into_iter()
            .chain(there)
            .find(|backup| is_whole(&backup.path) && usable(backup))
    }
}

impl Store {
    /// Whether a backup should be made now: something changed since the newest one (made at `newest`, UTC milliseconds),
    /// which is at least half an hour old. When it says yes the caller makes one, or calls [`Store::backup_failed`].
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn take_backup_due(&mut self, newest: Option<i64>, now: Now) -> Result<bool, StoreError> {
        // A clock that was set back must not stop backups, so the distance counts in both directions.
        if newest.is_some_and(|newest| newest.abs_diff(now.utc_ms) < APART_MS) {
            return Ok(false);
        }
        let due = self.changed || newest.is_none() || self.last_change_at()? > newest.unwrap_or(0) + 1_000;
        self.changed &= !due;
        Ok(due)
    }

    /// The backup that was due could not be made: it is due again.
    pub fn backup_failed(&mut self) {
        self.changed = true;
    }

    /// When something was last changed, UTC milliseconds, by what the rows themselves say.
    fn last_change_at(&self) -> Result<i64, StoreError> {
        self.read(|conn| Ok(conn.query_one(include_str!("sql/last_change.sql"), [], |row| row.get(0))?))
    }
}

/// Which of the backups made at `times` (UTC milliseconds) to remove: all of the last two days stay, then the newest of
/// each of 12 days, then of 10 weeks, then of 9 months (days, weeks and months that have one).
#[must_use]
pub fn thin(times: &[i64], now_ms: i64) -> Vec<i64> {
    let mut old: Vec<i64> = times
        .iter()
        .copied()
        .filter(|time| now_ms - time > 2 * DAY_MS)
        .collect();
    old.sort_unstable_by(|a, b| b.cmp(a));
    old.dedup();
    let day = |time: i64| time.div_euclid(DAY_MS);
    let week = |time: i64| (day(time) + 3).div_euclid(7);
    let month = |time: i64| {
        jiff::Timestamp::from_millisecond(time).map_or(0, |time| {
            let date = time.to_zoned(jiff::tz::TimeZone::UTC).date();
            i64::from(date.year()) * 12 + i64::from(date.month())
        })
    };
    let spans: [(&dyn Fn(i64) -> i64, usize); 3] = [(&day, 12), (&week, 10), (&month, 9)];
    let mut keep = HashSet::new();
    let mut rest = &old[..];
    for (span_of, count) in spans {
        let mut spans = HashSet::new();
        let taken = rest.iter().take_while(|&&time| {
            let span = span_of(time);
            if spans.contains(&span) {
                return true;
            }
            if spans.len() == count {
                return false;
            }
            spans.insert(span);
            keep.insert(time);
            true
        });
        rest = &rest[taken.count()..];
    }
    old.retain(|time| !keep.contains(time));
    old
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;

    const NOW: i64 = 1_772_373_909_000;

    /// A year of a backup every six hours, thinned each time one is made.
    fn a_year() -> Vec<i64> {
        let mut kept: Vec<i64> = Vec::new();
        for made in 0..4 * 366 {
            let now = NOW + made * 6 * HOUR_MS;
            kept.push(now);
            let surplus = thin(&kept, now);
            kept.retain(|time| !surplus.contains(time));
        }
        kept
    }

    #[test]
    fn a_year_thins_to_days_weeks_and_months() {
        let kept = a_year();
        let last = *kept.last().unwrap();
        let recent = kept.iter().filter(|&&time| last - time <= 2 * DAY_MS).count();
        assert_eq!(recent, 9);
        assert_eq!(kept.len(), 9 + 12 + 10 + 9);
        assert!(
            last - kept[0] > 300 * DAY_MS,
            "the oldest is {} days old",
            (last - kept[0]) / DAY_MS
        );
        assert!(thin(&kept, last).is_empty());
    }

    #[test]
    fn few_and_recent_backups_all_stay() {
        assert!(thin(&[], NOW).is_empty());
        assert!(thin(&[NOW - HOUR_MS, NOW - 2 * HOUR_MS, NOW + DAY_MS], NOW).is_empty());
        assert!(thin(&[NOW - 400 * DAY_MS], NOW).is_empty());
        let day = NOW - 10 * DAY_MS;
        assert_eq!(
            thin(&[day, day + HOUR_MS, day + 2 * HOUR_MS], NOW),
            [day + HOUR_MS, day]
        );
    }

    #[test]
    fn a_copy_holds_what_is_committed_and_lists_newest_first() {
        let library = testing::Library::new();
        let mut store = library.open();
        testing::import(&mut store, "One", &["swath"]);
        let backups = Backups::new(&library.backups, store.library_uuid());
        let reader = Store::open_read_only(&library.path).unwrap();
        let first = backups.make(&reader, testing::at(0)).unwrap();
        testing::import(&mut store, "Two", &["rebuke"]);
        let second = backups.make(&store, testing::at(60_000)).unwrap();
        let third = backups.make(&store, testing::at(60_000)).unwrap();
        assert_ne!(second.path, third.path);
        assert_eq!(backups.list().last(), Some(&first));
        assert_eq!(backups.newest_good().unwrap().made_at, second.made_at);
        fs::write(&third.path, b"nonsense").unwrap();
        assert_eq!(backups.newest_good().unwrap().path, second.path);
        let copy = Store::open_read_only(&second.path).unwrap();
        assert_eq!(copy.articles().unwrap().len(), 2);
        assert_eq!(Store::open_read_only(&first.path).unwrap().articles().unwrap().len(), 1);
        assert!(Backups::know(&library.backups, &library.path));
        assert!(!Backups::know(&library.backups, &first.path));
    }

    #[test]
    fn backups_are_due_half_an_hour_apart_and_only_after_a_change() {
        let library = testing::Library::new();
        let mut store = library.open();
        let half_an_hour = 30 * 60 * 1_000;
        testing::import(&mut store, "One", &["swath"]);
        assert!(store.take_backup_due(None, testing::at(0)).unwrap());
        let made = testing::at(0).utc_ms;
        assert!(
            !store
                .take_backup_due(Some(made), testing::at(2 * half_an_hour))
                .unwrap()
        );
        testing::import(&mut store, "Two", &["rebuke"]);
        assert!(
            !store
                .take_backup_due(Some(made), testing::at(half_an_hour - 1))
                .unwrap()
        );
        assert!(store.take_backup_due(Some(made), testing::at(half_an_hour)).unwrap());
        assert!(!store.take_backup_due(Some(made), testing::at(half_an_hour)).unwrap());
        store.backup_failed();
        assert!(store.take_backup_due(Some(made), testing::at(half_an_hour)).unwrap());
        // The next session knows by the rows what the last one left without a copy.
        drop(store);
        let mut store = library.open();
        assert!(!store.take_backup_due(Some(made), testing::at(half_an_hour)).unwrap());
        assert!(
            store
                .take_backup_due(Some(made - 86_400_000), testing::at(half_an_hour))
                .unwrap()
        );
    }
}

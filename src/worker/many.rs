//! Many files at once: read and parsed on as many cores as there are, in the order in which they were named.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use super::prepare::{Prepared, prepare};
use crate::transfer::{Import, ReadError};

/// More helpers than this would wait for the disk, and for each other's memory.
const MOST: usize = 4;

/// Reads and parses files, as [`prepare`] does. `progress` is told how many are done. `None` when it was cancelled.
pub(super) fn prepare_all(
    files: &[PathBuf],
    learner: &str,
    cancel: &AtomicBool,
    progress: impl Fn(usize),
) -> Option<Vec<Result<Prepared, ReadError>>> {
    let helpers = thread::available_parallelism().map_or(1, usize::from).min(MOST);
    let next = AtomicUsize::new(0);
    let (sender, done) = channel();
    let mut results: Vec<Option<Result<Prepared, ReadError>>> = Vec::new();
    results.resize_with(files.len(), || None);
    thread::scope(|scope| {
        for _ in 0..helpers.min(files.len()) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while !cancel.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(number) else { return };
                    if sender
                        .send((number, Import::read(file).map(|import| prepare(import, learner))))
                        .is_err()
                    {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (count, (number, result)) in done.iter().enumerate() {
            results[number] = Some(result);
            progress(count + 1);
        }
    });
    // Who cancels after the last file was read wants no import either.
    if cancel.load(Ordering::Relaxed) {
        return None;
    }
    results.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    fn folder() -> (tempfile::TempDir, Vec<PathBuf>) {
        let folder = tempfile::tempdir().unwrap();
        let files = (0..40).map(|number| {
            let path = folder.path().join(format!("{number:02}.md"));
            std::fs::write(&path, format!("# No. {number}\n\nA **mill** stood here.")).unwrap();
            path
        });
        let files = files.collect();
        (folder, files)
    }

    #[test]
    fn files_come_in_their_order_and_one_that_cannot_be_read_keeps_its_place() {
        let (folder, mut files) = folder();
        files[7] = folder.path().join("nowhere.md");
        let told = Mutex::new(Vec::new());
        let read = prepare_all(&files, "en", &AtomicBool::new(false), |done| {
            told.lock().unwrap().push(done);
        })
        .unwrap();
        let titles: Vec<_> = read
            .iter()
            .map(|read| read.as_ref().map(Prepared::title).ok())
            .collect();
        let wanted: Vec<_> = (0..40)
            .map(|number| (number != 7).then(|| format!("No. {number}")))
            .collect();
        assert_eq!(titles, wanted);
        assert_eq!(told.into_inner().unwrap(), (1..=40).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_cancelled_gives_nothing() {
        let (_folder, files) = folder();
        let cancel = AtomicBool::new(false);
        let read = prepare_all(&files, "en", &cancel, |done| {
            if done == 3 {
                cancel.store(true, Ordering::Relaxed);
            }
        });
        assert!(read.is_none());
        assert!(prepare_all(&[], "en", &AtomicBool::new(false), |_| ()).is_some_and(|read| read.is_empty()));
    }
}

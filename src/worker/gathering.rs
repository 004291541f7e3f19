//! The gathering thread: keeps the search index in step with the library.
//!
//! What a commit touched is indexed at once. At a start, when the watermark says that the two are not in step, they are
//! compared as wholes. All is done in bounded batches, each a transaction of its own, and between two of them it is seen
//! what else was asked: at the end of the program nothing is waited for, since what is left is found at the next start.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Event;
use super::index_thread::Ask;
use super::link::{Folders, Outbox};
use super::searching::SearchShared;
use super::store_thread::StoreThread;
use crate::store::{Changes, SearchIndex, Store, StoreError, ToIndex};
use crate::text::parse;
use crate::transfer::decode;

/// What the store thread and the search thread tell.
#[derive(Debug)]
pub(super) enum Gather {
    /// A commit touched this.
    Touched(Box<Changes>),
    /// The library was opened: is the index in step with it?
    Compare,
    /// The library is another file from now on.
    Forget,
    /// The index is damaged.
    Damaged,
}

/// A start has better things to do for so long.
const START: Duration = Duration::from_millis(600);
/// When nothing was asked for so long, everything that was committed is known to be in.
const QUIET: Duration = Duration::from_secs(2);
/// In one transaction: articles, and words and notes.
const BATCH: (usize, usize) = (48, 1_000);
/// How often the window is told how far it is.
const TOLD: Duration = Duration::from_millis(200);
/// So often a damaged index is made anew in one session.
const ATTEMPTS: u8 = 3;

struct Gathering {
    folders: Folders,
    shared: Arc<SearchShared>,
    outbox: Outbox,
    open: Option<(Store, SearchIndex)>,
    todo: ToIndex,
    /// When the index is to be compared with the library.
    compare: Option<Instant>,
    compared: bool,
    /// Something was indexed since the watermark was set.
    dirty: bool,
    attempts: u8,
    told: Instant,
}

/// Keeps the index until nobody can ask any more.
pub(super) fn run(asks: &Receiver<Gather>, folders: Folders, shared: Arc<SearchShared>, outbox: Outbox) {
    let mut gathering = Gathering {
        folders,
        shared,
        outbox,
        open: None,
        todo: ToIndex::default(),
        compare: None,
        compared: false,
        dirty: false,
        attempts: 0,
        told: Instant::now(),
    };
    loop {
        let asked = match gathering.patience() {
            Some(patience) => asks.recv_timeout(patience),
            None => asks.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match asked {
            Ok(ask) => gathering.take(ask),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let done = catch_unwind(AssertUnwindSafe(|| gathering.go_on()));
                match done {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => gathering.failed(&error),
                    Err(_) => {
                        gathering.give_up();
                        gathering.outbox.send(Event::Panicked { during: "search" });
                    }
                }
            }
        }
    }
}

impl Gathering {
    /// How long it may wait for what is asked before there is something to do; `None` for ever.
    fn patience(&self) -> Option<Duration> {
        if let Some(at) = self.compare {
            return Some(at.saturating_duration_since(Instant::now()));
        }
        if !self.todo.is_empty() {
            return Some(Duration::ZERO);
        }
        self.dirty.then_some(QUIET)
    }

    fn take(&mut self, ask: Gather) {
        match ask {
            Gather::Touched(changes) => {
                self.todo.add(&changes);
                self.dirty = true;
            }
            Gather::Compare if self.compared => {}
            Gather::Compare => {
                self.compared = true;
                self.compare = Some(Instant::now() + START);
            }
            Gather::Forget => {
                self.open = None;
                self.todo = ToIndex::default();
                self.compared = false;
                self.shared.epoch.fetch_add(1, Ordering::Relaxed);
            }
            Gather::Damaged => self.make_anew(),
        }
    }

    /// Does some of what is to be done.
    fn go_on(&mut self) -> Result<(), StoreError> {
        if self.open.is_none() {
            let library = Store::open_reader(&self.folders.library)?;
            let index = SearchIndex::open(&self.folders.cache.join(library.library_uuid()))?;
            self.shared.epoch.fetch_add(1, Ordering::Relaxed);
            self.open = Some((library, index));
        }
        let Some((library, index)) = &mut self.open else {
            return Ok(());
        };
        if self.compare.take().is_some() {
            if index.watermark()? != Some(library.watermark()?) {
                self.todo.append(index.behind(library)?);
                self.dirty = true;
            }
            self.tell();
            return Ok(());
        }
        if self.todo.is_empty() {
            index.set_watermark(&library.watermark()?)?;
            self.dirty = false;
            return Ok(());
        }
        let some = self.todo.take(BATCH.0, BATCH.1);
        index.catch_up(library, &some, |bytes| {
            parse(&decode(bytes).map(|decoded| decoded.text).unwrap_or_default())
        })?;
        if self.todo.is_empty() || self.told.elapsed() >= TOLD {
            self.tell();
        }
        Ok(())
    }

    /// Tells how far it is, where anybody looks.
    fn tell(&mut self) {
        self.told = Instant::now();
        if !self.shared.watched.load(Ordering::Relaxed) {
            return;
        }
        let left = self.todo.articles.len();
        let there = self.open.as_ref().and_then(|(_, index)| index.article_count().ok());
        let done = there.unwrap_or(0);
        self.outbox.send(Event::SearchProgress {
            done,
            total: done + left,
            finished: self.todo.is_empty(),
        });
    }

    fn failed(&mut self, error: &StoreError) {
        tracing::warn!(%error, "the search index cannot be kept");
        if error.is_corrupt() {
            self.make_anew();
        } else {
            self.give_up();
        }
    }

    /// What could not be done is left for the next start.
    fn give_up(&mut self) {
        self.open = None;
        self.todo = ToIndex::default();
        (self.compare, self.dirty) = (None, false);
    }

    fn make_anew(&mut self) {
        let library = self.open.take().map(|(library, _)| library);
        let library = library.map_or_else(|| Store::open_reader(&self.folders.library), Ok);
        self.shared.epoch.fetch_add(1, Ordering::Relaxed);
        self.give_up();
        self.attempts += 1;
        if self.attempts > ATTEMPTS {
            return;
        }
        let removed = library.and_then(|library| SearchIndex::remove(&self.folders.cache.join(library.library_uuid())));
        if let Err(error) = removed {
            tracing::warn!(%error, "the damaged search index stays");
        }
        self.compare = Some(Instant::now());
    }
}

impl Gather {
    /// What the index thread is told of the library as a whole concerns the search as well.
    pub(super) fn follow(thread: &StoreThread, ask: &Ask) {
        match ask {
            Ask::Sync => thread.gather(Self::Compare),
            Ask::Forget => thread.gather(Self::Forget),
            Ask::Coverage | Ask::Page(_) | Ask::Met { .. } => {}
        }
    }
}

impl StoreThread {
    /// Tells the gathering thread something.
    pub(super) fn gather(&self, told: Gather) {
        if self.gather.send(told).is_err() {
            tracing::error!("the gathering thread is gone");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::{First, Request, SearchFor, SearchFound, Worker, claim, start};

    const ARTICLE: &str = "# The mill\n\nThe old mill stalls. \u{6253}\u{51fb}\n";

    fn worker(folder: &std::path::Path, first: First) -> (Worker, Folders) {
        let folders = Folders {
            library: folder.join("library.db"),
            backups: folder.join("backups"),
            cache: folder.join("cache"),
            wordnet: Vec::new(),
        };
        let claim = claim(&folders.library, &[]);
        let worker = start(folders.clone(), "zh-Hans".to_owned(), claim, first, Arc::new(|| ()));
        worker.requests.watch_search(true);
        (worker, folders)
    }

    /// Asks until something is found, as the window does when it hears that the index has grown.
    fn until_found(worker: &Worker, typed: &str) -> SearchFound {
        let begun = Instant::now();
        for serial in 1.. {
            worker.requests.search(SearchFor {
                serial,
                typed: typed.to_owned(),
                wanted: [5, 5, 5],
            });
            while let Ok(event) = worker.events.recv_timeout(Duration::from_secs(20)) {
                match event {
                    Event::SearchFound(found) if found.serial == serial && found.counts != [0; 3] => return *found,
                    Event::SearchFound(found) if found.serial == serial => break,
                    _ => {}
                }
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{typed} is not found");
            std::thread::sleep(Duration::from_millis(20));
        }
        SearchFound::default()
    }

    fn close(worker: Worker) {
        assert!(worker.requests.send(Request::Quit));
        (worker.finish)();
    }

    #[test]
    fn a_damaged_index_is_made_anew_while_one_asks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mill.md");
        std::fs::write(&file, ARTICLE).unwrap();
        let (running, _) = worker(folder.path(), First::Files(vec![file]));
        assert_eq!(until_found(&running, "stalled ").articles[0].title.text, "The mill");
        close(running);
        let index = std::fs::read_dir(folder.path().join("cache")).unwrap();
        let index = index
            .map(|entry| entry.unwrap().path().join("search.db"))
            .find(|path| path.exists());
        let index = index.unwrap();
        let mut bytes = std::fs::read(&index).unwrap();
        bytes[4096..].fill(0xaa);
        std::fs::write(&index, bytes).unwrap();
        for beside in ["search.db-wal", "search.db-shm"] {
            let _ = std::fs::remove_file(index.with_file_name(beside));
        }
        let (running, _) = worker(folder.path(), First::Nothing);
        assert_eq!(until_found(&running, "\u{6253}\u{51fb}").articles.len(), 1);
        close(running);
    }

    #[test]
    fn only_the_newest_question_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mill.md");
        std::fs::write(&file, ARTICLE).unwrap();
        let (running, _) = worker(folder.path(), First::Files(vec![file]));
        until_found(&running, "mill");
        for serial in 1_000..1_200 {
            running.requests.search(SearchFor {
                serial,
                typed: "mill".to_owned(),
                wanted: [5, 5, 5],
            });
        }
        let mut answered = Vec::new();
        while let Ok(event) = running.events.recv_timeout(Duration::from_secs(20)) {
            if let Event::SearchFound(found) = event {
                answered.push(found.serial);
                assert!(!found.failed, "a stopped search is no failure");
                if found.serial == 1_199 {
                    break;
                }
            }
        }
        assert_eq!(answered.last(), Some(&1_199));
        assert!(answered.len() < 200, "{} of 200 were answered", answered.len());
        close(running);
    }
}

//! The threads that fetch. There are none until something is to be fetched, so that a session that asks for nothing has
//! nothing that could open a connection.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::fetch::Fetcher;
use super::thread::PictureMessage;
use super::{PictureError, PictureState};

/// So many pictures are fetched at a time: one slow server does not keep the others waiting.
const THREADS: usize = 3;
/// The screen is told of progress no more often.
const PROGRESS_EVERY: Duration = Duration::from_millis(150);

/// A picture to be fetched.
struct Job {
    opening: u64,
    round: u64,
    address: Box<str>,
}

#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<Job>>,
    wake: Condvar,
    /// Jobs of an earlier round are not wanted any more.
    round: AtomicU64,
}

/// Makes the fetcher when it is needed first: reading the system's certificates takes a moment.
pub(super) type MakeFetcher = Box<dyn Fn() -> Fetcher + Send>;

/// The threads, once there are any.
pub(super) struct Pool {
    queue: Arc<Queue>,
    results: Sender<PictureMessage>,
    make: MakeFetcher,
    threads: usize,
}

impl Pool {
    /// Without any thread yet.
    pub fn new(make: MakeFetcher, results: Sender<PictureMessage>) -> Self {
        Self {
            queue: Arc::default(),
            results,
            make,
            threads: 0,
        }
    }

    /// Fetches a picture as soon as a thread is free.
    pub fn fetch(&mut self, opening: u64, address: &str) {
        let job = Job {
            opening,
            round: self.queue.round.load(Ordering::Relaxed),
            address: address.into(),
        };
        self.queue
            .jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(job);
        self.queue.wake.notify_one();
        if self.threads == 0 {
            let fetcher = (self.make)();
            for _ in 0..THREADS {
                let (queue, fetcher, results) = (Arc::clone(&self.queue), fetcher.clone(), self.results.clone());
                let spawned = thread::Builder::new()
                    .name("fetch".to_owned())
                    .spawn(move || work(&queue, &fetcher, &results));
                match spawned {
                    Ok(_) => self.threads += 1,
                    Err(error) => tracing::error!(%error, "no thread to fetch pictures"),
                }
            }
        }
    }

    /// Stops everything that is under way or waits.
    pub fn stop(&self) {
        self.queue.round.fetch_add(1, Ordering::Relaxed);
        self.queue.jobs.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Fetches until the program ends; nobody waits for it.
fn work(queue: &Queue, fetcher: &Fetcher, results: &Sender<PictureMessage>) {
    loop {
        let job = {
            let mut jobs = queue.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                match jobs.pop_front() {
                    Some(job) => break job,
                    None => jobs = queue.wake.wait(jobs).unwrap_or_else(PoisonError::into_inner),
                }
            }
        };
        let Job {
            opening,
            round,
            address,
        } = job;
        let mut told = Instant::now();
        let mut progress = |done, total| {
            if told.elapsed() >= PROGRESS_EVERY {
                told = Instant::now();
                let state = PictureState::Fetching { done, total };
                let _ = results.send(PictureMessage::Progress(opening, address.clone(), state));
            }
            queue.round.load(Ordering::Relaxed) == round
        };
        let fetched = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| fetcher.fetch(&address, &mut progress)));
        let fetched = fetched.unwrap_or_else(|_| {
            Err(PictureError::Unreachable {
                host: String::new(),
                why: "the fetching thread panicked".to_owned(),
            })
        });
        if results
            .send(PictureMessage::Fetched(opening, address, fetched))
            .is_err()
        {
            return;
        }
    }
}

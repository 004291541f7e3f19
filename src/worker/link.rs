//! The threads, and how they are spoken to.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use super::dictionaries::{self, DictionaryDesk};
use super::gathering;
use super::going_out::{self, OutJob};
use super::index_thread;
use super::instance::{InstanceServer, hand_over};
use super::jobs::{self, Job};
use super::looking_up::{self, WordsAsk};
use super::notes::{self, NotesAsk};
use super::page_thread::{self, PageDesk, PageJob};
use super::parsing::Parsed;
use super::pictures::{self, Fetcher, PictureMessage};
use super::prepare::Prepared;
use super::searching::{self, SearchDesk, SearchFor};
use super::speech::{self, SpeechAsk};
use super::store_thread::StoreThread;
use super::{Event, FileDone, NotesRead, PictureAsk, ReadsOnly, Request};
use crate::store::{LibraryLock, real_path};
use crate::transfer::{Import, ReadError};

/// Wakes the window: there is an event.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where the library and its backups are.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The library's file.
    pub library: PathBuf,
    /// The folder of all backups.
    pub backups: PathBuf,
    /// The folder of what can be built again.
    pub cache: PathBuf,
    /// Folders in which WordNet may lie; the first that has it is asked.
    pub wordnet: Vec<PathBuf>,
}

/// What this start of the program may do with the library.
#[derive(Debug)]
pub enum Claim {
    /// It owns the library.
    Owner(LibraryLock),
    /// Another instance owns it and does not answer: it can be read.
    Guest,
    /// Nothing can be written beside it, so that nobody can own it: it can be read.
    Unwritable,
    /// Another instance owns it and has taken the files over.
    HandedOver,
}

/// Claims the library; where another instance has it, hands the files over to that one.
#[must_use]
pub fn claim(library: &Path, files: &[PathBuf]) -> Claim {
    let asked = library.parent().map_or(Ok(()), std::fs::create_dir_all);
    if let Err(error) = asked {
        tracing::warn!(%error, "the library's folder cannot be made");
    }
    let library = &real_path(library);
    match LibraryLock::acquire(library) {
        Ok(Some(lock)) => Claim::Owner(lock),
        Ok(None) => match hand_over(library, files.to_vec()) {
            Ok(()) => Claim::HandedOver,
            Err(error) => {
                tracing::warn!(%error, "the files could not be handed over");
                Claim::Guest
            }
        },
        Err(error) => {
            tracing::warn!(%error, "no lock can be had");
            Claim::Unwritable
        }
    }
}

/// Sends requests to the threads; never waits.
#[derive(Clone, Debug)]
pub struct Requests {
    messages: Sender<Message>,
    pictures: Sender<PictureMessage>,
    cancel: Arc<AtomicBool>,
    cancel_out: Arc<AtomicBool>,
    page: PageDesk,
    search: SearchDesk,
    notes: Sender<NotesAsk>,
    pub(super) words: Sender<WordsAsk>,
    pub(super) dictionaries: DictionaryDesk,
    pub(super) speech: Sender<SpeechAsk>,
}

impl Requests {
    /// Sends a request; `false` when the thread is gone.
    #[must_use]
    pub fn send(&self, request: Request) -> bool {
        if matches!(request, Request::WriteNotes { .. } | Request::TakeOut { .. }) {
            // The Cancel of what was written before does not hold for this.
            self.cancel_out.store(false, Ordering::Relaxed);
        }
        if matches!(request, Request::Quit) {
            self.ask_pictures(PictureAsk::Quit);
        }
        self.messages.send(Message::Request(request)).is_ok()
    }

    /// Asks the pictures thread; it waits for none of the others. Where it is gone, nothing is shown.
    pub fn ask_pictures(&self, ask: PictureAsk) {
        let _ = self.pictures.send(PictureMessage::Ask(ask));
    }

    /// Asks the import or export that is under way to stop before its next file; it does not wait for its turn.
    pub fn cancel_import(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Asks what is being written out of the library to stop, and to leave nothing.
    pub fn cancel_going_out(&self) {
        self.cancel_out.store(true, Ordering::Relaxed);
    }

    /// Asks the page thread for something; never waits.
    pub fn ask_page(&self, job: PageJob) {
        self.page.ask(job);
    }

    /// Asks the notes thread for something; never waits.
    pub fn ask_notes(&self, ask: NotesAsk) {
        if self.notes.send(ask).is_err() {
            tracing::error!("the notes thread is gone");
        }
    }

    /// Nobody wants to know any more what is being looked for in the text.
    pub fn forget_search(&self) {
        self.page.forget();
    }

    /// Looks for something in everything; what was looked for before is given up. Never waits.
    pub fn search(&self, sought: SearchFor) {
        self.search.ask(sought);
    }

    /// Says whether anybody looks at the search.
    pub fn watch_search(&self, watched: bool) {
        self.search.watch(watched);
    }

    /// A sender whose requests come out of the other end: for tests of what the program asks for.
    #[must_use]
    pub fn to_nobody() -> (Self, Receiver<Message>) {
        let (sender, receiver) = channel();
        let requests = Self {
            messages: sender,
            pictures: channel().0,
            cancel: Arc::default(),
            cancel_out: Arc::default(),
            page: PageDesk::to_nobody().0,
            search: SearchDesk::to_nobody().0,
            notes: channel().0,
            words: channel().0,
            dictionaries: DictionaryDesk::to_nobody(),
            speech: channel().0,
        };
        (requests, receiver)
    }
}

/// What the store thread is told, by the window and by the jobs thread.
pub enum Message {
    /// The window asks for something.
    Request(Request),
    /// Files were read and parsed.
    Prepared(Batch),
    /// A single file was read, and waits to be parsed.
    Arrived(Box<Import>),
    /// What is seen first of an article that is being parsed.
    Glimpse(Box<Parsed>),
    /// A stored article was parsed.
    Parsed(Box<Parsed>),
    /// Something was done with an article's file.
    File(Box<FileDone>),
    /// Files of notes were read.
    Notes(Box<NotesRead>),
    /// A backup was written, or not.
    BackedUp(bool),
    /// The background check found the library damaged.
    Damaged,
}

/// What a batch was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchKind {
    /// Files, or the clipboard: to be read at once.
    #[default]
    Reading,
    /// A folder was among the paths: one report, and nothing is opened.
    Folder,
    /// The welcome article.
    Sample,
}

/// Files that were read and parsed, to be imported in one step.
#[derive(Debug, Default)]
pub struct Batch {
    /// The articles.
    pub prepared: Vec<Prepared>,
    /// What could not be read.
    pub failed: Vec<ReadError>,
    /// What was asked for.
    pub kind: BatchKind,
    /// The learner stopped it: nothing is to be imported.
    pub cancelled: bool,
    /// The clipboard held nothing to read.
    pub nothing_on_clipboard: bool,
    /// A folder held more files than are taken at once: how many were.
    pub truncated: Option<usize>,
}

/// The running threads.
pub struct Worker {
    /// Takes requests.
    pub requests: Requests,
    /// Gives events.
    pub events: Receiver<Event>,
    /// Waits until the threads have finished what they were asked for.
    pub finish: Box<dyn FnOnce()>,
}

/// Gives events to the window and wakes it.
#[derive(Clone)]
pub(super) struct Outbox {
    events: Sender<Event>,
    wake: Wake,
}

impl Outbox {
    /// For tests of what a thread tells.
    #[cfg(test)]
    pub(super) fn new(events: Sender<Event>, wake: Wake) -> Self {
        Self { events, wake }
    }

    pub(super) fn send(&self, event: Event) {
        // A window that is gone needs no events.
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

/// What is opened together with the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// Nothing.
    Nothing,
    /// The article that was read last; of a new library the welcome.
    Usual,
    /// These files and folders.
    Files(Vec<PathBuf>),
}

/// Starts the threads. The library is opened in the background, and `first` with it. `learner` is the learner's own
/// language (BCP 47).
#[must_use]
pub fn start(folders: Folders, learner: String, claim: Claim, first: First, wake: Wake) -> Worker {
    start_at(folders, learner, claim, (first, wake), super::Clock::default())
}

/// The same with a clock of its own.
#[must_use]
pub fn start_at(
    mut folders: Folders,
    learner: String,
    claim: Claim,
    (first, wake): (First, Wake),
    clock: super::Clock,
) -> Worker {
    folders.library = real_path(&folders.library);
    let (messages, inbox) = channel();
    let (events, window) = channel();
    let (jobs, job_inbox) = channel::<Job>();
    let outbox = Outbox { events, wake };
    let server = serve(&folders.library, &claim, &outbox);
    let to_store = messages.clone();
    let job_outbox = outbox.clone();
    let cancel: Arc<AtomicBool> = Arc::default();
    let cancelled = Arc::clone(&cancel);
    let job_learner = learner.clone();
    let jobs_thread = spawn("jobs", move || {
        jobs::run(&job_inbox, &job_learner, &to_store, &job_outbox, &cancelled);
    });
    let (outs, out_inbox) = channel::<OutJob>();
    let cancel_out: Arc<AtomicBool> = Arc::default();
    let (out_home, out_outbox, out_cancel) = (folders.library.clone(), outbox.clone(), Arc::clone(&cancel_out));
    let out_thread = spawn("out", move || {
        going_out::run(&out_inbox, &out_home, &out_outbox, &out_cancel);
    });
    let page = page_thread::start(folders.clone(), outbox.clone());
    let notes = notes::start(folders.clone(), outbox.clone());
    let words = looking_up::start(&folders, learner.clone(), outbox.clone());
    let dictionaries = dictionaries::start(&folders.cache, outbox.clone());
    let speech_outbox = outbox.clone();
    let store_notes = notes.clone();
    let (asks, ask_inbox) = channel();
    let (index_home, index_outbox) = ((folders.clone(), learner.clone()), outbox.clone());
    let index_thread = spawn("index", move || {
        index_thread::run(&ask_inbox, &index_home, &index_outbox);
    });
    let (gather, gather_inbox) = channel();
    let search_shared: Arc<searching::SearchShared> = Arc::default();
    let search = searching::start(
        folders.clone(),
        Arc::clone(&search_shared),
        gather.clone(),
        outbox.clone(),
    );
    let (gather_folders, gather_outbox) = (folders.clone(), outbox.clone());
    spawn("gather", move || {
        gathering::run(&gather_inbox, gather_folders, search_shared, gather_outbox);
    });
    let (pictures, picture_inbox) = channel();
    let (picture_folders, picture_outbox, own) = (folders.clone(), outbox.clone(), pictures.clone());
    let pictures_thread = spawn("pictures", move || {
        let make = Box::new(Fetcher::of_system);
        pictures::run(&picture_inbox, own, make, &picture_folders, &picture_outbox);
    });
    let to_own = messages.clone();
    let store_thread = spawn("store", move || {
        // The lock and the server live as long as the thread that writes.
        let (lock, server) = (claim, server);
        let reads_only = match lock {
            Claim::Owner(_) => None,
            Claim::Unwritable => Some(ReadsOnly::Unwritable),
            Claim::Guest | Claim::HandedOver => Some(ReadsOnly::InUse),
        };
        let asks = (asks, gather, store_notes);
        let mut thread = StoreThread::new((folders, learner), reads_only, (jobs, outs), asks, outbox);
        thread.reviewing = super::reviewing::Reviewing::with(clock);
        thread.watch.eye = Some(super::eye::open(to_own));
        thread.run(first, &inbox);
        drop((server, lock));
    });
    let finish = Box::new(move || {
        for thread in [store_thread, jobs_thread, out_thread, index_thread, pictures_thread]
            .into_iter()
            .flatten()
        {
            if thread.join().is_err() {
                tracing::error!("a thread ended in a panic");
            }
        }
    });
    Worker {
        requests: Requests {
            messages,
            pictures,
            cancel,
            cancel_out,
            page,
            search,
            notes,
            words,
            dictionaries,
            speech: speech::start(speech_outbox),
        },
        events: window,
        finish,
    }
}

fn serve(library: &Path, claim: &Claim, outbox: &Outbox) -> Option<InstanceServer> {
    if !matches!(claim, Claim::Owner(_)) {
        return None;
    }
    let outbox = outbox.clone();
    let server = InstanceServer::start(library, move |handover| {
        outbox.send(Event::HandedOver { files: handover.files });
    });
    server
        .inspect_err(|error| tracing::warn!(%error, "later starts will not find this one"))
        .ok()
}

pub(super) fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(run);
    spawned
        .inspect_err(|error| tracing::error!(%error, name, "no thread"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_claim_of_a_library_is_a_guest() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("new").join("library.db");
        let first = claim(&library, &[]);
        assert!(matches!(first, Claim::Owner(_)));
        assert!(matches!(claim(&library, &[]), Claim::Guest));
        drop(first);
        assert!(matches!(claim(&library, &[]), Claim::Owner(_)));
    }
}

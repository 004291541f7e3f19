//! The store thread: it owns the connection and runs one message after the other, each in its own transaction.
//!
//! Parsing is never done here: a note's commit must not wait for a long article.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::files::FileWatch;
use super::gathering::Gather;
use super::going_out::OutJob;
use super::importing::Questions;
use super::index_thread::Ask;
use super::jobs::Job;
use super::link::{First, Folders, Message, Outbox};
use super::{Change, Event, NotesAsk, ReadsOnly, Ready, Request};
use crate::store::{ArticleRow, Backups, Now, OpenError, Origin, Outcome, Store, risk_of};
use crate::study::{ArticleId, TermId, has_gap};
use crate::text::form_key;

/// After so long without a message there is time to fold the log in.
const QUIET: Duration = Duration::from_secs(2);

/// The store thread's own state.
pub(super) struct StoreThread {
    folders: Folders,
    /// BCP 47 code of the learner's own language.
    pub(super) learner: String,
    pub(super) owner: bool,
    reads_only: Option<ReadsOnly>,
    pub(super) store: Option<Store>,
    pub(super) jobs: Sender<Job>,
    pub(super) outs: Sender<OutJob>,
    asks: Sender<Ask>,
    pub(super) gather: Sender<Gather>,
    notes: Sender<NotesAsk>,
    pub(super) outbox: Outbox,
    pub(super) questions: Questions,
    /// Counts articles that are opened, so that one overtaken by another is dropped.
    pub(super) generation: u64,
    pub(super) open: Option<ArticleId>,
    pub(super) batch: u64,
    /// An article that is being written, and the merge that was made for it.
    pub(super) merged_for: Option<(ArticleId, u64)>,
    pub(super) watch: FileWatch,
    backing_up: bool,
    /// Whether the library was looked through since it was opened.
    settled: bool,
    pub(super) reviewing: super::reviewing::Reviewing,
}

impl StoreThread {
    pub(super) fn new(
        (folders, learner): (Folders, String),
        reads_only: Option<ReadsOnly>,
        (jobs, outs): (Sender<Job>, Sender<OutJob>),
        (asks, gather, notes): (Sender<Ask>, Sender<Gather>, Sender<NotesAsk>),
        outbox: Outbox,
    ) -> Self {
        Self {
            folders,
            learner,
            owner: reads_only.is_none(),
            reads_only,
            store: None,
            jobs,
            outs,
            asks,
            gather,
            notes,
            outbox,
            questions: Questions::default(),
            generation: 0,
            open: None,
            batch: 0,
            merged_for: None,
            watch: FileWatch::default(),
            backing_up: false,
            settled: false,
            reviewing: super::reviewing::Reviewing::default(),
        }
    }

    /// Opens the library, then runs messages until the window has closed.
    pub(super) fn run(mut self, first: First, inbox: &Receiver<Message>) {
        self.guarded(|thread| thread.open_library(first));
        while let Some(message) = self.next(inbox) {
            if matches!(message, Message::Request(Request::Quit)) {
                break;
            }
            self.guarded(|thread| thread.handle(message));
        }
    }

    /// The next message. Once it has been quiet for a while after a change, the library is put in order first.
    fn next(&mut self, inbox: &Receiver<Message>) -> Option<Message> {
        if self.store.as_ref().is_some_and(Store::has_log) {
            match inbox.recv_timeout(QUIET) {
                Err(RecvTimeoutError::Timeout) => self.guarded(Self::fold_log),
                message => return message.ok(),
            }
        }
        inbox.recv().ok()
    }

    fn fold_log(&mut self) {
        if let Some(Err(error)) = self.store.as_mut().map(Store::fold_log) {
            tracing::warn!(%error, "the log could not be folded in");
        }
    }

    /// A panic ends the message, not the thread: its transaction has rolled back.
    fn guarded(&mut self, run: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| run(self))).is_err() {
            self.outbox.send(Event::Panicked { during: "store" });
        }
    }

    fn open_library(&mut self, first: First) {
        let path = &self.folders.library;
        let opened = if self.owner {
            Store::open(path, &self.folders.backups, now()).map(|opened| (opened.store, Some(opened.outcome)))
        } else {
            Store::open_read_only(path).map(|store| (store, None))
        };
        self.take_over(opened, first);
    }

    fn take_over(&mut self, opened: Result<(Store, Option<Outcome>), OpenError>, first: First) {
        match opened {
            Ok((store, outcome)) => {
                let recovered = match &outcome {
                    Some(Outcome::Recovered { evidence, restored }) => {
                        Some((evidence.clone(), restored.as_ref().map(|restored| restored.made_at)))
                    }
                    _ => None,
                };
                let restored = match &outcome {
                    Some(Outcome::Restored(restored)) => Some(restored.made_at),
                    _ => None,
                };
                let new = matches!(
                    outcome,
                    Some(Outcome::Created | Outcome::Recovered { restored: None, .. })
                );
                self.store = Some(store);
                let risk = self.owner.then(|| risk_of(&self.folders.library)).flatten();
                let articles = self.articles().unwrap_or_default();
                let opening = self.open_first(first, new);
                self.outbox.send(Event::Ready(Ready {
                    articles,
                    opening,
                    reads_only: self.reads_only,
                    recovered,
                    restored,
                    risk,
                    zone: TimeZone::system(),
                }));
                if !opening {
                    self.settle_in();
                }
            }
            Err(error) => {
                tracing::error!(%error, "the library cannot be opened");
                self.outbox.send(Event::Unavailable(error));
            }
        }
    }

    /// Opens what is seen first, before the window has asked: at a start, each way to it and back costs a frame. Says
    /// whether there is anything.
    fn open_first(&mut self, first: First, new: bool) -> bool {
        let last = self.store.as_ref().and_then(|store| store.last_opened().ok().flatten());
        match (first, last) {
            (First::Files(files), _) => self.read(files),
            (First::Usual, Some(article_id)) => self.open_article(article_id, None),
            (First::Usual, None) if new => self.job(Job::Welcome),
            (First::Usual | First::Nothing, _) => {
                self.ask(Ask::Sync);
                return false;
            }
        }
        true
    }

    /// The library turned out to be damaged while it was open: it is set aside, the newest good backup takes its place.
    fn recover(&mut self) {
        if !self.owner {
            return;
        }
        self.store = None;
        self.settled = false;
        self.ask(Ask::Forget);
        self.ask_notes(NotesAsk::Forget);
        let recovered = Store::recover(&self.folders.library, &self.folders.backups, now());
        self.take_over(
            recovered.map(|opened| (opened.store, Some(opened.outcome))),
            First::Usual,
        );
    }

    /// The library is looked through and swept, once: what is seen first comes first.
    pub(super) fn settle_in(&mut self) {
        if !std::mem::replace(&mut self.settled, true) {
            self.job(Job::Check(self.folders.library.clone()));
            self.send_review();
            self.keep_house();
        }
    }

    /// What is swept and backed up at a start.
    fn keep_house(&mut self) {
        if !self.owner {
            return;
        }
        if let Some(store) = &mut self.store
            && let Err(error) = store.sweep(now())
        {
            tracing::warn!(%error, "old tombstones could not be swept");
        }
        self.back_up_if_due();
    }

    /// The library's file.
    pub(super) fn library(&self) -> &std::path::Path {
        &self.folders.library
    }

    pub(super) fn job(&self, job: Job) {
        if self.jobs.send(job).is_err() {
            tracing::error!("the jobs thread is gone");
        }
    }

    pub(super) fn ask(&self, ask: Ask) {
        Gather::follow(self, &ask);
        if self.asks.send(ask).is_err() {
            tracing::error!("the index thread is gone");
        }
    }

    pub(super) fn ask_notes(&self, ask: NotesAsk) {
        if self.notes.send(ask).is_err() {
            tracing::error!("the notes thread is gone");
        }
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.request(request),
            Message::Prepared(batch) => self.import(batch),
            Message::Arrived(import) => self.arrived(*import),
            Message::Glimpse(parsed) => self.glimpsed(*parsed),
            Message::Parsed(parsed) => self.opened(*parsed),
            Message::Notes(read) => self.take_notes_in(*read),
            Message::File(done) => self.file_done(*done),
            Message::BackedUp(done) => {
                self.backing_up = false;
                if let Some(store) = self.store.as_mut().filter(|_| !done) {
                    store.backup_failed();
                }
            }
            Message::Damaged => self.recover(),
        }
    }

    pub(super) fn request(&mut self, request: Request) {
        match request {
            Request::Change { serial, change, issued } => self.change(serial, change, issued),
            Request::Undo => self.step(true),
            Request::Redo => self.step(false),
            Request::Open { article_id, at } => self.open_article(article_id, at),
            Request::ListArticles => {
                self.send_library();
                self.ask(Ask::Coverage);
            }
            Request::Contexts { term_id } => self.send_contexts(term_id),
            Request::SetPosition {
                article_id,
                position,
                furthest,
            } => {
                if let Some(Err(error)) = self
                    .store
                    .as_mut()
                    .map(|store| store.set_position(article_id, &position, furthest.as_ref()))
                {
                    tracing::warn!(%error, "the position was not kept");
                }
            }
            Request::LogReading {
                article_id,
                language,
                blocks,
            } => self.log_reading(article_id, &language, &blocks),
            Request::Import { paths } => self.read(paths),
            Request::ImportClipboard { text } => self.job(Job::Clipboard(text)),
            Request::AnswerUpdate { question, answer } => self.answer(question, answer),
            Request::WriteArticle { article_id, to } => self.write_article(article_id, to),
            Request::BringIn { article_id } => self.bring_in(article_id, None),
            Request::LookAtFile => self.look_at_file(false),
            Request::InFront(in_front) => {
                self.watch.tell(super::eye::Sight::InFront(in_front));
                if in_front {
                    self.look_at_file(false);
                }
            }
            Request::Export { into } => self.job(Job::Export {
                library: self.folders.library.clone(),
                into,
                now: now(),
            }),
            request @ (Request::WriteNotes { .. } | Request::TakeOut { .. } | Request::ListHistory) => {
                self.request_going_out(request);
            }
            Request::Review(ask) => self.review(ask),
            Request::Write(write) => self.job(Job::Write(write)),
            Request::Quit => {}
        }
    }

    fn articles(&self) -> Option<Vec<ArticleRow>> {
        let articles = self.store.as_ref()?.articles();
        articles
            .inspect_err(|error| tracing::error!(%error, "the articles cannot be listed"))
            .ok()
    }

    pub(super) fn send_library(&self) {
        if let Some(articles) = self.articles() {
            self.outbox.send(Event::Library(articles));
        }
    }

    /// What is kept of a term, and where it was met besides.
    fn send_contexts(&self, term_id: TermId) {
        let Some(store) = &self.store else { return };
        if let Ok(contexts) = store.contexts_of_term(term_id) {
            self.outbox.send(Event::Contexts { term_id, contexts });
        }
        if let Some(term) = store.terms(&[term_id]).ok().and_then(|terms| terms.into_iter().next()) {
            let (gap, headword) = (has_gap(&term.headword), form_key(&term.headword));
            let (language, forms) = (term.language, term.forms);
            self.ask(Ask::Met {
                term_id,
                language,
                headword,
                forms,
                gap,
            });
        }
    }

    fn change(&mut self, serial: u64, change: Change, issued: Instant) {
        let Some(store) = &mut self.store else { return };
        match super::changes::apply(store, change, self.reviewing.clock.now()) {
            Ok(committed) => self.committed(Some(serial), committed, Some(issued)),
            Err(error) => {
                tracing::error!(%error, "a change was not stored");
                let damaged = error.is_corrupt();
                self.outbox.send(Event::ChangeFailed {
                    serial: Some(serial),
                    error,
                });
                if damaged {
                    self.recover();
                }
            }
        }
    }

    pub(super) fn back_up_if_due(&mut self) {
        if self.backing_up || !self.owner {
            return;
        }
        let Some(store) = &mut self.store else { return };
        let backups = Backups::new(&self.folders.backups, store.library_uuid());
        let newest = backups.list().first().map(|backup| backup.made_at);
        match store.take_backup_due(newest, now()) {
            Ok(true) => {
                self.backing_up = true;
                self.job(Job::BackUp {
                    library: self.folders.library.clone(),
                    backups,
                    now: now(),
                });
            }
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "whether a backup is due cannot be said"),
        }
    }
}

/// What an article's origin is called: the file's name; nothing for the clipboard and the sample.
#[must_use]
pub fn origin_name(origin: &Origin) -> String {
    match origin {
        Origin::File(path) => std::path::Path::new(path)
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        Origin::Clipboard | Origin::Sample => String::new(),
    }
}

/// The time, and what the learner's wall clock adds to UTC.
pub(super) fn now() -> Now {
    super::Clock::default().now()
}

//! The jobs thread: what takes long and needs no right to write. Reading files, parsing, backups, the check at the start.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::file_jobs::{self, FileJob};
use super::link::{Batch, BatchKind, Message, Outbox};
use super::many::prepare_all;
use super::notes_in;
use super::parsing::{Parse, Parsed};
use super::prepare::prepare;
use super::{Event, Write};
use crate::store::{Backups, Now, Store};
use crate::transfer::{self, Expansion, Import, ReadError};

/// Something to be done beside the store thread.
pub(super) enum Job {
    /// Read, decode and parse files and folders.
    Read(Vec<PathBuf>),
    /// Read files of notes.
    ReadNotes { paths: Vec<PathBuf>, library: PathBuf },
    /// Parse a file that was read. With the number of an opening, tell first what is seen first.
    Prepare(Box<Import>, Option<u64>),
    /// Take what is on the clipboard; the plain text was handed over by the window.
    Clipboard(String),
    /// The welcome article.
    Welcome,
    /// Parse a stored article.
    Parse(Box<Parse>),
    /// Copy the library.
    BackUp {
        library: PathBuf,
        backups: Backups,
        now: Now,
    },
    /// Check the library.
    Check(PathBuf),
    /// Count what the learner has come to.
    Progress { library: PathBuf, now: Now },
    /// Write what can be read of a library of another version into a new folder.
    Export { library: PathBuf, into: PathBuf, now: Now },
    /// Write a small file.
    Write(Write),
    /// Something with an article's file.
    File(FileJob),
}

/// Does jobs until the store thread is gone.
pub(super) fn run(jobs: &Receiver<Job>, learner: &str, store: &Sender<Message>, outbox: &Outbox, cancel: &AtomicBool) {
    while let Ok(job) = jobs.recv() {
        let done = catch_unwind(AssertUnwindSafe(|| perform(job, learner, store, outbox, cancel)));
        if done.is_err() {
            outbox.send(Event::Panicked { during: "jobs" });
        }
    }
}

fn perform(job: Job, learner: &str, store: &Sender<Message>, outbox: &Outbox, cancel: &AtomicBool) {
    let message = match job {
        Job::Read(paths) => Some(match &paths[..] {
            // One file is mostly there already, or seen before all of it is parsed.
            [path] if path.is_file() => match Import::read(path) {
                Ok(import) => Message::Arrived(Box::new(import)),
                Err(error) => Message::Prepared(Batch {
                    failed: vec![error],
                    ..Batch::default()
                }),
            },
            paths => Message::Prepared(read(paths, learner, outbox, cancel)),
        }),
        Job::ReadNotes { paths, library } => Some(Message::Notes(Box::new(notes_in::read(&paths, &library)))),
        Job::Prepare(import, generation) => {
            let glimpse = generation.and_then(|generation| Parsed::glimpse_of(&import, learner, generation));
            tell(glimpse, store);
            Some(Message::Prepared(Batch {
                prepared: vec![prepare(*import, learner)],
                ..Batch::default()
            }))
        }
        Job::Clipboard(text) => Some(Message::Prepared(clipboard(&text, learner))),
        Job::Welcome => {
            let import = Import::sample(include_str!("../../assets/welcome.md"));
            Some(Message::Prepared(Batch {
                prepared: vec![prepare(import, learner)],
                kind: BatchKind::Sample,
                ..Batch::default()
            }))
        }
        Job::Parse(parse) => {
            let source = parse.source();
            tell(parse.glimpse(&source), store);
            Some(Message::Parsed(Box::new(parse.run(&source))))
        }
        Job::BackUp { library, backups, now } => Some(Message::BackedUp(back_up(&library, &backups, now))),
        Job::Check(library) => check(&library),
        Job::Progress { library, now } => {
            match Store::open_reader(&library).and_then(|store| store.progress(now)) {
                Ok(progress) => outbox.send(Event::Progress(Box::new(progress))),
                Err(error) => tracing::error!(%error, "progress cannot be counted"),
            }
            None
        }
        Job::Export { library, into, now } => {
            cancel.store(false, Ordering::Relaxed);
            let exported = transfer::export(&library, &into, now, |done, total| {
                outbox.send(Event::ExportProgress { done, total });
                !cancel.load(Ordering::Relaxed)
            });
            if let Err(error) = &exported {
                tracing::error!(%error, "the library was not exported");
            }
            outbox.send(Event::Exported(exported));
            None
        }
        Job::Write(write) => {
            if let Err(error) = write() {
                outbox.send(Event::WriteFailed { error });
            }
            None
        }
        Job::File(job) => file_jobs::perform(job, learner).map(|done| Message::File(Box::new(done))),
    };
    if let Some(message) = message
        && store.send(message).is_err()
    {
        tracing::warn!("a job was done for a store that is gone");
    }
}

fn tell(glimpse: Option<Parsed>, store: &Sender<Message>) {
    if let Some(glimpse) = glimpse {
        // A store that is gone needs none.
        let _ = store.send(Message::Glimpse(Box::new(glimpse)));
    }
}

fn read(paths: &[PathBuf], learner: &str, outbox: &Outbox, cancel: &AtomicBool) -> Batch {
    cancel.store(false, Ordering::Relaxed);
    let mut batch = Batch {
        kind: if paths.iter().any(|path| path.is_dir()) {
            BatchKind::Folder
        } else {
            BatchKind::Reading
        },
        ..Batch::default()
    };
    let Expansion {
        files,
        truncated,
        problems,
    } = transfer::expand(paths);
    batch.failed = problems;
    batch.truncated = truncated.then_some(files.len());
    let empty = |folder: &&PathBuf| folder.is_dir() && !files.iter().any(|file| file.starts_with(folder));
    batch.failed.extend(
        paths
            .iter()
            .filter(empty)
            .map(|path| ReadError::EmptyFolder { path: path.clone() }),
    );
    let progress = |done| {
        if files.len() > 1 {
            let total = files.len();
            outbox.send(Event::ImportProgress { done, total });
        }
    };
    let Some(prepared) = prepare_all(&files, learner, cancel, progress) else {
        return Batch {
            cancelled: true,
            ..Batch::default()
        };
    };
    for read in prepared {
        match read {
            Ok(prepared) => batch.prepared.push(prepared),
            Err(error) => batch.failed.push(error),
        }
    }
    batch
}

/// A browser puts the page on the clipboard as HTML beside the plain text; only the HTML still has the bold.
fn clipboard(text: &str, learner: &str) -> Batch {
    let html = arboard::Clipboard::new()
        .and_then(|mut clipboard| clipboard.get().html())
        .ok();
    let page = html.and_then(|html| Import::from_clipboard_html(&html).ok());
    // Without a key press the window was handed nothing.
    let text = if text.is_empty() {
        arboard::Clipboard::new()
            .and_then(|mut clipboard| clipboard.get_text())
            .unwrap_or_default()
    } else {
        text.to_owned()
    };
    let import = page.or_else(|| Import::from_clipboard_text(&text).ok());
    let prepared: Vec<_> = import.map(|import| prepare(import, learner)).into_iter().collect();
    Batch {
        nothing_on_clipboard: prepared.is_empty(),
        prepared,
        ..Batch::default()
    }
}

fn back_up(library: &std::path::Path, backups: &Backups, now: Now) -> bool {
    let made = Store::open_reader(library)
        .map_err(|error| error.to_string())
        .and_then(|store| backups.make(&store, now).map_err(|error| error.to_string()));
    match made {
        Ok(backup) => {
            tracing::info!(path = %backup.path.display(), "backed up");
            if let Err(error) = backups.thin(now) {
                tracing::warn!(%error, "old backups could not be thinned");
            }
            true
        }
        Err(error) => {
            tracing::warn!(error, "no backup could be made");
            false
        }
    }
}

fn check(library: &std::path::Path) -> Option<Message> {
    let store = Store::open_reader(library).ok()?;
    let error = store.quick_check().err()?;
    tracing::error!(%error, "the library did not pass its check");
    error.is_corrupt().then_some(Message::Damaged)
}

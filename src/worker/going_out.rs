//! What goes out of the library, on a thread of its own: notes as files, and everything as a folder.
//!
//! An export of ten thousand articles takes minutes; meanwhile articles are opened and notes are written. So it has a
//! thread of its own, reads over a connection of its own that holds the library still, and stops when it is asked to.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use super::link::Outbox;
use super::store_thread::{StoreThread, now};
use super::two_hands::written;
use super::{Event, GoingNews, Request};
use crate::store::{Now, Store, StoredArticle};
use crate::transfer::{NoteShape, NotesWritten, OutgoingError, Positions, TakeOut, TakenOut, decode, write_notes};

/// Something to be written.
pub(super) enum OutJob {
    /// All notes, to a file or into a folder.
    Notes {
        shape: NoteShape,
        target: PathBuf,
        /// Another file that is there may be replaced.
        replace: bool,
        now: Now,
    },
    /// Everything, into a new folder.
    Everything { into: PathBuf, now: Now },
}

/// Tells how far it is, and hears whether to stop.
struct Progress<'a> {
    outbox: &'a Outbox,
    cancel: &'a AtomicBool,
}

impl Progress<'_> {
    fn go_on(&self) -> bool {
        !self.cancel.load(Ordering::Relaxed)
    }

    fn at(&self, done: usize, total: usize) -> bool {
        self.outbox.send(Event::Going(GoingNews::Progress { done, total }));
        self.go_on()
    }
}

/// Does jobs until the store thread is gone.
pub(super) fn run(jobs: &Receiver<OutJob>, library: &Path, outbox: &Outbox, cancel: &AtomicBool) {
    while let Ok(job) = jobs.recv() {
        let progress = Progress { outbox, cancel };
        let done = catch_unwind(AssertUnwindSafe(|| match job {
            OutJob::Notes {
                shape,
                target,
                replace,
                now,
            } => GoingNews::NotesWritten {
                written: notes(library, shape, &target, replace, now, &progress),
                shape,
            },
            OutJob::Everything { into, now } => GoingNews::TakenOut(everything(library, &into, now, &progress)),
        }));
        match done {
            Ok(news) => outbox.send(Event::Going(news)),
            Err(_) => outbox.send(Event::Panicked { during: "out" }),
        }
    }
}

fn notes(
    library: &Path,
    shape: NoteShape,
    target: &Path,
    replace: bool,
    now: Now,
    progress: &Progress<'_>,
) -> Result<NotesWritten, OutgoingError> {
    let store = Store::open_reader(library)?;
    store.hold_still()?;
    let notes = store.shared_notes()?;
    let positions = if shape == NoteShape::Json {
        positions(&store, &notes, progress)
    } else {
        Positions::default()
    };
    write_notes((&notes, &positions), shape, target, replace, now, &|| progress.go_on())
}

fn positions(store: &Store, notes: &[crate::study::SharedNote], progress: &Progress<'_>) -> Positions {
    let source = |uuid: &str| {
        let article_id = store.article_by_uuid(uuid).ok().flatten()?;
        Some(store.article(article_id).ok().flatten()?.bytes)
    };
    Positions::of(notes, source, |done, total| progress.at(done, total))
}

fn everything(library: &Path, into: &Path, now: Now, progress: &Progress<'_>) -> Result<TakenOut, OutgoingError> {
    let store = Store::open_reader(library)?;
    store.hold_still()?;
    let articles = store.kept_articles()?;
    let mut out = TakeOut::new(into, &articles, now)?;
    // The small and dear parts first: they are what cannot be had elsewhere.
    out.terms(&store.kept_terms()?)?;
    out.logs((&store.kept_changes()?, &store.kept_reviews()?), &store.kept_reading()?)?;
    out.cards(&store.kept_cards()?)?;
    let notes = store.shared_notes()?;
    let positions = positions(&store, &notes, progress);
    out.notes((&notes, &positions), &articles)?;
    for (number, article) in articles.iter().enumerate() {
        if !progress.at(number, articles.len()) {
            return Err(OutgoingError::Cancelled);
        }
        if let Some(stored) = store.article(article.article_id)? {
            out.article(number, &bytes_with_bold(stored))?;
        }
    }
    if !progress.at(articles.len(), articles.len()) {
        return Err(OutgoingError::Cancelled);
    }
    out.finish()
}

/// An article as Markdown with its bold as it stands. An encoding that cannot say it gives way to UTF-8.
fn bytes_with_bold(mut stored: StoredArticle) -> Vec<u8> {
    if let Ok(written) = written(&stored) {
        return written.bytes;
    }
    if let Ok(decoded) = decode(&stored.bytes) {
        let bytes = std::mem::replace(&mut stored.bytes, decoded.text.into_bytes());
        if let Ok(written) = written(&stored) {
            return written.bytes;
        }
        return bytes;
    }
    stored.bytes
}

impl StoreThread {
    /// What goes out of the library, and what was deleted from it.
    pub(super) fn request_going_out(&self, request: Request) {
        let now = now();
        let job = match request {
            Request::WriteNotes { shape, target, replace } => OutJob::Notes {
                shape,
                target,
                replace,
                now,
            },
            Request::TakeOut { into } => OutJob::Everything { into, now },
            _ => {
                if let Some(Ok(past)) = self.store.as_ref().map(Store::past) {
                    self.outbox.send(Event::Going(GoingNews::History(past)));
                }
                return;
            }
        };
        if self.outs.send(job).is_err() {
            tracing::error!("the out thread is gone");
        }
    }
}

#[cfg(test)]
mod tests;

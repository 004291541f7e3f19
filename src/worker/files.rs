//! What the store thread does with an article's file: it hands the work to the jobs thread and stores what came of it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

use super::eye::Sight;
use super::file_jobs::{Against, FileDone, FileJob, FileStanding, Found, Look, Stamp, WriteTo, own_file};
use super::importing::origin;
use super::jobs::Job;
use super::link::{Batch, BatchKind};
use super::prepare::Prepared;
use super::store_thread::{StoreThread, now};
use super::two_hands::{Comparison, Merge, Written};
use super::updating::update;
use super::{Event, Saved};
use crate::store::{
    BoldsFromFile, Direction, Op, Origin, SourceNumbers, Store, StoreError, StoredArticle, WrittenBack,
};
use crate::study::ArticleId;
use crate::transfer::sha256;

/// Most articles of the same length that a file under a new name is compared with.
const CANDIDATES: u32 = 12;

/// What is known of the open article's file.
#[derive(Default)]
pub(super) struct FileWatch {
    article_id: Option<ArticleId>,
    /// The source that the page shows, and what its file holds.
    source: SourceNumbers,
    stamp: Option<Stamp>,
    /// The file, and who has an eye on it.
    path: Option<PathBuf>,
    pub(super) eye: Option<Sender<Sight>>,
}

impl FileWatch {
    /// Tells the eye something, if there is one.
    pub(super) fn tell(&self, sight: Sight) {
        if let Some(eye) = &self.eye {
            // Without it, files are looked at when the window comes to the front.
            let _ = eye.send(sight);
        }
    }
}

impl StoreThread {
    /// Has an article written to a file.
    pub(super) fn write_article(&mut self, article_id: ArticleId, to: WriteTo) {
        if let Some(stored) = self.stored(article_id) {
            self.job(Job::File(FileJob::Write(Box::new(stored), to)));
        }
    }

    /// Has what an article's file holds now brought in; then the article is written, if so wished.
    pub(super) fn bring_in(&mut self, article_id: ArticleId, then: Option<WriteTo>) {
        if let Some(stored) = self.stored(article_id) {
            self.job(Job::File(FileJob::BringIn(Box::new(stored), then)));
        }
    }

    pub(super) fn stored(&self, article_id: ArticleId) -> Option<StoredArticle> {
        let article = self.store.as_ref()?.article(article_id);
        article
            .inspect_err(|error| tracing::error!(%error, "an article cannot be read"))
            .ok()?
    }

    /// Has the open article's file looked at; with `anew` also if it seems to be as it was.
    pub(super) fn look_at_file(&mut self, anew: bool) {
        let Some(article_id) = self.open else { return };
        if self.watch.article_id.replace(article_id) != Some(article_id) || anew {
            self.watch.stamp = None;
        }
        let origin = self.store.as_ref().map(|store| store.article_origin(article_id));
        let path = match origin {
            Some(Ok(Some(origin))) => own_file(&origin),
            _ => None,
        };
        self.watch.path.clone_from(&path);
        if path.is_none() {
            self.watch.tell(Sight::File(None));
        }
        match path {
            Some(path) => self.job(Job::File(FileJob::Look(Look {
                library: self.library().to_owned(),
                article_id,
                path,
                known: self.watch.stamp,
            }))),
            None => self.stands(article_id, None),
        }
    }

    fn stands(&self, article_id: ArticleId, standing: Option<FileStanding>) {
        self.outbox.send(Event::FileStanding { article_id, standing });
    }

    /// The open article or its bold edits have changed.
    pub(super) fn after_commit(&mut self, open: ArticleId, (op, direction): &(Op, Direction)) {
        let before = self.watch.source;
        self.remember_source(open);
        let new_source = self.watch.source.own != before.own;
        let reopen = match (op, direction) {
            // Its tokens belong to other terms now, or are others.
            (Op::SetLanguage { .. } | Op::TurnBracket { .. }, _) => true,
            // Who updates opens it; and what was written is what the page shows.
            (Op::UpdateArticle { .. } | Op::WriteBack { .. }, Direction::Done) => false,
            // A step may hold a write that nobody asked for.
            _ => new_source,
        };
        if reopen {
            self.open_article(open, None);
        } else {
            self.look_at_file(true);
        }
    }

    /// Remembers which source the open article has.
    pub(super) fn remember_source(&mut self, open: ArticleId) {
        let numbers = self.store.as_ref().map(|store| store.source_numbers(open));
        self.watch.source = numbers.and_then(Result::ok).unwrap_or_default();
    }

    /// Takes in what came of a job.
    pub(super) fn file_done(&mut self, done: FileDone) {
        match done {
            FileDone::Written {
                stored,
                path,
                own,
                by_itself,
                bolds,
                written,
            } => self.written(&stored, path, (own, by_itself, bolds), *written),
            FileDone::Failed {
                article_id,
                by_itself,
                error,
            } => {
                tracing::warn!(%error, "an article was not written");
                self.outbox.send(Event::SaveFailed {
                    article_id,
                    error,
                    by_itself,
                });
                self.look_at_file(true);
            }
            FileDone::Unread { error, by_itself } => {
                tracing::warn!(%error, "an article's file was not read");
                if !by_itself {
                    self.outbox.send(Event::FileUnread { error });
                }
                self.look_at_file(true);
            }
            FileDone::BroughtIn {
                stored,
                prepared,
                comparison,
                then,
            } => self.brought_in(&stored, *prepared, comparison, then),
            FileDone::Compared(batch, found) => self.import_compared(batch, found),
            FileDone::Looked {
                article_id,
                stamp,
                standing,
            } => {
                if self.watch.article_id == Some(article_id) {
                    self.watch.stamp = stamp;
                    self.watch
                        .tell(Sight::File(self.watch.path.clone().map(|path| (path, stamp))));
                    self.stands(article_id, standing);
                }
            }
        }
    }

    fn written(
        &mut self,
        stored: &StoredArticle,
        path: PathBuf,
        (own, by_itself, bolds): (bool, bool, usize),
        written: Written,
    ) {
        let article_id = stored.article_id;
        let current = self.stored(article_id);
        let is_same = |current: &StoredArticle| current.bytes == stored.bytes && current.in_file == stored.in_file;
        let is_current = current.as_ref().is_some_and(is_same);
        // What follows a step back by itself is no step of its own: what was taken back can be done again.
        let follows = stored.in_file.is_some() && (by_itself || written.applied.is_empty());
        let is_step = own && is_current && !follows && !written.applied.is_empty();
        if is_step {
            let back = WrittenBack {
                article_id,
                sha256: sha256(&written.bytes),
                bytes: written.bytes,
                applied: written.applied,
                by_itself,
                merged: self
                    .merged_for
                    .take()
                    .and_then(|(merged, batch)| (merged == article_id).then_some(batch)),
            };
            let Some(store) = &mut self.store else { return };
            match store.write_back(&back, now()) {
                Ok(committed) => self.committed(None, committed, None),
                Err(error) => self.outbox.send(Event::ChangeFailed { serial: None, error }),
            }
        } else if own {
            // Where it is not current a step back or forth came in between, and has left the file behind.
            if current.is_some() && (follows || !is_current) {
                self.keep_in_file(article_id, &written.bytes);
            }
            self.look_at_file(true);
        }
        self.outbox.send(Event::Saved(Saved {
            article_id,
            path,
            own,
            bolds,
            refused: written.refused,
            by_itself,
            is_step,
        }));
    }

    /// Keeps in mind what an article's file holds.
    fn keep_in_file(&mut self, article_id: ArticleId, bytes: &[u8]) {
        self.set_in_file(article_id, bytes);
        if self.open == Some(article_id) {
            self.remember_source(article_id);
        }
    }

    pub(super) fn set_in_file(&mut self, article_id: ArticleId, bytes: &[u8]) {
        let Some(store) = &mut self.store else { return };
        if let Err(error) = store.set_in_file(article_id, bytes, &sha256(bytes), now()) {
            tracing::warn!(%error, "what the file holds was not kept");
        }
    }

    fn brought_in(
        &mut self,
        stored: &StoredArticle,
        prepared: Prepared,
        comparison: Comparison,
        then: Option<WriteTo>,
    ) {
        let article_id = stored.article_id;
        let by_itself = then.as_ref().is_some_and(WriteTo::is_by_itself);
        match comparison {
            _ if !self.is_current(stored) => self.bring_in(article_id, then),
            Comparison::Text if by_itself => self.look_at_file(true),
            Comparison::Text => self.ask_about(article_id, prepared),
            Comparison::Bolds(merge) => {
                self.batch += 1;
                let brought = self.merge(stored, prepared, &merge, self.batch);
                if let (true, Some(to)) = (brought, then) {
                    self.merged_for = Some((article_id, self.batch));
                    self.write_article(article_id, to);
                }
            }
        }
    }

    /// Whether an article is still as it was when a job began.
    pub(super) fn is_current(&self, stored: &StoredArticle) -> bool {
        let is_same = |current: StoredArticle| {
            (&current.bytes, &current.in_file, &current.bold_edits)
                == (&stored.bytes, &stored.in_file, &stored.bold_edits)
        };
        self.stored(stored.article_id).is_some_and(is_same)
    }

    /// Stores what brings an article and its file together; says whether that went well.
    pub(super) fn merge(&mut self, stored: &StoredArticle, prepared: Prepared, merge: &Merge, batch: u64) -> bool {
        let Origin::File(path) = origin(&prepared) else {
            return false;
        };
        let path = Some(path).filter(|path| stored.origin != Origin::File(path.clone()));
        if prepared.import.bytes == stored.bytes && path.is_none() {
            if stored.in_file.is_some() {
                self.keep_in_file(stored.article_id, &stored.bytes);
            }
            self.look_at_file(true);
            return true;
        }
        let Some(store) = &mut self.store else { return false };
        let merged = update(store, stored.article_id, prepared, &self.learner, merge).and_then(|update| {
            let merge = BoldsFromFile {
                update,
                path,
                came: merge.came,
                went: merge.went,
                batch,
            };
            store.merge_bolds(&merge, now())
        });
        match merged {
            Ok(committed) => {
                self.committed(None, committed, None);
                self.tell_clashes(stored, merge);
                true
            }
            Err(error) => {
                self.refused(error);
                false
            }
        }
    }

    /// Says where both hands did something to the same words.
    pub(super) fn tell_clashes(&self, stored: &StoredArticle, merge: &Merge) {
        if !merge.clashes.is_empty() {
            self.outbox.send(Event::Clashed {
                article_id: stored.article_id,
                title: stored.title.clone(),
                clashes: merge.clashes.clone(),
            });
        }
    }

    /// Has those files of a batch compared that may be articles of the library; gives the batch back if there are none.
    pub(super) fn compared_first(&mut self, batch: Batch) -> Option<Batch> {
        let Some(store) = self.store.as_ref().filter(|_| batch.kind != BatchKind::Sample) else {
            return Some(batch);
        };
        let against: Vec<Against> = batch
            .prepared
            .iter()
            .enumerate()
            .filter_map(|(index, prepared)| {
                let candidates = candidates(store, prepared)
                    .inspect_err(|error| tracing::warn!(%error, "the library was not searched for a file's article"))
                    .unwrap_or_default();
                (!candidates.is_empty()).then_some(Against { index, candidates })
            })
            .collect();
        if against.is_empty() {
            return Some(batch);
        }
        self.job(Job::File(FileJob::Compare(batch, against)));
        None
    }

    fn import_compared(&mut self, batch: Batch, found: HashMap<usize, Found>) {
        if found.values().any(|found| !self.is_current(&found.stored)) {
            // Something was bolded meanwhile.
            self.import(batch);
        } else {
            self.import_with(batch, found);
        }
    }
}

/// The articles that a file may be, the likeliest first: the one with its path, else those of its length, of which the
/// whole text is compared. What has the same bytes and the same path needs no comparison.
fn candidates(store: &Store, prepared: &Prepared) -> Result<Vec<StoredArticle>, StoreError> {
    let Origin::File(path) = origin(prepared) else {
        return Ok(Vec::new());
    };
    let by_bytes = store.article_by_sha256(&prepared.import.sha256)?;
    let ids = match (by_bytes, store.article_by_path(&path)?) {
        (Some(article_id), _) | (None, Some(article_id)) => vec![article_id],
        (None, None) => match u32::try_from(prepared.article.word_count()) {
            Ok(words @ 1..) => store.articles_of_length(words, prepared.import.bytes.len(), CANDIDATES)?,
            _ => Vec::new(),
        },
    };
    let mut articles = Vec::new();
    for article_id in ids {
        let stored = store.article(article_id)?.filter(|stored| !stored.sample);
        articles.extend(stored.filter(|stored| by_bytes.is_none() || stored.origin != Origin::File(path.clone())));
    }
    Ok(articles)
}

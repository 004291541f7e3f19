//! Bringing in what was read: new articles in one step, known ones opened, changed files asked about one by one.

use std::collections::HashMap;
use std::path::PathBuf;

use super::file_jobs::Found;
use super::jobs::Job;
use super::link::{Batch, BatchKind};
use super::parsing::{Parsed, classes, emphasis, level_of, source_bolds};
use super::prepare::{Doubt, Prepared};
use super::store_thread::{StoreThread, now, origin_name};
use super::two_hands::carried_over;
use super::updating::update;
use super::{Doubtful, Event, ImportReport, Pick, UpdateAnswer};
use crate::store::{Imported, NewArticle, Origin, Store, StoreError};
use crate::study::ArticleId;
use crate::text::{Place, form_key, headword_in};
use crate::transfer::{self, Import};

/// Files whose articles are to be updated or kept twice, as the learner says.
#[derive(Default)]
pub(super) struct Questions {
    waiting: Vec<(u64, ArticleId, Prepared)>,
    asked: u64,
}

/// What is to become of a file that was read.
enum Fate {
    New,
    There(ArticleId),
    Merge(Box<Found>),
    Ask(ArticleId),
}

impl StoreThread {
    /// A single file was read: it is opened if its bytes are in the library, else parsed. Of a new one something is seen
    /// before all of it is parsed.
    pub(super) fn arrived(&mut self, import: Import) {
        let Some(store) = &self.store else { return };
        if let Ok(Some(article_id)) = store.article_by_sha256(&import.sha256) {
            self.open_stored(article_id);
            let guessed = import.guessed.then(|| path_of(&import)).flatten();
            self.outbox.send(Event::Imported(ImportReport {
                present: vec![article_id],
                guessed: guessed.into_iter().collect(),
                ..ImportReport::default()
            }));
            return;
        }
        // Of one that may be a changed article of the library it is asked first what it is.
        let known = path_of(&import).map(|path| store.article_by_path(&path.to_string_lossy()));
        let generation = matches!(known, Some(Ok(None))).then(|| {
            self.generation += 1;
            self.generation
        });
        self.job(Job::Prepare(Box::new(import), generation));
    }

    /// Imports what was read; what may be an article of the library under another name, or with other bold, is compared
    /// first.
    pub(super) fn import(&mut self, batch: Batch) {
        if let Some(batch) = self.compared_first(batch) {
            self.import_with(batch, HashMap::new());
        }
    }

    /// Imports what was read. `found` says which files of the batch are which articles, and how they come together.
    pub(super) fn import_with(&mut self, batch: Batch, mut found: HashMap<usize, Found>) {
        let guessed = batch
            .prepared
            .iter()
            .filter(|prepared| prepared.import.guessed)
            .filter_map(file)
            .collect();
        let mut report = ImportReport {
            failed: batch.failed,
            quiet: batch.kind == BatchKind::Folder,
            cancelled: batch.cancelled,
            nothing_on_clipboard: batch.nothing_on_clipboard,
            truncated: batch.truncated,
            guessed,
            ..ImportReport::default()
        };
        let mut new: Vec<Prepared> = Vec::new();
        let mut there: Vec<(ArticleId, Prepared)> = Vec::new();
        let mut asked: Vec<(ArticleId, Prepared)> = Vec::new();
        let mut merged: Vec<(Found, Prepared)> = Vec::new();
        let Some(store) = &self.store else { return };
        for (index, prepared) in batch.prepared.into_iter().enumerate() {
            match fate(store, &prepared, found.remove(&index)) {
                Fate::Merge(found) => merged.push((*found, prepared)),
                Fate::New => new.push(prepared),
                Fate::There(article_id) => there.push((article_id, prepared)),
                Fate::Ask(article_id) => asked.push((article_id, prepared)),
            }
        }
        // Nobody asked for the welcome article: that it was there already is no news.
        if batch.kind != BatchKind::Sample {
            report.present = there.iter().map(|(article_id, _)| *article_id).collect();
        }
        let first_there = there.into_iter().next().map(|(article_id, _)| article_id);
        self.batch += 1;
        let batch_number = self.batch;
        let mut again = Vec::new();
        for (Found { stored, merge }, prepared) in merged {
            // Two files of one batch may be the same article: the second is compared with what the first made of it.
            if !self.is_current(&stored) {
                again.push(prepared);
            } else if self.merge(&stored, prepared, &merge, batch_number) {
                report.merged.push(stored.article_id);
            }
        }
        let first_there = report.merged.first().copied().or(first_there);
        let first_new = self.import_new(new, batch.kind == BatchKind::Sample, &mut report);
        let one_by_one = !report.quiet;
        if let Some((article_id, prepared)) = first_new.filter(|_| one_by_one) {
            // One that came back has what was bolded and said of it before.
            if report.restored.contains(&article_id) {
                self.open_stored(article_id);
            } else {
                self.open_prepared(article_id, prepared, Place::default());
            }
        } else if let Some(article_id) = first_there.filter(|_| one_by_one) {
            self.open_stored(article_id);
        }
        for (article_id, prepared) in asked {
            self.questions.asked += 1;
            self.questions
                .waiting
                .push((self.questions.asked, article_id, prepared));
        }
        self.outbox.send(Event::Imported(report));
        self.ask_next();
        if !again.is_empty() {
            self.import(Batch {
                prepared: again,
                kind: batch.kind,
                ..Batch::default()
            });
        }
        self.settle_in();
    }

    /// Stores new articles as one step; gives the first of them back, to be opened.
    fn import_new(
        &mut self,
        mut new: Vec<Prepared>,
        sample: bool,
        report: &mut ImportReport,
    ) -> Option<(ArticleId, Prepared)> {
        if new.is_empty() {
            return None;
        }
        self.batch += 1;
        let articles: Vec<NewArticle> = new.iter_mut().map(|prepared| new_article(prepared, sample)).collect();
        let imported = self.store.as_mut()?.import(&articles, self.batch, now());
        match imported {
            Ok((committed, outcomes)) => {
                for (outcome, prepared) in outcomes.iter().zip(&mut new) {
                    match outcome {
                        Imported::New(article_id) => report.added.push(*article_id),
                        Imported::Back(article_id) => report.restored.push(*article_id),
                        Imported::There(article_id) => {
                            report.present.push(*article_id);
                            continue;
                        }
                    }
                    report.glosses += prepared.glosses;
                    if report.quiet {
                        report.doubtful.extend(doubtful(outcome.article_id(), prepared));
                    }
                }
                report.terms = committed.changes.new_terms;
                // The welcome article comes by itself: that is no step of the learner's to take back or to be told of.
                if sample {
                    if let Some(store) = &mut self.store {
                        store.forget_newest_step();
                    }
                } else {
                    self.committed(None, committed, None);
                }
                let first = outcomes.first().map(|outcome| outcome.article_id());
                first.zip(new.into_iter().next())
            }
            Err(error) => {
                self.refused(error);
                None
            }
        }
    }

    pub(super) fn refused(&self, error: StoreError) {
        tracing::error!(%error, "an import was not stored");
        self.outbox.send(Event::ImportFailed { error });
    }

    fn open_stored(&mut self, article_id: ArticleId) {
        self.request(super::Request::Open { article_id, at: None });
    }

    /// Opens an article that is parsed already.
    fn open_prepared(&mut self, article_id: ArticleId, prepared: Prepared, position: Place) {
        let Some(Ok(Some(title))) = self.store.as_ref().map(|store| store.article_title(article_id)) else {
            return;
        };
        self.generation += 1;
        let classes = classes(&prepared.article, &prepared.index, &prepared.language);
        let level = level_of(&prepared.index, &classes, &prepared.language);
        let parsed = Parsed {
            article_id,
            title,
            origin: origin_name(&origin(&prepared)),
            source_bolds: source_bolds(&prepared.article),
            emphasis: emphasis(&prepared.article),
            edits: Vec::new(),
            notes: Vec::new(),
            article: prepared.article,
            position,
            cut: None,
            furthest: None,
            level,
            classes,
            index: prepared.index,
            language: prepared.language,
            go_to: None,
            generation: self.generation,
        };
        self.opened(parsed);
    }

    /// Asks about a file whose text has changed.
    pub(super) fn ask_about(&mut self, article_id: ArticleId, prepared: Prepared) {
        self.questions.asked += 1;
        self.questions
            .waiting
            .push((self.questions.asked, article_id, prepared));
        self.ask_next();
    }

    fn ask_next(&mut self) {
        let Some((question, article_id, prepared)) = self.questions.waiting.first() else {
            return;
        };
        let title = self
            .store
            .as_ref()
            .and_then(|store| store.article_title(*article_id).ok().flatten())
            .unwrap_or_default();
        if let Some(path) = file(prepared) {
            self.outbox.send(Event::AskUpdate {
                question: *question,
                title,
                path,
            });
        }
    }

    /// Does what the learner said about a changed file.
    pub(super) fn answer(&mut self, question: u64, answer: UpdateAnswer) {
        let Some(index) = self
            .questions
            .waiting
            .iter()
            .position(|(number, ..)| *number == question)
        else {
            return;
        };
        let (_, article_id, prepared) = self.questions.waiting.remove(index);
        match answer {
            UpdateAnswer::Cancel => {}
            UpdateAnswer::KeepBoth => {
                let mut report = ImportReport::default();
                if let Some((article_id, prepared)) = self.import_new(vec![prepared], false, &mut report) {
                    self.open_prepared(article_id, prepared, Place::default());
                }
                self.outbox.send(Event::Imported(report));
            }
            UpdateAnswer::Update => self.update(article_id, prepared),
        }
        self.ask_next();
    }

    fn update(&mut self, article_id: ArticleId, prepared: Prepared) {
        let Some(stored) = self.stored(article_id) else { return };
        let placed = self.unplaced(article_id);
        let Some(store) = &mut self.store else { return };
        let merge = carried_over(&stored, &prepared.article);
        let updated = update(store, article_id, prepared, &self.learner, &merge);
        let updated = updated.and_then(|update| store.update_article(&update, now()));
        match updated {
            Ok(committed) => {
                self.committed(None, committed, None);
                self.tell_clashes(&stored, &merge);
                self.tell_displaced(article_id, &stored.title, &placed);
                self.open_stored(article_id);
            }
            Err(error) => self.refused(error),
        }
    }
}

fn fate(store: &Store, prepared: &Prepared, found: Option<Found>) -> Fate {
    if let Some(found) = found {
        return Fate::Merge(Box::new(found));
    }
    if let Ok(Some(article_id)) = store.article_by_sha256(&prepared.import.sha256) {
        return Fate::There(article_id);
    }
    match origin(prepared) {
        Origin::File(path) => match store.article_by_path(&path) {
            Ok(Some(article_id)) => Fate::Ask(article_id),
            _ => Fate::New,
        },
        Origin::Clipboard | Origin::Sample => Fate::New,
    }
}

fn file(prepared: &Prepared) -> Option<PathBuf> {
    path_of(&prepared.import)
}

fn path_of(import: &Import) -> Option<PathBuf> {
    match &import.origin {
        transfer::Origin::File(path) => Some(path.clone()),
        transfer::Origin::Clipboard | transfer::Origin::Sample => None,
    }
}

pub(super) fn origin(prepared: &Prepared) -> Origin {
    stored_origin(&prepared.import)
}

/// Where it came from, as the library keeps it.
pub(super) fn stored_origin(import: &Import) -> Origin {
    match &import.origin {
        transfer::Origin::File(path) => Origin::File(path.to_string_lossy().into_owned()),
        transfer::Origin::Clipboard => Origin::Clipboard,
        transfer::Origin::Sample => Origin::Sample,
    }
}

/// Takes the source and the vocabulary out of what was prepared: nothing else needs them.
fn new_article(prepared: &mut Prepared, sample: bool) -> NewArticle {
    let mut terms = std::mem::take(&mut prepared.vocabulary);
    if sample {
        for term in &mut terms {
            term.status = None;
        }
    }
    NewArticle {
        title: prepared.title(),
        language: prepared.language.clone(),
        origin: origin(prepared),
        bytes: std::mem::take(&mut prepared.import.bytes),
        sha256: prepared.import.sha256,
        words: u32::try_from(prepared.article.word_count()).unwrap_or(u32::MAX),
        met_at: prepared.import.modified_at,
        sample,
        terms,
    }
}

/// The doubtful bold spans of an article that was imported, each as a word to be picked.
fn doubtful(article_id: ArticleId, prepared: &mut Prepared) -> Vec<Doubtful> {
    let path = file(prepared);
    let name = path.as_deref().and_then(std::path::Path::file_name);
    let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let doubts = std::mem::take(&mut prepared.doubts).into_iter();
    let found = doubts.map(|Doubt { reason, kind, context }| Doubtful {
        file: name.clone(),
        reason,
        pick: Pick {
            article_id,
            language: prepared.language.clone(),
            kind,
            headword: headword_in(&prepared.article, &prepared.index, kind, &form_key(&context.form)),
            form: context.form,
            anchor: context.anchor,
            sentence: context.sentence,
            offset: context.offset,
            in_source: true,
            emphasis: true,
            gloss: None,
        },
    });
    found.collect()
}

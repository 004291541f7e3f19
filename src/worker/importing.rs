//! Bringing in what was read: new articles in one step, known ones opened, changed files asked about one by one.

use std::path::PathBuf;

use super::link::{Batch, BatchKind};
use super::prepare::{Parsed, Prepared, classes, emphasis, mark, source_bolds};
use super::store_thread::{StoreThread, now, origin_name};
use super::{Event, ImportReport, UpdateAnswer};
use crate::store::{
    ArticleUpdate, GlossEdit, Imported, MovedBoldEdit, MovedContext, NewArticle, NewPlace, Origin, Store, StoreError,
};
use crate::study::{Anchor, ArticleId, ContextOrigin, Locator};
use crate::text::{ByteRange, Place, unmark_glosses};
use crate::transfer;

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
    Ask(ArticleId),
}

impl StoreThread {
    /// Imports what was read.
    pub(super) fn import(&mut self, batch: Batch) {
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
        let Some(store) = &self.store else { return };
        for prepared in batch.prepared {
            match fate(store, &prepared) {
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
    }

    /// Stores new articles as one step; gives the first of them back, to be opened.
    fn import_new(
        &mut self,
        new: Vec<Prepared>,
        sample: bool,
        report: &mut ImportReport,
    ) -> Option<(ArticleId, Prepared)> {
        if new.is_empty() {
            return None;
        }
        self.batch += 1;
        let articles: Vec<NewArticle> = new.iter().map(|prepared| new_article(prepared, sample)).collect();
        let imported = self.store.as_mut()?.import(&articles, self.batch, now());
        match imported {
            Ok((committed, outcomes)) => {
                for outcome in &outcomes {
                    match outcome {
                        Imported::New(article_id) => report.added.push(*article_id),
                        Imported::Back(article_id) => report.restored.push(*article_id),
                        Imported::There(article_id) => report.present.push(*article_id),
                    }
                }
                report.terms = committed.changes.terms.len();
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

    fn refused(&self, error: StoreError) {
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
        let parsed = Parsed {
            article_id,
            title,
            origin: origin_name(&origin(&prepared)),
            source_bolds: source_bolds(&prepared.article),
            emphasis: emphasis(&prepared.article),
            edits: Vec::new(),
            article: prepared.article,
            index: prepared.index,
            language: prepared.language,
            position,
            furthest: None,
            classes,
            go_to: None,
            generation: self.generation,
        };
        self.opened(parsed);
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
        let Some(store) = &mut self.store else { return };
        let updated =
            update(store, article_id, prepared, &self.learner).and_then(|update| store.update_article(&update, now()));
        match updated {
            Ok(committed) => {
                self.committed(None, committed, None);
                self.open_stored(article_id);
            }
            Err(error) => self.refused(error),
        }
    }
}

fn fate(store: &Store, prepared: &Prepared) -> Fate {
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
    match &prepared.import.origin {
        transfer::Origin::File(path) => Some(path.clone()),
        transfer::Origin::Clipboard | transfer::Origin::Sample => None,
    }
}

fn origin(prepared: &Prepared) -> Origin {
    match &prepared.import.origin {
        transfer::Origin::File(path) => Origin::File(path.to_string_lossy().into_owned()),
        transfer::Origin::Clipboard => Origin::Clipboard,
        transfer::Origin::Sample => Origin::Sample,
    }
}

fn new_article(prepared: &Prepared, sample: bool) -> NewArticle {
    NewArticle {
        title: prepared.title(),
        language: prepared.language.clone(),
        origin: origin(prepared),
        bytes: prepared.import.bytes.clone(),
        sha256: prepared.import.sha256,
        words: u32::try_from(prepared.article.word_count()).unwrap_or(u32::MAX),
        sample,
        terms: prepared.terms(&[], &[], sample),
    }
}

/// Everything on the old text looks for its place in the new one.
fn update(
    store: &Store,
    article_id: ArticleId,
    mut prepared: Prepared,
    learner: &str,
) -> Result<ArticleUpdate, StoreError> {
    let missing = || StoreError::NoSuchRow {
        table: "articles",
        row_id: article_id.0,
    };
    let old = store.article(article_id)?.ok_or_else(missing)?;
    prepared.language.clone_from(&old.language);
    // What was text there may be a gloss here, and is to be found all the same.
    unmark_glosses(&mut prepared.article);
    let article = &prepared.article;
    let locator = Locator::new(article);
    let mut dropped: Vec<(u32, ByteRange)> = Vec::new();
    let mut added: Vec<(u32, ByteRange)> = Vec::new();
    let mut bold_edits = Vec::new();
    for edit in &old.bold_edits {
        let place = locator.locate(&edit.anchor);
        if let Some(place) = place {
            if edit.action == crate::store::BoldAction::Drop {
                &mut dropped
            } else {
                &mut added
            }
            .push(place);
        }
        let anchor = place.map(|(block, range)| Anchor::of(article, block, range));
        bold_edits.push(MovedBoldEdit {
            bold_edit_id: edit.bold_edit_id,
            anchor,
        });
    }
    let is_bold = |block: u32, range: ByteRange| {
        let source = article
            .block(block)
            .is_some_and(|block| block.bolds.iter().any(|bold| bold.range.overlaps(range)));
        source || added.contains(&(block, range))
    };
    let contexts = store.contexts_of_article(article_id)?;
    let contexts = contexts.into_iter().map(|context| {
        let place = match locator.locate(&context.anchor) {
            None => NewPlace::Lost,
            // The learner took the asterisks away in the editor: the same act as unbolding here.
            Some((block, range)) if context.origin == ContextOrigin::Bold && !is_bold(block, range) => NewPlace::Unbold,
            Some((block, range)) => NewPlace::At(Anchor::of(article, block, range)),
        };
        MovedContext {
            context_id: context.context_id,
            place,
        }
    });
    let contexts = contexts.collect();
    let place = |anchor: Option<&Anchor>| {
        let (block, range) = locator.locate(anchor?)?;
        Some(Anchor::of(article, block, range))
    };
    let (position, furthest) = (place(old.position.as_ref()), place(old.furthest.as_ref()));
    let moved = |edit: &GlossEdit| Some((edit.gloss_edit_id, place(Some(&edit.anchor))?));
    let gloss_edits = old.gloss_edits.iter().filter_map(moved).collect();
    mark(&mut prepared.article, &old.language, learner, &old.gloss_edits);
    Ok(ArticleUpdate {
        article_id,
        title: None,
        terms: prepared.terms(&dropped, &added, old.sample),
        sha256: prepared.import.sha256,
        words: u32::try_from(prepared.article.word_count()).unwrap_or(u32::MAX),
        bytes: prepared.import.bytes,
        contexts,
        bold_edits,
        gloss_edits,
        position,
        furthest,
    })
}

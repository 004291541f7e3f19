//! Opening an article: its source goes to the jobs thread to be parsed, and comes back to have its terms found.

use super::index_thread::Ask;
use super::jobs::Job;
use super::parsing::{Parse, Parsed};
use super::store_thread::{StoreThread, now, origin_name};
use super::{Event, Opened};
use crate::store::{ReadBlock, StoreError};
use crate::study::{Anchor, ArticleId, Resolution, Term, pace};

impl StoreThread {
    /// Has an article parsed, to be opened at a place or where it was left.
    pub(super) fn open_article(&mut self, article_id: ArticleId, at: Option<Anchor>) {
        let Some(store) = &self.store else { return };
        match store.article(article_id) {
            Ok(Some(article)) => {
                self.generation += 1;
                let notes = store.note_records_of_article(article_id).unwrap_or_default();
                self.job(Job::Parse(Box::new(Parse {
                    article_id,
                    title: article.title,
                    language: article.language,
                    origin: origin_name(&article.origin),
                    bytes: article.bytes,
                    edits: article.bold_edits,
                    gloss_edits: article.gloss_edits,
                    notes,
                    learner: self.learner.clone(),
                    position: article.position,
                    furthest: article.furthest,
                    at,
                    generation: self.generation,
                })));
            }
            Ok(None) => {
                let error = StoreError::NoSuchRow {
                    table: "articles",
                    row_id: article_id.0,
                };
                self.outbox.send(Event::OpenFailed { article_id, error });
            }
            Err(error) => self.outbox.send(Event::OpenFailed { article_id, error }),
        }
    }

    /// Finds the terms of what is seen first of an article.
    pub(super) fn glimpsed(&mut self, parsed: Parsed) {
        let Some(store) = self.store.as_ref().filter(|_| parsed.generation == self.generation) else {
            return;
        };
        // The whole follows, and says what is wrong with the library.
        let Ok(terms) = store.terms_for(&parsed.language, parsed.index.keys()) else {
            return;
        };
        let resolution = resolve(&parsed, &terms);
        let opened = Opened::new(parsed, resolution, terms);
        self.outbox.send(Event::Glimpse(Box::new(opened)));
    }

    /// Finds the terms of an article that was parsed. Done here, so that no commit falls in between.
    pub(super) fn opened(&mut self, mut parsed: Parsed) {
        let Some(store) = self.store.as_mut().filter(|_| parsed.generation == self.generation) else {
            return;
        };
        let terms = match store.terms_for(&parsed.language, parsed.index.keys()) {
            Ok(terms) => terms,
            Err(error) => {
                self.outbox.send(Event::OpenFailed {
                    article_id: parsed.article_id,
                    error,
                });
                return;
            }
        };
        match store.note_records_of_article(parsed.article_id) {
            Ok(notes) => parsed.take_notes(notes),
            Err(error) => tracing::warn!(%error, "the notes of the article were not read"),
        }
        if self.owner
            && let Err(error) = store.touch_opened(parsed.article_id, now())
        {
            tracing::warn!(%error, "the time of opening was not kept");
        }
        let resolution = resolve(&parsed, &terms);
        let article_id = parsed.article_id;
        let language = parsed.language.clone();
        if self.open.replace(article_id).is_none() {
            // Only now: what is seen first comes first.
            self.ask(Ask::Sync);
        }
        let opened = Opened::new(parsed, resolution, terms);
        self.outbox.send(Event::Opened(Box::new(opened)));
        self.tell_pace(&language);
        self.remember_source(article_id);
        self.look_at_file(true);
        self.settle_in();
    }

    /// Logs what was read, and tells the pace anew.
    pub(super) fn log_reading(&mut self, article_id: ArticleId, language: &str, blocks: &[ReadBlock]) {
        let Some(store) = self.store.as_mut().filter(|_| self.owner) else {
            return;
        };
        match store.log_reading(article_id, blocks, now()) {
            Ok(()) => self.tell_pace(language),
            Err(error) => tracing::warn!(%error, "what was read was not logged"),
        }
    }

    fn tell_pace(&self, language: &str) {
        let lately = self.store.as_ref().map(|store| store.read_lately(language));
        if let Some(Ok(lately)) = lately {
            self.outbox.send(Event::Pace {
                language: language.to_owned(),
                pace: pace(&lately),
            });
        }
    }
}

fn resolve(parsed: &Parsed, terms: &[Term]) -> Resolution {
    let mut resolution = Resolution::new(&parsed.index);
    for (term, number) in terms.iter().zip(0..) {
        resolution.add_term(&parsed.index, number, term);
    }
    resolution.find_sequences(&parsed.article, &parsed.index, &parsed.language);
    resolution
}

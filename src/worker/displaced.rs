//! After an article was updated: which words and notes have lost their place, by name.

use super::Event;
use super::store_thread::StoreThread;
use crate::store::Unplaced;
use crate::study::{ArticleId, NoteRecord, TermId};

/// What lost its place when an article was updated. Nothing of it is lost: it is kept, and finds its place again when its
/// words come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Displaced {
    /// The article's title.
    pub title: String,
    /// Words, in the order in which they came.
    pub words: Vec<DisplacedWord>,
    /// Notes on passages, the newest first.
    pub notes: Vec<NoteRecord>,
}

/// A word whose sentence is not in the text any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplacedWord {
    /// Its term.
    pub term_id: TermId,
    /// As it stood there.
    pub form: String,
    /// The sentence in which it stood.
    pub sentence: String,
}

impl StoreThread {
    /// What has no place in an article's text now.
    pub(super) fn unplaced(&self, article_id: ArticleId) -> Unplaced {
        let found = self.store.as_ref().map(|store| store.unplaced(article_id));
        found.and_then(Result::ok).unwrap_or_default()
    }

    /// Names what has lost its place since then.
    pub(super) fn tell_displaced(&self, article_id: ArticleId, title: &str, before: &Unplaced) {
        let lost = self.unplaced(article_id).since(before);
        let Some(store) = self.store.as_ref().filter(|_| !lost.is_empty()) else {
            return;
        };
        let mut contexts = store.contexts_of_article(article_id).unwrap_or_default();
        contexts.retain(|context| lost.contexts.contains(&context.context_id));
        let mut notes = store.note_records_of_article(article_id).unwrap_or_default();
        notes.retain(|note| lost.notes.contains(&note.note_id));
        let words = contexts.into_iter().map(|context| DisplacedWord {
            term_id: context.term_id,
            form: context.form,
            sentence: context.sentence,
        });
        self.outbox.send(Event::Displaced(Box::new(Displaced {
            title: title.to_owned(),
            words: words.collect(),
            notes,
        })));
    }
}

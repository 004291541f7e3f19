//! The page thread: what the page asks of the text as a whole. It finds, and it writes down what is copied.
//!
//! It shares the open article with the window and has nothing to do with the store thread, which may be busy with an
//! import just when something is typed into the search field. Of several searches that wait only the newest is made,
//! and one that is under way ends as soon as a newer one is asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Event;
use super::link::{Folders, Outbox, spawn};
use crate::store::Store;
use crate::study::ArticleId;
use crate::text::{Article, Needle, Passage, TokenIndex, find_forms, passage_markdown};
use crate::transfer::decode;

/// Something that the page asks for.
#[derive(Debug)]
pub enum PageJob {
    /// Look for something; answered by `Found`, unless a newer search comes before.
    Find {
        /// Counts up with each search.
        serial: u64,
        /// The text.
        article: Arc<Article>,
        /// Its tokens.
        index: Arc<TokenIndex>,
        /// What to look for.
        sought: Sought,
    },
    /// Write a passage down; answered by `Copied`.
    Copy {
        /// Key of the article.
        article_id: ArticleId,
        /// The text.
        article: Arc<Article>,
        /// What of it.
        passage: Passage,
        /// How, and what for.
        copy: Copying,
    },
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A text.
    Text(Needle),
    /// Words one after the other, each in one of its forms: their keys.
    Forms(Vec<Vec<u32>>),
}

/// How a passage is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copying {
    /// To the clipboard, as plain text.
    Text,
    /// To the clipboard, as Markdown.
    Markdown,
    /// As what is selected, which the middle button pastes where the system has that.
    Primary,
}

/// The way to the page thread.
#[derive(Clone, Debug)]
pub(super) struct PageDesk {
    jobs: Sender<PageJob>,
    newest: Arc<AtomicU64>,
}

impl PageDesk {
    /// Asks for something; never waits.
    pub fn ask(&self, job: PageJob) {
        if let PageJob::Find { serial, .. } = &job {
            self.newest.store(*serial, Ordering::Relaxed);
        }
        if self.jobs.send(job).is_err() {
            tracing::error!("the page thread is gone");
        }
    }

    /// Nobody wants to know any more what is being looked for.
    pub fn forget(&self) {
        self.newest.store(u64::MAX, Ordering::Relaxed);
    }

    /// A way that leads to the other end of a channel: for tests.
    pub fn to_nobody() -> (Self, Receiver<PageJob>) {
        let (jobs, inbox) = channel();
        let newest = Arc::default();
        (Self { jobs, newest }, inbox)
    }
}

/// Starts the thread; it ends when nobody can ask it any more.
pub(super) fn start(folders: Folders, outbox: Outbox) -> PageDesk {
    let (jobs, inbox) = channel();
    let newest: Arc<AtomicU64> = Arc::default();
    let wanted = Arc::clone(&newest);
    spawn("page", move || {
        while let Ok(job) = inbox.recv() {
            let done = catch_unwind(AssertUnwindSafe(|| perform(job, &wanted, &folders)));
            match done {
                Ok(Some(event)) => outbox.send(event),
                Ok(None) => {}
                Err(_) => outbox.send(Event::Panicked { during: "page" }),
            }
        }
    });
    PageDesk { jobs, newest }
}

fn perform(job: PageJob, newest: &AtomicU64, folders: &Folders) -> Option<Event> {
    match job {
        PageJob::Find {
            serial,
            article,
            index,
            sought,
        } => {
            let go_on = || newest.load(Ordering::Relaxed) == serial;
            let hits = match &sought {
                Sought::Text(needle) => needle.find(&article, go_on),
                Sought::Forms(words) => find_forms(&article, &index, words, go_on),
            };
            Some(Event::Found { serial, hits: hits? })
        }
        PageJob::Copy {
            article_id,
            article,
            passage,
            copy,
        } => {
            let text = match copy {
                Copying::Text | Copying::Primary => article.plain_text(passage),
                Copying::Markdown => {
                    let source = source(article_id, folders);
                    passage_markdown(&article, passage, source.as_deref())
                }
            };
            let words = article.words_of(passage);
            Some(Event::Copied { copy, text, words })
        }
    }
}

/// The article's source; without it, what is copied is written from the page.
fn source(article_id: ArticleId, folders: &Folders) -> Option<String> {
    let read = Store::open_reader(&folders.library).and_then(|store| store.article(article_id));
    let stored = read
        .inspect_err(|error| tracing::warn!(%error, "the source cannot be read"))
        .ok()??;
    Some(decode(&stored.bytes).ok()?.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn search(serial: u64, newest: u64) -> Option<Event> {
        let article = Arc::new(parse("A mill by the mill.\n\nMills."));
        let index = Arc::new(TokenIndex::build(&article, "en"));
        let folders = Folders {
            library: "nowhere/library.db".into(),
            backups: "nowhere".into(),
            cache: "nowhere".into(),
            wordnet: Vec::new(),
        };
        let sought = Sought::Text(Needle::new("mill", false, false)?);
        let job = PageJob::Find {
            serial,
            article,
            index,
            sought,
        };
        perform(job, &AtomicU64::new(newest), &folders)
    }

    #[test]
    fn only_the_newest_search_is_answered() {
        assert!(matches!(search(3, 3), Some(Event::Found { serial: 3, hits }) if hits.len() == 3));
        assert!(search(3, 4).is_none());
    }

    #[test]
    fn without_its_source_an_article_is_copied_all_the_same() {
        let article = Arc::new(parse("A **mill**."));
        let folders = Folders {
            library: "nowhere/library.db".into(),
            backups: "nowhere".into(),
            cache: "nowhere".into(),
            wordnet: Vec::new(),
        };
        let job = PageJob::Copy {
            article_id: ArticleId(1),
            passage: article.whole(),
            article,
            copy: Copying::Markdown,
        };
        let copied = perform(job, &AtomicU64::new(0), &folders);
        assert!(matches!(copied, Some(Event::Copied { text, words: 2, .. }) if text == "A **mill**.\n"));
    }
}

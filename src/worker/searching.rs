//! The search thread: answers what is looked for in everything, as it is typed.
//!
//! It asks the index through a connection of its own, and reads what is shown of a hit from the library, so that it
//! waits for nobody: not for a commit, not for the indexing (see [`super::gathering`]). Only the newest query counts.
//! One that comes while another is under way stops that one, and a late answer says of which query it is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::Event;
use super::gathering::Gather;
use super::link::{Folders, Outbox, spawn};
use crate::store::{FoundIds, SearchReader, SearchStop, Store, StoreError};
use crate::study::{Anchor, ArticleId, NoteRecord, Status, TermId};
use crate::text::search::{Excerpt, Matcher, SearchQuery, excerpt};
use crate::text::{ByteRange, plain_note};

/// Something to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFor {
    /// Counts up with each query.
    pub serial: u64,
    /// As it was typed.
    pub typed: String,
    /// How many words, notes and articles are wanted.
    pub wanted: [usize; 3],
}

/// What was found, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchFound {
    /// Of which query.
    pub serial: u64,
    /// Words of the learner's.
    pub words: Vec<WordHit>,
    /// Notes.
    pub notes: Vec<NoteHit>,
    /// Articles.
    pub articles: Vec<ArticleHit>,
    /// How many words, notes and articles there are; [`SearchFound::MOST`] means that or more.
    pub counts: [usize; 3],
    /// Whether the index could be asked.
    pub failed: bool,
}

impl SearchFound {
    /// As many of a kind as are counted.
    pub const MOST: usize = FoundIds::MOST;
}

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordHit {
    /// Which.
    pub term_id: TermId,
    /// Its headword.
    pub headword: Excerpt,
    /// The learner's gloss; may be empty.
    pub gloss: Excerpt,
    /// `None`: no status.
    pub status: Option<Status>,
    /// A sentence in which it was met, where that is in the library still.
    pub place: Option<WordPlace>,
}

/// Where a word was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPlace {
    /// The article.
    pub article_id: ArticleId,
    /// The word in it.
    pub anchor: Anchor,
    /// The sentence, with the word marked.
    pub sentence: Excerpt,
}

/// A note that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteHit {
    /// The note.
    pub record: NoteRecord,
    /// A piece of it.
    pub body: Excerpt,
    /// A piece of what it is on.
    pub quote: Excerpt,
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHit {
    /// Which.
    pub article_id: ArticleId,
    /// Its title.
    pub title: Excerpt,
    /// A piece of its text.
    pub text: Excerpt,
    /// The place of the piece; `None` where only the title fits.
    pub anchor: Option<Anchor>,
}

/// What the threads of the search share.
#[derive(Default)]
pub(super) struct SearchShared {
    /// Serial of the newest query.
    newest: AtomicU64,
    /// Stops the one that is under way.
    stop: Mutex<Option<SearchStop>>,
    /// Whether anybody looks: else nothing is told of the indexing.
    pub watched: AtomicBool,
    /// Counts up when the file of the index is another.
    pub epoch: AtomicU64,
}

/// The way to the search thread.
#[derive(Clone)]
pub(super) struct SearchDesk {
    asks: Sender<SearchFor>,
    shared: Arc<SearchShared>,
}

impl std::fmt::Debug for SearchDesk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SearchDesk").finish_non_exhaustive()
    }
}

impl SearchDesk {
    /// Looks for something; what was looked for before is given up. Never waits.
    pub fn ask(&self, ask: SearchFor) {
        self.shared.newest.store(ask.serial, Ordering::Relaxed);
        self.shared.stop();
        if self.asks.send(ask).is_err() {
            tracing::error!("the search thread is gone");
        }
    }

    /// Says whether anybody looks at the search.
    pub fn watch(&self, watched: bool) {
        self.shared.watched.store(watched, Ordering::Relaxed);
        if !watched {
            self.shared.newest.store(u64::MAX, Ordering::Relaxed);
            self.shared.stop();
        }
    }

    /// A way that leads to the other end of a channel: for tests.
    pub fn to_nobody() -> (Self, Receiver<SearchFor>) {
        let (asks, inbox) = channel();
        let shared = Arc::default();
        (Self { asks, shared }, inbox)
    }
}

impl SearchShared {
    fn stop(&self) {
        // The lock is held only to put a new handle in.
        if let Some(stop) = &*self.stop.lock().unwrap_or_else(PoisonError::into_inner) {
            stop.stop();
        }
    }

    fn is_newest(&self, serial: u64) -> bool {
        self.newest.load(Ordering::Relaxed) == serial
    }
}

/// Starts the thread; it ends when nobody can ask it any more.
pub(super) fn start(folders: Folders, shared: Arc<SearchShared>, gather: Sender<Gather>, outbox: Outbox) -> SearchDesk {
    let (asks, inbox) = channel::<SearchFor>();
    let own = Arc::clone(&shared);
    spawn("search", move || {
        let mut searcher = Searcher {
            library: folders.library,
            cache: folders.cache,
            shared: own,
            open: None,
        };
        while let Ok(mut ask) = inbox.recv() {
            while let Ok(newer) = inbox.try_recv() {
                ask = newer;
            }
            let answered = catch_unwind(AssertUnwindSafe(|| searcher.answer(&ask)));
            match answered {
                Ok(Ok(Some(found))) => outbox.send(Event::SearchFound(Box::new(found))),
                Ok(Ok(None)) => {}
                Ok(Err(error)) => {
                    tracing::warn!(%error, "nothing can be searched");
                    searcher.open = None;
                    if error.is_corrupt() {
                        // The other thread is gone only at the end.
                        let _ = gather.send(Gather::Damaged);
                    }
                    outbox.send(Event::SearchFound(Box::new(SearchFound {
                        serial: ask.serial,
                        failed: true,
                        ..SearchFound::default()
                    })));
                }
                Err(_) => outbox.send(Event::Panicked { during: "search" }),
            }
        }
    });
    SearchDesk { asks, shared }
}

struct Searcher {
    library: PathBuf,
    cache: PathBuf,
    shared: Arc<SearchShared>,
    /// The library, its index, and of which epoch that is.
    open: Option<(Store, SearchReader, u64)>,
}

impl Searcher {
    /// Answers a query; `None` when a newer one came meanwhile.
    fn answer(&mut self, ask: &SearchFor) -> Result<Option<SearchFound>, StoreError> {
        if !self.shared.is_newest(ask.serial) {
            return Ok(None);
        }
        let answered = self.search(ask);
        // Stopped: the error is no error.
        if self.shared.is_newest(ask.serial) {
            answered.map(Some)
        } else {
            Ok(None)
        }
    }

    fn search(&mut self, ask: &SearchFor) -> Result<SearchFound, StoreError> {
        let epoch = self.shared.epoch.load(Ordering::Relaxed);
        if self.open.as_ref().is_none_or(|(.., open)| *open != epoch) {
            self.open = None;
            let library = Store::open_reader(&self.library)?;
            let reader = SearchReader::open(&self.cache.join(library.library_uuid()))?;
            let mut stop = self.shared.stop.lock().unwrap_or_else(PoisonError::into_inner);
            *stop = reader.as_ref().map(SearchReader::stop);
            drop(stop);
            self.open = reader.map(|reader| (library, reader, epoch));
        }
        let none = SearchFound {
            serial: ask.serial,
            ..SearchFound::default()
        };
        // Nothing was indexed yet.
        let Some((library, reader, _)) = &self.open else {
            return Ok(none);
        };
        let found = reader.find(&SearchQuery::parse(&ask.typed))?;
        let [words, notes, articles] = ask.wanted;
        let matcher = &found.matcher;
        Ok(SearchFound {
            words: word_hits(library, found.words.get(..words).unwrap_or(&found.words), matcher)?,
            notes: note_hits(library, found.notes.get(..notes).unwrap_or(&found.notes), matcher)?,
            articles: self.article_hits(library, reader, (&found, articles), ask.serial)?,
            counts: found.counts,
            ..none
        })
    }

    fn article_hits(
        &self,
        library: &Store,
        reader: &SearchReader,
        (found, wanted): (&FoundIds, usize),
        serial: u64,
    ) -> Result<Vec<ArticleHit>, StoreError> {
        let mut hits = Vec::new();
        for &(article_id, part) in found.articles.iter().take(wanted) {
            if !self.shared.is_newest(serial) {
                break;
            }
            // Deleted since it was indexed.
            let Some(title) = library.article_title(article_id)? else {
                continue;
            };
            let shown = reader.article(part, &title, &found.matcher)?;
            hits.push(ArticleHit {
                article_id,
                title: whole(&title, &found.matcher),
                text: shown.excerpt,
                anchor: shown.anchor,
            });
        }
        Ok(hits)
    }
}

/// A short text as it is, with its marks.
fn whole(text: &str, matcher: &Matcher) -> Excerpt {
    Excerpt {
        text: text.to_owned(),
        marks: matcher.marks(text),
    }
}

fn piece(text: &str, matcher: &Matcher) -> Excerpt {
    excerpt(text, &matcher.find(text)).0
}

fn word_hits(library: &Store, ids: &[TermId], matcher: &Matcher) -> Result<Vec<WordHit>, StoreError> {
    let mut terms = library.terms(ids)?;
    let place = |term_id: &TermId| ids.iter().position(|id| id == term_id);
    terms.sort_by_key(|term| place(&term.term_id));
    let mut hits = Vec::new();
    for term in terms {
        let mut place = None;
        for context in library.contexts_of_term(term.term_id)?.into_iter().take(8) {
            if library.article_title(context.article_id)?.is_some() {
                let end = context.offset + u32::try_from(context.form.len()).unwrap_or(0);
                let word = ByteRange::new(context.offset, end);
                place = Some(WordPlace {
                    article_id: context.article_id,
                    sentence: sentence(&context.sentence, word),
                    anchor: context.anchor,
                });
                break;
            }
        }
        hits.push(WordHit {
            term_id: term.term_id,
            headword: whole(&term.headword, matcher),
            gloss: whole(&term.gloss, matcher),
            status: term.status,
            place,
        });
    }
    Ok(hits)
}

/// A sentence with one word of it marked.
fn sentence(text: &str, word: ByteRange) -> Excerpt {
    let spot = crate::text::search::Spot { clause: 0, range: word };
    let spots = [spot];
    let there = text.get(word.usize()).is_some_and(|word| !word.is_empty());
    excerpt(text, if there { &spots } else { &[] }).0
}

fn note_hits(library: &Store, ids: &[crate::study::NoteId], matcher: &Matcher) -> Result<Vec<NoteHit>, StoreError> {
    let mut records = library.note_records_of(ids)?;
    records.sort_by_key(|record| ids.iter().position(|id| *id == record.note_id));
    let hit = |record: NoteRecord| NoteHit {
        body: piece(&plain_note(&record.body), matcher),
        quote: record
            .quote
            .as_deref()
            .map(|quote| piece(quote, matcher))
            .unwrap_or_default(),
        record,
    };
    Ok(records.into_iter().map(hit).collect())
}

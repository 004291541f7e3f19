//! The notes thread: it keeps the list of all notes, answers what the Notes place asks of it, and looks things up for
//! fields in which notes are written.
//!
//! It reads the library through a connection of its own, so that fifty thousand notes neither hold a commit up nor a key
//! press. The list is read when it is first asked for; from then on only what a commit touched is read again. Of several
//! questions that wait only the newest is answered.

mod query;
mod shown;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use self::query::{NotesOrder, NotesQuery, NotesStanding, NotesWhen};
pub use self::shown::{NoteEntry, NotesFacets, NotesHeading, NotesRow, NotesShown, is_lost};
use self::shown::{day_of, facets};
use super::Event;
use super::link::{Folders, Outbox, spawn};
use crate::store::{Changes, Leads, Named, NoteVersion, Store, StoreError};
use crate::study::NoteId;
use crate::text::tag_key;

/// So many completions are offered.
const COMPLETIONS: usize = 8;

/// Something that is asked of the notes thread.
#[derive(Debug)]
pub enum NotesAsk {
    /// Show the notes that fit; answered by [`NotesNews::Shown`] now and after every commit that touches a note.
    Show {
        /// Counts up with each question.
        serial: u64,
        /// Which notes.
        query: NotesQuery,
    },
    /// A commit touched these.
    Changed(Changes),
    /// Nobody looks at the notes any more: they are kept in step, and not shown.
    Rest,
    /// The library is another file from now on.
    Forget,
    /// What a note said before; answered by [`NotesNews::Versions`].
    Versions(NoteId),
    /// What a name or tag that is being typed may become; answered by [`NotesNews::Completions`].
    Complete {
        /// Counts up with each question.
        serial: u64,
        /// What of it is typed.
        typed: String,
        /// A tag and not a name.
        tag: bool,
    },
    /// Where a name leads; answered by [`NotesNews::Leads`].
    Follow(String),
    /// A list that is shown no longer: dropping it takes longer than a frame may.
    Drop(Box<NotesShown>),
}

/// What the notes thread tells.
#[derive(Debug)]
pub enum NotesNews {
    /// The notes that were asked for.
    Shown(Box<NotesShown>),
    /// What a note says and said.
    Versions {
        /// Which.
        note_id: NoteId,
        /// What it says; `None` when it was deleted.
        body: Option<String>,
        /// What it said before, the newest first.
        versions: Vec<NoteVersion>,
    },
    /// What is being typed may become one of these.
    Completions {
        /// Of which question.
        serial: u64,
        /// The likeliest first.
        found: Vec<Completion>,
    },
    /// Where a name leads.
    Leads {
        /// The name.
        name: String,
        /// Where to, if anywhere.
        leads: Option<Leads>,
    },
    /// The notes could not be read.
    Failed(StoreError),
}

/// Something that what is typed may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completion {
    /// A word or an article.
    Named(Named),
    /// A tag, without its `#`.
    Tag(String),
}

impl Completion {
    /// What takes the place of what was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Named(named) => &named.name,
            Self::Tag(tag) => tag,
        }
    }
}

/// Starts the thread; it ends when nobody can ask it any more.
pub(super) fn start(folders: Folders, outbox: Outbox) -> Sender<NotesAsk> {
    let (asks, inbox) = channel();
    spawn("notes", move || run(&inbox, &folders, &outbox));
    asks
}

fn run(inbox: &Receiver<NotesAsk>, folders: &Folders, outbox: &Outbox) {
    let mut keeper = Keeper::default();
    while let Ok(first) = inbox.recv() {
        let waiting: Vec<NotesAsk> = std::iter::once(first).chain(inbox.try_iter()).collect();
        let done = catch_unwind(AssertUnwindSafe(|| keeper.answer_all(waiting, folders)));
        if let Ok(news) = done {
            for news in news {
                outbox.send(Event::Notes(news));
            }
        } else {
            keeper = Keeper::default();
            outbox.send(Event::Panicked { during: "notes" });
        }
    }
}

/// What the thread knows.
#[derive(Default)]
struct Keeper {
    store: Option<Store>,
    list: Option<List>,
    shown: Option<(u64, NotesQuery)>,
}

struct List {
    /// The newest first.
    entries: Arc<Vec<Arc<NoteEntry>>>,
    trash: Arc<Vec<Arc<NoteEntry>>>,
    zone: TimeZone,
    facets: Arc<NotesFacets>,
    /// The day of the facets: what was written on this day in other years is another tomorrow.
    counted_on: Date,
}

impl Keeper {
    fn answer_all(&mut self, asks: Vec<NotesAsk>, folders: &Folders) -> Vec<NotesNews> {
        let mut news = Vec::new();
        let mut stale = false;
        for ask in asks {
            match self.answer(ask, folders, &mut stale) {
                Ok(answer) => news.extend(answer),
                Err(error) => {
                    tracing::warn!(%error, "the notes could not be read");
                    news.push(NotesNews::Failed(error));
                }
            }
        }
        if stale {
            match self.show(folders) {
                Ok(shown) => news.extend(shown),
                Err(error) => {
                    tracing::warn!(%error, "the notes could not be read");
                    news.push(NotesNews::Failed(error));
                }
            }
        }
        news
    }

    fn answer(&mut self, ask: NotesAsk, folders: &Folders, stale: &mut bool) -> Result<Option<NotesNews>, StoreError> {
        match ask {
            NotesAsk::Show { serial, query } => {
                self.shown = Some((serial, query));
                *stale = true;
            }
            NotesAsk::Changed(changes) => *stale |= self.change(&changes)?,
            NotesAsk::Rest => (self.shown, *stale) = (None, false),
            NotesAsk::Forget => (self.store, self.list) = (None, None),
            NotesAsk::Versions(note_id) => {
                let store = self.store(folders)?;
                return Ok(Some(NotesNews::Versions {
                    note_id,
                    body: store.note(note_id)?.map(|(note, _)| note.body),
                    versions: store.note_versions(note_id)?,
                }));
            }
            NotesAsk::Complete { serial, typed, tag } => {
                let found = if tag {
                    self.tags(&typed, folders)?
                } else {
                    let named = self.store(folders)?.completions(&typed, COMPLETIONS)?;
                    named.into_iter().map(Completion::Named).collect()
                };
                return Ok(Some(NotesNews::Completions { serial, found }));
            }
            NotesAsk::Follow(name) => {
                let leads = self.store(folders)?.named(&name)?;
                return Ok(Some(NotesNews::Leads { name, leads }));
            }
            NotesAsk::Drop(shown) => drop(shown),
        }
        Ok(None)
    }

    fn store(&mut self, folders: &Folders) -> Result<&Store, StoreError> {
        opened(&mut self.store, folders)
    }

    fn list(&mut self, folders: &Folders) -> Result<&mut List, StoreError> {
        let store = opened(&mut self.store, folders)?;
        match &mut self.list {
            Some(list) => Ok(list),
            none => Ok(none.insert(List::read(store)?)),
        }
    }

    /// The tags that begin with what is typed, then those that hold it; the commonest first.
    fn tags(&mut self, typed: &str, folders: &Folders) -> Result<Vec<Completion>, StoreError> {
        let wanted = tag_key(typed);
        let tags = &self.list(folders)?.facets.tags;
        let holding = |begins: bool| {
            let fits = tags
                .iter()
                .filter(|(tag, _)| tag_key(tag).contains(&wanted) && tag_key(tag) != wanted);
            let wanted = &wanted;
            fits.filter(move |(tag, _)| tag_key(tag).starts_with(wanted) == begins)
        };
        let found = holding(true).chain(holding(false)).take(COMPLETIONS);
        Ok(found.map(|(tag, _)| Completion::Tag(tag.clone())).collect())
    }

    /// Reads again what a commit touched. Says whether anything that is kept did change.
    fn change(&mut self, changes: &Changes) -> Result<bool, StoreError> {
        let (Some(store), Some(list)) = (&self.store, &mut self.list) else {
            return Ok(false);
        };
        let articles = if changes.library { &changes.articles[..] } else { &[] };
        let touched = store.notes_touched(&changes.notes, &changes.terms, articles)?;
        if touched.is_empty() {
            return Ok(false);
        }
        list.read_again(store, &touched, !changes.notes.is_empty())?;
        Ok(true)
    }

    fn show(&mut self, folders: &Folders) -> Result<Option<NotesNews>, StoreError> {
        let Some(asked) = self.shown.clone() else {
            return Ok(None);
        };
        let list = self.list(folders)?;
        let today = list.today();
        if today != list.counted_on {
            list.count();
        }
        let entries = if asked.1.trash { &list.trash } else { &list.entries };
        let shown = NotesShown::of((asked.0, &asked.1), entries, &list.facets, today);
        Ok(Some(NotesNews::Shown(Box::new(shown))))
    }
}

fn opened<'a>(store: &'a mut Option<Store>, folders: &Folders) -> Result<&'a Store, StoreError> {
    match store {
        Some(store) => Ok(store),
        none => Ok(none.insert(Store::open_reader(&folders.library)?)),
    }
}

impl List {
    fn read(store: &Store) -> Result<Self, StoreError> {
        let zone = TimeZone::system();
        let entry = |record| Arc::new(NoteEntry::new(record, None, &zone));
        let entries: Vec<_> = store.note_records()?.into_iter().map(entry).collect();
        let mut list = Self {
            entries: Arc::new(entries),
            trash: Arc::default(),
            facets: Arc::default(),
            counted_on: Date::default(),
            zone,
        };
        list.read_trash(store)?;
        Ok(list)
    }

    fn read_trash(&mut self, store: &Store) -> Result<(), StoreError> {
        let trash = store.trashed_notes()?.into_iter();
        let entry =
            |note: crate::store::TrashedNote| Arc::new(NoteEntry::new(note.record, Some(note.deleted_at), &self.zone));
        self.trash = Arc::new(trash.map(entry).collect());
        self.count();
        Ok(())
    }

    fn today(&self) -> Date {
        day_of(super::store_thread::now().utc_ms, &self.zone)
    }

    fn count(&mut self) {
        let today = self.today();
        self.counted_on = today;
        self.facets = Arc::new(facets(&self.entries, self.trash.len(), today));
    }

    fn read_again(&mut self, store: &Store, touched: &[NoteId], trash: bool) -> Result<(), StoreError> {
        let records = store.note_records_of(touched)?;
        let gone: std::collections::HashSet<NoteId> = touched.iter().copied().collect();
        let kept = self
            .entries
            .iter()
            .filter(|entry| !gone.contains(&entry.record.note_id));
        let new = records
            .into_iter()
            .map(|record| Arc::new(NoteEntry::new(record, None, &self.zone)));
        let mut entries: Vec<_> = kept.cloned().chain(new).collect();
        // Two sorted runs: as good as no work.
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.record.created_at, entry.record.note_id)));
        self.entries = Arc::new(entries);
        if trash {
            return self.read_trash(store);
        }
        self.count();
        Ok(())
    }
}

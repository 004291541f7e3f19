//! The dictionaries thread: takes a dictionary in, with progress and cancel, while words are looked up in the others.
//!
//! A large one takes many seconds, and meanwhile files are opened and articles parsed: so it has a thread of its own.
//! It knows no shelf: what it took in is told, and the window puts it where it belongs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::link::{Outbox, spawn};
use super::{Event, Requests};
use crate::lexicon::dictionary::read::{self, Columns, Downloaded, TablePreview};
use crate::lexicon::dictionary::{DictionaryError, Shelved};

/// Folder of the indexes within the cache.
pub(super) const FOLDER: &str = "dictionaries";

/// Something to be done with the file of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DictionaryAsk {
    /// Look at the beginning of a table, for its columns; one whose columns are known is taken in at once.
    Preview(PathBuf),
    /// Look at the beginning of a table, and ask in any case.
    Look(PathBuf),
    /// Take it in.
    TakeIn(TakeIn),
    /// Look for some among what a browser fetched: in this folder, or where the system says.
    Downloads(Option<PathBuf>),
}

/// A dictionary to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakeIn {
    /// Its file.
    pub path: PathBuf,
    /// Of a table: which column is what; `None` for what is guessed.
    pub columns: Option<Columns>,
    /// The one on the shelf that it takes the place of.
    pub replaces: Option<String>,
}

/// What is told of dictionaries.
#[derive(Debug)]
pub enum DictionaryNews {
    /// The learner is to say which column is what.
    Table {
        /// The file.
        path: PathBuf,
        /// Its beginning, and the guess.
        preview: TablePreview,
    },
    /// A dictionary is being taken in.
    Progress {
        /// What it calls itself.
        name: String,
        /// Entries so far.
        entries: u64,
        /// Entries that it says it has; 0 where it does not say.
        of: u64,
    },
    /// A dictionary is in.
    TakenIn {
        /// It, to be put on the shelf.
        new: Box<Shelved>,
        /// The one that it takes the place of.
        replaces: Option<String>,
    },
    /// A dictionary is not in, and nothing of it was left.
    Failed {
        /// Why.
        error: DictionaryError,
        /// The one that is to be taken in anew.
        replaces: Option<String>,
    },
    /// These lie among what a browser fetched.
    Downloaded(Vec<Downloaded>),
    /// How those on the shelf are found, in their order.
    Standing(Vec<DictionaryStanding>),
}

/// How a dictionary on the shelf is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryStanding {
    /// Which.
    pub id: String,
    /// Whether it can be asked.
    pub is_there: bool,
    /// Why it cannot, if that is known.
    pub why: Option<String>,
    /// Of WordNet: the folder in which it was found.
    pub folder: Option<PathBuf>,
}

/// Speaks to the thread.
#[derive(Clone, Debug)]
pub(super) struct DictionaryDesk {
    asks: Sender<DictionaryAsk>,
    cancel: Arc<AtomicBool>,
}

impl DictionaryDesk {
    pub fn ask(&self, ask: DictionaryAsk) {
        // The Cancel of what was taken in before does not hold for this; a look around stops none.
        if !matches!(ask, DictionaryAsk::Downloads(_)) {
            self.cancel.store(false, Ordering::Relaxed);
        }
        if self.asks.send(ask).is_err() {
            tracing::error!("the thread that takes dictionaries in is gone");
        }
    }

    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    pub fn to_nobody() -> Self {
        Self {
            asks: channel().0,
            cancel: Arc::default(),
        }
    }
}

impl Requests {
    /// Asks for something to be done with the file of a dictionary; never waits.
    pub fn ask_dictionary(&self, ask: DictionaryAsk) {
        self.dictionaries.ask(ask);
    }

    /// Asks the taking in of dictionaries to stop, and to leave nothing.
    pub fn cancel_dictionary(&self) {
        self.dictionaries.cancel();
    }
}

/// Starts the thread; it ends when nobody can ask it any more.
pub(super) fn start(cache: &Path, outbox: Outbox) -> DictionaryDesk {
    let (asks, inbox) = channel();
    let cancel: Arc<AtomicBool> = Arc::default();
    let (folder, cancelled) = (cache.join(FOLDER), Arc::clone(&cancel));
    spawn("dictionaries", move || run(&inbox, &folder, &cancelled, &outbox));
    DictionaryDesk { asks, cancel }
}

fn run(inbox: &Receiver<DictionaryAsk>, folder: &Path, cancel: &AtomicBool, outbox: &Outbox) {
    while let Ok(ask) = inbox.recv() {
        let done = catch_unwind(AssertUnwindSafe(|| perform(ask, folder, cancel, outbox)));
        outbox.send(done.map_or(Event::Panicked { during: "dictionaries" }, Event::Dictionary));
    }
}

fn perform(ask: DictionaryAsk, folder: &Path, cancel: &AtomicBool, outbox: &Outbox) -> DictionaryNews {
    let wanted = match ask {
        DictionaryAsk::Preview(path) => match read::preview(&path) {
            Ok(preview) if !preview.is_known => return DictionaryNews::Table { path, preview },
            Ok(preview) => TakeIn {
                path,
                columns: Some(preview.columns),
                replaces: None,
            },
            Err(error) => return DictionaryNews::Failed { error, replaces: None },
        },
        DictionaryAsk::Look(path) => {
            return match read::preview(&path) {
                Ok(preview) => DictionaryNews::Table { path, preview },
                Err(error) => DictionaryNews::Failed { error, replaces: None },
            };
        }
        DictionaryAsk::Downloads(folder) => {
            // Asked here, since the answer is read from a file.
            let found = folder.or_else(downloads).map(|folder| read::downloaded(&folder));
            return DictionaryNews::Downloaded(found.unwrap_or_default());
        }
        DictionaryAsk::TakeIn(wanted) => wanted,
    };
    match take_in(&wanted, folder, cancel, outbox) {
        Ok(new) => DictionaryNews::TakenIn {
            new: Box::new(new),
            replaces: wanted.replaces,
        },
        Err(error) => {
            tracing::warn!(%error, "a dictionary was not taken in");
            DictionaryNews::Failed {
                error,
                replaces: wanted.replaces,
            }
        }
    }
}

/// Where a browser puts what it fetches: as the desktop says, which some systems leave out.
fn downloads() -> Option<PathBuf> {
    let folders = directories::UserDirs::new()?;
    let usual = || folders.home_dir().join("Downloads");
    Some(folders.download_dir().map_or_else(usual, Path::to_owned))
}

fn take_in(wanted: &TakeIn, folder: &Path, cancel: &AtomicBool, outbox: &Outbox) -> Result<Shelved, DictionaryError> {
    if cancel.load(Ordering::Relaxed) {
        return Err(DictionaryError::Cancelled);
    }
    let source = read::whole_of(&wanted.path).unwrap_or_else(|| wanted.path.clone());
    let told = |name: &str, entries, of| {
        let name = name.to_owned();
        outbox.send(Event::Dictionary(DictionaryNews::Progress { name, entries, of }));
    };
    let file = source
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    told(&file, 0, 0);
    let mut reader = read::open_with(&source, wanted.columns.as_ref())?;
    let (name, of) = (reader.name(), reader.entries());
    let mut shelved = Shelved {
        id: uuid::Uuid::now_v7().to_string(),
        source,
        columns: wanted.columns.clone(),
        ..Shelved::default()
    };
    let index = read::take_in(&mut *reader, &shelved.index(folder), cancel, &mut |entries| {
        // Often enough to be seen moving.
        if entries % 8_192 == 0 {
            told(&name, entries, of);
        }
    })?;
    let about = index.about().clone();
    shelved.asked_for = vec![about.language.clone()];
    shelved.name = about.name;
    shelved.language = about.language;
    shelved.meanings = about.meanings;
    shelved.licence = about.licence;
    shelved.entries = about.entries;
    Ok(shelved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(asks: Vec<DictionaryAsk>, folder: &Path, cancelled: bool) -> Vec<DictionaryNews> {
        let (sender, inbox) = channel();
        for ask in asks {
            sender.send(ask).unwrap();
        }
        drop(sender);
        let (events, window) = channel();
        let cancel = AtomicBool::new(cancelled);
        run(&inbox, folder, &cancel, &Outbox::new(events, Arc::new(|| ())));
        let news = window.into_iter().map(|event| match event {
            Event::Dictionary(news) => news,
            other => panic!("{other:?}"),
        });
        news.filter(|news| !matches!(news, DictionaryNews::Progress { .. }))
            .collect()
    }

    #[test]
    fn a_table_of_known_columns_is_taken_in_and_another_is_asked_about() {
        let folder = tempfile::tempdir().unwrap();
        let known = folder.path().join("ecdict.csv");
        std::fs::write(
            &known,
            "word,phonetic,definition,translation\nstall,stɔːl,\"n. a booth\",\"n. 货摊\\nv. 拖延\"\n",
        )
        .unwrap();
        let other = folder.path().join("mine.tsv");
        std::fs::write(&other, "stall\ta booth\ntoll\ta number of dead\n").unwrap();
        let asks = vec![DictionaryAsk::Preview(known), DictionaryAsk::Preview(other)];
        let news = told(asks, &folder.path().join("cache"), false);
        let [
            DictionaryNews::TakenIn { new, .. },
            DictionaryNews::Table { preview, .. },
        ] = &news[..]
        else {
            panic!("{news:?}");
        };
        assert_eq!((new.name.as_str(), new.entries), ("ECDICT", 1));
        assert_eq!(preview.rows.len(), 2);
        assert!(new.index(&folder.path().join("cache")).is_file());
    }

    #[test]
    fn a_cancelled_or_broken_one_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("mine.tsv");
        std::fs::write(&table, "stall\ta booth\n").unwrap();
        let ask = |path: &Path| {
            vec![DictionaryAsk::TakeIn(TakeIn {
                path: path.to_owned(),
                ..TakeIn::default()
            })]
        };
        let cache = folder.path().join("cache");
        let news = told(ask(&table), &cache, true);
        assert!(matches!(
            &news[..],
            [DictionaryNews::Failed {
                error: DictionaryError::Cancelled,
                ..
            }]
        ));
        let broken = folder.path().join("broken.mdx");
        std::fs::write(&broken, [0, 0, 0, 8, 1, 2]).unwrap();
        let news = told(ask(&broken), &cache, false);
        assert!(matches!(
            &news[..],
            [DictionaryNews::Failed {
                error: DictionaryError::Malformed { .. },
                ..
            }]
        ));
        assert!(!cache.exists() || std::fs::read_dir(&cache).unwrap().next().is_none());
    }
}

//! The learner's dictionaries: what they do with them, and what the threads tell of them.
//!
//! The shelf is a setting; WordNet stands on it though nobody put it there. Whatever changes on it is told to the thread
//! that looks words up, and the word at hand is looked up anew.

use std::path::{Path, PathBuf};
use std::time::Instant;

use rust_i18n::t;
use toml::{Table, Value};

use super::{Boldface, CommandId, Effect, PathFor, Prompt, Settings, format};
use crate::lexicon::dictionary::read::{Columns, Downloaded, TablePreview, is_dictionary, is_table};
use crate::lexicon::dictionary::{DictionaryError, Shelved, WORDNET, place_of_new};
use crate::worker::{DictionaryAsk, DictionaryNews, DictionaryStanding, TakeIn};

/// What the learner asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum DictionaryAction {
    /// Take these files in.
    Files(Vec<PathBuf>),
    /// Take a table in, or anew, with these columns.
    WithColumns(Box<ColumnsAsked>),
    /// Ask once more which column of a table on the shelf is what.
    AskColumns(String),
    /// Look for dictionaries among what a browser fetched.
    LookAround,
    /// Let the learner choose the folder of WordNet.
    ChooseWordNet,
    /// WordNet lies in this folder; an empty path is where the system has it.
    WordNetIn(PathBuf),
    /// Stop what is being taken in.
    Cancel,
    /// Take one from the shelf, and its index from the disk.
    Remove(String),
    /// Put one at another place, counted without it.
    Move(String, usize),
    /// Ask one for words of a language (BCP 47 code), or no longer.
    AskFor(String, String, bool),
    /// Say in which language its words are, and in which it explains them.
    Between(String, String, String),
}

/// A table whose columns the learner is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnsAsked {
    /// The file.
    pub path: PathBuf,
    /// Its first rows.
    pub rows: Vec<Vec<String>>,
    /// What each column is.
    pub columns: Columns,
    /// The one on the shelf that it takes the place of.
    pub replaces: Option<String>,
}

/// How the dictionaries are found, and which one is being taken in.
#[derive(Debug, Default)]
pub struct Dictionaries {
    /// The one that is being taken in.
    pub taking_in: Option<TakingIn>,
    /// How those on the shelf are found, as was told last.
    pub standing: Vec<DictionaryStanding>,
    /// Those that lie among what a browser fetched, and are not on the shelf.
    pub downloaded: Vec<Downloaded>,
    /// Whether was looked for those since the line that offers them came to be shown.
    pub looked_around: bool,
    /// Where a browser puts what it fetches; `None` for where the system says.
    pub downloads: Option<PathBuf>,
    /// How many are still to be taken in.
    waiting: usize,
    /// Those that were tried to be taken in anew.
    tried: Vec<String>,
    /// The one whose columns are asked for anew.
    asked_anew: Option<String>,
}

/// A dictionary that is being taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakingIn {
    /// What it calls itself.
    pub name: String,
    /// Entries so far.
    pub entries: u64,
    /// Entries that it says it has; 0 where it does not say.
    pub of: u64,
}

impl Dictionaries {
    /// Whether one on the shelf can be asked; `None` while nobody knows.
    #[must_use]
    pub fn is_there(&self, id: &str) -> Option<bool> {
        self.standing.iter().find(|one| one.id == id).map(|one| one.is_there)
    }

    /// The folder in which WordNet was found.
    #[must_use]
    pub fn wordnet_folder(&self) -> Option<&Path> {
        self.standing.iter().find(|one| one.id == WORDNET)?.folder.as_deref()
    }
}

/// Reads the shelf from a table of settings: what is wrong there is left out, and the rest stands.
pub(super) fn take(table: &mut Table) -> Vec<Shelved> {
    let Some(Value::Array(written)) = table.remove("dictionaries") else {
        return Vec::new();
    };
    let mut shelf: Vec<Shelved> = Vec::new();
    for shelved in written.into_iter().filter_map(|one| one.try_into::<Shelved>().ok()) {
        if shelved.is_well_named() && !shelf.iter().any(|other| other.id == shelved.id) {
            shelf.push(shelved);
        }
    }
    shelf
}

impl Settings {
    /// All dictionaries in the order in which they are asked, WordNet among them.
    #[must_use]
    pub fn shelf(&self) -> Vec<Shelved> {
        let mut shelf = self.dictionaries.clone();
        if !shelf.iter().any(|shelved| shelved.id == WORDNET) {
            shelf.push(Shelved::wordnet());
        }
        shelf
    }
}

impl Boldface {
    /// Runs a command about dictionaries. The settings show how they are found, so that is asked for them.
    pub(super) fn command_dictionaries(&mut self, id: CommandId) {
        if id == CommandId::AddDictionary {
            self.effects.push(Effect::PathDialog(PathFor::Dictionary));
        } else {
            self.requests.ask_dictionary_standing();
            self.model.dictionaries.looked_around = false;
            self.effects.push(Effect::Settings);
        }
    }

    /// Takes an action of this kind.
    pub(super) fn act_on_dictionaries(&mut self, action: DictionaryAction, now: Instant) {
        match action {
            DictionaryAction::Files(paths) => {
                self.model.prompt = None;
                for path in paths {
                    self.take_dictionary(path);
                }
            }
            DictionaryAction::WithColumns(asked) => {
                self.model.prompt = None;
                self.take_dictionary_in(TakeIn {
                    path: asked.path,
                    columns: Some(asked.columns),
                    replaces: asked.replaces,
                });
            }
            DictionaryAction::AskColumns(id) => {
                if let Some(shelved) = self.settings.dictionaries.iter().find(|shelved| shelved.id == id) {
                    let path = shelved.source.clone();
                    self.model.dictionaries.asked_anew = Some(id);
                    self.ask(DictionaryAsk::Look(path));
                }
            }
            DictionaryAction::ChooseWordNet => self.effects.push(Effect::PathDialog(PathFor::WordNet)),
            DictionaryAction::WordNetIn(folder) => {
                self.model.prompt = None;
                self.change_shelved(WORDNET, now, |shelved| shelved.source = folder);
                self.requests.ask_dictionary_standing();
            }
            DictionaryAction::LookAround => {
                let dictionaries = &mut self.model.dictionaries;
                dictionaries.looked_around = true;
                let folder = dictionaries.downloads.clone();
                self.requests.ask_dictionary(DictionaryAsk::Downloads(folder));
            }
            DictionaryAction::Cancel => self.requests.cancel_dictionary(),
            DictionaryAction::Remove(id) => {
                let mut shelf = self.settings.shelf();
                let name = shelf
                    .iter()
                    .find(|shelved| shelved.id == id)
                    .map(|shelved| shelved.name.clone());
                shelf.retain(|shelved| shelved.id != id || id == WORDNET);
                self.reshelve(shelf, now);
                if let Some(name) = name {
                    self.tell(t!("dictionary.removed", name = name).into_owned(), now);
                }
            }
            DictionaryAction::Move(id, place) => {
                let mut shelf = self.settings.shelf();
                if let Some(at) = shelf.iter().position(|shelved| shelved.id == id) {
                    let shelved = shelf.remove(at);
                    shelf.insert(place.min(shelf.len()), shelved);
                    self.reshelve(shelf, now);
                }
            }
            DictionaryAction::AskFor(id, language, on) => self.change_shelved(&id, now, |shelved| {
                shelved.asked_for.retain(|other| *other != language);
                if on {
                    shelved.asked_for.push(language);
                }
            }),
            DictionaryAction::Between(id, language, meanings) => self.change_shelved(&id, now, |shelved| {
                if shelved.language != language {
                    shelved
                        .asked_for
                        .retain(|other| *other != shelved.language && *other != language);
                    shelved.asked_for.push(language.clone());
                }
                (shelved.language, shelved.meanings) = (language, meanings);
            }),
        }
    }

    fn change_shelved(&mut self, id: &str, now: Instant, change: impl FnOnce(&mut Shelved)) {
        let mut shelf = self.settings.shelf();
        if let Some(shelved) = shelf.iter_mut().find(|shelved| shelved.id == id) {
            change(shelved);
            self.reshelve(shelf, now);
        }
    }

    /// Takes the dictionaries among files that came, and gives the rest back.
    pub(super) fn take_dictionaries(&mut self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let (dictionaries, rest): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_dictionary(path));
        for path in dictionaries {
            self.take_dictionary(path);
        }
        rest
    }

    fn take_dictionary(&mut self, path: PathBuf) {
        if is_table(&path) {
            self.ask(DictionaryAsk::Preview(path));
        } else {
            self.take_dictionary_in(TakeIn {
                path,
                ..TakeIn::default()
            });
        }
    }

    fn take_dictionary_in(&mut self, wanted: TakeIn) {
        self.ask(DictionaryAsk::TakeIn(wanted));
    }

    fn ask(&mut self, ask: DictionaryAsk) {
        self.model.dictionaries.waiting += 1;
        self.requests.ask_dictionary(ask);
    }

    /// Puts these on the shelf, tells the thread that asks them, and looks the word at hand up anew.
    fn reshelve(&mut self, shelf: Vec<Shelved>, now: Instant) {
        self.settings.dictionaries = shelf;
        self.settings_changed(now);
        self.requests.use_dictionaries(self.settings.shelf());
        self.forget_taken();
        // What was guessed counts no longer.
        if let Some(reading) = &mut self.model.reading {
            reading.glosses = super::Glosses::default();
        }
        self.look_up_anew();
    }

    /// Takes in what is told of dictionaries.
    pub(super) fn take_dictionary_news(&mut self, news: DictionaryNews, now: Instant) {
        let dictionaries = &mut self.model.dictionaries;
        let ended = !matches!(
            news,
            DictionaryNews::Progress { .. } | DictionaryNews::Standing(_) | DictionaryNews::Downloaded(_)
        );
        if ended {
            dictionaries.waiting = dictionaries.waiting.saturating_sub(1);
            dictionaries.taking_in = None;
        }
        match news {
            DictionaryNews::Progress { name, entries, of } => {
                dictionaries.taking_in = Some(TakingIn { name, entries, of });
            }
            DictionaryNews::Table { path, preview } => self.ask_columns(path, preview),
            DictionaryNews::TakenIn { new, replaces } => self.shelve(*new, replaces, now),
            // What is to be made anew from a file that is gone is told in the list.
            DictionaryNews::Failed { replaces: Some(_), .. } => {}
            DictionaryNews::Failed {
                error: DictionaryError::Cancelled,
                ..
            } => self.tell(t!("dictionary.cancelled").into_owned(), now),
            DictionaryNews::Failed { error, .. } => {
                self.model.prompt = Some(Prompt::Report {
                    headline: t!("dictionary.failed").into_owned(),
                    problems: vec![why(&error)],
                });
            }
            DictionaryNews::Downloaded(found) => {
                dictionaries.downloaded = found;
                self.forget_taken();
            }
            DictionaryNews::Standing(standing) => {
                dictionaries.standing = standing;
                self.make_anew();
            }
        }
    }

    /// What stands on the shelf is offered no longer.
    fn forget_taken(&mut self) {
        let shelf = &self.settings.dictionaries;
        let taken = |found: &Downloaded| shelf.iter().any(|shelved| shelved.source == found.path);
        self.model.dictionaries.downloaded.retain(|found| !taken(found));
    }

    fn ask_columns(&mut self, path: PathBuf, preview: TablePreview) {
        let replaces = self.model.dictionaries.asked_anew.take();
        let shelved = replaces
            .as_ref()
            .and_then(|id| self.settings.dictionaries.iter().find(|shelved| shelved.id == *id));
        let columns = shelved
            .and_then(|shelved| shelved.columns.clone())
            .unwrap_or(preview.columns);
        self.model.prompt = Some(Prompt::Columns(Box::new(ColumnsAsked {
            path,
            rows: preview.rows,
            columns,
            replaces,
        })));
    }

    fn shelve(&mut self, mut new: Shelved, replaces: Option<String>, now: Instant) {
        let mut shelf = self.settings.shelf();
        let old = replaces.and_then(|id| shelf.iter().position(|shelved| shelved.id == id));
        if let Some(at) = old {
            // What the learner said of it holds on.
            let before = &shelf[at];
            new.asked_for.clone_from(&before.asked_for);
            new.language.clone_from(&before.language);
            new.meanings.clone_from(&before.meanings);
            shelf[at] = new.clone();
        } else {
            let learner = self.settings.learner_language();
            let place = place_of_new(&shelf, &new, &learner);
            shelf.insert(place, new.clone());
        }
        self.reshelve(shelf, now);
        self.requests.ask_dictionary_standing();
        if old.is_none() {
            let entries = format::plural("dictionary.entries", usize::try_from(new.entries).unwrap_or(usize::MAX));
            self.tell(
                t!("dictionary.taken_in", name = new.name, entries = entries).into_owned(),
                now,
            );
        }
    }

    /// The cache may be emptied at any time: an index that is gone is made anew from its file, once.
    fn make_anew(&mut self) {
        let dictionaries = &self.model.dictionaries;
        let gone = |shelved: &&Shelved| {
            shelved.id != WORDNET
                && dictionaries.is_there(&shelved.id) == Some(false)
                && !dictionaries.tried.contains(&shelved.id)
        };
        let gone: Vec<Shelved> = self.settings.dictionaries.iter().filter(gone).cloned().collect();
        for shelved in gone {
            self.model.dictionaries.tried.push(shelved.id.clone());
            self.take_dictionary_in(TakeIn {
                path: shelved.source,
                columns: shelved.columns,
                replaces: Some(shelved.id),
            });
        }
    }
}

/// Why a dictionary was not taken in, in the learner's words.
fn why(error: &DictionaryError) -> String {
    match error {
        DictionaryError::Io { path, source } => t!("dictionary.io", path = path.display(), why = source),
        DictionaryError::Malformed { path, why } => t!("dictionary.malformed", path = path.display(), why = why),
        DictionaryError::Unsupported { path, what } => {
            t!("dictionary.unsupported", path = path.display(), what = what)
        }
        DictionaryError::Index { path, source } => t!("dictionary.index", path = path.display(), why = source),
        DictionaryError::Cancelled => t!("dictionary.cancelled"),
    }
    .into_owned()
}

#[cfg(test)]
mod tests;

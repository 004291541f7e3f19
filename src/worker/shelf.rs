//! The dictionaries that are opened, in the order of the learner's shelf.
//!
//! They are opened when the first word is asked for. One that is not there or broken is told of, and the others answer.

use std::path::{Path, PathBuf};

use super::dictionaries::{DictionaryStanding, FOLDER};
use crate::lexicon::dictionary::{Dictionary, DictionaryError, Index, Shelved, WORDNET, WordNet, sweep};

/// What is on the shelf, and what of it is open.
pub(super) struct Shelf {
    folder: PathBuf,
    wordnet: Vec<PathBuf>,
    wanted: Vec<Shelved>,
    opened: Option<Vec<Opened>>,
    swept: bool,
}

struct Opened {
    shelved: Shelved,
    dictionary: Result<(Box<dyn Dictionary>, Option<PathBuf>), String>,
}

impl Shelf {
    pub fn new(cache: &Path, wordnet: Vec<PathBuf>) -> Self {
        Self {
            folder: cache.join(FOLDER),
            wordnet,
            wanted: vec![Shelved::wordnet()],
            opened: None,
            swept: false,
        }
    }

    /// Puts other dictionaries on the shelf. Those that stay are not opened anew; of those that go, the index goes too.
    pub fn put(&mut self, wanted: Vec<Shelved>) {
        let gone: Vec<Shelved> = self
            .wanted
            .iter()
            .filter(|old| !wanted.iter().any(|new| new.id == old.id))
            .cloned()
            .collect();
        self.wanted = wanted;
        if let Some(before) = self.opened.take() {
            self.opened = Some(self.open(before));
        }
        for shelved in gone.iter().filter(|gone| gone.id != WORDNET && gone.is_well_named()) {
            let index = shelved.index(&self.folder);
            if let Err(error) = std::fs::remove_file(&index)
                && error.kind() != std::io::ErrorKind::NotFound
            {
                tracing::warn!(%error, path = %index.display(), "the index of a removed dictionary is still there");
            }
        }
    }

    /// The dictionaries that are asked for words of a language, with what the learner's shelf says of each.
    pub fn of(&mut self, language: &str) -> Vec<(&Shelved, &dyn Dictionary)> {
        let opened = self.opened();
        let asked = opened.iter().filter(|one| one.shelved.is_asked_for(language));
        asked
            .filter_map(|one| Some((&one.shelved, &*one.dictionary.as_ref().ok()?.0)))
            .collect()
    }

    /// Whether they were opened already.
    pub const fn is_open(&self) -> bool {
        self.opened.is_some()
    }

    /// How each is found.
    pub fn standing(&mut self) -> Vec<DictionaryStanding> {
        let opened = self.opened();
        let standing = opened.iter().map(|one| DictionaryStanding {
            id: one.shelved.id.clone(),
            is_there: one.dictionary.is_ok(),
            why: one.dictionary.as_ref().err().cloned(),
            folder: one.dictionary.as_ref().ok().and_then(|(_, folder)| folder.clone()),
        });
        standing.collect()
    }

    fn opened(&mut self) -> &[Opened] {
        if !std::mem::replace(&mut self.swept, true) {
            sweep(&self.folder, &self.wanted);
        }
        if self.opened.is_none() {
            self.opened = Some(self.open(Vec::new()));
        }
        self.opened.as_deref().unwrap_or_default()
    }

    fn open(&self, mut before: Vec<Opened>) -> Vec<Opened> {
        let open = |shelved: &Shelved| {
            let same = |one: &Opened| one.shelved.id == shelved.id && one.shelved.source == shelved.source;
            let kept = before.iter().position(|one| same(one) && one.dictionary.is_ok());
            let dictionary = match kept {
                Some(at) => before.swap_remove(at).dictionary,
                None => self.open_one(shelved).map_err(|error| error.to_string()),
            };
            Opened {
                shelved: shelved.clone(),
                dictionary,
            }
        };
        self.wanted.iter().map(open).collect()
    }

    /// Opens one; of WordNet the folder comes with it. One that the learner named counts before those of the system.
    fn open_one(&self, shelved: &Shelved) -> Result<(Box<dyn Dictionary>, Option<PathBuf>), DictionaryError> {
        if shelved.id != WORDNET {
            let index = Index::open(&shelved.index(&self.folder))?;
            return Ok((Box::new(index), None));
        }
        let own = Some(&shelved.source).filter(|folder| !folder.as_os_str().is_empty());
        // As it is unpacked, the files lie in a folder of that name.
        let own = own.into_iter().flat_map(|folder| [folder.clone(), folder.join("dict")]);
        let mut refused = None;
        for folder in own.chain(self.wordnet.iter().cloned()) {
            match WordNet::open(&folder) {
                Ok(net) => return Ok((Box::new(net), Some(folder))),
                Err(error) => refused = Some(error),
            }
        }
        Err(refused.unwrap_or(DictionaryError::Unsupported {
            path: PathBuf::new(),
            what: "WordNet",
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::dictionary::{About, IndexWriter, RawEntry};

    fn taken_in(folder: &Path, id: &str) -> Shelved {
        let shelved = Shelved {
            id: id.to_owned(),
            asked_for: vec!["en".to_owned()],
            ..Shelved::default()
        };
        let mut writer = IndexWriter::create(&shelved.index(&folder.join(FOLDER))).unwrap();
        let raw = RawEntry {
            headword: "stall".to_owned(),
            body: id.to_owned(),
            ..RawEntry::default()
        };
        writer.add(&raw).unwrap();
        writer.finish(&About::default()).unwrap();
        shelved
    }

    #[test]
    fn a_removed_one_leaves_no_trace_and_a_broken_one_takes_no_other_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two, three) = (
            taken_in(folder.path(), "one"),
            taken_in(folder.path(), "two"),
            taken_in(folder.path(), "three"),
        );
        let index = |shelved: &Shelved| shelved.index(&folder.path().join(FOLDER));
        std::fs::write(index(&two), "broken").unwrap();
        let mut shelf = Shelf::new(folder.path(), Vec::new());
        shelf.put(vec![three.clone(), two, one.clone()]);
        let names = |shelf: &mut Shelf, language: &str| {
            let asked = shelf.of(language);
            asked.iter().map(|(shelved, _)| shelved.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&mut shelf, "en-GB"), ["three", "one"]);
        assert!(names(&mut shelf, "de").is_empty());
        let standing: Vec<bool> = shelf.standing().iter().map(|one| one.is_there).collect();
        assert_eq!(standing, [true, false, true]);
        shelf.put(vec![three.clone()]);
        assert_eq!(names(&mut shelf, "en"), ["three"]);
        assert!(!index(&one).exists() && index(&three).exists());
    }
}

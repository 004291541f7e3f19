//! The learner's shelf: which dictionaries there are, in which order they are asked, and for which languages.
//!
//! What stands here is remembered in the settings, since it is a choice; the index of a dictionary lies in the cache and
//! is made anew from its source when it is gone.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::guess::primary;
use super::read::Columns;

/// The place of WordNet on the shelf: it has no index, and nobody took it in.
pub const WORDNET: &str = "wordnet";

/// A dictionary on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shelved {
    /// Its own for good: the name of its index.
    pub id: String,
    /// What it calls itself.
    pub name: String,
    /// The file that it came from; of WordNet the folder, empty for where the system has it.
    pub source: PathBuf,
    /// BCP 47 code of its headwords' language.
    pub language: String,
    /// BCP 47 code of the language in which it explains them.
    pub meanings: String,
    /// What it says of its licence; may be empty.
    pub licence: String,
    /// How many entries it has.
    pub entries: u64,
    /// The languages (BCP 47 codes) whose words are looked up in it.
    pub asked_for: Vec<String>,
    /// Which column is what, of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Columns>,
}

impl Shelved {
    /// WordNet, where the system has it.
    #[must_use]
    pub fn wordnet() -> Self {
        Self {
            id: WORDNET.to_owned(),
            name: "WordNet".to_owned(),
            language: "en".to_owned(),
            meanings: "en".to_owned(),
            licence: "WordNet 3.0 License".to_owned(),
            asked_for: vec!["en".to_owned()],
            ..Self::default()
        }
    }

    /// Whether words of a language (BCP 47 code) are looked up in it.
    #[must_use]
    pub fn is_asked_for(&self, language: &str) -> bool {
        self.asked_for.iter().any(|on| primary(on) == primary(language))
    }

    /// Whether it explains in the learner's own language (BCP 47 code).
    #[must_use]
    pub fn explains_in(&self, learner: &str) -> bool {
        primary(&self.meanings) == primary(learner)
    }

    /// Its index in a folder of indexes.
    #[must_use]
    pub fn index(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.db", self.id))
    }

    /// Whether the name of its index is one that this program gave: settings can be written by hand, and a name with a
    /// path in it leads elsewhere.
    #[must_use]
    pub fn is_well_named(&self) -> bool {
        let plain = |char: char| char.is_ascii_alphanumeric() || char == '-';
        !self.id.is_empty() && self.id.chars().all(plain)
    }
}

/// Where a new dictionary comes to stand: one in the learner's own language before the first that is in another, any
/// other last.
#[must_use]
pub fn place_of_new(shelf: &[Shelved], new: &Shelved, learner: &str) -> usize {
    let foreign = |other: &Shelved| !other.explains_in(learner);
    if new.explains_in(learner) {
        shelf.iter().position(foreign).unwrap_or(shelf.len())
    } else {
        shelf.len()
    }
}

/// An index that is written changes every moment; one that was left alone for so long was given up.
const GIVEN_UP_AFTER: Duration = Duration::from_mins(10);
/// Another window may have taken a dictionary in that this one's settings do not know yet.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(24);

/// Removes what was left in a folder of indexes: what was being written when the power went, and what is on no shelf.
pub fn sweep(folder: &Path, shelf: &[Shelved]) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let age = entry
            .metadata()
            .and_then(|data| data.modified())
            .ok()
            .and_then(|at| at.elapsed().ok());
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let shelved = shelf.iter().any(|shelved| shelved.index(folder) == path);
        let limit = match ending {
            "part" => GIVEN_UP_AFTER,
            "db" if !shelved => FORGOTTEN_AFTER,
            _ => continue,
        };
        if age.is_some_and(|age| age > limit)
            && let Err(error) = std::fs::remove_file(&path)
        {
            tracing::warn!(%error, path = %path.display(), "an index that nobody needs is still there");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_is_swept_and_what_is_shelved_stays() {
        let folder = tempfile::tempdir().unwrap();
        let long_ago = std::time::SystemTime::now() - FORGOTTEN_AFTER * 2;
        for (name, old) in [
            ("a.part", true),
            ("b.part", false),
            ("c.db", true),
            ("d.db", true),
            ("e.db", false),
        ] {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            if old {
                file.set_modified(long_ago).unwrap();
            }
        }
        let mine = Shelved {
            id: "c".to_owned(),
            ..Shelved::default()
        };
        sweep(folder.path(), &[mine]);
        let mut left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["b.part", "c.db", "e.db"]);
    }

    fn in_language(meanings: &str) -> Shelved {
        Shelved {
            meanings: meanings.to_owned(),
            ..Shelved::wordnet()
        }
    }

    #[test]
    fn the_learners_own_language_stands_first() {
        let shelf = [in_language("zh"), in_language("en"), in_language("zh-Hant")];
        assert_eq!(place_of_new(&shelf, &in_language("zh-Hans"), "zh-Hant-TW"), 1);
        assert_eq!(place_of_new(&shelf, &in_language("de"), "zh"), 3);
        assert_eq!(place_of_new(&[], &in_language("zh"), "zh"), 0);
    }

    #[test]
    fn a_dictionary_is_asked_for_its_languages_whatever_their_region() {
        let shelved = Shelved::wordnet();
        assert!(shelved.is_asked_for("en-GB") && shelved.is_asked_for("en") && !shelved.is_asked_for("de"));
    }

    #[test]
    fn an_index_has_no_path_in_its_name() {
        let named = |id: &str| Shelved {
            id: id.to_owned(),
            ..Shelved::default()
        };
        assert!(named("0193-ab").is_well_named() && Shelved::wordnet().is_well_named());
        assert!(!named("../library").is_well_named() && !named("").is_well_named() && !named("a/b").is_well_named());
    }
}

//! How many words the vocabulary of an article has, as its sidebar lists them.

use super::Status;

/// Terms that stand in an article, by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// All of them, ignored ones too.
    pub terms: u32,
    /// Of these, with status 1 to 4.
    pub to_study: u32,
    /// Of these, with status 5 or 99.
    pub known: u32,
}

impl Vocabulary {
    /// Counts terms by their statuses.
    #[must_use]
    pub fn of(statuses: impl IntoIterator<Item = Option<Status>>) -> Self {
        let mut vocabulary = Self::default();
        for status in statuses {
            vocabulary.terms += 1;
            let to_study = status.is_some_and(|status| status.is_new() || status.is_learning());
            vocabulary.to_study += u32::from(to_study);
            vocabulary.known += u32::from(status.is_some_and(Status::is_known));
        }
        vocabulary
    }
}

//! Which terms of the open article the sidebar lists, and in which order.
//!
//! The list is made anew only when what it depends on has changed; a frame reads it.

use rust_i18n::t;
use serde::{Deserialize, Serialize};

use super::Reading;
use crate::study::{Status, TermNumber};
use crate::text::form_key;

/// Which terms are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Filter {
    /// Every term, ignored ones too.
    #[default]
    All,
    /// Status 1.
    New,
    /// Status 2 to 4.
    Learning,
    /// Status 5 and 99.
    Known,
}

impl Filter {
    /// In the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::All, Self::New, Self::Learning, Self::Known];

    /// Its name on the screen.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::All => t!("filter.all"),
            Self::New => t!("filter.new"),
            Self::Learning => t!("filter.learning"),
            Self::Known => t!("filter.known"),
        }
        .into_owned()
    }

    fn takes(self, status: Option<Status>) -> bool {
        match self {
            Self::All => true,
            Self::New => status.is_some_and(Status::is_new),
            Self::Learning => status.is_some_and(Status::is_learning),
            Self::Known => status.is_some_and(Status::is_known),
        }
    }
}

/// In which order terms are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortOrder {
    /// By their first place in the text.
    #[default]
    Text,
    /// By headword.
    Alphabet,
    /// By status, New first, then by place.
    Status,
}

impl SortOrder {
    /// In the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Text, Self::Alphabet, Self::Status];

    /// Its name on the screen.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Text => t!("sort.text"),
            Self::Alphabet => t!("sort.alphabet"),
            Self::Status => t!("sort.status"),
        }
        .into_owned()
    }
}

/// The list of terms, as filtered, searched and sorted.
#[derive(Clone, Debug, Default)]
pub struct TermList {
    /// Which terms.
    pub filter: Filter,
    /// In which order.
    pub sort: SortOrder,
    /// Part of a headword, form or gloss.
    pub search: String,
    rows: Vec<TermNumber>,
    counts: [usize; 4],
    made_for: Option<(u64, Filter, SortOrder, String)>,
}

impl TermList {
    /// The terms to list, by number.
    #[must_use]
    pub fn rows(&self) -> &[TermNumber] {
        &self.rows
    }

    /// How many terms a filter would take.
    #[must_use]
    pub fn count(&self, filter: Filter) -> usize {
        Filter::ALL
            .iter()
            .position(|other| *other == filter)
            .map_or(0, |index| self.counts[index])
    }

    /// Makes the list anew if anything that it depends on has changed.
    pub fn refresh(&mut self, reading: &Reading) {
        let unchanged = self
            .made_for
            .as_ref()
            .is_some_and(|(generation, filter, sort, search)| {
                *generation == reading.generation
                    && *filter == self.filter
                    && *sort == self.sort
                    && *search == self.search
            });
        if unchanged {
            return;
        }
        self.made_for = Some((reading.generation, self.filter, self.sort, self.search.clone()));
        let wanted = form_key(&self.search);
        self.rows.clear();
        self.counts = [0; 4];
        for (entry, number) in reading.terms.iter().zip(0..) {
            if !entry.is_listed() {
                continue;
            }
            for (count, filter) in self.counts.iter_mut().zip(Filter::ALL) {
                *count += usize::from(filter.takes(entry.term.status));
            }
            let found = wanted.is_empty()
                || entry.term.forms.iter().any(|form| form.contains(&wanted))
                || form_key(&entry.term.headword).contains(&wanted)
                || form_key(&entry.term.gloss).contains(&wanted);
            if found && self.filter.takes(entry.term.status) {
                self.rows.push(number);
            }
        }
        let first = |number: &TermNumber| reading.terms[*number as usize].places.first().copied();
        match self.sort {
            SortOrder::Text => self.rows.sort_by_key(first),
            SortOrder::Alphabet => self
                .rows
                .sort_by_cached_key(|number| form_key(&reading.terms[*number as usize].term.headword)),
            SortOrder::Status => self.rows.sort_by_key(|number| {
                let status = reading.terms[*number as usize].term.status;
                (status.map_or(0, Status::number), first(number))
            }),
        }
    }
}

//! Which terms of the open article the sidebar lists, and in which order.
//!
//! The list is made anew only when what it depends on has changed; a frame reads it.

use std::cmp::Reverse;

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
    /// By estimated level, then by how common they are.
    Level,
    /// By how common they are, the rarest first.
    Rarest,
    /// By how common they are, the commonest first.
    Commonest,
}

impl SortOrder {
    /// In the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Alphabet,
        Self::Status,
        Self::Level,
        Self::Rarest,
        Self::Commonest,
    ];

    /// Whether it goes by estimates, which there are for English only.
    #[must_use]
    pub const fn is_estimate(self) -> bool {
        matches!(self, Self::Level | Self::Rarest | Self::Commonest)
    }

    /// Its name on the screen.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Text => t!("sort.text"),
            Self::Alphabet => t!("sort.alphabet"),
            Self::Status => t!("sort.status"),
            Self::Level => t!("sort.level"),
            Self::Rarest => t!("sort.rarest"),
            Self::Commonest => t!("sort.commonest"),
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
        // A language without a table keeps the order of the text.
        let rank = |number: &TermNumber| reading.estimates(*number).1.unwrap_or(u32::MAX);
        match self.sort {
            SortOrder::Text => self.rows.sort_by_key(first),
            SortOrder::Alphabet => self
                .rows
                .sort_by_cached_key(|number| form_key(&reading.terms[*number as usize].term.headword)),
            SortOrder::Status => self.rows.sort_by_key(|number| {
                let status = reading.terms[*number as usize].term.status;
                (status.map_or(0, Status::number), first(number))
            }),
            SortOrder::Level => self.rows.sort_by_cached_key(|number| {
                let (level, rank) = reading.estimates(*number);
                (level.is_none(), level, rank.unwrap_or(u32::MAX), first(number))
            }),
            SortOrder::Rarest => self
                .rows
                .sort_by_cached_key(|number| (Reverse(rank(number)), first(number))),
            SortOrder::Commonest => self.rows.sort_by_cached_key(|number| (rank(number), first(number))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reading::fixtures::{reading, term};

    fn sorted(sort: SortOrder, language: &str) -> Vec<String> {
        let mut reading = reading("The outage stalls the water of Xyzzy for a time.");
        reading.language = language.to_owned();
        for (id, word) in (1..).zip(["outage", "water", "xyzzy", "time"]) {
            let mut term = term(id, &[word], Some(Status::New));
            term.language = language.to_owned();
            reading.take_term(term);
        }
        let mut list = TermList {
            sort,
            ..TermList::default()
        };
        list.refresh(&reading);
        let headword = |number: &TermNumber| reading.terms[*number as usize].term.headword.clone();
        list.rows().iter().map(headword).collect()
    }

    #[test]
    fn words_are_listed_by_estimates() {
        // `time` and `water` are A2, `time` the commoner; `outage` is C2; no table has `xyzzy`.
        assert_eq!(sorted(SortOrder::Level, "en"), ["time", "water", "outage", "xyzzy"]);
        assert_eq!(sorted(SortOrder::Commonest, "en"), ["time", "water", "outage", "xyzzy"]);
        assert_eq!(sorted(SortOrder::Rarest, "en"), ["xyzzy", "outage", "water", "time"]);
    }

    #[test]
    fn other_languages_keep_the_order_of_the_text() {
        for sort in SortOrder::ALL.into_iter().filter(|sort| sort.is_estimate()) {
            assert_eq!(sorted(sort, "de"), ["outage", "water", "xyzzy", "time"]);
        }
    }
}

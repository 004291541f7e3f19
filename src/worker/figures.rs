//! How the words of every article stand, and of all of them together, from the postings: no article is read for it.
//!
//! What is told here of an article is what its page tells when it is open: the same words count the same, and its
//! vocabulary is what its sidebar lists. Only where a phrase stands is taken from the places of its words alone, not
//! from sentences.

use std::collections::{HashMap, HashSet};

use crate::store::{FormOwner, FormOwners, PostedText, PostedWord};
use crate::study::{Coverage, CoverageCounter, Phrase, Status, TermId, Vocabulary, WIDEST_GAP};
use crate::text::headword_of;

/// The words of a library, counted article by article; each headword once for each language.
#[derive(Default)]
pub(super) struct Figures {
    languages: HashMap<String, HashMap<String, Coverage>>,
}

impl Figures {
    /// Counts an article. `furthest` is the last block that was read.
    pub fn article(
        &mut self,
        language: &str,
        text: &PostedText,
        furthest: Option<u32>,
        owners: &FormOwners,
    ) -> (Coverage, Vocabulary) {
        // A block that was read counts whole.
        let read_to = furthest.map_or(0, |block| {
            text.blocks.get(block as usize + 1).copied().unwrap_or(u32::MAX)
        });
        if !self.languages.contains_key(language) {
            self.languages.insert(language.to_owned(), HashMap::new());
        }
        let mut headwords = self.languages.get_mut(language);
        let mut coverage = Coverage::default();
        let mut terms: HashMap<TermId, Option<Status>> = HashMap::new();
        for words in text.words.chunk_by(|one, other| one.headword == other.headword) {
            let mut counter = CoverageCounter::default();
            for word in words {
                let owner = owners.of_word(language, &word.key, &word.headword);
                let read = |owner: Option<&FormOwner>| {
                    if owner.is_some_and(FormOwner::is_tracked) {
                        return 0;
                    }
                    let read = word.places.iter().take_while(|place| **place < read_to);
                    read.filter(|place| text.bold.binary_search(place).is_err()).count()
                };
                let status = owner.and_then(|owner| owner.status);
                counter.add(status, word.class, word.places.len(), read(owner));
                if let Some(owner) = owner.filter(|owner| owner.is_vocabulary()) {
                    terms.insert(owner.term_id, owner.status);
                }
            }
            coverage.add_headword(&counter.coverage);
            if let (Some(headwords), Some(first)) = (&mut headwords, words.first()) {
                match headwords.get_mut(&first.headword) {
                    Some(all) => all.add_running(&counter.coverage),
                    None => {
                        headwords.insert(first.headword.clone(), counter.coverage);
                    }
                }
            }
        }
        terms.extend(sequences(language, text, owners));
        (coverage, Vocabulary::of(terms.into_values()))
    }

    /// All articles together: a word that stands in several of them is one.
    pub fn all(&self) -> Coverage {
        let mut all = Coverage::default();
        for headword in self.languages.values().flat_map(HashMap::values) {
            all.add_headword(headword);
        }
        all
    }
}

/// The phrases and compounds of a language that stand in a text.
fn sequences(language: &str, text: &PostedText, owners: &FormOwners) -> HashMap<TermId, Option<Status>> {
    let mut found = HashMap::new();
    if owners.sequences.is_empty() {
        return found;
    }
    let mut places: HashMap<&str, Vec<&PostedWord>> = HashMap::new();
    for word in &text.words {
        places.entry(&word.headword).or_default().push(word);
    }
    for phrase in &owners.sequences {
        let owner = owners.sequence_owners.get(phrase.term as usize);
        let Some(owner) = owner.filter(|owner| owner.is_vocabulary() && !found.contains_key(&owner.term_id)) else {
            continue;
        };
        if stands(language, phrase, &places, &text.blocks) {
            found.insert(owner.term_id, owner.status);
        }
    }
    found
}

/// Whether the words of a phrase stand next to each other in one block, or with one gap where it may have one.
fn stands(language: &str, phrase: &Phrase, words: &HashMap<&str, Vec<&PostedWord>>, blocks: &[u32]) -> bool {
    let mut all: Vec<HashSet<u32>> = Vec::with_capacity(phrase.words.len());
    for word in &phrase.words {
        let Some(forms) = words.get(&*headword_of(language, word)) else {
            return false;
        };
        all.push(forms.iter().flat_map(|form| form.places.iter().copied()).collect());
    }
    let Some(first) = all.first() else { return false };
    let widest = if phrase.gap { WIDEST_GAP } else { 0 };
    let block = |place: u32| blocks.partition_point(|first| *first <= place);
    first.iter().any(|&start| {
        (0..=widest).any(|gap| {
            (1..=all.len()).any(|split| {
                let place = |at: usize| {
                    let at = at + if at >= split { gap } else { 0 };
                    start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
                };
                let fits = all.iter().enumerate().all(|(at, places)| places.contains(&place(at)));
                fits && block(start) == block(place(all.len() - 1))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Tally;
    use crate::text::WordClass;

    fn text(words: &[(&str, &str, &[u32])], bold: &[u32]) -> PostedText {
        let mut words: Vec<PostedWord> = words
            .iter()
            .map(|(key, headword, places)| PostedWord {
                key: (*key).to_owned(),
                headword: (*headword).to_owned(),
                class: WordClass::Word,
                places: places.to_vec(),
            })
            .collect();
        words.sort_by(|one, other| one.headword.cmp(&other.headword));
        PostedText {
            words,
            blocks: vec![0, 6],
            bold: bold.to_vec(),
        }
    }

    fn owner(term_id: i64, status: Option<Status>) -> FormOwner {
        FormOwner {
            term_id: TermId(term_id),
            status,
            used: true,
        }
    }

    #[test]
    fn a_word_that_stands_in_two_articles_is_one() {
        let mut owners = FormOwners::default();
        owners.words.insert("mill".to_owned(), owner(1, Some(Status::Met)));
        owners.words.insert("noted".to_owned(), owner(2, None));
        let one = text(
            &[
                ("mill", "mill", &[0]),
                ("mills", "mill", &[3]),
                ("old", "old", &[1, 4]),
                ("noted", "noted", &[2]),
                ("bold", "bold", &[5]),
            ],
            &[5],
        );
        let two = text(&[("mill", "mill", &[0]), ("calm", "calm", &[1])], &[]);
        let mut figures = Figures::default();
        let (first, vocabulary) = figures.article("en", &one, Some(0), &owners);
        figures.article("en", &two, None, &owners);
        let tally = |running, distinct| Tally { running, distinct };
        assert_eq!((first.to_study, first.presumed), (tally(2, 1), tally(2, 1)));
        // Neither what was noted nor what is bold is presumed to be known.
        assert_eq!(first.untouched, tally(2, 2));
        assert_eq!((vocabulary.terms, vocabulary.to_study, vocabulary.known), (2, 1, 0));
        let all = figures.all();
        assert_eq!((all.to_study, all.untouched), (tally(3, 1), tally(3, 3)));
        assert_eq!(all.running_words(), 8);
    }

    #[test]
    fn phrases_stand_where_their_words_do() {
        let page = text(
            &[
                ("putting", "put", &[1]),
                ("off", "off", &[4, 6]),
                ("on", "on", &[2]),
                ("hats", "hat", &[5]),
            ],
            &[],
        );
        for (words, gap, found) in [
            (&["put", "on"][..], false, true),
            (&["put", "off"], true, true),
            (&["put", "off"], false, false),
            (&["hat", "off"], false, false),
            (&["put", "by"], true, false),
        ] {
            let owners = FormOwners {
                sequences: vec![Phrase {
                    term: 0,
                    words: words.iter().map(|word| (*word).to_owned()).collect(),
                    gap,
                }],
                sequence_owners: vec![owner(1, Some(Status::New))],
                ..FormOwners::default()
            };
            let (_, vocabulary) = Figures::default().article("en", &page, None, &owners);
            assert_eq!(vocabulary.terms == 1, found, "{words:?} {gap}");
        }
    }
}

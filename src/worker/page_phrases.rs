//! What today's page looks for by what is posted: words by their forms, phrases by their parts.
//!
//! Only single forms are posted. A phrase is taken to stand where its parts follow one another closely; the article itself
//! says later whether it does.

use std::collections::HashMap;

use crate::study::review::TextPlaces;
use crate::study::{Term, has_gap};
use crate::text::{TermKind, key_parts};

/// How many tokens may stand between two parts: a hyphen, or what a gap holds.
const BESIDE: u32 = 2;
const GAP: u32 = 10;

/// What is looked for: keys of forms, each with the number of its term or of a part.
#[derive(Debug, Default)]
pub(super) struct Sought {
    /// The words; of phrases the longest part, which is likely to be the rarest.
    pub words: Vec<(String, u32)>,
    /// The other parts of phrases.
    pub parts: Vec<(String, u32)>,
    /// Of each form of a phrase: its term, the numbers of its parts, and how far two of them may be apart.
    phrases: Vec<(u32, Vec<u32>, u32)>,
    /// Numbers from here on are parts.
    first_part: u32,
}

impl Sought {
    /// What is looked for of the terms of a language; each has its place in the list for a number.
    pub fn of(terms: &[Term], language: &str) -> Self {
        let mut sought = Self {
            first_part: u32::try_from(terms.len()).unwrap_or(u32::MAX),
            ..Self::default()
        };
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for (number, term) in (0..).zip(terms).filter(|(_, term)| term.language == language) {
            if term.kind == TermKind::Word {
                sought
                    .words
                    .extend(term.forms.iter().map(|form| (form.clone(), number)));
                continue;
            }
            let apart = if has_gap(&term.headword) { GAP } else { BESIDE };
            for form in &term.forms {
                let parts = key_parts(form);
                let next = |numbers: &HashMap<&str, u32>| sought.first_part + u32::try_from(numbers.len()).unwrap_or(0);
                let mut row = Vec::with_capacity(parts.len());
                for &part in &parts {
                    let fresh = next(&numbers);
                    row.push(*numbers.entry(part).or_insert(fresh));
                }
                let longest = parts.iter().zip(&row).max_by_key(|(part, _)| part.len());
                for (part, &number) in parts.iter().zip(&row) {
                    let list = if longest.is_some_and(|(_, pivot)| *pivot == number) {
                        &mut sought.words
                    } else {
                        &mut sought.parts
                    };
                    if !list.iter().any(|(_, other)| *other == number) {
                        list.push(((*part).to_owned(), number));
                    }
                }
                sought.phrases.push((number, row, apart));
            }
        }
        sought.parts.retain(|part| !sought.words.contains(part));
        sought
    }

    /// The places of words and of phrases, by the numbers of their terms.
    pub fn found(&self, posted: &TextPlaces) -> TextPlaces {
        let is_word = |&&(_, number): &&(u32, u32)| number < self.first_part;
        let mut places: Vec<(u32, u32)> = posted.places.iter().filter(is_word).copied().collect();
        for (term, row, apart) in &self.phrases {
            let Some((head, tail)) = row.split_first() else {
                continue;
            };
            let starts = posted.places.iter().filter(|(_, number)| number == head);
            for &(start, _) in starts {
                let end = tail.iter().try_fold(start, |at, part| {
                    let from = posted.places.partition_point(|&(token, _)| token <= at);
                    let near = posted.places[from..]
                        .iter()
                        .take_while(|(token, _)| *token <= at + apart);
                    near.filter(|(_, number)| number == part)
                        .map(|&(token, _)| token)
                        .next()
                });
                if end.is_some() {
                    places.push((start, *term));
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        TextPlaces {
            blocks: posted.blocks.clone(),
            places,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::TermId;

    fn term(kind: TermKind, headword: &str, forms: &[&str]) -> Term {
        Term {
            term_id: TermId(1),
            language: "en".to_owned(),
            kind,
            headword: headword.to_owned(),
            status: None,
            gloss: String::new(),
            sense: String::new(),
            saved_at: 0,
            contexts: 1,
            forms: forms.iter().map(|&form| form.to_owned()).collect(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_phrase_stands_where_its_parts_follow_one_another() {
        let terms = [
            term(TermKind::Word, "put", &["put", "puts"]),
            term(TermKind::Phrase, "put off", &["put off"]),
            term(TermKind::Phrase, "call … off", &["call off"]),
        ];
        let sought = Sought::of(&terms, "en");
        let number = |key: &str| {
            let mut all = sought
                .words
                .iter()
                .chain(&sought.parts)
                .filter(|(other, _)| other == key);
            all.find(|(_, number)| *number >= 3).map(|(_, number)| *number)
        };
        let (put, off, call) = (number("put").unwrap(), number("off").unwrap(), number("call").unwrap());
        // "put off" at 1; "put" alone at 10, far from the "off" at 20; "call it off" at 18.
        let mut places = vec![(1, 0), (1, put), (2, off), (10, 0), (10, put), (18, call), (20, off)];
        places.sort_unstable();
        let found = sought.found(&TextPlaces {
            blocks: vec![0],
            places,
        });
        assert_eq!(found.places, [(1, 0), (1, 1), (10, 0), (18, 2)]);
    }
}

//! English lemmas: the headword that a form belongs to, so that `stalls` and `stalled` are one term.
//!
//! No part of speech is known here. Every analysis that English spelling allows and whose stem is a headword competes,
//! the form itself among them where it is one; each is weighted by how often WordNet's tagged texts have its headword,
//! and by how much of a word's use such a form is. What loses stays a candidate that the learner can switch to. On
//! tagged texts the right lemma comes first about 97 times in a hundred, and is among the candidates 99 times.
//!
//! Families are meant wide: a participle counts as a form of its verb unless it is common as a word of its own.
//!
//! All data lies in the binary (`assets/data`); no dictionary needs to be installed.

mod forms;
mod overrides;
mod rules;
mod tagger;
pub(in crate::text) mod wordnet;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use rules::Kind;
use wordnet::{Facts, Part};

use super::tokens::has_contraction;
use super::{frequency, words};

pub use forms::forms;
pub use tagger::part_of_speech;
pub use wordnet::Part as PartOfSpeech;

/// A headword that a form may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The headword, as a key.
    pub lemma: Cow<'static, str>,
    /// What it would be; `None` where only the learner can tell.
    pub part: Option<PartOfSpeech>,
}

/// Most candidates that a form has.
const AT_MOST: usize = 5;

/// The lemma of a form, both as keys (see [`form_key`](super::form_key)): `stalled` gives `stall`.
///
/// - A possessive is its owner: `ukraine's` gives `ukraine`. Contractions (`don't`, `it's`) stay whole: they are words
///   to a learner.
/// - A hyphenated word is looked up whole; else its last part is taken from the plural (`drone-makers`). Participles
///   at its end stay (`rocket-propelled`).
/// - What nobody knows stays as it is, names among them. Phrases, numbers and other scripts as well.
#[must_use]
pub fn lemma(form_key: &str) -> Cow<'_, str> {
    let form = without_possessive(form_key);
    if let Some(lemma) = overrides::lemma(form) {
        return Cow::Borrowed(lemma);
    }
    if !is_plain(form) {
        return if form.contains('-') {
            compound(form)
        } else {
            Cow::Borrowed(form)
        };
    }
    best(form).map_or(Cow::Borrowed(form), Cow::Borrowed)
}

/// The headwords that a form may belong to, the likeliest (that of [`lemma`]) first; never empty, a handful at most.
#[must_use]
pub fn candidates(form_key: &str) -> Vec<Candidate> {
    let form = without_possessive(form_key);
    let first = lemma(form_key).into_owned();
    let mut found = vec![Candidate {
        lemma: first.into(),
        part: None,
    }];
    if is_plain(form) {
        let mut readings = readings(form);
        readings.sort_by(|left, right| right.weight.total_cmp(&left.weight));
        for reading in readings {
            let Some(lemma) = words::word(reading.lemma) else {
                continue;
            };
            match found.iter_mut().find(|candidate| candidate.lemma == lemma) {
                Some(candidate) => candidate.part = candidate.part.or(Some(reading.part)),
                None => found.push(Candidate {
                    lemma: lemma.into(),
                    part: Some(reading.part),
                }),
            }
        }
    }
    found.truncate(AT_MOST);
    found[0].part = found[0].part.or_else(|| usual_part(&found[0].lemma));
    found
}

/// The part of speech that a headword was met as most often.
fn usual_part(lemma: &str) -> Option<Part> {
    let facts = wordnet::facts(words::number(lemma.as_bytes())?);
    let parts = Part::ALL.into_iter().filter(|part| facts.has(*part));
    parts.max_by(|left, right| facts.count(*left).total_cmp(&facts.count(*right)))
}

/// Headwords that are derived from the same stem, in alphabetical order: `evacuation` of `evacuate`.
#[must_use]
pub fn relatives(lemma: &str) -> Vec<&'static str> {
    let family = words::number(lemma.as_bytes()).map(wordnet::family);
    family.unwrap_or_default().into_iter().filter_map(words::word).collect()
}

/// A way to read a form.
#[derive(Clone, Copy)]
struct Reading {
    /// Number of the headword.
    lemma: u32,
    part: Part,
    weight: f32,
    /// `None` where the form is the headword itself.
    kind: Option<Kind>,
}

/// Whether a form can be read as an inflected form of a verb.
pub(super) fn is_verb_form(form: &str, lemma: &str) -> bool {
    let verb = words::number(lemma.as_bytes());
    let is_it = |reading: &Reading| Some(reading.lemma) == verb && reading.part == Part::Verb && reading.kind.is_some();
    readings(form).iter().any(is_it)
}

/// Whether a form is that of a verb and has no sense of its own as an adjective or noun, nor as the form of a noun that
/// is commoner than the verb.
pub(super) fn is_only_verb_form(form: &str, lemma: &str) -> bool {
    let number = |key: &str| words::number(key.as_bytes()).map(wordnet::facts).unwrap_or_default();
    let (own, verb) = (number(form), number(lemma));
    let is_noun = form.ends_with('s') && verb.count(Part::Noun) > verb.count(Part::Verb);
    is_verb_form(form, lemma) && !is_noun && !own.has(Part::Adjective) && !own.has(Part::Noun)
}

fn best(form: &str) -> Option<&'static str> {
    words::word(likeliest(&readings(form))?.lemma)
}

/// All ways to read a form, unless it can only be read as itself: then none.
fn readings(form: &str) -> Vec<Reading> {
    let mut readings = Vec::new();
    let number = words::number(form.as_bytes());
    let facts = number.map(wordnet::facts).unwrap_or_default();
    let mut irregular = [false; 4];
    for (lemma, part) in number
        .into_iter()
        .filter(|_| facts.is_irregular())
        .flat_map(wordnet::irregular)
    {
        irregular[part as usize] = true;
        let kind = match part {
            Part::Noun => Kind::IrregularNoun,
            Part::Verb => Kind::IrregularVerb,
            Part::Adjective => Kind::Compared,
            Part::Adverb => Kind::ComparedAdverb,
        };
        let weight = (wordnet::facts(lemma).count(part) + 1.0) * kind.share();
        readings.push(Reading {
            lemma,
            part,
            weight,
            kind: Some(kind),
        });
    }
    let mut unknown_to_wordnet = None;
    rules::stems(form, |stem, kinds| {
        let Some(lemma) = words::number(stem) else { return };
        let facts = wordnet::facts(lemma);
        for &kind in kinds {
            let part = kind.part();
            if facts.has(part) && !irregular[part as usize] {
                let weight = (facts.count(part) + 0.5) * kind.share();
                readings.push(Reading {
                    lemma,
                    part,
                    weight,
                    kind: Some(kind),
                });
            } else if stem.len() > 2 && !facts.is_word() && !facts.is_name() && unknown_to_wordnet.is_none() {
                unknown_to_wordnet = Some((lemma, kind));
            }
        }
    });
    if let Some(number) = number {
        if readings.is_empty() && !facts.is_word() && !facts.is_name() {
            readings.extend(unknown_to_wordnet.and_then(|(lemma, kind)| of_frequent(number, lemma, kind)));
        }
        if let Some(rival) = likeliest(&readings) {
            as_itself(number, facts, rival, &mut readings);
        }
    }
    readings
}

fn likeliest(readings: &[Reading]) -> Option<Reading> {
    let by_weight = |left: &&Reading, right: &&Reading| left.weight.total_cmp(&right.weight);
    readings.iter().max_by(by_weight).copied()
}

/// Words younger than WordNet (`smartphones`, `reposted`): the stem must be commoner than the form, but none of the
/// commonest words, which WordNet lacks for another reason (`yours` is no plural of `your`).
fn of_frequent(form: u32, lemma: u32, kind: Kind) -> Option<Reading> {
    const FUNCTION_WORDS: u32 = 1_000;
    let stem = frequency::rank_of(lemma)?;
    let is_commoner = stem < frequency::rank_of(form)?;
    (is_commoner && stem > FUNCTION_WORDS).then_some(Reading {
        lemma,
        part: kind.part(),
        weight: 1.0,
        kind: Some(kind),
    })
}

/// The form as a headword of its own, against what it may be a form of.
fn as_itself(number: u32, facts: Facts, rival: Reading, readings: &mut Vec<Reading>) {
    for part in Part::ALL {
        if !(facts.has(part) || part == Part::Noun && facts.is_name()) {
            continue;
        }
        let share = match part {
            Part::Noun => 0.75,
            Part::Verb => 0.4,
            Part::Adjective | Part::Adverb => 1.0,
        };
        // One that was never met is no rival to a word whose form it may be.
        let weight = (facts.count(part) + 0.1) * share * standing(number, facts, part, rival);
        readings.push(Reading {
            lemma: number,
            part,
            weight,
            kind: None,
        });
    }
}

/// The standing of a headword that is no form of the other.
const ALONE: f32 = 1_000.0;

/// How much a headword's own count is worth where it may be a form of another: dictionaries list many a plural and
/// participle, and a tagger takes a participle before a noun for an adjective, that a learner has as one family.
fn standing(number: u32, facts: Facts, part: Part, rival: Reading) -> f32 {
    let Some(kind) = rival.kind else { return 1.0 };
    if matches!(kind, Kind::Plural | Kind::Third | Kind::IrregularNoun) && part == Part::Noun {
        // Much commoner than its singular: `pants`, `headquarters`, `physics`, `Wales`.
        let singular = frequency::rank_of(rival.lemma).unwrap_or(u32::MAX);
        if frequency::rank_of(number).is_some_and(|rank| rank.saturating_mul(5) < singular) {
            return ALONE;
        }
    }
    if kind == Kind::Compared && facts.is_name() && !facts.is_lower() {
        // `Oliver` is not more olive.
        return ALONE;
    }
    match (kind, part) {
        (Kind::Compared | Kind::ComparedAdverb, Part::Adjective | Part::Adverb) => 0.02,
        (_, Part::Verb | Part::Adverb) | (Kind::Compared | Kind::ComparedAdverb, Part::Noun) => 1.0,
        (Kind::Plural | Kind::Third, Part::Noun) => 0.1,
        (Kind::IrregularNoun, Part::Noun) => 0.2,
        (Kind::Gerund, Part::Noun) => 0.8,
        (Kind::Past | Kind::IrregularVerb, Part::Noun) | (Kind::IrregularNoun, Part::Adjective) => 0.3,
        (Kind::Plural | Kind::Third, Part::Adjective) => 0.5,
        (Kind::Gerund, Part::Adjective) => 0.15,
        (Kind::Past | Kind::IrregularVerb, Part::Adjective) => 0.06,
    }
}

/// Whether a form is one word of letters that the rules are made for.
fn is_plain(form: &str) -> bool {
    !form.is_empty() && form.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// `ukraine` of `ukraine's`, `soldiers` of `soldiers'`.
fn without_possessive(form: &str) -> &str {
    let owner = form
        .strip_suffix("'s")
        .or_else(|| form.strip_suffix('\'').filter(|owner| owner.ends_with('s')));
    owner
        .filter(|owner| !owner.is_empty() && !owner.contains('\'') && !has_contraction(owner))
        .unwrap_or(form)
}

/// A word with hyphens, letters and digits: `mothers-in-law`, `drone-makers`, `12-year-olds`.
fn compound(form: &str) -> Cow<'_, str> {
    if let Some(lemma) = best(form) {
        return Cow::Borrowed(lemma);
    }
    let is_known = words::number(form.as_bytes()).is_some();
    let parts = form
        .rsplit_once('-')
        .filter(|(front, last)| !is_known && !front.is_empty() && is_plain(last));
    let Some((front, last)) = parts else {
        return Cow::Borrowed(form);
    };
    let best = likeliest(&readings(last));
    let is_plural = best
        .and_then(|best| best.kind)
        .is_some_and(|kind| matches!(kind, Kind::Plural | Kind::Third | Kind::IrregularNoun));
    match best.filter(|_| is_plural).and_then(|best| words::word(best.lemma)) {
        Some(lemma) => Cow::Owned(format!("{front}-{lemma}")),
        None => Cow::Borrowed(form),
    }
}

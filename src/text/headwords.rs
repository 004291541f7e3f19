//! From a form to the headword under which a dictionary lists it.
//!
//! What a form is a form of is guessed here, once for each language that has rules; everything that the learner says
//! otherwise is stored and comes first (see [`crate::study::Resolution`]).

use std::borrow::Cow;

use super::{TermKind, key_parts, lemmas};

/// Key of the headword of a single word. `language` is a BCP 47 code, `key` a form's key (see [`super::form_key`]).
/// Languages without rules give the key back.
#[must_use]
pub fn headword_of<'a>(language: &str, key: &'a str) -> Cow<'a, str> {
    match language.split('-').next() {
        Some("en") => lemmas::lemma(key),
        _ => Cow::Borrowed(key),
    }
}

/// Whether a key is the headword of itself: `stall` is, `rose` (of `rise`), `fell` and `found` are not, though all of
/// them are headwords of other forms.
#[must_use]
pub fn is_own_headword(language: &str, key: &str) -> bool {
    headword_of(language, key) == key
}

/// Key of the headword of a word or phrase as it stands in a text. Of a phrase at most the first word is led back to its
/// headword, and only where it is a verb's form by what follows (`putting off`: `put off`); `armed forces` stay. Matching
/// does not depend on it.
#[must_use]
pub fn headword_of_term(language: &str, kind: TermKind, key: &str) -> String {
    match kind {
        TermKind::Word => headword_of(language, key).into_owned(),
        TermKind::Phrase => {
            let parts = key_parts(key);
            let first = parts.first().filter(|first| key.starts_with(**first));
            let verb = first.and_then(|first| Some((first.len(), verb_of(language, first, &parts[1..])?)));
            verb.map_or_else(|| key.to_owned(), |(length, verb)| format!("{verb}{}", &key[length..]))
        }
    }
}

/// Adverbs that make a verb another one, whatever it looks like: `running out`, `worn down`.
const PARTICLES: [&str; 18] = [
    "across", "along", "apart", "around", "aside", "away", "back", "behind", "by", "down", "forward", "off", "on",
    "out", "over", "through", "together", "up",
];

/// Prepositions, which stand behind participles that are adjectives as well (`worried about`).
const PREPOSITIONS: [&str; 12] = [
    "about", "after", "against", "at", "for", "from", "in", "into", "under", "upon", "with", "without",
];

/// What begins a verb's object: `lost his temper`, `made a fuss`.
const OPENERS: [&str; 29] = [
    "a",
    "all",
    "an",
    "any",
    "each",
    "every",
    "her",
    "herself",
    "him",
    "himself",
    "his",
    "it",
    "its",
    "itself",
    "me",
    "my",
    "no",
    "one's",
    "oneself",
    "our",
    "some",
    "the",
    "their",
    "them",
    "themselves",
    "us",
    "you",
    "your",
    "yourself",
];

/// The verb that the first word of a phrase is a form of; `None` where the phrase does not tell that it is one.
fn verb_of<'a>(language: &str, first: &'a str, rest: &[&str]) -> Option<Cow<'a, str>> {
    let (second, last) = (*rest.first()?, *rest.last()?);
    let before_last = rest.len().checked_sub(2).and_then(|at| rest.get(at));
    // `look forward to`, `run out of`, but `used to` and `going to` are no verbs to look up.
    let is_third = matches!(last, "of" | "to") && before_last.is_some_and(|word| PARTICLES.contains(word));
    let headword = headword_of(language, first);
    let is_verb = if OPENERS.contains(&second) || PARTICLES.contains(&last) || is_third {
        lemmas::is_verb_form(first, &headword)
    } else {
        // `gave way`: a past that is nothing else; what ends in -s or -ing may always be a noun.
        let past = !first.ends_with('s') && !first.ends_with("ing");
        (PREPOSITIONS.contains(&last) || past) && lemmas::is_only_verb_form(first, &headword)
    };
    // `fed up` and `had better` have left their verbs.
    let left = [("fed", "up"), ("had", "better")].contains(&(first, last));
    (is_verb && headword != first && !left).then_some(headword)
}

/// Key that the forms of one phrase share, each word led back to its headword: `war crimes` and `war crime` are one
/// phrase. It is no headword: nobody would look `make ends meet` up under `make end meet`.
#[must_use]
pub fn phrase_key(language: &str, key: &str) -> String {
    let parts = key_parts(key);
    let headwords: Vec<_> = parts.iter().map(|part| headword_of(language, part)).collect();
    headwords.join(" ")
}

/// All headwords that a single word may belong to, the likeliest first; empty for languages without rules.
#[must_use]
pub fn headword_candidates(language: &str, key: &str) -> Vec<String> {
    if language.split('-').next() != Some("en") || key.contains(' ') {
        return Vec::new();
    }
    let candidates = lemmas::candidates(key).into_iter();
    candidates.map(|candidate| candidate.lemma.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(key: &str) -> String {
        headword_of_term("en", TermKind::Phrase, key)
    }

    #[test]
    fn the_first_word_of_a_phrase_is_led_back_only_where_it_is_a_verb() {
        for set in [
            "united states",
            "living room",
            "armed forces",
            "best man",
            "worse off",
            "left wing",
            "lost cause",
            "frozen assets",
            "arms race",
            "sales tax",
            "used to",
            "going to",
            "had better",
            "fed up",
            "boarding school",
            "news conference",
            "make ends meet",
            "give up",
            "interested in",
            "concerned about",
            "war crimes",
        ] {
            assert_eq!(phrase(set), set);
        }
        for (form, headword) in [
            ("putting off", "put off"),
            ("put … off", "put … off"),
            ("gave up", "give up"),
            ("running out of", "run out of"),
            ("looked forward to", "look forward to"),
            ("lost his temper", "lose his temper"),
            ("took it easy", "take it easy"),
            ("came up with", "come up with"),
            ("left behind", "leave behind"),
            ("takes after", "take after"),
        ] {
            assert_eq!(phrase(form), headword);
        }
        assert_eq!(headword_of_term("de", TermKind::Phrase, "gave up"), "gave up");
    }
}

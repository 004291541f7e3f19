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

/// Key of the headword of a word or phrase as it stands in a text. Of a phrase only the first word is led back to its
/// headword (`putting off`: `put off`), since what follows is often set (`take for granted`); matching does not depend
/// on it.
#[must_use]
pub fn headword_of_term(language: &str, kind: TermKind, key: &str) -> String {
    match kind {
        TermKind::Word => headword_of(language, key).into_owned(),
        TermKind::Phrase => match key_parts(key).first() {
            Some(first) if key.starts_with(first) => {
                let headword = headword_of(language, first);
                format!("{headword}{}", &key[first.len()..])
            }
            _ => key.to_owned(),
        },
    }
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

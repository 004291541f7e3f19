//! The other way round: the forms of a headword. English spelling allows a dozen; those that lead back to it are its own.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{lemma, overrides, rules, wordnet, words};

/// Irregular forms by the number of their headword.
static IRREGULAR: LazyLock<HashMap<u32, Vec<u32>>> = LazyLock::new(|| {
    let mut forms: HashMap<u32, Vec<u32>> = HashMap::new();
    for (form, lemma) in wordnet::all_irregular() {
        forms.entry(lemma).or_default().push(form);
    }
    forms
});

/// The forms of a headword that are known words, itself among them: `stall`, `stalls`, `stalled`, `stalling`.
#[must_use]
pub fn forms(headword: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    let mut add = |form: Option<&'static str>| {
        if let Some(form) = form.filter(|form| lemma(form) == headword && !found.contains(form)) {
            found.push(form);
        }
    };
    let number = words::number(headword.as_bytes());
    add(number.and_then(words::word));
    rules::inflections(headword, |form| add(words::number(form).and_then(words::word)));
    let irregular = number.and_then(|number| IRREGULAR.get(&number));
    for &form in irregular.into_iter().flatten() {
        add(words::word(form));
    }
    for form in overrides::forms(headword) {
        add(Some(form));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_headwords() {
        for (headword, some) in [
            ("demoralize", &["demoralize", "demoralized", "demoralizing"][..]),
            ("stop", &["stops", "stopped", "stopping"]),
            ("city", &["cities"]),
            ("see", &["saw", "seen", "sees", "seeing"]),
            ("wolf", &["wolves"]),
            ("big", &["bigger", "biggest"]),
            ("be", &["was", "is"]),
            ("hope", &["hoping", "hoped", "hopes"]),
        ] {
            let forms = forms(headword);
            for form in some {
                assert!(forms.contains(form), "{headword}: {forms:?}");
            }
            assert!(forms.iter().all(|form| lemma(form) == headword));
        }
        assert_eq!(forms("xyzzy"), [""; 0]);
        assert!(!forms("hop").contains(&"hoping"));
    }
}

//! How English inflects: which stems a form may have been made of.
//!
//! The detachments are those that WordNet's `morphy` describes, with two habits of spelling added that spare most of
//! its list of exceptions: a short stem doubles its last consonant (`stopped` is of `stop`), and one that does not
//! double it has lost an `e` (`hoping` is of `hope`, not of `hop`).

use super::wordnet::Part;

/// What an ending does to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plural of a noun.
    Plural,
    /// Third person of a verb.
    Third,
    /// Past or past participle of a verb, in `-ed`.
    Past,
    /// Participle or gerund, in `-ing`.
    Gerund,
    /// Comparative or superlative of an adjective.
    Compared,
    /// The same of an adverb.
    ComparedAdverb,
    /// A form of a verb that no rule gives.
    IrregularVerb,
    /// A plural that no rule gives.
    IrregularNoun,
}

impl Kind {
    pub(super) const fn part(self) -> Part {
        match self {
            Self::Plural | Self::IrregularNoun => Part::Noun,
            Self::Third | Self::Past | Self::Gerund | Self::IrregularVerb => Part::Verb,
            Self::Compared => Part::Adjective,
            Self::ComparedAdverb => Part::Adverb,
        }
    }

    /// About how much of a word's use is in such a form.
    pub(super) const fn share(self) -> f32 {
        match self {
            Self::Plural | Self::IrregularNoun => 0.25,
            Self::Third => 0.08,
            Self::Past => 0.35,
            Self::Gerund => 0.15,
            Self::Compared | Self::ComparedAdverb => 0.05,
            Self::IrregularVerb => 0.3,
        }
    }
}

const PLURAL: &[Kind] = &[Kind::Plural];
const THIRD: &[Kind] = &[Kind::Third];
const PLURAL_OR_THIRD: &[Kind] = &[Kind::Plural, Kind::Third];
const PAST: &[Kind] = &[Kind::Past];
const GERUND: &[Kind] = &[Kind::Gerund];
const COMPARED: &[Kind] = &[Kind::Compared, Kind::ComparedAdverb];

/// An ending, what stands for it in the lemma, and what the form then is.
type Ending = (&'static str, &'static str, &'static [Kind]);

const IN_S: [Ending; 10] = [
    ("s", "", PLURAL_OR_THIRD),
    ("es", "", THIRD),
    ("ses", "s", PLURAL),
    ("xes", "x", PLURAL),
    ("zes", "z", PLURAL),
    ("ches", "ch", PLURAL),
    ("shes", "sh", PLURAL),
    ("ies", "y", PLURAL_OR_THIRD),
    ("ves", "f", PLURAL),
    ("ves", "fe", PLURAL),
];
const IN_D: [Ending; 3] = [("ed", "", PAST), ("ed", "e", PAST), ("ied", "y", PAST)];
const IN_G: [Ending; 2] = [("ing", "", GERUND), ("ing", "e", GERUND)];
const IN_R: [Ending; 3] = [("er", "", COMPARED), ("er", "e", COMPARED), ("ier", "y", COMPARED)];
const IN_T: [Ending; 3] = [("est", "", COMPARED), ("est", "e", COMPARED), ("iest", "y", COMPARED)];
const IN_N: [Ending; 1] = [("men", "man", PLURAL)];

/// Longer forms are left as they are, in bytes.
const LONGEST: usize = 40;

/// Calls `found` with each spelling that the lemma of a form may have, and what the form then is of it.
pub(super) fn stems(form: &str, mut found: impl FnMut(&[u8], &[Kind])) {
    let form = form.as_bytes();
    let endings: &[Ending] = match form.last() {
        _ if form.len() > LONGEST => &[],
        Some(b's') => &IN_S,
        Some(b'd') => &IN_D,
        Some(b'g') => &IN_G,
        Some(b'r') => &IN_R,
        Some(b't') => &IN_T,
        Some(b'n') => &IN_N,
        _ => &[],
    };
    for &(ending, instead, kinds) in endings {
        // Degrees of two letters do not exist; `tvs` does.
        let shortest = if kinds == COMPARED { 3 } else { 2 };
        let Some(stem) = form
            .strip_suffix(ending.as_bytes())
            .filter(|stem| stem.len() >= shortest)
        else {
            continue;
        };
        let fits = match (ending, instead) {
            ("s", _) => !stem.ends_with(b"s"),
            ("es", _) => [&b"s"[..], b"x", b"z", b"o", b"ch", b"sh"]
                .iter()
                .any(|end| stem.ends_with(end)),
            ("ed" | "ing" | "er" | "est", "") => {
                if let Some(single) = without_double(stem) {
                    found(single, kinds);
                }
                !would_double(stem)
            }
            _ => true,
        };
        if fits {
            let mut lemma = [0; LONGEST + 2];
            let length = stem.len() + instead.len();
            lemma[..stem.len()].copy_from_slice(stem);
            lemma[stem.len()..length].copy_from_slice(instead.as_bytes());
            found(&lemma[..length], kinds);
        }
    }
}

/// Calls `found` with each spelling that a form of a lemma may have: what [`stems`] takes off, put on.
pub(super) fn inflections(lemma: &str, mut found: impl FnMut(&[u8])) {
    let lemma = lemma.as_bytes();
    if lemma.len() > LONGEST {
        return;
    }
    let mut form = Vec::with_capacity(lemma.len() + 4);
    let all = [&IN_S[..], &IN_D, &IN_G, &IN_R, &IN_T, &IN_N];
    for &(ending, instead, _) in all.into_iter().flatten() {
        let Some(stem) = lemma.strip_suffix(instead.as_bytes()) else {
            continue;
        };
        form.clear();
        form.extend_from_slice(stem);
        form.extend_from_slice(ending.as_bytes());
        found(&form);
        if let (Some(&last), "ed" | "ing" | "er" | "est", "") = (lemma.last(), ending, instead) {
            form.insert(lemma.len(), last);
            found(&form);
        }
    }
}

/// `stop` of `stopp`.
fn without_double(stem: &[u8]) -> Option<&[u8]> {
    let (&last, rest) = stem.split_last()?;
    (stem.len() > 3 && rest.last() == Some(&last) && !b"aeiouwxy".contains(&last)).then_some(rest)
}

/// Whether a verb spelled like this would double its last letter before an ending: one vowel, then one consonant.
fn would_double(bytes: &[u8]) -> bool {
    let is_vowel = |byte: &u8| b"aeiouy".contains(byte);
    let vowels = bytes.iter().filter(|byte| is_vowel(byte)).count();
    bytes.len() >= 3 && vowels == 1 && is_vowel(&bytes[bytes.len() - 2]) && !b"wxy".contains(&bytes[bytes.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(form: &str) -> Vec<String> {
        let mut all = Vec::new();
        stems(form, |stem, _| all.push(String::from_utf8(stem.to_vec()).unwrap()));
        all
    }

    #[test]
    fn endings_come_off() {
        assert_eq!(of("stalls"), ["stall"]);
        assert_eq!(of("cities"), ["citie", "city"]);
        assert_eq!(of("wishes"), ["wishe", "wish", "wish"]);
        assert_eq!(of("wolves"), ["wolve", "wolf", "wolfe"]);
        assert_eq!(of("tried"), ["tri", "trie", "try"]);
        assert_eq!(of("happiest"), ["happi", "happie", "happy"]);
    }

    #[test]
    fn doubled_letters_are_single_again_and_a_lost_e_returns() {
        assert_eq!(of("stopped"), ["stop", "stopp", "stoppe"]);
        assert_eq!(of("hoping"), ["hope"]);
        assert_eq!(of("visited"), ["visit", "visite"]);
        assert_eq!(of("bigger"), ["big", "bigg", "bigge"]);
    }

    #[test]
    fn what_has_no_ending_gives_nothing() {
        for form in ["stall", "glass", "is", "us", "été", "", "ing"] {
            assert_eq!(of(form), Vec::<String>::new(), "{form}");
        }
    }
}

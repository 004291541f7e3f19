//! Forms whose lemma neither rules nor counts give, each group with its reason.

/// The lemma to take for a form.
pub(super) fn lemma(form: &str) -> Option<&'static str> {
    let found = OVERRIDES.binary_search_by_key(&form, |(form, _)| form).ok()?;
    Some(OVERRIDES[found].1)
}

/// The forms of which this is the lemma to take.
pub(super) fn forms(lemma: &str) -> impl Iterator<Item = &'static str> {
    let of_it = OVERRIDES.iter().filter(move |(_, other)| *other == lemma);
    of_it.map(|(form, _)| *form)
}

/// In alphabetical order of the forms.
///
/// - Function words, which WordNet lacks, look like forms of words it has (`its`, `after`: an adverb to a sailor).
/// - `an` is `a` before a vowel; `am`, `'s` and their kind are forms of `be`, which WordNet's list has in part.
/// - Degrees that have become words of their own (`later`, `former`, `upper`), and those of `good`, `bad` and `far`,
///   whose adverbs WordNet would prefer.
/// - Plurals that have become words of their own (`news`, `goods`, `media`), or only look like plurals (`mrs`).
/// - Forms of two words of which counts choose the rarer: `saw`, `left`, `found` are mostly those of `see`, `leave` and
///   `find`, while a `bid` in the news is a bid; `bases` is of `base`; `lives` and `leaves` are nouns as often.
/// - Forms that WordNet's list of exceptions has forgotten (`algae`, `shorn`).
/// - Clipped words, which are no plurals (`'tis`, `'til`, `'em`, `'cause`: the apostrophe is no part of a word).
/// - Participles that have left their verbs (`interested`), and nouns that only look like participles (`seed`).
const OVERRIDES: [(&str, &str); 51] = [
    ("after", "after"),
    ("algae", "alga"),
    ("an", "a"),
    ("bases", "base"),
    ("best", "good"),
    ("better", "good"),
    ("bid", "bid"),
    ("born", "born"),
    ("cause", "cause"),
    ("data", "data"),
    ("elder", "elder"),
    ("em", "em"),
    ("farther", "far"),
    ("farthest", "far"),
    ("found", "find"),
    ("further", "further"),
    ("furthest", "far"),
    ("goods", "goods"),
    ("his", "his"),
    ("inner", "inner"),
    ("isis", "isis"),
    ("its", "its"),
    ("later", "later"),
    ("left", "leave"),
    ("less", "less"),
    ("media", "media"),
    ("might", "might"),
    ("mrs", "mrs"),
    ("news", "news"),
    ("ones", "one"),
    ("others", "other"),
    ("outer", "outer"),
    ("over", "over"),
    ("owner", "owner"),
    ("rather", "rather"),
    ("rounds", "round"),
    ("saw", "see"),
    ("seed", "seed"),
    ("shorn", "shear"),
    ("shot", "shot"),
    ("species", "species"),
    ("thanks", "thanks"),
    ("this", "this"),
    ("thus", "thus"),
    ("til", "til"),
    ("tis", "tis"),
    ("twas", "twas"),
    ("upper", "upper"),
    ("us", "us"),
    ("worse", "bad"),
    ("worst", "bad"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_short() {
        assert!(OVERRIDES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(OVERRIDES.len() <= 80);
        assert_eq!((lemma("saw"), lemma("stall")), (Some("see"), None));
    }
}

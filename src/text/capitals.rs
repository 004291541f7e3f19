//! Words that are always written with a capital, or in capitals: `Monday`, `Russian`, `Kyiv`, `U.N.` Keys are lower case; where a headword is
//! shown, it is spelt as the text spells it.

use super::{Article, BlockKind, TermKind, TokenIndex, headword_of_term, is_in_address, sentence_at};

/// How a text writes a headword inside its sentences.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capitals {
    None,
    First,
    All,
}

/// The spelling of a headword, by its number: its key, with a capital, or in capitals, where the text writes each of its
/// forms so inside sentences. At the beginning of a sentence, in lines of capitals alone and in titles a capital says
/// nothing.
#[must_use]
pub fn spelling(article: &Article, index: &TokenIndex, headword: u32) -> String {
    let key = index.keys().get(headword as usize).map_or("", |key| key);
    match capitals_of(article, index, headword) {
        Capitals::None => key.to_owned(),
        Capitals::First => capitalised(key),
        Capitals::All => key.to_uppercase(),
    }
}

/// The headword of a word or phrase of an article, as it is to be shown. `form_key` is the key of the form that stands
/// there.
#[must_use]
pub fn headword_in(article: &Article, index: &TokenIndex, kind: TermKind, form_key: &str) -> String {
    match index.key(form_key) {
        Some(key) if kind == TermKind::Word => spelling(article, index, index.headword(key)),
        _ => headword_of_term(index.language(), kind, form_key),
    }
}

fn capitals_of(article: &Article, index: &TokenIndex, headword: u32) -> Capitals {
    let keys = index.keys_of_headword(headword).iter();
    let mut told = Capitals::None;
    for &place in keys.flat_map(|&key| index.postings(key)) {
        let (number, token) = index.block_of(place);
        let Some((block, token)) = article
            .block(number)
            .and_then(|block| Some((block, block.tokens.get(token)?)))
        else {
            continue;
        };
        let form = block.slice(token.range);
        if form.starts_with(char::is_lowercase) {
            if is_in_address(&block.text, token.range) {
                continue;
            }
            return Capitals::None;
        }
        let shouts = form.chars().nth(1).is_some() && !form.chars().any(char::is_lowercase);
        let begins = || {
            let sentence = sentence_at(block, token.range.start, index.language());
            let before = sentence.start.min(token.range.start)..token.range.start;
            let before = block
                .text
                .get(before.start as usize..before.end as usize)
                .unwrap_or_default();
            !before.contains(char::is_alphanumeric)
        };
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if told == Capitals::First || !form.starts_with(char::is_uppercase) || is_heading || begins() {
            continue;
        }
        if !shouts {
            told = Capitals::First;
        } else if block.text.contains(char::is_lowercase) {
            told = Capitals::All;
        }
    }
    told
}

/// A form's key as it is to be shown beside its headword: with its capitals.
#[must_use]
pub fn spelt_like(headword: &str, key: &str) -> String {
    let letters = || headword.chars().filter(|char| char.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        key.to_uppercase()
    } else if headword.starts_with(char::is_uppercase) {
        capitalised(key)
    } else {
        key.to_owned()
    }
}

fn capitalised(key: &str) -> String {
    let mut chars = key.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn spelt(source: &str, key: &str) -> String {
        let article = parse(source);
        let index = TokenIndex::build(&article, "en");
        spelling(&article, &index, index.headword(index.key(key).unwrap()))
    }

    #[test]
    fn what_is_never_written_small_has_its_capital() {
        let source = "# The Harbour Waits\n\nHarbours wait. On Monday the Russian ships came, and “Russians” left. Ships sail. \
                      KYIV’s harbour.\n\nTHE U.N. WAITS\n\nKyiv and the U.N. agreed with NATO.";
        assert_eq!(spelt(source, "monday"), "Monday");
        assert_eq!(spelt(source, "russian"), "Russian");
        assert_eq!(spelt(source, "harbours"), "harbour");
        assert_eq!(spelt(source, "ships"), "ship");
        assert_eq!(spelt(source, "waits"), "wait");
        assert_eq!(spelt(source, "kyiv"), "kyiv");
        assert_eq!(spelt(source, "u.n."), "U.N.");
        assert_eq!(spelt(source, "nato"), "NATO");
    }

    #[test]
    fn a_form_has_the_capitals_of_its_headword() {
        assert_eq!(spelt_like("Russian", "russians"), "Russians");
        assert_eq!(spelt_like("U.N.", "u.n."), "U.N.");
        assert_eq!(spelt_like("stall", "stalls"), "stalls");
        assert_eq!(spelt_like("I", "i"), "I");
        assert_eq!(spelt_like("", "stalls"), "stalls");
    }

    #[test]
    fn the_beginning_of_a_sentence_says_nothing() {
        assert_eq!(spelt("Thousands came. “Dozens left.”", "thousands"), "thousand");
        assert_eq!(spelt("Thousands came. “Dozens left.”", "dozens"), "dozen");
    }
}

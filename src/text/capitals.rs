//! Words that are always written with a capital, or in capitals: `Monday`, `Russian`, `Kyiv`, `U.N.` Keys are lower case; where a headword is
//! shown, it is spelt as the text spells it.

use unicode_normalization::UnicodeNormalization;

use super::lemmas::{is_only_verb_form, wordnet};
use super::{
    Article, Block, BlockKind, ByteRange, TermKind, TokenIndex, TokenKind, form_key, headword_of, headword_of_term,
    is_common, is_in_address, key_parts, sentence_at, tokenize, words,
};

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
    if let Some(mixed) = mixed(article, index, headword) {
        return mixed;
    }
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
        _ => {
            let headword = headword_of_term(index.language(), kind, form_key);
            match spelling_of_parts(article, index, form_key) {
                Some(spelt) => respelt(headword, form_key, &spelt),
                None => headword,
            }
        }
    }
}

/// The form as each of its occurrences writes it with a capital inside (`iPhone`); `None` where one does not.
fn mixed(article: &Article, index: &TokenIndex, key: u32) -> Option<String> {
    let form_at = |place: &u32| {
        let (number, token) = index.block_of(*place);
        let block = article.block(number)?;
        Some(block.slice(block.tokens.get(token)?.range))
    };
    let mut forms = index.postings(key).iter();
    let first = forms.next().and_then(form_at).filter(|form| is_mixed(form))?;
    forms
        .all(|place| form_at(place) == Some(first))
        .then(|| first.nfc().collect())
}

fn is_mixed(form: &str) -> bool {
    form.chars().skip(1).any(char::is_uppercase) && form.chars().any(char::is_lowercase)
}

/// How every occurrence of a phrase or compound inside sentences writes its parts, if they agree and one has a capital.
fn spelling_of_parts(article: &Article, index: &TokenIndex, key: &str) -> Option<Vec<String>> {
    let parts = key_parts(key);
    let mut told: Option<Vec<String>> = None;
    for &place in index.postings(index.key(parts.first()?)?) {
        let (number, first) = index.block_of(place);
        let Some(block) = article.block(number) else { continue };
        let Some(tokens) = block.tokens.get(first..first + parts.len()) else {
            continue;
        };
        let mut forms: Vec<&str> = tokens.iter().map(|token| block.slice(token.range)).collect();
        let is_it = forms.iter().zip(&parts).all(|(form, part)| form_key(form) == *part);
        let is_title = || matches!(block.kind, BlockKind::Heading(_)) || is_headline(block, tokens[0].range, index);
        if !is_it || is_title() {
            continue;
        }
        // Where the rest has its capitals, the first word would have its own inside a sentence too.
        let is_owed = begins(block, tokens[0].range, index)
            && !is_mixed(forms[0])
            && !shouts(forms[0])
            && forms[1..].iter().any(|form| form.starts_with(char::is_lowercase));
        if is_owed {
            forms[0] = parts[0];
        }
        let forms: Vec<String> = forms.iter().map(|form| form.nfc().collect()).collect();
        if told.as_ref().is_some_and(|told| *told != forms) {
            return None;
        }
        told = Some(forms);
    }
    told.filter(|forms| forms.iter().any(|form| form.contains(char::is_uppercase)))
}

/// Gives the parts of a headword the capitals that the parts of its form were met with.
fn respelt(headword: String, key: &str, spelt: &[String]) -> String {
    let is_name = spelt.iter().all(|part| part.starts_with(char::is_uppercase));
    // A title is no verb: `Going Under`.
    let headword = if is_name && key.contains(' ') {
        key.to_owned()
    } else {
        headword
    };
    let (tokens, parts) = (tokenize(&headword), key_parts(key));
    if tokens.len() != spelt.len() || parts.len() != spelt.len() {
        return headword;
    }
    let mut shown = headword.clone();
    for ((token, spelt), part) in tokens.iter().zip(spelt).zip(parts).rev() {
        let own = headword.get(token.range.usize()).unwrap_or_default();
        let own = if own == part {
            spelt.replace('’', "'")
        } else {
            spelt_like(spelt, own)
        };
        shown.replace_range(token.range.usize(), &own);
    }
    shown
}

/// Whether nothing of a word's sentence stands before it.
fn begins(block: &Block, word: ByteRange, index: &TokenIndex) -> bool {
    let sentence = sentence_at(block, word.start, index.language());
    let before = sentence.start.min(word.start)..word.start;
    let before = block.text.get(before.start as usize..before.end as usize);
    !before.unwrap_or_default().contains(char::is_alphanumeric)
}

fn shouts(form: &str) -> bool {
    form.chars().nth(1).is_some() && !form.chars().any(char::is_lowercase)
}

/// What a headline writes small.
const SMALL: [&str; 25] = [
    "a", "after", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "off", "on", "or",
    "over", "than", "the", "to", "up", "via", "vs", "with",
];

/// Whether a word stands in a line that writes its words with capitals, as headlines do: they say nothing.
fn is_headline(block: &Block, word: ByteRange, index: &TokenIndex) -> bool {
    let sentence = sentence_at(block, word.start, index.language());
    let first = block.tokens.partition_point(|token| token.range.start < sentence.start);
    let tokens = block.tokens.get(first..).unwrap_or_default().iter();
    let inside = tokens.take_while(|token| token.range.end <= sentence.end);
    let (mut capitals, mut small) = (Vec::new(), 0);
    for token in inside.filter(|token| token.kind == TokenKind::Word) {
        let form = block.slice(token.range);
        if form.starts_with(char::is_uppercase) {
            capitals.push(form);
        } else if !form.contains(char::is_uppercase) && !token.joined && !SMALL.contains(&form) {
            small += 1;
        }
    }
    // Two headlines that a copy has glued together have a word or two between them (`Play video`).
    let is_told = || capitals[1..].iter().any(|form| is_no_name(index, &form_key(form)));
    capitals.len() > 1 && (small == 0 || capitals.len() > MANY * small && is_told())
}

/// Where so many words have capitals to each that is small, and a verb is among them, it is a headline.
const MANY: usize = 4;

/// Whether a form is that of a verb alone (`said`, `miscalculated`): a capital is that of its line, and tells of no name.
fn is_no_name(index: &TokenIndex, key: &str) -> bool {
    let headword = headword_of(index.language(), key);
    headword != key && is_only_verb_form(key, &headword)
}

/// Whether WordNet writes a word small: one capital may be a writer's whim (`the President`).
fn is_written_small(key: &str) -> bool {
    let facts = words::number(key.as_bytes()).map(wordnet::facts).unwrap_or_default();
    facts.is_lower() && is_common(key)
}

fn capitals_of(article: &Article, index: &TokenIndex, headword: u32) -> Capitals {
    let keys = index.keys_of_headword(headword).iter();
    let (mut first, mut all) = (0_usize, false);
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
        // Two are enough, whatever the word.
        if first > 1
            || !form.starts_with(char::is_uppercase)
            || matches!(block.kind, BlockKind::Heading(_))
            || begins(block, token.range, index)
            || is_headline(block, token.range, index)
            || is_no_name(index, &form_key(form))
        {
            continue;
        }
        if shouts(form) {
            all |= block.text.contains(char::is_lowercase);
        } else {
            first += 1;
        }
    }
    let key = || index.keys().get(headword as usize).map_or("", |key| key);
    match first {
        0 if all => Capitals::All,
        0 => Capitals::None,
        1 if is_written_small(key()) => Capitals::None,
        _ => Capitals::First,
    }
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
    fn headlines_tell_no_name_wherever_they_are_copied_to() {
        let source = "Moss Says Hale ‘Badly **Misjudged**’ Reply to Mill Outcry\n\nText goes on here.\n\n![Moss Says Hale \
                      ‘Badly Misjudged’ Reply to Mill Outcry](x.png)\n\nMoss Says Hale ‘Badly Misjudged’ Reply to Mill \
                      OutcryPlay video: Moss Says Hale ‘Badly Misjudged’ Reply to Mill Outcry";
        for (key, headword) in [
            ("misjudged", "misjudge"),
            ("reply", "reply"),
            ("says", "say"),
            ("badly", "badly"),
        ] {
            assert_eq!(spelt(source, key), headword);
        }
        // A verb's form is no name, whatever stands around it.
        assert_eq!(
            spelt(
                "In a note the men Outmanoeuvred them, and Outmanoeuvred us.",
                "outmanoeuvred"
            ),
            "outmanoeuvre"
        );
        // A sentence full of names is no headline.
        let names =
            "The President, Ann Moss, and Prime Minister Bert Hale met Olena Trostel. Then Bert Hale left Kyiv.";
        assert_eq!(spelt(names, "hale"), "Hale");
        assert_eq!(spelt(names, "trostel"), "Trostel");
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

    #[test]
    fn a_headline_among_the_paragraphs_says_nothing() {
        let source =
            "Russia Batters a City With a Barrage\n\nThe barrage was long. Batters are cooks. In Russia it is cold.";
        assert_eq!(spelt(source, "batters"), "batter");
        assert_eq!(spelt(source, "barrage"), "barrage");
        assert_eq!(spelt(source, "russia"), "Russia");
        assert_eq!(spelt("Storm Swath of Ruin\n\nIt is here.", "swath"), "swath");
    }

    #[test]
    fn a_common_word_has_a_capital_when_it_was_met_twice_with_one() {
        assert_eq!(spelt("He saw the Minister today.", "minister"), "minister");
        let twice = "He saw the Minister today. She saw the Minister as well.";
        assert_eq!(spelt(twice, "minister"), "Minister");
        assert_eq!(spelt("He left on Monday again.", "monday"), "Monday");
        assert_eq!(spelt("My iPhone rang. An iPhone fell.", "iphone"), "iPhone");
        assert_eq!(spelt("My iPhone rang. An IPHONE fell.", "iphone"), "iphone");
    }

    #[test]
    fn phrases_and_compounds_keep_the_capitals_they_always_have() {
        let headword = |source: &str, kind: TermKind, key: &str| {
            let article = parse(source);
            let index = TokenIndex::build(&article, "en");
            headword_in(&article, &index, kind, key)
        };
        let phrase = |source: &str, key: &str| headword(source, TermKind::Phrase, key);
        assert_eq!(
            phrase("Black Sea ports are shut. The Black Sea froze.", "black sea"),
            "Black Sea"
        );
        assert_eq!(
            phrase("We saw the Black Sea and a black sea.", "black sea"),
            "black sea"
        );
        assert_eq!(
            phrase("In the United States it rained.", "united states"),
            "United States"
        );
        assert_eq!(phrase("Putting off work is bad.", "putting off"), "put off");
        assert_eq!(
            phrase("He took Russia apart again.", "took russia apart"),
            "take Russia apart"
        );
        assert_eq!(
            phrase("Boarding schools are dear.", "boarding schools"),
            "boarding schools"
        );
        assert_eq!(phrase("I read Going Under at home.", "going under"), "Going Under");
        assert_eq!(
            phrase("Why Boarding Schools Are Dear", "boarding schools"),
            "boarding schools"
        );
        let word = |source: &str, key: &str| headword(source, TermKind::Word, key);
        assert_eq!(word("He had COVID-19 in May.", "covid-19"), "COVID-19");
        assert_eq!(word("Well-known men came.", "well-known"), "well-known");
        assert_eq!(
            word("They are Russian-speakers and more.", "russian-speakers"),
            "Russian-speaker"
        );
    }
}

//! Which words of an article are names: they count neither as known nor as unknown.
//!
//! A name is written with a capital wherever it stands inside a sentence, and is no common word of the language. What
//! is common, a table of frequencies without capitals cannot tell: WordNet can, which writes `minister` small, `Monday`
//! and `Ukrainian` large but as kinds of days and people (those are words to learn), and `Kyiv` as one single place.
//! Where it knows both (`china`, `grant`), the more usual sense decides; and where a word that it hardly ever met is
//! among the commonest of the language (`trump`), that is a name's doing.

use std::collections::{BTreeSet, HashMap};

use super::{Article, Block, BlockKind, ByteRange, Token, TokenKind, form_key, frequency, lemmas, sentences, words};

/// The keys of an article's names. `language` is a BCP 47 code; other languages than English have none, since how they
/// write names differs.
#[must_use]
pub fn names(article: &Article, language: &str) -> BTreeSet<String> {
    if !(language == "en" || language.starts_with("en-")) {
        return BTreeSet::new();
    }
    let mut met: HashMap<String, Met> = HashMap::new();
    let running = article.blocks.iter().filter(|block| is_running(block));
    for block in running {
        note(block, language, &mut met);
    }
    let is_name = |(key, met): &(String, Met)| met.capital && !met.small && !is_common(key);
    met.into_iter().filter(is_name).map(|(key, _)| key).collect()
}

/// How a word was met inside sentences.
#[derive(Default)]
struct Met {
    capital: bool,
    small: bool,
}

/// Headings and code write capitals by other rules, or none.
fn is_running(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph | BlockKind::Media { .. } => true,
        BlockKind::TableRow { header, .. } => !header,
        BlockKind::Heading(_) | BlockKind::Code(_) | BlockKind::Rule => false,
    }
}

fn note(block: &Block, language: &str, met: &mut HashMap<String, Met>) {
    let text = &block.text;
    for sentence in sentences(text, language) {
        let first = block.tokens.partition_point(|token| token.range.start < sentence.start);
        let tokens = block.tokens[first..]
            .iter()
            .take_while(|token| token.range.end <= sentence.end);
        let tokens: Vec<&Token> = tokens.filter(|token| token.kind == TokenKind::Word).collect();
        // A line in capitals (a headline within the text, a byline) says nothing.
        let shouts = tokens.len() > 1 && tokens.iter().all(|token| starts_with_capital(block.slice(token.range)));
        for (at, token) in tokens.iter().enumerate() {
            let form = block.slice(token.range);
            let Some(first) = form.chars().next() else { continue };
            if first.is_lowercase() {
                if is_in_address(text, token.range) {
                    continue;
                }
                met.entry(form_key(form)).or_default().small = true;
            } else if first.is_uppercase() && !shouts && at > 0 && !opens_sentence(text, token) {
                met.entry(form_key(form)).or_default().capital = true;
            }
        }
    }
}

/// Whether a word is a part of an address (`ann.moss@example.org`, `www.example.org`): it says nothing of how words are
/// written, and is none to learn.
#[must_use]
pub fn is_in_address(text: &str, word: ByteRange) -> bool {
    let (Some(before), Some(after)) = (text.get(..word.start as usize), text.get(word.end as usize..)) else {
        return false;
    };
    // Most words have a space on both sides.
    let is_edge = |char: Option<char>| char.is_none_or(char::is_whitespace);
    if is_edge(before.chars().next_back()) && is_edge(after.chars().next()) {
        return false;
    }
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = after
        .find(char::is_whitespace)
        .map_or(text.len(), |at| word.end as usize + at);
    let chunk = text.get(start..end).unwrap_or_default();
    let host = |rest: &str| {
        rest.trim_end_matches(|char: char| !char.is_alphanumeric())
            .contains('.')
    };
    chunk.contains("://") || chunk.contains("www.") || chunk.split_once('@').is_some_and(|(_, rest)| host(rest))
}

fn starts_with_capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

/// Whether a quote, a bracket, a colon or a full stop stands before the word: it may be the first of a sentence.
fn opens_sentence(text: &str, token: &Token) -> bool {
    let before = text[..token.range.start as usize].trim_end();
    let sign = before.chars().next_back();
    sign.is_none_or(|sign| "\"“‘'«([:;.!?…•—–".contains(sign)) && !ends_with_title(before)
}

/// `Mr. Grandi`, `No. 2`, `J. Smith`: this full stop ends no sentence.
fn ends_with_title(before: &str) -> bool {
    let Some(word) = before.strip_suffix('.') else {
        return false;
    };
    let word = word
        .rsplit(|char: char| char.is_whitespace() || char == '.')
        .next()
        .unwrap_or_default();
    let length = word.chars().count();
    word.starts_with(char::is_uppercase)
        && (length == 1
            || [
                "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Gov", "Sen", "Rep", "Lt", "Col", "Capt", "Sgt", "St", "Rev",
                "Pres", "Jr",
            ]
            .contains(&word))
}

/// Whether a word, or one that it is a form of, is common rather than a name, whatever its capitals.
#[must_use]
pub fn is_common(key: &str) -> bool {
    if !key.bytes().all(|byte| byte.is_ascii_lowercase()) {
        // `U.N.` is a name, `I'm` is none.
        return key.contains('\'');
    }
    if key.len() == 1 {
        // Initials; `A` stands first or in a title.
        return ["a", "i", "o"].contains(&key);
    }
    FUNCTION_WORDS.binary_search(&key).is_ok()
        || word_is_common(key)
        || lemmas::candidates(key)
            .iter()
            .any(|candidate| word_is_common(&candidate.lemma))
}

fn word_is_common(key: &str) -> bool {
    let Some(number) = words::number(key.as_bytes()) else {
        return false;
    };
    let facts = lemmas::wordnet::facts(number);
    if !facts.is_word() || (facts.is_name() && facts.is_mostly_name()) {
        return false;
    }
    let Some(rank) = frequency::rank_of(number).and_then(|rank| u16::try_from(rank).ok()) else {
        return true;
    };
    // About so often would WordNet's tagged texts have met a word of that rank, were it used in its common sense.
    let expected = 35_000.0 / f32::from(rank);
    let is_owed_to_a_name = if facts.is_name() {
        rank <= 8_000 && facts.total() < 0.2 * expected
    } else {
        // The table's levels are those of common senses: none of the commonest words is hard by itself.
        let is_hard = frequency::raw_level_of(number).is_some_and(|level| level >= 4);
        is_hard && rank <= 2_500 && facts.total() < 0.1 * expected
    };
    !(facts.is_lower() && is_owed_to_a_name)
}

/// Words that WordNet lacks since they mean nothing by themselves, titles, and words of talk; in alphabetical order.
const FUNCTION_WORDS: [&str; 123] = [
    "although",
    "among",
    "amongst",
    "an",
    "and",
    "anybody",
    "anyone",
    "anything",
    "because",
    "cannot",
    "capt",
    "col",
    "could",
    "dr",
    "during",
    "each",
    "else",
    "etc",
    "everybody",
    "everyone",
    "everything",
    "for",
    "from",
    "gen",
    "gonna",
    "gotta",
    "gov",
    "ha",
    "haha",
    "hello",
    "her",
    "hers",
    "herself",
    "hey",
    "hi",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "into",
    "its",
    "itself",
    "jr",
    "lest",
    "lt",
    "mr",
    "mrs",
    "ms",
    "my",
    "myself",
    "nah",
    "nobody",
    "nor",
    "of",
    "oh",
    "okay",
    "onto",
    "or",
    "others",
    "ought",
    "our",
    "ours",
    "ourselves",
    "per",
    "please",
    "prof",
    "rep",
    "rev",
    "sen",
    "sgt",
    "shall",
    "she",
    "should",
    "since",
    "somebody",
    "someone",
    "something",
    "sr",
    "st",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "these",
    "they",
    "this",
    "those",
    "though",
    "thy",
    "to",
    "toward",
    "towards",
    "unless",
    "until",
    "upon",
    "us",
    "versus",
    "via",
    "vs",
    "wanna",
    "we",
    "what",
    "whatever",
    "when",
    "whenever",
    "where",
    "whereas",
    "wherever",
    "whether",
    "which",
    "who",
    "whoever",
    "whom",
    "whose",
    "with",
    "without",
    "would",
    "yeah",
    "you",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn of(text: &str) -> Vec<String> {
        names(&parse(text), "en").into_iter().collect()
    }

    #[test]
    fn capitals_inside_sentences_are_names_unless_the_word_is_common() {
        assert_eq!(
            of(
                "On Monday the Minister met Olena Semenukha in Kharkiv. The General Assembly of Ukrainian farmers heard her."
            ),
            ["kharkiv", "olena", "semenukha"]
        );
        assert_eq!(
            of("They say that I’m late in January, and I am. We told Ukrainians and Germans so."),
            [""; 0]
        );
    }

    #[test]
    fn the_first_word_of_a_sentence_tells_nothing() {
        assert_eq!(
            of("Vessels left. Semenukha stayed. “Kharkiv stands,” she said."),
            [""; 0]
        );
        assert_eq!(of("Semenukha stayed. We saw Semenukha leave."), ["semenukha"]);
        assert_eq!(
            of("She said: “Brovary is quiet.” (Trostel agreed.) • Lisbet wrote it."),
            [""; 0]
        );
        assert_eq!(
            of("We met Mr. Grandi and J. Trostel there."),
            ["grandi", "j", "trostel"]
        );
    }

    #[test]
    fn what_is_also_written_small_is_no_name() {
        assert_eq!(of("He bought a Zorbex and then a second zorbex."), [""; 0]);
        assert_eq!(of("He bought a Zorbex and then a second Zorbex."), ["zorbex"]);
    }

    #[test]
    fn headings_and_lines_in_capitals_tell_nothing() {
        assert_eq!(
            of("# The Harbour That Zorbex Refused\n\nBY OLENA SEMENUKHA\n\nNothing else was said here."),
            [""; 0]
        );
    }

    #[test]
    fn addresses_tell_nothing() {
        assert_eq!(
            of("Write to Semenukha at semenukha@example.org, or to (www.semenukha.org)."),
            ["semenukha"]
        );
        assert_eq!(of("Ask Semenukha. A semenukha is a fish."), [""; 0]);
    }

    #[test]
    fn words_that_are_both() {
        assert_eq!(
            of("He flew from Chile to China with John, and then to Jordan."),
            ["chile", "china", "john", "jordan"]
        );
        assert_eq!(
            of("A letter from President Trump came to the Court, the Army and the Embassy."),
            ["trump"]
        );
        assert_eq!(of("In their view the U.N. and NATO did little."), ["nato", "u.n."]);
    }

    #[test]
    fn only_english_writes_names_so() {
        assert!(names(&parse("Der Hund läuft schnell nach Hause zu Semenukha."), "de").is_empty());
        assert!(!names(&parse("The dog ran home to Semenukha."), "en-GB").is_empty());
    }

    #[test]
    fn function_words_are_in_order() {
        assert!(FUNCTION_WORDS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::{TokenIndex, parse};

fn found<'a>(article: &'a Article, needle: &str, whole_word: bool, match_case: bool) -> Vec<&'a str> {
    let hits = Needle::new(needle, whole_word, match_case).map(|needle| needle.find(article, || true).unwrap());
    let hits = hits.unwrap_or_default().into_iter();
    hits.map(|(block, range)| article.block(block).unwrap().slice(range))
        .collect()
}

#[test]
fn case_quotes_accents_and_hidden_hyphens_do_not_matter() {
    let article = parse(
        "He said: “Don’t go.” The CAF\u{c9} and the cafe\u{301}; a co\u{ad}operative caf\u{e9}.\n\nGro\u{df}e STRASSE, Stra\u{df}e.",
    );
    assert_eq!(found(&article, "don't", false, false), ["Don’t"]);
    assert_eq!(found(&article, "\"DON’T GO.\"", false, false), ["“Don’t go.”"]);
    assert_eq!(found(&article, "café", false, false), ["CAFÉ", "cafe\u{301}", "café"]);
    assert_eq!(found(&article, "cafe\u{301}", false, true), ["cafe\u{301}", "café"]);
    assert!(
        found(&article, "cafe", false, false).is_empty(),
        "no letter loses its accent"
    );
    assert_eq!(found(&article, "cooperative", false, false), ["co\u{ad}operative"]);
    assert_eq!(found(&article, "strasse", false, false), ["STRASSE", "Straße"]);
    assert_eq!(found(&article, "s", false, false).len(), 5, "half of a ß is no s");
    assert!(found(&article, "  ", false, false).is_empty());
}

#[test]
fn other_alphabets_have_cases_too() {
    let article = parse("Ёлка и ЁЖ, Йод; ΛΌΓΟΣ λόγος. 我们说：「你好」。 가각 ");
    for (needle, expected) in [
        ("ё", &["Ё", "Ё"][..]),
        ("й", &["Й"]),
        ("и\u{306}од", &["Йод"]),
        ("ж", &["Ж"]),
        ("λόγοσ", &["ΛΌΓΟΣ", "λόγος"]),
        ("说：「你", &["说：「你"]),
        ("각", &["각"]),
    ] {
        assert_eq!(found(&article, needle, false, false), expected, "{needle}");
    }
    assert_eq!(found(&article, "Й", false, true), ["Й"]);
    assert!(found(&article, "й", false, true).is_empty());
}

#[test]
fn words_are_whole_or_not() {
    let article = parse("The mill, a miller's mill-stone; windmill. Mills don’t mill.");
    assert_eq!(found(&article, "mill", false, false).len(), 6);
    assert_eq!(found(&article, "mill", true, false), ["mill", "mill", "mill"]);
    assert_eq!(found(&article, "Mill", true, true), [""; 0]);
    assert!(found(&article, "don", true, false).is_empty());
    assert_eq!(found(&article, "don't mill", true, false), ["don’t mill"]);
}

#[test]
fn marks_and_lines_within_a_block_are_no_border_and_blocks_are() {
    let article = parse("a **slow** [storm](x) of\\\nrain\n\nslow\n\nstorm\n\n| one | two |\n|-|-|\n| 1 | 2 |");
    assert_eq!(
        found(&article, "slow storm of rain", false, false),
        ["slow storm of\nrain"]
    );
    assert!(found(&article, "one two", false, false).is_empty());
}

#[test]
fn any_form_is_found_by_the_headword() {
    let article =
        parse("The mill stalls. Old mills stalled;\n\nthe miller stalled the talks. Mill stalls, mill stall.");
    let index = TokenIndex::build(&article, "en");
    let forms = |word: &str| {
        let headword = index.headword_of_form(word);
        headword.map_or(Vec::new(), |headword| index.keys_of_headword(headword).to_vec())
    };
    let find = |words: &[&str]| -> Vec<(u32, String)> {
        let words: Vec<_> = words.iter().map(|word| forms(word)).collect();
        let hits = find_forms(&article, &index, &words, || true).unwrap();
        let slice = |(block, range)| (block, article.block(block).unwrap().slice(range).to_owned());
        hits.into_iter().map(slice).collect()
    };
    let texts: Vec<String> = find(&["stalling"]).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["stalls", "stalled", "stalled", "stalls", "stall"]);
    let phrases = find(&["mills", "stall"]);
    let expected = [
        (0, "mill stalls"),
        (0, "mills stalled"),
        (1, "Mill stalls"),
        (1, "mill stall"),
    ];
    assert_eq!(phrases, expected.map(|(block, text)| (block, text.to_owned())));
    assert!(find(&["mill", "nowhere"]).is_empty());
    assert_eq!(find_forms(&article, &index, &[], || true), Some(Vec::new()));
}

#[test]
fn nobody_waits_for_what_nobody_wants() {
    let article = parse(&"word word\n\n".repeat(200));
    assert_eq!(
        Needle::new("word", false, false).unwrap().find(&article, || false),
        None
    );
}

/// What is found by comparing the fold of every stretch of whole characters, one after the other.
fn plainly(text: &str, needle: &str) -> Vec<ByteRange> {
    let same = |text: &str| {
        let text: String = text.nfc().flat_map(char::to_lowercase).collect();
        text.replace(['\u{ad}'], "").replace('’', "'")
    };
    let wanted = same(needle);
    let is_mark = |at: usize| text[at..].starts_with('\u{301}');
    let edges: Vec<usize> = (0..=text.len())
        .filter(|&at| text.is_char_boundary(at) && !is_mark(at))
        .collect();
    let (mut found, mut from) = (Vec::new(), 0);
    for &start in &edges {
        // What cannot be seen is left out at both ends.
        if start < from || text[start..].starts_with('\u{ad}') {
            continue;
        }
        let end = edges
            .iter()
            .find(|&&end| end > start && same(&text[start..end]) == wanted);
        if let Some(&end) = end {
            found.push(ByteRange::new(
                u32::try_from(start).unwrap(),
                u32::try_from(end).unwrap(),
            ));
            from = end;
        }
    }
    found
}

proptest! {
    #[test]
    fn a_quick_search_finds_what_a_plain_one_finds(text in "[abAÉé\u{301}’'\u{ad}]{0,24}", needle in "[abé’]{1,3}") {
        let block = Block { text: text.as_str().into(), ..parse("x").blocks[0].clone() };
        let article = Article { blocks: vec![block], ..Article::default() };
        let hits = Needle::new(&needle, false, false).unwrap().find(&article, || true).unwrap();
        let ranges: Vec<ByteRange> = hits.into_iter().map(|(_, range)| range).collect();
        prop_assert_eq!(ranges, plainly(&text, &needle));
    }

    #[test]
    fn hits_are_in_order_and_on_characters(text in ".{0,60}", needle in ".{1,3}", whole in any::<bool>()) {
        let block = Block { text: text.as_str().into(), ..parse("x").blocks[0].clone() };
        let article = Article { blocks: vec![block], ..Article::default() };
        let Some(needle) = Needle::new(&needle, whole, false) else { return Ok(()) };
        let mut end = 0;
        for (_, range) in needle.find(&article, || true).unwrap() {
            prop_assert!(range.start >= end && text.get(range.usize()).is_some());
            end = range.end;
        }
    }
}

use proptest::prelude::*;

use super::*;
use crate::text::ByteRange;

fn keys(text: &str) -> Vec<String> {
    search_tokens(text).into_iter().map(|token| token.key).collect()
}

#[test]
fn words_are_keys_and_signs_are_pairs() {
    assert_eq!(keys("The U.N. stalled; don’t"), ["the", "u·n·", "stalled", "don·t"]);
    assert_eq!(keys("昨天宣布"), ["昨天", "天宣", "宣布", "布"]);
    assert_eq!(
        keys("政府，昨天"),
        ["政府", "府", "昨天", "天"],
        "no pair across a comma"
    );
    assert_eq!(
        keys("rebuke（谴责）iPhone手机"),
        ["rebuke", "谴责", "责", "iphone", "手机", "机"]
    );
    assert_eq!(keys("한국어는 3월"), ["한국", "국어", "어는", "는", "3", "월"]);
}

/// A query as it reads in a table.
fn shown(typed: &str) -> String {
    let query = SearchQuery::parse(typed);
    let mut parts: Vec<String> = Vec::new();
    for clause in &query.clauses {
        let not = if clause.excluded { "-" } else { "" };
        let exact = if clause.exact { "=" } else { "" };
        let end = match clause.completion {
            Completion::Whole => "",
            Completion::Word => "*",
            Completion::Last => "+*",
            Completion::Sign => "?",
        };
        parts.push(format!("{not}{exact}{}{end}", clause.keys.join("_")));
    }
    let wish = |name: &str, is: Vec<String>, not: Vec<String>| {
        let is = is.into_iter().map(|value| format!("{name}:{value}"));
        is.chain(not.into_iter().map(|value| format!("-{name}:{value}")))
            .collect::<Vec<_>>()
    };
    let debug = |values: &[SearchPlace]| values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>();
    let statuses = |values: &[SearchStatus]| values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>();
    parts.extend(wish("tag", query.tags.is.clone(), query.tags.not.clone()));
    parts.extend(wish("in", debug(&query.places.is), debug(&query.places.not)));
    parts.extend(wish(
        "status",
        statuses(&query.statuses.is),
        statuses(&query.statuses.not),
    ));
    parts.join(" ")
}

#[test]
fn queries_are_understood() {
    for (typed, meant) in [
        ("", ""),
        ("  ", ""),
        ("stall", "stall*"),
        ("stall ", "stall"),
        ("a", "a"),
        ("old mill", "old mill*"),
        ("\"old mill\"", "=old_mill"),
        ("“old mill” stall", "=old_mill stall*"),
        ("\"the old mil", "=the_old_mil+*"),
        ("\"the old mi", "=the_old"),
        ("\"stalled\"", "=stalled"),
        ("stall -drone", "stall -drone"),
        ("-\"air raid\" stall ", "-=air_raid stall"),
        ("- stall ", "stall"),
        ("well-known ", "=well_known"),
        ("谴责", "谴责"),
        ("谴", "谴?"),
        ("昨天宣布", "=昨天_天宣_宣布"),
        ("3月", "=3_月+*"),
        ("-谴责", "-谴责"),
        ("tag:verbs", "tag:verbs"),
        ("#Verbs stall ", "stall tag:verbs"),
        ("-tag:语法", "-tag:语法"),
        ("tag:", ""),
        ("in:notes mill ", "mill in:Notes"),
        ("in:no", "in:Notes"),
        ("-in:articles mill ", "mill -in:Articles"),
        ("in:nowhere ", "=in_nowhere"),
        ("status:new", "status:New"),
        ("status:1", "status:Number(1)"),
        ("status:99", "status:Number(99)"),
        ("status:le", "status:Learning"),
        ("STATUS:known -status:5", "status:Known -status:Number(5)"),
        ("status:soon ", "=status_soon"),
        ("10:30 ", "=10_30"),
        ("…", ""),
        ("\"", ""),
        ("\"\" stall ", "stall"),
    ] {
        assert_eq!(shown(typed), meant, "{typed:?}");
    }
}

#[test]
fn places_are_left_out_that_cannot_hold_what_is_wanted() {
    let looked = |typed: &str| {
        let query = SearchQuery::parse(typed);
        let places = [SearchPlace::Words, SearchPlace::Notes, SearchPlace::Articles];
        places.map(|place| u8::from(query.looks_in(place)))
    };
    assert_eq!(looked("mill"), [1, 1, 1]);
    assert_eq!(looked("tag:verbs mill"), [0, 1, 0]);
    assert_eq!(looked("status:new mill"), [1, 1, 0]);
    assert_eq!(looked("in:articles mill"), [0, 0, 1]);
    assert_eq!(looked("in:titles mill"), [0, 0, 1]);
    assert_eq!(looked("in:words in:notes mill"), [1, 1, 0]);
    assert_eq!(looked("-in:notes mill"), [1, 0, 1]);
    assert_eq!(looked("in:notes"), [0, 1, 0]);
}

fn marked(text: &str, matcher: &Matcher) -> Vec<String> {
    let marks = matcher.marks(text);
    marks.iter().map(|range| text[range.usize()].to_owned()).collect()
}

#[test]
fn what_is_looked_for_is_found_where_it_stands() {
    let mut matcher = Matcher::default();
    matcher.add_words(["stall".to_owned(), "stalled".to_owned()]);
    matcher.add_phrase(vec!["old".to_owned(), "mill".to_owned()], false);
    matcher.add_phrase(vec!["昨天".to_owned(), "天宣".to_owned()], false);
    matcher.add_phrase(vec!["谴".to_owned()], true);
    assert_eq!(
        marked(
            "The old mill Stalled. Mills stall. 政府昨天宣布，谴责。Old\nmill",
            &matcher
        ),
        ["old mill", "Stalled", "stall", "昨天宣", "谴", "Old\nmill"]
    );
    assert_eq!(marked("old stone mill", &matcher), Vec::<String>::new());
    assert_eq!(marked("昨天，宣布", &matcher), Vec::<String>::new());
}

#[test]
fn the_excerpt_holds_what_stands_together() {
    let far = "word ".repeat(100);
    let text = format!("A mill alone. {far}Here the mill is old, and the miller too. {far}");
    let mut matcher = Matcher::default();
    matcher.add_words(["mill".to_owned()]);
    matcher.add_words(["old".to_owned()]);
    let (excerpt, first) = excerpt(&text, &matcher.find(&text));
    assert!(
        excerpt.text.starts_with('…') && excerpt.text.ends_with('…'),
        "{}",
        excerpt.text
    );
    assert!(excerpt.text.contains("Here the mill is old"));
    let marks: Vec<&str> = excerpt.marks.iter().map(|range| &excerpt.text[range.usize()]).collect();
    assert_eq!(marks, ["mill", "old"]);
    assert_eq!(first.map(|range| &text[range.usize()]), Some("mill"));
    assert!(first.unwrap().start > 400);
}

#[test]
fn no_excerpt_cuts_a_link() {
    let far = "word ".repeat(8);
    let text = format!(
        "{far}[[the old stone mill by the river]] {far}mill {}[[another old mill of stone]] {far}",
        "x ".repeat(48)
    );
    let mut matcher = Matcher::default();
    matcher.add_words(["mill".to_owned()]);
    for spot in matcher.find(&text) {
        let (excerpt, _) = excerpt(&text, &[spot]);
        let count = |sign: &str| excerpt.text.matches(sign).count();
        assert_eq!(count("[["), count("]]"), "{}", excerpt.text);
        assert!(!excerpt.text.contains("…[") || excerpt.text.contains("…[["));
    }
}

fn is_on_borders(text: &str, marks: &[ByteRange]) -> bool {
    let whole = |range: &ByteRange| text.get(range.usize()).is_some_and(|piece| !piece.is_empty());
    marks.iter().all(whole) && marks.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

proptest! {
    #[test]
    fn marks_stand_on_character_borders(
        text in "([a-c昨天谴é’.,\u{301}\u{ad}가나 \n-]{0,60}|\\PC{0,60})",
        typed in "[a-c昨天谴é가나\" -]{0,12}",
    ) {
        let mut matcher = Matcher::default();
        for clause in SearchQuery::parse(&typed).clauses {
            match clause.keys.len() {
                1 if clause.completion != Completion::Sign => matcher.add_words(clause.keys),
                _ => matcher.add_phrase(clause.keys, clause.completion != Completion::Whole),
            }
        }
        let spots = matcher.find(&text);
        prop_assert!(is_on_borders(&text, &matcher.marks(&text)));
        let (excerpt, first) = excerpt(&text, &spots);
        prop_assert!(is_on_borders(&excerpt.text, &excerpt.marks));
        prop_assert_eq!(first.is_some(), !spots.is_empty());
        prop_assert_eq!(excerpt.marks.is_empty(), spots.is_empty());
    }

    #[test]
    fn any_query_can_be_read(typed in "\\PC{0,40}") {
        let query = SearchQuery::parse(&typed);
        for clause in &query.clauses {
            prop_assert!(!clause.keys.is_empty());
            let plain = |char: char| !char.is_ascii() || char.is_ascii_alphanumeric();
            prop_assert!(clause.keys.iter().all(|key| !key.is_empty() && key.chars().all(plain)));
        }
    }

    #[test]
    fn two_neighbours_are_found_as_a_pair(text in "[一-龥가-힣ぁ-ん]{2,20}", at in 0usize..18) {
        let chars: Vec<char> = text.chars().collect();
        let at = at.min(chars.len() - 2);
        let pair: String = chars[at..at + 2].iter().collect();
        let query = SearchQuery::parse(&pair);
        prop_assert_eq!(&query.clauses[0].keys, &vec![pair.clone()]);
        prop_assert!(keys(&text).contains(&pair));
    }
}

use proptest::prelude::*;

use super::*;
use crate::study::Resolution;
use crate::text::{TermKind, parse, sentences};

fn phrase(term: TermNumber, words: &str, gap: bool) -> Phrase {
    let words = words.split(' ').map(str::to_owned).collect();
    Phrase { term, words, gap }
}

fn matches(source: &str, phrases: &[Phrase]) -> Vec<PhraseMatch> {
    let article = parse(source);
    let index = TokenIndex::build(&article, "en");
    match_phrases(&article, &index, phrases, "en")
}

/// Each match as `term: words … words`.
fn found(source: &str, phrases: &[Phrase]) -> Vec<String> {
    let article = parse(source);
    let show = |found: &PhraseMatch| {
        let block = article.block(found.block).unwrap();
        let words: Vec<_> = found.ranges(&article).iter().map(|range| block.slice(*range)).collect();
        format!("{}: {}", found.term, words.join(" … "))
    };
    matches(source, phrases).iter().map(show).collect()
}

#[test]
fn any_form_of_the_words() {
    let off = [phrase(0, "put off", false)];
    assert_eq!(
        found("Putting off and puts\n\noff, **put off**. Put. Off", &off),
        ["0: Putting off", "0: put off"]
    );
    assert_eq!(
        found(
            "rocket-propelled grenades",
            &[phrase(0, "rocket propelled grenade", false)]
        )
        .len(),
        1
    );
    assert!(found("put the meeting off", &off).is_empty());
}

#[test]
fn a_gap_of_up_to_four_words() {
    let off = [phrase(0, "put off", true)];
    for (source, expected) in [
        ("He put the meeting off", vec!["0: put … off"]),
        ("putting it off", vec!["0: putting … off"]),
        ("put a b c d off", vec!["0: put … off"]),
        ("put a b c d e off", vec![]),
        ("put the well-known state-of-the-art off", vec!["0: put … off"]),
        ("put it. off", vec!["0: put … off"]),
        ("Put it there. Off we go", vec![]),
        ("put, off", vec!["0: put, off"]),
        ("put put off", vec!["0: put off"]),
        ("put it off it off", vec!["0: put … off"]),
        ("a\tput\n\noff", vec![]),
    ] {
        assert_eq!(found(source, &off), expected, "{source}");
    }
    let advantage = [phrase(0, "take advantage of", true)];
    assert_eq!(
        found("taken full advantage of it, and advantage was taken of", &advantage),
        ["0: taken … advantage of"]
    );
    assert_eq!(found("took advantage only of", &advantage), ["0: took advantage … of"]);
    assert!(found("took full advantage only of", &advantage).is_empty());
}

#[test]
fn the_longest_wins_and_gaps_stay_free() {
    let phrases = [
        phrase(0, "put off", true),
        phrase(1, "board meeting", false),
        phrase(2, "put off by", true),
        phrase(3, "put off", false),
    ];
    assert_eq!(
        found("He put the board meeting off. She was put off by it", &phrases),
        ["0: put … off", "1: board meeting", "2: put off by"]
    );
}

#[test]
fn what_lies_under_a_longer_phrase_is_met_as_well() {
    let phrases = [
        phrase(0, "one two three four five", false),
        phrase(1, "two three four five six", false),
        phrase(2, "one two", false),
        phrase(3, "no no", false),
    ];
    let article = parse("One two three four five six. No no no.");
    let index = TokenIndex::build(&article, "en");
    let (chosen, under) = match_all(&article, &index, &phrases, "en");
    let terms = |found: &[PhraseMatch]| found.iter().map(|found| found.term).collect::<Vec<_>>();
    assert_eq!(terms(&chosen), [0, 3]);
    assert_eq!(terms(&under), [2, 1], "of one term none lies over another");

    let mut resolution = Resolution::new(&index);
    for phrase in &phrases {
        resolution.add(&index, TermKind::Phrase, phrase.term, [phrase.words.join(" ").as_str()]);
    }
    resolution.find_sequences(&article, &index, "en");
    let places = resolution.all_places(&index, 4);
    assert_eq!(places, [vec![0], vec![1], vec![0], vec![6]]);
    assert_eq!((resolution.places(&index, 1), resolution.tokens_at(1, 1)), (vec![1], 5));
    assert_eq!(resolution.stretches_at(1, 1).first(), Some(&(1..6)));
    assert_eq!(
        (resolution.under_at(&(1..6)), resolution.under_at(&(1..5))),
        (Some(1), None)
    );
    let click: Vec<_> = resolution.block(&index, 0, &article.blocks[0].tokens).collect();
    assert_eq!(click[0].term, 0, "the longest wins on a click");
    resolution.remove(&index, 1);
    assert!(resolution.places(&index, 1).is_empty() && resolution.under_at(&(1..6)).is_none());
}

#[test]
fn abbreviations_do_not_end_the_sentence() {
    assert_eq!(
        found("put Mr. Grandi off", &[phrase(0, "put off", true)]),
        ["0: put … off"]
    );
}

#[test]
fn a_long_text_with_many_phrases_takes_linear_time() {
    let source = "put the meeting off of the table. ".repeat(if cfg!(debug_assertions) { 5_000 } else { 50_000 });
    let mut phrases: Vec<Phrase> = (0..2000).map(|term| phrase(term, "the absent", true)).collect();
    phrases.extend([phrase(5000, "put off", true), phrase(5001, "of the table", false)]);
    let started = std::time::Instant::now();
    assert!(matches(&source, &phrases).len() >= 10_000);
    phrases.truncate(1);
    phrases.push(phrase(1, "put off", true));
    for part in ["put Mr. a off ", "put. off ", "put ", "off put-", "put-a-a-a-"] {
        let source = part.repeat(source.len() / part.len());
        let _ = matches(&source, &phrases);
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matches_are_ordered_apart_in_one_sentence_and_their_gaps_narrow(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "put", "off", "of", "take", "A", "Mr.", "x.", "well-known", "\n\n", "?", "谴责",
        ]), 0..60),
        gap in any::<bool>(),
    ) {
        let source = words.join(" ");
        let phrases = [
            phrase(0, "put off", gap), phrase(1, "take of a", gap), phrase(2, "put put", true), phrase(3, "off of", false),
            phrase(4, "well known put", gap),
        ];
        let article = parse(&source);
        let mut last = (0, 0);
        let mut taken = std::collections::HashSet::new();
        for found in matches(&source, &phrases) {
            let block = article.block(found.block).unwrap();
            prop_assert!((found.block, found.tokens[0].start) >= last);
            last = (found.block, found.tokens[0].start);
            for token in found.tokens.iter().cloned().flatten() {
                prop_assert!(taken.insert((found.block, token)));
            }
            if let [before, after] = &found.tokens[..] {
                prop_assert!(phrases[found.term as usize].gap && before.end < after.start);
                let between = &block.tokens[before.end..after.start];
                prop_assert!(between.iter().filter(|token| !token.joined).count() <= WIDEST_GAP);
            }
            let ranges = found.ranges(&article);
            let inside = |sentence: &ByteRange| ranges.iter().all(|range| sentence.start <= range.start && range.end <= sentence.end);
            prop_assert!(sentences(&block.text, "en").iter().any(inside));
            let all: Vec<usize> = found.tokens.iter().cloned().flatten().collect();
            let lemmas: Vec<String> = all.iter().map(|&at| crate::text::headword_of("en", &crate::text::form_key(block.slice(block.tokens[at].range))).into_owned()).collect();
            let words = phrases[found.term as usize].words.iter();
            let wanted: Vec<String> = words.map(|word| crate::text::headword_of("en", word).into_owned()).collect();
            prop_assert_eq!(&lemmas, &wanted);
        }
    }
}

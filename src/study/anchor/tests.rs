mod unique;

use proptest::prelude::*;

use super::*;
use crate::text::parse;
use crate::text::tokenize;

/// The anchor of the `nth` occurrence of a text, and the article.
fn anchor_of(source: &str, wanted: &str, nth: usize) -> (Article, Anchor) {
    let article = parse(source);
    let mut places = Vec::new();
    for (block, number) in article.blocks.iter().zip(0..) {
        let ranges = block
            .text
            .match_indices(wanted)
            .map(|(at, _)| ByteRange::new(short(at), short(at + wanted.len())));
        places.extend(ranges.map(|range| (number, range)));
    }
    let (block, range) = places[nth];
    let anchor = Anchor::of(&article, block, range);
    (article, anchor)
}

fn found(anchor: &Anchor, source: &str) -> Option<(u32, String)> {
    let article = parse(source);
    locate(anchor, &article).map(|(block, range)| (block, article.blocks[block as usize].slice(range).to_owned()))
}

#[test]
fn sides_go_through_blocks() {
    let (article, anchor) = anchor_of("# Mill\n\nThe old mill stood.\n\nEnd", "mill", 0);
    assert_eq!(
        (anchor.before.as_str(), anchor.after.as_str()),
        ("Mill\nThe old ", " stood.\nEnd")
    );
    assert_eq!(locate(&anchor, &article), Some((1, ByteRange::new(8, 12))));
    let (_, long) = anchor_of(
        "one two three four five six seven eight nine ten eleven twelve thirteen",
        "seven",
        0,
    );
    assert_eq!((long.before.chars().count(), long.after.chars().count()), (28, 32));
}

#[test]
fn an_inserted_paragraph_moves_the_anchor() {
    let (_, anchor) = anchor_of("The mill stood.\n\nThe mill fell in the storm.", "mill", 1);
    assert_eq!(
        found(&anchor, "New.\n\nThe mill stood.\n\nThe mill fell in the storm."),
        Some((2, "mill".into()))
    );
}

#[test]
fn one_side_is_enough_when_it_is_unique() {
    let (_, anchor) = anchor_of("A dog ran. The old mill by the river stood there.", "mill", 0);
    assert_eq!(
        found(&anchor, "Cats sleep. One mill by the river stood there."),
        Some((0, "mill".into()))
    );
    assert_eq!(found(&anchor, "A mill, a mill, and that is all."), None);
}

#[test]
fn never_on_a_part_of_another_word() {
    let (_, anchor) = anchor_of("x\n\nThe art of it", "art", 0);
    assert_eq!(found(&anchor, "x\n\nThe arts of it, the cart of it"), None);
}

#[test]
fn equal_surroundings_are_not_guessed() {
    let line = "Here the same old words stand around the mill and the same old words stand behind it\n\n";
    let (article, anchor) = anchor_of(&line.repeat(4), "mill", 2);
    assert_eq!(
        locate(&anchor, &article).map(|(block, _)| block),
        Some(2),
        "unchanged: by its position"
    );
    assert_eq!(found(&anchor, &line.repeat(4).replace("Here", "And here")), None);
}

#[test]
fn another_text_version_is_searched() {
    let (article, mut anchor) = anchor_of("One word, two words.", "two", 0);
    anchor.text_version += 1;
    anchor.start.byte = 0;
    assert_eq!(locate(&anchor, &article), Some((0, ByteRange::new(10, 13))));
}

#[test]
fn quotes_without_words_and_addresses_are_found() {
    for wanted in ["•••", "https://example.org/a", "rest1 of"] {
        let source = "Some words.\n\n••• https://example.org/a\n\nThe rest[^a] of it.\n\n[^a]: Note.";
        let (_, anchor) = anchor_of(source, wanted, 0);
        assert_eq!(
            found(&anchor, &format!("First.\n\n{source}"))
                .map(|found| found.1)
                .as_deref(),
            Some(wanted)
        );
    }
}

#[test]
fn an_anchor_without_quote_is_nowhere() {
    let article = parse("Some words.");
    assert_eq!(locate(&Anchor::of(&article, 7, ByteRange::new(0, 3)), &article), None);
    assert_eq!(locate(&Anchor::of(&article, 0, ByteRange::new(3, 3)), &article), None);
}

#[test]
fn thousands_of_anchors_in_a_book_are_found_quickly() {
    use std::fmt::Write;
    let mut source = String::new();
    for number in 0..20_000 {
        write!(source, "Word{number} the mill and the river{} ran\n\n", number % 7).unwrap();
    }
    let article = parse(&source);
    let anchors: Vec<Anchor> = (0..20_000)
        .step_by(100)
        .map(|block| Anchor::of(&article, block, ByteRange::new(0, 3)))
        .collect();
    let mills: Vec<Anchor> = (0..20_000)
        .step_by(100)
        .map(|block| Anchor::of(&article, block, article.blocks[block as usize].tokens[2].range))
        .collect();
    let changed = parse(&format!("New first block.\n\n{source}"));
    let started = std::time::Instant::now();
    let locator = Locator::new(&changed);
    assert!(
        anchors.iter().all(|anchor| locator.locate(anchor).is_none()),
        "cut words are nowhere"
    );
    assert!(
        mills
            .iter()
            .zip((0..20_000).step_by(100))
            .all(|(anchor, block)| locator.locate(anchor).is_some_and(|found| found.0 == block + 1))
    );
    assert!(started.elapsed().as_secs() < 15, "{:?}", started.elapsed());
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(usize, String),
    Delete(usize),
    Replace(usize, String),
    Break(usize),
}

const WORDS: [&str; 8] = ["mill", "river", "mills", "old", "the", "stone", "ran—by", "well-worn"];

fn word() -> impl Strategy<Value = String> {
    proptest::sample::select(&WORDS[..]).prop_map(str::to_owned)
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<usize>(), word()).prop_map(|(at, word)| Edit::Insert(at, word)),
        any::<usize>().prop_map(Edit::Delete),
        (any::<usize>(), word()).prop_map(|(at, word)| Edit::Replace(at, word)),
        any::<usize>().prop_map(Edit::Break),
    ]
}

fn apply(words: &mut Vec<String>, edit: Edit) {
    let within = |at: usize| at % words.len().max(1);
    match edit {
        Edit::Insert(at, word) => words.insert(within(at), word),
        Edit::Delete(at) if words.len() > 1 => drop(words.remove(within(at))),
        Edit::Replace(at, word) => {
            let at = within(at);
            words[at] = word;
        }
        Edit::Break(at) => words.insert(within(at), "\n\n".to_owned()),
        Edit::Delete(_) => {}
    }
}

/// All occurrences of the quote on whole words, found the slow way, with whether each side is there.
fn occurrences(article: &Article, anchor: &Anchor) -> Vec<((u32, ByteRange), bool, bool)> {
    let mut all = Vec::new();
    for (block, number) in article.blocks.iter().zip(0u32..) {
        for at in
            (0..block.text.len()).filter(|&at| block.text.get(at..).is_some_and(|rest| rest.starts_with(&anchor.quote)))
        {
            let range = ByteRange::new(short(at), short(at + anchor.quote.len()));
            let inside = |byte: u32| {
                block
                    .tokens
                    .iter()
                    .any(|token| token.range.start < byte && byte < token.range.end)
            };
            if !inside(range.start) && !inside(range.end) {
                let sides = Anchor::of(article, number, range);
                all.push((
                    (number, range),
                    sides.before == anchor.before,
                    sides.after == anchor.after,
                ));
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_never_move_an_anchor_to_other_words_and_lose_none_that_stays_unique(
        words in proptest::collection::vec(word(), 3..60),
        edits in proptest::collection::vec(edit(), 0..12),
        pick in any::<usize>(),
        length in 1usize..4,
    ) {
        let article = parse(&words.join(" "));
        let block = &article.blocks[0];
        let first = pick % block.tokens.len();
        let last = (first + length).min(block.tokens.len());
        let anchor = Anchor::of(&article, 0, block.token_span(first..last));
        let mut words = words;
        for edit in edits {
            apply(&mut words, edit);
        }
        let changed = parse(&words.join(" "));
        let found = locate(&anchor, &changed);
        let all = occurrences(&changed, &anchor);
        if let Some(place) = found {
            let (_, left, right) = all.iter().find(|(at, ..)| *at == place).copied().expect("on the quote, on whole words");
            prop_assert!(left || right);
        }
        let count = |is_it: &dyn Fn(bool, bool) -> bool| all.iter().filter(|(_, left, right)| is_it(*left, *right)).count();
        let unique = count(&|left, _| left) == 1 || count(&|_, right| right) == 1 || count(&|left, right| left && right) == 1;
        prop_assert!(found.is_some() || !unique, "lost {anchor:?} in {words:?}");
        if words.iter().all(|word| word != "\n\n") && changed == article {
            prop_assert_eq!(found.map(|(_, range)| range), Some(block.token_span(first..last)));
        }
    }
}

/// The words that an anchor on all of `quote` in `old` stands on in `new`.
fn close(old: &str, quote: &str, new: &str) -> Option<String> {
    let article = parse(old);
    let flat = FlatText::new(&article);
    let at = flat.text.find(quote).unwrap();
    let passage = flat.passage(&article, at..at + quote.len()).unwrap();
    let anchor = Anchor::of_passage(&article, passage);
    assert_eq!(anchor.quote, quote);
    assert_eq!(locate_passage(&anchor, &article), Some(passage));
    let article = parse(new);
    locate_passage(&anchor, &article).map(|found| Anchor::of_passage(&article, found).quote)
}

fn locate_passage(anchor: &Anchor, article: &Article) -> Option<Passage> {
    Locator::new(article).locate_passage(anchor)
}

const MASTER: &str = "The harbour master nodded.\n\n“You check the ropes, you count the people, and only then do you \
                      look at the boats.” By evening they had gone.\n\nThe rain stayed.";

#[test]
fn a_passage_goes_over_blocks() {
    let quote = "look at the boats.” By evening they had gone.\nThe rain";
    let moved = format!("A new first line.\n\n{MASTER}");
    assert_eq!(close(MASTER, quote, &moved).as_deref(), Some(quote));
    let joined = MASTER.replace("gone.\n\nThe rain", "gone. The rain");
    assert_eq!(close(MASTER, quote, &joined), Some(quote.replace('\n', " ")));
    assert_eq!(
        locate(
            &Anchor::of_passage(&parse(MASTER), parse(MASTER).whole()),
            &parse(&moved)
        ),
        None
    );
}

#[test]
fn a_passage_that_was_edited_a_little_is_found_and_one_that_says_something_else_is_not() {
    let quote = "“You check the ropes, you count the people, and only then do you look at the boats.”";
    for (from, to) in [
        ("ropes, you", "ropes; you"),
        ("the boats", "the ships"),
        ("only then do you", "then do you"),
        ("count the people", "count all the people"),
        ("ropes, you", "ropes.\n\nYou"),
        ("“You check", "“We check"),
    ] {
        let edited = MASTER.replace(from, to);
        let found = close(MASTER, quote, &format!("New.\n\n{edited}")).unwrap_or_else(|| panic!("lost: {to}"));
        assert_eq!(found, quote.replace(from, to).replace("\n\n", "\n"));
    }
    let other = MASTER.replace(
        "check the ropes, you count the people",
        "mend the nets, you feed the children",
    );
    assert_eq!(close(MASTER, quote, &other), None);
    assert_eq!(
        close(
            MASTER,
            "count the people",
            &MASTER.replace("count the people", "count the poodle")
        ),
        None
    );
    assert_eq!(close(MASTER, "ropes", &MASTER.replace("ropes", "rope")), None);
}

#[test]
fn two_places_that_are_close_are_none() {
    let line = "Twenty old words stand before it all the time: one two three four five six seven eight nine ten, and \
                twenty old words stand behind it all the time.\n\n";
    let (quote, edited) = (
        "one two three four five six seven eight nine ten",
        line.replace("four", "five"),
    );
    assert_eq!(close(line, quote, &edited.repeat(2)), None);
    assert!(close(line, quote, &edited).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every word is there once, so that a place has no other words than those of the quote, with at most one in five
    /// that was edited.
    #[test]
    fn edits_never_move_a_passage_to_other_words(
        count in 8usize..60,
        breaks in proptest::collection::vec(any::<usize>(), 0..4),
        edits in proptest::collection::vec(edit(), 0..10),
        (pick, length) in (any::<usize>(), 1usize..30),
    ) {
        let mut words: Vec<String> = (0..count).map(|number| format!("w{number}")).collect();
        for at in breaks {
            words.insert(at % words.len(), "\n\n".to_owned());
        }
        let article = parse(&words.join(" "));
        let tokens: Vec<Place> = article
            .blocks
            .iter()
            .zip(0..)
            .flat_map(|(block, number)| block.tokens.iter().map(move |token| Place { block: number, byte: token.range.start }))
            .collect();
        let first = pick % tokens.len();
        let last = tokens[(first + length).min(tokens.len()) - 1];
        let passage = article.with_whole_words(Passage { start: tokens[first], end: Place { byte: last.byte + 1, ..last } });
        let anchor = Anchor::of_passage(&article, passage);
        prop_assert_eq!(locate_passage(&anchor, &article), Some(passage));
        for edit in edits {
            apply(&mut words, edit);
        }
        let changed = parse(&words.join(" "));
        let flat = FlatText::new(&changed);
        let quoted: Vec<&str> = anchor.quote.split_whitespace().collect();
        let Some(found) = locate_passage(&anchor, &changed) else {
            // Every word is there once: had it stayed word for word, with one of its sides, it would be found.
            let stayed = flat.text.match_indices(&anchor.quote).any(|(at, _)| {
                let end = at + anchor.quote.len();
                let is_whole = flat.passage(&changed, at..end).is_some();
                is_whole && (flat.has_before(at, &anchor.before) || flat.has_after(end, &anchor.after))
            });
            prop_assert!(!stayed, "lost {anchor:?} in {words:?}");
            return Ok(());
        };
        let there = Anchor::of_passage(&changed, found);
        let kept = there.quote.split_whitespace().filter(|word| quoted.contains(word)).count();
        let most = quoted.len() / 5;
        prop_assert!(kept + most >= quoted.len(), "{quoted:?} became {:?}", there.quote);
        prop_assert!(there.quote.split_whitespace().count() <= quoted.len() + most);
        prop_assert!(there.before == anchor.before || there.after == anchor.after);
    }
}

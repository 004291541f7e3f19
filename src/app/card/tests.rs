use super::*;
use crate::app::reading::fixtures::{reading, term};
use crate::study::{Status, Term};

fn card(reading: &Reading, words: &str) -> Card {
    let start = reading.article.blocks[0].text.find(words).unwrap();
    let at = |byte: usize| u32::try_from(byte).unwrap();
    let range = ByteRange::new(at(start), at(start + words.len()));
    Card::of(reading, Selection { block: 0, range }).unwrap()
}

#[test]
fn a_sentence_with_the_word_twice_is_quoted_once_with_both_marked() {
    let mut reading = reading("Tides come and tides go. No tides. No tides.");
    reading.take_term(term(1, &["tides"], Some(Status::New)));
    let card = card(&reading, "tides");
    let told: Vec<_> = card
        .sentences
        .iter()
        .map(|one| (one.text.trim(), one.words.len(), one.places))
        .collect();
    assert_eq!(
        told,
        [
            ("Tides come and tides go.", 2, 2),
            ("No tides.", 1, 1),
            ("No tides.", 1, 1)
        ]
    );
    let first = &card.sentences[0];
    let words: Vec<_> = first.words.iter().map(|word| &first.text[word.usize()]).collect();
    assert_eq!(words, ["Tides", "tides"]);
}

#[test]
fn a_phrase_is_shown_with_all_its_words_and_no_rank() {
    let mut reading = reading("They are putting the game off. He puts it off. They put on hats. Put off.");
    reading.take_term(Term {
        kind: TermKind::Phrase,
        headword: "put … off".to_owned(),
        ..term(1, &["put off"], Some(Status::New))
    });
    reading.take_term(term(2, &["put", "puts"], Some(Status::New)));
    let phrase = card(&reading, "putting");
    assert_eq!(phrase.headword, "put … off");
    let forms: Vec<_> = phrase.forms.iter().map(|(form, _)| form.as_str()).collect();
    assert_eq!(forms, ["putting … off", "puts … off", "put off"]);
    assert_eq!((phrase.rank, phrase.level), (None, None));
    let first = &phrase.sentences[0];
    let words: Vec<_> = first.words.iter().map(|word| &first.text[word.usize()]).collect();
    assert_eq!(words, ["putting", "off"]);
    reading.selection = Some(phrase.selection);
    assert_eq!(reading.selected_ranges(0).len(), 2);
    let word = card(&reading, "put on").words.remove(0).1;
    let word = Card::of(&reading, word).unwrap();
    assert_eq!(word.phrase, None);
    assert_eq!(word.headword, "put");
    assert!(
        word.forms.iter().all(|(form, _)| !form.contains("off")),
        "{:?}",
        word.forms
    );
    assert!(word.rank.is_some());
}

#[test]
fn each_word_of_a_phrase_with_a_gap_has_a_card() {
    let mut reading = reading("They are putting the game off. He is off.");
    reading.take_term(Term {
        kind: TermKind::Phrase,
        headword: "put … off".to_owned(),
        ..term(1, &["put off"], Some(Status::New))
    });
    let phrase = card(&reading, "putting");
    let words: Vec<&str> = phrase.words.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(
        (words, phrase.form_key.as_str()),
        (vec!["putting", "off"], "putting off")
    );
    for (headword, (_, word)) in ["put", "off"].into_iter().zip(phrase.words.clone()) {
        reading.selection = Some(word);
        reading.alone = false;
        assert_eq!(Card::of(&reading, word).unwrap().headword, "put … off");
        reading.alone = true;
        let alone = Card::of(&reading, word).unwrap();
        assert_eq!((alone.headword.as_str(), alone.term), (headword, None));
        assert_eq!(reading.selected_ranges(0), [word.range]);
        let (around, whole) = alone.phrase.unwrap();
        assert_eq!((around.as_str(), whole), ("put … off", word));
    }
    // A word that is a term keeps it, within the phrase too.
    reading.take_term(term(2, &["put", "putting"], Some(Status::Met)));
    let word = phrase.words[0].1;
    (reading.selection, reading.alone) = (Some(word), true);
    assert_eq!(Card::of(&reading, word).unwrap().term_id, Some(TermId(2)));
}

#[test]
fn forms_of_the_word_itself_are_no_relatives() {
    let mut reading = reading("The talks stall. They evacuate the town; an evacuation.");
    assert!(!card(&reading, "stall").relatives.contains(&"stalling"));
    assert!(card(&reading, "evacuate").relatives.contains(&"evacuation"));
    reading.take_term(term(1, &["evacuate", "evacuation"], Some(Status::New)));
    assert!(!card(&reading, "evacuate").relatives.contains(&"evacuation"));
}

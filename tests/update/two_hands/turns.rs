//! Whatever the two hands do by turns, both have it in the end.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Turn {
    Here(usize),
    InFile(usize),
    Open,
    Write,
    OpenAndBack,
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        5 => (0..8usize).prop_map(Turn::Here),
        5 => (0..8usize).prop_map(Turn::InFile),
        2 => Just(Turn::Open),
        2 => Just(Turn::Write),
        1 => Just(Turn::OpenAndBack),
    ]
}

/// What one side changed holds; where both did, they agree, since a word is bold or not.
fn merged(base: [bool; 8], file: [bool; 8], here: [bool; 8]) -> [bool; 8] {
    std::array::from_fn(|word| {
        if here[word] == base[word] {
            file[word]
        } else {
            here[word]
        }
    })
}

fn play(start: [bool; 8], turns: &[Turn]) {
    let (mut base, mut file, mut here) = (start, start, start);
    let mut study = study(start);
    for turn in turns {
        match turn {
            Turn::Here(word) => {
                here[*word] = !here[*word];
                study.bold_of(WORDS[*word], here[*word]);
            }
            Turn::InFile(word) => {
                file[*word] = !file[*word];
                study.write("ferry.md", &markdown(file));
            }
            Turn::Open => {
                study.open_file();
                (base, here) = (file, merged(base, file, here));
            }
            Turn::OpenAndBack => {
                let (before, depth) = (study.content(), study.undo_depth());
                study.open_file();
                if study.undo_depth() > depth {
                    study.step(true);
                    assert_eq!(study.content(), before);
                    study.step(false);
                }
                (base, here) = (file, merged(base, file, here));
            }
            Turn::Write => {
                let saved = study.write_to_file().unwrap();
                assert!(saved.refused.is_empty());
                here = merged(base, file, here);
                (base, file) = (here, here);
                assert_eq!(study.text(), markdown(file), "other bytes were touched");
            }
        }
    }
    // In the end both have what either did.
    study.write_to_file().unwrap();
    let both = merged(base, file, here);
    assert_eq!(study.text(), markdown(both));
    let (bold, study) = study.bold_anew();
    assert_eq!(bold, both);
    assert_eq!(study.text(), markdown(both));
}

fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(32)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_two_hands_do_both_have_it_in_the_end(
        start in any::<[bool; 8]>(),
        turns in prop::collection::vec(turn(), 1..24),
    ) {
        play(start, &turns);
    }
}

#[test]
fn a_word_bolded_and_unbolded_after_it_was_written_is_what_it_was_turned_to_last() {
    let mut start = [false; 8];
    start[2] = true;
    let here = Turn::Here(2);
    play(start, &[here.clone(), Turn::Write, here.clone(), here.clone(), here]);
}

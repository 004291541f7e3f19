//! The History list as a property: what was deleted or swept comes back in a later session, whatever it was; and
//! whatever came in between, the library stays sound.

use proptest::prelude::*;

use super::deeds::{Deed, deed};
use super::{Row, WORDS, act, dump, is_sound, pick};
use crate::store::testing::{Library, at, cases};
use crate::store::{Committed, Op, PastDeed, Store, UntouchedWord};
use crate::study::{ArticleId, PastId, TermId};

/// A deletion or a sweep, by numbers that are taken modulo what there is.
#[derive(Clone, Debug)]
enum Loss {
    Deed(Deed),
    Gloss(usize),
    Finish(usize, Vec<usize>),
}

fn loss() -> impl Strategy<Value = Loss> {
    let number = 0..6usize;
    let deeds = prop_oneof![
        number.clone().prop_map(Deed::Delete),
        number.clone().prop_map(Deed::DeleteNote),
        (number.clone(), 1..5u32, 0..WORDS.len()).prop_map(|(article, block, word)| Deed::Bold {
            article,
            block,
            word,
            bold: false
        }),
        (number.clone(), number.clone()).prop_map(|(from, into)| Deed::Join { from, into }),
        (number.clone(), 0..WORDS.len()).prop_map(|(term, word)| Deed::Headword { term, word }),
    ];
    prop_oneof![
        4 => deeds.prop_map(Loss::Deed),
        1 => number.clone().prop_map(Loss::Gloss),
        1 => (number, prop::collection::vec(0..WORDS.len() + 2, 1..5)).prop_map(|(article, words)| Loss::Finish(article, words)),
    ]
}

fn lose(store: &mut Store, loss: &Loss, time: i64) -> Option<Committed> {
    let now = at(time * 60_000);
    match loss {
        Loss::Deed(deed) => act(store, deed, time),
        Loss::Gloss(term) => {
            let term_id = TermId(pick(store, "terms", *term)?);
            store.set_gloss(term_id, "", 1_000 + time.unsigned_abs(), now).ok()
        }
        Loss::Finish(article, words) => {
            let article_id = ArticleId(pick(store, "articles", *article)?);
            let word = |&word: &usize| {
                let headword = WORDS
                    .get(word)
                    .map_or_else(|| format!("unmet{word}"), |&word| word.to_lowercase());
                UntouchedWord {
                    forms: vec![headword.clone()],
                    headword,
                }
            };
            let words: Vec<UntouchedWord> = words.iter().map(word).collect();
            store.finish(article_id, &words, now).ok()
        }
    }
}

fn open_entries(store: &Store) -> Vec<PastId> {
    let past = store.past().unwrap().into_iter();
    past.filter(|past| !past.taken_back).map(|past| past.past_id).collect()
}

/// Lives for a while, ends the session, and gives what the library holds.
fn lived(library: &Library, deeds: &[Deed]) -> (i64, Vec<Row>) {
    let mut store = library.open();
    let mut time = 0;
    for deed in deeds {
        time += 1;
        act(&mut store, deed, time);
    }
    (time, dump(&store))
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn what_was_lost_comes_back_in_a_later_session(
        deeds in prop::collection::vec(deed(), 1..24),
        losses in prop::collection::vec(loss(), 1..8),
    ) {
        let library = Library::new();
        let (mut time, before) = lived(&library, &deeds);
        let mut store = library.open();
        let known = open_entries(&store);
        let mut kept = 0;
        for loss in &losses {
            time += 1;
            let entries = open_entries(&store).len();
            let Some(committed) = lose(&mut store, loss, time).filter(|committed| committed.serial != 0) else {
                continue;
            };
            if open_entries(&store).len() == entries {
                // No loss but another change.
                let is_loss = matches!(committed.op, Op::DeleteArticle { .. } | Op::DeleteNote { .. } | Op::DropTerm { .. });
                prop_assert!(!is_loss);
                store.undo(at(time * 60_000)).unwrap();
            } else {
                kept += 1;
            }
        }
        drop(store);
        let mut store = library.open();
        let lost: Vec<PastId> = open_entries(&store).into_iter().filter(|past_id| !known.contains(past_id)).collect();
        prop_assert_eq!(lost.len(), kept);
        for past_id in lost {
            time += 1;
            let (_, outcome) = store.take_back(past_id, at(time * 60_000)).unwrap();
            prop_assert_eq!(outcome.kept, 0);
            is_sound(&store);
        }
        prop_assert_eq!(dump(&store), before);
    }

    #[test]
    fn whatever_came_in_between_the_library_stays_sound_and_taking_back_is_undone(
        deeds in prop::collection::vec(prop_oneof![2 => deed().prop_map(Loss::Deed), 1 => loss()], 1..40),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
    ) {
        let library = Library::new();
        let mut store = library.open();
        let mut time = 0;
        for (number, loss) in deeds.iter().enumerate() {
            time += 1;
            lose(&mut store, loss, time);
            let entries = open_entries(&store);
            let pick = picks[number % picks.len()];
            if number % 3 != 2 || entries.is_empty() {
                continue;
            }
            time += 1;
            let before = dump(&store);
            let past_id = *pick.get(&entries);
            let (committed, _) = store.take_back(past_id, at(time * 60_000)).unwrap();
            is_sound(&store);
            prop_assert!(!open_entries(&store).contains(&past_id));
            prop_assert!(store.take_back(past_id, at(time * 60_000)).is_err());
            let is_this = |past: &PastDeed| past.past_id == past_id;
            if pick.index(2) == 0 {
                prop_assert_ne!(committed.serial, 0);
                store.undo(at(time * 60_000)).unwrap();
                prop_assert_eq!(dump(&store), before);
                let past = store.past().unwrap();
                prop_assert!(past.iter().any(|past| is_this(past) && !past.taken_back));
                is_sound(&store);
            }
        }
    }
}

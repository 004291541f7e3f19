//! Cards and their log: every answer is there, can be taken back, and says when the word comes again.

use proptest::prelude::*;

use super::property::dump;
use crate::store::testing::{Library, at, import};
use crate::store::{Answer, Now, Op, ReviewRange, Store};
use crate::study::review::{CardKey, Grade, Pause, Phase, ReviewSource, StudySettings};
use crate::study::{NoteEdit, NoteId, NoteTarget, Status, TermId};

const DAY: i64 = 86_400_000;

pub(in crate::store) fn answer_to(id: i64, of_note: bool, grade: i64) -> Answer {
    Answer {
        key: if of_note {
            CardKey::Note(NoteId(id))
        } else {
            CardKey::Term(TermId(id))
        },
        grade: Grade::from_number(grade).unwrap_or(Grade::Good),
        source: ReviewSource::Card,
    }
}

fn term(store: &Store, word: &str) -> TermId {
    store.terms_for("en", &[word]).unwrap()[0].term_id
}

fn give(store: &mut Store, word: &str, grade: i64, now: Now) -> Op {
    let term_id = term(store, word);
    store.answer(answer_to(term_id.0, false, grade), now).unwrap().op
}

fn words(store: &Store, keys: &[CardKey]) -> Vec<String> {
    keys.iter().map(|&key| store.card_name(key).unwrap()).collect()
}

/// Rows of the log that count.
fn counting(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM reviews WHERE reverts IS NULL
               AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.reverts = reviews.id)";
    store.conn.query_one(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_word_comes_first_then_in_minutes_then_in_days() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath", "rebuke"]);
    let today = |store: &Store, now| store.review_day(ReviewRange::Today, now).unwrap();
    let day = today(&store, at(0));
    assert_eq!(words(&store, &day.fresh), ["swath", "rebuke"]);
    assert!(day.due.is_empty() && day.steps.is_empty());
    give(&mut store, "swath", 3, at(1_000));
    let day = today(&store, at(2_000));
    assert_eq!(words(&store, &day.fresh), ["rebuke"]);
    assert_eq!(day.steps.len(), 1);
    assert_eq!(day.next(at(2_000)), Some(day.fresh[0]), "the step is ten minutes off");
    assert_eq!(day.next(at(602_000)), Some(day.steps[0].0));
    give(&mut store, "swath", 3, at(602_000));
    let key = CardKey::Term(term(&store, "swath"));
    let card = store.review_card(key, at(603_000)).unwrap().unwrap();
    assert_eq!(card.state.phase, Phase::Review);
    assert_eq!(card.sentence.unwrap().text, "The swath.");
    assert!(today(&store, at(603_000)).due.is_empty());
    assert_eq!(words(&store, &today(&store, at(2 * DAY)).due), ["swath"]);
}

#[test]
fn any_number_of_answers_is_taken_back_and_given_again() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath", "rebuke"]);
    let before = dump(&store);
    let mut states = vec![before];
    for (number, (word, grade)) in (1..).zip([("swath", 3), ("rebuke", 1), ("swath", 3), ("rebuke", 4), ("swath", 1)]) {
        give(&mut store, word, grade, at(number * DAY));
        states.push(dump(&store));
        assert_eq!(counting(&store), number);
    }
    for (left, state) in states.iter().enumerate().rev().skip(1) {
        store.undo(at(7 * DAY)).unwrap().unwrap();
        assert_eq!(dump(&store), *state);
        assert_eq!(counting(&store), i64::try_from(left).unwrap());
    }
    for (done, state) in states.iter().enumerate().skip(1) {
        store.redo(at(8 * DAY)).unwrap().unwrap();
        assert_eq!(dump(&store), *state);
        assert_eq!(counting(&store), i64::try_from(done).unwrap());
    }
    store.undo(at(9 * DAY)).unwrap().unwrap();
    assert_eq!(counting(&store), 4);
    assert!(store.conn.execute("UPDATE reviews SET grade = 4", []).is_err());
    assert!(store.conn.execute("DELETE FROM reviews", []).is_err());
}

#[test]
fn two_words_that_become_one_replay_both_logs() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath", "swathe"]);
    let mut apart = library_with_one_word();
    for (day, word, grade) in [
        (1, "swath", 3),
        (2, "swathe", 3),
        (4, "swath", 3),
        (7, "swathe", 1),
        (8, "swath", 3),
    ] {
        give(&mut store, word, grade, at(day * DAY));
        give(&mut apart.1, "swath", grade, at(day * DAY));
    }
    let before = dump(&store);
    let (from, into) = (term(&store, "swathe"), term(&store, "swath"));
    store.join_terms(from, into, at(9 * DAY)).unwrap();
    let state = |store: &Store, term_id| {
        let card = store.review_card(CardKey::Term(term_id), at(9 * DAY)).unwrap().unwrap();
        card.state
    };
    assert_eq!(state(&store, into), state(&apart.1, term(&apart.1, "swath")));
    assert_eq!(state(&store, into).reviews, 5);
    store.undo(at(10 * DAY)).unwrap();
    assert_eq!(dump(&store), before);
}

fn library_with_one_word() -> (Library, Store) {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    (library, store)
}

#[test]
fn learned_ignored_and_dropped_words_leave_the_queue_and_notes_join_it() {
    let (_library, mut store) = library_with_one_word();
    give(&mut store, "swath", 4, at(0));
    let due = |store: &Store| store.review_day(ReviewRange::Today, at(30 * DAY)).unwrap().due.len();
    assert_eq!(due(&store), 1);
    let term_id = term(&store, "swath");
    store.set_status(term_id, Some(Status::Learned), at(1)).unwrap();
    assert_eq!(due(&store), 0);
    let mut settings = StudySettings::default();
    settings.queue.learned = true;
    store.set_study_settings(&settings, at(2)).unwrap();
    assert_eq!(due(&store), 1);
    assert!(matches!(
        give(&mut store, "swath", 1, at(30 * DAY)),
        Op::Answer { learned: true, .. }
    ));
    store.undo(at(3)).unwrap();
    store.undo(at(3)).unwrap();
    assert_eq!(due(&store), 0, "a setting is taken back as well");
    let (_, note_id) = store
        .edit_note(
            &NoteTarget::Term { term_id, at: None },
            &NoteEdit::Write {
                body: "mine".to_owned(),
                session: 1,
            },
            at(4),
        )
        .unwrap();
    let fresh = |store: &Store| store.review_day(ReviewRange::Today, at(5)).unwrap().fresh;
    assert_eq!(fresh(&store), []);
    store
        .edit_note(&NoteTarget::Note(note_id), &NoteEdit::Review(true), at(5))
        .unwrap();
    assert_eq!(fresh(&store), [CardKey::Note(note_id)]);
    store.answer(answer_to(note_id.0, true, 4), at(6)).unwrap();
    assert_eq!(due(&store), 1);
    store
        .edit_note(&NoteTarget::Note(note_id), &NoteEdit::Delete { emptied: false }, at(7))
        .unwrap();
    assert_eq!(due(&store), 0);
}

#[test]
fn what_is_forgotten_again_and_again_is_set_aside_until_it_is_brought_back() {
    let (_library, mut store) = library_with_one_word();
    let mut settings = StudySettings::default();
    settings.schedule.set_aside_after = 2;
    store.set_study_settings(&settings, at(0)).unwrap();
    let mut aside = Vec::new();
    for (number, grade) in (0..).zip([4, 1, 3, 1, 3]) {
        let op = give(&mut store, "swath", grade, at(number * 30 * DAY));
        aside.push(matches!(op, Op::Answer { set_aside: true, .. }));
    }
    assert_eq!(aside, [false, false, false, true, false]);
    let day = store.review_day(ReviewRange::Today, at(900 * DAY)).unwrap();
    assert_eq!((day.left(), day.aside.len()), (0, 1));
    store.set_aside(day.aside[0], false, at(900 * DAY)).unwrap();
    let day = store.review_day(ReviewRange::Today, at(900 * DAY)).unwrap();
    assert_eq!((day.left(), day.aside.len()), (1, 0));
}

#[test]
fn the_most_often_bolded_come_first_and_a_pause_is_quiet() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath", "rebuke"]);
    import(&mut store, "Two", &["rebuke", "awe", "rebuke"]);
    let day = store.review_day(ReviewRange::Today, at(0)).unwrap();
    assert_eq!(words(&store, &day.fresh), ["rebuke", "swath", "awe"]);
    let mut settings = StudySettings::default();
    let today = crate::study::review::Moment::from(at(0)).day();
    settings.queue.pause = Some(Pause {
        from_day: today,
        to_day: today + 3,
    });
    store.set_study_settings(&settings, at(0)).unwrap();
    let day = store.review_day(ReviewRange::Today, at(0)).unwrap();
    assert!(day.paused && day.left() == 0);
    assert_eq!(store.review_day(ReviewRange::Today, at(4 * DAY)).unwrap().left(), 3);
}

#[test]
fn cramming_leaves_the_schedule_and_passing_is_kept_apart() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath", "rebuke"]);
    let range = |cram| ReviewRange::Article {
        article_id,
        since: at(0).utc_ms,
        cram,
    };
    let key = CardKey::Term(term(&store, "swath"));
    let cram = |grade| Answer {
        key,
        grade,
        source: ReviewSource::Cram,
    };
    store.answer(cram(Grade::Again), at(1)).unwrap();
    let day = store.review_day(range(true), at(2)).unwrap();
    assert_eq!((day.due.len(), day.steps.len(), day.done), (1, 1, 0));
    store.answer(cram(Grade::Good), at(3)).unwrap();
    let day = store.review_day(range(true), at(4)).unwrap();
    assert_eq!((day.due.len(), day.steps.len(), day.done), (1, 0, 1));
    assert_eq!(store.review_day(range(false), at(4)).unwrap().due.len(), 2);
    assert_eq!(store.review_card(key, at(5)).unwrap().unwrap().state.phase, Phase::New);
    assert_eq!(store.review_day(ReviewRange::Today, at(5)).unwrap().fresh.len(), 2);
    give(&mut store, "swath", 4, at(6));
    let recorded = store.record_page(&[key], at(20 * DAY)).unwrap();
    assert_eq!(recorded.op, Op::ReadPage { words: 1 });
    let sources: Vec<String> = store
        .kept_reviews()
        .unwrap()
        .into_iter()
        .map(|row| row.source)
        .collect();
    assert_eq!(sources, ["cram", "cram", "card", "page"]);
    store.undo(at(21 * DAY)).unwrap();
    assert_eq!(store.review_day(ReviewRange::Today, at(20 * DAY)).unwrap().due, [key]);
}

#[test]
fn words_that_sit_are_ready_to_move_up_and_move_as_one_step() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath", "rebuke"]);
    give(&mut store, "swath", 4, at(0));
    give(&mut store, "rebuke", 1, at(0));
    let ready = store.ready_terms(at(1)).unwrap();
    assert_eq!(ready.len(), 1);
    assert_eq!((ready[0].from, ready[0].to), (Status::New, Status::Met));
    store.move_up(&ready, at(2)).unwrap();
    assert_eq!(store.terms(&[ready[0].term_id]).unwrap()[0].status, Some(Status::Met));
    store.undo(at(3)).unwrap();
    assert_eq!(store.terms(&[ready[0].term_id]).unwrap()[0].status, Some(Status::New));
}

proptest! {
    #![proptest_config(crate::store::testing::cases(24))]

    /// What a card has come to is what its log replays to, whatever was answered, undone and done again.
    #[test]
    fn cards_can_be_derived_from_the_log(deeds in prop::collection::vec((0..3usize, 0..7i64, 0..9i64), 1..40)) {
        let library = Library::new();
        let mut store = library.open();
        import(&mut store, "One", &["swath", "rebuke", "awe"]);
        let mut hours = 0;
        for (word, grade, wait) in deeds {
            hours += wait * wait * wait;
            let now = at(hours * 3_600_000);
            match grade {
                0 => drop(store.undo(now).unwrap()),
                5 => drop(store.redo(now).unwrap()),
                6 => {
                    let key = CardKey::Term(term(&store, ["swath", "rebuke", "awe"][word]));
                    store.record_page(&[key], now).unwrap();
                }
                grade => drop(give(&mut store, ["swath", "rebuke", "awe"][word], grade, now)),
            }
            for word in ["swath", "rebuke", "awe"] {
                if store.terms_for("en", &[word]).unwrap().is_empty() {
                    // The import itself was taken back.
                    return Ok(());
                }
                let key = CardKey::Term(term(&store, word));
                let state = store.review_card(key, now).unwrap().unwrap().state;
                prop_assert_eq!(state, store.replayed(key).unwrap());
            }
        }
    }
}

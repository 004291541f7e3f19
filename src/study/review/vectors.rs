//! The scheduler, held against another implementation, and what it promises beside that.

use super::*;

#[derive(serde::Deserialize)]
struct Vectors {
    histories: Vec<History>,
}

#[derive(serde::Deserialize)]
struct History {
    id: u32,
    reviews: Vec<Row>,
}

#[derive(serde::Deserialize)]
struct Row {
    rating: i64,
    elapsed_days: Option<i64>,
    stability: f64,
    difficulty: f64,
    state: String,
    step: Option<u8>,
    interval_seconds: f64,
    retrievability_before: Option<f64>,
}

fn scheduler() -> Scheduler {
    Scheduler::new(&ScheduleSettings::default()).unwrap()
}

fn close(id: u32, what: &str, ours: f32, theirs: f64) {
    let relative = (f64::from(ours) - theirs).abs() / theirs.abs().max(1e-9);
    assert!(relative <= 1e-4, "history {id}: {what} {ours} is not {theirs}");
}

/// Figures of the Python package `fsrs` 6.3.2 (see `tests/data/fsrs/README.md`). A history ends where its stability
/// passes 36,500: the crate clamps there.
#[test]
fn every_state_of_every_history_is_reproduced() {
    let vectors: Vectors = serde_json::from_str(include_str!("../../../tests/data/fsrs/vectors.json")).unwrap();
    assert_eq!(vectors.histories.len(), 100);
    let (scheduler, mut states) = (scheduler(), 0);
    for History { id, reviews } in vectors.histories {
        let mut state = CardState::default();
        for row in reviews {
            if row.stability > 36_500.0 {
                break;
            }
            let elapsed = u32::try_from(row.elapsed_days.unwrap_or(0)).unwrap();
            if let (Some(memory), Some(likely)) = (state.memory, row.retrievability_before) {
                close(id, "likelihood", scheduler.recall(memory, elapsed), likely);
            }
            let next = scheduler
                .next(&state, Grade::from_number(row.rating).unwrap(), elapsed, 0)
                .unwrap();
            close(id, "stability", next.memory.stability, row.stability);
            close(id, "difficulty", next.memory.difficulty, row.difficulty);
            let phase = match (row.state.as_str(), row.step) {
                ("Learning", Some(step)) => Phase::Learning(step),
                ("Relearning", Some(step)) => Phase::Relearning(step),
                _ => Phase::Review,
            };
            assert_eq!(next.phase, phase, "history {id}");
            let seconds = match next.wait {
                Wait::Seconds(seconds) => f64::from(seconds),
                Wait::Days(days) => f64::from(days) * 86_400.0,
            };
            assert!((seconds - row.interval_seconds).abs() < 1.0, "history {id}: {seconds}");
            state.phase = next.phase;
            state.memory = Some(next.memory);
            states += 1;
        }
    }
    assert!(states > 600, "{states}");
}

fn review(stability: f32) -> CardState {
    CardState {
        phase: Phase::Review,
        memory: Some(Memory {
            stability,
            difficulty: 5.0,
        }),
        ..CardState::default()
    }
}

#[test]
fn intervals_stay_between_a_day_and_a_hundred_years() {
    let scheduler = scheduler();
    let days = |stability, grade, elapsed| match scheduler.next(&review(stability), grade, elapsed, 0).unwrap().wait {
        Wait::Days(days) => days,
        Wait::Seconds(_) => 0,
    };
    assert_eq!(days(36_500.0, Grade::Easy, 36_500), 36_500);
    assert_eq!(days(0.01, Grade::Hard, 0), 1);
    let never = ScheduleSettings {
        learning_s: vec![],
        relearning_s: vec![],
        ..ScheduleSettings::default()
    };
    let next = Scheduler::new(&never)
        .unwrap()
        .next(&CardState::default(), Grade::Again, 0, 0);
    assert_eq!(
        next.unwrap().wait,
        Wait::Days(1),
        "without steps the first answer leads to days"
    );
}

#[test]
fn in_passing_is_never_worth_more_than_half_a_card() {
    let scheduler = scheduler();
    for (stability, elapsed) in [(1.0, 1), (3.0, 5), (20.0, 20), (400.0, 700)] {
        let state = review(stability);
        let card = scheduler.next(&state, Grade::Good, elapsed, 0).unwrap();
        let passing = scheduler.in_passing(&state, elapsed, 0).unwrap();
        let (Wait::Days(card_days), Wait::Days(days)) = (card.wait, passing.wait) else {
            panic!("steps");
        };
        assert!(
            days >= 1 && (days == 1 || days * 2 <= card_days),
            "{days} of {card_days}"
        );
        assert!(passing.memory.stability <= card.memory.stability);
        assert!((passing.memory.difficulty - 5.0).abs() < 1e-6);
    }
}

#[test]
fn the_spread_is_small_stays_the_same_and_leaves_short_intervals_alone() {
    let fuzzed = Scheduler::new(&ScheduleSettings {
        fuzz: true,
        ..ScheduleSettings::default()
    })
    .unwrap();
    let days = |scheduler: &Scheduler, stability, seed| match scheduler
        .next(&review(stability), Grade::Good, 30, seed)
        .unwrap()
        .wait
    {
        Wait::Days(days) => days,
        Wait::Seconds(_) => 0,
    };
    let plain = f64::from(days(&scheduler(), 30.0, 0));
    let many: std::collections::HashSet<u32> = (0..200).map(|seed| days(&fuzzed, 30.0, seed)).collect();
    assert!(many.len() > 5, "{many:?}");
    assert!(
        many.iter()
            .all(|&days| (f64::from(days) - plain).abs() <= plain * 0.12 + 2.0)
    );
    assert_eq!(days(&fuzzed, 30.0, 7), days(&fuzzed, 30.0, 7));
}

#[test]
fn days_are_nights_slept_and_a_clock_set_back_loses_nothing() {
    let scheduler = scheduler();
    let at = |hours: i64| Moment {
        utc_ms: 1_772_373_600_000 + hours * 3_600_000,
        offset_minutes: 60,
    };
    // 22:00, and Good seven hours later in the morning: a day.
    let evening = Moment {
        utc_ms: start_of(20_500, 60) + 18 * 3_600_000,
        offset_minutes: 60,
    };
    let morning = Moment {
        utc_ms: evening.utc_ms + 7 * 3_600_000,
        offset_minutes: 60,
    };
    let first = scheduler
        .answer(&CardState::default(), (Grade::Easy, false), evening, 0)
        .unwrap();
    let slept = scheduler.answer(&first, (Grade::Good, false), morning, 0).unwrap();
    let whole = scheduler.next(&first, Grade::Good, 1, 0).unwrap();
    assert_eq!(slept.memory, Some(whole.memory));
    // A year back.
    let back = scheduler
        .answer(&slept, (Grade::Good, false), at(-24 * 365), 0)
        .unwrap();
    assert!(back.memory.unwrap().stability >= slept.memory.unwrap().stability);
    assert_eq!(back.reviews, 3);
}

#[test]
fn a_log_replayed_gives_the_state_that_the_answers_gave() {
    let scheduler = scheduler();
    let grades = [3, 3, 3, 1, 3, 2, 4, 3];
    let (mut state, mut log) = (CardState::default(), Vec::new());
    for (number, grade) in (0..).zip(grades) {
        let at = Moment {
            utc_ms: 1_772_373_600_000 + number * 3 * 86_400_000,
            offset_minutes: 0,
        };
        let grade = Grade::from_number(grade).unwrap();
        let source = if number == 6 {
            ReviewSource::Page
        } else {
            ReviewSource::Card
        };
        state = scheduler.answer(&state, (grade, source.in_passing()), at, 9).unwrap();
        log.push(LoggedReview { at, grade, source });
        log.push(LoggedReview {
            source: ReviewSource::Cram,
            ..log[log.len() - 1]
        });
    }
    log.reverse();
    assert_eq!(replay(&scheduler, &log, 9).unwrap(), state);
    assert_eq!(state.lapses, 1);
}

#[test]
fn parameters_of_another_model_are_refused() {
    let settings = ScheduleSettings {
        parameters: Some(vec![1.0; 4]),
        ..ScheduleSettings::default()
    };
    assert_eq!(
        Scheduler::new(&settings).err(),
        Some(SchedulerError::Parameters { count: 4 })
    );
}

#[test]
fn waits_are_told_in_the_largest_unit_that_fits() {
    let told = [
        (Wait::Seconds(60), (1, "min")),
        (Wait::Seconds(330), (6, "min")),
        (Wait::Seconds(7_200), (2, "h")),
        (Wait::Days(44), (44, "d")),
        (Wait::Days(60), (2, "mo")),
        (Wait::Days(800), (2, "y")),
    ];
    for (wait, words) in told {
        assert_eq!(interval_words(wait), words);
    }
}

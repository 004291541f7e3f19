//! A folder of old clippings: the dates of its files, one step for all of it, and bold that is taken in later.

use super::property::dump;
use crate::store::testing::{Library, article, at, import, occurrence};
use crate::store::{NewArticle, Op, Store};
use crate::study::Status;

const DAY: i64 = 86_400_000;

fn clipping(title: &str, words: &[&str], days_ago: i64) -> NewArticle {
    NewArticle {
        met_at: Some(at(0).utc_ms - days_ago * DAY),
        ..article(title, words)
    }
}

/// How many days before the tests' beginning a word was saved.
fn saved(store: &Store, word: &str) -> i64 {
    let terms = store.terms_for("en", &[word]).unwrap();
    (at(0).utc_ms - terms[0].saved_at) / DAY
}

#[test]
fn a_term_is_as_old_as_the_oldest_file_that_has_it() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "Today", &["swath"]);
    let before = dump(&store);
    let folder = [
        clipping("Two", &["rebuke", "swath"], 2),
        clipping("Nine", &["rebuke", "siege"], 9),
        clipping("Five", &["rebuke", "awe"], 5),
        clipping("Tomorrow", &["rebuke", "dusk"], -1),
    ];
    let (committed, imported) = store.import(&folder, 1, at(3)).unwrap();
    assert_eq!((committed.changes.new_terms, committed.changes.terms.len()), (4, 5));
    let words = ["rebuke", "siege", "awe", "swath", "dusk"];
    assert_eq!(words.map(|word| saved(&store, word)), [9, 9, 5, 2, 0]);
    let rows = store.articles().unwrap();
    let created = |place: usize| {
        let row = rows.iter().find(|row| row.article_id == imported[place].article_id());
        at(3).utc_ms - row.unwrap().created_at
    };
    assert_eq!((created(1), created(3)), (9 * DAY + 3, 0), "no file is from tomorrow");
    let term_id = store.terms_for("en", &["rebuke"]).unwrap()[0].term_id;
    let contexts = store.contexts_of_term(term_id).unwrap();
    let titles: Vec<_> = contexts.iter().map(|context| context.article_title.as_str()).collect();
    assert_eq!(titles, ["Tomorrow", "Two", "Five", "Nine"], "the newest first");
    let log = store.status_log(term_id).unwrap();
    assert_eq!((log.len(), log[0].at), (1, at(3).utc_ms));
    let undone = store.undo(at(4)).unwrap().unwrap();
    assert!(matches!(undone.op, Op::Import { articles: 4, .. }));
    assert_eq!(dump(&store), before);
    assert_eq!(saved(&store, "swath"), 0);
}

#[test]
fn a_status_of_the_learners_outlives_a_folder() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "Today", &["swath"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    store.set_status(term_id, Some(Status::Learned), at(2)).unwrap();
    let folder = [clipping("Two", &["swath"], 2), clipping("Three", &["swath"], 3)];
    store.import(&folder, 1, at(3)).unwrap();
    let term = store.terms(&[term_id]).unwrap().remove(0);
    assert_eq!((term.status, term.contexts), (Some(Status::Learned), 3));
    store.set_status(term_id, None, at(4)).unwrap();
    store.import(&[clipping("Four", &["swath"], 4)], 2, at(5)).unwrap();
    assert_eq!(store.terms(&[term_id]).unwrap()[0].status, None);
}

#[test]
fn several_spans_are_taken_in_as_one_step() {
    let library = Library::new();
    let mut store = library.open();
    let (_, one) = import(&mut store, "One", &["swath"]);
    let (_, two) = import(&mut store, "Two", &["rebuke"]);
    let before = dump(&store);
    let spans = [occurrence(one, 7, "siege"), occurrence(two, 8, "the whole line")];
    let committed = store.take_in(&spans, at(2)).unwrap();
    assert_eq!(committed.op, Op::TakeIn { words: 2 });
    let term = |word: &str| store.terms_for("en", &[word]).unwrap().remove(0);
    assert_eq!((term("siege").status, term("the").contexts), (Some(Status::New), 1));
    assert_eq!(store.bold_edits(two).unwrap().len(), 1);
    store.undo(at(3)).unwrap().unwrap();
    assert_eq!(dump(&store), before);
}

#[test]
fn what_is_taken_in_of_an_old_file_was_met_when_the_file_was() {
    let library = Library::new();
    let mut store = library.open();
    let (_, imported) = store.import(&[clipping("Nine", &["swath"], 9)], 1, at(0)).unwrap();
    let span = occurrence(imported[0].article_id(), 7, "siege");
    store.take_in(&[span], at(2)).unwrap();
    assert_eq!(saved(&store, "siege"), 9);
}

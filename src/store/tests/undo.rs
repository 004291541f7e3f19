use super::property::dump;
use crate::store::testing::{Library, anchor, article, at, import, word};
use crate::store::{Op, Store, StoreError};
use crate::study::{NoteId, Position, Status};

#[test]
fn undoing_an_import_keeps_the_uuids_for_a_redo() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let uuids = |store: &Store| -> Vec<String> {
        let mut statement = store
            .conn
            .prepare("SELECT uuid FROM terms UNION SELECT uuid FROM articles")
            .unwrap();
        statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    let before = uuids(&store);
    let undone = store.undo(at(2)).unwrap().unwrap();
    assert!(matches!(undone.op, Op::Import { articles: 1, .. }));
    assert!(undone.changes.library);
    assert!(store.articles().unwrap().is_empty());
    assert!(store.terms_for("en", &["swath"]).unwrap().is_empty());
    store.redo(at(3)).unwrap().unwrap();
    assert_eq!(uuids(&store), before);
    assert!(store.article(article_id).unwrap().is_some());
    // The same when the same bytes are imported again instead.
    store.undo(at(4)).unwrap();
    let (_, imported) = store.import(&[article("One", &["swath"])], 1, at(5)).unwrap();
    assert_eq!(imported[0].article_id(), article_id);
    assert_eq!(uuids(&store), before);
    assert_eq!(store.contexts_of_article(article_id).unwrap().len(), 1);
    assert!(store.redo(at(6)).unwrap().is_none(), "a new change ends the redo stack");
}

#[test]
fn taking_a_status_back_is_a_row_that_names_the_one_it_takes_back() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    store.set_status(term_id, Some(Status::Learned), at(2)).unwrap();
    store.undo(at(3)).unwrap();
    store.redo(at(4)).unwrap();
    let log = store.status_log(term_id).unwrap();
    let seen: Vec<_> = log
        .iter()
        .map(|change| (change.to, change.source.as_str(), change.reverts))
        .collect();
    assert_eq!(
        seen,
        [
            (Some(Status::New), "import", None),
            (Some(Status::Learned), "learner", None),
            (Some(Status::New), "undo", Some(log[1].log_id)),
            (Some(Status::Learned), "undo", Some(log[2].log_id)),
        ]
    );
}

#[test]
fn where_one_has_read_outlives_the_undo_of_a_rename() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    store.rename_article(article_id, "Another", at(2)).unwrap();
    let here = Position {
        anchor: anchor(5, 0, "here"),
        cut: Some(-125),
        source_byte: Some(40),
    };
    store.set_position(article_id, &here, None).unwrap();
    store.touch_opened(article_id, at(3)).unwrap();
    store.undo(at(4)).unwrap();
    let article = store.article(article_id).unwrap().unwrap();
    assert_eq!(article.title, "One");
    assert_eq!(article.position, Some(here));
    assert_eq!(store.last_opened().unwrap(), Some(article_id));
}

#[test]
fn batches_of_one_import_are_one_step() {
    let library = Library::new();
    let mut store = library.open();
    let mut batch = |titles: [&str; 2], number| {
        let articles = titles.map(|title| article(title, &["swath", title]));
        store.import(&articles, number, at(1)).unwrap().0
    };
    let first = batch(["One", "Two"], 7);
    let second = batch(["Three", "Four"], 7);
    assert_eq!(first.serial, second.serial);
    assert_eq!(batch(["Five", "Six"], 8).undo_depth, 2);
    store.undo(at(2)).unwrap();
    let undone = store.undo(at(3)).unwrap().unwrap();
    assert_eq!(
        undone.op,
        Op::Import {
            articles: 4,
            title: "One".to_owned(),
            batch: 7
        }
    );
    assert!(store.articles().unwrap().is_empty());
    store.redo(at(4)).unwrap();
    assert_eq!(store.articles().unwrap().len(), 4);
}

#[test]
fn a_failed_change_leaves_everything_as_it_was() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    store.rename_article(article_id, "Two", at(2)).unwrap();
    store.undo(at(3)).unwrap();
    let before = dump(&store);
    let mut bad = article("Three", &["rebuke"]);
    bad.terms.push(word(9, " "));
    assert!(
        store.import(&[bad], 0, at(4)).is_err(),
        "a word of white space has no key"
    );
    assert!(store.delete_note(NoteId(77), at(5)).is_err());
    assert_eq!(dump(&store), before);
    assert_eq!((store.history.undo.len(), store.history.redo.len()), (1, 1));

    // Another program holds the library: neither change nor undo happens, and both can be tried again.
    let other = rusqlite::Connection::open(&library.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    store.conn.busy_timeout(std::time::Duration::ZERO).unwrap();
    assert!(matches!(store.undo(at(6)), Err(StoreError::Busy { .. })));
    assert!(matches!(store.redo(at(6)), Err(StoreError::Busy { .. })));
    assert_eq!((store.history.undo.len(), store.history.redo.len()), (1, 1));
    other.execute_batch("ROLLBACK").unwrap();
    assert!(store.redo(at(7)).unwrap().is_some());
}

#[cfg(unix)]
#[test]
fn a_library_that_was_taken_away_says_so_and_goes_on_when_it_is_back() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let away = library.folder.path().join("away.db");
    std::fs::rename(&library.path, &away).unwrap();
    assert!(matches!(
        store.rename_article(article_id, "Two", at(2)),
        Err(StoreError::Gone { .. })
    ));
    std::fs::rename(&away, &library.path).unwrap();
    store.rename_article(article_id, "Two", at(3)).unwrap();
}

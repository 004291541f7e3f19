use crate::store::testing::{Library, at, import, occurrence};
use crate::store::{PastDeed, PastKind, Store, StoreError, TakenBack, UntouchedWord};
use crate::study::{Status, Term};

const DAY: i64 = 86_400_000;

fn term(store: &Store, form: &str) -> Option<Term> {
    store.terms_for("en", &[form]).unwrap().into_iter().next()
}

fn newest(store: &Store) -> PastDeed {
    store.past().unwrap().remove(0)
}

fn untouched(word: &str) -> UntouchedWord {
    UntouchedWord {
        headword: word.to_owned(),
        forms: vec![word.to_owned()],
    }
}

#[test]
fn a_deleted_article_note_word_and_gloss_come_back_after_a_restart() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "Harbour", &["swath", "rebuke"]);
    let swath = term(&store, "swath").unwrap().term_id;
    let (_, note_id) = store.create_note(swath, "a **strip**\nof [[land]]", 1, at(2)).unwrap();
    store.set_gloss(swath, "strip", 2, at(3)).unwrap();
    store.delete_note(note_id, at(4)).unwrap();
    store.set_gloss(swath, "", 3, at(5)).unwrap();
    store
        .set_bold(&occurrence(article_id, 2, "rebuke"), false, at(6))
        .unwrap();
    store.delete_article(article_id, at(7)).unwrap();
    assert!(term(&store, "rebuke").is_none());
    drop(store);

    let mut store = library.open();
    let past = store.past().unwrap();
    let told: Vec<_> = past
        .iter()
        .map(|past| (past.kind, past.title.as_str(), past.detail.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (PastKind::Article, "Harbour", ""),
            (PastKind::Term, "rebuke", ""),
            (PastKind::Gloss, "swath", "strip"),
            (PastKind::Note, "swath", "a strip of land"),
        ]
    );
    for past in &past {
        let (committed, outcome) = store.take_back(past.past_id, at(8)).unwrap();
        assert_eq!(outcome.kept, 0, "{past:?}");
        assert!(!committed.changes.is_empty());
    }
    assert!(store.article(article_id).unwrap().is_some());
    let swath = term(&store, "swath").unwrap();
    assert_eq!((swath.gloss.as_str(), swath.notes.len()), ("strip", 1));
    let rebuke = term(&store, "rebuke").unwrap();
    assert_eq!((rebuke.status, rebuke.contexts), (Some(Status::New), 1));
    let log = store.status_log(rebuke.term_id).unwrap();
    assert_eq!(log.last().unwrap().reverts, Some(log[log.len() - 2].log_id));
    assert!(store.past().unwrap().iter().all(|past| past.taken_back));
    assert!(matches!(
        store.take_back(past[0].past_id, at(9)),
        Err(StoreError::NoSuchRow { .. })
    ));
    // Each is one step.
    for _ in 0..past.len() {
        store.undo(at(9)).unwrap().unwrap();
    }
    assert!(store.article(article_id).unwrap().is_none());
    assert!(store.past().unwrap().iter().all(|past| !past.taken_back));
}

#[test]
fn of_a_sweep_only_what_is_still_as_swept_comes_back() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "Harbour", &["swath"]);
    let words = ["tide", "crane", "rope"].map(untouched);
    store.finish(article_id, &words, at(2)).unwrap();
    let (crane, rope) = (term(&store, "crane").unwrap(), term(&store, "rope").unwrap());
    store.set_status(crane.term_id, Some(Status::Met), at(3)).unwrap();
    store.create_note(rope.term_id, "thick", 1, at(4)).unwrap();
    drop(store);

    let mut store = library.open();
    let past = newest(&store);
    assert_eq!(
        (past.kind, past.count, past.title.as_str()),
        (PastKind::Finish, 3, "Harbour")
    );
    store.take_back(past.past_id, at(5)).unwrap();
    assert!(term(&store, "tide").is_none());
    assert_eq!(term(&store, "crane").unwrap().status, Some(Status::Met));
    let rope = term(&store, "rope").unwrap();
    assert_eq!((rope.status, rope.notes.len()), (None, 1));
}

#[test]
fn a_joined_word_comes_apart_again_and_what_it_got_since_stays() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["colour", "color"]);
    let id = |store: &Store, form: &str| term(store, form).unwrap().term_id;
    let (colour, color) = (id(&store, "colour"), id(&store, "color"));
    store.join_terms(color, colour, at(2)).unwrap();
    store.set_status(colour, Some(Status::Nearly), at(3)).unwrap();
    drop(store);
    let mut store = library.open();
    let past = newest(&store);
    assert_eq!(
        (past.kind, past.title.as_str(), past.detail.as_str()),
        (PastKind::Join, "color", "colour")
    );
    store.take_back(past.past_id, at(4)).unwrap();
    assert_eq!((id(&store, "colour"), id(&store, "color")), (colour, color));
    assert_eq!(term(&store, "colour").unwrap().status, Some(Status::Nearly));
    assert_eq!(term(&store, "color").unwrap().contexts, 1);
}

#[test]
fn a_word_whose_form_another_word_has_by_now_is_one_with_it() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["left", "leave"]);
    store
        .set_bold(&occurrence(article_id, 1, "left"), false, at(2))
        .unwrap();
    let past = newest(&store);
    store
        .treat_form("en", crate::text::TermKind::Word, "left", "leave", at(3))
        .unwrap();
    let (_, TakenBack { restored, .. }) = store.take_back(past.past_id, at(4)).unwrap();
    assert!(restored > 0);
    assert_eq!(term(&store, "left").unwrap().headword, "leave");
    assert_eq!(term(&store, "left").unwrap().contexts, 2);
}

#[test]
fn what_is_undone_in_the_session_is_shown_as_taken_back_and_done_again_as_not() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    store.delete_article(article_id, at(2)).unwrap();
    assert!(!newest(&store).taken_back);
    store.undo(at(3)).unwrap();
    assert!(newest(&store).taken_back);
    store.redo(at(4)).unwrap();
    assert!(!newest(&store).taken_back);
    assert_eq!(store.past().unwrap().len(), 1);
}

#[test]
fn after_90_days_it_is_gone_and_no_more_is_kept_than_has_room() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    store.delete_article(article_id, at(0)).unwrap();
    drop(store);
    let mut store = library.open();
    store.sweep(at(89 * DAY)).unwrap();
    assert_eq!(store.past().unwrap().len(), 1);
    let row = "INSERT INTO history (uuid, kind, title, detail, count, images, at, utc_offset_minutes)
               VALUES (?1, 'note', '', '', 1, hex(zeroblob(6000000)), ?2, 0)";
    for number in 0..3 {
        let at = at(number).utc_ms;
        store.conn.execute(row, (number.to_string(), at)).unwrap();
    }
    store.sweep(at(89 * DAY)).unwrap();
    let kinds: Vec<_> = store.past().unwrap().into_iter().map(|past| past.kind).collect();
    assert_eq!(kinds, [PastKind::Note, PastKind::Note], "the oldest goes first");
    store.sweep(at(91 * DAY)).unwrap();
    assert!(store.past().unwrap().is_empty());
}

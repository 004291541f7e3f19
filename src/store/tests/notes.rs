use crate::store::testing::{Library, at, import};
use crate::store::{Op, Store};
use crate::study::{NoteKind, Status, TermId};

const MINUTE: i64 = 60_000;

fn with_a_term(library: &Library) -> (Store, TermId) {
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    (store, term_id)
}

fn body(store: &Store, term_id: TermId) -> Option<String> {
    store.terms(&[term_id]).unwrap()[0]
        .notes
        .first()
        .map(|note| note.body.clone())
}

#[test]
fn one_editing_session_is_one_step() {
    let library = Library::new();
    let (mut store, term_id) = with_a_term(&library);
    let (committed, note_id) = store.create_note(term_id, "a", 1, at(2)).unwrap();
    assert_eq!(committed.changes.notes, [note_id]);
    assert_eq!(committed.changes.terms, [term_id]);
    store.save_note(note_id, "a strip", 1, at(3)).unwrap();
    store.save_note(note_id, "a strip of", 2, at(4)).unwrap();
    let committed = store.save_note(note_id, "a strip of land\u{0} 一片", 2, at(5)).unwrap();
    assert_eq!(committed.undo_depth, 3);
    assert_eq!(
        committed.op,
        Op::EditNote {
            note_id,
            on: NoteKind::Term,
            headword: "swath".to_owned(),
            session: 2
        }
    );
    assert!(
        store
            .save_note(note_id, "a strip of land\u{0} 一片", 2, at(6))
            .unwrap()
            .changes
            .is_empty()
    );
    store.undo(at(7)).unwrap();
    assert_eq!(body(&store, term_id).as_deref(), Some("a strip"));
    store.undo(at(8)).unwrap();
    assert_eq!(body(&store, term_id), None);
    store.redo(at(9)).unwrap();
    assert_eq!(body(&store, term_id).as_deref(), Some("a strip"));
    store.redo(at(10)).unwrap();
    assert_eq!(body(&store, term_id).as_deref(), Some("a strip of land\u{0} 一片"));
}

#[test]
fn another_change_between_two_saves_parts_the_session() {
    let library = Library::new();
    let (mut store, term_id) = with_a_term(&library);
    let (_, note_id) = store.create_note(term_id, "one", 1, at(2)).unwrap();
    store.raise_status(term_id, at(3)).unwrap();
    store.save_note(note_id, "two", 1, at(4)).unwrap();
    store.undo(at(5)).unwrap();
    assert_eq!(body(&store, term_id).as_deref(), Some("one"));
}

#[test]
fn a_glosss_session_is_one_step_too() {
    let library = Library::new();
    let (mut store, term_id) = with_a_term(&library);
    for (session, gloss) in [(1, "s"), (1, "strip "), (2, "band")] {
        store.set_gloss(term_id, gloss, session, at(2)).unwrap();
    }
    let gloss = |store: &Store| store.terms(&[term_id]).unwrap()[0].gloss.clone();
    assert_eq!(gloss(&store), "band");
    store.undo(at(3)).unwrap();
    assert_eq!(gloss(&store), "strip");
    store.undo(at(4)).unwrap();
    assert_eq!(gloss(&store), "");
}

#[test]
fn a_version_is_kept_every_five_minutes_and_before_most_of_it_goes() {
    let library = Library::new();
    let (mut store, term_id) = with_a_term(&library);
    let (_, note_id) = store.create_note(term_id, "first of all", 1, at(0)).unwrap();
    for minute in 1..=11 {
        store
            .save_note(note_id, &format!("first of all, {minute}"), 1, at(minute * MINUTE))
            .unwrap();
    }
    let bodies = |store: &Store| -> Vec<String> {
        store
            .note_versions(note_id)
            .unwrap()
            .into_iter()
            .map(|version| version.body)
            .collect()
    };
    assert_eq!(bodies(&store), ["first of all, 10", "first of all, 5", "first of all"]);
    store.save_note(note_id, "", 1, at(12 * MINUTE)).unwrap();
    assert_eq!(bodies(&store)[0], "first of all, 11");
    drop(store);
    let mut store = library.open();
    let day = 86_400_000;
    store.sweep(at(7 * day)).unwrap();
    assert_eq!(bodies(&store).len(), 4);
    store.sweep(at(91 * day)).unwrap();
    assert_eq!(bodies(&store).len(), 0);
    assert_eq!(store.note(note_id).unwrap().unwrap().0.body, "");
}

#[test]
fn what_is_deleted_bit_by_bit_is_kept_whole_once() {
    let library = Library::new();
    let (mut store, term_id) = with_a_term(&library);
    let (_, note_id) = store.create_note(term_id, "a strip", 1, at(0)).unwrap();
    store.save_note(note_id, "a strip of", 1, at(1)).unwrap();
    let whole = "a strip of land, of voters, of damage, of anything";
    store.save_note(note_id, whole, 1, at(2)).unwrap();
    for (second, length) in (3..).zip((0..whole.len()).rev().step_by(5)) {
        store.save_note(note_id, &whole[..length], 1, at(second)).unwrap();
    }
    let versions = store.note_versions(note_id).unwrap();
    assert!(versions.iter().any(|version| version.body == whole), "{versions:?}");
}

#[test]
fn what_is_typed_into_a_note_that_was_taken_back_is_not_lost() {
    let library = Library::new();
    let (mut store, _) = with_a_term(&library);
    let article_id = store.articles().unwrap()[0].article_id;
    let place = crate::store::testing::occurrence(article_id, 5, "rebuke");
    let (_, still) = store.set_bold(&place, true, at(2)).unwrap();
    let term_id = still.term_id.unwrap();
    let (_, note_id) = store.create_note(term_id, "scold", 1, at(3)).unwrap();
    store.undo(at(4)).unwrap();
    store.undo(at(5)).unwrap();
    assert!(store.note(note_id).unwrap().is_none());
    store.save_note(note_id, "scold sharply", 1, at(6)).unwrap();
    assert_eq!(body(&store, term_id).as_deref(), Some("scold sharply"));
    assert_eq!(store.terms(&[term_id]).unwrap()[0].forms, ["rebuke"]);
    store.delete_note(note_id, at(7)).unwrap();
    assert!(store.delete_note(note_id, at(8)).is_err());
    store.undo(at(9)).unwrap();
    assert_eq!(store.note(note_id).unwrap().unwrap().1, Some(term_id));
}

#[test]
fn a_record_of_a_note_says_what_it_is_on_and_where_its_word_was_met_last() {
    let library = Library::new();
    let (mut store, term_id) = with_a_term(&library);
    let (_, first) = store.create_note(term_id, "a strip #land", 1, at(2)).unwrap();
    let (_, second) = store.create_note(term_id, "of land", 2, at(3)).unwrap();
    let records = store.note_records().unwrap();
    assert_eq!(
        records.iter().map(|note| note.note_id).collect::<Vec<_>>(),
        [second, first]
    );
    let note = &records[1];
    assert_eq!((note.kind, note.body.as_str()), (NoteKind::Term, "a strip #land"));
    assert_eq!(note.quote.as_deref(), Some("swath"));
    assert_eq!(note.sentence.as_deref(), Some("The swath."));
    assert_eq!(note.anchor.as_ref().map(|anchor| anchor.quote.as_str()), Some("swath"));
    let term = note.term.as_ref().unwrap();
    assert_eq!((term.headword.as_str(), term.status), ("swath", Some(Status::New)));
    let article = note.article.clone().unwrap();
    assert_eq!((article.title.as_str(), article.present), ("One", true));
    store.delete_article(article.article_id, at(4)).unwrap();
    store.delete_note(second, at(5)).unwrap();
    let records = store.note_records_of(&[first, second]).unwrap();
    assert_eq!(records.len(), 1);
    assert!(!records[0].article.as_ref().unwrap().present);
}

use crate::store::testing::{Library, at, import, occurrence};
use crate::store::{Op, Store};
use crate::study::{NoteEdit, NoteId, NoteKind, NoteTarget, TermId};

const DAY: i64 = 86_400_000;

fn with_a_note(library: &Library) -> (Store, TermId, NoteId) {
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    let (_, note_id) = store.create_note(term_id, "a strip 一片 #land", 1, at(2)).unwrap();
    (store, term_id, note_id)
}

#[test]
fn a_deleted_note_lies_in_the_trash_for_90_days_and_comes_back_whole() {
    let library = Library::new();
    let (mut store, term_id, note_id) = with_a_note(&library);
    let record = store.note_records().unwrap().remove(0);
    store.delete_note(note_id, at(3)).unwrap();
    let trash = store.trashed_notes().unwrap();
    assert_eq!((trash.len(), trash[0].deleted_at), (1, at(3).utc_ms));
    assert_eq!(trash[0].record, record);
    drop(store);

    let mut store = library.open();
    store.sweep(at(89 * DAY)).unwrap();
    let committed = store.restore_note(note_id, at(89 * DAY)).unwrap();
    let headword = "swath".to_owned();
    assert_eq!(
        committed.op,
        Op::RestoreNote {
            note_id,
            on: NoteKind::Term,
            headword
        }
    );
    assert_eq!(
        (&committed.changes.notes[..], &committed.changes.terms[..]),
        (&[note_id][..], &[term_id][..])
    );
    assert_eq!(store.note_records().unwrap(), [record]);
    assert!(store.trashed_notes().unwrap().is_empty());
    assert!(
        store.restore_note(note_id, at(89 * DAY)).is_err(),
        "it is not there any more"
    );
    store.undo(at(89 * DAY)).unwrap();
    assert_eq!(store.trashed_notes().unwrap().len(), 1);
    drop(store);

    let mut store = library.open();
    store.sweep(at(180 * DAY)).unwrap();
    assert!(store.trashed_notes().unwrap().is_empty());
    assert!(store.restore_note(note_id, at(180 * DAY)).is_err());
}

#[test]
fn a_note_brings_its_word_back() {
    let library = Library::new();
    let (mut store, ..) = with_a_note(&library);
    let article_id = store.articles().unwrap()[0].article_id;
    let (_, still) = store
        .set_bold(&occurrence(article_id, 5, "rebuke"), true, at(3))
        .unwrap();
    let term_id = still.term_id.unwrap();
    let (_, note_id) = store.create_note(term_id, "scold", 3, at(4)).unwrap();
    store.delete_note(note_id, at(5)).unwrap();
    store
        .set_bold(&occurrence(article_id, 5, "rebuke"), false, at(6))
        .unwrap();
    assert!(store.terms(&[term_id]).unwrap().is_empty());
    store.restore_note(note_id, at(8)).unwrap();
    assert_eq!(store.terms(&[term_id]).unwrap()[0].notes[0].body, "scold");
}

#[test]
fn a_note_that_was_emptied_says_again_what_it_said_a_week_later() {
    let library = Library::new();
    let (mut store, _, note_id) = with_a_note(&library);
    store.save_note(note_id, "", 2, at(3)).unwrap();
    drop(store);
    let mut store = library.open();
    store.sweep(at(7 * DAY)).unwrap();
    let versions = store.note_versions(note_id).unwrap();
    assert_eq!(versions[0].body, "a strip 一片 #land");
    let body = |store: &Store| store.note_records().unwrap()[0].body.clone();
    store.revert_note(note_id, &versions[0].body, at(7 * DAY)).unwrap();
    assert_eq!(body(&store), "a strip 一片 #land");
    store.undo(at(7 * DAY)).unwrap();
    assert_eq!(body(&store), "");
}

#[test]
fn what_it_says_now_is_a_version_before_it_says_something_older() {
    let library = Library::new();
    let (mut store, _, note_id) = with_a_note(&library);
    store.save_note(note_id, "a strip of land", 2, at(3)).unwrap();
    store.revert_note(note_id, "a strip", at(4)).unwrap();
    let bodies: Vec<_> = store
        .note_versions(note_id)
        .unwrap()
        .into_iter()
        .map(|it| it.body)
        .collect();
    assert_eq!(bodies, ["a strip of land", "a strip 一片 #land"]);
    assert!(store.revert_note(note_id, "a strip", at(5)).unwrap().changes.is_empty());
    store.delete_note(note_id, at(6)).unwrap();
    assert!(store.revert_note(note_id, "x", at(7)).is_err());
}

#[test]
fn marking_for_review_is_stored_and_can_be_undone() {
    let library = Library::new();
    let (mut store, _, note_id) = with_a_note(&library);
    let marked = |store: &Store| store.note_records().unwrap()[0].review;
    let mark = |store: &mut Store, time| {
        let on = NoteTarget::Note(note_id);
        store
            .edit_note(&on, &NoteEdit::Review(true), at(time))
            .map(|done| done.0)
    };
    let committed = mark(&mut store, 3).unwrap();
    assert!(marked(&store) && committed.changes.notes == [note_id]);
    assert!(mark(&mut store, 4).unwrap().changes.is_empty());
    store.undo(at(5)).unwrap();
    assert!(!marked(&store));
    store.delete_note(note_id, at(6)).unwrap();
    assert!(mark(&mut store, 7).is_err());
}

#[test]
fn notes_that_a_change_touches_are_found_through_their_terms_and_articles() {
    let library = Library::new();
    let (store, term_id, note_id) = with_a_note(&library);
    let article_id = store.articles().unwrap()[0].article_id;
    for (notes, terms, articles) in [
        (&[note_id][..], &[][..], &[][..]),
        (&[], &[term_id], &[]),
        (&[], &[], &[article_id]),
        (&[note_id], &[term_id], &[article_id]),
    ] {
        assert_eq!(store.notes_touched(notes, terms, articles).unwrap(), [note_id]);
    }
    assert!(store.notes_touched(&[], &[TermId(99)], &[]).unwrap().is_empty());
}

#[test]
fn what_comes_out_of_the_trash_is_not_offered_again_in_the_history_list() {
    let library = Library::new();
    let (mut store, _, note_id) = with_a_note(&library);
    store.delete_note(note_id, at(3)).unwrap();
    let taken_back = |store: &Store| store.past().unwrap()[0].taken_back;
    assert!(!taken_back(&store));
    store.restore_note(note_id, at(4)).unwrap();
    assert!(taken_back(&store));
    store.undo(at(5)).unwrap().unwrap();
    assert!(!taken_back(&store), "it lies in the trash again");
    store.redo(at(6)).unwrap().unwrap();
    assert!(taken_back(&store));
    // Deleted anew it is a new entry, and the old one is done with.
    store.delete_note(note_id, at(7)).unwrap();
    let past: Vec<_> = store.past().unwrap().iter().map(|past| past.taken_back).collect();
    assert_eq!(past, [false, true]);
}

//! Notes that go out and come in again.

use proptest::prelude::*;

use super::property::dump;
use crate::store::testing::{Library, at, cases, import};
use crate::store::{Imported, Store};
use crate::study::SharedNote;

fn with_notes(library: &Library, bodies: &[String]) -> Store {
    let mut store = library.open();
    import(&mut store, "One", &["swath", "rebuke", "awe"]);
    let terms = store.terms_for("en", &["swath", "rebuke", "awe"]).unwrap();
    for (number, body) in bodies.iter().enumerate() {
        let number_ms = i64::try_from(number).unwrap();
        let term_id = terms[number % terms.len()].term_id;
        store
            .create_note(term_id, body, number as u64, at(2 + number_ms))
            .unwrap();
    }
    store
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn deleted_or_not_the_same_notes_come_back(bodies in prop::collection::vec(any::<String>(), 1..6), gone in any::<u8>()) {
        let library = Library::new();
        let mut store = with_notes(&library, &bodies);
        let (notes, before) = (store.shared_notes().unwrap(), dump(&store));
        let same = store.import_notes(&notes, at(10)).unwrap();
        prop_assert_eq!((same.0.serial, same.1.same), (0, u32::try_from(notes.len()).unwrap()));
        let ids = store.note_records().unwrap().into_iter().map(|note| note.note_id);
        let ids: Vec<_> = ids.enumerate().filter(|(place, _)| gone >> place & 1 == 1).map(|(_, id)| id).collect();
        for note_id in &ids {
            store.delete_note(*note_id, at(11)).unwrap();
        }
        let deleted = dump(&store);
        let (committed, report) = store.import_notes(&notes, at(12)).unwrap();
        prop_assert_eq!(report.back as usize, ids.len());
        prop_assert_eq!(dump(&store), before);
        prop_assert_eq!(&store.shared_notes().unwrap(), &notes);
        if committed.serial != 0 {
            store.undo(at(13)).unwrap();
            prop_assert_eq!(dump(&store), deleted);
        }
        // Another library that has the same article.
        let other = Library::new();
        let mut elsewhere = with_notes(&other, &[]);
        let (_, report) = elsewhere.import_notes(&notes, at(14)).unwrap();
        prop_assert_eq!(report.new as usize, notes.len());
        prop_assert!(report.missing.is_empty());
        let plain = |note: &SharedNote| SharedNote { article: None, term: None, ..note.clone() };
        let there: Vec<SharedNote> = elsewhere.shared_notes().unwrap().iter().map(plain).collect();
        prop_assert_eq!(there, notes.iter().map(plain).collect::<Vec<_>>());
    }
}

#[test]
fn of_two_that_differ_the_newer_one_counts() {
    let library = Library::new();
    let mut store = with_notes(&library, &["here".to_owned()]);
    let mut notes = store.shared_notes().unwrap();
    let note_id = store.note_records().unwrap()[0].note_id;
    notes[0].body = "older, from there".to_owned();
    notes[0].updated_at -= 1;
    let (committed, report) = store.import_notes(&notes, at(20)).unwrap();
    assert_eq!((committed.serial, &report.kept[..]), (0, &["here".to_owned()][..]));
    notes[0].body = "newer, from there".to_owned();
    notes[0].updated_at += 2;
    let (_, report) = store.import_notes(&notes, at(21)).unwrap();
    assert_eq!((report.updated, report.kept.len()), (1, 0));
    assert_eq!(store.note_records().unwrap()[0].body, "newer, from there");
    let versions = store.note_versions(note_id).unwrap();
    assert_eq!(versions[0].body, "here", "what it said before is kept");
    store.undo(at(22)).unwrap();
    assert_eq!(store.note_records().unwrap()[0].body, "here");
}

#[test]
fn a_word_that_is_not_here_is_made_without_a_status() {
    let (library, other) = (Library::new(), Library::new());
    let notes = with_notes(&library, &["one".to_owned()]).shared_notes().unwrap();
    let mut store = other.open();
    let (committed, report) = store.import_notes(&notes, at(5)).unwrap();
    assert_eq!(
        (report.new, report.missing.len()),
        (1, 0),
        "a borrowed sentence needs no article"
    );
    assert_eq!(committed.changes.new_terms, 1);
    let back = store.shared_notes().unwrap();
    assert_eq!(
        (&back[0].uuid, &back[0].term, &back[0].body),
        (&notes[0].uuid, &notes[0].term, &notes[0].body)
    );
    assert_eq!(
        (&back[0].quote, &back[0].sentence),
        (&notes[0].quote, &notes[0].sentence)
    );
    let term = &store.terms_for("en", &["awe", "swath", "rebuke"]).unwrap()[0];
    assert_eq!((term.status, term.notes.len()), (None, 1));
    store.undo(at(6)).unwrap();
    assert!(dump(&store).is_empty());
}

#[test]
fn an_article_that_comes_later_finds_its_notes() {
    let (library, other) = (Library::new(), Library::new());
    let store = with_notes(&library, &[]);
    let article = store.kept_articles().unwrap().remove(0);
    let mut note = with_notes(&Library::new(), &["x".to_owned()])
        .shared_notes()
        .unwrap()
        .remove(0);
    note.kind = crate::study::NoteKind::Article;
    (note.term, note.borrowed, note.anchor, note.quote) = (None, false, None, None);
    let home = note.article.as_mut().unwrap();
    home.uuid.clone_from(&article.uuid);
    let mut elsewhere = other.open();
    let (_, report) = elsewhere.import_notes(std::slice::from_ref(&note), at(3)).unwrap();
    assert_eq!(report.missing, ["One"]);
    let (_, imported) = elsewhere
        .import(&[crate::store::testing::article("One", &["swath"])], 7, at(4))
        .unwrap();
    assert!(matches!(imported[..], [Imported::New(_)]));
    assert_eq!(elsewhere.kept_articles().unwrap()[0].uuid, article.uuid);
    let record = elsewhere.note_records().unwrap().remove(0);
    assert!(record.article.unwrap().present);
}

//! Notes on passages and articles: made once, coloured, dropped, placed anew.

use crate::store::testing::{Library, anchor, article, at, import};
use crate::store::{ArticleUpdate, Op, Store};
use crate::study::{ArticleId, MovedNote, NoteColour, NoteEdit, NoteId, NoteKind, NotePlace, NoteRecord, NoteTarget};

fn place(article_id: ArticleId, byte: u32, quote: &str) -> NotePlace {
    NotePlace {
        article_id,
        anchor: anchor(1, byte, quote),
        sentence: format!("The {quote}."),
    }
}

fn write(body: &str, session: u64) -> NoteEdit {
    NoteEdit::Write {
        body: body.to_owned(),
        session,
    }
}

fn with_an_article(library: &Library) -> (Store, ArticleId, NoteTarget) {
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let on = NoteTarget::Passage(Box::new(place(article_id, 4, "swath of land")));
    (store, article_id, on)
}

fn only(store: &Store, article_id: ArticleId) -> NoteRecord {
    let mut records = store.note_records_of_article(article_id).unwrap();
    assert_eq!(records.len(), 1, "{records:?}");
    records.remove(0)
}

#[test]
fn a_passage_is_written_on_and_coloured_and_stays_one_note() {
    let library = Library::new();
    let (mut store, article_id, on) = with_an_article(&library);
    let (committed, note_id) = store
        .edit_note(&on, &NoteEdit::Colour(Some(NoteColour::Green)), at(2))
        .unwrap();
    assert_eq!(
        (committed.changes.notes, committed.changes.articles),
        (vec![note_id], vec![article_id])
    );
    let (committed, same) = store.edit_note(&on, &write("一片", 1), at(3)).unwrap();
    assert_eq!(same, note_id, "it has no words yet: they are its");
    assert!(
        matches!(committed.op, Op::EditNote { on: NoteKind::Passage, headword, .. } if headword == "swath of land")
    );
    let (_, other) = store.edit_note(&on, &write("another", 2), at(4)).unwrap();
    assert_ne!(other, note_id, "what was written is never written over");
    store.delete_note(other, at(5)).unwrap();
    store
        .edit_note(&NoteTarget::Note(note_id), &NoteEdit::Review(true), at(6))
        .unwrap();
    let note = only(&store, article_id);
    assert_eq!(
        (note.body.as_str(), note.colour, note.review),
        ("一片", Some(NoteColour::Green), true)
    );
    assert_eq!(note.quote.as_deref(), Some("swath of land"));
    assert_eq!(note.sentence.as_deref(), Some("The swath of land."));
    assert_eq!(
        note.article.as_ref().map(|article| article.article_id),
        Some(article_id)
    );
    store
        .edit_note(&NoteTarget::Note(note_id), &NoteEdit::Colour(None), at(7))
        .unwrap();
    assert_eq!(only(&store, article_id).colour, None, "its words stay");
    for _ in 0..7 {
        store.undo(at(8)).unwrap();
    }
    assert!(store.note_records_of_article(article_id).unwrap().is_empty());
}

#[test]
fn a_highlight_without_words_goes_with_its_colour_and_an_emptied_note_in_one_step() {
    let library = Library::new();
    let (mut store, article_id, on) = with_an_article(&library);
    let (_, note_id) = store
        .edit_note(&on, &NoteEdit::Colour(Some(NoteColour::Blue)), at(2))
        .unwrap();
    let note = NoteTarget::Note(note_id);
    store.edit_note(&note, &NoteEdit::Colour(None), at(3)).unwrap();
    assert!(store.note_records_of_article(article_id).unwrap().is_empty());
    assert!(
        store
            .edit_note(&note, &NoteEdit::Colour(Some(NoteColour::Blue)), at(4))
            .is_err()
    );
    store.undo(at(5)).unwrap();
    assert_eq!(only(&store, article_id).colour, Some(NoteColour::Blue));
    store.undo(at(5)).unwrap();

    let (_, note_id) = store.edit_note(&on, &write("kept", 3), at(6)).unwrap();
    let note = NoteTarget::Note(note_id);
    store.edit_note(&note, &write("", 4), at(7)).unwrap();
    let committed = store
        .edit_note(&note, &NoteEdit::Delete { emptied: true }, at(8))
        .unwrap()
        .0;
    assert_eq!(committed.undo_depth, 3);
    assert!(store.note_records_of_article(article_id).unwrap().is_empty());
    store.undo(at(9)).unwrap();
    assert_eq!(only(&store, article_id).body, "kept");
}

#[test]
fn an_article_has_its_note_and_a_words_note_keeps_where_it_was_written() {
    let library = Library::new();
    let (mut store, article_id, _) = with_an_article(&library);
    let on = NoteTarget::Article(article_id);
    let (committed, note_id) = store.edit_note(&on, &write("Read it again. #exam", 1), at(2)).unwrap();
    assert!(matches!(committed.op, Op::EditNote { on: NoteKind::Article, headword, .. } if headword == "One"));
    assert_eq!(only(&store, article_id).note_id, note_id);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    let at_word = Some(Box::new(place(article_id, 9, "swath")));
    let on = NoteTarget::Term { term_id, at: at_word };
    let (_, note_id) = store.edit_note(&on, &write("strip", 2), at(3)).unwrap();
    let note = &store.note_records_of(&[note_id]).unwrap()[0];
    assert_eq!(
        (note.kind, note.anchor.as_ref().map(|anchor| anchor.start.byte)),
        (NoteKind::Term, Some(9))
    );
    assert_eq!(note.article.as_ref().map(|article| article.title.as_str()), Some("One"));
    store.delete_article(article_id, at(4)).unwrap();
    assert!(
        store
            .edit_note(&NoteTarget::Article(article_id), &write("late", 9), at(5))
            .is_err()
    );
    store.save_note(note_id, "a strip", 3, at(6)).unwrap();
    assert_eq!(store.note_records().unwrap().len(), 2);
}

#[test]
fn a_note_that_lost_its_place_is_kept_and_finds_it_again() {
    let library = Library::new();
    let (mut store, article_id, on) = with_an_article(&library);
    let (_, note_id) = store.edit_note(&on, &write("kept", 1), at(2)).unwrap();
    let update = |place: Option<NotePlace>, bytes: &str| ArticleUpdate {
        lost: 0,
        gone: Vec::new(),
        new: Vec::new(),
        article_id,
        title: None,
        bytes: bytes.as_bytes().to_vec(),
        sha256: article(bytes, &[]).sha256,
        words: 1,
        contexts: Vec::new(),
        bold_edits: Vec::new(),
        gloss_edits: Vec::new(),
        notes: vec![MovedNote { note_id, place }],
        terms: Vec::new(),
        position: None,
        furthest: None,
        bookmark: None,
    };
    let committed = store.update_article(&update(None, "gone"), at(3)).unwrap();
    assert_eq!(committed.changes.notes, [note_id]);
    let note = only(&store, article_id);
    assert_eq!((note.placed, note.quote.as_deref()), (false, Some("swath of land")));
    assert_eq!(store.standing_notes(article_id).unwrap()[0].anchor.start.byte, 4);
    store
        .update_article(&update(Some(place(article_id, 30, "swath of lands")), "back"), at(4))
        .unwrap();
    let note = only(&store, article_id);
    assert_eq!((note.placed, note.quote.as_deref()), (true, Some("swath of lands")));
    store.undo(at(5)).unwrap();
    store.undo(at(6)).unwrap();
    let note = only(&store, article_id);
    assert_eq!((note.placed, note.quote.as_deref()), (true, Some("swath of land")));
    assert!(
        store
            .edit_note(&NoteTarget::Note(NoteId(99)), &write("x", 1), at(7))
            .is_err()
    );
}

#[test]
fn an_emptied_note_goes_once_however_often_that_is_seen() {
    let library = Library::new();
    let (mut store, article_id, on) = with_an_article(&library);
    let (_, note_id) = store.edit_note(&on, &write("kept", 1), at(2)).unwrap();
    let (note, emptied) = (NoteTarget::Note(note_id), NoteEdit::Delete { emptied: true });
    store.edit_note(&note, &write("", 1), at(3)).unwrap();
    store.edit_note(&note, &emptied, at(4)).unwrap();
    let again = store.edit_note(&note, &emptied, at(5)).unwrap().0;
    assert!(again.changes.is_empty());
    assert!(store.note_records_of_article(article_id).unwrap().is_empty());
    store.undo(at(6)).unwrap();
    assert_eq!(
        store.undo(at(7)).unwrap().map(|undone| undone.undo_depth),
        Some(0),
        "both are one step"
    );
}

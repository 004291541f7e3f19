use crate::store::testing::{Library, anchor, article, at, import, occurrence};
use crate::store::{ArticleUpdate, Imported, MovedBoldEdit, MovedContext, NewPlace, Origin};
use crate::study::Status;

#[test]
fn the_list_counts_what_is_bold_and_known() {
    let library = Library::new();
    let mut store = library.open();
    let (committed, one) = import(&mut store, "One", &["swath", "rebuke", "siege"]);
    assert!(committed.changes.library);
    assert_eq!(
        (committed.changes.terms.len(), committed.changes.articles.as_slice()),
        (3, &[one][..])
    );
    let (_, two) = import(&mut store, "Two", &["swath", "put off"]);
    let terms = store.terms_for("en", &["swath", "siege"]).unwrap();
    store
        .set_status(terms[0].term_id, Some(Status::WellKnown), at(2))
        .unwrap();
    store
        .set_status(terms[1].term_id, Some(Status::Ignored), at(3))
        .unwrap();
    store.touch_opened(one, at(9)).unwrap();
    let rows = store.articles().unwrap();
    let counts: Vec<_> = rows
        .iter()
        .map(|row| (row.article_id, row.words, row.terms, row.to_study, row.known))
        .collect();
    assert_eq!(counts, [(one, 6, 3, 1, 1), (two, 4, 2, 1, 1)]);
    assert_eq!(rows[0].origin, Origin::File("/articles/One.md".to_owned()));
    assert_eq!((rows[0].opened_at, rows[1].opened_at), (Some(at(9).utc_ms), None));
}

#[test]
fn an_article_gives_its_bytes_back() {
    let library = Library::new();
    let mut store = library.open();
    let mut new = article("One", &["swath"]);
    new.bytes = (0..=255).collect();
    let (_, imported) = store.import(std::slice::from_ref(&new), 0, at(1)).unwrap();
    let stored = store.article(imported[0].article_id()).unwrap().unwrap();
    assert_eq!(stored.bytes, new.bytes);
    assert_eq!((stored.language.as_str(), stored.position), ("en", None));
    assert_eq!(store.article_by_sha256(&new.sha256).unwrap(), Some(stored.article_id));
    assert_eq!(
        store.article_by_path("/articles/One.md").unwrap(),
        Some(stored.article_id)
    );
    assert_eq!(store.article_by_path("/articles/Two.md").unwrap(), None);
    let (committed, imported) = store.import(&[new], 1, at(2)).unwrap();
    assert_eq!(imported, [Imported::There(stored.article_id)]);
    assert!(committed.changes.is_empty());
    assert_eq!(committed.undo_depth, 1);
}

#[test]
fn deleting_an_article_takes_neither_words_nor_notes_and_the_same_bytes_bring_it_back() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    store.set_status(term_id, Some(Status::Nearly), at(2)).unwrap();
    let (_, note_id) = store.create_note(term_id, "a strip of land", 1, at(3)).unwrap();
    store.delete_article(article_id, at(4)).unwrap();
    assert!(store.articles().unwrap().is_empty());
    assert_eq!(store.article_by_path("/articles/One.md").unwrap(), None);
    assert_eq!(
        store.article_by_sha256(&article("One", &["swath"]).sha256).unwrap(),
        None
    );
    let term = &store.terms(&[term_id]).unwrap()[0];
    assert_eq!((term.status, term.notes[0].note_id), (Some(Status::Nearly), note_id));
    assert_eq!(store.contexts_of_term(term_id).unwrap()[0].article_title, "One");
    let (_, imported) = store.import(&[article("One", &["swath"])], 1, at(5)).unwrap();
    assert_eq!(imported, [Imported::Back(article_id)]);
    assert_eq!(store.contexts_of_term(term_id).unwrap().len(), 1);
    assert_eq!(store.terms(&[term_id]).unwrap()[0].status, Some(Status::Nearly));
}

#[test]
fn an_update_keeps_statuses_notes_dropped_bold_and_what_is_lost() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath", "rebuke", "siege", "awe"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    store.set_status(term_id, Some(Status::Met), at(2)).unwrap();
    store.set_bold(&occurrence(article_id, 4, "awe"), false, at(3)).unwrap();
    let contexts = store.contexts_of_article(article_id).unwrap();
    let edit = store.article(article_id).unwrap().unwrap().bold_edits.remove(0);
    let new = article("One", &["new", "swath", "awe"]);
    let place = |number: usize, place| MovedContext {
        context_id: contexts[number].context_id,
        place,
    };
    let update = ArticleUpdate {
        article_id,
        title: None,
        bytes: new.bytes.clone(),
        sha256: new.sha256,
        words: 6,
        contexts: vec![
            place(0, NewPlace::At(anchor(2, 4, "swath"))),
            place(1, NewPlace::Lost),
            place(2, NewPlace::Unbold),
        ],
        bold_edits: vec![MovedBoldEdit {
            bold_edit_id: edit.bold_edit_id,
            anchor: Some(anchor(3, 4, "awe")),
        }],
        lost: 0,
        gone: Vec::new(),
        new: Vec::new(),
        gloss_edits: Vec::new(),
        notes: Vec::new(),
        terms: new.terms,
        position: Some(anchor(2, 0, "here")),
        furthest: None,
        bookmark: None,
    };
    let committed = store.update_article(&update, at(4)).unwrap();
    assert_eq!(committed.changes.articles, [article_id]);
    let stored = store.article(article_id).unwrap().unwrap();
    assert_eq!(stored.bytes, new.bytes);
    assert_eq!(stored.position, Some(anchor(2, 0, "here").into()));
    assert_eq!(stored.bold_edits[0].anchor, anchor(3, 4, "awe"));
    let forms: Vec<String> = store
        .contexts_of_article(article_id)
        .unwrap()
        .into_iter()
        .map(|context| context.form)
        .collect();
    assert_eq!(
        forms,
        ["swath", "rebuke", "new"],
        "moved, kept though lost, new; siege went, awe stays dropped"
    );
    let headwords: Vec<String> = store
        .terms_for("en", &["swath", "rebuke", "siege", "awe", "new"])
        .unwrap()
        .into_iter()
        .map(|term| term.headword)
        .collect();
    assert_eq!(headwords, ["swath", "rebuke", "new"]);
    assert_eq!(store.terms(&[term_id]).unwrap()[0].status, Some(Status::Met));
    store.undo(at(5)).unwrap();
    let stored = store.article(article_id).unwrap().unwrap();
    assert_eq!(stored.bytes, article("One", &["swath", "rebuke", "siege", "awe"]).bytes);
    assert_eq!(store.contexts_of_article(article_id).unwrap(), contexts);
    assert_eq!(stored.bold_edits, [edit]);
}

#[test]
fn the_sweep_takes_what_was_deleted_ninety_days_ago_and_no_more() {
    let library = Library::new();
    let mut store = library.open();
    let (_, one) = import(&mut store, "One", &["swath"]);
    let (_, two) = import(&mut store, "Two", &["rebuke"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    let (_, note_id) = store.create_note(term_id, "kept", 1, at(2)).unwrap();
    let (_, gone) = store.create_note(term_id, "deleted", 2, at(2)).unwrap();
    store.delete_note(gone, at(3)).unwrap();
    store.delete_article(one, at(3)).unwrap();
    let day = 86_400_000;
    store.delete_article(two, at(80 * day)).unwrap();
    store
        .set_bold(&occurrence(two, 1, "rebuke"), false, at(81 * day))
        .unwrap_err();
    assert_eq!(store.sweep(at(91 * day)).unwrap().rows, 0, "there is something to undo");
    drop(store);
    let mut store = library.open();
    assert_eq!(store.sweep(at(89 * day)).unwrap().rows, 0);
    assert!(store.sweep(at(91 * day)).unwrap().rows > 0);
    let count = |sql: &str| -> i64 { store.conn.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(count("SELECT count(*) FROM article_source"), 1);
    assert_eq!(count("SELECT count(*) FROM notes"), 1);
    assert!(store.note(note_id).unwrap().is_some());
    assert_eq!(store.contexts_of_term(term_id).unwrap()[0].article_title, "One");
    assert!(store.restore_article(one, at(92 * day)).is_err());
    store.restore_article(two, at(92 * day)).unwrap();
    // Without its source it is a new article.
    let (_, imported) = store.import(&[article("One", &["swath"])], 1, at(93 * day)).unwrap();
    assert!(matches!(imported[..], [Imported::New(_)]));
}

#[test]
fn another_language_takes_the_contexts_to_its_own_terms() {
    let library = Library::new();
    let mut store = library.open();
    let (_, one) = import(&mut store, "One", &["gift", "put off"]);
    import(&mut store, "Two", &["gift"]);
    let english = store.terms_for("en", &["gift"]).unwrap().remove(0);
    store.set_status(english.term_id, Some(Status::Learned), at(2)).unwrap();
    let committed = store.set_language(one, "de", at(3)).unwrap();
    assert_eq!(committed.changes.terms.len(), 4);
    let german = store.terms_for("de", &["gift", "put"]).unwrap();
    let headwords: Vec<&str> = german.iter().map(|term| term.headword.as_str()).collect();
    assert_eq!(headwords, ["gift", "put off"]);
    assert_eq!(german[0].status, Some(Status::Learned));
    assert_eq!(store.contexts_of_term(german[0].term_id).unwrap().len(), 1);
    assert_eq!(store.contexts_of_term(english.term_id).unwrap().len(), 1);
    assert!(store.terms_for("en", &["put"]).unwrap().is_empty());
    assert!(store.set_language(one, "de", at(4)).unwrap().changes.is_empty());
    store.undo(at(5)).unwrap();
    assert!(store.terms_for("de", &["gift", "put"]).unwrap().is_empty());
    assert_eq!(store.terms_for("en", &["gift", "put"]).unwrap().len(), 2);
}

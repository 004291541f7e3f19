use crate::store::testing::{Library, at, context, import};

#[test]
fn a_meaning_belongs_to_its_sentence_and_the_last_one_to_the_term() {
    let library = Library::new();
    let mut store = library.open();
    let (_, one) = import(&mut store, "One", &["column"]);
    let (_, two) = import(&mut store, "Two", &["column"]);
    let term_id = store.terms_for("en", &["column"]).unwrap()[0].term_id;
    let place = context(1, "column").anchor;
    store
        .choose_sense(term_id, "a line of troops", Some((one, &place)), at(2))
        .unwrap();
    store
        .choose_sense(term_id, " a pillar ", Some((two, &place)), at(3))
        .unwrap();
    let sense = |store: &crate::store::Store| store.terms_for("en", &["column"]).unwrap().remove(0).sense;
    let here = |store: &crate::store::Store, article| store.contexts_of_article(article).unwrap().remove(0).sense;
    assert_eq!(sense(&store), "a pillar");
    assert_eq!(
        (here(&store, one), here(&store, two)),
        ("a line of troops".to_owned(), "a pillar".to_owned())
    );
    store.undo(at(4)).unwrap();
    assert_eq!(
        (sense(&store), here(&store, two)),
        ("a line of troops".to_owned(), String::new())
    );
    store.redo(at(5)).unwrap();
    assert_eq!(sense(&store), "a pillar");
    store.choose_sense(term_id, "", None, at(6)).unwrap();
    assert_eq!(
        (sense(&store), here(&store, one)),
        (String::new(), "a line of troops".to_owned())
    );
}

#[test]
fn joined_terms_keep_a_meaning() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["harbour", "haven"]);
    let id = |store: &crate::store::Store, word: &str| store.terms_for("en", &[word]).unwrap()[0].term_id;
    let haven = id(&store, "haven");
    store.choose_sense(haven, "a place of safety", None, at(2)).unwrap();
    store.set_headword(haven, "harbour", at(3)).unwrap();
    let joined = store.terms_for("en", &["harbour"]).unwrap().remove(0);
    assert_eq!(joined.sense, "a place of safety");
}

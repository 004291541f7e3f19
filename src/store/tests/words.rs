use crate::store::testing::{Library, article, at, import, occurrence};
use crate::store::{Direction, Imported, Op, StillBold, Store, StoreError};
use crate::study::{ContextOrigin, Status, TermId};
use crate::text::TermKind;

#[test]
fn a_status_is_set_raised_lowered_and_logged() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath"]);
    let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    let committed = store.set_status(term_id, Some(Status::Learned), at(10)).unwrap();
    let expected = Op::SetStatus {
        term_id,
        headword: "swath".to_owned(),
        from: Some(Status::New),
        status: Some(Status::Learned),
    };
    assert_eq!((committed.op, committed.direction), (expected, Direction::Done));
    assert_eq!(committed.changes.terms, [term_id]);
    assert!(!committed.changes.library);
    store.raise_status(term_id, at(11)).unwrap();
    store.raise_status(term_id, at(12)).unwrap();
    assert_eq!(store.terms(&[term_id]).unwrap()[0].status, Some(Status::WellKnown));
    store.lower_status(term_id, at(13)).unwrap();
    store.set_status(term_id, None, at(14)).unwrap();
    let log = store.status_log(term_id).unwrap();
    let to: Vec<_> = log.iter().map(|change| change.to.map(Status::number)).collect();
    assert_eq!(to, [Some(1), Some(5), Some(99), Some(5), None]);
    assert_eq!(log[1].offset_minutes, 60);
    assert_eq!(log[1].at, at(10).utc_ms);
    let again = store.set_status(term_id, None, at(15)).unwrap();
    assert!(again.changes.is_empty());
    assert_eq!(again.serial, 0);
    assert!(matches!(
        store.set_status(TermId(999), None, at(16)),
        Err(StoreError::NoSuchRow { .. })
    ));
}

#[test]
fn a_status_taken_away_by_the_learner_is_not_given_again_by_an_import() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["swath", "rebuke"]);
    let terms = store.terms_for("en", &["swath", "rebuke"]).unwrap();
    store.set_status(terms[0].term_id, None, at(2)).unwrap();
    store
        .set_status(terms[1].term_id, Some(Status::Learned), at(3))
        .unwrap();
    import(&mut store, "Two", &["swath", "rebuke"]);
    let terms = store.terms_for("en", &["swath", "rebuke"]).unwrap();
    assert_eq!(terms[0].status, None);
    assert_eq!(terms[1].status, Some(Status::Learned));
    assert_eq!(store.contexts_of_term(terms[0].term_id).unwrap().len(), 2);
}

#[test]
fn terms_are_found_by_the_keys_of_their_tokens() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["Stalls", "put off", "rocket-propelled", "swath"]);
    let find = |keys: &[&str]| -> Vec<String> {
        store
            .terms_for("en", keys)
            .unwrap()
            .into_iter()
            .map(|term| term.headword)
            .collect()
    };
    assert_eq!(
        find(&["stalls", "put", "rocket", "none"]),
        ["stalls", "put off", "rocket-propelled"]
    );
    assert_eq!(find(&["off", "propelled"]), Vec::<String>::new());
    assert!(store.terms_for("de", &["stalls"]).unwrap().is_empty());
    let phrase = &store.terms_for("en", &["put"]).unwrap()[0];
    assert_eq!(phrase.kind, TermKind::Phrase);
    assert_eq!(phrase.forms, ["put off"]);
}

#[test]
fn any_word_can_become_a_term_and_its_last_bold_takes_it_away() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let place = occurrence(article_id, 9, "Rebuke");
    let (committed, still) = store.set_bold(&place, true, at(2)).unwrap();
    let term_id = still.term_id.unwrap();
    assert_eq!(still.articles, 1);
    assert!(matches!(committed.op, Op::AddTerm { ref headword, .. } if headword == "rebuke"));
    assert_eq!(committed.changes.terms, [term_id]);
    assert_eq!(committed.changes.articles, [article_id]);
    assert_eq!(store.terms(&[term_id]).unwrap()[0].status, Some(Status::New));
    assert_eq!(store.article(article_id).unwrap().unwrap().bold_edits.len(), 1);
    assert_eq!(
        store.contexts_of_term(term_id).unwrap()[0].origin,
        ContextOrigin::Picked
    );

    let (committed, still) = store.set_bold(&place, false, at(3)).unwrap();
    assert_eq!(
        still,
        StillBold {
            term_id: Some(term_id),
            articles: 0,
            dropped: true
        }
    );
    assert!(matches!(committed.op, Op::DropTerm { .. }));
    assert!(store.terms(&[term_id]).unwrap().is_empty());
    assert!(store.article(article_id).unwrap().unwrap().bold_edits.is_empty());

    let (_, still) = store.set_bold(&place, true, at(4)).unwrap();
    assert_eq!(still.term_id, Some(term_id), "a term that comes back keeps its key");
    assert_eq!(store.terms(&[term_id]).unwrap()[0].forms, ["rebuke"]);
    assert_eq!(store.contexts_of_term(term_id).unwrap().len(), 1);
}

#[test]
fn unbolding_one_occurrence_keeps_a_term_that_is_kept_elsewhere() {
    let library = Library::new();
    let mut store = library.open();
    let (_, one) = import(&mut store, "One", &["swath", "rebuke", "siege", "awe"]);
    let (_, two) = import(&mut store, "Two", &["swath"]);
    let (_, still) = store.set_bold(&occurrence(one, 1, "swath"), false, at(2)).unwrap();
    assert_eq!((still.articles, still.dropped), (1, false));
    let terms = store.terms_for("en", &["swath", "rebuke", "siege", "awe"]).unwrap();
    store.set_status(terms[1].term_id, Some(Status::Met), at(3)).unwrap();
    store.create_note(terms[2].term_id, "", 1, at(4)).unwrap();
    store.set_gloss(terms[3].term_id, "敬畏", 2, at(5)).unwrap();
    for (block, form) in [(2, "rebuke"), (3, "siege"), (4, "awe")] {
        let (_, still) = store.set_bold(&occurrence(one, block, form), false, at(6)).unwrap();
        assert_eq!((still.articles, still.dropped), (0, false), "{form}");
    }
    let (_, still) = store.set_bold(&occurrence(two, 1, "swath"), false, at(7)).unwrap();
    assert!(still.dropped);
    let left = store.terms_for("en", &["swath", "rebuke", "siege", "awe"]).unwrap();
    assert_eq!(left.len(), 3);
    // The learner dropped them: the same words bold in the same bytes stay dropped.
    store.delete_article(one, at(8)).unwrap();
    let words = ["swath", "rebuke", "siege", "awe"];
    let (_, imported) = store.import(&[article("One", &words)], 1, at(9)).unwrap();
    assert_eq!(imported, [Imported::Back(one)]);
    assert!(store.contexts_of_article(one).unwrap().is_empty());
}

#[test]
fn a_context_that_comes_back_says_why_it_is_there_now() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let place = occurrence(article_id, 1, "swath");
    let origin = |store: &Store| {
        let contexts = store.contexts_of_article(article_id).unwrap();
        assert_eq!(contexts.len(), 1);
        contexts[0].origin
    };
    assert_eq!(origin(&store), ContextOrigin::Bold);
    store.set_bold(&place, false, at(2)).unwrap();
    store.add_term(&place, Some(Status::Met), at(3)).unwrap();
    assert_eq!(
        origin(&store),
        ContextOrigin::Picked,
        "not bold any more, but given a status"
    );
    store.undo(at(4)).unwrap();
    store.set_bold(&place, true, at(5)).unwrap();
    assert_eq!(origin(&store), ContextOrigin::Bold, "bold again as the source has it");

    let plain = occurrence(article_id, 9, "rebuke");
    store.set_bold(&plain, true, at(6)).unwrap();
    store.set_bold(&plain, false, at(7)).unwrap();
    store.set_bold(&plain, true, at(8)).unwrap();
    let rebuke = store.terms_for("en", &["rebuke"]).unwrap()[0].term_id;
    assert_eq!(store.contexts_of_term(rebuke).unwrap()[0].origin, ContextOrigin::Picked);
}

#[test]
fn a_word_is_not_swallowed_by_one_that_has_its_headword_among_its_forms() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let mut add = |headword: &str, form: &str, now| {
        let mut place = occurrence(article_id, 9, form);
        headword.clone_into(&mut place.headword);
        let (_, term_id) = store.add_term(&place, Some(Status::Met), at(now)).unwrap();
        (term_id, store.terms(&[term_id]).unwrap().remove(0))
    };
    let (rise, _) = add("rise", "rose", 2);
    let (flower, term) = add("rose", "roses", 3);
    assert_ne!(rise, flower);
    assert_eq!(
        (term.headword.as_str(), term.forms.as_slice()),
        ("rose", &["roses".to_owned()][..])
    );
    let (_, felled) = add("fell", "felled", 4);
    assert_eq!(felled.forms, ["felled"], "what fell was not felled");
    assert_eq!(add("rise", "rises", 5).0, rise);
    assert_eq!(add("rose", "roses", 6).0, flower);
}

#[test]
fn a_status_on_a_plain_word_makes_it_a_term_that_is_not_bold() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let (_, term_id) = store
        .add_term(&occurrence(article_id, 9, "rebuke"), Some(Status::Familiar), at(2))
        .unwrap();
    assert_eq!(store.terms(&[term_id]).unwrap()[0].status, Some(Status::Familiar));
    assert!(store.article(article_id).unwrap().unwrap().bold_edits.is_empty());
    let (_, still) = store
        .set_bold(&occurrence(article_id, 9, "rebuke"), false, at(3))
        .unwrap();
    assert_eq!((still.articles, still.dropped), (0, false));
    let (committed, again) = store
        .add_term(&occurrence(article_id, 8, "Rebuke"), Some(Status::Nearly), at(4))
        .unwrap();
    assert_eq!(again, term_id);
    assert!(matches!(committed.op, Op::SetStatus { .. }));
}

#[test]
fn a_samples_terms_have_no_status_until_the_learner_gives_one() {
    let library = Library::new();
    let mut store = library.open();
    let mut sample = article("Welcome", &["gentle"]);
    sample.sample = true;
    sample.terms[0].status = None;
    store.import(&[sample], 0, at(1)).unwrap();
    let row = &store.articles().unwrap()[0];
    assert_eq!((row.terms, row.to_study, row.known), (1, 0, 0));
    let term = &store.terms_for("en", &["gentle"]).unwrap()[0];
    assert_eq!(term.status, None);
    assert!(store.status_log(term.term_id).unwrap().is_empty());
    import(&mut store, "One", &["gentle"]);
    assert_eq!(store.terms(&[term.term_id]).unwrap()[0].status, Some(Status::New));
}

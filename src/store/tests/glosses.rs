use crate::store::testing::{Library, anchor, article, at, import, occurrence};
use crate::store::{Bracket, Op, Store};
use crate::study::{ArticleId, ContextOrigin, Status};

/// Imports an article in which words have glosses typed beside them.
fn import_glossed(store: &mut Store, (title, batch): (&str, u64), words: &[(&str, &str)]) -> ArticleId {
    let forms: Vec<&str> = words.iter().map(|(form, _)| *form).collect();
    let mut new = article(title, &forms);
    for (term, (_, gloss)) in new.terms.iter_mut().zip(words) {
        term.gloss = (!gloss.is_empty()).then(|| (*gloss).to_owned());
    }
    store.import(&[new], batch, at(1)).unwrap().1[0].article_id()
}

fn gloss(store: &Store, form: &str) -> String {
    store.terms_for("en", &[form]).unwrap().remove(0).gloss
}

fn bracket(article_id: ArticleId, is_gloss: bool) -> Bracket {
    let mut word = occurrence(article_id, 1, "mill");
    word.in_source = true;
    Bracket {
        article_id,
        anchor: anchor(1, 4, "mill (house)"),
        text: "house".to_owned(),
        is_gloss,
        said_again: false,
        before: Some(word.clone()),
        after: Some(word),
    }
}

#[test]
fn an_import_brings_glosses_to_terms_without_one() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "One", &["siege"]);
    let term_id = store.terms_for("en", &["siege"]).unwrap()[0].term_id;
    store.set_gloss(term_id, "mine", 1, at(2)).unwrap();
    let words = [
        ("rebuke", "谴责"),
        ("siege", "围攻"),
        ("Rebuke", "指责"),
        ("rebuke", "谴责"),
        ("awe", ""),
    ];
    import_glossed(&mut store, ("Two", 2), &words);
    assert_eq!(gloss(&store, "rebuke"), "谴责; 指责");
    assert_eq!(gloss(&store, "siege"), "mine", "what the learner wrote stays");
    assert_eq!(gloss(&store, "awe"), "");
    import_glossed(&mut store, ("Three", 3), &[("rebuke", "斥责"), ("awe", "敬畏")]);
    assert_eq!(gloss(&store, "rebuke"), "谴责; 指责");
    assert_eq!(gloss(&store, "awe"), "敬畏");
    store.undo(at(5)).unwrap();
    assert_eq!(gloss(&store, "awe"), "");
    store.undo(at(6)).unwrap();
    assert!(store.terms_for("en", &["rebuke"]).unwrap().is_empty());
    import(&mut store, "Four", &["rebuke"]);
    assert_eq!(gloss(&store, "rebuke"), "", "what was undone is not there again");
}

#[test]
fn a_word_goes_with_the_gloss_typed_beside_it() {
    let library = Library::new();
    let mut store = library.open();
    let article_id = import_glossed(&mut store, ("One", 1), &[("rebuke", "谴责")]);
    let mut place = occurrence(article_id, 1, "rebuke");
    (place.in_source, place.gloss) = (true, Some("谴责".to_owned()));
    store.set_bold(&place, false, at(2)).unwrap();
    assert!(store.terms_for("en", &["rebuke"]).unwrap().is_empty());
    store.set_bold(&place, true, at(3)).unwrap();
    assert_eq!(gloss(&store, "rebuke"), "谴责");
    let term_id = store.terms_for("en", &["rebuke"]).unwrap()[0].term_id;
    store.set_gloss(term_id, "谴责; 骂", 1, at(4)).unwrap();
    store.set_bold(&place, false, at(5)).unwrap();
    assert_eq!(gloss(&store, "rebuke"), "骂", "what the learner added keeps the word");
}

#[test]
fn a_bracket_turns_into_a_gloss_and_back() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["mill"]);
    let committed = store.turn_bracket(&bracket(article_id, true), at(2)).unwrap();
    let op = Op::TurnBracket {
        article_id,
        text: "house".to_owned(),
        is_gloss: true,
    };
    assert_eq!((committed.op, &committed.changes.articles[..]), (op, &[article_id][..]));
    assert_eq!(gloss(&store, "mill"), "house");
    store.turn_bracket(&bracket(article_id, false), at(3)).unwrap();
    assert_eq!(gloss(&store, "mill"), "");
    let edits = store.article(article_id).unwrap().unwrap().gloss_edits;
    assert_eq!(edits.len(), 1, "the last word on it holds");
    assert!(!edits[0].is_gloss);
    store.undo(at(4)).unwrap();
    assert_eq!(gloss(&store, "mill"), "house");
    assert!(store.article(article_id).unwrap().unwrap().gloss_edits[0].is_gloss);
    store.undo(at(5)).unwrap();
    assert!(store.article(article_id).unwrap().unwrap().gloss_edits.is_empty());
    assert_eq!(gloss(&store, "mill"), "");
    let again = Bracket {
        said_again: true,
        ..bracket(article_id, false)
    };
    store.turn_bracket(&bracket(article_id, true), at(6)).unwrap();
    store.turn_bracket(&again, at(7)).unwrap();
    assert_eq!(gloss(&store, "mill"), "house", "another bracket says the same");
}

#[test]
fn a_bracket_within_the_bold_makes_another_word_of_it() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["mill (house"]);
    let mut turned = bracket(article_id, true);
    turned.before = Some(occurrence(article_id, 1, "mill (house"));
    store.turn_bracket(&turned, at(2)).unwrap();
    let terms = store.terms_for("en", &["mill"]).unwrap();
    let found: Vec<_> = terms
        .iter()
        .map(|term| (&*term.headword, &*term.gloss, term.status))
        .collect();
    assert_eq!(found, [("mill", "house", Some(Status::New))], "the phrase is gone");
    let contexts = store.contexts_of_article(article_id).unwrap();
    assert_eq!((contexts.len(), contexts[0].origin), (1, ContextOrigin::Bold));
    store.undo(at(3)).unwrap();
    let terms = store.terms_for("en", &["mill"]).unwrap();
    assert_eq!(
        terms.iter().map(|term| &*term.headword).collect::<Vec<_>>(),
        ["mill (house"]
    );
}

#[test]
fn emphasis_is_taken_in_and_dropped_again() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["siege"]);
    let mut place = occurrence(article_id, 3, "write to");
    (place.in_source, place.emphasis) = (true, true);
    let before = store.contexts_of_article(article_id).unwrap();
    store.set_bold(&place, true, at(2)).unwrap();
    let term = store.terms_for("en", &["write"]).unwrap().remove(0);
    assert_eq!((&*term.headword, term.status), ("write to", Some(Status::New)));
    let contexts = store.contexts_of_article(article_id).unwrap();
    assert_eq!(contexts[1].origin, ContextOrigin::Bold, "the source has it in bold");
    assert_eq!(store.bold_edits(article_id).unwrap().len(), 1);
    let undone = store.undo(at(3)).unwrap().unwrap();
    assert_eq!(undone.undo_depth, 1, "one step");
    assert!(store.terms_for("en", &["write"]).unwrap().is_empty());
    assert_eq!(store.contexts_of_article(article_id).unwrap(), before);
    store.redo(at(4)).unwrap();
    store.set_bold(&place, false, at(5)).unwrap();
    assert!(store.terms_for("en", &["write"]).unwrap().is_empty());
    let actions: Vec<_> = store
        .bold_edits(article_id)
        .unwrap()
        .iter()
        .map(|edit| edit.action)
        .collect();
    assert_eq!(
        actions,
        [crate::store::BoldAction::Drop],
        "it stays dropped, and not as emphasis"
    );
    store.set_bold(&place, true, at(6)).unwrap();
    assert_eq!(store.contexts_of_article(article_id).unwrap().len(), 2);
}

use rusqlite::Connection;

use crate::store::testing::{Library, article, at, import, occurrence};
use crate::store::{NewArticle, Op, Outcome, Store, UntouchedWord};
use crate::study::{Status, Term};
use crate::text::{TermKind, form_key, headword_of_term};

/// An article whose terms have the headwords that the program would give them.
fn families(title: &str, words: &[&str]) -> NewArticle {
    let mut new = article(title, words);
    for term in &mut new.terms {
        term.headword = headword_of_term("en", term.kind, &form_key(&term.forms[0]));
    }
    new
}

fn imported(store: &mut Store, title: &str, words: &[&str]) {
    store.import(&[families(title, words)], 0, at(1)).unwrap();
}

/// The term that has a form, whatever other forms it has.
fn term(store: &Store, form: &str) -> Term {
    let found = store.terms_for("en", &[form]).unwrap();
    let [term] = &found[..] else {
        panic!("{form}: {found:?}")
    };
    term.clone()
}

fn forms(store: &Store, form: &str) -> Vec<String> {
    let mut forms = term(store, form).forms;
    forms.sort();
    forms
}

#[test]
fn forms_of_one_headword_are_one_term() {
    let library = Library::new();
    let mut store = library.open();
    imported(&mut store, "One", &["Stalls", "swath", "stalled"]);
    assert_eq!(forms(&store, "stall"), ["stall", "stalled", "stalls"]);
    assert_eq!(term(&store, "stalls").contexts, 2);
    imported(&mut store, "Two", &["stalling"]);
    assert_eq!(term(&store, "stalling").contexts, 3);
    assert_eq!(term(&store, "stalling").headword, "stall");
}

#[test]
fn a_form_that_is_split_off_takes_its_sentences_and_status_along() {
    let library = Library::new();
    let mut store = library.open();
    imported(&mut store, "One", &["left", "leaves"]);
    let leave = term(&store, "leave").term_id;
    store.set_status(leave, Some(Status::Nearly), at(2)).unwrap();
    let (committed, left) = store.treat_form("en", TermKind::Word, "left", "left", at(3)).unwrap();
    assert!(matches!(committed.op, Op::TreatForm { ref headword, .. } if headword == "left"));
    assert_eq!(term(&store, "left").term_id, left);
    assert_eq!(term(&store, "left").status, Some(Status::Nearly));
    assert_eq!((term(&store, "left").contexts, term(&store, "leave").contexts), (1, 1));
    // It holds for what comes in later, and comes back with the same bytes.
    imported(&mut store, "Two", &["left", "leaving"]);
    assert_eq!((term(&store, "left").contexts, term(&store, "leave").contexts), (2, 2));
    assert_eq!(forms(&store, "leave"), ["leave", "leaves", "leaving"]);
    for _ in 0..2 {
        store.undo(at(4)).unwrap().unwrap();
    }
    assert_eq!(term(&store, "left").term_id, leave);
    assert_eq!(term(&store, "left").contexts, 2);
}

#[test]
fn joined_terms_keep_the_notes_sentences_and_glosses_of_both() {
    let library = Library::new();
    let mut store = library.open();
    imported(&mut store, "One", &["colour", "color"]);
    let (british, american) = (term(&store, "colour").term_id, term(&store, "color").term_id);
    for (term_id, note, gloss) in [(british, "with u", "Farbe"), (american, "without", "色")] {
        store.create_note(term_id, note, 1, at(2)).unwrap();
        store.set_gloss(term_id, gloss, 1, at(2)).unwrap();
    }
    store.set_status(british, Some(Status::WellKnown), at(3)).unwrap();
    store.set_status(american, Some(Status::Met), at(4)).unwrap();
    let committed = store.join_terms(american, british, at(5)).unwrap();
    assert!(matches!(committed.op, Op::JoinTerms { ref other, .. } if other == "color"));
    let joined = term(&store, "color");
    assert_eq!((joined.term_id, joined.headword.as_str()), (british, "colour"));
    assert_eq!(
        (joined.contexts, joined.notes.len(), joined.gloss.as_str()),
        (2, 2, "Farbe; 色")
    );
    // What the learner set last.
    assert_eq!(joined.status, Some(Status::Met));
    assert!(store.terms(&[american]).unwrap().is_empty());
    store.undo(at(6)).unwrap().unwrap();
    assert_eq!(term(&store, "color").term_id, american);
    assert_eq!(term(&store, "color").notes.len(), 1);
}

#[test]
fn another_headword_or_one_that_is_there_already() {
    let library = Library::new();
    let mut store = library.open();
    imported(&mut store, "One", &["demoralise", "swath", "Swathes"]);
    let term_id = term(&store, "demoralise").term_id;
    let committed = store.set_headword(term_id, " Demoralize ", at(2)).unwrap();
    assert!(matches!(committed.op, Op::SetHeadword { ref headword, .. } if headword == "Demoralize"));
    assert_eq!(term(&store, "demoralize").headword, "Demoralize");
    // The old spelling is still a form of it.
    assert_eq!(term(&store, "demoralise").term_id, term_id);
    imported(&mut store, "Two", &["demoralise"]);
    assert_eq!(term(&store, "demoralize").contexts, 2);
    // The headword of another term joins the two.
    let swath = term(&store, "swath").term_id;
    let other = term(&store, "swathes");
    if other.term_id != swath {
        let committed = store.set_headword(other.term_id, "swath", at(3)).unwrap();
        assert!(matches!(committed.op, Op::JoinTerms { term_id, .. } if term_id == swath));
    }
    assert_eq!(term(&store, "swathes").term_id, swath);
    // A dropped term's headword is free again.
    imported(&mut store, "Three", &["rebuke"]);
    let three = store
        .articles()
        .unwrap()
        .into_iter()
        .find(|row| row.title == "Three")
        .unwrap();
    store
        .set_bold(&occurrence(three.article_id, 1, "rebuke"), false, at(4))
        .unwrap();
    assert!(store.terms_for("en", &["rebuke"]).unwrap().is_empty());
    store.set_headword(swath, "rebuke", at(5)).unwrap();
    assert_eq!(term(&store, "rebuke").contexts, 2);
    assert_eq!(term(&store, "swath").headword, "rebuke");
}

#[test]
fn what_was_said_of_a_word_without_a_term_holds() {
    let library = Library::new();
    let mut store = library.open();
    let (_, term_id) = store.treat_form("en", TermKind::Word, "saw", "saw", at(1)).unwrap();
    let untouched = term(&store, "saw");
    assert!(!untouched.is_tracked());
    imported(&mut store, "One", &["saw", "seen"]);
    assert_eq!(term(&store, "saw").term_id, term_id);
    assert!(term(&store, "saw").is_tracked());
    assert_eq!(term(&store, "seen").headword, "see");
    // Unbolded again, nothing is left to study, and the correction still holds.
    let article_id = store.articles().unwrap()[0].article_id;
    store.set_bold(&occurrence(article_id, 1, "saw"), false, at(2)).unwrap();
    assert!(!term(&store, "saw").is_tracked());
    assert_eq!(term(&store, "saw").status, None);
}

#[test]
fn a_library_of_version_1_becomes_families() {
    let library = Library::new();
    let words = ["Stalls", "swath", "stalled", "left", "putting off"];
    {
        let mut store = library.open();
        import(&mut store, "One", &words);
        let id = |store: &Store, form: &str| store.terms_for("en", &[form]).unwrap()[0].term_id;
        let (stalls, stalled) = (id(&store, "stalls"), id(&store, "stalled"));
        assert_ne!(stalls, stalled);
        store.create_note(stalls, "on the plural", 1, at(2)).unwrap();
        store.create_note(stalled, "on the past", 2, at(3)).unwrap();
        store.set_gloss(stalled, "stocken", 1, at(4)).unwrap();
        store.set_status(stalled, Some(Status::Familiar), at(5)).unwrap();
    }
    // Back to what version 1 wrote.
    rusqlite::Connection::open(&library.path)
        .unwrap()
        .execute_batch(
            "DROP TRIGGER contexts_are_counted; DROP TRIGGER contexts_are_counted_anew; DROP TRIGGER cards_follow_terms;
             DROP TRIGGER cards_follow_notes; DROP TABLE reviews; DROP TABLE cards; DROP TABLE study_settings;
             DROP INDEX terms_to_start; DROP INDEX notes_to_review;
             ALTER TABLE terms DROP COLUMN bolded; ALTER TABLE terms DROP COLUMN carded;
             ALTER TABLE notes DROP COLUMN placed; ALTER TABLE notes DROP COLUMN sentence;
             ALTER TABLE notes DROP COLUMN review; ALTER TABLE articles DROP COLUMN file_id;
             DROP TABLE history; ALTER TABLE terms DROP COLUMN sense; ALTER TABLE contexts DROP COLUMN sense;
             ALTER TABLE library DROP COLUMN commits; ALTER TABLE library DROP COLUMN committed_at;
             DROP TABLE gloss_edits; DROP TABLE reading_log; ALTER TABLE articles DROP COLUMN bookmark;
             PRAGMA user_version = 1",
        )
        .unwrap();
    let opened = library.opened();
    let Outcome::Upgraded { from: 1, backup } = opened.outcome else {
        panic!("{:?}", opened.outcome)
    };
    let store = opened.store;
    let stall = term(&store, "stalled");
    assert_eq!((stall.headword.as_str(), stall.gloss.as_str()), ("stall", "stocken"));
    assert_eq!((stall.contexts, stall.notes.len()), (2, 2));
    assert_eq!(stall.status, Some(Status::Familiar));
    assert_eq!(forms(&store, "stalls"), ["stall", "stalled", "stalls"]);
    assert_eq!(term(&store, "left").headword, "leave");
    assert_eq!(term(&store, "putting").headword, "put off");
    assert_eq!(term(&store, "swath").headword, "swath");
    let log = store.status_log(stall.term_id).unwrap();
    assert_eq!(log.last().unwrap().to, Some(Status::Familiar));
    store.quick_check().unwrap();
    // The copy made before is as it was.
    let before = Connection::open(backup).unwrap();
    let live = "SELECT count(*) FROM terms WHERE deleted_at IS NULL AND headword LIKE 'stall%'";
    assert_eq!(before.query_row(live, [], |row| row.get::<_, u32>(0)).unwrap(), 2);
    // Once more: nothing is left to do.
    drop(store);
    assert_eq!(library.opened().outcome, Outcome::Found);
}

#[test]
fn a_phrase_and_a_word_are_never_joined() {
    let library = Library::new();
    let mut store = library.open();
    imported(&mut store, "One", &["put off", "swath"]);
    let (phrase, word) = (term(&store, "put").term_id, term(&store, "swath").term_id);
    let committed = store.join_terms(phrase, word, at(2)).unwrap();
    assert_eq!(committed.serial, 0);
    assert_eq!(store.terms(&[phrase, word]).unwrap().len(), 2);
}

#[test]
fn finishing_marks_what_is_untouched_and_is_undone_as_a_whole() {
    let library = Library::new();
    let mut store = library.open();
    imported(&mut store, "One", &["stalled"]);
    let article_id = store.articles().unwrap()[0].article_id;
    let word = |headword: &str, forms: &[&str]| UntouchedWord {
        headword: headword.to_owned(),
        forms: forms.iter().map(ToString::to_string).collect(),
    };
    let words = [
        word("harbour", &["harbours", "harbour"]),
        word("stall", &["stalls"]),
        word("wave", &["wave"]),
    ];
    let before = super::property::dump(&store);
    let committed = store.finish(article_id, &words, at(2)).unwrap();
    assert!(matches!(committed.op, Op::Finish { words: 2, .. }));
    assert_eq!(committed.undo_depth, 2);
    assert_eq!(term(&store, "harbours").status, Some(Status::WellKnown));
    assert_eq!(forms(&store, "harbour"), ["harbour", "harbours"]);
    assert_eq!(
        (term(&store, "wave").status, term(&store, "wave").contexts),
        (Some(Status::WellKnown), 0)
    );
    // What has a status keeps it.
    assert_eq!(term(&store, "stall").status, Some(Status::New));
    store.undo(at(3)).unwrap().unwrap();
    assert_eq!(super::property::dump(&store), before);
    assert!(store.terms_for("en", &["wave", "harbour"]).unwrap().is_empty());
    store.redo(at(4)).unwrap().unwrap();
    assert_eq!(term(&store, "wave").status, Some(Status::WellKnown));
}

#[test]
fn a_library_that_version_1_wrote_is_brought_up_to_date_with_all_that_was_in_it() {
    let library = Library::new();
    let frozen = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/libraries/version-1.db");
    std::fs::copy(frozen, &library.path).unwrap();
    let counts = |path: &std::path::Path| -> Vec<u32> {
        let conn = Connection::open(path).unwrap();
        ["contexts", "notes", "bold_edits", "articles"]
            .iter()
            .map(|table| {
                let sql = format!("SELECT count(*) FROM {table} WHERE deleted_at IS NULL");
                conn.query_row(&sql, [], |row| row.get(0)).unwrap()
            })
            .collect()
    };
    let before = counts(&library.path);
    let opened = library.opened();
    assert!(matches!(opened.outcome, Outcome::Upgraded { from: 1, .. }));
    let store = opened.store;
    let stall = term(&store, "stalls");
    assert_eq!(
        (stall.headword.as_str(), stall.status),
        ("stall", Some(Status::Familiar))
    );
    let mut notes: Vec<&str> = stall.notes.iter().map(|note| note.body.as_str()).collect();
    notes.sort_unstable();
    assert_eq!(notes, ["a stall in the market", "the wall stalled"]);
    assert_eq!(stall.contexts, 2);
    assert_eq!(term(&store, "where").status, Some(Status::New));
    store.quick_check().unwrap();
    drop(store);
    assert_eq!(counts(&library.path), before);
}

#[test]
fn a_library_that_version_2_wrote_keeps_its_notes_bookmarks_and_what_was_said_of_brackets() {
    let library = Library::new();
    let frozen = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/libraries/version-2.db");
    std::fs::copy(frozen, &library.path).unwrap();
    let opened = library.opened();
    assert!(matches!(opened.outcome, Outcome::Upgraded { from: 2, .. }));
    let store = opened.store;
    assert_eq!(term(&store, "stalls").notes.len(), 2);
    let articles = store.articles().unwrap();
    let bookmarks: Vec<&str> = articles
        .iter()
        .filter_map(|row| row.bookmark.as_ref().map(|bookmark| bookmark.quote.as_str()))
        .collect();
    assert_eq!(bookmarks, ["Harbour"]);
    let harbour = articles.iter().find(|row| row.bookmark.is_some()).unwrap();
    let stored = store.article(harbour.article_id).unwrap().unwrap();
    assert_eq!(stored.gloss_edits.len(), 1);
    let records = store.note_records().unwrap();
    assert_eq!(records.len(), 2);
    assert!(
        records
            .iter()
            .all(|note| note.placed && !note.review && note.colour.is_none())
    );
    store.quick_check().unwrap();
}

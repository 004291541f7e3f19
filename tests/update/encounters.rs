//! Where a term was met.

use boldface::worker::{Event, Request};

use super::study::Study;

#[test]
fn a_phrase_is_met_in_every_article_whatever_its_forms() {
    let mut study = Study::new();
    study.write("one.md", "They will put off the game. She is putting off the call.\n");
    study.import();
    study.write("two.md", "He puts hats on. Off they go.\n");
    study.import();
    study.write("three.md", "The talks were **put off** again.\n");
    study.import();
    let library = study.library();
    let sql = "SELECT id FROM terms WHERE kind = 'phrase'";
    let term_id = boldface::study::TermId(library.query_one(sql, [], |row| row.get(0)).unwrap());
    study.send(Request::Contexts { term_id });
    let Some(Event::Met { met, .. }) = study.until(|event| matches!(event, Event::Met { .. })) else {
        unreachable!()
    };
    let counts: Vec<u32> = met.iter().map(|article| article.count).collect();
    assert_eq!(counts, [1, 2], "the newest first");
}

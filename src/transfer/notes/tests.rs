use std::collections::HashMap;
use std::fs;

use proptest::prelude::*;

use super::markdown::{unclosed, yaml};
use super::*;
use crate::study::{Anchor, NoteColour, NoteKind, SharedArticle, SharedTerm};
use crate::text::{Place, TermKind, parse};
use crate::transfer::{SaveError, csv};

const NOW: Now = Now {
    utc_ms: 1_772_373_909_123,
    offset_minutes: 60,
};

fn uuid(number: u128) -> String {
    uuid::Uuid::from_u128(number).to_string()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        "[#*_`~\\[\\]()<>=!%$^|&;:\\-+ a打\n]{0,40}",
        any::<String>(),
    ]
}

fn any_anchor() -> impl Strategy<Value = Anchor> {
    let place = || (any::<u32>(), any::<u32>()).prop_map(|(block, byte)| Place { block, byte });
    let parts = (place(), place(), any_text(), any_text(), any_text(), any::<u32>());
    parts.prop_map(|(start, end, quote, before, after, text_version)| Anchor {
        start,
        end,
        quote,
        before,
        after,
        text_version,
    })
}

prop_compose! {
    fn any_note()(
        number in any::<u128>(),
        kind in prop::sample::select(NoteKind::ALL.to_vec()),
        colour in prop::option::of(prop::sample::select(NoteColour::ALL.to_vec())),
        (term, article) in (any::<u128>(), any::<u128>()),
        (headword, title, path) in ("[a-z打]{1,8}", any_text(), any_text()),
        is_phrase in any::<bool>(),
        placed in any::<bool>(),
        (anchor, with_anchor, with_article) in (any_anchor(), any::<bool>(), any::<bool>()),
        quote in prop::option::of(any_text()),
        (sentence, body) in (prop::option::of(any_text()), any_text()),
        (review, borrowed) in (any::<bool>(), any::<bool>()),
        (created_at, updated_at) in (-62_000_000_000_000..250_000_000_000_000_i64, 0..2_000_000_000_000_i64),
    ) -> SharedNote {
        let anchor = Some(anchor).filter(|_| kind == NoteKind::Passage || with_anchor);
        let with_article = with_article || kind != NoteKind::Term || anchor.is_some();
        SharedNote {
            uuid: uuid(number),
            kind,
            colour,
            term: (kind == NoteKind::Term).then(|| SharedTerm {
                uuid: uuid(term),
                language: "en".to_owned(),
                kind: if is_phrase { TermKind::Phrase } else { TermKind::Word },
                sense: if is_phrase { String::new() } else { format!("{headword}: 打 \"a\"").trim().to_owned() },
                headword,
            }),
            article: with_article.then(|| SharedArticle {
                uuid: uuid(article),
                title,
                language: "zh-Hans".to_owned(),
                path,
                sha256: "ab".to_owned(),
            }),
            // What is nowhere can be neither lost nor borrowed.
            placed: placed || (anchor.is_none() && quote.is_none() && sentence.is_none() && !with_article),
            borrowed: borrowed && kind == NoteKind::Term && (anchor.is_some() || quote.is_some()),
            quote: quote.or(anchor.as_ref().map(|anchor| anchor.quote.clone())),
            anchor,
            sentence,
            body,
            review,
            created_at,
            updated_at,
        }
    }
}

fn back(json: &[u8]) -> Result<Vec<SharedNote>, NoteFileError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.json");
    fs::write(&path, json).unwrap();
    read_notes(&path)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_note_says_the_json_gives_it_back(notes in prop::collection::vec(any_note(), 0..5)) {
        let json = annotations(&notes, &Positions::default());
        prop_assert_eq!(back(&json).unwrap(), notes);
    }

    #[test]
    fn the_table_has_a_row_for_each_note(notes in prop::collection::vec(any_note(), 0..5)) {
        let rows = csv::read(&table(&notes));
        prop_assert_eq!(rows.len(), notes.len() + 1);
        prop_assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        for (row, note) in rows[1..].iter().zip(&notes) {
            prop_assert_eq!(&row[0], &note.uuid);
            prop_assert_eq!(row[7].strip_prefix('\'').unwrap_or(&row[7]), note.body.strip_prefix('\'').unwrap_or(&note.body));
        }
    }

    #[test]
    fn a_text_in_front_matter_is_read_as_it_was(text in any_text()) {
        let read: String = serde_saphyr::from_str(&yaml(&text)).unwrap();
        prop_assert_eq!(read, text);
    }

    #[test]
    fn a_quote_stays_the_words_that_it_is(quote in "[#*_`~\\[\\]()<>=!%$^|&;:.1\\-+ aB打]{1,40}") {
        let mut note = note(1);
        note.quote = Some(quote.clone());
        note.body = "x".to_owned();
        let text = one_file(std::slice::from_ref(&note), &LinkNames::default());
        let article = parse(&text);
        let expected = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = article.blocks.iter().any(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" ") == expected);
        prop_assert!(expected.is_empty() || found, "{}", text);
    }

    #[test]
    fn no_note_swallows_the_next(body in "[`~<!\\- \na>]{0,30}") {
        let mut first = note(1);
        first.body = body;
        let mut second = note(2);
        second.quote = Some("the second".to_owned());
        second.anchor = Some(Anchor { start: Place { block: 9, byte: 0 }, ..second.anchor.unwrap() });
        let text = one_file(&[first, second], &LinkNames::default());
        let article = parse(&text);
        let quoted = article.blocks.iter().any(|block| &*block.text == "the second");
        prop_assert!(quoted, "{}", text);
    }
}

fn note(number: u128) -> SharedNote {
    SharedNote {
        uuid: uuid(number),
        kind: NoteKind::Passage,
        colour: Some(NoteColour::Green),
        term: None,
        article: Some(SharedArticle {
            uuid: uuid(100),
            title: "Harbour: a [short] walk".to_owned(),
            language: "en".to_owned(),
            path: "/articles/harbour.md".to_owned(),
            sha256: String::new(),
        }),
        anchor: Some(Anchor {
            start: Place { block: 1, byte: 4 },
            end: Place { block: 1, byte: 11 },
            quote: "tide—".to_owned(),
            before: "The ".to_owned(),
            after: " came".to_owned(),
            text_version: 1,
        }),
        placed: true,
        quote: Some("tide—".to_owned()),
        sentence: Some("The tide— came.".to_owned()),
        borrowed: false,
        body: "Not a #flood. See [[Storm]].".to_owned(),
        review: true,
        created_at: NOW.utc_ms,
        updated_at: NOW.utc_ms + 1,
    }
}

fn term_note() -> SharedNote {
    SharedNote {
        kind: NoteKind::Term,
        colour: None,
        term: Some(SharedTerm {
            uuid: uuid(7),
            language: "en".to_owned(),
            kind: TermKind::Word,
            headword: "stall".to_owned(),
            sense: "stop going".to_owned(),
        }),
        article: None,
        anchor: None,
        quote: Some("stalled".to_owned()),
        sentence: Some("The talks stalled again.".to_owned()),
        body: "```\nopen".to_owned(),
        review: false,
        ..note(3)
    }
}

#[test]
fn markdown_has_front_matter_quotes_tags_links_and_ids() {
    let text = one_file(&[term_note(), note(1)], &LinkNames::default());
    assert_eq!(
        text,
        "---\ntitle: \"Boldface notes\"\nsource: \"Boldface\"\ndate: 2026-03-01\ntags:\n  - \"flood\"\n---\n\
         \n# [[Harbour a short walk|Harbour: a  short  walk]]\n\
         \n> tide—\n\n^00000000-0000-0000-0000-000000000001\n\n#highlight/green #review\n\nNot a #flood. See [[Storm]].\n\
         \n# Words\n\
         \n## stall\n\n> The talks **stalled** again.\n\n^00000000-0000-0000-0000-000000000003\n\n```\nopen\n```\n"
    );
}

#[test]
fn each_article_gets_a_file_and_words_of_none_one_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let notes = [note(1), note(2), term_note()];
    let all = (&notes[..], &Positions::default());
    let written = write_notes(all, NoteShape::Folder, folder.path(), false, NOW, &|| true).unwrap();
    assert_eq!(written.path, folder.path().join("Boldface notes 2026-03-01"));
    let mut names: Vec<String> = fs::read_dir(&written.path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["Harbour a short walk - notes.md", "Words - notes.md"]);
    // Once more: another folder, the same files.
    let again = write_notes(all, NoteShape::Folder, folder.path(), false, NOW, &|| true).unwrap();
    assert_eq!(again.path, folder.path().join("Boldface notes 2026-03-01 2"));
    for name in &names {
        assert_eq!(
            fs::read(written.path.join(name)).unwrap(),
            fs::read(again.path.join(name)).unwrap()
        );
    }
    // Stopped: nothing is left.
    let stopped = write_notes(all, NoteShape::Folder, folder.path(), false, NOW, &|| false);
    assert!(matches!(stopped, Err(OutgoingError::Cancelled)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.csv");
    fs::write(&path, "mine").unwrap();
    let notes = [note(1)];
    let all = (&notes[..], &Positions::default());
    let refused = write_notes(all, NoteShape::Csv, &path, false, NOW, &|| true);
    assert!(matches!(
        refused,
        Err(OutgoingError::Unwritable(SaveError::Exists { .. }))
    ));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    write_notes(all, NoteShape::Csv, &path, true, NOW, &|| true).unwrap();
    assert_eq!(csv::read(&fs::read(&path).unwrap()).len(), 2);
}

#[test]
fn the_json_has_the_shape_of_the_model() {
    let source = "# One 打\n\nThe tide— came.\n";
    let notes = [note(1), term_note()];
    let positions = Positions::of(&notes, |_| Some(source.as_bytes().to_vec()), |_, _| true);
    let json: serde_json::Value = serde_json::from_slice(&annotations(&notes, &positions)).unwrap();
    assert_eq!(json["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(
        (&json["type"], &json["total"]),
        (&"AnnotationCollection".into(), &2.into())
    );
    let first = &json["first"]["items"][0];
    assert_eq!(first["type"], "Annotation");
    assert_eq!(first["motivation"], "commenting");
    assert_eq!(first["created"], "2026-03-01T14:05:09.123Z");
    assert_eq!(first["body"][0]["format"], "text/markdown");
    assert_eq!(
        (&first["body"][1]["purpose"], &first["body"][1]["value"]),
        (&"tagging".into(), &"flood".into())
    );
    let target = &first["target"][0];
    assert_eq!(target["selector"][0]["exact"], "tide—");
    // Characters, not bytes: `One 打` and a line feed come before `The `.
    assert_eq!(
        (&target["selector"][1]["start"], &target["selector"][1]["end"]),
        (&10.into(), &15.into())
    );
    assert_eq!(target["boldface:anchor"]["start"]["byte"], 4);
    assert_eq!(
        (&first["boldface:colour"], &first["boldface:review"]),
        (&"green".into(), &true.into())
    );
    let mut plain = note(4);
    plain.body.clear();
    let json: serde_json::Value = serde_json::from_slice(&annotations(&[plain], &positions)).unwrap();
    assert_eq!(json["first"]["items"][0]["motivation"], "highlighting");
}

#[test]
fn hostile_files_are_refused_with_a_reason() {
    let good = String::from_utf8(annotations(&[note(1), note(2)], &Positions::default())).unwrap();
    let cases = [
        ("[".repeat(3_000_000), "line 1"),
        (format!("{{\"first\":{}", "[".repeat(1_000_000)), "line 1"),
        (
            format!(
                "{{\"first\":{{\"items\":[{}",
                "{\"target\":[{\"type\":\"\"},".repeat(100_000)
            ),
            "line 1",
        ),
        (
            format!(
                "{{\"first\":{{\"items\":[{{\"target\":[{}",
                "{\"type\":\"\"},".repeat(100_000)
            ),
            "more than 4096",
        ),
        ("{\"first\":{\"items\":7}}".to_owned(), "invalid type"),
        ("{\"items\":[]}".to_owned(), "missing field"),
        ("not json".to_owned(), "line 1"),
        (
            good.replace("\"boldface:kind\": \"passage\"", "\"boldface:kind\": \"poem\""),
            "note 1",
        ),
        (
            good.replace("urn:uuid:00000000-0000-0000-0000-000000000002", "../../etc"),
            "note 2",
        ),
        (good.replace("\"block\": 1", "\"block\": -1"), "line"),
        (good.replace("\"byte\": 4", "\"byte\": 99999999999"), "line"),
        (good.replace("2026-03-01T14", "the first"), "note 1"),
        (
            good.replace("\"language\": \"en\"", "\"language\": \"\\u0000; DROP\""),
            "note 1",
        ),
    ];
    for (json, says) in cases {
        let error = back(json.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(says) && error.len() < 500, "{error}");
    }
    assert_eq!(back(good.as_bytes()).unwrap().len(), 2);
    let missing = read_notes(Path::new("/nowhere/notes.json"));
    assert!(matches!(missing, Err(NoteFileError::File(_))));
    assert!(back(b"").is_err() && back(&[0xff; 100]).is_err());
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.json");
    fs::File::create(&large).unwrap().set_len(1 << 40).unwrap();
    assert!(matches!(
        read_notes(&large),
        Err(NoteFileError::File(crate::transfer::ReadError::TooLarge { .. }))
    ));
}

#[test]
fn what_is_left_open_is_closed() {
    for (body, closed) in [
        ("plain", None),
        ("```\ncode\n```", None),
        ("````\n```\n", Some("````\n")),
        ("~~~ rust\n``` \n", Some("~~~\n")),
        ("``` a`b", None),
        ("a <!-- b", Some("-->\n")),
        ("a <!-- b --> c", None),
    ] {
        assert_eq!(unclosed(body).as_deref(), closed, "{body:?}");
    }
}

#[test]
fn articles_that_are_written_as_well_are_linked_by_their_files() {
    let links = LinkNames(HashMap::from([(uuid(100), "Harbour 2".to_owned())]));
    let text = one_file(&[note(1)], &links);
    assert!(text.contains("# [[Harbour 2|Harbour: a  short  walk]]"), "{text}");
}

use std::fs;
use std::sync::Arc;
use std::sync::mpsc::channel;

use super::*;
use crate::store::{NewArticle, NewContext, NewTerm, Occurrence, Origin, ReadBlock};
use crate::study::{Anchor, ArticleId, SharedNote, Status};
use crate::text::{ByteRange, TermKind};
use crate::transfer::{read_notes, sha256};

const NOW: Now = Now {
    utc_ms: 1_772_373_909_000,
    offset_minutes: 60,
};

/// A library with two articles of one title, a word bolded here, notes of each kind, and a log.
fn library(folder: &Path) -> (PathBuf, Store) {
    let path = folder.join("library.db");
    let mut store = Store::open(&path, &folder.join("backups"), NOW).unwrap().store;
    let articles = [
        (
            "Harbour: tide",
            "# Harbour: tide\r\n\r\nThe **tide** stalled, 打 again.\r\n",
        ),
        ("harbour tide", "# harbour tide\n\nA **crane**.\n"),
    ];
    let mut new: Vec<NewArticle> = articles.iter().map(|(title, source)| article(title, source)).collect();
    // Its file is older than its import.
    new[1].met_at = Some(NOW.utc_ms - 400 * 86_400_000);
    let (_, imported) = store.import(&new, 1, NOW).unwrap();
    let first = imported[0].article_id();
    let stalled = occurrence(first, articles[0].1, "stalled");
    let (_, term_id) = store.add_term(&stalled, Some(Status::Met), NOW).unwrap();
    store.set_bold(&stalled, true, NOW).unwrap();
    store.set_gloss(term_id, "=stocken", 1, NOW).unwrap();
    let place = (first, &stalled.context.anchor);
    store.choose_sense(term_id, "stop going", Some(place), NOW).unwrap();
    store
        .create_note(term_id, "-it \"stopped\",\nfor a while #verbs", 2, NOW)
        .unwrap();
    store
        .log_reading(
            first,
            &[ReadBlock {
                block: 1,
                words: 5,
                seconds: 9,
            }],
            NOW,
        )
        .unwrap();
    store.import_notes(&[passage(&store, articles[0].1)], NOW).unwrap();
    (path, store)
}

fn passage(store: &Store, source: &str) -> SharedNote {
    let of_term = store.shared_notes().unwrap().remove(0);
    let mut article = of_term.article.unwrap();
    article.title = "Harbour: tide".to_owned();
    let parsed = crate::text::parse(source);
    SharedNote {
        uuid: "01900000-0000-7000-8000-000000000001".to_owned(),
        kind: crate::study::NoteKind::Passage,
        colour: crate::study::NoteColour::from_number(3),
        term: None,
        anchor: Some(anchor(&parsed, "stalled, 打 again")),
        article: Some(article),
        placed: true,
        quote: Some("stalled, 打 again".to_owned()),
        sentence: Some("The tide stalled, 打 again.".to_owned()),
        borrowed: false,
        body: "See [[Harbour: tide]].".to_owned(),
        review: true,
        created_at: 1,
        updated_at: 2,
    }
}

fn anchor(article: &crate::text::Article, words: &str) -> Anchor {
    let (block, at) = (0..)
        .zip(&article.blocks)
        .find_map(|(number, block)| Some((number, block.text.find(words)?)))
        .unwrap();
    let (start, length) = (u32::try_from(at).unwrap(), u32::try_from(words.len()).unwrap());
    Anchor::of(article, block, ByteRange::new(start, start + length))
}

fn article(title: &str, source: &str) -> NewArticle {
    let parsed = crate::text::parse(source);
    let bold = parsed.blocks[1].bolds[0].range;
    let form = parsed.blocks[1].slice(bold).to_owned();
    NewArticle {
        title: title.to_owned(),
        language: "en".to_owned(),
        origin: Origin::File(format!("/articles/{title}.md")),
        bytes: source.as_bytes().to_vec(),
        sha256: sha256(source.as_bytes()),
        words: 5,
        met_at: None,
        sample: false,
        terms: vec![NewTerm {
            kind: TermKind::Word,
            headword: form.clone(),
            forms: vec![form.clone()],
            status: Some(Status::New),
            gloss: None,
            contexts: vec![NewContext {
                anchor: Anchor::of(&parsed, 1, bold),
                form,
                sentence: "The tide\nstalled.".to_owned(),
                offset: 4,
            }],
        }],
    }
}

fn occurrence(article_id: ArticleId, source: &str, form: &str) -> Occurrence {
    Occurrence {
        article_id,
        kind: TermKind::Word,
        headword: "stall".to_owned(),
        context: NewContext {
            anchor: anchor(&crate::text::parse(source), form),
            form: form.to_owned(),
            sentence: "The tide stalled, 打 again.".to_owned(),
            offset: 9,
        },
        in_source: false,
        emphasis: false,
        gloss: None,
    }
}

fn take_out(path: &Path, into: &Path, stop_at: Option<usize>) -> Result<TakenOut, OutgoingError> {
    let (events, told) = channel();
    let cancel = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&cancel);
    let told = std::sync::Mutex::new(told);
    let outbox = Outbox::new(
        events,
        Arc::new(move || {
            if let Ok(Event::Going(GoingNews::Progress { done, total })) = told.lock().unwrap().try_recv() {
                assert!(done <= total);
                flag.fetch_or(stop_at == Some(done), Ordering::Relaxed);
            }
        }),
    );
    let progress = Progress {
        outbox: &outbox,
        cancel: &cancel,
    };
    everything(path, into, NOW, &progress)
}

/// The rows of a table by the names of their columns.
fn table(folder: &Path, name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut rows = crate::transfer::read_csv(&fs::read(folder.join(name)).unwrap()).into_iter();
    let columns = rows.next().unwrap();
    rows.map(|row| columns.iter().cloned().zip(row).collect()).collect()
}

#[test]
fn all_that_goes_out_is_what_the_library_holds() {
    let folder = tempfile::tempdir().unwrap();
    let into = tempfile::tempdir().unwrap();
    let (path, store) = library(folder.path());
    let out = take_out(&path, into.path(), None).unwrap();
    assert_eq!(out.folder, into.path().join("Boldface 2026-03-01"));
    assert_eq!((out.articles, out.words, out.notes), (2, 3, 2));

    // Articles: the bytes, with the bold that was put here.
    let listed = table(&out.folder, "articles.csv");
    let files: Vec<&str> = listed.iter().map(|row| row["file"].as_str()).collect();
    assert_eq!(files, ["Harbour tide.md", "harbour tide 2.md"]);
    assert_eq!(listed[0]["imported"], listed[1]["imported"]);
    let bytes = |name: &str| fs::read_to_string(out.folder.join("articles").join(name)).unwrap();
    assert_eq!(
        bytes(files[0]),
        "# Harbour: tide\r\n\r\nThe **tide** **stalled**, 打 again.\r\n"
    );
    let second = store
        .article(store.kept_articles().unwrap()[1].article_id)
        .unwrap()
        .unwrap();
    assert_eq!(bytes(files[1]).as_bytes(), second.bytes);

    // Words.
    let rows = table(&out.folder, "terms.csv");
    let kept = store.kept_terms().unwrap();
    assert_eq!(rows.len(), kept.len());
    for (row, kept) in rows.iter().zip(&kept) {
        assert_eq!((&row["uuid"], &row["headword"]), (&kept.uuid, &kept.term.headword));
        assert_eq!(row["forms"].split("; ").collect::<Vec<_>>(), kept.term.forms);
        assert_eq!(row["status"], kept.term.status.unwrap().number().to_string());
        assert_eq!(row["sentences"].lines().count(), kept.sentences.len());
        assert_eq!(row["sense"], kept.term.sense);
        assert_eq!((row["language"].as_str(), row["kind"].as_str()), ("en", "word"));
        let earlier = row["headword"] == "crane";
        let first_met = if earlier {
            "2025-01-25T14:05:09Z"
        } else {
            "2026-03-01T14:05:09Z"
        };
        assert_eq!(row["first_met"], first_met);
    }
    let stall = rows.iter().find(|row| row["headword"] == "stall").unwrap();
    assert_eq!(
        (stall["sense"].as_str(), stall["sentence_senses"].as_str()),
        ("stop going", "stop going")
    );
    assert_eq!(
        (stall["gloss"].as_str(), stall["note"].as_str()),
        ("'=stocken", "'-it \"stopped\",\nfor a while #verbs")
    );
    assert_eq!(
        stall["level"],
        crate::lexicon::headword_level("stall", "stalled").unwrap().label()
    );
    assert_eq!(rows[0]["sentences"], "The tide stalled.");

    // Logs.
    let (log, changes) = (table(&out.folder, "status_log.csv"), store.kept_changes().unwrap());
    assert!(!log.is_empty() && log.len() == changes.len());
    for (row, change) in log.iter().zip(&changes) {
        assert_eq!(
            (&row["uuid"], &row["term_uuid"], &row["source"]),
            (&change.uuid, &change.term_uuid, &change.source)
        );
        assert_eq!(
            row["to"],
            change.to.map(|status| status.number().to_string()).unwrap_or_default()
        );
    }
    let reading = table(&out.folder, "reading_log.csv");
    assert_eq!(
        (
            reading.len(),
            reading[0]["day"].as_str(),
            reading[0]["seconds"].as_str()
        ),
        (1, "2026-03-01", "9")
    );

    // Notes: the JSON is the library's notes, and the Markdown links to the files that are there.
    let notes = read_notes(&out.folder.join("notes/notes.json")).unwrap();
    assert_eq!(notes, store.shared_notes().unwrap());
    assert_eq!(table(&out.folder, "notes/notes.csv").len(), 2);
    let markdown = fs::read_to_string(out.folder.join("notes/Harbour tide - notes.md")).unwrap();
    assert!(markdown.contains("# [[Harbour tide|Harbour: tide]]"), "{markdown}");

    // Nothing was reviewed: the table has its names and no row.
    let reviews = crate::transfer::read_csv(&fs::read(out.folder.join("reviews.csv")).unwrap());
    assert_eq!(reviews.len(), 1);
    assert_eq!(reviews[0][5..9], ["grade", "source", "at", "utc_offset_minutes"]);
}

#[test]
fn every_table_and_column_that_is_written_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let into = tempfile::tempdir().unwrap();
    let (path, _store) = library(folder.path());
    let out = take_out(&path, into.path(), None).unwrap();
    let readme = fs::read_to_string(out.folder.join("README.md")).unwrap();
    assert!(
        readme.contains("Articles: 2; words: 3; notes: 2") && !readme.contains("{{"),
        "{readme}"
    );
    for name in [
        "articles.csv",
        "terms.csv",
        "status_log.csv",
        "reviews.csv",
        "cards.csv",
        "reading_log.csv",
        "notes/notes.csv",
    ] {
        let heading = name.strip_suffix("notes.csv").unwrap_or(name);
        let (_, section) = readme.split_once(&format!("## {heading}")).unwrap();
        let section = section.split("\n## ").next().unwrap();
        let columns = crate::transfer::read_csv(&fs::read(out.folder.join(name)).unwrap()).remove(0);
        for column in columns {
            assert!(section.contains(&column), "{name}: {column}");
        }
    }
}

#[test]
fn who_stops_it_finds_nothing_and_a_second_folder_gets_a_number() {
    let folder = tempfile::tempdir().unwrap();
    let into = tempfile::tempdir().unwrap();
    let (path, _store) = library(folder.path());
    assert!(matches!(
        take_out(&path, into.path(), Some(1)),
        Err(OutgoingError::Cancelled)
    ));
    assert_eq!(fs::read_dir(into.path()).unwrap().count(), 0);
    take_out(&path, into.path(), None).unwrap();
    let second = take_out(&path, into.path(), None).unwrap();
    assert_eq!(second.folder, into.path().join("Boldface 2026-03-01 2"));
    let nowhere = take_out(&path, &into.path().join("none"), None);
    assert!(matches!(nowhere, Err(OutgoingError::Unwritable(_))));
}

#[test]
fn what_is_written_meanwhile_waits_for_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut store) = library(folder.path());
    let reader = Store::open_reader(&path).unwrap();
    reader.hold_still().unwrap();
    let before = reader.shared_notes().unwrap();
    let note_id = store.note_records().unwrap()[0].note_id;
    store.delete_note(note_id, NOW).unwrap();
    assert_eq!(reader.shared_notes().unwrap(), before);
    assert_eq!(store.shared_notes().unwrap().len(), before.len() - 1);
}

#[test]
fn notes_find_their_way_into_an_empty_library_and_wait_for_their_article() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (_, store) = library(folder.path());
    let notes = store.shared_notes().unwrap();
    let path = other.path().join("library.db");
    let mut empty = Store::open(&path, &other.path().join("backups"), NOW).unwrap().store;
    let (_, report) = empty.import_notes(&notes, NOW).unwrap();
    assert_eq!((report.new, report.missing.len()), (2, 1));
    let waiting = empty.note_records().unwrap();
    assert!(
        waiting
            .iter()
            .all(|note| !note.article.as_ref().is_some_and(|article| article.present))
    );
    assert_eq!(
        waiting.iter().filter(|note| note.quote.is_some()).count(),
        2,
        "each has its own words"
    );
    assert!(empty.articles().unwrap().is_empty());
    let source = "# Harbour: tide\n\nNew words first. The **tide** stalled, 打 again.\n";
    let (_, imported) = empty.import(&[article("Harbour: tide", source)], 1, NOW).unwrap();
    let article_id = imported[0].article_id();
    let records = empty.note_records().unwrap();
    let passage = records.iter().find(|note| note.term.is_none()).unwrap();
    let home = passage.article.as_ref().unwrap();
    assert_eq!((home.article_id, home.present), (article_id, true));
    // Read once more, it finds its place in the text as it is here.
    let json = other.path().join("notes.json");
    let shape = NoteShape::Json;
    crate::transfer::write_notes((&notes, &Positions::default()), shape, &json, false, NOW, &|| true).unwrap();
    let read = crate::worker::notes_in::read(&[json], &path);
    let placed = read.notes.iter().find(|note| note.term.is_none()).unwrap();
    assert!(placed.placed && placed.anchor.as_ref().unwrap().start.byte > 13);
    // The import of the article is taken back, and the notes wait again.
    empty.undo(NOW).unwrap();
    assert!(empty.articles().unwrap().is_empty());
    assert_eq!(empty.note_records().unwrap().len(), 2);
}

#[test]
fn ten_thousand_articles_of_one_title_go_out_and_each_has_its_file() {
    let articles: usize = std::env::var("BOLDFACE_ARTICLES")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(300);
    let (folder, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().join("library.db");
    let mut store = Store::open(&path, &folder.path().join("backups"), NOW).unwrap().store;
    let source = |number: usize| format!("# One\n\nThe **tide** {number}.\n{}", "A calm day. ".repeat(80));
    let new: Vec<NewArticle> = (0..articles).map(|number| article("One", &source(number))).collect();
    store.import(&new, 1, NOW).unwrap();
    let start = std::time::Instant::now();
    let out = take_out(&path, into.path(), None).unwrap();
    eprintln!("{articles} articles went out in {:?}", start.elapsed());
    assert_eq!(out.articles, articles);
    for (number, row) in table(&out.folder, "articles.csv").iter().enumerate() {
        let bytes = fs::read_to_string(out.folder.join("articles").join(&row["file"])).unwrap();
        assert_eq!(bytes, source(number));
    }
}

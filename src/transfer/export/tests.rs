use std::collections::BTreeMap;

use super::*;
use crate::store::testing::changed_by_newer;
use crate::store::{NewArticle, NewContext, NewTerm, OpenError, Origin, Part, Store};
use crate::study::{Anchor, Status};
use crate::text::{Place, TermKind};

const NOW: Now = Now {
    utc_ms: 1_772_373_909_000,
    offset_minutes: 60,
};

fn article(title: &str, bytes: &[u8], word: &str) -> NewArticle {
    let mut sha256 = [0; 32];
    sha256[..title.len().min(32)].copy_from_slice(&title.as_bytes()[..title.len().min(32)]);
    let end = u32::try_from(word.len()).unwrap();
    let anchor = Anchor {
        start: Place { block: 1, byte: 0 },
        end: Place { block: 1, byte: end },
        quote: word.to_owned(),
        before: String::new(),
        after: String::new(),
        text_version: 1,
    };
    NewArticle {
        title: title.to_owned(),
        language: "en".to_owned(),
        origin: Origin::Clipboard,
        bytes: bytes.to_vec(),
        sha256,
        words: 3,
        met_at: None,
        sample: false,
        terms: vec![NewTerm {
            kind: TermKind::Word,
            headword: word.to_owned(),
            forms: vec![word.to_owned()],
            gloss: None,
            status: Some(Status::New),
            contexts: vec![NewContext {
                anchor,
                form: word.to_owned(),
                sentence: format!("The {word}\tstood\nthere."),
                offset: 4,
            }],
        }],
    }
}

/// A library that a newer version has changed last, its change still in the log, as after a crash.
fn newer(sql: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (making, path) = (folder.path().join("making.db"), folder.path().join("library.db"));
    let mut store = Store::open(&making, &folder.path().join("backups"), NOW).unwrap().store;
    let articles = [
        article("One: a/b", b"# One\r\n\xff raw", "swath"),
        article("one: a b", b"# Two\n", "rebuke"),
    ];
    store.import(&articles, 0, NOW).unwrap();
    let swath = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
    store.create_note(swath, "a *wide* strip", 1, NOW).unwrap();
    store.set_gloss(swath, "strip", 2, NOW).unwrap();
    store.choose_sense(swath, "a path cut", None, NOW).unwrap();
    drop(store);
    changed_by_newer(&making, &path, sql);
    assert!(fs::metadata(folder.path().join("library.db-wal")).unwrap().len() > 0);
    (folder, path)
}

/// Every file of the library, byte for byte.
fn bytes(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap());
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    files
        .filter(|entry| name(entry).starts_with("library.db"))
        .map(|entry| (name(&entry), fs::read(entry.path()).unwrap()))
        .collect()
}

fn exported(path: &Path) -> (tempfile::TempDir, ExportReport) {
    let into = tempfile::tempdir().unwrap();
    let report = export(path, into.path(), NOW, |_, _| true).unwrap();
    (into, report)
}

#[test]
fn all_that_version_1_had_is_written_and_the_library_is_untouched() {
    let (_folder, path) = newer("SELECT 1");
    let before = bytes(&path);
    let backups = path.with_file_name("backups");
    let refused = Store::open(&path, &backups, NOW);
    assert!(matches!(refused, Err(OpenError::Newer { version: 77, .. })));
    assert_eq!(bytes(&path), before, "refusing it");
    let (into, report) = exported(&path);
    assert_eq!(bytes(&path), before, "exporting it");
    assert_eq!(report.folder, into.path().join("Boldface export 2026-03-01"));
    assert_eq!((report.articles, report.words, report.notes), (2, 2, 1));
    assert_eq!((&report.gaps[..], report.cancelled), (&[][..], false));
    let read = |name: &str| fs::read(report.folder.join(name)).unwrap();
    assert_eq!(read("articles/One a b.md"), b"# One\r\n\xff raw");
    assert_eq!(read("articles/one a b 2.md"), b"# Two\n");
    assert_eq!(
        String::from_utf8(read("words.tsv")).unwrap(),
        format!(
            "{HEADER}swath\ten\tword\t1\tstrip\ta path cut\tswath\tThe swath stood there.\n\
             rebuke\ten\tword\t1\t\t\trebuke\tThe rebuke stood there.\n"
        )
    );
    assert_eq!(
        String::from_utf8(read("notes.md")).unwrap(),
        "## swath\n\na *wide* strip\n\n*2026-03-01*\n\n"
    );
    // A second export on the same day is another folder.
    let again = export(&path, into.path(), NOW, |_, _| true).unwrap();
    assert_eq!(again.folder, into.path().join("Boldface export 2026-03-01 2"));
}

#[test]
fn a_part_that_is_not_there_is_named_and_the_rest_is_written() {
    let (_folder, path) = newer(
        "DROP TRIGGER cards_begin; DROP TRIGGER cards_move; DROP TABLE notes; DROP TABLE forms; ALTER TABLE terms RENAME COLUMN gloss TO meaning; \
         DELETE FROM contexts",
    );
    let (_into, report) = exported(&path);
    assert_eq!((report.articles, report.words, report.notes), (2, 2, 0));
    let parts: Vec<Part> = report.gaps.iter().map(|gap| gap.part).collect();
    assert_eq!(parts, [Part::Words, Part::Forms, Part::Notes]);
    assert_eq!(report.gaps[0].detail, "there is no column terms.gloss");
    let words = fs::read_to_string(report.folder.join("words.tsv")).unwrap();
    assert_eq!(
        words,
        format!("{HEADER}swath\ten\tword\t1\t\ta path cut\t\t\nrebuke\ten\tword\t1\t\t\t\t\n")
    );

    let (_folder, path) = newer("DROP TABLE article_source");
    let (_into, report) = exported(&path);
    assert_eq!((report.articles, report.words, report.notes), (0, 2, 1));
    let parts: Vec<Part> = report.gaps.iter().map(|gap| gap.part).collect();
    assert_eq!(parts, [Part::Sources]);
}

#[test]
fn what_is_deleted_stays_deleted_and_an_older_source_stays_old() {
    let (_folder, path) = newer(
        "UPDATE articles SET deleted_at = 1 WHERE id = 2; UPDATE terms SET deleted_at = 1 WHERE headword = 'rebuke'; \
         INSERT INTO article_source (id, article_id, bytes, sha256, imported_at) \
         VALUES (9, 1, CAST('newer' AS BLOB), zeroblob(32), 0)",
    );
    let (_into, report) = exported(&path);
    assert_eq!((report.articles, report.words), (1, 1));
    let bytes = fs::read(report.folder.join("articles/One a b.md")).unwrap();
    assert_eq!(bytes, b"# One\r\n\xff raw", "the current source, not the last row");
}

#[test]
fn it_can_be_stopped_and_says_what_cannot_be_written() {
    let (folder, path) = newer("SELECT 1");
    let into = tempfile::tempdir().unwrap();
    let report = export(&path, into.path(), NOW, |done, _| done < 1).unwrap();
    assert!(report.cancelled && report.articles == 1);
    let nowhere = folder.path().join("none");
    assert!(matches!(
        export(&path, &nowhere, NOW, |_, _| true),
        Err(ExportError::Unwritable { path, .. }) if path.starts_with(&nowhere)
    ));
    let missing = export(&folder.path().join("no.db"), into.path(), NOW, |_, _| true);
    assert!(matches!(missing, Err(ExportError::Unreadable(_))));
    let text = folder.path().join("text.db");
    fs::write(&text, "no database at all").unwrap();
    assert!(export(&text, into.path(), NOW, |_, _| true).is_err());
    // An export that found nothing leaves nothing behind.
    assert_eq!(fs::read_dir(into.path()).unwrap().count(), 1);
}

use super::*;

fn about(name: &str) -> About {
    About {
        name: name.to_owned(),
        ..About::default()
    }
}

fn raw(headword: &str, others: &[&str], body: &str) -> RawEntry {
    RawEntry {
        headword: headword.to_owned(),
        others: others.iter().map(|&other| other.to_owned()).collect(),
        body: body.to_owned(),
        ..RawEntry::default()
    }
}

#[test]
fn what_was_added_is_found_under_each_of_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.db");
    let mut writer = IndexWriter::create(&path).unwrap();
    writer.add(&raw("Café", &["coffee house", "café"], "a place")).unwrap();
    writer.add(&raw("cafe", &[], "another place")).unwrap();
    writer.add(&raw(" ", &[], "nothing")).unwrap();
    writer.add(&raw("empty", &[], " \n ")).unwrap();
    assert!(!path.exists());
    let index = writer.finish(&about("Mine")).unwrap();
    assert_eq!((index.name(), index.about().entries), ("Mine", 2));
    let found = index.entries("cafe").unwrap();
    assert_eq!(
        found.iter().map(|entry| entry.headword.as_str()).collect::<Vec<_>>(),
        ["Café", "cafe"]
    );
    assert_eq!(index.entries("coffee house").unwrap()[0].senses[0].words(), "a place");
    assert!(index.entries("empty").unwrap().is_empty());
    assert!(index.has("cafe").unwrap() && !index.has("caf").unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_not_finished_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.db");
    let mut writer = IndexWriter::create(&path).unwrap();
    writer.add(&raw("a", &[], "b")).unwrap();
    drop(writer);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let empty = IndexWriter::create(&path).unwrap().finish(&about("Empty"));
    assert!(matches!(empty, Err(DictionaryError::Malformed { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_broken_index_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.db");
    assert!(Index::open(&path).is_err());
    fs::write(&path, "no database").unwrap();
    assert!(Index::open(&path).is_err());
    let other = Connection::open(folder.path().join("two.db")).unwrap();
    other.pragma_update(None, "user_version", VERSION + 1).unwrap();
    drop(other);
    assert!(Index::open(&folder.path().join("two.db")).is_err());
}

use std::path::Path;

use super::*;
use crate::store::{BoldAction, BoldEdit};
use crate::study::{Anchor, BoldEditId};
use crate::text::{ByteRange, parse};

const TEXT: &str = "A calm sea.\n";

/// The article of a file, with its second word bolded here.
fn stored(path: &Path) -> Box<StoredArticle> {
    let anchor = Anchor::of(&parse(TEXT), 0, ByteRange::new(2, 6));
    Box::new(StoredArticle {
        article_id: ArticleId(1),
        title: String::new(),
        language: "en".to_owned(),
        origin: Origin::File(path.to_string_lossy().into_owned()),
        sample: false,
        bytes: TEXT.as_bytes().to_vec(),
        in_file: None,
        position: None,
        furthest: None,
        bookmark: None,
        bold_edits: vec![BoldEdit {
            bold_edit_id: BoldEditId(1),
            anchor,
            action: BoldAction::Add,
        }],
        gloss_edits: Vec::new(),
    })
}

fn source() -> WriteTo {
    WriteTo::Source { by_itself: false }
}

fn failure(done: FileDone) -> SaveError {
    match done {
        FileDone::Failed { error, .. } => error,
        _ => panic!("it was written"),
    }
}

#[test]
fn the_articles_own_file_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, TEXT).unwrap();
    assert!(matches!(
        write(stored(&path), source(), "en"),
        FileDone::Written { own: true, .. }
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), "A **calm** sea.\n");
}

#[test]
fn a_changed_file_is_compared_and_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    for text in ["A calm **sea**.\n", "A rough sea.\n"] {
        fs::write(&path, text).unwrap();
        let FileDone::BroughtIn { comparison, then, .. } = write(stored(&path), source(), "en") else {
            panic!("it was not compared");
        };
        assert_eq!(matches!(comparison, Comparison::Text), text.contains("rough"));
        assert_eq!(then, Some(source()));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_web_page_is_never_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.html");
    fs::write(&path, "<p>A calm sea.").unwrap();
    assert!(matches!(
        failure(write(stored(&path), source(), "en")),
        SaveError::WebPage { .. }
    ));
    let to = WriteTo::Path {
        path: folder.path().join("b.htm"),
        replace: true,
    };
    assert!(matches!(
        failure(write(stored(&path), to, "en")),
        SaveError::WebPage { .. }
    ));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_file_is_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
    fs::write(&path, TEXT).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let to = WriteTo::Path {
        path: link.clone(),
        replace: true,
    };
    assert!(matches!(
        write(stored(&path), to, "en"),
        FileDone::Written { own: true, .. }
    ));
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "A **calm** sea.\n");
}

#[test]
fn a_read_only_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, TEXT).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert!(matches!(
        failure(write(stored(&path), source(), "en")),
        SaveError::ReadOnlyFile { .. }
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), TEXT);
}

#[test]
fn a_file_is_known_again_by_its_text_once_the_old_one_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.md"), folder.path().join("new.md"));
    fs::write(&old, TEXT).unwrap();
    fs::write(&new, "A calm **sea**.\n").unwrap();
    let prepared = prepare(Import::read(&new).unwrap(), "en");
    let against = || Against {
        index: 0,
        candidates: vec![*stored(&old)],
    };
    assert!(find(&prepared, against()).is_none(), "a copy");
    fs::remove_file(&old).unwrap();
    let found = find(&prepared, against()).expect("the same article");
    assert_eq!((found.merge.came, found.merge.behind()), (1, 1));
}

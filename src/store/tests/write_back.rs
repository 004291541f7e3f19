//! An article and its file brought together.

use super::super::testing::{Library, article, at, import, occurrence};
use crate::store::{BoldAction, Direction, Op, Store, StoredArticle, WrittenBack};
use crate::study::{ArticleId, ContextOrigin, Status};

fn origins(store: &Store, article_id: ArticleId) -> Vec<ContextOrigin> {
    let contexts = store.contexts_of_article(article_id).unwrap();
    contexts.into_iter().map(|context| context.origin).collect()
}

fn written(store: &Store, article_id: ArticleId, by_itself: bool) -> WrittenBack {
    let new = article("Written", &["swath", "awe"]);
    WrittenBack {
        article_id,
        bytes: new.bytes,
        sha256: new.sha256,
        applied: store.article(article_id).unwrap().unwrap().bold_edits,
        by_itself,
        merged: None,
    }
}

fn but_for_the_file(store: &Store, article_id: ArticleId) -> StoredArticle {
    StoredArticle {
        in_file: None,
        ..store.article(article_id).unwrap().unwrap()
    }
}

#[test]
fn what_was_written_is_the_source_and_undo_brings_the_edits_back() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    store.set_bold(&occurrence(article_id, 2, "awe"), true, at(2)).unwrap();
    store
        .set_bold(&occurrence(article_id, 1, "swath"), false, at(3))
        .unwrap();
    let before = store.article(article_id).unwrap().unwrap();
    assert_eq!(origins(&store, article_id), [ContextOrigin::Picked]);
    let back = written(&store, article_id, false);
    let committed = store.write_back(&back, at(4)).unwrap();
    assert!(matches!(&committed.op, Op::WriteBack { bolds: 2, title, .. } if title == "One"));
    let after = store.article(article_id).unwrap().unwrap();
    assert_eq!((after.bytes, after.bold_edits.len()), (back.bytes.clone(), 0));
    assert_eq!(origins(&store, article_id), [ContextOrigin::Bold]);
    store.undo(at(5)).unwrap();
    assert_eq!(but_for_the_file(&store, article_id), before);
    assert_eq!(origins(&store, article_id), [ContextOrigin::Picked]);
    store.redo(at(6)).unwrap();
    assert_eq!(store.article_by_sha256(&back.sha256).unwrap(), Some(article_id));
}

#[test]
fn what_nobody_asked_for_is_taken_back_with_what_was_done() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let before = store.article(article_id).unwrap().unwrap();
    store.set_bold(&occurrence(article_id, 2, "awe"), true, at(2)).unwrap();
    let back = written(&store, article_id, true);
    let depth = store.write_back(&back, at(3)).unwrap().undo_depth;
    assert_eq!(depth, 2, "the import, and the bold with what followed it");
    let undone = store.undo(at(4)).unwrap().unwrap();
    assert!(matches!(
        undone.op,
        Op::AddTerm {
            status: Some(Status::New),
            ..
        }
    ));
    assert_eq!(undone.direction, Direction::Undone);
    assert_eq!(but_for_the_file(&store, article_id), before);
}

#[test]
fn what_was_taken_back_while_the_file_was_written_is_an_edit_the_other_way() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    store.set_bold(&occurrence(article_id, 2, "awe"), true, at(2)).unwrap();
    let back = written(&store, article_id, false);
    store.set_bold(&occurrence(article_id, 2, "awe"), false, at(3)).unwrap();
    store.write_back(&back, at(4)).unwrap();
    let edits = store.article(article_id).unwrap().unwrap().bold_edits;
    assert_eq!(
        edits.iter().map(|edit| edit.action).collect::<Vec<_>>(),
        [BoldAction::Drop]
    );
    assert_eq!(edits[0].anchor.quote, "awe");
}

#[test]
fn a_step_back_leaves_the_file_as_it_was_written() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "One", &["swath"]);
    let own = |store: &Store| store.source_numbers(article_id).unwrap();
    let first = own(&store);
    assert_eq!(first.in_file, None);
    store.set_bold(&occurrence(article_id, 2, "awe"), true, at(2)).unwrap();
    let back = written(&store, article_id, false);
    store.write_back(&back, at(3)).unwrap();
    let second = own(&store);
    assert_eq!(second.in_file, None);
    store.undo(at(4)).unwrap();
    store.undo(at(5)).unwrap();
    assert_eq!((own(&store).own, own(&store).in_file), (first.own, second.own));
    assert_eq!(store.article(article_id).unwrap().unwrap().in_file, Some(back.bytes));
    store.redo(at(6)).unwrap();
    store.redo(at(7)).unwrap();
    assert_eq!(own(&store), second);
    store.undo(at(8)).unwrap();
    // The file was written as the library is now: going forth again leaves it behind.
    let old = article("One", &["swath"]);
    store.set_in_file(article_id, &old.bytes, &old.sha256, at(9)).unwrap();
    assert_eq!(own(&store), first);
    store.redo(at(10)).unwrap();
    assert_eq!((own(&store).own, own(&store).in_file), (second.own, first.own));
}

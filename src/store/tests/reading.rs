//! The log of what was read, and the bookmark.

use crate::store::testing::{Library, anchor, article, at};
use crate::store::{Direction, Op, ReadBlock, Store};
use crate::study::{ArticleId, ReadSample};

const DAY: i64 = 86_400_000;

fn with_article(library: &Library) -> (Store, ArticleId) {
    let mut store = library.open();
    let (_, imported) = store.import(&[article("News", &["swath"])], 1, at(0)).unwrap();
    (store, imported[0].article_id())
}

fn read(block: u32, words: u32, seconds: u32) -> ReadBlock {
    ReadBlock { block, words, seconds }
}

#[test]
fn a_block_is_logged_once_a_day_and_rows_are_never_changed() {
    let library = Library::new();
    let (mut store, article_id) = with_article(&library);
    store
        .log_reading(article_id, &[read(0, 60, 30), read(1, 10, 0), read(2, 0, 9)], at(1))
        .unwrap();
    store.log_reading(article_id, &[read(0, 60, 99)], at(2)).unwrap();
    store.log_reading(article_id, &[read(0, 60, 20)], at(DAY)).unwrap();
    let sample = |words, seconds| ReadSample { words, seconds };
    let lately = store.read_lately("en").unwrap();
    assert_eq!(lately, [sample(60, 20), sample(10, 1), sample(60, 30)]);
    assert_eq!(store.read_lately("de").unwrap(), []);
    assert!(store.conn.execute("UPDATE reading_log SET seconds = 1", []).is_err());
    assert!(store.conn.execute("DELETE FROM reading_log", []).is_err());
    // The learner's own midnight: one hour before that of Greenwich.
    let midnight = 1_772_373_909_000 % DAY;
    let days = |store: &Store| -> i64 {
        let sql = "SELECT count(DISTINCT day) FROM reading_log WHERE block = 7";
        store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    for ms in [
        DAY - midnight - 3_600_001,
        DAY - midnight - 3_599_999,
        DAY - midnight + 1,
    ] {
        store.log_reading(article_id, &[read(7, 5, 5)], at(ms)).unwrap();
    }
    assert_eq!(days(&store), 2);
}

#[test]
fn reading_is_no_step_of_undo() {
    let library = Library::new();
    let (mut store, article_id) = with_article(&library);
    let top = store.undo_top();
    store.log_reading(article_id, &[read(0, 60, 30)], at(1)).unwrap();
    assert_eq!(store.undo_top(), top);
}

#[test]
fn a_bookmark_is_set_moved_removed_and_taken_back() {
    let library = Library::new();
    let (mut store, article_id) = with_article(&library);
    let shown = |store: &Store| store.articles().unwrap()[0].bookmark.clone().map(|anchor| anchor.quote);
    let set = |quote: &str| Some(anchor(3, 4, quote));
    let done = store.set_bookmark(article_id, set("one").as_ref(), at(1)).unwrap();
    assert!(matches!(&done.op, Op::SetBookmark { title, set: true, .. } if title == "News"));
    assert!(done.changes.library);
    store.set_bookmark(article_id, set("two").as_ref(), at(2)).unwrap();
    assert_eq!(store.article(article_id).unwrap().unwrap().bookmark, set("two"));
    store.set_bookmark(article_id, None, at(3)).unwrap();
    assert_eq!(shown(&store), None);
    for (direction, expected) in [
        (Direction::Undone, Some("two")),
        (Direction::Undone, Some("one")),
        (Direction::Undone, None),
        (Direction::Redone, Some("one")),
    ] {
        let step = if direction == Direction::Undone {
            store.undo(at(4))
        } else {
            store.redo(at(4))
        };
        assert_eq!(step.unwrap().unwrap().direction, direction);
        assert_eq!(shown(&store).as_deref(), expected);
    }
}

//! Orders of magnitude, the disk's own pace left out: what would be felt is caught here, what is fine is measured
//! elsewhere.

use std::time::{Duration, Instant};

use crate::store::Store;
use crate::store::testing::{Library, article, at, import};
use crate::study::Status;

fn median(mut run: impl FnMut(i64)) -> Duration {
    let mut times: Vec<Duration> = (0..21)
        .map(|number| {
            let start = Instant::now();
            run(number);
            start.elapsed()
        })
        .collect();
    times.sort();
    times[10]
}

fn words(from: usize, count: usize) -> Vec<String> {
    (from..from + count).map(|number| format!("word{number}")).collect()
}

#[test]
fn a_library_of_many_words_answers_at_once() {
    let library = Library::new();
    let mut store = library.open();
    for number in 0..50 {
        let words = words(number * 80, 100);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        import(&mut store, &format!("Article {number}"), &words);
    }
    let keys = words(1_000, 1_200);
    let some = store.terms_for("en", &keys[..1]).unwrap()[0].term_id;
    let all = [Status::New, Status::Met, Status::Familiar];
    let status = median(|n| {
        let status = all[usize::try_from(n).unwrap() % 3];
        store.set_status(some, Some(status), at(n)).unwrap();
    });
    let terms = median(|_| assert_eq!(store.terms_for("en", &keys[..500]).unwrap().len(), 500));
    let list = median(|_| assert_eq!(store.articles().unwrap().len(), 50));
    let open = median(|_| drop(Store::open_read_only(&library.path).unwrap()));
    let words: Vec<&str> = keys[1_120..].iter().map(String::as_str).collect();
    let new = median(|n| {
        store.import(&[article(&format!("New {n}"), &words)], 0, at(n)).unwrap();
    });
    println!("status {status:?}, 500 terms {terms:?}, list {list:?}, open {open:?}, import of 80 {new:?}");
    // Five to ten times what it takes, unoptimised, on a machine that does other things as well.
    assert!(status < Duration::from_millis(5), "{status:?}");
    assert!(terms < Duration::from_millis(100), "{terms:?}");
    assert!(list < Duration::from_millis(200), "{list:?}");
    assert!(new < Duration::from_millis(200), "{new:?}");
}

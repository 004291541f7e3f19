//! Finding in a book of a million words, and copying it: what the page thread does while the window goes on.
//!
//! Goals: 50 ms for a search, whatever is typed. What the window does itself for a copy is printed as well.
#![allow(missing_docs, reason = "a program")]

mod page;

use std::time::{Duration, Instant};

use boldface::text::{Article, Hit, Needle, TokenIndex, find_forms, parse, passage_markdown};

const WORDS: usize = 1_000_000;
const ROUNDS: usize = 5;

/// The best and the worst of some rounds.
fn measure<T>(mut work: impl FnMut() -> T) -> (T, Duration, Duration) {
    let (mut best, mut worst) = (Duration::MAX, Duration::ZERO);
    let mut last = None;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        last = Some(work());
        let took = start.elapsed();
        (best, worst) = (best.min(took), worst.max(took));
    }
    #[expect(clippy::expect_used, reason = "there is at least one round")]
    (last.expect("a round"), best, worst)
}

fn search(article: &Article, text: &str, whole_word: bool, match_case: bool) {
    let needle = Needle::new(text, whole_word, match_case);
    let (hits, best, worst) = measure(|| {
        let found = needle.as_ref().and_then(|needle| needle.find(article, || true));
        found.map_or(0, |hits: Vec<Hit>| hits.len())
    });
    println!("find {text:?}: {hits} hits, {best:?} to {worst:?}");
}

/// The same book in other letters: two bytes each.
fn in_cyrillic(source: &str) -> String {
    let letters = "абцдефгхийклмнопярстувжкыз".chars().collect::<Vec<_>>();
    let letter = |char: char| match char {
        'a'..='z' => letters.get(char as usize - 'a' as usize).copied().unwrap_or(char),
        char => char,
    };
    source.chars().map(letter).collect()
}

fn main() {
    let source = page::news_page(WORDS);
    let article = parse(&source);
    let index = TokenIndex::build(&article, "en");
    println!("{} words in {} blocks", article.word_count(), article.blocks.len());
    for text in ["e", "brow", "“bring,”", "bar the", "nowhere at all"] {
        search(&article, text, false, false);
    }
    search(&article, "bar", true, true);
    search(&parse(&in_cyrillic(&source)), "инг", false, false);
    let commonest = (0..u32::try_from(index.keys().len()).unwrap_or(0)).max_by_key(|&key| index.postings(key).len());
    let forms = vec![commonest.into_iter().collect::<Vec<u32>>()];
    let (hits, best, worst) = measure(|| find_forms(&article, &index, &forms, || true).map_or(0, |hits| hits.len()));
    println!("any form of the commonest word: {hits} hits, {best:?} to {worst:?}");
    let whole = article.whole();
    let (text, best, worst) = measure(|| article.plain_text(whole));
    println!("copy as text: {} bytes, {best:?} to {worst:?}", text.len());
    let (text, best, worst) = measure(|| passage_markdown(&article, whole, Some(&source)));
    println!(
        "copy as Markdown from the source: {} bytes, {best:?} to {worst:?}",
        text.len()
    );
    let (text, best, worst) = measure(|| passage_markdown(&article, whole, None));
    println!(
        "copy as Markdown from the blocks: {} bytes, {best:?} to {worst:?}",
        text.len()
    );
}

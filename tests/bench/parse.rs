//! Markdown to article, and which of its bold is vocabulary: a page of a newspaper (at most 3 ms), and a book.
#![allow(missing_docs, reason = "criterion's macros make the items")]

mod page;

use std::hint::black_box;

use boldface::text::{candidates, parse};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn parse_and_judge(criterion: &mut Criterion) {
    for (name, words) in [("newspaper page", 1_300), ("100,000 words", 100_000)] {
        let source = page::news_page(words);
        let article = parse(&source);
        assert!(
            !article.plain_fallback && !candidates(&article).is_empty(),
            "the page is not read as it is meant"
        );
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20).throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function("parse and judge", |bench| {
            bench.iter(|| {
                let article = parse(black_box(&source));
                candidates(&article).len()
            });
        });
        group.bench_function("judge", |bench| bench.iter(|| candidates(black_box(&article)).len()));
        group.finish();
    }
}

criterion_group!(benches, parse_and_judge);
criterion_main!(benches);

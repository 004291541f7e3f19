//! Which token belongs to which term: indexing an article, giving it its terms, and asking for every block.
#![allow(missing_docs, reason = "criterion's macros make the items")]

mod page;

use std::hint::black_box;

use boldface::study::{Resolution, TermNumber};
use boldface::text::{Article, TermKind, TokenIndex, parse};
use criterion::{Criterion, criterion_group, criterion_main};

/// Every third key is a term, and every fiftieth begins a phrase.
fn resolve(article: &Article, index: &TokenIndex) -> Resolution {
    let mut resolution = Resolution::new(index);
    for (key, term) in index.keys().iter().zip(0 as TermNumber..) {
        if term % 3 == 0 {
            resolution.add(index, TermKind::Word, term, [&**key]);
        }
        if term % 50 == 1 {
            let phrase = format!("{key} {}", index.keys()[0]);
            resolution.add(index, TermKind::Phrase, term, [phrase.as_str()]);
        }
    }
    resolution.find_sequences(article, index, "en");
    resolution
}

fn ask(article: &Article, index: &TokenIndex, resolution: &Resolution) -> usize {
    let blocks = article.blocks.iter().zip(0..);
    blocks
        .map(|(block, number)| resolution.block(index, number, &block.tokens).count())
        .sum()
}

fn index_and_resolve(criterion: &mut Criterion) {
    for (name, words) in [("newspaper page", 1_300), ("100,000 words", 100_000)] {
        let article = parse(&page::news_page(words));
        let index = TokenIndex::build(&article, "en");
        let resolution = resolve(&article, &index);
        assert!(
            ask(&article, &index, &resolution) > words / 10,
            "the terms are not found"
        );
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        group.bench_function("index", |bench| {
            bench.iter(|| TokenIndex::build(black_box(&article), "en").len());
        });
        group.bench_function("resolve", |bench| bench.iter(|| resolve(&article, black_box(&index))));
        group.bench_function("ask every block", |bench| {
            bench.iter(|| ask(&article, &index, black_box(&resolution)));
        });
        group.finish();
    }
}

criterion_group!(benches, index_and_resolve);
criterion_main!(benches);

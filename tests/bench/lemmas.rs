//! Lemmas of a running text: a million words, distributed as in a natural text over the frequency table.
//!
//! A reader of a book asks once for each distinct form; `every token` is what it would cost without remembering.
#![allow(missing_docs, reason = "criterion's macros make the items")]

use std::collections::HashMap;
use std::hint::black_box;

use boldface::text::{frequency, lemmas};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const TOKENS: u64 = 1_000_000;

/// Words with a chance of 1 / (rank + 2.7) each; the same on every machine.
fn zipf_text() -> Vec<&'static str> {
    let mut table: Vec<(&str, u32)> = frequency::all().collect();
    table.sort_by_key(|(_, rank)| *rank);
    let mut total = 0.0;
    let sums: Vec<f64> = (table.iter())
        .map(|(_, rank)| {
            total += 1.0 / (f64::from(*rank) + 2.7);
            total
        })
        .collect();
    let mut random = 7_u64;
    let draw = |_| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let at = f64::from((random >> 32) as u32) / 4_294_967_296.0 * total;
        table[sums.partition_point(|sum| *sum <= at).min(table.len() - 1)].0
    };
    (0..TOKENS).map(draw).collect()
}

fn lemmas_of_a_text(criterion: &mut Criterion) {
    let text = zipf_text();
    let mut group = criterion.benchmark_group("a million words");
    group.sample_size(10).throughput(Throughput::Elements(TOKENS));
    group.bench_function("every token", |bench| {
        bench.iter(|| {
            black_box(&text)
                .iter()
                .map(|word| lemmas::lemma(word).len())
                .sum::<usize>()
        });
    });
    group.bench_function("each distinct form once", |bench| {
        bench.iter(|| {
            let mut known: HashMap<&str, usize> = HashMap::new();
            let length = |word: &&'static str| *known.entry(word).or_insert_with(|| lemmas::lemma(word).len());
            black_box(&text).iter().map(length).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, lemmas_of_a_text);
criterion_main!(benches);

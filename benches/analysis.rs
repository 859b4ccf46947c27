//! All findings of a scope: 5,000 renewals should take under 50 ms, 1,000,000 under 5 s on two processors.
//!
//! `cargo bench --bench analysis` measures the first and what is done on a key press; `RETRO_BENCH_MILLION=1` adds the second.

#[path = "analysis/made.rs"]
mod made;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use run_retro::analysis::decisions::RoomDecisions;
use run_retro::analysis::findings::Lens;
use run_retro::analysis::metrics::breakdown;
use run_retro::analysis::{analyse, patterns};
use run_retro::compile::progress::Silent;
use run_retro::domain::scope::Dimension;

/// In days; the scope looks at one.
const QUARTER: usize = 91;
const SEED: u64 = 20_260_930;

fn all_findings(c: &mut Criterion) {
    let room = RoomDecisions::default();
    let spread = made::facts(5_000, SEED, 8 * QUARTER);
    c.bench_function("all findings, 5,000 renewals over two years", |b| {
        b.iter_with_large_drop(|| analyse(black_box(&spread), &room, &Silent));
    });
    let window = made::facts(5_000, SEED, QUARTER);
    c.bench_function("all findings, 5,000 renewals in one window", |b| {
        b.iter_with_large_drop(|| analyse(black_box(&window), &room, &Silent));
    });
}

/// What the watch list adds: its rates come from all that was decided, and its rows are a fifth as many.
fn ahead(c: &mut Criterion) {
    let room = RoomDecisions::default();
    let facts = made::with_ahead(made::facts(5_000, SEED, 8 * QUARTER), 1_250, SEED);
    c.bench_function("all findings, 5,000 renewals over two years and 1,250 ahead", |b| {
        b.iter_with_large_drop(|| analyse(black_box(&facts), &room, &Silent));
    });
}

/// Changing a lens, a dimension or a filter: with the drawing, under 16 ms.
fn on_a_key(c: &mut Criterion) {
    let facts = made::facts(5_000, SEED, QUARTER);
    let room = RoomDecisions::default();
    c.bench_function("one lens, 5,000 renewals", |b| b.iter(|| patterns::lens(black_box(&facts), &room, Lens::ReasonCode)));
    c.bench_function("one lens of one owner, 5,000 renewals", |b| {
        b.iter(|| patterns::lens(&black_box(&facts).only(|r| &*r.cs_owner == "Owner 3"), &room, Lens::Pricing));
    });
    c.bench_function("one heat map, 5,000 renewals", |b| {
        b.iter(|| patterns::heat_map(black_box(&facts), &room, Lens::Play, Dimension::CsOwner));
    });
    c.bench_function("one breakdown, 5,000 renewals", |b| b.iter(|| breakdown::by(black_box(&facts), &room, &[Dimension::CsOwner])));
}

fn a_million(c: &mut Criterion) {
    if std::env::var_os("RETRO_BENCH_MILLION").is_none() {
        return;
    }
    let facts = made::facts(1_000_000, SEED, QUARTER);
    let mut group = c.benchmark_group("a million");
    group.sample_size(10).measurement_time(Duration::from_secs(60));
    group.bench_function("all findings, 1,000,000 renewals in one window", |b| {
        b.iter_with_large_drop(|| analyse(black_box(&facts), &RoomDecisions::default(), &Silent));
    });
    group.finish();
}

criterion_group!(benches, all_findings, ahead, on_a_key, a_million);
criterion_main!(benches);

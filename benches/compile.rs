//! How fast facts are compiled.
//!
//! - `cargo bench --bench compile`: the growth from 10⁵ to 10⁷ rows (renewals with their health and usage)
//!   and how long it takes to understand what they are before that
//! - `cargo bench --bench compile -- --understand DIR`: understands the files of DIR once
//! - `cargo bench --bench compile -- --write DIR`: writes 1,000,000 renewals, 5,000,000 health and 10,000,000 usage rows
//! - `cargo bench --bench compile -- --folder DIR --history MONTHS`: compiles one quarter's enterprise renewals and those
//!   of the months before it from DIR once, and prints what `.ci/bench-compile` compares with DuckDB: the quarter's totals
//!   by outcome and reason, health, usage
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock, writes its data and prints what it found"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use criterion::{BenchmarkId, Criterion, Throughput};
use run_retro::compile::{self, Source};
use run_retro::domain::facts::Facts;
use run_retro::domain::money::Money;
use run_retro::domain::progress::Silent;
use run_retro::domain::scope::{Depth, HISTORY_MONTHS, ScopeRequest};
use run_retro::domain::window::{FiscalYear, WindowSpec};
use run_retro::sample::Spec;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let given = |flag: &str| args.iter().position(|arg| arg == flag).and_then(|at| args.get(at + 1));
    let history = given("--history").map_or(HISTORY_MONTHS, |months| months.parse().expect("a number of months"));
    if let Some(folder) = given("--understand") {
        let begun = Instant::now();
        let is_ready = understood(&Source::at(PathBuf::from(folder)));
        return println!("understood in {:.3} s (ready: {is_ready})", begun.elapsed().as_secs_f64());
    }
    match (given("--folder"), given("--write")) {
        (Some(folder), _) => once(Path::new(folder), history),
        (_, Some(folder)) => write(Path::new(folder), 142_858),
        _ => growth(),
    }
}

fn facts(folder: PathBuf, history_months: u32) -> Facts {
    let fiscal = FiscalYear::default();
    let request = ScopeRequest {
        segment: Some("enterprise".to_owned()),
        window: WindowSpec::parse("2026-Q3", fiscal).expect("a window"),
        include_churn: true,
        dimensions: vec![],
        depth: Depth::Summary,
        as_of: "2026-10-09".parse().expect("a day"),
        fiscal,
        history_months,
        targets: run_retro::domain::target::Targets::default(),
    };
    compile::compile(&Source::Folder(folder), &request, None, &Silent).expect("facts")
}

/// Which file is which table and which column which field, without a look at all rows.
fn understood(source: &Source) -> bool {
    compile::is_understood(source, None).expect("files that can be understood")
}

/// Sums over the renewals of one outcome and reason, in whole minor units and counts, so that they compare exactly.
#[derive(Default)]
struct Total {
    renewals: u64,
    before: Money,
    after: Money,
    /// Scores at −90, −60 and −30 days, in tenths.
    health: [i64; 3],
    usage: (u64, u64),
}

fn once(folder: &Path, history_months: u32) {
    let begun = Instant::now();
    // A session keeps its facts until the program ends, so giving them back is not part of the work.
    let facts = std::mem::ManuallyDrop::new(facts(folder.to_owned(), history_months));
    eprintln!("compiled in {:.3} s", begun.elapsed().as_secs_f64());
    let mut totals: BTreeMap<(String, String), Total> = BTreeMap::new();
    for renewal in facts.in_scope() {
        let reason = renewal.reason.as_ref().map(ToString::to_string).unwrap_or_default();
        let total = totals.entry((renewal.outcome.label().to_owned(), reason)).or_default();
        total.renewals += 1;
        total.before += renewal.before.unwrap_or_default();
        total.after += renewal.after.unwrap_or_default();
        for (sum, score) in total.health.iter_mut().zip(renewal.signals.health) {
            *sum += (score.unwrap_or(0.0) * 10.0).round() as i64;
        }
        let (recent, prior) = renewal.signals.usage_sums().unwrap_or_default();
        total.usage.0 += recent;
        total.usage.1 += prior;
    }
    for ((outcome, reason), t) in totals {
        let [h90, h60, h30] = t.health;
        println!("{outcome},{reason},{},{},{},{h90},{h60},{h30},{},{}", t.renewals, t.before, t.after, t.usage.0, t.usage.1);
    }
}

/// Seven years of renewals of so many customers, five health and ten usage rows for each.
fn write(folder: &Path, accounts: u32) {
    let spec = Spec { accounts, quarters: 27, health_rows: 5, usage_rows: 10, flaws: false, ..Spec::default() };
    run_retro::sample::write_to(folder, &spec).expect("data");
}

/// About one row in sixteen is a renewal's, five are health's and ten usage's.
fn growth() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let mut group = criterion.benchmark_group("compile");
    for rows in [100_000_u32, 1_000_000, 10_000_000] {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        write(&data, rows / 16 / 7);
        for unused in ["notes", "plays", "tickets"] {
            std::fs::remove_file(data.join(unused).with_extension("csv")).expect("a file");
        }
        group.throughput(Throughput::Elements(u64::from(rows)));
        group.bench_function(BenchmarkId::from_parameter(rows), |bench| bench.iter(|| black_box(facts(data.clone(), HISTORY_MONTHS))));
        let source = Source::Folder(data.clone());
        group.bench_function(BenchmarkId::new("understanding", rows), |bench| bench.iter(|| black_box(understood(&source))));
    }
    group.finish();
    criterion.final_summary();
}

//! How fast the app is for whoever sits before it: `cargo bench --bench app`.
//!
//! - `first frame`: process start to the first drawn screen, on the sample data, in a pseudo-terminal
//! - `draw`: every view at 160x45; the insight board with 10,000 cards
//! - `key to frame`: a key press to the drawn frame, with 10,000 cards in a session of 50,000 events, and over 5,000 renewals. What
//!   other threads do because of a key is not waited for, as nobody at the keyboard waits for it
//! - `append`: one event onto the disk

#![allow(clippy::duplicate_mod, reason = "the rig and the terminal both read key strings")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

#[path = "analysis/made.rs"]
mod made;
#[path = "../tests/rig/mod.rs"]
mod rig;
mod setup;
#[path = "../tests/terminal/mod.rs"]
mod terminal;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, criterion_group, criterion_main};
use rig::Rig;
use run_retro::domain::phase::Phase;
use run_retro::store::journal::Journal;
use setup::SIZE;
use terminal::Terminal;

fn first_frame(c: &mut Criterion) {
    let home = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("first frame");
    group.sample_size(20);
    group.bench_function("sample data", |b| {
        b.iter_batched(
            || tempfile::tempdir().unwrap(),
            |work| {
                let terminal = Terminal::start(&["--segment", "enterprise"], home.path(), work.path(), SIZE);
                terminal.wait_for("Who does what");
                (terminal, work)
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn board() -> Rig {
    let mut rig = Rig::new(SIZE);
    setup::fill(&mut rig);
    rig.keys(">>>");
    assert_eq!(rig.model().phase(), Phase::InsightSynthesis);
    rig
}

fn draw(c: &mut Criterion) {
    let mut group = c.benchmark_group("draw");
    let mut board = board();
    group.bench_function("10,000 cards", |b| b.iter(|| board.draw()));
    for phase in Phase::ALL {
        let mut rig = Rig::new(SIZE);
        rig.keys(&">".repeat(phase.index()));
        assert_eq!(rig.model().phase(), phase);
        group.bench_function(phase.key(), |b| b.iter(|| rig.draw()));
    }
    group.finish();
}

fn key_to_frame(c: &mut Criterion) {
    let mut group = c.benchmark_group("key to frame");
    in_turn(&mut group, "move among 10,000 cards", board(), &["j"]);
    in_turn(&mut group, "vote among 10,000 cards, and take it back", board(), &["v", "u"]);
    let facts = Arc::new(made::facts(5_000, 20_260_930, 91));
    let rig = |keys: &str| {
        let mut rig = Rig::over(Arc::clone(&facts), SIZE);
        rig.keys(keys);
        rig
    };
    in_turn(&mut group, "another lens over 5,000 renewals", rig(">>"), &["2", "3", "4", "1"]);
    in_turn(&mut group, "another dimension of the heat map over 5,000 renewals", rig(">><tab><tab>"), &["d"]);
    in_turn(&mut group, "a letter of a search among 5,000 renewals", rig(">r/"), &["a", "<bs>"]);
    in_turn(&mut group, "another order of 5,000 renewals", rig(">r"), &["S"]);
    group.finish();
}

/// Presses one of `keys` after the other, and draws after each.
fn in_turn(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, mut rig: Rig, keys: &[&str]) {
    let mut turns = keys.iter().cycle();
    group.bench_function(name, |b| {
        b.iter_custom(|times| {
            let mut all = Duration::ZERO;
            for _ in 0..times {
                let begun = Instant::now();
                let effects = rig.press(turns.next().copied().unwrap_or_default());
                black_box(rig.draw());
                all += begun.elapsed();
                rig.perform(effects);
            }
            all
        });
    });
}

fn append(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::new(SIZE);
    let opened = rig.opened();
    let mut journal = Journal::create(&folder.path().join("journal.jsonl"), std::slice::from_ref(&opened)).unwrap();
    let mut seq = opened.seq;
    c.bench_function("append one event", |b| {
        b.iter(|| {
            seq += 1;
            journal.append(&[setup::note(&opened, seq)]).unwrap();
        });
    });
}

criterion_group!(benches, first_frame, draw, key_to_frame, append);
criterion_main!(benches);

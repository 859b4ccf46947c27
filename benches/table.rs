//! The table of `docs/performance.md`, as Markdown: `cargo bench --bench table`, or parts of it, as `cargo bench --bench table -- keys journal`.
//! `.ci/table` prints it with the comparison with DuckDB.
//!
//! Each line is the median of seven runs, or of three where one takes seconds. A key is measured as whoever presses it waits for it: until
//! the frame is drawn, without what other threads do because of it.
#![allow(clippy::duplicate_mod, reason = "the rig and the terminal both read key strings")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock, writes its data and prints what it found"
)]

#[path = "analysis/made.rs"]
mod made;
#[path = "../tests/rig/mod.rs"]
mod rig;
mod setup;
#[path = "../tests/terminal/mod.rs"]
mod terminal;

#[path = "table/compiling.rs"]
mod compiling;
#[path = "table/journal.rs"]
mod journal;
#[path = "table/screen.rs"]
mod screen;

use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use run_retro::analysis::analyse;
use run_retro::analysis::decisions::RoomDecisions;
use run_retro::domain::progress::Silent;

const SEED: u64 = 20_260_930;
const QUARTER: usize = 91;
const RUNS: usize = 7;
const RENEWALS: usize = 5_000;

/// The parts of the table; those that are named are made, or all.
const PARTS: [(&str, fn()); 5] = [
    ("compiling", compiling::growth),
    ("frame", screen::first_frame),
    ("keys", screen::keys),
    ("journal", journal::all),
    ("findings", findings),
];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    println!("Measured on {}.\n", machine());
    println!("| what | how many | median | of that |\n|---|---|---|---|");
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            part();
        }
    }
}

/// Its processors and its system, as they call themselves.
fn machine() -> String {
    let told = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let info = told("/proc/cpuinfo");
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or(std::env::consts::ARCH, |(_, m)| m);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} × {model}, {} {}", std::env::consts::OS, told("/proc/sys/kernel/osrelease").trim())
}

fn line(what: &str, how_many: &str, median: Duration, of_that: &str) {
    println!("| {what} | {how_many} | {} | {of_that} |", short(median));
    let _ = std::io::stdout().flush();
}

fn short(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.2} s"),
        seconds if seconds >= 0.01 => format!("{:.0} ms", seconds * 1e3),
        seconds if seconds >= 1e-4 => format!("{:.2} ms", seconds * 1e3),
        seconds => format!("{:.1} µs", seconds * 1e6),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed(), done)
}

/// The one below which so many of a hundred are.
fn share(times: &mut [Duration], of_a_hundred: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * of_a_hundred / 100]
}

fn median(runs: usize, mut work: impl FnMut() -> Duration) -> Duration {
    share(&mut (0..runs).map(|_| work()).collect::<Vec<_>>(), 50)
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// Bytes that the program has had in use at most, and has now; nothing where the system does not tell.
fn memory() -> Option<(u64, u64)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse::<u64>().ok());
    Some((kilobytes("VmHWM:")? * 1024, kilobytes("VmRSS:")? * 1024))
}

/// The largest first: what was used at most is then its own.
fn findings() {
    let room = RoomDecisions::default();
    for (n, runs) in [(1_000_000, 3), (50_000, RUNS), (RENEWALS, RUNS)] {
        let before = memory();
        let facts = made::facts(n, SEED, QUARTER);
        let held = memory();
        let time = median(runs, || timed(|| black_box(analyse(&facts, &room, &Silent))).0);
        let of_one = |bytes: u64| bytes / n as u64;
        let told = match (before, held, memory()) {
            (Some((_, before)), Some((_, held)), Some((most, _))) if n == 1_000_000 => {
                format!("{} bytes a renewal as facts, {} more at most", of_one(held - before), of_one(most - held))
            }
            _ => format!("{:.2} µs a renewal", time.as_secs_f64() * 1e6 / n as f64),
        };
        line("all findings", &format!("{} renewals", grouped(n as u64)), time, &told);
    }
}

//! The table of `docs/performance.md`, as Markdown: `cargo bench --bench table`. `.ci/table` prints it with the comparison with DuckDB.
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
#[path = "../tests/terminal/mod.rs"]
mod terminal;

use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rig::Rig;
use run_retro::analysis::analyse;
use run_retro::analysis::decisions::RoomDecisions;
use run_retro::compile::{self, Source};
use run_retro::domain::card::InsightKind;
use run_retro::domain::event::{Event, Record};
use run_retro::domain::phase::Phase;
use run_retro::domain::progress::Silent;
use run_retro::domain::session::History;
use run_retro::sample::{self, Spec};
use run_retro::store::journal::Journal;
use terminal::Terminal;

const SIZE: (u16, u16) = (160, 45);
const SEED: u64 = 20_260_930;
const QUARTER: usize = 91;
const RUNS: usize = 7;
/// What a key is pressed among.
const CARDS: u32 = 10_000;
const EVENTS: u64 = 50_000;
const RENEWALS: usize = 5_000;

fn main() {
    println!("Measured on {}.\n", machine());
    println!("| what | how many | median | of that |\n|---|---|---|---|");
    compiling();
    first_frame();
    keys();
    journal();
    findings();
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

fn bytes_in(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// A folder of so many renewals, of which a sixteenth of the rows are.
fn data(folder: &Path, accounts: u32) {
    let spec = Spec { accounts, quarters: 27, health_rows: 5, usage_rows: 10, flaws: false, ..Spec::default() };
    sample::write_to(folder, &spec).unwrap();
}

fn compiling() {
    for accounts in [90, 900, 9_000] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("data");
        data(&place, accounts);
        let source = Source::Folder(place.clone());
        let megabytes = bytes_in(&place) as f64 / 1e6;
        let request = rig::asked::request(Some("enterprise"), run_retro::domain::window::WindowSpec::Quarter);
        let many = format!("{} renewals, {megabytes:.1} MB", grouped(u64::from(accounts) * 7));
        let time = median(RUNS, || timed(|| black_box(compile::is_understood(&source, None).unwrap())).0);
        line("understanding a folder", &many, time, "");
        let time = median(RUNS, || timed(|| black_box(compile::compile(&source, &request, None, &Silent).unwrap())).0);
        line("compiling it", &many, time, &format!("{:.0} MB/s", megabytes / time.as_secs_f64()));
    }
}

/// From the start of the program to the first whole screen.
fn first_frame() {
    let show = |home: &Path, data: Option<&Path>| {
        let work = tempfile::tempdir().unwrap();
        let mut args = vec!["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-10-09"];
        if let Some(data) = data {
            args.extend(["--data", data.to_str().unwrap()]);
        }
        timed(|| {
            let terminal = Terminal::start(&args, home, work.path(), SIZE);
            terminal.wait_for("Who does what");
            terminal
        })
    };
    let begun = |home: &Path, data: Option<&Path>| {
        let (time, terminal) = show(home, data);
        terminal.kill();
        time
    };
    let time = median(RUNS, || begun(tempfile::tempdir().unwrap().path(), None));
    line("first frame of the sample, the first time ever", "", time, "");
    let home = tempfile::tempdir().unwrap();
    with_past_retros(home.path(), 300);
    begun(home.path(), None);
    let time = median(RUNS, || begun(home.path(), None));
    line("first frame of the sample", "300 retros before", time, "");
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("data");
    data(&place, 715);
    begun(home.path(), Some(&place));
    let time = median(RUNS, || begun(home.path(), Some(&place)));
    line("first frame of a folder that was compiled before", "5,005 renewals, 300 retros before", time, "");
}

/// The retro that comes with the program, as often as that.
fn with_past_retros(home: &Path, retros: u32) {
    let journal = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/sessions/2026-Q2-enterprise-7c41e09a/journal.jsonl");
    for retro in 0..retros {
        let folder: PathBuf = home.join("sessions").join(format!("2026-Q2-enterprise-{retro:08x}"));
        fs::create_dir_all(&folder).unwrap();
        fs::copy(&journal, folder.join("journal.jsonl")).unwrap();
    }
}

/// A session with all that a long retro of a large company holds.
fn full() -> Rig {
    let mut rig = Rig::over(Arc::new(made::facts(RENEWALS, SEED, QUARTER)), SIZE);
    for card in 0..CARDS {
        let kind = InsightKind::ALL[card as usize % 3];
        let text = format!("Card {card}: renewals that start late end late, and nobody sees it before the quarter closes");
        rig.happen(|history| Event::CardAdded { id: history.next_card(), kind, text, critical: card % 7 == 0, evidence: vec![] });
    }
    while rig.model().world.history.last_seq() < EVENTS {
        rig.happen(|_| Event::NoteTaken { phase: Phase::CheckIn, text: "Prices were not the topic".into() });
    }
    rig
}

/// Keys that every screen knows: moving, another list, another order, a search, a vote and what takes it back.
const KEYS: [&str; 12] = ["j", "j", "k", "<tab>", "S", "/", "e", "<bs>", "<esc>", "j", "v", "u"];
const ROUNDS: usize = 20;

fn keys() {
    let mut rig = full();
    let mut all: Vec<Duration> = Vec::new();
    let mut worst = (Duration::ZERO, String::new());
    let among = format!("{} cards, {} events, {} renewals", grouped(u64::from(CARDS)), grouped(EVENTS), grouped(RENEWALS as u64));
    for phase in Phase::ALL {
        let mut times: Vec<Duration> = Vec::new();
        assert_eq!(rig.model().phase(), phase, "{}", rig.screen());
        let mut so_far = rig.model().world.history.last_seq();
        for key in (0..ROUNDS).flat_map(|_| KEYS) {
            let seq = rig.model().world.history.last_seq();
            // Where the vote was none, undo would take back the way here.
            if key == "u" && seq == std::mem::replace(&mut so_far, seq) {
                continue;
            }
            let (time, effects) = timed(|| {
                let effects = rig.press(key);
                rig.draw();
                effects
            });
            rig.perform(effects);
            if key == "u" {
                so_far = rig.model().world.history.last_seq();
            }
            times.push(time);
            if time > worst.0 {
                worst = (time, format!("`{key}` on {}", phase.name()));
            }
        }
        all.extend(&times);
        let most = share(&mut times, 99);
        line(&format!("a key to its frame, {}", phase.name()), &among, share(&mut times, 50), &format!("99 of 100 within {}", short(most)));
        rig.keys("<esc>>");
    }
    let most = share(&mut all, 99);
    let told = format!("99 of 100 within {}; the slowest {} ({})", short(most), short(worst.0), worst.1);
    line("a key to its frame, every screen", &among, share(&mut all, 50), &told);
}

fn journal() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Rig::new(SIZE).opened();
    let note = |seq: u64| {
        let event = Event::NoteTaken { phase: Phase::CheckIn, text: "Prices were not the topic".into() };
        Record { seq, event, ..opened.clone() }
    };
    for events in [5_000, EVENTS, 500_000] {
        let path = folder.path().join(format!("{events}.jsonl"));
        let records: Vec<Record> = std::iter::once(opened.clone()).chain((2..=events).map(note)).collect();
        drop(Journal::create(&path, &records).unwrap());
        let open = || {
            let (_, reading) = Journal::open(&path).unwrap();
            black_box(History::fold(reading.records).unwrap())
        };
        let time = median(if events > EVENTS { 3 } else { RUNS }, || timed(open).0);
        line("opening a journal", &format!("{} events", grouped(events)), time, "read and folded");
        let mut history = History::fold(records).unwrap();
        let mut undo = || {
            let step = history.push(opened.at, "robin", Event::NoteTaken { phase: Phase::CheckIn, text: "A slip".into() });
            timed(|| history.push(opened.at, "robin", Event::Undone { seq: step.seq })).0
        };
        line("taking back the last step", &format!("{} events", grouped(events)), median(RUNS, &mut undo), "folded");
    }
    let mut journal = Journal::open(&folder.path().join(format!("{EVENTS}.jsonl"))).unwrap().0;
    let mut plain = fs::File::create(folder.path().join("plain")).unwrap();
    let length = fs::metadata(folder.path().join("5000.jsonl")).unwrap().len() / 5_000;
    let bytes = vec![b'x'; length as usize];
    let sync = median(200, || {
        timed(|| {
            plain.write_all(&bytes).unwrap();
            plain.sync_data().unwrap();
        })
        .0
    });
    let append = median(200, || {
        let record = note(journal.last_seq() + 1);
        timed(|| journal.append(&[record]).unwrap()).0
    });
    let told = format!("{:.2} × a line written and synced ({})", append.as_secs_f64() / sync.as_secs_f64(), short(sync));
    line("appending an event", &format!("to {} events", grouped(EVENTS)), append, &told);
}

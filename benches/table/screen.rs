//! What somebody at the screen waits for.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use run_retro::domain::phase::Phase;

use crate::rig::Rig;
use crate::setup::{self, CARDS, EVENTS, SIZE};
use crate::terminal::Terminal;
use crate::{QUARTER, RENEWALS, RUNS, SEED, compiling, grouped, line, made, median, share, short, timed};

/// From the start of the program to the first whole screen.
pub fn first_frame() {
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
    compiling::data(&place, 715);
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
    setup::fill(&mut rig);
    rig
}

/// Keys that every screen knows: moving, another list, another order, a search, a vote and what takes it back.
const KEYS: [&str; 12] = ["j", "j", "k", "<tab>", "S", "/", "e", "<bs>", "<esc>", "j", "v", "u"];
const ROUNDS: usize = 20;

pub fn keys() {
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

//! Folders of growing size: how long it takes to understand them, and to compile them.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use run_retro::compile::{self, Source};
use run_retro::domain::progress::Silent;
use run_retro::domain::window::WindowSpec;
use run_retro::sample::{self, Spec};

use crate::{RUNS, grouped, line, median, rig, timed};

fn bytes_in(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// A folder of so many renewals, of which a sixteenth of the rows are.
pub fn data(folder: &Path, accounts: u32) {
    let spec = Spec { accounts, quarters: 27, health_rows: 5, usage_rows: 10, flaws: false, ..Spec::default() };
    sample::write_to(folder, &spec).unwrap();
}

pub fn growth() {
    for accounts in [90, 900, 9_000] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("data");
        data(&place, accounts);
        let source = Source::Folder(place.clone());
        let megabytes = bytes_in(&place) as f64 / 1e6;
        let request = rig::asked::request(Some("enterprise"), WindowSpec::Quarter);
        let many = format!("{} renewals, {megabytes:.1} MB", grouped(u64::from(accounts) * 7));
        let time = median(RUNS, || timed(|| black_box(compile::is_understood(&source, None).unwrap())).0);
        line("understanding a folder", &many, time, "");
        let time = median(RUNS, || timed(|| black_box(compile::compile(&source, &request, None, &Silent).unwrap())).0);
        line("compiling it", &many, time, &format!("{:.0} MB/s", megabytes / time.as_secs_f64()));
    }
}

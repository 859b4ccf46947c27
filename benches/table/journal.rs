//! A session's journal of growing length.

use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;

use run_retro::domain::event::{Event, Record};
use run_retro::domain::phase::Phase;
use run_retro::domain::session::History;
use run_retro::store::journal::Journal;

use crate::rig::Rig;
use crate::setup::{self, EVENTS, SIZE};
use crate::{RUNS, grouped, line, median, share, short, timed};

pub fn all() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Rig::new(SIZE).opened();
    let note = |seq: u64| setup::note(&opened, seq);
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
    appending(folder.path(), note);
}

/// Beside a plain file that gets as much and is synced as often, in turns: how long that takes, the disk tells.
fn appending(folder: &Path, note: impl Fn(u64) -> Record) {
    let path = folder.join(format!("{EVENTS}.jsonl"));
    let length = fs::metadata(&path).unwrap().len() / EVENTS;
    let mut journal = Journal::open(&path).unwrap().0;
    let mut plain = fs::OpenOptions::new().append(true).create(true).open(folder.join("plain")).unwrap();
    let bytes = vec![b'x'; length as usize];
    let (mut synced, mut appended) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        synced.push(
            timed(|| {
                plain.write_all(&bytes).unwrap();
                plain.sync_data().unwrap();
            })
            .0,
        );
        let record = note(journal.last_seq() + 1);
        appended.push(timed(|| journal.append(&[record]).unwrap()).0);
    }
    let (sync, append) = (share(&mut synced, 50), share(&mut appended, 50));
    let told = format!("{:.2} × a line written and synced ({})", append.as_secs_f64() / sync.as_secs_f64(), short(sync));
    line("appending an event", &format!("to {} events", grouped(EVENTS)), append, &told);
}

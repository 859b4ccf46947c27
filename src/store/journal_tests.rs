#![expect(clippy::disallowed_methods, reason = "tests damage files")]

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::domain::event::Event;
use crate::domain::phase::Phase;
use crate::store::fixture::{at, history, scope};

fn records() -> Vec<Record> {
    history("s", scope(2026, 3)).records().to_vec()
}

fn note(seq: u64) -> Record {
    Record { seq, at: at(9), by: "Mara".into(), event: Event::NoteTaken { phase: Phase::Close, text: format!("note {seq}") } }
}

fn journal_of(records: &[Record]) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.jsonl");
    drop(Journal::create(&path, records).unwrap());
    (dir, path)
}

fn add_bytes(path: &Path, bytes: &[u8]) {
    let mut file = OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn what_was_appended_is_there_when_opened_again() {
    let (_dir, path) = journal_of(&records());
    let (mut journal, reading) = Journal::open(&path).unwrap();
    assert_eq!(reading, Reading { records: records(), notice: None });
    journal.append(&[note(4)]).unwrap();
    journal.append(&[note(5), note(6)]).unwrap();
    let again = read(&path).unwrap().records;
    assert_eq!(again.last(), Some(&note(6)));
    assert_eq!(again.len(), 6);
}

#[test]
fn a_torn_last_line_is_set_aside_and_the_session_goes_on() {
    let (dir, path) = journal_of(&records());
    for n in 1..=2 {
        add_bytes(&path, b"{\"v\":1,\"seq\":4,\"cr");
        let (mut journal, reading) = Journal::open(&path).unwrap();
        assert!(reading.notice.unwrap().contains(&format!("journal.jsonl.torn-{n}")));
        assert_eq!(fs::read(dir.path().join(format!("journal.jsonl.torn-{n}"))).unwrap(), b"{\"v\":1,\"seq\":4,\"cr");
        journal.append(&[note(journal.last_seq() + 1)]).unwrap();
    }
    assert_eq!(read(&path).unwrap().records.len(), 5);
}

#[test]
fn a_missing_last_line_end_costs_nothing() {
    let (_dir, path) = journal_of(&records());
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    let (mut journal, reading) = Journal::open(&path).unwrap();
    assert_eq!(reading.records, records());
    journal.append(&[note(4)]).unwrap();
    assert_eq!(read(&path).unwrap().records.len(), 4);
}

#[test]
fn damage_in_the_middle_names_the_line_and_leaves_the_rest_to_look_at() {
    let (_dir, path) = journal_of(&records());
    let text = fs::read_to_string(&path).unwrap().replacen("Mara", "Lara", 2);
    fs::write(&path, &text).unwrap();
    let error = Journal::open(&path).unwrap_err().to_string();
    assert!(error.contains("journal.jsonl:1") && error.contains("checksum"), "{error}");

    let only_second = fs::read_to_string(&path).unwrap().replacen("Lara", "Mara", 1);
    fs::write(&path, &only_second).unwrap();
    let error = Journal::open(&path).unwrap_err().to_string();
    assert!(error.contains("journal.jsonl:2") && error.contains("--read-only") && error.contains("the step before"), "{error}");
    let reading = read(&path).unwrap();
    assert_eq!(reading.records, &records()[..1]);
    assert!(reading.notice.unwrap().contains(":2:"));
    assert_eq!(fs::read_to_string(&path).unwrap(), only_second, "the damaged file is left as it is");
}

#[test]
fn handing_in_the_whole_history_appends_only_what_is_new() {
    let (_dir, path) = journal_of(&records());
    let (mut journal, _) = Journal::open(&path).unwrap();
    let mut all = records();
    journal.append(&all).unwrap();
    all.push(note(4));
    journal.append(&all).unwrap();
    journal.append(&all).unwrap();
    assert_eq!(read(&path).unwrap().records, all);
}

#[test]
fn a_gap_is_refused_before_anything_is_written() {
    let (_dir, path) = journal_of(&records());
    let (mut journal, _) = Journal::open(&path).unwrap();
    assert!(journal.append(&[note(5)]).is_err());
    journal.append(&[note(4)]).unwrap();
    assert_eq!(read(&path).unwrap().records.len(), 4);
}

#[test]
fn an_empty_journal_is_an_error_not_a_session() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.jsonl");
    fs::write(&path, b"").unwrap();
    assert!(Journal::open(&path).is_err());
    assert!(read(&path).is_err());
}

/// A full device refuses every write: the error says so, and what was there stays.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_can_be_tried_again() {
    let (_dir, path) = journal_of(&records());
    let (mut journal, _) = Journal::open(&path).unwrap();
    let good = std::mem::replace(&mut journal.file, OpenOptions::new().write(true).open("/dev/full").unwrap());
    let error = journal.append(&[note(4)]).unwrap_err().to_string();
    assert!(error.contains("not saved"), "{error}");
    assert_eq!(journal.last_seq(), 3);
    journal.file = good;
    journal.append(&[note(4), note(5)]).unwrap();
    assert_eq!(read(&path).unwrap().records.len(), 5);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Wherever a crash cut the file off: what is left opens, can be gone on with, and every byte is still somewhere.
    #[test]
    fn no_cut_loses_a_byte(place in proptest::prelude::any::<proptest::sample::Index>()) {
        let whole = encode(&records());
        let cut = &whole[..place.index(whole.len())];
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.jsonl");
        fs::write(&path, cut).unwrap();
        let first_line = memchr::memchr(b'\n', &whole).unwrap();
        let Ok((mut journal, reading)) = Journal::open(&path) else {
            assert!(cut.len() < first_line, "only a session without its opening cannot be opened");
            assert_eq!(fs::read(&path).unwrap(), cut, "and it is left as it is");
            return Ok(());
        };
        let kept = encode(&reading.records);
        let torn = fs::read(dir.path().join("journal.jsonl.torn-1")).unwrap_or_default();
        assert!(cut == [kept.clone(), torn].concat() || [cut, b"\n"].concat() == kept);
        let next = note(journal.last_seq() + 1);
        journal.append(std::slice::from_ref(&next)).unwrap();
        assert_eq!(read(&path).unwrap().records.last(), Some(&next));
    }
}

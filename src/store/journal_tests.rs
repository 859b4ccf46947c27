#![expect(clippy::disallowed_methods, reason = "tests damage files")]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::domain::event::Event;
use crate::domain::missing::Cause;
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::domain::session::History;
use crate::export;
use crate::store::disk::faults;
use crate::store::fixture::{at, history, scope};

fn records() -> Vec<Record> {
    history("s", scope(2026, 3)).records().to_vec()
}

fn note(seq: u64) -> Record {
    Record {
        seq,
        at: at(9),
        by: "Mara".into(),
        who: PersonId::ROOM,
        asked: None,
        part_of: None,
        from: None,
        event: Event::NoteTaken { phase: Phase::Close, text: format!("note {seq}") },
    }
}

fn journal_of(records: &[Record]) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.jsonl");
    drop(Journal::create(&path, records).unwrap());
    (dir, path)
}

/// Thousands of syncs: in memory, where the system has such a place.
fn fast_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// What is made of it says that it is not whole, and takes no whole one's place.
fn exports_say_so(reading: Reading) {
    let history = History::fold(reading.records).unwrap().without(reading.missing);
    for (name, bytes) in export::files(&history, None) {
        assert!(name.contains("-incomplete."), "{name}");
        let says = !name.contains(".md") || String::from_utf8(bytes).unwrap().contains("**Incomplete: ");
        assert!(says, "{name}");
    }
}

/// [`read`], without waiting for whoever might be writing a torn line.
fn format_read(path: &Path) -> Result<Reading> {
    reading::reading(path, reading::decode_at(path)?)
}

fn add_bytes(path: &Path, bytes: &[u8]) {
    let mut file = OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn what_was_appended_is_there_when_opened_again() {
    let (_dir, path) = journal_of(&records());
    let (mut journal, reading) = Journal::open(&path).unwrap();
    assert_eq!(reading, Reading { records: records(), missing: None, notice: None });
    journal.append(&[note(4)]).unwrap();
    journal.append(&[note(5), note(6)]).unwrap();
    let again = read(&path).unwrap().records;
    assert_eq!(again.last(), Some(&note(6)));
    assert_eq!(again.len(), 6);
}

#[test]
fn a_journal_has_one_writer() {
    let (_dir, path) = journal_of(&records());
    let first = Journal::open(&path).unwrap();
    assert!(matches!(Journal::open(&path), Err(Error::InUse { .. })));
    assert_eq!(read(&path).unwrap().records.len(), 3, "readers are not kept out");
    drop(first);
    Journal::open(&path).unwrap();
}

#[test]
fn a_torn_last_line_is_set_aside_and_the_session_goes_on() {
    let (dir, path) = journal_of(&records());
    for n in 1..=2 {
        add_bytes(&path, b"{\"v\":2,\"seq\":4,\"cr");
        assert_eq!(read(&path).unwrap().missing.unwrap().cause, Cause::Torn);
        let (mut journal, reading) = Journal::open(&path).unwrap();
        assert!(reading.notice.unwrap().contains(&format!("journal.jsonl.torn-{n}")));
        assert_eq!(fs::read(dir.path().join(format!("journal.jsonl.torn-{n}"))).unwrap(), b"{\"v\":2,\"seq\":4,\"cr");
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
fn damage_names_the_line_and_what_goes_on_from_before_it() {
    let (_dir, path) = journal_of(&records());
    let text = fs::read_to_string(&path).unwrap().replacen("Mara", "Lara", 2);
    fs::write(&path, &text).unwrap();
    let error = Journal::open(&path).unwrap_err().to_string();
    assert!(error.contains("Line 1") && error.contains("checksum") && error.contains("backup"), "{error}");

    let only_second = fs::read_to_string(&path).unwrap().replacen("Lara", "Mara", 1);
    fs::write(&path, &only_second).unwrap();
    let error = Journal::open(&path).unwrap_err();
    assert_eq!(error.exit_code(), 3);
    let error = error.to_string();
    assert!(error.contains("Line 2") && error.contains("--mend") && error.contains("--read-only") && !error.contains("delete"), "{error}");
    let reading = read(&path).unwrap();
    assert_eq!(reading.records, &records()[..1]);
    assert!(reading.missing.unwrap().told.contains("Line 2"));
    assert_eq!(fs::read_to_string(&path).unwrap(), only_second, "the damaged file is left as it is");
}

#[test]
fn mending_goes_on_from_before_the_damage_and_keeps_the_rest() {
    let (dir, path) = journal_of(&records());
    let text = fs::read_to_string(&path).unwrap();
    let damaged = text.replacen("nobody", "somebody", 1);
    fs::write(&path, &damaged).unwrap();
    let (mut journal, reading) = Journal::mend(&path).unwrap();
    assert_eq!(reading.records, &records()[..1]);
    let notice = reading.notice.unwrap();
    assert!(notice.contains("step 1") && notice.contains("line 2 of") && notice.contains("journal.jsonl.damaged-1"), "{notice}");
    let kept = fs::read_to_string(dir.path().join("journal.jsonl.damaged-1")).unwrap();
    assert_eq!(damaged.split_once('\n').unwrap().1, kept);
    journal.append(&[note(2)]).unwrap();
    assert_eq!(read(&path).unwrap().records, [records()[0].clone(), note(2)]);
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
    for nothing in [&b""[..], b"\n\n", b"\xef\xbb\xbf"] {
        fs::write(&path, nothing).unwrap();
        assert!(Journal::open(&path).is_err() && Journal::mend(&path).is_err() && read(&path).is_err());
        assert_eq!(fs::read(&path).unwrap(), nothing);
    }
}

type Way<'a> = (Change, &'a dyn Fn(&Path));

/// What somebody did to the file shows before the next step counts as saved, and nothing of theirs is written over.
#[test]
fn a_file_that_is_no_longer_the_file_saves_nothing() {
    let copy = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path.with_extension("copy"), bytes).unwrap();
        fs::rename(path.with_extension("copy"), path).unwrap();
    };
    let shorten = |path: &Path| OpenOptions::new().write(true).open(path).unwrap().set_len(200).unwrap();
    let edit = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        bytes[100] ^= 1;
        std::thread::sleep(Duration::from_millis(20));
        OpenOptions::new().write(true).open(path).unwrap().write_all(&bytes).unwrap();
    };
    let ways: [Way<'_>; 6] = [
        (Change::FolderGone, &|path| fs::remove_dir_all(path.parent().unwrap()).unwrap()),
        (Change::Gone, &|path| fs::remove_file(path).unwrap()),
        (Change::Replaced, &copy),
        (Change::Shortened, &shorten),
        (Change::Grown, &|path| add_bytes(path, b"theirs\n")),
        (Change::Edited, &edit),
    ];
    for (change, act) in ways {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s/journal.jsonl");
        fs::create_dir(path.parent().unwrap()).unwrap();
        let mut journal = Journal::create(&path, &records()).unwrap();
        journal.append(&[note(4)]).unwrap();
        act(&path);
        let theirs = fs::read(&path).ok();
        for _ in 0..2 {
            let unsaved = journal.append(&[note(5)]).unwrap_err();
            assert!(matches!(&unsaved, Unsaved::Changed { change: seen, .. } if *seen == change), "{unsaved:?} for {change:?}");
        }
        assert_eq!(fs::read(&path).ok(), theirs, "{change:?}");
    }
}

#[test]
fn a_file_that_was_touched_and_holds_the_same_is_the_file() {
    let (_dir, path) = journal_of(&records());
    let (mut journal, _) = Journal::open(&path).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    let bytes = fs::read(&path).unwrap();
    OpenOptions::new().write(true).open(&path).unwrap().write_all(&bytes).unwrap();
    journal.append(&[note(4)]).unwrap();
    assert_eq!(read(&path).unwrap().records.len(), 4);
}

/// Wherever a crash cut the file off: what is left opens, can be gone on with, and every byte is still somewhere.
#[test]
fn no_cut_loses_a_byte() {
    let whole = encode(&records());
    let first_line = memchr::memchr(b'\n', &whole).unwrap();
    let dir = fast_folder();
    for len in 0..whole.len() {
        let path = dir.path().join(format!("{len}/journal.jsonl"));
        let cut = &whole[..len];
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, cut).unwrap();
        if let Ok(reading) = format_read(&path)
            && reading.missing.is_some()
        {
            exports_say_so(reading);
        }
        let Ok((mut journal, reading)) = Journal::open(&path) else {
            assert!(cut.len() < first_line, "only a session without its opening cannot be opened");
            assert_eq!(fs::read(&path).unwrap(), cut, "and it is left as it is");
            continue;
        };
        let kept = encode(&reading.records);
        let torn = fs::read(path.with_file_name("journal.jsonl.torn-1")).unwrap_or_default();
        assert!(cut == [kept.clone(), torn].concat() || [cut, b"\n"].concat() == kept);
        let next = note(journal.last_seq() + 1);
        journal.append(std::slice::from_ref(&next)).unwrap();
        assert_eq!(read(&path).unwrap().records.last(), Some(&next));
    }
}

/// One bit of each byte changed: said, gone on with by asking for it, and every byte is still somewhere.
#[test]
fn no_changed_bit_loses_a_byte() {
    let whole = encode(&records());
    let dir = fast_folder();
    for place in 0..whole.len() {
        let path = dir.path().join(format!("{place}/journal.jsonl"));
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, &bytes).unwrap();
        if let Ok(reading) = format_read(&path) {
            assert!(reading.missing.is_some(), "byte {place}");
            exports_say_so(reading);
        }
        let Ok((mut journal, reading)) = Journal::mend(&path) else {
            assert!(place <= memchr::memchr(b'\n', &whole).unwrap(), "byte {place}");
            assert_eq!(fs::read(&path).unwrap(), bytes);
            continue;
        };
        assert!(records().starts_with(&reading.records) && reading.notice.is_some(), "byte {place}");
        let aside = ["damaged", "torn"].map(|kind| fs::read(path.with_file_name(format!("journal.jsonl.{kind}-1"))).unwrap_or_default());
        assert_eq!([fs::read(&path).unwrap(), aside.concat()].concat(), bytes, "byte {place}");
        journal.append(&[note(journal.last_seq() + 1)]).unwrap();
        assert_eq!(read(&path).unwrap().missing, None);
    }
}

/// Whatever fails while a torn or damaged journal is opened: said, nothing is lost, and the next time it opens.
#[test]
fn a_fault_while_a_journal_is_opened_loses_nothing() {
    let whole = encode(&records());
    let torn = whole[..whole.len() - 20].to_vec();
    let damaged = String::from_utf8(whole.clone()).unwrap().replacen("nobody", "somebody", 1).into_bytes();
    for (bytes, failing) in [whole, torn, damaged].iter().flat_map(|bytes| (0..16).map(move |failing| (bytes, failing))) {
        let dir = fast_folder();
        let path = dir.path().join("journal.jsonl");
        fs::write(&path, bytes).unwrap();
        let call = AtomicUsize::new(0);
        let faults = faults::install(dir.path(), move |_, _| {
            if call.fetch_add(1, Ordering::SeqCst) == failing { Err(io::ErrorKind::StorageFull.into()) } else { Ok(usize::MAX) }
        });
        drop(Journal::mend(&path));
        drop(faults);
        drop(Journal::mend(&path).unwrap());
        let mut kept: Vec<PathBuf> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        kept.sort();
        let tail = kept.iter().skip(1).map(|path| fs::read(path).unwrap()).find(|tail| bytes.ends_with(tail)).unwrap_or_default();
        assert_eq!([fs::read(&path).unwrap(), tail].concat(), *bytes, "call {failing}");
    }
}

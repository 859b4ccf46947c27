//! A backup while others write.

use super::*;
use crate::store::disk;

#[test]
fn a_session_that_is_being_written_goes_in_whole_lines() {
    let lived = Lived::new();
    let path = lived.path("sessions/q3-1/journal.jsonl");
    let whole = fs::read(&path).unwrap();
    let held = disk::take(&path).unwrap().unwrap();
    disk::write_synced(&held, &path, whole.len() as u64, b"{\"half\": ").unwrap();
    lived.back_up();
    let fresh = Lived::empty();
    fresh.restore(&lived.file()).unwrap();
    assert_eq!(fresh.tree()["sessions/q3-1/journal.jsonl"], whole);
    drop(held);
    fs::remove_file(lived.file()).unwrap();
    lived.back_up();
    let fresh = Lived::empty();
    fresh.restore(&lived.file()).unwrap();
    assert_eq!(fresh.tree(), lived.tree(), "what nobody writes any more is kept as it stands");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_in() {
    use std::os::unix::fs::PermissionsExt;
    let lived = Lived::new();
    let locked = lived.path("sessions/q3-2/held-0123.bin");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&locked).is_ok() {
        // Root reads everything: a file is made unreadable by being too long for a journal.
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o600)).unwrap();
        let journal = fs::OpenOptions::new().write(true).open(lived.path("sessions/q3-2/journal.jsonl")).unwrap();
        journal.set_len(disk::MOST + 1).unwrap();
    }
    let made = lived.back_up();
    assert!(made.left_out.len() == 1 && made.left_out[0].is_unread, "{:?}", made.left_out);
    let fresh = Lived::empty();
    fresh.restore(&lived.file()).unwrap();
    assert_eq!(fresh.tree().len(), lived.tree().len() - 1);
}
